"""The command that makes up a company to try everything on."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from ridealong.cli.options import Command
from ridealong.cli.output import say, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.demo.calendar import DEMO_TODAY
from ridealong.demo.sizes import SIZES
from ridealong.domain.days import FixedClock
from ridealong.domain.errors import RidealongError, StorageError
from ridealong.paths import expanded
from ridealong.places import can_draw


@click.command(cls=Command)
@click.option(
    "--size", type=click.Choice(SIZES, case_sensitive=False), default="standard", show_default=True, help="How large."
)
@click.option("--no-screens", is_flag=True, help="Only write the database that --db names.")
@pass_session
def demo(session: Session, size: str, no_screens: bool) -> int:
    """Make up a company, and open the screens on it.

    Nothing is left behind, unless --db names a new file to keep it in. The same size is the same company every time.
    """
    if no_screens and not session.database_named:
        raise click.UsageError("--no-screens needs a place for the company. Add --db FILE")
    if not no_screens and not can_draw():
        raise click.UsageError("The screens need a terminal. --no-screens --db FILE only writes the database")
    with _place(session) as path:
        _build(path, size)
        if no_screens:
            _tell(session, path, size)
            return 0
        return _open_screens(session, path)


@contextmanager
def _place(session: Session) -> Iterator[Path]:
    """Where the company is to be: a new file that was named, or one that vanishes afterwards."""
    if not session.database_named or session.database is None:
        with TemporaryDirectory(prefix="ridealong-demo-", ignore_cleanup_errors=True) as folder:
            yield Path(folder) / "demo.db"
        return
    if "://" in session.database:
        raise click.UsageError("A made-up company lives in a file. Give --db the name of a new one")
    path = expanded(session.database, StorageError)
    if session.read_only:
        raise StorageError(f"{path} is not made with --read-only", "Leave it out", code="storage-read-only")
    if path.exists():
        raise RidealongError(f"{path} exists already", "Name a new file: nothing is overwritten", code="file-exists")
    yield path


def _build(path: Path, size: str) -> None:
    from ridealong.demo.build import build_demo  # noqa: PLC0415 - SQLAlchemy, which a wrong call does not wait for

    say(f"Making up a company ({size}) ...")
    with progress_line("Making up a company") as told:
        build_demo(path, size, told)


def _today(session: Session) -> FixedClock:
    return FixedClock(session.today or DEMO_TODAY)


def _tell(session: Session, path: Path, size: str) -> None:
    # Whatever day the caller lives on: the story does not move with it.
    today = DEMO_TODAY
    if session.json:
        show_json({"database": str(path), "size": size, "today": today.isoformat()})
    else:
        say(f"Written to {path}. Its story is told on {today}: ridealong --db {path} --today {today}")


def _open_screens(session: Session, path: Path) -> int:
    from ridealong.demo.build import DEMO_CONFIG  # noqa: PLC0415 - the demo is loaded where it is asked for
    from ridealong.tui.start import run_screens  # noqa: PLC0415 - only this ending needs the screens

    # The user's keys and theme, in the chair of the made-up coordinator.
    config = replace(session.config(), organizer=DEMO_CONFIG.organizer, coordinator=DEMO_CONFIG.coordinator)
    return run_screens(
        path,
        clock=_today(session),
        config=config,
        read_only=session.read_only,
        demo=True,
        plain=session.plain,
        no_color=session.no_color,
    )
