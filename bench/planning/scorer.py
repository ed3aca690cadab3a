"""The judge: whether a plan keeps the rules, and what it is worth, by the contract of the format alone.

Written from section "Planning" of the design, and from nothing in `ridealong.planning` but what a problem holds. A
figure that a planner states about its own plan is never looked at.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import NOBODY, Arrays, Ints


@dataclass(frozen=True, slots=True)
class Judged:
    """Every term of the value in its own unit, the value, and how even the turns of this plan are."""

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

    def small_points(self, arrays: Arrays) -> int:
        """The points for fit and new teams, which a gap is a percentage of; 1 at least."""
        return max(1, arrays.weights.fit * self.fit + arrays.weights.new_teams * self.new_teams)


def fault(arrays: Arrays, rows: Ints) -> str | None:
    """The first rule that a plan breaks, in words, or None; `rows` (n, 3) are rounds, guests and hosts by number."""
    round_, guest, host = rows.T
    for name, numbers, size in (
        ("round", round_, arrays.rounds),
        ("guest", guest, arrays.guests),
        ("host", host, arrays.hosts),
    ):
        if ((numbers < 0) | (numbers >= size)).any():
            return f"a {name} does not exist"
    in_round = np.bincount(guest * arrays.rounds + round_, minlength=arrays.guests * arrays.rounds)
    taken = np.zeros_like(arrays.seats)
    np.add.at(taken, (host, round_), 1)
    rules = {
        "a guest has two hosts in one round": bool((in_round > 1).any()),
        "a guest is away": not bool(arrays.present[guest, round_].all()),
        "a host is away or has more guests than seats": bool((taken > arrays.seats).any()),
        "two who stay apart meet": bool((arrays.fit[guest, host] == NOBODY).any()),
        "a guest has too many turns": bool((_count(guest, arrays.guests) > arrays.max_turns).any()),
    }
    return next((rule for rule, broken in rules.items() if broken), None)


def judge(arrays: Arrays, rows: Ints) -> Judged:
    """Score a plan that keeps the rules; `rows` as for `fault`."""
    guest, host = rows[:, 1], rows[:, 2]
    turns = _count(guest, arrays.guests)
    met_before, repeats = _repeats(arrays, guest * arrays.hosts + host)
    over = np.maximum(0, _count(host, arrays.hosts) - fair_shares(arrays))
    contacts = np.zeros_like(arrays.known)
    contacts[guest, arrays.team[host]] = True
    terms = {
        "placed": len(rows),
        "turns_squared": int(((arrays.turns + turns) ** 2 - arrays.turns**2).sum()),
        "met_before": met_before,
        "over_share": int((over * (over + 1) // 2).sum()),
        "new_teams": int((contacts & ~arrays.known).sum()),
        "fit": int(arrays.fit[guest, host].sum(dtype=np.int64)),
    }
    return Judged(
        value=sum(int(getattr(arrays.weights, name)) * count for name, count in terms.items()),
        **terms,
        repeats=repeats,
        turns_min=int(turns.min()),
        turns_max=int(turns.max()),
    )


def fair_shares(arrays: Arrays) -> Ints:
    """(H,) meetings that are fair for each host: own seats x min(guest-rounds, all seats) / all seats, rounded up."""
    own = arrays.seats.sum(axis=1)
    all_seats = int(own.sum())
    wanted = min(int(arrays.present.sum()), all_seats)
    fair = -(-own * wanted // max(1, all_seats))
    return np.where(arrays.share >= 0, arrays.share, fair)


def most_places(arrays: Arrays) -> int:
    """The most places that any plan can fill: the largest matching of every round, added up.

    Rounds do not limit each other where no guest has a limit of turns; raises `ValueError` where one has.
    """
    if (arrays.max_turns < arrays.rounds).any():
        raise ValueError("with limits of turns the rounds are not independent")
    return sum(_most_in_round(arrays, round_) for round_ in range(arrays.rounds))


def _most_in_round(arrays: Arrays, round_: int) -> int:
    # Not at the top: it would come in with the methods that are measured.
    from scipy.sparse import csr_array  # noqa: PLC0415 - as above
    from scipy.sparse.csgraph import maximum_bipartite_matching  # noqa: PLC0415 - as above

    guests = np.nonzero(arrays.present[:, round_])[0]
    seats = np.repeat(np.arange(arrays.hosts), arrays.seats[:, round_])
    allowed = csr_array(arrays.fit[np.ix_(guests, seats)] != NOBODY)
    return int((maximum_bipartite_matching(allowed, perm_type="column") >= 0).sum())


def _repeats(arrays: Arrays, pairs: Ints) -> tuple[int, int]:
    """The sum of meetings before each assignment, and how many assignments had any."""
    unique, times = np.unique(pairs, return_counts=True)
    before = np.zeros(len(unique), dtype=np.int64)
    if len(arrays.met_pairs):
        at = np.searchsorted(arrays.met_pairs, unique).clip(max=len(arrays.met_pairs) - 1)
        before = np.where(arrays.met_pairs[at] == unique, arrays.met_times[at], 0)
    met = int((times * before + times * (times - 1) // 2).sum())
    return met, int((times - (before == 0)).sum())


def _count(numbers: Ints, size: int) -> Ints:
    return np.bincount(numbers, minlength=size).astype(np.int64)
