"""What holds for one call of the program: the options that stand anywhere, and the desk that follows from them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

import click

from ridealong.config import Config, Organizer, load_config
from ridealong.domain.days import Clock, FixedClock, SystemClock

if TYPE_CHECKING:
    from ridealong.services.desk import Desk


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
    """

    database: str | None = None
    database_named: bool = False
    today: date | None = None
    json: bool = False
    read_only: bool = False
    no_color: bool = field(default_factory=_no_color)
    yes: bool = False
    kept: list[str] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        """The one clock that every rule asks."""
        return FixedClock(self.today) if self.today else SystemClock()

    def config(self, organizer: Organizer | None = None) -> Config:
        """The settings, with the name and address of another organizer where one is given."""
        config = load_config()
        if organizer is None:
            return config
        return replace(config, organizer=replace(config.organizer, name=organizer.name, email=organizer.email))

    @contextmanager
    def desk(self, organizer: Organizer | None = None) -> Iterator["Desk"]:
        """The open database; closed again at the end, whatever happens."""
        from ridealong.services.desk import open_desk  # noqa: PLC0415 - SQLAlchemy, which `--help` does not wait for

        config = self.config(organizer)
        desk = open_desk(self.database, clock=self.clock, config=config, read_only=self.read_only)
        try:
            yield desk
        finally:
            desk.close()


pass_session = click.make_pass_decorator(Session, ensure=True)
