"""An independent judge of plans: the rules and the value, from the words of the contract alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ridealong.planning.plan import Assignment, Plan
from ridealong.planning.problem import Guest, Host, Problem

Visit = tuple[str, str, int, int]
"""Guest, host, first round and rounds."""


@dataclass(frozen=True)
class Figures:
    """What a plan says about itself in its score, counted here once more."""

    value: int
    placed: int
    turns_squared: int
    met_before: int
    over_share: int
    new_teams: int
    fit: int
    repeats: int
    turns_min: int
    turns_max: int


def seats(host: Host, round_: int) -> int:
    if round_ in host.away:
        return 0
    return host.capacity if isinstance(host.capacity, int) else host.capacity[round_]


def fair_shares(problem: Problem) -> dict[str, int]:
    rounds = range(problem.rounds)
    own = {host.id: sum(seats(host, round_) for round_ in rounds) for host in problem.hosts}
    all_seats = sum(own.values())
    present = sum(round_ not in guest.away for guest in problem.guests for round_ in rounds)
    wanted = min(present, all_seats)
    fair = {name: -(-count * wanted // all_seats) if all_seats else 0 for name, count in own.items()}
    return {host.id: fair[host.id] if host.share is None else host.share for host in problem.hosts}


def known_teams(problem: Problem) -> set[tuple[str, str]]:
    team = {host.id: host.team for host in problem.hosts}
    known = {(guest.id, name) for guest in problem.guests for name in guest.known_teams}
    return known | {(met.guest, team[met.host]) for met in problem.met if met.times}


def visits(problem: Problem, plan: Plan) -> list[Visit]:
    """The assignments as whole visits; fails where a stay is cut short."""
    stay = {guest.id: guest.stay for guest in problem.guests}
    left = {(a.guest, a.host, a.round) for a in plan.assignments}
    found: list[Visit] = []
    for guest, host, start in sorted(left, key=lambda cell: cell[2]):
        if (guest, host, start) in left:
            whole = {(guest, host, start + offset) for offset in range(stay[guest])}
            assert whole <= left, f"{guest} leaves {host} early"
            left -= whole
            found.append((guest, host, start, stay[guest]))
    return found


def count(problem: Problem, made: list[Visit]) -> Figures:
    """Every figure of the score, from the visits alone."""
    points = fit_points(problem)
    team = {host.id: host.team for host in problem.hosts}
    times = Counter({(met.guest, met.host): met.times for met in problem.met})
    turns: Counter[str] = Counter()
    load: Counter[str] = Counter()
    met_before = repeats = fit = 0
    for guest, host, _start, length in sorted(made, key=lambda visit: visit[2]):
        met_before += times[guest, host]
        repeats += times[guest, host] > 0
        times[guest, host] += 1
        turns[guest] += length
        load[host] += 1
        fit += points[guest, host] * length
    shares = fair_shares(problem)
    above = [max(0, load[host.id] - shares[host.id]) for host in problem.hosts]
    terms = {
        "placed": sum(turns.values()),
        "turns_squared": sum((g.turns + turns[g.id]) ** 2 - g.turns**2 for g in problem.guests),
        "met_before": met_before,
        "over_share": sum(e * (e + 1) // 2 for e in above),
        "new_teams": len({(guest, team[host]) for guest, host, _, _ in made} - known_teams(problem)),
        "fit": fit,
    }
    value = sum(int(getattr(problem.weights, name)) * number for name, number in terms.items())
    had = [turns[guest.id] for guest in problem.guests]
    return Figures(value, **terms, repeats=repeats, turns_min=min(had), turns_max=max(had))


def fit_points(problem: Problem) -> dict[tuple[str, str], int]:
    """The points of all who do not stay apart."""
    rows = problem.fit.lists()
    return {
        (guest.id, host.id): points
        for guest, row in zip(problem.guests, rows, strict=True)
        for host, points in zip(problem.hosts, row, strict=True)
        if points is not None
    }


def judge(problem: Problem, plan: Plan) -> Figures:
    """Fail where a plan breaks a rule, or says about itself what is not so; the figures as counted here."""
    _legal(problem, plan.assignments)
    made = visits(problem, plan)
    figures = count(problem, made)
    said = plan.score
    assert figures == Figures(**{name: getattr(said, name) for name in Figures.__dataclass_fields__})
    _rows(problem, plan, made)
    assert plan.bound.value >= said.value
    assert plan.bound.placed >= said.placed
    small = problem.weights.fit * said.fit + problem.weights.new_teams * said.new_teams
    assert abs(plan.gap_percent - 100 * (plan.bound.value - said.value) / max(1, small)) <= 1e-6
    assert plan.proved == (plan.bound.value == said.value) == (plan.gap_percent == 0)
    return figures


def _legal(problem: Problem, assignments: tuple[Assignment, ...]) -> None:
    guests = {guest.id: guest for guest in problem.guests}
    hosts = {host.id: host for host in problem.hosts}
    points = fit_points(problem)
    assert max(Counter((a.guest, a.round) for a in assignments).values(), default=0) <= 1
    for (name, round_), number in Counter((a.host, a.round) for a in assignments).items():
        assert 0 <= round_ < problem.rounds
        assert number <= seats(hosts[name], round_), f"{name} has {number} in round {round_}"
    for name, number in Counter(a.guest for a in assignments).items():
        assert number <= _most(guests[name], problem.rounds), f"{name} has {number} turns"
    for a in assignments:
        assert a.round not in guests[a.guest].away, f"{a.guest} is away in round {a.round}"
        assert points[a.guest, a.host] == a.fit, f"{a.guest} with {a.host}"
    for pin in problem.pins:
        kept = [a for a in assignments if a.guest == pin.guest and pin.host in {None, a.host}]
        assert any(pin.round in {None, a.round} for a in kept), f"{pin} is not kept"


def _most(guest: Guest, rounds: int) -> int:
    return rounds if guest.max_turns is None else guest.max_turns


def _rows(problem: Problem, plan: Plan, made: list[Visit]) -> None:
    """Each row of the plan says how often the two had met, and every empty round is listed with a reason."""
    times = Counter({(met.guest, met.host): met.times for met in problem.met})
    before = {}
    for guest, host, start, _ in sorted(made, key=lambda visit: visit[2]):
        before[guest, host, start] = times[guest, host]
        times[guest, host] += 1
    for a in plan.assignments:
        assert a.met_before == before.get((a.guest, a.host, a.round), 0), a
    turns = Counter(a.guest for a in plan.assignments)
    filled = {(a.guest, a.round) for a in plan.assignments}
    assert len({(o.guest, o.round) for o in plan.open}) == len(plan.open)
    assert {(o.guest, o.round) for o in plan.open} == {
        (guest.id, round_)
        for guest in problem.guests
        for round_ in range(problem.rounds)
        if (guest.id, round_) not in filled and turns[guest.id] < _most(guest, problem.rounds)
    }
    away = {guest.id: guest.away for guest in problem.guests}
    for o in plan.open:
        assert o.reason
        assert (o.round in away[o.guest]) == (o.reason == "away"), o
