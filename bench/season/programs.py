"""The programs of each quarter: made or copied, signed, and joined by those who like that kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from ridealong.domain.charters import Reading
from ridealong.domain.people import Person
from ridealong.domain.programs import EnrolmentState, Kind
from ridealong.services.desk import Desk
from ridealong.services.programs import charters, measures, programs
from ridealong.services.programs.charters import Signing
from ridealong.services.programs.measures import MeasureChange
from ridealong.services.programs.program_copies import Copy, copy
from ridealong.services.programs.programs import NewProgram

from .company import Lead
from .weeks import QUARTER, monday


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What one kind of exchange is in every quarter.

    Args:
        title: its name, before that of the quarter. likes: how many of 100 people want to take part.
        rounds: None for as many as the kind has by default.
    """

    kind: Kind
    title: str
    likes: int
    objective: str
    rounds: int | None = None


KINDS = (
    Planned(
        kind=Kind.COMPOSITE,
        title="Embedded teams",
        likes=60,
        objective="What customers notice is built by people of both departments.",
    ),
    Planned(
        kind=Kind.BUDDY,
        title="Buddies",
        likes=100,
        objective="Everybody in IT can call somebody in marketing by first name.",
    ),
    Planned(
        kind=Kind.RIDE_ALONG,
        title="Ride-alongs",
        likes=55,
        objective="Halve the time from the brief of a campaign to its first page online.",
    ),
    Planned(
        kind=Kind.ROTATION,
        title="Days in the life",
        likes=45,
        objective="Whoever hands work over has seen what becomes of it.",
    ),
    Planned(
        kind=Kind.HELP,
        title="Help days",
        likes=40,
        objective="Tickets of a launch are understood the first time.",
    ),
    Planned(
        kind=Kind.COFFEE,
        title="Coffees",
        likes=40,
        objective="New faces on both sides, every other week.",
        rounds=6,
    ),
)

_MEASURES = (
    ("Time to first page", MeasureChange(unit="days", baseline=9, target=4.5)),
    ("Tickets sent back", MeasureChange(unit="%", baseline=22, target=10)),
)
_ANSWERS = (
    (EnrolmentState.ASKED, 5),
    (EnrolmentState.DECLINED, 4),
    (EnrolmentState.PAUSED, 3),
    (EnrolmentState.AGREED, 88),
)
_PAUSE = timedelta(weeks=4, days=-3)


def name_of(planned: Planned, quarter: int) -> str:
    """What a program is called."""
    start = monday(quarter * QUARTER)
    return f"{planned.title}, Q{quarter % 4 + 1} {start.year}"


def likes(planned: Planned, email: str) -> bool:
    """Whether somebody takes an interest in a kind: the same all through the year."""
    return Random(f"{planned.title} {email}").randrange(100) < planned.likes


def begin(
    desk: Desk, planned: Planned, quarter: int, *, sponsors: Sequence[Lead], people: Sequence[Person], chance: Random
) -> str:
    """Make the program of a quarter, like that of the quarter before where there is one; returns its name."""
    name, start = name_of(planned, quarter), monday(quarter * QUARTER)
    if quarter == 0:
        programs.create(
            desk,
            NewProgram(name=name, kind=planned.kind, start=start, rounds=planned.rounds, objective=planned.objective),
        )
        for measure, change in _MEASURES:
            measures.set_measure(desk, name, measure, change)
    else:
        copy(desk, name_of(planned, quarter - 1), Copy(name=name, start=start))
    for one in sponsors:
        charters.sign(desk, name, one.side, Signing(sponsor=one.email, agreed=desk.clock.today()))
    _enrol(desk, name, [one for one in people if likes(planned, one.email)], chance)
    return name


def _enrol(desk: Desk, name: str, people: Sequence[Person], chance: Random) -> None:
    answers = [state for state, share in _ANSWERS for _ in range(share)]
    said: dict[EnrolmentState, list[str]] = {state: [] for state, _share in _ANSWERS}
    for one in people:
        said[chance.choice(answers)].append(one.email)
    for state, some in said.items():
        if some:
            pause = programs.show(desk, name).program.start + _PAUSE if state is EnrolmentState.PAUSED else None
            programs.enrol(desk, name, some, state, pause)


def measure(desk: Desk, name: str, month: int, chance: Random) -> None:
    """Note what both measures of a program were this month: better than at first, with some noise."""
    for measure_name, change in _MEASURES:
        first, last = change.baseline or 0, change.target or 0
        value = first + (last - first) * min(1.0, month / 12) + chance.uniform(-0.04, 0.04) * first
        measures.add_reading(desk, name, measure_name, Reading(day=desk.clock.today(), value=round(value, 2)))
