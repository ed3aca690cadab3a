"""Programs: made, listed, looked at, joined and put away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Literal, TypeVar

from sqlalchemy import Connection

from ridealong.domain.days import Days, monday_on_or_after
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.people import Person, Side, identity
from ridealong.domain.programs import (
    DEFAULTS,
    PUBLISH_WEEKS,
    REPEAT_DAYS,
    CheckIn,
    EnrolmentState,
    Kind,
    Program,
    check_start,
    name_identity,
)
from ridealong.services.desk import Desk
from ridealong.services.found import person_named, program_named
from ridealong.storage import records
from ridealong.storage.queries import programs as queries
from ridealong.storage.queries.people import everybody, ids_of
from ridealong.storage.schema import enrolments, programs
from ridealong.storage.work import Step

ALL: Literal["all"] = "all"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProgram:
    """What a coordinator says of a new program; None takes the default of its kind.

    Args:
        start: any day; the first round begins on that week's Monday, or the next one where the day is no Monday.
        guests: the side that visits.
        end: the last day, in place of `rounds`: as many rounds as fit until then.
        check_in: None for the default of the kind; see `no_check_ins`.
        enrol: who takes part: `all`, or addresses.
    """

    name: str
    kind: Kind
    start: date
    guests: Side = Side.IT
    end: date | None = None
    rounds: int | None = None
    weeks: int | None = None
    visits_per_guest: int | None = None
    host_visits: int | None = None
    host_rest_weeks: int | None = None
    repeat_days: int | None = None
    publish_weeks: int | None = None
    check_in_weekday: int | None = None
    check_in_time: time | None = None
    check_in_minutes: int | None = None
    check_in_every: int | None = None
    no_check_ins: bool = False
    place: str = ""
    objective: str = ""
    enrol: Literal["all"] | Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramRow:
    """A program as lists show it.

    Args:
        people: how many have agreed to take part.
        proposed, published, held: how many pairings are in that state.
    """

    name: str
    kind: Kind
    guest_side: Side
    days: Days
    rounds: int
    weeks: int
    people: int
    proposed: int
    published: int
    held: int
    archived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolledPerson:
    """Somebody in a program."""

    email: str
    name: str
    side: Side
    team: str
    state: EnrolmentState


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramPage:
    """Everything known of one program."""

    program: Program
    row: ProgramRow
    enrolled: tuple[EnrolledPerson, ...]


def create(desk: Desk, new: NewProgram) -> ProgramPage:
    """Make a program, and enrol people in it, in one step.

    Raises:
        InvalidValue: a setting is out of its range.
        Refused: the name is taken, or programs of that kind cannot be planned.
        NotFound: somebody to enrol does not exist.
    """
    program = _program(new, desk.zone)
    with desk.changing("program create") as step:
        taken = queries.find_program(step.connection, name_identity(program.name))
        if taken:
            raise Refused(f"There is a program '{taken.name}' already", "Give the new one another name")
        program_id = step.work.insert(programs, [records.program_row(program)])[0]
        enrolled = _enrol(step, program_id, new.enrol)
        step.done(f"{program.name}: {program.kind.label}, {program.days}, {enrolled} people")
        return _page(step.connection, replace(program, id=program_id))


def _program(new: NewProgram, zone_name: str) -> Program:
    check_start(new.start)
    defaults = DEFAULTS.get(new.kind)
    if defaults is None:
        raise Refused(
            f"A {new.kind} program cannot be planned in this release", f"Kinds that can: {', '.join(DEFAULTS)}"
        )
    rhythm = CheckIn(
        weekday=_given(new.check_in_weekday, defaults.check_in.weekday),
        at=_given(new.check_in_time, defaults.check_in.at),
        minutes=_given(new.check_in_minutes, defaults.check_in.minutes),
        every_weeks=_given(new.check_in_every, defaults.check_in.every_weeks),
    )
    start, weeks = monday_on_or_after(new.start), _given(new.weeks, defaults.weeks)
    return Program(
        name=" ".join(new.name.split()),
        kind=new.kind,
        guest_side=new.guests,
        start=start,
        rounds=_rounds(new, start, weeks, defaults.rounds),
        weeks=weeks,
        visits_per_guest=_given(new.visits_per_guest, defaults.visits_per_guest),
        host_visits=_given(new.host_visits, defaults.host_visits),
        host_rest_weeks=_given(new.host_rest_weeks, defaults.host_rest_weeks),
        repeat_days=_given(new.repeat_days, REPEAT_DAYS),
        publish_weeks=_given(new.publish_weeks, PUBLISH_WEEKS),
        check_in=None if new.no_check_ins else rhythm,
        time_zone=zone_name,
        place=new.place.strip(),
        objective=new.objective.strip(),
    )


def _rounds(new: NewProgram, start: date, weeks: int, default: int) -> int:
    if new.end is None:
        return _given(new.rounds, default)
    if new.rounds is not None:
        raise InvalidValue("A program has either an end or a number of rounds", "Give one of the two")
    if new.end < new.start:
        raise InvalidValue(f"{new.end} lies before {new.start}", "A program cannot end before it starts")
    # The last round may end on the Friday of its last week, and weeks are counted from Monday to Sunday.
    rounds = ((new.end - start).days + 3) // (7 * max(1, weeks))
    if rounds < 1:
        raise InvalidValue(
            f"No whole round fits between {start} and {new.end}",
            f"A round lasts {weeks} week{'' if weeks == 1 else 's'}, from a Monday",
        )
    return rounds


def _given(value: T | None, default: T) -> T:
    return default if value is None else value


def list_all(desk: Desk, *, archived: bool = False) -> tuple[ProgramRow, ...]:
    """All programs by start; archived ones only where asked for."""
    with desk.reading() as connection:
        return tuple(_rows(connection, queries.all_programs(connection, archived=archived)))


def show(desk: Desk, name: str) -> ProgramPage:
    """One program's page; raises NotFound."""
    with desk.reading() as connection:
        return _page(connection, program_named(connection, name))


def enrol(
    desk: Desk,
    name: str,
    who: Literal["all"] | Sequence[str],
    state: EnrolmentState = EnrolmentState.AGREED,
    until: date | None = None,
) -> int:
    """Note what people answered, all in one step; returns for how many that was new.

    Args:
        who: addresses; or `all`, who can only agree, and of whom those who declined or are paused are left alone.
        until: the last day of a pause.

    Raises:
        NotFound: there is no such program or person.
        InvalidValue: a pause without its last day, or not an answer for all at once.
        Refused: all are to be enrolled, and one side is empty.
    """
    if state is EnrolmentState.PAUSED and until is None:
        raise InvalidValue("A pause needs its last day", "Give --until YYYY-MM-DD")
    if who == ALL and state is not EnrolmentState.AGREED:
        raise InvalidValue(f"Not everybody at once can be {state}", "Name people, or a file of addresses")
    with desk.changing("enrol") as step:
        program = program_named(step.connection, name)
        number = _enrol(step, program.id, who, state, until if state is EnrolmentState.PAUSED else None)
        step.done(f"{program.name}: {number} people {state}")
        return number


def _enrol(
    step: Step,
    program_id: int,
    who: Literal["all"] | Sequence[str],
    state: EnrolmentState = EnrolmentState.AGREED,
    until: date | None = None,
) -> int:
    ids = _both_sides(everybody(step.connection)) if who == ALL else _named(step.connection, who)
    before = {one.person_id: one for one in queries.enrolled(step.connection, program_id)}
    cells: dict[str, object] = {"state": str(state), "until": until}
    new = [person_id for person_id in dict.fromkeys(ids) if person_id not in before]
    step.work.insert(enrolments, [{"program_id": program_id, "person_id": person_id, **cells} for person_id in new])
    changed = [before[person_id] for person_id in dict.fromkeys(ids) if person_id in before]
    if who == ALL:
        # Whoever declined or is paused has said so: `all` does not overrule it, naming the person does.
        changed = [one for one in changed if one.enrolment.state is EnrolmentState.ASKED]
    changed = [one for one in changed if (one.enrolment.state, one.enrolment.until) != (state, until)]
    step.work.update(enrolments, {one.row_id: cells for one in changed})
    return len(new) + len(changed)


def _both_sides(people: Mapping[int, Person]) -> list[int]:
    for side in Side:
        if not any(one.side is side for one in people.values()):
            raise Refused(f"Nobody is on the {side.label} side", "Import or add people of both sides first")
    return list(people)


def _named(connection: Connection, emails: Sequence[str]) -> list[int]:
    known = ids_of(connection, {identity(email) for email in emails})
    return [known.get(identity(email)) or person_named(connection, email).id for email in emails]


def archive(desk: Desk, name: str, *, archived: bool = True) -> None:
    """Put a program away, or take it out again: what happened in it stays in the history."""
    with desk.changing("program archive") as step:
        program = program_named(step.connection, name)
        step.work.update(programs, {program.id: {"archived": archived}})
        step.done(f"{program.name} {'archived' if archived else 'taken out of the archive'}")


def _page(connection: Connection, program: Program) -> ProgramPage:
    people = everybody(connection)
    return ProgramPage(
        program=program,
        row=_rows(connection, [program])[0],
        enrolled=tuple(
            _enrolled(people[one.person_id], one.enrolment.state) for one in queries.enrolled(connection, program.id)
        ),
    )


def _enrolled(person: Person, state: EnrolmentState) -> EnrolledPerson:
    return EnrolledPerson(email=person.email, name=person.name, side=person.side, team=person.team, state=state)


def _rows(connection: Connection, found: Sequence[Program]) -> list[ProgramRow]:
    people = queries.agreed_counts(connection)
    pairings = queries.pairing_counts(connection)
    return [
        ProgramRow(
            name=one.name,
            kind=one.kind,
            guest_side=one.guest_side,
            days=one.days,
            rounds=one.rounds,
            weeks=one.weeks,
            people=people.get(one.id, 0),
            proposed=pairings.get((one.id, "proposed"), 0),
            published=pairings.get((one.id, "published"), 0),
            held=pairings.get((one.id, "held"), 0),
            archived=one.archived,
        )
        for one in found
    ]
