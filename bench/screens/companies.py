"""The databases that are opened: a company with its past, before and after its next season was published, in teams."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench._measure import BIN, process
from bench.storage.fill import sqlite_copy
from bench.storage.points import POINTS

from ridealong.demo.build import build_demo
from ridealong.demo.programs import SPRING
from ridealong.demo.sizes import Size

from .embedded import with_teams

PEOPLE = (300, 10_000)
"""Sizes of companies; the last has 100,000 past pairings."""


@dataclass(frozen=True, slots=True)
class Company:
    """The databases of a company: with a season planned, with the same season published, and with composite teams."""

    planned: Path
    published: Path
    teams: Path


def company(people: int, cache: Path, folder: Path, environment: Mapping[str, str]) -> Company:
    """Make the databases of a company in a folder; what takes minutes is kept in the cache for the next time."""
    made = Company(folder / f"{people}.db", folder / f"{people}-published.db", folder / f"{people}-teams.db")
    if people == PEOPLE[-1]:
        with sqlite_copy(POINTS["100"], cache) as copy:
            shutil.copy(copy, made.planned)
    else:
        build_demo(made.planned, Size(name="bench 300", it=180, marketing=120, it_teams=12, marketing_teams=8))
    shutil.copy(made.planned, made.teams)
    print(f"forming composite teams from {people:,} people ...", file=sys.stderr, flush=True)
    with_teams(made.teams)
    shutil.copy(made.planned, made.published)
    print(f"publishing the season of {people:,} people ...", file=sys.stderr, flush=True)
    publish = ["publish", SPRING, "--yes", "--without-agreement", "measured"]
    # 3: published, with something said about it.
    process([BIN / "ridealong", *publish], {**environment, "RIDEALONG_DB": str(made.published)}, fine=(0, 3))
    return made
