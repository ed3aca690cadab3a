"""Exporting invites: what is due, written as files."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ridealong.calendars.mail import mail, recipients
from ridealong.calendars.names import file_name
from ridealong.domain.errors import Interrupted, InvalidValue, Refused
from ridealong.domain.meetings import Due
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

    The files are written aside and moved into place together, before they are recorded: an export that dies leaves at
    most files that the next one writes again, never an invite that counts as sent and is nowhere.

    Args:
        again: write the last invite about each meeting once more, and record nothing.
        drafts: write a mail beside each invite, to be sent from a mail program.
        cancelled: asked now and then; once it says yes, nothing has happened.

    Raises:
        Refused: the folder cannot be written, or somebody else delivers invites at the moment.
        Interrupted: it was cancelled.
    """
    folder = _Folder(Path(directory), drafts, progress, cancelled)
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
    """Where an export goes, and who is told how far it has come."""

    def __init__(
        self, directory: Path, drafts: bool, progress: Progress | None, cancelled: Callable[[], bool] | None
    ) -> None:
        self._directory = directory
        self._drafts = drafts
        self._progress = progress
        self._cancelled = cancelled

    def write(self, found: Sequence[Due]) -> Exported:
        """Write all files, or none."""
        directory = self._directory
        if not found:
            return Exported(directory=directory, files=())
        new = [one for one in (directory, *directory.parents) if not one.exists()]
        try:
            directory.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(prefix=".ridealong-", dir=directory) as aside:
                done = self._write_aside(Path(aside), found)
                _move(Path(aside), (*done.files, *done.drafts))
        except BaseException as error:
            for one in new:
                with suppress(OSError):
                    one.rmdir()
            if isinstance(error, OSError):
                raise Refused(
                    f"{directory} cannot be written: {error.strerror or error}",
                    "Name another folder; nothing counts as sent",
                ) from error
            raise
        return done

    def _write_aside(self, aside: Path, found: Sequence[Due]) -> Exported:
        from ridealong.calendars.writer import write  # noqa: PLC0415 - ics takes a tenth of a second, only here

        files: list[Path] = []
        drafts: list[Path] = []
        undrafted: list[str] = []
        for number, one in enumerate(found):
            if number % _TELL_EVERY == 0:
                self._tell(number, len(found))
            name = file_name(one.invite)
            calendar = write(one.invite)
            (aside / name).write_bytes(calendar)
            files.append(self._directory / name)
            if not self._drafts or not recipients(one.invite):
                continue
            draft = Path(name).with_suffix(".eml").name
            try:
                (aside / draft).write_bytes(mail(one.invite, draft=True, update=one.update, calendar=calendar))
                drafts.append(self._directory / draft)
            except InvalidValue as error:
                undrafted.append(f"{name}: {error}")
        self._tell(len(found), len(found))
        return Exported(directory=self._directory, files=tuple(files), drafts=tuple(drafts), undrafted=tuple(undrafted))

    def _tell(self, done: int, total: int) -> None:
        if self._cancelled and self._cancelled():
            raise Interrupted("The export was stopped", "No file was kept, and nothing counts as sent")
        if self._progress:
            self._progress(done, total)


def _move(aside: Path, paths: Sequence[Path]) -> None:
    """Move files into place; where one cannot be moved, those before it are taken back again."""
    replaced = aside / "replaced"
    replaced.mkdir()
    begun: list[Path] = []
    try:
        for path in paths:
            begun.append(path)
            if path.is_file():
                path.replace(replaced / path.name)
            (aside / path.name).replace(path)
    except BaseException:
        for path in begun:
            with suppress(OSError):
                if not (aside / path.name).exists():
                    path.unlink()
                if (replaced / path.name).exists():
                    (replaced / path.name).replace(path)
        raise
