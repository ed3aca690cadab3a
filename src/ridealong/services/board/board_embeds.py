"""Who is embedded in which composite team, as it stands on the board."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Embed
from ridealong.domain.days import Days
from ridealong.domain.pairings import NOT_CANCELLED, UNMARKED, State, is_past_draft
from ridealong.services.board.board_items import BoardItem, Sign
from ridealong.services.teams.troubles import troubles
from ridealong.storage.queries.programs import program_by_id
from ridealong.storage.queries.teams import embeds_by_id, embeds_coming, embeds_touching, following, teams_by_id


def embed_items(
    connection: Connection, people: Collection[int], days: Days, today: date, program_id: int | None = None
) -> Iterator[tuple[int, BoardItem]]:
    """The embeds of some people that touch some days, each with the row id of whoever it is, by day.

    Args:
        program_id: only those of one program.
    """
    some = [
        one
        for one in embeds_touching(connection, NOT_CANCELLED, days, program_id)
        if one.person_id in people and not is_past_draft(one.state, one.days.last, today)
    ]
    if not some:
        return
    teams = teams_by_id(connection, {one.team_id for one in some})
    programs = {one: program_by_id(connection, one).name for one in sorted({one.program_id for one in some})}
    clashes, over = _troubled(connection, some, today), _hand_overs(connection, some)
    for one in sorted(some, key=lambda each: (each.days.first, each.id)):
        team = teams[one.team_id]
        slot = team.slot(one.slot)
        yield (
            one.person_id,
            BoardItem(
                sign=Sign.EMBED,
                label=team.name,
                days=one.days,
                state=one.state,
                program=programs[one.program_id],
                clash=clashes.get(one.id, ""),
                embed_id=one.id,
                share=one.share,
                slot=str(slot or one.slot),
                slot_number=one.slot,
                slot_name=slot.name if slot else "",
                hand_over=over.get(one.id, ""),
            ),
        )


def _hand_overs(connection: Connection, some: Sequence[Embed]) -> dict[int, str]:
    """By embed: whom somebody hands over to, or takes over from, and when."""
    ids = {one.id for one in some}
    others = embeds_by_id(connection, {*following(connection, ids), *(one.after for one in some if one.after)})
    every = {**others, **{one.id: one for one in some}}
    said: dict[int, list[str]] = defaultdict(list)
    for new in every.values():
        old = every.get(new.after or 0)
        if old is None or State.CANCELLED in (old.state, new.state):
            continue
        when = f" {Days(new.days.first, old.days.last)}" if old.days.last >= new.days.first else ""
        said[old.id].append(f"hands over to {new.name}{when}")
        said[new.id].append(f"takes over from {old.name}{when}")
    return {number: " and ".join(words) for number, words in said.items()}


def _troubled(connection: Connection, some: Sequence[Embed], today: date) -> dict[int, str]:
    """By embed that is not over: why it cannot go on, or take place, as it stands."""
    of_program: dict[int, list[Embed]] = defaultdict(list)
    for one in some:
        if one.state in UNMARKED and one.days.last >= today:
            of_program[one.program_id].append(one)
    found: dict[int, str] = {}
    for program_id, mine in of_program.items():
        said = troubles(connection, program_by_id(connection, program_id), mine, today)
        found |= {number: words[0] for number, words in said.items()}
    return found


def pressing_embeds(connection: Connection, today: date, program_id: int | None = None) -> set[int]:
    """The row ids of whoever is in a composite team, and cannot go on in it, or be in it, as it stands."""
    some = [
        one
        for one in embeds_coming(connection, UNMARKED, today)
        if program_id in (None, one.program_id) and one.days.last >= today
    ]
    troubled = _troubled(connection, some, today)
    return {one.person_id for one in some if one.id in troubled}


def embedded(connection: Connection, days: Days, program_id: int | None = None) -> Iterator[Embed]:
    """The embeds that take place on some days, took place, or may."""
    states = [one for one in NOT_CANCELLED if one is not State.MISSED]
    yield from embeds_touching(connection, states, days, program_id)
