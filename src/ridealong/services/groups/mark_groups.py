"""How groups went: held, or missed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.pairings import State
from ridealong.domain.programs import Kind
from ridealong.domain.values import read_words
from ridealong.domain.wording import several
from ridealong.services.desk import Desk
from ridealong.services.groups.gatherings import stored_groups, views
from ridealong.services.groups.group_views import Group
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.storage.queries.gatherings import Stored
from ridealong.storage.queries.programs import program_by_id
from ridealong.storage.schema import gatherings

MARKS = (State.HELD, State.MISSED)
"""How a group can have gone: whoever did not come, what the others had was held."""


def mark_groups(
    desk: Desk, numbers: Sequence[int], state: State, reason: str = "", *, seen: Iterable[Seen] = ()
) -> tuple[Group, ...]:
    """Say how some groups went, all in one step: held or missed. What nobody says anything about counts as held.

    Args:
        reason: private; it takes the place of one that was given before.
        seen: the groups as they were looked at before.

    Raises:
        NotFound: there is no such group.
        ChangedMeanwhile: one of them is no longer as it was seen.
        InvalidValue: groups cannot have gone that way.
        Refused: one of them is a draft, was called off, only meets later, is marked so already, or goes on as a series.
    """
    if state not in MARKS:
        raise InvalidValue(f"A group cannot be {state}", f"Mark it as {' or '.join(map(str, MARKS))}")
    why = read_words(reason)
    with desk.changing(f"groups mark {state}") as step:
        check_seen(desk, step.connection, gatherings, seen)
        today = desk.clock.today()
        stored = stored_groups(step.connection, numbers)
        for one, group in zip(stored, _shown(step.connection, stored, today), strict=True):
            _check(State(one.row["state"]), group, state, today)
        cells = {"state": str(state), "reason": why}
        step.work.update(gatherings, {one.id: cells for one in stored})
        done = _shown(step.connection, stored_groups(step.connection, numbers), today)
        step.done(f"{several([f'{one.program}, group {one.id}, {one.days.first}' for one in done])}: {state}")
        return done


def _shown(connection: Connection, some: Sequence[Stored], today: date) -> tuple[Group, ...]:
    """Groups of whatever programs as they are shown, in the order given."""
    of_program: dict[int, list[Stored]] = defaultdict(list)
    for one in some:
        of_program[one.row["program_id"]].append(one)
    found = {
        view.id: view
        for program_id, stored in of_program.items()
        for view in views(connection, program_by_id(connection, program_id), stored, today)
    }
    return tuple(found[one.id] for one in some)


def _check(now: State, group: Group, state: State, today: date) -> None:
    """Let a group be marked, or say why not; raises Refused."""
    if group.kind is Kind.SPONSORS:
        raise Refused(
            f"Group {group.id} is the meeting of the sponsors of '{group.program}', which goes on",
            "Leave out single days of it",
            typed=f'Leave a day out: ridealong groups skip "{group.program}" DAY',
        )
    if now is state:
        raise Refused(f"Group {group.id} is {state} already", "Nothing was changed")
    if now not in (State.PUBLISHED, *MARKS):
        called = "is a draft" if now is State.PROPOSED else f"is {now}"
        raise Refused(f"Group {group.id} {called} and cannot become {state}", "Mark one that was published")
    if today < group.days.first:
        raise Refused(
            f"Group {group.id} only meets on {group.days.first}, so it cannot be {state} yet",
            "Mark it once it has met, or call it off",
            typed=f"Mark it once it has met, or call it off: ridealong groups cancel {group.id}",
        )
