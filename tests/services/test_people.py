"""People: searched, paged, added, changed and removed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import MakeDesk, NewDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.people import Person, Side, WorkingHours
from ridealong.services import databases
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.outcomes.history import page as history_page
from ridealong.services.people import absences, limits, people, people_list
from ridealong.services.people.people_list import PeopleQuery
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from ridealong.services.search import read_terms
from services.built import built
from services.conftest import SPRING, employ, it, marketing, ride_alongs, week
from thorough import examples, thorough_only


def names(desk: Desk, text: str = "", *, sort: str = "name", descending: bool = False) -> list[str]:
    query = PeopleQuery(text=text, sort=sort, descending=descending)
    return [row.name for row in people_list.page(desk, query).rows]


@pytest.fixture
def office(desk: Desk) -> Desk:
    return built(desk, _office)


def _office(desk: Desk) -> None:
    employ(
        desk,
        it("Ana", "Platform", site="Berlin", knows=("SQL", "Cloud"), wants=("CRM",)),
        it("Ben", "Data Science", site="remote", wants=("Brand voice",)),
        marketing("Mia", "Brand", role="Head of 100% brand", knows=("CRM",)),
        marketing("Örn", "Brand Design", site="Ísafjörður", role="Áætlun Ölfus"),
        marketing("under_score", "CRM"),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["Ana", "Ben", "Mia", "under_score", "Örn"]),
        ("ana", ["Ana"]),
        ("ANA@X", ["Ana"]),
        ("brand", ["Ben", "Mia", "Örn"]),
        ("brand head", ["Mia"]),
        ("team:brand", ["Mia", "Örn"]),
        ("TEAM:brand side:it", []),
        ('team:"brand design"', ["Örn"]),
        ("team:brand site:fjör", ["Örn"]),
        ("wants:crm", ["Ana"]),
        ("knows:crm", ["Mia"]),
        ("site:remote", ["Ben"]),
        ("100%", ["Mia"]),
        ("%", ["Mia"]),
        ("_", ["under_score"]),
        ("under_score", ["under_score"]),
        ("\\", []),
        ("örn", ["Örn"]),
        ("ÖRN", ["Örn"]),
        ("site:ísafjörður", ["Örn"]),
        ("site:ÍSAFJÖRÐUR", ["Örn"]),
        ("orn", ["Örn"]),
        ("site:isafjordur", ["Örn"]),
        ("role:aaetlun", ["Örn"]),
        ("áætlun ölfus", ["Örn"]),
        ('"data sci', ["Ben"]),
        ("team:", ["Ana", "Ben", "Mia", "under_score", "Örn"]),
        ("colour:red", []),
    ],
)
def test_people_are_found_by_words_and_terms(office: Desk, text: str, found: list[str]) -> None:
    assert sorted(names(office, text)) == sorted(found)


def test_names_with_apostrophes_are_found(desk: Desk) -> None:
    employ(desk, it("Pat", "Ops"), Person(email="o@x.example", name="O'Brien D'Arcy", side=it("x").side, team="Ops"))
    assert names(desk, "o'brien") == names(desk, "O'Brien D'Arcy") == ["O'Brien D'Arcy"]


def test_who_is_away_is_found(office: Desk) -> None:
    absences.add_absences(office, ["ana@x.example"], Days(date(2027, 1, 11), date(2027, 1, 11)))
    absences.add_absences(office, ["mia@x.example"], Days(date(2026, 12, 28), date(2027, 1, 4)))
    assert names(office, "away:next-week") == ["Ana"]
    assert names(office, "away:today") == names(office, "away:this-week") == ["Mia"]
    assert names(office, "away:tomorrow") == []
    assert names(office, "away:2027-01-11 side:it") == ["Ana"]
    with pytest.raises(InvalidValue, match=r"'soon' is no time. Write today, tomorrow, this-week, next-week or a day"):
        names(office, "away:soon")
    with pytest.raises(InvalidValue, match=r"'mk' is no side. Write side:it or side:marketing"):
        names(office, "side:mk")


@given(st.text(max_size=30))
def test_whatever_somebody_types_is_taken_apart(text: str) -> None:
    terms = read_terms(text, ("team",))
    assert all(name == "team" and value for name, value in terms.fields)


def test_lists_are_sorted_both_ways(office: Desk) -> None:
    assert names(office, "side:it", sort="team") == ["Ben", "Ana"]
    assert names(office, "side:it", sort="team", descending=True) == ["Ana", "Ben"]
    assert names(office, "side:it", sort="name", descending=True) == ["Ben", "Ana"]


@settings(max_examples=examples(15), deadline=None)
@given(
    st.lists(st.sampled_from(["Ana", "ana", "Bo"]), min_size=1, max_size=12),
    st.integers(1, 5),
    st.builds(PeopleQuery, sort=st.sampled_from(people_list.SORTS), descending=st.booleans()),
)
def test_pages_hold_everybody_once(new_desk: NewDesk, some: list[str], limit: int, query: PeopleQuery) -> None:
    desk = new_desk()
    employ(desk, *(replace(it(one), email=f"p{number}@x.example") for number, one in enumerate(some)))
    found = []
    for offset in range(0, len(some), limit):
        part = people_list.page(desk, query, offset, limit)
        assert (part.total, part.offset) == (len(some), offset)
        found += [row.email for row in part.rows]
    assert sorted(found) == sorted(f"p{number}@x.example" for number in range(len(some)))


def test_a_person_is_added_once_in_any_letter_case(desk: Desk) -> None:
    employ(desk, it("Ana"))
    with pytest.raises(Refused, match=r"ANA@x.example is already the address of Ana. Edit that person instead"):
        people.add(desk, Person(email="ANA@x.example", name="Other", side=it("x").side, team="T"))


def test_a_person_is_changed_in_some_properties(small: Desk) -> None:
    changed = people.edit(small, "ANA@x.example", {"team": "Data", "capacity": 3})
    assert (changed.team, changed.capacity, changed.name) == ("Data", 3, "Ana")
    assert people.show(small, "ana@x.example").person == changed


def test_changing_nothing_is_not_journalled(small: Desk) -> None:
    version = small.version()
    people.edit(small, "ana@x.example", {"team": "Platform"})
    assert small.version() == version


@pytest.mark.parametrize(
    ("changes", "error", "said"),
    [
        ({"email": "BEN@x.example"}, Refused, "BEN@x.example is already the address of Ben"),
        ({"manager": "Ana@x.example"}, InvalidValue, "their own manager"),
        ({"first_day": date(2027, 2, 1), "last_day": date(2027, 1, 1)}, InvalidValue, "lies before the first day"),
    ],
)
def test_a_change_that_breaks_a_rule_is_refused(
    small: Desk, changes: dict[str, object], error: type[Exception], said: str
) -> None:
    before = people.everyone(small)
    with pytest.raises(error, match=said):
        people.edit(small, "ana@x.example", changes)
    assert people.everyone(small) == before


def test_the_letter_case_of_an_address_can_be_corrected(small: Desk) -> None:
    people.edit(small, "ana@x.example", {"email": "Ana.Lima@x.example"})
    people.edit(small, "ANA.LIMA@x.example", {"email": "ANA.Lima@x.example"})
    assert people.show(small, "ana.lima@x.example").person.email == "ANA.Lima@x.example"


def test_who_reports_to_somebody_goes_on_doing_so_at_a_new_address(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben", manager="ANA@x.example"), it("Cho", manager="ben@x.example"))
    people.change_email(desk, "ana@x.example", "ana.lima@x.example")
    assert people.show(desk, "ben@x.example").person.manager == "ana.lima@x.example"
    assert people.show(desk, "cho@x.example").person.manager == "ben@x.example"
    with pytest.raises(InvalidValue, match=r"'nobody' is not an e-mail address"):
        people.change_email(desk, "ana.lima@x.example", "nobody")


def test_somebody_unknown_is_named_with_who_may_be_meant(small: Desk) -> None:
    with pytest.raises(NotFound, match=r"There is nobody with the address 'ana@y.example'. Did you mean ana@x.example"):
        people.show(small, "ana@y.example")
    with pytest.raises(NotFound, match=r"There is nobody with the address ''. The list of people shows everybody"):
        people.show(small, "")


def test_who_is_removed_is_gone_and_can_be_added_again(small: Desk) -> None:
    people.remove(small, "ana@x.example")
    assert "Ana" not in names(small)
    with pytest.raises(NotFound):
        people.show(small, "ana@x.example")
    employ(small, it("Ana", "Data"))
    assert people.show(small, "ana@x.example").person.team == "Data"


def test_who_stands_in_a_published_pairing_is_not_removed(small: Desk) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)
    publishing.publish(small, name, everything=True)
    with pytest.raises(Refused, match=r"Ana stands in 1 published pairing. Mark or cancel them first"):
        people.remove(small, "ana@x.example")
    assert len(people.everyone(small)) == 6


def test_a_list_shows_whom_everybody_has_met_and_meets_next(small: Desk, make_desk: MakeDesk) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)
    publishing.publish(small, name, everything=True)
    (pairing,) = history_page(small, HistoryQuery(person="ana@x.example")).rows
    before = {row.name: row for row in people_list.page(small, PeopleQuery()).rows}["Ana"]
    assert (before.met, before.next) == (0, f"{pairing.days.first} {pairing.marketing_name}")
    afterwards = make_desk(pairing.days.last + timedelta(days=1))
    after = {row.name: row for row in people_list.page(afterwards, PeopleQuery()).rows}["Ana"]
    assert (after.met, after.next) == (1, "")


def test_a_persons_page_shows_the_time_there(make_desk: MakeDesk) -> None:
    desk = make_desk()
    employ(desk, it("Ana", time_zone="Asia/Kolkata"), it("Ben"))
    assert f"{people.show(desk, 'ana@x.example').local_time:%H:%M}" == "17:30"
    assert f"{people.show(desk, 'ben@x.example').local_time:%H:%M}" == "13:00"  # the organizer's zone


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("capacity", "", None),
        ("capacity", "2", 2),
        ("time_zone", "", ""),
        ("time_zone", "utc", "UTC"),
        ("manager", "", ""),
        ("first_day", "2027-01-11", date(2027, 1, 11)),
        ("last_day", " ", None),
        ("role", " Engineer ", "Engineer"),
        ("knows", "a; b", ("a", "b")),
    ],
)
def test_a_property_is_read_as_the_value_it_is(name: str, text: str, value: object) -> None:
    assert people.read_property(name, text) == value


def test_a_property_that_is_none_or_is_empty_is_refused() -> None:
    with pytest.raises(InvalidValue, match=r"'height' is no property of a person. They are email, name"):
        people.read_property("height", "2 m")
    for name in ("email", "name", "side", "team"):
        with pytest.raises(InvalidValue, match=rf"The {name} is empty. Everybody needs"):
            people.read_property(name, " ")


Change = Callable[[Desk], object]


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: people.edit(desk, "who@x.example", {"team": "Data"}),
        lambda desk: people.remove(desk, "who@x.example"),
        lambda desk: absences.add_absences(desk, ["who@x.example"], Days(date(2027, 1, 4), date(2027, 1, 4))),
        lambda desk: limits.add_apart(desk, "ana@x.example", "who@x.example"),
    ],
)
def test_nothing_is_done_to_somebody_unknown(small: Desk, change: Change) -> None:
    version = small.version()
    with pytest.raises(NotFound, match=r"who@x.example"):
        change(small)
    assert small.version() == version


def test_hours_are_kept(desk: Desk) -> None:
    hours = WorkingHours(time(8), time(16))
    employ(desk, it("Ana", hours=hours))
    assert people.show(desk, "ana@x.example").person.hours == hours


def test_who_stands_in_a_draft_keeps_the_side(small: Desk) -> None:
    plans.plan(small, ride_alongs(small, rounds=1))
    number = drafts_of(small, "ana@x.example")[0]
    with pytest.raises(Refused, match=rf"Ana stands in 1 draft \({number}\), so the side cannot be changed") as caught:
        people.edit(small, "ana@x.example", {"side": Side.MARKETING, "role": "Boss"})
    assert caught.value.remedy == "First set the drafts aside"
    assert caught.value.typed == "First set the drafts aside: `ridealong cancel ID`, for each number"
    assert people.show(small, "ana@x.example").person == it("Ana")
    drafts.cancel(small, number)
    assert people.edit(small, "ana@x.example", {"side": Side.MARKETING}).side is Side.MARKETING


@thorough_only
def test_who_stands_in_a_published_pairing_that_is_not_over_keeps_the_side(make_desk: MakeDesk) -> None:
    desk = make_desk()
    employ(desk, it("Ana"), marketing("Mia"))
    plans.plan(desk, ride_alongs(desk, rounds=1))
    publishing.publish(desk, SPRING)
    last = week(0).last
    with pytest.raises(Refused, match=r"Mia stands in 1 published pairing .* First cancel what is published"):
        people.edit(make_desk(today=last), "mia@x.example", {"side": Side.IT})
    over = make_desk(today=last + timedelta(days=1))
    assert people.edit(over, "mia@x.example", {"side": Side.IT}).side is Side.IT
    assert databases.check(over) == []


def test_who_comes_back_on_the_other_side_must_stand_in_no_draft(small: Desk) -> None:
    plans.plan(small, ride_alongs(small, rounds=1))
    people.remove(small, "ana@x.example")
    with pytest.raises(Refused, match="Ana stands in 1 draft"):
        people.add(small, marketing("Ana"))
    people.add(small, it("Ana"))
    assert databases.check(small) == []


def drafts_of(desk: Desk, email: str) -> list[int]:
    return [one.id for one in plans.page(desk, SPRING).proposals if email in (one.guest.email, one.host.email)]
