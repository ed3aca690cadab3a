"""Who may open the screens in a browser: the rules for hosts, origins and the token."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

LEAST_TOKEN = 16
"""How many characters a token has at least."""

_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine reach a server that listens at this name or address."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Visitors:
    """Whose calls are answered.

    Args:
        hosts: names and addresses under which browsers may ask for us; a page of another name that points here, which
            a stranger's server can do to a browser (DNS rebinding), is refused. Empty where the token alone decides.
        token: what a visitor must show; empty for nothing.
    """

    hosts: frozenset[str]
    token: str = ""

    @classmethod
    def of(cls, host: str, token: str, more: Iterable[str] = ()) -> "Visitors":
        """The visitors of a server that listens at `host`, and is also known by `more` names."""
        if not is_loopback(host):
            return cls(frozenset(), token)
        return cls(frozenset((*_LOOPBACK_NAMES, host, *more)), token)

    def may_ask_for(self, authority: str) -> bool:
        """Whether the `Host` that a call names is one of ours."""
        return not self.hosts or _host_of(authority) in self.hosts

    def may_connect_from(self, origin: str | None, *ours: str) -> bool:
        """Whether a page of this origin may open the screens: pages of other sites may not, and have one.

        Args:
            origin: the `Origin` of the call; None where it names none, as programs that are no browsers do.
            ours: the authorities (host and port) of our own page.
        """
        return origin is None or _authority_of(origin) in {one.casefold() for one in ours}

    def knows(self, shown: str | None) -> bool:
        """Whether a visitor shows the token, compared in a time that says nothing of it."""
        # A browser may send anything as a cookie, also what is no text.
        given = (shown or "").encode(errors="surrogatepass")
        return not self.token or hmac.compare_digest(given, self.token.encode())


def _host_of(authority: str) -> str:
    try:
        return urlsplit(f"//{authority}").hostname or ""
    except ValueError:
        return ""


def _authority_of(origin: str) -> str:
    """Host and port of an origin, as they are compared; empty where it is none."""
    try:
        return urlsplit(origin).netloc.casefold()
    except ValueError:
        return ""
