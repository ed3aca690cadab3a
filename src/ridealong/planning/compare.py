"""Two plans for the same people side by side: what differs, who gains and who loses, and each term of the value."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ridealong.domain.errors import InvalidValue
from ridealong.planning.plan import Assignment, Score
from ridealong.planning.problem import TERMS, Problem
from ridealong.planning.score import assignments_of, known_teams, score
from ridealong.planning.stays import Visit, visits_in


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One visit of a guest to a host: the rounds in which it begins before and after, None where there is none."""

    guest: str
    host: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the value in both plans, and what the difference is worth."""

    name: str
    before: int
    after: int
    worth: int


@dataclass(frozen=True, slots=True)
class Balance:
    """What changes for one person, after less before: turns or guests, points of fit and contacts with new teams.

    `side` is "guest" or "host"; `gains` is 1 for more turns (or, with as many, more contacts and fit), -1 for less, and
    0 where one makes up for the other.
    """

    id: str
    side: str
    turns: int
    fit: int
    new_teams: int
    gains: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans side by side; `gone`, `new` and `moved` are sorted by guest, `people` by side and id."""

    before: Score
    after: Score
    terms: tuple[Term, ...]
    gone: tuple[Difference, ...]
    new: tuple[Difference, ...]
    moved: tuple[Difference, ...]
    same: int
    people: tuple[Balance, ...]


def compare(
    problem: Problem, before: Sequence[Assignment], after: Sequence[Assignment], *, earlier: Problem | None = None
) -> Comparison:
    """Compare two plans for `problem`, or one for `earlier` with one for `problem`; rules are not looked at.

    A visit of the same two people in another round has moved; in the same round it is the same. Everything is counted
    afresh. Raises `InvalidValue` for a plan that names somebody, or a round, that its problem does not have.
    """
    given = earlier or problem
    for rows, of, name in ((before, given, "the first plan"), (after, problem, "the second plan")):
        _check_known(rows, of, name)
    counted = score(given, before), score(problem, after)
    visits = _visits(given, before), _visits(problem, after)
    gone, new, moved, same = _differences(*visits)
    return Comparison(
        before=counted[0],
        after=counted[1],
        terms=_terms(problem, *counted),
        gone=gone,
        new=new,
        moved=moved,
        same=same,
        people=_people((given, before, visits[0]), (problem, after, visits[1])),
    )


def _check_known(rows: Sequence[Assignment], problem: Problem, name: str) -> None:
    guests = {guest.id for guest in problem.guests}
    hosts = {host.id for host in problem.hosts}
    for index, one in enumerate(rows):
        place = f"assignments[{index}]"
        if one.guest not in guests:
            raise InvalidValue(f"{name}: {place}.guest: the problem has no guest {one.guest!r}")
        if one.host not in hosts:
            raise InvalidValue(f"{name}: {place}.host: the problem has no host {one.host!r}")
        if not 0 <= one.round < problem.rounds:
            raise InvalidValue(f"{name}: {place}.round: round {one.round} does not exist")


def _visits(problem: Problem, rows: Iterable[Assignment]) -> list[Visit]:
    return visits_in(problem, ((one.round, one.guest, one.host) for one in rows))


def _differences(
    before: Sequence[Visit], after: Sequence[Visit]
) -> tuple[tuple[Difference, ...], tuple[Difference, ...], tuple[Difference, ...], int]:
    starts: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, visits in enumerate((before, after)):
        for visit in visits:
            starts[visit.guest, visit.host][side].append(visit.start)
    gone, new, moved = [], [], []
    same = 0
    for (guest, host), (old, now) in sorted(starts.items()):
        same += len(set(old) & set(now))
        left, came = sorted(set(old) - set(now)), sorted(set(now) - set(old))
        both = min(len(left), len(came))
        moved += [Difference(guest, host, *pair) for pair in zip(left, came, strict=False)]
        gone += [Difference(guest, host, start, None) for start in left[both:]]
        new += [Difference(guest, host, None, start) for start in came[both:]]
    return tuple(gone), tuple(new), tuple(moved), same


def _terms(problem: Problem, before: Score, after: Score) -> tuple[Term, ...]:
    found = []
    for name in TERMS:
        old, now = getattr(before, name), getattr(after, name)
        if old is not None or now is not None:
            old, now = old or 0, now or 0
            found.append(Term(name, old, now, (now - old) * getattr(problem.weights, name)))
    return tuple(found)


_Side = tuple[Problem, Sequence[Assignment], Sequence[Visit]]


def _people(before: _Side, after: _Side) -> tuple[Balance, ...]:
    """Everybody for whom something changes."""
    found: list[Balance] = []
    for side in ("guest", "host"):
        old, now = _counts(side, *before), _counts(side, *after)
        for person in sorted(old.keys() | now.keys()):
            was, is_ = old.get(person, (0, 0, 0)), now.get(person, (0, 0, 0))
            turns, fit, new = (later - earlier for earlier, later in zip(was, is_, strict=True))
            if turns or fit or new:
                found.append(Balance(person, side, turns, fit, new, _gains(turns, fit, new)))
    return tuple(found)


def _gains(turns: int, fit: int, new: int) -> int:
    """Turns come first; then somebody gains who has more of one thing and not less of the other."""
    if turns:
        return 1 if turns > 0 else -1
    return (fit >= 0 and new >= 0) - (fit <= 0 and new <= 0)


def _counts(
    side: str, problem: Problem, rows: Sequence[Assignment], visits: Sequence[Visit]
) -> Mapping[str, tuple[int, int, int]]:
    """Turns, points of fit and contacts with new teams of everybody who has any."""
    guests = side == "guest"
    turns: Counter[str] = Counter()
    fit: Counter[str] = Counter()
    for one in assignments_of(problem, [(row.round, row.guest, row.host) for row in rows]):
        person = one.guest if guests else one.host
        turns[person] += 1
        fit[person] += one.fit
    new = _new_teams(problem, visits, guests=guests)
    return {person: (turns[person], fit[person], new[person]) for person in turns}


def _new_teams(problem: Problem, visits: Sequence[Visit], *, guests: bool) -> Counter[str]:
    """How many teams people meet for the first time: hosts' teams for guests; for hosts, guests new to their team."""
    team = {host.id: host.team for host in problem.hosts}
    known = known_teams(problem)
    found: Counter[str] = Counter()
    for visit in visits:
        contact = (visit.guest, team[visit.host])
        if contact not in known:
            known.add(contact)
            found[visit.guest if guests else visit.host] += 1
    return found
