"""Rules that a plan must keep to, in rounds and days: who can take part in a round, and how much is too much."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class HostLimit:
    """How many visits a program lets a host receive, those of all programs counted.

    Args:
        rest_weeks: how many weeks are free between two weeks with a visit.
        visits: how many there are at most in any `window_weeks` weeks, counted by guests; None for any number.
    """

    rest_weeks: int
    visits: int | None
    window_weeks: int

    @property
    def reach(self) -> timedelta:
        """How far from a visit others can lie that matter for it."""
        return timedelta(weeks=self.window_weeks + self.rest_weeks + 1)

    def rest_rounds(self, program: Program) -> int:
        """How many rounds of a program a host has free between two rounds with a visit."""
        return -(-self.rest_weeks // program.weeks)

    def window_rounds(self, program: Program) -> int:
        """Over how many rounds of a program in a row the visits of a host are counted."""
        return max(1, -(-self.window_weeks // program.weeks))


NO_LIMIT = HostLimit(rest_weeks=0, visits=None, window_weeks=1)
"""That of a program that lets its hosts receive whatever the others allow."""

Hosted = tuple[date, HostLimit]
"""A visit that a host receives, one for each guest: the Monday of its week, and what its program allows."""


def host_limit(program: Program) -> HostLimit:
    """What a program lets its hosts receive."""
    return HostLimit(
        rest_weeks=program.host_rest_weeks, visits=program.host_visits, window_weeks=program.host_window_weeks
    )


def may_receive(own: HostLimit, hosted: Collection[Hosted], monday: date, guests: int = 1) -> bool:
    """Whether a host may receive one more visit in a week, by its own program and those of the other visits.

    What a program promised the host of a visit holds for that visit whatever it is that comes beside it: so many weeks
    of rest around it, and no more visits in any stretch of weeks that it is part of. So it does not matter which of
    several programs is planned first.

    Args:
        own: what the program of the new visit allows. hosted: the other visits, of whichever program.
        guests: how many come together.
    """
    for one, limit in hosted:
        rest = timedelta(weeks=max(own.rest_weeks, limit.rest_weeks))
        if one != monday and abs(monday - one) <= rest:
            return False
    limits = {own, *(limit for _one, limit in hosted)}
    return all(_few_enough(limit, hosted, monday, guests, always=limit == own) for limit in limits)


def _few_enough(limit: HostLimit, hosted: Collection[Hosted], monday: date, guests: int, *, always: bool) -> bool:
    """Whether a limit on visits holds in every stretch of weeks with the new one, and one of its own or `always`."""
    if limit.visits is None:
        return True
    window = timedelta(weeks=limit.window_weeks)
    for start in {monday, *(one for one, _limit in hosted)}:
        if not start <= monday < start + window:
            continue
        there = [each for one, each in hosted if start <= one < start + window]
        if (always or limit in there) and len(there) + guests > limit.visits:
            return False
    return True


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
