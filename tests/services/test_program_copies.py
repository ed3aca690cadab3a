"""Programs made after the pattern of others, renamed, put away and found again."""

from datetime import date, timedelta

import pytest

from conftest import TODAY, MakeDesk
from ridealong.domain.charters import Reading
from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, NotFound, Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import EnrolmentState, Kind
from ridealong.services.desk import Desk
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.people import people
from ridealong.services.plans import plans
from ridealong.services.programs import charters, measures, program_look, programs
from ridealong.services.programs.charters import Signing
from ridealong.services.programs.measures import MeasureChange
from ridealong.services.programs.program_copies import Copy, copy
from ridealong.services.programs.program_list import SORTS, ProgramQuery, find
from ridealong.services.programs.program_settings import ProgramChange, edit
from ridealong.services.publishing import publishing
from services.conftest import SPRING, START, buddies, ride_alongs

ANA, MIA = "ana@x.example", "mia@x.example"


@pytest.fixture
def spring(small: Desk) -> Desk:
    """A program of six weeks with everything that a charter has."""
    ride_alongs(small, objective="Pages live sooner", place="Atrium", repeat_days=30)
    measures.set_measure(small, SPRING, "Calls", MeasureChange(unit="a day", baseline=9, target=4.5))
    measures.add_reading(small, SPRING, "Calls", Reading(day=TODAY, value=8))
    charters.sign(small, SPRING, Side.IT, Signing(sponsor=ANA, agreed=TODAY, note="by mail"))
    charters.set_sponsor(small, SPRING, Side.MARKETING, "Paula Poe <paula@y.example>")
    programs.enrol(small, SPRING, [MIA], EnrolmentState.DECLINED)
    return small


def test_a_copy_has_the_settings_and_the_charter_but_nothing_that_happened(spring: Desk) -> None:
    plans.plan(spring, SPRING)
    page = copy(spring, SPRING, Copy(name="  Summer   ride-alongs "))
    old = programs.show(spring, SPRING).program
    assert page.program.name == "Summer ride-alongs"
    assert page.program.start == old.days.last + timedelta(days=1)
    for name in ("kind", "guest_side", "rounds", "weeks", "objective", "place", "repeat_days", "meetings", "country"):
        assert getattr(page.program, name) == getattr(old, name), name
    assert [(one.measure.name, one.measure.target, one.readings) for one in page.charter.measures] == [
        ("Calls", 4.5, ())
    ]
    assert [(one.name, one.agreed, one.note) for one in page.charter.sponsors] == [
        ("Ana", None, ""),
        ("Paula Poe", None, ""),
    ]
    assert (page.enrolled, page.row.proposed) == ((), 0)


def test_a_copy_can_take_over_what_people_answered(spring: Desk) -> None:
    page = copy(spring, SPRING, Copy(name="Summer", enrol=True))
    assert {one.email: one.state for one in page.enrolled} == {
        one.email: one.state for one in programs.show(spring, SPRING).enrolled
    }
    assert page.row.people == 5


def test_a_copy_begins_on_a_monday_after_the_end_or_from_today_on(spring: Desk, make_desk: MakeDesk) -> None:
    late = make_desk(today=date(2027, 7, 7))
    assert copy(late, SPRING, Copy(name="A")).program.start == date(2027, 7, 12)
    assert copy(spring, SPRING, Copy(name="B", start=date(2027, 5, 4))).program.start == date(2027, 5, 10)
    programs.archive(spring, "A")
    assert not copy(spring, "A", Copy(name="C")).row.archived


def test_a_sponsor_who_has_left_sponsors_no_copy(spring: Desk) -> None:
    people.remove(spring, ANA)
    page = copy(spring, SPRING, Copy(name="Summer"))
    assert [one.side for one in page.charter.sponsors] == [Side.MARKETING]
    (left, _other) = charters.page(spring, SPRING).sponsors
    assert (left.name, left.left) == ("Ana", True)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        (SPRING, SPRING.upper(), Refused),
        ("Winter", "Summer", NotFound),
        (SPRING, "  ", InvalidValue),
    ],
)
def test_a_copy_needs_a_name_of_its_own(spring: Desk, old: str, new: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        copy(spring, old, Copy(name=new))
    assert len(programs.list_all(spring)) == 1


def test_a_program_that_is_renamed_keeps_its_history(spring: Desk) -> None:
    plans.plan(spring, SPRING)
    publishing.publish(spring, SPRING, without_agreement="the sponsor is away")
    done = edit(spring, SPRING, ProgramChange(name="Visits  in spring"))
    assert done.page.program.name == "Visits in spring"
    assert {row.program for row in history.page(spring, HistoryQuery()).rows} == {"Visits in spring"}
    edit(spring, "Visits in spring", ProgramChange(name="VISITS IN SPRING"))
    buddies(spring)
    with pytest.raises(Refused, match="There is a program 'Buddies' already"):
        edit(spring, "visits in spring", ProgramChange(name="buddies"))
    with pytest.raises(InvalidValue, match="needs a name"):
        edit(spring, "visits in spring", ProgramChange(name=" "))


def test_settings_that_somebody_else_changed_meanwhile_stay(spring: Desk, make_desk: MakeDesk) -> None:
    mine = make_desk()
    seen = charters.page(mine, SPRING).seen
    edit(spring, SPRING, ProgramChange(objective="Fewer calls"))
    with pytest.raises(ChangedMeanwhile, match="objective was Pages live sooner, is Fewer calls"):
        edit(mine, SPRING, ProgramChange(place="Roof"), seen=seen)


def names(
    desk: Desk,
    text: str = "",
    *,
    archived: bool = False,
    needs: bool = False,
    sort: str = "start",
    descending: bool = False,
) -> list[str]:
    query = ProgramQuery(text=text, archived=archived, needs=needs, sort=sort, descending=descending)
    return [row.name for row in find(desk, query)]


def test_programs_are_found_by_words_and_terms(spring: Desk) -> None:
    buddies(spring, "Old buddies", start=START - timedelta(weeks=40))
    buddies(spring)
    programs.archive(spring, "Old buddies")
    assert names(spring) == ["Buddies", SPRING]
    assert names(spring, "RIDE spring") == names(spring, "kind:ride-along") == [SPRING]
    assert names(spring, archived=True) == names(spring, "archived:all") == ["Old buddies", "Buddies", SPRING]
    assert names(spring, "archived:yes") == names(spring, "archived:y kind:bud") == ["Old buddies"]
    assert names(spring, "archived:no", archived=True) == ["Buddies", SPRING]
    assert names(spring, "kind:buddies") == ["Buddies"]
    with pytest.raises(InvalidValue, match="archived:yes"):
        names(spring, "archived:maybe")
    with pytest.raises(InvalidValue, match=r"'foo' is no kind. Write kind:buddy, kind:ride-along, "):
        names(spring, "kind:foo")


def test_programs_are_sorted_and_narrowed_to_those_that_need_something(spring: Desk) -> None:
    buddies(spring)
    charters.sign(spring, SPRING, Side.MARKETING, Signing(agreed=TODAY))
    assert names(spring, needs=True) == ["Buddies"]
    assert names(spring, sort="name", descending=True) == [SPRING, "Buddies"]
    for sort in SORTS:
        assert sorted(names(spring, sort=sort)) == ["Buddies", SPRING]


def test_the_page_tells_how_far_each_round_has_come(spring: Desk, make_desk: MakeDesk) -> None:
    plans.plan(spring, SPRING)
    publishing.publish(spring, SPRING, without_agreement="the sponsor is away")
    later = make_desk(today=START + timedelta(days=8))
    first = history.page(later, HistoryQuery(sort="start", descending=False)).rows[0]
    history.mark(later, first.id, State.HELD)
    found = program_look.look(later, SPRING)
    assert found.now == 1
    assert [one.number for one in found.rounds] == list(range(6))
    assert sum(one.published + one.held + one.proposed for one in found.rounds) == 3
    assert [one.held for one in found.rounds][: (first.round or 0) + 1][-1] == 1
    assert [(one.state, one.it, one.marketing) for one in found.answers] == [
        (EnrolmentState.AGREED, 3, 2),
        (EnrolmentState.DECLINED, 0, 1),
    ]
    assert [one.name for one in program_look.answered(later, SPRING, EnrolmentState.DECLINED)] == ["Mia"]


def test_open_places_are_those_of_the_last_plan_without_people_who_left(small: Desk) -> None:
    ride_alongs(small, rounds=1, host_visits=1)
    for email in ("noa@x.example", "oto@x.example"):
        people.remove(small, email)
    plans.plan(small, SPRING)
    assert [one.open for one in program_look.look(small, SPRING).rounds] == [2]
    gone = plans.page(small, SPRING).open[0].guest.email
    people.remove(small, gone)
    assert [one.open for one in program_look.look(small, SPRING).rounds] == [1]


def test_the_page_is_found_again_after_a_rename(spring: Desk) -> None:
    row = program_look.look(spring, SPRING).program.id
    edit(spring, SPRING, ProgramChange(name="Other"))
    assert program_look.look(spring, SPRING, row_id=row).program.name == "Other"
    assert program_look.look(spring, SPRING, row_id=row).program.kind is Kind.RIDE_ALONG
