"""Which actions are offered where somebody is now, the commonest first, and why some of them cannot be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ridealong.tui.actions import ACTIONS, SECTIONS
from ridealong.tui.running import binds

if TYPE_CHECKING:
    from textual.screen import Screen

    from ridealong.tui.actions import Action

SILENT = {
    *("app.palette", "list.down", "list.up", "list.page-down", "list.page-up", "list.first", "list.last"),
    *("filter.to-list", "filter.empty"),
}
"""Moving about is not something to look up by name."""
READ_ONLY = "this database is open to read only"
NOT_NOW = "not possible just now"


@dataclass(frozen=True, slots=True)
class Offer:
    """An action, and why it cannot be done now, where it cannot."""

    action: Action
    why_not: str = ""


def offers(screen: Screen[object], section: str, *, read_only: bool) -> list[Offer]:
    """What can be done from a screen: here, everywhere, then in the other sections.

    Args:
        section: the section that the screen belongs to.

    Returns:
        What works only in places that are not on this screen is left out.
    """
    enabled: dict[str, bool] = {}
    for one in screen.active_bindings.values():
        if one.binding.id is not None:
            enabled[one.binding.id] = enabled.get(one.binding.id, False) or one.enabled
    found = [
        Offer(one, _why_not(one, possible=enabled.get(one.name, not _refused(screen, one)), read_only=read_only))
        for one in ACTIONS
        if one.name not in SILENT and (one.name in enabled or one.place in ("app", *SECTIONS))
        if one.name in enabled or not _of_another_kind(screen, one)
    ]
    return sorted(found, key=lambda offer: _rank(offer.action, section, here=offer.action.name in enabled))


def _of_another_kind(screen: Screen[object], action: Action) -> bool:
    """Whether the section of an action shows a screen that does not know it, as Plan does of composite teams."""
    stack = screen.app._screen_stacks.get(action.place)
    return stack is not None and bool(stack) and not binds(stack[0], action.name)


def _refused(screen: Screen[object], action: Action) -> bool:
    """Whether a screen has an action and does not let it through, as in another of its views."""
    return binds(screen, action.name) and screen.check_action(action.method, ()) is False


def _why_not(action: Action, *, possible: bool, read_only: bool) -> str:
    if read_only and action.undoable:
        return READ_ONLY
    return "" if possible else NOT_NOW


def _rank(action: Action, section: str, *, here: bool) -> tuple[int, bool, int]:
    """What a screen is for comes first, with what its footer names before the rest; what holds everywhere follows."""
    if here and action.place not in ("app", "section", "list", "table", "form"):
        place = 0
    elif action.place == section:
        place = 1
    else:
        place = 4 if action.place in SECTIONS else 3 if action.place == "app" else 2
    return place, not action.short, ACTIONS.index(action)
