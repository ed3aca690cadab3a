"""Pins of a program: what the coordinator fixed of a guest's pairing beforehand, a host, a round, or both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import identity
from ridealong.domain.programs import Program
from ridealong.planning.problem import Pin
from ridealong.planning.rules.whole import described
from ridealong.planning.said import Said, Who
from ridealong.planning.validate import validate
from ridealong.services.changes.seats import both
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_row, person_named, program_named
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.services.people.taking_part import takes_no_part
from ridealong.services.plans.pairs_only import check_pairs
from ridealong.services.plans.plan_views import Proposal, Someone, someone
from ridealong.services.plans.season import Season, build_season
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import Known, some_people
from ridealong.storage.queries.programs import pins_of, program_by_id
from ridealong.storage.schema import pairings, pins
from ridealong.storage.work import Step

_Place = tuple[int | None, int | None]
"""The host, by row id, and the round of a pin; None for what it leaves open."""


class Hold(StrEnum):
    """What of a draft planning has to keep."""

    ALL = "all"
    HOST = "host"
    ROUND = "round"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinRow:
    """A pin of a program.

    Args:
        host: None where planning chooses.
        round: from 0, and its days; None where planning chooses.
    """

    program: str
    guest: Someone
    host: Someone | None
    round: int | None
    days: Days | None

    def __str__(self) -> str:
        return _words(self.guest.name, self.host.name if self.host else None, self.round)

    @property
    def held(self) -> str:
        """What it keeps of a pairing, one of `HELD`."""
        return str(Hold.ALL if self.host and self.round is not None else Hold.HOST if self.host else Hold.ROUND)

    def is_kept_by(self, one: Proposal) -> bool:
        """Whether a pairing of its program is what it asks for."""
        return (
            _is(self.guest, one.guest.email)
            and (self.host is None or _is(self.host, one.host.email))
            and self.round in (None, one.round)
        )


HELD = ("", str(Hold.ROUND), str(Hold.HOST), str(Hold.ALL))
"""What a pin can keep of a pairing: the most last."""


def pin_rows(connection: Connection, program: Program) -> tuple[PinRow, ...]:
    """The pins of a program, in the order in which they were made."""
    return tuple(row for _id, row in _rows(connection, program))


def list_pins(desk: Desk, program: str) -> tuple[PinRow, ...]:
    """The pins of a program, in the order in which they were made; raises NotFound."""
    with desk.reading() as connection:
        return pin_rows(connection, program_named(connection, program))


def add_pin(desk: Desk, program: str, guest: str, host: str | None = None, round: int | None = None) -> PinRow:
    """Fix whom somebody visits, or in which round, or both, before a program is planned.

    Args:
        round: from 0.

    Raises:
        NotFound: there is no such program or person.
        InvalidValue: neither a host nor a round is named.
        Refused: the program has no such round or it has begun, one of the two does not take part on that side, the
            guest is pinned there already, or a rule forbids it, with the rule.
    """
    if host is None and round is None:
        raise InvalidValue("A pin names a host, a round, or both", "Say with whom, or when")
    with desk.changing("pin add") as step:
        found = program_named(step.connection, program)
        check_pairs(found)
        visitor = person_named(step.connection, guest)
        visited = None if host is None else person_named(step.connection, host)
        _check_round(desk, found, round)
        season = build_season(step.connection, found, desk.clock.today())
        _check_side(season, visitor, guest=True)
        if visited:
            _check_side(season, visited, guest=False)
        place = (visited.id if visited else None, round)
        _check_room(step.connection, season, visitor, place)
        pin = Pin(
            visitor.person.identity,
            visited.person.identity if visited else None,
            None if round is None else round - season.first,
        )
        _check_rules(season, pin)
        _check_turns(season, pin)
        [row_id] = step.work.insert(
            pins, [{"program_id": found.id, "guest_id": visitor.id, "host_id": place[0], "round": round}]
        )
        made = next(row for one, row in _rows(step.connection, found) if one == row_id)
        step.done(f"{made} pinned in {found.name}")
        return made


def remove_pin(desk: Desk, program: str, guest: str, host: str | None = None, round: int | None = None) -> PinRow:
    """Let go of a pin of somebody.

    Args:
        host, round: which pin it is; not needed where the guest has only one.

    Raises:
        NotFound: there is no such program, person or pin.
        Refused: several pins could be meant.
    """
    with desk.changing("pin remove") as step:
        found = program_named(step.connection, program)
        named = [(row_id, row) for row_id, row in _rows(step.connection, found) if _is(row.guest, guest)]
        meant = [one for one in named if _fits(one[1], host, round)]
        exact = [one for one in meant if (one[1].host is None, one[1].round) == (host is None, round)]
        meant = exact or meant
        if not meant:
            name = named[0][1].guest.name if named else person_named(step.connection, guest).person.name
            kept = "; ".join(str(row) for _id, row in named)
            raise NotFound(
                f"'{found.name}' has no such pin of {name}",
                f"There is: {kept}" if kept else "The plan shows what is pinned",
                typed="" if kept else f'`ridealong pin --program "{found.name}"` lists its pins',
            )
        if len(meant) > 1:
            several = "; ".join(str(row) for _id, row in meant)
            raise Refused(f"{meant[0][1].guest.name} has {len(meant)} such pins: {several}", "Name host, round or both")
        row_id, row = meant[0]
        step.work.delete(pins, [row_id])
        step.done(f"{row} no longer pinned in {found.name}")
        return row


def hold(desk: Desk, pairing_id: int, what: Hold, *, seen: Iterable[Seen] = ()) -> None:
    """Fix all of a draft, only its host, only its round, or nothing of it, in place of what was fixed of it before.

    Args:
        seen: the pairing as it was looked at before.

    Raises:
        NotFound: there is no such pairing.
        ChangedMeanwhile: it is no longer as it was seen.
        Refused: it is no draft any more, or a rule forbids it, with the rule.
    """
    with desk.changing("hold") as step:
        check_seen(desk, step.connection, pairings, seen)
        row = pairing_row(step.connection, pairing_id)
        if row["state"] != State.PROPOSED:
            raise Refused(f"{both(row)} is {row['state']}, no draft", "What is published stays as it is anyway")
        step.work.update(pairings, {pairing_id: {"pinned": what is Hold.ALL}})
        step.work.delete(pins, [one["id"] for one in pins_of(step.connection, row["program_id"]) if keeps(one, row)])
        if what in (Hold.HOST, Hold.ROUND):
            _pin_part(desk, step, row, what)
        fixed = {Hold.ALL: "pinned", Hold.NOTHING: "no longer pinned", Hold.HOST: "pinned by host"}
        step.done(f"{both(row)} {fixed.get(what, 'pinned by round')}")


def keeps(pin: RowMapping, row: Mapping[Any, Any]) -> bool:  # Any: what a column holds, only the table knows
    """Whether a pairing is what a pin asks for."""
    return bool(
        pin["guest_id"] == row["guest_id"]
        and pin["host_id"] in (None, row["host_id"])
        and pin["round"] in (None, row["round"])
    )


def _pin_part(desk: Desk, step: Step, row: RowMapping, what: Hold) -> None:
    program = program_by_id(step.connection, row["program_id"])
    people = some_people(step.connection, [row["guest_id"], row["host_id"]])
    place: _Place = (row["host_id"], None) if what is Hold.HOST else (None, row["round"])
    _check_round(desk, program, place[1])
    season = build_season(step.connection, program, desk.clock.today())
    guest = Known(row["guest_id"], people[row["guest_id"]])
    _check_side(season, guest, guest=True)
    _check_room(step.connection, season, guest, place)
    host = people[row["host_id"]].identity if place[0] else None
    pin = Pin(guest.person.identity, host, None if place[1] is None else place[1] - season.first)
    _check_rules(season, pin)
    _check_turns(season, pin)
    cells = {"guest_id": guest.id, "host_id": place[0], "round": place[1]}
    step.work.insert(pins, [{"program_id": program.id, **cells}])


def _rows(connection: Connection, program: Program) -> list[tuple[int, PinRow]]:
    rows = pins_of(connection, program.id)
    people = some_people(connection, [row[who] for row in rows for who in ("guest_id", "host_id") if row[who]])
    return [
        (
            row["id"],
            PinRow(
                program=program.name,
                guest=someone(people[row["guest_id"]]),
                host=None if row["host_id"] is None else someone(people[row["host_id"]]),
                round=row["round"],
                days=None if row["round"] is None else program.round_days(row["round"]),
            ),
        )
        for row in rows
    ]


def _words(guest: str, host: str | None, number: int | None) -> str:
    return f"{guest}{f' with {host}' if host else ''}{f' in round {number + 1}' if number is not None else ''}"


def _is(one: Someone | None, email: str) -> bool:
    return one is not None and identity(one.email) == identity(email)


def _fits(row: PinRow, host: str | None, number: int | None) -> bool:
    return (host is None or _is(row.host, host)) and number in (None, row.round)


def _check_round(desk: Desk, program: Program, number: int | None) -> None:
    if number is None:
        return
    if not 0 <= number < program.rounds:
        raise Refused(f"'{program.name}' has no round {number + 1}", f"Its rounds count from 1 to {program.rounds}")
    if program.round_days(number).first < desk.clock.today():
        raise Refused(f"Round {number + 1} of '{program.name}' has begun", "Name a round that is still to come")


def _check_side(season: Season, known: Known, *, guest: bool) -> None:
    program, person = season.program, known.person
    side, ids = (program.guest_side, season.guests) if guest else (program.host_side, season.hosts)
    if person.side is not side:
        role = "guests" if guest else "hosts"
        raise Refused(
            f"{person.name} is on the {person.side.label} side, and the {role} of '{program.name}' on the {side.label}",
            "Name the guest first: the one who visits",
        )
    if known.id not in ids:
        raise takes_no_part(person, program)


def _check_room(connection: Connection, season: Season, guest: Known, place: _Place) -> None:
    """Whether what is pinned of a guest already leaves room for one more pin."""
    program, name = season.program, guest.person.name
    for host, number in _pinned(connection, program, guest.id):
        if (number is not None and number == place[1]) or (host, number) == place:
            partner = season.people.get(host) if host is not None else None
            text = _words(name, partner.name if partner else None, number)
            raise Refused(f"{text} is pinned already", "Let go of that pin first")


def _pinned(connection: Connection, program: Program, guest_id: int) -> list[_Place]:
    """Where a guest is pinned, by pins and by pinned drafts."""
    search = PairingSearch(program_id=program.id, person_id=guest_id, states=(str(State.PROPOSED),))
    drafts = [row for row in find_pairings(connection, search) if row["pinned"]]
    return [
        (row["host_id"], row["round"])
        for row in (*drafts, *pins_of(connection, program.id))
        if row["guest_id"] == guest_id
    ]


def _check_turns(season: Season, pin: Pin) -> None:
    """Whether a guest has turns enough for a new pin beside those that planning still has to keep."""
    guest = next(one for one in season.problem.guests if one.id == pin.guest)
    others = [one for one in season.problem.pins if one.guest == pin.guest]
    needed = _turns_needed([*others, pin])
    if others and guest.max_turns is not None and guest.max_turns < needed:
        name, kept = season.told(Said((Who(pin.guest),))), "; ".join(season.told(described(one)) for one in others)
        raise Refused(
            f"The pins would need {needed} turns, and {name} has {guest.max_turns} left in '{season.program.name}'",
            f"Let go of another pin first: {kept}",
        )


def _turns_needed(wanted: Sequence[Pin]) -> int:
    """The fewest turns that keep all of these: one may be both with a host and in a round that are pinned alone."""
    whole = {(one.host, one.round) for one in wanted if one.host is not None and one.round is not None}
    hosts = {one.host for one in wanted if one.round is None} - {host for host, _round in whole}
    rounds = {one.round for one in wanted if one.host is None} - {number for _host, number in whole}
    return len(whole) + max(len(hosts), len(rounds))


def _check_rules(season: Season, pin: Pin) -> None:
    """Whether the pin could be kept if it were the only one; raises Refused with the rule that forbids it."""
    try:
        validate(replace(season.problem, pins=(pin,)))
    except InvalidValue as error:
        raise Refused(season.told_error(error), "Nothing was changed") from error
