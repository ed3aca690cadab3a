"""What keeps embeds from coming back into composite teams by taking an action back."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, Table

from ridealong.domain.composite_teams import Embed
from ridealong.domain.days import Days
from ridealong.domain.pairings import UNMARKED
from ridealong.domain.programs import EnrolmentState
from ridealong.storage.queries.changes import changed_since
from ridealong.storage.queries.programs import enrolled
from ridealong.storage.queries.rules import apart_rows
from ridealong.storage.queries.standing import removed_among
from ridealong.storage.queries.teams import embeds_by_id, embeds_touching, teams_by_id
from ridealong.storage.schema import aparts, composite_teams, embeds, enrolments, people
from ridealong.storage.undo import Obstacle, Reversal, Row, Why

_WHOLE_WEEK = 100
_PROMISED = ("slot_id", "person_id", "share", "first_day", "last_day")


def embeds_in_the_way(connection: Connection, reversal: Reversal, entry_id: int) -> Iterator[Obstacle]:
    """Rows that keep people from coming back into slots of composite teams, once an action was taken back.

    An embed comes back into a slot that is free on its days (but for a hand-over), of a team that is still to work, to
    somebody who takes part, has the share of the week left, and is kept apart from nobody in the team. What was so
    before the action is not in the way: taking it back restores what there was.

    Args:
        entry_id: the entry that was taken back.
    """
    back = [one for _number, one in sorted(embeds_by_id(connection, _back(reversal)).items())]
    own = reversal.touched(embeds)
    for table, row_id, why in _found(connection, back):
        # What belongs to the action itself was so before it.
        if (table is not embeds or row_id not in own) and changed_since(connection, [(table.name, row_id)], entry_id):
            yield Obstacle(table, row_id, why)


def _back(reversal: Reversal) -> list[int]:
    """The embeds that become drafts or published, or promise more than they do now."""
    now = reversal.stands(embeds)
    return [
        row_id
        for row_id, row in reversal.becomes(embeds).items()
        if row["state"] in UNMARKED and not _stood(now.get(row_id), row)
    ]


def _stood(now: Row | None, row: Row) -> bool:
    return now is not None and now["state"] == row["state"] and all(now[name] == row[name] for name in _PROMISED)


def _found(connection: Connection, back: Sequence[Embed]) -> Iterator[tuple[Table, int, Why]]:
    if not back:
        return
    teams = teams_by_id(connection, {one.team_id for one in back})
    answers = {program: _out(connection, program) for program in {one.program_id for one in back}}
    removed = set(removed_among(connection, sorted({one.person_id for one in back})))
    apart = {frozenset((row["one_id"], row["other_id"])): int(row["id"]) for row in apart_rows(connection)}
    span = Days(min(one.days.first for one in back), max(one.days.last for one in back))
    standing = embeds_touching(connection, UNMARKED, span)
    for one in back:
        if one.person_id in removed:
            yield people, one.person_id, Why.MISSING
        if teams[one.team_id].state not in UNMARKED:
            yield composite_teams, one.team_id, Why.CHANGED
        if one.person_id in answers[one.program_id]:
            yield enrolments, answers[one.program_id][one.person_id], Why.CHANGED
        beside = [each for each in standing if each.id != one.id and each.days.overlaps(one.days)]
        for other in beside:
            if other.team_id == one.team_id:
                yield from _in_one_team(one, other, apart)
        yield from _full(one, [each for each in beside if each.person_id == one.person_id])


def _out(connection: Connection, program_id: int) -> Mapping[int, int]:
    """Who takes no part in a program: by the row id of the person, that of the answer."""
    some = enrolled(connection, program_id)
    return {one.person_id: one.row_id for one in some if one.enrolment.state is not EnrolmentState.AGREED}


def _in_one_team(one: Embed, other: Embed, apart: Mapping[frozenset[int], int]) -> Iterator[tuple[Table, int, Why]]:
    """What keeps two embeds from being in one team on the same days."""
    hands_over = one.after == other.id or other.after == one.id
    if other.person_id == one.person_id or (other.slot == one.slot and not hands_over):
        yield embeds, other.id, Why.TAKEN
    if (row := apart.get(frozenset((one.person_id, other.person_id)))) is not None:
        yield aparts, row, Why.TAKEN


def _full(one: Embed, beside: Sequence[Embed]) -> Iterator[tuple[Table, int, Why]]:
    """The embeds of the same person that leave too little of a week, the newest first."""
    # Shares only rise on the first day of one of them.
    days = [one.days.first, *(each.days.first for each in beside if each.days.first in one.days)]
    full = [day for day in days if one.share + sum(each.share for each in beside if day in each.days) > _WHOLE_WEEK]
    for each in sorted(beside, key=lambda each: -each.id):
        if any(day in each.days for day in full):
            yield embeds, each.id, Why.TAKEN
