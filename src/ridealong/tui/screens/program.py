"""A program's page: its charter, sponsors and measures, its rounds, its people and its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.actions import bindings
from ridealong.tui.keyed import keyed
from ridealong.tui.screens.program_lines import LABEL, Entry, page_entries
from ridealong.tui.screens.program_steps import step_entries
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.text import shown
from ridealong.tui.widgets.columns import Column
from ridealong.tui.widgets.filter_bar import FilterBar, Line
from ridealong.tui.widgets.page_list import PageList
from ridealong.tui.widgets.paged_table import GUTTER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePath

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.programs.program_look import ProgramLook
    from ridealong.services.programs.steps import Template
    from ridealong.tui.widgets.columns import Cell


class EntryTable(PageList[Entry]):
    """The lines of the page, each with its name at the left."""

    HELP = (
        "The page of a program. Move with the arrows or {list.down} {list.up}, {list.first} and {list.last}; the\n"
        "lines below say the present one in full.\n"
        "{list.open} opens what a line is about: a sponsor, the readings of a measure, the plan of a round, a list\n"
        "of people."
    )

    def __init__(self, *, id: str) -> None:
        super().__init__(
            (Column("", LABEL, _label), Column("", 30, lambda entry: self.in_keys(entry.cell), grow=1)),
            span=_heading,
            id=id,
        )

    def titles(self) -> list[str]:
        """What the two cells of a line are called in a copy."""
        return ["What", "Said"]

    def plain_row(self, index: int, row: Entry) -> str:
        """A line in words, for the plain mode."""
        del index
        words = row.says.partition("\n")[0] or f"{row.label} {''.join(text for text, _tone in row.cell)}".strip()
        return keyed(self, words)


def _label(entry: Entry) -> Cell:
    return ((entry.label, "dim"),)


def _heading(entry: Entry) -> Cell | None:
    return entry.label if entry.heading else None


class ProgramScreen(SectionScreen):
    """Everything known of one program."""

    SECTION = "programs"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["programs.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("program")]
    HELP = (
        "Everything known of one program. {program.back} goes back, {program.rounds} goes to its plan.\n"
        "Charter: the objective, and one sponsor per side; {program.agreement} notes that a sponsor agreed, or\n"
        "names one.\n"
        "Measures: {program.new} agrees on another, {program.read-measure} notes what one was on a day,\n"
        "{list.open} shows all its readings. The bars show how it moved, from where it stood at the beginning to\n"
        "the last reading.\n"
        "Steps: what guest and host do for a visit; {program.new} adds one there, {program.reset-steps} brings back\n"
        "those of all programs.\n"
        "{program.report} writes the report for the sponsors, {program.forecast} says when all teams will have met.\n"
        "{program.edit} edits what the cursor is on, {program.remove} takes it back; where that is nothing, the\n"
        "settings, and the whole program."
    )

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name_of_program = name
        self._look: ProgramLook | None = None
        self._template: Template | None = None
        self._unfolded: set[str] = set()
        self._is_gone = False

    def body(self) -> Iterator[Widget]:
        """Where one is, the lines, and the present one in full."""
        yield FilterBar(f"Programs › {shown(self.name_of_program)}", "", can_filter=False)
        yield EntryTable(id="program")
        yield Line("", id="program-detail")

    @property
    def table(self) -> EntryTable:
        """The lines."""
        return self.query_one("#program", EntryTable)

    def read(self) -> None:
        """Read the page."""
        name, row_id = self.name_of_program, self._look.program.id if self._look else 0

        def fetch(desk: Desk) -> tuple[ProgramLook, Template | None]:
            from ridealong.services.programs import program_look, steps  # noqa: PLC0415 - services are imported in workers only

            look = program_look.look(desk, name, row_id=row_id)
            return look, steps.template(desk, look.program.name) if look.program.kind.visits else None

        self.ask(fetch, self._show, group="program", failed=self._gone)

    def _show(self, found: tuple[ProgramLook, Template | None]) -> None:
        look, template = found
        self._look, self._template = found
        if self.ridealong.program == self.name_of_program:
            self.ridealong.program = look.program.name
        self.name_of_program = look.program.name
        bar = self.query_one(FilterBar)
        bar.name_it(f"Programs › {shown(look.program.name)}")
        bar.count("archived" if look.program.archived else "; ".join(look.row.needs))
        table = self.table
        steps = list(step_entries(template)) if template else []
        table.show(lambda: page_entries(look, table.room - GUTTER, self._unfolded, steps))

    def _gone(self, error: Exception) -> None:
        """The creation of the program was undone: leave, once no form is in front any more."""
        self.ridealong.show_failure(error)
        self._is_gone = True
        self._leave()

    def catch_up(self) -> None:
        """Read again if the data has changed; leave where the program went while a form was in front."""
        if self._is_gone:
            self._leave()
        else:
            super().catch_up()

    def _leave(self) -> None:
        if self.is_active:
            self.dismiss()

    def on_resize(self) -> None:
        """Long texts take other lines at another width."""
        if self._look is not None:
            self.table.read()

    def follow_cursor(self) -> None:
        """Say the line under the cursor in full."""
        entry = self.table.current
        self.query_one("#program-detail", Line).say_all(entry.says if entry else "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A page has no filter."""
        del parameters
        return action not in ("filter", "clear")

    # -- what a line is about -----------------------------------------------------------------------------------

    async def on_paged_view_opened(self, message: EntryTable.Opened) -> None:
        """Open what the line is about."""
        entry, look = message.view.current, self._look
        if entry is None or look is None:
            return
        if entry.reading is not None or entry.side is not None or entry.step is not None or entry.setting:
            self.action_edit()
        elif entry.measured is not None:
            self._unfolded ^= {entry.measured.measure.name}
            self.table.read()
        elif entry.round is not None:
            await self.action_rounds()
        elif entry.answer is not None:
            from ridealong.tui.dialogs.answered import AnsweredDialog  # noqa: PLC0415 - loaded when asked for

            self.app.push_screen(AnsweredDialog(look.program.name, entry.answer))

    @property
    def _writable(self) -> ProgramLook | None:
        """What is shown, if it may be changed; says so where it may not."""
        return self._look if self._look is not None and self.writable() else None

    def action_back(self) -> None:
        """Back to the list."""
        self.dismiss()

    async def action_rounds(self) -> None:
        """Show the plan of the program."""
        from ridealong.tui.screens.programs import show_plan  # noqa: PLC0415 - two screens that open each other

        await show_plan(self, self.name_of_program)

    def action_edit(self) -> None:
        """Edit what the line is about: a sponsor, a reading, a measure, a step; else the settings."""
        from ridealong.tui.screens import program_changes as changes  # noqa: PLC0415 - loaded when asked for
        from ridealong.tui.screens.program_steps import edit_step  # noqa: PLC0415 - as above

        entry, look = self.table.current, self._writable
        if look is None:
            return
        if entry is not None and entry.side is not None:
            changes.edit_sponsor(self, look, entry.side, agrees=False)
        elif entry is not None and entry.measured is not None:
            if entry.reading is not None:
                changes.edit_reading(self, look, entry.measured, entry.reading)
            else:
                changes.edit_measure(self, look, entry.measured)
        elif entry is not None and entry.step is not None:
            edit_step(self, look.program.name, entry.step)
        else:
            changes.edit_program(self, look.program.name)

    def action_agreement(self) -> None:
        """Note the agreement of the sponsor under the cursor, else of the first one who has not agreed."""
        from ridealong.domain.charters import first_without  # noqa: PLC0415 - loaded when asked for
        from ridealong.domain.people import Side  # noqa: PLC0415 - as above
        from ridealong.tui.screens.program_changes import edit_sponsor  # noqa: PLC0415 - as above

        entry, look = self.table.current, self._writable
        if look is not None:
            side = entry.side if entry is not None else None
            edit_sponsor(self, look, side or first_without(look.charter.sponsors) or Side.IT, agrees=True)

    def action_read_measure(self) -> None:
        """Note a reading of the measure under the cursor, else of the only one or of one that is chosen."""
        from ridealong.tui.screens.program_changes import edit_measure, read_measure  # noqa: PLC0415 - as above

        entry, look = self.table.current, self._writable
        if look is None:
            return
        if look.charter.measures:
            read_measure(self, look, entry.measured if entry is not None else None)
        else:
            edit_measure(self, look, None)

    def action_new(self) -> None:
        """Agree on another measure; on a line about steps, add one."""
        from ridealong.tui.screens.program_changes import edit_measure  # noqa: PLC0415 - loaded when asked for
        from ridealong.tui.screens.program_steps import add_step  # noqa: PLC0415 - as above

        entry, look = self.table.current, self._writable
        if look is not None and entry is not None and entry.phase:
            add_step(self, look.program.name, entry.phase)
        elif look is not None:
            edit_measure(self, look, None)

    def action_reset_steps(self) -> None:
        """Bring back the steps of all programs."""
        from ridealong.tui.screens.program_steps import reset_steps  # noqa: PLC0415 - loaded when asked for

        if self._look is not None and self._template is None:
            self.notify("Nobody visits anybody in this program: it has no steps", timeout=3, markup=False)
        elif self._writable is not None and self._template is not None:
            reset_steps(self, self._template)

    def action_enrol(self) -> None:
        """Enrol people."""
        from ridealong.tui.screens.program_changes import enrol_people  # noqa: PLC0415 - loaded when asked for

        if (look := self._writable) is not None:
            enrol_people(self, look.program.name)

    def action_copy_program(self) -> None:
        """Copy this program."""
        from ridealong.tui.screens.program_changes import copy_program  # noqa: PLC0415 - loaded when asked for

        if (look := self._writable) is not None:
            copy_program(self, look.program.name)

    def action_report(self) -> None:
        """Write the report on this program."""
        from ridealong.tui.screens.programs import write_report  # noqa: PLC0415 - two screens that open each other

        write_report(self, self.name_of_program)

    def action_forecast(self) -> None:
        """Say after how many rounds of this program all teams will have met."""
        from ridealong.tui.screens.programs import look_ahead  # noqa: PLC0415 - two screens that open each other

        look_ahead(self, self.name_of_program)

    def action_remove(self) -> None:
        """Take back what the line is about: a sponsor, a reading, a measure, a step; else archive the program."""
        from ridealong.tui.screens import program_changes as changes  # noqa: PLC0415 - loaded when asked for
        from ridealong.tui.screens.program_steps import remove_step  # noqa: PLC0415 - as above

        entry, look = self.table.current, self._writable
        if look is None:
            return
        if entry is not None and entry.side is not None and look.charter.sponsor(entry.side) is not None:
            changes.remove_sponsor(self, look, entry.side)
        elif entry is not None and entry.measured is not None:
            changes.remove_measured(self, look, entry.measured, entry.reading)
        elif entry is not None and entry.step is not None:
            remove_step(self, look.program.name, entry.step)
        elif entry is None or not (entry.side or entry.phase):
            changes.archive_programs(self, {look.program.name: look.charter.seen}, not look.program.archived)
