"""The README's tour, run as written."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

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


def test_the_tour_prints_what_the_readme_says(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs" / "tour", tmp_path / "docs" / "tour")
    environment = {
        **os.environ,
        "RIDEALONG_CONFIG": str(tmp_path / "config.toml"),
        "COLUMNS": "400",
        "PYTHONIOENCODING": "utf-8",
    }
    environment.pop("RIDEALONG_DB", None)
    for command, said in steps((ROOT / "README.md").read_text(encoding="utf-8")):
        words = shlex.split(command)
        if words[0] == "export":
            environment.update(word.split("=", 1) for word in words[1:])
            continue
        done = subprocess.run(
            [sys.executable, "-m", *words],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode in (0, 3), done.stdout
        assert matches(said, done.stdout.splitlines()), f"{command}\n{done.stdout}"


def test_the_readme_has_both_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert ".venv/bin/ridealong demo" in text
    assert "<!-- test command -->" in text
