"""A connection to a mail server, over which one message after another is handed in (RFC 5321)."""

import base64
import ipaddress
import smtplib
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from ridealong.calendars.text import one_line
from ridealong.domain.errors import Refused, RidealongError
from ridealong.paths import expanded

TIMEOUT = 30.0
"""Seconds to wait for each answer of a server."""
_SAID = 200
_MECHANISMS = ("PLAIN", "LOGIN", "CRAM-MD5")


class Security(StrEnum):
    """How a connection is kept from being read by others."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class NotNow(RidealongError):
    """A server, or the way to it, does not work at the moment: the same may succeed later."""

    code = "no-server"


class ServerUnusable(Refused):
    """No message at all can be handed in: the server, its certificate or the login is not as it should be."""

    code = "server-unusable"


class MessageRefused(Refused):
    """A server takes this message for nobody; others it may take."""

    code = "server-refused"


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server, and how to speak to it.

    Args:
        user: the login name, empty where there is no login.
        ca_file: certificates (PEM) to trust besides those that the system trusts, or empty.
    """

    host: str
    port: int
    security: Security
    user: str = ""
    ca_file: str = ""

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def is_loopback(host: str) -> bool:
    """Whether a host is this very machine."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Connection:
    """A connection that is made when the first message is handed in, and made again where it was lost.

    Args:
        password: asked for at each login; never kept, and blotted out where a server repeats it.
    """

    def __init__(self, server: Server, password: Callable[[], str]) -> None:
        self._server = server
        self._password = password
        self._smtp: smtplib.SMTP | None = None
        self._seen = False

    @property
    def is_open(self) -> bool:
        """Whether there is a connection now."""
        return self._smtp is not None

    @property
    def was_open(self) -> bool:
        """Whether there ever was a connection."""
        return self._seen

    def send(self, message: bytes, sender: str, to: Sequence[str]) -> None:
        """Hand in one message: to all recipients or, if one of them is refused, to nobody.

        Args:
            message: a whole message, its lines ended by CRLF.
            sender, to: addresses with domains in ASCII.

        Raises:
            MessageRefused: the server will not take this message, and says why.
            NotNow: it will not take it at the moment, or the connection was lost.
            ServerUnusable: no message can be handed in.
        """
        smtp = self.open()
        options = [f"size={len(message)}"] if smtp.has_extn("size") else []
        if not all(one.isascii() for one in (sender, *to)):
            if not smtp.has_extn("smtputf8"):
                named = ", ".join(one for one in (sender, *to) if not one.isascii())
                raise MessageRefused(f"{self._server} takes no addresses such as {named}", "Use an address in ASCII")
            options += ["SMTPUTF8", "BODY=8BITMIME"]
            smtp.command_encoding = "utf-8"
        try:
            self._hand_in(smtp, message, sender, to, options)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise NotNow(f"The connection to {self._server} was lost ({_words(error)})", _LATER) from error

    def open(self) -> smtplib.SMTP:
        """The connection, made where there is none; raises NotNow and ServerUnusable."""
        if self._smtp is None:
            self._smtp = self._opened()
            self._seen = True
        return self._smtp

    def close(self) -> None:
        """Say goodbye, where there is a connection."""
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._smtp.quit()
            self._drop()

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def _hand_in(self, smtp: smtplib.SMTP, message: bytes, sender: str, to: Sequence[str], options: list[str]) -> None:
        self._check(smtp, smtp.mail(sender, options), f"the sender {sender}")
        for one in to:
            self._check(smtp, smtp.rcpt(one), one)
        try:
            answer = smtp.data(message)
        except smtplib.SMTPDataError as error:
            answer = (error.smtp_code, _octets(error.smtp_error))
        self._check(smtp, answer, "the message")

    def _check(self, smtp: smtplib.SMTP, answer: tuple[int, bytes], what: str) -> None:
        """Whether the server agreed; where it did not, the message that was begun is taken back."""
        code, said = answer
        if 200 <= code < 300:
            return
        if code in (-1, 421):
            raise smtplib.SMTPServerDisconnected(f"{code} {self._said(said)}" if code > 0 else "no answer")
        smtp.rset()
        problem = f"{self._server} refuses {what}: {code} {self._said(said)}"
        if 400 <= code < 500:
            raise NotNow(problem, _LATER)
        raise MessageRefused(problem, "Correct the address, or ask who runs the server")

    def _said(self, said: bytes) -> str:
        """What the server said, on one line."""
        return one_line(said.decode("utf-8", "replace"))[:_SAID]

    def _opened(self) -> smtplib.SMTP:
        server = self._server
        smtp: smtplib.SMTP | None = None
        try:
            smtp = self._connected()
            smtp.ehlo_or_helo_if_needed()
            if server.security is Security.STARTTLS:
                self._start_tls(smtp)
            if server.user:
                self._log_in(smtp)
        except BaseException as error:
            if smtp is not None:
                smtp.close()
            if isinstance(error, OSError):
                raise _unusable(server, error, seen=self._seen) from error
            if isinstance(error, UnicodeError):
                # So the system's resolver refuses what can be the name of no machine, before it asks anybody.
                raise ServerUnusable(f"{server} is no name of a machine", "Check the server") from error
            raise
        return smtp

    def _connected(self) -> smtplib.SMTP:
        host, port = self._server.host.strip("[]"), self._server.port
        if self._server.security is Security.TLS:
            return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=_trust(self._server))
        return smtplib.SMTP(host, port, timeout=TIMEOUT)

    def _start_tls(self, smtp: smtplib.SMTP) -> None:
        if not smtp.has_extn("starttls"):
            raise ServerUnusable(
                f"{self._server} offers no encryption (STARTTLS)",
                "Set security to tls, or to none for a server that needs no login",
            )
        smtp.starttls(context=_trust(self._server))
        smtp.ehlo()

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        server = self._server
        if server.security is Security.NONE and not is_loopback(server.host):
            raise ServerUnusable(
                f"A password would cross the network to {server} for all to read", "Set security to starttls or tls"
            )
        offered = smtp.esmtp_features.get("auth", "").upper().split()
        mechanism = next((one for one in _MECHANISMS if one in offered), "")
        if not mechanism:
            raise ServerUnusable(f"{server} takes no login by password", "Leave out the user, or use another server")
        password = self._password()
        code, said = _answer_to_login(smtp, mechanism, server.user, password)
        if code in (235, 503):
            return
        words = f"{code} {self._said(said).replace(password, '***')}"
        if 400 <= code < 500:
            raise NotNow(f"{server} cannot check the login of {server.user} now: {words}", _LATER)
        raise ServerUnusable(
            f"{server} refuses the login of {server.user}: {words}",
            "Check the user and the password",
            code="login-refused",
        )


_LATER = "What was not sent stays due"


def _answer_to_login(smtp: smtplib.SMTP, mechanism: str, user: str, password: str) -> tuple[int, bytes]:
    # One attempt with one mechanism: a server that counts failures must not count three for one wrong password.
    if mechanism == "PLAIN":
        # RFC 4616 wants UTF-8, and `smtplib` knows ASCII only.
        secret = base64.b64encode(f"\0{user}\0{password}".encode()).decode("ascii")
        return smtp.docmd("AUTH", f"PLAIN {secret}")
    if not (user + password).isascii():
        raise ServerUnusable("The server takes user names and passwords in ASCII only", "Use another password")
    smtp.user, smtp.password = user, password
    try:
        return smtp.auth(mechanism, smtp.auth_login if mechanism == "LOGIN" else smtp.auth_cram_md5)
    except smtplib.SMTPAuthenticationError as error:
        return error.smtp_code, _octets(error.smtp_error)


def _trust(server: Server) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if server.ca_file:
        path = expanded(server.ca_file, ServerUnusable)
        try:
            context.load_verify_locations(path)
        except (OSError, ssl.SSLError) as error:
            raise ServerUnusable(
                f"{path} holds no certificates that can be read ({_words(error)})", "Correct ca_file"
            ) from error
    return context


def _unusable(server: Server, error: OSError, *, seen: bool) -> RidealongError:
    """What an attempt to connect came to, in words.

    Args:
        seen: whether the server has answered before, so that it is not simply the wrong one.
    """
    match error:
        case ssl.SSLCertVerificationError():
            return ServerUnusable(
                f"The certificate of {server} is not trusted: {error.verify_message.rstrip('.')}",
                "Name the server as its certificate does, or name the certificate to trust as ca_file under [mail]",
            )
        case ssl.SSLError():
            return ServerUnusable(
                f"{server} cannot agree on encryption ({_words(error)})",
                "Check port and security: 587 is starttls, 465 tls",
            )
        case smtplib.SMTPResponseException() if 400 <= error.smtp_code < 500 or error.smtp_code == -1:
            return NotNow(f"{server} does not answer as a mail server now: {_words(error)}", _LATER)
        case smtplib.SMTPServerDisconnected() | TimeoutError() | ConnectionResetError():
            return NotNow(
                f"{server} does not answer ({_words(error)})", "Check port and security; what was not sent stays due"
            )
        case ConnectionError() if seen:
            return NotNow(f"{server} cannot be reached any more ({_words(error)})", _LATER)
        case _:
            return ServerUnusable(
                f"{server} cannot be reached ({_words(error)})", "Check the server, its port and the network"
            )


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return one_line(f"{error.smtp_code} {_octets(error.smtp_error).decode('utf-8', 'replace')}")[:_SAID]
    reason = error.strerror if isinstance(error, OSError) else None
    return one_line(str(reason or error) or type(error).__name__)[:_SAID]


def _octets(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()
