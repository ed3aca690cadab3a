"""The slots and tasks of a composite team: added, changed and taken out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ridealong.domain.composite_teams import (
    FEWEST,
    CompositeTeam,
    Embed,
    Slot,
    Task,
    check_slot_days,
    check_slots,
    check_tasks,
)
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import NOT_CANCELLED, State
from ridealong.domain.programs import Program
from ridealong.domain.values import read_name, read_words
from ridealong.domain.wording import listed, many
from ridealong.services.desk import Desk
from ridealong.services.teams.found import changeable, slot_of, team_of, team_program
from ridealong.services.teams.new_topics import new_topics
from ridealong.services.teams.rows import delete_tasks, insert_slots, insert_tasks, slot_row
from ridealong.services.teams.teams import view_of
from ridealong.services.teams.views import TeamView
from ridealong.storage.queries.teams import embeds_of_team
from ridealong.storage.schema import composite_teams, team_slots


def add_slots(desk: Desk, program: str, team: str, slots: Sequence[Slot]) -> TeamView:
    """Give a team more slots, also one that runs; raises NotFound, Refused and InvalidValue."""
    with desk.changing("teams slot") as step:
        found = team_program(step.connection, program)
        before = changeable(team_of(step.connection, found, team))
        last = max((one.number for one in before.slots), default=0)
        new = [replace(one, number=last + index, name=read_name(one.name)) for index, one in enumerate(slots, start=1)]
        check_slots([*before.slots, *new], before.least)
        for one in new:
            check_slot_days(before, one)
        insert_slots(step, before, new)
        step.done(f"{found.name}: {before.name} has {listed([f'slot {one}' for one in new])}")
        view = view_of(desk, step.connection, found, before.name)
        return replace(view, notices=new_topics(step.connection, new, before.slots))


def edit_slot(desk: Desk, program: str, team: str, number: int, slot: Slot) -> TeamView:
    """Make a slot another one: its name, topics, share and days.

    Raises:
        NotFound: there is no such slot.
        Refused: somebody is in it already, and the side or the share would be another one; a draft can be set aside.
        InvalidValue: the team could not be formed with it.
    """
    with desk.changing("teams slot") as step:
        found = team_program(step.connection, program)
        before = changeable(team_of(step.connection, found, team))
        old = slot_of(before, number)
        new = replace(slot, number=number, id=old.id, name=read_name(slot.name))
        check_slot_free(before, old, new, embeds_of_team(step.connection, before.id))
        check_slots([new if one.number == number else one for one in before.slots], before.least)
        check_slot_days(before, new)
        step.work.update(team_slots, {old.id: slot_row(before, new)})
        step.done(f"{found.name}: slot {new} of {before.name} changed")
        view = view_of(desk, step.connection, found, before.name)
        return replace(view, notices=new_topics(step.connection, [new], before.slots))


def check_slot_free(team: CompositeTeam, old: Slot, new: Slot, inside: Sequence[Embed]) -> None:
    """Let a slot be another one; raises Refused where somebody is in it whom that would concern.

    Args:
        inside: the embeds of the team.
    """
    there = [one for one in inside if one.slot == old.number]
    stay = [one for one in there if one.state in NOT_CANCELLED]
    if stay and (new.side, new.share, new.days) != (old.side, old.share, old.days):
        raise Refused(
            f"{stay[-1].name} is in slot {old} of '{team.name}'",
            "Add another slot in its place, or change who is in it first",
        )
    if there and new.side is not old.side:
        raise Refused(
            f"{there[-1].name} of {old.side.label} was to be in slot {old} of '{team.name}', before it was called off",
            "Add another slot for the other side",
        )


def remove_slot(desk: Desk, program: str, team: str, number: int) -> TeamView:
    """Take a slot out in which nobody is, with what is asked for it.

    Raises:
        NotFound: there is no such slot. Refused: somebody is or was in it, or was told that they would be.
        InvalidValue: the team could not be formed without it.
    """
    with desk.changing("teams slot") as step:
        found = team_program(step.connection, program)
        before = changeable(team_of(step.connection, found, team))
        gone = slot_of(before, number)
        inside = [one for one in embeds_of_team(step.connection, before.id) if one.slot == number]
        told = [one for one in inside if one.state is not State.PROPOSED]
        if told:
            raise _told_of(found, before, gone, told, desk.clock.today())
        left = [one for one in before.slots if one.number != number]
        check_slots(left, min(before.least, len(left)) if len(left) >= FEWEST else before.least)
        if len(left) < before.least:
            step.work.update(composite_teams, {before.id: {"least": max(FEWEST, len(left))}})
        step.work.delete(team_slots, [gone.id])
        step.done(f"{found.name}: slot {gone} of {before.name} taken out")
        return view_of(desk, step.connection, found, before.name)


def _told_of(program: Program, team: CompositeTeam, slot: Slot, told: Sequence[Embed], today: date) -> Refused:
    """The refusal to take a slot out whose people were told of it."""
    where = f"slot {slot} of '{team.name}'"
    stays = [one for one in told if one.state is State.PUBLISHED and one.days.last >= today]
    if stays:
        return Refused(
            f"{stays[-1].name} is in {where} until {stays[-1].days.last}",
            "Let them leave it instead: the slot stays with what took place in it",
            typed=f'Let them leave it instead: ridealong teams change "{program.name}" "{team.name}" '
            f"--leave {stays[-1].email} --on DAY",
        )
    were = [one for one in told if one.state is not State.CANCELLED]
    if were:
        return Refused(f"{were[-1].name} was in {where}", "What took place stays as it was")
    return Refused(
        f"{told[-1].name} was to be in {where} and was told so, before it was called off",
        "Leave the slot as it is, or give it another name and other topics",
        typed=f'Leave it, or make another one of it: ridealong teams change "{program.name}" "{team.name}" '
        f"--edit-slot {slot.number} SLOT",
    )


def set_tasks(desk: Desk, program: str, team: str, tasks: Sequence[Task]) -> TeamView:
    """Give a team other tasks, in place of those that it has; one with the same name and parts stays as it is.

    Raises:
        NotFound: there is no such team. InvalidValue: a task names a slot that there is not, or two have one name.
    """
    with desk.changing("teams task") as step:
        found = team_program(step.connection, program)
        before = changeable(team_of(step.connection, found, team))
        wanted = [replace(one, name=read_words(one.name), parts=tuple(sorted(set(one.parts))), id=0) for one in tasks]
        check_tasks(replace(before, tasks=tuple(wanted)))
        same = {(one.name, one.parts): one for one in before.tasks}
        stay = [same[one.name, one.parts] for one in wanted if (one.name, one.parts) in same]
        delete_tasks(step, [one for one in before.tasks if one not in stay])
        new = [one for one in wanted if (one.name, one.parts) not in same]
        insert_tasks(step, before, new, {one.number: one.id for one in before.slots})
        step.done(f"{found.name}: {before.name} has {many(len(wanted), 'task')}")
        return view_of(desk, step.connection, found, before.name)
