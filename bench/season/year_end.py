"""What is looked at once the year is over: visits that were returned, and turns that are even."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .stored import TAKES_PLACE, VISITING, Pairing, Person, Program, Stored
from .tally import Tally

OVER = ("held", "ended")
_AVAILABLE_WITHIN = 2
"""Weeks in which people were there count as the same within so many."""
_A_DAY, _A_WEEK = 20, 100
"""What a visit takes of a week, in percent."""


def returns(stored: Stored, today: date, tally: Tally) -> None:
    """Every visit of a day in the life that was held, and whether the one back has followed in time."""
    legs: dict[frozenset[int], list[Pairing]] = defaultdict(list)
    for one in stored.pairings.values():
        if stored.kind(one) == "rotation":
            legs[one.pair].append(one)
    for one in stored.pairings.values():
        if stored.kind(one) != "rotation" or one.state != "held" or stored.is_return(one):
            continue
        due = one.last + timedelta(weeks=stored.programs[one.program].return_weeks)
        back = [each for each in legs[one.pair] if each.guest == one.host and each.first > one.last]
        held = [each for each in back if each.state in OVER]
        if any(each.first <= due for each in held):
            tally.happened["visits back in time"] += 1
        elif due >= today:
            tally.happened["visits back that still have time"] += 1
        else:
            why = _why_not_back(stored, one, back, due)
            late = f", held on {held[0].first}" if held else ""
            if why:
                tally.happened["visits back that fell away or came late, with a reason"] += 1
                tally.note("visits back that did not come in time", f"{stored.told(one)}: {why}{late}")
            else:
                tally.fault("every visit is returned in time, or there is a reason", f"{stored.told(one)}{late}")


def _why_not_back(stored: Stored, one: Pairing, back: Sequence[Pairing], due: date) -> str:
    """Why a visit was not returned in time, as far as the database says so; empty where it does not."""
    reasons = [_gone(stored, one, who, due) for who in (one.guest, one.host)]
    reasons += [_prevented(stored, each) for each in back]
    return next(filter(None, reasons), "")


def _gone(stored: Stored, one: Pairing, who: int, due: date) -> str:
    person, enrolment = stored.people[who], stored.enrolments.get((one.program, who))
    if person.removed or (person.last is not None and person.last <= due):
        return f"{person.name} has left"
    if enrolment is not None and enrolment.state in ("declined", "paused"):
        return f"{person.name} has {enrolment.state}"
    return ""


def _prevented(stored: Stored, back: Pairing) -> str:
    """What a visit back that was to be fell away for."""
    if back.state == "missed":
        return f"missed on {back.first}"
    if back.reason:
        return back.reason
    for who in (back.guest, back.host):
        person = stored.people[who]
        if any(span.first <= back.last and back.first <= span.last for span in stored.absences.get(who, ())):
            return f"{person.name} was away"
        if any(one.holds(person) and one.first <= back.last and back.first <= one.last for one in stored.freezes):
            return f"{person.name} was in a freeze"
    return ""


@dataclass(frozen=True, slots=True)
class Turns:
    """How often somebody visited, and how often they could have.

    Args:
        asked: in how many programs of each kind they could be guests; those count during all of which they were
            of the company, and that had a round in which they could visit: there, and not too much in a team.
        weeks: in how many weeks of the year they were there all week, and in no composite team.
        visits: how often they visited. own: turns that fell away since they declined, paused, were away or in a
            freeze, or did not come. late: turns that fell away for the other, when nobody in the program was given one
            any more.
    """

    person: Person
    asked: tuple[int, ...]
    weeks: int
    visits: int
    own: int
    late: int

    @property
    def had(self) -> int:
        """All that count as had."""
        return self.visits + self.own + self.late


def fairness(stored: Stored, declined: frozenset[tuple[int, int]], year: tuple[date, date], tally: Tally) -> None:
    """How far apart the turns are of those who could visit as often.

    Turns are counted over all kinds, as planning shares them out; visits back are none, since they come with the visit.

    Args:
        declined: (pairing, person) of everybody who declined. year: its first and its last day.
    """
    everybody = list(_turns(stored, declined, year))
    compared, differences = 0, Counter[int]()
    for one in everybody:
        alike = [
            each
            for each in everybody
            if each.asked == one.asked
            and each.person.side == one.person.side
            and abs(each.weeks - one.weeks) <= _AVAILABLE_WITHIN
        ]
        compared += len(alike) > 1
        most = max(alike, key=lambda each: (each.visits, each.person.id))
        difference = max(0, most.visits - one.had)
        differences[difference] += len(alike) > 1
        if difference > 1:
            words = f"{one.person.name} had {one.visits} turns, {most.person.name} {most.visits}"
            tally.fault("turns are even among those who could visit as often", words)
    tally.happened["people compared with others who could visit as often"] = compared
    tally.happened["turns that fell away too late for another"] = sum(one.late for one in everybody)
    for difference, number in sorted(differences.items()):
        tally.happened[f"of these, turns behind the most: {difference}"] = number


def _turns(stored: Stored, declined: frozenset[tuple[int, int]], year: tuple[date, date]) -> Iterator[Turns]:
    mine: dict[int, list[Pairing]] = defaultdict(list)
    for one in stored.visits(("held", "published", "ended", "missed", "cancelled")):
        if not stored.is_return(one):
            mine[one.guest].append(one)
    for person in stored.people.values():
        programs = {
            program.id: program.kind
            for program in stored.programs.values()
            if program.guest_side == person.side and _could_visit(stored, program, person)
        }
        asked = Counter(programs.values())
        if not any(asked[kind] for kind in VISITING):
            continue
        rounds = {
            (one.program, one.round)
            for one in mine[person.id]
            if one.program in programs and one.state in (*TAKES_PLACE, "ended")
        }
        had = {program for program, _round in rounds}
        lost = [one for one in mine[person.id] if one.program in programs and one.program not in had]
        own = {one.program for one in lost if _own_doing(stored, one, person, declined)}
        late = {one.program for one in lost if _too_late(stored, one)} - own
        weeks = _weeks_there(stored, person, year)
        yield Turns(person, tuple(asked[kind] for kind in VISITING), weeks, len(rounds), len(own), len(late))


def _too_late(stored: Stored, lost: Pairing) -> bool:
    """Whether nobody in the program was given a visit any more after one had fallen away."""
    since = stored.fell.get(lost.id)
    return since is not None and not any(
        stored.made.get(one.id, 0) > since and one.guest != lost.guest
        for one in stored.pairings.values()
        if one.program == lost.program and not stored.is_return(one)
    )


def _could_visit(stored: Stored, program: Program, person: Person) -> bool:
    """Whether somebody took part, and could have visited in at least one round."""
    if not _took_part(stored, program, person):
        return False
    span = timedelta(weeks=program.weeks)
    return any(_is_open(stored, program, person, program.start + number * span) for number in range(program.rounds))


def _is_open(stored: Stored, program: Program, person: Person, start: date) -> bool:
    """Whether somebody could visit in a round: in as many of its weeks as that takes, there and not too much in teams.

    A visit of a week takes all of it, one of a day a fifth; who visits and is visited needs a week for each.
    """
    by_day, needed = program.kind != "ride-along", 2 if program.kind == "rotation" else 1
    weeks = 0
    for monday in (start + timedelta(weeks=number) for number in range(program.weeks)):
        days = [monday + timedelta(days=number) for number in range(5)]
        there = sum(_is_there(stored, person, day) for day in days)
        share = sum(
            one.percent for one in stored.embedded.get(person.id, ()) if one.first <= days[-1] and monday <= one.last
        )
        takes = _A_DAY * (program.visit_days or 1) if by_day else _A_WEEK
        weeks += there >= (1 if by_day else len(days)) and (not share or share + takes <= _A_WEEK)
    return weeks >= min(needed, program.weeks)


def _is_there(stored: Stored, person: Person, day: date) -> bool:
    """Whether somebody is at work on a day, not away, and in no freeze."""
    away = any(one.first <= day <= one.last for one in stored.absences.get(person.id, ()))
    frozen = any(one.holds(person) and one.first <= day <= one.last for one in stored.freezes)
    return person.at_work(day) and not away and not frozen


def _took_part(stored: Stored, program: Program, person: Person) -> bool:
    enrolment = stored.enrolments.get((program.id, person.id))
    if program.kind == "rotation" and person.capacity == 0:
        # Whoever takes no guests cannot be visited in return.
        return False
    of_company = person.at_work(program.start) and person.at_work(program.last)
    return of_company and enrolment is not None and enrolment.state in ("agreed", "paused")


def _own_doing(stored: Stored, one: Pairing, person: Person, declined: frozenset[tuple[int, int]]) -> bool:
    """Whether a visit fell away since its guest was not there, paused, or did not want to."""
    enrolment = stored.enrolments.get((one.program, person.id))
    paused = enrolment is not None and enrolment.state == "paused" and enrolment.stays_out(one.first)
    away = any(span.first <= one.last and one.first <= span.last for span in stored.absences.get(person.id, ()))
    frozen = any(each.holds(person) and each.first <= one.last and one.first <= each.last for each in stored.freezes)
    return one.state == "missed" or away or frozen or paused or (one.id, person.id) in declined


def _weeks_there(stored: Stored, person: Person, year: tuple[date, date]) -> int:
    """In how many weeks somebody was there all week, and all theirs."""
    number, monday = 0, year[0]
    taken = [*stored.absences.get(person.id, ()), *stored.embedded.get(person.id, ())]
    while monday < year[1]:
        friday = monday + timedelta(days=4)
        away = any(span.first <= friday and monday <= span.last for span in taken)
        frozen = any(one.holds(person) and one.first <= friday and monday <= one.last for one in stored.freezes)
        number += person.at_work(monday) and person.at_work(friday) and not away and not frozen
        monday += timedelta(weeks=1)
    return number
