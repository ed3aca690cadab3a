"""Who of a host's own team can take over a visit, or what is left of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Person
from ridealong.domain.programs import Program
from ridealong.planning.check import Facts, broken
from ridealong.services.changes.covered_meetings import covers_for
from ridealong.services.changes.seats import Seat, read_seating, seat_of
from ridealong.services.days.free_days import FreeDays
from ridealong.services.ill.ill_views import NotPossible
from ridealong.services.people.in_the_way import InTheWay
from ridealong.services.plans.plan_views import Someone, someone
from ridealong.services.plans.season import build_season
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.teammates import of_team

MOST_NOTED = 8
"""Of how many stand-ins it is looked up whether their drafts can stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """Somebody who can be the host instead.

    Args:
        id: the row id. fit: points; met: how often the two have met.
        draft: whether a draft of theirs would break a rule then, so that it is to be planned again.
    """

    id: int
    person: Someone
    fit: int
    met: int
    draft: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIns:
    """Who can stand in: whose drafts stay possible first, then never met, then by fit; and who cannot."""

    able: tuple[StandIn, ...] = ()
    unable: tuple[NotPossible, ...] = ()


def stand_ins(
    connection: Connection,
    program: Program,
    row: RowMapping,
    today: date,
    *,
    since: date | None = None,
    beside: Mapping[int, Seat] | None = None,
) -> StandIns:
    """Everybody of the host's team who takes part on the host's side, each checked against every rule.

    What is published or pinned counts; other drafts, which are free to change, keep nobody from standing in.

    Args:
        row: a published pairing, with its round.
        since: the first day that is to be taken over, of a visit under way; None for all of one to come.
        beside: by number of other pairings, where they are to stand by the same change.

    Raises:
        Refused: the guest takes part no longer.
    """
    host = some_people(connection, [row["host_id"]])[row["host_id"]]
    mates = of_team(connection, program.host_side, host.team)
    mates.pop(row["host_id"], None)
    if not mates:
        return StandIns()
    found = _Judge(connection, program, row, since=since, mates=mates, beside=beside or {})
    why = {one: found.why(one) for one in mates}
    able = sorted((found.able(one) for one, words in why.items() if not words), key=_rank)
    if since is None:
        drafts = _drafts_broken(connection, program, row, today, [one.id for one in able[:MOST_NOTED]])
        able = sorted((replace(one, draft=one.id in drafts) for one in able), key=_rank)
    unable = [NotPossible(person=someone(mates[one]), why=words) for one, words in why.items() if words]
    return StandIns(
        able=tuple(able),
        unable=tuple(sorted(unable, key=lambda one: (one.person.name.casefold(), one.person.email))),
    )


def _rank(one: StandIn) -> tuple[bool, bool, int, str, str]:
    return one.draft, one.met > 0, -one.fit, one.person.name.casefold(), one.person.email


class _Judge:
    """The round of a visit with everybody who may take it over, and the visit itself left out."""

    def __init__(
        self,
        connection: Connection,
        program: Program,
        row: RowMapping,
        *,
        since: date | None,
        mates: Mapping[int, Person],
        beside: Mapping[int, Seat],
    ) -> None:
        days, only = (
            program.round_days(row["round"]),
            {*mates, row["guest_id"], *(one.guest for one in beside.values())},
        )
        self._season = season = build_season(
            connection,
            program,
            days.first,
            rounds=1,
            without=[row["id"], *covers_for(connection, row), *beside],
            only=only,
            since=since or date.min,
        )
        if row["guest_id"] not in season.guests:
            raise Refused(f"{row['guest_name']} does not take part in '{program.name}' any more", "End it instead")
        self._row, self._mates, self._program = row, mates, program
        self._days = Days(max(since or days.first, days.first), days.last)
        self._facts = Facts(season.problem)
        self._guest = season.people[row["guest_id"]].identity
        self._others = [
            (0, season.people[one.guest].identity, season.people[one.host].identity)
            for one in beside.values()
            if one.round == row["round"] and one.host in mates
        ]
        away = {one: mates[one] for one, host in zip(season.hosts, season.problem.hosts, strict=True) if host.away}
        self._away = InTheWay(connection, away, self._days)
        self._own = Days(row["first_day"], row["last_day"]) if program.kind.by_day else None
        self._free = FreeDays(connection, program, mates, list(mates), self._own) if self._own else None

    def why(self, mate: int) -> str:
        """Why somebody cannot take it over, without their name before it; empty where they can."""
        if mate not in self._season.hosts:
            return f"takes no part in '{self._program.name}'"
        person = self._mates[mate]
        cells = sorted([*self._others, (0, self._guest, person.identity)])
        first = next(iter(broken(self._facts, cells)), None)
        if first is None:
            # Of visits that take single days, only these matter, whatever else there is of the round.
            return self._on_its_days(mate).removeprefix(f"{person.name} ")
        words = self._away.against(mate, self._program.kind, self._days) if first.rule == "away" else ""
        return (words or self._season.told(first.said)).removeprefix(f"{person.name} ")

    def _on_its_days(self, mate: int) -> str:
        if self._own is None or self._free is None:
            return ""
        if not self._free.works([mate], self._own):
            return f"is not at work on {self._own}"
        return next(filter(None, (self._free.too_full(mate, week) for week in self._free.weeks(self._own))), "")

    def able(self, mate: int) -> StandIn:
        """Somebody who can take it over."""
        problem, who = self._season.problem, self._mates[mate].identity
        met = sum(one.times for one in problem.met if (one.guest, one.host) == (self._guest, who))
        fit = problem.fit.points(self._facts.row[self._guest], self._facts.column[who]) or 0
        return StandIn(id=mate, person=someone(self._mates[mate]), fit=fit, met=met)


def _drafts_broken(
    connection: Connection, program: Program, row: RowMapping, today: date, mates: Sequence[int]
) -> set[int]:
    """Those of some stand-ins of whom a draft would break a rule."""
    if not mates:
        return set()
    search = PairingSearch(program_id=program.id, states=(str(State.PROPOSED),), people=[row["guest_id"], *mates])
    if not find_pairings(connection, search):
        return set()
    seats = {one: seat_of(row, host=one) for one in mates}
    seating = read_seating(connection, program, today, [row], seats.values())
    return {one for one, seat in seats.items() if seating.broken({row["id"]: seat})}
