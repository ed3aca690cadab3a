"""The command: which sizes, which databases, which questions, and what is done with the results."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from tempfile import gettempdir

from bench._markdown import put

from .fill import postgres_copy, sqlite_copy
from .points import POINTS, Point
from .questions import every_question
from .run import POSTGRES, SQLITE, Result, add_result, measure, read_results, say
from .table import tables, verdicts


def main() -> int:
    asked = _arguments()
    asked.cache.mkdir(parents=True, exist_ok=True)
    results = [] if asked.table_only else list(_run(asked))
    if asked.results:
        results = read_results(asked.results)
    print(tables(results))
    if asked.table:
        put("storage", tables(results))
    print("\nPauses that a person would notice")
    found = list(verdicts(results))
    for verdict in found:
        print(f"  {verdict}")
    return 1 if found else 0


def _run(asked: argparse.Namespace) -> Iterator[Result]:
    questions = [one for one in every_question() if any(word in one.name for word in asked.only.split(","))]
    for point in asked.scales:
        for kind, copy in _databases(asked, point):
            with copy as database:
                for result in measure(database, kind, point, questions, asked.times):
                    say(result)
                    if asked.results:
                        add_result(asked.results, result)
                    yield result


def _databases(asked: argparse.Namespace, point: Point) -> Iterator[tuple[str, AbstractContextManager[str]]]:
    if not asked.without_sqlite:
        yield SQLITE, sqlite_copy(point, asked.cache)
    if asked.postgres:
        yield POSTGRES, postgres_copy(point, asked.cache, asked.postgres)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.storage", description=__doc__)
    parser.add_argument("--scales", type=_points, default="1,10,100", help=f"some of {', '.join(POINTS)}")
    parser.add_argument("--postgres", default="", help="the URL of a server on which databases may be made")
    parser.add_argument("--without-sqlite", action="store_true", help="the server alone")
    parser.add_argument("--times", type=int, default=15, help="how often each question is asked after the first time")
    parser.add_argument("--only", default="", help="questions whose name has one of these words in it, between commas")
    parser.add_argument("--cache", type=Path, default=Path(gettempdir()) / "ridealong-bench-storage")
    parser.add_argument("--results", type=Path, help="a file that keeps results: the last one of each question counts")
    parser.add_argument("--table", action="store_true", help="write the table into bench/README.md")
    parser.add_argument("--table-only", action="store_true", help="measure nothing: what --results has")
    return parser.parse_args()


def _points(text: str) -> list[Point]:
    chosen = [part.strip() for part in text.split(",")]
    for name in chosen:
        if name not in POINTS:
            raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(POINTS)}")
    return [point for name, point in POINTS.items() if name in chosen]


if __name__ == "__main__":
    sys.exit(main())
