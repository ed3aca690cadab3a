"""Repairing groups: who cannot come leaves, whoever would be left alone joins another group, and all else stays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ridealong.domain.pairings import UNMARKED, State
from ridealong.domain.people import Person
from ridealong.domain.programs import Kind, Program
from ridealong.domain.wording import many
from ridealong.services.changes.as_shown import check_shown
from ridealong.services.desk import Desk
from ridealong.services.groups.gathering_facts import FEWEST
from ridealong.services.groups.gatherings import closed_among, gathering_program, views
from ridealong.services.groups.group_views import Group
from ridealong.services.groups.plan_groups import remove_groups
from ridealong.storage.queries import gatherings as queries
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.gatherings import Stored
from ridealong.storage.queries.people import some_people
from ridealong.storage.schema import gathering_people, gatherings
from ridealong.storage.work import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChange:
    """What became of somebody: from which group to which one, None for none, and why, in words that all may know."""

    name: str
    email: str
    round: int
    before: int
    after: int | None
    published: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsRepaired:
    """What a repair changed.

    Args:
        cancelled: the groups that do not take place any more. kept: how many groups stay as they are.
        version: that of the database when this was worked out.
    """

    program: str
    changes: tuple[GroupChange, ...]
    cancelled: tuple[int, ...]
    kept: int
    sentences: tuple[str, ...]
    version: int = 0


@dataclass(slots=True)
class _Round:
    """The groups of a round while they are repaired: who is in which, by row id.

    Args:
        groups: as they were shown. now: the row ids of people by number of their group.
    """

    groups: Sequence[Group]
    now: dict[int, list[int]]
    changes: list[GroupChange] = field(default_factory=list)


def repair_groups(
    desk: Desk, name: str, *, dry_run: bool = False, shown: GroupsRepaired | None = None
) -> GroupsRepaired:
    """Let everybody who cannot come, has left or declined leave their groups to come, with as few changes as can be.

    Whoever is left alone joins another group of the round, the smallest in which they may be, and their own is called
    off; so does whoever sits with somebody from whom they are kept apart.

    Args:
        dry_run: work it out, and change nothing.
        shown: what whoever repairs was shown, if it is to be that or nothing.

    Raises:
        NotFound: there is no such program.
        Refused: it has no groups.
        ChangedMeanwhile: it would be another repair than the one that was shown.
    """
    with desk.changing("repair", dry_run=dry_run) as step:
        version = change_count(step.connection)
        program = gathering_program(step.connection, name)
        if program.kind is Kind.SPONSORS:
            said = ("The meeting of the sponsors is with whoever the charter names: there is nothing to repair.",)
            return GroupsRepaired(program=program.name, changes=(), cancelled=(), kept=1, sentences=said)
        done = _repaired(step, program, desk.clock.today(), version)
        if shown is not None:
            same = replace(done, version=shown.version) == shown
            check_shown(desk, step.connection, same=same, since=shown.version)
        if not dry_run:
            step.done(f"{program.name}: {many(len(done.changes), 'change')}")
    return done


def _repaired(step: Step, program: Program, today: date, version: int) -> GroupsRepaired:
    """Repair the groups to come; returns what that changed.

    Args:
        version: that of the database before.
    """
    stored = queries.of_program(step.connection, program.id, UNMARKED)
    groups = [one for one in views(step.connection, program, stored, today) if one.open]
    rounds = list(_rounds(step, groups))
    known = {one.id: one for one in stored}
    cancelled = [number for one in rounds for number in _write(step, one, known)]
    changes = tuple(each for one in rounds for each in one.changes)
    touched = {each.before for each in changes} | {each.after for each in changes}
    return GroupsRepaired(
        program=program.name,
        changes=changes,
        cancelled=tuple(cancelled),
        kept=sum(one.id not in touched for one in groups),
        sentences=_sentences(program, changes, cancelled),
        version=version,
    )


def _rounds(step: Step, groups: Sequence[Group]) -> Iterator[_Round]:
    people = some_people(step.connection, sorted({who.id for one in groups for who in one.people}))
    closed = closed_among(step.connection)
    for number in sorted({one.round for one in groups}):
        mine = [one for one in groups if one.round == number]
        found = _Round(groups=mine, now={one.id: [who.id for who in one.people] for one in mine})
        _repair(found, people, closed)
        yield found


def _repair(one: _Round, people: Mapping[int, Person], closed: set[frozenset[str]]) -> None:
    for group, person, why, comes in list(_leaving(one)):
        one.now[group.id].remove(person)
        # Whoever sits with the wrong person can come, and only needs another group.
        after = _place(one, person, group.id, people, closed) if comes else None
        _note(one, group, people[person], after, why)
    for group in one.groups:
        left = one.now[group.id]
        if len(left) == 1:
            (person,) = left
            left.clear()
            after = _place(one, person, group.id, people, closed)
            _note(one, group, people[person], after, "nobody else is left in the group")


def _leaving(one: _Round) -> Iterator[tuple[Group, int, str, bool]]:
    """Who cannot stay in their group, why, and whether they can come to another one."""
    seen: dict[int, int] = {}
    for group in one.groups:
        for who in group.people:
            other = seen.setdefault(who.id, group.id)
            if who.trouble:
                yield group, who.id, f"{who.name} {who.trouble}", who.apart
            elif who.declined:
                yield group, who.id, f"{who.name} has declined", False
            elif other != group.id:
                yield group, who.id, f"{who.name} is in group {other} as well", False


def _place(
    one: _Round, person: int, besides: int, people: Mapping[int, Person], closed: set[frozenset[str]]
) -> int | None:
    """Put somebody into the smallest other group of the round in which they may be; None where there is none."""
    me = people[person].identity
    fits = [
        number
        for number, inside in one.now.items()
        if number != besides
        and inside
        and person not in inside
        and not any(frozenset((me, people[other].identity)) in closed for other in inside)
    ]
    if not fits:
        return None
    best = min(fits, key=lambda number: (len(one.now[number]), number))
    one.now[best].append(person)
    return best


def _note(one: _Round, group: Group, person: Person, after: int | None, why: str) -> None:
    one.changes.append(
        GroupChange(
            name=person.name,
            email=person.email,
            round=group.round,
            before=group.id,
            after=after,
            published=group.state is State.PUBLISHED,
            reason=why,
        )
    )


def _write(step: Step, one: _Round, known: Mapping[int, Stored]) -> list[int]:
    """Write the groups of a round; returns those that do not take place any more."""
    gone = [group for group in one.groups if len(one.now[group.id]) < FEWEST]
    for group in one.groups:
        if group in gone:
            continue
        before, now = known[group.id].people, one.now[group.id]
        step.work.delete(gathering_people, [row for who, row in before.items() if who not in now])
        new = [who for who in now if who not in before]
        step.work.insert(gathering_people, [{"gathering_id": group.id, "person_id": who} for who in new])
    drafts = [group.id for group in gone if group.state is State.PROPOSED]
    remove_groups(step, drafts)
    off = [group.id for group in gone if group.id not in drafts]
    step.work.update(gatherings, {number: {"state": str(State.CANCELLED)} for number in off})
    return [*drafts, *off]


def _sentences(program: Program, changes: Sequence[GroupChange], cancelled: Sequence[int]) -> tuple[str, ...]:
    if not changes:
        return (f"{program.name}: every group can take place as it stands.",)
    moved = sum(one.after is not None for one in changes)
    said = [f"{program.name}: {many(len(changes) - moved, 'person leaves', 'people leave')} a group"]
    said[0] += f", {many(moved, 'person joins', 'people join')} another." if moved else "."
    if cancelled:
        said.append(
            f"{many(len(cancelled), 'group')} {'does' if len(cancelled) == 1 else 'do'} not take place any more."
        )
    return tuple(said)
