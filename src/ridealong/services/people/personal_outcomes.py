"""What came out of one person's pairings, as far as it is theirs, for the document about them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, or_, select

from ridealong.domain.people import Side
from ridealong.storage.parts import parts_of
from ridealong.storage.queries.own_rows import OwnRows
from ridealong.storage.schema import composite_teams, debriefs, gathering_people, gatherings, ideas, lead_words, learned

Row = Mapping[str, Any] | RowMapping  # Any: what a column holds, only the table knows


class Outcomes:
    """The rows about the pairings of somebody, by pairing."""

    def __init__(self, connection: Connection, own: OwnRows) -> None:
        self._own = own
        self._of = {table.name: _by_pairing(connection, table, own) for table in (debriefs, lead_words, learned)}

    def of(self, pairing_id: int) -> dict[str, object]:
        """What came out of a pairing: the debrief, what was learned, and what the leads said of it beforehand."""
        noted = [plain(one) for one in self._parts(debriefs, pairing_id)]
        return {
            "debrief": noted[0] if noted else None,
            "learned": [plain(one) for one in self._parts(learned, pairing_id)],
            "leads": [plain(one) for one in self._parts(lead_words, pairing_id)],
        }

    def _parts(self, table: Table, pairing_id: int) -> Iterator[dict[str, object]]:
        for row in self._of[table.name].get(pairing_id, ()):
            found = own_part(table.name, row, self._own)
            if found is not None:
                yield found


def _by_pairing(connection: Connection, table: Table, own: OwnRows) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for some in parts_of(sorted(own.sides)):
        statement = select(table).where(table.c.pairing_id.in_(some)).order_by(table.c.id)
        for row in connection.execute(statement).mappings():
            if own.has(table.name, row):
                found.setdefault(row["pairing_id"], []).append(row)
    return found


def ideas_of(connection: Connection, own: OwnRows) -> Sequence[RowMapping]:
    """The ideas that somebody owns, and those that came out of their pairings, by id."""
    mine = or_(ideas.c.owner_id == own.person_id, ideas.c.pairing_id.is_not(None))
    rows = connection.execute(select(ideas).where(mine).order_by(ideas.c.id)).mappings()
    return [row for row in rows if own.has(ideas.name, row)]


def others_in(connection: Connection, gathering_id: int, person_id: int) -> list[int]:
    """Who else is in a gathering, by row id."""
    statement = select(gathering_people.c.person_id).where(
        gathering_people.c.gathering_id == gathering_id, gathering_people.c.person_id != person_id
    )
    return list(connection.execute(statement.order_by(gathering_people.c.id)).scalars())


def own_part(table: str, row: Row, own: OwnRows) -> dict[str, object] | None:
    """What of a row that is about somebody they are told: nothing private of whom they were with.

    Of a debrief it is their own rating, not the note, which may speak of the other; of things learned those of their
    side or of both, of the leads' words the note of their own side's lead alone. Why a group did not meet, or a
    composite team ended, may speak of any one of them.

    Returns:
        The columns to tell; None where nothing of the row is theirs.
    """
    side = own.sides.get(row["pairing_id"], Side.IT) if "pairing_id" in row else Side.IT
    if table == debriefs.name:
        return {"day": row["day"], "rating": row[f"{side}_rating"]}
    if table == learned.name:
        return _but(row, ()) if row["side"] in ("", side) else None
    if table == lead_words.name:
        return _but(row, () if row["side"] == side else ("note",))
    if table in (gatherings.name, composite_teams.name):
        return _but(row, ("reason",))
    if table == ideas.name:
        mine = row["owner_id"] == own.person_id
        return {**_but(row, () if mine else ("named",)), "owner": mine}
    return _but(row, ())


def _but(row: Row, names: Iterable[str]) -> dict[str, object]:
    left_out = {*_BESIDE, *names}
    return {name: value for name, value in row.items() if name not in left_out}


_BESIDE = (
    *("id", "version", "identity"),
    *("person_id", "guest_id", "host_id", "one_id", "other_id", "it_id", "marketing_id", "owner_id"),
    *("program_id", "pairing_id", "gathering_id", "team_id", "slot_id", "after_id"),
)
"""Columns of rows that only say which rows they are, or whom else they are about."""


def plain(row: Mapping[str, object]) -> dict[str, object]:
    """A row with days in ISO form."""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in row.items()}
