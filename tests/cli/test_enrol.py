"""The command that notes who takes part: answers, managers' words, forms, and leaving early."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from .conftest import Run, content

ANA, BEN = "it0@company.example", "it1@company.example"
HOST = "marketing0@company.example"


def answers(folder: Path, *lines: str) -> Path:
    path = folder / "answers.csv"
    path.write_text("\n".join(("Timestamp,Email Address,Will you take part?,Does your manager agree?", *lines)) + "\n")
    return path


def test_the_word_of_a_manager_is_noted_shown_and_taken_back(run: Run, planned: Path) -> None:
    noted = run(f"enrol Spring {ANA} {BEN} --manager refused --on 2026-11-30 --json")
    assert noted.json == {"program": "Spring", "enrolled": 2, "state": None, "manager": "refused", "rejected": []}
    shown = {one["email"]: one for one in run("program show Spring --json").json["enrolments"]}
    assert (shown[ANA]["state"], shown[ANA]["manager"], shown[ANA]["manager_day"]) == (
        "agreed",
        "refused",
        "2026-11-30",
    )
    assert "has not agreed" in run("program show Spring").out
    assert "agreed, the manager has not agreed" in run(f"people show {ANA}").out
    assert run(f"people show {ANA} --json").json["programs"][0]["manager"] == "refused"
    guests = {one["guest"] for one in run("plan Spring --json").json["assignments"]}
    assert not guests & {ANA, BEN}
    assert (
        "The manager's word noted for 2 people in Spring: none." in run(f"enrol Spring {ANA} {BEN} --manager none").err
    )
    assert "Manager" not in run("program show Spring").out


def test_a_reason_is_shown_to_who_asks_on_the_persons_own_page(run: Run, planned: Path) -> None:
    assert (
        run(f"enrol Spring {ANA} --declined --reason 'a private matter'").err == "1 person newly declined in Spring.\n"
    )
    assert "private matter" not in run("program show Spring --json").out + run(f"people show {ANA} --json").out
    assert run(f"people show {ANA} --reasons --json").json["programs"][0]["reason"] == "a private matter"
    assert run(f"people export-data {ANA}").json["programs"][0]["reason"] == "a private matter"


def test_answers_of_a_form_are_imported(run: Run, planned: Path, here: Path) -> None:
    file = answers(
        here, f"2026/11/30 9:00:00,{ANA},No thanks,", f"2026/11/30 9:00:00,{BEN},hm,", "2026/11/30,x@x.example,yes,"
    )
    before = content(planned)
    dry = run(f"enrol Spring {file} --dry-run")
    assert (dry.code, content(planned)) == (3, before)
    done = run(f"enrol Spring {file}")
    assert (done.code, done.out) == (3, dry.out)
    assert f"changed    {ANA}: state" in done.out
    assert "rejected   line 3, answer: 'hm' is no answer. Write yes, no, or paused until YYYY-MM-DD" in done.out
    assert "rejected   line 4, email: Nobody has the address 'x@x.example'" in done.out
    again = run(f"enrol Spring {file} --json").json
    assert (again["added"], again["changed"], again["unchanged"], len(again["rejected"])) == (0, 0, 1, 2)
    assert "enrol import" in run("journal").out


def test_a_form_whose_words_do_not_tell_needs_a_mapping(run: Run, planned: Path, here: Path) -> None:
    (here / "f.csv").write_text(f"Timestamp,Email Address,Hm?\n2026/11/30 9:00:00,{ANA},no\n")
    refused = run("enrol Spring f.csv")
    assert refused.code == 1
    assert "no question asks whether people take part; the questions are 'Hm?'" in refused.err
    (here / "map.toml").write_text('[columns]\nanswer = "Hm?"\n')
    assert run("enrol Spring f.csv --map map.toml").code == 0


def test_a_file_of_addresses_still_enrols_those_in_it(run: Run, planned: Path, here: Path) -> None:
    (here / "some.csv").write_text(f"email,manager\n{ANA},{HOST}\n")
    assert run("enrol Spring some.csv --state asked").err == "1 person newly asked in Spring.\n"
    assert run("enrol Spring some.csv").err == "1 person newly agreed in Spring.\n"
    assert run(f"enrol Spring {answers(here, f'2026/11/30 9:00:00,{ANA},no,')} --state asked").code == 1


def test_who_leaves_is_out_of_what_is_to_come(run: Run, published: Path) -> None:
    [mine] = run(f"history list --person {ANA} --json").json["history"]
    left = run(f"enrol Spring {ANA} --leaves --reason 'a private matter' --json")
    assert left.json == {
        "program": "Spring",
        "people": [ANA],
        "from": "2026-12-01",
        "cancelled": [mine["id"]],
        "ended": [],
        "shorter": [],
        "aside": [],
        "groups": [],
        "hours": [],
        "rejected": [],
    }
    assert run(f"history list --person {ANA} --json").json["history"][0]["state"] == "cancelled"
    assert "private matter" not in run("journal").out + run(f"people show {HOST} --reasons").out
    run("undo")
    later = run(f"enrol Spring {ANA} --leaves --from {mine['end']}")
    before = date.fromisoformat(mine["end"]) - timedelta(days=1)
    for call in (f"people show {ANA}", "program show Spring"):
        assert f"takes part until {before}" in run(call).out
        assert f"left on {mine['end']}" in run(f"--today {mine['end']} {call}").out
    shown = run(f"people show {ANA} --json").json["programs"][0]
    assert (shown["state"], shown["until"]) == ("declined", before.isoformat())
    assert "takes no part from" in later.err
    assert "1 pairing made shorter" in later.err
    assert "invites list" in later.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (f"{ANA} --state asked --declined", 2, "say different things"),
        (f"{ANA} --from 2027-01-01", 2, "--from says from which day somebody --leaves"),
        (f"{ANA} --on 2026-11-01", 2, "--on is the day on which the --manager said so"),
        (f"{ANA} --manager agreed --on 2027-11-01", 2, "is still to come"),
        (f"{ANA} --manager perhaps", 2, "'perhaps' is neither agreed nor refused"),
        (f"{ANA} --leaves --until 2027-01-01", 2, "leave --until and --manager out"),
        (f"{ANA} --reason why", 2, "A reason is kept of who declines or pauses"),
        (f"{ANA} --dry-run", 2, "are about one file of answers"),
        ("answers.csv --declined --dry-run", 2, "leave the answer out of the call"),
        ("all --leaves", 2, "Not everybody at once can leave"),
        ("all --manager agreed", 2, "Not everybody at once can have a manager's word"),
        ("nobody@x.example --leaves", 1, "There is nobody with the address"),
        (f"{ANA} --state paused", 2, "A pause needs its last day"),
    ],
)
def test_what_makes_no_sense_changes_nothing(run: Run, planned: Path, words: str, code: int, said: str) -> None:
    before = content(planned)
    ran = run("enrol Spring", words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert content(planned) == before
