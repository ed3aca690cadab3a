"""What coordinators do with groups, for the cases of what can be taken back."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from ridealong.domain.days import Days, FixedClock
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.groups import change_groups, gatherings
from ridealong.services.groups.group_days import move_day
from ridealong.services.groups.group_views import Group
from ridealong.services.groups.mark_groups import mark_groups
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.groups.repair_groups import repair_groups
from ridealong.services.ill.ill import settle
from ridealong.services.invites.export_invites import export
from ridealong.services.people import absences
from ridealong.services.programs import charters, programs
from ridealong.services.programs.programs import NewProgram
from services.conftest import START

COFFEE, SPONSORS = "Coffee", "Sponsors"
_DAY = START + timedelta(days=2)


def made(desk: Desk, _folder: Path) -> None:
    """A coffee of everybody, in threes, in two rounds."""
    programs.create(desk, NewProgram(name=COFFEE, kind=Kind.COFFEE, start=START, rounds=2, enrol="all", group_size=3))


def planned(desk: Desk, folder: Path) -> None:
    made(desk, folder)
    plan_groups(desk, COFFEE)


def published(desk: Desk, folder: Path) -> None:
    planned(desk, folder)
    publish_groups(desk, COFFEE)


def sent(desk: Desk, folder: Path) -> None:
    published(desk, folder)
    export(desk, folder / "groups")


def ill(desk: Desk, folder: Path) -> None:
    sent(desk, folder)
    absences.add_absences(desk, [_first(desk).people[0].email], Days(_DAY, _DAY), "private matter")


def sponsored(desk: Desk, _folder: Path) -> None:
    programs.create(desk, NewProgram(name=SPONSORS, kind=Kind.SPONSORS, start=START))
    charters.set_sponsor(desk, SPONSORS, Side.IT, "ana@x.example")
    charters.set_sponsor(desk, SPONSORS, Side.MARKETING, "Zoe <zoe@y.example>")
    plan_groups(desk, SPONSORS)
    publish_groups(desk, SPONSORS)


def plan(desk: Desk, _folder: Path) -> None:
    plan_groups(desk, COFFEE)


def plan_another(desk: Desk, _folder: Path) -> None:
    seeds = iter(range(1, 20))
    while not plan_groups(desk, COFFEE, seed=next(seeds)).changed:
        pass


def publish(desk: Desk, _folder: Path) -> None:
    publish_groups(desk, COFFEE)


def move(desk: Desk, _folder: Path) -> None:
    first, second = (one for one in gatherings.page(desk, COFFEE).groups if one.round == 0)
    change_groups.move_person(desk, first.people[0].email, second.id)


def take_out(desk: Desk, _folder: Path) -> None:
    first = _first(desk)
    change_groups.take_out(desk, first.people[0].email, first.id)


def another_day(desk: Desk, _folder: Path) -> None:
    move_day(desk, _first(desk).id, _DAY + timedelta(days=1))


def on_the_day(desk: Desk) -> Desk:
    return replace(desk, clock=FixedClock(_DAY))


def held(desk: Desk, _folder: Path) -> None:
    mark_groups(on_the_day(desk), [_first(desk).id], State.HELD)


def missed(desk: Desk, _folder: Path) -> None:
    mark_groups(on_the_day(desk), [_first(desk).id], State.MISSED, "private matter")


def left(desk: Desk, _folder: Path) -> None:
    """One of a group is ill on the day of their coffee."""
    settle(desk, _first(desk).people[0].email, Days(_DAY, _DAY))


def cancel(desk: Desk, _folder: Path) -> None:
    change_groups.cancel_group(desk, _first(desk).id, "private matter")


def skip(desk: Desk, _folder: Path) -> None:
    change_groups.skip_day(desk, COFFEE, _DAY)


def skip_sponsors(desk: Desk, _folder: Path) -> None:
    change_groups.skip_day(desk, SPONSORS, _later())


def repair(desk: Desk, _folder: Path) -> None:
    repair_groups(desk, COFFEE)


def _first(desk: Desk) -> Group:
    return gatherings.page(desk, COFFEE).groups[0]


def _later() -> date:
    return _DAY + timedelta(weeks=1)
