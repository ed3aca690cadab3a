"""Which pairings, gatherings and teams are one person's, and so the rows that say something of these."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, or_, select

from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.storage.parts import parts_of
from ridealong.storage.queries.personal import Row, gatherings_of, is_about, rows_about
from ridealong.storage.schema import (
    composite_teams,
    debriefs,
    embeds,
    gatherings,
    ideas,
    journal_rows,
    journal_subjects,
    lead_words,
    learned,
    pairings,
)
from ridealong.storage.subjects import PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRows:
    """What is one person's.

    Args:
        identities: of all addresses that the person has or had.
        sides: the pairings that there are or were with the person, by row id, each with the side of the person in it.
        drafts: those of them that are drafts now.
        gatherings: those that the person is in, by row id, without drafts.
        teams: the composite teams that the person is or was embedded in, by row id, without drafts.
        others: rows, each as table and id, of pairings in which somebody else stands by now.
    """

    person_id: int
    identities: frozenset[str]
    sides: Mapping[int, Side]
    drafts: frozenset[int]
    gatherings: frozenset[int]
    teams: frozenset[int]
    others: frozenset[tuple[str, int]] = frozenset()

    def has(self, table: str, row: Row | RowMapping | None) -> bool:
        """Whether a row, as the journal wrote it down, is about the person, be it by a pairing, gathering or team."""
        if row is None:
            return False
        if is_about(table, row, self.person_id, self.identities):
            return True
        if table == gatherings.name:
            return row["id"] in self.gatherings
        if table == composite_teams.name:
            return row["id"] in self.teams
        named = table in _TELL and row["pairing_id"] in self.sides
        return named and (table, row["id"]) not in self.others


_TELL = {table.name: table for table in (debriefs, ideas, lead_words, learned)}
"""The tables whose rows tell of a pairing what is about its people."""


def own_rows(connection: Connection, person_id: int, identities: frozenset[str]) -> OwnRows:
    """What is a person's, by row id; pairings that are gone are found in the journal."""
    now = rows_about(connection, pairings, person_id)
    sides = {row["id"]: _side(row, person_id) for row in _pairings_before(connection, person_id)}
    sides |= {row["id"]: _side(row, person_id) for row in now}
    former = sorted(sides.keys() - {row["id"] for row in now})
    return OwnRows(
        person_id=person_id,
        identities=identities,
        sides=sides,
        drafts=frozenset(row["id"] for row in now if row["state"] == State.PROPOSED),
        gatherings=frozenset(
            row["id"] for row in gatherings_of(connection, person_id) if row["state"] != State.PROPOSED
        ),
        teams=frozenset(
            row["team_id"] for row in rows_about(connection, embeds, person_id) if row["state"] != State.PROPOSED
        ),
        others=frozenset(_of_standing(connection, former)),
    )


def _of_standing(connection: Connection, pairing_ids: Sequence[int]) -> Iterator[tuple[str, int]]:
    for name, table in _TELL.items():
        for some in parts_of(pairing_ids):
            found = select(table.c.id).where(table.c.pairing_id.in_(some))
            yield from ((name, row_id) for row_id in connection.execute(found).scalars())


def _side(row: Row | RowMapping, person_id: int) -> Side:
    side = Side(row["guest_side"])
    return side if row["guest_id"] == person_id else side.other


def _pairings_before(connection: Connection, person_id: int) -> Iterator[Row]:
    """The pairings with a person that the journal knows, as it wrote them down."""
    about = select(journal_subjects.c.entry_id).where(
        journal_subjects.c.kind == PERSON, journal_subjects.c.subject_id == person_id
    )
    texts = (journal_rows.c.before, journal_rows.c.after)
    named = or_(*(text.like(f'%"{name}":{person_id},%') for text in texts for name in ("guest_id", "host_id")))
    statement = select(*texts).where(
        journal_rows.c.table_name == pairings.name, journal_rows.c.entry_id.in_(about), named
    )
    for both in connection.execute(statement):
        for row in (json.loads(text) for text in both if text):
            if person_id in (row["guest_id"], row["host_id"]):
                yield row
