"""What a desk has changed for good, told to whoever interrupts it."""

import pytest

from conftest import MakeDesk
from ridealong.services.desk import Desk
from ridealong.services.people import people

from .conftest import employ, it


def test_each_change_is_named_once_in_the_words_of_the_journal(desk: Desk) -> None:
    assert desk.kept() == []
    employ(desk, it("Ana"), it("Ben"))
    people.remove(desk, "ana@x.example")
    added, added_too, removed = desk.kept()
    assert "Ana" in added
    assert "Ben" in added_too
    assert "Ana" in removed


def test_a_change_that_is_broken_off_is_not_named(desk: Desk) -> None:
    employ(desk, it("Ana"))
    (kept,) = desk.kept()
    with pytest.raises(KeyboardInterrupt), desk.changing("test") as step:  # noqa: PT012 - it ends within a change
        step.done("Something was done", undoable=False)
        raise KeyboardInterrupt
    assert desk.kept() == [kept]


def test_what_others_changed_is_not_named(make_desk: MakeDesk) -> None:
    one, other = make_desk(), make_desk()
    employ(one, it("Ana"))
    employ(other, it("Ben"))
    assert len(one.kept()) == len(other.kept()) == 1
    assert "Ben" in other.kept()[0]
