"""The command that changes a composite team: what is said of it, its slots and tasks, and who is in it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Unpack

import click

from ridealong.cli.failures import DONE
from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.team_change_options import EDIT, REHEARSED, ChangeSaid, change_options, kind_of
from ridealong.cli.team_json import team_json
from ridealong.cli.team_told import print_extended, print_filled, print_left
from ridealong.cli.values import from_the_call
from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.errors import NotFound
from ridealong.domain.pairings import State
from ridealong.domain.programs import CheckIn, name_identity
from ridealong.domain.team_templates import TEMPLATES
from ridealong.domain.team_values import SlotWords, own_days
from ridealong.domain.wording import listed
from ridealong.services.teams import defining, demands, drafting, extending, filling, leaving, slots, teams
from ridealong.services.teams.defining import TeamEdit
from ridealong.services.teams.found import slot_of
from ridealong.services.teams.views import TeamView

if TYPE_CHECKING:
    from ridealong.services.desk import Desk

Change = Callable[["Desk", str, str, ChangeSaid], TeamView]


@click.command(cls=Command)
@click.argument("program")
@click.argument("team")
@change_options
@click.option(
    "--dry-run",
    is_flag=True,
    help="Of --leave, --put, and --until of a team that is published: say what it comes to, and change nothing.",
)
@pass_session
def change(session: Session, /, *, program: str, team: str, dry_run: bool, **said: Unpack[ChangeSaid]) -> int:
    """Change a TEAM of PROGRAM: one kind of change in each call.

    \b
    What is said of it:   --name, --purpose, --focus, --place, --least, --meets
    While it is a draft:  --from, --until, --remove-slot
    Slots and tasks:      --add-slot, --edit-slot, --task, --remove-task, --tasks-from
    What you ask for:     --pin, --exclude, --wish, --withdraw; `teams form` keeps to it
    Drafts:               --put, --move, --set-aside
    While it runs:        --leave EMAIL --on DATE [--instead EMAIL], --put, --until, --extend-person

    Where people were told of it, it says which invites are due by the change. The exit code is 3 where days of a slot
    stay open, or somebody cannot go on.
    """
    kind = kind_of(said)
    if dry_run and kind not in REHEARSED and said["last"] is None:
        raise click.UsageError("--dry-run is for --leave, --put, --extend-person, and --until of a published team")
    with session.desk() as desk, from_the_call():
        if said["last"] is not None:
            return _until(session, desk, program, team, said["last"], said, dry_run=dry_run)
        if said["leave"] is not None and said["on"] is not None:
            return _leave(session, desk, program, team, said["leave"], said["on"], said, dry_run=dry_run)
        if said["put"] is not None:
            email, number = said["put"]
            filled = filling.back_fill(desk, program, team, number, email, first=said["first"], dry_run=dry_run)
            return print_filled(session, filled, dry_run=dry_run)
        if said["move"] is not None:
            email, number = said["move"]
            return print_filled(session, drafting.move(desk, program, team, email, number), dry_run=False)
        _tell(session, _CHANGES[kind](desk, program, team, said))
    return DONE


def _tell(session: Session, changed: TeamView) -> None:
    if session.json:
        show_json({"team": team_json(changed)})
    else:
        due = " `ridealong invites list` shows what is due." if changed.team.state is State.PUBLISHED else ""
        say(f"{changed.team.name} changed.{due}")
    for notice in changed.notices:
        say(notice)


def _until(  # noqa: PLR0917 - all that the call says
    session: Session, desk: "Desk", program: str, team: str, until: date, said: ChangeSaid, *, dry_run: bool
) -> int:
    """Another last day: of a draft it is said anew, a team that is published goes on."""
    emails = said["extend_person"]
    if said["first"] is not None:
        defining.check_order(said["first"], until)
    published = teams.show(desk, program, team).team.state is not State.PROPOSED
    if not published and not emails:
        if dry_run:
            raise click.UsageError("--dry-run: the team is a draft, of which nobody was told")
        _tell(session, _edit(desk, program, team, said))
        return DONE
    if not emails and _edit_of(said) != TeamEdit(last=until):
        raise click.UsageError("The team is published: --until makes it go on, which is a change of its own")
    done = extending.extend(desk, program, team, until, emails=emails, dry_run=dry_run)
    return print_extended(session, done, dry_run=dry_run)


def _leave(  # noqa: PLR0917 - all that the call says
    session: Session, desk: "Desk", program: str, team: str, email: str, on: date, said: ChangeSaid, *, dry_run: bool
) -> int:
    left = leaving.leave(
        desk,
        program,
        team,
        email,
        on=on,
        instead=said["instead"],
        hand_over_weeks=said["hand_over"],
        why=said["why"] or "",
        dry_run=dry_run,
    )
    return print_left(session, left, dry_run=dry_run)


def _edit_of(said: ChangeSaid) -> TeamEdit:
    return TeamEdit(
        name=said["new_name"],
        first=said["first"],
        last=said["last"],
        purpose=said["purpose"],
        focus=said["focus"],
        least=said["least"],
        place=said["place"],
        meets=said["meets"] if isinstance(said["meets"], CheckIn) else None,
        as_program=said["meets"] == "",
    )


def _edit(desk: "Desk", program: str, team: str, said: ChangeSaid) -> TeamView:
    return defining.edit(desk, program, team, _edit_of(said))


def _add_slots(desk: "Desk", program: str, team: str, said: ChangeSaid) -> TeamView:
    days = teams.show(desk, program, team).team.days
    new = []
    for one in said["add_slots"]:
        own = own_days(one.first, one.last, days)
        new.append(replace(replace(one, first=None, last=None).new(), days=own))
    return slots.add_slots(desk, program, team, new)


def _edit_slot(desk: "Desk", program: str, team: str, said: ChangeSaid) -> TeamView:
    number, words = said["edit_slot"] or (0, SlotWords())
    whole = teams.show(desk, program, team).team
    return slots.edit_slot(desk, program, team, number, words.over(slot_of(whole, number), whole.days))


def _remove_slot(desk: "Desk", program: str, team: str, said: ChangeSaid) -> TeamView:
    return slots.remove_slot(desk, program, team, said["remove_slot"] or 0)


def _tasks(desk: "Desk", program: str, team: str, said: ChangeSaid) -> TeamView:
    """The tasks there are, or those of a template, without some, and with others in place of those of the same name."""
    whole = teams.show(desk, program, team).team
    base = TEMPLATES[said["tasks_from"]].tasks if said["tasks_from"] else whole.tasks
    tasks = {name_identity(one.name): one for one in base}
    for name in said["remove_tasks"]:
        if tasks.pop(name_identity(name), None) is None:
            there = listed([f"'{one.name}'" for one in base]) if base else ""
            raise NotFound(f"'{whole.name}' has no task '{name}'", f"Its tasks are {there}" if there else "It has none")
    for one in said["tasks"]:
        tasks[name_identity(one.name)] = one
    return slots.set_tasks(desk, program, team, tuple(tasks.values()))


def _ask(kind: DemandKind) -> Change:
    def ask(desk: "Desk", program: str, team: str, said: ChangeSaid) -> TeamView:
        asked = {DemandKind.PIN: said["pin"], DemandKind.EXCLUSION: said["exclude"], DemandKind.WISH: said["wish"]}
        email, slot = asked[kind] or ("", None)
        return demands.ask(desk, program, team, kind, email=email, slot=slot)

    return ask


def _withdraw(desk: "Desk", program: str, team: str, said: ChangeSaid) -> TeamView:
    email, slot = said["withdraw"] or ("", None)
    return demands.withdraw(desk, program, team, email, slot)


def _set_aside(desk: "Desk", program: str, team: str, said: ChangeSaid) -> TeamView:
    return drafting.set_aside(desk, program, team, said["set_aside"] or "")


_CHANGES: Mapping[str, Change] = {
    EDIT: _edit,
    "add_slots": _add_slots,
    "edit_slot": _edit_slot,
    "remove_slot": _remove_slot,
    "tasks": _tasks,
    "pin": _ask(DemandKind.PIN),
    "exclude": _ask(DemandKind.EXCLUSION),
    "wish": _ask(DemandKind.WISH),
    "withdraw": _withdraw,
    "set_aside": _set_aside,
}
