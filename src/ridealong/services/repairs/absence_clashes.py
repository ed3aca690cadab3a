"""Published pairings and drafts that absences fall into."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.people import identity
from ridealong.domain.planning_rules import is_away
from ridealong.domain.programs import Kind
from ridealong.domain.wording import listed, many
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import absences_of
from ridealong.storage.queries.programs import all_programs


@dataclass(frozen=True, slots=True)
class AbsenceClash:
    """What absences spoil in one program.

    Args:
        program: its name. pairings: the numbers of the published pairings by day. drafts: those of the drafts.
        named: who is with whom in the first of all.
    """

    program: str
    pairings: tuple[int, ...]
    drafts: tuple[int, ...] = ()
    named: str = field(default="", compare=False)

    @property
    def sentence(self) -> str:
        """How many pairings of which program, and who the first are, without a full stop."""
        both = ((self.pairings, "published pairing"), (self.drafts, "draft"))
        number = len(self.pairings) + len(self.drafts)
        what = listed([many(len(some), word) for some, word in both if some])
        more = f" and {many(number - 1, 'other')}" if number > 1 else ""
        fall = "falls" if number == 1 else "fall"
        return f"{what} of {self.program} {fall} into this time away ({self.named}{more})"

    @property
    def remedy(self) -> str:
        """The command that replaces them."""
        return f'ridealong repair "{self.program}"'


def clashes_of(
    connection: Connection, away: Mapping[str, Collection[Days]], today: date, instead: Collection[int] = ()
) -> tuple[AbsenceClash, ...]:
    """The published pairings, not yet over, and the drafts to come that some absences fall into, by program and day.

    Drafts of archived programs come to nothing, and are left out.

    Args:
        away: the days by identity, stored already or not.
        instead: the ids of stored absences in whose place they are.
    """
    every = [days for some in away.values() for days in some if days.last >= today]
    if not every:
        return ()
    span = Days(max(today, min(days.first for days in every)), max(days.last for days in every))
    rows = find_pairings(connection, PairingSearch(states=(State.PUBLISHED, State.PROPOSED), days=span))
    planned = {one.id for one in all_programs(connection, archived=False)}
    rows = [
        row
        for row in rows
        if row["state"] == State.PUBLISHED or (row["first_day"] >= today and row["program_id"] in planned)
    ]
    if not rows:
        return ()
    reach = Days(min(row["first_day"] for row in rows), max(row["last_day"] for row in rows))
    # Whether buddies miss more than half of their time is for all absences together to say.
    known = defaultdict(list, {who: list(some) for who, some in away.items()})
    for absence in absences_of(connection, days=reach, without=instead):
        known[identity(absence.email)].append(absence.days)
    found: dict[str, list[RowMapping]] = defaultdict(list)
    for row in rows:
        days, both = Days(row["first_day"], row["last_day"]), (identity(row["guest"]), identity(row["host"]))
        spoiled = (
            any(one.last >= today and days.overlaps(one) for one in away.get(who, ()))
            and is_away(Kind(row["kind"]), days, known[who])
            for who in both
        )
        if any(spoiled):
            found[row["program"]].append(row)
    return tuple(_clash(program, some) for program, some in found.items())


def _clash(program: str, rows: Sequence[RowMapping]) -> AbsenceClash:
    published, drafts = (
        tuple(row["id"] for row in rows if row["state"] == state) for state in (State.PUBLISHED, State.PROPOSED)
    )
    first = min(rows, key=lambda row: row["state"] != State.PUBLISHED)
    return AbsenceClash(program, published, drafts, f"{first['guest_name']} with {first['host_name']}")
