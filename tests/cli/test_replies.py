"""Replies and answers on the command line."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from services.replies import reply

from .conftest import Run, content, settled


@pytest.fixture
def sent(published: Path) -> Path:
    """The small company with invites that were exported."""
    settled(published.parent, "invites export --out sent")
    return published


@pytest.fixture
def visit(sent: Path, run: Run) -> dict[str, str]:
    """A row of the answers to come: somebody and a visit."""
    rows = run("invites answers --json").json["answers"]
    return next(one for one in rows if one["kind"] == "visit")


def test_replies_are_applied_and_listed(run: Run, here: Path, visit: dict[str, str]) -> None:
    (here / "a.ics").write_bytes(reply(visit["uid"], visit["email"].upper(), "declined", comment="On leave"))
    done = run("invites replies a.ics --json")
    assert done.code == 0
    (one,) = done.json["applied"]
    assert one == {
        "uid": visit["uid"],
        "kind": "visit",
        "summary": visit["summary"],
        "email": visit["email"],
        "answer": "declined",
        "occurrence": None,
        "proposed": None,
        "comment": "On leave",
        "delegate": "",
        "source": "a.ics",
    }
    assert done.json["stale"] == done.json["unknown"] == done.json["rejected"] == []
    again = run("invites replies a.ics --json")
    assert (again.code, again.json["repeated"], again.json["applied"]) == (0, 1, [])
    listed = run("invites answers --declined --json").json["answers"]
    assert [(row["email"], row["answer"], row["comment"]) for row in listed] == [
        (visit["email"], "declined", "On leave")
    ]
    table = run("invites answers --declined")
    assert "declined" in table.out
    assert "1 to look at" in table.err


def test_what_needs_attention_is_named_with_exit_code_3(run: Run, here: Path, visit: dict[str, str]) -> None:
    (here / "a.ics").write_bytes(reply(visit["uid"], visit["email"], "accepted"))
    (here / "b.ics").write_bytes(reply("stranger", visit["email"], "accepted"))
    (here / "c.ics").write_bytes(b"hello")
    done = run("invites replies a.ics b.ics c.ics missing.ics --json")
    assert done.code == 3
    assert len(done.json["applied"]) == len(done.json["unknown"]) == 1
    assert [one["source"] for one in done.json["rejected"]] == ["c.ics", "missing.ics"]
    words = run("invites replies b.ics c.ics")
    assert words.code == 3
    assert "unknown    " in words.out
    assert "rejected   c.ics: " in words.out
    assert "0 applied, 0 known already, 0 stale, 1 unknown, 1 rejected" in words.out


def test_who_has_waited_for_some_days_is_listed_alone(run: Run, sent: Path) -> None:
    every = run("invites answers --json").json["answers"]
    assert run("invites answers --waiting 1 --json").json == {"answers": []}
    asked = date.fromisoformat(every[0]["asked"][:10])
    later = f"--today {asked + timedelta(days=2)}"
    uids = {one["uid"] for one in run("invites answers --waiting 2 --json", later).json["answers"]}
    assert uids
    assert uids <= {one["uid"] for one in every}
    assert run("invites answers --waiting 3 --json", later).json == {"answers": []}
    assert run("invites answers --waiting 0").code == 2


def test_a_dry_run_changes_nothing(run: Run, here: Path, sent: Path, visit: dict[str, str]) -> None:
    (here / "a.ics").write_bytes(reply(visit["uid"], visit["email"], "accepted"))
    before = content(sent)
    done = run("invites replies a.ics --dry-run --json")
    assert (done.code, len(done.json["applied"])) == (0, 1)
    assert "A dry run" in done.err
    assert content(sent) == before


def test_an_answer_is_written_down_and_taken_back(run: Run, visit: dict[str, str]) -> None:
    done = run("invites answer", visit["meeting"], visit["email"], "Declined", "--note 'told me at lunch' --json")
    assert done.code == 0
    assert done.json == {"uid": visit["uid"], "email": visit["email"], "answer": "declined", "occurrence": None}
    (row,) = run("invites answers --declined --json").json["answers"]
    assert (row["comment"], row["source"], row["current"]) == ("told me at lunch", "typed", True)
    assert run("invites answer", visit["uid"], visit["email"], "none").code == 0
    assert run("invites answers --declined --json").json == {"answers": []}


@pytest.mark.parametrize(
    ("call", "code", "words"),
    [
        ("invites answer 99999 a@x.example accepted", 1, "There is no meeting 99999"),
        ("invites answer 1 nobody@x.example accepted", 1, "nobody@x.example is not invited"),
        ("invites answer 1 nobody@x.example perhaps", 2, "'perhaps' is none of accepted, declined, tentative and none"),
        ("invites answer 1 nobody@x.example accepted --on tomorrow", 2, "tomorrow"),
        ("invites answers --program none", 1, "There is no program 'none'"),
        ("invites replies", 2, "FILE"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(run: Run, sent: Path, call: str, code: int, words: str) -> None:
    done = run(call)
    assert done.code == code
    assert words in done.err
    assert done.out == ""


def test_answers_are_one_json_document_even_where_there_are_none(run: Run, company: Path) -> None:
    assert json.loads(run("invites answers --json").out) == {"answers": []}
