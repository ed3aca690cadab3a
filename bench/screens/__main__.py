"""The command: starts each program again and again, presses keys on each screen, makes the table."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench._markdown import README, put
from bench._measure import BIN, clean_environment, in_turn

from ridealong.demo.calendar import DEMO_TODAY

from .companies import PEOPLE, Company, company
from .peers import installed, khal_config
from .table import all_kept, keys_table, starts_table
from .terminal import A_MOMENT, Answer, Terminal
from .tours import HELLO, KHAL, POSTING, RIDEALONG, Stop, Tour

AT_REST = 1.5
"""Seconds without output after which nothing is being worked out: a screen counts the seconds of what takes longer."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A program that is looked at: where it is taken, how it is started, and on which databases if it is ours."""

    tour: Tour
    arguments: Sequence[str]
    environment: Mapping[str, str]
    databases: Company | None = None

    def terminal(self, stop: Stop | None = None) -> Terminal:
        """Start it, on the database that a screen is looked at with."""
        environment = dict(self.environment)
        if self.databases is not None:
            environment["RIDEALONG_DB"] = str(_looked_at(self.databases, stop))
        return Terminal(self.arguments, environment)


def _looked_at(databases: Company, stop: Stop | None) -> Path:
    if stop is not None and stop.teams:
        return databases.teams
    return databases.published if stop is not None and stop.published else databases.planned


def main() -> int:
    asked = _arguments()
    asked.cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="ridealong-bench-") as name:
        programs = _programs(asked, Path(name))
        starts = in_turn({name: partial(start, one) for name, one in programs.items()}, asked.rounds)
        tables = [starts_table(starts, HELLO.name)]
        print(f"\n{tables[0]}\n", flush=True)
        keys = {
            name: walk(one, name, times=asked.times, only=asked.only)
            for name, one in programs.items()
            if one.tour.stops
        }
    tables.append(keys_table(keys))
    print(f"\n{tables[1]}")
    if asked.table:
        said = f"Measured on the machine named above, {asked.rounds} starts and {asked.times} keys on each screen"
        put("screens", "\n\n".join([f"{said}; times hold for that run alone.", *tables]))
    return 0 if all_kept(keys) else 1


def _programs(asked: argparse.Namespace, folder: Path) -> dict[str, Looked]:
    environment = clean_environment(folder)
    ours = {**environment, "RIDEALONG_TODAY": f"{DEMO_TODAY}"}
    programs = {HELLO.name: Looked(HELLO, [sys.executable, str(README.with_name("hello.py"))], environment)}
    for people in (one for one in PEOPLE if one <= asked.people):
        databases = company(people, asked.cache, folder, ours)
        programs[f"ridealong, {people:,} people"] = Looked(RIDEALONG, [str(BIN / "ridealong")], ours, databases)
    if asked.peers:
        khal, posting = (str(installed(one, asked.cache / "peers")) for one in ("khal", "posting"))
        # khal takes C.UTF-8 for en_US, which a small machine does not have.
        plain = {**environment, "LC_ALL": "C", "PYTHONUTF8": "1"}
        programs[KHAL.name] = Looked(KHAL, [khal, "-c", str(khal_config(folder)), "interactive"], plain)
        programs[POSTING.name] = Looked(POSTING, [posting], environment)
    return programs


def start(program: Looked) -> tuple[float, float]:
    """The seconds until a program has painted its frame, and until its data stand there."""
    with program.terminal() as terminal:
        return terminal.sees(program.tour.frame), terminal.sees(program.tour.ready)


def walk(program: Looked, name: str, *, times: int, only: str = "") -> dict[str, list[Answer]]:
    """For each screen of a program whose name has a word, when each key was answered."""
    found: dict[str, list[Answer]] = {}
    for stop in (one for one in program.tour.stops if only in one.name):
        print(f"{name}: {stop.name} ...", file=sys.stderr, flush=True)
        with program.terminal(stop) as terminal:
            terminal.sees(program.tour.ready)
            found[stop.name] = _keys(terminal, stop, times)
    return found


def _keys(terminal: Terminal, stop: Stop, times: int) -> list[Answer]:
    for key, words in stop.there:
        terminal.rest()
        terminal.press(key)
        terminal.sees(words)
    terminal.rest(A_MOMENT if stop.at_once else AT_REST)
    taken = [terminal.press(stop.keys[number % len(stop.keys)]) for number in range(-len(stop.keys), times)]
    return [one for one in taken[len(stop.keys) :] if one is not None]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.screens", description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="how often each program is started")
    parser.add_argument("--times", type=int, default=120, help="how many keys are pressed on each screen")
    parser.add_argument("--only", default="", metavar="WORD", help="press keys only on screens with this in their name")
    parser.add_argument("--people", type=int, default=PEOPLE[-1], help="the largest company to open")
    parser.add_argument("--peers", action="store_true", help="install khal and posting, and look at them too")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "ridealong-bench-storage")
    parser.add_argument("--table", action="store_true", help="write the table into bench/README.md")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
