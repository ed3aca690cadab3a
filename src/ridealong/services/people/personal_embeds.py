"""What composite teams have of one person, for the document about them: embeds, and what was asked for them."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, RowMapping

from ridealong.domain.composite_teams import CompositeTeam, Embed
from ridealong.domain.pairings import MET, State
from ridealong.storage.queries.names import slots_by_id
from ridealong.storage.queries.personal import rows_about
from ridealong.storage.queries.teams import embeds_by_id, embeds_of_team, teams_by_id
from ridealong.storage.schema import embeds, team_demands

Document = dict[str, object]


def embeds_of(connection: Connection, person_id: int) -> Iterator[tuple[int, Document]]:
    """Every embed of a person by id, each with the row id of its program.

    Of others it names those who were in the team on the same days, once that is published; of why it ended early or
    was cancelled it tells the reason of this embed, which is the person's own, and not that of the team.
    """
    mine = embeds_by_id(connection, [row["id"] for row in rows_about(connection, embeds, person_id)])
    teams = teams_by_id(connection, {one.team_id for one in mine.values()})
    inside = {team: embeds_of_team(connection, team, MET) for team in teams}
    for _number, one in sorted(mine.items()):
        yield one.program_id, _embed(one, teams[one.team_id], inside[one.team_id])


def _embed(one: Embed, team: CompositeTeam, inside: Sequence[Embed]) -> Document:
    slot = team.slot(one.slot)
    with_ = None
    if one.state is not State.PROPOSED:
        others = {
            each.person_id: {"email": each.email, "name": each.name}
            for each in inside
            if each.person_id != one.person_id and each.days.overlaps(one.days)
        }
        with_ = [*others.values()]
    return {
        "team": team.name,
        "slot": slot.name if slot else "",
        "with": with_,
        "side": str(one.side),
        "home_team": one.home_team,
        "share": one.share,
        "state": str(one.state),
        "reason": one.reason,
        "start": one.days.first.isoformat(),
        "end": one.days.last.isoformat(),
    }


def demands_of(connection: Connection, person_id: int) -> Iterator[tuple[int, Document]]:
    """What was asked of composite teams for a person, by id, each with the row id of its program."""
    rows = rows_about(connection, team_demands, person_id)
    teams = teams_by_id(connection, {row["team_id"] for row in rows})
    slots = slots_by_id(connection, {row["slot_id"] for row in rows if row["slot_id"] is not None})
    for row in rows:
        yield row["program_id"], _demand(row, teams[row["team_id"]], slots)


def _demand(row: RowMapping, team: CompositeTeam, slots: Mapping[int, Mapping[str, object]]) -> Document:
    slot = slots[row["slot_id"]]["name"] if row["slot_id"] is not None else None
    return {"team": team.name, "slot": slot, "kind": row["kind"]}
