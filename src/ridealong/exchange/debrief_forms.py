"""What people answered in a debrief form: things learned, a rating, ideas, and which visit it is about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ridealong.domain.debriefs import read_rating
from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import quoted, read_words
from ridealong.exchange.form_days import DayOrder, order_of, read_stamp
from ridealong.exchange.form_questions import NAMES, Questions, Topic, questions_of
from ridealong.exchange.forms import Form, FormRow, read_form, read_form_table, rejection
from ridealong.exchange.mapping import read_mapping
from ridealong.exchange.results import Parsed, Rejection

_BULLET = re.compile(r"\s*(?:[-*•·–—]|\(?\d{1,2}[.):])\s+")
_NOTHING = frozenset(
    {"", "-", "--", "---", ".", "n/a", "na", "none", "no", "nothing", "nil", "nein", "keine", "nichts"}
)
_YES = ("yes", "ja", "y", "true", "i agree", "agree", "gladly", "sure", "oui", "sí", "si")
_PAIRING = re.compile(r"(?:pairing|nr|no|number)?\W*(\d{1,9})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DebriefAnswer:
    """What one person said of one visit.

    Args:
        line: where it stands in its file. email: who said it. day: when; None where the file does not say.
        learned, ideas: one text for each thing. rating: 1 to 5, or None. note: whatever else was said; private.
        named: whether that person agreed to be named beside the ideas.
        pairing: the number of the visit's pairing. partner: who the other one was, by name or address.
        visit: a day of the visit. What was not asked, or not answered, is None or empty.
        headings: what the file calls the columns `pairing`, `partner` and `visit`.
    """

    line: int
    email: str
    day: date | None
    learned: tuple[str, ...]
    rating: int | None
    ideas: tuple[str, ...]
    note: str
    named: bool
    pairing: int | None
    partner: str
    visit: date | None
    headings: Mapping[str, str]


def read_debrief_mapping(path: Path) -> Mapping[str, Sequence[str]]:
    """Our names of the columns of a debrief form to its own, from a mapping file as people files have them.

    Raises:
        UnreadableFile: the file is missing, empty or no text.
        InvalidValue: it is no mapping, or says something that one of a form does not.
    """
    mapping = read_mapping(path, NAMES)
    if mapping.sides:
        raise InvalidValue(f"{path}: a form has no [sides]", "The address of whoever answered tells the side")
    return mapping.columns


def read_debrief_form(
    path: Path,
    *,
    names: Mapping[str, Sequence[str]] | None = None,
    order: DayOrder | None = None,
    today: date | None = None,
) -> Parsed[DebriefAnswer]:
    """The answers of a form's export, with the rows that cannot be taken; raises as `read_form` and `questions_of`.

    Args:
        names: our names of columns to those of the file, where its words do not tell which is which.
        order: whether the day or the month stands first; None to find out from the file.
        today: no form was answered later.
    """
    names = names or {}
    table = read_form_table(path, [name for some in names.values() for name in some])
    form = read_form(table, names=names, order=order, today=today)
    questions = questions_of(form, names)
    if order is None:
        visits = questions.places.get(Topic.VISIT, ())
        order = order_of(row.answers[place] for row in form.rows for place in visits)
    reader = _Reader(form, questions, order)
    rows: list[DebriefAnswer] = []
    # In a row that is broken nobody can tell what is a note, and notes are private.
    rejected = [one if one.column else replace(one, value="") for one in form.rejected]
    for row in form.rows:
        read = reader.read(row)
        if isinstance(read, DebriefAnswer):
            rows.append(read)
        else:
            rejected.append(read)
    read_from = {place for some in questions.places.values() for place in some}
    ignored = tuple(name for place, name in enumerate(form.questions) if place not in read_from)
    columns = tuple(str(topic) for topic in Topic if topic in questions.places)
    rejected.sort(key=lambda one: one.line)
    return Parsed(form.source, ("email", "day", *columns), tuple(rows), tuple(rejected), ignored)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the rows of one form."""

    form: Form
    questions: Questions
    order: DayOrder | None

    def read(self, row: FormRow) -> DebriefAnswer | Rejection:
        """What a row says, or why it cannot be taken."""
        topic = Topic.RATING
        value = ""
        try:
            value = self._first(topic, row)
            rating = read_rating(value) if value else None
            topic, value = Topic.PAIRING, self._first(Topic.PAIRING, row)
            pairing = _pairing(value) if value else None
            topic, value = Topic.VISIT, self._first(Topic.VISIT, row)
            visit = read_stamp(value, self.order) if value else None
            topic, value = Topic.LEARNED, ""
            learned = self._things(topic, row, lines=True)
            topic = Topic.IDEA
            ideas = self._things(topic, row, lines=False)
            topic = Topic.NOTE
            note = self._note(row)
        except InvalidValue as error:
            return rejection(row.line, str(topic), self.questions.heading(topic, self.form), value, error)
        if not (learned or ideas or note or rating):
            return Rejection(row.line, "learned", "", "Nothing is answered. Fill it in, or delete the row")
        return DebriefAnswer(
            line=row.line,
            email=row.email,
            day=row.day,
            learned=learned,
            rating=rating,
            ideas=ideas,
            note=note,
            named=self._first(Topic.NAMED, row).casefold().startswith(_YES),
            pairing=pairing,
            partner=self._first(Topic.PARTNER, row),
            visit=visit,
            headings={
                str(one): self.questions.heading(one, self.form) for one in (Topic.PAIRING, Topic.PARTNER, Topic.VISIT)
            },
        )

    def _note(self, row: FormRow) -> str:
        said = [one for one in self.questions.all(Topic.NOTE, row.answers) if _something(one)]
        try:
            return "\n".join(map(read_words, said))
        except InvalidValue as error:
            # Notes are private: what stands in one is not quoted.
            raise InvalidValue("The note, which is private, cannot be kept as it is", error.remedy) from None

    def _first(self, topic: Topic, row: FormRow) -> str:
        answer = self.questions.first(topic, row.answers)
        return answer if _something(answer) else ""

    def _things(self, topic: Topic, row: FormRow, *, lines: bool) -> tuple[str, ...]:
        found = [one for text in self.questions.all(topic, row.answers) for one in split_things(text, lines=lines)]
        return tuple(dict.fromkeys(read_words(one) for one in found))


def split_things(text: str, *, lines: bool) -> list[str]:
    """The things in one answer: one in each line, or in each that begins with a bullet or a number.

    Args:
        lines: whether lines without one stand for themselves as well, rather than go on with the one before; then
            semicolons divide a line, too. Commas never do: they stand within sentences.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    parts = re.split(r"[\n;；]" if lines else r"\n", text)
    found: list[str] = []
    for part in parts:
        bullet = _BULLET.match(part)
        words = part[bullet.end() :].strip() if bullet else part.strip()
        if found and not bullet and not lines:
            found[-1] = f"{found[-1]}\n{words}".strip()
        else:
            found.append(words)
    return [one for one in found if _something(one)]


def _something(text: str) -> bool:
    return " ".join(text.split()).casefold().rstrip(".!") not in _NOTHING


def _pairing(text: str) -> int:
    match = _PAIRING.fullmatch(text.strip())
    if match is None or not int(match[1]):
        raise InvalidValue(
            f"'{quoted(text)}' is not the number of a pairing", "Write the number alone, or leave the cell empty"
        )
    return int(match[1])
