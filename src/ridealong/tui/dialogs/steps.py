"""What is to be done for a visit, before, during and after it, each step ticked off when it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ridealong.domain.errors import RidealongError
from ridealong.domain.steps import Who
from ridealong.tui.actions import bindings
from ridealong.tui.dates import date_words, span_words
from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.columns import Column
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.page_list import PageList

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.programs.steps import PairingSteps, StepOfPairing
    from ridealong.tui.widgets.columns import Cell

PHASES = {"before": "Before the visit", "during": "During the visit", "after": "After the visit"}
"""When a step is done -> the heading it stands under."""
NO_STEPS = "This program has no steps. On its page, {program.new} adds one among the steps."
DRAFT = "It is a draft, of which nobody knows yet: publish it before its steps are ticked off"


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step, or the heading of a phase.

    Args:
        phase: when it is done. step: None for the heading.
    """

    phase: str
    step: StepOfPairing | None = None

    @property
    def key(self) -> str:
        """What identifies the line when the steps are read again."""
        return f"step {self.step.number}" if self.step else f"phase {self.phase}"

    @property
    def heading(self) -> bool:
        """Whether the cursor passes over it."""
        return self.step is None


class StepList(PageList[StepLine]):
    """The steps under their phases; Space ticks one off."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("steps")]
    HELP = "The steps of the visit. {steps.tick} says that one is done, and once more that it is not."

    def __init__(self, found: PairingSteps) -> None:
        super().__init__(
            (
                Column("Done", 1, _sign),
                Column("Who", 14, self._who, grow=1, most=24),
                Column("Step", 42, _step, grow=4),
                Column("On", 11, _day, rank=1),
            ),
            span=lambda line: PHASES[line.phase] if line.heading else None,
            id="steps",
        )
        self.visit = found

    def _who(self, line: StepLine) -> str:
        if line.step is None:
            return ""
        names = {Who.GUEST: self.visit.guest, Who.HOST: self.visit.host}
        return shown(names.get(line.step.step.who, "both"))

    def lines(self) -> list[StepLine]:
        """All steps, each phase under its heading."""
        found: list[StepLine] = []
        for one in self.visit.steps:
            phase = str(one.step.phase)
            if not found or found[-1].phase != phase:
                found.append(StepLine(phase))
            found.append(StepLine(phase, one))
        return found

    def plain_row(self, index: int, row: StepLine) -> str:
        """A step in words, for the plain mode."""
        del index
        one = row.step
        if one is None:
            return PHASES[row.phase]
        done = f"done on {date_words(one.done)}" if one.done else "not done"
        return f"{done}; {self._who(row)}: {shown(one.step.text)}"

    def action_tick(self) -> None:
        """Let the owner note it, as Enter does."""
        self.action_open()


def _sign(line: StepLine) -> Cell:
    done = line.step is not None and line.step.done
    return [("✓", "good")] if done else [("○", "warn")]


def _step(line: StepLine) -> Cell:
    if line.step is None:
        return ""
    return [(shown(line.step.step.text), "dim" if line.step.done else "")]


def _day(line: StepLine) -> str:
    return date_words(line.step.done) if line.step and line.step.done else ""


def in_full(one: StepOfPairing) -> str:
    """A step, whether it is done, and what the key does."""
    if one.done:
        return f"{shown(one.step.text)}\nDone on {date_words(one.done)} · {{steps.tick}} says that it is not"
    return f"{shown(one.step.text)}\nNot done yet · {{steps.tick}} says that it is"


class StepsDialog(Dialog[None]):
    """The steps of one visit; each tick is written at once.

    Args:
        found: the visit, as it is now.
    """

    OK = ""
    WIDE = True
    HELP = (
        "What guest and host do before, during and after this visit; invites tell it, too. {steps.tick} notes that a\n"
        "step was done today, and once more that it was not. Which steps there are is said on the page of the\n"
        "program. {dialog.leave} closes."
    )

    def __init__(self, found: PairingSteps) -> None:
        super().__init__()
        self._visit = found
        self._busy = False

    @property
    def title_text(self) -> str:
        """Whose visit."""
        return f"Steps of the visit of {shown(self._visit.guest)} to {shown(self._visit.host)}"

    def inside(self) -> Iterator[Widget]:
        """When it is, how far it has come, and the steps."""
        yield Line("", id="steps-about", classes="quiet")
        yield StepList(self._visit)
        yield Line("", id="step-in-full", classes="words quiet gap")

    def buttons(self) -> Iterator[Widget]:
        """Close."""
        yield self.leaving("Close", "primary")

    def opened(self) -> None:
        """Space ticks off at once."""
        table = self.query_one(StepList)
        table.empty = NO_STEPS
        table.focus()
        self._show(self._visit)

    def _show(self, found: PairingSteps) -> None:
        self._busy = False
        self._visit = found
        done = sum(one.done is not None for one in found.steps)
        about = f"{span_words(found.days)} · {shown(found.program)} · {done} of {many(len(found.steps), 'step')} done"
        self.query_one("#steps-about", Line).say(about)
        table = self.query_one(StepList)
        table.visit = found
        table.show(table.lines)

    def follow_cursor(self) -> None:
        """Say in full what the list cuts."""
        line = self.query_one(StepList).current
        words = in_full(line.step) if line is not None and line.step is not None else ""
        self.query_one("#step-in-full", Line).say(words)

    def on_paged_view_opened(self) -> None:
        """Note that the step under the cursor is done, or that it is not."""
        line = self.query_one(StepList).current
        if line is None or line.step is None or self._busy:
            return
        self.complain("")
        if self.ridealong.door.read_only:
            self.complain("This database is open to read only")
        elif str(self._visit.state) == "proposed":
            self.complain(DRAFT)
        else:
            self._tick(line.step)

    def _tick(self, one: StepOfPairing) -> None:
        pairing, done = self._visit.pairing, one.done is None

        def work(desk: Desk) -> PairingSteps:
            from ridealong.services.programs import steps  # noqa: PLC0415 - services are imported in workers only

            return steps.mark(desk, pairing, [one.number], done=done, seen={one.number: one.seen})

        self._busy = True
        self.change(work, self._show, failed=self._refused)

    def _refused(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, RidealongError):
            self.complain(str(error))
        else:
            self.ridealong.show_failure(error)

    def accept(self) -> None:
        """There is nothing to accept: every tick is written at once."""
