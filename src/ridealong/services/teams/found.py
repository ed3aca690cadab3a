"""Finding a composite team that a coordinator named; or saying which may have been meant."""

from sqlalchemy import Connection

from ridealong.domain.composite_teams import CompositeTeam, Embed, Slot, slots_told
from ridealong.domain.errors import NotFound, Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import identity
from ridealong.domain.programs import Program
from ridealong.domain.wording import listed
from ridealong.services.found import meant, program_named
from ridealong.storage.queries.teams import team_named, teams_of


def team_program(connection: Connection, name: str) -> Program:
    """The program of that name, whose people work in composite teams; raises NotFound and Refused."""
    program = program_named(connection, name)
    if not program.kind.in_teams:
        raise Refused(
            f"'{program.name}' has no composite teams: it is a program of the kind {program.kind}",
            "Make a program of the kind composite",
            typed='Make one: ridealong program create "Embedded teams" --kind composite --start DATE',
        )
    return program


def team_of(connection: Connection, program: Program, name: str) -> CompositeTeam:
    """The composite team of that name; raises NotFound."""
    found = team_named(connection, program.id, name)
    if found is None:
        hint = meant(name, [one.name for one in teams_of(connection, program.id)])
        raise NotFound(
            f"'{program.name}' has no team '{name}'",
            hint or "It has none yet: make one first",
            typed=hint or f'It has none yet: ridealong teams add "{program.name}" NAME',
        )
    return found


def changeable(team: CompositeTeam) -> CompositeTeam:
    """The team, if it is one that can be changed still; raises Refused."""
    if team.state is State.ENDED:
        raise Refused(f"The team '{team.name}' has ended on {team.days.last}", "Make another team")
    if team.state is State.CANCELLED:
        raise Refused(f"The team '{team.name}' was called off", "Make another one: it can have the same name")
    return team


def slot_of(team: CompositeTeam, number: int) -> Slot:
    """The slot of that number; raises NotFound."""
    found = team.slot(number)
    if found is None:
        raise NotFound(f"The team '{team.name}' has no slot {number}", slots_told(team))
    return found


def embed_of(team: CompositeTeam, some: list[Embed], email: str) -> Embed:
    """The last of some embeds of a team that is somebody's; raises NotFound."""
    found = [one for one in some if identity(one.email) == identity(email)]
    if not found:
        there = listed(sorted({one.name for one in some})) if some else ""
        raise NotFound(
            f"Nobody with the address '{email}' is in the team '{team.name}'",
            f"In it are {there}" if there else "Nobody is in it yet",
        )
    return found[-1]
