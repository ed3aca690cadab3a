"""What changing a plan does to each term of its value, and to whom, in plain words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ridealong.domain.wording import listed, many
from ridealong.planning.compare import Balance, compare
from ridealong.planning.plan import Assignment
from ridealong.services.plans.plan_views import Someone, someone
from ridealong.services.plans.season import Season

_WORDS = {
    "placed": (("{n} place more", "{n} places more"), ("{n} place fewer", "{n} places fewer")),
    "met_before": (
        ("{n} more repeat of an earlier meeting", "{n} more repeats of earlier meetings"),
        ("{n} repeat of an earlier meeting fewer", "{n} repeats of earlier meetings fewer"),
    ),
    "over_share": (("more load above the fair share",) * 2, ("less load above the fair share",) * 2),
    "new_teams": (
        ("{n} more first contact with a team", "{n} more first contacts with a team"),
        ("{n} first contact with a team fewer", "{n} first contacts with a team fewer"),
    ),
    "fit": (("{n} point of fit more", "{n} points of fit more"), ("{n} point of fit fewer", "{n} points of fit fewer")),
    "too_soon": (
        ("{n} more round missing between meetings", "{n} more rounds missing between meetings"),
        ("{n} round missing between meetings fewer", "{n} rounds missing between meetings fewer"),
    ),
}
"""What is said of a term that goes up, then of one that goes down, for one and for several; not of turns."""
_ADDED = ("met_before", "new_teams", "fit")
"""The terms that `added_sentences` tells."""
NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class TermChange:
    """A term of the value before and after, and what the difference is worth."""

    term: str
    before: int
    after: int
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange:
    """What changes for somebody: turns (a host's guests), points of fit and first contacts, after less before.

    Args:
        gains: 1 for who gains, -1 for who loses, 0 where one makes up for the other.
    """

    person: Someone
    side: str
    turns: int
    fit: int
    new_teams: int
    gains: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """Every term of the value, and everybody for whom something changes."""

    terms: tuple[TermChange, ...] = ()
    people: tuple[PersonChange, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """What changes beside what `added_sentences` says: one short line for each term, without points."""
        changed = {one.term: one for one in self.terms if one.after != one.before}
        placed = _difference(changed.get("placed"))
        lines = []
        for term, one in changed.items():
            if term == "turns_squared":
                lines.append(_turns_words(self, one, placed))
            elif term in _WORDS and not (placed and term in _ADDED):
                lines.append(_more_or_fewer(one))
        return tuple(lines)


def effects(season: Season, before: Sequence[Assignment], after: Sequence[Assignment]) -> Effects:
    """Compare two plans for a season; pairings with guests, hosts or rounds that it does not have are left out."""
    problem = season.problem
    guests, hosts = {one.id for one in problem.guests}, {one.id for one in problem.hosts}
    both = [
        [one for one in rows if one.guest in guests and one.host in hosts and 0 <= one.round < problem.rounds]
        for rows in (before, after)
    ]
    found = compare(problem, *both)
    people = {person.identity: someone(person) for person in season.people.values()}
    return Effects(
        terms=tuple(
            TermChange(term=one.name, before=one.before, after=one.after, points=one.worth) for one in found.terms
        ),
        people=tuple(_person(people[one.id], one) for one in found.people),
    )


def _person(person: Someone, one: Balance) -> PersonChange:
    return PersonChange(
        person=person, side=one.side, turns=one.turns, fit=one.fit, new_teams=one.new_teams, gains=one.gains
    )


def effect_sentences(found: Effects) -> tuple[str, ...]:
    """What changes in the value, who is better off and who worse; nothing where nothing changes."""
    changed = [_more_or_fewer(one) for one in found.terms if one.term in _WORDS and one.after != one.before]
    sentences = [f"In all: {listed(changed)}."] if changed else []
    guests = [one for one in found.people if one.side == "guest"]
    for words, sign in (("Better off", 1), ("Worse off", -1)):
        names = [one.person.name for one in guests if one.gains == sign]
        if names:
            sentences.append(f"{words}: {listed(_few(names))}.")
    return tuple(sentences)


def _more_or_fewer(one: TermChange) -> str:
    number = abs(one.after - one.before)
    return _WORDS[one.term][one.after < one.before][number > 1].format(n=f"{number:,}")


def _difference(one: TermChange | None) -> int:
    return one.after - one.before if one else 0


def _turns_words(found: Effects, one: TermChange, placed: int) -> str:
    """How even the turns of guests are; where places come or go, how many guests have how many turns more or fewer."""
    if not placed:
        return f"turns are {'more' if one.after < one.before else 'less'} even"
    counts = Counter(each.turns for each in found.people if each.side == "guest" and each.turns)
    parts = [
        f"{many(counts[turns], 'guest')} {many(abs(turns), 'turn')} {'more' if turns > 0 else 'fewer'}"
        for turns in sorted(counts, reverse=True)
    ]
    return f"turns: {listed(parts)}"


def _few(names: Sequence[str]) -> list[str]:
    return list(names) if len(names) <= NAMED else [*names[:NAMED], f"{len(names) - NAMED} more"]


def added_sentences(found: Effects) -> tuple[str, ...]:
    """What pairings bring that come on top of what is there, in one short sentence; nothing where there are none."""
    added = {one.term: one.after - one.before for one in found.terms}
    if not added.get("placed"):
        return ()
    said = [
        f"Average fit {round(added['fit'] / added['placed'])} of 100",
        many(added["new_teams"], "first contact with a team", "first contacts with a team"),
    ]
    if added["met_before"]:
        said.append(many(added["met_before"], "repeat of an earlier meeting", "repeats of earlier meetings"))
    return (f"{'; '.join(said)}.",)
