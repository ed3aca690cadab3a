"""Groups changed by hand: people moved, put in and taken out, single groups and single days called off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.pairings import UNMARKED, State
from ridealong.domain.people import Person
from ridealong.domain.programs import Kind, Program
from ridealong.domain.values import read_words
from ridealong.domain.wording import listed, many
from ridealong.services.desk import Desk
from ridealong.services.found import anybody_named, person_named
from ridealong.services.groups.gathering_facts import FEWEST, GatheringFacts, left_out
from ridealong.services.groups.gatherings import closed_among, gathering_program, stored_group, views
from ridealong.services.groups.group_views import Group
from ridealong.services.groups.plan_groups import remove_groups
from ridealong.storage.queries import gatherings as queries
from ridealong.storage.queries.gatherings import Stored
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.programs import program_by_id
from ridealong.storage.schema import gathering_people, gatherings
from ridealong.storage.work import Step

_DAY_SKIPPED = "the day was left out"
"""The reason that groups have which were called off with their day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Somebody who was moved: from which group, None where from none, and to which, None where to none."""

    name: str
    email: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A day that was left out of a program, or taken back in.

    Args:
        groups: those that this was about. people: how many are in them.
        passed: groups that stay called off, since somebody of theirs is in another one of the round by now.
    """

    program: str
    day: date
    groups: tuple[int, ...]
    people: int
    back: bool = False
    passed: tuple[int, ...] = ()


def move_person(desk: Desk, email: str, to: int) -> Moved:
    """Put somebody into a group, out of the one of the same round that they are in, if any; drafts are then pinned.

    Raises:
        NotFound: there is no such person or group.
        Refused: it is that of sponsors, it is over or called off, they are in it, away or kept apart from somebody in
            it, or their group would be left with one person alone.
    """
    with desk.changing("groups move") as step:
        known, group = person_named(step.connection, email), stored_group(step.connection, to)
        program = _changeable(step.connection, desk, group)
        if known.id in group.people:
            raise Refused(f"{known.person.name} is in group {to} already", "Name another group")
        before = _in_round(step.connection, group, known.id)
        if before is not None:
            _check_left(step.connection, desk, before, known.person)
            step.work.delete(gathering_people, [before.people[known.id]])
        step.work.insert(gathering_people, [{"gathering_id": to, "person_id": known.id}])
        _check_fits(step.connection, desk, program, to, known.id)
        changed = [one for one in (before, group) if one is not None and one.row["state"] == State.PROPOSED]
        step.work.update(gatherings, {one.id: {"pinned": True} for one in changed})
        left = f"out of group {before.id} " if before else ""
        step.done(f"{program.name}: {known.person.name} {left}into group {to}")
        return Moved(name=known.person.name, email=known.person.email, before=before.id if before else None, after=to)


def take_out(desk: Desk, email: str, number: int) -> Moved:
    """Take somebody, also one who was removed since, out of a group; a draft is then pinned.

    Raises:
        NotFound: there is no such person or group, or they are not in it.
        Refused: it is that of sponsors, it is over or called off, or one person alone would be left in it.
    """
    with desk.changing("groups move") as step:
        known, group = anybody_named(step.connection, email), stored_group(step.connection, number)
        program = _changeable(step.connection, desk, group)
        if known.id not in group.people:
            raise NotFound(f"{known.person.name} is not in group {number}", "Look who is in it")
        _check_left(step.connection, desk, group, known.person)
        step.work.delete(gathering_people, [group.people[known.id]])
        if group.row["state"] == State.PROPOSED:
            step.work.update(gatherings, {number: {"pinned": True}})
        step.done(f"{program.name}: {known.person.name} out of group {number}")
        return Moved(name=known.person.name, email=known.person.email, before=number, after=None)


def cancel_group(desk: Desk, number: int, reason: str = "") -> State:
    """Set the draft of a group aside, or call a published one off: what it was before.

    Args:
        reason: why; private.

    Raises:
        NotFound: there is no such group. Refused: it is called off already, or took place.
    """
    why = read_words(reason)
    with desk.changing("groups cancel") as step:
        group = stored_group(step.connection, number)
        state = State(group.row["state"])
        if state is State.CANCELLED:
            raise Refused(f"Group {number} is called off already", "Nothing is left to do")
        (view,) = views(step.connection, program_by_id(step.connection, group.row["program_id"]), [group], _today(desk))
        if state is State.PROPOSED:
            remove_groups(step, [number])
            said = "set aside"
        else:
            # What is over did not take place, if somebody says so afterwards.
            new = State.MISSED if view.over else State.CANCELLED
            step.work.update(gatherings, {number: {"state": str(new), "reason": why}})
            said = "did not take place" if view.over else "called off"
        step.done(f"{group.row['program']}: group {number} {said}")
        return state


def skip_day(desk: Desk, name: str, day: date, *, back: bool = False) -> Skipped:
    """Call off whatever a program has on a day, or take that back.

    Of the sponsors' series the day is left out. Of coffees, the published groups of that day are called off; those that
    were called off with their day take place again, but for those of whose people somebody is in another one by now.

    Raises:
        NotFound: there is no such program.
        Refused: it has no groups, or nothing of it takes place, or was called off, on that day; or somebody of each
            group that was is in another one by now.
        InvalidValue: the day is over.
    """
    if day < _today(desk):
        raise InvalidValue(f"{day} is over", "Give a day that is still to come")
    with desk.changing("groups skip") as step:
        program = gathering_program(step.connection, name)
        wanted = State.CANCELLED if back and program.kind is Kind.COFFEE else State.PUBLISHED
        states = (wanted, *((State.PROPOSED,) if program.kind is Kind.SPONSORS else ()))
        stored = queries.of_program(step.connection, program.id, states)
        found = _skip_series(step, program, stored, day, back) if program.kind is Kind.SPONSORS else None
        if found is not None:
            done = found
        elif back:
            done = _coffee_again(step, desk, program, stored, day)
        else:
            done = _skip_coffee(step, desk, program, stored, day)
        what = "takes place again" if back else "is left out"
        passed = f"; {many(len(done.passed), 'group stays', 'groups stay')} called off" if done.passed else ""
        step.done(f"{program.name}: {day} {what}{passed}")
        return done


def _skip_series(step: Step, program: Program, stored: list[Stored], day: date, back: bool) -> Skipped:
    one = stored[0] if stored else None
    facts = GatheringFacts(step.connection, stored)
    who = facts.attendees(one) if one else ()
    if one is None or len(who) < FEWEST or day not in (series := facts.time(one, who)).rule_days():
        raise Refused(
            f"The sponsors of '{program.name}' do not meet on {day}", "Their meeting shows on which days they do"
        )
    out = set(left_out(one))
    if back and day not in out:
        raise Refused(f"{day} was not left out by hand", "Days on which one of them is off are left out by themselves")
    if not back and day in series.without:
        raise Refused(f"The sponsors of '{program.name}' do not meet on {day} as it is", "Nothing is left to do")
    days = sorted(out - {day} if back else out | {day})
    step.work.update(gatherings, {one.id: {"without": ";".join(each.isoformat() for each in days)}})
    return Skipped(program=program.name, day=day, groups=(one.id,), people=len(who), back=back)


def _skip_coffee(step: Step, desk: Desk, program: Program, stored: list[Stored], day: date) -> Skipped:
    found = _on(step.connection, desk, program, stored, day)
    if not found:
        raise _none_on(program, day, "is published")
    cells = {"state": str(State.CANCELLED), "reason": _DAY_SKIPPED}
    step.work.update(gatherings, {one.id: cells for one in found})
    return _skipped(program, day, found)


def _coffee_again(step: Step, desk: Desk, program: Program, stored: list[Stored], day: date) -> Skipped:
    skipped = [one for one in stored if one.row["reason"] == _DAY_SKIPPED]
    found = _on(step.connection, desk, program, skipped, day)
    if not found:
        raise _none_on(program, day, "was called off with its day")
    elsewhere = _seats(step.connection, program)
    again: list[Group] = []
    for one in found:
        seats = {(one.round, who.id): one.id for who in one.people}
        if not elsewhere.keys() & seats.keys():
            elsewhere |= seats
            again.append(one)
    if not again:
        first = found[0]
        who = next(each for each in first.people if (first.round, each.id) in elsewhere)
        raise Refused(
            f"{who.name} is in group {elsewhere[first.round, who.id]} by now", "Take them out of one of the two first"
        )
    step.work.update(gatherings, {one.id: {"state": str(State.PUBLISHED), "reason": ""} for one in again})
    return _skipped(program, day, again, back=True, passed=tuple(one.id for one in found if one not in again))


def _on(connection: Connection, desk: Desk, program: Program, stored: list[Stored], day: date) -> list[Group]:
    return [one for one in views(connection, program, stored, _today(desk)) if one.days.first == day]


def _none_on(program: Program, day: date, what: str) -> Refused:
    return Refused(
        f"No group of '{program.name}' {what} on {day}",
        "Its groups show on which days they meet",
        typed=f'Its groups show on which days they meet: ridealong groups list "{program.name}"',
    )


def _skipped(
    program: Program, day: date, some: Sequence[Group], *, back: bool = False, passed: tuple[int, ...] = ()
) -> Skipped:
    people = {who.email for one in some for who in one.people}
    groups = tuple(one.id for one in some)
    return Skipped(program=program.name, day=day, groups=groups, people=len(people), back=back, passed=passed)


def _seats(connection: Connection, program: Program) -> dict[tuple[int, int], int]:
    """Which group of a program people are in that is to take place, by round and their row id."""
    some = queries.of_program(connection, program.id, UNMARKED)
    return {(one.row["round"] or 0, who): one.id for one in some for who in one.people}


def _changeable(connection: Connection, desk: Desk, group: Stored) -> Program:
    """The program of a group whose people can be changed; raises Refused."""
    program = program_by_id(connection, group.row["program_id"])
    if program.kind is Kind.SPONSORS:
        raise Refused(
            f"Group {group.id} is the meeting of the sponsors of '{program.name}'",
            "Name another sponsor in the charter of the program",
            typed=f'Name another sponsor: ridealong program sign "{program.name}" --side SIDE --sponsor EMAIL',
        )
    (view,) = views(connection, program, [group], _today(desk))
    if not view.open:
        raise Refused(f"Group {group.id} {'is over' if view.over else 'was called off'}", "Name one that is to come")
    return program


def _check_left(connection: Connection, desk: Desk, group: Stored, person: Person) -> None:
    """Let somebody leave a group, in which one person alone must not stay."""
    program = program_by_id(connection, group.row["program_id"])
    (view,) = views(connection, program, [group], _today(desk))
    if len(view.people) <= FEWEST:
        rest = [one.name for one in view.people if one.email != person.email]
        alone = f"{listed(rest)} would be alone" if rest else "nobody would be left"
        raise Refused(
            f"{alone} in group {group.id} without {person.name}",
            "Call the group off, or put somebody else in first",
            typed=f"Call it off: ridealong groups cancel {group.id}; or put somebody else in first",
        )


def _check_fits(connection: Connection, desk: Desk, program: Program, number: int, person_id: int) -> None:
    """See that somebody who was put into a group can be there; raises Refused with the reason."""
    group = stored_group(connection, number)
    (view,) = views(connection, program, [group], _today(desk))
    me = next(one for one in view.people if one.id == person_id)
    people = some_people(connection, list(group.people))
    closed = closed_among(connection)
    for other in people:
        if frozenset((people[other].identity, people[person_id].identity)) in closed and other != person_id:
            raise Refused(f"{me.name} and {people[other].name} are kept apart", "Name another group")
    if me.trouble:
        raise Refused(f"{me.name} {me.trouble}, and cannot be in group {number}", "Name another group")


def _others(connection: Connection, group: Stored) -> list[Stored]:
    """The other groups of the same round that are to take place."""
    some = queries.of_program(connection, group.row["program_id"], UNMARKED)
    return [one for one in some if one.row["round"] == group.row["round"] and one.id != group.id]


def _in_round(connection: Connection, group: Stored, person_id: int) -> Stored | None:
    return next((one for one in _others(connection, group) if person_id in one.people), None)


def _today(desk: Desk) -> date:
    return desk.clock.today()
