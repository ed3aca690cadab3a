"""What there is to see of debriefs: the page of one visit, the list of those wanted, and counts by program."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.debriefs import (
    Debrief,
    Learned,
    due_day,
    is_complete,
    last_day_overdue,
    overdue_days,
    wants_debrief,
)
from ridealong.domain.ideas import TAKEN, Idea
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_row, program_named
from ridealong.services.meanwhile import NONE_YET, Seen
from ridealong.services.paging import Page
from ridealong.storage.queries import debriefs as queries
from ridealong.storage.queries.debriefs import DebriefSearch
from ridealong.storage.queries.ideas import as_idea, ideas_by_program, ideas_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DebriefRow:
    """A visit and how far its debrief is.

    Args:
        pairing: its number. guest, host: names; a pair of buddies has them as pairings do.
        noted: the day on which something was noted last; None where nothing was.
        learned, ideas: how many things.
        wanted: whether there is to be a debrief. due: until when. overdue_days: for how many days it has been overdue.
    """

    pairing: int
    program: str
    kind: Kind
    guest_email: str
    guest_name: str
    guest_team: str
    guest_side: Side
    host_email: str
    host_name: str
    host_team: str
    days: Days
    state: State
    noted: date | None
    learned: int
    ideas: int
    it_rating: int | None
    marketing_rating: int | None
    wanted: bool
    due: date
    overdue_days: int

    @property
    def complete(self) -> bool:
        """Whether enough was learned."""
        return is_complete(self.learned)

    @property
    def overdue(self) -> bool:
        """Whether enough should be known by now."""
        return self.overdue_days > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenDebrief:
    """A debrief as somebody looked at it: its row, `NONE_YET` where there was none, and those of things learned."""

    debrief: Seen = NONE_YET
    learned: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DebriefPage:
    """All that is known of what came out of one visit.

    Args:
        seen: the rows as they are now: who changes the debrief later says by it what they looked at.
        ideas_seen: the same of each of the ideas.
    """

    visit: DebriefRow
    debrief: Debrief
    ideas: tuple[Idea, ...]
    seen: SeenDebrief
    ideas_seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DebriefQuery:
    """Which visits are wanted, of those that want a debrief.

    Args:
        text: words, each in a name, an address, a team or the name of the program.
        program: its name; empty for all that are not archived.
        open: only those of which too little is known. overdue: only those that should be complete by now.
        newest: whether those that ended last come first, rather than those that have waited longest.
    """

    text: str = ""
    program: str = ""
    open: bool = False
    overdue: bool = False
    newest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DebriefCounts:
    """How far the debriefs of a program are.

    Args:
        wanted: visits that took place. complete, overdue: how many of them. learned: things learned in all.
        ideas, taken_up: ideas in all, and those that somebody took up, or has done.
    """

    wanted: int = 0
    complete: int = 0
    overdue: int = 0
    learned: int = 0
    ideas: int = 0
    taken_up: int = 0


def page(desk: Desk, pairing_id: int) -> DebriefPage:
    """What came out of one visit; raises NotFound."""
    with desk.reading() as connection:
        return page_of(connection, pairing_id, desk.clock.today())


def page_of(connection: Connection, pairing_id: int, today: date) -> DebriefPage:
    """What came out of one visit, over a connection; raises NotFound."""
    row = queries.visit_row(connection, pairing_id) or pairing_row(connection, pairing_id)
    noted = queries.debrief_row(connection, pairing_id)
    learned = queries.learned_rows(connection, [pairing_id]).get(pairing_id, ())
    debrief = Debrief(
        day=noted["day"] if noted else None,
        it_rating=noted["it_rating"] if noted else None,
        marketing_rating=noted["marketing_rating"] if noted else None,
        learned=tuple(map(_learned, learned)),
        note=noted["note"] if noted else "",
    )
    ideas = ideas_of(connection, [pairing_id]).get(pairing_id, ())
    return DebriefPage(
        visit=_view(row, today),
        debrief=debrief,
        ideas=tuple(map(as_idea, ideas)),
        seen=SeenDebrief(debrief=_seen(noted) if noted else NONE_YET, learned=tuple(map(_seen, learned))),
        ideas_seen=tuple(map(_seen, ideas)),
    )


def _seen(row: RowMapping) -> Seen:
    return Seen(row["id"], row["version"])


def listed(desk: Desk, query: DebriefQuery, offset: int = 0, limit: int | None = None) -> Page[DebriefRow]:
    """A page of the visits that want a debrief, those that have waited longest first; raises NotFound."""
    today = desk.clock.today()
    with desk.reading() as connection:
        wanted = DebriefSearch(
            today=today,
            program_id=program_named(connection, query.program).id if query.program else None,
            complete=False if query.open or query.overdue else None,
            ended_by=last_day_overdue(today) if query.overdue else None,
            words=query.text.split(),
        )
        rows = queries.find_visits(connection, wanted, newest=query.newest, offset=offset, limit=limit)
        return Page(tuple(_view(row, today) for row in rows), queries.count_visits(connection, wanted), offset)


def counts(desk: Desk) -> Mapping[str, DebriefCounts]:
    """How far the debriefs and ideas of each program are, by its name; of those that have some and are not archived."""
    today = desk.clock.today()
    with desk.reading() as connection:
        visits = {row["program"]: row for row in queries.counts_by_program(connection, today, last_day_overdue(today))}
        ideas = ideas_by_program(connection)
    found: dict[str, DebriefCounts] = {}
    for name in (*visits, *(one for one in ideas if one not in visits)):
        row, states = visits.get(name), ideas.get(name, {})
        found[name] = DebriefCounts(
            wanted=row["wanted"] if row else 0,
            complete=row["complete"] if row else 0,
            overdue=row["overdue"] if row else 0,
            learned=int(row["learned"]) if row else 0,
            ideas=sum(states.values()),
            taken_up=sum(states.get(state, 0) for state in TAKEN),
        )
    return found


def _learned(row: RowMapping) -> Learned:
    return Learned(text=row["text"], side=Side(row["side"]) if row["side"] else None, number=row["id"])


def _view(row: RowMapping, today: date) -> DebriefRow:
    kind, state = Kind(row["kind"]), State(row["state"])
    wanted = wants_debrief(kind, state, row["last_day"], today)
    return DebriefRow(
        pairing=row["id"],
        program=row["program"],
        kind=kind,
        guest_email=row["guest"],
        guest_name=row["guest_name"],
        guest_team=row["guest_team"],
        guest_side=Side(row["guest_side"]),
        host_email=row["host"],
        host_name=row["host_name"],
        host_team=row["host_team"],
        days=Days(row["first_day"], row["last_day"]),
        state=state,
        noted=row["noted"],
        learned=row["learned"],
        ideas=row["ideas"],
        it_rating=row["it_rating"],
        marketing_rating=row["marketing_rating"],
        wanted=wanted,
        due=due_day(row["last_day"]),
        overdue_days=overdue_days(row["last_day"], row["learned"], today) if wanted else 0,
    )
