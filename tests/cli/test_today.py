"""The command that says what needs the coordinator now."""

from pathlib import Path

from .conftest import Run

START, OVER = "2027-01-11", "2027-03-01"


def test_nothing_to_do_is_said_and_is_no_failure(run: Run, here: Path) -> None:
    ran = run("today")
    assert (ran.code, ran.out) == (0, "Nothing needs you now.\n")
    assert run("--json today").json == {"today": "2026-12-01", "items": []}


def test_each_thing_comes_with_the_command_that_deals_with_it(run: Run, published: Path) -> None:
    found = run(f"--json --today {OVER} today --kind unmarked").json
    assert found["today"] == OVER
    first = found["items"][0]
    assert first.keys() == {"kind", "text", "detail", "people", "program", "pairing", "team", "day", "remedy"}
    assert (first["kind"], first["day"], first["program"]) == ("unmarked", START, "Spring")
    assert len(first["people"]) == 2
    assert first["remedy"] == f"ridealong history mark {first['pairing']} held"
    number = len(found["items"])
    assert run(f"--today {OVER}", first["remedy"].removeprefix("ridealong ")).code == 0
    assert len(run(f"--json --today {OVER} today --kind unmarked").json["items"]) == number - 1


def test_people_read_a_table_and_how_much_there_is(run: Run, published: Path) -> None:
    ran = run(f"--today {OVER} today --limit 1")
    assert ran.code == 0
    assert ran.out.splitlines()[0].split() == ["Kind", "Day", "What", "Details", "What", "helps"]
    assert "ridealong history mark" in ran.out
    assert ran.err.endswith("2 things need you.\n")


def test_next_week_is_shown_and_needs_nobody(run: Run, published: Path) -> None:
    assert run("--today 2027-01-04 invites export --out sent --no-drafts").code == 0
    ran = run("--json --today 2027-01-04 today")
    assert {one["kind"] for one in ran.json["items"]} == {"next-week"}
    assert "Nothing needs you now." in run("--today 2027-01-04 today").out


def test_a_kind_that_is_none_is_a_wrong_call(run: Run, company: Path) -> None:
    ran = run("today --kind weather")
    assert ran.code == 2
    assert "unanswered" in ran.err
