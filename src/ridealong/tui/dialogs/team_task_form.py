"""A task of a composite team, and which slot is what for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.widgets import Button

from ridealong.domain.composite_teams import CompositeTeam, Part, Task
from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import read_words
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from ridealong.services.desk import Desk

_PARTS = {part.letter: part for part in Part}


def read_letters(text: str) -> tuple[Part, ...]:
    """What a slot is for a task, as letters: `A`, `AR`, or nothing; raises InvalidValue."""
    letters = [one for one in text.upper() if one not in " ,;-"]
    wrong = next((one for one in letters if one not in _PARTS), "")
    if wrong:
        raise InvalidValue(f"'{wrong}' is none of R, A, C and I")
    return tuple(dict.fromkeys(_PARTS[one] for one in letters))


class TeamTaskForm(FormDialog[str]):
    """A task: what is to be done, and beside each slot what it is for it.

    Args:
        program: the name of the program. task: the one that is changed; None for another one.
    """

    HELP = (
        "Beside each slot stand letters: responsible, who does it; accountable, who answers for it; consulted, who is\n"
        "asked before; informed, who is told after. A task has one slot that answers for it, and one or more that do\n"
        "it. Type the first letters of these words, such as AR, or leave it empty.\n"
        "{form.accept} saves, {dialog.leave} leaves."
    )

    def __init__(self, program: str, team: CompositeTeam, task: Task | None = None) -> None:
        super().__init__()
        self._program, self._team, self._old = program, team, task
        self.OK = "Save" if task else "Add the task"

    @property
    def title_text(self) -> str:
        """Of which team."""
        return f"{'A task' if self._old else 'Another task'} of {shown(self._team.name)}"

    def fields(self) -> Iterator[Widget]:
        """What is to be done, then the slots."""
        task = self._old
        name = task.name if task else ""
        yield Field(
            "name", "To be done", value=name, required=True, placeholder="such as Choose three vendors", long=True
        )
        yield Line("R does it · A answers for it · C is asked before · I is told after", classes="quiet")
        for slot in self._team.slots:
            label = f"{slot.number} {shown(slot.name)}"
            letters = task.letters(slot.number) if task else ""
            placeholder = f"{slot.side.label}: R, A, C, I or nothing"
            short = label if len(label) <= 16 else f"{label[:15]}…"
            yield Field(f"slot{slot.number}", short, value=letters, read=read_letters, placeholder=placeholder)

    def buttons(self) -> Iterator[Widget]:
        """Beside those of every form: take the task out."""
        yield from super().buttons()
        if self._old is not None:
            yield Button("Remove the task", id="remove", compact=True)

    def other_button(self, name: str) -> None:
        """Take the task out."""
        if name == "remove" and self._old is not None and not self.busy:
            self._save([one for one in self._team.tasks if one.id != self._old.id], "is taken out", self._old.name)

    def submit(self) -> None:
        """Save it among the others."""
        parts = [
            (slot.number, part)
            for slot in self._team.slots
            for part in cast("tuple[Part, ...]", self.value(f"slot{slot.number}") or ())
        ]
        made = Task(name=read_words(self.text("name")), parts=tuple(parts))
        old = self._old
        if old is None:
            tasks = [*self._team.tasks, made]
        else:
            tasks = [made if one.id == old.id else one for one in self._team.tasks]
        self._save(tasks, f"is saved; {made.lacks}" if made.lacks else "is saved", made.name)

    def _save(self, tasks: list[Task], what: str, name: str) -> None:
        program, team = self._program, self._team.name

        def work(desk: Desk) -> str:
            from ridealong.services.teams import slots  # noqa: PLC0415 - services are imported in workers only

            view = slots.set_tasks(desk, program, team, tasks)
            return f"The task {shown(name)} of {shown(view.team.name)} {what}"

        self.busy = True
        self.change(work, self._saved, failed=self.refused)

    def _saved(self, words: str) -> None:
        self.busy = False
        self.dismiss(words)
