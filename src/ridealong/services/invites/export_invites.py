"""Exporting invites: what is due, written as files."""

import os
import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from ridealong.calendars.mail import mail, recipients
from ridealong.calendars.names import file_name, name_to_come
from ridealong.domain.errors import Interrupted, InvalidValue, Refused, code_of_trouble
from ridealong.domain.meetings import Due
from ridealong.exchange.leftovers import place_aside, sweep
from ridealong.exchange.whole_files import flush, flush_folder, make_folder, write_new
from ridealong.services.desk import Desk
from ridealong.services.invites.delivery_lease import claim, lease
from ridealong.services.invites.outbox import due_now
from ridealong.services.invites.sent_invites import FILES, keep_as_sent, last_sent
from ridealong.services.paging import Progress
from ridealong.storage.queries.changes import change_count

_TELL_EVERY = 50
_TRIES = 3
"""How often all is written again, where others change what is due while it is written."""
_NO_TIME = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export wrote.

    Args:
        files: the .ics files, in the order in which the invites should be sent.
        drafts: the .eml files beside them: mails that a mail program opens ready to be sent.
        undrafted: the invites that no mail can carry, each with the reason.
    """

    directory: Path
    files: tuple[Path, ...]
    drafts: tuple[Path, ...] = ()
    undrafted: tuple[str, ...] = ()


def export(
    desk: Desk,
    directory: Path | str,
    *,
    again: bool = False,
    only: Collection[str] | None = None,
    drafts: bool = True,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write what is due, one file each, and record it as sent; a second export finds nothing due.

    The files are written aside, while others may change what they like, and moved into place together, just before they
    are recorded: an export that is killed leaves at most whole files that the next one writes again, never an invite
    that counts as sent and is nowhere. One that fails, even at the last moment, leaves the folder as it was.

    Args:
        again: write the last invite about each meeting once more, and record nothing.
        only: the UIDs of the meetings whose invites are written; None for all.
        drafts: write a mail beside each invite, to be sent from a mail program.
        cancelled: asked now and then; once it says yes, nothing has happened.

    Raises:
        Refused: the folder cannot be written, somebody else delivers invites at the moment, or what is due goes on
            changing.
        Interrupted: it was cancelled.
    """
    with lease(desk) as run, _Folder(Path(directory), drafts, progress, cancelled) as folder:
        if again:
            with desk.reading() as connection:
                sent = _those(last_sent(connection, desk.clock.today()), only)
            done = folder.write_aside(sent)
            folder.move(done)
            return done
        for _ in range(_TRIES):
            found = _claimed(desk, run, only)
            done = folder.write_aside(found.items)
            if not found.items or _recorded(desk, run, folder, found, done):
                return done
        raise Refused(
            "What is due has changed again and again while it was written", "Export again; nothing counts as sent"
        )


def would_write(desk: Desk, *, again: bool = False, only: Collection[str] | None = None) -> tuple[str, ...]:
    """The names of the .ics files that `export` would write now; beside each stands a draft, where mail carries it.

    What is due gets its stamp when it is written, so its names lack the part that depends on it.
    """
    with desk.reading() as connection:
        items = last_sent(connection, desk.clock.today()) if again else due_now(connection, desk)
    named = file_name if again else name_to_come
    return tuple(named(one.invite) for one in _those(items, only))


@dataclass(frozen=True, slots=True)
class _Found:
    """What is due about the meetings in `only`, and the version of the database that says so."""

    items: tuple[Due, ...]
    version: int
    only: Collection[str] | None


def _those(items: Sequence[Due], only: Collection[str] | None) -> tuple[Due, ...]:
    return tuple(one for one in items if only is None or one.invite.meeting.uid in only)


def _claimed(desk: Desk, run: str, only: Collection[str] | None) -> _Found:
    """What is due, which nobody else delivers from now on."""
    with desk.changing("invites export") as step:
        items = _those(due_now(step.connection, desk), only)
        if items:
            claim(step.connection, desk, run)
            step.done("")
        return _Found(items, change_count(step.connection), only)


def _recorded(desk: Desk, run: str, folder: "_Folder", found: _Found, done: Exported) -> bool:
    """Move files into place and record them as sent, if they still are what is due; returns whether they are."""
    with desk.changing("invites export") as step:
        claim(step.connection, desk, run)
        if change_count(step.connection) != found.version:
            now = _those(due_now(step.connection, desk), found.only)
            if list(map(_unstamped, now)) != list(map(_unstamped, found.items)):
                return False
        folder.move(done)
        named = [(one, path.name) for one, path in zip(found.items, done.files, strict=True)]
        keep_as_sent(step.connection, named, desk.clock.now(), FILES)
        step.done(f"{len(done.files)} invites exported", undoable=False)
        return True


def _unstamped(one: Due) -> Due:
    """What is due without the moment at which that was found out."""
    return replace(one, invite=replace(one.invite, stamp=_NO_TIME))


class _Folder:
    """Where an export goes: what is written there stays if the block ends well, and is taken back if it does not."""

    def __init__(
        self, directory: Path, drafts: bool, progress: Progress | None, cancelled: Callable[[], bool] | None
    ) -> None:
        self._directory = directory
        self._aside = place_aside(directory)
        self._replaced = self._aside / "replaced"
        self._drafts = drafts
        self._progress = progress
        self._cancelled = cancelled
        self._made: list[Path] = []
        self._begun: list[Path] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._take_back()
        shutil.rmtree(self._aside, ignore_errors=True)
        if kind is not None:
            for one in self._made:
                with suppress(OSError):
                    one.rmdir()

    def write_aside(self, found: Sequence[Due]) -> Exported:
        """Write all files, none of them into its place; raises Refused where the folder cannot be written."""
        directory = self._directory
        sweep(directory)
        if not found:
            return Exported(directory=directory, files=())
        with self._told():
            self._made += make_folder(directory)
            shutil.rmtree(self._aside, ignore_errors=True)
            self._aside.mkdir(mode=0o700)
            done = self._write(found)
            flush(self._aside / one.name for one in (*done.files, *done.drafts))
        return done

    def move(self, done: Exported) -> None:
        """Move what was written aside into place; there is no moment at which one of the names is missing."""
        if not done.files:
            return
        with self._told():
            self._replaced.mkdir()
            for path in (*done.files, *done.drafts):
                self._begun.append(path)
                if path.is_file():
                    _keep_as(path, self._replaced / path.name)
                (self._aside / path.name).replace(path)
            flush_folder(self._directory)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise Refused(
                f"{self._directory} cannot be written: {error.strerror or error}",
                "Name another folder; nothing counts as sent",
                code=code_of_trouble(error),
            ) from error

    def _write(self, found: Sequence[Due]) -> Exported:
        from ridealong.calendars.writer import write  # noqa: PLC0415 - ics takes a tenth of a second, only here

        files: list[Path] = []
        drafts: list[Path] = []
        undrafted: list[str] = []
        for number, one in enumerate(found):
            if number % _TELL_EVERY == 0:
                self._tell(number, len(found))
            name = file_name(one.invite)
            calendar = write(one.invite)
            write_new(self._aside / name, calendar)
            files.append(self._directory / name)
            if not self._drafts or not recipients(one.invite):
                continue
            draft = Path(name).with_suffix(".eml").name
            try:
                data = mail(one.invite, draft=True, update=one.update, calendar=calendar)
            except InvalidValue as error:
                undrafted.append(f"{name}: {error}")
                continue
            write_new(self._aside / draft, data)
            drafts.append(self._directory / draft)
        self._tell(len(found), len(found))
        return Exported(directory=self._directory, files=tuple(files), drafts=tuple(drafts), undrafted=tuple(undrafted))

    def _tell(self, done: int, total: int) -> None:
        if self._cancelled and self._cancelled():
            raise Interrupted("The export was stopped", "No file was kept, and nothing counts as sent")
        if self._progress:
            self._progress(done, total)

    def _take_back(self) -> None:
        for path in self._begun:
            before = self._replaced / path.name
            with suppress(OSError):
                if before.exists():
                    before.replace(path)
                elif not (self._aside / path.name).exists():
                    path.unlink()


def _keep_as(path: Path, other: Path) -> None:
    try:
        os.link(path, other)
    except OSError:
        # Not every file system knows second names.
        shutil.copy2(path, other)
