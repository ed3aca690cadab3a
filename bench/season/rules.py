"""The rules that every week must keep, worked out anew from what the database holds."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

import holidays

from .stored import TAKES_PLACE, VISITING, Group, Pairing, Person, Stored

Fault = tuple[str, str]
"""The name of a rule, and what breaks it."""

_COUNTRIES = {
    "Europe/Berlin": "DE",
    "Europe/London": "GB",
    "Europe/Lisbon": "PT",
    "America/New_York": "US",
    "Asia/Kolkata": "IN",
}


def broken(stored: Stored, monday: date) -> Iterator[Fault]:
    """Every rule that what takes place in a week, or is published for later, does not keep.

    What is over by the Monday was looked at in its own week.
    """
    coming = [one for one in stored.pairings.values() if one.state in TAKES_PLACE and one.last >= monday]
    visits = [one for one in coming if stored.kind(one) in VISITING]
    yield from _one_visit_a_week(stored, visits)
    yield from _home_is_covered(stored, visits, monday)
    yield from _hosts_rest(stored, visits)
    yield from _everybody_is_there(stored, visits)
    yield from _nobody_is_there_who_should_not(stored, coming)
    yield from _days_suit(stored, visits)
    yield from _visits_per_guest(stored, visits)
    yield from _guests_per_host(stored, coming)
    yield from _not_again_soon(stored, coming)
    yield from _groups(stored, monday)


def _one_visit_a_week(stored: Stored, visits: Sequence[Pairing]) -> Iterator[Fault]:
    weeks: dict[tuple[int, date], list[Pairing]] = defaultdict(list)
    for one in visits:
        for monday in _mondays(one):
            for who in one.pair:
                weeks[who, monday].append(one)
    for (who, monday), some in weeks.items():
        if len(some) > 1 and not _is_one(stored, some):
            name = stored.people[who].name
            yield "one visit a week", f"{name}, week of {monday}: {'; '.join(stored.told(each) for each in some)}"


def _is_one(stored: Stored, some: Sequence[Pairing]) -> bool:
    """Whether visits of a week are one, of one program: of a trio or of guests together, or with stand-ins.

    Guests of one host come in one round; of a trio, the host of both goes back to both on the same days. Whether they
    are too many for the host is looked at elsewhere.
    """
    first = some[0]
    if any(one.program != first.program for one in some):
        return False
    guests, hosts = {one.guest for one in some}, {one.host for one in some}
    alike = {(one.first, one.last) for one in some} == {(first.first, first.last)}
    if len(guests) == 1:
        return alike == (stored.kind(first) == "rotation") and len({one.round for one in some}) == 1
    by_day = stored.programs[first.program].visit_days is not None
    return len(hosts) == 1 and len({one.round for one in some}) == 1 and (alike or not by_day)


def _home_is_covered(stored: Stored, visits: Sequence[Pairing], since: date) -> Iterator[Fault]:
    away: dict[tuple[str, str, date], set[int]] = defaultdict(set)
    percent: dict[tuple[str, str, date], int] = defaultdict(lambda: 100)
    for one in visits:
        guest = stored.people[one.guest]
        for monday in _mondays(one):
            if monday >= since:
                key = guest.side, guest.team.casefold(), monday
                away[key].add(one.guest)
                percent[key] = min(percent[key], stored.programs[one.program].cover_percent)
    for (side, team, monday), guests in away.items():
        size = sum(
            one.side == side and one.team.casefold() == team and one.at_work(monday) and not one.removed
            for one in stored.people.values()
        )
        most = max(1, size * percent[side, team, monday] // 100)
        if len(guests) > most:
            yield (
                "home teams are covered",
                f"{team}: {len(guests)} of {size} out in the week of {monday}, {most} may be",
            )


def _hosts_rest(stored: Stored, visits: Sequence[Pairing]) -> Iterator[Fault]:
    """How often a host is visited, in the weeks and with the rest that the programs of those visits ask for."""
    hosts = {one.host for one in visits}
    received: dict[int, list[Pairing]] = defaultdict(list)
    for one in stored.visits():
        if one.host in hosts:
            received[one.host].append(one)
    for host, some in received.items():
        some.sort(key=lambda one: (one.first, one.id))
        name = stored.people[host].name
        for one in some:
            program = stored.programs[one.program]
            first = _week(one.first)
            near = [each for each in some if first <= _week(each.first) < first + timedelta(weeks=program.window)]
            alike = {_week(each.first) for each in near if stored.kind(each) == program.kind}
            limits = [stored.programs[each.program].host_visits for each in near]
            limit = max((each for each in limits if each is not None), default=0)
            if program.host_visits is not None and len(alike) > program.host_visits:
                told = "; ".join(stored.told(each) for each in near if stored.kind(each) == program.kind)
                yield "hosts are not visited too often", f"{name}: {told}"
            elif limit and len({_week(each.first) for each in near}) > limit:
                yield "hosts are not visited too often", f"{name}: {'; '.join(map(stored.told, near))}"
        yield from _rest(stored, some, name)


def _rest(stored: Stored, some: Sequence[Pairing], name: str) -> Iterator[Fault]:
    for one, other in pairwise(some):
        weeks = (_week(other.first) - _week(one.first)).days // 7
        rest = min(stored.programs[each.program].rest for each in (one, other))
        if 0 < weeks <= rest:
            yield "hosts rest between visits", f"{name}: {stored.told(one)}; {stored.told(other)}"


def _everybody_is_there(stored: Stored, visits: Sequence[Pairing]) -> Iterator[Fault]:
    for one in visits:
        for who in (one.guest, one.host):
            person = stored.people[who]
            away = any(_shares_a_workday(one, each.first, each.last) for each in stored.absences.get(who, ()))
            if away and not _stood_in(stored, one, person):
                yield "nobody visits or hosts while away", f"{person.name}: {stored.told(one)}"
            if any(each.holds(person) and _shares_a_workday(one, each.first, each.last) for each in stored.freezes):
                yield "nobody visits or hosts in a freeze", f"{person.name}: {stored.told(one)}"


def _stood_in(stored: Stored, one: Pairing, person: Person) -> bool:
    """Whether somebody stands in for a host on each of the days on which they are away."""
    if person.id != one.host:
        return False
    covers = [
        each
        for each in stored.visits()
        if (each.program, each.guest, each.round) == (one.program, one.guest, one.round) and each.host != one.host
    ]
    return all(
        any(each.first <= day <= each.last for each in covers)
        for day in _workdays(one)
        if any(span.first <= day <= span.last for span in stored.absences.get(person.id, ()))
    )


def _nobody_is_there_who_should_not(stored: Stored, coming: Sequence[Pairing]) -> Iterator[Fault]:
    ids = {one.email: one.id for one in stored.people.values()}
    for one in coming:
        guest, host = stored.people[one.guest], stored.people[one.host]
        program = stored.programs[one.program]
        sides = (guest.side, host.side)
        leads = program.guest_side == guest.side or program.kind == "rotation"
        if sides != (one.guest_side, "marketing" if one.guest_side == "it" else "it") or not leads:
            yield "guests and hosts are of their sides", stored.told(one)
        if one.pair in stored.aparts:
            yield "who is kept apart is apart", stored.told(one)
        if ids.get(guest.manager) == host.id or ids.get(host.manager) == guest.id:
            yield "nobody visits or hosts their lead", stored.told(one)
        for person in (guest, host):
            if not (person.at_work(one.first) and person.at_work(one.last)):
                yield "nobody takes part before the first or after the last day", f"{person.name}: {stored.told(one)}"
            enrolment = stored.enrolments.get((one.program, person.id))
            if enrolment is None or enrolment.state == "asked" or enrolment.stays_out(one.first):
                state = enrolment.state if enrolment else "not enrolled"
                yield "only who agreed takes part", f"{person.name} ({state}): {stored.told(one)}"


def _days_suit(stored: Stored, visits: Sequence[Pairing]) -> Iterator[Fault]:
    for one in visits:
        program = stored.programs[one.program]
        days = [one.first + timedelta(days=number) for number in range((one.last - one.first).days + 1)]
        if one.first.weekday() > 4 or one.last.weekday() > 4:
            yield "visits are on working days", stored.told(one)
        if program.visit_days and len([each for each in days if each.weekday() < 5]) > program.visit_days:
            yield "visits take the days of their program", stored.told(one)
        # The visit back of one that was late may come after the others.
        last = program.last + timedelta(weeks=program.return_weeks if stored.is_return(one) else 0)
        if not program.start <= one.first <= one.last <= last:
            yield "visits lie within their program", stored.told(one)
        if program.visit_days:
            for who in (one.guest, one.host):
                off = [each for each in days if each in holidays_of(stored.people[who].zone, each.year)]
                if off:
                    yield "visits of a day are on no public holiday", f"{stored.people[who].name}: {stored.told(one)}"


@lru_cache
def holidays_of(zone: str, year: int) -> frozenset[date]:
    """The public holidays of a year where a time zone is that of most."""
    country = _COUNTRIES.get(zone)
    return frozenset(holidays.country_holidays(country, years=year)) if country else frozenset()


def _visits_per_guest(stored: Stored, visits: Sequence[Pairing]) -> Iterator[Fault]:
    rounds: dict[tuple[int, int], set[int]] = defaultdict(set)
    programs = {one.program for one in visits}
    for one in stored.visits((*TAKES_PLACE, "ended")):
        if one.program in programs and not stored.is_return(one):
            rounds[one.guest, one.program].add(one.round)
    for (guest, program), some in rounds.items():
        if len(some) > stored.programs[program].visits_per_guest:
            name = stored.people[guest].name
            yield "guests visit as often as their program says", f"{name}: {stored.programs[program].name}, {len(some)}"


def _guests_per_host(stored: Stored, coming: Sequence[Pairing]) -> Iterator[Fault]:
    days: dict[tuple[int, date], list[Pairing]] = defaultdict(list)
    for one in coming:
        if stored.kind(one) in VISITING:
            for day in _workdays(one):
                days[one.host, day].append(one)
    for (host, day), some in sorted(days.items(), key=lambda item: item[0]):
        person, there = stored.people[host], [one for one in some if not stored.is_return(one)]
        most = 1 if person.capacity is None else person.capacity
        # Where there are too few partners for days in the life, two come together.
        trio = len(there) == 2 and all(stored.kind(one) == "rotation" for one in there)
        if len(there) > most and not (trio and most == 1):
            yield "hosts have no more guests than they take", f"{person.name}: {len(there)} on {day}, takes {most}"
        if len(some) - len(there) > min(1, most):
            yield "hosts have no more guests than they take", f"{person.name}: {len(some)} come back on {day}"


def _not_again_soon(stored: Stored, coming: Sequence[Pairing]) -> Iterator[Fault]:
    pairs: dict[frozenset[int], list[Pairing]] = defaultdict(list)
    wanted = {one.pair for one in coming}
    for one in stored.pairings.values():
        if one.state in TAKES_PLACE and one.pair in wanted and not stored.is_return(one):
            pairs[one.pair].append(one)
    for some in pairs.values():
        some.sort(key=lambda one: (one.first, one.id))
        for one, other in pairwise(some):
            program = stored.programs[other.program]
            if (other.first - one.last).days < program.repeat_days:
                yield "the same two stay apart for a while", f"{stored.told(one)}; {stored.told(other)}"


def _groups(stored: Stored, monday: date) -> Iterator[Fault]:
    rounds: dict[tuple[int, int], Counter[int]] = defaultdict(Counter)
    for one in stored.groups.values():
        if one.state in TAKES_PLACE and one.first >= monday:
            rounds[one.program, one.round].update(one.people)
            if len(one.people) < 2:
                yield "groups are of two at least", f"group {one.id}"
            yield from _in_group(stored, one)
    for (program, number), people in rounds.items():
        for who in (each for each, times in people.items() if times > 1):
            name = stored.people[who].name
            yield "one group a round", f"{name}: {stored.programs[program].name}, round {number + 1}"


def _in_group(stored: Stored, one: Group) -> Iterator[Fault]:
    for who in one.people:
        person = stored.people[who]
        enrolment = stored.enrolments.get((one.program, who))
        if person.removed or enrolment is None or enrolment.stays_out(one.first):
            yield "only who agreed is in a group", f"{person.name}: group {one.id}, {one.first}"
        for other in one.people:
            them = stored.people[other]
            if frozenset((who, other)) in stored.aparts or person.manager == them.email:
                yield "groups keep apart who is kept apart", f"{person.name}, {them.name}: group {one.id}"


def missing_at_coffee(stored: Stored, days: Mapping[str, date], monday: date) -> Iterator[tuple[bool, str]]:
    """Who is away on the day on which their group meets in a week; and whether that was known before the week.

    Args:
        days: the day of each group, by the UID of its meeting.
    """
    for one in stored.groups.values():
        day = days.get(one.uid, date.min)
        if one.state in TAKES_PLACE and monday <= day < monday + timedelta(weeks=1):
            for who in one.people:
                for span in stored.absences.get(who, ()):
                    if span.first <= day <= span.last:
                        yield span.first < monday, f"{stored.people[who].name}: group {one.id} on {day}"


def _mondays(one: Pairing) -> Iterator[date]:
    monday = _week(one.first)
    while monday <= one.last:
        yield monday
        monday += timedelta(weeks=1)


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _workdays(one: Pairing) -> list[date]:
    days = (one.first + timedelta(days=number) for number in range((one.last - one.first).days + 1))
    return [day for day in days if day.weekday() < 5]


def _shares_a_workday(one: Pairing, first: date, last: date) -> bool:
    return any(first <= day <= last for day in _workdays(one))
