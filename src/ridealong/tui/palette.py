"""The command palette: every action of the registry with its key, and programs to go to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Provider

from ridealong.tui.actions import ACTIONS, PLACES, Action, keys_of

if TYPE_CHECKING:
    from textual.command import Hits

    from ridealong.tui.app import RidealongApp

_SILENT = {"app.palette", "list.down", "list.up", "list.page-down", "list.page-up", "list.first", "list.last"}
"""Moving about is not something to look up by name."""

_ONLY_THERE = ("person", "journal", "entry", "filter")
"""What works in these places alone is of no use anywhere else."""


class ActionProvider(Provider):
    """All actions, those that work in the present section first."""

    @property
    def _program(self) -> RidealongApp:
        return cast("RidealongApp", self.app)

    def _actions(self) -> list[Action]:
        here = self._program.current_mode
        actions = [one for one in ACTIONS if one.name not in _SILENT and one.place not in _ONLY_THERE]
        return sorted(actions, key=lambda one: (one.place != here, ACTIONS.index(one)))

    def _help(self, action: Action) -> str:
        keys = keys_of(action, self._program.config.keys)
        words = [keys, PLACES[action.place], "can be undone" if action.undoable else ""]
        return " · ".join(one for one in words if one)

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for action in self._actions():
            yield DiscoveryHit(action.says, partial(self._program.run_named, action), help=self._help(action))

    async def search(self, query: str) -> Hits:
        """What resembles what was typed."""
        matcher = self.matcher(query)
        for action in self._actions():
            words = f"{action.says} ({action.name})"
            score = matcher.match(words)
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(words),
                    partial(self._program.run_named, action),
                    help=self._help(action),
                )
