"""What is looked at once the year is over: visits back, turns that are even, and who met again."""

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
        if held and stored.people[one.guest].capacity == 0:
            tally.note("visits back to somebody who said to take no guests", stored.told(held[0]))
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
        asked: in how many programs of each kind they could be guests.
        weeks: in how many weeks of the year they were there all week.
        visits: how often they visited. own: turns that fell away since they declined, were away, or did not come.
    """

    person: Person
    asked: tuple[int, ...]
    weeks: int
    visits: int
    own: int


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
        difference = max(0, most.visits - (one.visits + one.own))
        differences[difference] += len(alike) > 1
        if difference > 1:
            words = f"{one.person.name} had {one.visits} turns, {most.person.name} {most.visits}"
            tally.fault("turns are even among those who could visit as often", words)
    tally.happened["people compared with others who could visit as often"] = compared
    for difference, number in sorted(differences.items()):
        tally.happened[f"of these, turns behind the most: {difference}"] = number


def _turns(stored: Stored, declined: frozenset[tuple[int, int]], year: tuple[date, date]) -> Iterator[Turns]:
    mine: dict[int, list[Pairing]] = defaultdict(list)
    for one in stored.visits(("held", "published", "ended", "missed", "cancelled")):
        if not stored.is_return(one):
            mine[one.guest].append(one)
    for person in stored.people.values():
        asked = Counter(
            program.kind
            for program in stored.programs.values()
            if program.guest_side == person.side and _took_part(stored, program, person)
        )
        if not any(asked[kind] for kind in VISITING):
            continue
        rounds = {(one.program, one.round) for one in mine[person.id] if one.state in (*TAKES_PLACE, "ended")}
        had = {program for program, _round in rounds}
        own = {
            one.program
            for one in mine[person.id]
            if one.program not in had and _own_doing(stored, one, person, declined)
        }
        weeks = _weeks_there(stored, person, year)
        yield Turns(person, tuple(asked[kind] for kind in VISITING), weeks, len(rounds), len(own))


def _took_part(stored: Stored, program: Program, person: Person) -> bool:
    enrolment = stored.enrolments.get((program.id, person.id))
    return enrolment is not None and enrolment.state == "agreed"


def _own_doing(stored: Stored, one: Pairing, person: Person, declined: frozenset[tuple[int, int]]) -> bool:
    away = any(span.first <= one.last and one.first <= span.last for span in stored.absences.get(person.id, ()))
    return one.state == "missed" or away or (one.id, person.id) in declined


def _weeks_there(stored: Stored, person: Person, year: tuple[date, date]) -> int:
    """In how many weeks somebody was there all week."""
    number, monday = 0, year[0]
    while monday < year[1]:
        friday = monday + timedelta(days=4)
        away = any(span.first <= friday and monday <= span.last for span in stored.absences.get(person.id, ()))
        frozen = any(one.holds(person) and one.first <= friday and monday <= one.last for one in stored.freezes)
        number += person.at_work(monday) and person.at_work(friday) and not away and not frozen
        monday += timedelta(weeks=1)
    return number


class Repeats:
    """Looks, whenever pairings are published, at those whose two have met before."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._seen: set[int] = set()

    def look(self, stored: Stored) -> None:
        """Count the pairings published since the last time that are repeats, and those that need not have been."""
        for one in stored.visits(("published",)):
            if one.id in self._seen or stored.is_return(one):
                continue
            self._seen.add(one.id)
            if not any(_have_met(each, one) for each in stored.pairings.values()):
                continue
            self._tally.happened["visits of two who had met before"] += 1
            free = [each for each in stored.people.values() if _is_free(stored, one, each)]
            if free:
                names = ", ".join(each.name for each in free[:3])
                self._tally.fault("nobody meets again while somebody never met is free", f"{stored.told(one)}: {names}")


def _have_met(before: Pairing, one: Pairing) -> bool:
    return before.pair == one.pair and before.state in (*TAKES_PLACE, "ended") and before.last < one.first


def _is_free(stored: Stored, one: Pairing, host: Person) -> bool:
    """Whether somebody could have been the host of a visit: of that side, there, rested, and a stranger."""
    guest, program = stored.people[one.guest], stored.programs[one.program]
    enrolment = stored.enrolments.get((program.id, host.id))
    if host.side == guest.side or host.removed or host.capacity == 0:
        return False
    if enrolment is None or enrolment.state == "asked" or enrolment.stays_out(one.first):
        return False
    pair = frozenset((guest.id, host.id))
    if pair in stored.aparts or guest.manager == host.email or host.manager == guest.email:
        return False
    if any(each.pair == pair and each.state not in ("cancelled", "missed") for each in stored.pairings.values()):
        return False
    away = any(span.first <= one.last and one.first <= span.last for span in stored.absences.get(host.id, ()))
    frozen = any(each.holds(host) and each.first <= one.last and one.first <= each.last for each in stored.freezes)
    if away or frozen or not (host.at_work(one.first) and host.at_work(one.last)):
        return False
    return _has_room(stored, one, host, program)


def _has_room(stored: Stored, one: Pairing, host: Person, program: Program) -> bool:
    week, near = _week(one.first), 0
    for each in stored.visits(("proposed", *TAKES_PLACE)):
        if host.id not in each.pair:
            continue
        apart = abs((_week(each.first) - week).days) // 7
        if apart == 0 or (each.host == host.id and apart <= program.rest):
            return False
        near += each.host == host.id and apart < program.window
    return program.host_visits is None or near + 1 <= program.host_visits


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())
