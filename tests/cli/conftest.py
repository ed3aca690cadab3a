import io
import json
import shlex
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import pytest

from ridealong.cli.main import execute

from .samples import people_csv

TODAY = "2026-12-01"


@dataclass(frozen=True)
class Ran:
    """What one call of the program came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:  # Any: each document has a shape of its own
        return cast(dict[str, Any], json.loads(self.out))


Run = Callable[..., Ran]


class Terminal(io.StringIO):
    """A stream with somebody in front of it."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with no settings but a fixed day."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RIDEALONG_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("RIDEALONG_TODAY", TODAY)
    for name in ("RIDEALONG_DB", "RIDEALONG_DEBUG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def bare(here: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the program, by the words that would be typed in a shell."""

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        code = execute([word for one in arguments for word in shlex.split(str(one))])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run


@pytest.fixture
def run(bare: Run) -> Run:
    """Run the program on the database a.db."""
    return lambda *arguments: bare("--db", "a.db", *arguments)


_KEPT = TemporaryDirectory(prefix="ridealong-settled-")
_SETTLED: dict[object, Path] = {}


def settled(folder: Path, *calls: str, today: str = TODAY) -> None:
    """Run the program on the database of a folder, on the day of these tests.

    The same calls in a folder that holds the same are done once, and what came of them is copied from then on.
    """
    known = (today, tuple(call.replace(str(folder), ".") for call in calls), _held(folder))
    if known in _SETTLED:
        shutil.copytree(_SETTLED[known], folder, dirs_exist_ok=True)
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RIDEALONG_CONFIG", str(folder / "config.toml"))
        patch.setenv("RIDEALONG_TODAY", today)
        for call in calls:
            assert execute(["--db", str(folder / "a.db"), *shlex.split(call)]) == 0, call
    _SETTLED[known] = Path(shutil.copytree(folder, Path(_KEPT.name) / str(len(_SETTLED))))


def _held(folder: Path) -> tuple[tuple[str, bytes], ...]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple((str(path.relative_to(folder)), sha256(path.read_bytes()).digest()) for path in files)


def goes_on(database: Path, folder: Path, *calls: str) -> Path:
    """A copy of a database in a folder of its own, and what it is after some calls."""
    shutil.copy(database, folder / "a.db")
    settled(folder, *calls)
    return folder / "a.db"


@pytest.fixture(scope="session")
def small_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("company")
    settled(folder, f"people import {people_csv(folder / 'people.csv', 6, 4)}")
    return folder / "a.db"


@pytest.fixture(scope="session")
def small_plan(small_company: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = "--start 2027-01-11 --rounds 4 --enrol all --host-rest-weeks 0 --host-visits 4 --cover-percent 100"
    create = f"program create Spring --kind ride-along {settings}"
    return goes_on(small_company, tmp_path_factory.mktemp("planned"), create, "plan Spring")


@pytest.fixture(scope="session")
def small_season(small_plan: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return goes_on(small_plan, tmp_path_factory.mktemp("published"), "publish Spring --yes --without-agreement pilot")


@pytest.fixture
def company(small_company: Path, here: Path) -> Path:
    """A database of six IT and four marketing people."""
    return Path(shutil.copy(small_company, here / "a.db"))


@pytest.fixture
def planned(small_plan: Path, here: Path) -> Path:
    """The small company, with a planned program called Spring."""
    return Path(shutil.copy(small_plan, here / "a.db"))


@pytest.fixture
def published(small_season: Path, here: Path) -> Path:
    """The small company, with Spring published; nothing has been sent yet."""
    return Path(shutil.copy(small_season, here / "a.db"))


def content(database: Path) -> list[str]:
    """Everything in a database, to see that nothing has changed."""
    with sqlite3.connect(database) as connection:
        return list(connection.iterdump())
