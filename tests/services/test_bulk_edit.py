"""Several people changed alike in one step."""

import pytest

from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, NotFound
from ridealong.services.desk import Desk
from ridealong.services.journal import undo
from ridealong.services.people import people, people_list
from ridealong.services.people.bulk_edit import BulkChange, edit_all
from services.conftest import employ, it, marketing

ALL = ("ana@x.example", "ben@x.example", "mia@x.example")


@pytest.fixture
def three(desk: Desk) -> Desk:
    employ(
        desk,
        it("Ana", wants=("CRM", "Events"), site="Berlin"),
        it("Ben", "Data", knows=("sql",)),
        marketing("Mia", wants=("SQL",)),
    )
    return desk


def person(desk: Desk, email: str) -> people.Person:
    return people.show(desk, email).person


def test_all_get_the_same_and_one_undo_takes_it_back(three: Desk) -> None:
    before = [person(three, email) for email in ALL]
    found = edit_all(three, ALL, BulkChange(values={"team": "Web", "site": "", "manager": "boss@x.example"}))
    assert [one.name for one in found] == ["Ana", "Ben", "Mia"]
    assert {(person(three, email).team, person(three, email).site) for email in ALL} == {("Web", "")}
    undo.undo(three)
    assert [person(three, email) for email in ALL] == before


def test_topics_are_added_and_taken_away_in_any_letter_case(three: Desk) -> None:
    edit_all(three, ALL, BulkChange(add={"wants": ("crm", "Brand")}, take={"wants": ("EVENTS",), "knows": ("SQL",)}))
    assert [person(three, email).wants for email in ALL] == [
        ("CRM", "Brand"),
        ("crm", "Brand"),
        ("SQL", "crm", "Brand"),
    ]
    assert person(three, ALL[1]).knows == ()


def test_who_is_so_already_is_not_changed(three: Desk) -> None:
    assert [one.name for one in edit_all(three, ALL, BulkChange(values={"team": "Data"}))] == ["Ana", "Mia"]
    assert edit_all(three, ALL, BulkChange(values={"team": "Data"})) == ()


def test_one_for_whom_it_cannot_be_stops_all(three: Desk) -> None:
    with pytest.raises(InvalidValue, match=r"ben@x.example is given as their own manager"):
        edit_all(three, ALL, BulkChange(values={"manager": "ben@x.example"}))
    with pytest.raises(NotFound):
        edit_all(three, [*ALL, "nobody@x.example"], BulkChange(values={"team": "Web"}))
    assert [person(three, email).team for email in ALL] == ["Platform", "Data", "Brand"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (BulkChange(), "There is nothing to change"),
        (BulkChange(values={"name": "Zoe"}), "The name of several people cannot be changed at once"),
        (BulkChange(values={"side": "it"}), "The side of several people cannot be changed at once"),
        (BulkChange(add={"team": ("Web",)}), "'team' holds no topics"),
    ],
)
def test_what_is_each_ones_own_is_not_changed_for_several(three: Desk, change: BulkChange, problem: str) -> None:
    with pytest.raises(InvalidValue, match=problem):
        edit_all(three, ALL, change)


def test_somebody_who_was_changed_by_another_meanwhile_stops_all(three: Desk, make_desk: object) -> None:
    seen = [one.seen for one in people_list.page(three, people_list.PeopleQuery()).rows]
    kim = make_desk()  # type: ignore[operator]  # the fixture makes another desk
    people.edit(kim, ALL[2], {"team": "CRM"})
    with pytest.raises(ChangedMeanwhile, match=r"Mia was changed meanwhile"):
        edit_all(three, ALL, BulkChange(values={"team": "Web"}), seen=seen)
    assert person(three, ALL[0]).team == "Platform"
