"""Tables as CSV text; what the readers of this package know, they read back unchanged."""

import csv
from collections.abc import Iterable, Sequence

from ridealong.domain.people import Person
from ridealong.exchange import history_csv, people_csv
from ridealong.exchange.cells import guard
from ridealong.exchange.history_csv import HistoryRow
from ridealong.exchange.json_out import history_json, person_json


def people_csv_text(people: Iterable[Person]) -> str:
    """A people file with every column, in the order given; lines end with a line feed."""
    return _text(people_csv.NAMES, map(person_json, people))


def history_csv_text(rows: Iterable[HistoryRow]) -> str:
    """A history file, in the order given; lines end with a line feed."""
    return _text(history_csv.NAMES, map(history_json, rows))


def table_csv_text(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Any table, with a row of titles; lines end with a line feed."""
    return _csv(titles, ([guard(cell) for cell in row] for row in rows))


class _Lines(list[str]):
    """What a csv writer writes to: one line a call."""

    def write(self, line: str) -> None:
        self.append(line.removesuffix("\r\n"))


def _text(names: Sequence[str], records: Iterable[dict[str, object]]) -> str:
    return _csv(names, ([_cell(record[name]) for name in names] for record in records))


def _csv(titles: Sequence[str], rows: Iterable[list[str]]) -> str:
    lines = _Lines()
    # Python before 3.13 quotes a carriage return inside a cell only where lines end with one, so they do at first.
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows(rows)
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return guard(";".join(value))
    return guard(str(value))
