"""Where pairings of a program could stand instead, and the rule that forbids it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import UNMARKED, State
from ridealong.domain.people import identity
from ridealong.domain.programs import Program
from ridealong.planning.check import Violation, check_cells
from ridealong.planning.problem import Problem
from ridealong.services.days.own_days import PRESENCE, kept_from, kept_from_more
from ridealong.services.days.under_way import left_for
from ridealong.services.found import pairing_row, person_named
from ridealong.services.plans.apart_words import ApartWords
from ridealong.services.plans.season import Season
from ridealong.services.plans.standing_season import Standing, what_stands
from ridealong.storage.queries.people import some_people
from ridealong.storage.queries.programs import program_by_id
from ridealong.storage.queries.teammates import of_team


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a pairing is to stand: guest and host by row id, and the round.

    Args:
        own: its days, where they are not all of the round.
    """

    guest: int
    host: int
    round: int
    own: Days | None = None

    def days(self, program: Program) -> Days:
        """When it takes place."""
        return self.own or program.round_days(self.round)


def seat_of(row: RowMapping, *, guest: int | None = None, host: int | None = None, number: int | None = None) -> Seat:
    """Where a pairing stands, or would stand with somebody else or in another round; None for the same.

    The days that it has are its own while the round stays: somebody may have cut them short.
    """
    number = row["round"] if number is None else number
    own = Days(row["first_day"], row["last_day"]) if number == row["round"] else None
    return Seat(guest or row["guest_id"], host or row["host_id"], number, own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to change about where a pairing stands.

    Args:
        round: from 0; None for the one in which it stands.
        host: whom the guest visits instead, by address; None for the same.
        last_day: until when it lasts, within the round; None for as long as it does, or for all of another round.
        day: the day on which it is instead, where visits take single days; alone.
    """

    round: int | None = None
    host: str | None = None
    last_day: date | None = None
    day: date | None = None


class Seating:
    """The coming rounds of a program, with the pairings of those who are concerned, to try other seats."""

    def __init__(self, connection: Connection, program: Program, standing: Standing) -> None:
        self.program = program
        self.season: Season = standing.season
        self._connection = connection
        self._names = standing.names
        self._now = {row["id"]: seat_of(row) for row in standing.rows.values()}

    @property
    def standing(self) -> Mapping[int, Seat]:
        """Where the pairings stand now, by number."""
        return self._now

    def check(self, seats: Mapping[int, Seat], *, gone: Collection[int] = ()) -> None:
        """Let pairings stand in other seats, by number; raises Refused with the rule that forbids it.

        Args:
            gone: the numbers of pairings that are set aside by the same change.
        """
        self.check_round(seats.values())
        if broken := self.broken(seats, gone=gone):
            own = (self._against(seat) for seat in self._short(broken, seats.values()))
            raise Refused(next((why for why in own if why), self._told(broken)), "Nothing was changed")

    def check_round(self, seats: Iterable[Seat]) -> None:
        """Raise Refused where a round has begun, or somebody takes part no longer."""
        season = self.season
        for seat in seats:
            if not 0 <= seat.round - season.first < season.problem.rounds:
                raise Refused("That round has begun", "Name a round that is still to come")
            for person_id, side in ((seat.guest, season.guests), (seat.host, season.hosts)):
                if person_id not in side:
                    name = some_people(self._connection, [person_id])[person_id].name
                    raise Refused(f"{name} does not take part in '{self.program.name}' any more", "Plan it again")

    def broken(self, seats: Mapping[int, Seat], *, gone: Collection[int] = ()) -> Violation | None:
        """The first rule that would be broken if pairings stood in other seats, and some did not stand any more."""
        season = self.season
        before = set(check_cells(season.problem, self.cells_of(self._now)))
        moved = {(self._identity(seat.guest), seat.round - season.first) for seat in seats.values()}
        after = {number: seat for number, seat in {**self._now, **seats}.items() if number not in gone}
        broken = check_cells(season.problem, self.cells_of(after))
        # What was broken before, elsewhere, keeps nobody from changing something here.
        counting = (one for one in broken if one not in before or (one.guest, one.round) in moved)
        return next((one for one in counting if not self._there(one, after.values())), None)

    def _there(self, one: Violation, seats: Iterable[Seat]) -> bool:
        """Whether a broken rule about presence holds on days of the round alone that the pairing does not have."""
        short = self._short(one, seats)
        return bool(short) and not any(self._against(seat) for seat in short)

    def _short(self, one: Violation, seats: Iterable[Seat]) -> list[Seat]:
        """The seats, not for all of their round, in which a rule about presence is broken."""
        if one.rule not in PRESENCE:
            return []
        cell = one.guest, one.host, one.round
        return [
            seat
            for seat in seats
            if seat.days(self.program) != self.program.round_days(seat.round)
            and (self._identity(seat.guest), self._identity(seat.host), seat.round - self.season.first) == cell
        ]

    def refusal(self, row: RowMapping, seat: Seat) -> str:
        """Why a pairing cannot stand in another seat, with days and names; empty where it can."""
        try:
            self.check_round([seat])
        except Refused as error:
            return error.problem
        broken = self.broken({row["id"]: seat})
        if broken is None:
            return ""
        if broken.rule in ("away", "closed") and (why := self._against(seat)):
            return why
        words = self._told(broken)
        if broken.rule == "capacity":
            others = [name for name in map(self._names.name, broken.people[1:]) if name != row["guest_name"]]
            return f"{words}: {', '.join(others)} is there" if others else words
        return words

    def _against(self, seat: Seat) -> str:
        people = {one: self.season.people[one] for one in (seat.guest, seat.host)}
        return kept_from(self._connection, self.program, people, seat.days(self.program))

    def cells(self, seat: Seat) -> dict[str, object]:
        """The cells of the row of a pairing that stands in a seat."""
        days = seat.days(self.program)
        return {
            "guest_id": seat.guest,
            "guest_team": self.season.people[seat.guest].team,
            "host_id": seat.host,
            "host_team": self.season.people[seat.host].team,
            "round": seat.round,
            "first_day": days.first,
            "last_day": days.last,
            "fit": self.fit(seat),
        }

    def fit(self, seat: Seat) -> int | None:
        """The points of the two in a seat, or None where they must stay apart."""
        return fit_of(self.season.problem, self._identity(seat.guest), self._identity(seat.host))

    def cells_of(self, seats: Mapping[int, Seat]) -> list[tuple[int, str, str]]:
        """Rows as the planner checks them, without those of rounds or people that have gone since they were planned."""
        season = self.season
        return sorted(
            (seat.round - season.first, self._identity(seat.guest), self._identity(seat.host))
            for seat in seats.values()
            if 0 <= seat.round - season.first < season.problem.rounds
            and seat.guest in season.guests
            and seat.host in season.hosts
        )

    def _identity(self, person_id: int) -> str:
        return self.season.people[person_id].identity

    def _told(self, broken: Violation) -> str:
        return self._names.told(ApartWords(self.season).of_broken(broken), self.season.first)


def read_seating(
    connection: Connection, program: Program, today: date, rows: Sequence[RowMapping], seats: Iterable[Seat]
) -> Seating:
    """Read what decides about other seats of some pairings; raises Refused where no round is left.

    Nothing is read of who is neither a guest nor a host of these, nor together with one of them, nor of a guest's home
    team, of which not too many may be out: no rule is about others. Of visits that take single days, those of the round
    under way can stand in other seats of it.
    """
    seats = list(seats)
    people = {row[who] for row in rows for who in ("guest_id", "host_id")}
    people |= {one for seat in seats for one in (seat.guest, seat.host)}
    out = some_people(connection, sorted({*(row["guest_id"] for row in rows), *(seat.guest for seat in seats)}))
    for side, team in sorted({(one.side, one.team) for one in out.values()}) if program.kind.visits else ():
        people |= of_team(connection, side, team).keys()
    left = left_for(program, today, [seat.round for seat in seats])
    return Seating(connection, program, what_stands(connection, program, left.first, of=people, since=left.since))


def to_come(connection: Connection, pairing_id: int, today: date) -> RowMapping:
    """A draft, or a published pairing that has not begun; raises NotFound and Refused."""
    row = pairing_row(connection, pairing_id)
    check_by_hand(row)
    if row["state"] == State.PUBLISHED and row["first_day"] < today:
        early = "End it early"
        raise Refused(f"{both(row)} has begun", early, typed=f"{early}: ridealong end {pairing_id}")
    return row


def check_by_hand(row: RowMapping) -> None:
    """Raise Refused for a pairing that is neither a draft nor published, or came with a history."""
    if row["state"] not in UNMARKED:
        raise Refused(f"{both(row)} is {row['state']}", "Only drafts and published pairings are changed by hand")
    if row["round"] is None:
        raise Refused(f"{both(row)} came with a file, and belongs to no round of a program", "It stays where it is")


def both(row: RowMapping) -> str:
    """A pairing in words."""
    return f"{row['guest_name']} with {row['host_name']} ({row['first_day']})"


def is_stretch(row: RowMapping, wanted: Wanted) -> bool:
    """Whether only the last day of a pairing is to change."""
    return (
        wanted.last_day is not None
        and wanted.round in (None, row["round"])
        and (wanted.host is None or identity(wanted.host) == identity(row["host"]))
    )


def wanted_seat(connection: Connection, program: Program, row: RowMapping, wanted: Wanted) -> Seat:
    """The seat that is wanted for a pairing.

    Raises:
        NotFound: there is nobody with the address of the host.
        Refused: the program has no such round, the last day lies outside it, or the pairing is published and is to
            have another host.
    """
    number = row["round"] if wanted.round is None else wanted.round
    if number is None or not 0 <= number < program.rounds:
        raise Refused(
            f"'{program.name}' has no round {(number or 0) + 1}", f"Its rounds count from 1 to {program.rounds}"
        )
    host = row["host_id"]
    if wanted.host is not None and identity(wanted.host) != identity(row["host"]):
        if row["state"] != State.PROPOSED:
            raise Refused(
                f"{both(row)} is {row['state']}, so the host stays", "Swap it with another pairing, or cancel it"
            )
        host = person_named(connection, wanted.host).id
    days = program.round_days(number)
    last = wanted.last_day
    if last is not None and last not in days:
        raise Refused(
            f"It cannot last until {last}: round {number + 1} of '{program.name}' is {days}",
            f"Name a day from {days.first} to {days.last}",
        )
    if last is None:
        return seat_of(row, host=host, number=number)
    first = row["first_day"] if number == row["round"] else days.first
    if last < first:
        raise Refused(f"It only begins on {first}", "Name that day or a later one")
    return Seat(row["guest_id"], host, number, Days(first, last))


def check_last_day(connection: Connection, today: date, row: RowMapping, last: date) -> None:
    """Let a pairing that has not ended last until another day of its round.

    Raises:
        Refused: it is over, the day lies outside its round or has passed, or one of the two is not there so long, or
            has somebody else by then.
    """
    check_by_hand(row)
    program = program_by_id(connection, row["program_id"])
    wanted_seat(connection, program, row, Wanted(last_day=last))
    if row["state"] == State.PUBLISHED and last < today:
        raise Refused(f"{last} is past", "Name today or a later day")
    if last > row["last_day"] and (why := kept_from_more(connection, program, row, last)):
        raise Refused(why, "Nothing was changed")


def fit_of(problem: Problem, guest: str, host: str) -> int | None:
    """The points of two people in a problem, or None where they must stay apart."""
    row = next(row for row, one in enumerate(problem.guests) if one.id == identity(guest))
    column = next(column for column, one in enumerate(problem.hosts) if one.id == identity(host))
    return problem.fit.points(row, column)
