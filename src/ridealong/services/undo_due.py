"""How many invites are due once an action was taken back, or done again."""

import json

from ridealong.services.desk import Desk
from ridealong.storage.queries.journal import changed_rows

_MAY_MAKE_DUE = ("pairings", "meetings", "meeting_changes", "programs")


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
    if table != "people":
        return table in _MAY_MAKE_DUE
    # Of people who come or go with the entry, nobody was ever invited.
    return (
        before is not None and after is not None and json.loads(before).get("email") != json.loads(after).get("email")
    )
