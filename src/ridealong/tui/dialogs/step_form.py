"""A step of the visits of a program: when it is done, by whom, and what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.errors import ChangedMeanwhile
from ridealong.domain.steps import Phase, VisitStep, Who, read_step
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Choice, Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.programs.steps import Template, TemplateStep


class StepForm(FormDialog[str]):
    """A new step, or one that there is; answers with what was changed, in words.

    Args:
        program: its name. step: None for a new one. phase: when a new one is done, to begin with.
    """

    OK = "Save"
    HELP = (
        "What guest or host is asked to do, such as Order a badge, without a full stop; before, during or after the\n"
        "visit. Invites to prepare and to visit tell the steps, and they are ticked off for each visit."
    )

    def __init__(self, program: str, step: TemplateStep | None = None, phase: Phase = Phase.BEFORE) -> None:
        super().__init__()
        self._program = program
        self._step = step
        self._phase = step.step.phase if step else phase

    @property
    def title_text(self) -> str:
        """Which step."""
        which = f"Step {self._step.number}" if self._step else "A new step"
        return f"{which} of the visits in {shown(self._program)}"

    def fields(self) -> Iterator[Widget]:
        """What, when and who."""
        one = self._step.step if self._step else None
        yield Field(
            "text",
            "To do",
            value=one.text if one else "",
            read=read_step,
            required=True,
            placeholder="such as Order a badge",
            long=True,
        )
        yield Choice("phase", "When", [(str(each), str(each)) for each in Phase], value=str(self._phase))
        yield Choice("who", "Who", [(str(each), str(each)) for each in Who], value=str(one.who if one else Who.BOTH))

    def submit(self) -> None:
        """Save it."""
        program, step = self._program, self._step
        new = VisitStep(phase=Phase(self.choice("phase")), who=Who(self.choice("who")), text=self.text("text"))

        def save(desk: Desk) -> Template:
            from ridealong.services.programs import steps  # noqa: PLC0415 - services are imported in workers only

            if step is None:
                return steps.add_step(desk, program, new)
            change = steps.StepChange(phase=new.phase, who=new.who, text=new.text)
            return steps.edit_step(desk, program, step.number, change, seen=step.seen)

        def saved(_template: Template) -> None:
            self.busy = False
            self.dismiss(f"{str(new.phase).capitalize()} a visit: {shown(new.text)}")

        self.busy = True
        self.change(save, saved, failed=self.refused)

    def refused(self, error: Exception) -> None:
        """Show why it could not be saved; what somebody else has changed meanwhile, to be overruled."""
        step, program = self._step, self._program
        if not isinstance(error, ChangedMeanwhile) or step is None:
            super().refused(error)
            return

        def look(desk: Desk) -> Template:
            from ridealong.services.programs import steps  # noqa: PLC0415 - services are imported in workers only

            return steps.template(desk, program)

        def seen(found: Template) -> None:
            again = next((one for one in found.steps if one.seen.row == step.seen.row), None)
            self.busy = False
            if again is None:
                self.complain(str(error))
            else:
                self._step = again
                self.overrule(error)

        self.ask(look, seen, group="look again", failed=super().refused)
