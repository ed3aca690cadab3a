"""The command: how long a year, of which company, and where what it leaves is kept."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from ridealong.demo.sizes import SIZES

from .run import Asked, Year
from .summary import lines, passed


def main() -> int:
    asked = _arguments()
    with TemporaryDirectory(prefix="ridealong-season-") as folder:
        path = asked.db or Path(folder) / "season.db"
        if path.exists():
            print(f"{path} exists already", file=sys.stderr)
            return 2
        year = Year(
            Asked(weeks=asked.weeks, size=asked.size, seed=asked.seed, path=path, reports=asked.report),
            lambda words: print(words, file=sys.stderr, flush=True),
        )
        try:
            year.go()
        finally:
            # Of a year that breaks off, what it came to so far says why more often than the error does.
            print(f"{asked.weeks} weeks of the company '{asked.size}', seed {asked.seed}")
            for line in lines(year.tally):
                print(line)
    for what, seconds in year.slowest:
        print(f"{seconds:8.1f} s  {what}", file=sys.stderr)
    return 0 if passed(year.tally) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.season", description=__doc__)
    parser.add_argument("--weeks", type=int, default=52)
    parser.add_argument("--size", choices=SIZES, default="large", help="the company of the demo of that size")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--db", type=Path, help="keeps the database here")
    parser.add_argument("--report", type=Path, metavar="DIR", help="writes the report on each program into this folder")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
