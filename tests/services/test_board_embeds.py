"""Composite teams on the board: who is embedded how much, by person and by home team."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ridealong.domain.pairings import State
from ridealong.services.board.board import BoardQuery, Sign, board, first_week
from ridealong.services.board.board_items import BoardItem
from ridealong.services.board.board_teams import TeamCell, teams
from ridealong.services.desk import Desk
from ridealong.services.people import absences
from services.conftest import START, employ, it, marketing, ride_alongs, week
from services.teams.made import (
    ANALYST,
    EMBEDS,
    ENGINEER,
    LOYALTY,
    PLANNER,
    composite,
    embed,
    on,
    team,
    weeks,
)

TEN_WEEKS = BoardQuery(first=START, weeks=10)


@pytest.fixture
def embeds(desk: Desk) -> Desk:
    """A composite program of three of IT, two of them in one team, and two of marketing."""
    employ(desk, it("Ana"), it("Ben", "Data"), it("Cho", "Data"), marketing("Mia"), marketing("Oto"))
    composite(desk)
    return desk


def items(desk: Desk, name: str, query: BoardQuery = TEN_WEEKS) -> list[BoardItem]:
    row = next(one for one in board(desk, query).rows if one.name == name)
    return list(dict.fromkeys(one for cell in row.cells for one in cell if one.sign is not Sign.HOLIDAY))


def cells(desk: Desk, name: str) -> tuple[TeamCell, ...]:
    return next(one for one in teams(desk, TEN_WEEKS).rows if one.name == name).cells


def test_an_embed_is_a_bar_over_its_weeks_with_its_share(embeds: Desk) -> None:
    made = team(embeds)
    embed(embeds, made, ENGINEER, "ana@x.example")
    embed(embeds, made, PLANNER, "mia@x.example", state=State.PROPOSED)
    (ana,) = items(embeds, "Ana")
    assert (ana.sign, ana.label, ana.share, ana.state) == (Sign.EMBED, LOYALTY, 40, State.PUBLISHED)
    assert (ana.slot, ana.days, ana.program) == ("1 (Data engineer)", weeks(0, 7), EMBEDS)
    assert ana.pairing_id is None
    row = next(one for one in board(embeds, TEN_WEEKS).rows if one.name == "Ana")
    assert [ana in cell for cell in row.cells] == [True] * 8 + [False] * 2
    (mia,) = items(embeds, "Mia")
    assert (mia.share, mia.state) == (50, State.PROPOSED)


def test_what_was_called_off_and_drafts_that_nobody_published_in_time_are_not_shown(embeds: Desk) -> None:
    made = team(embeds)
    embed(embeds, made, ENGINEER, "ana@x.example", state=State.CANCELLED)
    embed(embeds, made, PLANNER, "mia@x.example", weeks(0, 1), State.PROPOSED)
    assert items(embeds, "Ana") == []
    assert items(on(embeds, 30), "Mia") == []


def test_a_hand_over_is_told_of_both(embeds: Desk) -> None:
    made = team(embeds)
    old = embed(embeds, made, ANALYST, "ben@x.example", weeks(0, 4))
    embed(embeds, made, ANALYST, "cho@x.example", weeks(4, 7), after=old)
    assert items(embeds, "Ben")[0].hand_over == f"hands over to Cho {weeks(4, 4)}"
    # Also where only one of the two is in view.
    later = replace(TEN_WEEKS, first=weeks(6, 6).first)
    assert items(embeds, "Cho", later)[0].hand_over == f"takes over from Ben {weeks(4, 4)}"


def test_who_cannot_go_on_presses_and_the_private_reason_is_not_told(embeds: Desk) -> None:
    embed(embeds, team(embeds), ENGINEER, "ana@x.example")
    pressing = replace(TEN_WEEKS, pressing=True)
    assert board(embeds, pressing).rows == ()
    absences.add_absences(embeds, ["ana@x.example"], week(1, 4), "xyzzy surgery")
    (row,) = board(embeds, pressing).rows
    assert row.name == "Ana"
    (item,) = {one for cell in row.cells for one in cell if one.embed_id}
    assert item.clash == "Ana is away for 4 of 8 weeks"
    assert "xyzzy" not in repr(row)
    assert board(embeds, replace(pressing, program=EMBEDS)).rows == (row,)


def test_two_small_shares_at_once_are_not_too_much_and_two_large_ones_are(embeds: Desk) -> None:
    made, other = team(embeds), team(embeds, "Media")
    embed(embeds, made, ENGINEER, "ana@x.example")
    embed(embeds, other, ENGINEER, "ana@x.example")
    row = next(one for one in board(embeds, TEN_WEEKS).rows if one.name == "Ana")
    assert not any(row.loads)
    assert {one.clash for one in items(embeds, "Ana")} == {""}
    embed(embeds, team(embeds, "Search"), ENGINEER, "ana@x.example")
    assert {one.clash.partition(" for ")[0] for one in items(embeds, "Ana")} == {"Ana would work 120 %"}


def test_by_team_shares_add_up_to_people_who_are_out(embeds: Desk) -> None:
    made = team(embeds)
    embed(embeds, made, ENGINEER, "ben@x.example")
    embed(embeds, made, ANALYST, "cho@x.example", weeks(0, 3))
    both, one, none = cells(embeds, "Data")[0], cells(embeds, "Data")[5], cells(embeds, "Data")[9]
    assert (both.out, both.visiting, both.embedded, both.taken, both.percent) == (1, 0, 2, 1, 70)
    assert (one.out, one.embedded, one.taken, one.percent) == (0, 1, 0, 20)
    assert (none.embedded, none.percent) == (0, 0)
    absences.add_absences(embeds, ["ben@x.example"], week(5))
    away = cells(embeds, "Data")[5]
    assert (away.away, away.taken, away.percent) == (1, 1, 50)


def test_two_halves_of_a_week_are_out_all_week(embeds: Desk) -> None:
    for name in (LOYALTY, "Media"):
        embed(embeds, team(embeds, name), ENGINEER, "ana@x.example")
    found = cells(embeds, "Platform")[0]
    assert (found.out, found.embedded, found.percent) == (1, 1, 80)


def test_the_board_begins_where_the_first_embed_does_and_shows_one_program(embeds: Desk) -> None:
    other = ride_alongs(embeds, "Other")
    embed(embeds, team(embeds, days=weeks(4, 7)), ENGINEER, "ana@x.example")
    assert first_week(embeds) == first_week(embeds, EMBEDS) == START + timedelta(weeks=4)
    assert items(embeds, "Ana", replace(TEN_WEEKS, program=other)) == []
