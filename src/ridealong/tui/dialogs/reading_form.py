"""What a measure was on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ridealong.domain.charters import MEASURED, Reading, check_day, number_words, read_value
from ridealong.tui.dates import day_words
from ridealong.tui.dialogs.charter_form import CharterForm
from ridealong.tui.text import shown
from ridealong.tui.widgets.advised_field import AdvisedField
from ridealong.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from textual.widget import Widget

    from ridealong.domain.charters import Measured
    from ridealong.services.desk import Desk
    from ridealong.services.programs.charters import Charter


class ReadingForm(CharterForm):
    """The number, the day and a note; a reading that there is keeps its day."""

    HELP = (
        "What was measured: a number, written 71 or 4.5, and the day. A second reading of one day takes the place of\n"
        "the first."
    )

    def __init__(self, charter: Charter, measured: Measured, reading: Reading | None = None) -> None:
        super().__init__(charter)
        self._measured = measured
        self._reading = reading

    @property
    def title_text(self) -> str:
        """Which measure, and on which day."""
        name = shown(self._measured.measure.name)
        return f"{name} on {day_words(self._reading.day)}" if self._reading else f"What is {name} now?"

    @property
    def _today(self) -> date:
        return self.clock.today()

    def fields(self) -> Iterator[Widget]:
        """Number, day and note."""
        one, measure = self._reading, self._measured.measure
        unit = f"in {shown(measure.unit)}" if measure.unit else "a number"
        value = number_words(one.value) if one else ""
        yield Field("value", "It was", value=value, read=read_value, required=True, placeholder=unit)
        if one is None:
            yield AdvisedField(
                "day", "On", value=str(self._today), read=self._read_day, required=True, advise=self._noted_before
            )
        yield Field("note", "Note", value=one.note if one else "", placeholder="may stay empty", long=True)

    def _read_day(self, text: str) -> date:
        return check_day(self.read_day(text), self._today, MEASURED)

    def _noted_before(self, text: str) -> str:
        before = next((one for one in self._measured.readings if one.day == self.read_day(text)), None)
        return f"{number_words(before.value)} was noted for that day; this takes its place" if before else ""

    def submit(self) -> None:
        """Save it."""
        day = self._reading.day if self._reading else cast("date", self.value("day"))
        new = Reading(day=day, value=cast("float", self.value("value")), note=self.text("note"))
        name, charter = self._measured.measure.name, self.charter

        def save(desk: Desk) -> Reading | None:
            from ridealong.services.meanwhile import NONE_YET  # noqa: PLC0415 - services are imported in workers only
            from ridealong.services.programs import measures  # noqa: PLC0415 - services are imported in workers only

            seen = charter.readings_seen.get((name, day), NONE_YET)
            return measures.add_reading(desk, charter.program.name, name, new, seen=seen)

        def saved(before: Reading | None) -> None:
            instead = f", not {number_words(before.value)}," if before and before.value != new.value else ""
            self.saved(f"{shown(name)} was {number_words(new.value)}{instead} on {day_words(day)}")

        self.busy = True
        self.change(save, saved, failed=self.refused)
