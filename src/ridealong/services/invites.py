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
from ridealong.calendars.snapshot import dump_invite, load_invite
from ridealong.domain.errors import Interrupted, Refused
from ridealong.domain.meetings import Address, Due, Invite, MeetingKind, Method
from ridealong.services.desk import Desk
from ridealong.services.meetings import wanted_meetings
from ridealong.services.paging import Progress
from ridealong.storage.queries.invites import invite_rows
from ridealong.storage.unjournaled import add_invites

_TELL_EVERY = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """An invite that is due, as lists show it.

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
    """What an export wrote: the files, in the order in which the invites should be sent."""

    directory: Path
    files: tuple[Path, ...]


def outbox(desk: Desk) -> tuple[DueRow, ...]:
    """What is due and not sent, in the order in which to send it."""
    with desk.reading() as connection:
        return tuple(map(_row, due_now(connection, desk)))


def due_now(connection: Connection, desk: Desk) -> tuple[Due, ...]:
    """The difference between the meetings that should be in calendars and the invites last sent."""
    today = desk.clock.today()
    sent = latest(load_invite(row["invite"]) for row in invite_rows(connection, today))
    # Answers go to whom an invite came from: another coordinator at the desk does not take over what was sent.
    organizers = {uid: one.last.meeting.organizer for uid, one in sent.items()}
    wanted = wanted_meetings(connection, _organizer(desk), today, organizers)
    return due(wanted, sent, desk.clock.now())


def _organizer(desk: Desk) -> Address:
    return Address(desk.organizer.email, desk.organizer.name)


def recipients(invite: Invite) -> tuple[str, ...]:
    """The addresses that an invite goes to."""
    return tuple(one.email for one in invite.only or invite.meeting.attendees)


def _row(one: Due) -> DueRow:
    meeting = one.invite.meeting
    return DueRow(
        uid=meeting.uid,
        kind=meeting.kind,
        method=one.invite.method,
        sequence=one.invite.sequence,
        why=one.why,
        summary=meeting.summary,
        start=meeting.when.days.first,
        to=recipients(one.invite),
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
    most files that the next one writes again, never an invite that counts as sent and is nowhere.

    Args:
        again: write the last invite about each meeting once more, and record nothing.
        cancelled: asked now and then; once it says yes, nothing has happened.

    Raises:
        Refused: the folder cannot be written.
        Interrupted: it was cancelled.
    """
    directory = Path(directory)
    if again:
        with desk.reading() as connection:
            found = _last_invites(connection, desk)
        return Exported(directory=directory, files=_write(directory, found, progress, cancelled))
    with desk.changing("invites export") as step:
        items = due_now(step.connection, desk)
        files = _write(directory, [one.invite for one in items], progress, cancelled)
        if items:
            now = desk.clock.now().isoformat()
            rows = [_sent_row(one, path, now) for one, path in zip(items, files, strict=True)]
            add_invites(step.connection, rows)
            step.done(f"{len(files)} invites exported", undoable=False)
    return Exported(directory=directory, files=files)


def _last_invites(connection: Connection, desk: Desk) -> list[Invite]:
    last: dict[str, Invite] = {}
    for row in invite_rows(connection, desk.clock.today()):
        last[row["uid"]] = load_invite(row["invite"])
    return sorted(last.values(), key=lambda one: (one.meeting.when.days.first, one.meeting.uid))


def _sent_row(one: Due, path: Path, now: str) -> dict[str, object]:
    return {
        "uid": one.invite.meeting.uid,
        "sent_at": now,
        "meeting_ends": one.invite.meeting.when.days.last,
        "file_name": path.name,
        "why": one.why,
        "invite": dump_invite(one.invite),
    }


def _write(
    directory: Path, found: Sequence[Invite], progress: Progress | None, cancelled: Callable[[], bool] | None
) -> tuple[Path, ...]:
    if not found:
        return ()
    from ridealong.calendars.writer import write  # noqa: PLC0415 - ics takes a tenth of a second, only here

    names = [file_name(invite) for invite in found]
    new = [one for one in (directory, *directory.parents) if not one.exists()]
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".ridealong-", dir=directory) as aside:
            for number, (invite, name) in enumerate(zip(found, names, strict=True)):
                if number % _TELL_EVERY == 0:
                    _tell(number, len(found), progress, cancelled)
                (Path(aside) / name).write_bytes(write(invite))
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
