"""Whether a change is still the one that somebody was shown before they agreed to it."""

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import Connection, Table

from ridealong.domain.errors import ChangedMeanwhile
from ridealong.services.desk import Desk
from ridealong.services.journal.by_whom import by_whom
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.storage.queries.changes import entries_after

_REMEDY = "Nothing was changed. Look again, then decide"
_MOST_READ = 200


def check_rows_shown(
    desk: Desk, connection: Connection, table: Table, *, shown: Collection[Seen], now: Collection[Seen], since: int
) -> None:
    """See that a change is about the rows that were shown, and that they are as they were.

    Args:
        shown, now: the rows as they were shown, and those it would be about now.
        since: the version of the database when they were shown.

    Raises:
        ChangedMeanwhile: it is about others, or somebody else has changed one.
    """
    differ = set(shown) - set(now)
    try:
        check_seen(desk, connection, table, differ)
    except ChangedMeanwhile as error:
        if len(differ) == 1:
            raise
        problem = f"{error.problem}; of {len(shown)} that were shown, {len(differ)} are not so any more"
        raise ChangedMeanwhile(problem, _REMEDY, by=error.by, at=error.at, changes=error.changes) from error
    same = {one.row for one in shown} == {one.row for one in now}
    check_shown(desk, connection, same=same, since=since)


def check_shown(desk: Desk, connection: Connection, *, same: bool, since: int) -> None:
    """See that a change is the one that was shown.

    Args:
        same: whether it is. since: the version of the database when it was shown.

    Raises:
        ChangedMeanwhile: it is another, with what was done at other desks since.
    """
    if same:
        return
    others = [one for one in entries_after(connection, since, _MOST_READ) if not desk.wrote(one["id"])]
    if not others:
        raise ChangedMeanwhile("What was shown is not what would be done now", _REMEDY)
    last = others[0]
    at = datetime.fromisoformat(last["at"]).astimezone(UTC)
    more = f" (and {len(others) - 1} more)" if len(others) > 1 else ""
    raise ChangedMeanwhile(
        f"What was shown is not so any more: {by_whom(desk, last['actor'], at)}: {last['summary']}{more}",
        _REMEDY,
        by=last["actor"],
        at=at,
    )
