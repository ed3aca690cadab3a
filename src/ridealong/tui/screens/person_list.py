"""The lines of a person's page, with a cursor on each: a list in memory, without columns or marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.screens.person_lines import PageLine
from ridealong.tui.widgets.columns import Column
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Sequence

_NO_SENSE = ("mark", "mark_range", "sort", "sort_reverse")


class PersonList(PagedTable[PageLine]):
    """Lines under headings; the cursor passes over headings."""

    HEADER = 0
    HELP = (
        "One line for everything that is known. Enter opens what a line is about: a pairing says why, a program opens\n"
        "its plan, a meeting can be moved, an absence changed. → goes to the page of the other person on the line.\n"
        "Tab goes to the other half of the page, where there are two."
    )

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(
            (Column("", 60, lambda line: line.cell, grow=1),),
            key=lambda line: line.key,
            span=lambda line: line.cell if line.heading else None,
            empty="",
            id=id,
        )
        self._lines: Sequence[PageLine] = ()

    def show(self, lines: Sequence[PageLine], *, from_top: bool = False) -> None:
        """Show other lines; the cursor stays on its line where there is one of that kind."""
        self._lines = lines
        self.read(from_top=from_top)

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """All lines are in memory."""
        message.stop()
        self.put(message.ticket, 0, self._lines, len(self._lines))
        self._pass_headings(1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Lines of a page are neither marked nor sorted."""
        return False if action in _NO_SENSE else super().check_action(action, parameters)

    def move_to(self, index: int) -> None:
        """Put the cursor on a line that says something."""
        step = 1 if index >= self.cursor else -1
        super().move_to(index)
        self._pass_headings(step)

    def _parts(self) -> list[int]:
        """Where the parts of the page begin: the lines after the headings."""
        return [at + 1 for at, line in enumerate(self._lines) if line.key.startswith("heading ")]

    def to_part(self, step: int) -> bool:
        """Go to the next part or the one before; returns whether there is one."""
        begins = self._parts()
        found = (
            [at for at in begins if at > self.cursor] if step > 0 else [at for at in begins if at < self.cursor][-2:]
        )
        if step < 0 and found and self.cursor - found[-1] <= self._headings_at(found[-1]):
            found = found[:-1]
        if not found:
            return False
        self._go_to(found[0] if step > 0 else found[-1])
        return True

    def to_end(self, step: int) -> None:
        """Go to the first part, or to the last."""
        if begins := self._parts():
            self._go_to(begins[0] if step > 0 else begins[-1])

    def _headings_at(self, index: int) -> int:
        number = 0
        while index + number < len(self._lines) and self._lines[index + number].heading:
            number += 1
        return number

    def _go_to(self, index: int) -> None:
        self.move_to(index + self._headings_at(index))
        # A part is read from its heading on.
        self.scroll_to(y=max(0, index - 1), animate=False)

    def _pass_headings(self, step: int) -> None:
        """Go on past headings and free lines; at an end, back to the last line that says something."""
        for way in (step, -step):
            at = self.cursor
            while 0 <= at < len(self._lines) and self._lines[at].heading:
                at += way
            if 0 <= at < len(self._lines):
                if at != self.cursor:
                    super().move_to(at)
                break
        # The heading above the first line comes into view with it.
        if self.cursor > 0 and all(line.heading for line in self._lines[: self.cursor]):
            self.scroll_to(y=0, animate=False)
