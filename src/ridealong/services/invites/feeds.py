"""Feeds: a calendar to subscribe to for each person, team and program, written as files."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ridealong.calendars.feed_files import emptied, feed_file, is_feed, with_known_stamps
from ridealong.domain.errors import Interrupted, Refused, code_of_trouble
from ridealong.domain.meetings import Invite
from ridealong.domain.people import Person, identity, is_purged
from ridealong.domain.programs import name_identity
from ridealong.exchange.leftovers import sweep
from ridealong.exchange.whole_files import make_folder, replace_whole
from ridealong.services.desk import Desk
from ridealong.services.invites.published import published_meetings
from ridealong.services.paging import Progress
from ridealong.storage.queries.feeds import programs_of
from ridealong.storage.queries.people import everybody

PEOPLE, TEAMS, PROGRAMS = FOLDERS = ("people", "teams", "programs")

_HEAD = 1000
"""Octets of a file in which it shows whether it is a feed of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fed:
    """What became of the feeds in a folder.

    Args:
        written: the files that are new or have changed: people first, then teams, then programs.
        unchanged: how many files were left as they were.
    """

    directory: Path
    written: tuple[Path, ...]
    unchanged: int


@dataclass(slots=True)
class _Feed:
    name: str
    invites: list[Invite] = field(default_factory=list)


def write_feeds(
    desk: Desk,
    directory: Path | str,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Fed:
    """Write a feed for each person, team and program that has meetings, and leave those alone that did not change.

    A feed holds the meetings that should be in calendars now and are to come or were in the last 30 days, and those
    that were cancelled after they had been sent, until they would be over. Each file is put into place whole. A feed
    written before for whom nothing is left loses its meetings and stays, so that subscribers lose them, too. Nothing
    counts as sent by this.

    Args:
        cancelled: asked before each file.

    Raises:
        Refused: the folder cannot be written; or a file that is no feed of ours stands where one belongs, which is
            found before anything is written.
        Interrupted: it was cancelled; the feeds that were written are whole.
    """
    directory = Path(directory)
    with desk.reading() as connection:
        found = published_meetings(connection, desk)
        people = {one.identity: one for one in everybody(connection).values()}
        programs = programs_of(connection, [one.meeting.uid for one in found.invites])
    feeds = _feeds(found.invites, people, programs)
    standing = _standing(directory, feeds)
    todo = sorted({*feeds, *standing}, key=lambda path: (FOLDERS.index(path.parent.name), path.name))
    written: list[Path] = []
    for folder in FOLDERS:
        sweep(directory / folder)
    for number, path in enumerate(todo):
        if cancelled and cancelled():
            raise Interrupted(f"Stopped after {number} of {len(todo)} feeds", "Those are whole; run it again")
        if progress:
            progress(number, len(todo))
        if _brought_up(directory / path, feeds.get(path), found.fresh, known=path in standing):
            written.append(directory / path)
    if progress:
        progress(len(todo), len(todo))
    return Fed(directory=directory, written=tuple(written), unchanged=len(todo) - len(written))


def _feeds(invites: Iterable[Invite], people: Mapping[str, Person], programs: Mapping[str, str]) -> dict[Path, _Feed]:
    """What each feed holds, by its place in the folder."""
    feeds: dict[Path, _Feed] = {}
    for invite in invites:
        concerned: dict[Path, str] = {}
        for address in invite.meeting.attendees:
            who = identity(address.email)
            if is_purged(who):
                continue
            person = people.get(who)
            concerned[Path(PEOPLE) / feed_file(who)] = person.name if person else address.name
            if person:
                # Both sides may have a team of one name.
                team = name_identity(f"{person.side} {person.team}")
                concerned[Path(TEAMS) / feed_file(team)] = person.team
        if program := programs.get(invite.meeting.uid):
            concerned[Path(PROGRAMS) / feed_file(name_identity(program))] = program
        for path, name in concerned.items():
            feed = feeds.setdefault(path, _Feed(name))
            feed.name = min(feed.name, name)
            feed.invites.append(invite)
    return feeds


def _standing(directory: Path, feeds: Collection[Path]) -> set[Path]:
    """The places at which there is a feed of ours already; raises Refused for another file where one belongs."""
    found = set()
    for folder in FOLDERS:
        names = {path.name for path in feeds if path.parent.name == folder}
        for path in _entries(directory / folder):
            if _is_feed(path):
                found.add(Path(folder) / path.name)
            elif path.name in names:
                raise Refused(f"{path} is no feed that ridealong has written", "Move it away, or name another folder")
    return found


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise Refused(f"{folder} cannot be read: {error.strerror or error}", "Name another folder") from error


def _is_feed(path: Path) -> bool:
    if path.suffix != ".ics" or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return is_feed(file.read(_HEAD))
    except OSError:
        return False


def _brought_up(path: Path, feed: _Feed | None, fresh: Collection[str], *, known: bool) -> bool:
    """Write a feed where it has changed; returns whether it had. `known`: it was written before."""
    from ridealong.calendars.writer import write_feed  # noqa: PLC0415 - ics takes a tenth of a second, only here

    try:
        before = path.read_bytes() if known else b""
        if feed is None:
            data = emptied(before)
        else:
            data = with_known_stamps(write_feed(f"Ridealong: {feed.name}", feed.invites), before, fresh)
        if data == before:
            return False
        make_folder(path.parent)
        replace_whole(path, data, lasting=False, keep_rights=True)
    except OSError as error:
        code = code_of_trouble(error)
        raise Refused(
            f"{path} cannot be written: {error.strerror or error}", "Name another folder", code=code
        ) from error
    return True
