"""The question that is asked before published pairings are cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.dates import span_words
from ridealong.tui.dialogs.confirm import ConfirmDialog
from ridealong.tui.text import listed, many, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.tui.pairing_acts import Chosen


def cancel_question(pairings: Sequence[Chosen], *, visits: bool) -> ConfirmDialog:
    """The question about at least one published pairing.

    Args:
        visits: whether the program is one of visits.
    """
    first = pairings[0]
    both = shown(first.guest.name), shown(first.host.name)
    if len(pairings) > 1:
        names = listed([f"{one.guest.name} with {one.host.name}" for one in pairings])
        question, words = f"Cancel {many(len(pairings), 'published pairing')}?", f"{names}.\nAll of them"
    else:
        what = f"{both[0]}'s visit to {both[1]}" if visits else f"{both[0]} and {both[1]}"
        question, words = f"Cancel {what}, {span_words(first.days)}?", "Both"
    told = f"{words} will be told, if they were invited: the invites are then due ({{app.invites}})."
    return ConfirmDialog(question, told, yes="Cancel it" if len(pairings) == 1 else "Cancel them")
