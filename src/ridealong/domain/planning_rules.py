"""Rules that a plan must keep to, in rounds and days: who can take part in a round, and how much is too much."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta

from ridealong.domain.days import Days, is_workday, working_days
from ridealong.domain.pairings import Freeze
from ridealong.domain.people import Person
from ridealong.domain.programs import Kind, Program

TURNS_WEEKS = 52
"""Turns older than this do not count when turns are shared out."""


def is_away(kind: Kind, days: Days, absences: Iterable[Days]) -> bool:
    """Whether absences keep somebody out of a round.

    One day away spoils a visit; buddies, who are together for months, must be away for more than half of the time. Of
    visits that take single days of a round, one day must be left for each, on which both are there.
    """
    missed = {
        day
        for absence in absences
        if absence.overlaps(days)
        for day in Days(max(absence.first, days.first), min(absence.last, days.last))
        if is_workday(day)
    }
    if kind.by_day:
        total = working_days(days)
        return bool(missed) and total - len(missed) < min(2 if kind.both_ways else 1, total)
    if kind.visits or not missed:
        return bool(missed)
    return 2 * len(missed) > working_days(days)


def still_away(kind: Kind, days: Days, absences: Collection[Days], today: date) -> bool:
    """Whether absences keep somebody out of what is under way or to come; who is back by now misses nothing of that."""
    return any(one.last >= today for one in absences) and is_away(kind, days, absences)


def closing_reason(kind: Kind, person: Person, days: Days, freezes: Iterable[Freeze]) -> str:
    """Why a round is closed to somebody for all to know, or an empty text: not at work there, or a freeze.

    A freeze keeps somebody out as an absence of the same days would.
    """
    if said := not_at_work(person, days):
        return f"{person.name} {said}"
    freeze = freeze_against(kind, person, days, freezes)
    return f"{freeze.team or freeze.side.label} takes no part: {freeze.reason}" if freeze else ""


def not_at_work(person: Person, days: Days) -> str:
    """What is said of somebody who is not at work on all of some days; an empty text for whoever is."""
    if not person.at_work(days.first):
        return "is not at work yet" if person.first_day is not None and days.first < person.first_day else "has left"
    return "" if person.at_work(days.last) else "leaves before the end"


def freeze_against(kind: Kind, person: Person, days: Days, freezes: Iterable[Freeze]) -> Freeze | None:
    """The first freeze that keeps somebody out of a round, if there is one."""
    return next(
        (one for one in freezes if one.holds_for(person.side, person.team) and is_away(kind, days, (one.days,))), None
    )


def repeat_gap(program: Program) -> int:
    """How many rounds must lie free between two meetings of the same two people."""
    weekend = 3
    return max(0, -(-(program.repeat_days - weekend) // (7 * program.weeks)))


def meet_again_from(program: Program, last_together: date) -> date:
    """The day from which two people who were last together on a day may meet again."""
    return last_together + timedelta(days=program.repeat_days)


def may_meet_again(program: Program, last_together: date) -> int:
    """The first round, possibly negative or past the end, in which two people may meet again."""
    return -(-(meet_again_from(program, last_together) - program.start).days // (7 * program.weeks))


def rest_rounds(program: Program) -> int:
    """How many rounds a host has free between two rounds with a visit."""
    return -(-program.host_rest_weeks // program.weeks)


def window_rounds(program: Program) -> int:
    """Over how many rounds in a row the visits of a host are counted."""
    return max(1, -(-program.host_window_weeks // program.weeks))


def seats(host: Person, kind: Kind, guests: int, hosts: int) -> int:
    """How many guests a host takes at once.

    A stated capacity is kept. Who stated none takes one visitor, and as many buddies as it takes for all to have one.
    """
    if host.capacity is not None:
        return host.capacity
    return 1 if kind.visits else max(1, -(-guests // max(1, hosts)))


def cover_limit(team: int, percent: int) -> int:
    """How many people of a home team may be away on visits in one week: a share of them all, but one always.

    Args:
        team: how many people it has.
    """
    return max(1, team * percent // 100)


def turns_before(had: Mapping[int, int], guests: Collection[int], newcomers: Collection[int]) -> dict[int, int]:
    """With how many turns each guest enters a plan: those of the last weeks, less the least among the guests.

    Newcomers start at the median of the others, so that they are neither always first nor always last.

    Args:
        had: turns by guest, without zeros. newcomers: those of the guests who had no turn and came since.
    """
    others = [had.get(one, 0) for one in guests if one not in newcomers]
    least, middle = (min(others), sorted(others)[(len(others) - 1) // 2]) if others else (0, 0)
    return {one: (middle if one in newcomers else had.get(one, 0)) - least for one in guests}
