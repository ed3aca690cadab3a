"""The people of the simulated year: those of the demo, and who comes later in place of who leaves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from ridealong.demo.absences import HEADER, absence_rows
from ridealong.demo.build import DEMO_CONFIG
from ridealong.demo.files import Folder
from ridealong.demo.fixed import fix_identity
from ridealong.demo.limits import make_aparts
from ridealong.demo.names import made_up_people
from ridealong.demo.people import make_people
from ridealong.demo.sizes import Size
from ridealong.domain.days import Days, FixedClock
from ridealong.domain.people import Person, Side, identity
from ridealong.services.desk import Desk, open_desk
from ridealong.services.people.import_absences import import_absences
from ridealong.services.people.import_people import import_people
from ridealong.services.people.limits import add_apart


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody who stands for a side: whom most people of it name as their manager, so that they never leave."""

    side: Side
    email: str


def open_company(path: Path, size: Size, day: date) -> Desk:
    """A new database with everybody of the demo of that size in it, and nothing else; nobody is about to leave."""
    desk = open_desk(path, clock=FixedClock(day), config=replace(DEMO_CONFIG, coordinator="the season"))
    fix_identity(desk, f"season-{size.name}")
    everybody = tuple(replace(one, first_day=None, last_day=None) for one in _people(size))
    with TemporaryDirectory(prefix="ridealong-season-") as folder:
        import_people(desk, Folder(Path(folder)).people("roster.csv", everybody))
    for one in make_aparts(everybody, size.aparts, Random(f"{size.name} aparts")):
        add_apart(desk, one.one, one.other, one.reason)
    return desk


def _people(size: Size) -> tuple[Person, ...]:
    return make_people(size, Random(f"{size.name} people"))


def take_vacations(desk: Desk, people: Sequence[Person], span: Days, chance: Random) -> None:
    """Import the days off of a quarter, as the demo makes them up."""
    with TemporaryDirectory(prefix="ridealong-season-") as folder:
        rows = absence_rows(people, span, chance)
        import_absences(desk, Folder(Path(folder)).table(f"absences-{span.first}.csv", HEADER, rows))


def leads(people: Sequence[Person]) -> tuple[Lead, ...]:
    """Who sponsors programs, one for each side."""
    found = []
    for side in Side:
        mine = [one for one in people if one.side is side]
        named = [identity(one.manager) for one in people if one.manager]
        best = max(mine, key=lambda one: (named.count(one.identity), one.identity))
        found.append(Lead(side, best.email))
    return tuple(found)


def newcomers(size: Size) -> Iterator[tuple[str, str]]:
    """Names and addresses of who may yet come: nobody who is there already."""
    taken = {one.email for one in _people(size)}
    for name, email in made_up_people(Random(f"{size.name} newcomers")):
        if email not in taken:
            yield name, email


def successor(before: Person, named: tuple[str, str], first_day: date) -> Person:
    """Somebody who begins on a day in the team and the role of another one."""
    name, email = named
    return replace(before, name=name, email=email, first_day=first_day, last_day=None, employee_id="", capacity=None)
