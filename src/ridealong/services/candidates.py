"""Who could take a guest's place: everybody of the hosting side, ranked by what it would do to the whole plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from ridealong.domain.wording import listed, many
from ridealong.planning.explain.candidates import Candidate as Ranked
from ridealong.planning.explain.candidates import candidates as ranked_for
from ridealong.services.asked_place import asked_place
from ridealong.services.case_of import Drafted, Moved, points_word
from ridealong.services.desk import Desk
from ridealong.services.why_not import rules_in_words

NAMED = 2
"""People who would have to move who are named at most."""
MOST_RULES = 2
"""Rules that are told at most of somebody who cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody for an open place.

    Args:
        fit: points; met: how often they have met; free: whether it can be without anybody else's visit changing.
        why: what speaks against it, or who would have to move. effect: what the plan would gain or lose, in short.
        points: what it would add to the value of the whole plan, negative for a cost; None where it cannot be.
        round: the best round of the program for it, from 0; None where it cannot be.
        moved: whose visits would change, the guest first.
    """

    email: str
    name: str
    team: str
    fit: int
    met: int
    free: bool
    why: str
    effect: str = ""
    points: int | None = None
    round: int | None = None
    moved: tuple[Moved, ...] = ()


def candidates(
    desk: Desk, email: str, program: str, number: int | None = None, *, replacing: int | None = None
) -> tuple[Candidate, ...]:
    """Everybody of the hosting side for one guest's place: who has it now, then the best for the whole plan first.

    Args:
        number: the round, from 0; None for any round that is left.
        replacing: a published pairing of the guest which somebody is to take over from its host.

    Raises:
        NotFound: there is no such person or program.
        Refused: the person is no guest of the program, or no round is left.
    """
    place = asked_place(desk, email, program, number, replacing=replacing)
    drafted, season, guest = place.drafted, place.drafted.season, place.guest.identity
    met = {one.host: one.times for one in season.problem.met if one.guest == guest}
    ranked = [
        _candidate(drafted, guest, one, met.get(one.host, 0)) for one in ranked_for(drafted.case, guest, place.round)
    ]
    return tuple(sorted(ranked, key=_rank))


def _rank(one: Candidate) -> tuple[bool, bool, int, int, str, str]:
    return (
        not (one.points is None and one.round is not None),
        one.points is None,
        -(one.points or 0),
        -one.fit,
        one.name.casefold(),
        one.email,
    )


def _candidate(drafted: Drafted, guest: str, one: Ranked, met: int) -> Candidate:
    season, person = drafted.season, drafted.person(one.host)
    row, column = drafted.case.facts.row[guest], drafted.case.facts.column[one.host]
    moved = drafted.moved(one.moves)
    round_ = one.rounds[0] if one.rounds else one.round
    return Candidate(
        email=person.email,
        name=person.name,
        team=person.team,
        fit=season.problem.fit.points(row, column) or 0,
        met=met,
        free=one.gain is not None and len(moved) == 1,
        why=_why(drafted, one, moved),
        effect=points_word(one.gain) if one.gain is not None else "now" if one.rounds else "no",
        points=one.gain,
        round=None if round_ is None else season.first + round_,
        moved=moved,
    )


def _why(drafted: Drafted, one: Ranked, moved: Sequence[Moved]) -> str:
    if one.rounds:
        return f"is the host in {drafted.rounds(one.rounds)}"
    if one.gain is not None:
        return _others(moved[1:])
    if any(broken.rule == "apart" for closed in one.forbidden for broken in closed.broken):
        return "kept apart, or too little shared working time"
    rules = rules_in_words(drafted, one.forbidden)[:MOST_RULES]
    # The row is about the host, whose name stands in it already.
    name = f"{drafted.name(one.host)} "
    return "; ".join(rule.removeprefix(name) for rule in rules) or "what is fixed leaves no way"


def _others(moved: Sequence[Moved]) -> str:
    """Whose visits would change, and who would have none."""
    if not moved:
        return "free"
    losing = list(dict.fromkeys(one.guest.name for one in moved if one.after is None))
    names = [name for name in dict.fromkeys(one.guest.name for one in moved) if name not in losing]
    shown = names if len(names) <= NAMED else [*names[: NAMED - 1], many(len(names) - NAMED + 1, "other")]
    parts = [f"{listed(shown)} would move"] if names else []
    return "; ".join([*parts, *([f"{listed(losing)} would lose a visit"] if losing else [])])
