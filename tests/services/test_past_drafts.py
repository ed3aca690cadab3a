"""Drafts that nobody published in time: they count nowhere, and the next plan or publishing clears them away."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from conftest import MakeDesk
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.attention import attention
from ridealong.services.attention.attention_items import Kind as Thing
from ridealong.services.board import board
from ridealong.services.board.board_items import BoardQuery
from ridealong.services.desk import Desk
from ridealong.services.groups.group_history import past_groups
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.journal import undo
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.people import people
from ridealong.services.plans import plans
from ridealong.services.programs import forecast, program_look, programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.publishing import publishing
from ridealong.services.reports.report import report
from ridealong.storage.schema import pairings
from services.around import person, program, put
from services.conftest import SPRING, START, employ, it, marketing, ride_alongs, week
from services.group_company import COFFEE, FIRST, coffee_planned, later
from thorough import thorough_only

LATER = START + timedelta(weeks=2)


@pytest.fixture
def late(desk: Desk, make_desk: MakeDesk) -> Desk:
    """Two weeks after Ana was to visit Mia in the first of six rounds, which nobody published."""
    employ(desk, it("Ana"), marketing("Mia"))
    plans.plan(desk, ride_alongs(desk))
    (one,) = plans.page(desk, SPRING).proposals
    assert one.round == 0
    return make_desk(today=LATER)


def drafts_of(desk: Desk) -> list[date]:
    with desk.reading() as connection:
        wanted = select(pairings.c.first_day).where(pairings.c.state == str(State.PROPOSED))
        return list(connection.execute(wanted.order_by(pairings.c.first_day)).scalars())


@pytest.fixture
def late_coffee(desk: Desk) -> Desk:
    """The day after the last of three coffees, of which nobody published any; their rounds are not over yet."""
    coffee_planned(desk)
    return later(desk, FIRST + timedelta(weeks=4, days=1))


def test_the_report_counts_no_groups_that_nobody_published(late_coffee: Desk) -> None:
    assert report(late_coffee, COFFEE).drafts == 0


@thorough_only
def test_the_history_finds_no_groups_that_nobody_published(late_coffee: Desk) -> None:
    for query in (HistoryQuery(text="state:proposed"), HistoryQuery(states=(State.PROPOSED,))):
        assert past_groups(late_coffee, query) == ()


@thorough_only
def test_the_board_shows_no_groups_that_nobody_published(late_coffee: Desk) -> None:
    rows = board.board(late_coffee, BoardQuery(first=START, weeks=6)).rows
    assert not any(cell for row in rows for cell in row.cells)


def test_groups_that_nobody_published_are_nobody_to_be_with(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben", "Data"), marketing("Mia"), marketing("Noa"))
    plans.plan(desk, ride_alongs(desk, enrol=("ana@x.example", "mia@x.example"), rounds=26))
    publishing.publish(desk, SPRING)
    programs.enrol(desk, SPRING, ["ben@x.example"])
    some = ("ben@x.example", "noa@x.example")
    programs.create(desk, NewProgram(name=COFFEE, kind=Kind.COFFEE, start=START, rounds=3, enrol=some))
    plan_groups(desk, COFFEE)
    assert "ben@x.example" not in waiting(later(desk, START + timedelta(weeks=5)))
    assert "ben@x.example" in waiting(later(desk, START + timedelta(weeks=10)))


def waiting(desk: Desk) -> set[str]:
    """Who has had nobody for a long time."""
    return {email for one in attention.everything(desk, kinds=[Thing.UNPAIRED]) for email in one.people}


def test_the_plan_shows_them_no_more(late: Desk) -> None:
    page = plans.page(late, SPRING)
    assert page.proposals == ()
    assert publishing.compare(late, SPRING).publishes == ()


def test_they_count_neither_in_the_program_nor_in_the_report_nor_in_the_forecast(late: Desk) -> None:
    (row,) = programs.list_all(late)
    assert row.proposed == 0
    assert [one.proposed for one in program_look.look(late, SPRING).rounds] == [0] * 6
    assert report(late, SPRING).drafts == 0
    assert not forecast.forecast(late, SPRING).seen


def test_two_of_another_program_may_meet_all_the_same(late: Desk) -> None:
    ride_alongs(late, "Summer", start=LATER, rounds=1)
    assert len(plans.plan(late, "Summer").proposals) == 1


def test_somebody_can_change_sides_all_the_same(late: Desk) -> None:
    employ(late, marketing("Noa"))
    people.edit(late, "ana@x.example", {"side": "marketing"})
    assert people.show(late, "ana@x.example").person.side is Side.MARKETING


def test_the_next_plan_clears_them_away(late: Desk) -> None:
    assert drafts_of(late) == [START]
    page = plans.plan(late, SPRING)
    assert page.changes is None
    assert drafts_of(late) == [page.proposals[0].days.first]
    undo.undo(late)
    assert drafts_of(late) == [START]


def test_so_does_publishing(late: Desk) -> None:
    guest, host = (person(late, f"{one}@x.example") for one in ("ana", "mia"))
    place = {
        "guest_id": guest,
        "host_id": host,
        "fit": 50,
        "guest_team": "Platform",
        "host_team": "Brand",
        "guest_side": "it",
    }
    days = {"round": 3, "first_day": week(3).first, "last_day": week(3).last, "state": "proposed"}
    put(
        late, pairings, {"program_id": program(late, SPRING), "pinned": False, "reason": "", "fit": 50, **place, **days}
    )
    assert drafts_of(late) == [START, week(3).first]
    assert publishing.publish(late, SPRING).pairings == 1
    assert drafts_of(late) == []
