"""Conditions of a search, shared by the lists that can be searched."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, func, or_

from ridealong.storage.plain_letters import plain


def contains(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Whether a column contains a text, in any letter case; `%` and `_` mean themselves.

    A text in plain letters is found where the column has others for them: `sorensen` in `Sørensen`.
    """
    return _like(column, text, "%")


def begins(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Whether a column begins with a text, as `contains` compares them."""
    return _like(column, text, "")


def _like(column: ColumnElement[str], text: str, before: str) -> ColumnElement[bool]:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    if text.isascii():
        return plain(column).like(f"{before}{escaped.lower()}%", escape="\\")
    lowered = func.lower(column)
    return or_(*(lowered.like(f"{before}{one}%", escape="\\") for one in _spellings(escaped)))


def _spellings(text: str) -> Sequence[str]:
    """How a text may stand in a column of which the database has only lowered A to Z, as SQLite does.

    Other letters are looked for as typed, small, large, and with large ones where words begin.
    """
    other = (text, text.lower(), text.upper(), text.title())
    # A dotless i becomes a plain one when it is made large and small again: another letter, not another case.
    alike = [one for one in other if len(one) == len(text) and one.casefold() == text.casefold()]
    return tuple(
        dict.fromkeys("".join(a.lower() if a.isascii() else b for a, b in zip(text, one, strict=True)) for one in alike)
    )


def all_words(words: Iterable[str], columns: Iterable[ColumnElement[str]]) -> ColumnElement[bool]:
    """Whether each word stands in at least one of the columns."""
    columns = tuple(columns)
    conditions = [or_(*(contains(column, word) for column in columns)) for word in words]
    return and_(True, *conditions)
