"""Ideas as a table for spreadsheets."""

from collections.abc import Iterable

from ridealong.domain.ideas import Idea
from ridealong.services.table_files import csv_text

TITLES = ("id", "text", "state", "program", "pairing", "owner", "named", "noted", "changed", "note")


def ideas_csv(ideas: Iterable[Idea]) -> str:
    """Ideas as CSV text, one a line: the owner by address, days as in ISO 8601; what is not known stays empty."""
    return csv_text(TITLES, map(_cells, ideas))


def _cells(idea: Idea) -> tuple[str, ...]:
    pairing = "" if idea.pairing is None else str(idea.pairing)
    whose = (idea.owner_email, "yes" if idea.named else "no")
    days = (idea.noted.isoformat(), idea.changed.isoformat())
    return (str(idea.number), idea.text, idea.state.label, idea.program, pairing, *whose, *days, idea.note)
