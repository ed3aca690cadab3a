"""Writing invites as a script does it: some of them, or nothing at all."""

import re
from pathlib import Path

from .conftest import Run, content

CODE = re.compile(r", [0-9a-f]{8}(?=\)\.ics$)")


def test_only_what_is_due_about_certain_meetings_is_written(run: Run, published: Path) -> None:
    due = [one["uid"] for one in run("invites list --json").json["invites"]]
    done = run(f"invites export --out out --only {due[1]} --only {due[3]} --json")
    assert done.code == 0
    assert len(done.json["files"]) == len(done.json["drafts"]) == 2
    written = [
        Path(one).read_text(encoding="utf-8").replace("\r\n ", "").replace("\n ", "") for one in done.json["files"]
    ]
    assert [uid for uid in due if any(uid in text for text in written)] == [due[1], due[3]]
    left = [one["uid"] for one in run("invites list --json").json["invites"]]
    assert left == [uid for uid in due if uid not in (due[1], due[3])]
    again = run(f"invites export --out out --only {due[1]}")
    assert (again.code, again.out) == (0, "")
    assert "Nothing is due, so nothing was written." in again.err


def test_a_dry_run_names_the_files_and_writes_nothing(run: Run, published: Path, here: Path) -> None:
    before = content(published)
    due = [one["uid"] for one in run("invites list --json").json["invites"]]
    would = run("invites export --out out --dry-run --json").json["files"]
    assert len(would) == len(due)
    one = run(f"invites export --out out --dry-run --only {due[0]}")
    assert len(one.out.splitlines()) == 1
    assert "1 invite would be written to out; nothing was." in one.err
    assert not (here / "out").exists()
    assert content(published) == before
    done = run("invites export --out out --json").json["files"]
    # The code at the end of a name depends on when it is written.
    assert sorted(CODE.sub("", Path(name).name) for name in done) == sorted(Path(name).name for name in would)
    again = run("invites export --out again --again --dry-run --json").json["files"]
    assert sorted(Path(name).name for name in done) == sorted(Path(name).name for name in again)
