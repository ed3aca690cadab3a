"""Settings of a program that can be changed after it was made: its name, what invites show, what planning keeps to."""

from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.links import read_link
from ridealong.domain.pairings import IN_CALENDARS
from ridealong.domain.program_meetings import MeetingsAsked, meetings_asked
from ridealong.domain.program_options import check_options
from ridealong.domain.programs import DEFAULTS, CheckIn, Program, name_identity
from ridealong.domain.values import read_name, read_words
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.invites.meetings import add_meetings
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.services.programs.holiday_codes import known_country
from ridealong.services.programs.programs import ProgramPage, page_of
from ridealong.storage import records
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.programs import find_program
from ridealong.storage.schema import programs

T = TypeVar("T")
_AFTERWARDS = timedelta(days=31)
"""How long after a pairing a meeting of it can still be to come: a debrief after its last day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramChange:
    """What a coordinator changes of a program; None leaves it as it is, and an empty text clears it.

    Args:
        name: what it is called from now on; its history comes along.
        country: whose public holidays count for people without a time zone of their own.
        form_link: the address of a form in which participants say how it went.
        leads_agree: whether the leads of both have to agree to a draft before it is published.
        visits_per_guest and all below: what planning keeps to from now on, as in `Program`; what is published or
            planned already stays as it is. host_visits: 0 for no limit. visit_days: 0 for all of a round.
        meetings: what is said of the meetings, where anything is.
    """

    name: str | None = None
    place: str | None = None
    objective: str | None = None
    prepare: str | None = None
    visit_busy: bool | None = None
    country: str | None = None
    form_link: str | None = None
    leads_agree: bool | None = None
    visits_per_guest: int | None = None
    host_visits: int | None = None
    host_rest_weeks: int | None = None
    repeat_days: int | None = None
    publish_weeks: int | None = None
    visit_days: int | None = None
    return_weeks: int | None = None
    cover_percent: int | None = None
    group_size: int | None = None
    overlap_minutes: int | None = None
    may_miss: int | None = None
    teams_at_once: int | None = None
    hand_over_weeks: int | None = None
    meetings: MeetingsAsked = field(default_factory=MeetingsAsked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """A program after a change, with how many meetings its published pairings got that they did not have."""

    page: ProgramPage
    added: int


def edit(desk: Desk, name: str, change: ProgramChange, *, seen: Seen | None = None) -> Edited:
    """Change settings of a program; the outbox then holds what becomes due by it.

    Args:
        seen: the program as looked at before.

    Raises:
        NotFound: there is no such program.
        InvalidValue: a setting is out of its range, contradicts another, or makes no sense for that kind of program.
        Refused: nothing is to change, or another program has the name.
        ChangedMeanwhile: the program is no longer as seen.
    """
    if change == ProgramChange():
        raise Refused("Nothing is to change", "Name a setting", typed="Name a setting, such as --place")
    with desk.changing("program edit") as step:
        if seen is not None:
            check_seen(desk, step.connection, programs, [seen])
        before = program_named(step.connection, name)
        if change.name is not None:
            _check_free(step.connection, before, change.name)
        after = _changed(before, change)
        cells = records.program_row(after)
        step.work.update(programs, {before.id: cells})
        added = add_meetings(step, after, _in_calendars(step.connection, after, desk.clock.today()))
        names = [one.name for one in fields(Program) if getattr(before, one.name) != getattr(after, one.name)]
        step.done(f"{after.name}: {', '.join(names).replace('_', ' ') or 'nothing'} changed")
        return Edited(page=page_of(desk, step.connection, after), added=added)


def _check_free(connection: Connection, program: Program, name: str) -> None:
    taken = find_program(connection, name_identity(read_name(name)))
    if taken is not None and taken.id != program.id:
        raise Refused(f"There is a program '{taken.name}' already", "Give this one another name")


def _changed(program: Program, change: ProgramChange) -> Program:
    check_options(program.kind, {one.name: getattr(change, one.name) for one in fields(change)})
    usual = DEFAULTS[program.kind].check_in if program.kind in DEFAULTS else CheckIn()
    kinds, rhythm = meetings_asked(program.kind, (program.meetings, program.check_in), usual, change.meetings)
    return replace(
        _with_limits(program, change),
        name=program.name if change.name is None else read_name(change.name),
        meetings=kinds,
        check_in=rhythm,
        visit_busy=_said(change.visit_busy, program.visit_busy),
        country=program.country if change.country is None else known_country(change.country),
        place=_text(change.place, program.place),
        objective=_text(change.objective, program.objective),
        prepare=_text(change.prepare, program.prepare),
        form_link=program.form_link if change.form_link is None else read_link(change.form_link),
        leads_agree=_said(change.leads_agree, program.leads_agree),
    )


def _with_limits(program: Program, change: ProgramChange) -> Program:
    """A program with other limits for planning; of those that it can do without, 0 stands for none."""
    return replace(
        program,
        visits_per_guest=_said(change.visits_per_guest, program.visits_per_guest),
        host_visits=_said(change.host_visits, program.host_visits) or None,
        host_rest_weeks=_said(change.host_rest_weeks, program.host_rest_weeks),
        repeat_days=_said(change.repeat_days, program.repeat_days),
        publish_weeks=_said(change.publish_weeks, program.publish_weeks),
        visit_days=_said(change.visit_days, program.visit_days) or None,
        return_weeks=_said(change.return_weeks, program.return_weeks),
        cover_percent=_said(change.cover_percent, program.cover_percent),
        group_size=_said(change.group_size, program.group_size),
        overlap_minutes=_said(change.overlap_minutes, program.overlap_minutes),
        may_miss=_said(change.may_miss, program.may_miss),
        teams_at_once=_said(change.teams_at_once, program.teams_at_once),
        hand_over_weeks=_said(change.hand_over_weeks, program.hand_over_weeks),
    )


def _said(said: T | None, standing: T) -> T:
    return standing if said is None else said


def _text(said: str | None, standing: str) -> str:
    return standing if said is None else read_words(said)


def _in_calendars(connection: Connection, program: Program, today: date) -> list[int]:
    """The pairings, by row id, that have meetings which are not over."""
    days = Days(today - _AFTERWARDS, date.max)
    search = PairingSearch(program_id=program.id, states=IN_CALENDARS, days=days)
    return [row["id"] for row in find_pairings(connection, search)]
