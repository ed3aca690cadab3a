"""What is found where a database is not sound."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be. It names rows by number alone, never people.

    Args:
        rule: the name of the rule that is broken.
        row: the id of the row, or None where it has none or none is meant.
    """

    rule: str
    table: str
    row: int | None
    problem: str


Found = Iterator[tuple[str, int | None, str]]
"""What a rule finds: table, id, and what is wrong."""

Rule = Callable[[Connection], Found]
