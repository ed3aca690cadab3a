"""The forecast of a program: after how many of its rounds every IT team will have met every marketing team."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.exposure import Exposure, team_identity
from ridealong.domain.forecast import MOST_ROUNDS, CannotMeet, Forecast, Round, Teams, forecast_rounds
from ridealong.domain.pairings import State, is_past_draft
from ridealong.domain.people import Person, Side
from ridealong.domain.planning_rules import freeze_against, seats
from ridealong.domain.programs import Program
from ridealong.services.desk import Desk
from ridealong.services.found import program_named
from ridealong.services.outcomes.exposure import exposure
from ridealong.services.people.closed_pairs import Pairs, kept_apart, lines_among
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import everybody
from ridealong.storage.queries.programs import enrolled
from ridealong.storage.queries.rules import freezes

_PLANNED = (str(State.PROPOSED), str(State.PUBLISHED), str(State.HELD), str(State.ENDED))


def forecast(desk: Desk, program: str) -> Forecast:
    """After how many rounds of a program every two teams will have met, as if all of them were planned like its others.

    Teams are all those of today, whoever of them takes part; meetings those in any program. Rounds that are published
    or drafted count as they are; of others there is one after the other, also after the end of the program, each with
    as many pairings as the rounds that are known have, else as there are people for.

    Raises:
        NotFound: there is no such program. Refused: it pairs nobody.
    """
    found = exposure(desk)
    with desk.reading() as connection:
        planned = program_named(connection, program)
        if not planned.kind.pairs:
            what = "brings groups together" if planned.kind.gathers else "has composite teams"
            raise Refused(
                f"'{planned.name}' {what}, so there are no pairings to forecast",
                "Choose a program in which people visit each other or are buddies",
            )
        who = _who(connection, planned)
        known = _known_rounds(connection, planned, found.today)
        begun = _begun(found, known, planned, found.today)
        reasons = _reasons(connection, planned, who, found)
    return _forecast(planned, found, who, known, (begun, reasons))


@dataclass(frozen=True, slots=True)
class _Who:
    """Who takes part, by side and identity of the team, and who may not be paired."""

    of_team: Mapping[tuple[Side, str], Sequence[Person]]
    hosts: int
    guests: int
    apart: Pairs

    def number(self, side: Side) -> dict[str, int]:
        return {team: len(some) for (of, team), some in self.of_team.items() if of is side}


def _who(connection: Connection, program: Program) -> _Who:
    people = everybody(connection)
    there = [
        people[one.person_id]
        for one in enrolled(connection, program.id)
        if one.person_id in people and one.enrolment.takes_part(date.max)
    ]
    sides = Counter(one.side for one in there)
    of_team: dict[tuple[Side, str], list[Person]] = defaultdict(list)
    for one in there:
        # A host who takes nobody gives no place.
        if one.side is program.guest_side or seats(
            one, program.kind, sides[program.guest_side], sides[program.host_side]
        ):
            of_team[one.side, team_identity(one.team)].append(one)
    return _Who(
        of_team=of_team,
        hosts=sides[program.host_side],
        guests=sides[program.guest_side],
        apart=lines_among(people) | kept_apart(connection, people),
    )


def _known_rounds(connection: Connection, program: Program, today: date) -> dict[int, list[tuple[Teams, bool]]]:
    """The teams that are together in each round, by identity, each with whether that is only a draft."""
    rows = find_pairings(connection, PairingSearch(program_id=program.id, states=_PLANNED))
    found: dict[int, list[tuple[Teams, bool]]] = defaultdict(list)
    for row in rows:
        if is_past_draft(row["state"], row["last_day"], today):
            continue
        teams = (row["guest_team"], row["host_team"])
        it, marketing = teams if row["guest_side"] == Side.IT else teams[::-1]
        number = row["round"] if row["round"] is not None else program.round_of(row["first_day"])
        found[number].append(((team_identity(it), team_identity(marketing)), row["state"] == State.PROPOSED))
    return found


def _begun(
    found: Exposure, known: Mapping[int, Sequence[tuple[Teams, bool]]], program: Program, today: date
) -> set[Teams]:
    """The teams, by identity, that have met by now, or will by what is published in another program."""
    coming = Counter(
        teams
        for number, some in known.items()
        if program.round_days(number).first > today
        for teams, draft in some
        if not draft
    )
    return {
        key
        for (it, marketing), one in found.contacts.items()
        if one.times > coming[key := (team_identity(it), team_identity(marketing))]
    }


def _reasons(connection: Connection, program: Program, who: _Who, found: Exposure) -> dict[Teams, str]:
    """Why two teams of today cannot meet in a program, by identity."""
    ahead = [number for number in range(program.rounds) if program.round_days(number).first >= found.today]
    span = Days(program.round_days(ahead[0]).first, program.round_days(ahead[-1]).last) if ahead else None
    frozen = freezes(connection, span) if span else []
    closed: dict[tuple[Side, str], str] = {}
    for side, teams in ((Side.IT, found.it_teams), (Side.MARKETING, found.marketing_teams)):
        for team in teams:
            some = who.of_team.get((side, team_identity(team.name)), ())
            if not some:
                closed[side, team_identity(team.name)] = f"nobody of {team.name} {_part(program, side)}"
            elif frozen and all(
                freeze_against(program.kind, some[0], program.round_days(number), frozen) for number in ahead
            ):
                closed[side, team_identity(team.name)] = f"{team.name} takes no part until the end of the program"
    return {
        (it, marketing): why
        for it in {team_identity(one.name) for one in found.it_teams}
        for marketing in {team_identity(one.name) for one in found.marketing_teams}
        if (why := closed.get((Side.IT, it)) or closed.get((Side.MARKETING, marketing)) or _apart(who, it, marketing))
    }


def _part(program: Program, side: Side) -> str:
    return "takes part" if side is program.guest_side else "takes part and receives anybody"


def _apart(who: _Who, it: str, marketing: str) -> str:
    pairs = (
        frozenset((one.identity, other.identity))
        for one in who.of_team[Side.IT, it]
        for other in who.of_team[Side.MARKETING, marketing]
    )
    return "" if any(pair not in who.apart for pair in pairs) else "none of their people may be paired"


def _forecast(
    program: Program,
    found: Exposure,
    who: _Who,
    known: Mapping[int, Sequence[tuple[Teams, bool]]],
    met_and_cannot: tuple[set[Teams], Mapping[Teams, str]],
) -> Forecast:
    met, reasons = met_and_cannot
    it, marketing = (
        {team_identity(one.name): one.name for one in side if one.exists}
        for side in (found.it_teams, found.marketing_teams)
    )
    pairs = [(one, other) for one in it for other in marketing]
    never = [teams for teams in pairs if teams not in met]
    per_round = _per_round(program, who, known)
    left = {(it[teams[0]], marketing[teams[1]]) for teams in never if teams not in reasons}
    ahead = sum(program.round_days(number).first > found.today for number in range(program.rounds))
    rounds = forecast_rounds(
        list(_rounds(program, found.today, known, (it, marketing))),
        per_round,
        (_named(it, who.number(Side.IT)), _named(marketing, who.number(Side.MARKETING))),
        left,
        at_least=ahead,
    )
    return Forecast(
        program=program.name,
        pairs=len(pairs),
        never=len(never),
        per_round=per_round,
        seen=bool(known),
        rounds=rounds,
        last=program.rounds,
        cannot=tuple(
            CannotMeet(it[teams[0]], marketing[teams[1]], reasons[teams]) for teams in never if teams in reasons
        ),
    )


def _named(names: Mapping[str, str], numbers: Mapping[str, int]) -> dict[str, int]:
    return {names[team]: number for team, number in numbers.items() if team in names}


def _per_round(program: Program, who: _Who, known: Mapping[int, Sequence[object]]) -> int:
    """How many pairings a round has: as many as the others on average; else as there are people and visits for."""
    if known:
        return max(1, round(sum(map(len, known.values())) / len(known)))
    visits = min(program.visits_per_guest, program.rounds) if program.kind.visits else program.rounds
    fair = -(-who.guests * visits // program.rounds)
    return min(fair, who.guests, who.hosts) if program.kind.visits else who.guests if who.hosts else 0


def _rounds(
    program: Program,
    today: date,
    known: Mapping[int, Sequence[tuple[Teams, bool]]],
    names: tuple[Mapping[str, str], Mapping[str, str]],
) -> Iterator[Round]:
    """The rounds to come, one after the other, with what is planned in them."""
    it, marketing = names
    number = max(0, program.round_of(today) + (program.start <= today))
    for step in range(number, number + MOST_ROUNDS):
        first = program.start + timedelta(weeks=step * program.weeks)
        planned = known.get(step)
        named = [(it.get(teams[0], teams[0]), marketing.get(teams[1], teams[1])) for teams, _draft in planned or ()]
        yield Round(number=step + 1, first=first, planned=named if planned else None)
