"""Why a guest has nobody in a round, in plain words and as a code for each host."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ridealong.planning import caps
from ridealong.planning.plan import Open
from ridealong.planning.rules.registry import CAUSES, OWN
from ridealong.planning.said import Part, Said, Who, people, row_of
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ridealong.planning.grid import Bools, Grid
    from ridealong.planning.season import Season

    Codes = NDArray[np.int8]

CODES = (
    "free",
    "full",
    "trio",
    "no_seats",
    "max_visits",
    "rest",
    "cover",
    "too_few",
    "closed",
    "away",
    "recent",
    "met_recently",
    "refused",
    "apart",
)
"""Cause codes, in the numbering of the arrays below."""
FREE, FULL, TRIO, NO_SEATS, MAX_VISITS, REST, COVER, TOO_FEW, CLOSED, AWAY, RECENT = range(11)
MET_RECENTLY, REFUSED, APART = range(11, 14)
SPOKEN = (
    *(AWAY, CLOSED, TOO_FEW, NO_SEATS, FULL, TRIO, COVER, REST, MAX_VISITS),
    *(MET_RECENTLY, RECENT, REFUSED, APART, FREE),
)
MOST_CAUSES = 2_000_000
"""Entries of `Open.causes` in one plan; beyond, `causes` stays empty and `open_cell` has them for one place."""
NAMED = 3
STOPPED = ("has a seat, but planning was stopped early", "have seats, but planning was stopped early")
NO_STAY = ("has no {stay} free rounds in a row for a stay", "have no {stay} free rounds in a row for a stay")
ALL_TAKEN = Said(("all seats are taken",))
_HOLE = re.compile(r"(\{\w+\})")


def open_cells(season: Season, *, stopped: bool) -> tuple[Open, ...]:
    """Every guest-round without a host, sorted by round and guest, but for guests who have had their `max_turns`.

    `stopped` says that the work ended early, which is then the reason for a seat that nobody took.
    """
    grid = season.grid
    wanting = (season.host_of == NOBODY) & (season.turns < grid.max_turns)[:, None]
    hosts = len(grid.hosts)
    with_causes = int(wanting.sum()) * hosts <= MOST_CAUSES
    book = _Book.of(grid)
    found: list[Open] = []
    for round_ in range(grid.rounds):
        states = _host_states(season, round_)
        guests = np.flatnonzero(wanting[:, round_]).tolist()
        found.extend(
            _one(season, guest, round_, states, book, with_causes=with_causes, stopped=stopped) for guest in guests
        )
    return tuple(found)


def open_cell(season: Season, guest: int, round_: int) -> Open:
    """One guest-round (guest by row) without a host, as `open_cells` has it."""
    states, book = _host_states(season, round_), _Book.of(season.grid)
    return _one(season, guest, round_, states, book, with_causes=True, stopped=False)


@dataclass(frozen=True, slots=True)
class _Book:
    """What is looked up again and again: the cause of a host by code, and by guest hosts with a first round and why."""

    pairs: Sequence[Sequence[tuple[str, str]]]
    first: Mapping[int, Sequence[tuple[int, int, int]]]

    @classmethod
    def of(cls, grid: Grid) -> _Book:
        first: dict[int, list[tuple[int, int, int]]] = {}
        refused = {(grid.guest_at[one.guest], grid.host_at[one.host]) for one in grid.problem.met if one.refused}
        for (guest, host), round_ in grid.not_before.items():
            code = REFUSED if (guest, host) in refused else MET_RECENTLY
            first.setdefault(guest, []).append((host, round_, code))
        return cls([[(host.id, code) for code in CODES] for host in grid.hosts], first)

    def causes(self, codes: Codes) -> tuple[tuple[str, str], ...]:
        """The cause of every host."""
        return tuple([pairs[code] for pairs, code in zip(self.pairs, codes.tolist(), strict=True)])


def _one(
    season: Season, guest: int, round_: int, states: Codes, book: _Book, *, with_causes: bool, stopped: bool
) -> Open:
    person = season.grid.guests[guest]
    if round_ in person.away:
        return _own(season, guest, round_, "away")
    if round_ in person.closed:
        return _own(season, guest, round_, "closed")
    left = int(season.grid.max_turns[guest] - season.turns[guest])
    if person.max_turns is not None and left < person.stay:
        return _own(season, guest, round_, "max_turns")
    if person.stay > 1 and _run(season.grid.present[guest], round_) < person.stay:
        return _own(season, guest, round_, "stay")
    codes = _codes(season, guest, round_, states, book)
    limits = season.grid.caps
    if limits.guests_covered and (codes == FREE).any() and caps.covered_guests(season, round_)[guest]:
        return _own(season, guest, round_, "cover")
    causes = book.causes(codes) if with_causes else ()
    said = _sentence(season, guest, round_, codes, stopped=stopped)
    return Open(person.id, round_, said.text, causes, said)


def _run(present: Bools, round_: int) -> int:
    """How many rounds in a row around this one somebody is there."""
    gone = np.flatnonzero(~present)
    before, after = gone[gone < round_], gone[gone > round_]
    return int(after.min(initial=len(present)) - before.max(initial=-1) - 1)


def _own(season: Season, guest: int, round_: int, code: str) -> Open:
    """An open place for which the guest is the cause, whatever the hosts."""
    person = season.grid.guests[guest]
    left = int(season.grid.max_turns[guest] - season.turns[guest])
    words = {"stay": str(person.stay), "left": str(left), "team": person.team}
    parts: Iterable[Part] = [person.closed[round_]] if code == "closed" else _filled(OWN[code].one, person.id, words)
    said = Said(tuple(parts))
    return Open(person.id, round_, said.text, (("", code),), said)


@cache
def _pieces(template: str) -> list[str]:
    return _HOLE.split(template)


def _filled(template: str, guest: str, words: dict[str, str]) -> Iterator[Part]:
    """The parts of a cause's words, with the guest and other words in their places."""
    for piece in _pieces(template):
        if piece == "{guest}":
            yield Who(guest)
        elif piece:
            yield words[piece[1:-1]] if _HOLE.fullmatch(piece) else piece


def _host_states(season: Season, round_: int) -> Codes:
    """(H,) what keeps each host from taking anybody more in this round."""
    grid = season.grid
    states = np.full(len(grid.hosts), FREE, dtype=np.int8)
    extra = caps.free_extra(season, round_)
    covered = caps.covered_hosts(season, round_)
    for index, host in enumerate(grid.hosts):
        if round_ in host.away:
            states[index] = AWAY
        elif round_ in host.closed:
            states[index] = CLOSED
        elif not host.enough(round_):
            states[index] = TOO_FEW
        elif grid.seats[index, round_] == 0:
            states[index] = NO_SEATS
        elif season.used[index, round_] >= grid.seats[index, round_] and not extra[index]:
            states[index] = TRIO if season.used[index, round_] > grid.seats[index, round_] else FULL
        elif covered[index]:
            states[index] = COVER
        elif grid.limited[index] and not season.may_visit(index, round_):
            states[index] = MAX_VISITS if season.rested(index, round_) else REST
    return states


def _codes(season: Season, guest: int, round_: int, states: Codes, book: _Book) -> Codes:
    grid = season.grid
    codes = states.copy()
    gap = grid.problem.repeat_gap
    if gap:
        near = season.host_of[guest, max(0, round_ - gap) : round_ + gap + 1]
        codes[[host for host in near.tolist() if host != NOBODY and states[host] < AWAY]] = RECENT
    for host, first, code in book.first.get(guest, ()):
        if round_ < first and states[host] < AWAY:
            codes[host] = code
    # `APART` is the highest code; arithmetic is much quicker here than assigning under a mask.
    found: Codes = np.maximum(codes, (grid.fit[guest] < 0) * ((states != AWAY) * np.int8(APART)))
    return found


def _sentence(season: Season, guest: int, round_: int, codes: Codes, *, stopped: bool) -> Said:
    count = np.bincount(codes, minlength=len(CODES)).tolist()
    if count[FULL] + count[TRIO] == len(codes):
        return ALL_TAKEN
    parts: list[Said] = []
    numbered = False
    who = season.grid.guests[guest]
    for code in SPOKEN:
        if not count[code]:
            continue
        for number, names, words in _groups(season, round_, code, codes, count[code]):
            text = _words(code, stay=who.stay, stopped=stopped)[number > 1]
            if number > NAMED and not words and "{guest}" not in text:
                parts.append(_counted(text, number, who.stay, with_noun=not numbered))
            else:
                words["stay"] = str(who.stay)
                parts.append(_clause(text, _subject(number, names, with_noun=not numbered), who.id, words))
            numbered = numbered or number > NAMED
    return row_of(parts)


@lru_cache(maxsize=4096)
def _counted(text: str, number: int, stay: int, *, with_noun: bool) -> Said:
    """A clause about so many hosts that fits to any guest: the same few are said of most open places."""
    return _clause(text, _subject(number, (), with_noun=with_noun), "", {"stay": str(stay)})


def _clause(text: str, subject: Said, guest: str, words: dict[str, str]) -> Said:
    """What is said of hosts, who come first unless the words have a place for them."""
    before, hole, after = text.partition("{hosts}")
    if not hole:
        before, after = "", f" {text}"
    return Said((*_filled(before, guest, words), *subject.parts, *_filled(after, guest, words)))


def _words(code: int, *, stay: int, stopped: bool) -> tuple[str, str]:
    """What is said of one host and of several with this cause."""
    if code == FREE and stopped:
        return STOPPED
    if code == FREE and stay > 1:
        return NO_STAY
    cause = CAUSES[CODES[code]]
    return cause.one, cause.several


def _groups(
    season: Season, round_: int, code: int, codes: Codes, count: int
) -> list[tuple[int, list[str], dict[str, str]]]:
    """Hosts with the same cause: how many, the ids of a few, and the words that go with it, which keep them apart."""
    people_ = season.grid.hosts
    if code not in {CLOSED, COVER}:
        hosts = np.flatnonzero(codes == code).tolist() if count <= NAMED else []
        return [(count, [people_[host].id for host in hosts], {})]
    groups: dict[str, list[str]] = {}
    for host in np.flatnonzero(codes == code).tolist():
        one = people_[host]
        groups.setdefault(one.closed[round_] if code == CLOSED else one.team, []).append(one.id)
    word = "why" if code == CLOSED else "team"
    return [(len(names), names, {word: text}) for text, names in sorted(groups.items())]


def _subject(number: int, names: Sequence[str], *, with_noun: bool) -> Said:
    if number > NAMED:
        return Said((f"{number} hosts" if with_noun else str(number),))
    return people(names)
