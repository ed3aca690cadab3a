"""Names of .ics files: readable, in order of time, and allowed on every file system."""

import hashlib
import re
from collections.abc import Sequence

from ridealong.domain.meetings import Address, Invite
from ridealong.domain.plain_letters import plain_letters

_LONGEST = 120
_LONGEST_FILED = 50
"""How much of what a meeting is filed under is told: people come after it."""
_MARK = 8
"""How many characters of a name stand for UID and DTSTAMP."""
_EXTENSION = ".ics"
_UNSAFE = re.compile(r"[^A-Za-z0-9 .,'&+@_-]+")


def file_name(invite: Invite) -> str:
    """The name of the file of an invite, such as `2027-01-11 visit Ana Lima - Ben Okoro (request 0, 3f2a9c1b).ics`.

    Of an embed in a composite team it is `2027-01-11 embed Loyalty app, Ana Lima (request 0, 3f2a9c1b).ics`. It starts
    with the day of the meeting, so that a folder sorts by time, and is never that of another invite: the last part
    stands for UID and DTSTAMP. The same invite always has the same name.

    Returns:
        At most 120 ASCII characters without separators of folders, characters that a file system forbids, a leading
        dot, or a blank or dot at the end.
    """
    unique = f"{invite.meeting.uid}\0{invite.stamp.timestamp()}".encode(errors="replace")
    return _name(invite, f", {hashlib.sha256(unique).hexdigest()[:_MARK]}")


def name_to_come(invite: Invite) -> str:
    """As `file_name`, of an invite that is not written yet: without the last part, which depends on when that is."""
    return _name(invite, "")


def _name(invite: Invite, mark: str) -> str:
    meeting = invite.meeting
    filed = _folded(meeting.filed)[:_LONGEST_FILED].rstrip(" .,-")
    start = f"{meeting.when.days.first.isoformat()} {f'{filed},' if filed else meeting.kind.value} "
    end = f" ({invite.method.value.lower()} {invite.sequence}{mark}){_EXTENSION}"
    who = _people(invite.only or meeting.attendees)
    # Long names are cut alike, whether the mark is known or not.
    room = _LONGEST - len(start) - len(end) - (0 if mark else len(", ") + _MARK)
    return start + who[:room].rstrip(" .,-") + end


def _people(people: Sequence[Address]) -> str:
    names = " - ".join(_ascii(person) for person in people[:2])
    return f"{names} and {len(people) - 2} more" if len(people) > 2 else names


def _ascii(person: Address) -> str:
    """The name in ASCII, or what comes before the @ where the name is in another script."""
    local = person.email.partition("@")[0]
    return _folded(person.name) or _folded(local) or "somebody"


def _folded(text: str) -> str:
    letters = plain_letters(text).encode("ascii", "ignore").decode()
    return " ".join(_UNSAFE.sub(" ", letters).split()).strip(" .,-'")
