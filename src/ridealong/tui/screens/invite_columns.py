"""The columns of invites that are due, and of answers to those that were sent."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ridealong.domain.meeting_kinds import kind_words
from ridealong.tui.dates import date_cell, day_words, short_day_words, short_words
from ridealong.tui.screens.invites_reasons import reason_words
from ridealong.tui.text import listed, shown
from ridealong.tui.widgets.columns import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from ridealong.domain.replies import Moment
    from ridealong.services.invites.outbox import DueRow
    from ridealong.services.replies.answers import AnswerRow
    from ridealong.services.replies.answers_by_meeting import MeetingAnswers

CAUSES = {
    "new": "accent",
    "moved": "warn",
    "place": "warn",
    "people": "warn",
    "cancelled": "bad",
    "wording": "",
}
"""What makes an invite due -> its tone."""
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


def _kind(row: DueRow | AnswerRow | MeetingAnswers) -> str:
    return kind_words(row.kind, team=row.team)


def _what(row: DueRow) -> Cell:
    cause = str(row.reason.cause) if row.reason else str(row.method).lower()
    return [("! " if row.pressing else "  ", "warn"), (cause, CAUSES.get(cause, ""))]


def due_columns() -> tuple[Column[DueRow], ...]:
    """The columns of what is due."""
    return (
        Column("When", 11, lambda row: _day(row.day), key="day"),
        Column("What", 11, _what, key="what"),
        Column("Meeting", 34, lambda row: shown(row.summary), key="meeting", grow=2, most=52),
        Column("Why", 14, lambda row: shown(reason_words(row)), grow=4, most=44),
        Column("To", 20, lambda row: listed(row.to, 4), key="to", grow=1, rank=1),
        Column("Kind", 12, _kind, key="kind", rank=2),
    )


def due_text(row: DueRow) -> str:
    """What the filter looks at in a row of what is due."""
    cause = row.reason.cause if row.reason else ""
    return f"{row.summary} {_kind(row)} {row.method} {cause} {reason_words(row)} {' '.join(row.to)}".casefold()


def due_words(row: DueRow) -> str:
    """An invite that is due in full, for the lines below the table."""
    why = shown(reason_words(row))
    return f"{shown(row.summary)}, {_when(row)}: {why}\nTo: {listed(row.to, 20)}"


def _when(row: DueRow) -> str:
    if not row.every_weeks:
        return day_words(row.start)
    often = "every week" if row.every_weeks == 1 else f"every {row.every_weeks} weeks"
    following = f", next {day_words(row.next)}" if row.next else ""
    return f"{often} from {day_words(row.start)}{following}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _answer(row: AnswerRow, today: date | None) -> Cell:
    if row.answer is None:
        waited = row.waited(today) if today else 0
        return [(f"· none for {waited} days" if waited > 1 else "· no answer", "dim")]
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


def answer_columns(today: Callable[[], date | None]) -> tuple[Column[AnswerRow], ...]:
    """The columns of answers; `today` says since when those that wait do."""
    return (
        Column("When", 11, lambda row: _day(row.occurrence or row.start), key="day"),
        Column("Answer", 18, lambda row: _answer(row, today()), key="answer"),
        Column("Who", 17, lambda row: shown(row.name or row.email), key="who", grow=1, most=24),
        Column("Meeting", 24, lambda row: shown(row.summary), key="meeting", grow=3, most=52),
        Column("Comment", 20, _beside, grow=3, rank=1),
        Column("Kind", 12, _kind, rank=2),
    )


def meeting_answer_columns() -> tuple[Column[MeetingAnswers], ...]:
    """The columns of answers put together by meeting."""
    return (
        Column("When", 11, lambda row: _day(row.day), key="day"),
        Column("Meeting", 24, lambda row: shown(row.summary), key="meeting", grow=2, most=52),
        Column("Answers", 34, _who_said_what, grow=3),
        Column("Kind", 12, _kind, rank=2),
    )


def _sorts(row: MeetingAnswers) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each sort of answer that there is: its word, its tone and whose it is; what matters most comes first."""
    sorts = (
        ("no", "bad", row.no),
        ("perhaps", "warn", row.perhaps),
        ("otherwise", "warn", row.other),
        ("nothing", "dim", row.nothing),
        ("yes", "good", row.yes),
    )
    yield from (one for one in sorts if one[2])


def _who_said_what(row: MeetingAnswers) -> Cell:
    said = [(f"{word}: {listed(names)}", tone) for word, tone, names in _sorts(row)]
    return [part for one in said for part in (("; ", "dim"), one)][1:]


def meeting_answer_words(row: MeetingAnswers) -> str:
    """All answers to a meeting in full."""
    said = "; ".join(f"{word}: {listed(names, 9)}" for word, _tone, names in _sorts(row))
    return f"{shown(row.summary)}, {day_words(row.day)}\n{_sentence(said)}"


def answer_text(row: AnswerRow) -> str:
    """What the filter looks at in a row of answers."""
    answer = row.answer or "no answer"
    return f"{row.summary} {_kind(row)} {row.program} {row.name} {row.email} {answer} {beside(row)}".casefold()


def answer_words(row: AnswerRow) -> str:
    """An answer in full, for the lines below the table: who said what, then about which meeting."""
    who = shown(row.name or row.email)
    about = f"{shown(row.summary)}, {day_words(row.occurrence or row.start)}"
    if row.answer is None:
        return f"{who} has not answered; {{invites.answer}} writes down what you were told.\n{about}"
    when = f" on {short_words(row.stamp)}" if row.stamp else ""
    heard = ", as you wrote down" if row.source == "typed" else ""
    words = shown(beside(row))
    said = f"{who}: {row.answer}{when}{heard}{f'; {words}' if words else ''}"
    return (
        f"{said}. {{invites.candidates}} shows who else would suit.\n{about}"
        if row.needs_attention
        else f"{said}\n{about}"
    )
