"""What an action changed, row by row and field by field, in words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping

from ridealong.domain.charters import number_words
from ridealong.services.journal.row_words import REFER_TO_PEOPLE, Row, RowWords
from ridealong.storage.schema import metadata
from ridealong.storage.stored_rows import stored_row

PRIVATE = frozenset(
    {
        ("absences", "reason"),
        ("aparts", "reason"),
        ("pairings", "reason"),
        ("enrolments", "reason"),
        ("gatherings", "reason"),
        ("composite_teams", "reason"),
        ("embeds", "reason"),
        ("lead_words", "note"),
        ("debriefs", "note"),
        ("answers", "comment"),
    }
)
"""Tables and their columns that nobody sees who does not ask for them."""
WITHHELD = "(private)"

_NOT_SHOWN = (
    "id",
    "version",
    "identity",
    "pairing_id",
    "meeting_id",
    "measure_id",
    "gathering_id",
    "step_id",
    "team_id",
    "task_id",
    "uid",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One column of a row, before and after, in words; empty where there was or is nothing.

    Args:
        private: whether both are withheld, and "(private)" stands in their place.
    """

    name: str
    before: str
    after: str
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One row that an action changed.

    Args:
        what: which row, in words: "the absence of Ana Lima, 2027-01-11". how: `added`, `changed` or `removed`.
    """

    what: str
    how: str
    fields: tuple[FieldChange, ...]


def row_changes(connection: Connection, rows: Sequence[RowMapping | Row], *, private: bool) -> tuple[RowChange, ...]:
    """Rows of the journal in words.

    Args:
        private: show reasons and comments, too.
    """
    read = [(row["table_name"], *(_read(row["table_name"], row[side]) for side in ("before", "after"))) for row in rows]
    words = RowWords(connection, [(table, row) for table, *both in read for row in both if row is not None])
    return tuple(_change(words, table, before, after, private=private) for table, before, after in read)


def _read(table: str, kept: str | None) -> Row | None:
    return stored_row(metadata.tables[table], kept) if kept is not None else None


def _change(words: RowWords, table: str, before: Row | None, after: Row | None, *, private: bool) -> RowChange:
    how = "added" if before is None else "removed" if after is None else "changed"
    old, new = before or {}, after or {}
    fields = [
        _field(words, table, name, old.get(name), new.get(name), private=private)
        for name in (new or old)
        if name not in _NOT_SHOWN and old.get(name) != new.get(name)
    ]
    shown = after if after is not None else before
    what = words.row(table, shown) if shown is not None else f"a row of {table}, of which nothing is kept"
    return RowChange(what=what, how=how, fields=tuple(one for one in fields if one.before or one.after))


def _field(words: RowWords, table: str, name: str, old: object, new: object, *, private: bool) -> FieldChange:
    before, after = (_value(words, table, name, value) for value in (old, new))
    if not private and (table, name) in PRIVATE:
        before, after = (WITHHELD if text else "" for text in (before, after))
        return FieldChange(name=_called(name), before=before, after=after, private=True)
    return FieldChange(name=_called(name), before=before, after=after)


def _called(name: str) -> str:
    return name.removesuffix("_id").replace("_", " ")


def _value(words: RowWords, table: str, name: str, value: Any) -> str:  # Any: what a column holds
    if value is None:
        return ""
    if table == "plans" and name in _OF_PLANS:
        return _of_plan(name, value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return number_words(value)
    return _reference(words, name, value)


def _reference(words: RowWords, name: str, value: Any) -> str:  # Any: what a column holds
    if name in REFER_TO_PEOPLE:
        return words.person(value)
    if name == "program_id":
        return words.program(value)
    if (said := words.of_team(name, value)) is not None:
        return said
    # Rounds count from 0, and people count them from 1.
    return str(value + 1) if name == "round" else str(value)


_OF_PLANS = ("numbers", "open_places")


def _of_plan(name: str, kept: str) -> str:
    """The figures of a plan, which are kept as JSON, as what they come to."""
    found: Any = json.loads(kept)  # Any: what JSON holds
    if name == "open_places":
        return str(len(found))
    return _figures(found)


def _figures(numbers: Mapping[str, object]) -> str:
    return f"{numbers.get('placed')} of {numbers.get('most')} places, fit {numbers.get('fit')}" + "".join(
        f", {word}" for key, word in (("by_hand", "changed by hand"), ("repaired", "repaired")) if numbers.get(key)
    )
