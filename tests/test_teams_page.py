"""The page for coordinators of composite teams, run as written."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from test_readme import ROOT, matches, run, steps

PAGE = (ROOT / "docs" / "teams.md").read_text(encoding="utf-8")


def test_the_page_prints_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "docs" / "tour", tmp_path / "docs" / "tour")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RIDEALONG_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("COLUMNS", "400")
    for command, said in steps(PAGE):
        words = shlex.split(command)
        if words[0] == "export":
            for word in words[1:]:
                monkeypatch.setenv(*word.split("=", 1))
            continue
        code, printed = run(words)
        assert code in (0, 3), printed
        assert matches(said, printed.splitlines()), f"{command}\n{printed}"


def test_every_command_about_teams_stands_on_the_page() -> None:
    from ridealong.cli.teams import teams  # noqa: PLC0415 - with the services, for which the other test need not wait

    assert [one for one in teams.commands if not re.search(rf"\bteams {one}\b", PAGE)] == []
