"""A quarter of composite teams beside ride-alongs, week by week: no rule is broken, and calendars have what stands."""

from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from thorough import thorough_only

SEED = 5
"""One in which all that happens to teams does; thorough runs go through others."""
WHAT_HAPPENS = (
    "embeds published when they were formed",
    "people who left a slot, is needed at home",
    "people who left a slot, leaves the company",
    "hand-overs",
    "long absences, back-fill",
    "slots left without a hand-over",
    "people away for long",
    "slots added while they ran",
    "extended",
    "ended early",
    "embeds marked held",
)


@pytest.fixture(scope="module")
def season() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parents[2])
        yield


def gone_through(folder: Path, weeks: int, seed: int) -> Any:  # of a module that is no part of the package
    """What was counted in so many weeks of the company 'pilot'."""
    run, programs = import_module("bench.season.run"), import_module("bench.season.programs")
    kinds = [one for one in programs.KINDS if one.kind in ("composite", "ride-along")]
    asked = run.Asked(weeks=weeks, size="pilot", seed=seed, path=folder / "season.db", reports=folder, kinds=kinds)
    year = run.Year(asked, lambda _: None)
    year.go()
    return year.tally


def teams(happened: Counter[str]) -> Counter[str]:
    return Counter({what.removeprefix("teams: "): number for what, number in happened.items() if "teams: " in what})


@pytest.fixture(scope="module")
def quarter(season: None, tmp_path_factory: pytest.TempPathFactory) -> Any:  # see `gone_through`
    return gone_through(tmp_path_factory.mktemp("quarter"), 13, SEED)


@thorough_only
def test_no_rule_is_broken_in_any_week_of_a_quarter(quarter: Any) -> None:  # see `gone_through`
    assert quarter.told == {}


@thorough_only
def test_all_that_can_happen_to_a_team_happens(quarter: Any) -> None:  # see `gone_through`
    happened = teams(quarter.happened)
    assert [what for what in WHAT_HAPPENS if not happened[what]] == []
    assert quarter.happened["reports written"] == 2


@thorough_only
@pytest.mark.parametrize(("weeks", "seed"), [(13, 3), (26, 5), (26, 6)])
def test_no_rule_is_broken_in_longer_runs(season: None, tmp_path: Path, weeks: int, seed: int) -> None:
    assert gone_through(tmp_path, weeks, seed).told == {}
