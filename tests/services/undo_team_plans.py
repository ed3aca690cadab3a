"""What coordinators do with composite teams before they run, for the cases of what can be taken back."""

from pathlib import Path

from ridealong.domain.composite_teams import DemandKind, Part, Slot, Task
from ridealong.domain.people import Side
from ridealong.services.desk import Desk
from ridealong.services.teams import defining, demands, forming, slots
from ridealong.services.teams.defining import NewTeam, TeamEdit
from ridealong.services.teams.importing import import_teams
from services.teams.made import EMBEDS, LOYALTY, PLANNER, SLOTS, TASKS, composite

_ANA = "ana@x.example"


def program(desk: Desk, _folder: Path) -> None:
    composite(desk)


def add(desk: Desk, _folder: Path) -> None:
    defining.create(desk, EMBEDS, NewTeam(name=LOYALTY, purpose="Why", slots=SLOTS, tasks=TASKS))


def added(desk: Desk, folder: Path) -> None:
    program(desk, folder)
    add(desk, folder)


def edit(desk: Desk, _folder: Path) -> None:
    defining.edit(desk, EMBEDS, LOYALTY, TeamEdit(name="Loyal", focus="Mobile"))


def remove(desk: Desk, _folder: Path) -> None:
    defining.remove(desk, EMBEDS, LOYALTY)


def add_slot(desk: Desk, _folder: Path) -> None:
    slots.add_slots(desk, EMBEDS, LOYALTY, [Slot(name="Writer", side=Side.MARKETING, must=("Copy",), share=20)])


def edit_slot(desk: Desk, _folder: Path) -> None:
    slots.edit_slot(desk, EMBEDS, LOYALTY, 1, Slot(name="Engineer", side=Side.IT, share=80))


def remove_slot(desk: Desk, _folder: Path) -> None:
    slots.remove_slot(desk, EMBEDS, LOYALTY, 3)


def set_tasks(desk: Desk, _folder: Path) -> None:
    slots.set_tasks(desk, EMBEDS, LOYALTY, [Task(name="Decide", parts=((PLANNER, Part.ACCOUNTABLE),))])


def import_file(desk: Desk, folder: Path) -> None:
    """Another team, and other settings, slots and tasks for the one there is."""
    path = folder / "teams.csv"
    path.write_text(
        "team,purpose,slot,side,share,task,accountable\n"
        f"{LOYALTY},Because,Data engineer,it,20,,\n"
        f"{LOYALTY},,Designer,marketing,10,,\n"
        f"{LOYALTY},,,,,Choose three vendors,Designer\n"
        "Checkout,,Engineer,it,,,\n"
        "Checkout,,Planner,marketing,,,\n"
        "Checkout,,,,,Decide,Planner\n"
    )
    import_teams(desk, EMBEDS, path)


def pin(desk: Desk, _folder: Path) -> None:
    demands.ask(desk, EMBEDS, LOYALTY, DemandKind.PIN, email=_ANA, slot=1)


def pinned(desk: Desk, folder: Path) -> None:
    added(desk, folder)
    pin(desk, folder)


def withdraw(desk: Desk, _folder: Path) -> None:
    demands.withdraw(desk, EMBEDS, LOYALTY, _ANA)


def form(desk: Desk, _folder: Path) -> None:
    forming.form(desk, EMBEDS)


def formed(desk: Desk, folder: Path) -> None:
    pinned(desk, folder)
    form(desk, folder)
