"""Open the screens: what `ridealong` without a command, and `ridealong demo`, do."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from ridealong import log
from ridealong.places import can_draw

if TYPE_CHECKING:
    from pathlib import Path

    from ridealong.config import Config
    from ridealong.domain.days import Clock


def run_screens(
    database: str | Path | None = None,
    *,
    clock: Clock | None = None,
    config: Config | None = None,
    read_only: bool = False,
    demo: bool = False,
    plain: bool = False,
    no_color: bool = False,
) -> int:
    """Run the screens until the user quits; returns the exit code.

    Args:
        database: a path or URL; None for the user's own database, made when there is none.
        clock: None for the system's.
        config: None reads the config file; what is wrong there has its default, and the screens say so.
        demo: whether the database is a made-up company, which the top bar then says.
        plain: whether to draw simple lines, for screen readers, whatever the settings say.
        no_color: whether to draw without colours, whatever the environment says.
    """
    if not can_draw():
        print("ridealong needs a terminal for its screens; `ridealong --help` lists the commands", file=sys.stderr)  # noqa: T201 - narration
        return 2
    # What is imported and built until the first data is there all stays: looking for garbage in it only takes time.
    gc.disable()
    from ridealong.config import read_config  # noqa: PLC0415 - after the check above, which needs nothing

    config = config if config is not None else read_config().config
    if plain:
        config = replace(config, plain=True)
    _set_terminal_up(config, no_color=no_color)
    from ridealong.tui.app import RidealongApp  # noqa: PLC0415 - Textual reads the environment when imported
    from ridealong.tui.terminal import look_at_terminal  # noqa: PLC0415 - as above

    app = RidealongApp(
        database, clock=clock, config=config, read_only=read_only, demo=demo, terminal=look_at_terminal()
    )
    try:
        app.run(mouse=config.mouse)
    finally:
        app.close_down()
    code = app.return_code or 0
    log.ended("screens", code)
    return code


def _set_terminal_up(config: Config, *, no_color: bool) -> None:
    """Say in the environment, which Textual reads when it is imported, how to draw."""
    # A moving list is slower to read; whoever wants animation can still say so.
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "full" if config.animation and not config.plain else "none")
    if no_color:
        os.environ["NO_COLOR"] = "1"


def run_plain_start() -> int:
    """What `ridealong` without any argument does: database and day from the environment, no command parser."""
    from ridealong.config import DATABASE_VARIABLE, TODAY_VARIABLE  # noqa: PLC0415 - only this start needs them
    from ridealong.domain.days import FixedClock  # noqa: PLC0415 - as above
    from ridealong.domain.errors import RidealongError  # noqa: PLC0415 - as above
    from ridealong.domain.values import read_day  # noqa: PLC0415 - as above

    try:
        today = os.environ.get(TODAY_VARIABLE)
        clock = FixedClock(read_day(today)) if today else None
        return run_screens(os.environ.get(DATABASE_VARIABLE) or None, clock=clock)
    except RidealongError as error:
        print(f"ridealong: {error.for_commands}", file=sys.stderr)  # noqa: T201 - narration
        return 1
