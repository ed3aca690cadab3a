"""Invites: what is due to be sent, worked out afresh each time, and its export as files."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from ridealong.calendars.names import file_name
from ridealong.calendars.outbox import due, latest
from ridealong.calendars.snapshot import dump_message, load_message
from ridealong.domain.errors import Interrupted, Refused
from ridealong.domain.meetings import Address, Due, MeetingKind, Message, Method
from ridealong.services.desk import Desk
from ridealong.services.meetings import wanted_invites
from ridealong.services.paging import Progress
from ridealong.storage.queries.messages import message_rows
from ridealong.storage.unjournaled import add_messages

_TELL_EVERY = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """A message that is due, as lists show it.

    Args:
        why: what makes it due. to: the addresses it goes to. start: the first day of the meeting.
    """

    uid: str
    kind: MeetingKind
    method: Method
    sequence: int
    why: str
    summary: str
    start: date
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export wrote: the files, in the order in which the messages should be sent."""

    directory: Path
    files: tuple[Path, ...]


def outbox(desk: Desk) -> tuple[DueRow, ...]:
    """What is due and not sent, in the order in which to send it."""
    with desk.reading() as connection:
        return tuple(map(_row, due_now(connection, desk)))


def due_now(connection: Connection, desk: Desk) -> tuple[Due, ...]:
    """The difference between the meetings that should be in calendars and the messages last sent."""
    today = desk.clock.today()
    sent = latest(load_message(row["message"]) for row in message_rows(connection, today))
    # Answers go to whom an invite came from: another coordinator at the desk does not take over what was sent.
    organizers = {uid: one.last.invite.organizer for uid, one in sent.items()}
    wanted = wanted_invites(connection, _organizer(desk), today, organizers)
    return due(wanted, sent, desk.clock.now())


def _organizer(desk: Desk) -> Address:
    return Address(desk.organizer.email, desk.organizer.name)


def recipients(message: Message) -> tuple[str, ...]:
    """The addresses that a message goes to."""
    return tuple(one.email for one in message.only or message.invite.attendees)


def _row(one: Due) -> DueRow:
    invite = one.message.invite
    return DueRow(
        uid=invite.uid,
        kind=invite.kind,
        method=one.message.method,
        sequence=one.message.sequence,
        why=one.why,
        summary=invite.summary,
        start=invite.when.days.first,
        to=recipients(one.message),
    )


def export(
    desk: Desk,
    directory: Path | str,
    *,
    again: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write what is due, one file each, and record it as sent; a second export finds nothing due.

    The files are written aside and moved into place together, before they are recorded: an export that dies leaves at
    most files that the next one writes again, never a message that counts as sent and is nowhere.

    Args:
        again: write the last message about each meeting once more, and record nothing.
        cancelled: asked now and then; once it says yes, nothing has happened.

    Raises:
        Refused: the folder cannot be written.
        Interrupted: it was cancelled.
    """
    directory = Path(directory)
    if again:
        with desk.reading() as connection:
            found = _last_messages(connection, desk)
        return Exported(directory=directory, files=_write(directory, found, progress, cancelled))
    with desk.changing("invites export") as step:
        items = due_now(step.connection, desk)
        files = _write(directory, [one.message for one in items], progress, cancelled)
        if items:
            now = desk.clock.now().isoformat()
            rows = [_sent_row(one, path, now) for one, path in zip(items, files, strict=True)]
            add_messages(step.connection, rows)
            step.done(f"{len(files)} invites exported", undoable=False)
    return Exported(directory=directory, files=files)


def _last_messages(connection: Connection, desk: Desk) -> list[Message]:
    last: dict[str, Message] = {}
    for row in message_rows(connection, desk.clock.today()):
        last[row["uid"]] = load_message(row["message"])
    return sorted(last.values(), key=lambda one: (one.invite.when.days.first, one.invite.uid))


def _sent_row(one: Due, path: Path, now: str) -> dict[str, object]:
    return {
        "uid": one.message.invite.uid,
        "sent_at": now,
        "meeting_ends": one.message.invite.when.days.last,
        "file_name": path.name,
        "why": one.why,
        "message": dump_message(one.message),
    }


def _write(
    directory: Path, found: Sequence[Message], progress: Progress | None, cancelled: Callable[[], bool] | None
) -> tuple[Path, ...]:
    if not found:
        return ()
    from ridealong.calendars.writer import write  # noqa: PLC0415 - ics takes a tenth of a second, only here

    names = [file_name(message) for message in found]
    new = [one for one in (directory, *directory.parents) if not one.exists()]
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".ridealong-", dir=directory) as aside:
            for number, (message, name) in enumerate(zip(found, names, strict=True)):
                if number % _TELL_EVERY == 0:
                    _tell(number, len(found), progress, cancelled)
                (Path(aside) / name).write_bytes(write(message))
            _tell(len(found), len(found), progress, cancelled)
            for name in names:
                (Path(aside) / name).replace(directory / name)
    except (OSError, Interrupted) as error:
        for one in new:
            with suppress(OSError):
                one.rmdir()
        if isinstance(error, Interrupted):
            raise
        raise Refused(
            f"{directory} cannot be written: {error.strerror or error}", "Name another folder; nothing counts as sent"
        ) from error
    return tuple(directory / name for name in names)


def _tell(done: int, total: int, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
    if cancelled and cancelled():
        raise Interrupted("The export was stopped", "No file was kept, and nothing counts as sent")
    if progress:
        progress(done, total)
