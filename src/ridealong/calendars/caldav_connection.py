"""A connection to a CalDAV server, through `caldav`: the one module that imports it."""

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin, urlsplit

from ridealong.domain.errors import Refused
from ridealong.domain.values import quoted

if TYPE_CHECKING:
    from caldav.davclient import DAVClient

_SECONDS = 30
"""How long a server may be silent."""
_PROPERTIES = ["resourcetype", "displayname", "supported-calendar-component-set", "current-user-privilege-set"]
_RULE = re.compile(r"<(?:[\w-]+:)?([a-z]+(?:-[a-z]+)+)[\s/>]")
_WORDS = {
    400: "bad request",
    403: "forbidden",
    404: "not found",
    409: "conflict",
    412: "changed meanwhile",
    413: "too large",
    415: "not this kind of file",
    423: "locked",
    429: "too many requests",
    500: "internal error",
    502: "bad gateway",
    503: "unavailable",
    504: "no answer in time",
    507: "no room left",
}


class ServerAway(Refused):
    """The server cannot be reached, or says that it cannot work now: the same may succeed later."""

    code = "no-server"


class LoginRefused(Refused):
    """The server does not accept the name and the password."""

    code = "login-refused"


@dataclass(frozen=True, slots=True)
class Account:
    """Where a calendar is, and who signs in there.

    Args:
        user: empty to sign in as nobody. password: never shown.
    """

    url: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says to one request."""

    status: int
    text: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        """Whether the server has done what it was asked."""
        return 200 <= self.status < 300

    def __str__(self) -> str:
        rules = dict.fromkeys(_RULE.findall(self.text))
        return ", ".join(filter(None, (str(self.status), _WORDS.get(self.status), *list(rules)[:3])))


@contextmanager
def connect(account: Account) -> Iterator["Connection"]:
    """A connection that is closed at the end.

    Raises:
        Refused: the package that talks to such servers is not installed.
    """
    try:
        from caldav.davclient import DAVClient  # noqa: PLC0415 - half a second, and an extra that need not be installed
    except ImportError as error:
        raise Refused(
            f"The package that talks to calendar servers is not installed ({error.name or 'caldav'} is missing)",
            "Install it: pip install 'ridealong[caldav]'",
            code="part-missing",
        ) from error
    # What it warns of comes back as an error or does not matter; it must not write across a screen.
    logging.getLogger("caldav").addHandler(logging.NullHandler())
    client = DAVClient(
        url=account.url,
        username=account.user or None,
        password=account.password or None,
        timeout=_SECONDS,
        enable_rfc6764=False,
    )
    # After a redirect a PUT would be repeated as a GET, whose success says nothing.
    client.session.max_redirects = 0
    try:
        yield Connection(client, account.url)
    finally:
        client.close()


class Connection:
    """Requests to a server; each raises `LoginRefused`, `ServerAway`, or `Refused` where the server is another one."""

    def __init__(self, client: "DAVClient", url: str) -> None:
        self._client = client
        self._host = urlsplit(url).netloc

    def ask(self, method: str, url: str, text: str = "", headers: Mapping[str, str] | None = None) -> Answer:
        """One request; an answer that says no is an answer, too."""
        from caldav.lib.error import AuthorizationError  # noqa: PLC0415 - as above

        with self._told():
            try:
                answer = self._client.request(url, method, text, dict(headers or {}))
            except AuthorizationError as error:
                if _forbids(error):
                    return Answer(403, _text(getattr(error, "body", None)))
                raise
        # An internal error may be about this one object; whoever is away or has no room says so by other numbers.
        if answer.status > 500:
            raise ServerAway(f"{self._host} answered {Answer(answer.status)}", "What is left stays due")
        return Answer(answer.status, _text(answer.raw), answer.headers)

    def properties(self, url: str) -> dict[str, object]:
        """What the server says of a collection, by the names of RFC 4918 and 4791; empty where there is none."""
        from caldav.lib.error import AuthorizationError  # noqa: PLC0415 - as above

        with self._told():
            try:
                answer = self._client.propfind(url, props=_PROPERTIES, depth=0)
            except AuthorizationError as error:
                if _forbids(error):  # Radicale forbids to look at what is not there
                    return {}
                raise
        if answer.status >= 500:
            raise ServerAway(f"{self._host} answered {Answer(answer.status)}")
        found = answer.results[0] if answer.status == 207 and answer.results else None
        return dict(getattr(found, "properties", {}))

    def calendars(self) -> list[tuple[str, str]]:
        """The name and URL of each calendar of the user that can be found from here."""
        with self._told():
            found = self._client.get_calendars()
            return [(str(one.get_display_name() or ""), str(one.url)) for one in found]

    def schedules(self) -> bool:
        """Whether the server itself sends invites to attendees of what is put into calendars (RFC 6638)."""
        with suppress(Refused), self._told():
            return bool(self._client.check_scheduling_support())
        return False

    def address_of(self, calendar: str, uid: str) -> str | None:
        """The URL of the object with a UID in a calendar."""
        from caldav.collection import Calendar  # noqa: PLC0415 - as above
        from caldav.lib.error import DAVError  # noqa: PLC0415 - as above

        with self._told(), suppress(DAVError):  # among them the one for what was not found
            found = Calendar(client=self._client, url=calendar).get_event_by_uid(uid)
            return urljoin(calendar, str(getattr(found, "url", calendar)))
        return None

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors of the library as ours, without anything that could hold a password."""
        from caldav.lib.error import AuthorizationError, DAVError  # noqa: PLC0415 - as above

        try:
            yield
        except AuthorizationError as error:
            raise LoginRefused(
                f"{self._host} does not accept the name and password",
                "Check caldav.user, and the password",
                typed="Check --user or caldav.user, and the password",
            ) from error
        except DAVError as error:
            status = getattr(error, "status", None)
            said = f"answered {Answer(status)}" if status else f"did not answer as it should ({_line(error.reason)})"
            raise ServerAway(f"{self._host} {said}", "What is left stays due") from error
        except OSError as error:  # every error of the connection is one
            raise self._of_connection(error) from error
        except (ValueError, SyntaxError) as error:  # what came back was no XML
            raise ServerAway(f"{self._host} did not answer as calendar servers do", "Check the URL") from error

    def _of_connection(self, error: OSError) -> Refused:
        response: _Response | None = getattr(error, "response", None)
        if response is not None and 300 <= response.status_code < 400:
            to = quoted(response.headers.get("Location", "another address"))
            return Refused(f"{self._host} sends on to {to}", "Give that URL, if it is the right one")
        return ServerAway(f"{self._host} cannot be reached: {_reason(error)}", "What is left stays due")


class _Response(Protocol):
    status_code: int
    headers: Mapping[str, str]


def _forbids(error: Exception) -> bool:
    return getattr(error, "status", None) == 403 or "forbidden" in str(error).lower()


def _text(raw: object) -> str:
    return raw.decode(errors="replace") if isinstance(raw, bytes) else str(raw or "")


def _reason(error: BaseException) -> str:
    """What really went wrong, out of errors that hold one another as causes or as arguments."""
    chain = [error]
    for one in chain:
        held = (one.__cause__, one.__context__, getattr(one, "reason", None), *one.args)
        chain += [inner for inner in held if isinstance(inner, BaseException) and inner not in chain]
    for one in reversed(chain):
        if isinstance(one, OSError) and one.strerror:
            return quoted(one.strerror)
    return _line(str(chain[-1])) or type(error).__name__


def _line(text: str) -> str:
    return quoted(" ".join(text.split()))
