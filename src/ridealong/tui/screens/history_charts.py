"""Charts: visits and embeds by week, the reach of each team, and how often the same two have met."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.screens.history_list import Narrowing
from ridealong.tui.screens.history_view import HistoryView
from ridealong.tui.text import many
from ridealong.tui.widgets.bars import Bars
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from ridealong.services.desk import Desk
    from ridealong.services.outcomes.history_summary import Summary
    from ridealong.tui.screens.history_view import Written
    from ridealong.tui.widgets.bars import Bar

EMPTY = (
    "There is nothing to draw yet.\n"
    "Once visits are published ({app.plan}) and marked as held or missed, they are counted here week by week.\n"
    "Past ones can be imported: {history.switch-view} to the list, then {history.import-history}."
)
NOTHING = "No line matches.\n{section.clear} clears the filter."
PERIODS = (13, 26, 52, 104)
"""How many weeks back visits can be shown."""


class ChartsView(HistoryView):
    """The charts, one below the other."""

    CRUMB = "charts"
    FILE: ClassVar[str] = "charts.csv"

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self._period = 1
        self._found: Summary | None = None

    def compose(self) -> ComposeResult:
        """The charts, and the line under the cursor in words."""
        yield Bars(empty=EMPTY, id="charts")
        yield Line("", classes="detail")

    @property
    def bars(self) -> Bars:
        """The charts."""
        return self.query_one("#charts", Bars)

    def read(self) -> None:
        """Count."""
        program, weeks = self.program, PERIODS[self._period]

        def fetch(desk: Desk) -> Summary:
            from ridealong.services.outcomes import history_summary  # noqa: PLC0415 - services are imported in workers only

            return history_summary.summary(desk, program=program, weeks=weeks)

        self.ask(fetch, self._show, group="summary", failed=self.cannot_read)

    def _show(self, found: Summary) -> None:
        self._found = found
        self.bars.read()

    def look_anew(self) -> None:
        """Count again, for what is wanted now."""
        self.read()

    def on_paged_view_wanted(self, message: Bars.Wanted) -> None:
        """All numbers are in memory, once they have been counted."""
        message.stop()
        if self._found is None:
            return
        rows = self._lines(self._found)
        self.bars.empty = NOTHING if self.typed else EMPTY
        self.bars.put(message.ticket, 0, rows, len(rows))
        held = sum(week.held for week in self._found.weeks)
        over = (week.weeks for week in self._found.embeds if week.monday < self._found.this_week)
        embedded = round(sum(over), 1)
        more = f" · {embedded:g} weeks embedded" if embedded else ""
        self.count(f"{PERIODS[self._period]} weeks · {many(held, 'visit')} held{more}")

    def _lines(self, found: Summary) -> list[Bar]:
        from ridealong.tui.screens.chart_lines import chart_lines  # noqa: PLC0415 - loaded with the first chart

        return [] if found.is_empty else chart_lines(found, only=self.only, text=self.typed)

    def follow_cursor(self) -> None:
        """Say in words what the line shows."""
        line = self.bars.current
        self.say(line.about if line is not None else "")

    async def on_paged_view_opened(self, message: Bars.Opened) -> None:
        """List the pairings of a week, or of a team."""
        message.stop()
        line = self.bars.current
        if line is not None and isinstance(line.opens, Narrowing):
            await self.around.list_pairings(line.opens, self.program)

    def show_longer(self, step: int) -> None:
        """Show more weeks, or fewer."""
        self._period = max(0, min(self._period + step, len(PERIODS) - 1))
        self.read()

    def export(self) -> Written:
        """The numbers of the lines that are shown."""
        program, weeks, only, typed = self.program, PERIODS[self._period], self.only, self.typed

        def written(desk: Desk) -> str:
            from ridealong.services.outcomes import history_summary, history_tables  # noqa: PLC0415 - services in workers only
            from ridealong.tui.screens.chart_lines import of_lines  # noqa: PLC0415 - loaded with the first chart

            found = history_summary.summary(desk, program=program, weeks=weeks)
            return history_tables.summary_csv(of_lines(found, only=only, text=typed))

        return written
