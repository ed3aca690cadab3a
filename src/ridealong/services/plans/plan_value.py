"""What a plan is worth, term by term, and how far that is from the best that any plan could be."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from ridealong.domain.errors import Refused
from ridealong.domain.people import identity
from ridealong.domain.programs import Program
from ridealong.planning.compare_text import NAMES
from ridealong.planning.plan import Assignment, Score
from ridealong.planning.problem import TERMS, Weights
from ridealong.planning.score import score
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.plans.coming_season import coming_season
from ridealong.services.plans.pairs_only import check_pairs
from ridealong.services.plans.plan_views import PlanNumbers
from ridealong.services.plans.season import Season
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.programs import plan_of

MEANS = {
    "placed": "visits that take place; nothing makes up for one fewer",
    "turns_squared": "turns of each guest times themselves: the same for all",
    "met_before": "how often pairs had met before: new people are better",
    "over_share": "guests above what is fair for their host",
    "new_teams": "guests who get to know a team for the first time",
    "fit": "points of fit of all pairings, added up",
    "too_soon": "rounds too few between two meetings of the same people",
}
"""What each term of the value counts, in plain words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermValue:
    """One term: `count` times `weight` is `points`. name: what it counts, in two words. means: in a sentence."""

    term: str
    name: str
    means: str
    count: int
    weight: int
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanValue:
    """What a plan is worth.

    Args:
        terms: all of them; their points add up to `value`.
        numbers: how good it was when it was planned: bound, gap, proof, seed.
        since: whether the draft was changed since, so that `terms` and `value` are those of now, and bound and gap
            those of the plan as it was made.
    """

    program: str
    terms: tuple[TermValue, ...]
    value: int
    numbers: PlanNumbers
    since: bool

    @property
    def gap(self) -> int:
        """How many points more than the plan as it was made no plan can have."""
        return self.numbers.bound - self.numbers.value


def plan_value(desk: Desk, name: str) -> PlanValue:
    """What the present plan of a program is worth.

    Raises:
        NotFound: there is no such program.
        Refused: it has no plan yet, or groups rather than pairings.
    """
    with desk.reading() as connection:
        program = program_named(connection, name)
        check_pairs(program)
        row = plan_of(connection, program.id)
        if row is None:
            typed = f'Plan it: ridealong plan "{program.name}"'
            raise Refused(f"'{program.name}' has no plan yet", "Plan it first", typed=typed)
        numbers = PlanNumbers(**json.loads(row["numbers"]))
        now = _recounted(desk, connection, program) if numbers.by_hand or numbers.repaired else None
    terms = tuple(_terms(_counts(numbers) if now is None else _counts(now)))
    return PlanValue(
        program=program.name,
        terms=terms,
        value=sum(one.points for one in terms),
        numbers=numbers,
        since=now is not None,
    )


def _counts(found: PlanNumbers | Score) -> dict[str, int]:
    weights = Weights()
    counts = {term: int(getattr(found, term, 0) or 0) for term in TERMS}
    if isinstance(found, PlanNumbers):
        # Of a wish that few programs have, no count is kept: it is what the value lacks without it.
        rest = found.value - sum(count * getattr(weights, term) for term, count in counts.items())
        counts["too_soon"] = rest // weights.too_soon
    return counts


def _terms(counts: dict[str, int]) -> Iterator[TermValue]:
    for term, count in counts.items():
        weight = getattr(Weights(), term)
        if count or term != "too_soon":
            yield TermValue(
                term=term, name=NAMES[term], means=MEANS[term], count=count, weight=weight, points=count * weight
            )


def _recounted(desk: Desk, connection: Connection, program: Program) -> Score | None:
    """The terms of the draft as it stands; None where no round is left, so that none can be counted any more."""
    try:
        season = coming_season(desk, connection, program)
    except Refused:
        return None
    return score(season.problem, list(_drafts(connection, season)))


def _drafts(connection: Connection, season: Season) -> Iterator[Assignment]:
    guests, hosts, problem = set(season.guests), set(season.hosts), season.problem
    for row in find_pairings(connection, PairingSearch(program_id=season.program.id, states=("proposed",))):
        number = row["round"] - season.first
        if row["guest_id"] in guests and row["host_id"] in hosts and 0 <= number < problem.rounds:
            yield Assignment(number, identity(row["guest"]), identity(row["host"]), 0, 0)
