"""A whole list read page by page from whoever owns it, as it is filtered and sorted, without keeping its rows."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ridealong.tui.widgets.paged_view import PagedView

Row = TypeVar("Row")

_TICKETS = count(-1, -1)
"""No reading of a list has a ticket below 0."""


class Gathering(Generic[Row]):
    """Asks for one page after another; what a list is asked for meanwhile goes on as usual.

    Args:
        begin: called before the first row, and again where the list is read anew meanwhile, since rows may have moved.
        take: called with the rows of each page, in order.
        told: called with how many of how many rows are there.
        done: called when all of them are.
    """

    def __init__(
        self,
        view: PagedView[Row],
        *,
        begin: Callable[[], None],
        take: Callable[[Sequence[Row]], None],
        told: Callable[[int, int], None],
        done: Callable[[], None],
    ) -> None:
        self._view = view
        self._begin = begin
        self._take = take
        self._told = told
        self._done = done
        self._ticket = 0
        self._at = 0

    def start(self) -> None:
        """Begin as soon as the list is at rest: two readings of one page would replace each other."""
        self._view.gathering = self
        self.begin_anew()
        if not self._view.pages.waiting:
            self.at_rest()

    def begin_anew(self) -> None:
        """The list is read anew, so rows may have moved: forget what was gathered."""
        self._ticket = 0

    def at_rest(self) -> None:
        """The list has everything it asked for: begin, where that was waited for."""
        if self._ticket == 0:
            self._ticket = next(_TICKETS)
            self._at = 0
            self._begin()
            self._ask()

    def stop(self) -> None:
        """Give up."""
        self._view.gathering = None

    def put(self, ticket: int, offset: int, rows: Sequence[Row], total: int) -> None:
        """Take rows, if they were asked for here."""
        if ticket != self._ticket or offset > self._at:
            return
        self._take(rows)
        self._at = offset + len(rows)
        self._told(min(self._at, total), total)
        if self._at < total and rows:
            self._ask()
        else:
            self.stop()
            self._done()

    def _ask(self) -> None:
        self._view.post_message(self._view.Wanted(self._view, self._ticket, self._at))
