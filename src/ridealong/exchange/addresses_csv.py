"""E-mail addresses from a CSV file, such as those to enrol; a people file will do."""

from dataclasses import dataclass
from pathlib import Path

from ridealong.domain.values import read_email
from ridealong.exchange.columns import Cells, Column, parse
from ridealong.exchange.results import Parsed
from ridealong.exchange.table import read_table
from ridealong.exchange.text import read_text

COLUMNS = (Column("email", read_email, required=True, filled=True),)


@dataclass(frozen=True, slots=True)
class AddressRow:
    """An address and the line it stands in."""

    line: int
    email: str


def read_addresses(path: Path) -> Parsed[AddressRow]:
    """The addresses of a CSV file, repeats included, with the rows that have none.

    Raises:
        UnreadableFile: the file cannot be read, or its header lacks `email` or has it twice.
    """
    table = read_table(read_text(path), str(path), ("email",))
    return parse(table, COLUMNS, _build, remedy="The header names a column email")


def _build(line: int, cells: Cells) -> AddressRow:
    return AddressRow(line, str(cells["email"]))
