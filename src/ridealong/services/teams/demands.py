"""What the coordinator asks for people and slots: pins, exclusions and wishes."""

from ridealong.domain.composite_teams import CompositeTeam, Demand, DemandKind
from ridealong.domain.errors import NotFound, Refused
from ridealong.domain.people import identity
from ridealong.services.desk import Desk
from ridealong.services.found import person_named
from ridealong.services.teams.found import changeable, slot_of, team_of, team_program
from ridealong.services.teams.teams import view_of
from ridealong.services.teams.views import TeamView
from ridealong.storage.schema import team_demands

WORDS = {
    DemandKind.PIN: "is to be in",
    DemandKind.EXCLUSION: "is not to be in",
    DemandKind.WISH: "would be in",
}
"""How it is said that something is asked for somebody and a slot or team."""


def ask(desk: Desk, program: str, team: str, kind: DemandKind, *, email: str, slot: int | None = None) -> TeamView:
    """Ask that somebody is in a team or one of its slots, is not, or would be as far as can be.

    It takes the place of what was asked for them and the same team or slot before.

    Args:
        slot: the number of a slot; None for any of the team.

    Raises:
        NotFound: there is no such program, team, slot or person.
        Refused: the same is asked already, or the slot is for the other side.
    """
    with desk.changing("teams ask") as step:
        found = team_program(step.connection, program)
        before = changeable(team_of(step.connection, found, team))
        known = person_named(step.connection, email)
        place = slot_of(before, slot) if slot is not None else None
        if place is not None and place.side is not known.person.side:
            raise Refused(
                f"Slot {place} of '{before.name}' is for {place.side.label}, and {known.person.name} is not",
                "Choose a slot of the same side",
            )
        there = _asked_there(before, known.person.email, slot)
        if any(one.kind is kind for one in there):
            raise Refused(f"That is asked for {known.person.email} in '{before.name}' already", "Nothing was changed")
        if there:
            step.work.delete(team_demands, [one.id for one in there])
        row = {
            "program_id": found.id,
            "team_id": before.id,
            "slot_id": place.id if place else None,
            "person_id": known.id,
            "kind": str(kind),
        }
        step.work.insert(team_demands, [row])
        where = f"slot {place} of {before.name}" if place else before.name
        instead = ", in the place of what was asked before" if there else ""
        step.done(f"{found.name}: {known.person.name} {WORDS[kind]} {where}{instead}")
        return view_of(desk, step.connection, found, before.name)


def withdraw(
    desk: Desk, program: str, team: str, email: str, slot: int | None = None, *, kind: DemandKind | None = None
) -> TeamView:
    """Ask nothing more for somebody and a team, or one of its slots.

    Args:
        slot: the number of the slot; None for the team, with all its slots unless a kind is given.
        kind: only what is asked in this way; None for everything.

    Raises:
        NotFound: there is no such program, team or person, or nothing is asked for them there.
    """
    with desk.changing("teams ask") as step:
        found = team_program(step.connection, program)
        before = changeable(team_of(step.connection, found, team))
        known = person_named(step.connection, email)
        gone = [
            one
            for one in before.demands
            if identity(one.email) == known.person.identity
            and (one.slot == slot or (slot is None and kind is None))
            and kind in (None, one.kind)
        ]
        if not gone:
            raise NotFound(f"Nothing is asked for {known.person.name} in '{before.name}'", "Nothing was changed")
        step.work.delete(team_demands, [one.id for one in gone])
        step.done(f"{found.name}: nothing more is asked for {known.person.name} in {before.name}")
        return view_of(desk, step.connection, found, before.name)


def _asked_there(team: CompositeTeam, email: str, slot: int | None) -> list[Demand]:
    """What is asked for somebody and a slot, or the whole team."""
    return [one for one in team.demands if identity(one.email) == identity(email) and one.slot == slot]
