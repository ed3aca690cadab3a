import io
import json
import shlex
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
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


@pytest.fixture(scope="session")
def small_company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("company")
    people_csv(folder / "people.csv", 6, 4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RIDEALONG_CONFIG", str(folder / "config.toml"))
        patch.delenv("RIDEALONG_TODAY", raising=False)
        assert execute(["--db", str(folder / "a.db"), "people", "import", str(folder / "people.csv")]) == 0
    return folder / "a.db"


@pytest.fixture
def company(small_company: Path, here: Path) -> Path:
    """A database of six IT and four marketing people."""
    return Path(shutil.copy(small_company, here / "a.db"))


@pytest.fixture
def planned(company: Path, run: Run) -> Path:
    """The small company, with a planned program called Spring."""
    settings = "--start 2027-01-11 --rounds 4 --enrol all --host-rest-weeks 0 --host-visits 4"
    assert run("program create Spring --kind ride-along", settings).code == 0
    assert run("plan", "Spring").code == 0
    return company


def content(database: Path) -> list[str]:
    """Everything in a database, to see that nothing has changed."""
    with sqlite3.connect(database) as connection:
        return list(connection.iterdump())
