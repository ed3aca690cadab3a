"""The README's tour, run as written."""

import io
import re
import shlex
import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from ridealong.cli.main import execute

ROOT = Path(__file__).parent.parent
ANYTHING = "..."


def steps(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of the console blocks with the lines it is said to print."""
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        command, printed = "", []
        for line in block.splitlines():
            if line.startswith("$ "):
                if command:
                    yield command, printed
                command, printed = line.removeprefix("$ "), []
            else:
                printed.append(line)
        yield command, printed


def matches(said: list[str], printed: list[str]) -> bool:
    """Whether lines were printed as said, where `...` stands for any lines, and runs of blanks are alike."""
    pattern = "".join("(?:.*\n)*" if line == ANYTHING else re.escape(" ".join(line.split())) + "\n" for line in said)
    return re.fullmatch(pattern, "".join(" ".join(line.split()) + "\n" for line in printed)) is not None


def run(words: list[str]) -> tuple[int, str]:
    """The exit code of a call, and all that it prints."""
    assert words[0] == "ridealong"
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        code = execute(words[1:])
    return code, printed.getvalue()


def test_the_tour_prints_what_the_readme_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "docs" / "tour", tmp_path / "docs" / "tour")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RIDEALONG_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("COLUMNS", "400")
    monkeypatch.delenv("RIDEALONG_DB", raising=False)
    monkeypatch.delenv("RIDEALONG_TODAY", raising=False)
    for command, said in steps((ROOT / "README.md").read_text(encoding="utf-8")):
        words = shlex.split(command)
        if words[0] == "export":
            for word in words[1:]:
                monkeypatch.setenv(*word.split("=", 1))
            continue
        code, printed = run(words)
        assert code in (0, 3), printed
        assert matches(said, printed.splitlines()), f"{command}\n{printed}"


def test_the_readme_has_both_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert ".venv/bin/ridealong demo" in text
    assert "<!-- test command -->" in text
