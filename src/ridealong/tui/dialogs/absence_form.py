"""From when until when people are away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from ridealong.domain.days import Days
from ridealong.domain.errors import ChangedMeanwhile
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import listed
from ridealong.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.people.absences import KnownAbsence
    from ridealong.services.people.people import PersonPage
    from ridealong.services.repairs.absence_clashes import AbsenceClash


@dataclass(frozen=True, slots=True)
class Noted:
    """The days that were noted, and what they spoil, in sentences."""

    days: Days
    clashes: tuple[str, ...]


class AbsenceForm(FormDialog[Noted]):
    """The first day, the last, and the reason, which is private."""

    OK = "Save"
    HELP = (
        "Days may be written 21 Apr, mon, +1w or 2027-04-21; what was understood stands below.\n"
        "Without a last day, it is one day.\n"
        "The reason is private: it is shown on the person's own page, when asked for, and nowhere else."
    )

    def __init__(self, people: Sequence[tuple[str, str]], absence: KnownAbsence | None = None) -> None:
        super().__init__()
        self._people = people
        self._absence = absence

    @property
    def title_text(self) -> str:
        """Who is away."""
        names = listed((name for _email, name in self._people), 3)
        return f"When is {names} away?" if len(self._people) == 1 else f"When are {names} away?"

    def fields(self) -> Iterator[Widget]:
        """Two days and the reason."""
        one = self._absence
        first = str(one.days.first) if one else ""
        last = str(one.days.last) if one and one.days.last != one.days.first else ""
        today = self.ridealong.door.clock.today() if self.ridealong.door.clock else None
        example = f"such as {today or '2027-01-11'}"
        yield Field("first", "First day", value=first, read=self.read_day, required=True, placeholder=example)
        yield Field("last", "Last day", value=last, read=self._read_last, placeholder="empty: only that day")
        yield Field(
            "reason", "Reason", value=one.reason if one else "", placeholder="private; may stay empty", long=True
        )

    def text_changed(self) -> None:
        """The last day is right or wrong by the first."""
        last = self.query_one("#field-last", Field)
        if last.text.strip():
            last.check()

    def _read_last(self, text: str) -> date:
        last = self.read_day(text)
        first = self.query_one("#field-first", Field)
        if first.text.strip() and not first.has_class("-wrong"):
            Days(self.read_day(first.text), last)
        return last

    @property
    def _days(self) -> Days:
        first = cast("date", self.value("first"))
        return Days(first, cast("date | None", self.value("last")) or first)

    def submit(self) -> None:
        """Save it; what it spoils is said afterwards."""
        days, reason, one = self._days, self.text("reason"), self._absence
        emails = [email for email, _name in self._people]

        def work(desk: Desk) -> tuple[AbsenceClash, ...]:
            from ridealong.services.people import absences  # noqa: PLC0415 - services are imported in workers only

            if one is None:
                return absences.add_absences(desk, emails, days, reason).clashes
            return absences.edit_absence(desk, one.seen, {"days": days, "reason": reason})

        def done(clashes: tuple[AbsenceClash, ...]) -> None:
            self.busy = False
            self.dismiss(Noted(days, tuple(one.sentence for one in clashes)))

        self.busy = True
        self.change(work, done, failed=self.refused)

    def refused(self, error: Exception) -> None:
        """Show why it could not be saved; what somebody else has changed meanwhile, to be overruled."""
        one = self._absence
        if not isinstance(error, ChangedMeanwhile) or one is None:
            super().refused(error)
            return
        email = self._people[0][0]

        def look(desk: Desk) -> PersonPage:
            from ridealong.services.people import people  # noqa: PLC0415 - services are imported in workers only

            return people.show(desk, email, reasons=True)

        def seen(page: PersonPage) -> None:
            now = next((each for each in page.absences if each.seen.row == one.seen.row), None)
            if now is None:
                FormDialog.refused(self, error)
                return
            self._absence = now
            self.overrule(error)

        self.ask(look, seen, group="look again", failed=super().refused)
