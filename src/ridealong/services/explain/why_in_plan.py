"""What the plan of a program says of two people: what their pairing is worth in it, or what stands in its way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from ridealong.domain.apart import KeptApart
from ridealong.domain.errors import Refused
from ridealong.domain.programs import Program
from ridealong.domain.wording import listed, many
from ridealong.planning.explain.why_pair import why_pair
from ridealong.services.desk import Desk
from ridealong.services.explain.case_of import Drafted, Effect, Stake, moves_in_words, price
from ridealong.services.explain.why_not import Hindered, hindered
from ridealong.services.plans.coming_season import coming_season
from ridealong.services.plans.names import rounds_in_words
from ridealong.services.plans.refused_drafts import as_refused, refusals, refused_words
from ridealong.services.plans.season import Season
from ridealong.storage.queries.people import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class InPlan:
    """What the plan says.

    Args:
        worth: what their draft adds, part by part. instead: what the best other host of that round would change.
        pinned: whether their draft is pinned. hindered: what stands in their way where they have no draft.
        asked: the rounds that were asked about, in words.
        every_round_closed: whether rules of single rounds close all of them, whatever keeps the two apart besides.
        refused: the rounds among them in which a lead does not agree to the two, in words; empty where there are none.
        refusal: that a lead does not agree to their draft, with the name of the lead.
    """

    worth: tuple[Stake, ...] = ()
    instead: Effect | None = None
    pinned: bool = False
    hindered: Hindered | None = None
    asked: str = ""
    every_round_closed: bool = False
    refused: str = ""
    refusal: str = ""

    @property
    def gains(self) -> bool:
        """Whether the plan would be better with the two together."""
        effect = self.hindered.effect if self.hindered else None
        return effect is not None and effect.points > 0

    def sentences(self, apart: Sequence[KeptApart]) -> tuple[str, ...]:
        """All of it in plain words; what `apart` says already is not said again."""
        if self.worth:
            said = (f"{self.refusal}.",) if self.refusal else ()
            return (*said, _worth(self.worth), *self._instead())
        if self.hindered is None or (apart and not self.every_round_closed):
            return ()
        told = {"not_before" if one.rule == "repeat" else "apart" for one in apart}
        return self.hindered.sentences(told if self.every_round_closed else {*told, "refused"})

    def _instead(self) -> tuple[str, ...]:
        if self.pinned:
            return ("It is pinned, so planning does not change it.",)
        if self.instead is None:
            return ("Nobody else could take that place.",)
        first = self.instead.moved[0].after
        name = first.host.name if first else ""
        what = f"With {name} instead, the next best, {price(self.instead.points, self.instead.stakes)}."
        return (what, *(f"{one}." for one in moves_in_words(self.instead.moved[1:])))


def _worth(parts: Sequence[Stake]) -> str:
    """The points that are not for the place and the turn, which every pairing of the guest would bring."""
    small = [one for one in parts if one.term not in ("placed", "turns_squared")]
    if [one.term for one in small] == ["fit"]:
        return "Besides filling a place it adds the points of its fit."
    told = [f"{one.why} ({one.points:+,})" for one in small]
    return f"It adds {many(sum(one.points for one in small), 'point')} besides filling a place: {listed(told)}."


def in_the_plan(
    desk: Desk, connection: Connection, program: Program | None, people: tuple[Known, Known], number: int | None
) -> InPlan:
    """What the plan of a program says of a guest and a host; nothing where they, or the rounds, are not in it.

    Raises:
        Refused: the program has no round `number` (from 0).
    """
    if program is not None and number is not None and not 0 <= number < program.rounds:
        raise Refused(f"'{program.name}' has no round {number + 1}", f"It has {many(program.rounds, 'round')}")
    season = None if program is None else _season(desk, connection, program)
    guest, host = people
    if program is None or season is None or guest.id not in season.guests or host.id not in season.hosts:
        return InPlan()
    asked = None if number is None else number - season.first
    if asked is not None and not 0 <= asked < season.problem.rounds:
        return InPlan()
    drafted = Drafted(connection, season)
    case, names = drafted.case, (guest.person.identity, host.person.identity)
    row, column = case.guest(names[0]), case.host(names[1])
    rounds = range(season.problem.rounds) if asked is None else [asked]
    together = next((one for one in rounds if case.season.host_of[row, one] == column), None)
    if together is not None:
        lead = refusals(connection, program, desk.clock.today()).get((guest.id, host.id, season.first + together))
        return replace(_paired(drafted, names, together), refusal=refused_words(lead) if lead else "")
    found = hindered(drafted, *names, asked)
    closed = {round_ for one in found.closed if set(one.rules) - {"apart"} for round_ in one.rounds}
    asked_about = drafted.rounds(rounds) if asked is not None else "any round that is left"
    places = {(guest.id, host.id), (host.id, guest.id)}
    refused = {number for one, other, number in season.refused if (one, other) in places}
    refused &= {season.first + round_ for round_ in rounds}
    return InPlan(
        hindered=found,
        asked=asked_about,
        every_round_closed=len(closed) == len(rounds),
        refused=rounds_in_words(refused) if refused else "",
    )


def _season(desk: Desk, connection: Connection, program: Program) -> Season | None:
    try:
        season = coming_season(desk, connection, program)
        return as_refused(connection, season, desk.clock.today())
    except Refused:
        return None


def _paired(drafted: Drafted, names: tuple[str, str], round_: int) -> InPlan:
    found = why_pair(drafted.case, *names, round_)
    instead = None
    if found.instead is not None:
        instead = drafted.effect(round_, found.instead.gain, found.instead.moves, found.instead.parts)
    return InPlan(worth=drafted.stakes(found.parts), instead=instead, pinned=found.pinned)
