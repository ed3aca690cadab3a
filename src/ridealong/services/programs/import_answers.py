"""Answers of those who were asked to take part in a program, taken from a form's CSV export."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from ridealong.domain.consent import Answer
from ridealong.domain.errors import Refused
from ridealong.domain.people import identity
from ridealong.domain.programs import EnrolmentState, Program
from ridealong.exchange.enrol_forms import NAMES, AnswerRow, holds_answers, read_answers
from ridealong.exchange.form_days import DayOrder
from ridealong.exchange.forms import read_form_table
from ridealong.exchange.mapping import read_mapping
from ridealong.exchange.results import Rejection
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.importing import Change, ImportReport, Tally, stranger
from ridealong.services.programs.answers_by_hand import ByHand, changed_by_hand
from ridealong.services.programs.consents import check_joinable, checked
from ridealong.services.programs.enrolments import Cells, Consent, cells_now, note_answers
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.people import ids_of
from ridealong.storage.queries.programs import Enrolled, enrolled

_STATES = {
    Answer.YES: EnrolmentState.AGREED,
    Answer.NO: EnrolmentState.DECLINED,
    Answer.LATER: EnrolmentState.PAUSED,
}


def says_answers(path: Path) -> bool:
    """Whether a file says what people answered, beside who they are; raises UnreadableFile."""
    return holds_answers(read_form_table(path, NAMES))


def import_answers(
    desk: Desk,
    program: str,
    path: Path | str,
    *,
    mapping: Path | None = None,
    order: DayOrder | None = None,
    dry_run: bool = False,
    shown: ImportReport | None = None,
) -> ImportReport:
    """Note what people answered in a form, and what they say that their managers said; all in one step.

    Of several answers of one person, the last one of the file counts. Where the file says on which day somebody
    answered, what was changed by hand since stays, so that the whole export of a form can be imported again and again;
    of what was changed by hand on that very day nobody can tell, and the row is rejected.

    Args:
        mapping: a file that says which question is which, where their words do not tell.
        order: whether the day or the month stands first in the file's days; None to find out.
        dry_run: report the same, and change nothing.
        shown: the report of a dry run that whoever imports was shown, if it is to be that or nothing.

    Raises:
        NotFound: there is no such program.
        UnreadableFile: a file cannot be read, or does not say who answered, or what.
        InvalidValue: the mapping is none.
        ChangedMeanwhile: it would be another import than the one that was shown.
    """
    today = desk.clock.today()
    names: Mapping[str, Sequence[str]] = read_mapping(mapping, NAMES).columns if mapping else {}
    table = read_form_table(Path(path), (*NAMES, *(one for some in names.values() for one in some)))
    parsed = read_answers(table, names=names, order=order, today=today)
    with desk.changing("enrol import", dry_run=dry_run) as step:
        found = program_named(step.connection, program)
        tally = Tally(version=change_count(step.connection))
        compared = _compared(desk, step.connection, found, parsed.rows)
        for row in parsed.rows:
            compared.take(row, tally)
        tally.check_shown(desk, step.connection, shown)
        if not dry_run:
            for said, emails in compared.wanted.items():
                note_answers(step, found.id, emails, said)
            step.done(f"{found.name}: {Path(path).name}: {tally.summary}")
    return tally.report("enrolments", parsed, dry_run=dry_run)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Compared:
    """What a file says, beside what is known.

    Args:
        ids: the rows of people by identity. before, by_hand: their answers by the row of the person, and what was
            changed by hand by the row of the answer. last: the line of the last answer of each, by identity.
        wanted: the addresses of those whose answer is to be changed, by what it is to be.
    """

    program: Program
    today: date
    ids: Mapping[str, int]
    before: Mapping[int, Enrolled]
    by_hand: Mapping[int, ByHand]
    last: Mapping[str, int]
    wanted: dict[Consent, list[str]] = field(default_factory=lambda: defaultdict(list))

    def take(self, row: AnswerRow, tally: Tally) -> None:
        """Compare an answer of the file, and count it."""
        person = self.ids.get(identity(row.email))
        if person is None:
            tally.rejected.append(stranger(row.line, "email", row.email))
        elif self.last[identity(row.email)] != row.line:
            tally.unchanged += 1
        else:
            try:
                self._answer(row, self.before.get(person), tally)
            except Refused as error:
                tally.rejected.append(Rejection(row.line, "answer", "", str(error), error.for_commands))

    def _answer(self, row: AnswerRow, now: Enrolled | None, tally: Tally) -> None:
        hand = self.by_hand.get(now.row_id, ByHand()) if now else ByHand()
        said = hand.since(_said(row, now, self.today), row.day)
        check_joinable(self.program, said.state, self.today)
        _check_day(row, now, said.cells, hand)
        if _count(row.email, now, said.cells, tally):
            self.wanted[said].append(row.email)


def _compared(desk: Desk, connection: Connection, program: Program, rows: Sequence[AnswerRow]) -> _Compared:
    """What is known of those who answered."""
    ids = ids_of(connection, {identity(row.email) for row in rows})
    before = {one.person_id: one for one in enrolled(connection, program.id)}
    known = [before[one].row_id for one in ids.values() if one in before]
    return _Compared(
        program=program,
        today=desk.clock.today(),
        ids=ids,
        before=before,
        by_hand=changed_by_hand(desk, connection, known),
        last={identity(row.email): row.line for row in rows},
    )


def _said(row: AnswerRow, before: Enrolled | None, today: date) -> Consent:
    """What a row says; the same word of a manager again leaves the day on which it was given."""
    known = before is not None and before.enrolment.manager is row.manager
    said = Consent(
        state=_STATES[row.said.answer],
        until=row.said.until,
        reason=row.reason,
        manager=None if known else row.manager,
        manager_day=row.day,
    )
    said = checked(said, today)
    # The reason of an answer that is the same as before may have been written down by hand.
    return replace(said, reason=None) if before is not None and said.reason == "" else said


def _check_day(row: AnswerRow, before: Enrolled | None, cells: Cells, hand: ByHand) -> None:
    """Raise Refused where an answer of a day is to change what was changed by hand on that day."""
    if before is None or row.day is None or row.day not in (hand.answer, hand.manager):
        return
    changing = _different(before, cells)
    theirs = any(name.startswith("manager") for name in changing)
    own = any(not name.startswith("manager") for name in changing)
    if (own and row.day == hand.answer) or (theirs and row.day == hand.manager):
        raise Refused(
            f"{row.email} answered on {row.day}, and somebody noted something else by hand on that day",
            "Leave the row out, or note what holds by hand",
            typed="Leave the row out, or say what holds: `ridealong enrol`",
        )


def _different(before: Enrolled, cells: Cells) -> Collection[str]:
    now = cells_now(before)
    return [name for name, value in cells.items() if now[name] != value]


def _count(email: str, before: Enrolled | None, cells: Cells, tally: Tally) -> bool:
    """Count an answer; returns whether it changes anything."""
    if before is None:
        tally.added.append(email)
        return True
    columns = tuple(name.replace("_", " ") for name in _different(before, cells))
    if columns:
        tally.changed.append(Change(email, columns, before.version))
    else:
        tally.unchanged += 1
    return bool(columns)
