"""What reading a file comes to: typed rows, the rows that were rejected, the columns that were ignored."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that cannot be taken, and why.

    Args:
        line: the line of the file on which the row begins; the header is line 1.
        column: our name of the column, or empty where the row as a whole is broken.
        value: what stands there, shortened where it is very long; empty where it is private.
        problem: what is wrong, and what would be right.
        typed: the same for those who type commands; empty where that is the problem.
    """

    line: int
    column: str
    value: str
    problem: str
    typed: str = ""

    @property
    def for_commands(self) -> str:
        """What is wrong and what would be right, for those who type commands."""
        return self.typed or self.problem


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T]):
    """A file that was read.

    Args:
        source: the file, as messages name it.
        columns: our names of the columns that the file has, in its order.
        rows: the good rows, in the order of the file.
        rejected: the bad rows, by line.
        ignored: the columns of the file that nothing was read from, as it names them.
        skipped: how many rows belong to departments that the mapping does not list.
    """

    source: str
    columns: tuple[str, ...]
    rows: tuple[T, ...]
    rejected: tuple[Rejection, ...] = ()
    ignored: tuple[str, ...] = ()
    skipped: int = 0
