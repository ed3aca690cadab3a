"""The coming rounds of a program as if nothing in them were published yet, and what stands in them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.people import identity
from ridealong.domain.programs import Program
from ridealong.planning.plan import Assignment
from ridealong.planning.said import Said
from ridealong.services.changes.covers_of import covers_among, not_covered
from ridealong.services.days.own_days import kept_from, those_short
from ridealong.services.plans.given_up import (
    not_together_in,
    with_a_seat,
    with_less_room,
    with_possible_pins,
    without_guest,
)
from ridealong.services.plans.names import Names
from ridealong.services.plans.plan_changes import Key
from ridealong.services.plans.refused_drafts import refusals, refused_words, without_refused
from ridealong.services.plans.season import Season, build_season
from ridealong.services.replies.declined import Decline, declined_words, declines, declines_before
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import some_people

if TYPE_CHECKING:
    from ridealong.planning.changes import Change

Cell = tuple[str, str, int]
"""Guest and host, by identity, and the round of the problem."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A season with the published pairings and drafts of its rounds: rows of the database by who and when.

    Args:
        declined: what is said of those of them that one of the two has declined, or a lead has refused.
        covers: by number of a published pairing, those in which somebody stands in for its host; they are no part of
            the season.
    """

    season: Season
    rows: Mapping[Cell, RowMapping]
    declined: Mapping[Cell, str] = field(default_factory=dict)
    covers: Mapping[int, Sequence[RowMapping]] = field(default_factory=dict)

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """What stands, as the planner takes it; points are not looked at."""
        return tuple(sorted(Assignment(number, guest, host, 0, 0) for guest, host, number in self.rows))

    @property
    def names(self) -> Names:
        """The names for the planner's sentences, those of whoever has gone since among them."""
        gone = {identity(row[one]): row[f"{one}_name"] for row in self.rows.values() for one in ("guest", "host")}
        return Names(self.season.program, self.season.people, gone)

    def told(self, said: Said) -> str:
        """A sentence of the planner with names, days, and rounds as people count them: from 1."""
        return self.names.told(said, self.season.first)

    def why(self, one: "Change") -> str:
        """Why something changes; what closes a round is said in the words of whoever closed it."""
        if one.kind == "broken" and one.before:
            problem, (number, host) = self.season.problem, one.before
            if declined := self.declined.get((one.guest, host, number)):
                return declined
            people = [guest for guest in problem.guests if guest.id == one.guest]
            hosts = [visited for visited in problem.hosts if visited.id == host]
            away = any(number in person.away for side in (people, hosts) for person in side)
            closed = [person.closed[number] for side in (people, hosts) for person in side if number in person.closed]
            if closed and not away:
                return closed[0]
        return self.told(one.said)


def what_stands(
    connection: Connection,
    program: Program,
    today: date,
    *,
    of: Collection[int] | None = None,
    since: date = date.min,
) -> Standing:
    """What stands in the rounds that have not begun, with their problem as it is by now.

    A published pairing, or a pinned draft, that somebody has made shorter, so that it can take place although one of
    the two is away on other days of its round, is no part of it: it stands as one that has begun does.

    Args:
        of: some people, by row id: what others do without them is left out, which is enough to check what they do,
            and no problem to plan.
        since: see `build_season`.

    Raises Refused where no round is left, or one side has nobody who agreed to take part.
    """
    states = (str(State.PUBLISHED), str(State.PROPOSED))
    found = [
        row
        for row in find_pairings(connection, PairingSearch(program_id=program.id, states=states, people=of))
        if row["round"] is not None and program.round_days(row["round"]).first >= today
    ]
    covers = _covers(found)
    found = [row for row in found if all(row not in some for some in covers.values())]
    if of is None:
        stays = _shortened(connection, program, found, covers)
        covers = {number: some for number, some in covers.items() if number not in stays}
        found = [row for row in found if row["id"] not in stays]
    published = [row["id"] for row in found if row["state"] == State.PUBLISHED]
    published += [row["id"] for some in covers.values() for row in some]
    only = None if of is None else {*of, *(row[who] for row in found for who in ("guest_id", "host_id"))}
    season = build_season(connection, program, today, without=published, only=only, since=since)
    cells = {
        (identity(row["guest"]), identity(row["host"]), row["round"] - season.first): row
        for row in found
        if row["round"] >= season.first and not program.is_return(row["guest_side"])
    }
    season = _with_trios(season, cells)
    declined: dict[Cell, str] = {}
    if of is None:
        season, declined = _with_declines(connection, season, cells, today)
        refused = refusals(connection, program, today)
        season, declined = without_refused(season, refused), declined | _refused(season, refused, cells)
    return Standing(replace(season, problem=with_possible_pins(season.problem)), cells, declined, covers)


def _with_trios(season: Season, cells: Mapping[Cell, RowMapping]) -> Season:
    """The season in which whoever was told of two guests at once keeps both.

    Of a trio, one may stand as a short pairing does, and so be no part of the season: that one's seat leaves the other
    without any.
    """
    if not season.program.kind.both_ways:
        return season
    told = {(host, number) for (_guest, host, number), row in cells.items() if row["state"] == State.PUBLISHED}
    takes_guests = {one.identity for one in season.people.values() if one.capacity != 0}
    problem = season.problem
    for host, number in sorted(told):
        if host in takes_guests and 0 <= number < problem.rounds:
            problem = with_a_seat(problem, host, number)
    return replace(season, problem=problem)


def nothing_to_plan(connection: Connection, program: Program) -> Standing:
    """The last round of a program as one of which no plan can change anything, where all have begun.

    Raises Refused where one side has nobody who agreed to take part.
    """
    last = program.rounds - 1
    season = build_season(connection, program, program.round_days(last).first, rounds=1)
    nobody = tuple(replace(one, max_turns=0) for one in season.problem.guests)
    return Standing(replace(season, problem=replace(season.problem, guests=nobody, pins=())), {})


def _covers(rows: Sequence[RowMapping]) -> dict[int, list[RowMapping]]:
    """By number of a pairing, those in which somebody stands in for its host."""
    found: dict[int, list[RowMapping]] = defaultdict(list)
    main = covers_among(rows)
    for row in rows:
        if row["id"] in main:
            found[main[row["id"]]].append(row)
    return found


def _shortened(
    connection: Connection, program: Program, rows: Iterable[RowMapping], covers: Mapping[int, Sequence[RowMapping]]
) -> set[int]:
    """The published pairings and pinned drafts that can only be since they do not last for all of their round.

    One of the two is not there for all of it, and either the pairing is shorter, or somebody stands in on those days.
    """
    fixed = [row for row in rows if row["state"] == State.PUBLISHED or row["pinned"]]
    bridged = {row["id"] for row in fixed if _bridged(connection, program, row, covers.get(row["id"], ()))}
    return those_short(connection, program, fixed) | bridged


def _bridged(connection: Connection, program: Program, row: RowMapping, covers: Sequence[RowMapping]) -> bool:
    if not covers:
        return False
    days = Days(row["first_day"], row["last_day"])
    people = some_people(connection, [row["guest_id"], row["host_id"]])
    left = not_covered(days, [Days(one["first_day"], one["last_day"]) for one in covers])
    return bool(kept_from(connection, program, people, days)) and not any(
        kept_from(connection, program, people, each) for each in left
    )


def _with_declines(
    connection: Connection, season: Season, cells: Mapping[Cell, RowMapping], today: date
) -> tuple[Season, dict[Cell, str]]:
    """The season in which nobody is put again where they declined to be, and what is said of places declined.

    Whoever declined has the round closed as a guest, or a seat less as a host. What was declined and cancelled before
    holds as long as nothing stands in its place: what was put there since was put there on purpose.
    """
    by_number = {row["id"]: row for row in cells.values()}
    now = {number: some for number, some in declines(connection, today).items() if number in by_number}
    before = declines_before(connection, season.program.id, today)
    past = find_pairings(connection, PairingSearch(ids=list(before))) if before else []
    words: dict[Cell, str] = {}
    # Whoever is with two at once, as a trio, and declines one of the two keeps the other.
    others = Counter((row["host_id"], row["round"]) for row in cells.values() if row["id"] not in now)
    for cell, row in cells.items():
        if row["id"] in now:
            words[cell] = declined_words(now[row["id"]])
            season = _declined(season, row, now[row["id"]], least=others[row["host_id"], row["round"]])
    guests = {(row["guest_id"], row["round"]) for row in cells.values()}
    hosting = Counter((row["host_id"], row["round"]) for row in cells.values())
    for row in past:
        # A visit back is no place of the plan: it comes with the visit that it returns.
        if row["round"] is None or season.program.is_return(row["guest_side"]):
            continue
        if not 0 <= row["round"] - season.first < season.problem.rounds:
            continue
        some = [one for one in before[row["id"]] if one.hosting or (row["guest_id"], row["round"]) not in guests]
        season = _declined(season, row, some, least=hosting[row["host_id"], row["round"]])
    return season, words


def _refused(season: Season, refused: Mapping[Key, str], cells: Mapping[Cell, RowMapping]) -> dict[Cell, str]:
    """What is said of the drafts to which a lead does not agree."""
    by_place = {(row["guest_id"], row["host_id"], row["round"]): cell for cell, row in cells.items()}
    return {by_place[key]: refused_words(lead) for key, lead in refused.items() if lead and key in by_place}


def _declined(season: Season, row: RowMapping, some: Sequence[Decline], *, least: int) -> Season:
    """The season without the place of a pairing that some of the two have declined; `least` seats of the host stay."""
    guest, host = (season.people.get(row[who]) for who in ("guest_id", "host_id"))
    if guest is None or host is None:
        return season
    number, problem = row["round"] - season.first, season.problem
    for one in some:
        if one.hosting:
            problem = with_less_room(problem, host.identity, number, least=least)
            # Whoever has left the program since is none of those who are planned.
            if row["guest_id"] in season.guests and row["host_id"] in season.hosts:
                problem = not_together_in(problem, guest.identity, host.identity, number)
        else:
            problem = without_guest(problem, guest.identity, number, declined_words([one]))
    return replace(season, problem=problem)
