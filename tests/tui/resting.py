"""When screens under test are at rest: nothing is left to run, which is known at once, without watching the clock."""

import asyncio
from time import monotonic

from textual.pilot import Pilot

ROUNDS = 3
"""So many turns of the loop in which nothing asks for another: a widget that answers another takes one."""


async def nothing_left_to_run(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """In place of Textual's `wait_for_idle`, which sleeps until the process uses less than a twentieth of a core.

    Args:
        min_sleep: The seconds to wait at least.
        max_sleep: The seconds after which it is given up.
    """
    await asyncio.sleep(min_sleep)
    loop = asyncio.get_running_loop()
    until = monotonic() + max_sleep
    quiet = 0
    while quiet < ROUNDS and monotonic() < until:
        await asyncio.sleep(0)
        quiet = 0 if loop._ready else quiet + 1  # type: ignore[attr-defined]  # asyncio has no other door to it


async def all_has_been_heard(pilot: Pilot[None], timeout: float = 30) -> bool:
    """In place of Textual's `_wait_for_screen`, which sends each widget two messages to see that it answers.

    Returns:
        Whether all went well; if not, the test ends with what went wrong.
    """
    await nothing_left_to_run(max_sleep=timeout)
    return pilot.app._exception is None
