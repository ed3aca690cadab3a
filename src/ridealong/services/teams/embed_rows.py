"""Embeds as rows of the database."""

from collections.abc import Sequence
from uuid import uuid5

from ridealong.domain.pairings import State
from ridealong.services.identity import identity_of
from ridealong.services.teams.season import TeamSeason
from ridealong.storage.queries.changes import change_count
from ridealong.storage.schema import embeds
from ridealong.storage.work import Step


def embed_row(season: TeamSeason, person_id: int, slot: str) -> dict[str, object]:
    """The row of a draft that puts somebody into a slot of the problem, without its UID."""
    place, person = season.places[slot], season.people[person_id]
    return {
        "program_id": season.program.id,
        "team_id": place.team.id,
        "slot_id": place.slot.id,
        "person_id": person_id,
        "side": str(person.side),
        "home_team": person.team,
        "share": place.slot.share,
        "first_day": place.days.first,
        "last_day": place.days.last,
        "state": str(State.PROPOSED),
        "after_id": None,
        "reason": "",
    }


def insert_embeds(step: Step, rows: Sequence[dict[str, object]]) -> list[int]:
    """Keep embeds, each with a UID of its own; returns their ids.

    UIDs are made here, once: from the identity of the database, and from how much has happened in it.
    """
    namespace, version = identity_of(step.connection), change_count(step.connection)
    return step.work.insert(
        embeds,
        [
            {**row, "uid": str(uuid5(namespace, f"embed {row['team_id']} {version} {index}"))}
            for index, row in enumerate(rows)
        ],
    )
