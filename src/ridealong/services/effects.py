"""What changing a plan does to each term of its value, and to whom, in plain words."""

from collections.abc import Sequence
from dataclasses import dataclass

from ridealong.domain.wording import listed, many
from ridealong.planning.compare import Balance, compare
from ridealong.planning.plan import Assignment
from ridealong.services.plan_views import Someone, someone
from ridealong.services.season import Season

WORDS = {
    "placed": ("place", "places"),
    "met_before": ("earlier meeting of the same people", "earlier meetings of the same people"),
    "over_share": ("point of load above the fair share", "points of load above the fair share"),
    "new_teams": ("first contact with a team", "first contacts with a team"),
    "fit": ("point of fit", "points of fit"),
    "too_soon": ("missing week between meetings", "missing weeks between meetings"),
}
"""The terms of the value that people are told of, for one and for more; how even turns are is told by who gains."""
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


def effects(season: Season, before: Sequence[Assignment], after: Sequence[Assignment]) -> Effects:
    """Compare two plans for a season; pairings of people or rounds that it does not have are left out."""
    problem = season.problem
    known = {one.id for one in problem.guests} | {one.id for one in problem.hosts}
    both = [
        [one for one in rows if {one.guest, one.host} <= known and 0 <= one.round < problem.rounds]
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
    """What changes in the value, who gains and who loses; nothing where nothing changes."""
    said = []
    for word, sign in (("more", 1), ("fewer", -1)):
        counts = [
            f"{many(abs(number), *WORDS[one.term])} {word}"
            for one in found.terms
            if one.term in WORDS and (number := one.after - one.before) * sign > 0
        ]
        if counts:
            said.append(listed(counts))
    sentences = [f"In all: {'; '.join(said)}."] if said else []
    guests = [one for one in found.people if one.side == "guest"]
    for verb, sign in (("gain", 1), ("lose", -1)):
        names = [one.person.name for one in guests if one.gains == sign]
        if names:
            shown = names if len(names) <= NAMED else [*names[:NAMED], f"{len(names) - NAMED} more"]
            sentences.append(f"{listed(shown)} {verb}{'s' if len(names) == 1 else ''}.")
    return tuple(sentences)
