"""Standing contacts of two teams, and who of them has met whom most often."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, func, not_, or_, select

from ridealong.domain.contacts import Teams, teams_of
from ridealong.domain.pairings import MET
from ridealong.domain.people import Person
from ridealong.storage import records
from ridealong.storage.parts import parts_of
from ridealong.storage.schema import contacts, pairings, people


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """Whom people of two teams turn to; None where nobody is named.

    Args:
        row: of `contacts`. gone: by row id, who of the two is not in the exchange any more.
    """

    row: RowMapping
    it: Person | None
    marketing: Person | None
    gone: frozenset[str] = frozenset()


def contacts_by_teams(connection: Connection) -> dict[Teams, Contacts]:
    """The standing contacts of all teams that have some, by the two teams as they are compared."""
    rows = connection.execute(select(contacts).order_by(contacts.c.id)).mappings().all()
    ids = sorted({row[name] for row in rows for name in ("it_id", "marketing_id") if row[name] is not None})
    known: dict[int, RowMapping] = {}
    for some in parts_of(ids):
        found = connection.execute(select(people).where(people.c.id.in_(some))).mappings()
        known |= {row["id"]: row for row in found}
    return {teams_of(row["it_team"], row["marketing_team"]): _contacts(row, known) for row in rows}


def _contacts(row: RowMapping, known: dict[int, RowMapping]) -> Contacts:
    it, marketing = (known.get(row[name]) for name in ("it_id", "marketing_id"))
    return Contacts(
        row=row,
        it=records.person(it) if it else None,
        marketing=records.person(marketing) if marketing else None,
        gone=frozenset(one["identity"] for one in (it, marketing) if one and one["removed"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquainted:
    """Two people of two teams, by row id, and how often they have met."""

    it_id: int
    marketing_id: int
    times: int


def acquainted(connection: Connection, spellings: Collection[str], side: str) -> dict[str, list[Acquainted]]:
    """Who of a team has met whom, by the name of the other one's team of today; most often first, then most recently.

    Only people count who are still here, in the team and on the side.

    Args:
        spellings: how the name of the team is written. side: that of the team.
    """
    guest, host = people.alias(), people.alias()
    wanted = sorted(spellings)
    statement = (
        select(
            pairings.c.guest_id,
            pairings.c.host_id,
            guest.c.side,
            guest.c.team.label("guest_team"),
            host.c.team.label("host_team"),
            func.count().label("times"),
        )
        .join(guest, guest.c.id == pairings.c.guest_id)
        .join(host, host.c.id == pairings.c.host_id)
        .where(pairings.c.state.in_(MET), not_(guest.c.removed), not_(host.c.removed), guest.c.side != host.c.side)
        .where(
            or_(
                and_(guest.c.side == side, guest.c.team.in_(wanted)),
                and_(host.c.side == side, host.c.team.in_(wanted)),
            )
        )
        .group_by(pairings.c.guest_id, pairings.c.host_id, guest.c.side, guest.c.team, host.c.team)
        .order_by(func.max(pairings.c.last_day).desc(), pairings.c.guest_id, pairings.c.host_id)
    )
    return _summed(connection.execute(statement).all(), side)


def _summed(rows: Sequence[Any], side: str) -> dict[str, list[Acquainted]]:  # Any: rows of the columns above
    times: dict[tuple[str, int, int], int] = {}
    for guest_id, host_id, guest_side, guest_team, host_team, number in rows:
        it_id, marketing_id = (guest_id, host_id) if guest_side == "it" else (host_id, guest_id)
        key = (host_team if guest_side == side else guest_team, it_id, marketing_id)
        times[key] = times.get(key, 0) + number
    found: dict[str, list[Acquainted]] = {}
    for (team, it_id, marketing_id), number in sorted(times.items(), key=lambda one: -one[1]):
        found.setdefault(team, []).append(Acquainted(it_id=it_id, marketing_id=marketing_id, times=number))
    return found
