"""Changing a group from whatever screen shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ridealong.services.groups.group_rows import GroupRow
    from ridealong.services.meanwhile import Seen
    from ridealong.tui.screens.section import SectionScreen


def move_group(screen: SectionScreen, number: int, names: Sequence[str], day: date, seen: Seen | None = None) -> None:
    """Ask for another day of a group over coffee."""
    from ridealong.tui.dialogs.group_forms import MoveGroupDialog  # noqa: PLC0415 - loaded when asked for

    def moved(words: str | None) -> None:
        if words:
            screen.ridealong.done(words)

    if screen.writable():
        screen.app.push_screen(MoveGroupDialog(number, names, day, seen), moved)


def mark_groups(screen: SectionScreen, rows: Sequence[GroupRow], after: Callable[[], object] | None = None) -> None:
    """Ask how some groups went."""
    from ridealong.tui.dialogs.group_forms import MarkGroupsDialog  # noqa: PLC0415 - loaded when asked for

    def marked(words: str | None) -> None:
        if words:
            if after is not None:
                after()
            screen.ridealong.done(words)

    if rows and screen.writable():
        screen.app.push_screen(MarkGroupsDialog(rows), marked)
