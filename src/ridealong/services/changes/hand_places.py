"""Places of meetings that were set by hand, which go with the host: whoever hosts instead sits elsewhere."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import Connection, RowMapping

from ridealong.domain.wording import several
from ridealong.services.invites.meeting_facts import change_of
from ridealong.storage.queries.invites import meeting_rows_of
from ridealong.storage.queries.meetings import meeting_change_rows
from ridealong.storage.schema import meeting_changes
from ridealong.storage.work import Step


def hand_places(connection: Connection, pairing_ids: Collection[int]) -> tuple[str, ...]:
    """The places that were set by hand for meetings of some pairings, each once."""
    return tuple(dict.fromkeys(row["place"] for row in _rows(connection, pairing_ids)))


def dropped_words(places: Sequence[str]) -> str:
    """That places which were set by hand hold no longer, without a full stop; empty where there are none."""
    if not places:
        return ""
    some, hold = ("place", "holds") if len(places) == 1 else ("places", "hold")
    return f"The {some} set by hand ({several(places)}) no longer {hold}"


def drop_places(step: Step, pairing_ids: Collection[int]) -> None:
    """Let the places of meetings of some pairings be those of the rules again; what else was changed stays."""
    rows = _rows(step.connection, pairing_ids)
    hollow = [row["id"] for row in rows if replace(change_of(row), place="").hollow]
    step.work.delete(meeting_changes, hollow)
    step.work.update(meeting_changes, {row["id"]: {"place": ""} for row in rows if row["id"] not in hollow})


def _rows(connection: Connection, pairing_ids: Collection[int]) -> list[RowMapping]:
    meetings = [row["id"] for row in meeting_rows_of(connection, pairing_ids)]
    return [row for row in meeting_change_rows(connection, meetings) if row["place"]] if meetings else []
