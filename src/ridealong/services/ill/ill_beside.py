"""What one bad morning has decided already while the next pairing is decided: where the others then are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ridealong.domain.days import Days, monday_of
from ridealong.domain.programs import Program
from ridealong.services.changes.seats import Seat
from ridealong.services.days.day_visits import Beside, Visited
from ridealong.services.ill.ill_touched import Spoiled

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedBefore:
    """A pairing about which it is decided.

    Args:
        seat: where it is to stand, if that is with another host, on other days or in another round.
        offered: the other days that it could have had.
    """

    spoiled: Spoiled
    seat: Seat | None
    offered: tuple[Days, ...] = ()

    @property
    def program(self) -> Program:
        """The one that it is of."""
        return self.spoiled.program

    @property
    def days(self) -> Days:
        """Its days from then on."""
        return self.spoiled.days if self.seat is None else self.seat.days(self.program)


def seats_in(program: Program, before: Iterable[DecidedBefore]) -> Mapping[int, Seat]:
    """By number, where pairings of one program are to stand, if that is elsewhere."""
    return {one.spoiled.row["id"]: seat for one, seat in _put_elsewhere(before) if one.program.id == program.id}


def visits_of(before: Iterable[DecidedBefore]) -> Sequence[Beside]:
    """The visits that are put elsewhere, of all programs; of one under way, what was held of it stands as well."""
    return [
        Beside(
            id=None if one.spoiled.running else one.spoiled.row["id"],
            program=one.program.id,
            visit=Visited(guest=seat.guest, host=seat.host, days=one.days),
        )
        for one, seat in _put_elsewhere(before)
        if one.program.kind.visits
    ]


def of_its_trio(one: Spoiled, before: Iterable[DecidedBefore]) -> Sequence[DecidedBefore]:
    """The visit that was to be on the same days with the same person: one of a trio, for the other."""
    return [
        each
        for each in before
        if each.program.id == one.program.id
        and each.spoiled.row["round"] == one.row["round"]
        and each.spoiled.days == one.days
    ]


def same_week(one: Spoiled, days: Days, before: Iterable[DecidedBefore]) -> bool:
    """Whether one of two people would have a visit of another program in a week of some days, since it was put there.

    What else there is in their own program is for its rules.
    """
    return one.program.kind.visits and any(
        {seat.guest, seat.host} & one.people.keys() and _weeks(days) & _weeks(each.days)
        for each, seat in _put_elsewhere(before)
        if each.program.id != one.program.id and each.program.kind.visits
    )


def _put_elsewhere(before: Iterable[DecidedBefore]) -> Iterator[tuple[DecidedBefore, Seat]]:
    yield from ((one, one.seat) for one in before if one.seat is not None)


def _weeks(days: Days) -> set[date]:
    """The Mondays of the weeks that some days touch."""
    first = monday_of(days.first)
    return {first + number * _WEEK for number in range((days.last - first).days // 7 + 1)}
