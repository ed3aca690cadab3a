"""The steps of visits on the page of a program: what is said of them, and changing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.steps import Phase
from ridealong.tui.screens.program_lines import Entry
from ridealong.tui.text import many, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ridealong.services.desk import Desk
    from ridealong.services.programs.steps import Template, TemplateStep
    from ridealong.tui.screens.section import SectionScreen

LABELS = {Phase.BEFORE: "Before a visit", Phase.DURING: "During a visit", Phase.AFTER: "After a visit"}
_WHO = 7


def step_entries(template: Template) -> Iterator[Entry]:
    """The steps by phase, each on a line."""
    before = ""
    for one in template.steps:
        phase = str(one.step.phase)
        yield _entry(one, LABELS[one.step.phase] if phase != before else "", own=template.own)
        before = phase
    if not template.steps:
        says = "Steps are what guest and host do for a visit; invites tell them, and they are ticked off one by one"
        words = "none · {program.new} adds one · {program.reset-steps} brings back those of all programs"
        yield Entry(key="no steps", cell=((words, "dim"),), says=says, phase=str(Phase.BEFORE))


def _entry(one: TemplateStep, label: str, *, own: bool) -> Entry:
    step = one.step
    whose = "" if own else ", as in all programs"
    keys = "{program.edit} changes it · {program.new} adds one · {program.remove} takes it out"
    back = " · {program.reset-steps} brings back those of all programs" if own else ""
    says = f"Step {one.number}, {step.phase} a visit, {step.who}{whose}: {shown(step.text)}\n{keys}{back}"
    cell = ((f"{step.who:<{_WHO}}", "dim"), (shown(step.text), ""))
    return Entry(key=f"step {one.number}", label=label, cell=cell, says=says, step=one, phase=str(step.phase))


def add_step(screen: SectionScreen, program: str, phase: str) -> None:
    """Ask what else is to be done for visits."""
    from ridealong.tui.dialogs.step_form import StepForm  # noqa: PLC0415 - loaded when asked for

    screen.app.push_screen(StepForm(program, phase=Phase(phase)), lambda words: _said(screen, words))


def edit_step(screen: SectionScreen, program: str, step: TemplateStep) -> None:
    """Change a step."""
    from ridealong.tui.dialogs.step_form import StepForm  # noqa: PLC0415 - loaded when asked for

    screen.app.push_screen(StepForm(program, step), lambda words: _said(screen, words))


def _said(screen: SectionScreen, words: str | None) -> None:
    if words:
        screen.ridealong.done(words)


def remove_step(screen: SectionScreen, program: str, step: TemplateStep) -> None:
    """Take a step out, with what was ticked off of it."""

    def work(desk: Desk) -> Template:
        from ridealong.services.programs import steps  # noqa: PLC0415 - services are imported in workers only

        return steps.remove_step(desk, program, step.number, seen=step.seen)

    def removed(found: Template) -> None:
        left = f"{many(len(found.steps), 'step')} left" if found.steps else "no step is left"
        screen.ridealong.done(f"No longer a step: {shown(step.step.text)}; {left}")

    screen.change(work, removed)


def reset_steps(screen: SectionScreen, template: Template) -> None:
    """Bring back the steps of all programs, in place of the program's own."""

    def work(desk: Desk) -> Template:
        from ridealong.services.programs import steps  # noqa: PLC0415 - services are imported in workers only

        return steps.reset_steps(desk, template.program)

    def done(_found: Template) -> None:
        words = f"{shown(template.program)} has the steps of all programs again; what was ticked off is forgotten"
        screen.ridealong.done(words)

    if template.own:
        screen.change(work, done)
    else:
        screen.notify("These are the steps of all programs already", timeout=3, markup=False)
