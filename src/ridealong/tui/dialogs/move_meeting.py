"""Another time or place for one meeting, or that it does not take place."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ridealong.domain.values import read_day, read_name, read_time
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Choice, Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, time

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.meeting_changes import ChangedMeeting
    from ridealong.services.person_meetings import NextMeeting

MOVE, SKIP, RESET = "move", "skip", "reset"


class MoveMeetingForm(FormDialog[str]):
    """Day, hour and place of a meeting; or skipped; or as the rules have it."""

    OK = "Save"
    HELP = (
        "Another day or hour for this meeting alone, or another place. A visit keeps its days: move its pairing.\n"
        "Skipped, it does not take place; put back, it is where the rules have it. The invites that this makes due\n"
        "stand under Invites (6)."
    )

    def __init__(self, meeting: NextMeeting) -> None:
        super().__init__()
        self._meeting = meeting

    @property
    def title_text(self) -> str:
        """Which meeting."""
        return f"{str(self._meeting.kind).capitalize()} with {shown(self._meeting.other_name)}"

    def fields(self) -> Iterator[Widget]:
        """What becomes of it, then when and where."""
        one = self._meeting
        options = [(MOVE, "takes place"), (RESET, "as the rules have it")]
        if one.at is not None:
            options.insert(1, (SKIP, "is skipped"))
        yield Choice("what", "It", options, value=MOVE)
        if one.at is not None:
            yield Field("to", "Day", value=str(one.at.date()), read=read_day, required=True)
            yield Field("at", "Time", value=f"{one.at:%H:%M}", read=read_time, required=True)
            yield Line(f"as the clock shows it in {shown(one.zone)}", classes="quiet", id="zone")
        yield Field("place", "Place", value=one.place, read=read_name, placeholder="a room or a link; empty: as usual")

    def on_mount(self) -> None:
        """The first field at once."""
        self.query(Field).first().input.focus()

    def on_choice_changed(self) -> None:
        """Only what takes place has a time and a place."""
        self.complain("")
        moves = self.choice("what") == MOVE
        for part in (*self.query(Field), *self.query("#zone")):
            part.display = moves

    def submit(self) -> None:
        """Change it."""
        one, what = self._meeting, self.choice("what")
        to, at = self._changed_time()
        place = self.text("place") if self.text("place") != one.place else None
        if what == MOVE and (to, at, place) == (None, None, None):
            self.complain("Nothing to change yet: type another day, time or place, or Esc leaves")
            return

        def work(desk: Desk) -> ChangedMeeting:
            from ridealong.services import meeting_changes  # noqa: PLC0415 - services are imported in workers only

            if what == SKIP:
                return meeting_changes.skip(desk, one.meeting, one.on)
            if what == RESET:
                return meeting_changes.reset(desk, one.meeting, one.on)
            wanted = meeting_changes.MeetingMove(on=one.on, to=to, at=at, place=place)
            return meeting_changes.move(desk, one.meeting, wanted)

        def done(found: ChangedMeeting) -> None:
            self.busy = False
            words = {MOVE: "changed", SKIP: "skipped", RESET: "as the rules have it"}[what]
            self.dismiss("\n".join([f"{self.title_text}: {words}", *map(shown, found.notes)]))

        self.busy = True
        self.change(work, done, failed=self.refused)

    def _changed_time(self) -> tuple[date | None, time | None]:
        before = self._meeting.at
        if before is None:
            return None, None
        to, at = cast("date", self.value("to")), cast("time", self.value("at"))
        return (to if to != before.date() else None), (at if at != before.time() else None)
