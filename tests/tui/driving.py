"""How tests drive the screens: keys, waiting for workers, reading the terminal."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from textual.app import App
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input

from ridealong.tui.app import RidealongApp
from ridealong.tui.widgets.field import Field

from .drawing import draw

Open = Callable[..., AbstractAsyncContextManager[Pilot[None]]]
ROUNDS = 2
"""So many rounds of messages draw a screen that was pushed: it mounts, then draws."""
A_FRAME = 1 / 100
"""Seconds within which Textual comes to what it has put off to draw it at once."""


def program_of(pilot: Pilot[None]) -> RidealongApp:
    """Our program, of which a pilot knows only that it is one of Textual."""
    assert isinstance(pilot.app, RidealongApp)
    return pilot.app


async def settle(pilot: Pilot[None]) -> None:
    """Wait until no worker is under way and everything they brought is on the screen."""
    quiet = 0
    for _ in range(200):
        await pilot.pause()
        running = [worker for worker in pilot.app.workers if not worker.is_finished]
        await asyncio.gather(*(worker.wait() for worker in running), return_exceptions=True)
        if running:
            quiet = 0
        elif pilot.app.is_running and _has_more_to_draw(pilot.app):
            quiet = 0
            await asyncio.sleep(A_FRAME)
        elif quiet < ROUNDS:
            quiet += 1
        elif not (pilot.app.is_running and draw(pilot.app)):
            return
    raise AssertionError("the screens do not come to rest")


def _has_more_to_draw(program: App[None]) -> bool:
    screen = program.screen
    return bool(
        program._resize_event
        or screen._layout_required
        or screen._scroll_required
        or screen._dirty_widgets
        or screen._callbacks
    )


async def until(pilot: Pilot[None], holds: Callable[[], bool], what: str) -> None:
    """Wait until something holds that comes by itself; gives up after a time that no machine needs."""
    for _ in range(1200):
        if holds():
            await settle(pilot)
            return
        await pilot.pause(0.05)
    raise AssertionError(f"{what}; the screen shows:\n{screen_text(pilot)}\n{toasts(pilot)}")


async def sees(pilot: Pilot[None], text: str) -> None:
    """Wait until a text stands on the terminal."""
    await until(pilot, lambda: text in screen_text(pilot), f"'{text}' does not come")


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def screen_text(pilot: Pilot[None]) -> str:
    """What stands on the terminal, line by line."""
    draw(pilot.app)
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def rows(pilot: Pilot[None]) -> list[str]:
    """The lines of the table on a screen of invites."""
    return [line for line in screen_text(pilot).splitlines()[4:-6] if line.strip()]


def toasts(pilot: Pilot[None]) -> str:
    """The toasts as they are read."""
    told = list(pilot.app._notifications)
    return "\n".join(Content.from_markup(one.message).plain if one.markup else one.message for one in told)


async def look_for(pilot: Pilot[None], text: str) -> None:
    """Put text into the filter, or into the command palette, as if typed."""
    field = pilot.app.screen.query_one(Input)
    field.value = text
    field.cursor_position = len(text)
    await settle(pilot)


async def fill(pilot: Pilot[None], name: str, text: str) -> None:
    """Put text into a field of a form, as if typed."""

    field = pilot.app.screen.query_one(f"#field-{name}", Field)
    field.input.focus()
    field.input.value = text
    await settle(pilot)
