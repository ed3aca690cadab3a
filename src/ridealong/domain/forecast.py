"""After how many rounds every two teams will have met, if a program goes on as it does: worked out team by team.

Nobody is looked at alone. Every round has places for pairings, and in the long run each team fills as many of them as
fits its share of the people who take part; since who goes first is open, it may be ahead of that by as many places as
it has people. Places go to two teams that have never met as long as there are such: first to those that have the fewest
others left to meet, so that nobody is left over at the end; the rest of the places changes nothing. So the answer is
about the earliest round in which it can be done; who is away, or suits somebody else better, makes it later. The same
figures always give the same answer.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from ridealong.domain.wording import many, several

MOST_ROUNDS = 250
"""How many rounds ahead are worked out at most."""

Teams = tuple[str, str]
"""An IT team and a marketing team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastRound:
    """A round to come.

    Args:
        number: counted from 1 in the program; after its end it goes on.
        first: its first day. planned: whether what takes place is published or drafted, rather than worked out.
        pairings: how many there are. new: the teams that meet for the first time, by name. left: how many pairs of
            teams have not met after it, without those that cannot.
    """

    number: int
    first: date
    planned: bool
    pairings: int
    new: tuple[Teams, ...]
    left: int


@dataclass(frozen=True, slots=True)
class CannotMeet:
    """Two teams that cannot meet in a program, and why, as words that follow `since`."""

    it_team: str
    marketing_team: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """After how many rounds every two teams will have met.

    Args:
        pairs: how many pairs of teams there are. never: how many of them have not met by now.
        per_round: how many pairings a round has; 0 where nobody can be paired. seen: whether that is how many there
            are in rounds that are published, drafted or over, rather than what there are people for.
        rounds: those to come, up to the one after which no more meet, and at least those that are left of the program.
        last: the number, counted from 1, of the last round of the program.
        cannot: teams that have not met and cannot.
    """

    program: str
    pairs: int
    never: int
    per_round: int
    seen: bool
    rounds: tuple[ForecastRound, ...] = ()
    last: int = 0
    cannot: tuple[CannotMeet, ...] = field(default=())

    @property
    def done(self) -> ForecastRound | None:
        """The round after which all have met that can; None where it is none of `rounds`, or all have met already."""
        return next((one for one in self.rounds if not one.left), None) if self.never > len(self.cannot) else None

    @property
    def at_the_end(self) -> int | None:
        """How many that can meet have not by the end of the program; None where all of its rounds have begun."""
        return next((one.left for one in reversed(self.rounds) if one.number <= self.last), None)


def forecast_words(found: Forecast) -> str:
    """The forecast in a sentence or a few."""
    when = f" That is the one of {found.done.first}." if found.done else ""
    return " ".join(filter(None, [f"{soonest_words(found)}{when}", _at_the_end(found), _cannot(found)]))


def soonest_words(found: Forecast) -> str:
    """After how many rounds all teams will have met that can, in a sentence."""
    pairs = f"{many(found.pairs, 'pair')} of teams"
    can = found.never - len(found.cannot)
    if not found.pairs:
        return "There are no two teams that could meet."
    if not can:
        return f"{found.never:,} of {pairs} have never met." if found.never else f"All {pairs} have met."
    if found.done is None:
        left = found.rounds[-1].left if found.rounds else can
        after = f"even after {many(len(found.rounds), 'more round')}" if found.rounds else "as things are"
        return f"{left:,} of {pairs} will not have met {after}."
    whom = f"{found.pairs - len(found.cannot):,} of {pairs}" if found.cannot else f"All {pairs}"
    rounds = many(found.rounds.index(found.done) + 1, "more round")
    return f"{whom} will have met after {rounds} at the earliest."


def _at_the_end(found: Forecast) -> str:
    left = found.at_the_end
    if not left:
        return ""
    return f"When the program ends, {left:,} {'is' if left == 1 else 'are'} left."


def _cannot(found: Forecast) -> str:
    if not found.cannot:
        return ""
    named = several([f"{one.it_team} and {one.marketing_team}, since {one.why}" for one in found.cannot], 2)
    return f"{many(len(found.cannot), 'pair')} cannot meet: {named}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A round to be worked out.

    Args:
        planned: the teams whose people are paired in it, as often as they are; None where that is not known.
    """

    number: int
    first: date
    planned: Sequence[Teams] | None = None


def forecast_rounds(
    rounds: Sequence[Round],
    per_round: int,
    people: tuple[Mapping[str, int], Mapping[str, int]],
    left: Collection[Teams],
    *,
    at_least: int = 0,
) -> tuple[ForecastRound, ...]:
    """Work rounds out one after the other, until no two teams are left to meet.

    Args:
        rounds: as many as may be needed. per_round: how many pairings those have of which nothing is known.
        people: how many of each IT team, and of each marketing team, take part.
        left: the teams that have not met and can.
        at_least: how many rounds are worked out anyhow.
    """
    shares, open_, found = tuple(_Share(side) for side in people), set(left), list[ForecastRound]()
    for one in rounds:
        if len(found) >= at_least and not open_:
            break
        if one.planned is None:
            new, number = _worked_out(shares[0], shares[1], per_round, open_)
        else:
            new, number = open_.intersection(one.planned), len(one.planned)
            open_ -= new
        found.append(
            ForecastRound(
                number=one.number,
                first=one.first,
                planned=one.planned is not None,
                pairings=number,
                new=tuple(sorted(new)),
                left=len(open_),
            )
        )
    return tuple(found)


class _Share:
    """How many places the teams of a side are owed by now, and how many more they can fill in a round."""

    def __init__(self, people: Mapping[str, int]) -> None:
        self._people = {team: number for team, number in people.items() if number}
        self._owed = dict.fromkeys(self._people, Fraction(0))
        self._free = dict(self._people)

    def begin(self, places: int) -> None:
        """Share the places of another round out."""
        total = sum(self._people.values())
        self._free = dict(self._people)
        for team, number in self._people.items():
            self._owed[team] += Fraction(places * number, total)

    @property
    def open(self) -> bool:
        """Whether anybody is left in the round."""
        return any(self._free.values())

    def has_room(self, team: str) -> bool:
        """Whether somebody of a team is left in the round, and it is not too far ahead of its share."""
        return self._free.get(team, 0) > 0 and self._owed[team] > -self._people[team]

    def owed(self, team: str) -> Fraction:
        """How far a team is behind its share; less than 0 where it is ahead."""
        return self._owed[team]

    def first(self) -> str:
        """The team with somebody left in the round that is owed most."""
        return min((team for team, number in self._free.items() if number), key=lambda team: (-self._owed[team], team))

    def take(self, team: str) -> None:
        """Give a place to a team."""
        self._owed[team] -= 1
        self._free[team] -= 1


def _worked_out(it: _Share, marketing: _Share, places: int, left: set[Teams]) -> tuple[set[Teams], int]:
    """Who meets for the first time in a round, and how many pairings it has; takes them out of what is left."""
    new, number = set[Teams](), 0
    it.begin(places)
    marketing.begin(places)
    while number < places and it.open and marketing.open:
        chosen = _next(it, marketing, left) or (it.first(), marketing.first())
        if chosen in left:
            left.remove(chosen)
            new.add(chosen)
        it.take(chosen[0])
        marketing.take(chosen[1])
        number += 1
    return new, number


def _next(it: _Share, marketing: _Share, left: Collection[Teams]) -> Teams | None:
    """The two teams to meet next: those with the fewest others left, then those that are owed most."""
    offered = [one for one in left if it.has_room(one[0]) and marketing.has_room(one[1])]
    if not offered:
        return None
    rows, columns = Counter(one for one, _ in left), Counter(other for _, other in left)

    def order(teams: Teams) -> tuple[int, Fraction, Teams]:
        others = min(rows[teams[0]], columns[teams[1]])
        return others, -(it.owed(teams[0]) + marketing.owed(teams[1])), teams

    return min(offered, key=order)
