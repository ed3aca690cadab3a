"""Changing a meeting from whatever screen shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.text import shown

if TYPE_CHECKING:
    from datetime import date

    from ridealong.services.desk import Desk
    from ridealong.services.invites.coming_meetings import ComingMeeting
    from ridealong.tui.screens.section import SectionScreen


def edit_meeting(screen: SectionScreen, meeting: int | str, on: date | None = None, *, title: str = "") -> None:
    """Let the coordinator move, skip or put back a meeting.

    Args:
        meeting: its number or its UID. on: which of a series, by its day in the rule; None for the next one.
        title: what the form calls it; by default after both who take part.
    """

    def fetch(desk: Desk) -> ComingMeeting:
        from ridealong.services.invites.coming_meetings import one_meeting  # noqa: PLC0415 - services are imported in workers

        return one_meeting(desk, meeting, on)

    def open_form(found: ComingMeeting) -> None:
        from ridealong.tui.dialogs.move_meeting import MoveMeetingForm  # noqa: PLC0415 - loaded when asked for

        screen.app.push_screen(MoveMeetingForm(found, title), lambda words: _done(screen, words))

    if screen.writable():
        screen.ask(fetch, open_form, group="meeting")


def skip_meeting(screen: SectionScreen, one: ComingMeeting) -> None:
    """Let a meeting, or the one of a series, not take place; u takes that back."""
    _change(screen, one, "skip")


def reset_meeting(screen: SectionScreen, one: ComingMeeting) -> None:
    """Put a meeting, or the one of a series, back to where the rules have it."""
    _change(screen, one, "reset")


def _change(screen: SectionScreen, one: ComingMeeting, what: str) -> None:
    def work(desk: Desk) -> object:
        from ridealong.services.invites import meeting_changes  # noqa: PLC0415 - services are imported in workers only

        make = meeting_changes.skip if what == "skip" else meeting_changes.reset
        return make(desk, one.meeting, one.on)

    def done(_found: object) -> None:
        words = "skipped" if what == "skip" else "back where the rules have it"
        _done(screen, f"{meeting_title(one)}: {words}")

    if screen.writable():
        screen.change(work, done)


def meeting_title(one: ComingMeeting) -> str:
    """A meeting by kind and people; of a composite team by its name."""
    if one.team:
        return f"Meeting of the team {shown(one.team)}" if one.at else f"{shown(one.guest.name)} in {shown(one.team)}"
    return f"{str(one.kind).capitalize()} of {shown(one.guest.name)} and {shown(one.host.name)}"


def _done(screen: SectionScreen, words: str | None) -> None:
    if words:
        screen.ridealong.done(words)
