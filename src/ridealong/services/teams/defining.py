"""Composite teams defined: made, with slots and tasks, changed and taken out before they run."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.composite_teams import (
    FEWEST,
    CompositeTeam,
    Embed,
    Slot,
    Task,
    check_slot_days,
    check_slots,
    check_tasks,
    outlasts,
)
from ridealong.domain.days import Days, monday_on_or_after
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.pairings import NOT_CANCELLED, State
from ridealong.domain.programs import CheckIn, Program, name_identity
from ridealong.domain.team_templates import TEMPLATES
from ridealong.domain.values import read_name, read_words
from ridealong.domain.wording import listed, many
from ridealong.services.desk import Desk
from ridealong.services.invites.outbox import organizer_of
from ridealong.services.teams.embed_meetings import due_of_teams
from ridealong.services.teams.found import changeable, team_of, team_program
from ridealong.services.teams.new_topics import new_topics
from ridealong.services.teams.rows import insert_team, slot_row, team_row
from ridealong.services.teams.teams import view_of
from ridealong.services.teams.views import TeamView
from ridealong.storage.queries.teams import embeds_of_team, team_named
from ridealong.storage.schema import composite_teams, embeds, team_slots
from ridealong.storage.work import Step

LONGEST_WEEKS = 52
"""How long a team works at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTeam:
    """What a coordinator says of a new composite team.

    Args:
        first: None for the first Monday of the next round of its program. last: None for the length of a round.
        template: the name of one of `TEMPLATES`, whose purpose, area, slots and tasks stand where nothing else is said.
        slots: numbered by their order. tasks: by these numbers.
    """

    name: str
    first: date | None = None
    last: date | None = None
    purpose: str = ""
    focus: str = ""
    least: int | None = None
    place: str = ""
    meets: CheckIn | None = None
    template: str = ""
    slots: Sequence[Slot] = ()
    tasks: Sequence[Task] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamEdit:
    """What is changed of a composite team; None leaves it as it is, and an empty text clears it.

    Args:
        first, last: of a team that nobody has been told of; the days of one that runs are extended, or it is ended.
        as_program: whether it has no hour of its own any more, and meets when its program says.
    """

    name: str | None = None
    first: date | None = None
    last: date | None = None
    purpose: str | None = None
    focus: str | None = None
    least: int | None = None
    place: str | None = None
    meets: CheckIn | None = None
    as_program: bool = False


def create(desk: Desk, program: str, new: NewTeam) -> TeamView:
    """Make a composite team in a program, with its slots and tasks.

    Topics that nobody knows are noticed, and that it outlasts its program.

    Raises:
        NotFound: there is no such program or template. Refused: it has no composite teams, or one of that name.
        InvalidValue: the days, slots or tasks could not be those of a team.
    """
    with desk.changing("teams add") as step:
        found = team_program(step.connection, program)
        made = as_team(found, new, desk.clock.today())
        free_name(step, found, made.name)
        insert_team(step, made)
        step.done(f"{found.name}: {made.name}, {made.days}, {many(len(made.slots), 'slot')}")
        view = view_of(desk, step.connection, found, made.name)
        return replace(view, notices=(*new_topics(step.connection, made.slots), *outlasts(found, made.name, made.days)))


def as_team(program: Program, new: NewTeam, today: date) -> CompositeTeam:
    """The team that a new one would be, with the defaults for what is not said; raises as `create` does."""
    if new.template and new.template not in TEMPLATES:
        raise NotFound(f"There is no template '{new.template}'", f"There are: {', '.join(TEMPLATES)}")
    base = TEMPLATES.get(new.template)
    slots, tasks = tuple(new.slots), tuple(new.tasks)
    if base is not None:
        slots, tasks = slots or base.slots, tasks or (base.tasks if not new.slots else ())
    slots = tuple(replace(one, number=number, name=read_name(one.name)) for number, one in enumerate(slots, start=1))
    least = new.least if new.least is not None else base.least if base and not new.slots else FEWEST
    team = CompositeTeam(
        program_id=program.id,
        name=read_name(new.name),
        days=team_days(program, new.first, new.last, today),
        purpose=read_words(new.purpose) or (base.purpose if base else ""),
        focus=read_name(new.focus) or (base.focus if base else ""),
        least=least,
        place=read_words(new.place),
        meets=new.meets,
        slots=slots,
        tasks=tuple(replace(one, name=read_words(one.name)) for one in tasks),
    )
    check_slots(slots, least)
    check_tasks(team)
    for one in slots:
        check_slot_days(team, one)
    return team


def check_order(first: date, last: date) -> None:
    """See that a team does not end before it begins; raises InvalidValue."""
    if last < first:
        raise InvalidValue(f"{last} lies before {first}", "A team cannot end before it begins")


def team_days(program: Program, first: date | None, last: date | None, today: date) -> Days:
    """The days of a team, with the defaults for what is not said; raises InvalidValue."""
    if first is None:
        coming = max(program.start, monday_on_or_after(today))
        number = -(-(coming - program.start).days // (7 * program.weeks))
        first = program.round_days(number).first
    if last is None:
        last = first + timedelta(weeks=program.weeks, days=-first.weekday() - 3)
    check_order(first, last)
    if (last - first).days >= 7 * LONGEST_WEEKS:
        raise InvalidValue(f"{first} to {last} is more than {LONGEST_WEEKS} weeks", "Make two teams of it")
    if first not in program.days:
        raise InvalidValue(
            f"{first} is not within '{program.name}', which runs {program.days}", "Give a day on which it runs"
        )
    return Days(first, last)


def edit(desk: Desk, program: str, team: str, change: TeamEdit) -> TeamView:
    """Change what is said of a team; raises NotFound, Refused and InvalidValue as `create` does."""
    with desk.changing("teams edit") as step:
        found = team_program(step.connection, program)
        before = changeable(team_of(step.connection, found, team))
        after = _edited(step, found, before, change, desk.clock.today())
        row, old = team_row(after), team_row(before)
        changed = {name: value for name, value in row.items() if value != old[name]}
        if changed:
            step.work.update(composite_teams, {before.id: changed})
        own = {one.id: slot_row(after, one) for one in after.slots if one not in before.slots}
        step.work.update(team_slots, own)
        what = [name.replace("_", " ") for name in changed if name != "identity"]
        step.done(f"{found.name}: {after.name}: {listed(what) if what else 'nothing'} changed")
        notices = outlasts(found, after.name, after.days) if after.days != before.days else ()
        return replace(view_of(desk, step.connection, found, after.name), notices=notices)


def _edited(step: Step, program: Program, before: CompositeTeam, change: TeamEdit, today: date) -> CompositeTeam:
    days = before.days
    if change.first is not None or change.last is not None:
        first, last = change.first or days.first, change.last or days.last
        check_order(first, last)
        check_days_free(before, embeds_of_team(step.connection, before.id))
        days = team_days(program, first, last, today)
    name = before.name if change.name is None else read_name(change.name)
    after = replace(
        before,
        name=name,
        days=days,
        slots=_slots_on(before, days),
        purpose=before.purpose if change.purpose is None else read_words(change.purpose),
        focus=before.focus if change.focus is None else read_name(change.focus),
        least=before.least if change.least is None else change.least,
        place=before.place if change.place is None else read_words(change.place),
        meets=None if change.as_program else change.meets or before.meets,
    )
    check_slots(after.slots, after.least)
    if after.identity != before.identity:
        free_name(step, program, name)
    return after


def _slots_on(team: CompositeTeam, days: Days) -> tuple[Slot, ...]:
    """The slots of a team that works on other days: own days move with a team that is only moved.

    Raises:
        InvalidValue: it works for longer or shorter, and slots have days of their own outside of that.
    """
    by = days.first - team.days.first
    if days.last - team.days.last == by:
        return tuple(
            replace(one, days=Days(one.days.first + by, one.days.last + by)) if one.days else one for one in team.slots
        )
    outside = [one for one in team.slots if one.days and not (one.days.first in days and one.days.last in days)]
    if outside:
        several_ = len(outside) > 1
        raise InvalidValue(
            f"Slot{'s' * several_} {listed([str(one) for one in outside])} ha{'ve' if several_ else 's'} days of "
            f"{'their' if several_ else 'its'} own that are not within {days}",
            f"Give {'them' if several_ else 'it'} other days first, or move the team without making it longer or "
            "shorter",
        )
    return team.slots


def check_days_free(team: CompositeTeam, inside: Sequence[Embed]) -> None:
    """Let a team have other days; raises Refused where people were told of those it has, or are drafted for them.

    Args:
        inside: the embeds of the team.
    """
    if team.state is not State.PROPOSED:
        raise Refused(
            f"The team '{team.name}' is published: its days stand in calendars",
            "Extend it, or end it",
            typed=f'Extend it with ridealong teams change PROGRAM "{team.name}" --until DATE, or end it with teams end',
        )
    if any(one.state is State.PROPOSED for one in inside):
        raise Refused(
            f"The team '{team.name}' has people by now",
            "Set its drafts aside first",
            typed=f'Set its drafts aside first: ridealong teams change PROGRAM "{team.name}" --set-aside EMAIL',
        )


def remove(desk: Desk, program: str, team: str) -> str:
    """Take a team out that nobody has been told of, or that was called off, with all that is its; returns its name.

    Raises:
        NotFound: there is none.
        Refused: it is published, people were in it, or calendars do not know yet that it is called off.
    """
    with desk.changing("teams remove") as step:
        found = team_program(step.connection, program)
        gone = team_of(step.connection, found, team)
        if gone.state is not State.PROPOSED:
            _check_nothing_took_place(desk, step, found, gone)
            step.work.delete(embeds, [one.id for one in embeds_of_team(step.connection, gone.id)])
        step.work.delete(composite_teams, [gone.id])
        step.done(f"{found.name}: {gone.name} taken out")
        return gone.name


def _check_nothing_took_place(desk: Desk, step: Step, program: Program, team: CompositeTeam) -> None:
    """Let a team go that was called off, once its people know of it; raises Refused for any other."""
    name = f"The team '{team.name}'"
    if team.state is State.PUBLISHED and team.days.last >= desk.clock.today():
        raise Refused(
            f"{name} is published: people were told of it",
            "End it instead",
            typed=f'End it: ridealong teams end "{program.name}" "{team.name}" --on DATE',
        )
    if not _never_ran(step.connection, team):
        raise Refused(
            f"{name} worked until {team.days.last}, and what took place stays as it was", "Leave it where it is"
        )
    if due := due_of_teams(step.connection, desk, [team.id], organizer_of(desk)):
        raise Refused(
            f"{name} was called off, and {many(len(due), 'invite')} that say{'s' * (len(due) == 1)} so wait to be sent",
            "Send the invites first",
            typed="Send them first: `ridealong invites export --out DIR` or `ridealong invites send`",
        )


def _never_ran(connection: Connection, team: CompositeTeam) -> bool:
    """Whether a team was called off before anybody was in it."""
    inside = embeds_of_team(connection, team.id)
    return team.state is State.CANCELLED and not any(one.state in NOT_CANCELLED for one in inside)


def free_name(step: Step, program: Program, name: str) -> None:
    """Let a team have a name: one that was called off before anybody was in it gives it up, and says so in its own.

    Raises:
        Refused: another team has it.
    """
    taken = team_named(step.connection, program.id, name)
    if taken is None:
        return
    if not _never_ran(step.connection, taken):
        raise Refused(f"'{program.name}' has a team '{taken.name}' already", "Give the new one another name")
    number, other = 1, f"{taken.name} (called off)"
    while team_named(step.connection, program.id, other) is not None:
        number += 1
        other = f"{taken.name} (called off {number})"
    step.work.update(composite_teams, {taken.id: {"name": other, "identity": name_identity(other)}})
