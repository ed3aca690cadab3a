"""When a program that was started has come to the planner, in its own process or in one of its workers."""

import subprocess
import time
from contextlib import suppress
from pathlib import Path


def until_planning(running: "subprocess.Popen[str]") -> None:
    """Return as soon as the solver is loaded; fails where the program ends before that. On Linux only."""
    while not any("ortools" in _maps(number) for number in (running.pid, *_children(running.pid))):
        assert running.poll() is None
        time.sleep(0.02)


def _maps(number: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{number}/maps").read_text()
    return ""


def _children(number: int) -> list[int]:
    found: list[int] = []
    for children in Path(f"/proc/{number}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, children.read_text().split())
    return found
