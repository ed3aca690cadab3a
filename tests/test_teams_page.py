"""The page for coordinators of composite teams, run as written."""

import json
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


def keys(what: str) -> list[str]:
    """The keys that the page gives for something."""
    found = re.search(rf"^\| an? {what} \| `(.*)` \|$", PAGE, re.MULTILINE)
    assert found is not None
    return found[1].split()


def test_the_page_names_the_keys_of_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RIDEALONG_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("RIDEALONG_DB", "a.db")
    monkeypatch.setenv("RIDEALONG_TODAY", "2027-01-04")
    people = shlex.quote(str(ROOT / "docs" / "tour" / "people.csv"))
    for call in (
        f"people import {people}",
        "program create P --kind composite --start 2027-01-11 --enrol all",
        "teams add P T --slot 'side=it, name=E, must=SQL' --slot 'side=marketing, name=M' --task 'Do: A=1'",
        "teams change P T --wish minh.rossetti@brightwater.example",
        "teams form P",
    ):
        assert run(["ridealong", *shlex.split(call)])[0] in (0, 3)
    [team] = json.loads(run(["ridealong", "teams", "show", "P", "--json"])[1])["teams"]
    slot = team["slots"][0]
    parts = {"slot": slot, "embed": slot["embeds"][0], "task": team["tasks"][0], "topic": team["topics"][0]}
    for what, document in ({"team": team, "demand": team["demands"][0]} | parts).items():
        assert list(document) == keys(what), what


def test_every_command_about_teams_stands_on_the_page() -> None:
    from ridealong.cli.teams import teams  # noqa: PLC0415 - with the services, for which the other test need not wait

    assert [one for one in teams.commands if not re.search(rf"\bteams {one}\b", PAGE)] == []
