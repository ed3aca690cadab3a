"""Published pairings that absences fall into."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.pairings import Absence, State
from ridealong.domain.people import identity
from ridealong.domain.planning_rules import is_away
from ridealong.domain.programs import Kind
from ridealong.domain.wording import many
from ridealong.services.desk import Desk
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import absences_of


@dataclass(frozen=True, slots=True)
class AbsenceClash:
    """What absences spoil in one program: the program's name, and the numbers of the pairings by day."""

    program: str
    pairings: tuple[int, ...]

    @property
    def sentence(self) -> str:
        """How many pairings of which program, without a full stop."""
        fall = "falls" if len(self.pairings) == 1 else "fall"
        return f"{many(len(self.pairings), 'published pairing')} of {self.program} {fall} into this time away"

    @property
    def remedy(self) -> str:
        """The command that replaces them."""
        return f'ridealong repair "{self.program}"'


def clashes_with(desk: Desk, absence: Absence) -> tuple[AbsenceClash, ...]:
    """The published pairings, not yet over, that an absence falls into, by program in the order of the days."""
    with desk.reading() as connection:
        return clashes_of(connection, {identity(absence.email): [absence.days]}, desk.clock.today())


def clashes_of(
    connection: Connection, away: Mapping[str, Collection[Days]], today: date, instead: Collection[int] = ()
) -> tuple[AbsenceClash, ...]:
    """As `clashes_with`, for absences of several people, stored already or not: their days by identity.

    Args:
        instead: the ids of stored absences in whose place they are.
    """
    every = [days for some in away.values() for days in some if days.last >= today]
    if not every:
        return ()
    span = Days(max(today, min(days.first for days in every)), max(days.last for days in every))
    rows = find_pairings(connection, PairingSearch(states=(State.PUBLISHED,), days=span))
    if not rows:
        return ()
    reach = Days(min(row["first_day"] for row in rows), max(row["last_day"] for row in rows))
    # Whether buddies miss more than half of their time is for all absences together to say.
    known = defaultdict(list, {who: list(some) for who, some in away.items()})
    for absence in absences_of(connection, days=reach, without=instead):
        known[identity(absence.email)].append(absence.days)
    found: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        days, both = Days(row["first_day"], row["last_day"]), (identity(row["guest"]), identity(row["host"]))
        spoiled = (
            any(days.overlaps(one) for one in away.get(who, ())) and is_away(Kind(row["kind"]), days, known[who])
            for who in both
        )
        if any(spoiled):
            found[row["program"]].append(row["id"])
    return tuple(AbsenceClash(program, tuple(ids)) for program, ids in found.items())
