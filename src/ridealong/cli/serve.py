"""The command that opens the screens in a web browser."""

import asyncio
import secrets
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from ridealong.cli.options import Command
from ridealong.cli.output import say, show, show_json
from ridealong.cli.session import Session, pass_session
from ridealong.cli.web.visitors import LEAST_TOKEN, Visitors, is_loopback
from ridealong.demo.sizes import SIZES
from ridealong.domain.errors import RidealongError

if TYPE_CHECKING:
    from ridealong.cli.web.server import ScreensServer

TOKEN_VARIABLE = "RIDEALONG_TOKEN"  # noqa: S105 - the name of a variable, not a secret
MAX_PORT = 65535


@click.command(cls=Command)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; elsewhere takes a token.")
@click.option("--port", type=click.IntRange(0, MAX_PORT), default=8000, show_default=True, help="0 for a free one.")
@click.option(
    "--token",
    envvar=TOKEN_VARIABLE,
    metavar="TOKEN",
    help=f"What a browser must show. Default: {TOKEN_VARIABLE}; made up where --host or --public-url lets others in.",
)
@click.option("--public-url", default="", metavar="URL", help="How browsers reach it through a proxy.")
@click.option("--demo", is_flag=True, help="Each page has a throw-away made-up company of its own.")
@click.option("--size", type=click.Choice(SIZES, case_sensitive=False), default="standard", help="That of --demo.")
@pass_session
def serve(  # noqa: PLR0917 - one parameter for each option
    session: Session, host: str, port: int, token: str | None, public_url: str, demo: bool, size: str
) -> None:
    """Open the screens in a web browser.

    The address to open is printed. Only this machine is answered, unless --host names another address or --public-url a
    proxy: then a token is asked for. Nothing is encrypted unless a proxy does so. Ctrl-C ends it, with all pages.
    """
    token = _token(token, elsewhere=bool(public_url) or not is_loopback(host))
    visitors = Visitors.of(host, token, _names(public_url))
    command = _command(session, size if demo else "")
    if not demo:
        # What is wrong with settings or database is better told here than in an empty page.
        with session.desk():
            pass
    from ridealong.cli.web.server import ScreensServer  # noqa: PLC0415 - imports a web server

    def opened(url: str) -> None:
        if session.json:
            show_json({"url": url})
        else:
            show([url])
            say("Open this address in a browser. Ctrl-C ends it.")
        sys.stdout.flush()

    if not is_loopback(host) and not public_url.startswith("https:"):
        say("Anybody on the network can read along: nothing is encrypted. See docs/browser.md")
    server = ScreensServer(command, host, port, visitors, public_url=public_url, opened=opened)
    try:
        asyncio.run(_until_told(server))
    except (OSError, UnicodeError) as error:
        words = getattr(error, "strerror", None) or "no machine can have that name"
        raise RidealongError(
            f"Cannot listen at {host}, port {port}: {words}", "Give another --host or --port; 0 is any free port"
        ) from error


async def _until_told(server: "ScreensServer") -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows has no such handlers; there Ctrl-C ends the loop itself.
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    await server.run(stop)


def _token(given: str | None, *, elsewhere: bool) -> str:
    if given:
        if len(given) < LEAST_TOKEN or not given.isascii() or not given.isprintable() or not _plain(given):
            raise click.UsageError(
                f"A token has at least {LEAST_TOKEN} letters, digits, - or _, so that nobody guesses it"
            )
        return given
    return secrets.token_urlsafe(24) if elsewhere else ""


def _plain(token: str) -> bool:
    return all(one.isalnum() or one in "-_" for one in token)


def _names(public_url: str) -> list[str]:
    if not public_url:
        return []
    with suppress(ValueError):
        parts = urlsplit(public_url)
        if parts.scheme in ("http", "https") and parts.hostname:
            return [parts.hostname]
    raise click.UsageError(f"'{public_url}' is no URL of a web page. Give one such as https://ride.company.example")


def _command(session: Session, size: str) -> list[str]:
    command = [sys.executable, "-m", "ridealong"]
    if session.database is not None and not size:
        command += ["--db", session.database]
    if session.today is not None:
        command += ["--today", session.today.isoformat()]
    command += ["--read-only"] if session.read_only else []
    command += ["--no-color"] if session.no_color else []
    return [*command, *(["demo", "--size", size] if size else [])]
