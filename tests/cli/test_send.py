"""Invites sent by mail, and drafts beside exported ones, by commands."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest

from mail_server import HOST, MailServer, free_port, mail_server
from thorough import thorough_only

from .conftest import Run, content

NOTHING_ELSE = {"failed": [], "elsewhere": 0, "left": 0, "stopped": False}


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as found:
        yield found


@pytest.fixture
def due(published: Path, run: Run) -> list[dict[str, object]]:
    """What is due after Spring is published, with an organizer set."""
    Path("config.toml").write_text('[organizer]\nname = "Pat Lee"\nemail = "pat@company.example"\n')
    return [
        {key: one[key] for key in ("uid", "method", "sequence", "to")}
        for one in run("invites list --json").json["invites"]
    ]


def test_it_sends_what_is_due_and_prints_it(due: list[dict[str, object]], run: Run, server: MailServer) -> None:
    sent = run(f"invites send --server {HOST}:{server.port} --json")
    assert (sent.code, sent.json) == (0, {"sent": due, **NOTHING_ELSE})
    assert len(server.taken) == len(due)
    assert f"{len(due)} invites sent." in sent.err
    again = run(f"invites send --server {HOST}:{server.port}")
    assert (again.code, again.out) == (0, "")
    assert "Nothing is due, so nothing was sent." in again.err


def test_the_server_may_stand_in_the_config(due: list[dict[str, object]], run: Run, server: MailServer) -> None:
    with Path("config.toml").open("a") as config:
        config.write(f'[mail]\nserver = "{HOST}"\nport = {server.port}\n')
    sent = run("invites send --limit 2")
    assert sent.code == 0
    assert [line.partition(" ")[0] for line in sent.out.splitlines()] == ["sent", "sent"]
    assert str(server.port) in run("config show").out
    assert run("config show --json").json["mail"]["port"] == server.port
    assert len(run("invites list --json").json["invites"]) == len(due) - 2


def test_a_dry_run_shows_the_same_and_sends_nothing(due: list[dict[str, object]], run: Run, published: Path) -> None:
    before = content(published)
    assert run("invites send --dry-run --json").json == {"sent": [], "due": due, **NOTHING_ELSE}
    shown = run("invites send --dry-run")
    assert shown.code == 0
    assert len(shown.out.splitlines()) == len(due) + 1
    assert "nothing was sent" in shown.err
    assert content(published) == before


def test_what_the_server_refuses_is_named_and_needs_attention(
    due: list[dict[str, object]], run: Run, server: MailServer
) -> None:
    refused = due[0]["to"]
    assert isinstance(refused, list)
    server.refused = {refused[0]}
    sent = run(f"invites send --server {HOST}:{server.port} --json")
    assert sent.code == 3
    assert [one["to"] for one in sent.json["failed"]] == [one["to"] for one in due if refused[0] in one["to"]]
    assert f"refuses {refused[0]}: 550 5.1.1 no such person here" in sent.json["failed"][0]["problem"]
    assert len(run("invites list --json").json["invites"]) == len(sent.json["failed"])
    text = run(f"invites send --server {HOST}:{server.port}")
    assert text.code == 3
    assert text.out.startswith("not sent  request to ")


def test_a_server_that_is_not_there_changes_nothing(due: list[dict[str, object]], run: Run, published: Path) -> None:
    before = content(published)
    failed = run(f"invites send --server {HOST}:{free_port()}")
    assert (failed.code, failed.out) == (1, "")
    assert "cannot be reached (Connection refused)" in failed.err
    assert content(published) == before


def test_what_can_be_the_name_of_no_server_is_refused(due: list[dict[str, object]], run: Run) -> None:
    failed = run(f"invites send --server {'x' * 70}.example:25")
    assert (failed.code, failed.out) == (1, "")
    assert "is no name of a machine" in failed.err


def test_without_a_server_it_says_what_to_set(due: list[dict[str, object]], run: Run) -> None:
    failed = run("invites send")
    assert failed.code == 1
    assert "No mail server is set. Give --server HOST, or set server under [mail] in" in failed.err


@pytest.mark.parametrize("wrong", ["--server mail:0", "--security ssl", "--limit 0", "--password x"])
def test_a_wrong_call_is_one(due: list[dict[str, object]], run: Run, wrong: str) -> None:
    assert run("invites send", wrong).code == 2


def test_a_read_only_database_sends_nothing(due: list[dict[str, object]], run: Run, server: MailServer) -> None:
    failed = run(f"--read-only invites send --server {HOST}:{server.port}")
    assert failed.code == 1
    assert "read-only" in failed.err
    assert server.taken == []


@thorough_only
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
def test_ctrl_c_keeps_and_names_what_was_sent(due: list[dict[str, object]], server: MailServer, run: Run) -> None:
    command = [
        sys.executable,
        "-m",
        "ridealong",
        "--db",
        "a.db",
        "invites",
        "send",
        "--server",
        f"{HOST}:{server.port}",
    ]
    server.busy[due[1]["to"][0]] = 1000  # type: ignore[index]  # a list of addresses
    process = subprocess.Popen(
        [*command, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    # The first pause begins once all others have gone through.
    others = [one for one in due if due[1]["to"][0] not in one["to"]]  # type: ignore[index, operator]  # as above
    while len(server.taken) < len(others):
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert [one["uid"] for one in json.loads(out)["sent"]] == [one["uid"] for one in others]
    assert f"interrupted. {len(others)} invites sent; {len(due) - len(others)} still due" in err
    assert len(run("invites list --json").json["invites"]) == len(due) - len(others)


@thorough_only
@pytest.mark.skipif(sys.platform == "win32", reason="a process that was killed cannot be told from another there")
def test_a_call_that_was_killed_keeps_nobody_from_sending_the_rest(
    due: list[dict[str, object]], server: MailServer, run: Run
) -> None:
    command = f"-m ridealong --db a.db invites send --server {HOST}:{server.port}"
    began, may_end = threading.Event(), threading.Event()

    def hold() -> None:
        began.set()
        may_end.wait()

    server.meanwhile = {2: hold}
    process = subprocess.Popen([sys.executable, *command.split()], env=dict(os.environ))
    try:
        began.wait()
        second = run(f"invites send --server {HOST}:{server.port}")
    finally:
        process.kill()
        process.wait()
        may_end.set()
    assert second.code == 1
    assert "has been delivering invites since 2026-12-01" in second.err
    third = run(f"invites send --server {HOST}:{server.port} --json")
    assert (third.code, third.json) == (0, {"sent": due[2:], **NOTHING_ELSE})


def test_ctrl_c_leaves_no_trace_of_an_export(
    due: list[dict[str, object]], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush = os.fsync

    def pressed(file: int) -> None:
        signal.raise_signal(signal.SIGINT)
        flush(file)

    monkeypatch.setattr(os, "fsync", pressed)
    exported = run("invites export --out out")
    assert (exported.code, exported.out) == (130, "")
    assert "interrupted. Nothing was changed" in exported.err
    assert not Path("out").exists()
    assert len(run("invites list --json").json["invites"]) == len(due)


def test_an_export_names_what_no_mail_can_carry(planned: Path, run: Run) -> None:
    Path("config.toml").write_text('[organizer]\nname = "Pat Lee"\nemail = "pat@straße.example"\n')
    assert run("publish", "Spring").code == 0
    exported = run("invites export --out out --json")
    assert exported.code == 3
    assert exported.json["drafts"] == []
    assert len(exported.json["undrafted"]) == len(exported.json["files"]) > 0
    assert "has no one form in ASCII" in exported.json["undrafted"][0]


def test_an_export_writes_a_draft_beside_each_invite(due: list[dict[str, object]], run: Run) -> None:
    exported = run("invites export --out out --json")
    assert exported.code == 0
    files, drafts = exported.json["files"], exported.json["drafts"]
    assert len(files) == len(due)
    assert [name.removesuffix(".ics") for name in files] == [name.removesuffix(".eml") for name in drafts]
    assert sorted(map(str, Path("out").iterdir())) == sorted([*files, *drafts])
    assert all(icalendar.Calendar.from_ical(Path(name).read_bytes()) for name in files)
    assert all(b"\r\nX-Unsent: 1\r\n" in Path(name).read_bytes() for name in drafts)
    before = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    assert run("invites export --out again --again").code == 0
    assert {path.name: path.read_bytes() for path in Path("again").iterdir()} == before


def test_drafts_can_be_left_out(due: list[dict[str, object]], run: Run) -> None:
    exported = run("invites export --out out --no-drafts --json")
    assert exported.json["drafts"] == []
    assert {path.suffix for path in Path("out").iterdir()} == {".ics"}
