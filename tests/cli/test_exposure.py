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
    assert set(met) == {
        *("it_team", "marketing_team", "times", "coming", "last", "weeks_since", "next", "people", "embed_weeks")
    }
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
    ran = run("exposure --between platform CRM")
    assert ran.code == 0
    heads, *rows = ran.out.splitlines()
    assert heads.split() == ["platform", "Has", "never", "met,", "of", "CRM"]
    assert [row.split() for row in rows] == [["Ivo", "Person", "000", "Mia", "Person", "001"]]
    assert ran.err == "1 of 1 pair of people have never met.\n"
    document = run("exposure --between Platform CRM --json").json
    assert document == {"never_met": [{"it": "it0@company.example", "marketing": ["marketing1@company.example"]}]}
    met = run("exposure --between Platform Brand")
    assert (met.code, len(met.out.splitlines())) == (0, 1)
    assert met.err == "0 of 1 pair of people have never met.\n"


def test_what_is_only_published_is_told_from_what_has_taken_place(past: Path, here: Path, run: Run) -> None:
    it, marketing = "it0@company.example", "marketing1@company.example"
    (here / "more.csv").write_text(HEADER + f"Next,ride-along,{it},{marketing},it,2026-12-14,2026-12-18,published\n")
    assert run("history import more.csv").code == 0
    ran = run("exposure")
    assert ran.out.split("\n", 1)[0].split() == ["IT", "team", "Marketing", "team", "Met", "To", "come", "Last", "Who"]
    (row,) = [line.split() for line in ran.out.splitlines() if line.startswith("Platform") and " CRM " in line]
    assert row[2:8] == ["not", "yet", "1", "first", "on", "2026-12-14"]
    assert "of them never met; 1 more is to meet for the first time." in ran.err
    people = run("exposure --between Platform CRM")
    assert people.err == "0 of 1 pair of people have never met; 1 more is to meet for the first time.\n"
    begun = run("--today 2026-12-14 exposure")
    assert "not yet" not in begun.out
    assert begun.err.endswith("of them never met.\n")


def test_an_empty_name_stands_for_all_teams_of_a_side(past: Path, run: Run) -> None:
    every = run("exposure --between '' '' --json").json["never_met"]
    assert sum(len(one["marketing"]) for one in every) == 6 * 4 - 2
    ran = run("exposure --between '' ' '")
    assert " ".join(ran.out.split("\n", 1)[0].split()) == "All of IT Has never met, of all of marketing"
    assert ran.err == "22 of 24 pairs of people have never met.\n"
    assert "Ivo Person 000" not in run("exposure --between '' Brand").out


def test_people_who_have_never_met_are_written_as_csv(past: Path, run: Run) -> None:
    rows = list(csv.DictReader(run("exposure --between Platform '' --csv").out.splitlines()))
    assert {row["it_email"] for row in rows} == {"it0@company.example"}
    assert {row["it_name"] for row in rows} == {"Ivo Person 000"}
    assert [row["marketing_email"] for row in rows] == [f"marketing{n}@company.example" for n in (1, 2, 3)]
    assert rows[0]["marketing_name"] == "Mia Person 001"


@pytest.mark.parametrize("option", ["--program days", "--since 2026-11-01", "--never"])
def test_options_about_teams_do_not_go_with_two_teams(past: Path, run: Run, option: str) -> None:
    ran = run(f"exposure --between Platform CRM {option}")
    assert (ran.code, ran.out) == (2, "")
    assert f"leave {option.split(maxsplit=1)[0]} out" in ran.err


@pytest.mark.parametrize(
    ("teams", "said"),
    [
        ("Platfrom Brand", "Nobody is in a team 'Platfrom' of IT now. Did you mean 'Platform'?"),
        ("Platform Zebra", "Nobody is in a team 'Zebra' of Marketing now. There are: Brand, Content, CRM, Events"),
        ("Brand Platform", "Nobody is in a team 'Brand' of IT now. It is one of Marketing"),
    ],
)
def test_a_team_that_nobody_is_in_is_not_found(past: Path, run: Run, teams: str, said: str) -> None:
    ran = run(f"exposure --between {teams}")
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err
