"""The ledger: who still owes whom the return visit."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.ledger import COUNTED, OWING_KINDS, Debt, Leg, debts
from ridealong.domain.pairings import State
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import EnrolmentState
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.paging import Page
from ridealong.storage.queries.ledger import uneven_legs
from ridealong.storage.queries.names import names_of_programs
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.programs import who_stay_out


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedVisit:
    """A return visit that is owed.

    Args:
        guest_email, guest_name, guest_team: who owes it: the guest of the visit to come, who was the host before.
        host_email, host_name, host_team: to whom it is owed.
        program: the program of the visit that is to be returned. pairing: the number of that visit.
        visited: the days of that visit.
        due: the last day on which the return should begin.
        planned: the day on which it is planned, although that is after `due`; None where it is not planned.
        overdue_days: for how many days it has been overdue; 0 where there is time left.
    """

    guest_email: str
    guest_name: str
    guest_team: str
    guest_side: Side
    host_email: str
    host_name: str
    host_team: str
    program: str
    pairing: int
    visited: Days
    due: date
    planned: date | None
    overdue_days: int

    @property
    def since(self) -> date:
        """Since when it has been owed: the last day of the visit before."""
        return self.visited.last

    @property
    def overdue(self) -> bool:
        """Whether it should have begun by now."""
        return self.overdue_days > 0


def owed(desk: Desk, *, program: str = "", overdue: bool = False) -> tuple[OwedVisit, ...]:
    """The visits that are owed, those that are due first before the others; as `page`."""
    return page(desk, program=program, overdue=overdue).rows


def page(
    desk: Desk, *, program: str = "", overdue: bool = False, offset: int = 0, limit: int | None = None
) -> Page[OwedVisit]:
    """A page of the visits that are owed, those that are due first before the others.

    Visits of programs in which every pair visits both ways count, imported ones included; a return counts in whichever
    of these programs it took place. Nothing is owed by or to people who are gone, or have left the program of the
    visit.

    Args:
        program: only returns of visits in this program. overdue: only what should have begun by now.

    Raises:
        NotFound: there is no such program.
    """
    today = desk.clock.today()
    with desk.reading() as connection:
        wanted = program_named(connection, program).id if program else None
        found = [
            one
            for one in _debts(connection, today)
            if (wanted is None or one.program_id == wanted) and (not overdue or one.debt.overdue_days(today))
        ]
        found.sort(key=lambda one: (one.debt.due, one.debt.leg.id))
        shown = found[offset : None if limit is None else offset + limit]
        return Page(_views(connection, shown, today), len(found), offset)


def overdue_of(connection: Connection, program_id: int, today: date) -> list[bool]:
    """The return visits that are owed for visits in a program, each with whether it is overdue."""
    return [bool(one.debt.overdue_days(today)) for one in _debts(connection, today) if one.program_id == program_id]


@dataclass(frozen=True, slots=True)
class _Found:
    """A debt with the rows that it is about; the guest and the host of the visit that was held."""

    debt: Debt
    program_id: int
    guest_id: int
    host_id: int


def _debts(connection: Connection, today: date) -> list[_Found]:
    rows = uneven_legs(connection, OWING_KINDS, COUNTED, today)
    of_pair: dict[tuple[int, int], list[Leg]] = defaultdict(list)
    rows_of: dict[int, tuple[int, int, int]] = {}
    for pairing_id, program_id, guest_id, host_id, side, first, last, state, weeks in rows:
        leg = Leg(id=pairing_id, guest_side=Side(side), first=first, last=last, state=State(state), return_weeks=weeks)
        of_pair[(guest_id, host_id) if guest_id < host_id else (host_id, guest_id)].append(leg)
        rows_of[pairing_id] = (program_id, guest_id, host_id)
    found = [_Found(debt, *rows_of[debt.leg.id]) for legs in of_pair.values() for debt in debts(legs, today)]
    left = _those_who_left(connection, {one.program_id for one in found})
    return [one for one in found if not left & {(one.program_id, one.guest_id), (one.program_id, one.host_id)}]


def _those_who_left(connection: Connection, programs: Collection[int]) -> set[tuple[int, int]]:
    """Who declined some programs, or left them: the row ids of program and person."""
    out = who_stay_out(connection, programs) if programs else {}
    return {key for key, one in out.items() if one.state is EnrolmentState.DECLINED}


def _views(connection: Connection, found: list[_Found], today: date) -> tuple[OwedVisit, ...]:
    ids = sorted({row_id for one in found for row_id in (one.guest_id, one.host_id)})
    people = some_people(connection, ids)
    programs = names_of_programs(connection, {one.program_id for one in found})
    return tuple(_view(one, people, programs[one.program_id], today) for one in found)


def _view(one: _Found, people: dict[int, Person], program: str, today: date) -> OwedVisit:
    # Who was the host is to be the guest now.
    guest, host, leg = people[one.host_id], people[one.guest_id], one.debt.leg
    return OwedVisit(
        guest_email=guest.email,
        guest_name=guest.name,
        guest_team=guest.team,
        guest_side=guest.side,
        host_email=host.email,
        host_name=host.name,
        host_team=host.team,
        program=program,
        pairing=leg.id,
        visited=Days(leg.first, leg.last),
        due=one.debt.due,
        planned=one.debt.planned,
        overdue_days=one.debt.overdue_days(today),
    )
