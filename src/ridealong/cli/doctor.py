"""The command that says how the program, its files and the terminal are, for a report of a problem."""

import locale
import os
import shutil
import sys
from collections.abc import Iterator

import click

from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.options import Command
from ridealong.cli.output import is_terminal, say, show, show_json
from ridealong.cli.progress import progress_line
from ridealong.cli.session import Session, pass_session
from ridealong.domain.wording import many
from ridealong.services.doctor import Checkup, check_up, shortened

_SIGNS = "─│█░✓…"
"""What the screens draw with."""

_MULTIPLEXERS = {"TMUX": "tmux", "STY": "screen", "ZELLIJ": "zellij"}


@click.command(cls=Command)
@pass_session
def doctor(session: Session) -> int:
    """Print versions, paths, how the database is, and what the terminal can do.

    It names nobody, and hides user and password of a database server, so that it can be pasted into a report of a
    problem. Nothing is changed, and no database is made. The exit code is 3 where something needs attention.
    """
    with progress_line("Looking at the database"):
        found = check_up(session.database)
    terminal = _terminal()
    if session.json:
        show_json(_document(found, terminal))
    else:
        show(_lines(found, terminal))
    say(f"{many(len(found.findings), 'thing')} to look at." if found.findings else "All is well.")
    return NEEDS_ATTENTION if found.findings else DONE


def _terminal() -> dict[str, object]:
    """What the terminal says of itself."""
    size = shutil.get_terminal_size((0, 0))
    encoding = (sys.stdout and sys.stdout.encoding) or ""
    return {
        "is_terminal": is_terminal(sys.stdin) and is_terminal(sys.stdout),
        "TERM": os.environ.get("TERM", ""),
        "COLORTERM": os.environ.get("COLORTERM", ""),
        "program": os.environ.get("TERM_PROGRAM", ""),
        "colours": _colours(),
        "NO_COLOR": bool(os.environ.get("NO_COLOR")),
        "encoding": encoding,
        "unicode": _can_show(encoding),
        "locale": ".".join(part or "" for part in locale.getlocale()).strip("."),
        "columns": size.columns,
        "rows": size.lines,
        "multiplexer": next((name for variable, name in _MULTIPLEXERS.items() if os.environ.get(variable)), ""),
        "ssh": bool(os.environ.get("SSH_CONNECTION")),
    }


def _colours() -> str:
    term = os.environ.get("TERM", "")
    if os.environ.get("NO_COLOR") or term in ("", "dumb"):
        return "none"
    if os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "16 million"
    return "256" if "256" in term else "16"


def _can_show(encoding: str) -> bool:
    try:
        _SIGNS.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _document(found: Checkup, terminal: dict[str, object]) -> dict[str, object]:
    return {
        "versions": found.versions,
        "paths": found.paths,
        "database": _database(found),
        "terminal": terminal,
        "parts": found.parts,
        "findings": [
            {"about": one.about, "problem": one.problem, "remedy": one.remedy, "code": one.code}
            for one in found.findings
        ],
    }


def _database(found: Checkup) -> dict[str, object]:
    health = found.database
    return {
        "kind": health.kind,
        "version": health.server,
        "size": health.size,
        "mode": health.mode,
        "network_share": health.share,
        "revision": health.revision,
        "newest_revision": health.newest,
        "written_ahead": health.written_ahead,
        "rows": health.rows,
        "flaws": list(health.flaws),
    }


def _lines(found: Checkup, terminal: dict[str, object]) -> Iterator[str]:
    rows = found.database.rows
    sections: dict[str, dict[str, object]] = {
        "versions": {name: text or "missing" for name, text in found.versions.items()},
        "paths": {**found.paths},
        "database": {name: value for name, value in _database(found).items() if name not in ("rows", "flaws")},
        "rows": {**rows},
        "terminal": terminal,
        "optional packages": {**found.parts},
    }
    for title, values in sections.items():
        if values:
            yield title
            width = max(map(len, values))
            yield from (f"  {name:<{width}}  {_shown(value)}" for name, value in values.items())
    for one in found.findings:
        yield f"look at {one.about}: {one.problem}{f'. {one.remedy}' if one.remedy else ''}"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return shortened(str(value)) if value not in (None, "") else "-"
