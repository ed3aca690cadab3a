"""Taking back one's own last actions, and doing again what was taken back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from sqlalchemy import Connection, RowMapping

from ridealong.domain.errors import Refused
from ridealong.domain.wording import several
from ridealong.services.desk import Desk
from ridealong.services.undo_rules import broken_rules
from ridealong.services.undo_words import refusal
from ridealong.storage.queries.journal import find_entry, lasting_since, own_entries
from ridealong.storage.undo import Reversal, first_few

UNDO = "undo"
REDO = "redo"
"""What the journal calls an action that takes another back, and one that does it again."""

_MOST_KEPT = 20
_MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoable:
    """What the next undo, or the next redo, is about.

    Args:
        summary: what was done, as the journal has it. action: what the journal calls it. at: when, in UTC.
        entry: the number of its journal entry.
        kept: newer actions of the same coordinator, in words, that cannot be taken back and stay, the newest first;
            of many the newest alone.
    """

    summary: str
    action: str
    at: datetime
    entry: int
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone(Undoable):
    """What was taken back, or done again.

    Args:
        dry: whether it was only looked at, and nothing was changed.
    """

    dry: bool = False


@dataclass(frozen=True, slots=True)
class _Target:
    """The entry that is to be taken back, and the action that this is about: for a redo, what was undone by it."""

    entry_id: int
    about: Undoable


def undo(desk: Desk, *, dry: bool = False) -> Undone:
    """Take back the last action of the coordinator at the desk that can be taken back.

    Args:
        dry: look what would be taken back, and change nothing.

    Raises:
        Refused: there is nothing to undo, or something has changed since, with who changed it and when.
    """
    return _take_back(desk, UNDO, _to_undo, _nothing_to_undo, dry=dry)


def redo(desk: Desk, *, dry: bool = False) -> Undone:
    """Do again what the coordinator at the desk has taken back last, where nothing was done after that.

    Args:
        dry: look what would be done again, and change nothing.

    Raises:
        Refused: there is nothing to redo, or something has changed since, with who changed it and when.
    """
    return _take_back(desk, REDO, _to_redo, _nothing_to_redo, dry=dry)


def next_undo(desk: Desk) -> Undoable | None:
    """What `undo` would take back; None where there is nothing."""
    with desk.reading() as connection:
        found = _to_undo(connection, desk.actor)
        return found.about if found else None


def next_redo(desk: Desk) -> Undoable | None:
    """What `redo` would do again; None where there is nothing."""
    with desk.reading() as connection:
        found = _to_redo(connection, desk.actor)
        return found.about if found else None


def _take_back(
    desk: Desk,
    action: str,
    find: Callable[[Connection, str], _Target | None],
    nothing: Callable[[Connection, str], Refused],
    *,
    dry: bool,
) -> Undone:
    def checked(connection: Connection) -> tuple[_Target, Reversal]:
        target = find(connection, desk.actor)
        if target is None:
            raise nothing(connection, desk.actor)
        reversal = Reversal(connection, target.entry_id)
        in_the_way = chain(reversal.obstacles(), broken_rules(connection, reversal))
        if obstacles := first_few(in_the_way, _MOST_COUNTED):
            raise refusal(connection, desk, obstacles, target.entry_id, redo=action == REDO)
        return target, reversal

    if dry:
        with desk.reading() as connection:
            return _undone(checked(connection)[0], dry=True)
    with desk.changing(action) as step:
        target, reversal = checked(step.connection)
        reversal.apply(step.work)
        word = "Undone" if action == UNDO else "Redone"
        step.done(f"{word}: {target.about.summary}", undoes=target.entry_id)
        return _undone(target, dry=False)


def _undone(target: _Target, *, dry: bool) -> Undone:
    one = target.about
    return Undone(summary=one.summary, action=one.action, at=one.at, entry=one.entry, kept=one.kept, dry=dry)


def _to_undo(connection: Connection, actor: str) -> _Target | None:
    """The newest action of somebody that stands: neither an undo nor a redo, and not taken back."""
    # What undid and what redid an entry come in turns, and the newest of them tells how it stands: a redo names the
    # undo that it takes back, which then counts no more, so that the entry under it stands again.
    taken: set[int] = set()
    for row in own_entries(connection, actor):
        if row["id"] in taken:
            continue
        if row["undoes_id"] is None:
            return _Target(row["id"], _with_kept(connection, actor, row["id"], _about(row)))
        taken.add(row["undoes_id"])
    return None


def _to_redo(connection: Connection, actor: str) -> _Target | None:
    """The newest undo of somebody that was not taken back, unless something else was done after it."""
    taken: set[int] = set()
    for row in own_entries(connection, actor):
        if row["id"] in taken:
            continue
        if row["undoes_id"] is None:
            return None
        if row["action"] == UNDO:
            undone = find_entry(connection, row["undoes_id"])
            return _Target(row["id"], _with_kept(connection, actor, row["id"], _about(undone or row)))
        taken.add(row["undoes_id"])
    return None


def _about(row: RowMapping) -> Undoable:
    return Undoable(summary=row["summary"], action=row["action"], at=datetime.fromisoformat(row["at"]), entry=row["id"])


def _with_kept(connection: Connection, actor: str, entry_id: int, about: Undoable) -> Undoable:
    return replace(about, kept=tuple(lasting_since(connection, actor, entry_id, _MOST_KEPT)))


def _nothing_to_undo(connection: Connection, actor: str) -> Refused:
    lasting = lasting_since(connection, actor, 0, _MOST_KEPT)
    if lasting:
        words = f"What {actor} did last cannot be taken back: {several(lasting)}"
    else:
        words = f"Only what {actor} has done is undone here; `ridealong journal` shows what others did"
    return Refused("There is nothing to undo", words, code="nothing-to-undo")


def _nothing_to_redo(_connection: Connection, _actor: str) -> Refused:
    words = "Only what was undone last can be redone, as long as nothing else was done after it"
    return Refused("There is nothing to redo", words, code="nothing-to-redo")
