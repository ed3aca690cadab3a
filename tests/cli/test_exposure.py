"""Which teams have met, who owes a visit, and the history in numbers, on the command line."""

import csv
from pathlib import Path

import pytest

from .conftest import Run, settled
from .samples import people_csv

HEADER = "program,kind,it_email,marketing_email,guest,start,end,state\n"


@pytest.fixture
def past(here: Path) -> Path:
    """Six people in IT and four in marketing, of whom a few have met; today is 1 December 2026."""
    people_csv(here / "people.csv", 6, 4)
    rows = [line.split(",") for line in (here / "people.csv").read_text().splitlines()[1:]]
    it = [row[0] for row in rows if "it" in row]
    marketing = [row[0] for row in rows if "marketing" in row]
    (here / "past.csv").write_text(
        HEADER
        + f"Days,rotation,{it[0]},{marketing[0]},it,2026-10-05,2026-10-05,held\n"
        + f"Days,rotation,{it[1]},{marketing[1]},it,2026-11-16,2026-11-16,held\n"
    )
    settled(here, "people import people.csv", "history import past.csv")
    return here / "a.db"


def test_each_it_team_stands_with_each_marketing_team(past: Path, run: Run) -> None:
    rows = run("exposure --json").json["exposure"]
    assert sum(row["times"] for row in rows) == 2
    met = next(row for row in rows if row["times"])
    assert set(met) == {"it_team", "marketing_team", "times", "coming", "last", "weeks_since", "next", "people"}
    assert len(met["people"]) == 2
    never = [row for row in rows if not row["times"]]
    assert all((row["last"], row["weeks_since"], row["people"]) == (None, None, []) for row in never)
    assert run("exposure --never --json").json["exposure"] == never
    lines = run("exposure --csv").out.splitlines()
    assert len(list(csv.DictReader(lines))) == len(rows)
    ran = run("exposure")
    assert len(ran.out.splitlines()) == 1 + len(rows)
    assert f"{len(never)} of them never met" in ran.err
    assert "never" in ran.out


def test_it_is_narrowed_to_a_program_and_a_day(past: Path, run: Run) -> None:
    assert sum(row["times"] for row in run("exposure --since 2026-11-01 --json").json["exposure"]) == 1
    assert sum(row["times"] for row in run("exposure --program days --json").json["exposure"]) == 2
    assert run("exposure --program nothing").code == 1
    assert run("exposure --since X").code == 2


def test_who_owes_a_visit_is_listed_with_what_is_overdue(past: Path, run: Run) -> None:
    rows = run("ledger --json").json["ledger"]
    assert [(row["due"], row["overdue_days"], row["planned"]) for row in rows] == [
        ("2026-11-16", 15, None),
        ("2026-12-28", 0, None),
    ]
    assert run("ledger --overdue --json").json["ledger"] == rows[:1]
    assert run("--today 2027-03-01 ledger --overdue --json").json["ledger"] != rows[:1]
    assert "2 visits owed, 1 of them overdue." in run("ledger").err
    assert run("ledger --csv").out.splitlines()[0].startswith("guest,host,program")
    assert run("ledger --program nothing").code == 1


def test_the_history_comes_to_numbers(past: Path, run: Run) -> None:
    found = run("history summary --weeks 9 --json").json["summary"]
    assert [week["week"] for week in found["visits"] if week["held"]] == ["2026-10-05", "2026-11-16"]
    assert sum(team["met"] for team in found["reach"]) == 4
    assert found["repeats"] == [{"times": 1, "pairs": 2}]
    text = run("history summary --weeks 9").out
    assert "2026-10-05" in text
    assert "1 time" in text
    assert run("history summary --weeks 0").code == 2


def test_the_people_of_two_teams_who_have_never_met_are_named(past: Path, run: Run) -> None:
    every = run("exposure --between '' '' --json").json["never_met"]
    assert sum(len(one["marketing"]) for one in every) == 6 * 4 - 2
    met = next(row for row in run("exposure --json").json["exposure"] if row["times"])
    ran = run(f"exposure --between '{met['it_team']}' '{met['marketing_team']}'")
    assert "of people have never met" in ran.err
