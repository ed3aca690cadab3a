"""How many invites are due once an action was taken back, or done again."""

import json

from ridealong.domain.pairings import State
from ridealong.services.desk import Desk
from ridealong.storage.queries.journal import changed_rows
from ridealong.storage.schema import pairings, people

_MAY_MAKE_DUE = ("meetings", "meeting_changes", "programs")
_TOLD = ("state", "guest_id", "host_id", "first_day", "last_day")
"""The properties of a pairing that its invites follow."""


def now_due(desk: Desk, entry_id: int) -> int | None:
    """How many invites are in the outbox; None where a journal entry touched nothing that invites are about.

    Args:
        entry_id: the entry that was taken back.
    """
    from ridealong.services.outbox import due_now  # noqa: PLC0415 - the calendars, which most undoing does without

    with desk.reading() as connection:
        if not any(
            _matters(row["table_name"], row["before"], row["after"]) for row in changed_rows(connection, entry_id)
        ):
            return None
        return len(due_now(connection, desk))


def _matters(table: str, before: str | None, after: str | None) -> bool:
    rows = [json.loads(kept) for kept in (before, after) if kept is not None]
    if table == pairings.name:
        # Of drafts, and of what is noted about a pairing alone, nobody is told.
        promised = any(row["state"] != State.PROPOSED for row in rows)
        return promised and (len(rows) == 1 or any(rows[0][name] != rows[1][name] for name in _TOLD))
    if table == people.name:
        # Of people who come or go with the entry, nobody was ever invited.
        return len({row["email"] for row in rows}) > 1
    return table in _MAY_MAKE_DUE
