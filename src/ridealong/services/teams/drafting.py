"""Drafts of a composite team taken out of it by hand, or moved to another slot."""

from collections.abc import Sequence
from datetime import date

from ridealong.domain.composite_teams import CompositeTeam, Embed
from ridealong.domain.errors import NotFound, Refused
from ridealong.domain.pairings import NOT_CANCELLED, State
from ridealong.domain.programs import Program
from ridealong.domain.wording import listed
from ridealong.services.desk import Desk
from ridealong.services.found import person_named
from ridealong.services.plans.plan_views import someone
from ridealong.services.teams.asked import Asked
from ridealong.services.teams.embed_rows import insert_embeds
from ridealong.services.teams.filling import Filled, open_for
from ridealong.services.teams.fits import Fits, check_can_take
from ridealong.services.teams.found import changeable, slot_of, team_of, team_program
from ridealong.services.teams.pinned import pin, pins_of
from ridealong.services.teams.teams import view_of
from ridealong.services.teams.views import TeamView
from ridealong.storage.queries.people import Known
from ridealong.storage.queries.teams import embeds_of_team
from ridealong.storage.schema import embeds, team_demands


def set_aside(desk: Desk, program: str, team: str, email: str) -> TeamView:
    """Take somebody's draft out of a team, and the pin that asks for it.

    Raises:
        NotFound: there is no such program or team, or they are not in it.
        Refused: they were told of it.
    """
    with desk.changing("teams set-aside") as step:
        found = team_program(step.connection, program)
        whole = changeable(team_of(step.connection, found, team))
        known = person_named(step.connection, email)
        inside = embeds_of_team(step.connection, whole.id, [str(one) for one in NOT_CANCELLED])
        drafts = _drafts(found, whole, inside, known)
        slots = {one.slot for one in drafts}
        step.work.delete(embeds, [one.id for one in drafts])
        step.work.delete(team_demands, [row_id for row_id, slot in pins_of(whole, known) if slot in {*slots, None}])
        step.done(f"{found.name}: {known.person.name} taken out of {whole.name}")
        return view_of(desk, step.connection, found, whole.name)


def move(desk: Desk, program: str, team: str, email: str, slot: int) -> Filled:
    """Put the draft of somebody into another slot of the team of which something is open; it is pinned there.

    Raises:
        NotFound: there is no such program, team or slot, or they are not in it.
        Refused: they were told of it, nothing of the slot is open, or a rule keeps them out of it.
    """
    with desk.changing("teams move") as step:
        found = team_program(step.connection, program)
        whole = changeable(team_of(step.connection, found, team))
        place, known = slot_of(whole, slot), person_named(step.connection, email)
        inside = embeds_of_team(step.connection, whole.id, [str(one) for one in NOT_CANCELLED])
        drafts = _drafts(found, whole, inside, known)
        if any(one.slot == slot for one in drafts):
            raise Refused(f"{known.person.name} is in slot {place} of '{whole.name}' already", "Nothing was changed")
        stays = [one for one in inside if one not in drafts]
        days = open_for(found, whole, place, [one for one in stays if one.slot == slot], None, desk.clock.today())
        asked = Asked(team=whole, slot=place, known=known, days=days)
        fits = Fits(step.connection, found, desk.clock.today(), freed={one.id: date.min for one in drafts})
        check_can_take(fits, asked)
        gone = {one.slot for one in drafts}
        step.work.delete(embeds, [one.id for one in drafts])
        step.work.delete(team_demands, [row_id for row_id, pinned in pins_of(whole, known) if pinned in gone])
        insert_embeds(step, [asked.row(State.PROPOSED)])
        pin(step, asked)
        step.done(f"{found.name}: {known.person.name} is in slot {place} of {whole.name}")
        return Filled(
            program=found.name,
            team=whole.name,
            slot=place,
            who=someone(known.person),
            days=days,
            published=False,
            view=view_of(desk, step.connection, found, whole.name),
        )


def _drafts(program: Program, team: CompositeTeam, inside: Sequence[Embed], known: Known) -> list[Embed]:
    """The drafts of somebody in a team; raises NotFound and Refused."""
    mine = [one for one in inside if one.person_id == known.id]
    drafts = [one for one in mine if one.state is State.PROPOSED]
    if drafts:
        return drafts
    if mine:
        raise Refused(
            f"{known.person.name} is no draft in '{team.name}': they were told of it",
            "Let them leave it instead",
            typed=f'Let them leave it: ridealong teams change "{program.name}" "{team.name}" '
            f"--leave {known.person.email} --on DAY",
        )
    there = sorted({one.name for one in inside if one.state is State.PROPOSED})
    raise NotFound(
        f"{known.person.name} is not in the team '{team.name}'",
        f"Drafts in it are {listed(there)}" if there else "It has no drafts",
    )
