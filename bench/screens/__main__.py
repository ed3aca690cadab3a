"""The command: starts each program again and again, presses keys on each screen, prints the table."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BENCH))

from _measure import BIN, clean_environment, in_turn, process  # noqa: E402 - beside this package
from bench.storage.fill import sqlite_copy  # noqa: E402 - after the line that makes it importable
from bench.storage.points import POINTS  # noqa: E402 - as above

from ridealong.demo.build import build_demo  # noqa: E402 - as above
from ridealong.demo.calendar import DEMO_TODAY  # noqa: E402 - as above
from ridealong.demo.sizes import Size  # noqa: E402 - as above

from .peers import installed, khal_config  # noqa: E402 - as above
from .table import print_keys, print_starts  # noqa: E402 - as above
from .terminal import Answer, Terminal  # noqa: E402 - as above
from .tours import HELLO, KHAL, POSTING, RIDEALONG, Stop, Tour  # noqa: E402 - as above

PEOPLE = (300, 10_000)
DATABASE, PUBLISHED = "RIDEALONG_DB", "-published"
AT_REST = 1.5
"""Seconds without output after which nothing is being worked out: a screen counts the seconds of what takes longer."""
DEMO_PLANNED = "Ride-alongs, spring 2027"
"""The program of a made-up company whose season is planned, not published."""
Arguments = Sequence[str]


def main() -> int:
    asked = _arguments()
    asked.cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ridealong-bench-") as name:
        folder = Path(name)
        environment = clean_environment(folder)
        programs: dict[str, tuple[Tour, Arguments, Mapping[str, str]]] = {
            HELLO.name: (HELLO, [sys.executable, str(BENCH / "hello.py")], environment)
        }
        for people in (one for one in PEOPLE if one <= asked.people):
            ours = {**environment, "RIDEALONG_TODAY": f"{DEMO_TODAY}"}
            _databases(people, asked.cache, folder, ours)
            named = {**ours, DATABASE: str(folder / f"{people}.db")}
            programs[f"ridealong, {people:,} people"] = (RIDEALONG, [str(BIN / "ridealong")], named)
        if asked.peers:
            khal, posting = (str(installed(one, asked.cache / "peers")) for one in ("khal", "posting"))
            # khal takes C.UTF-8 for en_US, which a small machine does not have.
            plain = {**environment, "LC_ALL": "C", "PYTHONUTF8": "1"}
            programs[KHAL.name] = (KHAL, [khal, "-c", str(khal_config(folder)), "interactive"], plain)
            programs[POSTING.name] = (POSTING, [posting], environment)
        starts = in_turn({name: partial(start, *one) for name, one in programs.items()}, asked.rounds)
        print_starts(starts, HELLO.name)
        keys = {name: walk(*one, times=asked.times) for name, one in programs.items() if one[0].stops}
    return print_keys(keys)


def _databases(people: int, cache: Path, folder: Path, environment: Mapping[str, str]) -> None:
    """A company before, and after the next season was published."""
    before, after = folder / f"{people}.db", folder / f"{people}{PUBLISHED}.db"
    if people == PEOPLE[-1]:
        with sqlite_copy(POINTS["100"], cache) as copy:
            shutil.copy(copy, before)
    else:
        build_demo(before, Size(name="bench 300", it=180, marketing=120, it_teams=12, marketing_teams=8))
    shutil.copy(before, after)
    print(f"publishing the season of {people:,} people ...", file=sys.stderr, flush=True)
    publish = ["publish", DEMO_PLANNED, "--yes", "--without-agreement", "measured"]
    process([BIN / "ridealong", *publish], {**environment, DATABASE: str(after)}, fine=(0, 3))


def start(tour: Tour, arguments: Arguments, environment: Mapping[str, str]) -> tuple[float, float]:
    """The seconds until a program has painted its frame, and until its data stand there."""
    with Terminal(arguments, environment) as terminal:
        return terminal.sees(tour.frame), terminal.sees(tour.ready)


def walk(tour: Tour, arguments: Arguments, environment: Mapping[str, str], *, times: int) -> dict[str, list[Answer]]:
    """For each screen of a program, when each key was answered."""
    found: dict[str, list[Answer]] = {}
    for stop in tour.stops:
        there = dict(environment)
        if stop.published:
            there[DATABASE] = there[DATABASE].replace(".db", f"{PUBLISHED}.db")
        with Terminal(arguments, there) as terminal:
            terminal.sees(tour.ready)
            terminal.rest()
            found[stop.name] = _keys(terminal, stop, times)
    return found


def _keys(terminal: Terminal, stop: Stop, times: int) -> list[Answer]:
    for key, words in stop.there:
        terminal.press(key)
        terminal.sees(words)
        terminal.rest()
    if not stop.at_once:
        terminal.rest(AT_REST)
    taken = [terminal.press(stop.keys[number % len(stop.keys)]) for number in range(-len(stop.keys), times)]
    return [one for one in taken[len(stop.keys) :] if one is not None]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.screens", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="how often each program is started")
    parser.add_argument("--times", type=int, default=120, help="how many keys are pressed on each screen")
    parser.add_argument("--people", type=int, default=PEOPLE[-1], help="the largest company to open")
    parser.add_argument("--peers", action="store_true", help="install khal and posting, and look at them too")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "ridealong-bench-storage")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
