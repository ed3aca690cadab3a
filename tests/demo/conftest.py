"""The made-up company, built once for all tests that only look at it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ridealong.demo.build import build_demo, open_demo
from ridealong.services.desk import Desk
from sharing import made_once
from thorough import thorough_only


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("demo")

    def built(size: str) -> Path:
        path = folder / f"{size}.db"
        if not path.exists():
            made = made_once(tmp_path_factory, f"demo-{size}", lambda half: build_demo(half / path.name, size))
            shutil.copy(made / path.name, path)
        return path

    return built


@pytest.fixture(params=["tiny", "pilot", "standard", pytest.param("large", marks=thorough_only)])
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def desk(demo_file: Callable[[str], Path], size: str) -> Iterator[Desk]:
    """The demo of each size, read-only."""
    opened = open_demo(demo_file(size), read_only=True)
    yield opened
    opened.close()


@pytest.fixture
def standard(demo_file: Callable[[str], Path]) -> Iterator[Desk]:
    opened = open_demo(demo_file("standard"), read_only=True)
    yield opened
    opened.close()
