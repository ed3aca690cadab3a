"""Whatever a command writes can be read by its owner alone, however open the system makes new files."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ridealong.config import load_config, save_config
from thorough import thorough_only

from .conftest import Run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such rights")

CALLS = (
    "plan Spring --dry-run --problem problem.json",
    "solve problem.json --out plan.json",
    "publish Spring --all --yes",
    "invites export --out made/out",
    "invites export --again --out made/again",
    "invites feed --out made/feeds",
    "people export --out people.csv",
    "people export-data it0@company.example --out person.json",
    "history export --out history.csv",
    "db backup backup.db",
    "db copy copy.db",
    "demo --size tiny --no-screens --db demo.db",
    "config show",
)
"""A call of each command that writes files."""


@pytest.fixture
def open_to_all() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@thorough_only
@pytest.mark.usefixtures("open_to_all")
def test_files_and_folders_are_their_owners_alone(planned: Path, run: Run, bare: Run, here: Path) -> None:
    given = set(here.rglob("*"))
    (here / "people.csv").touch(mode=0o666)
    save_config(load_config())
    for words in CALLS:
        done = (bare if words.startswith("demo") else run)(words)
        assert done.code in (0, 3), (words, done.err)
    made = {path: stat.S_IMODE(path.stat().st_mode) for path in set(here.rglob("*")) - given}
    assert {path.suffix for path in made} >= {".json", ".ics", ".eml", ".csv", ".db", ".toml", ""}
    assert {path: oct(mode) for path, mode in made.items() if mode != (0o700 if path.is_dir() else 0o600)} == {}


@pytest.mark.usefixtures("open_to_all")
def test_a_feed_that_was_published_stays_so(published: Path, run: Run, here: Path) -> None:
    assert run("invites feed --out feeds").code == 0
    path, *_ = sorted((here / "feeds" / "people").iterdir())
    path.chmod(0o644)
    before = path.read_bytes()
    path.write_bytes(before.replace(b"SUMMARY:", b"SUMMARY:Old "))
    assert run("invites feed --out feeds").code == 0
    assert path.read_bytes() == before
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


@pytest.mark.usefixtures("open_to_all")
def test_the_data_folder_and_what_is_in_it_are_the_users_alone(
    bare: Run, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(here / "data"))
    monkeypatch.setenv("HOME", str(here))
    assert bare("people list").code == 0
    found = [path for path in here.rglob("*") if path.suffix == ".db" or path.name == "ridealong"]
    assert len(found) >= 2
    assert all(stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600) for path in found)
