"""Taking back one's own last actions, and doing again what was taken back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from sqlalchemy import Connection, RowMapping

from ridealong.domain.errors import Refused
from ridealong.domain.values import zone
from ridealong.domain.wording import several
from ridealong.services.desk import Desk
from ridealong.services.journal.undo_due import now_due
from ridealong.services.journal.undo_embeds import embeds_in_the_way
from ridealong.services.journal.undo_rules import groups_in_the_way, people_in_the_way, rules_in_the_way
from ridealong.services.journal.undo_words import REDO, UNDO, refused_by_rules, refused_for_rows
from ridealong.storage.queries.journal import find_entry, lasting_since, own_entries
from ridealong.storage.undo import Reversal, first_few

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
        due: how many invites are due because of it; None where no meeting has to do with it, or it was dry.
    """

    dry: bool = False
    due: int | None = None


@dataclass(frozen=True, slots=True)
class _Target:
    """The entry that is to be taken back, and the action that this is about: for a redo, what was undone by it."""

    entry_id: int
    about: Undoable


def undo(desk: Desk, *, dry: bool = False) -> Undone:
    """Take back the last action of the coordinator at the desk that can be taken back.

    Args:
        dry: look what would be taken back, and change nothing; in a database opened read-only, without the rules.

    Raises:
        Refused: there is nothing to undo, something has changed since, or a pairing that would come back breaks a
            rule by now; with who changed it and when.
    """
    return _take_back(desk, UNDO, _to_undo, _nothing_to_undo, dry=dry)


def redo(desk: Desk, *, dry: bool = False) -> Undone:
    """Do again what the coordinator at the desk has taken back last, unless they have done something new since.

    What cannot be undone, such as an export, is nothing new: what was taken back before it can be done again.

    Args:
        dry: look what would be done again, and change nothing; in a database opened read-only, without the rules.

    Raises:
        Refused: there is nothing to redo, something has changed since, or a pairing that would come back breaks a
            rule by now; with who changed it and when.
    """
    return _take_back(desk, REDO, _to_redo, _nothing_to_redo, dry=dry)


def _take_back(
    desk: Desk,
    action: str,
    find: Callable[[Connection, Desk], _Target | None],
    nothing: Callable[[Connection, str], Refused],
    *,
    dry: bool,
) -> Undone:
    def possible(connection: Connection) -> tuple[_Target, Reversal]:
        target = find(connection, desk)
        if target is None:
            raise nothing(connection, desk.actor)
        reversal = Reversal(connection, target.entry_id)
        if obstacles := first_few(reversal.obstacles(), _MOST_COUNTED):
            raise refused_for_rows(connection, desk, obstacles, target.entry_id, action)
        return target, reversal

    if dry and desk.store.read_only:
        # Rules can be looked at only once the action was taken back, which here cannot even be tried.
        with desk.reading() as connection:
            return _undone(possible(connection)[0], dry=True)
    with desk.changing(action) as step:
        target, reversal = possible(step.connection)
        reversal.apply(step.work)
        _check_rules(step.connection, desk, reversal, target.entry_id, action)
        if not dry:
            word = "Undone" if action == UNDO else "Redone"
            step.done(f"{word}: {target.about.summary}", undoes=target.entry_id)
    done = _undone(target, dry=dry)
    return done if dry else replace(done, due=now_due(desk, target.entry_id))


def _check_rules(connection: Connection, desk: Desk, reversal: Reversal, entry_id: int, action: str) -> None:
    """Refuse what was taken back where a rule is broken by it."""
    if obstacles := first_few(people_in_the_way(connection, reversal, entry_id), _MOST_COUNTED):
        raise refused_for_rows(connection, desk, obstacles, entry_id, action)
    if obstacles := first_few(groups_in_the_way(connection, reversal, entry_id), _MOST_COUNTED):
        raise refused_for_rows(connection, desk, obstacles, entry_id, action)
    if obstacles := first_few(embeds_in_the_way(connection, reversal, entry_id), _MOST_COUNTED):
        raise refused_for_rows(connection, desk, obstacles, entry_id, action)
    broken = rules_in_the_way(connection, reversal, desk.clock.today(), entry_id)
    if found := list(islice(broken, _MOST_COUNTED)):
        raise refused_by_rules(desk, found, action)


def _undone(target: _Target, *, dry: bool) -> Undone:
    one = target.about
    return Undone(summary=one.summary, action=one.action, at=one.at, entry=one.entry, kept=one.kept, dry=dry)


def _to_undo(connection: Connection, desk: Desk) -> _Target | None:
    """The newest action of somebody that stands: neither an undo nor a redo, and not taken back."""
    # What undid and what redid an entry come in turns, and the newest of them tells how it stands: a redo names the
    # undo that it takes back, which then counts no more, so that the entry under it stands again. Each counts, also
    # one that cannot be taken back any more since somebody was purged.
    taken: set[int] = set()
    for row in own_entries(connection, desk.actor):
        if row["id"] in taken:
            continue
        if row["undoes_id"] is None:
            return _Target(row["id"], _with_kept(connection, desk, row["id"], _about(row)))
        taken.add(row["undoes_id"])
    return None


def _to_redo(connection: Connection, desk: Desk) -> _Target | None:
    """The newest undo of somebody that was not taken back, unless something that can be undone was done after it."""
    taken: set[int] = set()
    for row in own_entries(connection, desk.actor):
        if row["id"] in taken:
            continue
        if row["undoes_id"] is None:
            return None
        if row["action"] != UNDO:
            taken.add(row["undoes_id"])
        elif row["undoable"]:
            undone = find_entry(connection, row["undoes_id"])
            return _Target(row["id"], _about(undone or row))
    return None


def _about(row: RowMapping) -> Undoable:
    return Undoable(summary=row["summary"], action=row["action"], at=datetime.fromisoformat(row["at"]), entry=row["id"])


def _with_kept(connection: Connection, desk: Desk, entry_id: int, about: Undoable) -> Undoable:
    rows = lasting_since(connection, desk.actor, entry_id, _MOST_KEPT)
    # Several may be called alike, such as exports of one file each.
    return replace(about, kept=tuple(f"{row['summary']} ({_day(row, desk)}, entry {row['id']})" for row in rows))


def _day(row: RowMapping, desk: Desk) -> date:
    return datetime.fromisoformat(row["at"]).astimezone(zone(desk.zone)).date()


def _nothing_to_undo(connection: Connection, actor: str) -> Refused:
    lasting = [row["summary"] for row in lasting_since(connection, actor, 0, _MOST_KEPT)]
    if lasting:
        words = f"What {actor} did last cannot be taken back: {several(lasting)}"
    else:
        words = f"Only what {actor} has done is undone here; the journal shows what others did"
    return Refused("There is nothing to undo", words, code="nothing-to-undo")


def _nothing_to_redo(_connection: Connection, _actor: str) -> Refused:
    words = "Only what was undone last can be redone, until something else is done that can be undone"
    return Refused("There is nothing to redo", words, code="nothing-to-redo")
