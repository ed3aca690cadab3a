"""Another time or place for one meeting or for a series, or that it does not take place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from ridealong.domain.errors import InvalidValue, RidealongError
from ridealong.domain.values import read_name, read_time
from ridealong.tui.dates import day_words
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.meeting_acts import meeting_title
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Choice, Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, time

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.invites.coming_meetings import ComingMeeting
    from ridealong.services.invites.meeting_changes import ChangedMeeting

MOVE, SKIP, RESET = "move", "skip", "reset"
ONE, ALL = "one", "all"
LONGEST = 480
"""Minutes of a meeting at most."""


def read_minutes(text: str) -> int:
    """How long a meeting lasts; raises InvalidValue."""
    digits = text.strip()
    if not digits.isascii() or not digits.isdigit() or not 5 <= int(digits[:6]) <= LONGEST:
        raise InvalidValue(f"'{text.strip()}' is no length of a meeting", f"Give 5 to {LONGEST} minutes")
    return int(digits)


class MoveMeetingForm(FormDialog[str]):
    """Day, hour, length and place of a meeting; or skipped; or as the rules have it.

    Args:
        title: what the meeting is called; by default after both who take part.
    """

    OK = "Save"
    HELP: ClassVar[str] = (
        "Another day or hour for this meeting alone, or another place; of a series also for all of it. A visit\n"
        "keeps its days: move its pairing. What speaks against the new time is said while you type, and stops\n"
        "nobody.\n"
        "Skipped, it does not take place; put back, it is where the rules have it. The invites that this makes due\n"
        "stand under Invites ({app.invites})."
    )

    def __init__(self, meeting: ComingMeeting, title: str = "") -> None:
        super().__init__()
        self._meeting = meeting
        self._title = title

    @property
    def title_text(self) -> str:
        """Which meeting."""
        return self._title or meeting_title(self._meeting)

    @property
    def _in_series(self) -> bool:
        return self._meeting.on is not None

    def fields(self) -> Iterator[Widget]:
        """What becomes of it, then when and where."""
        one = self._meeting
        options = [(MOVE, "takes place"), (RESET, "as the rules have it")]
        if one.at is not None:
            options.insert(1, (SKIP, "is skipped"))
        yield Choice("what", "It", options, value=MOVE)
        if self._in_series:
            yield Choice("which", "Which", [(ONE, f"that of {day_words(one.day)}"), (ALL, "all of the series")])
        if one.at is not None:
            yield Field("to", "Day", value=str(one.day), read=self.read_day, required=True)
            yield Field("at", "Time", value=f"{one.at:%H:%M}", read=read_time, required=True)
            yield Field("minutes", "Minutes", value=str(one.minutes), read=read_minutes, required=True)
            yield Line(f"as the clock shows it in {shown(one.time_zone)}", classes="quiet", id="zone")
        yield Field("place", "Place", value=one.place, read=read_name, placeholder="a room or a link; empty: as usual")
        yield Line("", classes="quiet", id="ahead")

    def opened(self) -> None:
        """The first field at once."""
        self.query(Field).first().input.focus()
        self._look_ahead()

    def on_choice_changed(self) -> None:
        """Only what takes place has a time and a place, and only one of a series a day."""
        self.complain("")
        moves = self.choice("what") == MOVE
        for part in (*self.query(Field), *self.query("#zone"), *self.query("#ahead")):
            part.display = moves and (part.id != "field-to" or not self._all)
        self._look_ahead()

    def text_changed(self) -> None:
        """Say what speaks against what was typed."""
        self._look_ahead()

    @property
    def _all(self) -> bool:
        return self._in_series and self.choice("which") == ALL

    # -- looking ahead ------------------------------------------------------------------------------------------

    def _look_ahead(self) -> None:
        one, slot = self._meeting, self._slot()
        if slot is None or self._all:
            self.query_one("#ahead", Line).say("")
            return
        day, at, minutes = slot

        def look(desk: Desk) -> tuple[str, ...]:
            from ridealong.services.invites import meeting_conflicts  # noqa: PLC0415 - services are imported in workers only

            there = meeting_conflicts.Slot(day=day, at=at, minutes=minutes, time_zone=one.time_zone)
            return meeting_conflicts.look_ahead(desk, one.meeting, one.on, there)

        def failed(error: Exception) -> None:
            if isinstance(error, RidealongError):
                self._tell(str(error))
            else:
                self.ridealong.show_failure(error)

        self.ask(look, lambda found: self._tell("\n".join(found)), group="ahead", failed=failed)

    def _tell(self, words: str) -> None:
        if self.is_attached:
            said = "\n".join(f"! {shown(line)}" for line in words.split("\n")) if words else ""
            self.query_one("#ahead", Line).say(said)

    def _slot(self) -> tuple[date, time, int] | None:
        """Day, hour and length as they are typed; None where one of them is wrong, or nothing has an hour."""
        if self._meeting.at is None or self.choice("what") != MOVE:
            return None
        try:
            found = (self.value("to"), self.value("at"), self.value("minutes"))
        except RidealongError:
            return None
        return cast("tuple[date, time, int]", found)

    # -- changing -----------------------------------------------------------------------------------------------

    def _changes(self) -> dict[str, object]:
        """What was typed that differs from how the meeting stands."""
        one, slot = self._meeting, self._slot()
        day, at, minutes = slot or (one.day, one.at, one.minutes)
        found: dict[str, object] = {}
        if day != one.day and not self._all:
            found["to"] = day
        if at != one.at:
            found["at"] = at
        if minutes != one.minutes:
            found["minutes"] = minutes
        if self.text("place") != one.place:
            found["place"] = self.text("place")
        return found

    def submit(self) -> None:
        """Change it."""
        one, what = self._meeting, self.choice("what")
        on = None if self._all else one.on
        changes = self._changes()
        # One that is skipped stands again by being moved to where it was.
        if what == MOVE and one.skipped and not self._all:
            changes.setdefault("at", one.at)
        if what == MOVE and not changes:
            self.complain("Nothing to change yet: type another day, time or place, or {dialog.leave} leaves")
            return

        def work(desk: Desk) -> ChangedMeeting:
            from ridealong.services.invites import meeting_changes  # noqa: PLC0415 - services are imported in workers only

            if what == SKIP:
                return meeting_changes.skip(desk, one.meeting, on)
            if what == RESET:
                return meeting_changes.reset(desk, one.meeting, on)
            wanted = meeting_changes.MeetingMove(on=on, **changes)  # type: ignore[arg-type]  # as `_changes` fills it
            return meeting_changes.move(desk, one.meeting, wanted)

        def done(found: ChangedMeeting) -> None:
            self.busy = False
            words = {MOVE: "changed", SKIP: "skipped", RESET: "as the rules have it"}[what]
            self.dismiss("\n".join([f"{self.title_text}: {words}", *map(shown, found.notes)]))

        self.busy = True
        self.change(work, done, failed=self.refused)
