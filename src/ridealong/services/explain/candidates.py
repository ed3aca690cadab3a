"""Who could take a guest's place or a seat of a host: everybody of the other side, ranked by what the plan gains."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from ridealong.domain.people import identity
from ridealong.domain.wording import listed, many
from ridealong.planning.explain.candidates import Candidate as Ranked
from ridealong.planning.explain.candidates import candidates as ranked_for
from ridealong.planning.explain.candidates import seat_candidates
from ridealong.planning.garbage import without_collection
from ridealong.planning.plan import Assignment
from ridealong.services.changes.effects import Effects, effect_sentences, effects
from ridealong.services.changes.hand_places import dropped_words, hand_places
from ridealong.services.desk import Desk
from ridealong.services.explain.asked_place import AskedPlace, asked_place
from ridealong.services.explain.case_of import STAKES, Moved, moves_in_words, points_word
from ridealong.services.explain.why_not import rules_in_words
from ridealong.services.plans.apart_words import ApartWords
from ridealong.services.plans.refused_drafts import refusals, refused_places

NAMED = 2
"""People who would have to move who are named at most."""
REFUSED = "A lead did not agree to it before: ask again."
"""What is said of whom the coordinator puts together although a lead did not agree."""
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
        moved: whose visits would change, the guest of the place first.
        stake: what the points are mostly about, as `STAKES` has it; empty where there are none, or the effect says so.
        refused: whether a lead did not agree to the two in that round: by hand, it can be all the same.
        exact: whether no moves of several others can come to more; of the many of a large program not all are tried.
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
    stake: str = ""
    exact: bool = True
    refused: bool = False

    @property
    def there(self) -> bool:
        """Whether it is who has the place now."""
        return self.points is None and self.round is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Candidates for a place, who has it now first, then the best for the whole plan.

    Args:
        replacing: the published pairing that whoever is placed takes over; None where the place is none of one.
        dropped: which places set by hand go with the host who is replaced, in words.
    """

    place: AskedPlace
    candidates: tuple[Candidate, ...]
    replacing: int | None = None
    dropped: str = ""

    @property
    def note(self) -> str:
        """Of how many only direct moves were tried, as a sentence; empty where all ways were tried for everybody."""
        some = sum(not one.exact for one in self.candidates if one.points is not None)
        if not some:
            return ""
        return (
            f"For {some:,} of them only direct moves were tried: they could gain more if several others moved, "
            "which is tried for the most promising."
        )

    def effects(self, one: Candidate) -> Effects:
        """What placing somebody would do to each term of the value, and to whom."""
        before = self.place.drafted.assignments
        return effects(self.place.drafted.season, before, _after(before, one.moved, self.place.drafted.season.first))

    def sentences(self, one: Candidate) -> tuple[str, ...]:
        """The same in plain words: what it comes to, who is better off and who worse, and who would be where."""
        if one.points is None:
            said = one.why if one.there else f"not possible: {one.why}"
            return (f"{one.name}: {said}.",)
        unit = "" if "place" in one.effect else " points"
        head = f"{one.name}: {one.effect}{unit} for the whole plan."
        losing = [moved.guest.name for moved in one.moved if moved.after is None]
        lost = [f"{listed(losing)} would lose a visit."] if losing else []
        lost += [f"{self.dropped}."] if self.dropped else []
        lost += [REFUSED] if one.refused else []
        moves = (f"{words}." for words in moves_in_words(one.moved))
        return (head, *lost, *effect_sentences(self.effects(one)), *moves)


def rank(
    desk: Desk,
    email: str,
    program: str,
    number: int | None = None,
    *,
    replacing: int | None = None,
    only: str | None = None,
) -> Ranking:
    """Hosts for a guest's place, or guests for a seat of a host: who has it now, then the best for the whole plan.

    Args:
        email: of the guest, or of the host.
        number: the round, from 0; None for any round that is left.
        replacing: a published pairing of the person in that round, whose other one cannot come and is to be replaced.
            Where none is named, it is the one of that round whose other one has declined or cannot be there.
        only: the address of one of the other side who alone is looked at; where there is no such person, nobody is.

    Raises:
        NotFound: there is no such person or program.
        Refused: the person takes no part in the program, or no round is left.
    """
    place = asked_place(desk, email, program, number, replacing=replacing)
    search = seat_candidates if place.hosting else ranked_for
    met = {(one.guest, one.host): one.times for one in place.drafted.season.problem.met}
    alone = None if only is None else identity(only)
    others = place.drafted.case.grid.guest_at if place.hosting else place.drafted.case.grid.host_at
    if alone is not None and alone not in others:
        return Ranking(place=place, candidates=(), replacing=place.replacing)
    with desk.reading() as connection:
        season = place.drafted.season
        refused = refused_places(season, refusals(connection, season.program, desk.clock.today()))
    with without_collection():
        ranked = [
            _with_refusal(place, _candidate(place, one, met.get(_pair(place, one), 0)), one, refused)
            for one in search(place.drafted.case, place.person.identity, place.round, only=alone)
        ]
    dropped = ""
    if place.replacing is not None and not place.hosting:
        with desk.reading() as connection:
            dropped = dropped_words(hand_places(connection, [place.replacing]))
    return Ranking(place=place, candidates=tuple(sorted(ranked, key=_rank)), replacing=place.replacing, dropped=dropped)


def _after(before: Sequence[Assignment], moved: Sequence[Moved], first: int) -> list[Assignment]:
    """What stands once visits have changed; `first` is the round of the program that is round 0 here."""
    gone = {(identity(one.guest.email), one.before.round - first) for one in moved if one.before}
    kept = [one for one in before if (one.guest, one.round) not in gone]
    new = [
        Assignment(one.after.round - first, identity(one.guest.email), identity(one.after.host.email), 0, 0)
        for one in moved
        if one.after
    ]
    return sorted([*kept, *new])


def _pair(place: AskedPlace, one: Ranked) -> tuple[str, str]:
    """The guest and the host, by identity."""
    asked = place.person.identity
    return (one.id, asked) if place.hosting else (asked, one.id)


def _rank(one: Candidate) -> tuple[bool, bool, bool, int, int, str, str]:
    possible = (not one.there, one.points is None, one.refused)
    return (*possible, -(one.points or 0), -one.fit, one.name.casefold(), one.email)


def _with_refusal(
    place: AskedPlace, said: Candidate, one: Ranked, refused: Collection[tuple[str, str, int]]
) -> Candidate:
    """A candidate, with what a lead said of the two in that round."""
    if said.points is None or (*_pair(place, one), one.round) not in refused:
        return said
    also = "" if said.free else f"; {said.why}"
    return replace(said, refused=True, free=False, why=f"a lead does not agree{also}")


def _candidate(place: AskedPlace, one: Ranked, met: int) -> Candidate:
    drafted, (guest, host) = place.drafted, _pair(place, one)
    season, person = drafted.season, drafted.person(one.id)
    row, column = drafted.case.facts.row[guest], drafted.case.facts.column[host]
    leaving = one.id == place.leaving
    # Without the pairing that is given up, the same two could be together again: that is what they said no to.
    gain, moved = (None, ()) if leaving else (one.gain, drafted.moved(one.moves))
    rounds = one.rounds or ((place.round,) if leaving and place.round is not None else ())
    round_ = rounds[0] if rounds else one.round
    return Candidate(
        email=person.email,
        name=person.name,
        team=person.team,
        fit=season.problem.fit.points(row, column) or 0,
        met=met,
        free=gain is not None and len(moved) == 1,
        why="gives the place up" if leaving else _why(place, one, moved),
        effect=points_word(gain) if gain is not None else "now" if rounds else "no",
        points=gain,
        round=None if round_ is None else season.first + round_,
        moved=moved,
        stake="" if leaving else STAKES.get(one.term, ""),
        exact=one.searched,
    )


def _why(place: AskedPlace, one: Ranked, moved: Sequence[Moved]) -> str:
    drafted = place.drafted
    if one.rounds:
        return f"is {'a guest' if place.hosting else 'the host'} in {drafted.rounds(one.rounds)}"
    if one.gain is not None:
        return _others(moved[1:])
    if any(broken.rule == "apart" for closed in one.forbidden for broken in closed.broken):
        short = ApartWords(drafted.season).too_few_hours(*_pair(place, one))
        return "too few shared working hours" if short else "kept apart"
    rules = rules_in_words(drafted, one.forbidden)[:MOST_RULES]
    if not rules and not one.searched:
        return "no way without moving several others"
    # The row is about somebody whose name stands in it already.
    name = f"{drafted.name(one.id)} "
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
