"""Why a guest has nobody in a round, in plain words and as a code for each host."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ridealong.domain.wording import listed
from ridealong.planning.plan import Open
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from ridealong.planning.grid import Ints
    from ridealong.planning.season import Season

CODES = ("free", "full", "no_seats", "max_visits", "rest", "closed", "away", "recent", "met_recently", "apart")
"""Cause codes, in the numbering of the arrays below."""
FREE, FULL, NO_SEATS, MAX_VISITS, REST, CLOSED, AWAY, RECENT, MET_RECENTLY, APART = range(len(CODES))
SPOKEN = (AWAY, CLOSED, NO_SEATS, FULL, REST, MAX_VISITS, MET_RECENTLY, RECENT, APART, FREE)
MOST_CAUSES = 2_000_000
"""Entries of `Open.causes` in one plan; beyond, `causes` stays empty and `causes_of` answers for one cell."""
NAMED = 3
STOPPED = ("has a seat, but planning was stopped early", "have seats, but planning was stopped early")


def open_cells(season: Season, *, stopped: bool) -> tuple[Open, ...]:
    """Every guest-round without a host, sorted by round and guest, but for guests who have had their `max_turns`.

    `stopped` says that the work ended early, which is then the reason for a seat that nobody took.
    """
    grid = season.grid
    wanting = (season.host_of == NOBODY) & (season.turns < grid.max_turns)[:, None]
    hosts = len(grid.hosts)
    with_causes = int(wanting.sum()) * hosts <= MOST_CAUSES
    found: list[Open] = []
    for round_ in range(grid.rounds):
        states = _host_states(season, round_)
        guests = np.flatnonzero(wanting[:, round_]).tolist()
        found.extend(_one(season, guest, round_, states, with_causes=with_causes, stopped=stopped) for guest in guests)
    return tuple(found)


def causes_of(season: Season, guest: int, round_: int) -> tuple[tuple[str, str], ...]:
    """The cause code of every host, in order of id, for one guest (by row) and round."""
    codes = _codes(season, guest, round_, _host_states(season, round_))
    return tuple((host.id, CODES[code]) for host, code in zip(season.grid.hosts, codes.tolist(), strict=True))


def _one(season: Season, guest: int, round_: int, states: Ints, *, with_causes: bool, stopped: bool) -> Open:
    person = season.grid.guests[guest]
    if round_ in person.away:
        return Open(person.id, round_, "away", (("", "away"),))
    if round_ in person.closed:
        return Open(person.id, round_, person.closed[round_], (("", "closed"),))
    left = int(season.grid.max_turns[guest] - season.turns[guest])
    if person.max_turns is not None and left < person.stay:
        text = f"a stay lasts {person.stay} rounds, but {person.id} has only {left} left"
        return Open(person.id, round_, text, (("", "max_turns"),))
    codes = _codes(season, guest, round_, states)
    causes = (
        tuple((host.id, CODES[code]) for host, code in zip(season.grid.hosts, codes.tolist(), strict=True))
        if with_causes
        else ()
    )
    return Open(person.id, round_, _sentence(season, guest, round_, codes, stopped=stopped), causes)


def _host_states(season: Season, round_: int) -> Ints:
    """(H,) what keeps each host from taking anybody more in this round."""
    grid = season.grid
    states = np.full(len(grid.hosts), FREE)
    for index, host in enumerate(grid.hosts):
        if round_ in host.away:
            states[index] = AWAY
        elif round_ in host.closed:
            states[index] = CLOSED
        elif grid.seats[index, round_] == 0:
            states[index] = NO_SEATS
        elif season.used[index, round_] >= grid.seats[index, round_]:
            states[index] = FULL
        elif grid.limited[index] and not season.may_visit(index, round_):
            states[index] = MAX_VISITS if season.rested(index, round_) else REST
    return states


def _codes(season: Season, guest: int, round_: int, states: Ints) -> Ints:
    grid = season.grid
    codes = states.copy()
    here = codes < AWAY
    gap = grid.problem.repeat_gap
    if gap:
        near = season.host_of[guest, max(0, round_ - gap) : round_ + gap + 1]
        codes[[host for host in near.tolist() if host != NOBODY and here[host]]] = RECENT
    for (who, host), first in grid.not_before.items():
        if who == guest and round_ < first and here[host]:
            codes[host] = MET_RECENTLY
    codes[(grid.fit[guest] < 0) & (codes != AWAY)] = APART
    return codes


def _sentence(season: Season, guest: int, round_: int, codes: Ints, *, stopped: bool) -> str:
    if bool((codes == FULL).all()):
        return "all seats are taken"
    parts = []
    numbered = False
    for code in SPOKEN:
        hosts = np.flatnonzero(codes == code)
        for names, text in _groups(season, guest, round_, code, hosts):
            said = STOPPED if stopped and code == FREE else text
            subject = _subject(names, with_noun=not numbered)
            parts.append(f"{subject} {said[len(names) > 1]}")
            numbered = numbered or len(names) > NAMED
    return listed(parts)


def _groups(season: Season, guest: int, round_: int, code: int, hosts: Ints) -> list[tuple[list[str], tuple[str, str]]]:
    """Hosts with the same cause, as their ids and what to say of one and of several."""
    people = season.grid.hosts
    if code == CLOSED:
        reasons: dict[str, list[str]] = {}
        for host in hosts.tolist():
            reasons.setdefault(people[host].closed[round_], []).append(people[host].id)
        return [(names, (f"is closed ({text})",) * 2) for text, names in sorted(reasons.items())]
    names = [people[host].id for host in hosts.tolist()]
    return [(names, _said(season, guest, code))] if names else []


def _said(season: Season, guest: int, code: int) -> tuple[str, str]:
    who = season.grid.guests[guest]
    free = (
        (f"has no {who.stay} free rounds in a row for a stay", f"have no {who.stay} free rounds in a row for a stay")
        if who.stay > 1
        else ("has a seat that would lower the value of the plan", "have seats that would lower the value of the plan")
    )
    return {
        AWAY: ("is away", "are away"),
        NO_SEATS: ("takes nobody", "take nobody"),
        FULL: ("is full", "are full"),
        REST: ("rests after or before a visit", "rest after or before a visit"),
        MAX_VISITS: ("has had the most visits allowed", "have had the most visits allowed"),
        MET_RECENTLY: (f"met {who.id} too recently", f"met {who.id} too recently"),
        RECENT: (f"meets {who.id} too close to this round", f"meet {who.id} too close to this round"),
        APART: (f"is kept apart from {who.id}", f"are kept apart from {who.id}"),
        FREE: free,
    }[code]


def _subject(names: Sequence[str], *, with_noun: bool) -> str:
    if len(names) > NAMED:
        return f"{len(names)} hosts" if with_noun else str(len(names))
    return listed(names)
