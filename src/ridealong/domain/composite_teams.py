"""Composite teams: people of both sides who work on one purpose for some weeks, each in a slot."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from ridealong.domain.days import Days, monday_on_or_after, working_weeks
from ridealong.domain.errors import InvalidValue
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import CheckIn, Program, name_identity
from ridealong.domain.wording import listed, many

FOCUS_AREAS = (
    "Customer engagement and retention",
    "Digital media",
    "Marketing platforms",
    "Mobile",
    "IoT",
    "Measures and KPIs",
    "AI and machine learning",
    "Visualisation",
    "Analytics",
    "Technology purchase",
)
"""Areas in which IT and marketing gain most by working in one team: what a form offers; any other text will do."""

_DAY = timedelta(days=1)

FEWEST, MOST = 2, 20
"""How many slots a team has."""

NO_REASON = "no reason given"
"""What stands as the reason where a team ends early and nobody says why."""


class Part(StrEnum):
    """What somebody is for a task: who does it, who answers for it, who is asked before, who is told after."""

    RESPONSIBLE = "responsible"
    ACCOUNTABLE = "accountable"
    CONSULTED = "consulted"
    INFORMED = "informed"

    @property
    def letter(self) -> str:
        """The letter in a matrix of tasks: R, A, C or I."""
        return self.value[0].upper()


class DemandKind(StrEnum):
    """What the coordinator asks for one person and one slot or team."""

    PIN = "pin"
    EXCLUSION = "exclusion"
    WISH = "wish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place in a composite team.

    Args:
        number: from 1, the number by which the slots of a team are told apart; 0 for one that has none yet.
        name: what whoever takes it does there.
        must: topics that whoever takes it knows, every one; nice: topics that it is good to know.
        share: how much of a week it takes, in percent.
        days: its own days, within those of the team; None for all of them.
    """

    name: str
    side: Side
    must: tuple[str, ...] = ()
    nice: tuple[str, ...] = ()
    share: int = 100
    days: Days | None = None
    number: int = 0
    id: int = 0

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidValue("A slot needs a name", 'Say what whoever takes it does, such as "Data engineer"')
        if not 1 <= self.share <= 100:
            raise InvalidValue(f"{self.share} is not a share of a week in percent", "Give 1 to 100")

    def __str__(self) -> str:
        """As people call it: `2 (Data engineer)`."""
        return f"{self.number} ({self.name})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something that a team has to do, and who is what for it: by number of the slot."""

    name: str
    parts: tuple[tuple[int, Part], ...] = ()
    id: int = 0

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidValue("A task needs a name", 'Say what is to be done, such as "Choose three vendors"')

    def who(self, part: Part) -> tuple[int, ...]:
        """The numbers of the slots that are that for it."""
        return tuple(number for number, what in self.parts if what is part)

    def letters(self, slot: int) -> str:
        """What a slot is for it, as letters: `A`, `AR`, or nothing."""
        return "".join(part.letter for part in (Part.ACCOUNTABLE, Part.RESPONSIBLE, Part.CONSULTED, Part.INFORMED)
                       if (slot, part) in self.parts)  # fmt: skip

    @property
    def lacks(self) -> str:
        """What is not settled of it, in words; empty where nothing is: one answers for it, and somebody does it."""
        accountable = len(self.who(Part.ACCOUNTABLE))
        lacking = []
        if accountable != 1:
            lacking.append("nobody is accountable" if not accountable else f"{accountable} are accountable, not one")
        if not self.who(Part.RESPONSIBLE):
            lacking.append("nobody is responsible")
        return listed(lacking) if lacking else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """That somebody is in a team (pin), is not (exclusion), or would be as far as can be (wish).

    Args:
        slot: the number of a slot; None for any of the team. name: of whom it is asked, where that was read.
    """

    kind: DemandKind
    email: str
    slot: int | None = None
    id: int = 0
    name: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeTeam:
    """A composite team.

    Args:
        purpose: what it is for, in business words. focus: one of `FOCUS_AREAS`, or any other.
        days: from the first to the last day of its work.
        least: how many of its slots have to be filled for it to be formed at all.
        state: `proposed` until it is published; `ended` where it was over before somebody said that it ended early.
            One that is to end early is `published` until then: see `state_on`.
        place: where it sits, or meets; empty for the place of its program.
        meets: when it meets every week; None for the rhythm of its program.
        reason: why it ends early, or was called off; private, and empty for one that does neither.
    """

    program_id: int
    name: str
    days: Days
    purpose: str = ""
    focus: str = ""
    least: int = FEWEST
    state: State = State.PROPOSED
    place: str = ""
    meets: CheckIn | None = None
    reason: str = ""
    slots: tuple[Slot, ...] = ()
    tasks: tuple[Task, ...] = ()
    demands: tuple[Demand, ...] = ()
    id: int = 0

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidValue("A team needs a name", 'Give one such as "Loyalty app"')
        if not FEWEST <= self.least <= MOST:
            raise InvalidValue(f"{self.least} is not a number of people in a team", f"Give {FEWEST} to {MOST}")

    @property
    def identity(self) -> str:
        """The name as it is compared."""
        return name_identity(self.name)

    def slot(self, number: int) -> Slot | None:
        """The slot of that number."""
        return next((one for one in self.slots if one.number == number), None)

    def state_on(self, today: date) -> State:
        """How it stands on a day: one that is over counts as held, or as ended where it was to work for longer."""
        if self.state is not State.PUBLISHED or self.days.last >= today:
            return self.state
        return State.ENDED if self.reason else State.HELD

    def ends_before(self, slot: Slot) -> bool:
        """Whether it ends before a slot with days of its own would begin."""
        return slot.days is not None and slot.days.first > self.days.last

    def slot_days(self, slot: Slot) -> Days:
        """The days of a slot: its own, as far as they lie within those of the team."""
        if slot.days is None or not slot.days.overlaps(self.days):
            return self.days
        return Days(max(slot.days.first, self.days.first), min(slot.days.last, self.days.last))


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """Somebody in a slot of a composite team.

    Args:
        person_id: the id of the row of the person. home_team: their home team at that time.
        slot: the number of the slot.
        share: how much of a week it takes, in percent.
        after: the embed whose place it takes, by id: the two overlap while the one hands over to the other.
        reason: why it ended early or was cancelled; private.
    """

    program_id: int
    team_id: int
    slot: int
    person_id: int
    email: str
    name: str
    side: Side
    home_team: str
    share: int
    days: Days
    state: State
    uid: str
    after: int | None = None
    reason: str = ""
    id: int = 0


def check_slots(slots: Iterable[Slot], least: int) -> None:
    """Let a team have some slots; raises InvalidValue where it could never be formed with them."""
    every = list(slots)
    if len(every) > MOST:
        raise InvalidValue(f"A team has at most {MOST} slots, and here are {len(every)}", "Make two teams of it")
    for side in Side:
        if every and not any(one.side is side for one in every):
            raise InvalidValue(
                f"All slots are for {side.other.label}, and a composite team has people of both sides",
                f"Give it a slot for {side.label}",
            )
    if every and least > len(every):
        raise InvalidValue(
            f"The team is to have at least {many(least, 'person', 'people')}, and it has {many(len(every), 'slot')}",
            "Give it more slots, or let fewer do",
        )


def check_tasks(team: CompositeTeam) -> None:
    """See that the tasks of a team name slots that it has, and each has a name of its own; raises InvalidValue."""
    names = [one.name.casefold() for one in team.tasks]
    twice = next((one.name for one in team.tasks if names.count(one.name.casefold()) > 1), "")
    if twice:
        raise InvalidValue(f"The task '{twice}' stands there twice", "Put its parts into one")
    for task in team.tasks:
        for number, part in task.parts:
            if team.slot(number) is None:
                raise InvalidValue(
                    f"Slot {number} is {part} for '{task.name}', and the team has no slot {number}", slots_told(team)
                )


def slots_told(team: CompositeTeam) -> str:
    """Which slots a team has, as a remedy for whoever names another one."""
    if not team.slots:
        return "It has no slots yet: give it slots first"
    return f"Its slots are {listed([str(one) for one in team.slots])}"


def check_slot_days(team: CompositeTeam, slot: Slot) -> None:
    """See that the own days of a slot lie within those of its team; raises InvalidValue."""
    if slot.days is not None and (slot.days.first < team.days.first or slot.days.last > team.days.last):
        raise InvalidValue(
            f"Slot {slot} is for {slot.days}, and the team works {team.days}", "Give days within those of the team"
        )


def outlasts(program: Program, team: str, days: Days) -> tuple[str, ...]:
    """What to know of the days of a team that goes on after the end of its program, in words; else nothing."""
    if days.last <= program.days.last:
        return ()
    return (f"'{program.name}' itself ends on {program.days.last}, before '{team}' does on {days.last}.",)


def open_days(slot: Days, taken: Iterable[Days], today: date) -> Days | None:
    """The first of the stretches of `open_stretches`; None where there is none."""
    return next(iter(open_stretches(slot, taken, today)), None)


def open_stretches(slot: Days, taken: Iterable[Days], today: date) -> tuple[Days, ...]:
    """The stretches of days of a slot to come that nobody takes, from a Monday where it began before.

    Each begins and ends on a day from Monday to Friday.

    Args:
        slot: the days of the slot. taken: those of the people in it.
    """
    first = monday_on_or_after(today) if slot.first < today else slot.first
    found = []
    for one in sorted(taken, key=lambda one: one.first):
        found.append((first, one.first - _DAY))
        first = max(first, one.last + _DAY)
    found.append((first, slot.last))
    ends = [(_workday(begin), _workday_until(min(end, slot.last))) for begin, end in found]
    return tuple(Days(begin, end) for begin, end in ends if begin <= end)


def _workday(day: date) -> date:
    """The day that it is, or the Monday after a weekend."""
    return day if day.weekday() < 5 else monday_on_or_after(day)


def _workday_until(day: date) -> date:
    """The day that it is, or the Friday before a weekend."""
    return day - max(0, day.weekday() - 4) * _DAY


def cut_short(one: Embed, on: date, today: date) -> Embed:
    """An embed that ends on a day before its last: one that is to begin later never does.

    It stays published while it still runs until that day.
    """
    if on < one.days.first:
        return replace(one, state=State.CANCELLED)
    state = State.ENDED if on < today else State.PUBLISHED
    return replace(one, state=state, days=Days(one.days.first, on))


def may_miss(weeks: int, percent: int) -> int:
    """How many of the weeks of a slot somebody in it may be away; `percent`: what the program allows."""
    return weeks * percent // 100


def weeks_and_share(days: Days, share: int, until: date | None = None) -> float:
    """How many full weeks of work an embed is: its `working_weeks` times its share; up to a day, where one is given.

    So eight weeks from a Monday to a Friday at 50 % are four, whether the last weekend is among their days or not.
    """
    last = days.last if until is None else min(days.last, until)
    return working_weeks(Days(days.first, last)) * share / 100 if last >= days.first else 0.0
