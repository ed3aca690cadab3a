"""Changing composite teams by hand from their screen: candidates, drafts, demands, tasks, and how it went."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from textual.command import SimpleCommand

from ridealong.tui.dates import span_words, with_days
from ridealong.tui.keyed import keyed
from ridealong.tui.screens.teams_lines import now_in
from ridealong.tui.text import listed, shown, unmarked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ridealong.domain.composite_teams import CompositeTeam, Task
    from ridealong.services.desk import Desk
    from ridealong.services.finding import FoundPerson
    from ridealong.services.teams.views import EmbedView, SlotView, TeamView
    from ridealong.tui.screens.teams_acts import TeamActions
    from ridealong.tui.screens.teams_lines import TeamLine


def offer(screen: TeamActions, team: TeamView, slot: SlotView) -> None:
    """Rank people for a slot; where somebody who was told is in it all the time, those who could follow them."""
    from ridealong.tui.dialogs.team_candidates import TeamCandidatesDialog  # noqa: PLC0415 - loaded when asked for

    one = now_in(slot)
    if slot.open is not None or (one is not None and one.draft):
        replaces = slot.open is None
        screen.open(TeamCandidatesDialog(screen.program, team.team, slot.slot, replaces=replaces))
    elif one is not None and not one.over and (on := _left_first(screen, one)) is not None:
        _offer_to_follow(screen, team, slot, one, on)
    else:
        screen.tell("This slot has no days to come that somebody could take")


def _left_first(screen: TeamActions, one: EmbedView) -> date | None:
    """The first day that could be somebody's last one in a slot: today, or the day before they come; None for none."""
    on = max(screen.clock.today(), one.embed.days.first - timedelta(days=1))
    return on if on < one.embed.days.last else None


def _offer_to_follow(screen: TeamActions, team: TeamView, slot: SlotView, one: EmbedView, on: date) -> None:
    """Rank who could follow somebody who was told; whoever is chosen stands in the form that lets them leave."""
    from ridealong.tui.dialogs.team_candidates import TeamCandidatesDialog  # noqa: PLC0415 - loaded when asked for
    from ridealong.tui.dialogs.team_leave import TeamLeaveForm  # noqa: PLC0415 - as above

    def chosen(email: str | None) -> None:
        if email and screen.writable():
            screen.open(TeamLeaveForm(screen.program, team.team, one.embed, instead=email))

    dialog = TeamCandidatesDialog(screen.program, team.team, slot.slot, on=on, after=one.embed.name)
    screen.app.push_screen(dialog, chosen)


def explain(screen: TeamActions, line: TeamLine) -> None:
    """Explain who is in a slot; of an open slot or a team, ask about whom."""
    from ridealong.tui.dialogs.find_person import FindPersonDialog  # noqa: PLC0415 - loaded when asked for
    from ridealong.tui.dialogs.team_why import WhySlotDialog  # noqa: PLC0415 - as above

    team, program = line.team.team, screen.program
    slot = line.slot.slot if line.slot else None
    one = now_in(line.slot) if line.slot else None
    if one is not None and line.slot is not None:
        if one.draft:
            screen.app.push_screen(WhySlotDialog(program, team.name, one.embed.email, one.embed.slot))
        else:
            _tell_settled(screen, line.team, line.slot, one)
        return

    def chosen(email: str | None) -> None:
        if email:
            screen.app.push_screen(WhySlotDialog(program, team.name, email, slot.number if slot else None))

    where = f"slot {slot} of {team.name}" if slot else team.name
    screen.app.push_screen(FindPersonDialog(f"Why is who not in {shown(where)}?"), chosen)


def _tell_settled(screen: TeamActions, team: TeamView, slot: SlotView, one: EmbedView) -> None:
    """Say of somebody who was told of their embed what they are there for: planning leaves that as it is."""
    from ridealong.tui.dialogs.why import words_dialog  # noqa: PLC0415 - loaded when asked for

    embed, number = one.embed, slot.slot.number
    where = f"slot {shown(str(slot.slot))} of {shown(team.team.name)}"
    said = [f"{shown(embed.name)} ({shown(embed.home_team)}) has {where}: {embed.share} %, {span_words(embed.days)}."]
    asked = [each for each in team.coverage if number in (*each.must, *each.nice)]
    for knows, words in ((True, "Knows"), (False, "Does not know")):
        if topics := [each.topic for each in asked if each.known.get(number, False) is knows]:
            said.append(f"{words} {listed(topics, 9)}.")
    if embed.state == "published" and not one.over:
        said.append("People were told of it, so forming leaves it as it is.")
        said.append(keyed(screen, "{teams.leave} lets them leave and hand over to somebody else."))
    screen.app.push_screen(words_dialog("Why this slot?", "\n".join(said)))


def demand(screen: TeamActions, line: TeamLine) -> None:
    """Ask something for somebody who is chosen first: who is in the slot and whom it is asked for stand on top."""
    from ridealong.tui.dialogs.find_person import FindPersonDialog  # noqa: PLC0415 - loaded when asked for
    from ridealong.tui.dialogs.team_demand import TeamDemandForm  # noqa: PLC0415 - as above

    team, slot = line.team.team, line.slot.slot if line.slot else None
    one = now_in(line.slot) if line.slot else None

    def chosen(email: str | None) -> None:
        if email:
            screen.open(TeamDemandForm(screen.program, team, slot, email))

    where = f"slot {slot} of {team.name}" if slot else team.name
    there = [one.embed.email] if one is not None and not one.over else []
    asked = [each.email for each in team.demands if each.slot == (slot.number if slot else None)]
    first = list(dict.fromkeys((*there, *asked)))
    question = f"Pinned to, wished for or kept out of {shown(where)}: who?"
    screen.app.push_screen(FindPersonDialog(question, partial(_found, first) if first else None), chosen)


def _found(emails: Sequence[str], desk: Desk) -> tuple[FoundPerson, ...]:
    """People by their addresses, in that order."""
    from ridealong.services import finding  # noqa: PLC0415 - services are imported in workers only

    return tuple(one for email in emails for one in finding.find(desk, email).people if one.email == email)


def remove(screen: TeamActions, line: TeamLine) -> None:
    """Set the draft aside that is in the slot; where nobody is, remove the slot, or the team."""
    program, name = screen.program, line.team.team.name
    if line.slot is None:
        screen.write(partial(_remove_team, program, name))
        return
    one = now_in(line.slot)
    if one is not None and one.draft:
        screen.write(partial(_set_aside, program, name, one.embed.email, one.embed.name))
    else:
        screen.write(partial(_remove_slot, program, name, line.slot.slot.number, str(line.slot.slot)))


def _remove_team(program: str, name: str, desk: Desk) -> str:
    from ridealong.services.teams import defining  # noqa: PLC0415 - services are imported in workers only

    return f"The team {shown(defining.remove(desk, program, name))} is taken out"


def _set_aside(program: str, name: str, email: str, who: str, desk: Desk) -> str:
    from ridealong.services.teams import drafting  # noqa: PLC0415 - services are imported in workers only

    drafting.set_aside(desk, program, name, email)
    return f"The draft of {shown(who)} in {shown(name)} is set aside"


def _remove_slot(program: str, name: str, number: int, said: str, desk: Desk) -> str:
    from ridealong.services.teams import slots  # noqa: PLC0415 - services are imported in workers only

    slots.remove_slot(desk, program, name, number)
    return f"Slot {shown(said)} of {shown(name)} is taken out"


def move_or_mark(screen: TeamActions, line: TeamLine) -> None:
    """Choose another slot for a draft; of a team, or of what is over, ask how it went."""
    from ridealong.tui.dialogs.team_mark import TeamMarkForm  # noqa: PLC0415 - loaded when asked for

    one = now_in(line.slot) if line.slot else None
    if line.slot is None:
        screen.open(TeamMarkForm(screen.program, line.team.team))
    elif one is None:
        screen.tell("Nobody is in this slot")
    elif one.draft:
        _move(screen, line.team, one.embed.email, one.embed.name, line.slot)
    else:
        screen.open(TeamMarkForm(screen.program, line.team.team, one.embed))


def _move(screen: TeamActions, team: TeamView, email: str, name: str, slot: SlotView) -> None:
    """Let an open slot of the same side be chosen."""
    from ridealong.tui.palette import pick  # noqa: PLC0415 - loaded when asked for

    free = [one for one in team.open if one.slot.side is slot.slot.side and one.slot.number != slot.slot.number]
    if not free:
        screen.tell(f"No other slot of {shown(team.team.name)} is open for {slot.slot.side.label}")
        return
    program, into = screen.program, team.team.name
    commands = [
        SimpleCommand(
            unmarked(f"Slot {shown(str(one.slot))}"),
            partial(screen.write, partial(_moved, program, into, email, one.slot.number)),
            f"{one.slot.share} % of a week",
        )
        for one in free
    ]
    pick(screen.app, commands, ask=f"Into which slot goes {name}?")


def _moved(program: str, team: str, email: str, number: int, desk: Desk) -> str:
    from ridealong.services.teams import drafting  # noqa: PLC0415 - services are imported in workers only

    return shown(with_days(" ".join(drafting.move(desk, program, team, email, number).sentences)))


def choose_task(screen: TeamActions, team: CompositeTeam) -> None:
    """Let a task be chosen to be changed, or a new one; where there are none yet, the new one at once."""
    from ridealong.tui.palette import pick  # noqa: PLC0415 - loaded when asked for

    if not team.tasks:
        _task(screen, team, None)
        return
    commands = [SimpleCommand("Another task", partial(_task, screen, team, None), "with its own R, A, C and I")]
    for task in team.tasks:
        about = task.lacks or ", ".join(f"slot {one.number} {task.letters(one.number) or '-'}" for one in team.slots)
        commands.append(SimpleCommand(unmarked(shown(task.name)), partial(_task, screen, team, task), about))
    pick(screen.app, commands, ask="Which task?")


def _task(screen: TeamActions, team: CompositeTeam, task: Task | None) -> None:
    from ridealong.tui.dialogs.team_task_form import TeamTaskForm  # noqa: PLC0415 - loaded when asked for

    if team.slots:
        screen.open(TeamTaskForm(screen.program, team, task))
    else:
        screen.tell("Give the team slots first: tasks are for them")
