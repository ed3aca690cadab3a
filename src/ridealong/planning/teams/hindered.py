"""What keeps somebody out of a slot, in words."""

from __future__ import annotations

from ridealong.planning.said import Said, When, Who, say
from ridealong.planning.teams.problem import TeamPerson, TeamSlot, TeamsProblem
from ridealong.planning.teams.rules import (
    Hindrance,
    barred_weeks,
    exclusions,
    full_weeks,
    hindrance,
    missing_topics,
    weeks_away,
    weeks_closed,
)
from ridealong.planning.teams.words import side_name, topics_said


def hindrance_said(problem: TeamsProblem, person: TeamPerson, team: str, slot: TeamSlot) -> Said | None:
    """Why somebody cannot take a slot whatever the others do; None where nothing keeps them out."""
    match hindrance(problem, person, team, slot):
        case None:
            return None
        case Hindrance.SIDE:
            return _side(person, slot)
        case Hindrance.TOPICS:
            return say("{} does not know {}", Who(person.id), topics_said(missing_topics(person, slot)))
        case Hindrance.EXCLUDED | Hindrance.LEFT:
            (one, *_) = exclusions(problem, person.id, team, slot.id)
            return say("{} " + (one.words or "is kept out of {}"), Who(person.id), "it")
        case Hindrance.CLOSED | Hindrance.AWAY as why:
            return _absent(person, slot, why)
        case Hindrance.FULL | Hindrance.TEAMS as why:
            return _full(person, slot, why)


def _side(person: TeamPerson, slot: TeamSlot) -> Said:
    return say("{} is of {}, and it is for {}", Who(person.id), side_name(person.side), side_name(slot.side))


def _absent(person: TeamPerson, slot: TeamSlot, why: Hindrance) -> Said:
    if why is Hindrance.CLOSED:
        return say("{} is not there in {}", Who(person.id), When(weeks_closed(person, slot)))
    return say("{} is away in {}", Who(person.id), When(weeks_away(person, slot)))


def _full(person: TeamPerson, slot: TeamSlot, why: Hindrance) -> Said:
    if why is Hindrance.TEAMS:
        return say("{} may be in no more teams in {}", Who(person.id), When(barred_weeks(person, slot)))
    weeks = full_weeks(person, slot)
    left = min(person.room[week] for week in weeks)
    return say("{} has {} % left in {}, and it takes {} %", Who(person.id), left, When(weeks), slot.share)
