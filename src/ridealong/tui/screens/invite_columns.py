"""The columns of invites that are due, and of answers to those that were sent."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ridealong.tui.dates import date_cell, short_day_words, short_words
from ridealong.tui.text import day_words, listed, shown
from ridealong.tui.widgets.columns import Cell, Column

if TYPE_CHECKING:
    from datetime import date

    from ridealong.domain.replies import Moment
    from ridealong.services.answers import AnswerRow
    from ridealong.services.outbox import DueRow

WORDS = {"REQUEST": ("request", "accent"), "CANCEL": ("cancel", "bad")}
ANSWERS = {
    "declined": ("✗", "bad"),
    "proposed": ("↔", "warn"),
    "delegated": ("→", "warn"),
    "tentative": ("?", "warn"),
    "accepted": ("✓", "good"),
}
"""Answer -> its sign and its tone."""


def _day(day: date) -> str:
    return date_cell(day)


def _what(row: DueRow) -> Cell:
    return [WORDS.get(str(row.method), (str(row.method).lower(), ""))]


def due_columns() -> tuple[Column[DueRow], ...]:
    """The columns of what is due."""
    return (
        Column("When", 11, lambda row: _day(row.start)),
        Column("What", 7, _what),
        Column("Meeting", 30, lambda row: shown(row.summary), grow=3),
        Column("Kind", 8, lambda row: str(row.kind), rank=2),
        Column("Why", 12, lambda row: shown(row.why), grow=1),
        Column("To", 24, lambda row: listed(row.to, 4), grow=2, rank=1),
    )


def due_text(row: DueRow) -> str:
    """What the filter looks at in a row of what is due."""
    return f"{row.summary} {row.kind} {row.why} {' '.join(row.to)}".casefold()


def due_words(row: DueRow) -> str:
    """An invite that is due in full, for the two lines below the table."""
    return f"{shown(row.summary)}, {day_words(row.start)}: {shown(row.why)}\nTo: {listed(row.to, 20)}"


def _answer(row: AnswerRow) -> Cell:
    if row.answer is None:
        return [("· no answer", "dim")]
    sign, tone = ANSWERS[str(row.answer)]
    if not row.current:
        return [(f"{sign} {row.answer} before", "dim")]
    return [(f"{sign} {row.answer}", tone)]


def _beside(row: AnswerRow) -> Cell:
    return shown(beside(row))


def beside(row: AnswerRow) -> str:
    """What stands beside an answer: that it is an earlier one, the proposed time, who comes instead, the comment."""
    parts = [] if row.current else ["the meeting has changed since"]
    if row.proposed is not None:
        parts.append(f"proposes {_span(*row.proposed)}")
    if row.delegate:
        parts.append(f"{row.delegate} comes instead")
    return "; ".join([*parts, row.comment] if row.comment else parts)


def _span(start: Moment, end: Moment) -> str:
    first, last = _moment(start), _moment(end)
    return first if first == last else f"{first} to {last}"


def _moment(moment: Moment) -> str:
    time = f" {moment:%H:%M} UTC" if isinstance(moment, datetime) else ""
    return f"{short_day_words(moment)}{time}"


def answer_columns() -> tuple[Column[AnswerRow], ...]:
    """The columns of answers."""
    return (
        Column("When", 11, lambda row: _day(row.occurrence or row.start)),
        Column("Answer", 18, _answer),
        Column("Who", 14, lambda row: shown(row.name or row.email), grow=1),
        Column("Meeting", 24, lambda row: shown(row.summary), grow=3),
        Column("Comment", 20, _beside, grow=3, rank=1),
        Column("Kind", 8, lambda row: str(row.kind), rank=2),
    )


def answer_text(row: AnswerRow) -> str:
    """What the filter looks at in a row of answers."""
    answer = row.answer or "no answer"
    return f"{row.summary} {row.kind} {row.program} {row.name} {row.email} {answer} {beside(row)}".casefold()


def answer_words(row: AnswerRow) -> str:
    """An answer in full, for the lines below the table: who said what, then about which meeting."""
    who = shown(row.name or row.email)
    about = f"{shown(row.summary)}, {day_words(row.occurrence or row.start)}"
    if row.answer is None:
        return f"{who} has not answered; a writes down what you were told.\n{about}"
    when = f" on {short_words(row.stamp)}" if row.stamp else ""
    heard = ", as you wrote down" if row.source == "typed" else ""
    words = shown(beside(row))
    said = f"{who}: {row.answer}{when}{heard}{f'; {words}' if words else ''}"
    return f"{said}. s shows who else would suit.\n{about}" if row.needs_attention else f"{said}\n{about}"
