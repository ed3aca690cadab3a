"""The coordinator's desk: an open database, the clock, and who sits there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from ridealong.config import Config, Organizer, database_path, load_config
from ridealong.domain.days import Clock, SystemClock
from ridealong.domain.errors import StorageError
from ridealong.storage.database import Store, open_store
from ridealong.storage.queries.changes import change_count
from ridealong.storage.work import Step, unit_of_work


@dataclass(frozen=True, slots=True)
class Desk:
    """What every service takes first. It may be used from every thread.

    Args:
        config: settings, among them the actor that the journal names and the organizer of invites.
    """

    store: Store
    clock: Clock
    config: Config

    @property
    def actor(self) -> str:
        """Who changes things, for the journal."""
        return self.config.actor

    @property
    def organizer(self) -> Organizer:
        """Whom invites come from."""
        return self.config.organizer_or_login

    @property
    def zone(self) -> str:
        """The zone of people who have none of their own."""
        return self.organizer.time_zone

    def version(self) -> int:
        """A number that rises with every change by anybody: cheap to ask, to see whether to look again."""
        with self.reading() as connection:
            return change_count(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view of the data."""
        with self.store.reading() as connection:
            yield connection

    @contextmanager
    def changing(self, action: str) -> Iterator[Step]:
        """One change, that lasts if `done` is called on what is yielded."""
        with unit_of_work(self.store, at=self.clock.now(), actor=self.actor, action=action) as step:
            yield step

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"The folder {folder} cannot be made: {error.strerror}", "Name another place with --db"
        ) from error


def open_desk(
    database: str | Path | None = None,
    *,
    clock: Clock | None = None,
    config: Config | None = None,
    read_only: bool = False,
) -> Desk:
    """Open a database, made or upgraded where needed.

    Args:
        database: a path or URL; None for the one in the user's data folder.
        config: settings; None reads the config file.

    Raises:
        StorageError: the database cannot be opened, is none of ours, is locked, or is newer than this program.
    """
    if database is None:
        database = database_path()
        if not read_only:
            _make_folder(database.parent)
    store = open_store(database, read_only=read_only)
    return Desk(store, clock or SystemClock(), config if config is not None else load_config())
