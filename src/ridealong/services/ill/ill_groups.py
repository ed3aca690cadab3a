"""The groups over coffee that somebody's absence falls into, and what can be done about each, the best first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.days import Days, is_workday
from ridealong.domain.errors import InvalidValue
from ridealong.domain.gathering_times import HourChange
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind, Program
from ridealong.domain.wording import listed, several
from ridealong.services.groups.gathering_facts import FEWEST
from ridealong.services.groups.gatherings import views
from ridealong.services.groups.group_days import who_is_off
from ridealong.services.groups.group_hours import hour_changes
from ridealong.services.groups.group_views import Group
from ridealong.services.ill.ill_offers import MOST_LATER
from ridealong.services.ill.ill_touched import Away
from ridealong.services.ill.ill_views import Choice, ChoiceKind, Choices
from ridealong.storage.queries import gatherings as queries
from ridealong.storage.queries.gatherings import Stored
from ridealong.storage.queries.programs import program_by_id


@dataclass(frozen=True, slots=True, kw_only=True)
class SpoiledGroup:
    """A published group into which an absence falls, as it is stored and as it is shown."""

    stored: Stored
    program: Program
    group: Group

    @property
    def day(self) -> date:
        """On which it meets."""
        return self.group.days.first

    def others(self, away: Away) -> list[str]:
        """The names of those who are still there."""
        return [one.name for one in self.group.people if one.id != away.known.id]

    def without(self, away: Away) -> Stored:
        """It, as it is stored once whoever is away left it."""
        people = {who: row for who, row in self.stored.people.items() if who != away.known.id}
        return replace(self.stored, people=people)

    def on(self, day: date) -> Stored:
        """It, as it is stored where it meets on another day."""
        return replace(self.stored, row={**self.stored.row, "first_day": day, "last_day": day})


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDecided:
    """A group with what can be done about it, and what is."""

    spoiled: SpoiledGroup
    choices: tuple[Choice, ...]
    chosen: Choice


def decided_groups(connection: Connection, away: Away, choices: Choices) -> tuple[GroupDecided, ...]:
    """The groups that are touched, by day, each with what is chosen, or best.

    Args:
        choices: by number of a group, the code of a choice or its number.

    Raises:
        InvalidValue: a group is named that is not touched, or a choice that is none.
    """
    found = [(one, tuple(_offers(connection, one, away))) for one in _spoiled(connection, away)]
    known = [one.stored.id for one, _offered in found]
    for number in choices:
        if number not in known:
            touched = f"It touches {several([f'g{one}' for one in known])}" if known else "It touches no group"
            raise InvalidValue(f"Group {number} is not touched by this absence", touched)
    return tuple(
        GroupDecided(spoiled=one, choices=offered, chosen=_chosen(one, offered, choices)) for one, offered in found
    )


def _spoiled(connection: Connection, away: Away) -> Iterator[SpoiledGroup]:
    days = Days(away.split, away.days.last)
    mine = queries.of_person(connection, away.known.id, (State.PUBLISHED,), since=days.first)
    of_program: dict[int, list[Stored]] = {}
    for one in mine:
        if one.row["kind"] == Kind.COFFEE and one.row["first_day"] <= days.last:
            of_program.setdefault(one.row["program_id"], []).append(one)
    found = []
    for program_id, some in of_program.items():
        program = program_by_id(connection, program_id)
        shown: Mapping[int, Group] = {one.id: one for one in views(connection, program, some, away.today)}
        found += [SpoiledGroup(stored=one, program=program, group=shown[one.id]) for one in some]
    yield from sorted(
        (one for one in found if one.group.open and one.day in days), key=lambda one: (one.day, one.stored.id)
    )


def _offers(connection: Connection, one: SpoiledGroup, away: Away) -> Iterator[Choice]:
    """What can be done about a group.

    The best is that the others meet without whoever is away, while they are of both sides; else another day on which
    all can; else that they meet all the same; and to call it off only where one person alone would be left.
    """
    rest = [each for each in one.group.people if each.id != away.known.id]
    leave = []
    if len(rest) >= FEWEST:
        (hour,) = hour_changes(connection, one.group, [one.without(away)], [away.absence])
        words = f"{away.known.person.name} leaves the group: {listed([each.name for each in rest])} meet{_at(hour)}"
        leave.append(Choice(kind=ChoiceKind.LEAVE, words=words, hour=hour))
    both = {each.side for each in rest} == set(Side)
    later = list(_other_days(connection, one, away))
    yield from (*leave, *later) if both else (*later, *leave)
    yield Choice(kind=ChoiceKind.CANCEL, words="the group is called off")
    yield Choice(kind=ChoiceKind.KEEP, words="left as it is")


def _other_days(connection: Connection, one: SpoiledGroup, away: Away) -> Iterator[Choice]:
    """The next days of its round on which all of a group can meet: first those after its day, then earlier ones."""
    days = [
        day
        for day in one.program.round_days(one.group.round)
        if day >= away.today and day != one.day and is_workday(day)
    ]
    days.sort(key=lambda day: (day < one.day, day))
    off = who_is_off(connection, one.program, one.stored, days, [away.absence])
    free = [day for day in days if not off[day]][:MOST_LATER]
    hours = hour_changes(connection, one.group, [one.on(day) for day in free], [away.absence])
    for day, hour in zip(free, hours, strict=True):
        words = f"on {'an earlier' if day < one.day else 'a later'} day: {day}{_at(hour)}"
        yield Choice(
            kind=ChoiceKind.LATER, words=words, days=Days(day, day), round=one.group.round, by_day=True, hour=hour
        )


def _at(hour: HourChange | None) -> str:
    return f" {hour}" if hour else ""


def _chosen(one: SpoiledGroup, offered: tuple[Choice, ...], choices: Choices) -> Choice:
    code = choices.get(one.stored.id)
    if code is None:
        return offered[0]
    wanted = code.strip().casefold()
    if wanted.isascii() and wanted.isdigit() and 0 < int(wanted) <= len(offered):
        return offered[int(wanted) - 1]
    for choice in offered:
        if choice.code.casefold() == wanted:
            return choice
    known = ", ".join(choice.code for choice in offered)
    raise InvalidValue(f"'{code}' cannot be done about group {one.stored.id}", f"Choose one of: {known}")
