"""A measure of a program: its name, its unit, where it stood, and where both sides want it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ridealong.domain.charters import number_words, read_value
from ridealong.domain.values import read_name
from ridealong.tui.dialogs.charter_form import CharterForm
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from ridealong.domain.programs import Measure
    from ridealong.services.desk import Desk
    from ridealong.services.programs.charters import Charter


class MeasureForm(CharterForm):
    """A new measure, or one that there is, whose name stays."""

    HELP = (
        "What both sides want to move: a name, such as Time to first page, a unit, such as days, where it stood\n"
        "when the program began, and where it is to go. Numbers are written 71 or 4.5; what is not known stays\n"
        "empty.\n"
        "Invites tell the measures. What was measured since is noted with {program.read-measure} on the page."
    )

    def __init__(self, charter: Charter, measure: Measure | None = None) -> None:
        super().__init__(charter)
        self._measure = measure

    @property
    def title_text(self) -> str:
        """Which measure."""
        return f"Measure: {shown(self._measure.name)}" if self._measure else f"A new measure of {shown(self.program)}"

    def fields(self) -> Iterator[Widget]:
        """Name, unit and the two numbers."""
        one = self._measure
        if one is None:
            yield Field("name", "Name", read=read_name, required=True, placeholder="such as Time to first page")
        yield Field("unit", "Unit", value=one.unit if one else "", placeholder="such as days or %")
        for name, label, value in (
            ("baseline", "It stood at", one.baseline if one else None),
            ("target", "It is to be", one.target if one else None),
        ):
            text = "" if value is None else number_words(value)
            yield Field(name, label, value=text, read=read_value, placeholder="a number; empty: not known")

    def submit(self) -> None:
        """Save it."""
        one, charter = self._measure, self.charter
        name = one.name if one else self.text("name")
        unit = self.text("unit")
        baseline, target = (cast("float | None", self.value(each)) for each in ("baseline", "target"))

        def save(desk: Desk) -> Measure:
            from ridealong.services.meanwhile import NONE_YET  # noqa: PLC0415 - services are imported in workers only
            from ridealong.services.programs import measures  # noqa: PLC0415 - services are imported in workers only

            change = measures.MeasureChange(
                unit=unit, baseline=baseline, target=target, no_baseline=baseline is None, no_target=target is None
            )
            seen = charter.measures_seen.get(name, NONE_YET) if one else NONE_YET
            return measures.set_measure(desk, charter.program.name, name, change, seen=seen)

        self.busy = True
        self.change(save, self._saved, failed=self.refused)

    def _saved(self, measure: Measure) -> None:
        self.saved(f"{shown(measure.name)} {'saved' if self._measure else 'is a measure now'}")
