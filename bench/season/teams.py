"""The composite teams of the simulated year: made up anew each quarter, formed and published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import timedelta
from random import Random

from ridealong.domain.composite_teams import FOCUS_AREAS, DemandKind, Part, Slot, Task
from ridealong.domain.errors import RidealongError
from ridealong.domain.people import Person, Side
from ridealong.services.desk import Desk
from ridealong.services.people import people
from ridealong.services.teams import defining, demands, forming, publishing
from ridealong.services.teams.defining import NewTeam

from .coordinator import Coordinator
from .stored import Stored
from .weeks import QUARTER, monday

PEOPLE_A_TEAM = 40
"""Of how many people there is one team in each quarter; two at least."""
_SHARES = (20, 30, 40, 50)
_WEEKS = (6, 9)
"""How long a team works at least and at most."""


def make_teams(coordinator: Coordinator, desk: Desk, name: str, quarter: int, chance: Random) -> None:
    """Define the teams of a quarter, for topics that people have who take part; form and publish them."""
    everybody = people.everyone(desk)
    agreed = _agreed(coordinator.stored(), name)
    there = {side: [one for one in everybody if one.side is side and one.identity in agreed] for side in Side}
    if not all(there.values()):
        coordinator.tally.note("programs without anybody on one side", name)
        return
    for number in range(max(2, len(everybody) // PEOPLE_A_TEAM)):
        made = _team(number, quarter, there, chance)
        defining.create(desk, name, made)
        coordinator.tally.happened["teams: defined"] += 1
        coordinator.tally.happened["teams: slots"] += len(made.slots)
    demands.ask(desk, name, "Team 1", DemandKind.WISH, email=chance.choice(there[Side.MARKETING]).email)
    demands.ask(desk, name, "Team 2", DemandKind.EXCLUSION, email=chance.choice(there[Side.IT]).email)
    form_and_publish(coordinator, desk, name)


def form_and_publish(coordinator: Coordinator, desk: Desk, name: str, teams: Collection[str] = ()) -> None:
    """Fill what is open of the teams of a program, or of some by name, and publish the drafts."""
    tally = coordinator.tally
    try:
        formed = forming.form(desk, name, teams=teams)
        tally.happened["teams: formed"] += sum(one.drafts > 0 for one in formed.page.teams)
        tally.happened["teams: slots open when they were formed"] += len(formed.open)
        for team, slot in formed.open:
            tally.note(
                "slots open when they were formed", f"{name}, {team.team.name}, slot {slot.slot}: {slot.why_open}"
            )
        if formed.score.filled and any(one.drafts for one in formed.page.teams):
            done = publishing.publish(desk, name)
            tally.happened["teams: embeds published when they were formed"] += done.embeds
    except forming.NobodyCanJoin:
        tally.happened["teams: one side has left, and nobody of it could join"] += 1
    except RidealongError as error:
        coordinator.tried("form and publish teams", error)


def _agreed(stored: Stored, name: str) -> set[str]:
    program = next(one for one in stored.programs.values() if one.name == name)
    return {
        stored.people[who].email
        for (number, who), one in stored.enrolments.items()
        if number == program.id and one.state == "agreed" and not stored.people[who].removed
    }


def _team(number: int, quarter: int, there: dict[Side, list[Person]], chance: Random) -> NewTeam:
    first = monday(quarter * QUARTER + chance.randrange(3))
    sides = [Side.IT, Side.MARKETING, *(chance.choice(list(Side)) for _ in range(chance.randrange(1, 3)))]
    slots = tuple(
        _slot(f"{side.label} {index}", side, there[side], chance) for index, side in enumerate(sides, start=1)
    )
    parts = tuple((index, Part.RESPONSIBLE) for index in range(2, len(slots) + 1))
    return NewTeam(
        name=f"Team {number + 1}",
        purpose="Something that neither department can do alone",
        focus=chance.choice(FOCUS_AREAS),
        first=first,
        last=first + timedelta(weeks=chance.randint(*_WEEKS), days=-3),
        slots=slots,
        tasks=(Task(name="Show one working step every week", parts=((1, Part.ACCOUNTABLE), *parts)),),
    )


def made_up_slot(name: str, side: Side, desk: Desk, chance: Random) -> Slot:
    """A slot for which somebody of a side of the company knows what is needed."""
    return _slot(name, side, [one for one in people.everyone(desk) if one.side is side], chance)


def _slot(name: str, side: Side, some: Sequence[Person], chance: Random) -> Slot:
    """A slot that asks for a topic which two or more of some people know; for none where there is no such topic."""
    known = Counter(topic for one in some for topic in one.knows)
    topics = sorted(topic for topic, number in known.items() if number > 1)
    must, nice = (chance.sample(topics, 1) if topics else [] for _ in range(2))
    return Slot(
        name=name,
        side=side,
        must=tuple(must),
        nice=tuple(one for one in nice if one not in must),
        share=chance.choice(_SHARES),
    )
