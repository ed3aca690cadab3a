"""Killed at any moment, the program opens again with what was finished, and nothing else; run again, it finishes."""

from pathlib import Path

import pytest

from .actions import ACTIONS, Action
from .conftest import Base, Usually
from .killing import (
    KILLS,
    Left,
    Starter,
    Undisturbed,
    a_moment,
    chance_for,
    copied,
    is_aside,
    kill,
    left_in,
)

SENDING = 2
"""Kills of every twenty that fall to sending, which has a test of its own."""


def share(number: int) -> int:
    """How many of all kills fall to an action."""
    kills = max(len(ACTIONS), KILLS - KILLS * SENDING // 20)
    return kills // len(ACTIONS) + (number < kills % len(ACTIONS))


@pytest.mark.parametrize(("number", "action"), enumerate(ACTIONS), ids=[str(one) for one in ACTIONS])
def test_killed_it_leaves_all_or_nothing_and_goes_on_from_there(
    number: int, action: Action, base: Base, usually: Usually, starter: Starter
) -> None:
    chance = chance_for(action.name)
    folder = base(action.base)
    before = left_in(folder)
    usual = usually(action.base, action.call)
    assert usual.left != before
    killed = tries = 0
    while killed < share(number):
        tries += 1
        assert tries < 20 + 4 * share(number), "It ends before it is killed"
        moment = a_moment(chance, usual)
        with copied(folder) as copy:
            was_killed = kill(starter, copy, action.call, moment)
            killed += was_killed
            if was_killed:
                check(starter, copy, action, before=before, usual=usual, when=str(moment))


def check(starter: Starter, folder: Path, action: Action, *, before: Left, usual: Undisturbed, when: str) -> None:
    found = left_in(folder)
    assert found.rows in (before.rows, usual.left.rows), f"{action} killed at {when} has left half of its work"
    for name, data in found.files.items():
        if not is_aside(name):
            assert data in (before.files.get(name), usual.left.files.get(name)), f"{name} is half at {when}"
    assert before.files.keys() <= found.files.keys(), f"A file is missing at {when}"
    done = found.rows == usual.left.rows and usual.left.files.items() <= found.files.items()
    assert starter.run(folder, action.then if done else action.call) in (0, 3)
    after = left_in(folder)
    assert after.rows == usual.left.rows, f"{action} killed at {when}"
    assert after.files == usual.left.files, f"{action} killed at {when}"
