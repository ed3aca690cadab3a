"""What holds for one call of the program: the options that stand anywhere, and the desk that follows from them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, NoReturn

import click

from ridealong.cli.interrupts import put_off
from ridealong.cli.output import say
from ridealong.config import Config, Organizer, read_config
from ridealong.domain.days import Clock, FixedClock, SystemClock
from ridealong.domain.errors import RidealongError

if TYPE_CHECKING:
    from ridealong.services.desk import Desk


_MOST_KEPT = 3
"""Changes that are named to who interrupts; more are counted."""


def _no_color() -> bool:
    # By convention any value says so, and so click, which wants a yes or no, does not read it.
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


@dataclass(slots=True)
class Session:
    """One call of the program.

    Args:
        database: a path or URL; None for the user's own.
        database_named: whether it was named in this call, not by the environment.
        kept: what has been completed so far, to be named if the user interrupts.
        unsure: said to who interrupts while only the database knows whether what is under way lasts, as a sentence.
        command: the name of the command that was called, such as `people import`.
        plain: whether the screens, if any, are to be simple lines.
        warned: whether what is wrong with the settings has been said.
    """

    database: str | None = None
    database_named: bool = False
    today: date | None = None
    json: bool = False
    read_only: bool = False
    no_color: bool = field(default_factory=_no_color)
    yes: bool = False
    kept: list[str] = field(default_factory=list)
    unsure: str = ""
    command: str = ""
    plain: bool = False
    warned: bool = False
    _asked: "Desk | None" = None

    @property
    def clock(self) -> Clock:
        """The one clock that every rule asks."""
        return FixedClock(self.today) if self.today else SystemClock()

    def config(self, organizer: Organizer | None = None) -> Config:
        """The settings, with the name and address of another organizer where one is given."""
        config = read_config().config
        self._warn(config)
        if organizer is None:
            return config
        named = ("organizer.name", "organizer.email")
        return replace(
            config,
            organizer=replace(config.organizer, name=organizer.name, email=organizer.email),
            wrong=tuple(one for one in config.wrong if one.name not in named),
        )

    def _warn(self, config: Config) -> None:
        """Say, once, what is wrong with the settings; what depends on such a setting fails by itself."""
        if not self.warned:
            for one in config.wrong:
                say(f"ridealong: warning: {one}")
        self.warned = True

    @contextmanager
    def desk(self, organizer: Organizer | None = None) -> Iterator["Desk"]:
        """The open database; closed again at the end, whatever happens."""
        from ridealong.cli.opening import say_opened, told_parts  # noqa: PLC0415 - as below
        from ridealong.services.desk import open_desk  # noqa: PLC0415 - SQLAlchemy, which `--help` does not wait for

        config = self.config(organizer)
        with told_parts("Upgrading the database ...") as told:

            def upgrading(what: str, done: int, total: int) -> None:
                self.unsure = "The database is as it was, or wholly upgraded"
                told(what, done, total)

            desk = open_desk(self.database, clock=self.clock, config=config, read_only=self.read_only, told=upgrading)
        self.kept += [one.rstrip(".") for one in desk.opened]
        self._asked = desk
        say_opened(desk)
        try:
            yield desk
        finally:
            # Interrupted here, nobody could say any more what lasts.
            with put_off():
                self.note_kept()
                desk.close()

    def note_kept(self) -> None:
        """Note what has been changed for good, if that was not done yet: whoever is interrupted is told."""
        if self._asked is None:
            return
        unsure = self.unsure
        if self._asked.written:
            self.unsure = "Whether the last change lasts, `ridealong journal` says"
        with suppress(RidealongError):
            found = self._asked.kept()
            self.unsure = unsure
            self.kept += found[:_MOST_KEPT]
            if len(found) > _MOST_KEPT:
                self.kept.append(f"{len(found) - _MOST_KEPT:,} more")
        self._asked = None

    def refuse_to_write(self) -> NoReturn:
        """Raise what anything raises that would change a database opened with `--read-only`."""
        with self.desk() as desk, desk.changing(self.command):
            raise AssertionError("this database was opened to be changed")


pass_session = click.make_pass_decorator(Session, ensure=True)
