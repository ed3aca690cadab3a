"""Results kept in a file, one JSON object a line, so that a run of hours can go on where it ended."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any  # what JSON may hold

from .child import Figures
from .measure import Result, Season
from .scorer import Judged


def read_results(path: Path) -> list[Result]:
    """The results in a file, none if there is no such file."""
    if not path.exists():
        return []
    return [_result(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line]


def add_result(path: Path, result: Result) -> None:
    """Write one more result at the end of a file."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(result)) + "\n")


def done(results: Iterable[Result]) -> set[tuple[Season, str]]:
    """Which methods have been measured on which seasons."""
    return {(result.season, result.method) for result in results}


def _result(document: dict[str, Any]) -> Result:
    nested = {
        "season": Season(**document["season"]),
        "figures": Figures(**document["figures"]),
        "score": None if document["score"] is None else Judged(**document["score"]),
    }
    return Result(**{**document, **nested})
