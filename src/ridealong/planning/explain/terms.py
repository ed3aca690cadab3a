"""The value of a plan, and of one meeting in it, in its terms: words and points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ridealong.domain.wording import many
from ridealong.planning import soon
from ridealong.planning.chain_trial import terms_among
from ridealong.planning.chains import Chain, Shift, apply
from ridealong.planning.problem import TERMS
from ridealong.planning.said import Said, Who, say
from ridealong.planning.season import NOBODY

if TYPE_CHECKING:
    from ridealong.planning.season import Season


@dataclass(frozen=True, slots=True)
class Part:
    """One term of a value or of a difference: its name in the format, its points, and what it stands for."""

    term: str
    points: int
    said: Said


def parts_of_meeting(season: Season, guest: int, host: int, start: int) -> tuple[Part, ...]:
    """What a visit of the plan that begins in round `start` is worth: the value would lack the sum without it.

    Terms that come to nothing are left out, but for fit.
    """
    grid, weights = season.grid, season.grid.problem.weights
    stay, who, whom = int(grid.stay[guest]), Who(grid.guests[guest].id), Who(grid.hosts[host].id)
    turns = int(grid.turns[guest] + season.turns[guest])
    before = int(grid.met[guest, host] + season.pair[guest, host] - 1)
    over = max(0, int(season.load[host] - grid.share[host]))
    team = int(grid.team[host])
    new = int(not grid.known[guest, team] and season.team[guest, team] == 1)
    points = int(grid.fit[guest, host])
    hurry = _hurry(season, guest, host, start)
    found = (
        Part("placed", weights.placed * stay, say("a place for {}", who)),
        Part(
            "turns_squared",
            weights.turns_squared * (turns**2 - (turns - stay) ** 2),
            say("turn {} of {}, who cost more the more they have had", turns, who),
        ),
        Part(
            "met_before", weights.met_before * before, say("the two meet {} in other rounds or before", _times(before))
        ),
        Part("over_share", weights.over_share * over, say("{} has {} above a fair share", whom, many(over, "meeting"))),
        Part("new_teams", weights.new_teams * new, say("{} meets {} for the first time", who, grid.hosts[host].team)),
        Part("fit", weights.fit * points * stay, say("their fit is {} of 100", points)),
        Part("too_soon", weights.too_soon * hurry, say("{} sooner than wished", many(hurry, "round"))),
    )
    return tuple(part for part in found if part.points or part.term == "fit")


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _hurry(season: Season, guest: int, host: int, start: int) -> int:
    """How many rounds are missing to the wished gap because of one meeting."""
    rounds = slice(start, start + int(season.grid.stay[guest]))
    there = soon.missing_of(season, guest, host)
    season.host_of[guest, rounds] = NOBODY
    without = soon.missing_of(season, guest, host)
    season.host_of[guest, rounds] = host
    return there - without


def weightiest(season: Season, chain: Chain) -> str:
    """The term of the value that weighs most in what a chain gains, or in what it costs; empty where it does neither.

    The season must be the one that the chain was found in, and stands as before afterwards.
    """
    points = points_of(season, chain)
    if not chain.gain:
        return ""
    return max(points, key=lambda term: points[term] if chain.gain > 0 else -points[term])


def points_of(season: Season, chain: Chain) -> dict[str, int]:
    """What each term of the value gains or loses by a chain, in points; the season as in `weightiest`."""
    weights, guests = season.grid.problem.weights, sorted({shift.guest for shift in chain.shifts})
    before = terms_among(season, guests)
    apply(season, chain)
    after = terms_among(season, guests)
    apply(season, Chain(tuple(Shift(one.guest, one.after, one.before) for one in chain.shifts), -chain.gain))
    return {term: getattr(weights, term) * (after[term] - before[term]) for term in TERMS}


_MORE = {
    "placed": ("place filled more", "places filled more", "place filled fewer", "places filled fewer"),
    "met_before": ("repeat more", "repeats more", "repeat fewer", "repeats fewer"),
    "new_teams": ("new team more", "new teams more", "new team fewer", "new teams fewer"),
    "fit": ("point of fit more", "points of fit more", "point of fit fewer", "points of fit fewer"),
    "too_soon": ("round too soon more", "rounds too soon more", "round too soon fewer", "rounds too soon fewer"),
}


def difference(season: Season, before: dict[str, int], after: dict[str, int]) -> tuple[Part, ...]:
    """What each term gains or loses from one state of a season to another; terms that stay the same are left out."""
    weights = season.grid.problem.weights
    found = []
    for term in TERMS:
        change = after[term] - before[term]
        points = getattr(weights, term) * change
        if points:
            found.append(Part(term, points, say(_changed(term, change))))
    return tuple(found)


def _changed(term: str, change: int) -> str:
    if term == "turns_squared":
        return "turns are less even or more" if change > 0 else "turns are more even or fewer"
    if term == "over_share":
        return "more load above a fair share" if change > 0 else "less load above a fair share"
    return many(abs(change), *_MORE[term][0 if change > 0 else 2 :][:2])
