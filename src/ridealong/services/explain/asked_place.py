"""The place that a question is about: a guest's, or a seat of a host, in one of the rounds that are left or in any."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Person, identity
from ridealong.domain.programs import Program
from ridealong.services.days.under_way import left_for
from ridealong.services.desk import Desk
from ridealong.services.explain.case_of import Drafted
from ridealong.services.found import person_named, program_named
from ridealong.services.people.in_the_way import InTheWay
from ridealong.services.plans.coming_season import coming_season
from ridealong.services.plans.given_up import given_up
from ridealong.services.plans.refused_drafts import as_refused
from ridealong.services.plans.season import Season, build_season
from ridealong.services.replies.declined import declines
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import Known, some_people


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPlace:
    """Whose place a question is about.

    Args:
        drafted: the plan it is about. round: in the numbering of its problem; None for any that is left.
        hosting: whether it is a seat of a host, and else it is the place of a guest.
        leaving: the identity of the other one who gives it up, where there is one.
        replacing: the published pairing that whoever comes instead takes over, where there is one.
        version: that of the database when it was looked up.
    """

    drafted: Drafted
    person: Person
    round: int | None
    hosting: bool = False
    leaving: str = ""
    replacing: int | None = None
    version: int = 0


def guest_place(desk: Desk, email: str, program: str, number: int | None) -> AskedPlace:
    """Look the place of a guest up.

    Args:
        number: the round, from 0; None for any round that is left.

    Raises:
        NotFound: there is no such person or program.
        Refused: the person is no guest of the program, or the round is none to come.
    """
    with desk.reading() as connection:
        found, known = program_named(connection, program), person_named(connection, email)
        season = coming_season(desk, connection, found)
        if known.id not in season.guests:
            raise Refused(
                f"{known.person.name} is no guest of '{found.name}'",
                f"Guests are people of the {found.guest_side.label} side who agreed to take part",
            )
        drafted = Drafted(connection, as_refused(connection, season, desk.clock.today()))
    return AskedPlace(drafted=drafted, person=known.person, round=_round(season, number))


def asked_place(
    desk: Desk, email: str, program: str, number: int | None, *, replacing: int | None = None
) -> AskedPlace:
    """Look the place of a guest up, or a seat of a host.

    Args:
        number: the round, from 0; None for any round that is left.
        replacing: a pairing of the person in that round whose other one cannot come, so that others are looked for;
            where none is named, the published one of the round whose other one has declined or cannot be there.

    Raises:
        NotFound: there is no such person or program.
        Refused: the person takes no part in the program, or the round is none to come.
    """
    with desk.reading() as connection:
        found, known = program_named(connection, program), person_named(connection, email)
        today = desk.clock.today()
        if replacing is None and number is not None:
            replacing = _broken(connection, found, known, number, today)
        replaced = [] if replacing is None else [replacing]
        left = left_for(found, today, [] if number is None or not replaced else [number])
        _check_to_come(found, number, left.first)
        if replaced:
            season = build_season(connection, found, left.first, without=replaced, since=left.since)
        else:
            season = coming_season(desk, connection, found)
        _check_takes_part(season, known, found)
        hosting, round_, leaving = known.id in season.hosts, _round(season, number), ""
        rows = find_pairings(connection, PairingSearch(ids=replaced)) if replaced else []
        for row in (one for one in rows if one["round"] == number and round_ is not None):
            season = given_up(season, row, by_guest=hosting)
            leaving = identity(row["guest"] if hosting else row["host"])
        drafted = Drafted(connection, season, leaving_out=replaced)
        version = change_count(connection)
    return AskedPlace(
        drafted=drafted,
        person=known.person,
        round=round_,
        hosting=hosting,
        leaving=leaving,
        replacing=replacing,
        version=version,
    )


def _check_to_come(program: Program, number: int | None, earliest: date) -> None:
    """Refuse to fill a place of a round that begins before a day: planning leaves rounds that have begun alone.

    Of visits that take single days, one that is still to come can be given to somebody else all the same.
    """
    if number is not None and 0 <= number < program.rounds and program.round_days(number).first < earliest:
        raise Refused(f"Round {number + 1} of '{program.name}' has begun, so nobody can be placed in it by planning")


def _broken(connection: Connection, program: Program, known: Known, number: int, today: date) -> int | None:
    """The published pairing of somebody in a round whose other one has declined, or cannot be there."""
    search = PairingSearch(program_id=program.id, person_id=known.id, states=(str(State.PUBLISHED),))
    rows = [row for row in find_pairings(connection, search) if row["round"] == number and row["first_day"] >= today]
    if not rows:
        return None
    declined = declines(connection, today)
    for row in rows:
        hosting = row["host_id"] == known.id
        other = "guest" if hosting else "host"
        if any(one.hosting is not hosting for one in declined.get(row["id"], ())):
            return int(row["id"])
        whom, days = row[f"{other}_id"], Days(row["first_day"], row["last_day"])
        in_the_way = InTheWay(connection, some_people(connection, [whom]), days, programs=[program.id])
        if in_the_way.hindrance(whom, program.kind, days, program.id):
            return int(row["id"])
    return None


def _check_takes_part(season: Season, known: Known, program: Program) -> None:
    if known.id not in season.guests and known.id not in season.hosts:
        raise Refused(
            f"{known.person.name} takes no part in '{program.name}'",
            "Once they agree, note that first",
            typed=f'Once they agree: ridealong enrol "{program.name}" {known.person.email}',
        )


def _round(season: Season, number: int | None) -> int | None:
    asked = None if number is None else number - season.first
    if asked is not None and not 0 <= asked < season.problem.rounds:
        raise Refused(
            f"'{season.program.name}' has no round {(number or 0) + 1} that is still to come", "Name another round"
        )
    return asked
