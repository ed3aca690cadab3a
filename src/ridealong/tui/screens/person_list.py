"""The lines of a person's page, which has parts to go to."""

from __future__ import annotations

from ridealong.tui.plain import worded
from ridealong.tui.screens.person_lines import PageLine
from ridealong.tui.widgets.columns import Column
from ridealong.tui.widgets.page_list import PageList


class PersonList(PageList[PageLine]):
    """Lines in parts, each under its heading."""

    HELP = (
        "One line for everything that is known. {list.open} opens what a line is about: a pairing says why, a\n"
        "program opens its plan, a meeting can be moved, an absence changed. {person.follow:right} goes to the\n"
        "page of the other person on the line.\n"
        "{person.next-part} goes to the other half of the page, where there are two."
    )

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(
            (Column("", 60, lambda line: self.in_keys(line.cell), grow=1),),
            span=lambda line: line.cell if line.heading else None,
            id=id,
        )

    def plain_row(self, index: int, row: PageLine) -> str:
        """A line in words, for the plain mode."""
        del index
        cell = self.in_keys(row.cell)
        return worded(cell if isinstance(cell, str) else "".join(text for text, _tone in cell))

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
