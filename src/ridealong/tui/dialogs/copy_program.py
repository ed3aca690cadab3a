"""Copy a program as a template for another."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ridealong.domain.days import monday_on_or_after
from ridealong.domain.values import read_name
from ridealong.tui.dates import day_words
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.advised_field import AdvisedField
from ridealong.tui.widgets.field import Choice, Field

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.programs.program_look import ProgramLook
    from ridealong.services.programs.programs import ProgramPage


class CopyProgramForm(FormDialog["ProgramPage"]):
    """A name, the first day, and whether everybody takes part again."""

    OK = "Copy"
    HELP = (
        "The copy has the same settings, objective, measures and sponsors. The sponsors have to agree anew, the\n"
        "measures have no readings yet, and nothing is planned. It begins on a Monday, after the end of the old one."
    )

    def __init__(self, look: ProgramLook) -> None:
        super().__init__()
        self._look = look

    @property
    def title_text(self) -> str:
        """What is copied."""
        return f"Copy {shown(self._look.program.name)}"

    def fields(self) -> Iterator[Widget]:
        """Name, start, people."""
        answers = sum(one.all for one in self._look.answers)
        yield Field("name", "New name", read=read_name, required=True, placeholder="such as Summer ride-alongs")
        yield AdvisedField(
            "start", "First day", value=self._look.next_start, read=self.read_day, required=True, advise=self._monday
        )
        people = many(answers, "person", "people")
        yield Choice("enrol", "Takes part", [("none", "nobody yet"), ("all", f"as before ({people})")])

    def _monday(self, text: str) -> str:
        day = self.read_day(text)
        monday = monday_on_or_after(day)
        return "" if monday == day else f"Rounds begin on Mondays: {day_words(monday)}"

    def submit(self) -> None:
        """Copy."""
        name, start = self.text("name"), cast("date", self.value("start"))
        old, enrol = self._look.program.name, self.choice("enrol") == "all"

        def work(desk: Desk) -> ProgramPage:
            from ridealong.services.programs import program_copies  # noqa: PLC0415 - services are imported in workers only

            return program_copies.copy(desk, old, program_copies.Copy(name=name, start=start, enrol=enrol))

        def copied(page: ProgramPage) -> None:
            self.busy = False
            self.dismiss(page)

        self.busy = True
        self.change(work, copied, failed=self.refused)
