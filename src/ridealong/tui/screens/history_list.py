"""The list of everything that was published, found while typing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ridealong.tui.dates import span_cell, span_words
from ridealong.tui.screens.history_view import NewestFirstView, state_cell
from ridealong.tui.text import fit_word, many, shown
from ridealong.tui.widgets.columns import Column
from ridealong.tui.widgets.paged_table import PagedTable
from ridealong.tui.widgets.pages import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from ridealong.services.desk import Desk
    from ridealong.services.outcomes.history import HistoryQuery, PairingRow
    from ridealong.services.paging import Page
    from ridealong.tui.screens.history_view import Written

EMPTY = (
    "No pairing has been published yet.\n"
    "Press {history.import-history} to import past pairings, so that nobody meets the same people again, "
    "or {app.plan} to plan and publish the first ones."
)
NOT_FOUND = (
    "No pairing matches.\n"
    "{section.clear} shows everything again. Terms look in one place: state:held kind:buddy team:brand person:ana\n"
    "it:data marketing:crm since:2027-01-11 until:2027-03-31 fit:75"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What another view wants to see in the list.

    Args:
        words: what it is, for the title.
        it_team, marketing_team: teams; empty for all. terms: a search, beside what is typed. met: only pairings that
            count as having met.
    """

    words: str
    it_team: str = ""
    marketing_team: str = ""
    terms: str = ""
    met: bool = False


def _visitor(row: PairingRow) -> str:
    if not row.kind.visits:
        return "buddies"
    return "IT visits" if row.guest == "it" else "Marketing visits"


def pairing_words(row: PairingRow, debrief: str = "") -> str:
    """A pairing in full, for the two lines below the list; `debrief` is how far that is, or empty."""
    it = f"{shown(row.it_name)} ({shown(row.it_team)})"
    marketing = f"{shown(row.marketing_name)} ({shown(row.marketing_team)})"
    if not row.kind.visits:
        both = f"{it} and {marketing}, buddies"
    else:
        both = f"{it} visits {marketing}" if row.guest == "it" else f"{marketing} visits {it}"
    fit = f", {fit_word(row.fit)} fit ({row.fit})" if row.fit is not None else ""
    noted = f" · {debrief}" if debrief else ""
    return f"{both}: {row.state}{fit}\n{span_words(row.days)}, {shown(row.program)} ({row.kind.label}){noted}"


class PastView(NewestFirstView["PairingRow"]):
    """The table of everything that was published."""

    CRUMB = "list"
    HINT = "{section.filter} to filter, such as state:held kind:buddy"
    FILE = "history.csv"
    TABLE = "history"
    EMPTY = EMPTY

    def __init__(self, id: str) -> None:
        super().__init__(id)
        self.narrowing: Narrowing | None = None
        self._debriefs: dict[int, str] = {}
        """How far the debriefs of the pairings that were read are."""

    def columns(self) -> tuple[Column[PairingRow], ...]:
        """When, who of both sides, how it went, of which program, and who visits whom."""
        return (
            Column("When", 20, lambda row: span_cell(row.days), key="start", grow=1, most=25),
            Column("IT", 17, lambda row: shown(row.it_name), key="it", grow=3, most=24),
            Column("Team", 10, lambda row: shown(row.it_team), grow=1, most=18, rank=3),
            Column("Marketing", 17, lambda row: shown(row.marketing_name), key="marketing", grow=3, most=24),
            Column("Team", 10, lambda row: shown(row.marketing_team), grow=1, most=18, rank=3),
            Column("State", 12, state_cell, key="state"),
            Column("Program", 18, lambda row: shown(row.program), key="program", grow=2, most=30, rank=1),
            Column("Direction", 16, _visitor, rank=2),
        )

    @property
    def about(self) -> str:
        """What another view wanted to see."""
        return self.narrowing.words if self.narrowing else ""

    def read(self) -> None:
        """Read the visible rows."""
        self.table.read()

    def look_anew(self) -> None:
        """Look from the top."""
        self.table.read(from_top=True)

    def widen(self) -> bool:
        """Show everything again that another view did not want to see."""
        had = self.narrowing is not None
        self.narrowing = None
        return had

    def _query(self) -> Callable[[], HistoryQuery]:
        """What is shown now, as a query to be made in a worker, since that imports the services."""
        narrow, typed, program, only = self.narrowing, self.typed, self.program, self.only
        sort, descending = self.table.sort or "start", self.table.descending

        def made() -> HistoryQuery:
            from ridealong.domain.pairings import MET  # noqa: PLC0415 - needed here only
            from ridealong.services.outcomes.history import HistoryQuery  # noqa: PLC0415 - services are imported in workers only

            return HistoryQuery(
                text=f"{narrow.terms} {typed}" if narrow else typed,
                program=program,
                states=MET if narrow and narrow.met else (),
                it_team=narrow.it_team if narrow else "",
                marketing_team=narrow.marketing_team if narrow else "",
                unmarked=only,
                sort=sort,
                descending=descending,
            )

        return made

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """Fetch a page."""
        message.stop()
        narrowed = bool(self.typed or self.only or self.program or self.narrowing)
        query, typed = self._query(), self.typed

        def fetch(desk: Desk) -> tuple[Page[PairingRow], str, dict[int, str]]:
            from ridealong.services import search  # noqa: PLC0415 - in workers only
            from ridealong.services.outcomes import debrief_marks, history  # noqa: PLC0415 - in workers only

            page = history.page(desk, query(), message.offset, PAGE)
            debriefs = {one: mark.words for one, mark in debrief_marks.marks(desk, page.rows).items()}
            return page, "" if page.total else search.unknown_term(typed, history.FIELDS), debriefs

        def fetched(found: tuple[Page[PairingRow], str, dict[int, str]]) -> None:
            page, unknown, debriefs = found
            self._debriefs |= {row.id: debriefs.get(row.id, "") for row in page.rows}
            self.table.empty = unknown or (NOT_FOUND if narrowed else EMPTY)
            self.table.put(message.ticket, page.offset, page.rows, page.total)
            self.recount()

        self.ask(fetch, fetched, group=f"page {message.offset}", failed=self.filter_failed)

    def recount(self) -> None:
        """Say how many pairings are found, and how many of them are marked."""
        parts = [f"{len(self.table.marked)} marked"] if self.table.marked else []
        parts += ["not marked as held or missed"] if self.only else []
        parts = [many(self.table.total, "pairing"), self.table.order, *parts]
        self.count(" · ".join(filter(None, parts)))

    def follow_cursor(self) -> None:
        """Marks may have changed; say what the cursor is on."""
        if self.table.pages.total is not None:
            self.recount()
        row = self.table.current
        self.say(pairing_words(row, self._debriefs.get(row.id, "")) if row is not None else "")

    def on_paged_view_opened(self, message: PagedTable.Opened) -> None:
        """Explain the pair."""
        from ridealong.tui.dialogs.why import WhyDialog  # noqa: PLC0415 - loaded when asked for

        message.stop()
        row = self.table.current
        if row is not None:
            both = row.it_email, row.marketing_email
            self.app.push_screen(WhyDialog(*both, None, pairing=row.id, state=row.state))

    def export(self) -> Written:
        """A history file of everything that is found."""
        query = self._query()

        def written(desk: Desk) -> str:
            from ridealong.services.outcomes import history, history_tables  # noqa: PLC0415 - services in workers only

            return history_tables.history_csv(history.page(desk, query()).rows)

        return written
