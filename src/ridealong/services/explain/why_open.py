"""Why a guest of a program has nobody in a round, and what it would take."""

from collections.abc import Sequence
from dataclasses import dataclass

from ridealong.domain.wording import listed
from ridealong.planning.chains import ChainSearch
from ridealong.planning.explain.why_not import cost_of
from ridealong.planning.explain.why_open import WhyOpen, why_open
from ridealong.planning.rules.registry import OWN
from ridealong.services.desk import Desk
from ridealong.services.explain.asked_place import guest_place
from ridealong.services.explain.case_of import Drafted, Effect, moves_in_words, price
from ridealong.services.plans.apart_words import ApartWords
from ridealong.services.plans.plan_views import Someone, someone

AWAY = OWN["away"].one
NAMED = 6
"""People of a crowd who are named at most; of more, only the number is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRounds:
    """Rounds of the program, from 0, in which a guest has nobody for the same reason.

    Args:
        own: whether the guest is the cause, whatever the hosts.
        crowd: guests who in that round could only be with `hosts`, who have fewer `seats` than they are; empty where
            that is not the reason.
    """

    rounds: tuple[int, ...]
    why: str
    own: bool = False
    crowd: tuple[Someone, ...] = ()
    hosts: tuple[Someone, ...] = ()
    seats: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """Why a guest has nobody.

    Args:
        open: the rounds without anybody, by reason; empty where the guest has somebody in all that were asked about.
        effect: what filling the best of these places all the same would do to the draft; None where nothing can.
        sentences: all of it in plain words.
    """

    guest: Someone
    open: tuple[OpenRounds, ...]
    effect: Effect | None
    sentences: tuple[str, ...]


def why_nobody(desk: Desk, email: str, program: str, number: int | None = None) -> Unplaced:
    """Why a guest has nobody in a round (from 0), or in those that are left.

    Raises:
        NotFound: there is no such person or program.
        Refused: the person is no guest of the program, or the round is none to come.
    """
    place = guest_place(desk, email, program, number)
    rounds = range(place.drafted.season.problem.rounds) if place.round is None else (place.round,)
    return _unplaced(place.drafted, someone(place.person), place.person.identity, rounds)


def _unplaced(drafted: Drafted, guest: Someone, identity: str, rounds: Sequence[int]) -> Unplaced:
    case = drafted.case
    row = case.guest(identity)
    if case.season.turns[row] >= case.grid.max_turns[row]:
        every = f"{guest.name} has every visit of this program that is meant for a guest."
        visits = _visits(drafted, guest, row, range(case.problem.rounds))
        return Unplaced(guest=guest, open=(), effect=None, sentences=(*visits, every))
    visits = _visits(drafted, guest, row, rounds)
    free = [one for one in rounds if case.cell(row, one) is None]
    found = {one: why_open(case, identity, one) for one in free}
    open_ = _by_reason(drafted, found)
    chain = ChainSearch(case.season, row).best(rounds=free) if free else None
    effect = None
    if chain is not None:
        cost = cost_of(case, chain)
        effect = drafted.effect(cost.round, cost.gain, cost.moves, cost.parts)
    sentences = (*visits, *(_reason(drafted, guest, one) for one in open_), *_way(open_, effect))
    return Unplaced(guest=guest, open=open_, effect=effect, sentences=sentences)


def _visits(drafted: Drafted, guest: Someone, row: int, rounds: Sequence[int]) -> list[str]:
    return [
        f"{guest.name} visits {drafted.name(cell[2])} in {drafted.rounds([one])}."
        for one in rounds
        if (cell := drafted.case.cell(row, one)) is not None
    ]


def _by_reason(drafted: Drafted, found: dict[int, WhyOpen]) -> tuple[OpenRounds, ...]:
    groups: dict[tuple[object, ...], list[int]] = {}
    for round_, one in found.items():
        groups.setdefault((one.open.said.parts or one.open.reason, one.crowd), []).append(round_)
    return tuple(_open(drafted, rounds, found[rounds[0]]) for rounds in groups.values())


def _open(drafted: Drafted, rounds: Sequence[int], one: WhyOpen) -> OpenRounds:
    why = drafted.told(ApartWords(drafted.season).of_open(one.open).said)
    crowd = one.crowd
    return OpenRounds(
        rounds=tuple(drafted.season.first + round_ for round_ in rounds),
        why=why,
        own=bool(one.open.causes) and not one.open.causes[0][0],
        crowd=() if crowd is None else tuple(map(drafted.person, crowd.guests)),
        hosts=() if crowd is None else tuple(map(drafted.person, crowd.hosts)),
        seats=0 if crowd is None else crowd.seats,
    )


def _reason(drafted: Drafted, guest: Someone, one: OpenRounds) -> str:
    when = drafted.rounds(round_ - drafted.season.first for round_ in one.rounds)
    if one.own and one.why == AWAY:
        return f"{guest.name} is away in {when}."
    text = f"{guest.name} has nobody in {when}: {one.why}."
    if 1 < len(one.crowd) <= NAMED:
        names, hosts = (listed([who.name for who in some]) for some in (one.crowd, one.hosts))
        seats = "only one of them" if one.seats == 1 else f"only {one.seats} of them"
        return f"{text} {names} can only be with {hosts} then, and there are seats for {seats}."
    if one.crowd[1:]:
        return f"{text} {len(one.crowd)} people share the {one.seats} seats that are open to them then."
    return text


def _way(open_: Sequence[OpenRounds], effect: Effect | None) -> list[str]:
    if not open_:
        return []
    if effect is None:
        own = all(one.own for one in open_)
        return [] if own else ["No moves of others were found that would make room."]
    moves = [f"{one}." for one in moves_in_words(effect.moved)]
    what = price(effect.points, effect.stakes)
    return [f"A visit in round {effect.round + 1} ({effect.days}) can be made: {what}.", *moves]
