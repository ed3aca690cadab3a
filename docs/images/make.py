"""Makes the pictures of the screens in this folder, from the demo: `python docs/images/make.py`."""

import asyncio
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from ridealong.demo.build import DEMO_CONFIG, DEMO_TODAY, build_demo
from ridealong.domain.days import FixedClock
from ridealong.tui.app import RidealongApp

HERE = Path(__file__).parent
_FONTS = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
PICTURES = {"people": "2", "plan": "3", "board": "4"}


async def make(database: Path) -> None:
    """Open each section on the demo and save what it shows."""
    app = RidealongApp(database, clock=FixedClock(DEMO_TODAY), config=DEMO_CONFIG, demo=True)
    async with app.run_test(size=(110, 30)) as pilot:
        for name, key in PICTURES.items():
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause(0.5)
            await pilot.press("down", "down", "down", "down")
            await app.workers.wait_for_complete()
            await pilot.pause(0.5)
            # Without the fonts that Rich would fetch from elsewhere: a picture needs no network.
            picture = _FONTS.sub("", app.export_screenshot(title="ridealong"))
            (HERE / f"{name}.svg").write_text(picture, encoding="utf-8")


def main() -> None:
    """Make all pictures."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "demo.db"
        build_demo(database)
        asyncio.run(make(database))


if __name__ == "__main__":
    main()
