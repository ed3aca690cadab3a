"""Importing what people answered in a debrief form, in one step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import Connection

from ridealong.domain.debriefs import text_identity
from ridealong.domain.ideas import IdeaState
from ridealong.domain.people import Side
from ridealong.exchange.columns import BadCell
from ridealong.exchange.debrief_forms import DebriefAnswer, read_debrief_form, read_debrief_mapping
from ridealong.exchange.form_days import DayOrder
from ridealong.exchange.forms import rejection
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.importing import Change, ImportReport, Tally
from ridealong.services.outcomes.debrief_corrections import Corrections
from ridealong.services.outcomes.debrief_visits import Answered, Visits
from ridealong.services.outcomes.debriefs import more_noted
from ridealong.storage.queries import debriefs as queries
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.ideas import ideas_of
from ridealong.storage.schema import debriefs, ideas, learned
from ridealong.storage.work import Step

Cells = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class DebriefImport:
    """How a form's export is read.

    Args:
        program: only visits of this program count; empty for all.
        mapping: a file that says which question is which, where their words do not.
        order: whether the day or the month stands first in its days; None to find out.
    """

    program: str = ""
    mapping: Path | None = None
    order: DayOrder | None = None


def import_debriefs(
    desk: Desk,
    path: Path | str,
    how: DebriefImport | None = None,
    *,
    dry_run: bool = False,
    shown: ImportReport | None = None,
) -> ImportReport:
    """Note what people answered in the debrief form of Microsoft or Google Forms, as its CSV export says.

    Whoever answered is known by the address, and the visit by the day: it is the last one that was over by then, unless
    the form asks for the number of the pairing, for the other one, or for a day of the visit. What is noted already is
    not noted again; of two ratings by the same person for the same visit the later one counts. What was corrected or
    taken back by hand since somebody answered stays so.

    Args:
        dry_run: report the same, and change nothing.
        shown: the report of a dry run that whoever imports was shown, if it is to be that or nothing.

    Raises:
        UnreadableFile: a file cannot be read, or its columns do not say who answered, or what.
        InvalidValue: the mapping is none.
        NotFound: there is no such program.
        ChangedMeanwhile: it would be another import than the one that was shown.
    """
    how = how or DebriefImport()
    names: Mapping[str, Sequence[str]] = read_debrief_mapping(how.mapping) if how.mapping else {}
    today = desk.clock.today()
    parsed = read_debrief_form(Path(path), names=names, order=how.order, today=today)
    with desk.changing("debrief import", dry_run=dry_run) as step:
        tally = Tally(version=change_count(step.connection))
        program_id = program_named(step.connection, how.program).id if how.program else None
        visits = Visits(step.connection, parsed.rows, today, program_id)
        answered = list(_placed(parsed.rows, visits, tally))
        known = _Known(desk, step.connection, answered)
        for one in answered:
            known.take(one, tally)
        tally.check_shown(desk, step.connection, shown)
        known.write(step)
        if not dry_run:
            step.done(f"{Path(path).name}: {tally.summary}")
    return tally.report("debriefs", parsed, dry_run=dry_run)


def _placed(rows: Sequence[DebriefAnswer], visits: Visits, tally: Tally) -> list[Answered]:
    placed: list[Answered] = []
    for row in rows:
        try:
            placed.append(visits.of(row))
        except BadCell as error:
            value = {"email": row.email, "partner": row.partner, "pairing": row.pairing, "visit": row.visit}
            theirs = row.headings.get(error.column, error.column)
            tally.rejected.append(rejection(row.line, error.column, theirs, str(value[error.column]), error))
    return placed


@dataclass(slots=True)
class _Visit:
    """What is known of one visit, while answers come to it.

    Args:
        row: the row of its debrief, and the version; 0 where there is none. cells: what stands in it, as it was.
        now: the same as it is to be. learned: by side, what is known. ideas: the same of ideas.
    """

    row: int
    version: int
    cells: Cells
    now: Cells
    learned: set[tuple[str, str]]
    ideas: set[str]
    new_learned: list[Cells] = field(default_factory=list)
    new_ideas: list[Cells] = field(default_factory=list)


class _Known:
    """What is noted of the visits that a file is about, and what it adds."""

    def __init__(self, desk: Desk, connection: Connection, answered: Sequence[Answered]) -> None:
        ids = sorted({one.row["id"] for one in answered})
        noted = queries.debrief_rows(connection, ids)
        things, tried = queries.learned_rows(connection, ids), ideas_of(connection, ids)
        self._corrected = Corrections(desk, connection, ids, [row["id"] for row in noted.values()])
        self._visits: dict[int, _Visit] = {}
        for one in ids:
            row = noted.get(one)
            names = ("day", "it_rating", "marketing_rating", "note")
            cells: Cells = {name: row[name] for name in names} if row else dict.fromkeys(names) | {"note": ""}
            self._visits[one] = _Visit(
                row=row["id"] if row else 0,
                version=row["version"] if row else 0,
                cells=cells,
                now=dict(cells),
                learned={(each["side"], text_identity(each["text"])) for each in things.get(one, ())},
                ideas={text_identity(each["text"]) for each in tried.get(one, ())},
            )
        self._last: dict[tuple[int, Side], int] = {}
        for each in sorted(answered, key=lambda some: (some.day, some.answer.line)):
            if each.answer.rating is not None:
                self._last[each.row["id"], each.side] = each.answer.line

    def take(self, one: Answered, tally: Tally) -> None:
        """Let an answer come to what is known, and count it."""
        visit = self._visits[one.row["id"]]
        first = visit.now[_rating(one.side)] is None and not any(side == one.side for side, _ in visit.learned)
        changed = [name for name, take in self._parts(visit, one) if take]
        key = f"{one.row['program']}: pairing {one.row['id']}, {one.person.person.name}"
        if not changed:
            tally.unchanged += 1
            return
        visit.now["day"] = max(one.day, _day(visit.now["day"]) or one.day)
        if first:
            tally.added.append(key)
        else:
            tally.changed.append(Change(key, tuple(changed), visit.version))

    def _parts(self, visit: _Visit, one: Answered) -> tuple[tuple[str, bool], ...]:
        return (
            ("learned", self._learn(visit, one)),
            ("rating", self._rate(visit, one)),
            ("idea", self._try(visit, one)),
            ("note", self._note(visit, one)),
        )

    def _learn(self, visit: _Visit, one: Answered) -> bool:
        before = len(visit.new_learned)
        for text in one.answer.learned:
            key = (str(one.side), text_identity(text))
            gone = self._corrected.text_gone(learned.name, one.row["id"], text, one.answer.day, str(one.side))
            if key not in visit.learned and not gone:
                visit.learned.add(key)
                visit.new_learned.append({"pairing_id": one.row["id"], "side": str(one.side), "text": text})
        return len(visit.new_learned) > before

    def _rate(self, visit: _Visit, one: Answered) -> bool:
        name, rating = _rating(one.side), one.answer.rating
        counts = self._last.get((one.row["id"], one.side)) == one.answer.line
        if rating is None or not counts or visit.now[name] == rating:
            return False
        if self._corrected.rating_gone(one.row["id"], name, one.answer.day):
            return False
        visit.now[name] = rating
        return True

    def _try(self, visit: _Visit, one: Answered) -> bool:
        before = len(visit.new_ideas)
        owner = None if one.person.removed else one.person.id
        for text in one.answer.ideas:
            gone = self._corrected.text_gone(ideas.name, one.row["id"], text, one.answer.day)
            if text_identity(text) not in visit.ideas and not gone:
                visit.ideas.add(text_identity(text))
                cells: Cells = {
                    "program_id": one.row["program_id"],
                    "pairing_id": one.row["id"],
                    "text": text,
                    "owner_id": owner,
                    "state": str(IdeaState.OPEN),
                    "named": one.answer.named and owner is not None,
                    "noted": one.day,
                    "changed": one.day,
                    "note": "",
                }
                visit.new_ideas.append(cells)
        return len(visit.new_ideas) > before

    def _note(self, visit: _Visit, one: Answered) -> bool:
        before = str(visit.now["note"])
        said = one.answer.note
        if said and not self._corrected.note_gone(one.row["id"], said, one.answer.day):
            visit.now["note"] = more_noted(before, said)
        return visit.now["note"] != before

    def write(self, step: Step) -> None:
        """Write what is new."""
        step.work.insert(learned, [row for visit in self._visits.values() for row in visit.new_learned])
        step.work.insert(ideas, [row for visit in self._visits.values() for row in visit.new_ideas])
        different = {one: visit for one, visit in self._visits.items() if visit.now != visit.cells}
        new = [{"pairing_id": one, **visit.now} for one, visit in different.items() if not visit.row]
        step.work.insert(debriefs, new)
        step.work.update(debriefs, {visit.row: visit.now for visit in different.values() if visit.row})


def _rating(side: Side) -> str:
    return f"{side}_rating"


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
