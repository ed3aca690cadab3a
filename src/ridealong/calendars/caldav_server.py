"""A calendar on a CalDAV server: objects put into it and taken out again.

An object stands at an address made from its UID, so that an update replaces what it updates. Where a server keeps the
same UID at another address (somebody had imported the file before), that object is the one which is replaced.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urljoin, urlsplit, urlunsplit

from ridealong.calendars.caldav_connection import Account, Answer, Connection, connect
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.values import quoted

_TRIES = 3
_CALENDAR = "{urn:ietf:params:xml:ns:caldav}calendar"
_KINDS = "{urn:ietf:params:xml:ns:caldav}supported-calendar-component-set"
_MAY_WRITE = {f"{{DAV:}}{name}" for name in ("all", "write", "write-content", "bind")}
_PLAIN_UID = re.compile(r"[A-Za-z0-9-]{1,100}")
_LISTED = 8
_GONE = (404, 410)


class ObjectRefused(Refused):
    """The server does not accept one object; others it may."""

    code = "server-refused"


@dataclass(frozen=True, slots=True)
class _Held:
    """What the server holds at an address; without data it holds nothing there."""

    url: str
    data: str = ""
    etag: str = ""


def calendar_url(text: str) -> str:
    """The URL of a calendar as it is used: with a slash at its end, after which the names of objects follow.

    Raises:
        InvalidValue: it is no URL, would send a password in the clear, or holds one.
    """
    url = text.strip()
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or not url.isprintable() or " " in url:
        raise InvalidValue(
            f"'{_without_password(url)}' is not the URL of a calendar", "It looks like https://server.example/pat/work/"
        )
    if "@" in parts.netloc:
        raise InvalidValue(
            f"The URL of the calendar on {host} holds a name or a password",
            "Give the name as caldav.user, and the password by the environment or a command",
            typed="Give the name as --user or caldav.user, and the password by the environment or a command",
        )
    if parts.scheme == "http" and not _is_loopback(host):
        raise InvalidValue(f"'{quoted(url)}' would send the password in the clear", "Give a URL that begins with https")
    return urlunsplit((parts.scheme, parts.netloc, f"{parts.path.rstrip('/')}/", "", ""))


def _without_password(url: str) -> str:
    return quoted(re.sub(r"//.*@", "//", url))


def _is_loopback(host: str) -> bool:
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"


def object_name(uid: str) -> str:
    """The last part of an object's URL: its UID where that is plain, else what stands for it."""
    if _PLAIN_UID.fullmatch(uid):
        return f"{uid}.ics"
    return f"{hashlib.sha256(uid.encode(errors='replace')).hexdigest()[:40]}.ics"


@contextmanager
def open_calendar(account: Account) -> Iterator["ServerCalendar"]:
    """Sign in, and see that there is a calendar that takes meetings.

    Args:
        account: with a URL that `calendar_url` has let pass.

    Raises:
        Refused: there is no such calendar; those that were found are named. Or the package is not installed.
        LoginRefused, ServerAway: see `caldav_connection`.
    """
    with connect(account) as connection:
        found = connection.properties(account.url)
        if problem := _problem(found):
            raise Refused(f"{account.url} {problem}", _others(account, connection))
        name = str(found.get("{DAV:}displayname") or "").strip()
        yield ServerCalendar(connection, account.url, name or account.url)


class ServerCalendar:
    """A calendar that was found.

    Args:
        name: what the server calls it, or its URL.
        schedules: whether the server itself sends invites to the attendees of what is put here (RFC 6638).
    """

    def __init__(self, connection: Connection, url: str, name: str) -> None:
        self.url = url
        self.name = name
        self.schedules = connection.schedules()
        self._connection = connection

    def put(self, uid: str, make: Callable[[str], bytes]) -> None:
        """Put an object here, in place of the one with this UID.

        Args:
            make: from what the server holds, empty where it holds nothing, to what it should hold; called again
                where that has changed meanwhile.

        Raises:
            ObjectRefused: the server does not take it.
            LoginRefused, ServerAway: see `caldav_connection`.
        """
        held = self._held(self._address(uid))
        answer = Answer(0)
        for _ in range(_TRIES):
            answer = self._replace(held, make(held.data))
            if answer.accepted:
                return
            if answer.status == 412:
                held = self._held(held.url)
            elif not held.data and (other := self._connection.address_of(self.url, uid)):
                held = self._held(other)
            else:
                break
        raise ObjectRefused(f"The server does not accept it ({answer})", "It stays due")

    def remove(self, uid: str) -> None:
        """Take the object with this UID out; nothing happens where there is none.

        Raises:
            ObjectRefused: the server does not let go of it.
            LoginRefused, ServerAway: see `caldav_connection`.
        """
        answer = self._connection.ask("DELETE", self._address(uid))
        if answer.status in _GONE and (other := self._connection.address_of(self.url, uid)):
            answer = self._connection.ask("DELETE", other)
        if not answer.accepted and answer.status not in _GONE:
            raise ObjectRefused(f"The server does not let go of it ({answer})", "Its cancellation stays due")

    def _address(self, uid: str) -> str:
        return urljoin(self.url, object_name(uid))

    def _held(self, url: str) -> _Held:
        # Some servers give an object another tag where they compress it, and do not know that tag afterwards.
        headers = {"Accept": "text/calendar", "Accept-Encoding": "identity"}
        answer = self._connection.ask("GET", url, headers=headers)
        return _Held(url, answer.text, answer.headers.get("ETag", "")) if answer.accepted else _Held(url)

    def _replace(self, held: _Held, data: bytes) -> Answer:
        headers = {"Content-Type": "text/calendar; charset=utf-8"}
        if held.etag and not held.etag.startswith("W/"):
            # Somebody may answer between the reading and the writing.
            headers["If-Match"] = held.etag
        return self._connection.ask("PUT", held.url, data.decode(), headers)


def _problem(found: dict[str, object]) -> str:
    """What keeps invites out of a collection, by its properties; empty where nothing does."""
    if not found:
        return "does not exist, or is not yours to see"
    if _CALENDAR not in _names(found.get("{DAV:}resourcetype")):
        return "is not a calendar"
    kinds = _names(found.get(_KINDS))
    if kinds and "VEVENT" not in kinds:
        return "takes tasks or notes, but no meetings"
    privileges = _names(found.get("{DAV:}current-user-privilege-set"))
    if privileges and not _MAY_WRITE & privileges:
        return "can be read by you, but not written"
    return ""


def _names(value: object) -> set[str]:
    return {value} if isinstance(value, str) else set(map(str, value)) if isinstance(value, list) else set()


def _others(account: Account, connection: Connection) -> str:
    """The calendars that can be found from the URL, or else from the root of the server."""
    found = _calendars(connection)
    if not found:
        root = urljoin(account.url, "/")
        with connect(Account(root, account.user, account.password)) as other:
            found = _calendars(other)
    if not found:
        return "No calendar was found there; ask whoever runs the server for the URL of yours"
    named = [f"{name or 'without a name'}: {url}" for name, url in found[:_LISTED]]
    return f"Calendars found there: {'; '.join(named)}"


def _calendars(connection: Connection) -> list[tuple[str, str]]:
    with suppress(Refused):
        return connection.calendars()
    return []
