"""A small company for the tests of services, and short ways to say what happens in it."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk
from mail_server import MailServer, mail_server
from ridealong.domain.days import Days
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites
from ridealong.services.people import people
from ridealong.services.plans import pins, plans
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.publishing import publishing
from services.built import built

START = date(2027, 1, 11)
"""The Monday on which programs of the tests begin, a week after today."""

SPRING = "Spring ride-alongs"


def it(name: str, team: str = "Platform", **more: object) -> Person:
    return someone(name, Side.IT, team, **more)


def marketing(name: str, team: str = "Brand", **more: object) -> Person:
    return someone(name, Side.MARKETING, team, **more)


def someone(name: str, side: Side, team: str, **more: object) -> Person:
    return Person(email=f"{name.lower()}@x.example", name=name, side=side, team=team, **more)  # type: ignore[arg-type]  # fields of a Person by name


def employ(desk: Desk, *some: Person) -> None:
    for one in some:
        people.add(desk, one)


def week(number: int, length: int = 1) -> Days:
    """Monday to Friday of a week of the program, from 0."""
    monday = START + timedelta(weeks=number)
    return Days(monday, monday + timedelta(weeks=length - 1, days=4))


def day(number: int) -> Days:
    """One day, counted from the first of the program."""
    return Days(START + timedelta(days=number), START + timedelta(days=number))


def ride_alongs(desk: Desk, name: str = SPRING, **more: object) -> str:
    """A ride-along program of IT guests with everybody in it, even all of a small team at once; returns its name."""
    values: dict[str, object] = {
        "kind": Kind.RIDE_ALONG,
        "start": START,
        "rounds": 6,
        "enrol": "all",
    }
    if Kind(str(more.get("kind", Kind.RIDE_ALONG))).visits:
        values["cover_percent"] = 100
    programs.create(desk, NewProgram(name=name, **(values | more)))  # type: ignore[arg-type]  # fields of a NewProgram by name
    return name


def buddies(desk: Desk, name: str = "Buddies", **more: object) -> str:
    values: dict[str, object] = {"kind": Kind.BUDDY, "start": START, "enrol": "all"}
    programs.create(desk, NewProgram(name=name, **(values | more)))  # type: ignore[arg-type]  # fields of a NewProgram by name
    return name


def two_pairs_planned(desk: Desk, **more: object) -> None:
    """Ana with Mia and Ben with Noa in the first round, as pinned beforehand; Oto, of their team, has nobody.

    Args:
        desk: an empty one.
    """
    key = ("two pairs planned", desk.clock.today(), *sorted(f"{name}={value!r}" for name, value in more.items()))
    built(desk, lambda new: _two_pairs_planned(new, **more), key=key)


def _two_pairs_planned(desk: Desk, **more: object) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"), marketing("Noa"), marketing("Oto"))
    ride_alongs(desk, host_rest_weeks=0, **more)
    pins.add_pin(desk, SPRING, "ana@x.example", "mia@x.example", 0)
    pins.add_pin(desk, SPRING, "ben@x.example", "noa@x.example", 0)
    plans.plan(desk, SPRING)


def csv(folder: Path, *lines: str, name: str = "rows.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def one(desk: Desk) -> Desk:
    """Ana visits Mia in the only round, published."""
    return built(desk, _one)


def _one(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia", site="Berlin"))
    name = ride_alongs(desk, rounds=1)
    plans.plan(desk, name)
    publishing.publish(desk, name)


@pytest.fixture
def server() -> Iterator[MailServer]:
    """A mail server that takes everything."""
    with mail_server() as found:
        yield found


@pytest.fixture
def small(desk: Desk) -> Desk:
    """A desk with three people in IT and three in marketing, all in Berlin."""
    return built(desk, employ_six)


def employ_six(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben", "Data"), it("Cho"), marketing("Mia"), marketing("Noa", "CRM"), marketing("Oto"))


def emails(some: Sequence[Person]) -> list[str]:
    return [one.email for one in some]


@pytest.fixture
def sent(desk: Desk, tmp_path: Path) -> Desk:
    """Ana visits Mia for three weeks with a check-in each Wednesday at ten in Berlin; the invites were exported."""
    return built(desk, lambda new: _sent(new, tmp_path / "sent"), key=_sent)


def _sent(desk: Desk, folder: Path) -> None:
    employ(
        desk,
        it("Ana", time_zone="Europe/Berlin"),
        marketing("Mia", site="Berlin", time_zone="Europe/Berlin"),
    )
    name = ride_alongs(
        desk,
        rounds=1,
        weeks=3,
        meetings=(MeetingKind.VISIT, MeetingKind.CHECK_IN),
        check_in_every=1,
        check_in_weekday=2,
        host_rest_weeks=0,
    )
    plans.plan(desk, name)
    publishing.publish(desk, name)
    export_invites.export(desk, folder)


@pytest.fixture
def full(make_desk: MakeDesk, database: str, season_with_everything: Path, tmp_path: Path) -> Desk:
    """A desk on a season in which everything that a database can hold was done about somebody."""
    from services.everything import LATER, everything  # noqa: PLC0415 - it takes its people from here

    if "://" in database:
        return everything(make_desk, tmp_path)
    shutil.copy(season_with_everything, database)
    return make_desk(today=LATER)
