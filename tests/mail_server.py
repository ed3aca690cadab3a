"""A real mail server on loopback, that takes messages, or fails in the way a test asks for."""

import asyncio
import shutil
import socket
import ssl
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"
USER, PASSWORD = "pat", "grün und geheim"


@dataclass
class MailServer:
    """What the server has taken, and how it fails.

    Args:
        refused: addresses that do not exist. busy: by address, how often to say "later" before taking it.
        drops: numbers of messages (from 0, each try counts) at which the connection is cut before an answer.
        meanwhile: what happens while a message (by number, as above) is handed in, before it is taken.
        repeats: whether it refuses every login, with the password in its answer.
    """

    port: int
    taken: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    busy: Counter[str] = field(default_factory=Counter)
    drops: set[int] = field(default_factory=set)
    meanwhile: dict[int, Callable[[], object]] = field(default_factory=dict)
    tries: int = 0
    logins: list[str] = field(default_factory=list)
    connections: set[object] = field(default_factory=set)
    repeats: bool = False
    encrypted: list[bool] = field(default_factory=list)

    @property
    def messages(self) -> list[EmailMessage]:
        """The messages taken, as the standard library reads them."""
        return [BytesParser(policy=policy.default).parsebytes(one) for _sender, _to, one in self.taken]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd looks it up by this name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 no such person here"
        if self.busy[address] > 0:
            self.busy[address] -= 1
            return "451 4.7.1 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - as above
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.connections.add(session.peer)
        self.encrypted.append(session.ssl is not None)
        self.tries += 1
        if act := self.meanwhile.pop(self.tries - 1, None):
            await asyncio.to_thread(act)
        if self.tries - 1 in self.drops:
            assert server.transport is not None
            server.transport.abort()
            return "250 never heard"
        assert isinstance(envelope.original_content, bytes)
        self.taken.append((str(envelope.mail_from), list(envelope.rcpt_tos), envelope.original_content))
        return "250 taken"

    def check(self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: object) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append(data.login.decode())
        if self.repeats:
            return AuthResult(success=False, handled=False, message=f"535 '{data.password.decode()}' is wrong")
        return AuthResult(success=data == LoginPassword(USER.encode(), PASSWORD.encode()), handled=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def mail_server(**options: object) -> Iterator[MailServer]:
    """A server for as long as the block lasts; options are those of the server's own class."""
    found = MailServer(free_port())
    controller = Controller(found, HOST, found.port, loop=None, authenticator=found.check, **options)
    controller.start()
    try:
        yield found
    finally:
        controller.stop()


def certificate(folder: Path, name: str = f"IP:{HOST}") -> Path:
    """A certificate that nobody trusts yet, with its key in the same file."""
    if shutil.which("openssl") is None:
        pytest.skip("needs the openssl command")
    path = folder / "certificate.pem"
    options = "-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=test"
    command = ["openssl", "req", *options.split(), "-addext", f"subjectAltName={name}", "-keyout", "-", "-out", "-"]
    path.write_bytes(subprocess.run(command, check=True, capture_output=True).stdout)
    return path


def tls_context(path: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context
