"""The words of leads about drafts, as they are stored."""

from collections.abc import Collection

from sqlalchemy import Connection, RowMapping, select

from ridealong.storage.parts import parts_of
from ridealong.storage.schema import lead_words


def word_rows(connection: Connection, pairing_ids: Collection[int]) -> dict[tuple[int, str], RowMapping]:
    """The rows of what leads said of some pairings, by the id of the pairing and the side."""
    found: dict[tuple[int, str], RowMapping] = {}
    for part in parts_of(sorted(pairing_ids)):
        rows = connection.execute(select(lead_words).where(lead_words.c.pairing_id.in_(part))).mappings()
        found |= {(row["pairing_id"], row["side"]): row for row in rows}
    return found
