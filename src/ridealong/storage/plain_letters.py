"""Columns in plain letters, as searches compare them: each database is told in its own way how to fold them."""

from sqlite3 import Connection as SqliteConnection
from typing import Any

from sqlalchemy import ColumnElement, String, func, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from ridealong.domain.plain_letters import ALONE, plain_letters

_NAME = "plain_letters"
_LATIN = [chr(one) for first, last in ((0xC0, 0x24F), (0x1E00, 0x1EFF)) for one in range(first, last + 1)]
_MARKS = "".join(map(chr, range(0x300, 0x370)))
"""Accents that stand after their letter."""


class plain(FunctionElement[str]):  # noqa: N801 - named as functions of SQL are
    """A column without accents and with `ss` for `ß`, for `LIKE` and a text in small letters.

    It is in small letters itself except in SQLite, whose `LIKE` takes large ones from A to Z for them anyway.
    """

    type = String()
    name = _NAME
    inherit_cache = True


def give_plain_letters(connection: SqliteConnection) -> None:
    """Let a connection to SQLite, which knows no letters but A to Z, fold others."""
    connection.create_function(_NAME, 1, plain_letters, deterministic=True)


def _column(element: plain) -> ColumnElement[str]:
    (column,) = element.clauses
    return column


@compiles(plain, "sqlite")
def _in_sqlite(element: plain, compiler: SQLCompiler, **how: Any) -> str:  # Any: as SQLAlchemy hands it on
    column = compiler.process(_column(element), **how)
    # Texts of plain letters have as many bytes as letters; to call Python for each of them takes many times as long.
    return f"CASE WHEN length(CAST({column} AS BLOB)) > length({column}) THEN {_NAME}({column}) ELSE {column} END"


@compiles(plain, "postgresql")
def _in_postgresql(element: plain, compiler: SQLCompiler, **how: Any) -> str:  # Any: as above
    folded: ColumnElement[str] = _column(element)
    for letter, letters in ALONE.items():
        if len(letters) > 1:
            folded = func.replace(folded, _text(letter), _text(letters))
    plainly = {one: plain_letters(one).lower() for one in _LATIN}
    single = {one: other for one, other in plainly.items() if len(other) == 1 and other.isascii()}
    # What has no counterpart in the second text is taken away.
    folded = func.translate(folded, _text("".join(single) + _MARKS), _text("".join(single.values())))
    return compiler.process(func.lower(folded), **how)


def _text(letters: str) -> ColumnElement[str]:
    return literal_column(f"'{letters}'", String())
