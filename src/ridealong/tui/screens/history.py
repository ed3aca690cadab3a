"""History: what took place, in seven views: the list, who has met, visits owed, charts, ideas, groups, teams."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.actions import bindings
from ridealong.tui.screens.history_list import PastView
from ridealong.tui.screens.views import ViewsScreen
from ridealong.tui.text import shown
from ridealong.tui.widgets.filter_bar import FilterBar
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import PurePath

    from textual.binding import BindingType

    from ridealong.services.desk import Desk
    from ridealong.services.importing import ImportReport
    from ridealong.services.outcomes.history import PairingRow
    from ridealong.services.outcomes.ideas import IdeaRow
    from ridealong.services.programs.programs import ProgramRow
    from ridealong.tui.screens.history_list import Narrowing
    from ridealong.tui.screens.history_view import HistoryView


class HistoryScreen(ViewsScreen["HistoryView"]):
    """The filter, the names of the views, and the one that is shown."""

    SECTION = "history"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["history.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("history")]
    HELP = (
        "What took place. {history.switch-view} goes on to the next view: the list, who has met (every IT team\n"
        "against every marketing team), visits owed (whose return has not followed within six weeks), charts, ideas,\n"
        "groups over coffee, of which {history.mark-state} says that one was missed, and who was in composite teams.\n"
        "{history.choose-program} shows one program only, {history.only-unmarked} only what needs attention,\n"
        "{history.export} writes what is shown as CSV.\n"
        "In the list, {history.mark-state} says how a pairing went: held, missed, or ended early; {list.open} says\n"
        "why the two were together, {history.debrief} notes what came out of the visit, and {history.import-forms}\n"
        "reads what people answered in a form.\n"
        "Terms: state:held kind:buddy program:spring person:ana it:data marketing:crm since:2027-01-11 fit:75.\n"
        "In who has met, {history.other-figures} changes between how often and how many weeks ago; {list.open} lists\n"
        "the pairings of a cell, {history.contacts} names whom the two teams turn to. With one program chosen, the\n"
        "last line says after how many rounds all teams will have met.\n"
        "Among the ideas, {history.new-idea} adds one, {history.edit-idea} edits it and {history.next-state} moves\n"
        "it on; {history.show-ideas} goes there from everywhere in History. Terms: state:open owner:ana\n"
        "program:spring."
    )

    VIEWS: ClassVar[Mapping[str, str]] = {
        "list": "List",
        "met": "Who has met",
        "owed": "Visits owed",
        "charts": "Charts",
        "ideas": "Ideas",
        "groups": "Groups",
        "teams": "Teams",
    }
    ACTIONS_OF: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "list": ("import_history", "mark_state", "debrief", "why"),
        "met": ("other_figures", "never_met", "contacts"),
        "charts": ("longer", "shorter"),
        "ideas": ("new_idea", "edit_idea", "next_state", "remove_idea"),
        "groups": ("mark_state",),
    }

    def __init__(self) -> None:
        super().__init__()
        self._program = ""

    def made(self, name: str) -> HistoryView:
        """A view, loaded when it is opened."""
        if name == "met":
            from ridealong.tui.screens.history_met import MetView  # noqa: PLC0415 - as said

            return MetView(name)
        if name == "owed":
            from ridealong.tui.screens.history_owed import OwedView  # noqa: PLC0415 - as said

            return OwedView(name)
        if name == "charts":
            from ridealong.tui.screens.history_charts import ChartsView  # noqa: PLC0415 - as said

            return ChartsView(name)
        if name == "ideas":
            from ridealong.tui.screens.history_ideas import IdeasView  # noqa: PLC0415 - as said

            return IdeasView(name)
        if name in ("groups", "teams"):
            return self._of_several(name)
        return PastView(name)

    def _of_several(self, name: str) -> HistoryView:
        """The view of groups, or of composite teams."""
        if name == "groups":
            from ridealong.tui.screens.history_groups import GroupsView  # noqa: PLC0415 - as said

            return GroupsView(name)
        from ridealong.tui.screens.history_teams import TeamsView  # noqa: PLC0415 - as said

        return TeamsView(name)

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

    # -- the views ----------------------------------------------------------------------------------------------

    def entered(self, view: HistoryView) -> None:
        """All views show the same program."""
        view.program = self._program
        self._filter.count("…")

    def crumbs(self) -> str:
        """Where one is, and what narrows it down."""
        parts = ["History", self.view.CRUMB, shown(self.view.about), shown(self._program)]
        return " › ".join(filter(None, parts))

    async def list_pairings(self, narrowing: Narrowing, program: str) -> None:
        """Show in the list what another view wants to see there, and nothing else."""
        past = self._list
        past.narrowing, past.typed, past.only = narrowing, "", False
        self._program = program
        if self.present == "list":
            await self._filter.clear()
        await self.show_view("list")
        self._name_it()
        past.look_anew()

    def _name_it(self) -> None:
        self._filter.name_it(self.crumbs())

    # -- what narrows a view down -------------------------------------------------------------------------------

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
        self.turn_only()

    def action_choose_program(self) -> None:
        """Show one program, or all."""

        def fetch(desk: Desk) -> tuple[ProgramRow, ...]:
            from ridealong.services.programs import programs  # noqa: PLC0415 - services are imported in workers only

            return programs.list_all(desk, archived=True)

        def choose(programs: tuple[ProgramRow, ...]) -> None:
            from ridealong.tui.dialogs.choose import choose_program  # noqa: PLC0415 - loaded when asked for

            choose_program(self, programs, self._chosen, all_of_them=True)

        self.ask(fetch, choose, group="programs")

    def _chosen(self, name: str) -> None:
        self._program = self.view.program = name
        self._name_it()
        self.view.look_anew()

    # -- actions of single views --------------------------------------------------------------------------------

    def action_other_figures(self) -> None:
        """Show the other figures of who has met."""
        from ridealong.tui.screens.history_met import MetView  # noqa: PLC0415 - loaded with that view

        self.query_one(MetView).show_other_figures()

    def action_never_met(self) -> None:
        """Name the people of two teams who have never met."""
        from ridealong.tui.screens.history_met import MetView  # noqa: PLC0415 - loaded with that view

        self.query_one(MetView).show_never_met()

    def action_contacts(self) -> None:
        """Show the standing contacts of two teams."""
        from ridealong.tui.screens.history_met import MetView  # noqa: PLC0415 - loaded with that view

        self.query_one(MetView).show_contacts()

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

        dialog = ExportDialog(f"Export: {self.VIEWS[self.present].lower()}", self.view.FILE, self.view.export())
        self.app.push_screen(dialog, written)

    def action_import_history(self) -> None:
        """Import past pairings."""
        from ridealong.tui.dialogs.import_file import ImportDialog, outcome  # noqa: PLC0415 - loaded when asked for

        def imported(report: ImportReport | None) -> None:
            if report is not None:
                self.ridealong.done(outcome(report), title="Imported", timeout=12 if report.rejected else 8)

        if self.writable():
            self.app.push_screen(ImportDialog("history"), imported)

    def action_why(self) -> None:
        """Say why the two under the cursor were together."""
        self.table.action_open()

    def action_debrief(self) -> None:
        """Note what came out of the visit under the cursor."""
        from ridealong.tui.screens.debriefing import open_debrief  # noqa: PLC0415 - loaded when asked for

        row = self.table.current
        open_debrief(self, row.id if row is not None else None)

    def action_import_forms(self) -> None:
        """Import what people answered in a form."""
        from ridealong.tui.screens.debriefing import import_forms  # noqa: PLC0415 - loaded when asked for

        import_forms(self, self._program)

    # -- ideas --------------------------------------------------------------------------------------------------

    async def action_show_ideas(self) -> None:
        """Show the ideas."""
        await self.show_view("ideas")

    @property
    def _idea(self) -> IdeaRow | None:
        """The idea under the cursor."""
        from ridealong.tui.screens.history_ideas import IdeasView  # noqa: PLC0415 - loaded with that view

        return self.query_one(IdeasView).table.current

    def action_new_idea(self) -> None:
        """Note another idea."""
        from ridealong.tui.screens.idea_acts import add_idea  # noqa: PLC0415 - loaded when asked for

        add_idea(self, self._program)

    def action_edit_idea(self) -> None:
        """Edit the idea under the cursor."""
        from ridealong.tui.screens.idea_acts import edit_idea  # noqa: PLC0415 - loaded when asked for

        edit_idea(self, self._idea)

    def action_next_state(self) -> None:
        """Move the idea under the cursor on."""
        from ridealong.tui.screens.idea_acts import move_on  # noqa: PLC0415 - loaded when asked for

        move_on(self, self._idea)

    def action_remove_idea(self) -> None:
        """Take the idea under the cursor off the list."""
        from ridealong.tui.screens.idea_acts import remove_idea  # noqa: PLC0415 - loaded when asked for

        remove_idea(self, self._idea)

    def action_mark_state(self) -> None:
        """Say how the chosen pairings or groups went."""
        if self.present == "groups":
            self._mark_groups()
            return
        from ridealong.tui.dialogs.mark_pairing import MarkDialog  # noqa: PLC0415 - loaded when asked for

        def marked(words: str | None) -> None:
            if words:
                self.table.unmark()
                self.ridealong.done(words)

        rows = self.table.chosen
        if rows and self.writable():
            self.app.push_screen(MarkDialog(rows), marked)

    def _mark_groups(self) -> None:
        from ridealong.tui.screens.group_acts import mark_groups  # noqa: PLC0415 - loaded when asked for
        from ridealong.tui.screens.history_groups import GroupsView  # noqa: PLC0415 - loaded with that view

        table = self.query_one(GroupsView).table
        mark_groups(self, table.chosen, after=table.unmark)
