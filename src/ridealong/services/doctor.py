"""What a report of a problem should say about a system, without a word about the people in its database."""

import os
import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path

from ridealong import __version__
from ridealong.config import config_path, database_path, load_config
from ridealong.domain.errors import RidealongError
from ridealong.log import LOG_VARIABLE, OFF, log_path, why_unwritable
from ridealong.storage.disk import ENOUGH, is_read_only, room
from ridealong.storage.health import SQLITE_LIBRARY, Health, examine, place_of, without_names

PARTS = ("psycopg", "caldav", "ortools")
"""Packages that the program can do without."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that needs attention; `code` is that of an error, where it was one."""

    about: str
    problem: str
    remedy: str = ""
    code: str = ""


@dataclass(slots=True)
class Checkup:
    """What was found.

    Args:
        versions: of the program, Python, the system, and each package that the program needs; empty where one is
            missing. parts: the same for packages that it can do without.
        paths: what lies where, with `~` for the home folder.
    """

    versions: dict[str, str]
    paths: dict[str, str]
    parts: dict[str, str]
    database: Health
    findings: list[Finding] = field(default_factory=list)


def check_up(database: str | Path | None = None) -> Checkup:
    """Look at the program, its files and a database; whatever is wrong with them is found, and nothing is changed.

    Args:
        database: a path or URL; None for the one in the user's data folder.
    """
    findings: list[Finding] = []
    health = _database(database if database is not None else database_path(), findings)
    findings += _about_file(health)
    _config(findings)
    _log(findings)
    versions = {**_versions(), "SQLite": SQLITE_LIBRARY, **_packages()}
    findings += [
        Finding("packages", f"The package {name} is missing", "Install ridealong again")
        for name, found in versions.items()
        if not found
    ]
    parts = {package: _version(package) if find_spec(package) else "" for package in PARTS}
    return Checkup(versions, _paths(health), parts, health, findings)


def shortened(text: str) -> str:
    """Text without the user's name in paths: the home folder is `~`."""
    home = str(_home())
    return re.sub(rf"{re.escape(home)}(?=$|[\s/\\:,;.'\"()])", "~", text) if len(home) > 1 else text


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        return Path("/")


def _versions() -> dict[str, str]:
    return {
        "ridealong": __version__,
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
    }


def _packages() -> dict[str, str]:
    return {name: _version(name) for name in _required()}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _required() -> Iterator[str]:
    """The packages that the program always needs, by its own metadata."""
    try:
        lines = requires("ridealong") or []
    except PackageNotFoundError:
        lines = []
    for line in lines:
        name = re.match(r"[\w.-]+", line)
        # What is needed on some systems alone is an optional part here.
        if name and ";" not in line:
            yield name[0]


def _log_path() -> tuple[Path | None, str]:
    """Where the log is, and how that is shown."""
    try:
        log = log_path()
    except RuntimeError:
        return None, os.environ.get(LOG_VARIABLE, "")
    return log, str(log) if log else OFF


def _paths(health: Health) -> dict[str, str]:
    log, named = _log_path()
    beside = health.file.absolute().parent if health.file else database_path().parent
    places = {
        "config": str(config_path()),
        "database": str(health.file.absolute()) if health.file else health.where,
        "backups": str(beside),
        "state": str(log.parent) if log else "",
        "log": named,
    }
    return {name: shortened(place) for name, place in places.items()}


def _config(findings: list[Finding]) -> None:
    try:
        load_config()
    except RidealongError as error:
        # What is wrong there may quote a name or an address.
        findings.append(Finding("config", "The config file cannot be used", "See `ridealong config show`", error.code))


def _log(findings: list[Finding]) -> None:
    if why := why_unwritable():
        remedy = f"Name a file that you may write in {LOG_VARIABLE}, or '{OFF}'"
        findings.append(Finding("log", f"The log cannot be written: {why}", remedy))


def _database(where: str | Path, findings: list[Finding]) -> Health:
    health = Health()
    try:
        health = place_of(where)
        if health.file is not None and not health.file.exists():
            findings.append(Finding("database", "There is no database yet", code="storage-missing"))
            return health
        examine(where, health)
        if health.revision is None:
            findings.append(Finding("database", "The database is empty", "The next start makes its tables"))
    except RidealongError as error:
        shown = shortened(without_names(error.problem, where))
        findings.append(Finding("database", shown, error.typed, error.code))
        return health
    return health


def _about_file(health: Health) -> Iterator[Finding]:
    for flaw in health.flaws:
        yield Finding("database", f"It is not sound: {flaw}", "`ridealong db check` says more", "storage-damaged")
    if health.revision and health.revision < health.newest:
        yield Finding("database", "Its schema is older than this release", "The next start upgrades it", "storage-old")
    if health.share:
        remedy = "Move the file to a disk of this machine, or use PostgreSQL"
        yield Finding("database", f"It lies on a network share ({health.share})", remedy)
    if health.file is not None and health.file.exists():
        yield from _about_disk(health.file)
    if health.mode and int(health.mode, 8) & 0o077:
        yield Finding("database", f"Others may read the file (mode {health.mode})", "chmod 600 FILE")


def _about_disk(file: Path) -> Iterator[Finding]:
    free = room(file)
    if free is not None and free < ENOUGH:
        problem = f"The disk is full that the database is on ({free:,} bytes are free)"
        yield Finding("database", problem, "Make room; until then, --read-only still reads it", "disk-full")
    if is_read_only(file):
        problem = "It lies on a file system that is read-only"
        yield Finding("database", problem, "--read-only reads it; mount it to be written", "storage-read-only")
