"""A section with several views, of which one is shown: Tab goes on, and what is common to all of them is done here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual.containers import Vertical

from ridealong.tui.desk import Asks
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.widgets.filter_bar import FilterBar
from ridealong.tui.widgets.paged_view import PagedView
from ridealong.tui.widgets.view_bar import ViewBar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from textual.widget import Widget

    from ridealong.tui.screens.section import AnyView


class SectionView(Asks, Vertical):
    """One view: reads by itself, while the screen around it has the filter and the keys."""

    CRUMB: ClassVar[str] = ""
    """What it is called in the title."""
    HINT: ClassVar[str] = "{section.filter} to filter"

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.only = False
        """Whether only what needs attention is shown."""
        self.typed = ""
        """What was typed into the filter while this view was shown."""

    def read(self) -> None:
        """Ask for the data anew, in workers."""
        raise NotImplementedError

    def look_anew(self) -> None:
        """Show what is wanted by now."""
        raise NotImplementedError

    def cannot_read(self, error: Exception) -> None:
        """Say in the list why it cannot be read."""
        screen = self.screen
        assert isinstance(screen, SectionScreen)  # noqa: S101 - for the type checker
        screen.cannot_read(error, self.query_one(PagedView))

    def recount(self) -> None:
        """Say how much is shown, and how much of it is marked."""

    def focus_list(self) -> None:
        """Put the focus on the list."""
        raise NotImplementedError


V = TypeVar("V", bound=SectionView)


class ViewsScreen(SectionScreen, Generic[V]):
    """The filter, the names of the views, and the one that is shown; the others are made when they are opened."""

    VIEWS: ClassVar[Mapping[str, str]] = {}
    """What a view is known by -> what it is called, in the order of Tab; the first is shown first."""
    ACTIONS_OF: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """View -> the actions that work in it and not in every other one."""

    def __init__(self) -> None:
        super().__init__()
        self.present = next(iter(self.VIEWS))
        self.titles = dict(self.VIEWS)
        """What the views are called now."""

    def made(self, name: str) -> V:
        """A view, loaded when it is opened."""
        raise NotImplementedError

    def crumbs(self) -> str:
        """Where one is, for the title."""
        raise NotImplementedError

    def entered(self, view: V) -> None:
        """What is done when another view is shown, before it reads."""

    def body(self) -> Iterator[Widget]:
        """Filter, names of the views, and the first of them."""
        view = self.made(self.present)
        yield FilterBar(f"{self.SECTION.title()} › {view.CRUMB}", view.HINT)
        yield ViewBar(self.titles, switch=f"{self.SECTION}.switch-view")
        with Vertical(id="views"):
            yield view

    @property
    def view(self) -> V:
        """The view that is shown."""
        # Nothing but what `made` has made is put there.
        return cast("V", self.query_one(f"#views > #{self.present}", SectionView))

    def read(self) -> None:
        """Read what the view shows; the others do so when they are shown again."""
        self.view.read()

    async def action_switch_view(self) -> None:
        """Go on to the next view."""
        names = list(self.VIEWS)
        await self.show_view(names[(names.index(self.present) + 1) % len(names)])

    async def on_view_bar_chosen(self, message: ViewBar.Chosen) -> None:
        """Go to the view that was clicked."""
        await self.show_view(message.view)

    async def show_view(self, name: str) -> None:
        """Show a view, with what was typed into the filter there."""
        if name == self.present:
            self.view.focus_list()
            return
        if not self.query(f"#views > #{name}"):
            made = self.made(name)
            made.display = False
            # Until all of it is there, keys are for the view that is left.
            await self.query_one("#views").mount(made)
        self.view.display = False
        self.present = name
        view = self.view
        view.display = True
        self.query_one(ViewBar).show(name)
        typed, bar = view.typed, self.query_one(FilterBar)
        await bar.clear()
        if typed:
            await bar.look_for(typed)
        view.typed = typed
        self.entered(view)
        bar.hint(view.HINT)
        bar.name_it(self.crumbs())
        view.focus_list()
        view.read()
        self.refresh_bindings()

    def on_filter_bar_changed(self, message: FilterBar.Changed) -> None:
        """Look for what was typed."""
        if message.text != self.view.typed:
            self.view.typed = message.text
            self.view.look_anew()

    def cannot_read(self, error: Exception, view: AnyView | None = None) -> None:
        """As in every section; the list is that of the view that is shown."""
        super().cannot_read(error, view or self.view.query_one(PagedView))

    def focus_list(self) -> None:
        """Put the focus on the list of the view."""
        self.view.focus_list()

    def turn_only(self) -> None:
        """Show only what needs attention, or everything again."""
        self.view.only = not self.view.only
        self.view.look_anew()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Some actions work in one view alone."""
        views = [name for name, actions in self.ACTIONS_OF.items() if action in actions]
        if views and self.present not in views:
            return False
        return super().check_action(action, parameters)
