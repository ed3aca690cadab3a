"""Whether what somebody looked at is still so when they change it, and who changed it meanwhile."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, Table, select

from ridealong.domain.errors import ChangedMeanwhile, ValueChanged
from ridealong.domain.wording import listed
from ridealong.services.desk import Desk
from ridealong.services.journal.by_whom import NOT_KNOWN, by_whom
from ridealong.services.journal.journal_rows import RowChange, row_changes
from ridealong.storage.queries.changes import changes_of_row

NOT_TOLD = ("fit", "guest team", "host team")
"""What follows from other properties of a pairing."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A row as somebody looked at it: its id, and its version then."""

    row: int
    version: int


NONE_YET = Seen(0, 0)
"""That there was no such row when somebody looked."""


def check_seen(desk: Desk, connection: Connection, table: Table, seen: Iterable[Seen]) -> None:
    """Raise ChangedMeanwhile where one of some rows is no longer as it was seen; private values are not told.

    What was changed at this very desk is no surprise to anybody.
    """
    for one in sorted(seen, key=lambda each: each.row):
        row = connection.execute(select(table).where(table.c.id == one.row)).mappings().first()
        if row is not None and row["version"] == one.version:
            continue
        since = list(_since(connection, table, one))
        if not since or any(not desk.wrote(change["entry_id"]) for change in since):
            raise _changed(desk, connection, table, since, row)


def _changed(
    desk: Desk, connection: Connection, table: Table, since: Sequence[RowMapping], row: RowMapping | None
) -> ChangedMeanwhile:
    actors = list(dict.fromkeys(one["actor"] for one in since if not desk.wrote(one["entry_id"])))
    by = listed(actors) if actors else ""
    at = datetime.fromisoformat(since[0]["at"]).astimezone(UTC) if since else None
    who = f"by {by_whom(desk, by, at)}" if by and at else f"and {NOT_KNOWN}"
    change = _between(connection, table, since)
    what = change.what if change else f"a row of {table.name}"
    what = what[:1].upper() + what[1:]
    if row is None or row.get("removed"):
        return ChangedMeanwhile(f"{what} was removed meanwhile, {who}", "Nothing was changed", by=by, at=at)
    fields = [one for one in change.fields if one.name not in NOT_TOLD] if change else []
    told = "; ".join(f"{one.name} was {one.before or 'empty'}, is {one.after or 'empty'}" for one in fields)
    return ChangedMeanwhile(
        f"{what} was changed meanwhile, {who}{f': {told}' if told else ''}",
        "Nothing was changed. Look again, then decide",
        by=by,
        at=at,
        changes=[ValueChanged(one.name, one.before, one.after) for one in fields],
    )


def _since(connection: Connection, table: Table, seen: Seen) -> Iterator[RowMapping]:
    """The changes of a row after it was seen, the newest first."""
    for one in changes_of_row(connection, table.name, seen.row):
        if one["after"] is not None and _version(one["after"]) <= seen.version:
            return
        yield one


def _version(kept: str) -> int:
    return int(json.loads(kept).get("version", 0))


def _between(connection: Connection, table: Table, since: Sequence[RowMapping]) -> RowChange | None:
    """What became of a row, from how it was seen to how it is now, in words."""
    if not since:
        return None
    row = {"table_name": table.name, "before": since[-1]["before"], "after": since[0]["after"]}
    return row_changes(connection, [row], private=False)[0]
