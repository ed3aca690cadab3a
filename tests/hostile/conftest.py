"""Hostile companies on real files, made once; and the program, run by its words."""

import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import Ran, bare, here
from conftest import CONFIG, TODAY
from ridealong.domain.days import FixedClock
from ridealong.services.desk import Desk, open_desk
from sharing import made_once

from .company import told
from .texts import LONG, all_kinds

__all__ = ["bare", "here"]

Call = Callable[..., Ran]


def at(path: Path) -> Desk:
    """The desk on a file, on the day of the tests."""
    return open_desk(path, clock=FixedClock(TODAY), config=CONFIG)


def _built(folder: Path, texts: tuple[str, ...]) -> Path:
    desk = at(folder / "company.db")
    told(desk, texts, folder / "sent")
    desk.close()
    return folder / "company.db"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Companies in which every text is hostile, or 10,000 characters long."""
    kinds = {"hostile": all_kinds(), "long": (LONG[0], "Ana", "Data", LONG[2], "Ben")}
    return {
        kind: made_once(tmp_path_factory, f"company-{kind}", lambda folder, texts=texts: _built(folder, texts))
        / "company.db"
        for kind, texts in kinds.items()
    }


@pytest.fixture(params=["hostile", "long"])
def company(request: pytest.FixtureRequest, built: dict[str, Path], tmp_path: Path) -> Path:
    """A copy of such a company."""
    return Path(shutil.copy(built[request.param], tmp_path / "a.db"))


@pytest.fixture
def call(bare: Callable[..., Ran], company: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run the program on the company; every argument is one word, as it is."""
    monkeypatch.setenv("RIDEALONG_TODAY", TODAY.isoformat())
    return lambda *words: bare("--db", company.name, *map(shlex.quote, map(str, words)))
