"""Screens on a database that is open to read only: whatever would change it says so and does nothing."""

import sqlite3
from pathlib import Path

import pytest

from thorough import thorough_only

from .driving import Open, press, settle, toasts

SAID = "This database is open to read only"


def content(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ("2", ("i", "I", "n", "e", "d", "a", "b", "E")),
        ("1", ("b",)),
        ("3", ("r", "P", "p", "S", "d", "R", "n")),
        ("5", ("i", "m", "D", "I")),
        ("6", ("i", "m", "x")),
        ("7", ("n", "E", "d", "N")),
    ],
)
async def test_each_key_that_would_change_something_says_that_it_may_not(
    opened: Open, published: Path, section: str, keys: tuple[str, ...]
) -> None:
    before = content(published)
    async with opened(published, read_only=True) as pilot:
        await press(pilot, section)
        for key in keys:
            pilot.app.clear_notifications()
            await settle(pilot)
            assert not toasts(pilot)
            await press(pilot, key)
            assert SAID in toasts(pilot), key
            assert not pilot.app.screen.is_modal, key
    assert content(published) == before


async def test_on_the_page_of_a_person_too(opened: Open, published: Path) -> None:
    async with opened(published, read_only=True) as pilot:
        await press(pilot, "enter", "e")
        assert SAID in toasts(pilot)


@thorough_only
async def test_nothing_appears_beside_the_database(opened: Open, published: Path) -> None:
    folder = published.parent
    before = {path.name: path.read_bytes() for path in folder.glob("company.db*")}
    async with opened(published, read_only=True) as pilot:
        await press(pilot, "3", "4", "5", "6", "7", "2")
    assert {path.name: path.read_bytes() for path in folder.glob("company.db*")} == before
