"""An action of the registry carried out by its name, in the section it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.actions import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.dom import DOMNode

    from ridealong.tui.actions import Action
    from ridealong.tui.app import RidealongApp


async def run_named(program: RidealongApp, action: Action) -> None:
    """Do what an action says; from a page of a section, or from another section, in the section itself."""
    if action.place in SECTIONS and (action.place != program.current_mode or _owner(program, action) is None):
        await program.action_open_section(action.place)
    program.call_after_refresh(_run_here, program, action)


async def _run_here(program: RidealongApp, action: Action) -> None:
    owner = _owner(program, action)
    if owner is None or not await program.run_action(action.method, owner):
        program.notify(f"“{action.says}” does not work here", severity="warning")


def _owner(program: RidealongApp, action: Action) -> DOMNode | None:
    """Who carries it out: what has the focus, what that is in, or a list on the screen."""
    if action.place == "app":
        return program
    return next((node for node in _nodes(program) if binds(node, action.name)), None)


def _nodes(program: RidealongApp) -> Iterator[DOMNode]:
    screen = program.screen
    yield from (screen.focused or screen).ancestors_with_self
    yield from screen.query("PagedView")


def binds(node: DOMNode, name: str) -> bool:
    """Whether something has keys for an action."""
    return any(one.id == name for group in node._bindings.key_to_bindings.values() for one in group)
