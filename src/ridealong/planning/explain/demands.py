"""Everything that pins have to be kept beside, one by one, and the problem that is left when some of it is dropped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from ridealong.domain.wording import many
from ridealong.planning.explain.freed import members_there, sooner, there, together
from ridealong.planning.problem import Cover, Guest, Host, Pin, Problem
from ridealong.planning.rules.pairs import waiting
from ridealong.planning.rules.whole import described
from ridealong.planning.said import Said, Who, at, say


@dataclass(frozen=True, slots=True)
class Demand:
    """One pin or one rule for certain people: `kind` and `about` say which, `said` says it in words."""

    kind: str
    about: tuple[object, ...]
    said: Said


def pins(problem: Problem) -> list[Demand]:
    """Every pin as a demand, each once."""
    return [_pin_demand(pin) for pin in dict.fromkeys(problem.pins)]


def _pin_demand(pin: Pin) -> Demand:
    """That a pin is kept."""
    return Demand("pin", (pin,), described(pin) + say(" is pinned"))


def rules(problem: Problem, guests: Collection[str]) -> list[Demand]:
    """Every rule that says something about these guests or about a host; that a guest has one host a round stays."""
    found: list[Demand] = []
    people: list[Guest | Host] = [*(one for one in problem.guests if one.id in guests), *problem.hosts]
    for person in people:
        found.extend(_absences(problem, person))
        found.extend(_own_rules(problem, person))
    found.extend(_pairs(problem, guests))
    if problem.repeat_gap:
        said = say("{} lie between two meetings of the same people", many(problem.repeat_gap, "round"))
        found.append(Demand("gap", (), said))
    for side, limits, words in (
        ("guests", problem.cover.guests, "out"),
        ("hosts", problem.cover.hosts, "with guests"),
    ):
        for team, limit in limits.items():
            most = str(limit) if isinstance(limit, int) else f"{min(limit)} to {max(limit)}"
            found.append(Demand("cover", (side, team), say("at most {} of {} are {} at once", most, team, words)))
    return found


def _absences(problem: Problem, person: Guest | Host) -> Iterator[Demand]:
    for round_ in range(problem.rounds):
        who, when = Who(person.id), at(round_)
        if round_ in person.away:
            yield Demand("there", (person.id, round_), say("{} is away in {}", who, when))
        elif round_ in person.closed:
            why = person.closed[round_]
            yield Demand("there", (person.id, round_), say("{} cannot meet anybody in {} ({})", who, when, why))
        elif isinstance(person, Host) and not person.enough(round_):
            yield Demand("there", (person.id, round_), say("too few of {} are there in {}", who, when))


def _own_rules(problem: Problem, person: Guest | Host) -> Iterator[Demand]:
    who = Who(person.id)
    if isinstance(person, Guest):
        if person.max_turns is not None:
            yield Demand("turns", (person.id,), say("{} may have {}", who, many(person.max_turns, "turn")))
        return
    if isinstance(person.capacity, int):
        yield Demand("seats", (person.id,), say("{} takes {} at once", who, person.capacity))
    else:
        fewest, most = min(person.capacity), max(person.capacity)
        yield Demand("seats", (person.id,), say("{} takes {} to {} at once, by round", who, fewest, most))
    if person.rest:
        yield Demand("rest", (person.id,), say("{} rests {} between visits", who, many(person.rest, "round")))
    limits = [(one.visits, one.window) for one in person.promises]
    if person.max_visits is not None:
        limits.append((person.max_visits, person.window or problem.rounds))
    if limits:
        most, window = min(limits)
        said = say("{} may have {} in {}", who, many(most, "visit"), many(window, "round"))
        yield Demand("visits", (person.id,), said)


def _pairs(problem: Problem, guests: Collection[str]) -> Iterator[Demand]:
    for row, guest in enumerate(problem.guests):
        if guest.id in guests:
            for column, host in enumerate(problem.hosts):
                if problem.fit.points(row, column) is None:
                    said = say("{} is kept apart from {}", Who(host.id), Who(guest.id))
                    yield Demand("apart", (guest.id, host.id), said)
    for met in problem.met:
        if met.guest in guests and met.not_before is not None:
            yield Demand("wait", (met.guest, met.host), waiting(met, met.not_before))
        elif met.guest in guests and met.last is not None and problem.repeat_gap:
            yield Demand("wait", (met.guest, met.host), say("{} and {} met just before", Who(met.guest), Who(met.host)))


def only(problem: Problem, kept: Iterable[Demand], every: Iterable[Demand]) -> Problem:
    """The problem with only the `kept` of `every` demand: the others do not hold in it."""
    staying = {(one.kind, one.about) for one in kept}
    gone: dict[str, set[tuple[object, ...]]] = {}
    for one in every:
        if (one.kind, one.about) not in staying:
            gone.setdefault(one.kind, set()).add(one.about)
    if not gone:
        return problem
    return replace(
        problem,
        guests=tuple(_freer_guest(one, gone) for one in problem.guests),
        hosts=tuple(_freer_host(one, gone, len(problem.guests)) for one in problem.hosts),
        fit=together(problem, gone.get("apart", set())),
        met=tuple(sooner(one, gone.get("wait", set())) for one in problem.met),
        pins=tuple(pin for pin in problem.pins if (pin,) not in gone.get("pin", set())),
        repeat_gap=0 if "gap" in gone else problem.repeat_gap,
        cover=_uncovered(problem.cover, gone.get("cover", set())),
    )


def _rounds(gone: dict[str, set[tuple[object, ...]]], name: str) -> set[object]:
    """The rounds in which nothing keeps somebody away any more."""
    return {about[1] for about in gone.get("there", ()) if about[0] == name}


def _freer_guest(guest: Guest, gone: dict[str, set[tuple[object, ...]]]) -> Guest:
    free = there(guest, _rounds(gone, guest.id))
    return replace(free, max_turns=None) if (guest.id,) in gone.get("turns", ()) else free


def _freer_host(host: Host, gone: dict[str, set[tuple[object, ...]]], guests: int) -> Host:
    rounds = _rounds(gone, host.id)
    return replace(
        members_there(there(host, rounds), rounds),
        capacity=guests if (host.id,) in gone.get("seats", ()) else host.capacity,
        rest=0 if (host.id,) in gone.get("rest", ()) else host.rest,
        max_visits=None if (host.id,) in gone.get("visits", ()) else host.max_visits,
        promises=() if (host.id,) in gone.get("visits", ()) else host.promises,
    )


def _uncovered(cover: Cover, gone: Collection[tuple[object, ...]]) -> Cover:
    if not gone:
        return cover
    return Cover(
        {team: limit for team, limit in cover.guests.items() if ("guests", team) not in gone},
        {team: limit for team, limit in cover.hosts.items() if ("hosts", team) not in gone},
    )
