"""Files with replies in them: calendar files, mails, mail boxes and folders, read one part after another."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ridealong.domain.errors import Interrupted, UnreadableFile
from ridealong.domain.replies import Reply

Told = Callable[[str, float], None]
"""Called with what is being read, and how much of everything has been, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file, or a part of one, that could not be read, and why."""

    source: str
    problem: str


@dataclass(frozen=True, slots=True)
class ReadReplies:
    """What was found: each reply with where it was read, and what could not be read."""

    replies: tuple[tuple[str, Reply], ...]
    rejected: tuple[Rejected, ...]


def read_files(
    paths: Sequence[Path], zone: str, progress: Told | None, cancelled: Callable[[], bool] | None
) -> ReadReplies:
    """Read all replies in some files; what cannot be read stops nothing else.

    Args:
        zone: an IANA name, for proposed times that name none.

    Raises:
        Interrupted: `cancelled` said yes.
    """
    found: list[tuple[str, Reply]] = []
    rejected: list[Rejected] = []

    def told(index: int, done: int, total: int) -> None:
        if cancelled and cancelled():
            raise Interrupted("Reading was stopped", "No answer was kept")
        if progress:
            progress(f"Reading {paths[index].name}", (index + done / max(1, total)) / len(paths))

    for index, path in enumerate(paths):
        for source, one in _read(path, zone, partial(told, index)):
            if isinstance(one, Reply):
                found.append((source, one))
            else:
                rejected.append(Rejected(source, str(one)))
    return ReadReplies(tuple(found), tuple(rejected))


def _read(path: Path, zone: str, told: Callable[[int, int], None]) -> Iterator[tuple[str, Reply | UnreadableFile]]:
    from ridealong.calendars.mailboxes import Unread, calendar_parts  # noqa: PLC0415 - reads with icalendar, only here
    from ridealong.calendars.replies import read_each  # noqa: PLC0415 - as above

    for part in calendar_parts(path, told):
        if isinstance(part, Unread):
            yield part.source, part.problem
            continue
        for one in read_each(part.data, part.sender, part.sent, method=part.method, zone=zone):
            yield part.source, one
