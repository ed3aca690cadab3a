"""The files that the made-up coordinator imports, written into a throw-away folder."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from ridealong.domain.people import Person
from ridealong.exchange.history_csv import HistoryRow
from ridealong.exchange.write_csv import history_csv_text, people_csv_text


class Folder:
    """A folder of files to import. Their names stand in the journal, so they are always the same."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def people(self, name: str, people: Iterable[Person]) -> Path:
        """Write a people file; returns where it is."""
        return self._text(name, people_csv_text(people))

    def history(self, name: str, rows: Iterable[HistoryRow]) -> Path:
        """Write a history file; returns where it is."""
        return self._text(name, history_csv_text(rows))

    def table(self, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
        """Write any other file; returns where it is."""
        path = self._path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        return path

    def _text(self, name: str, text: str) -> Path:
        path = self._path / name
        path.write_text(text, encoding="utf-8", newline="")
        return path
