"""Why an action cannot be taken back, in words: what is in the way, who made it so, and when."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, RowMapping, select

from ridealong.domain.errors import Refused
from ridealong.domain.wording import many
from ridealong.services.desk import Desk
from ridealong.services.journal.by_whom import NOT_KNOWN, by_whom
from ridealong.services.journal.row_words import Row, RowWords
from ridealong.services.journal.undo_rules import BrokenRule
from ridealong.storage.queries.changes import changes_of_row
from ridealong.storage.stored_rows import stored_row
from ridealong.storage.undo import Obstacle, Why

UNDO = "undo"
REDO = "redo"
"""What the journal calls an action that takes another back, and one that does it again."""

_SAID = {
    Why.CHANGED: "{row} has changed since",
    Why.GONE: "{row} is not as it was left",
    Why.USED: "{row} would lose what it rests on",
    Why.TAKEN: "{row} stands in the way",
    Why.MISSING: "{row} is not there any more",
}
_DONE = {UNDO: "undone", REDO: "redone"}
_CODE = "changed-meanwhile"
_BY_HAND = "change it by hand instead"


def refused_for_rows(
    connection: Connection, desk: Desk, obstacles: Sequence[Obstacle], entry_id: int, action: str
) -> Refused:
    """The refusal to take an entry back, with who changed the first of the rows in the way, when, and by what.

    Args:
        obstacles: at least one. entry_id: what was to be taken back. action: `undo` or `redo`.
    """
    first = obstacles[0]
    last = next(changes_of_row(connection, first.table.name, first.row_id), None)
    row = _standing(connection, first) or _as_last_kept(first, last)
    name = RowWords(connection, [(first.table.name, row)]).row(first.table.name, row) if row else "a row"
    said = _SAID[first.why].format(row=name)
    more = f", and {many(len(obstacles) - 1, 'more row')} so" if len(obstacles) > 1 else ""
    since = last if last is not None and last["entry_id"] > entry_id else None
    return Refused(
        f"It cannot be {_DONE[action]}: {said[0].upper()}{said[1:]} ({_by(desk, since)}){more}",
        _remedy(desk, since, _BY_HAND),
        code=_CODE,
    )


def refused_by_rules(desk: Desk, broken: Sequence[BrokenRule], action: str) -> Refused:
    """The refusal to let pairings come back that break rules, with who made that so, when, and by what.

    Args:
        broken: at least one. action: `undo` or `redo`.
    """
    first = broken[0]
    more = f", and {many(len(broken) - 1, 'more rule')} would be broken" if len(broken) > 1 else ""
    return Refused(
        f"It cannot be {_DONE[action]}, for a rule would be broken: {first.said} ({_by(desk, first.cause)}){more}",
        _remedy(desk, first.cause, f"plan '{first.program}' again"),
        code=_CODE,
    )


def _by(desk: Desk, last: RowMapping | None) -> str:
    if last is None:
        return NOT_KNOWN
    at = datetime.fromisoformat(last["at"])
    return f"{by_whom(desk, last['actor'], at)}, {last['action']}: {last['summary']}"


def _remedy(desk: Desk, last: RowMapping | None, otherwise: str) -> str:
    if last is None:
        return f"Nothing was changed; {otherwise}"
    look = f"Nothing was changed. Entry {last['entry_id']} of the journal shows what changed"
    if not last["undoable"]:
        return f"{look}, and that cannot be undone; {otherwise}"
    if last["actor"] == desk.actor:
        return f"{look}; {otherwise}"
    back = REDO if last["action"] == UNDO else UNDO
    return f"{look}; {last['actor']} can {back} that first, or {otherwise}"


def _standing(connection: Connection, one: Obstacle) -> Row | None:
    row = connection.execute(select(one.table).where(one.table.c.id == one.row_id)).mappings().first()
    return dict(row) if row else None


def _as_last_kept(one: Obstacle, last: RowMapping | None) -> Row | None:
    kept = (last["before"] or last["after"]) if last else None
    return stored_row(one.table, kept) if kept else None
