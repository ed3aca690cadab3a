"""How much memory a problem takes to plan, and how much the machine has for it."""

from __future__ import annotations

import os
from pathlib import Path

from ridealong.domain.errors import Refused

PER_PAIR = 40
"""Bytes for each guest with each host: fit, meetings and gains as tables, and what the solver makes of them."""
PER_TURN = 600
"""Bytes for each guest in each round: the place in the plan, or the reason why there is none, and its line of text."""
PER_PERSON = 4_000
"""Bytes for each guest and host, as read from the file and as kept."""
PROGRAM = 150_000_000
"""Bytes of the program itself with the solver loaded."""
UNKNOWN = 4 * 2**30
"""What is assumed where the system does not say how much memory it has."""
MOST_PEOPLE = 200_000
"""People on one side. Beyond, a single round takes hours, whatever the memory."""
NO_LIMIT = 2**62
GB = 10**9


def needed(guests: int, hosts: int, rounds: int) -> int:
    """Bytes that planning so many people takes, rather too many than too few."""
    return PROGRAM + PER_PAIR * guests * hosts + PER_TURN * guests * rounds + PER_PERSON * (guests + hosts)


def check_memory(guests: int, hosts: int, rounds: int, there: int | None = None) -> None:
    """Raise `Refused` where a problem of this size does not fit into `there` bytes (default: what the machine has)."""
    for side, count in (("guests", guests), ("hosts", hosts)):
        if count > MOST_PEOPLE:
            raise Refused(f"{side}: {count:,} people are more than {MOST_PEOPLE:,}", "Plan them in several parts")
    need = needed(guests, hosts, rounds)
    # Small problems run anywhere, and asking the system takes longer than planning them.
    if need <= 2 * PROGRAM and there is None:
        return
    have = _available() if there is None else there
    if need > have:
        raise Refused(
            f"guests, hosts: {guests:,} guests x {hosts:,} hosts x {rounds} rounds take about {need / GB:,.1f} GB of "
            f"memory to plan, and this machine has {have / GB:,.1f} GB to spare",
            "Plan them in several parts",
        )


def _available() -> int:
    """Bytes that a program may still take: of the machine and of the container it runs in."""
    return min(_machine(), in_container())


def _machine() -> int:
    for line in _lines(Path("/proc/meminfo")):
        name, _, amount = line.partition(":")
        if name == "MemAvailable":
            return int(amount.split()[0]) * 1024
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return UNKNOWN


def in_container(root: Path = Path("/sys/fs/cgroup"), own: Path = Path("/proc/self/cgroup")) -> int:
    """What the limits of control groups around this program leave, version 2 or 1."""
    groups = [line.split(":", 2) for line in _lines(own) if line.count(":") >= 2]
    folders = [
        (root if not kind else root / "memory") / path.strip("/") for _, kind, path in groups if kind in {"", "memory"}
    ]
    nested = {above for folder in folders for above in (folder, *folder.parents) if above.is_relative_to(root)}
    return min((_left_in(folder) for folder in {root, root / "memory", *nested}), default=NO_LIMIT)


def _left_in(folder: Path) -> int:
    for limit, used, cache in (
        ("memory.max", "memory.current", "inactive_file"),
        ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"),
    ):
        most, now = _number(folder / limit), _number(folder / used)
        if most is not None and now is not None:
            # What the system keeps of files in memory is let go of as soon as somebody needs the room.
            kept = sum(int(line.split()[1]) for line in _lines(folder / "memory.stat") if line.startswith(f"{cache} "))
            return max(0, most - now + kept)
    return NO_LIMIT


def _number(path: Path) -> int | None:
    text = "".join(_lines(path)).strip()
    return int(text) if text.isdigit() else None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return []
