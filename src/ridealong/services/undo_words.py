"""Why an action cannot be taken back, in words: which row has changed since, who changed it, and when."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select

from ridealong.domain.errors import Refused
from ridealong.domain.values import zone
from ridealong.domain.wording import many
from ridealong.services.desk import Desk
from ridealong.services.row_words import Row, RowWords
from ridealong.storage.queries.journal import newest_about
from ridealong.storage.stored_rows import stored_row
from ridealong.storage.undo import Obstacle, Why

_SAID = {
    Why.CHANGED: "{row} has changed since",
    Why.GONE: "{row} is not as it was left",
    Why.USED: "{row} would lose what it rests on",
    Why.TAKEN: "{row} stands in the way",
    Why.MISSING: "{row} is not there any more",
}


def refusal(connection: Connection, desk: Desk, obstacles: Sequence[Obstacle], entry_id: int, *, redo: bool) -> Refused:
    """The refusal to take an entry back, with who changed the first of the rows in the way, when, and by what.

    Args:
        obstacles: at least one. entry_id: what was to be taken back.
    """
    first = obstacles[0]
    last = newest_about(connection, first.table.name, first.row_id)
    row = _standing(connection, first) or _as_last_kept(first, last)
    name = RowWords(connection, [(first.table.name, row)]).row(first.table.name, row) if row else "a row"
    said = _SAID[first.why].format(row=name)
    more = f", and {many(len(obstacles) - 1, 'more row')} so" if len(obstacles) > 1 else ""
    by = _by(desk, last) if last is not None and last["id"] > entry_id else "it is not known by whom"
    done = "redone" if redo else "undone"
    return Refused(
        f"It cannot be {done}: {said[0].upper()}{said[1:]} ({by}){more}",
        _remedy(last, entry_id),
        code="changed-meanwhile",
    )


def _by(desk: Desk, last: RowMapping) -> str:
    at = datetime.fromisoformat(last["at"]).astimezone(zone(desk.zone))
    return f"{last['actor']} on {at:%Y-%m-%d} at {at:%H:%M}, {last['action']}: {last['summary']}"


def _remedy(last: RowMapping | None, entry_id: int) -> str:
    if last is None or last["id"] <= entry_id:
        return "Nothing was changed; change it by hand instead"
    look = f"`ridealong journal --entry {last['id']}` shows what changed"
    return f"Nothing was changed. {look}; {last['actor']} can undo that first, or change it by hand instead"


def _standing(connection: Connection, one: Obstacle) -> Row | None:
    row = connection.execute(select(one.table).where(one.table.c.id == one.row_id)).mappings().first()
    return dict(row) if row else None


def _as_last_kept(one: Obstacle, last: RowMapping | None) -> Row | None:
    kept = (last["before"] or last["after"]) if last else None
    return stored_row(one.table, kept) if kept else None
