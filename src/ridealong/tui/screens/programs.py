"""Programs: all that run or ran, with how far each has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.actions import bindings
from ridealong.tui.dates import day_words, span_cell
from ridealong.tui.screens.no_program import NO_PROGRAM, NO_ROSTER
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.columns import Column
from ridealong.tui.widgets.filter_bar import FilterBar, Line
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePath

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.programs.programs import ProgramPage, ProgramRow
    from ridealong.tui.widgets.columns import Cell

EMPTY = f"{NO_PROGRAM}\nThe key {{programs.show-archived}} shows archived ones, too."
NO_MATCH = "No program matches the filter.\n{section.clear} clears it. Terms look in one place: kind:buddy archived:yes"
NO_NEED = "No program needs anything now.\nPress {programs.only-needing} to see all of them."


def _columns() -> tuple[Column[ProgramRow], ...]:
    return (
        Column("Name", 26, _name, key="name", grow=3),
        Column("Kind", 10, lambda row: row.kind.label, key="kind", grow=3, most=19, rank=2),
        Column("When", 23, lambda row: span_cell(row.days), key="start", grow=1, most=25, rank=1),
        Column("Rounds", 7, lambda row: str(row.rounds), key="rounds", rank=5, right=True),
        Column("Weeks", 7, lambda row: str(row.weeks), key="weeks", rank=6, right=True),
        Column("People", 8, lambda row: f"{row.people:,}", key="people", right=True),
        Column("Drafts", 8, lambda row: f"{row.proposed:,}", key="proposed", rank=4, right=True),
        Column("Published", 11, lambda row: f"{row.published:,}", key="published", rank=4, right=True),
        Column("Held", 6, lambda row: f"{row.held:,}", key="held", rank=4, right=True),
    )


def _name(row: ProgramRow) -> Cell:
    if row.archived:
        return (("□ ", "dim"), (shown(row.name), "dim"))
    return (("! ", "warn") if row.needs else ("  ", ""), (shown(row.name), ""))


def detail(row: ProgramRow | None) -> str:
    """What is left to do about a program, then the program in full: two paragraphs."""
    if row is None:
        return ""
    visits = row.kind.visits and row.kind.pairs
    guests = f"{row.guest_side.label} visits {row.guest_side.other.label}" if visits else row.kind.label
    length = f"{many(row.rounds, 'round')} of {many(row.weeks, 'week')}"
    what = f"{guests} · {length} · {row.proposed:,} in draft, {row.published:,} published, {row.held:,} held"
    if row.archived:
        return f"Archived: {{programs.archive}} takes it out again\n{what}"
    return f"{'! ' if row.needs else ''}{'; '.join(row.needs) or 'Nothing is left to do about its charter'}\n{what}"


class ProgramsScreen(SectionScreen):
    """The table of programs."""

    SECTION = "programs"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["programs.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("programs")]
    HELP = (
        "All programs. {list.open} opens the page of one: its charter, sponsors, measures, rounds and people.\n"
        "{programs.rounds} goes to its plan. {programs.new} creates another, {programs.copy-program} copies one as\n"
        "a template, {programs.archive} archives, {programs.show-archived} shows archived ones.\n"
        "{programs.report} writes the report for the sponsors, {programs.forecast} says when all teams will have\n"
        "met. {app.glossary} opens the glossary of both trades.\n"
        "! before a name: something is left to do, which the lines below say; the key {programs.only-needing}\n"
        "shows these alone.\n"
        "Terms of the filter: kind:buddy, archived:yes, archived:all."
    )

    def __init__(self) -> None:
        super().__init__()
        self._archived = False
        self._only_needing = False

    def body(self) -> Iterator[Widget]:
        """Filter, table, and the program under the cursor in full."""
        yield FilterBar("Programs", "{section.filter} to filter, such as kind:buddy")
        yield PagedTable(_columns(), key=lambda row: row.name, sort="start", empty=EMPTY, id="programs")
        yield Line("", id="program-detail")

    @property
    def table(self) -> PagedTable[ProgramRow]:
        """The table."""
        return self.query_one("#programs", PagedTable)

    def read(self) -> None:
        """Read all programs."""
        self.table.read()

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """Read the programs: there are not so many that they would be read in parts."""
        table, text = self.table, self.query_one(FilterBar).value
        archived, needs, sort, descending = self._archived, self._only_needing, table.sort, table.descending

        def fetch(desk: Desk) -> tuple[tuple[ProgramRow, ...], bool, str]:
            from ridealong.services import search  # noqa: PLC0415 - services are imported in workers only
            from ridealong.services.people import people  # noqa: PLC0415 - services are imported in workers only
            from ridealong.services.programs import program_list  # noqa: PLC0415 - services are imported in workers only

            query = program_list.ProgramQuery(
                text=text, archived=archived, needs=needs, sort=sort or "start", descending=descending
            )
            rows = program_list.find(desk, query)
            unknown = "" if rows else search.unknown_term(text, program_list.FIELDS)
            return rows, bool(rows) or people.anybody(desk), unknown

        def fetched(found: tuple[tuple[ProgramRow, ...], bool, str]) -> None:
            rows, anybody, unknown = found
            none = NO_MATCH if text else NO_NEED if needs else EMPTY if anybody else NO_ROSTER
            table.empty = unknown or none
            message.view.put(message.ticket, 0, rows, len(rows))

        self.ask(fetch, fetched, group="programs", failed=self.filter_failed)

    def follow_cursor(self) -> None:
        """Show in full what the cursor is on; marks may have changed."""
        table = self.table
        self.query_one("#program-detail", Line).say_all(detail(table.current))
        if table.pages.total is not None:
            parts = [many(table.total, "program"), table.order]
            parts += [f"{len(table.marked):,} marked"] if table.marked else []
            parts += ["only those that need something"] if self._only_needing else []
            parts += ["archived ones, too"] if self._archived else []
            self.query_one(FilterBar).count(" · ".join(filter(None, parts)))

    def on_filter_bar_changed(self) -> None:
        """Show what matches."""
        self.table.read(from_top=True)

    def on_paged_table_sorted(self) -> None:
        """Show them in the new order."""
        self.table.read(from_top=True)

    def clear_marks(self) -> None:
        """Take off all marks."""
        self.table.unmark()
        self.follow_cursor()

    def on_paged_view_opened(self) -> None:
        """Open the page of the program."""
        row = self.table.current
        if row is not None:
            from ridealong.tui.screens.program import ProgramScreen  # noqa: PLC0415 - loaded with the first page

            self.app.push_screen(ProgramScreen(row.name))

    # -- actions ------------------------------------------------------------------------------------------------

    def action_new(self) -> None:
        """Create a program."""
        create_program(self)

    async def action_rounds(self) -> None:
        """Show the plan of the program."""
        if (row := self.table.current) is not None:
            await show_plan(self, row.name)

    def action_edit(self) -> None:
        """Edit the settings of the program under the cursor."""
        from ridealong.tui.screens.program_changes import edit_program  # noqa: PLC0415 - loaded when asked for

        if (row := self.table.current) is not None and self.writable():
            edit_program(self, row.name)

    def action_copy_program(self) -> None:
        """Copy the program under the cursor."""
        from ridealong.tui.screens.program_changes import copy_program  # noqa: PLC0415 - loaded when asked for

        if (row := self.table.current) is not None and self.writable():
            copy_program(self, row.name)

    def action_enrol_all(self) -> None:
        """Enrol everybody."""
        row = self.table.current
        if row is None or not self.writable():
            return

        def work(desk: Desk) -> int:
            from ridealong.services.programs import programs  # noqa: PLC0415 - services are imported in workers only

            return programs.enrol(desk, row.name, "all")

        def enrolled(number: int) -> None:
            if number:
                self.ridealong.done(f"{many(number, 'person', 'people')} enrolled in {shown(row.name)}")
            else:
                self.notify(f"Everybody is in {shown(row.name)} already: nothing was changed", markup=False)

        self.change(work, enrolled)

    def action_archive(self) -> None:
        """Archive the chosen programs, all in one step, or take them out again; their history stays anyhow."""
        from ridealong.tui.screens.program_changes import archive_programs  # noqa: PLC0415 - loaded when asked for

        rows = self.table.chosen
        if not rows or not self.writable():
            return
        archived = not all(row.archived for row in rows)
        some = {row.name: row.seen for row in rows if row.archived is not archived}
        archive_programs(self, some, archived, self.clear_marks)

    def action_report(self) -> None:
        """Write the report on the program under the cursor."""
        if (row := self.table.current) is not None:
            write_report(self, row.name)

    def action_forecast(self) -> None:
        """Say after how many rounds of the program under the cursor all teams will have met."""
        if (row := self.table.current) is not None:
            look_ahead(self, row.name)

    def action_measures(self) -> None:
        """Open the page of the program, where its measures stand."""
        self.on_paged_view_opened()

    def action_show_archived(self) -> None:
        """Show archived programs as well, or no longer."""
        self._archived = not self._archived
        self.table.read()

    def action_only_needing(self) -> None:
        """Show only programs about which something is left to do, or all again."""
        self._only_needing = not self._only_needing
        self.table.read(from_top=True)


async def show_plan(screen: SectionScreen, name: str) -> None:
    """Go to Plan, on one program."""
    from ridealong.tui.going import to_program  # noqa: PLC0415 - loaded when asked for

    await to_program(screen.ridealong, name)


def write_report(screen: SectionScreen, name: str) -> None:
    """Ask into which file the report on a program goes, and write it."""
    from ridealong.tui.dialogs.report import ReportDialog  # noqa: PLC0415 - loaded when asked for

    def written(words: str | None) -> None:
        if words:
            screen.notify(words, title="Report", timeout=8, markup=False)

    screen.app.push_screen(ReportDialog(name), written)


def look_ahead(screen: SectionScreen, name: str) -> None:
    """Show the forecast of a program."""
    from ridealong.tui.dialogs.forecast import ForecastDialog  # noqa: PLC0415 - loaded when asked for

    screen.app.push_screen(ForecastDialog(name))


def create_program(screen: SectionScreen) -> None:
    """Ask what the program is to be, then show its plan."""
    from ridealong.tui.dialogs.new_program import NewProgramDialog  # noqa: PLC0415 - loaded when asked for

    async def created(page: ProgramPage | None) -> None:
        if page is None:
            return
        begins = f"It begins on {day_words(page.program.start)}: rounds begin on Mondays."
        words = f"{many(page.row.people, 'person takes', 'people take')} part. {begins}"
        in_teams = page.program.kind.in_teams
        words += "\nPress {teams.new} to make its first team." if in_teams else "\nPress {plan.run} to plan its rounds."
        screen.ridealong.done(words, title=f"{shown(page.program.name)} created", timeout=8)
        screen.ridealong.program = ""
        await show_plan(screen, page.program.name)

    if screen.writable():
        screen.app.push_screen(NewProgramDialog(), created)
