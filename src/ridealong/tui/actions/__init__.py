"""The one registry of actions: bindings, footer, palette, `?` and the user's keymap are all read from here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.binding import Binding

from ridealong.tui.actions import (
    board,
    contacts,
    dialogs,
    everywhere,
    glossary,
    history,
    invites,
    journal,
    leads,
    lists,
    people,
    plan,
    programs,
    teams,
    today,
)
from ridealong.tui.actions.action import Action
from ridealong.tui.actions.labels import key_label
from ridealong.tui.actions.places import PLACES, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from re import Match

__all__ = [
    "ACTIONS",
    "BY_NAME",
    "PLACES",
    "SECTIONS",
    "Action",
    "bindings",
    "borrowed",
    "key_label",
    "keys_of",
    "with_keys",
]

# The footer shows what a screen is for first, and what holds everywhere last.
ACTIONS: tuple[Action, ...] = (
    *today.ACTIONS,
    *people.ACTIONS,
    *journal.ACTIONS,
    *plan.ACTIONS,
    *teams.ACTIONS,
    *board.ACTIONS,
    *history.ACTIONS,
    *invites.ACTIONS,
    *programs.ACTIONS,
    *glossary.ACTIONS,
    *contacts.ACTIONS,
    *leads.ACTIONS,
    *dialogs.ACTIONS,
    *lists.ACTIONS,
    *everywhere.ACTIONS,
)

BY_NAME = {action.name: action for action in ACTIONS}
_NAMED = re.compile(r"\{([a-z-]+\.[a-z-]+)(?::([a-z_+]+))?\}")
_PALETTE = "app.palette"


def bindings(*places: str) -> list[Binding]:
    """The bindings of everything that works in the given places, named so that a keymap can change them."""
    return [
        Binding(
            action.keys,
            action.method,
            action.short or action.says,
            show=bool(action.short),
            tooltip=action.says,
            id=action.name,
            priority=action.urgent,
        )
        for place in places
        for action in ACTIONS
        if action.place == place and action.keys
    ]


def borrowed(*names: str) -> list[Binding]:
    """The bindings of actions of the whole program, for dialogs, which hide what is behind them."""
    return [
        Binding(one.keys, f"app.{one.method}", one.says, show=False, tooltip=one.says, id=one.name)
        for one in (BY_NAME[name] for name in names)
    ]


def keys_of(action: Action, keymap: Mapping[str, str]) -> str:
    """The keys of an action as they are bound now, for people."""
    return " ".join(key_label(key) for key in keymap.get(action.name, action.keys).split(",") if key)


def with_keys(text: str, keymap: Mapping[str, str]) -> str:
    """A text for people in which `{plan.publish}` stands for the first key of that action as it is bound now.

    `{list.up:up}` stands for the key `up`, as long as it is one of the keys of that action. An action without a key is
    found in the palette, so its key stands there. Braces around anything else stay.
    """

    def key(found: Match[str]) -> str:
        if (action := BY_NAME.get(found[1])) is None:
            return found[0]
        if found[2] and found[2] in keymap.get(action.name, action.keys).split(","):
            return key_label(found[2])
        return (keys_of(action, keymap) or keys_of(BY_NAME[_PALETTE], keymap)).partition(" ")[0]

    return _NAMED.sub(key, text)
