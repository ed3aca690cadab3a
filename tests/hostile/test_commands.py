"""Commands in a hostile company: what they print steers no terminal, and JSON says exactly what is kept."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.conftest import Ran
from ridealong.cli.registry import ENTRIES
from ridealong.exchange.json_out import person_json
from ridealong.services.people import people
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.replies import answers
from thorough import thorough_only

from .conftest import Call, at
from .texts import SAMPLES, all_kinds, steering

SCREENFUL = 24 * 80
ANA, HOST = "=p0@x.example", "+p4@x.example"


def harmless(ran: Ran) -> Ran:
    """What a call came to, once it is seen that nothing it printed steers a terminal."""
    assert steering(ran.out + ran.err) == []
    assert "Traceback" not in ran.err
    assert "should not have happened" not in ran.err
    return ran


def reading(program: str, team: str = "x") -> Iterator[tuple[str, ...]]:
    """Calls of all commands that print what is known."""
    yield from (("people", "list", "team:x"), ("people", "list"), ("people", "show", ANA, "--reasons"))
    yield from (("absences", "list"), ("history", "list"), ("freeze",), ("holidays", "list"), ("program", "list"))
    yield from (("program", "show", program), ("pin", "--program", program), ("config", "show"), ("doctor",))
    yield from (
        ("plan", program, "--problem", "p.json"),
        ("compare", program, "--all"),
        ("worth", program),
        ("repair", program, "--dry-run"),
    )
    yield from (("why", ANA, HOST), ("why", ANA), ("candidates", ANA), ("meetings", "list"), ("invites", "list"))
    yield from (("invites", "answers"), ("invites", "feed", "--out", "f"), ("invites", "export", "--out", "o"))
    yield from (("publish", program, "--all", "--yes"), ("solve", "p.json"), ("enrol", program, ANA))
    yield from (("apart", ANA, HOST), ("people", "export", "--out", "p.csv"), ("history", "export", "--out", "h.csv"))
    yield from (("people", "import", "p.csv"), ("history", "import", "h.csv"), ("people", "remove", ANA))
    yield from (("today",), ("board",), ("ill", ANA, "--dry-run"), ("exposure",), ("ledger",), ("history", "summary"))
    yield from (("report", program), ("report", program, "--form", "html"), ("exposure", "--forecast", program))
    yield from (("glossary", "list"), ("program", "steps", program), ("steps", "--days", "366"))
    yield from (("contact", team, "--side", "it"), ("contact", ANA))
    yield from (("debrief", "list", "x"), ("debrief", "import", "p.csv"), ("ideas", "add", program), ("ideas", "list"))
    yield from (("ideas", "show", "1"), ("program", "measure", program, "--import", "p.csv"))
    yield from (("leads", "list", "--program", program), ("leads", "list", "--program", program, "--out", "l"))
    yield from (("enrol", program, ANA, "--leaves", "--reason", program), ("enrol", program, "p.csv"))
    yield from (("groups", "list", program), ("groups", "show", "1"))
    yield from (("teams", "show", program), ("teams", "templates"))
    yield from (("journal",), ("undo",), ("redo",), ("db", "check"))


JSON = (
    ("people", "list"),
    ("freeze",),
    ("history", "list"),
    ("today",),
    ("exposure",),
    ("ledger",),
    ("board",),
    ("ill", ANA, "--dry-run"),
    ("meetings", "list"),
    ("invites", "list"),
    ("config", "show"),
)

NOT_READING = {"demo", "serve", "swap", "takeover", "cover", "move", "cancel", "end"}
"""Commands whose narration alone names people, or nobody; messages are looked at below."""


def test_no_command_is_forgotten() -> None:
    looked_at = {words[0] for words in reading("x")}
    assert ENTRIES.keys() <= looked_at | NOT_READING


@pytest.mark.parametrize("company", ["hostile", pytest.param("long", marks=thorough_only)], indirect=True)
def test_nothing_that_is_printed_steers_the_terminal(call: Call, company: Path) -> None:
    desk = at(company)
    program = programs.list_all(desk)[0].name
    team = people.show(desk, ANA).person.team
    desk.close()
    # Where texts are long, a third of the commands shows as much.
    for words in list(reading(program, team))[:: 3 if len(program) > 5000 else 1]:
        if words[0] not in ENTRIES:
            continue
        plain = harmless(call(*words))
        assert plain.code in (0, 1, 3), (words, plain.err)
        assert len(plain.err) < 5 * SCREENFUL, words
    for words in JSON:
        ran = call(*words, "--json")
        assert ran.code in (0, 1, 3), (words, ran.err)
        assert steering(ran.err) == []
        json.loads(ran.out)


def test_json_holds_exactly_what_is_kept(call: Call, company: Path) -> None:
    desk = at(company)
    [row] = programs.list_all(desk)
    everyone = [person_json(one) for one in people.everyone(desk)]
    absences = [one.reason for one in people.show(desk, "+p1@x.example", reasons=True).absences]
    comments = [one.comment for one in answers.rows(desk)]
    names = [one.guest.name for one in plans.page(desk, row.name).proposals]
    desk.close()
    assert call("people", "list", "--json").json["people"] == everyone
    shown = call("people", "show", "+p1@x.example", "--reasons", "--json").json
    assert [one["reason"] for one in shown["absences"]] == absences
    assert shown["programs"][0]["program"] == row.name
    assert [one["comment"] for one in call("invites", "answers", "--json").json["answers"]] == comments
    assert call("program", "show", row.name, "--json").json["program"]["name"] == row.name
    assert set(names) <= {one["name"] for one in everyone}


WRONG = (
    ("people", "show", "X"),
    ("people", "edit", "X", "--team", "X"),
    ("people", "add", "--email", "X", "--name", "X", "--side", "it", "--team", "X"),
    ("people", "add", "--email", "a@b.example", "--name", "X", "--side", "X", "--team", "X"),
    ("people", "import", "X"),
    ("people", "import", "people.csv", "--map", "X"),
    ("people", "list", "away:X"),
    ("absences", "add", "X", "2027-01-01", "2027-01-01"),
    ("absences", "add", ANA, "X", "2027-01-01"),
    ("debrief", "add", "X", "--learned", "X"),
    ("debrief", "add", "1", "--rating-it", "X"),
    ("debrief", "import", "X"),
    ("debrief", "import", "people.csv", "--map", "X"),
    ("debrief", "list", "--program", "X"),
    ("ideas", "add", "y", "--owner", "X"),
    ("ideas", "edit", "X", "--state", "X"),
    ("ideas", "list", "state:X"),
    ("program", "measure", "X", "--import", "X"),
    ("history", "mark", "X", "X"),
    ("history", "mark", "1", "X"),
    ("freeze", "X", "2027-01-01", "2027-01-01", "X"),
    ("freeze", "X", "2027-01-01", "2027-01-01", "--off"),
    ("holidays", "set", "X", "X"),
    ("holidays", "remove", "X"),
    ("program", "show", "X"),
    ("program", "create", "n", "--kind", "X", "--start", "2027-01-11"),
    ("program", "create", "n", "--kind", "buddy", "--start", "X"),
    ("program", "measure", "X", "X"),
    ("program", "steps", "X", "--add", "X"),
    ("steps", "X"),
    ("contact", "X", "X", "--it", "X"),
    ("glossary", "add", "X", "--side", "it", "--meaning", "X"),
    ("glossary", "import", "X"),
    ("glossary", "remove", "X"),
    ("enrol", "X", "all"),
    ("enrol", "X", "X"),
    ("enrol", "X", ANA, "--manager", "X"),
    ("enrol", "X", ANA, "--leaves", "--reason", "X"),
    ("leads", "list", "--program", "X"),
    ("leads", "list", "--lead", "X"),
    ("leads", "agree", "X", "--side", "X"),
    ("leads", "import", "X"),
    ("groups", "list", "X"),
    ("groups", "show", "X"),
    ("groups", "move", "X", "--to", "1"),
    ("groups", "skip", "X", "2027-01-13"),
    ("groups", "cancel", "X"),
    ("groups", "day", "1", "X"),
    ("groups", "mark", "X", "held"),
    ("teams", "show", "X"),
    ("teams", "form", "X"),
    ("teams", "add", "X", "X"),
    ("teams", "add", "X", "X", "--slot", "X"),
    ("teams", "add", "X", "X", "--slot", "side=X, name=X"),
    ("teams", "add", "X", "X", "--task", "X: A=X"),
    ("teams", "add", "X", "X", "--meets", "X"),
    ("teams", "change", "X", "X", "--pin", "X"),
    ("teams", "change", "X", "X", "--put", "a@b.example:X"),
    ("teams", "import", "X", "X"),
    ("teams", "mark", "X", "X", "X"),
    ("teams", "candidates", "X", "X", "X"),
    ("program", "create", "n", "--kind", "buddy", "--start", "2027-01-11", "--form-link", "X"),
    ("plan", "X"),
    ("publish", "X", "--organizer", "X"),
    ("why", "X", "X"),
    ("candidates", "X", "--program", "X"),
    ("pin", "X"),
    ("pin", "--program", "X", "--guest", "X"),
    ("meetings", "move", "X", "--to", "X"),
    ("invites", "answer", "X", "X", "X"),
    ("invites", "replies", "X"),
    ("invites", "send", "--server", "X"),
    ("invites", "export", "--out", "people.csv/X"),
    ("solve", "X"),
    ("--today", "X", "people", "list"),
    ("X",),
    ("people", "X"),
    ("people", "list", "--X"),
    ("program", "measure", "X", "X", "--reading", "X"),
    ("program", "sign", "X", "--side", "it", "--sponsor", "X"),
    ("program", "sign", "X", "--side", "it", "--sponsor", "X <a@b.example>"),
    ("program", "copy", "X", "X", "--start", "X"),
    ("program", "list", "archived:X"),
)  # fmt: skip


@thorough_only
@pytest.mark.parametrize("company", ["hostile"], indirect=True)
def test_what_a_message_quotes_is_harmless_and_short(call: Call, here: Path) -> None:
    (here / "people.csv").write_text("email,name,side,team\nX,\x1b[2J,X,\u202e\n" + "y" * 10_000 + ",\x9b,it,T\n")
    assert harmless(call("people", "import", "people.csv")).code == 3
    texts = [text for text in (*all_kinds(), "\udcff\udc80", "z" * 10_000) if text not in ("", "-")]
    for number, words in enumerate(WRONG):
        text = texts[number % len(texts)]
        ran = harmless(call(*(text if word == "X" else word.replace("X", text) for word in words)))
        assert ran.code in (0, 1, 2, 3), (words, ran.err)
        assert len(ran.err) < SCREENFUL, (words, ran.err)
        assert all(len(line) < SCREENFUL for line in ran.out.splitlines())


@pytest.mark.parametrize("company", ["hostile"], indirect=True)
def test_a_file_that_is_wrong_is_named_harmlessly(call: Call, here: Path) -> None:
    for name in [one for one in SAMPLES if "/" not in one and "\x00" not in one][:40:3]:
        path = here / f"{name}.csv"
        path.write_text(f"{name}\n1\n")
        assert harmless(call("people", "import", path)).code == 1


@pytest.mark.parametrize("company", ["hostile"], indirect=True)
def test_a_problem_from_elsewhere_may_hold_anything(call: Call, here: Path) -> None:
    for text in (*all_kinds(), "\x00", "\ud800"):
        problem = {
            "format": "ridealong-problem/1", "rounds": 1, "fit": [[50], [None]],
            "guests": [{"id": f"g{text}", "team": text}, {"id": "other", "team": text}],
            "hosts": [{"id": f"h{text}", "team": text, "capacity": 2}],
        }  # fmt: skip
        (here / "p.json").write_text(json.dumps(problem))
        ran = call("solve", "p.json", "--out", "plan.json")
        harmless(ran)
        assert ran.code == (1 if text == "\ud800" else 3), ran.err
        if ran.code == 1:
            assert "half of a character" in ran.err
            continue
        for said in ((here / "plan.json").read_text("utf-8", "surrogatepass"), call("solve", "p.json").out):
            assert json.loads(said)["assignments"][0]["guest"] == f"g{text}"
        problem["guests"][0]["team"] = 3
        (here / "p.json").write_text(json.dumps(problem))
        assert harmless(call("solve", "p.json")).code == 1
