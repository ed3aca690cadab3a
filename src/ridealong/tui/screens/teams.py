"""Plan of a program of composite teams: its teams and their slots, and in full what the cursor is on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Container
from textual.content import Content

from ridealong.tui.actions import bindings
from ridealong.tui.keyed import keyed
from ridealong.tui.screens import teams_words
from ridealong.tui.screens.no_program import NO_PROGRAM, NO_ROSTER
from ridealong.tui.screens.teams_acts import TeamActions
from ridealong.tui.screens.teams_detail import slot_lines, team_lines, weeks_in
from ridealong.tui.screens.teams_lines import TeamsTable, counted, lines, slot_columns, team_heading
from ridealong.tui.screens.teams_reading import TeamsReading, read_teams, with_reasons
from ridealong.tui.text import MUTED, shown
from ridealong.tui.widgets.filter_bar import FilterBar, Line
from ridealong.tui.widgets.pages import PAGE
from ridealong.tui.widgets.team_pane import TeamPane

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import PurePath

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.programs.programs import ProgramRow
    from ridealong.services.teams.views import TeamsPage
    from ridealong.tui.screens.section import SectionScreen
    from ridealong.tui.widgets.paged_view import PagedView

SHARED = ("plan.run", "plan.publish", "plan.choose-program")
"""What is done by the same keys as with the pairings of another program."""


class TeamsScreen(TeamActions):
    """The team builder."""

    SECTION = "plan"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["teams.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        *(one for one in bindings("plan") if one.id in SHARED),
        *bindings("teams"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-high")]  # noqa: RUF012 - Textual declares it for each screen
    HELP = teams_words.HELP

    def __init__(self) -> None:
        super().__init__()
        self.page: TeamsPage | None = None
        self.why_open: dict[int, str] = {}
        """Why forming left slots open, by id of the slot."""
        self.programs: tuple[ProgramRow, ...] = ()
        self._anybody = False
        self._read = False
        self._folded: set[int] = set()
        self._only_problems = False
        self._shift = 0
        self._shown_key = ""

    def body(self) -> Iterator[Widget]:
        """Filter, what the teams come to, the list, and what the cursor is on."""
        yield FilterBar("Plan", "{section.filter} to filter")
        yield Line("…", id="sentences")
        with Container(id="builder"):
            yield TeamsTable(
                slot_columns(), key=lambda line: line.key, span=team_heading, empty=teams_words.NO_TEAMS, id="teams"
            )
            yield TeamPane(self._made, id="team")

    @property
    def table(self) -> TeamsTable:
        """The list."""
        return self.query_one("#teams", TeamsTable)

    @property
    def pane(self) -> TeamPane:
        """What the cursor is on."""
        return self.query_one(TeamPane)

    def other(self) -> SectionScreen:
        """Pairings."""
        from ridealong.tui.screens.plan import PlanScreen  # noqa: PLC0415 - loaded when it is opened

        return PlanScreen()

    # -- data ---------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the teams."""
        wanted = self.ridealong.program
        self.ask(lambda desk: read_teams(desk, wanted), self._show, group="teams", failed=self._unread)

    def _unread(self, error: Exception) -> None:
        self.cannot_read(error)
        if not self._read:
            self.query_one("#sentences", Line).say("")

    def _show(self, reading: TeamsReading) -> None:
        self.programs, self._anybody, self._read = reading.programs, reading.anybody, True
        if reading.page is None:
            self.give_way()
            return
        before, self.page = self.page, with_reasons(reading.page, self.why_open)
        program = reading.page.program
        self.ridealong.program = program.name
        if before is not None and before.program.id != program.id:
            self._folded.clear()
            self.why_open.clear()
            self._shift = 0
        self.query_one(FilterBar).name_it(f"Plan › {shown(program.name)}")
        self._say_sentences()
        self.fill()
        self._go_to_sought()

    def _go_to_sought(self) -> None:
        """Put the cursor on the team that somebody came for, or on its slot, whatever hides it."""
        sought, page = self.ridealong.team_sought, self.page
        if sought is None or page is None or sought.program != page.program.name:
            return
        self.ridealong.team_sought = None
        team = next((one for one in page.teams if one.team.name == sought.team), None)
        if team is None:
            return
        self._folded.discard(team.team.id)
        self._only_problems = False
        self.fill()
        slot = team.team.slot(sought.slot) if sought.slot is not None else None
        key = f"slot {slot.id}" if slot else f"team {team.team.id}"
        if all(line.key != key for line in self.table.found):
            self.call_later(self.query_one(FilterBar).clear)
        self.table.seek(key)

    def take_reasons(self, why: Mapping[int, str]) -> None:
        """Show why forming left slots open, until something is changed by hand.

        Args:
            why: the reasons, by id of the slot.
        """
        self.why_open = dict(why)
        if self.page is not None:
            self.page = with_reasons(self.page, self.why_open)
            self.fill()

    def _say_sentences(self) -> None:
        page = self.page
        if page is None:
            return
        said = " ".join(page.sentences)
        if not page.teams:
            said = "" if self._anybody else keyed(self, teams_words.NOBODY_AGREED)
        elif not self._anybody:
            said += f" {keyed(self, teams_words.NOBODY_AGREED)}"
        elif any(one.drafts for one in page.teams):
            said += keyed(self, " {plan.publish} publishes.")
        elif page.open:
            said += keyed(self, " {plan.run} forms the teams.")
        self.query_one("#sentences", Line).say(shown(said))

    def fill(self, *, from_top: bool = False) -> None:
        """Show what matches."""
        if self.page is None:
            return
        text = self.query_one(FilterBar).value
        found, matching = lines(self.page, text, self._folded, only_problems=self._only_problems)
        self.table.found = found
        self.table.empty = self._empty()
        self.query_one(FilterBar).count(counted(matching, only_problems=self._only_problems))
        self.table.read(from_top=from_top)

    def _empty(self) -> str:
        if self.page is None:
            return NO_PROGRAM if self._anybody else NO_ROSTER
        if self.page.teams:
            only = self._only_problems and not self.query_one(FilterBar).value
            return teams_words.NO_PROBLEMS if only else teams_words.NO_MATCH
        return teams_words.NO_TEAMS if self._anybody else teams_words.NO_PEOPLE

    def on_paged_view_wanted(self, message: PagedView.Wanted) -> None:
        """The teams are in memory, once they have been read."""
        if self._read and self.page is not None:
            found = self.table.found
            message.view.put(message.ticket, message.offset, found[message.offset : message.offset + PAGE], len(found))

    def follow_cursor(self) -> None:
        """Show in full what the cursor is on."""
        line = self.table.current
        if line is None and self.table.total:
            return  # where the cursor is will be known once the page has come
        key = line.key if line else ""
        same, self._shown_key = key == self._shown_key, key
        self.pane.show(from_top=not same)

    def _made(self, width: int) -> Sequence[Content]:
        line = self.table.current
        if line is None:
            return ()
        team, slot, shift = line.team, line.slot, self._shift
        made = slot_lines(team, slot, width, shift) if slot else team_lines(team, width, shift)
        return [
            Content.styled(keyed(self, one.plain), MUTED) if one.plain in teams_words.KEYED else one for one in made
        ]

    # -- what is shown ------------------------------------------------------------------------------------------

    def on_filter_bar_changed(self) -> None:
        """Show what matches."""
        self.fill(from_top=True)

    def clear_marks(self) -> None:
        """Show everything again."""
        if self._only_problems:
            self._only_problems = False
            self.fill()

    def on_paged_view_opened(self) -> None:
        """Enter folds a team or unfolds it; on a slot, it explains or offers people."""
        line = self.table.current
        if line is None:
            return
        if line.slot is None:
            self._folded ^= {line.team.team.id}
            self.fill()
        elif line.slot.embeds:
            self.action_why()
        else:
            self.action_candidates()

    def action_fold_all(self) -> None:
        """Fold all teams, or unfold them where all are folded."""
        if self.page is None:
            return
        every = {one.team.id for one in self.page.teams}
        line = self.table.current
        self._folded = set() if every <= self._folded else every
        self.fill()
        if line is not None:
            self.table.seek(f"team {line.team.team.id}")

    def action_only_problems(self) -> None:
        """Show only teams with problems, or everything again."""
        self._only_problems = not self._only_problems
        self.fill(from_top=True)

    def action_read_on(self) -> None:
        """Scroll the pane."""
        self.pane.read_on()

    def action_weeks_back(self) -> None:
        """Show weeks of the load before these."""
        self._go_weeks(-1)

    def action_weeks_on(self) -> None:
        """Show weeks of the load after these."""
        self._go_weeks(1)

    def _go_weeks(self, step: int) -> None:
        line = self.table.current
        if line is None:
            return
        weeks = len(next(iter(line.team.loads.values()), ()))
        most = max(0, weeks - weeks_in(self.pane.room))
        self._shift = max(0, min(self._shift + step, most))
        self.pane.show(from_top=False)

    def action_choose_program(self) -> None:
        """Choose which program is shown."""
        from ridealong.tui.dialogs.choose import choose_program  # noqa: PLC0415 - loaded when asked for

        choose_program(self, self.programs, self._chosen)

    def _chosen(self, name: str) -> None:
        self.ridealong.program = name
        self.read()
