"""The sections of the program, each of them loaded when it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.command import Provider
    from textual.screen import Screen


def today() -> Screen[None]:
    """What needs the coordinator now."""
    from ridealong.tui.screens.today import TodayScreen  # noqa: PLC0415 - loaded when it is opened

    screen = TodayScreen()
    # No style has been applied yet, so none is out of date; Textual would parse all of them twice at the start.
    screen._css_update_count = 0
    return screen


def people() -> Screen[None]:
    """Who takes part."""
    from ridealong.tui.screens.people import PeopleScreen  # noqa: PLC0415 - as above

    return PeopleScreen()


def plan() -> Screen[None]:
    """What a program has drafted and published."""
    from ridealong.tui.screens.plan import PlanScreen  # noqa: PLC0415 - as above

    return PlanScreen()


def board() -> Screen[None]:
    """Who visits whom, week by week."""
    from ridealong.tui.screens.board import BoardScreen  # noqa: PLC0415 - as above

    return BoardScreen()


def history() -> Screen[None]:
    """Who was paired with whom."""
    from ridealong.tui.screens.history import HistoryScreen  # noqa: PLC0415 - as above

    return HistoryScreen()


def invites() -> Screen[None]:
    """Which invites are due."""
    from ridealong.tui.screens.invites import InvitesScreen  # noqa: PLC0415 - as above

    return InvitesScreen()


def programs() -> Screen[None]:
    """What programs there are."""
    from ridealong.tui.screens.programs import ProgramsScreen  # noqa: PLC0415 - as above

    return ProgramsScreen()


def palette() -> type[Provider]:
    """What the palette finds."""
    from ridealong.tui.palette import EverythingProvider  # noqa: PLC0415 - opened later than the first paint

    return EverythingProvider
