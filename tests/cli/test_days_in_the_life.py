"""The commands about visits of single days, one each way: what is counted, and days that are looked at first."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from thorough import thorough_only

from .conftest import Run, content, settled


@pytest.fixture
def days(company: Path) -> Path:
    """A day in the life, planned for everybody."""
    settings = "--start 2027-01-11 --rounds 1 --enrol all --cover-percent 100"
    settled(company.parent, f"program create Days --kind rotation {settings}")
    return company


def test_visits_and_pairs_are_counted_alike_wherever_they_are(run: Run, days: Path) -> None:
    planned = run("plan Days --json").json
    visits = len(planned["assignments"])
    pairs = len({frozenset((one["guest"], one["host"])) for one in planned["assignments"]})
    assert visits == 2 * pairs
    assert f"{visits} visits of {pairs} pairs for" in run("plan Days").out
    published = run("publish Days --all --yes")
    assert f"Publishing adds {visits} visits" in published.err
    assert f"Days: {visits} visits published" in published.err
    stands = run("plan Days --json").json["sentences"][0]
    assert stands == f"{visits} visits of {pairs} pairs published; no drafts are left."


@thorough_only
def test_a_day_is_looked_at_before_a_visit_goes_there(run: Run, days: Path) -> None:
    visits = run("plan Days --json").json["assignments"]
    before = content(days)
    weeks = [date.fromisoformat(one["start"]) + timedelta(days=number) for one in visits for number in (-1, 1)]
    visit, free = next(
        (one, day) for one in visits for day in weeks if run(f"move {one['id']} --day {day} --dry-run").code == 0
    )
    start = date.fromisoformat(visit["start"])
    assert run(f"move {visit['id']} --day {free} --dry-run --json").json["start"] == free.isoformat()
    saturday = start + timedelta(days=5 - start.weekday())
    refused = run(f"move {visit['id']} --day {saturday} --dry-run")
    assert (refused.code, f"{saturday} is no working day" in refused.err) == (1, True)
    assert content(days) == before
    assert "stands without --round" in run(f"move {visit['id']} --day {free} --round 1").err
    assert run(f"move {visit['id']} --day {free}").code == 0


def test_a_kind_that_there_is_not_is_answered_with_those_that_there_are(run: Run, company: Path) -> None:
    wrong = run("program create X --kind wrong --start 2027-01-11")
    assert wrong.code == 2
    assert "It is one of " in wrong.err
    assert "composite" in wrong.err
