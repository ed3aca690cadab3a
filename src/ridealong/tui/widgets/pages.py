"""Rows of a long list, of which only the pages that were looked at are known."""

from __future__ import annotations

from typing import Generic, TypeVar

Row = TypeVar("Row")

PAGE = 100
MOST_LOOKED_AT = 20
"""How many pages are read to find a row again."""


def likely_pages(index: int, before: int, now: int) -> list[int]:
    """The offsets of the pages on which a row may stand by now, the likeliest first.

    Args:
        index: where it stood. before, now: how many rows there were then, and are now.
    """
    if now <= 0:
        return []
    here, last = index // PAGE, (now - 1) // PAGE
    moved = (index + now - before) // PAGE
    between = range(min(here, moved) - 1, max(here, moved) + 2)
    # Where rows were only added or only removed above it, it stands exactly that much further.
    near = sorted(between, key=lambda page: (abs(page - moved), page))
    return [page * PAGE for page in near if 0 <= page <= last][:MOST_LOOKED_AT]


class Pages(Generic[Row]):
    """The known pages of a list, and which ones have been asked for.

    Each reading of the list has a ticket. Rows of the reading before stay visible until the first page of the new one
    arrives, so that a list never flickers; pages of older readings are ignored.
    """

    def __init__(self) -> None:
        self.ticket = 0
        self.total: int | None = None
        self._pages: dict[int, tuple[Row, ...]] = {}
        self._asked: set[int] = set()
        self._shown_ticket = 0

    def renew(self) -> int:
        """Begin a new reading; returns its ticket."""
        self.ticket += 1
        self._asked.clear()
        return self.ticket

    def want(self, first: int, last: int) -> list[int]:
        """The offsets of the pages between two rows, both included, that have to be asked for now."""
        if self.total is not None and self._fresh:
            last = min(last, self.total - 1)
        known = self._pages if self._fresh else {}
        numbers = [n for n in range(max(0, first) // PAGE, max(-1, last) // PAGE + 1) if n not in known]
        wanted = [n for n in numbers if n not in self._asked]
        self._asked.update(wanted)
        return [n * PAGE for n in wanted]

    def put(self, ticket: int, offset: int, rows: tuple[Row, ...], total: int) -> bool:
        """Take a page that has arrived; returns whether it belongs to the present reading."""
        if ticket != self.ticket:
            return False
        if not self._fresh:
            self._pages = {}
            self._shown_ticket = ticket
        for start in range(0, max(1, len(rows)), PAGE):
            self._pages[(offset + start) // PAGE] = rows[start : start + PAGE]
        self.total = total
        return True

    def get(self, index: int) -> Row | None:
        """The row at an index, or None where it has not arrived."""
        page = self._pages.get(index // PAGE)
        return page[index % PAGE] if page is not None and index % PAGE < len(page) else None

    def known(self) -> list[tuple[int, Row]]:
        """All rows that have arrived, with their indices, in order."""
        return [(n * PAGE + at, row) for n in sorted(self._pages) for at, row in enumerate(self._pages[n])]

    @property
    def waiting(self) -> bool:
        """Whether pages that were asked for have not arrived."""
        return not self._fresh or not self._asked <= self._pages.keys()

    @property
    def _fresh(self) -> bool:
        return self._shown_ticket == self.ticket and self.total is not None
