"""Exporting invites: what is due, written as files."""

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from ridealong.calendars.mail import mail, recipients
from ridealong.calendars.names import file_name
from ridealong.domain.errors import Interrupted, InvalidValue, Refused, code_of_trouble
from ridealong.domain.meetings import Due
from ridealong.exchange.leftovers import place_aside, sweep
from ridealong.exchange.whole_files import flush, flush_folder, make_folder, write_new
from ridealong.services.delivery_lease import check_free
from ridealong.services.desk import Desk
from ridealong.services.outbox import due_now
from ridealong.services.paging import Progress
from ridealong.services.sent_invites import FILES, keep_as_sent, last_sent

_TELL_EVERY = 50


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
    drafts: bool = True,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write what is due, one file each, and record it as sent; a second export finds nothing due.

    The files are written aside and moved into place together, before they are recorded: an export that is killed leaves
    at most whole files that the next one writes again, never an invite that counts as sent and is nowhere. One that
    fails, even at the last moment, leaves the folder as it was.

    Args:
        again: write the last invite about each meeting once more, and record nothing.
        drafts: write a mail beside each invite, to be sent from a mail program.
        cancelled: asked now and then; once it says yes, nothing has happened.

    Raises:
        Refused: the folder cannot be written, or somebody else delivers invites at the moment.
        Interrupted: it was cancelled.
    """
    with _Folder(Path(directory), drafts, progress, cancelled) as folder:
        if again:
            with desk.reading() as connection:
                return folder.write(last_sent(connection, desk.clock.today()))
        with desk.changing("invites export") as step:
            items = due_now(step.connection, desk)
            if items:
                check_free(step.connection, desk)
            done = folder.write(items)
            if items:
                named = [(one, path.name) for one, path in zip(items, done.files, strict=True)]
                keep_as_sent(step.connection, named, desk.clock.now(), FILES)
                step.done(f"{len(done.files)} invites exported", undoable=False)
        return done


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

    def write(self, found: Sequence[Due]) -> Exported:
        """Write all files, or none; raises Refused where the folder cannot be written."""
        directory = self._directory
        sweep(directory)
        if not found:
            return Exported(directory=directory, files=())
        try:
            self._made = make_folder(directory)
            self._aside.mkdir(mode=0o700)
            done = self._write_aside(found)
            paths = (*done.files, *done.drafts)
            flush(self._aside / one.name for one in paths)
            self._move(paths)
        except OSError as error:
            raise Refused(
                f"{directory} cannot be written: {error.strerror or error}",
                "Name another folder; nothing counts as sent",
                code=code_of_trouble(error),
            ) from error
        return done

    def _write_aside(self, found: Sequence[Due]) -> Exported:
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

    def _move(self, paths: Sequence[Path]) -> None:
        """Move files into place; there is no moment at which one of the names is missing."""
        self._replaced.mkdir()
        for path in paths:
            self._begun.append(path)
            if path.is_file():
                _keep_as(path, self._replaced / path.name)
            (self._aside / path.name).replace(path)
        flush_folder(self._directory)

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
