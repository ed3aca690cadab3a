"""Somebody put into a slot of a composite team in place of whoever is drafted for it."""

from datetime import date

from ridealong.domain.composite_teams import DemandKind, Embed
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import NOT_CANCELLED, State
from ridealong.domain.people import identity
from ridealong.services.desk import Desk
from ridealong.services.found import person_named
from ridealong.services.plans.plan_views import someone
from ridealong.services.teams.asked import Asked
from ridealong.services.teams.embed_rows import insert_embeds
from ridealong.services.teams.filling import Filled
from ridealong.services.teams.fits import Fits, check_can_take
from ridealong.services.teams.found import changeable, slot_of, team_of, team_program
from ridealong.services.teams.pinned import pin
from ridealong.services.teams.teams import view_of
from ridealong.storage.queries.teams import embeds_of_team
from ridealong.storage.schema import embeds, team_demands
from ridealong.storage.work import Step


def replace_draft(desk: Desk, program: str, team: str, slot: int, email: str) -> Filled:
    """Put somebody into a slot for the days of the draft that has it, which goes; the new draft is pinned.

    Args:
        slot: its number. email: who comes.

    Raises:
        NotFound: there is no such program, team, slot or person.
        Refused: nobody is drafted for the slot, they are themselves, or a rule keeps them out of it.
    """
    with desk.changing("teams fill") as step:
        found = team_program(step.connection, program)
        whole = changeable(team_of(step.connection, found, team))
        place, known = slot_of(whole, slot), person_named(step.connection, email)
        inside = embeds_of_team(step.connection, whole.id, [str(one) for one in NOT_CANCELLED])
        drafts = [one for one in inside if one.slot == slot and one.state is State.PROPOSED]
        if not drafts:
            raise Refused(f"Nobody is drafted for slot {place} of '{whole.name}'", "Put somebody into what is open")
        gone = drafts[-1]
        if gone.person_id == known.id:
            raise Refused(f"{gone.name} is in slot {place} of '{whole.name}' already", "Nothing was changed")
        asked = Asked(team=whole, slot=place, known=known, days=gone.days)
        check_can_take(Fits(step.connection, found, desk.clock.today(), freed={gone.id: date.min}), asked)
        _write(step, asked, gone)
        step.done(f"{found.name}: {known.person.name} is in slot {place} of {whole.name}, not {gone.name}")
        return Filled(
            program=found.name,
            team=whole.name,
            slot=place,
            who=someone(known.person),
            days=gone.days,
            published=False,
            view=view_of(desk, step.connection, found, whole.name),
        )


def _write(step: Step, asked: Asked, gone: Embed) -> None:
    """Take the draft out with its pin, and draft and pin the other one."""
    team, number = asked.team, asked.slot.number
    pins = [one for one in team.demands if one.kind is DemandKind.PIN and one.slot == number]
    step.work.delete(embeds, [gone.id])
    step.work.delete(team_demands, [one.id for one in pins if identity(one.email) == identity(gone.email)])
    insert_embeds(step, [asked.row(State.PROPOSED)])
    pin(step, asked)
