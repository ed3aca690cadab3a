"""The commands about the database as a whole."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.opening import told_parts
from ridealong.cli.options import Group
from ridealong.cli.output import say, show_json
from ridealong.cli.questions import ask_first
from ridealong.cli.session import Session, pass_session
from ridealong.cli.tables import print_table
from ridealong.domain.wording import many

if TYPE_CHECKING:
    from ridealong.services.databases import Finding, Inventory, Restorable

_FILE = click.Path(path_type=Path)
_MOST = 200
"""Findings that are printed; `--json` has all of them."""


@click.group(cls=Group)
def db() -> None:
    """Upgrade, check, back up, restore and copy the database."""


@db.command()
@pass_session
def upgrade(session: Session) -> None:
    """Bring the database to the schema of this release, after a backup; every other command does so, too."""
    from ridealong.services.databases import SCHEMA  # noqa: PLC0415 - SQLAlchemy, which `--help` does not wait for

    with session.desk() as desk:
        done = desk.store.upgraded
    if session.json:
        before = done.before if done else SCHEMA
        backup = str(done.backup) if done and done.backup else None
        show_json({"upgraded": done is not None, "from": before, "to": SCHEMA, "backup": backup})
    elif done is None:
        say(f"The database is up to date (schema {SCHEMA}).")


@db.command()
@click.option("--quick", is_flag=True, help="Leave out what takes long in a large database.")
@pass_session
def check(session: Session, quick: bool) -> int:
    """Look whether the file, its references, the journal and all rows are sound.

    Findings name tables and rows by number, never people. Exit code 3 where there are any.
    """
    from ridealong.services import databases  # noqa: PLC0415 - SQLAlchemy, which `--help` does not wait for

    with session.desk() as desk, told_parts() as told:
        found = databases.check(desk, quick=quick, told=told)
    if session.json:
        show_json({"sound": not found, "quick": quick, "findings": [_finding(one) for one in found]})
    else:
        _print_findings(session, found)
    return NEEDS_ATTENTION if found else DONE


def _finding(one: "Finding") -> dict[str, object]:
    return {"rule": one.rule, "table": one.table or None, "id": one.row, "problem": one.problem}


def _print_findings(session: Session, found: Sequence["Finding"]) -> None:
    if not found:
        say("The database is sound.")
        return
    rows = [(one.rule, one.table, one.row, one.problem) for one in found[:_MOST]]
    print_table(session, ("Rule", "Table", "Id", "Problem"), rows, right=("Id",))
    more = f"; {len(found) - _MOST:,} more are listed with --json" if len(found) > _MOST else ""
    from ridealong.services.databases import remedy  # noqa: PLC0415 - SQLAlchemy, which `--help` does not wait for

    say(f"{many(len(found), 'finding')}{more}. {remedy(found)}")


@db.command()
@click.argument("file", type=_FILE)
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
@pass_session
def backup(session: Session, file: Path, force: bool) -> None:
    """Write the whole database into one FILE, while others go on using it.

    The file is an SQLite database, also where the original is on a server. It holds everything about everybody, and
    its owner alone can read it.
    """
    from ridealong.services import databases  # noqa: PLC0415 - SQLAlchemy, which `--help` does not wait for

    with session.desk() as desk, told_parts() as told:
        session.unsure = f"{file} is as it was, or is the whole backup"
        made = databases.backup(desk, file, force=force, told=told)
        session.kept.append(f"{file} is the whole backup")
    if session.json:
        show_json({"backup": str(made.path), "schema": made.revision, "bytes": made.size})
    else:
        say(f"Backed up to {made.path} ({made.size:,} bytes).")


@db.command()
@click.argument("file", type=_FILE)
@pass_session
def restore(session: Session, file: Path) -> None:
    """Put the backup in FILE in place of all there is, after a look whether it is sound.

    What there is now is backed up first: `undo` does not take a restore back, restoring that backup does. Asks first;
    where nobody is there to answer it does nothing without --yes. Whoever has the database open goes on with what was
    restored.
    """
    from ridealong.services import databases  # noqa: PLC0415 - SQLAlchemy, which `--help` does not wait for

    with session.desk() as desk, ExitStack() as stack:
        with told_parts() as told:
            found = stack.enter_context(databases.restoring(desk, file, told))
        _say_what_changes(session, found)
        question = "Replace everything that is there now? `ridealong undo` does not take it back."
        ask_first(session, question, needs_answer=True)
        session.unsure = "The database is as it was, or wholly restored; a copy of it as it was may lie beside it"
        with told_parts() as told:
            kept = found.restore(told)
    if session.json:
        now, then = _inventory(found.now), _inventory(found.then)
        backup = str(kept) if kept else None
        show_json(
            {"restored": str(file), "before": now, "after": then, "sent_since": found.sent_since, "backup": backup}
        )
        return
    say(f"Restored from {file}.{f' What was there before is kept in {kept}.' if kept else ''}")


def _say_what_changes(session: Session, found: "Restorable") -> None:
    if not session.json:
        rows = [(name, f"{number:,}", f"{found.then.rows[name]:,}") for name, number in found.now.rows.items()]
        rows.append(("last change", found.now.newest or "-", found.then.newest or "-"))
        print_table(session, ("", "Now", "After"), rows, right=("Now", "After"))
    if found.findings:
        say(f"The backup can be restored, with {many(found.findings, 'finding')}: `db check` will list them.")
    if found.sent_since:
        say(
            f"{many(found.sent_since, 'invite')} went out since the backup was made. They stay in calendars, and the "
            "restored database does not know of them."
        )


def _inventory(one: "Inventory") -> dict[str, object]:
    return {**one.rows, "last_change": one.newest or None}


@db.command()
@click.argument("url")
@pass_session
def copy(session: Session, url: str) -> None:
    """Copy everything into an empty database at URL, or in a new file, and compare the two.

    The one that is open stays as it is. --db or RIDEALONG_DB then names the new one.
    """
    from ridealong.services import databases  # noqa: PLC0415 - SQLAlchemy, which `--help` does not wait for

    with session.desk() as desk, told_parts() as told:
        done = databases.copy(desk, url, told)
    if session.json:
        tables = {name: {"rows": one.rows, "sha256": one.checksum} for name, one in done.tables.items()}
        show_json({"copied": done.where, "tables": tables})
        return
    rows = [(name, f"{one.rows:,}", one.checksum) for name, one in done.tables.items()]
    print_table(session, ("Table", "Rows", "SHA-256 in both"), rows, right=("Rows",))
    say(f"Copied to {done.where}: {many(sum(one.rows for one in done.tables.values()), 'row')}, the same in both.")
