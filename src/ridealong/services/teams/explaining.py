"""Why somebody is in a slot of a composite team or not, and who else there is for it, in names and dates."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.composite_teams import CompositeTeam, DemandKind, Embed, Slot
from ridealong.domain.errors import NotFound, Refused
from ridealong.domain.pairings import NOT_CANCELLED, State
from ridealong.domain.people import Side, identity
from ridealong.domain.wording import listed, many
from ridealong.planning.teams.candidates import Openness, TeamCandidate, candidates
from ridealong.planning.teams.contradiction import Contradiction
from ridealong.planning.teams.plan import Embed as Planned
from ridealong.planning.teams.team_terms import Part
from ridealong.planning.teams.why import why as why_embed
from ridealong.services.desk import Desk
from ridealong.services.found import person_named
from ridealong.services.groups.gatherings import closed_among
from ridealong.services.teams.candidate_load import CandidateLoad, CandidateLoads
from ridealong.services.teams.found import slot_of, team_of, team_program
from ridealong.services.teams.not_to_fill import not_to_fill
from ridealong.services.teams.problem import build_teams
from ridealong.services.teams.season import Place, TeamSeason, slot_id, team_id
from ridealong.services.teams.season_words import SeasonWords
from ridealong.storage.queries.teams import embeds_of_team

_TERMS = {
    "filled": ("slot filled", "slots filled"),
    "open_uneven": ("open slots spread", "open slots spread"),
    "wishes": ("wish", "wishes"),
    "known_pairs": ("pair who had met before", "pairs who had met before"),
    "uneven": ("step from the usual seniority", "steps from the usual seniority"),
    "wants": ("topic they want to learn", "topics they want to learn"),
}


_MISSING = "missing_nice"
"""The term that counts 1 + 2 + ... for the nice topics that a team lacks: what it says is no number of topics."""
_ORDER = {one: number for number, one in enumerate(Openness)}
_FILLING = ("filled", "open_uneven")
_MOVES = 5
"""So many people are named who would be elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPart:
    """What one term of the value of a plan has to do with it: in words, and in points."""

    words: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotCandidate:
    """Somebody for a slot, ranked.

    Args:
        gain: what the plan would gain or lose in points, beside that the slot is filled; None where they are in it, or
            cannot be.
        load: what they do already in the weeks of the slot.
        reasons: what is in the way; empty for who could take it at once.
    """

    email: str
    name: str
    side: Side
    home_team: str
    openness: Openness
    gain: int | None
    load: CandidateLoad
    parts: tuple[TermPart, ...]
    reasons: tuple[str, ...]
    knows: tuple[str, ...]
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhySlot:
    """Why somebody is in a slot, or not.

    Args:
        inside: whether they are. sentences: the answer. parts: the terms that it comes from.
        others: who else could take it at once, the best first, where they are in it.
    """

    email: str
    name: str
    team: str
    slot: Slot
    inside: bool
    sentences: tuple[str, ...]
    parts: tuple[TermPart, ...] = ()
    others: tuple[SlotCandidate, ...] = ()


def candidates_for(
    desk: Desk, program: str, team: str, slot: int, *, on: date | None = None
) -> tuple[SlotCandidate, ...]:
    """Everybody of the side of a slot, ranked by what the plan gains, with all others where they are.

    Args:
        on: the last day of whoever is in it by then: for who comes after.

    Raises:
        NotFound, Refused: there is no such slot, or it has no days to come.
    """
    with desk.reading() as connection:
        season, wanted, leaves = _asked(desk, connection, program, team, slot, on=on)
        loads = CandidateLoads(connection, season, desk.clock.today())
        closed = closed_among(connection) if leaves and season.program.hand_over_weeks else set[frozenset[str]]()
    words, plan = SeasonWords(season), _plan(season)
    place = season.places[wanted]
    found = candidates(season.problem, plan, wanted)
    people = {one.person: season.people[season.ids[one.person]] for one in found}
    mine = [one for one in found if people[one.person].side is place.slot.side and one.person != leaves]
    ranked = [_candidate(season, words, one, place, loads) for one in mine]
    return tuple(sorted((_handed_over(one, leaves, closed) for one in ranked), key=lambda one: _ORDER[one.openness]))


def _handed_over(one: SlotCandidate, leaves: str, closed: Collection[frozenset[str]]) -> SlotCandidate:
    """A candidate as whoever leaves hands over to them: in these weeks both are in the team."""
    if frozenset((identity(one.email), leaves)) not in closed:
        return one
    apart = f"{one.name} is kept apart from whoever hands over to them"
    return replace(
        one, openness=max(one.openness, Openness.IN_THE_WAY, key=_ORDER.__getitem__), reasons=(*one.reasons, apart)
    )


def _leaving(slot: Iterable[Embed], on: date | None) -> str:
    """The identity of who leaves a slot on a day, begun or not: they do not come after themselves."""
    there = [one for one in slot if on is not None and one.days.last >= on and one.state in NOT_CANCELLED]
    return identity(min(there, key=lambda one: one.days).email) if there else ""


def why(desk: Desk, program: str, team: str, email: str, slot: int | None = None, *, worker: bool = False) -> WhySlot:
    """Why somebody is in a team, or why not and what would allow it.

    Args:
        slot: the slot that is asked about; None for the one they are in, or the best for them.
        worker: whether the solver works in a process of its own, which screens need.

    Raises:
        NotFound: there is no such team, slot or person. Refused: it has no days to come.
    """
    with desk.reading() as connection:
        found = team_program(connection, program)
        whole = team_of(connection, found, team)
        every = embeds_of_team(connection, whole.id)
        mine = [one for one in every if identity(one.email) == identity(email)]
        if slot is None:
            slot = mine[-1].slot if mine else None
        there = _published(mine, slot, desk.clock.today())
        # Why they were chosen is seen where their place is free.
        freed = {there.id: date.min} if there is not None else {}
        season = build_teams(connection, found, desk.clock.today(), freed=freed, asked=[whole.id])
        loads = CandidateLoads(connection, season, desk.clock.today())
        # Who is not known at all cannot be enrolled either.
        stranger = there is None and identity(email) not in season.ids
        who = person_named(connection, email) if stranger else None
    if there is not None:
        return _why_published(season, whole, there, loads)
    if who is not None:
        raise NotFound(
            f"Nobody with the address '{email}' has agreed to take part in '{found.name}'",
            "Enrol them first",
            typed=f'Enrol them first: ridealong enrol "{found.name}" {who.person.email}',
        )
    wanted = slot_id(slot_of(whole, slot)) if slot is not None else _best(season, whole.id, identity(email))
    words, plan = SeasonWords(season), _plan(season)
    name = season.people[season.ids[identity(email)]].name
    if Planned(team_id(whole), wanted, identity(email)) in plan:
        return _why_inside(season, words, plan, Planned(team_id(whole), wanted, identity(email)), loads)
    if wanted not in season.places:
        after = "Ask who could come after them"
        typed = f'{after}: ridealong teams candidates "{found.name}" "{whole.name}" {slot} --on DATE'
        raise not_to_fill(whole, slot_of(whole, slot or 0), every, desk.clock.today(), (after, typed))
    return _why_not(season, words, plan, identity(email), wanted, name, worker=worker)


def _published(mine: Iterable[Embed], slot: int | None, today: date) -> Embed | None:
    """The embed of somebody in a slot that people were told of, and that is to come or under way."""
    found = (one for one in mine if one.slot == slot and one.state is State.PUBLISHED and one.days.last >= today)
    return next(found, None)


def _why_published(season: TeamSeason, team: CompositeTeam, there: Embed, loads: CandidateLoads) -> WhySlot:
    """Why somebody was chosen who is in a slot by now; of a season in which their place is free."""
    slot, person = slot_of(team, there.slot), identity(there.email)
    said = f"{there.name} takes {there.share} % of the week in slot {slot}, {there.days}: people were told so."
    place, plan = season.place_of(there), _plan(season)
    if not place or person not in season.ids or any(one.slot == place for one in plan):
        return WhySlot(email=there.email, name=there.name, team=team.name, slot=slot, inside=True, sentences=(said,))
    mine = Planned(team_id(team), place, person)
    found = _why_inside(season, SeasonWords(season), [*plan, mine], mine, loads)
    return replace(found, sentences=(said, *found.sentences[1:]))


def _why_inside(
    season: TeamSeason, words: SeasonWords, plan: Sequence[Planned], mine: Planned, loads: CandidateLoads
) -> WhySlot:
    found = why_embed(season.problem, plan, mine.person, mine.slot)
    name, place = words.who(mine.person), season.places[mine.slot]
    said = [f"{name} takes {place.slot.share} % of the week in slot {place.slot}, {place.days}."]
    if found.pinned:
        said.append("The coordinator pinned that.")
    if found.holds:
        said.append("Without anybody there the team would not stand.")
    if found.knows:
        said.append(f"{name} knows {listed(found.knows)}.")
    others = tuple(_candidate(season, words, one, place, loads) for one in found.alternatives)
    return WhySlot(
        email=season.people[season.ids[mine.person]].email,
        name=name,
        team=place.team.name,
        slot=place.slot,
        inside=True,
        sentences=tuple(said),
        parts=_parts(found.parts),
        others=others,
    )


def _why_not(  # noqa: PLR0917 - all that one answer is made of
    season: TeamSeason, words: SeasonWords, plan: Sequence[Planned], person: str, slot: str, name: str, *, worker: bool
) -> WhySlot:
    from ridealong.planning.teams.why_not import why_not  # noqa: PLC0415 - the solver, for this question alone

    found, place = why_not(season.problem, plan, person, slot, worker=worker), season.places[slot]
    said: list[str] = []
    if found.hindrance is not None:
        said.append(words.told(found.hindrance))
    said += [words.told(one.said) for one in found.obstacles]
    if found.contradiction is not None:
        said.append(_contradicted(f"If {name} were in {words.who(slot)}", words, found.contradiction))
        said += [f"It would work if {words.within(one.said)}." for one in found.contradiction.remedies]
    if found.gain is not None:
        said.append(f"With {name} there, {_becoming([words.who(one) for one in found.opens], found.parts)}.")
        mine, *others = found.moves
        if gone := [words.who(one) for one in mine.before if one not in mine.after]:
            said.append(f"{name} would leave {listed(gone)} for it.")
        said += [f"{words.who(one.person)} would {_move(words, one.before, one.after)}." for one in others[:_MOVES]]
        if len(others) > _MOVES:
            said.append(f"{many(len(others) - _MOVES, 'other')} would be elsewhere, too.")
    return WhySlot(
        email=season.people[season.ids[person]].email,
        name=name,
        team=place.team.name,
        slot=place.slot,
        inside=False,
        sentences=tuple(said),
        parts=_parts(found.parts),
    )


def _contradicted(supposed: str, words: SeasonWords, found: Contradiction) -> str:
    """What could not hold if something were so, which itself is none of it."""
    if not found.demands:
        return f"{supposed}, no plan would keep to all the rules."
    all_of_them = "this could not hold" if len(found.demands) == 1 else "these could not all hold"
    return f"{supposed}, {all_of_them}: {words.within(found.said)}."


def _becoming(opens: Sequence[str], parts: Sequence[Part]) -> str:
    """What a change does to a plan: which slots become open and how many are filled, else what it is worth."""
    more = sum(one.count for one in parts if one.term == "filled")
    filled = f"{many(abs(more), 'slot')} {'more' if more > 0 else 'fewer'} would be filled" if more else ""
    if opens:
        return f"{listed(opens)} would become open: {filled or 'as many slots as now would be filled'}"
    return filled or _worth(parts)


def _worth(parts: Sequence[Part]) -> str:
    """What a change is worth that fills as many slots."""
    points = sum(one.points for one in _fine(parts))
    if not points:
        return "the plan would be as good"
    return f"the plan would be worth {abs(points):,} {'more' if points > 0 else 'less'}"


def _move(words: SeasonWords, before: Sequence[str], after: Sequence[str]) -> str:
    """What would become of somebody's places."""
    left = [words.who(one) for one in before if one not in after]
    new = [words.who(one) for one in after if one not in before]
    if not new:
        return f"leave {listed(left)}"
    if not left:
        return f"{'also ' if before else ''}take {listed(new)}"
    return f"go from {listed(left)} to {listed(new)}"


def _asked(
    desk: Desk, connection: Connection, program: str, team: str, number: int, *, on: date | None
) -> tuple[TeamSeason, str, str]:
    """The season in which a slot is free, the id of its place there, and who leaves it."""
    found = team_program(connection, program)
    whole = team_of(connection, found, team)
    slot = slot_of(whole, number)
    there = [one for one in embeds_of_team(connection, whole.id) if one.slot == number]
    freed: Mapping[int, date] = {one.id: on for one in there} if on is not None else {}
    season = build_teams(connection, found, desk.clock.today(), freed=freed, asked=[whole.id])
    if slot_id(slot) not in season.places:
        remedy = "Say from when on it is free", "Say from when on it is free with --on DATE"
        raise not_to_fill(whole, slot, there, desk.clock.today(), remedy)
    return season, slot_id(slot), _leaving(there, on)


def _plan(season: TeamSeason) -> list[Planned]:
    """The drafts and what stands, as a plan of the problem."""
    teams = {team.id: name for name, team in season.teams.items()}
    found = [Planned(teams[one.team_id], name, identity(one.email)) for name, one in season.settled.items()]
    taken = set[str]()
    for one in season.drafts:
        name = season.place_of(one)
        # Of two drafts that hand over to each other, the problem has room for the first.
        if name in season.places and name not in taken and identity(one.email) in season.ids:
            taken.add(name)
            found.append(Planned(teams[one.team_id], name, identity(one.email)))
    return found


def _best(season: TeamSeason, team: int, person: str) -> str:
    """The slot of a team that somebody would take soonest."""
    plan = _plan(season)
    slots = {name: place.slot for name, place in season.places.items() if place.team.id == team}
    if not slots:
        raise Refused("The team has no slot to fill", "Name the slot that you mean")
    order = list(Openness)

    def rank(name: str) -> tuple[int, int, int]:
        one = next(each for each in candidates(season.problem, plan, name) if each.person == person)
        return order.index(one.openness), len(one.lacks), -(one.gain or 0)

    side = season.people[season.ids[person]].side
    pinned = {one.target for one in season.problem.demands if one.kind is DemandKind.PIN and one.person == person}
    mine = [name for name, slot in slots.items() if slot.side is side]
    # Of a team without a slot to fill for their side, the answer for any slot says so.
    return min([name for name in mine if name in pinned] or mine or slots, key=rank)


def _candidate(
    season: TeamSeason, words: SeasonWords, one: TeamCandidate, place: Place, loads: CandidateLoads
) -> SlotCandidate:
    number = season.ids[one.person]
    person = season.people[number]
    # A team in which nobody is yet does not fall apart by the first who comes.
    first = not one.obstacles and set(one.falls) == {team_id(place.team)} and one.openness is Openness.IN_THE_WAY
    said = () if first else one.said
    return SlotCandidate(
        email=person.email,
        name=person.name,
        side=person.side,
        home_team=person.team,
        openness=Openness.FREE if first else one.openness,
        gain=None if one.gain is None else sum(part.points for part in _fine(one.parts)),
        load=loads.of(number, place.days),
        parts=_parts(_fine(one.parts)),
        reasons=tuple(words.told(said).rstrip(".") for said in said),
        knows=one.knows,
        lacks=one.lacks,
    )


def _fine(parts: Sequence[Part]) -> Sequence[Part]:
    """The terms that tell candidates apart: whoever comes, the slot is filled."""
    return [one for one in parts if one.term not in _FILLING]


def _parts(parts: Sequence[Part]) -> tuple[TermPart, ...]:
    return tuple(TermPart(words=_counted(one), points=one.points) for one in parts)


def _counted(one: Part) -> str:
    """How much more or less there is of what a term counts."""
    if one.term == _MISSING:
        return f"missing nice topics weigh {abs(one.count)} {'more' if one.count > 0 else 'less'}"
    single, several = _TERMS.get(one.term, (one.term, one.term))
    return f"{'+' if one.count > 0 else '−'}{many(abs(one.count), single, several)}"
