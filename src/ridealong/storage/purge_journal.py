"""Taking everything about one person out of the journal: its entries stay, and can no longer be taken back."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, RowMapping, bindparam, delete, or_, select, update

from ridealong.domain.invite_words import name_in_titles
from ridealong.domain.people import PURGED
from ridealong.domain.traces import Traces
from ridealong.storage.parts import parts_of
from ridealong.storage.progress import Told
from ridealong.storage.purge import STAYS, stands_for_nobody, without_person
from ridealong.storage.queries.own_rows import OwnRows
from ridealong.storage.queries.personal import (
    DELIVERIES,
    Row,
    entries_about,
    entries_among,
    in_parts,
    journal_rows_about,
    like_any,
    named_alike,
)
from ridealong.storage.schema import journal, journal_rows, people


@dataclass(slots=True)
class _Todo:
    """What becomes of the journal's rows, and the entries that they belong to."""

    gone: list[int] = field(default_factory=list)
    new: list[dict[str, object]] = field(default_factory=list)
    entries: set[int] = field(default_factory=set)


def scrub_journal(connection: Connection, own: OwnRows, traces: Traces, titles: Mapping[str, str], told: Told) -> int:
    """Take a person out of all entries; returns how many entries are about the person.

    Args:
        titles: of meetings that the person was invited to, each with the title without the name.
    """
    about = entries_about(connection, own.person_id)
    touched = _scrub_rows(connection, own, traces, told)
    _scrub_summaries(connection, own.person_id, traces, about)
    _scrub_deliveries(connection, traces, titles)
    ids = sorted({row["id"] for row in about} | touched)
    for some in parts_of(ids):
        connection.execute(update(journal).where(journal.c.id.in_(some)).values(undoable=False))
    return len(about)


def _scrub_rows(connection: Connection, own: OwnRows, traces: Traces, told: Told) -> set[int]:
    todo = _Todo()
    wanted = journal_rows_about(own.person_id, traces.addresses | traces.identities)
    for done, total, rows in in_parts(connection, wanted, journal_rows):
        told("Looking through the journal", done, total)
        for row in rows:
            _look_at(row, own, traces, todo)
    for some in parts_of(todo.gone):
        connection.execute(delete(journal_rows).where(journal_rows.c.id.in_(some)))
    if todo.new:
        statement = (
            update(journal_rows)
            .where(journal_rows.c.id == bindparam("which_row"))
            .values(before=bindparam("new_before"), after=bindparam("new_after"))
        )
        connection.execute(statement, todo.new)
    return todo.entries


def _look_at(row: RowMapping, own: OwnRows, traces: Traces, todo: _Todo) -> None:
    table = row["table_name"]
    before, after = (json.loads(text) if text else None for text in (row["before"], row["after"]))
    if table not in STAYS and any(own.has(table, one) for one in (before, after)):
        todo.gone.append(row["id"])
        todo.entries.add(row["entry_id"])
        return
    new = [_text(_scrubbed(table, one, own, traces)) for one in (before, after)]
    if new != [row["before"], row["after"]]:
        todo.new.append({"which_row": row["id"], "new_before": new[0], "new_after": new[1]})
        todo.entries.add(row["entry_id"])


def _scrubbed(table: str, row: Row | None, own: OwnRows, traces: Traces) -> Row | None:
    if row is None:
        return None
    if table == people.name and own.has(table, row):
        return {**row, **stands_for_nobody(traces.stand_in)}
    kept = without_person(table, row, own) if table in STAYS else row
    return {name: traces.without_address(one) if isinstance(one, str) else one for name, one in kept.items()}


def _text(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _scrub_summaries(connection: Connection, person_id: int, traces: Traces, about: Sequence[RowMapping]) -> None:
    """Take name and addresses out of what entries say; of one about nobody else, only the action stays."""
    alike = named_alike(connection, person_id, traces.names)
    shared = entries_among(
        connection, [one for one in alike if alike[one] in traces.names], [row["id"] for row in about]
    )
    new: dict[int, str] = {}
    for row in about:
        if row["alone"]:
            new[row["id"]] = PURGED
        else:
            new[row["id"]] = traces.without_any(row["summary"], alike.values(), shared=row["id"] in shared)
    addressed = select(journal.c.id, journal.c.summary).where(
        like_any(journal.c.summary, traces.addresses | traces.identities)
    )
    bare = Traces(traces.addresses, (), traces.stand_in)
    for row_id, summary in connection.execute(addressed):
        new.setdefault(row_id, bare.without_any(summary))
    _rewrite(connection, new)


def _scrub_deliveries(connection: Connection, traces: Traces, titles: Mapping[str, str]) -> None:
    names = {*traces.names, *map(name_in_titles, traces.names)}
    said = or_(*(journal.c.summary.contains(name, autoescape=True) for name in sorted(names)))
    statement = select(journal.c.id, journal.c.summary).where(journal.c.action.in_(DELIVERIES), said)
    new: dict[int, str] = {}
    for row_id, summary in connection.execute(statement):
        title = _longest(summary, titles)
        if title:
            new[row_id] = summary.replace(title, titles[title])
    _rewrite(connection, new)


def _longest(summary: str, titles: Collection[str]) -> str:
    return max((one for one in titles if one in summary), key=len, default="")


def _rewrite(connection: Connection, summaries: Mapping[int, str]) -> None:
    if summaries:
        statement = update(journal).where(journal.c.id == bindparam("row_id")).values(summary=bindparam("new"))
        connection.execute(statement, [{"row_id": one, "new": text} for one, text in summaries.items()])
