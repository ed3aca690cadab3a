"""Turns of a simulated year: who was passed over is seen, and who could not visit, or did not want to, is not."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

START = date(2027, 1, 4)
YEAR = START, date(2028, 1, 3)
RULE = "turns are even among those who could visit as often"
ANA, BEN, MIA = 1, 2, 3


@pytest.fixture(scope="module")
def season() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parents[2])
        yield import_module("bench.season.stored")


@pytest.fixture
def year(season: ModuleType) -> Any:  # of a module that is no part of the package
    """Four ride-alongs of a quarter each, in which Ana and Ben both visit Mia every time."""
    people = {
        one: season.Person(one, f"{name}@x", name, side, team, "", "", "09:00-17:00", None, None, None, False)
        for one, name, side, team in (
            (ANA, "Ana", "it", "Platform"),
            (BEN, "Ben", "it", "Data"),
            (MIA, "Mia", "marketing", "Brand"),
        )
    }
    programs = {
        one: season.Program(
            one,
            f"Q{one}",
            "ride-along",
            "it",
            START + timedelta(weeks=13 * (one - 1)),
            13,
            1,
            2,
            13,
            2,
            90,
            5,
            6,
            20,
            1,
        )
        for one in range(1, 5)
    }
    pairings = {}
    for program in programs.values():
        for guest in (ANA, BEN):
            first = program.start + timedelta(weeks=guest)
            days = first, first + timedelta(days=4)
            number = 10 * program.id + guest
            pairings[number] = season.Pairing(number, program.id, guest, MIA, "it", guest, *days, "held", "")
    agreed = {(program, who): season.Enrolment("agreed", None) for program in programs for who in people}
    return season.Stored(
        people=people,
        programs=programs,
        pairings=pairings,
        absences={},
        freezes=[],
        enrolments=agreed,
        aparts=frozenset(),
        groups={},
        meetings={},
        of_teams=frozenset(),
        embedded={},
        made=dict.fromkeys(pairings, 1),
        fell={},
    )


def lost(year: Any, *programs: int) -> Any:
    """The year in which Ana's visits in some programs were cancelled at the third step of the journal."""
    gone = {10 * one + ANA for one in programs}
    pairings = {one: replace(row, state="cancelled") if one in gone else row for one, row in year.pairings.items()}
    return replace(year, pairings=pairings, fell=dict.fromkeys(gone, 3))


def faults(year: Any, declined: frozenset[tuple[int, int]] = frozenset()) -> list[str]:
    tally = import_module("bench.season.tally").Tally()
    import_module("bench.season.year_end").fairness(year, declined, YEAR, tally)
    assert set(tally.told) <= {RULE}
    return tally.told.get(RULE, [])


def test_even_turns_are_no_fault(year: Any) -> None:
    assert faults(year) == []


def test_who_was_passed_over_twice_is_seen(year: Any) -> None:
    left = {one: row for one, row in year.pairings.items() if one not in (10 + ANA, 20 + ANA)}
    assert faults(replace(year, pairings=left)) == ["Ana had 2 turns, Ben 4"]


def test_who_was_passed_over_once_is_one_turn_behind_and_no_fault(year: Any) -> None:
    left = {one: row for one, row in year.pairings.items() if one != 10 + ANA}
    assert faults(replace(year, pairings=left)) == []


def test_turns_that_fell_away_for_the_host_count_as_had_only_where_nobody_was_given_one_any_more(year: Any) -> None:
    gone = lost(year, 1, 2)
    assert faults(gone) == []
    assert faults(replace(gone, made=gone.made | {10 + BEN: 4, 20 + BEN: 4})) == ["Ana had 2 turns, Ben 4"]


def test_what_somebody_declined_or_paused_for_counts_as_had(year: Any) -> None:
    gone = lost(year, 1, 2)
    gone = replace(gone, made=gone.made | {10 + BEN: 4, 20 + BEN: 4})
    assert faults(gone, frozenset({(10 + ANA, ANA), (20 + ANA, ANA)})) == []
    until = type(gone.enrolments[1, ANA])("paused", YEAR[1])
    assert faults(replace(gone, enrolments=gone.enrolments | {(1, ANA): until, (2, ANA): until})) == []


def test_who_was_in_a_team_in_every_round_could_not_visit(year: Any, season: ModuleType) -> None:
    left = {one: row for one, row in year.pairings.items() if one not in (10 + ANA, 20 + ANA)}
    team = season.Share(START, START + timedelta(weeks=26), 20)
    assert faults(replace(year, pairings=left, embedded={ANA: [team]})) == []
    # A team of some weeks leaves other rounds.
    team = season.Share(START, START + timedelta(weeks=1), 20)
    assert faults(replace(year, pairings=left, embedded={ANA: [team]})) == ["Ana had 2 turns, Ben 4"]
