"""Taking a pairing over, covering a week of one, and who is told what, from the command line."""

from pathlib import Path
from typing import Any

import pytest

from .conftest import Run, content, settled

PEOPLE = """email,name,side,team
ana@x.example,Ana,it,Platform
ben@x.example,Ben,it,Data
mia@x.example,Mia,marketing,Brand
noa@x.example,Noa,marketing,Brand
oto@x.example,Oto,marketing,Brand
"""


@pytest.fixture
def embedded(here: Path) -> Path:
    """Ana is with Mia for three weeks with a check-in each week, and all have their invites."""
    (here / "people.csv").write_text(PEOPLE)
    settings = "--start 2027-01-11 --rounds 2 --weeks 3 --enrol all --host-rest-weeks 0 --check-in-every 1"
    settled(
        here,
        f"people import {here / 'people.csv'}",
        f"program create Spring --kind ride-along {settings}",
        "pin --program Spring --guest ana@x.example --host mia@x.example --round 1",
        "pin --program Spring --guest ben@x.example --host noa@x.example --round 2",
        "plan Spring",
        "publish Spring --all --yes --without-agreement pilot",
        f"invites export --out {here / 'first'}",
    )
    return here / "a.db"


def of(run: Run, guest: str) -> dict[str, Any]:  # Any: a pairing as `plan` prints it
    published = run("--json plan Spring --dry-run").json["published"]
    return next(one for one in published if one["guest"] == f"{guest}@x.example")


def told(document: dict[str, Any]) -> dict[str, list[str]]:  # Any: as commands print it
    return {one["email"][:3]: sorted({each["invite"] for each in one["invites"]}) for one in document["told"]}


def test_a_take_over_says_who_is_told_what_and_the_invites_are_due(run: Run, embedded: Path) -> None:
    before, number = content(embedded), of(run, "ana")["id"]
    would = run(f"--json takeover {number} oto@x.example --dry-run")
    assert content(embedded) == before
    done = run(f"--json takeover {number} oto@x.example")
    assert done.json == {**would.json, "changed": True}
    assert told(done.json) == {"mia": ["cancel"], "ana": ["update"], "oto": ["request"]}
    assert "Next: ridealong invites export --out DIR" in done.err
    assert of(run, "ana")["host"] == "oto@x.example"
    methods = {(one["method"], tuple(one["to"])) for one in run("--json invites list").json["invites"]}
    assert methods == {("CANCEL", ("mia@x.example",)), ("REQUEST", ("ana@x.example", "oto@x.example"))}


def test_a_take_over_reads_as_a_table(run: Run, embedded: Path) -> None:
    ran = run(f"takeover {of(run, 'ana')['id']} oto@x.example")
    assert ran.out.startswith("Ana is with Oto from 2027-01-11 to 2027-01-29.\n")
    assert "5 cancels" in ran.out
    assert run("undo").code == 0
    assert run("--json invites list").json["invites"] == []


def test_who_is_told_is_left_open_where_it_only_shows_once_it_is_written(run: Run, embedded: Path) -> None:
    number = of(run, "ana")["id"]
    dry = f"takeover {number} oto@x.example --dry-run"
    assert run(f"--json --read-only {dry}").json == run(f"--json {dry}").json
    assert run(f"cover {number} oto@x.example --week 2027-01-20").code == 0
    tried = run(f"--json --read-only {dry}")
    assert (tried.code, tried.json["told"]) == (0, None)
    assert "Who would be told what is worked out only where something may be written." in tried.err
    assert run(f"--json {dry}").json["told"]


def test_a_take_over_that_a_rule_forbids_is_refused_with_the_rule(run: Run, embedded: Path) -> None:
    number = of(run, "ana")["id"]
    assert run("apart ana@x.example oto@x.example private-matter").code == 0
    before = content(embedded)
    ran = run(f"takeover {number} oto@x.example")
    assert (ran.code, ran.out) == (1, "")
    assert "Oto is kept apart from Ana" in ran.err
    assert "private" not in ran.err
    assert run("takeover x oto@x.example").code == 2
    assert run("takeover 999 oto@x.example").code == 1
    assert content(embedded) == before


def test_a_week_is_covered_and_its_meetings_go_to_the_stand_in(run: Run, embedded: Path) -> None:
    before, number = content(embedded), of(run, "ana")["id"]
    would = run(f"--json cover {number} oto@x.example --week 2027-01-20 --dry-run").json
    assert content(embedded) == before
    done = run(f"--json cover {number} oto@x.example --week 2027-01-20").json
    assert would == {**done, "id": None, "changed": False}
    assert (done["pairing"], done["stand_in"], done["start"], done["end"]) == (
        number,
        "oto@x.example",
        "2027-01-18",
        "2027-01-22",
    )
    assert done["left_out"] == [{"kind": "check-in", "day": "2027-01-20"}]
    assert told(done) == {"ana": ["request", "update"], "mia": ["update"], "oto": ["request"]}
    due = run("--json invites list").json["invites"]
    assert sorted((one["kind"], tuple(one["to"])) for one in due) == [
        ("check-in", ("ana@x.example", "mia@x.example")),
        *((kind, ("ana@x.example", "oto@x.example")) for kind in ("check-in", "visit", "welcome")),
    ]


def test_a_week_that_nobody_can_cover_is_refused_with_the_way_out(run: Run, embedded: Path) -> None:
    number = of(run, "ana")["id"]
    ran = run(f"cover {number} oto@x.example --week 2027-03-01")
    assert ran.code == 1
    assert "Name a day from 2027-01-11 to 2027-01-29" in ran.err
    short = run(f"--json cover {number} oto@x.example --week 2027-01-20").json["id"]
    ran = run(f"cover {short} noa@x.example --week 2027-01-20")
    assert f"ridealong takeover {short} EMAIL" in ran.err
    assert run(f"cover {number} oto@x.example --week someday").code == 2


def test_a_repair_after_a_decline_says_who_is_told_what(run: Run, embedded: Path) -> None:
    number = of(run, "ana")["id"]
    visit = next(
        one["id"]
        for one in run("--json meetings list").json["meetings"]
        if one["pairing"] == number and one["kind"] == "visit"
    )
    assert run(f"invites answer {visit} mia@x.example declined").code == 0
    shown = run("repair Spring --dry-run")
    assert "Mia declined" in shown.out
    assert "5 cancels and 5 requests" in shown.out
    done = run("--json repair Spring").json
    assert [one["reason"] for one in done["changes"]] == ["Mia declined"]
    announced = sorted((one["email"], each["summary"]) for one in done["told"] for each in one["invites"])
    due = run("--json invites list").json["invites"]
    assert announced == sorted((email, one["summary"]) for one in due for email in one["to"])
