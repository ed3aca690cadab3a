"""What needs the coordinator now, asked in three groups: what is cheap to know, what takes longer, and the outbox."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from ridealong.services.attention.attention_items import Found, Item, Kind
from ridealong.services.attention.attention_pairings import cannot_take_place, unmarked_ones
from ridealong.services.attention.attention_plans import Next, drafts, late_drafts, next_week, what_is_next
from ridealong.services.desk import Desk
from ridealong.storage.queries.answers import declined_rows
from ridealong.storage.queries.programs import all_programs

FIRST = (Kind.DECLINED, Kind.GONE, Kind.AWAY, Kind.SPOILED, Kind.UNMARKED, Kind.DRAFTS, Kind.NEXT_WEEK)
"""What `first` finds: a few queries each."""
LATER = (
    Kind.GROUPS,
    Kind.EMBEDS,
    Kind.UNANSWERED,
    Kind.ANSWERS,
    Kind.OWED,
    Kind.MISSED,
    Kind.LEFT,
    Kind.DEBRIEFS,
    Kind.STEPS,
    Kind.SPONSORS,
    Kind.UNPAIRED,
    Kind.SLOTS,
    Kind.ENDING,
    Kind.TEAMS_OVER,
    Kind.CLASHES,
    Kind.TASKS,
    Kind.HAND_OVERS,
)
"""What `later` finds."""
LAST = (Kind.OUTBOX,)
"""What `last` finds: it is worked out from all meetings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """What is known at once.

    Args:
        today: the day it is. found: of each kind of `FIRST`, what there is. next: what comes next.
        programs: how many programs are not archived.
    """

    today: date
    found: tuple[Found, ...]
    next: Next
    programs: int


def first(desk: Desk, most: int | None = None) -> Morning:
    """What can be known at once; of each kind at most so many things."""
    today = desk.clock.today()
    with desk.reading() as connection:
        gone, away, spoiled = cannot_take_place(connection, today, most)
        rest = (check(connection, today, most) for check in (unmarked_ones, drafts, next_week))
        some = [gone, away, late_drafts(connection, today, spoiled, most), *rest]
        refused = Found(kind=Kind.DECLINED, total=0, items=())
        if declined_rows(connection, today):
            # Reading invites takes longer to import than all of this takes.
            from ridealong.services.attention.attention_answers import declined  # noqa: PLC0415 - see above

            refused = declined(connection, today, most)
        number = len(all_programs(connection, archived=False))
        return Morning(today=today, found=(refused, *some), next=what_is_next(connection, today), programs=number)


def later(desk: Desk, most: int | None = None) -> tuple[Found, ...]:
    """What takes a moment to find out; of each kind at most so many things."""
    from ridealong.services.attention.attention_alone import left_alone  # noqa: PLC0415 - as in `first`
    from ridealong.services.attention.attention_answers import other_answers, unanswered  # noqa: PLC0415 - as in `first`
    from ridealong.services.attention.attention_groups import troubled_groups  # noqa: PLC0415 - as in `first`
    from ridealong.services.attention.attention_people import unpaired  # noqa: PLC0415 - not needed before this
    from ridealong.services.attention.attention_promises import debriefs, owed, sponsors  # noqa: PLC0415 - not needed before this
    from ridealong.services.attention.attention_returns import backs_alone  # noqa: PLC0415 - as in `first`
    from ridealong.services.attention.attention_steps import open_steps  # noqa: PLC0415 - as in `first`
    from ridealong.services.attention.attention_teams import of_teams  # noqa: PLC0415 - as in `first`

    today = desk.clock.today()
    with desk.reading() as connection:
        some = (
            troubled_groups(connection, today, most),
            unanswered(connection, desk.clock.now(), today, most),
            other_answers(connection, today, most),
            unpaired(connection, today, most),
            backs_alone(connection, today, most),
            left_alone(connection, today, most),
            *of_teams(connection, today, most),
        )
    return (*some, owed(desk, most), debriefs(desk, most), open_steps(desk, most), sponsors(desk, most))


def last(desk: Desk) -> tuple[Found, ...]:
    """The outbox, which with thousands of meetings takes seconds."""
    from ridealong.services.attention.attention_outbox import not_sent  # noqa: PLC0415 - as in `first`

    return (not_sent(desk),)


def everything(desk: Desk, most: int | None = None, kinds: Collection[Kind] = tuple(Kind)) -> tuple[Item, ...]:
    """All of some kinds that needs the coordinator, in the order of the kinds; of each at most so many things.

    What no wanted kind needs is not looked at: some take seconds.
    """
    wanted = set(kinds)
    some: list[Found] = []
    if not wanted.isdisjoint(FIRST):
        some += first(desk, most).found
    if not wanted.isdisjoint(LATER):
        some += later(desk, most)
    if not wanted.isdisjoint(LAST):
        some += last(desk)
    by_kind = {one.kind: one.items for one in some}
    return tuple(item for kind in Kind if kind in wanted for item in by_kind[kind])
