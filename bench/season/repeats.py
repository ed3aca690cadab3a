"""Who is put together again, looked at whenever pairings are published, and whether a stranger was free instead."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .stored import TAKES_PLACE, Pairing, Person, Stored
from .tally import Tally

_LEAST_SHARED = 120
"""Minutes of a day in which both have to be at work."""


class Repeats:
    """Looks, whenever pairings are published, at those whose two have met before."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._seen: set[int] = set()

    def look(self, stored: Stored, before: Stored) -> None:
        """Count the pairings published since the last time that are repeats, and those that need not have been.

        Args:
            before: what there was in the morning. Whoever had another visit then was not free when hosts were chosen,
                although it may have fallen away later that day, when another program was repaired.
        """
        for one in stored.visits(("published",)):
            if one.id in self._seen or stored.is_return(one):
                continue
            self._seen.add(one.id)
            if not any(_have_met(each, one) for each in stored.pairings.values()):
                continue
            self._tally.happened["visits of two who had met before"] += 1
            some = [each for each in stored.people.values() if _is_free(stored, one, each)]
            free = [each for each in some if _is_free(before, one, each)]
            if free:
                names = ", ".join(each.name for each in free[:3])
                self._tally.fault("nobody meets again while somebody never met is free", f"{stored.told(one)}: {names}")


def _have_met(before: Pairing, one: Pairing) -> bool:
    return before.pair == one.pair and before.state in (*TAKES_PLACE, "ended") and before.last < one.first


def _is_free(stored: Stored, one: Pairing, host: Person) -> bool:
    """Whether somebody could have been the host of a visit: of that side, there, rested, and a stranger."""
    if host.side == stored.people[one.guest].side or host.removed or host.capacity == 0:
        return False
    return _is_there(stored, one, host) and _may_meet(stored, one, host) and _has_room(stored, one, host)


def _is_there(stored: Stored, one: Pairing, host: Person) -> bool:
    enrolment = stored.enrolments.get((one.program, host.id))
    if enrolment is None or enrolment.state == "asked" or enrolment.stays_out(one.first):
        return False
    away = any(span.first <= one.last and one.first <= span.last for span in stored.absences.get(host.id, ()))
    frozen = any(each.holds(host) and each.first <= one.last and one.first <= each.last for each in stored.freezes)
    # How much of a week is left beside a team depends on the visit: who might be full is not said to be free.
    embedded = any(span.first <= one.last and one.first <= span.last for span in stored.embedded.get(host.id, ()))
    there = host.at_work(one.first) and host.at_work(one.last)
    return there and not away and not frozen and not embedded


def _may_meet(stored: Stored, one: Pairing, host: Person) -> bool:
    """Whether nothing keeps a host from a guest, and they have never met, nor are to meet."""
    guest, pair = stored.people[one.guest], frozenset((one.guest, host.id))
    if pair in stored.aparts or guest.manager == host.email or host.manager == guest.email:
        return False
    if any(each.pair == pair and each.state not in ("cancelled", "missed") for each in stored.pairings.values()):
        return False
    days = (stored.programs[one.program].start, one.first)
    return min(_shared_minutes(guest, host, day) for day in days) >= _LEAST_SHARED


def _shared_minutes(one: Person, other: Person, day: date) -> float:
    """For how many minutes of a day both work, in zones that may be far apart."""
    (first, last), (from_, until) = _at_work(one, day), _at_work(other, day)
    whole = timedelta(days=1)
    shared = [min(last, until + shift) - max(first, from_ + shift) for shift in (-whole, timedelta(), whole)]
    return max(0.0, max(each.total_seconds() for each in shared) / 60)


def _at_work(person: Person, day: date) -> tuple[datetime, datetime]:
    begin, end = (time.fromisoformat(each) for each in person.hours.split("-"))
    zone = ZoneInfo(person.zone)
    return datetime.combine(day, begin, zone).astimezone(UTC), datetime.combine(day, end, zone).astimezone(UTC)


def _has_room(stored: Stored, one: Pairing, host: Person) -> bool:
    """Whether a host could have had one guest more, by what each program promised them for its own visits."""
    week, hosted = _week(one.first), []
    for each in stored.visits(("proposed", *TAKES_PLACE)):
        if host.id not in each.pair:
            continue
        apart = abs((_week(each.first) - week).days) // 7
        programs = [stored.programs[each.program], stored.programs[one.program]]
        if apart == 0 or (each.host == host.id and apart <= max(each.rest for each in programs)):
            return False
        hosted += [(programs[0], apart)] if each.host == host.id else []
    # Around the new visit, and so not quite as exact as planning: who might be full is not said to be free.
    return all(
        limit.host_visits is None or 1 + sum(apart < limit.window for _program, apart in hosted) <= limit.host_visits
        for limit in (stored.programs[one.program], *(program for program, _apart in hosted))
    )


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())
