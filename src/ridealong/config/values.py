"""What the user has set, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ridealong.config.wrong import Wrong

SECURITIES = ("starttls", "tls", "none")
WEEKDAYS = ("monday", "sunday", "saturday")
"""The days with which a week may begin on the screens."""
DATE_FORMS = ("11 Jan 2027", "2027-01-11", "01/11/2027", "11/01/2027", "11.01.2027")
"""How a day may be written on the screens: each form is the 11th of January 2027 written in it."""
GLYPHS = ("auto", "unicode", "ascii")


@dataclass(frozen=True, slots=True)
class Organizer:
    """Whom invites come from, in which zone and country they work; empty fields were never set."""

    name: str = ""
    email: str = ""
    time_zone: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Mail:
    """How invites go out by mail; empty fields were never set.

    Args:
        server: a host name or address. port: 0 for the usual one.
        security: one of `SECURITIES`.
        user: the login name. password_command: a command whose first line of output is the password.
        ca_file: certificates (PEM) to trust besides those that the system trusts.
    """

    server: str = ""
    port: int = 0
    security: str = ""
    user: str = ""
    password_command: str = ""
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class CalDav:
    """The calendar on a server that invites go into; empty fields were never set.

    Args:
        url: that of the calendar itself. user: the login name.
        password_command: a command whose first line of output is the password.
    """

    url: str = ""
    user: str = ""
    password_command: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """What the user has set.

    Args:
        coordinator: the actor that the journal names.
        theme: a Textual theme, or empty for ours.
        keys: action name -> keys, separated by commas, in place of the default ones.
        first_weekday: one of `WEEKDAYS`. date_form: one of `DATE_FORMS`.
        mouse: whether the screens take the mouse. animation: whether what moves on them does so gradually.
        plain: whether the screens are simple lines, for screen readers.
        glyphs: one of `GLYPHS`: which signs the screens are drawn with.
        wrong: what is wrong with the settings; such a setting has its default here.
    """

    organizer: Organizer = Organizer()
    mail: Mail = Mail()
    caldav: CalDav = CalDav()
    coordinator: str = ""
    theme: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    first_weekday: str = WEEKDAYS[0]
    date_form: str = DATE_FORMS[0]
    mouse: bool = True
    animation: bool = False
    plain: bool = False
    glyphs: str = GLYPHS[0]
    wrong: tuple[Wrong, ...] = field(default=(), compare=False)

    @property
    def actor(self) -> str:
        """The coordinator as set, else the login name."""
        return self.coordinator or login_name()

    @property
    def organizer_or_login(self) -> Organizer:
        """The organizer as set; what was never set is taken from login, host name and UTC."""
        import socket  # noqa: PLC0415 - only who has not set an organizer needs it

        host = socket.gethostname() if "." in socket.gethostname() else f"{socket.gethostname()}.invalid"
        return Organizer(
            name=self.organizer.name or self.actor,
            email=self.organizer.email or f"{login_name()}@{host}",
            time_zone=self.organizer.time_zone or "UTC",
            country=self.organizer.country,
        )

    def need(self, *names: str) -> None:
        """Make sure that settings say what the user meant, before something depends on them.

        Args:
            names: settings such as `coordinator`, or tables such as `mail`, for everything in them.

        Raises:
            InvalidValue: one of them is wrong. UnreadableFile: the whole file is.
        """
        for one in self.wrong:
            if one.concerns(names):
                raise one.error()


def login_name() -> str:
    """The name under which the user is logged in, or `coordinator` where the system knows none."""
    import getpass  # noqa: PLC0415 - only who has not said who they are needs it

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "coordinator"
