"""Which mail server invites go to, as the settings and the call say."""

from dataclasses import replace

from ridealong.calendars.smtp import Security, Server, is_loopback
from ridealong.config import MAX_PORT, Mail, config_path
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.values import quoted

_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


def chosen(settings: Mail, server: str = "", user: str = "", security: str = "") -> Mail:
    """The settings, with another server, user or security where one is named.

    User and password of one server do not go to another: for that one they must be given anew.

    Args:
        server: `HOST` or `HOST:PORT`, an IPv6 address in brackets; empty for the one that is set.

    Raises:
        InvalidValue: the server is no host with a port.
    """
    if server:
        host, port = _host_and_port(server)
        if host.casefold() != settings.server.casefold():
            settings = Mail(server=host)
        settings = replace(settings, port=port or settings.port)
    return replace(settings, user=user or settings.user, security=security or settings.security)


def server_of(settings: Mail) -> Server:
    """The server that settings name, with the usual port and security where they name none.

    Raises:
        Refused: they name no server.
    """
    if not settings.server:
        where = f"server under [mail] in {config_path()}"
        raise Refused("No mail server is set", f"Set {where}", typed=f"Give --server HOST, or set {where}")
    security = Security(settings.security or _usual(settings))
    port = settings.port or _PORTS[security]
    return Server(settings.server, port, security, settings.user, settings.ca_file)


def _usual(settings: Mail) -> Security:
    if settings.port == _PORTS[Security.TLS]:
        return Security.TLS
    # What does not leave the machine needs no encryption, and such servers seldom have a certificate.
    return Security.NONE if is_loopback(settings.server) else Security.STARTTLS


def _host_and_port(server: str) -> tuple[str, int]:
    text = server.strip()
    host, colon, port = text.rpartition(":") if not text.endswith("]") and text.count(":") != 0 else (text, "", "")
    if ":" in host and not (host.startswith("[") and host.endswith("]")):
        raise InvalidValue(f"'{quoted(server)}' is not a server", "Write an IPv6 address in brackets: [::1]:25")
    number = int(port) if port.isascii() and port.isdigit() and len(port) <= 5 else 0
    if not host or not host.isprintable() or " " in host or (colon and not 1 <= number <= MAX_PORT):
        raise InvalidValue(f"'{quoted(server)}' is not a server", "Write HOST or HOST:PORT, such as mail.x.example:587")
    return host, number
