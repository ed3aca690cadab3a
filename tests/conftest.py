"""What every test starts from: a fresh database, and a desk on it on a Monday that stands still."""

import gc
import os
import shutil
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import cast
from uuid import uuid4

import pytest
from hypothesis import settings
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.util import LRUCache

from ridealong.config import Config, Organizer
from ridealong.domain.days import FixedClock
from ridealong.services.desk import Desk, open_desk
from ridealong.storage.database import open_store
from sharing import made_once
from thorough import THOROUGH, examples

# What tests run is none of the log of whoever runs them.
os.environ["RIDEALONG_LOG"] = "off"
# Tests start the program dozens of times: what Python makes of its files is kept for the next one.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Tests that run in the background have Ctrl-C ignored, and so would every program that they start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("ours", max_examples=examples(100), deadline=None)
settings.load_profile("ours")

TODAY = date(2027, 1, 4)
"""The Monday on which every test takes place unless it says otherwise."""

CONFIG = Config(organizer=Organizer("Pat Lee", "pat@x.example", "Europe/Berlin", "DE"), coordinator="pat")

POSTGRES = os.environ.get("RIDEALONG_TEST_POSTGRES", "")
"""A URL of a PostgreSQL database in which tests may make schemas of their own; empty for SQLite alone."""

DATABASES = ("sqlite", "postgres") if POSTGRES else ("sqlite",)


def pytest_xdist_auto_num_workers() -> int:
    """With `-n auto`: one more than there are cores, since some tests wait for a server or another process."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Share the work of reading the tests: each worker begins with its part of them, and finds the others read.

    pytest rewrites the asserts of each module, which takes longer than all else at the start, and keeps what it made.
    """
    worker = getattr(config, "workerinput", None)
    if worker is None or config.args != config.getini("testpaths"):
        return
    number, workers = int(worker["workerid"].removeprefix("gw")), worker["workercount"]
    root = Path(__file__).parent
    for path in sorted(root.rglob("test_*.py"))[number::workers]:
        import_module(".".join(path.relative_to(root).with_suffix("").parts))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what is marked `thorough_only`, unless everything is to be tried, or this on a server."""
    later = pytest.mark.skip(reason="takes seconds: tried with RIDEALONG_THOROUGH=1, as .ci/run does")
    for one in items:
        tried = THOROUGH or (POSTGRES and "postgres" in one.name)
        if not tried and one.get_closest_marker("thorough"):
            one.add_marker(later)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Look for garbage neither while tests are read nor, later, in all that reading them has made for good."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()
        gc.set_threshold(100_000, 50, 100)


_STATEMENTS: LRUCache[object, object] = LRUCache(2_000)
_DIALECTS: dict[str, Dialect] = {}


@event.listens_for(Engine, "engine_connect")
def _share_statements(connection: Connection) -> None:
    """Let all SQLite files share what SQLAlchemy makes of a statement: thousands are opened, for a few statements each.

    Statements are kept by their dialect, so that is shared as well. And nothing here need outlive a loss of power.
    """
    if connection.dialect.name == "sqlite":
        cast(sqlite3.Connection, connection.connection.driver_connection).execute("PRAGMA synchronous = OFF")
        connection.dialect = _DIALECTS.setdefault(connection.dialect.driver, connection.dialect)
        connection.execution_options(compiled_cache=_STATEMENTS)


MakeDesk = Callable[..., Desk]
NewDesk = Callable[[], Desk]


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with our tables and nothing in them: copied, since making one takes half a second."""

    def built(folder: Path) -> None:
        open_store(folder / "empty.db").close()

    return made_once(tmp_path_factory, "empty", built) / "empty.db"


@pytest.fixture(scope="session")
def season_with_everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with all that `services.everything` holds: copied, since making one takes seconds."""
    from services.everything import everything  # noqa: PLC0415 - that module builds on this one

    def built(folder: Path) -> None:
        desks: list[Desk] = []

        def make(today: date = TODAY) -> Desk:
            desks.append(open_desk(folder / "season.db", clock=FixedClock(today), config=CONFIG))
            return desks[-1]

        everything(make, folder)
        for desk in desks:
            desk.close()

    return made_once(tmp_path_factory, "everything", built) / "season.db"


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A path or URL at which nothing is yet."""
    if request.param == "sqlite":
        yield str(tmp_path / "new.db")
        return
    schema = f"test_{uuid4().hex}"
    engine = create_engine(POSTGRES, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
        url = make_url(POSTGRES).update_query_dict({"options": f"-csearch_path={schema}", "application_name": schema})
        yield url.render_as_string(hide_password=False)
        left = _left_open(connection, schema)
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()
    assert not left, f"{left} connections to the server were left open: it takes a hundred, for all tests together"


def _left_open(connection: Connection, schema: str) -> int:
    """How many connections of a test are still there, and ended here; the server notices some closed a moment later."""
    theirs = {"schema": schema}
    there = text("SELECT count(*) FROM pg_stat_activity WHERE application_name = :schema")
    # A thread that still read when its desk was closed gives its connection to a pool that nobody holds any more.
    gc.collect()
    until = time.monotonic() + 5
    while left := cast(int, connection.execute(there, theirs).scalar_one()):
        if time.monotonic() > until:
            end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = :schema"
            connection.execute(text(end), theirs)
            return left
        time.sleep(0.02)
    return 0


@pytest.fixture
def make_desk(database: str, empty_database: Path) -> Iterator[MakeDesk]:
    """Desks on one database, each with the day, the settings or the actor that a test needs."""
    if "://" not in database:
        shutil.copy(empty_database, database)
    desks: list[Desk] = []

    def make(today: date = TODAY, config: Config = CONFIG) -> Desk:
        desks.append(open_desk(database, clock=FixedClock(today), config=config))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


@pytest.fixture(scope="session")
def new_desk(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewDesk]:
    """Desks on databases of their own, for tests that need many: hypothesis calls one test again and again."""
    desks: list[Desk] = []

    def make() -> Desk:
        path = tmp_path_factory.mktemp("desk") / "a.db"
        shutil.copy(empty_database, path)
        desks.append(open_desk(path, clock=FixedClock(TODAY), config=CONFIG))
        return desks[-1]

    yield make
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(make_desk: MakeDesk) -> Desk:
    """The desk of the coordinator Pat on an empty database, on Monday 2027-01-04."""
    return make_desk()
