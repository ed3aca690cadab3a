"""Data on stdout, narration on stderr, exit codes, and a terminal that stays whole."""

import subprocess
import sys
from pathlib import Path

import pytest

from ridealong.services.people import import_people, people_list
from ridealong.services.plans import plans
from thorough import thorough_only

from .conftest import Run, Terminal, content
from .terminals import PROGRAM, on_a_terminal

HEAVY = {"sqlalchemy", "alembic", "ortools", "numpy", "ics", "icalendar", "textual", "holidays"}


@pytest.mark.parametrize("call", ["--version", "--help"])
def test_version_and_help_wait_for_nothing_large(call: str) -> None:
    code = f"import sys; from ridealong.cli.main import execute; execute([{call!r}]); print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.startswith(("ridealong 0", "Usage: ridealong"))
    assert HEAVY.isdisjoint(out.splitlines()[-1].split())


def test_options_may_stand_before_and_after_the_command(
    bare: Run, company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = bare("--db a.db --json people list").json
    assert len(expected["people"]) == 10
    assert bare("people list --json --db a.db").json == expected
    assert bare("people --db a.db list --json").json == expected
    monkeypatch.setenv("RIDEALONG_DB", "a.db")
    assert bare("people list --json").json == expected
    monkeypatch.setenv("RIDEALONG_DB", "none/at/all.db")
    assert bare("people list --json --db a.db").json == expected


def test_narration_stays_out_of_the_data(run: Run, company: Path) -> None:
    ran = run("people export")
    assert ran.out.startswith("email,name,side,team,")
    assert len(ran.out.splitlines()) == 11
    assert ran.err == ""
    assert "10 people." in run("people list").err


def test_what_steers_a_terminal_is_written_out(run: Run, company: Path) -> None:
    assert run("people edit it0@company.example --role", "'red\x1b[31m\u202e'").code == 0
    listed = run("people list it0")
    assert "red\\x1b[31m\\u202e" in listed.out
    assert "\x1b" not in listed.out
    assert run("people list it0 --json").json["people"][0]["role"] == "red\x1b[31m\u202e"
    assert "\x1b" not in run("people show", "'\x1b[31m'").err


@thorough_only
def test_a_reader_who_leaves_early_is_no_trouble(company: Path, here: Path) -> None:
    call = subprocess.Popen(
        [*PROGRAM, "--db", "a.db", "people", "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert call.stdout is not None
    call.stdout.close()
    _out, err = call.communicate(timeout=30)
    assert call.returncode == 0
    assert err == "10 people.\n"


@thorough_only
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_said(company: Path, here: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [*PROGRAM, "--db", "a.db", "people", "export"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ran.returncode == 1
    assert ran.stderr.startswith("ridealong: The output cannot be written")
    assert len(ran.stderr.splitlines()) == 1


def test_ctrl_c_takes_back_what_was_under_way(run: Run, company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (company.parent / "people.csv").write_text("email,name,side,team\nnew@company.example,New,it,Data\n")

    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    before = content(company)
    monkeypatch.setattr(import_people, "_compare", interrupted)
    ran = run("people import people.csv")
    assert ran.code == 130
    assert "interrupted. Nothing was changed" in ran.err
    assert content(company) == before


def test_ctrl_c_names_what_was_completed_before(run: Run, planned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(plans, "plan", interrupted)
    file = planned.parent / "season.json"
    ran = run(f"plan Spring --problem {file}")
    assert ran.code == 130
    assert f"Kept: {file} is written, and whole" in ran.err
    assert file.exists()


def test_answers_are_noted_all_together_or_not_at_all(run: Run, planned: Path) -> None:
    before = content(planned)
    ran = run("enrol Spring it0@company.example nobody@company.example --state declined")
    assert ran.code == 1
    assert "nobody@company.example" in ran.err
    assert content(planned) == before


def test_ctrl_c_is_noticed_from_any_thread() -> None:
    # In a process of its own, since the test runner may hold the main thread, the only one that hears signals.
    code = """
import signal
from concurrent.futures import ThreadPoolExecutor
from ridealong.cli.interrupts import interruptible

with interruptible() as pressed, ThreadPoolExecutor() as other:
    print(other.submit(pressed).result())
    try:
        signal.raise_signal(signal.SIGINT)
    except KeyboardInterrupt:
        print(other.submit(pressed).result())
"""
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.split() == ["False", "True"]


def test_what_nobody_foresaw_is_one_line_that_asks_for_a_report(
    run: Run, company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(people_list, "page", broken)
    ran = run("people list")
    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert "RuntimeError: boom" in ran.err
    assert "report" in ran.err
    monkeypatch.setenv("RIDEALONG_DEBUG", "1")
    assert "Traceback" in run("people list").err


def test_publishing_asks_about_what_it_publishes(planned: Path, run: Run) -> None:
    def set_one_aside() -> None:
        first = run("compare Spring --json").json["publishes"][0]["id"]
        assert run(f"cancel {first}").code == 0

    code, drawn = on_a_terminal(["--db", "a.db", "publish", "Spring"], answer="y\n", before=set_one_aside)
    assert code == 1
    assert "meanwhile, by " in " ".join(drawn.split())
    assert run("compare Spring --json").json["stands"] == []


def test_a_table_fits_its_terminal(company: Path, here: Path) -> None:
    code, drawn = on_a_terminal(["--db", "a.db", "people", "list", "--no-color"])
    assert code == 0
    assert "…" in drawn
    assert max(map(len, drawn.splitlines())) <= 60
    assert "\x1b" not in drawn


@thorough_only
def test_publishing_asks_on_a_terminal_and_no_changes_nothing(planned: Path, here: Path) -> None:
    before = content(planned)
    code, drawn = on_a_terminal(["--db", "a.db", "publish", "Spring"], answer="n\n")
    assert code == 1
    assert "Publish 6 pairings? [y/N]" in drawn
    assert "Nothing was changed" in drawn
    assert content(planned) == before


@pytest.mark.parametrize(
    ("options", "code", "said"), [("", 1, "Publish 6 pairings? [y/N]"), ("--yes", 0, "6 pairings")], ids=["ask", "yes"]
)
def test_publishing_goes_on_only_with_an_answer_or_with_yes(
    planned: Path, run: Run, monkeypatch: pytest.MonkeyPatch, *, options: str, code: int, said: str
) -> None:
    before = content(planned)
    terminal = Terminal()
    monkeypatch.setattr("sys.stdin", Terminal(""))
    monkeypatch.setattr("sys.stderr", terminal)
    assert run("publish Spring", options).code == code
    assert said in terminal.getvalue()
    assert ("?" in terminal.getvalue(), "no answer was given" in terminal.getvalue()) == (not options, not options)
    assert (content(planned) == before) is not bool(options)
