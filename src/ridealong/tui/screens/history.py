"""History: what took place, in four views: the list, who has met, visits owed, charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical

from ridealong.tui.actions import bindings
from ridealong.tui.screens.history_list import PastView
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.text import shown
from ridealong.tui.widgets.filter_bar import FilterBar, Line
from ridealong.tui.widgets.paged_table import PagedTable
from ridealong.tui.widgets.view_bar import ViewBar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePath

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.history import PairingRow
    from ridealong.services.importing import ImportReport
    from ridealong.services.programs import ProgramRow
    from ridealong.tui.screens.history_list import Narrowing
    from ridealong.tui.screens.history_view import HistoryView

VIEWS = {"list": "List", "met": "Who has met", "owed": "Visits owed", "charts": "Charts"}
"""What a view is known by -> what it is called, in the order of Tab."""
_SOME_VIEWS = ("import_history", "mark_state", "why", "other_figures", "longer", "shorter")
"""Actions that do not work in every view."""


def _made(view: str) -> HistoryView:
    """A view, loaded when it is opened."""
    if view == "met":
        from ridealong.tui.screens.history_met import MetView  # noqa: PLC0415 - as said

        return MetView(view)
    if view == "owed":
        from ridealong.tui.screens.history_owed import OwedView  # noqa: PLC0415 - as said

        return OwedView(view)
    from ridealong.tui.screens.history_charts import ChartsView  # noqa: PLC0415 - as said

    return ChartsView(view)


class HistoryScreen(SectionScreen):
    """The filter, the names of the views, and the one that is shown."""

    SECTION = "history"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["history.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("history")]
    HELP = (
        "What took place. Tab goes on to the next view: the list, who has met (every IT team against every marketing\n"
        "team), visits owed (whose return has not followed within six weeks), charts. c shows one program only,\n"
        "! only what needs attention, x writes what is shown as CSV.\n"
        "In the list, m says how a pairing went: held, missed, or ended early; Enter says why the two were together.\n"
        "Terms: state:held kind:buddy program:spring person:ana it:data marketing:crm since:2027-01-11 fit:75\n"
        "In who has met, f changes between how often and how many weeks ago; Enter lists the pairings of a cell."
    )

    def __init__(self) -> None:
        super().__init__()
        self._present = "list"
        self._program = ""

    def body(self) -> Iterator[Widget]:
        """Filter, names of the views, and the list; the other views come when they are opened."""
        yield FilterBar("History › list", PastView.HINT)
        yield ViewBar(VIEWS)
        with Vertical(id="views"):
            yield PastView("list")

    @property
    def view(self) -> HistoryView:
        """The view that is shown."""
        from ridealong.tui.screens.history_view import HistoryView  # noqa: PLC0415 - loaded with the list

        return self.query_one(f"#views > #{self._present}", HistoryView)

    @property
    def table(self) -> PagedTable[PairingRow]:
        """The table of the list."""
        return self._list.table

    @property
    def _list(self) -> PastView:
        return self.query_one(PastView)

    @property
    def _filter(self) -> FilterBar:
        return self.query_one(FilterBar)

    def read(self) -> None:
        """Read what the view shows; the others do so when they are shown again."""
        self.view.read()

    # -- the views ----------------------------------------------------------------------------------------------

    async def action_switch_view(self) -> None:
        """Go on to the next view."""
        names = list(VIEWS)
        await self.show_view(names[(names.index(self._present) + 1) % len(names)])

    async def on_view_bar_chosen(self, message: ViewBar.Chosen) -> None:
        """Go to the view that was clicked."""
        await self.show_view(message.view)

    async def show_view(self, name: str) -> None:
        """Show a view, with what was typed into the filter there."""
        if name == self._present:
            self.view.focus_list()
            return
        self.view.display = False
        self._present = name
        if not self.query(f"#views > #{name}"):
            await self.query_one("#views").mount(_made(name))
        view = self.view
        view.display = True
        self.query_one(ViewBar).show(name)
        typed = view.typed
        await self._filter.clear()
        if typed:
            await self._filter.look_for(typed)
        view.typed, view.program = typed, self._program
        self._filter.count("…")
        self._filter.query_one("#hint", Line).say(view.HINT)
        self._name_it()
        view.focus_list()
        view.read()
        self.refresh_bindings()

    async def list_pairings(self, narrowing: Narrowing, program: str) -> None:
        """Show in the list what another view wants to see there, and nothing else."""
        past = self._list
        past.narrowing, past.typed, past.only = narrowing, "", False
        self._program = program
        await self.show_view("list")
        past.look_anew()

    def _name_it(self) -> None:
        parts = ["History", self.view.CRUMB, shown(self.view.about), shown(self._program)]
        self._filter.name_it(" › ".join(filter(None, parts)))

    # -- what narrows a view down -------------------------------------------------------------------------------

    def on_filter_bar_changed(self, message: FilterBar.Changed) -> None:
        """Look for what was typed."""
        if message.text != self.view.typed:
            self.view.typed = message.text
            self.view.look_anew()

    def focus_list(self) -> None:
        """Put the focus on the list of the view."""
        self.view.focus_list()

    def clear_marks(self) -> None:
        """Take off marks, then show everything."""
        if any(table.unmark() for table in self.view.query(PagedTable)):
            self.view.recount()
        elif self.view.only:
            self.action_only_unmarked()
        elif self.view.widen():
            self._name_it()
            self.view.look_anew()

    def action_only_unmarked(self) -> None:
        """Show only what needs attention, or everything again."""
        self.view.only = not self.view.only
        self.view.look_anew()

    def action_choose_program(self) -> None:
        """Show one program, or all."""

        def fetch(desk: Desk) -> tuple[ProgramRow, ...]:
            from ridealong.services import programs  # noqa: PLC0415 - services are imported in workers only

            return programs.list_all(desk, archived=True)

        def choose(programs: tuple[ProgramRow, ...]) -> None:
            from ridealong.tui.dialogs.choose import choose_program  # noqa: PLC0415 - loaded when asked for

            choose_program(self, programs, self._chosen, all_of_them=True)

        self.ask(fetch, choose, group="programs")

    def _chosen(self, name: str) -> None:
        self._program = self.view.program = name
        self._name_it()
        self.view.look_anew()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Some actions work in one view alone."""
        if action in _SOME_VIEWS and (not self.is_mounted or action not in self.view.ACTIONS):
            return False
        return super().check_action(action, parameters)

    # -- actions of single views --------------------------------------------------------------------------------

    def action_other_figures(self) -> None:
        """Show the other figures of who has met."""
        from ridealong.tui.screens.history_met import MetView  # noqa: PLC0415 - loaded with that view

        self.query_one(MetView).show_other_figures()

    def action_longer(self) -> None:
        """Show more weeks in the charts."""
        self._step(1)

    def action_shorter(self) -> None:
        """Show fewer weeks in the charts."""
        self._step(-1)

    def _step(self, step: int) -> None:
        from ridealong.tui.screens.history_charts import ChartsView  # noqa: PLC0415 - loaded with that view

        self.query_one(ChartsView).show_longer(step)

    def action_export(self) -> None:
        """Write what is shown as CSV."""
        from ridealong.tui.dialogs.export_table import ExportDialog  # noqa: PLC0415 - loaded when asked for

        def written(words: str | None) -> None:
            if words:
                self.notify(words, title="Exported", timeout=8)

        dialog = ExportDialog(f"Export: {VIEWS[self._present].lower()}", self.view.FILE, self.view.export())
        self.app.push_screen(dialog, written)

    def action_import_history(self) -> None:
        """Import past pairings."""
        from ridealong.tui.dialogs.import_file import ImportDialog, summary  # noqa: PLC0415 - loaded when asked for

        def imported(report: ImportReport | None) -> None:
            if report is not None:
                self.ridealong.done(summary(report), title="Imported", timeout=8)

        if self.writable():
            self.app.push_screen(ImportDialog("history"), imported)

    def action_why(self) -> None:
        """Say why the two under the cursor were together."""
        self.table.action_open()

    def action_mark_state(self) -> None:
        """Say how the chosen pairings went."""
        from ridealong.tui.dialogs.mark_pairing import MarkDialog  # noqa: PLC0415 - loaded when asked for

        def marked(words: str | None) -> None:
            if words:
                self.table.unmark()
                self.ridealong.done(words)

        rows = self.table.chosen
        if rows and self.writable():
            self.app.push_screen(MarkDialog(rows), marked)
