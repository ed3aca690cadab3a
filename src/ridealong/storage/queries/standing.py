"""Who stands in pairings and embeds that are still open, and who was taken out of the exchange."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import Connection, RowMapping, select

from ridealong.storage.parts import parts_of
from ridealong.storage.schema import embeds, pairings, people


def open_pairings_of(connection: Connection, ids: Sequence[int], columns: Collection[str]) -> Iterator[RowMapping]:
    """Drafts and published pairings in which somebody stands.

    Args:
        ids: the row ids of people. columns: as whom, `guest_id` or `host_id` or both.
    """
    for column in columns:
        for some in parts_of(ids):
            statement = select(pairings).where(
                pairings.c[column].in_(some), pairings.c.state.in_(("proposed", "published"))
            )
            yield from connection.execute(statement.order_by(pairings.c.id)).mappings()


def open_embeds_of(connection: Connection, ids: Sequence[int]) -> Iterator[RowMapping]:
    """Drafts and published embeds of some people, by the row ids of these."""
    for some in parts_of(ids):
        mine = embeds.c.person_id.in_(some), embeds.c.state.in_(("proposed", "published"))
        yield from connection.execute(select(embeds).where(*mine).order_by(embeds.c.id)).mappings()


def removed_among(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Those of some people who were taken out of the exchange, by row id."""
    found: list[int] = []
    for some in parts_of(ids):
        statement = select(people.c.id).where(people.c.id.in_(some), people.c.removed).order_by(people.c.id)
        found += connection.execute(statement).scalars()
    return found
