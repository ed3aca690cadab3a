"""Plan: a program's rounds, who is with whom and how well that fits, and everything that changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.actions import bindings
from ridealong.tui.keyed import keyed
from ridealong.tui.large import without_pauses
from ridealong.tui.screens import plan_groups, plan_words
from ridealong.tui.screens.no_program import NO_PROGRAM, NO_ROSTER
from ridealong.tui.screens.plan_instead import InsteadActions
from ridealong.tui.screens.plan_lines import Outline, PlanLine, Shown, outline, plan_columns
from ridealong.tui.screens.plan_reading import read_plan
from ridealong.tui.screens.plan_table import FOLDED, OPEN, PlanTable
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.filter_bar import FilterBar, Line
from ridealong.tui.widgets.paged_table import PagedTable
from ridealong.tui.widgets.pages import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import PurePath

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.groups.group_views import GroupsPage
    from ridealong.services.plans.plan_changes import PlanChanges
    from ridealong.services.plans.plan_views import PlanPage, Proposal
    from ridealong.services.programs.programs import ProgramRow
    from ridealong.services.programs.round_notes import RoundNote
    from ridealong.tui.screens.plan_hand import Swap
    from ridealong.tui.screens.plan_reading import Reading


OF_PAIRINGS = (
    "pin",
    "hold",
    "why",
    "why_two",
    "candidates",
    "set_aside",
    "move",
    "swap",
    "repair",
    "take_over",
    "cover",
    "ill",
    "steps",
)
NEED_A_PROGRAM = ("run", "publish", "choose_program", "value", "leads", *OF_PAIRINGS)
"""Actions that the footer leaves out while there is no program."""


class PlanScreen(InsteadActions):
    """The plan of one program."""

    SECTION = "plan"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["plan.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("plan")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012 - Textual declares it for each screen
    HELP = plan_words.HELP

    def __init__(self) -> None:
        super().__init__()
        self.page: PlanPage | None = None
        self.groups: GroupsPage | None = None
        self.changes: PlanChanges | None = None
        self.picked: Swap | None = None
        self.seconds = 0.0
        self._programs: tuple[ProgramRow, ...] = ()
        self._anybody = False
        self._read = False
        self._outline = Outline()
        self._shown = Shown()
        self._folded: set[int] = set()
        self._notes: Mapping[int, Sequence[RoundNote]] = {}
        self._only_open = False

    def body(self) -> Iterator[Widget]:
        """Filter, what the plan comes to, the pairings, and the one under the cursor in full."""
        yield FilterBar("Plan", "{section.filter} to filter")
        yield Line("…", id="sentences")
        yield PlanTable(
            plan_columns("Guest", "Host"),
            key=lambda line: line.key,
            span=self._heading,
            empty=plan_words.NO_PLAN,
            id="plan",
        )
        yield Line("", id="detail")

    @property
    def table(self) -> PlanTable:
        """The table."""
        return self.query_one("#plan", PlanTable)

    def _heading(self, line: PlanLine) -> str | None:
        if not line.heading:
            return None
        notes = plan_words.short_notes(self._notes.get(line.round, ()))
        words = f"{FOLDED if line.round in self._folded else OPEN} {keyed(self, line.heading)}"
        return f"{words} · {notes}" if notes else words

    # -- data ---------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the plan."""
        wanted = self.ridealong.program
        self.ask(lambda desk: read_plan(desk, wanted), self._show, group="plan", failed=self._unread)

    def _unread(self, error: Exception) -> None:
        self.cannot_read(error)
        if not self._read:
            self.query_one("#sentences", Line).say("")

    def _show(self, reading: Reading) -> None:
        if reading.in_teams:
            self.ridealong.program = reading.in_teams
            self.give_way()
            return
        self._programs, self._anybody, self.groups = reading.programs, reading.anybody, reading.groups
        before, self.page = self.page, reading.page
        page, bar = self.page, self.query_one(FilterBar)
        if page is None:
            bar.name_it("Plan")
            self.query_one("#sentences", Line).say("")
        else:
            self.ridealong.program = page.program.name
            bar.name_it(f"Plan › {shown(page.program.name)}")
            if before is None or before.program.id != page.program.id:
                self._forget()
            buddies = str(page.program.kind) == "buddy"
            of_pairings = plan_columns("Newcomer" if buddies else "Guest", "Buddy" if buddies else "Host")
            self.table.columns = of_pairings if self.groups is None else plan_groups.group_columns()
            self.table.forget_layout()
            self._read_notes(page.program.name)
        self._fill()

    def _forget(self) -> None:
        """What belongs to the program that was shown before is not for another one, wherever that was chosen."""
        self._folded.clear()
        self._notes, self.seconds = {}, 0.0
        self.changes = self.picked = None
        self.table.unmark()

    def _read_notes(self, name: str) -> None:
        def fetch(desk: Desk) -> Mapping[int, Sequence[RoundNote]]:
            from ridealong.services.programs.round_notes import round_notes  # noqa: PLC0415 - services: in workers only

            return round_notes(desk, name)

        def fetched(found: Mapping[int, Sequence[RoundNote]]) -> None:
            self._notes = found
            self.table.refresh()
            self.follow_cursor()

        self.ask(fetch, fetched, group="notes")

    def _fill(self, *, from_top: bool = False) -> None:
        """Work out in a worker which lines match, and which pairing is picked up still."""
        text, page, only_open = self.query_one(FilterBar).value, self.page, self._only_open
        picked, groups = self.picked, self.groups

        def work(_desk: Desk) -> tuple[Outline, str, Proposal | None, str]:
            from ridealong.services.search import unknown_term  # noqa: PLC0415 - services: in workers only

            if page is None:
                return Outline(), "", None, ""
            if groups is not None:
                found = plan_groups.group_outline(groups, text, only_open=only_open)
                return found, plan_groups.group_sentences(groups), None, unknown_term(text)
            again = next((one for one in page.proposals if picked and one.id == picked.one.id), None)
            with without_pauses(lambda: len(page.proposals) + len(page.open)):
                return outline(page, text, only_open=only_open), plan_words.sentences(page), again, unknown_term(text)

        def worked(found: tuple[Outline, str, Proposal | None, str]) -> None:
            self._outline, said, again, unknown = found
            self._read = True
            self.refresh_bindings()
            if picked is not None and picked is self.picked:
                self.picked = picked.renewed(again)
            self.query_one("#sentences", Line).say(said)
            self._say_counts()
            self._unfold()
            self.table.empty = unknown or self._empty()
            self.table.read(from_top=from_top)

        self.ask(work, worked, group="lines")

    def _empty(self) -> str:
        page = self.page
        if page is None:
            return (NO_PROGRAM if self._anybody else NO_ROSTER).replace("{programs.new}", "{plan.new-program}")
        if page.proposals or page.open or page.pins or (self.groups and self.groups.groups):
            only_open = self._only_open and not self.query_one(FilterBar).value
            return plan_words.NO_OPEN if only_open else plan_words.NO_MATCH
        if self.groups is not None and (self._anybody or str(page.program.kind) == "sponsors"):
            return plan_groups.NO_GROUPS
        return plan_words.NO_PLAN if self._anybody else plan_words.NO_PEOPLE

    def _say_counts(self) -> None:
        without = self._outline.without
        left = f"{without:,} with open places" if without else "no open places"
        first = "open places only" if self._only_open else many(self._outline.drafts, "draft")
        self.query_one(FilterBar).count(f"{first} · {left}" if self.page else "")

    def _unfold(self) -> None:
        self._shown = self._outline.unfolded(self._folded)
        self.table.found = self._shown.lines

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """The plan is in memory, once it has been read; the table takes a part of it at a time."""
        if self._read:
            lines = self._shown.lines
            message.view.put(message.ticket, message.offset, lines[message.offset : message.offset + PAGE], len(lines))

    def follow_cursor(self) -> None:
        """Show in full what the cursor is on; while a pairing is picked up, what swapping would do."""
        line = self.table.current
        if self.picked is not None:
            self.picked.over(line.pairing if line else None)
            return
        at = line.round if line else 0
        group = line.group if line else None
        words = plan_words.detail(line, self._notes.get(at, ()), folded=at in self._folded)
        words = plan_groups.group_detail(group) if group else words
        shows = self.query_one("#detail", Line)
        # The holidays of a round may be many, and stand nowhere else in full.
        (shows.say_all if line and line.heading else shows.say)(words)

    def on_filter_bar_changed(self) -> None:
        """Show what matches."""
        self._fill(from_top=True)

    def clear_marks(self) -> None:
        """Take off marks, put back what was picked up, show everything."""
        self.picked = None
        self.table.unmark()
        if self._only_open:
            self._only_open = False
            self._fill()
        self.follow_cursor()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a program there is nothing to do but to create one."""
        if self._read and self.page is None and action in NEED_A_PROGRAM:
            return False
        return super().check_action(action, parameters)

    # -- what is shown ------------------------------------------------------------------------------------------

    def on_paged_view_opened(self) -> None:
        """Enter folds a round or unfolds it; elsewhere it explains."""
        line = self.table.current
        if line is None or not line.heading:
            self.action_why()
            return
        self._folded ^= {line.round}
        self._unfold()
        self.table.read()

    def action_fold_all(self) -> None:
        """Fold all rounds, or unfold them where all are folded."""
        line = self.table.current
        numbers = {heading.round for heading, _rows in self._outline.rounds}
        self._folded = set() if numbers <= self._folded else numbers
        self._unfold()
        heads = (at for at in self._shown.heads if line and self._shown.lines[at].round == line.round)
        self.table.read_at(next(heads, 0))

    def action_only_open(self) -> None:
        """Show only open places, or everything again."""
        self._only_open = not self._only_open
        self._fill(from_top=True)

    def action_round_back(self) -> None:
        """Go to the heading before the cursor."""
        if (at := self._shown.before(self.table.cursor)) is not None:
            self.table.move_to(at)

    def action_round_on(self) -> None:
        """Go to the heading after the cursor."""
        if (at := self._shown.after(self.table.cursor)) is not None:
            self.table.move_to(at)

    def action_choose_program(self) -> None:
        """Choose which program is shown."""
        from ridealong.tui.dialogs.choose import choose_program  # noqa: PLC0415 - loaded when asked for

        choose_program(self, self._programs, self._chosen)

    def _chosen(self, name: str) -> None:
        self.ridealong.program = name
        self.read()

    def action_new_program(self) -> None:
        """Create a program."""
        from ridealong.tui.screens.programs import create_program  # noqa: PLC0415 - loaded when asked for

        create_program(self)

    # -- planning, publishing -----------------------------------------------------------------------------------

    def action_run(self) -> None:
        """Plan the rounds in a worker, with progress."""
        from ridealong.tui.screens.plan_run import plan_rounds  # noqa: PLC0415 - loaded when asked for

        if self.groups is not None and self.page is not None and self.writable():
            plan_groups.plan_in_groups(self, self.page.program.name)
        elif self.page is not None and self.writable():
            repairable = any(not one.begun for one in (*self.page.broken, *self.page.clashes))
            plan_rounds(self, self.page.program.name, self._planned, repairable=repairable)

    def _planned(self, result: PlanPage) -> None:
        self.changes = result.changes
        self.seconds = result.numbers.seconds if result.numbers else 0.0

    def action_publish(self) -> None:
        """Compare the draft with what is published, ask, publish."""
        from ridealong.tui.screens.plan_publish import publish  # noqa: PLC0415 - loaded when asked for

        publish(self)

    def action_repair(self) -> None:
        """Show what a repair would change, ask, repair."""
        from ridealong.tui.screens.plan_publish import repair  # noqa: PLC0415 - loaded when asked for

        repair(self)

    def action_changes(self) -> None:
        """Show what planning again changed."""
        from ridealong.tui.screens.plan_publish import show_changes  # noqa: PLC0415 - loaded when asked for

        show_changes(self)

    # -- changing the draft -------------------------------------------------------------------------------------

    def action_pin(self) -> None:
        """Pin what is not pinned, or unpin where all is."""
        from ridealong.tui.screens.plan_hand import pin  # noqa: PLC0415 - loaded when asked for

        pin(self)

    def action_hold(self) -> None:
        """Choose what of the pairing planning has to keep."""
        from ridealong.tui.screens.plan_hand import choose_pin  # noqa: PLC0415 - loaded when asked for

        choose_pin(self)

    def action_move(self) -> None:
        """Choose another round for the pairing."""
        from ridealong.tui.screens.plan_hand import move  # noqa: PLC0415 - loaded when asked for

        move(self)

    def action_swap(self) -> None:
        """Pick up a pairing; on the second one, exchange the hosts."""
        from ridealong.tui.screens.plan_hand import swap  # noqa: PLC0415 - loaded when asked for

        swap(self)

    def action_set_aside(self) -> None:
        """Set drafts aside, cancel published pairings after asking, and let go of pins."""
        from ridealong.tui.screens.plan_hand import remove  # noqa: PLC0415 - loaded when asked for

        remove(self)

    # -- looking deeper -----------------------------------------------------------------------------------------

    def action_value(self) -> None:
        """Show what the plan is worth, term by term."""
        from ridealong.tui.screens.plan_questions import value  # noqa: PLC0415 - loaded when asked for

        value(self)

    def action_why(self) -> None:
        """Explain the pairing or the open place under the cursor."""
        from ridealong.tui.screens.plan_questions import why  # noqa: PLC0415 - loaded when asked for

        why(self)

    def action_why_two(self) -> None:
        """Explain why any two people are paired, or are not."""
        from ridealong.tui.screens.plan_questions import why_two  # noqa: PLC0415 - loaded when asked for

        why_two(self)

    def action_candidates(self) -> None:
        """Rank everybody for the place under the cursor."""
        from ridealong.tui.screens.plan_questions import candidates  # noqa: PLC0415 - loaded when asked for

        candidates(self)
