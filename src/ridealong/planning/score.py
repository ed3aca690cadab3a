"""The honest score: what any plan is worth, counted from scratch and independent of the engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter

from ridealong.planning.plan import Assignment, Score
from ridealong.planning.problem import Problem
from ridealong.planning.stays import Visit, visits_in


def fair_shares(problem: Problem) -> dict[str, int]:
    """Meetings that are fair for each host.

    Its seats in all rounds x min(guest-rounds present, all seats) / all seats, rounded up; 0 without seats; `share`
    on the host replaces it.
    """
    seats = {host.id: sum(host.all_seats(problem.rounds)) for host in problem.hosts}
    all_seats = sum(seats.values())
    present = sum(problem.rounds - len({*guest.away, *guest.closed}) for guest in problem.guests)
    wanted = min(present, all_seats)
    fair = {name: -(-own * wanted // all_seats) if all_seats else 0 for name, own in seats.items()}
    return {host.id: fair[host.id] if host.share is None else host.share for host in problem.hosts}


def assignments_of(problem: Problem, cells: Iterable[tuple[int, str, str]]) -> tuple[Assignment, ...]:
    """Turn (round, guest, host) rows into assignments with their fit and meetings before, sorted."""
    return _rows(problem, visits_in(problem, cells))


def _rows(problem: Problem, visits: Sequence[Visit]) -> tuple[Assignment, ...]:
    guest_row = {guest.id: index for index, guest in enumerate(problem.guests)}
    host_column = {host.id: index for index, host in enumerate(problem.hosts)}
    times = {(met.guest, met.host): met.times for met in problem.met}
    rows = []
    for visit in visits:
        pair = (visit.guest, visit.host)
        fit = problem.fit.points(guest_row[visit.guest], host_column[visit.host]) or 0
        before = times.get(pair, 0)
        rows.append(Assignment(visit.start, visit.guest, visit.host, fit, before))
        for later in range(visit.start + 1, visit.start + visit.rounds):
            rows.append(Assignment(later, visit.guest, visit.host, fit, 0))  # noqa: PERF401 - mostly nothing
        times[pair] = before + 1
    # As assignments sort, without asking two of them at a time.
    return tuple(sorted(rows, key=attrgetter("round", "guest", "host", "fit", "met_before")))


def score(problem: Problem, assignments: Sequence[Assignment]) -> Score:
    """Count every term of the value of a plan; rules are not looked at (`check` does that).

    Ids must exist in the problem. `fit` and `met_before` are worked out again, not taken from the assignments.
    """
    return counted(problem, [(a.round, a.guest, a.host) for a in assignments])[1]


def counted(problem: Problem, cells: Iterable[tuple[int, str, str]]) -> tuple[tuple[Assignment, ...], Score]:
    """The assignments of (round, guest, host) rows, and their score: `assignments_of` and `score` in one go."""
    visits = visits_in(problem, cells)
    rows = _rows(problem, visits)
    return rows, _score(problem, visits, rows)


def _score(problem: Problem, visits: Sequence[Visit], rows: Sequence[Assignment]) -> Score:
    turns = Counter(row.guest for row in rows)
    squared = sum((g.turns + turns[g.id]) ** 2 - g.turns**2 for g in problem.guests)
    met = sum(row.met_before for row in rows)
    over = _over_share(problem, visits)
    new = _new_teams(problem, visits)
    fit = sum(row.fit for row in rows)
    soon = _too_soon(problem, visits)
    w = problem.weights
    value = (
        w.placed * len(rows)
        + w.turns_squared * squared
        + w.met_before * met
        + w.over_share * over
        + w.new_teams * new
        + w.fit * fit
        + w.too_soon * soon
    )
    counts = [turns[guest.id] for guest in problem.guests]
    return Score(
        value=value,
        placed=len(rows),
        turns_squared=squared,
        met_before=met,
        over_share=over,
        new_teams=new,
        fit=fit,
        repeats=sum(row.met_before > 0 for row in rows),
        turns_min=min(counts, default=0),
        turns_max=max(counts, default=0),
        too_soon=soon if problem.wish_gap else None,
    )


def _over_share(problem: Problem, visits: Sequence[Visit]) -> int:
    load = Counter(visit.host for visit in visits)
    total = 0
    for name, share in fair_shares(problem).items():
        over = max(0, load[name] - share)
        total += over * (over + 1) // 2
    return total


def _new_teams(problem: Problem, visits: Sequence[Visit]) -> int:
    team = {host.id: host.team for host in problem.hosts}
    return len({(visit.guest, team[visit.host]) for visit in visits} - known_teams(problem))


def known_teams(problem: Problem) -> set[tuple[str, str]]:
    """(guest, team of hosts) where the guest knew somebody of the team before."""
    team = {host.id: host.team for host in problem.hosts}
    known = {(guest.id, name) for guest in problem.guests for name in guest.known_teams}
    return known | {(met.guest, team[met.host]) for met in problem.met if met.times > 0}


def _too_soon(problem: Problem, visits: Sequence[Visit]) -> int:
    """Rounds that are missing between two meetings of the same people, the last one before the plan included."""
    ended = {(met.guest, met.host): met.last for met in problem.met if met.last is not None}
    total = 0
    for visit in visits if problem.wish_gap else ():
        pair = (visit.guest, visit.host)
        if pair in ended:
            total += max(0, problem.wish_gap - (visit.start - ended[pair] - 1))
        ended[pair] = visit.start + visit.rounds - 1
    return total
