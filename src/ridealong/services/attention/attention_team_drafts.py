"""The drafts of embeds in composite teams that are not over, and what comes next where people work in teams."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ridealong.domain.days import Days
from ridealong.domain.pairings import UNMARKED, State
from ridealong.domain.wording import many, several
from ridealong.services.attention.attention_items import Item, Kind, named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sqlalchemy import Connection

    from ridealong.domain.composite_teams import CompositeTeam, Embed
    from ridealong.domain.programs import Program


def team_drafts(connection: Connection, programs: Mapping[int, Program], today: date) -> Iterator[Item]:
    """Programs whose first drafts of embeds begin within the weeks of one publishing, each with all of them.

    Args:
        programs: by row id.
    """
    for program, some in _drafted(connection, programs, today):
        coming = [one for one in some if one.days.first >= today]
        soon = today + timedelta(weeks=program.publish_weeks)
        if coming and min(one.days.first for one in coming) < soon:
            said = f"{many(len(coming), 'draft')} {'is' if len(coming) == 1 else 'are'} not published"
            brief = f"{many(len(coming), 'draft')} not published"
            remedy = f"ridealong publish {named(program.name)}"
            yield _item(connection, Kind.DRAFTS, program, coming, said=said, brief=brief, remedy=remedy)


def late_team_drafts(connection: Connection, programs: Mapping[int, Program], today: date) -> Iterator[Item]:
    """Programs with drafts of embeds that began before anybody published them; see `team_drafts`."""
    for program, some in _drafted(connection, programs, today):
        late = [one for one in some if one.days.first < today]
        if late:
            verb = "was" if len(late) == 1 else "were"
            said = f"{many(len(late), 'draft')} {verb} not published before {'it' if verb == 'was' else 'they'} began"
            remedy = f"ridealong teams form {named(program.name)}"
            yield _item(connection, Kind.SPOILED, program, late, said=said, brief=said, remedy=remedy)


def _drafted(
    connection: Connection, programs: Mapping[int, Program], today: date
) -> Iterator[tuple[Program, list[Embed]]]:
    """The programs with drafts of embeds that are not over, each with these."""
    found: dict[int, list[Embed]] = defaultdict(list)
    for one in _to_come(connection, programs, (State.PROPOSED,), today):
        found[one.program_id].append(one)
    yield from ((programs[one], some) for one, some in found.items())


def _to_come(
    connection: Connection, programs: Mapping[int, Program], states: Collection[State], today: date
) -> Iterator[Embed]:
    """The embeds of some programs that are not over."""
    if any(one.kind.in_teams for one in programs.values()):
        # Most companies have no teams, and to read them takes long to import for what is asked first of all.
        from ridealong.storage.queries.teams import embeds_touching  # noqa: PLC0415 - see above

        some = embeds_touching(connection, states, Days(today, date.max))
        yield from (one for one in some if one.program_id in programs)


def _item(
    connection: Connection, kind: Kind, program: Program, some: list[Embed], *, said: str, brief: str, remedy: str
) -> Item:
    from ridealong.storage.queries.teams import teams_by_id  # noqa: PLC0415 - see `_to_come`

    teams = teams_by_id(connection, {one.team_id for one in some})
    return Item(
        kind=kind,
        text=f"{program.name}: {said}",
        brief=brief,
        number=len(some),
        detail=several([one.name for one in sorted(teams.values(), key=lambda one: (one.days.first, one.identity))]),
        days=Days(min(one.days.first for one in some), max(one.days.last for one in some)),
        remedy=remedy,
        program=program.name,
        begun=kind is Kind.SPOILED,
        teams=True,
        uid=f"drafts of teams of {program.id}",
    )


def next_embeds(connection: Connection, programs: Mapping[int, Program], today: date) -> dict[int, tuple[date, bool]]:
    """By program: the first day of the next draft or published embed that is still to begin, and whether drafts wait.

    Args:
        programs: by row id; those without an embed to begin are left out.
    """
    found: dict[int, tuple[date, bool]] = {}
    for one in _to_come(connection, programs, UNMARKED, today):
        if one.days.first > today:
            day, drafts = found.get(one.program_id, (one.days.first, False))
            found[one.program_id] = min(day, one.days.first), drafts or one.state is State.PROPOSED
    return found


def unformed(connection: Connection, program: Program, today: date) -> CompositeTeam | None:
    """The next team of a program that is not published, and not over; None where there is none."""
    from ridealong.storage.queries.teams import teams_of  # noqa: PLC0415 - see `_to_come`

    teams = teams_of(connection, program.id)
    return next((one for one in teams if one.state is State.PROPOSED and one.days.last >= today), None)
