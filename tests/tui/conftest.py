"""A small company on a real SQLite file, built through services once and copied for each test."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
import textual.app
import textual.pilot
from textual._compositor import Compositor
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from ridealong.config import Config, Organizer
from ridealong.domain.days import FixedClock
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Kind
from ridealong.domain.replies import Answer
from ridealong.services import databases
from ridealong.services.desk import open_desk
from ridealong.services.invites import export_invites
from ridealong.services.people import people as service
from ridealong.services.plans import pins, plans
from ridealong.services.programs import program_settings, programs
from ridealong.services.publishing import publishing
from ridealong.services.replies import answers, typed_answers
from ridealong.tui.app import RidealongApp
from sharing import made_once

from .drawing import put_off
from .driving import Open, settle
from .resting import all_has_been_heard, nothing_left_to_run
from .styling import parse_once, replace_what_changed

TODAY = date(2027, 1, 4)
ORGANIZER = Organizer(name="Kim Reyes", email="kim@company.example", time_zone="Europe/Berlin", country="DE")
CONFIG = Config(organizer=ORGANIZER, coordinator="kim")

IT = ("Ana Lima", "Ben King", "Chloé Petit", "Dmitri Petrov", "[/x] Esra", "Farid Haddad")
MARKETING = ("Grace Berg", "Hugo Costa", "Iris [red]Weber", "Jonas Novak")
PLANNED = (
    ("Chloé Petit", "Hugo Costa", 0),
    ("Dmitri Petrov", "Grace Berg", 0),
    ("Farid Haddad", "Iris [red]Weber", 0),
    ("[/x] Esra", "Iris [red]Weber", 3),
    ("Ana Lima", "Hugo Costa", 3),
    ("Ben King", "Grace Berg", 3),
)
"""The guest, the host and the round of each draft."""

# Each app parses the same style sheets, and sets the same rules again and again, which is a fifth of what a test costs.
Stylesheet._parse_rules = parse_once  # type: ignore[method-assign]  # meant
Stylesheet.replace_rules = staticmethod(replace_what_changed)  # type: ignore[assignment,method-assign]  # meant
# What is known by its identity needs no method of Python's to be found in a set.
RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign,assignment]  # meant

# Nobody looks at a terminal under test between one key and the next: it is drawn when it comes to rest.
Compositor.render_update = put_off  # type: ignore[method-assign]  # meant

# Textual would watch how busy the process is, twenty milliseconds at a time, several times for each key.
textual.app.wait_for_idle = textual.pilot.wait_for_idle = nothing_left_to_run
Pilot._wait_for_screen = all_has_been_heard  # type: ignore[assignment,method-assign]  # meant


def address(name: str) -> str:
    letters = "".join(one for one in name.casefold() if one.isalnum() or one == " ")
    return f"{letters.strip().replace(' ', '.')}@company.example"


def people() -> list[Person]:
    found = []
    for side, names, wants, knows in (
        (Side.IT, IT, ("CRM", "Events"), ("SQL", "APIs")),
        (Side.MARKETING, MARKETING, ("SQL",), ("CRM", "Branding")),
    ):
        for number, name in enumerate(names):
            team = (("Platform", "Data") if side is Side.IT else ("Brand", "CRM"))[number % 2]
            found.append(
                Person(
                    email=address(name),
                    name=name,
                    side=side,
                    team=team,
                    wants=wants[: 1 + number % 2],
                    knows=knows[number % 2 :],
                    time_zone="Europe/Berlin",
                )
            )
    return found


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """People, and a program that is planned and not published."""
    return made_once(tmp_path_factory, "screens", lambda folder: _build(folder / "company.db")) / "company.db"


def _build(path: Path) -> None:
    desk = open_desk(path, clock=FixedClock(TODAY), config=CONFIG)
    for person in people():
        service.add(desk, person)
    programs.create(
        desk,
        programs.NewProgram(
            name="Spring [x] rides",
            kind=Kind.RIDE_ALONG,
            start=date(2027, 1, 11),
            rounds=4,
            enrol="all",
            cover_percent=100,
        ),
    )
    # Several plans are equally good; the screens show this one, whichever the planner would find first.
    for guest, host, number in PLANNED:
        pins.add_pin(desk, "Spring [x] rides", address(guest), address(host), number)
    plans.plan(desk, "Spring [x] rides")
    for guest, _host, _number in PLANNED:
        pins.remove_pin(desk, "Spring [x] rides", address(guest))
    desk.close()


@pytest.fixture
def company(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(built, tmp_path / "company.db"))


@pytest.fixture
def shared_company(built: Path, database: str, tmp_path: Path) -> str:
    """The same, where several coordinators keep it: on a server as well, where there is one to test with."""
    if "://" not in database:
        return str(shutil.copy(built, database))
    desk = open_desk(shutil.copy(built, tmp_path / "local.db"), clock=FixedClock(TODAY), config=CONFIG)
    databases.copy(desk, database)
    desk.close()
    return database


@pytest.fixture(scope="session")
def built_published(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def publish(folder: Path) -> None:
        _publish(shutil.copy(built, folder / "published.db"))

    return made_once(tmp_path_factory, "screens-published", publish) / "published.db"


def _publish(database: Path | str) -> None:
    desk = open_desk(database, clock=FixedClock(TODAY), config=CONFIG)
    publishing.publish(desk, "Spring [x] rides", everything=True)
    desk.close()


@pytest.fixture(scope="session")
def built_sent(built_published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    def send(folder: Path) -> None:
        _send(shutil.copy(built_published, folder / "sent.db"), folder / "sent")

    return made_once(tmp_path_factory, "screens-sent", send) / "sent.db"


def _send(database: Path | str, folder: Path) -> None:
    desk = open_desk(database, clock=FixedClock(TODAY), config=CONFIG)
    export_invites.export(desk, folder)
    desk.close()


@pytest.fixture
def published(built_published: Path, company: Path) -> Path:
    """The plan is published, and nobody has been told."""
    if "://" in str(company):
        _publish(company)
        return company
    return Path(shutil.copy(built_published, company))


@pytest.fixture
def sent(built_sent: Path, published: Path, tmp_path: Path) -> Path:
    """Everybody has been told; what was exported lies in the folder `sent` of the test."""
    if "://" in str(published):
        _send(published, tmp_path / "sent")
        return published
    shutil.copytree(built_sent.with_name("sent"), tmp_path / "sent")
    return Path(shutil.copy(built_sent, published))


@pytest.fixture
def declined(sent: Path) -> Path:
    """Iris has declined that Esra visits her, since she is on leave then."""
    desk = open_desk(sent, clock=FixedClock(TODAY), config=CONFIG)
    row = next(one for one in answers.rows(desk) if one.email == address("[/x] Esra") and one.kind is MeetingKind.VISIT)
    typed_answers.record(desk, row.uid, address("Iris [red]Weber"), Answer.DECLINED, note="on leave then")
    desk.close()
    return sent


@pytest.fixture
def led(company: Path) -> Path:
    """All of IT are led by Grace of marketing, who leads nobody else; two of marketing by somebody from elsewhere."""
    desk = open_desk(company, clock=FixedClock(TODAY), config=CONFIG)
    program_settings.edit(desk, "Spring [x] rides", program_settings.ProgramChange(leads_agree=True))
    for name in IT:
        service.edit(desk, address(name), {"manager": address("Grace Berg")})
    for name in MARKETING[1:3]:
        service.edit(desk, address(name), {"manager": "boss@y.example"})
    desk.close()
    return company


@pytest.fixture(autouse=True)
def own_config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "config.toml"
    monkeypatch.setenv("RIDEALONG_CONFIG", str(path))
    return path


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open the screens on a database, and wait until they are at rest."""

    @asynccontextmanager
    async def open_screens(
        database: Path | None = None,
        *,
        size: tuple[int, int] = (80, 24),
        config: Config = CONFIG,
        read_only: bool = False,
        today: date = TODAY,
        section: str = "people",
    ) -> AsyncIterator[Pilot[None]]:
        # Most tests are about another section than the one that people begin with.
        monkeypatch.setattr(RidealongApp, "DEFAULT_MODE", section)
        app = RidealongApp(
            database or tmp_path / "new.db",
            clock=FixedClock(today),
            config=config,
            read_only=read_only,
            config_file=tmp_path / "config.toml",
        )
        app.animation_level = "none"
        try:
            async with app.run_test(size=size, notifications=True) as pilot:
                await settle(pilot)
                yield pilot
        finally:
            app.close_down()

    return open_screens
