"""Embeds kept in the database."""

from collections.abc import Sequence
from uuid import uuid5

from ridealong.services.identity import identity_of
from ridealong.storage.queries.changes import change_count
from ridealong.storage.schema import embeds
from ridealong.storage.work import Step


def insert_embeds(step: Step, rows: Sequence[dict[str, object]]) -> list[int]:
    """Keep embeds, each with a UID of its own; returns their ids.

    UIDs are made here, once: from the identity of the database, and from how much has happened in it.
    """
    namespace, version = identity_of(step.connection), change_count(step.connection)
    return step.work.insert(
        embeds,
        [
            {**row, "uid": str(uuid5(namespace, f"embed {row['team_id']} {version} {index}"))}
            for index, row in enumerate(rows)
        ],
    )
