"""The made-up company: built in a throw-away folder that vanishes with the program."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ridealong.domain.days import FixedClock

if TYPE_CHECKING:
    from ridealong.domain.days import Clock
    from ridealong.services.desk import Desk
    from ridealong.tui.app import RidealongApp
    from ridealong.tui.dialogs.progress import Reins


def explore(app: RidealongApp) -> None:
    """Build the demo in a worker, then work on it."""
    from ridealong.tui.dialogs.progress import ProgressDialog, Step  # noqa: PLC0415 - loaded when asked for

    folder = TemporaryDirectory(prefix="ridealong-demo-", ignore_cleanup_errors=True)
    path = Path(folder.name) / "demo.db"

    def build(_desk: Desk, reins: Reins) -> Clock:
        from ridealong.demo.build import DEMO_TODAY, build_demo  # noqa: PLC0415 - services are imported in workers only

        # The solver holds up every thread of its process, so it must not be this one.
        build_demo(path, progress=lambda what, part: reins.tell(Step(part, what)), worker=True)
        return FixedClock(DEMO_TODAY)

    def built(clock: Clock | None) -> None:
        if clock is None:
            folder.cleanup()
            return
        app.keep_until_exit(folder)
        app.open_demo(path, clock)

    job: ProgressDialog[Clock] = ProgressDialog("Making up a company", build, can_stop=False, writes=False)
    app.push_screen(job, built)
