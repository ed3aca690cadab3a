"""What the screens write into the log: mistakes of the program and calls that take long, and nobody's name."""

from pathlib import Path

import pytest

from ridealong import log
from ridealong.services.people import people_list

from .driving import Open, press


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "a.log"
    monkeypatch.setenv(log.LOG_VARIABLE, str(path))
    return path


async def test_a_mistake_of_the_program_is_noted_without_what_it_was_about(
    opened: Open, company: Path, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("Ana Lima")

    async with opened(company) as pilot:
        assert not written.exists()
        monkeypatch.setattr(people_list, "page", broken)
        await press(pilot, "f5")
    text = written.read_text(encoding="utf-8")
    assert " error unexpected=RuntimeError at tui/desk.py:" in text
    assert "Ana" not in text


async def test_a_call_that_takes_long_is_noted_by_its_name_in_the_code(
    opened: Open, company: Path, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "SLOW", 0.0)
    async with opened(company):
        pass
    assert " info slow=ridealong.tui.screens.people." in written.read_text(encoding="utf-8")
