"""Pins of people to slots of composite teams, by which forming a team anew keeps who was put there by hand."""

from ridealong.domain.composite_teams import CompositeTeam, DemandKind
from ridealong.domain.people import identity
from ridealong.services.teams.asked import Asked
from ridealong.storage.queries.people import Known
from ridealong.storage.schema import team_demands
from ridealong.storage.work import Step


def pin(step: Step, asked: Asked) -> None:
    """Ask for it, so that forming the team anew keeps it."""
    there = [one for one in pins_of(asked.team, asked.known) if one[1] == asked.slot.number]
    if not there:
        row = {
            "program_id": asked.team.program_id,
            "team_id": asked.team.id,
            "slot_id": asked.slot.id,
            "person_id": asked.known.id,
            "kind": str(DemandKind.PIN),
        }
        step.work.insert(team_demands, [row])


def pins_of(team: CompositeTeam, known: Known) -> list[tuple[int, int | None]]:
    """The pins of somebody: by id, and for which slot."""
    return [
        (one.id, one.slot)
        for one in team.demands
        if one.kind is DemandKind.PIN and identity(one.email) == known.person.identity
    ]
