"""What an import prints: the same for a dry run and for the import, for people and as JSON."""

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ridealong.cli.documents import clashes_json
from ridealong.cli.failures import DONE, NEEDS_ATTENTION
from ridealong.cli.output import is_terminal, say, show, show_json
from ridealong.cli.session import Session
from ridealong.exchange.json_out import rejection_json
from ridealong.exchange.results import Rejection

if TYPE_CHECKING:
    from ridealong.services.importing import ImportReport
    from ridealong.services.repairs.absence_clashes import AbsenceClash

SHOWN_ON_A_TERMINAL = 20
"""A list longer than this is cut where somebody watches, and says so; a pipe or a file gets all of it."""


def print_report(session: Session, report: "ImportReport") -> int:
    """Print what an import did, or would do; returns the exit code."""
    if session.json:
        show_json(_document(report))
    else:
        show(_lines(report))
    say_clashes(report.clashes)
    for notice in report.notices:
        say(notice)
    if report.dry_run:
        say("A dry run: nothing was changed.")
    return NEEDS_ATTENTION if report.rejected else DONE


def say_clashes(clashes: "Sequence[AbsenceClash]") -> None:
    """Say which published pairings and drafts absences fall into, with the command that replaces them."""
    for one in clashes:
        say(f"{one.sentence}. Next: {one.remedy}")


def _document(report: "ImportReport") -> dict[str, object]:
    removed = {} if report.removed is None else {"removed": len(report.removed), "removed_rows": list(report.removed)}
    clashes = {"clashes": clashes_json(report.clashes)} if report.kind == "absences" else {}
    return {
        "added": len(report.added),
        "changed": len(report.changed),
        "unchanged": report.unchanged,
        "rejected": [rejection_json(one) for one in report.rejected],
        "added_rows": list(report.added),
        "changed_rows": [{"row": one.key, "columns": list(one.columns)} for one in report.changed],
        "ignored_columns": list(report.ignored_columns),
        "skipped": report.skipped,
        "missing": list(report.missing),
        **removed,
        **clashes,
    }


def _lines(report: "ImportReport") -> Iterator[str]:
    yield from _some([f"added      {one}" for one in report.added])
    yield from _some([f"changed    {one.key}: {', '.join(one.columns)}" for one in report.changed])
    yield from _some([f"removed    {one}" for one in report.removed or ()])
    yield from _some([f"missing    {one}" for one in report.missing])
    yield from rejection_lines(report.rejected)
    if report.ignored_columns:
        yield f"Columns ignored: {', '.join(report.ignored_columns)}"
    counts = [
        f"{len(report.added)} added",
        f"{len(report.changed)} changed",
        f"{report.unchanged} unchanged",
        f"{len(report.rejected)} rejected",
    ]
    if report.removed is not None:
        counts.insert(3, f"{len(report.removed)} removed")
    if report.skipped:
        counts.append(f"{report.skipped} skipped (other departments)")
    if report.missing:
        counts.append(f"{len(report.missing)} missing from the file")
    yield f"{report.source}: {', '.join(counts)}"


def rejection_lines(rejected: Sequence[Rejection]) -> Iterator[str]:
    """Each rejected row: its line, column and value, and what would be right."""
    for one in rejected:
        where = f"line {one.line}" + (f", {one.column}" if one.column else "")
        # The problem quotes the value where it is wrong in itself; one that only clashes with others is named here.
        value = f" '{one.value}'" if one.value and f"'{one.value}'" not in one.problem else ""
        yield f"rejected   {where}{value}: {one.for_commands}"


def _some(lines: Sequence[str]) -> Iterator[str]:
    if len(lines) <= SHOWN_ON_A_TERMINAL or not is_terminal(sys.stdout):
        yield from lines
        return
    yield from lines[:SHOWN_ON_A_TERMINAL]
    yield f"... and {len(lines) - SHOWN_ON_A_TERMINAL} more (--json lists all)"
