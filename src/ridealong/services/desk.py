"""The coordinator's desk: an open database, the clock, and who sits there."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection

from ridealong.config import Config, Organizer, database_path, load_config
from ridealong.domain.days import Clock, SystemClock
from ridealong.domain.errors import StorageError
from ridealong.exchange.whole_files import make_folder
from ridealong.services.remembered import Found, Remembered
from ridealong.storage.database import Store, open_store
from ridealong.storage.progress import Told, nobody
from ridealong.storage.queries.changes import change_count, summaries
from ridealong.storage.rehearsal import rehearsing
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
    _entries: list[int] = field(default_factory=list, init=False, repr=False, compare=False)
    _under_way: list[Step] = field(default_factory=list, init=False, repr=False, compare=False)
    _remembered: Remembered = field(default_factory=Remembered, init=False, repr=False, compare=False)

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
        return self.config.organizer_or_login.time_zone

    @property
    def opened(self) -> tuple[str, ...]:
        """What opening the database has changed, as sentences; mostly nothing."""
        said = [f"{self.store.tightened}."] if self.store.tightened else []
        if made := self.store.upgraded:
            kept = f" What it was before is kept in {made.backup}." if made.backup else ""
            said.append(f"The database was upgraded from schema {made.before} to {made.after}.{kept}")
        return tuple(said)

    def version(self) -> int:
        """A number that rises with every change by anybody: cheap to ask, to see whether to look again."""
        with self.reading() as connection:
            return change_count(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One unchanging view of the data."""
        with self.store.reading() as connection:
            yield connection

    def remembered(
        self, connection: Connection, key: Hashable, work: Callable[[], Found], *, large: bool = False
    ) -> Found:
        """What `work` reads over a connection of `reading`, once for each day and version of the database.

        Args:
            key: whatever else the answer depends on. The answer must hold no connection, and nobody may change it.
            large: whether it takes many megabytes: of what does, only the last is kept.
        """
        return self._remembered.get(change_count(connection), (self.clock.today(), key), work, large=large)

    @contextmanager
    def changing(self, action: str, *, dry_run: bool = False) -> Iterator[Step]:
        """One change, that lasts if `done` is called on what is yielded; a dry run reads, and changes nothing.

        Raises:
            InvalidValue, UnreadableFile: the settings do not say who makes the change, or in which zone.
        """
        if dry_run:
            with rehearsing(self.store) as step:
                yield step
            return
        self.config.need("coordinator", "organizer.time_zone")
        work: Step | None = None
        try:
            with unit_of_work(self.store, at=self.clock.now(), actor=self.actor, action=action) as work:
                self._under_way.append(work)
                yield work
        finally:
            if work is not None:
                if work.entry is not None:
                    self._entries.append(work.entry)
                self._under_way.remove(work)

    def wrote(self, entry_id: int) -> bool:
        """Whether a journal entry was written here: at another desk somebody may have the same name."""
        # Others can see an entry a moment before whoever wrote it goes on.
        return any(step.entry == entry_id for step in list(self._under_way)) or entry_id in self._entries

    @property
    def written(self) -> int:
        """How many journal entries were written here: where a call adds none, it has changed nothing."""
        return len(self._maybe_written())

    def _maybe_written(self) -> list[int]:
        # An interrupt may come between the commit and the line that notes it.
        late = [step.entry for step in list(self._under_way) if step.entry is not None]
        return sorted({*self._entries, *late})

    def kept(self) -> list[str]:
        """What this desk has changed for good, in the words of the journal.

        Whoever is interrupted while a change is being written cannot know whether it lasts: the database does.
        """
        if not (entries := self._maybe_written()):
            return []
        with self.reading() as connection:
            return summaries(connection, entries, self.actor)

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


def _make_folder(folder: Path) -> None:
    try:
        make_folder(folder)
    except OSError as error:
        raise StorageError(
            f"The folder {folder} cannot be made: {error.strerror}",
            "Name another place",
            typed="Name another place with --db",
        ) from error


def open_desk(
    database: str | Path | None = None,
    *,
    clock: Clock | None = None,
    config: Config | None = None,
    read_only: bool = False,
    told: Told = nobody,
) -> Desk:
    """Open a database, made or upgraded where needed.

    Args:
        database: a path or URL; None for the one in the user's data folder.
        config: settings; None reads the config file.
        told: hears how far an upgrade has come; without one it hears nothing.

    Raises:
        StorageError: the database cannot be opened, is none of ours, is locked, or is newer than this program.
    """
    if database is None:
        database = database_path()
        if not read_only:
            _make_folder(database.parent)
    clock = clock or SystemClock()
    store = open_store(database, read_only=read_only, today=clock.today(), told=told)
    return Desk(store, clock, config if config is not None else load_config())
