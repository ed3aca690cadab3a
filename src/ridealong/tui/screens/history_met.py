"""Who has met: every IT team against every marketing team, how often or how long ago."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.domain.exposure import ALL, LONG_AGO
from ridealong.tui.dates import short_day_words
from ridealong.tui.screens.history_list import Narrowing
from ridealong.tui.screens.history_view import HistoryView
from ridealong.tui.text import many, often, shown
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.matrix import Matrix

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from ridealong.domain.exposure import Contact, Exposure
    from ridealong.services.desk import Desk
    from ridealong.tui.screens.history_view import Written

EMPTY = (
    "There are no teams yet that could meet.\n"
    "Press {app.people}, then {people.import-roster}, to import people of both sides."
)
NOT_FOUND = "No team matches.\n{section.clear} clears the filter: words of the name of a team, on either side."
ALL_MET = "Every IT team has met every marketing team.\n{history.only-unmarked} shows them all again."
FIGURES = ("IT · times", "IT · weeks")
"""What the rows are, and the figures: how often they met, and how many weeks ago."""
MOST_OF_A_NAME = 48
LEGEND = "number: met by now · soon: the first is to come · point: no team any more"


def _name(text: str) -> str:
    """A name in a sentence: of one without end as much as leaves room for the rest."""
    name = shown(text)
    return name if len(name) <= MOST_OF_A_NAME else f"{name[: MOST_OF_A_NAME - 1]}…"


def contact_words(one: Contact, exposure: Exposure) -> str:
    """What two teams had to do with each other, as a sentence."""
    both = f"{_name(one.it_team)} and {_name(one.marketing_team)}"
    if not one.times:
        return f"{both}: never met"
    who = " with ".join(_name(person.name) for person in one.people or ())
    named = f" ({who})" if who else ""
    coming = f"next on {short_day_words(one.next)}" if one.next else ""
    weeks = one.weeks_since(exposure.today)
    if weeks is None:
        planned = f"{many(one.coming, 'visit')} planned"
        return f"{both}: never met yet, {', '.join(filter(None, [planned, coming]))}{named}"
    when = f"last {many(weeks, 'week')} ago" if weeks else "last within a week"
    left = f", {one.coming:,} to come, {coming}" if coming else ""
    embedded = f", {one.embed_weeks:g} weeks embedded" if one.embed_weeks else ""
    return f"{both}: met {often(one.begun)}, {when}{named}{embedded}{left}"


class MetView(HistoryView):
    """The matrix, and its cell in words."""

    CRUMB = "who has met"
    FILE: ClassVar[str] = "who-has-met.csv"

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self._weeks = False
        self._found: Exposure | None = None
        self._ahead = ""
        self._here: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
        self._sums: dict[tuple[str, str], tuple[int, int | None]] = {}

    def compose(self) -> ComposeResult:
        """The matrix, the cell in words, what the signs mean."""
        yield Matrix(rows=FIGURES[self._weeks], everything="all", cell=self._cell, empty=EMPTY, id="matrix")
        yield Line("", classes="detail")

    @property
    def matrix(self) -> Matrix:
        """The matrix."""
        return self.query_one("#matrix", Matrix)

    # -- data ---------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Count the meetings of all teams."""
        program = self.program

        def fetch(desk: Desk) -> Exposure:
            from ridealong.services.outcomes.exposure import ExposureQuery, exposure  # noqa: PLC0415 - services in workers only

            return exposure(desk, ExposureQuery(program=program))

        self.ask(fetch, self._show, group="exposure", failed=self.cannot_read)
        self._look_ahead(program)

    def _look_ahead(self, program: str) -> None:
        """Work out after how many rounds of the program all teams will have met; not of all programs at once."""
        self._ahead = ""
        if not program:
            return

        def fetch(desk: Desk) -> str:
            from ridealong.domain.errors import Refused  # noqa: PLC0415 - as the services
            from ridealong.domain.forecast import soonest_words  # noqa: PLC0415 - as the services
            from ridealong.services.programs.forecast import forecast  # noqa: PLC0415 - services in workers only

            try:
                return soonest_words(forecast(desk, program))
            except Refused:
                return ""

        def told(words: str) -> None:
            if self.program == program:
                self._ahead = shown(words)
                self.follow_cursor()

        self.ask(fetch, told, group="forecast", failed=self.cannot_read)

    def _show(self, found: Exposure) -> None:
        self._found = found
        it, marketing = ({one.name for one in some if one.exists} for some in (found.it_teams, found.marketing_teams))
        self._here = (frozenset(it), frozenset(marketing))
        self._sums = found.sums()
        self.matrix.read()

    def look_anew(self) -> None:
        """Show the teams that match, or read them for another program."""
        self.read()

    def _teams(self) -> tuple[list[str], list[str]]:
        """The names of the rows and columns that are shown, without those that stand for all."""
        found = self._found
        if found is None:
            return [], []
        left = found.matching(self.typed)
        it, marketing = ([one.name for one in side] for side in (left.it_teams, left.marketing_teams))
        if self.only:
            never = set(found.never())
            rows, columns = {one for one, _ in never}, {other for _, other in never}
            it, marketing = [one for one in it if one in rows], [one for one in marketing if one in columns]
        return it, marketing

    def on_paged_view_wanted(self, message: Matrix.Wanted) -> None:
        """All teams are in memory, once they have been counted."""
        message.stop()
        if self._found is None:
            return
        it, marketing = self._teams()
        self.matrix.empty = self._why_empty()
        rows = [*it, ALL] if it and marketing else []
        self.matrix.show_columns([*marketing, ALL] if rows else [])
        self.matrix.put(message.ticket, 0, rows, len(rows))
        self._count(len(it), len(marketing))

    def _why_empty(self) -> str:
        if self._found is None or not self._found.it_teams or not self._found.marketing_teams:
            return EMPTY
        return NOT_FOUND if self.typed else ALL_MET

    def _count(self, rows: int, columns: int) -> None:
        if self._found is None:
            return
        self.count(f"{rows} × {columns} teams · {len(self._found.never()):,} never met")

    # -- cells --------------------------------------------------------------------------------------------------

    def _cell(self, it_team: str, marketing_team: str) -> tuple[str, str]:
        """What stands in a cell, and its tone."""
        found = self._found
        if found is None:
            return "", ""
        if ALL in (it_team, marketing_team):
            return self._sum(it_team, marketing_team)
        one = found.contact(it_team, marketing_team)
        if not one.times:
            here = it_team in self._here[0] and marketing_team in self._here[1]
            return ("never", "bad") if here else ("·", "dim")
        weeks = one.weeks_since(found.today)
        if weeks is None:
            return "soon", "accent"
        tone = "dim" if self.only else "warn" if weeks >= LONG_AGO else "good"
        return _figure(one.begun, weeks, in_weeks=self._weeks), tone

    def _sum(self, it_team: str, marketing_team: str) -> tuple[str, str]:
        if (it_team, marketing_team) not in self._sums:
            return "never", "bad"
        times, weeks = self._sums[it_team, marketing_team]
        return ("soon", "accent") if weeks is None else (_figure(times, weeks, in_weeks=self._weeks), "strong")

    def follow_cursor(self) -> None:
        """Say in words what is in the cell."""
        row, column = self.matrix.current, self.matrix.column_name
        if self._found is None or row is None or column is None:
            self.say("")
            return
        self.say("\n".join(filter(None, [self._cell_words(self._found, row, column), LEGEND, self._ahead])))

    def _cell_words(self, found: Exposure, row: str, column: str) -> str:
        if row and column:
            return contact_words(found.contact(row, column), found)
        text = self._cell(row, column)[0]
        contacts = found.contacts.items()
        coming = sum(one.coming for (it, other), one in contacts if row in (it, ALL) and column in (other, ALL))
        meetings = "meeting" if text == "1" else "meetings"
        times = f"{meetings}, and {coming:,} to come" if coming else meetings
        what = "weeks since the last meeting" if self._weeks else times
        both = f"{_name(row) or 'All IT teams'} and {_name(column) or 'all marketing teams'}"
        return f"{both}: {text} {what}" if text[:1].isdigit() else f"{both}: {text}"

    # -- what a person does -------------------------------------------------------------------------------------

    def show_other_figures(self) -> None:
        """Show how many weeks ago teams have met, or how often again."""
        self._weeks = not self._weeks
        self.matrix.rows_are(FIGURES[self._weeks])
        self.matrix.read()

    async def on_paged_view_opened(self, message: Matrix.Opened) -> None:
        """List the pairings behind the cell."""
        message.stop()
        row, column = self.matrix.current, self.matrix.column_name
        if row is None or column is None:
            return
        words = " and ".join(filter(None, (shown(row), shown(column)))) or "all teams"
        await self.around.list_pairings(
            Narrowing(words=words, it_team=row, marketing_team=column, met=True), self.program
        )

    def show_never_met(self) -> None:
        """Name the people of the two teams who have never met."""
        from ridealong.tui.dialogs.strangers import StrangersDialog  # noqa: PLC0415 - loaded when asked for

        row, column = self.matrix.current, self.matrix.column_name
        if row is None or column is None:
            return
        if ALL in (row, column):
            self.notify("Put the cursor on a cell of two teams first", timeout=3, markup=False)
            return
        self.app.push_screen(StrangersDialog(row, column))

    def show_contacts(self) -> None:
        """Show the standing contacts of all teams, the cursor on the two teams of the cell."""
        from ridealong.tui.screens.contacts import ContactsScreen  # noqa: PLC0415 - loaded when asked for

        row, column = self.matrix.current, self.matrix.column_name
        two = row is not None and column is not None and ALL not in (row, column)
        self.app.push_screen(ContactsScreen(row or "", column or "") if two else ContactsScreen())

    def export(self) -> Written:
        """Every two teams that are shown, as a line."""
        program, never, typed = self.program, self.only, self.typed

        def written(desk: Desk) -> str:
            from ridealong.services.outcomes import exposure, history_tables  # noqa: PLC0415 - services in workers only

            found = exposure.exposure(desk, exposure.ExposureQuery(program=program))
            return history_tables.exposure_csv(found.matching(typed), never=never)

        return written


def _figure(times: int, weeks: int, *, in_weeks: bool) -> str:
    if not in_weeks:
        return f"{times:,}"
    return f"{weeks} w" if weeks else "now"
