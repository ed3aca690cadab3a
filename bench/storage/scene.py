"""What questions are asked about: a desk on a measured database, and things that stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from ridealong.demo.build import open_demo
from ridealong.demo.people import make_people
from ridealong.demo.programs import SPRING
from ridealong.demo.sizes import Size
from ridealong.domain.people import Person
from ridealong.exchange.write_csv import people_csv_text
from ridealong.services.desk import Desk
from ridealong.services.journal import journal
from ridealong.services.outcomes import history
from ridealong.services.people import people

from .points import Point


@dataclass(frozen=True, slots=True)
class Scene:
    """A desk, and what is asked about.

    Args:
        database: the path or URL behind the desk.
        email: somebody with a long history. program: the one to be published next.
        unmarked: pairings that are over and that nobody has marked.
        people, pairings, entries: how many there are.
        unchanged, newcomers: files to import, in a folder of their own.
    """

    desk: Desk
    database: str
    folder: Path
    email: str
    program: str
    unmarked: tuple[int, ...]
    people: int
    pairings: int
    entries: int
    unchanged: Path
    newcomers: Path


@contextmanager
def scene(database: str, folder: Path, point: Point) -> Iterator[Scene]:
    """The scene on a database, with files in a folder that is there."""
    desk = open_demo(database)
    try:
        everyone = people.everyone(desk)
        found = history.page(desk, history.HistoryQuery(), limit=1)
        unmarked = history.page(desk, history.HistoryQuery(unmarked=True), limit=1_000)
        unchanged, newcomers = folder / "unchanged.csv", folder / "newcomers.csv"
        unchanged.write_text(people_csv_text(everyone), encoding="utf-8")
        newcomers.write_text(people_csv_text(_newcomers(point)), encoding="utf-8")
        yield Scene(
            desk=desk,
            database=database,
            folder=folder,
            email=everyone[len(everyone) // 2].email,
            program=SPRING,
            unmarked=tuple(one.id for one in unmarked.rows),
            people=len(everyone),
            pairings=found.total,
            entries=journal.page(desk, journal.JournalQuery(), limit=1).total,
            unchanged=unchanged,
            newcomers=newcomers,
        )
    finally:
        desk.close()


def reopened(one: Scene) -> Scene:
    """The same scene at a desk that was just opened, which its caller closes."""
    return replace(one, desk=open_demo(one.database))


def _newcomers(point: Point) -> Iterator[Person]:
    it = point.people * 6 // 10
    size = Size(name="newcomers", it=it, marketing=point.people - it, it_teams=12, marketing_teams=8)
    for number, one in enumerate(make_people(size, Random("newcomers"))):
        yield replace(one, email=f"new.{number}@newcomers.example", manager="")
