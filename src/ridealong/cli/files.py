"""Files that a command writes: whole, or not at all."""

from pathlib import Path

import click

from ridealong.cli.interrupts import stopping_between
from ridealong.cli.session import Session
from ridealong.domain.errors import Interrupted, RidealongError, code_of_trouble
from ridealong.exchange.leftovers import sweep
from ridealong.exchange.whole_files import replace_whole


def write_file(path: Path, text: str) -> None:
    """Write a text as UTF-8; an interrupted or failed write leaves what was there before.

    Raises:
        RidealongError: it cannot be written.
        Interrupted: Ctrl-C was pressed meanwhile; the file is written.
    """
    data = text.encode("utf-8", "surrogateescape")
    try:
        if path.is_dir():
            raise RidealongError(f"{path} is a folder, not a file", "Name a file in it", code="unwritable-file")
        target = path.resolve()
        if target.exists() and not target.is_file():
            # A device or a pipe is written to; replacing it would destroy it.
            target.write_bytes(data)
        else:
            sweep(target.parent)
            with stopping_between() as asked:
                replace_whole(target, data)
                written = f"{path} is written, and whole"
                _note(written)
            if asked():
                raise Interrupted(f"interrupted. Kept: {written}")
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        code = code_of_trouble(error) if isinstance(error, OSError) else "unwritable-file"
        raise RidealongError(f"{path} cannot be written: {reason}", "Name another place", code=code) from None


def _note(kept: str) -> None:
    """Let who interrupts from now on know what is kept."""
    context = click.get_current_context(silent=True)
    session = context.find_object(Session) if context else None
    if session is not None:
        session.kept.append(kept)
