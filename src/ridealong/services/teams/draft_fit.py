"""Whether drafts are what their slots ask for: a slot may be another one since somebody was drafted for it."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from ridealong.domain.composite_teams import CompositeTeam, DemandKind, Embed
from ridealong.domain.people import Person, identity
from ridealong.domain.wording import listed
from ridealong.storage.queries.teams import teams_by_id


def unfit(connection: Connection, drafts: Iterable[Embed], people: Mapping[int, Person]) -> dict[int, tuple[str, ...]]:
    """Why drafts are not what their slots ask for, by id, in words that all may know; without those that are.

    Args:
        people: who they are, by row id.
    """
    some = list(drafts)
    teams = teams_by_id(connection, {one.team_id for one in some}) if some else {}
    said = {one.id: tuple(_against(teams[one.team_id], one, people[one.person_id])) for one in some}
    return {number: words for number, words in said.items() if words}


def _against(team: CompositeTeam, one: Embed, person: Person) -> Iterable[str]:
    slot = team.slot(one.slot)
    known = {topic.casefold() for topic in person.knows}
    if slot is not None and (lacks := [topic for topic in slot.must if topic.casefold() not in known]):
        yield f"{one.name} does not know {listed(lacks)}, which slot {slot} asks for"
    if said := kept_out(team, one.slot, person):
        yield said


def kept_out(team: CompositeTeam, slot: int, person: Person) -> str:
    """That the coordinator keeps somebody out of a slot, by its number, or of its team; empty where they do not."""
    asked = any(
        one.kind is DemandKind.EXCLUSION and identity(one.email) == person.identity and one.slot in (None, slot)
        for one in team.demands
    )
    return f"{person.name} is kept out of it" if asked else ""
