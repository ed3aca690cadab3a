"""What all sections have in common: the bars, a status line, the filter, and reading again when data has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual.screen import Screen

from ridealong.domain.errors import InvalidValue, RidealongError
from ridealong.tui.actions import bindings
from ridealong.tui.desk import Asks
from ridealong.tui.text import shown
from ridealong.tui.widgets.filter_bar import FilterBar
from ridealong.tui.widgets.key_bar import KeyBar
from ridealong.tui.widgets.paged_view import PagedView
from ridealong.tui.widgets.section_bar import SectionBar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    AnyView = PagedView[Any]  # what could not be read has no rows of any kind


class SectionScreen(Asks, Screen[None]):
    """A section; subclasses say what stands between the bars and how it is read."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("section")]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - Textual declares it for each screen
    SECTION: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self._seen = -1

    def compose(self) -> ComposeResult:
        """The bars around the body."""
        yield SectionBar(self.SECTION, self.ridealong.note)
        yield from self.body()
        yield KeyBar()

    def body(self) -> Iterator[Widget]:
        """What stands between the bars."""
        raise NotImplementedError

    def read(self) -> None:
        """Ask for the data of this screen, in workers."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Paint the empty frame first; only then ask for data, since that imports the database."""
        self.opened()
        self.call_after_refresh(self._read_first)

    def opened(self) -> None:
        """What a screen does first, once all of it is there."""

    def _read_first(self) -> None:
        self._seen = self.ridealong.changes
        self.read()

    def on_screen_suspend(self) -> None:
        """Take the signs of the cursors away while something else is in front."""
        self._stand(behind=True)
        self.stood_back()

    def stood_back(self) -> None:
        """What a screen does when something else comes in front."""

    def _stand(self, *, behind: bool) -> None:
        for view in self.query(PagedView):
            view.behind = behind
            view.refresh()

    def on_screen_resume(self) -> None:
        """Read again if something changed while another screen was in front."""
        self._stand(behind=False)
        if self._seen >= 0:
            self.catch_up()
        self.came_forward()

    def came_forward(self) -> None:
        """What a screen does beside that when nothing stands in front of it any more."""

    def catch_up(self) -> None:
        """Read again if the data has changed since this screen last did."""
        if self._seen != self.ridealong.changes:
            self._seen = self.ridealong.changes
            self.read()

    def action_read_again(self) -> None:
        """Read everything again, for what others changed in the same database."""
        self.read()
        self.notify("Read again", timeout=2, markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While somebody types into the filter, `/` is a letter."""
        del parameters
        return action != "filter" or not self.query(FilterBar) or not self.query_one(FilterBar).has_focus_within

    # -- the filter ---------------------------------------------------------------------------------------------

    async def action_filter(self) -> None:
        """Let the user type a filter."""
        await self.query_one(FilterBar).open()

    async def action_clear(self) -> None:
        """Clear the filter, then the marks."""
        if not await self.query_one(FilterBar).clear():
            self.clear_marks()

    def clear_marks(self) -> None:
        """Take off all marks; for screens that have some."""

    def on_filter_bar_left(self) -> None:
        """Go from the filter back to the list."""
        self.focus_list()

    def focus_list(self) -> None:
        """Put the focus on the list that is shown."""
        self.query_one(PagedView).focus()

    def filter_failed(self, error: Exception, view: AnyView | None = None) -> None:
        """Say beside the filter why it finds nothing: somebody who is still typing wants no toast.

        What would be right is too long for that line, and stands in the place of the rows.

        Args:
            view: the list; None for that of the screen.
        """
        bar = self.query_one(FilterBar)
        if not bar.value or not isinstance(error, RidealongError):
            self.cannot_read(error, view)
            return
        if isinstance(error, InvalidValue):
            from ridealong.tui.unread import wrong_filter_words  # noqa: PLC0415 - most filters are right

            view = view or self.query_one(PagedView)
            view.empty = wrong_filter_words(error)
            view.put(view.pages.ticket, 0, (), 0)
        bar.count(shown(error.problem))

    def cannot_read(self, error: Exception, view: AnyView | None = None) -> None:
        """Say in the place of the rows of a list why they cannot be read; rows that are shown stay, beside a toast.

        Args:
            view: the list; None for that of the screen.
        """
        view = view or self.query_one(PagedView)
        unforeseen = not isinstance(error, RidealongError)
        if unforeseen or view.total or error is self.ridealong.door.failure:
            self.ridealong.show_failure(error)
        if view.total or error is self.ridealong.door.failure:
            return
        from ridealong.tui.unread import unread_words  # noqa: PLC0415 - most readings succeed

        view.empty = unread_words(error, self.ridealong.config)
        view.put(view.pages.ticket, 0, (), 0)
        self.query_one(FilterBar).count("")

    # -- what the services refuse -------------------------------------------------------------------------------

    def writable(self) -> bool:
        """Whether changes are allowed; says so where they are not."""
        if self.ridealong.door.read_only:
            self.notify("This database is open to read only", severity="warning", markup=False)
            return False
        return True
