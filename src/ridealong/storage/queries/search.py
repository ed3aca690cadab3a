"""Conditions of a search, shared by the lists that can be searched."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, func, or_


def contains(column: ColumnElement[str], text: str) -> ColumnElement[bool]:
    """Whether a column contains a text, in any letter case; `%` and `_` mean themselves."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return func.lower(column).like(f"%{escaped.lower()}%", escape="\\")


def all_words(words: Iterable[str], columns: Iterable[ColumnElement[str]]) -> ColumnElement[bool]:
    """Whether each word stands in at least one of the columns."""
    columns = tuple(columns)
    conditions = [or_(*(contains(column, word) for column in columns)) for word in words]
    return and_(True, *conditions)
