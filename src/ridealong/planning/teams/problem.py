"""What is asked of a plan of composite teams: people, slots to fill, and what has to hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.people import Side

FORMAT = "ridealong-teams/1"

Pair = tuple[str, str]
"""The ids of two people, the smaller one first."""

FULL = 100
"""All of a working week, in percent."""


def pair_of(one: str, other: str) -> Pair:
    """Two people as they are looked up."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPerson:
    """Somebody who may join composite teams.

    Args:
        home: their home team; people of one home team go by one cover, `TeamsProblem.homes`.
        knows: topics they know; wants: topics they want to learn.
        seniority: from 1 (a beginner) to 4 (leads others).
        room: how much of a week they have left for composite teams, in percent, for each week from 0.
        most_teams: in how many teams they may be in each week, whether they are away in it or not; None for any number.
        away: weeks in which they are away: nothing is taken of those, and too many of them keep them out of a slot.
        closed: weeks in which they cannot be in a team at all: no slot with one of those is theirs.
        closed_except: slots, by id, and weeks of those in which they are there on all days of the slot: one that begins
            or ends within the week.
        hours: their working hours in minutes after midnight UTC; the start may lie before midnight, the end after the
            next one. None where hours play no part.
        later_hours: from which week on they are others, in order: the week, the start and the end; for clocks that
            are set forward or back.
    """

    id: str
    side: Side
    home: str
    knows: frozenset[str] = frozenset()
    wants: frozenset[str] = frozenset()
    seniority: int = 2
    room: tuple[int, ...]
    most_teams: tuple[int, ...] | None = None
    away: frozenset[int] = frozenset()
    closed: frozenset[int] = frozenset()
    closed_except: frozenset[tuple[str, int]] = frozenset()
    hours: tuple[int, int] | None = None
    later_hours: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSlot:
    """A place in a composite team.

    Args:
        side: the side whose people can take it.
        must: topics that whoever takes it knows, every one; nice: topics that it is good to know.
        share: how much of a week it takes, in percent.
        first, last: its first and last week, from 0.
    """

    id: str
    side: Side
    must: frozenset[str] = frozenset()
    nice: frozenset[str] = frozenset()
    share: int = FULL
    first: int
    last: int

    @property
    def weeks(self) -> range:
        """Its weeks."""
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositeTeam:
    """A composite team to be formed.

    Args:
        least: how many of its slots have to be filled for it to be formed at all.
    """

    id: str
    slots: tuple[TeamSlot, ...]
    least: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamDemand:
    """A person is in a slot or team (pin), is not (exclusion), or would be as far as can be (wish).

    Args:
        target: the id of a slot, or of a team for any of its slots.
        settled: of a pin: it stands already, so that nobody is told to give it up, and where it is to a slot, what
            the slot needs and when somebody is away says nothing against it.
        words: of an exclusion that nobody asked for, what is said of the person, with `{}` for the slot, such as
            "left {} on 2027-02-05"; empty for all others, and in files.
    """

    kind: DemandKind
    person: str
    target: str
    settled: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamWeights:
    """What each term of the value of a plan weighs; those that cost are below zero."""

    filled: int = 1_000_000
    open_uneven: int = -10_000
    wishes: int = 5_000
    known_pairs: int = -100
    missing_nice: int = -40
    uneven: int = -4
    wants: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsProblem:
    """Which slots are to be filled, from whom, and what has to hold.

    Args:
        weeks: how many weeks the plan covers; they count from 0.
        homes: how much of a home team may be away in composite teams, in percent of one person for each week; home
            teams that are not named may send everybody.
        apart: pairs that are in no team together: in no slots of one team that have a week in common.
        met: how often two people of different sides were in one team, or met otherwise; without those who never did.
        overlap: how many minutes of a day everybody in a team works at the same time, at least: in each of the weeks
            between which working hours change, all whose slots reach into them.
        may_miss: how much of the weeks of a slot somebody may be away, in percent.
        seed: another one, another of the plans that are as good.
    """

    weeks: int
    people: tuple[TeamPerson, ...]
    teams: tuple[CompositeTeam, ...]
    homes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    apart: frozenset[Pair] = frozenset()
    met: Mapping[Pair, int] = field(default_factory=dict)
    demands: tuple[TeamDemand, ...] = ()
    overlap: int = 0
    may_miss: int = 25
    weights: TeamWeights = field(default_factory=TeamWeights)
    seed: int = 0
