"""What a change by hand does to visits of single days: they get days that suit, and the visit back goes along."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days, is_workday, monday_of, working_days
from ridealong.domain.errors import Refused
from ridealong.domain.ledger import COUNTED, OWING_KINDS, Leg, with_returns
from ridealong.domain.pairings import Absence, State
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Program
from ridealong.services.days.day_drafts import day_row
from ridealong.services.days.day_visits import Beside, DayVisits, Pair, Visited
from ridealong.services.invites.meetings import add_meetings
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import everybody
from ridealong.storage.queries.programs import program_by_id
from ridealong.storage.schema import pairings
from ridealong.storage.work import Step

_OPEN = (str(State.PROPOSED), str(State.PUBLISHED))
GONE_ALONG = "the visit that it returns was cancelled"


def settle_days(step: Step, program: Program, changed: Collection[int], today: date) -> None:
    """After pairings of a program were made or changed by hand, give their visits days, one each way.

    Those that can stay on their days do. A visit back goes along when its visit goes, before either has begun; one of
    which the visit was missed, or fell away before, stands on its own. Nothing happens in programs whose visits last
    for all of a round.

    Args:
        changed: the numbers of the visits that somebody placed, swapped or moved.

    Raises:
        Refused: there are no days that suit a pair.
    """
    if not program.kind.by_day:
        return
    rows = find_pairings(step.connection, PairingSearch(program_id=program.id, states=_OPEN))
    fresh = [row for row in rows if row["id"] in changed and not program.is_return(row["guest_side"])]
    backs = {_returned(row): row for row in rows if program.is_return(row["guest_side"]) and row["first_day"] >= today}
    visits = {(row["guest_id"], row["host_id"], row["round"]) for row in rows}
    was = {(row["guest_id"], row["host_id"], row["round"]) for row in step.work.found(pairings)}
    along = [row for pair, row in backs.items() if pair in was and pair not in visits]
    _drop(step, [row for row in along if not _is_owed(step.connection, row, today)])
    if fresh:
        _give_days(step, program, fresh, backs, today)


def check_leads(program: Program, row: RowMapping) -> None:
    """Raise Refused for a visit back: it goes where the visit goes that it returns."""
    if program.is_return(row["guest_side"]):
        raise Refused(
            f"{row['guest_name']} with {row['host_name']} ({row['first_day']}) is the visit back",
            "Change the visit that it returns, or move this one to another day",
        )


def move_to_day(step: Step, row: RowMapping, day: date, today: date) -> Days:
    """Let a visit of single days be on another day of its round; a draft is pinned. Returns its days.

    Raises:
        Refused: visits of the program last for all of a round, the day is past, lies outside the round or is no working
            day, a visit back would come before the visit or too late, or one of the two cannot.
    """
    program = program_by_id(step.connection, row["program_id"])
    days, why = day_look(step.connection, program, row, day, today)
    if why:
        raise Refused(why, "Name another day")
    cells = {"first_day": days.first, "last_day": days.last}
    step.work.update(pairings, {row["id"]: cells | ({"pinned": True} if row["state"] == State.PROPOSED else {})})
    return days


def day_look(connection: Connection, program: Program, row: RowMapping, day: date, today: date) -> tuple[Days, str]:
    """The days that a visit would have from another day on, and why that cannot be; empty where it can.

    Raises:
        Refused: visits of the program last for all of a round, or the day is past, lies outside the round or is no
            working day.
    """
    if not program.kind.by_day:
        raise Refused(f"Visits of '{program.name}' last for all of a round", "Name another round instead")
    whole = _possible(program, row)
    if day not in whole or day <= today:
        raise Refused(
            f"{day} is no day to come of round {row['round'] + 1}", f"Name a day from {whole.first} to {whole.last}"
        )
    both = [row["guest_id"], row["host_id"]]
    if not is_workday(day):
        raise Refused(f"{day} is no working day", "Give a day from Monday to Friday")
    found = DayVisits(connection, program, everybody(connection), both, whole, without=[row["id"]])
    days, why = found.on(row["guest_id"], row["host_id"], day)
    return days, why or _out_of_order(connection, program, row, days)


def other_days(
    connection: Connection,
    program: Program,
    row: RowMapping,
    away: Sequence[Absence],
    today: date,
    *,
    beside: Collection[Beside] = (),
    first: Collection[Days] = (),
) -> Iterator[Days]:
    """The days, one for each week, on which a visit of single days could be instead; a visit back may leave its round.

    Args:
        away: absences on top of those that are noted.
        beside: where the same change has put other visits.
        first: days that are tried before others of their weeks, such as that of the other visit of a trio.
    """
    span = _possible(program, row)
    tomorrow = today + timedelta(days=1)
    span = Days(max(span.first, tomorrow), max(span.first, tomorrow, span.last))
    found = DayVisits(
        connection,
        program,
        everybody(connection),
        [row["guest_id"], row["host_id"]],
        span,
        without=[row["id"]],
        away=away,
        beside=beside,
    )
    guest, host = row["guest_id"], row["host_id"]
    inside = [days for days in first if days.first in span and days.last in span]
    suiting = [days for days in inside if found.suits(Visited(guest=guest, host=host, days=days))]
    weeks = {monday_of(days.first) for days in suiting}
    rest = [days for days in found.days_in(guest, host, span) if monday_of(days.first) not in weeks]
    for days in dict.fromkeys((*suiting, *rest)):
        if not _out_of_order(connection, program, row, days, beside):
            yield days


def _possible(program: Program, row: RowMapping) -> Days:
    """The days of the round of a visit; one back may follow after its end, as long as that is in time."""
    whole = program.round_days(row["round"])
    back = program.is_return(row["guest_side"])
    return Days(whole.first, whole.last + timedelta(weeks=program.return_weeks)) if back else whole


def _out_of_order(
    connection: Connection, program: Program, row: RowMapping, days: Days, beside: Collection[Beside] = ()
) -> str:
    """Why a visit cannot be on some days beside the other one of its pair; empty where it can."""
    if not program.kind.both_ways:
        return ""
    people = [row["guest_id"], row["host_id"]]
    states = (*_OPEN, str(State.HELD))
    some = find_pairings(connection, PairingSearch(program_id=program.id, people=people, states=states))
    other = [one for one in some if (one["guest_id"], one["host_id"], one["round"]) == _returned(row)]
    if not other:
        return ""
    elsewhere = {one.id: one.visit.days for one in beside}
    two = [days, elsewhere.get(other[0]["id"], Days(other[0]["first_day"], other[0]["last_day"]))]
    there, back = two[::-1] if program.is_return(row["guest_side"]) else two
    if _in_time(program, there, back):
        return ""
    return f"The visit back ({back}) is to follow the visit ({there}) within {program.return_weeks} weeks"


def _returned(row: RowMapping) -> Pair:
    """The visit in its round that a visit back returns."""
    return row["host_id"], row["guest_id"], row["round"]


def _is_owed(connection: Connection, row: RowMapping, today: date) -> bool:
    """Whether a visit back returns one that was held, or stands, in an earlier round or another program.

    A draft that was never published returns nothing once its day is past.
    """
    states = (*COUNTED, State.PROPOSED)
    both = [row["guest_id"], row["host_id"]]
    some = find_pairings(connection, PairingSearch(people=both, states=[str(one) for one in states]))
    legs = [
        Leg(
            id=one["id"],
            guest_side=Side(one["guest_side"]),
            first=one["first_day"],
            last=one["last_day"],
            state=State(one["state"]),
        )
        for one in some
        if {one["guest_id"], one["host_id"]} == set(both)
        and one["kind"] in OWING_KINDS
        and (one["state"] != State.PROPOSED or one["first_day"] >= today)
    ]
    return any(back is not None and back.id == row["id"] for _leg, back in with_returns(legs))


def _drop(step: Step, rows: Sequence[RowMapping]) -> None:
    step.work.delete(pairings, [row["id"] for row in rows if row["state"] == State.PROPOSED])
    cancelled = {"state": str(State.CANCELLED), "reason": GONE_ALONG}
    step.work.update(pairings, {row["id"]: cancelled for row in rows if row["state"] == State.PUBLISHED})


def _give_days(
    step: Step, program: Program, fresh: Sequence[RowMapping], backs: Mapping[Pair, RowMapping], today: date
) -> None:
    people = everybody(step.connection)
    pairs = {(row["guest_id"], row["host_id"], row["round"]): row for row in fresh}
    mine = {pair: backs[pair] for pair in pairs if pair in backs}
    rounds = [program.round_days(pair[2]) for pair in pairs]
    found = DayVisits(
        step.connection,
        program,
        people,
        {who for pair in pairs for who in pair[:2]},
        Days(min(one.first for one in rounds), max(one.last for one in rounds)),
        without=[row["id"] for row in (*fresh, *mine.values())],
        since=today + timedelta(days=1),
    )
    open_ = [pair for pair, row in pairs.items() if not found.keep(_as_they_are(program, row, mine.get(pair)))]
    timed = found.find(open_).pairs
    for pair in open_:
        if pair not in timed:
            raise Refused(_none_suits(program, pairs[pair]), "Nothing was changed")
        _write(step, program, people, (pairs[pair], mine.get(pair)), timed[pair])


def _as_they_are(program: Program, row: RowMapping, back: RowMapping | None) -> list[Visited]:
    """The visits of a pair on the days that they have; on none that anybody could keep where some are missing."""
    legs = [one for one in (row, back) if one is not None]
    visits = [
        Visited(guest=one["guest_id"], host=one["host_id"], days=Days(one["first_day"], one["last_day"]))
        for one in legs
    ]
    whole = len(legs) == (2 if program.kind.both_ways else 1)
    in_time = not program.kind.both_ways or (whole and _in_time(program, visits[0].days, visits[1].days))
    days = program.visit_days or 1
    return visits if whole and in_time and all(working_days(one.days) == days for one in visits) else []


def _in_time(program: Program, there: Days, back: Days) -> bool:
    return there.last < back.first <= there.last + timedelta(weeks=program.return_weeks)


def _none_suits(program: Program, row: RowMapping) -> str:
    both_ways = ", one each way," if program.kind.both_ways else ""
    names = f"{row['guest_name']} and {row['host_name']}"
    return f"No days{both_ways} suit {names} in round {row['round'] + 1} of '{program.name}'"


def _write(
    step: Step,
    program: Program,
    people: Mapping[int, Person],
    legs: tuple[RowMapping, RowMapping | None],
    visits: Sequence[Visited],
) -> None:
    row = legs[0]
    for one, stands in zip(visits, legs, strict=False):
        if stands is not None:
            cells = {"first_day": one.days.first, "last_day": one.days.last}
            step.work.update(pairings, {stands["id"]: cells})
            continue
        state = State(row["state"])
        new = day_row(program, people, one, row["round"], fit=row["fit"], state=state) | {"pinned": row["pinned"]}
        made = step.work.insert(pairings, [new])
        if state is State.PUBLISHED:
            add_meetings(step, program, made)
