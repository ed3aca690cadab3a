"""What is slow to make, made by the first worker that needs it for all of them."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

SECONDS = 600


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder of that name, filled by `make` once for all workers of a run: it is to be copied, never changed."""
    root = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    folder = root / "made-once" / name
    folder.parent.mkdir(exist_ok=True)
    # A lock of SQLite's ends with whoever holds it, on every system.
    with closing(sqlite3.connect(folder.with_name(f"{name}.lock"), SECONDS, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        if not folder.exists():
            half = folder.with_name(f"{name}.half")
            shutil.rmtree(half, ignore_errors=True)
            half.mkdir()
            make(half)
            half.rename(folder)
    return folder
