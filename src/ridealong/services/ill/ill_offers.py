"""What can be done about each pairing that an absence touches, the best first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection

from ridealong.domain.days import Days, is_workday, working_days
from ridealong.domain.pairings import Absence, State, check_transition
from ridealong.domain.planning_rules import is_away
from ridealong.domain.wording import many
from ridealong.services.changes.hand_places import dropped_words, hand_places
from ridealong.services.changes.seats import Seat, read_seating, seat_of
from ridealong.services.changes.stand_ins import StandIn, StandIns, stand_ins
from ridealong.services.days.day_changes import other_days
from ridealong.services.ill.ill_beside import DecidedBefore, of_its_trio, same_week, seats_in, visits_of
from ridealong.services.ill.ill_touched import Away, Spoiled
from ridealong.services.ill.ill_views import Choice, ChoiceKind, NotPossible
from ridealong.services.people.in_the_way import InTheWay
from ridealong.storage import records

MOST_STAND_INS = 4
"""Stand-ins who are offered at most; others can still be named."""
MOST_LATER = 3
"""Later rounds that are offered at most."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What can be done about a pairing.

    Args:
        choices: the best first. hidden: what can be named as well, though it is not shown.
        not_possible: who of the host's team cannot stand in.
        ids: row ids of the stand-ins, by address.
    """

    choices: tuple[Choice, ...]
    hidden: tuple[Choice, ...] = ()
    not_possible: tuple[NotPossible, ...] = ()
    ids: Mapping[str, int] = field(default_factory=dict)

    @property
    def days(self) -> tuple[Days, ...]:
        """Those of later rounds, or of other days, that can be named."""
        every = (*self.choices, *self.hidden)
        return tuple(one.days for one in every if one.kind is ChoiceKind.LATER and one.days is not None)


def offers(connection: Connection, one: Spoiled, away: Away, before: Sequence[DecidedBefore]) -> Offers:
    """What can be done about a pairing whose visit is touched.

    The best is a stand-in, where the host is away and there is one; else what is left of the visit, if at least half
    of its working days can be held or some were held already; else a later round; else whatever is left of it; and to
    give it up only where nothing else can be done.

    Args:
        before: other pairings that are touched, of whichever program, about which it is decided already.
    """
    replaced = _stand_ins(connection, one, away, seats_in(one.program, before))
    dropped = "" if one.running or not replaced.able else dropped_words(hand_places(connection, [one.row["id"]]))
    in_place = [_stand_in(each, one, away, dropped) for each in replaced.able]
    short = _shortened(connection, one, away)
    later = list(_later(connection, one, away, before))
    enough = short is not None and (one.running or 2 * working_days(short.days or one.days) >= working_days(one.days))
    shown = later[:MOST_LATER]
    rest = [short, *shown] if enough else [*shown, short]
    return Offers(
        choices=(*in_place[:MOST_STAND_INS], *(each for each in rest if each), _given_up(one, away), _kept()),
        hidden=(*in_place[MOST_STAND_INS:], *later[MOST_LATER:]),
        not_possible=replaced.unable,
        ids={each.person.email: each.id for each in replaced.able},
    )


def meeting_offers(one: Spoiled, homeless: int) -> Offers:
    """What can be done about meetings around a visit: to move them is the best, where one of them can be moved.

    Args:
        homeless: for how many of them no other day is free.
    """
    number = len(one.meetings)
    several, choices = number > 1, []
    if homeless < number:
        moves = f"the meeting{'s move' if several else ' moves'} to when both can"
        if homeless:
            moves = f"{number - homeless} of {number} meetings move to when both can; no other day is free for the rest"
        choices.append(Choice(kind=ChoiceKind.MOVE, words=moves))
        skips = f"the meeting{'s do' if several else ' does'} not take place"
    else:
        skips = f"no other day is free: {'they do' if several else 'it does'} not take place"
    choices.append(Choice(kind=ChoiceKind.SKIP, words=skips))
    choices.append(Choice(kind=ChoiceKind.KEEP, words="left as the rules have it"))
    return Offers(choices=tuple(choices))


def left_over(one: Spoiled, away: Away) -> Days:
    """The days of a pairing that a stand-in takes over: all of one to come, and what is left of one under way."""
    return Days(away.split, one.days.last) if one.running else one.days


def _stand_ins(connection: Connection, one: Spoiled, away: Away, beside: Mapping[int, Seat]) -> StandIns:
    # Who visits both ways does not do so with somebody else one way.
    if not one.hosting or one.row["round"] is None or not one.program.kind.visits or one.program.kind.both_ways:
        return StandIns()
    since = away.split if one.running else None
    return stand_ins(connection, one.program, one.row, away.today, since=since, beside=beside)


def _stand_in(found: StandIn, one: Spoiled, away: Away, dropped: str) -> Choice:
    met = found.met
    known = "never met" if not met else "met once before" if met == 1 else f"met {met} times before"
    known += "; a draft of theirs must be planned again" if found.draft else ""
    known += f"; {dropped[0].lower()}{dropped[1:]}" if dropped else ""
    days = left_over(one, away)
    since = f" from {days.first}" if days != one.days else ""
    return Choice(
        kind=ChoiceKind.STAND_IN,
        words=f"{found.person.name} stands in{since} (fit {found.fit}, {known})",
        days=days,
        host=found.person,
        fit=found.fit,
        met=met,
    )


def _shortened(connection: Connection, one: Spoiled, away: Away) -> Choice | None:
    if not one.program.kind.visits:
        return None
    days = held_days(one, away) if one.running else _longest(connection, one, away)
    if days is None or days == one.days:
        return None
    how = "ends early" if days.first == one.days.first else "begins later"
    words = f"{how}: {days} ({many(working_days(days), 'day')})"
    return Choice(kind=ChoiceKind.SHORTEN, words=words, days=days)


def held_days(one: Spoiled, away: Away) -> Days | None:
    """The days of a pairing up to the absence, without a weekend at the end; None where there are none."""
    last = away.split - _DAY
    while not is_workday(last) and last > one.days.first:
        last -= _DAY
    return Days(one.days.first, last) if last >= one.days.first else None


def _longest(connection: Connection, one: Spoiled, away: Away) -> Days | None:
    """The longest stretch of working days on which both can be there; of two that are as long, the earlier."""
    known = InTheWay(connection, one.people, one.days)
    stretches: list[list[date]] = [[]]
    for day in one.days:
        if not is_workday(day):
            continue
        alone = Days(day, day)
        off = any(day in some for some in away.all_days) or day < away.today
        if off or any(known.against(each, one.program.kind, alone) for each in one.people):
            stretches.append([])
        else:
            stretches[-1].append(day)
    longest = max(stretches, key=len)
    return Days(longest[0], longest[-1]) if longest else None


def _later(connection: Connection, one: Spoiled, away: Away, before: Sequence[DecidedBefore]) -> Iterator[Choice]:
    """The next rounds in which both can come and no rule forbids it."""
    row, program = one.row, one.program
    if row["round"] is None or one.running:
        return
    if program.kind.by_day:
        yield from _other_days(connection, one, away, before)
        return
    numbers = [
        number
        for number in range(row["round"] + 1, program.rounds)
        if not is_away(program.kind, program.round_days(number), away.all_days)
    ]
    seats = {number: seat_of(row, number=number) for number in numbers}
    if not seats:
        return
    others = seats_in(program, before)
    seating = read_seating(connection, program, away.today, [row], [*seats.values(), *others.values()])
    found = 0
    for number, seat in seats.items():
        days = program.round_days(number)
        if same_week(one, days, before) or seating.refusal(row, seat):
            continue
        if others and seating.broken({**others, row["id"]: seat}):
            continue
        yield Choice(kind=ChoiceKind.LATER, words=f"later: {days}, round {number + 1}", days=days, round=number)
        found += 1
        if found == MOST_LATER:
            return


def _other_days(connection: Connection, one: Spoiled, away: Away, before: Sequence[DecidedBefore]) -> Iterator[Choice]:
    """The next days on which a visit of a single day could be: first those after it, then earlier ones.

    Of a trio, the second goes where the first does, if that can be, and else has the same days to go to.
    """
    ill = [Absence(email=away.known.person.email, days=each) for each in away.all_days]
    same = of_its_trio(one, before)
    together = {each.days for each in same if each.seat is not None}
    first = [*together, *(each for other in same for each in other.offered)]
    every = other_days(connection, one.program, one.row, ill, away.today, beside=visits_of(before), first=first)
    found = sorted(every, key=lambda days: (days not in together, days.first < one.days.first, days.first))
    for days in found:
        words = f"on {'an earlier' if days.first < one.days.first else 'a later'} day: {days}"
        yield Choice(kind=ChoiceKind.LATER, words=words, days=days, round=one.row["round"], by_day=True)


def _given_up(one: Spoiled, away: Away) -> Choice:
    """What was held of a visit under way counts, so that it ends; one to come is cancelled."""
    state = State.ENDED if one.running else State.CANCELLED
    check_transition(records.pairing(one.row), state, away.today)
    if one.running:
        return Choice(kind=ChoiceKind.END, words="ends now: what was held counts")
    there = one.program.kind.both_ways and not one.program.is_return(one.row["guest_side"])
    return Choice(kind=ChoiceKind.CANCEL, words=f"cancelled{', with the visit back' if there else ''}")


def _kept() -> Choice:
    return Choice(kind=ChoiceKind.KEEP, words="left as it is, to be decided later")
