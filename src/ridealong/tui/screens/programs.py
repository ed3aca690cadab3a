"""Programs: all that run or ran, with how far each has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.actions import bindings
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.text import day_words, many, shown, span_words
from ridealong.tui.widgets.columns import Column
from ridealong.tui.widgets.filter_bar import FilterBar
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.programs import ProgramPage, ProgramRow

EMPTY = "There is no program yet.\nPress n to create one: who takes part, when it begins, how many rounds."
NO_MATCH = "No program matches the filter.\nEsc clears it."


def _columns() -> tuple[Column[ProgramRow], ...]:
    return (
        Column("Name", 26, lambda row: shown(row.name), grow=3),
        Column("Kind", 10, lambda row: row.kind.label),
        Column("When", 25, lambda row: span_words(row.days), rank=1),
        Column("Rounds", 6, lambda row: str(row.rounds), rank=3, right=True),
        Column("Weeks", 5, lambda row: str(row.weeks), rank=4, right=True),
        Column("People", 6, lambda row: f"{row.people:,}", right=True),
        Column("Drafts", 6, lambda row: f"{row.proposed:,}", rank=2, right=True),
        Column("Published", 9, lambda row: f"{row.published:,}", rank=2, right=True),
        Column("Held", 4, lambda row: f"{row.held:,}", rank=2, right=True),
    )


class ProgramsScreen(SectionScreen):
    """The table of programs."""

    SECTION = "programs"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("programs")]
    HELP = "All programs. Enter shows the plan of one, n creates another, a enrols everybody who is not in it yet."

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[ProgramRow, ...] | None = None

    def body(self) -> Iterator[Widget]:
        """Filter and table."""
        yield FilterBar("Programs")
        yield PagedTable(_columns(), key=lambda row: row.name, empty=EMPTY, id="programs")

    @property
    def table(self) -> PagedTable[ProgramRow]:
        """The table."""
        return self.query_one("#programs", PagedTable)

    def read(self) -> None:
        """Read all programs."""

        def fetch(desk: Desk) -> tuple[ProgramRow, ...]:
            from ridealong.services import programs  # noqa: PLC0415 - services are imported in workers only

            return programs.list_all(desk)

        self.ask(fetch, self._show, group="programs")

    def _show(self, rows: tuple[ProgramRow, ...]) -> None:
        self._rows = rows
        self.table.read()

    def _matching(self) -> list[ProgramRow]:
        words = self.query_one(FilterBar).value.casefold().split()
        return [row for row in self._rows or () if all(word in f"{row.name} {row.kind}".casefold() for word in words)]

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """The programs are in memory, once they have been read."""
        if self._rows is None:
            return
        rows = self._matching()
        self.table.empty = NO_MATCH if self._rows else EMPTY
        message.view.put(message.ticket, 0, rows, len(rows))
        self.query_one(FilterBar).count(many(len(rows), "program"))

    def on_filter_bar_changed(self) -> None:
        """Show what matches."""
        self.table.read(from_top=True)

    def clear_marks(self) -> None:
        """Take off all marks."""
        self.table.unmark()

    async def on_paged_view_opened(self) -> None:
        """Show the plan of the program."""
        row = self.table.current
        if row is not None:
            await show_plan(self, row.name)

    def action_new(self) -> None:
        """Create a program."""
        create_program(self)

    def action_enrol_all(self) -> None:
        """Enrol everybody."""
        row = self.table.current
        if row is None or not self.writable():
            return

        def work(desk: Desk) -> int:
            from ridealong.services import programs  # noqa: PLC0415 - services are imported in workers only

            return programs.enrol(desk, row.name, "all")

        def enrolled(number: int) -> None:
            self.ridealong.done(f"{many(number, 'person', 'people')} enrolled in {shown(row.name)}")

        self.change(work, enrolled)

    def action_archive(self) -> None:
        """Archive the chosen programs, all in one step: they leave the lists, and their history stays."""
        rows = self.table.chosen
        if not rows or not self.writable():
            return

        def work(desk: Desk) -> None:
            from ridealong.services import programs  # noqa: PLC0415 - services are imported in workers only

            programs.archive(desk, *(row.name for row in rows))

        def archived(_none: None) -> None:
            self.table.unmark()
            self.ridealong.done(f"{shown(rows[0].name) if len(rows) == 1 else many(len(rows), 'program')} archived")

        self.change(work, archived)


async def show_plan(screen: SectionScreen, name: str) -> None:
    """Go to Plan, on one program."""
    program = screen.ridealong
    if program.program != name:
        program.program = name
        program.changes += 1  # Plan and Board show another program, so they read again when they come up
    await program.action_open_section("plan")


def create_program(screen: SectionScreen) -> None:
    """Ask what the program is to be, then show its plan."""
    from ridealong.tui.dialogs.new_program import NewProgramDialog  # noqa: PLC0415 - loaded when asked for

    async def created(page: ProgramPage | None) -> None:
        if page is None:
            return
        begins = f"It begins on {day_words(page.program.start)}: rounds begin on Mondays."
        words = f"{many(page.row.people, 'person takes', 'people take')} part. {begins}\nPress r to plan its rounds."
        screen.ridealong.done(words, title=f"{shown(page.program.name)} created", timeout=8)
        screen.ridealong.program = ""
        await show_plan(screen, page.program.name)

    if screen.writable():
        screen.app.push_screen(NewProgramDialog(), created)
