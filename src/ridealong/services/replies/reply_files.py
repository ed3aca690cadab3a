"""Files with replies in them: calendar files, mails, mail boxes and folders, read one part after another."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ridealong.domain.errors import Interrupted, UnreadableFile
from ridealong.domain.replies import Reply

Told = Callable[[str, float], None]
"""Called with what is being read, and how much of everything has been, from 0 to 1."""
Known = Callable[[Collection[str]], Collection[str]]
"""Says which of some UIDs are of meetings that were sent from here."""

EXAMPLES = 1_000
"""Replies about other people's meetings, and parts that cannot be read, that are named at most; more are counted."""
_AT_ONCE = 500
"""Replies whose UIDs are looked up together."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A file, or a part of one, that could not be read, and why."""

    source: str
    problem: str


@dataclass(slots=True)
class ReadReplies:
    """What was found.

    Args:
        replies: each with where it was read: all about meetings of ours, and `EXAMPLES` of the others.
        rejected: what could not be read, `EXAMPLES` at most.
        more_strange, more_rejected: how many there were beyond these.
    """

    replies: list[tuple[str, Reply]] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    more_strange: int = 0
    more_rejected: int = 0


class _Sieve:
    """Keeps what matters of what is read, so that a large mail box takes no more memory than what it says of ours."""

    def __init__(self, known: Known) -> None:
        self.found = ReadReplies()
        self._known = known
        self._waiting: list[tuple[str, Reply]] = []
        self._strange = 0

    def take(self, source: str, one: Reply | UnreadableFile) -> None:
        """Take in what was read."""
        if isinstance(one, Reply):
            self._waiting.append((source, one))
            if len(self._waiting) == _AT_ONCE:
                self.look_up()
        elif len(self.found.rejected) < EXAMPLES:
            self.found.rejected.append(Rejected(source, str(one)))
        else:
            self.found.more_rejected += 1

    def look_up(self) -> None:
        """Decide about those that wait."""
        ours = self._known({reply.uid for _source, reply in self._waiting})
        for source, reply in self._waiting:
            self._strange += reply.uid not in ours
            if reply.uid in ours or self._strange <= EXAMPLES:
                self.found.replies.append((source, reply))
        self.found.more_strange = max(0, self._strange - EXAMPLES)
        self._waiting.clear()


def read_files(
    paths: Sequence[Path], zone: str, known: Known, progress: Told | None, cancelled: Callable[[], bool] | None
) -> ReadReplies:
    """Read all replies in some files; what cannot be read stops nothing else.

    Args:
        zone: an IANA name, for proposed times that name none.
        known: asked now and then which replies are about meetings of ours.

    Raises:
        Interrupted: `cancelled` said yes.
    """
    sieve = _Sieve(known)

    def told(index: int, done: int, total: int) -> None:
        if cancelled and cancelled():
            raise Interrupted("Reading was stopped", "No answer was kept")
        if progress:
            progress(f"Reading {paths[index].name}", (index + done / max(1, total)) / len(paths))

    for index, path in enumerate(paths):
        for source, one in _read(path, zone, partial(told, index)):
            sieve.take(source, one)
    sieve.look_up()
    return sieve.found


def _read(path: Path, zone: str, told: Callable[[int, int], None]) -> Iterator[tuple[str, Reply | UnreadableFile]]:
    from ridealong.calendars.mailboxes import Unread, calendar_parts  # noqa: PLC0415 - reads with icalendar, only here
    from ridealong.calendars.replies import read_each  # noqa: PLC0415 - as above

    for part in calendar_parts(path, told):
        if isinstance(part, Unread):
            yield part.source, part.problem
            continue
        for one in read_each(part.data, part.sender, part.sent, method=part.method, zone=zone):
            yield part.source, one
