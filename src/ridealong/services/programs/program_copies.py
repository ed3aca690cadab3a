"""A program made after the pattern of another: the same settings and charter, a later start."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from ridealong.domain.days import monday_on_or_after
from ridealong.domain.errors import Refused
from ridealong.domain.programs import EnrolmentState, Program, check_start, name_identity
from ridealong.domain.values import read_name
from ridealong.domain.wording import many
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.programs.programs import ProgramPage, page_of
from ridealong.services.programs.steps import copy_steps
from ridealong.storage import records
from ridealong.storage.queries.charters import sponsor_rows
from ridealong.storage.queries.measures import measure_rows
from ridealong.storage.queries.programs import enrolled, find_program
from ridealong.storage.schema import enrolments, measures, programs, sponsors
from ridealong.storage.work import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What is said of a copy.

    Args:
        name: of the new program.
        start: any day; the first round begins on that week's Monday, or the next one where the day is no Monday. None
            for the first Monday after the end of the old one, or from today on where that is past.
        enrol: whether everybody has the answer that they gave to the old one; else nobody is enrolled yet.
    """

    name: str
    start: date | None = None
    enrol: bool = False


def copy(desk: Desk, name: str, wanted: Copy) -> ProgramPage:
    """Make a program like another, in one step: settings, objective, measures without readings, sponsors who have not
    agreed yet, the steps of visits; no pins, plans or pairings.

    Raises:
        NotFound: there is no such program.
        Refused: the new name is taken. InvalidValue: it is none, or the start is too far away.
    """
    with desk.changing("program copy") as step:
        old = program_named(step.connection, name)
        new = replace(
            old, name=read_name(wanted.name), start=_start(old, wanted.start, desk.clock.today()), archived=False, id=0
        )
        taken = find_program(step.connection, name_identity(new.name))
        if taken is not None:
            raise Refused(f"There is a program '{taken.name}' already", "Give the new one another name")
        new_id = step.work.insert(programs, [records.program_row(new)])[0]
        _copy_charter(step, old.id, new_id, desk.clock.today())
        copy_steps(step, old.id, new_id)
        people = _copy_answers(step, old.id, new_id) if wanted.enrol else 0
        step.done(f"{new.name}: like {old.name}, {new.days}, {many(people, 'person', 'people')}")
        return page_of(desk, step.connection, replace(new, id=new_id))


def default_start(program: Program, today: date) -> date:
    """The Monday on which a copy of a program begins unless something else is said."""
    return monday_on_or_after(max(program.days.last + timedelta(days=1), today))


def _start(old: Program, asked: date | None, today: date) -> date:
    if asked is None:
        return default_start(old, today)
    check_start(asked)
    return monday_on_or_after(asked)


def _copy_charter(step: Step, old: int, new: int, today: date) -> None:
    kept = [
        {name: row[name] for name in ("name", "unit", "baseline", "target")}
        for row in measure_rows(step.connection, old)
    ]
    step.work.insert(measures, [{"program_id": new, **cells} for cells in kept])
    # Whoever has left the exchange sponsors nothing new.
    who = [
        {name: row[name] for name in ("side", "person_id", "name", "email")}
        for row in sponsor_rows(step.connection, old)
        if not row["removed"]
    ]
    step.work.insert(sponsors, [{"program_id": new, "named": today, **cells} for cells in who])


def _copy_answers(step: Step, old: int, new: int) -> int:
    rows: list[dict[str, object]] = [
        {
            "program_id": new,
            "person_id": one.person_id,
            "state": str(one.enrolment.state),
            "until": one.enrolment.until if one.enrolment.state is EnrolmentState.PAUSED else None,
        }
        for one in enrolled(step.connection, old)
    ]
    step.work.insert(enrolments, rows)
    return len(rows)
