"""Answers to whether people take part, from a form's CSV export or any file with a column for the answer."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ridealong.domain.consent import Answer, Said, Word, read_answer
from ridealong.domain.consent import read_word as read_managers_word
from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import quoted, read_words
from ridealong.exchange.cells import heading
from ridealong.exchange.columns import MissingColumns
from ridealong.exchange.form_days import DayOrder, order_of, read_stamp
from ridealong.exchange.forms import Form, FormRow, is_form, read_form, rejection
from ridealong.exchange.results import Parsed, Rejection
from ridealong.exchange.table import Table


class Asked(StrEnum):
    """What a question about taking part asks for."""

    ANSWER = "answer"
    UNTIL = "until"
    MANAGER = "manager"
    REASON = "reason"


NAMES = ("email", "day", *Asked)
"""Our names of the columns that a mapping may say something of."""

_WORD_OF = ("agree", "approv", "consent", "allow", "support", "say yes", "said yes", " ok", "einverstanden")
_WORDS: tuple[tuple[Asked, tuple[str, ...]], ...] = (
    (Asked.REASON, ("reason", "why not", "if not, why", "if no, why", "warum nicht", "grund")),
    (Asked.UNTIL, ("until", "from when", "bis wann")),
    (
        Asked.ANSWER,
        (
            *(
                "take part",
                "taking part",
                "participat",
                "join",
                "agree",
                "consent",
                "sign up",
                "are you in",
                "your answer",
            ),
            *("would you like to", "do you want to", "teilnehmen", "mitmachen", "dabei"),
        ),
    ),
)
_IF_NOT = re.compile(
    r"(?:if (?:not|no|you (?:cannot|can't|can’t|do not|don't|don’t))|falls nicht|wenn nicht)\b.*\b(?:why|warum|what)\b"
)
"""A question for the reason is one that only who says no is asked."""
_MANAGERS = ("manager", "line lead", "team lead", "your lead", "supervisor", "boss", "vorgesetzt")
_NOT_YET = frozenset(("not yet", "pending", "unknown", "i do not know", "dont know", "dont know yet", "open", "?", "-"))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """What one person answered.

    Args:
        day: on which, where the file says. manager: what the manager said, as the person reports it.
        reason: why not; private. None where the file has no question for it.
    """

    line: int
    email: str
    day: date | None
    said: Said
    manager: Word | None = None
    reason: str | None = None


def holds_answers(table: Table) -> bool:
    """Whether a table says what people answered, beside who they are."""
    return is_form(table) or any(heading(name) == Asked.ANSWER for name in table.header)


def read_answers(
    table: Table,
    *,
    names: Mapping[str, Sequence[str]] | None = None,
    order: DayOrder | None = None,
    today: date | None = None,
) -> Parsed[AnswerRow]:
    """The answers of a file, with the rows that cannot be taken.

    Args:
        table: what `read_form_table` or `read_table` returned.
        names: our names of columns, of `NAMES`, to the file's, where they are not told by their words.
        order: whether the day or the month stands first in days; None to find out. today: no later answer counts.

    Raises:
        MissingColumns: it is not said who answered, or no question asks whether they take part.
    """
    names = names or {}
    form = read_form(
        table, names={one: names[one] for one in ("email", "day") if one in names}, order=order, today=today
    )
    places = dict(_places(form, names))
    rows: list[AnswerRow] = []
    rejected: list[Rejection] = list(form.rejected)
    until = places.get(Asked.UNTIL)
    order = order or (order_of(row.answers[until] for row in form.rows) if until is not None else None)
    for row in form.rows:
        read = _row(form, row, places, order)
        if isinstance(read, AnswerRow):
            rows.append(read)
        else:
            rejected.append(read)
    ignored = tuple(name for place, name in enumerate(form.questions) if place not in places.values())
    return Parsed(form.source, tuple(places), tuple(rows), tuple(sorted(rejected, key=lambda one: one.line)), ignored)


def _places(form: Form, names: Mapping[str, Sequence[str]]) -> Iterator[tuple[Asked, int]]:
    """Which question is which: as it is said, or else the first whose words tell."""
    told = {one: form.named(names[one])[0] for one in Asked if one in names}
    for place, name in enumerate(form.questions):
        topic = _topic(name)
        if topic is not None and place not in told.values():
            told.setdefault(topic, place)
    if Asked.ANSWER not in told:
        there = ", ".join(f"'{quoted(one)}'" for one in form.questions) or "none"
        raise MissingColumns(
            f"{form.source}, line {form.line}: no question asks whether people take part; the questions are {there}",
            'Say in a mapping which it is: [columns] answer = "Its words"',
            typed='Say in a file for --map which it is: [columns] answer = "Its words"; '
            "or say with --state what all of them answered",
        )
    yield from told.items()


def _topic(name: str) -> Asked | None:
    words = " ".join(unicodedata.normalize("NFKC", name).split()).casefold()
    if words in tuple(Asked):
        return Asked(words)
    if any(one in words for one in _MANAGERS):
        # Who the manager is, is another question.
        return Asked.MANAGER if any(one in f" {words}" for one in _WORD_OF) else None
    if _IF_NOT.match(words):
        return Asked.REASON
    return next((topic for topic, known in _WORDS if any(one in words for one in known)), None)


def _row(form: Form, row: FormRow, places: Mapping[Asked, int], order: DayOrder | None) -> AnswerRow | Rejection:
    texts = {asked: row.answers[place] for asked, place in places.items()}
    now = Asked.ANSWER
    try:
        said = _said(texts, order)
        now = Asked.MANAGER
        manager = _manager(texts.get(now, ""))
        now = Asked.REASON
        reason = read_words(texts[now]) if now in texts and said.answer is not Answer.YES else None
    except _BadDay as error:
        now, problem = Asked.UNTIL, InvalidValue(error.problem, error.remedy, typed=error.typed)
        return rejection(row.line, now, form.questions[places[now]], texts[now], problem)
    except InvalidValue as error:
        if now is Asked.REASON:
            return Rejection(
                row.line, now, "", f"The reason, which is private, cannot be kept as it is. {error.remedy}"
            )
        return rejection(row.line, now, form.questions[places[now]], texts[now], error)
    return AnswerRow(line=row.line, email=row.email, day=row.day, said=said, manager=manager, reason=reason)


class _BadDay(InvalidValue):
    """The day in a column of its own is none."""


def _said(texts: Mapping[Asked, str], order: DayOrder | None) -> Said:
    """The answer, whose day may stand in a column of its own."""
    text, until = texts[Asked.ANSWER], texts.get(Asked.UNTIL, "")
    try:
        said = read_answer(text)
    except InvalidValue:
        # Whoever only says `paused` or `later` tells the day there.
        if not until or not text:
            raise
        said = read_answer(f"{text} 2000-01-01")
    if said.answer is not Answer.LATER or not until:
        return said
    try:
        return Said(Answer.LATER, read_stamp(until, order))
    except InvalidValue as error:
        raise _BadDay(error.problem, error.remedy, typed=error.typed) from None


def _manager(text: str) -> Word | None:
    if not text or " ".join(text.casefold().replace("'", "").split()).rstrip(".!") in _NOT_YET:
        return None
    try:
        return read_managers_word(text)
    except InvalidValue as error:
        raise InvalidValue(error.problem, "Write yes, no, or nothing where the manager has not said anything") from None
