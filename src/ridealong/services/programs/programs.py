"""Programs: made, listed, looked at, joined and put away."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, time
from typing import Literal, TypeVar

from sqlalchemy import Connection

from ridealong.domain.consent import Word
from ridealong.domain.days import Days, monday_on_or_after
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.links import read_link
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.people import Person, Side
from ridealong.domain.program_meetings import Meetings, MeetingsAsked, checks_in_by_default, meetings_asked
from ridealong.domain.program_options import check_options
from ridealong.domain.programs import (
    COVER_PERCENT,
    DEFAULTS,
    GROUP_SIZE,
    HAND_OVER_WEEKS,
    MAY_MISS_PERCENT,
    OVERLAP_MINUTES,
    PUBLISH_WEEKS,
    REPEAT_DAYS,
    RETURN_WEEKS,
    TEAMS_AT_ONCE,
    CheckIn,
    EnrolmentState,
    Kind,
    Measure,
    Program,
    check_start,
    name_identity,
)
from ridealong.domain.values import read_name, read_words
from ridealong.domain.wording import many, several
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.groups.gathering_days import state_counts
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.services.outcomes.embed_counts import embed_state_counts
from ridealong.services.programs import consents
from ridealong.services.programs.charters import Charter, charter_of
from ridealong.services.programs.enrolments import Consent, note_answers
from ridealong.services.programs.holiday_codes import country_of_program
from ridealong.storage import records
from ridealong.storage.queries import programs as queries
from ridealong.storage.queries.charters import sponsor_sides
from ridealong.storage.queries.people import everybody
from ridealong.storage.schema import programs

ALL: Literal["all"] = "all"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProgram:
    """What a coordinator says of a new program; None takes the default of its kind.

    Args:
        start: any day; the first round begins on that week's Monday, or the next one where the day is no Monday.
        guests: the side that visits.
        visit_days: how many working days one visit takes. return_weeks, cover_percent, group_size: see `Program`.
        leads_agree: whether the leads of both have to agree to a draft before it is published.
        overlap_minutes, may_miss, teams_at_once, hand_over_weeks: of composite teams, see `Program`.
        form_link: the address of a form in which participants say how it went; empty for none.
        end: the last day, in place of `rounds`: as many rounds as fit until then.
        meetings: the kinds that pairings have, in any order; None for all that make sense.
        no_check_ins: whether there are none. Otherwise there are where any of the `check_in_...` is given, where
            `meetings` names them, and by default where `checks_in_by_default` says so.
        visit_busy: whether a visit shows people as busy in their calendars.
        prepare: what to prepare for a visit, beside what holds for all of the kind.
        country: whose public holidays count for people without a time zone of their own; None for the organizer's.
        enrol: who takes part: `all`, or addresses.
    """

    name: str
    kind: Kind
    start: date
    guests: Side | None = None
    end: date | None = None
    rounds: int | None = None
    weeks: int | None = None
    visits_per_guest: int | None = None
    host_visits: int | None = None
    host_rest_weeks: int | None = None
    repeat_days: int | None = None
    publish_weeks: int | None = None
    visit_days: int | None = None
    return_weeks: int | None = None
    cover_percent: int | None = None
    group_size: int | None = None
    leads_agree: bool = False
    overlap_minutes: int | None = None
    may_miss: int | None = None
    teams_at_once: int | None = None
    hand_over_weeks: int | None = None
    form_link: str = ""
    check_in_weekday: int | None = None
    check_in_time: time | None = None
    check_in_minutes: int | None = None
    check_in_every: int | None = None
    no_check_ins: bool = False
    meetings: tuple[MeetingKind, ...] | None = None
    visit_busy: bool = False
    place: str = ""
    objective: str = ""
    prepare: str = ""
    country: str | None = None
    enrol: Literal["all"] | Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramRow:
    """A program as lists show it.

    Args:
        seen: the program as it is shown: who changes it later says by it what they looked at.
        people: how many have agreed to take part.
        proposed, published, held: how many pairings, groups or embeds are in that state.
        needs: what is left to do about it, each in a few words; mostly nothing.
    """

    seen: Seen
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
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolledPerson:
    """Somebody in a program.

    Args:
        until: the last day of a pause; of who leaves, the last day of what still takes place.
        manager: what the manager said, None for nothing yet; manager_day: when.
    """

    email: str
    name: str
    side: Side
    team: str
    state: EnrolmentState
    until: date | None = None
    manager: Word | None = None
    manager_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramPage:
    """Everything known of one program."""

    program: Program
    row: ProgramRow
    charter: Charter
    enrolled: tuple[EnrolledPerson, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What both sides agreed to move, without the readings."""
        return tuple(one.measure for one in self.charter.measures)


def create(desk: Desk, new: NewProgram) -> ProgramPage:
    """Make a program, and enrol people in it, in one step.

    Raises:
        InvalidValue: a setting is out of its range, or has no meaning for that kind of program.
        Refused: the name is taken, or programs of that kind cannot be planned.
        NotFound: somebody to enrol does not exist.
    """
    program = as_program(desk, new)
    with desk.changing("program create") as step:
        taken = queries.find_program(step.connection, name_identity(program.name))
        if taken:
            raise Refused(f"There is a program '{taken.name}' already", "Give the new one another name")
        program_id = step.work.insert(programs, [records.program_row(program)])[0]
        enrolled = note_answers(step, program_id, new.enrol)
        step.done(f"{program.name}: {program.kind.label}, {program.days}, {many(enrolled, 'person', 'people')}")
        return page_of(desk, step.connection, replace(program, id=program_id))


def as_program(desk: Desk, new: NewProgram) -> Program:
    """The program that a new one would be, with the defaults for what is not said; raises as `create` does."""
    check_start(new.start)
    defaults = DEFAULTS.get(new.kind)
    if defaults is None:
        raise Refused(
            f"A {new.kind} program cannot be planned in this release", f"Kinds that can: {', '.join(DEFAULTS)}"
        )
    if new.kind is Kind.HELP and new.guests is Side.IT:
        raise InvalidValue("Help comes from marketing to IT", "For visits the other way, make ride-alongs")
    check_options(new.kind, {one.name: getattr(new, one.name) for one in fields(new)})
    start, weeks = monday_on_or_after(new.start), _given(new.weeks, defaults.weeks)
    kinds, check_in = _meetings(new, weeks, defaults.check_in)
    return Program(
        name=read_name(new.name),
        kind=new.kind,
        guest_side=_given(new.guests, defaults.guests),
        start=start,
        rounds=_rounds(new, start, weeks, defaults.rounds),
        weeks=weeks,
        visits_per_guest=_given(new.visits_per_guest, defaults.visits_per_guest),
        host_visits=_given(new.host_visits, defaults.host_visits),
        host_rest_weeks=_given(new.host_rest_weeks, defaults.host_rest_weeks),
        repeat_days=_given(new.repeat_days, REPEAT_DAYS),
        publish_weeks=_given(new.publish_weeks, PUBLISH_WEEKS),
        visit_days=_given(new.visit_days, defaults.visit_days),
        return_weeks=_given(new.return_weeks, RETURN_WEEKS),
        cover_percent=_given(new.cover_percent, COVER_PERCENT),
        group_size=_given(new.group_size, GROUP_SIZE),
        leads_agree=new.leads_agree,
        overlap_minutes=_given(new.overlap_minutes, OVERLAP_MINUTES),
        may_miss=_given(new.may_miss, MAY_MISS_PERCENT),
        teams_at_once=_given(new.teams_at_once, TEAMS_AT_ONCE),
        hand_over_weeks=_given(new.hand_over_weeks, HAND_OVER_WEEKS),
        form_link=read_link(new.form_link),
        meetings=kinds,
        check_in=check_in,
        visit_busy=new.visit_busy,
        time_zone=desk.zone,
        country=country_of_program(desk, new.country),
        place=read_words(new.place),
        objective=read_words(new.objective),
        prepare=read_words(new.prepare),
    )


def _meetings(new: NewProgram, weeks: int, usual: CheckIn) -> Meetings:
    asked = MeetingsAsked(
        kinds=new.meetings,
        weekday=new.check_in_weekday,
        at=new.check_in_time,
        minutes=new.check_in_minutes,
        every_weeks=new.check_in_every,
        no_check_ins=new.no_check_ins,
    )
    rhythm = usual if checks_in_by_default(new.kind, weeks) else None
    return meetings_asked(new.kind, (tuple(MeetingKind), rhythm), usual, asked)


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
        return tuple(rows_of(desk, connection, queries.all_programs(connection, archived=archived)))


def show(desk: Desk, name: str) -> ProgramPage:
    """One program's page; raises NotFound."""
    with desk.reading() as connection:
        return page_of(desk, connection, program_named(connection, name))


def enrol(
    desk: Desk,
    name: str,
    who: Literal["all"] | Sequence[str],
    state: EnrolmentState = EnrolmentState.AGREED,
    until: date | None = None,
    *,
    seen: Iterable[Seen] = (),
) -> int:
    """Note what people answered, all in one step, and nothing beside; see `consents.note`.

    Args:
        until: the last day of a pause.
    """
    said = Consent(state=state, until=until if state is EnrolmentState.PAUSED else None)
    return consents.note(desk, name, who, said, seen=seen)


def archive(desk: Desk, *names: str, archived: bool = True, seen: Iterable[Seen] = ()) -> None:
    """Put programs away, or take them out again, all in one step: what happened in them stays in the history.

    Args:
        seen: the programs as they were looked at before.

    Raises:
        NotFound: there is no such program.
        ChangedMeanwhile: one of them is no longer as seen.
    """
    with desk.changing("program archive") as step:
        check_seen(desk, step.connection, programs, seen)
        found = [program_named(step.connection, name) for name in names]
        step.work.update(programs, {one.id: {"archived": archived} for one in found})
        named = several([one.name for one in found])
        step.done(f"{named} {'archived' if archived else 'taken out of the archive'}")


def page_of(desk: Desk, connection: Connection, program: Program) -> ProgramPage:
    """The page of a program that is known already."""
    people = everybody(connection)
    return ProgramPage(
        program=program,
        row=rows_of(desk, connection, [program])[0],
        charter=charter_of(connection, program),
        enrolled=tuple(_enrolled(people[one.person_id], one) for one in queries.enrolled(connection, program.id)),
    )


def _enrolled(person: Person, one: queries.Enrolled) -> EnrolledPerson:
    return EnrolledPerson(
        email=person.email,
        name=person.name,
        side=person.side,
        team=person.team,
        state=one.enrolment.state,
        until=one.enrolment.until,
        manager=one.enrolment.manager,
        manager_day=one.manager_day,
    )


def rows_of(desk: Desk, connection: Connection, found: Sequence[Program]) -> list[ProgramRow]:
    """Programs that are known already, as lists show them."""
    today = desk.clock.today()
    people = queries.agreed_counts(connection)
    pairings = Counter({**queries.pairing_counts(connection, today), **state_counts(connection, found, today)})
    pairings.update(embed_state_counts(connection, found, today))
    sponsors, versions = sponsor_sides(connection), queries.versions(connection)
    rows = [(one, _row(one, versions[one.id], people.get(one.id, 0), pairings)) for one in found]
    return [_with_needs(row, one, sponsors.get(one.id, {}), today) for one, row in rows]


def _row(program: Program, version: int, people: int, pairings: Mapping[tuple[int, str], int]) -> ProgramRow:
    return ProgramRow(
        seen=Seen(program.id, version),
        name=program.name,
        kind=program.kind,
        guest_side=program.guest_side,
        days=program.days,
        rounds=program.rounds,
        weeks=program.weeks,
        people=people,
        proposed=pairings.get((program.id, "proposed"), 0),
        published=pairings.get((program.id, "published"), 0),
        held=pairings.get((program.id, "held"), 0),
        archived=program.archived,
    )


def _with_needs(row: ProgramRow, program: Program, agreed: Mapping[Side, bool], today: date) -> ProgramRow:
    """A row with what is left to do: agreements before the end, and marks and the archive after it."""
    if program.archived:
        return row
    needs: list[str] = []
    if program.days.last >= today:
        needs += [f"no {side.label} sponsor" for side in Side if side not in agreed]
        needs += [f"the {side.label} sponsor has not agreed" for side in Side if agreed.get(side) is False]
    elif row.published:
        needs.append(f"over, and {many(row.published, 'pairing is', 'pairings are')} not marked")
    else:
        needs.append("over: it can be archived")
    return replace(row, needs=tuple(needs))
