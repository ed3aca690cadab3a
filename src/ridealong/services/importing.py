"""What an import comes to: the same report for a dry run and for the import itself."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from ridealong.exchange.results import Parsed, Rejection
from ridealong.services.changes.as_shown import check_shown
from ridealong.services.desk import Desk
from ridealong.services.paging import Progress
from ridealong.services.repairs.absence_clashes import AbsenceClash
from ridealong.storage.work import Step

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """A row that an import changes: what it is known by, the columns that differ, and the version it has before."""

    key: str
    columns: tuple[str, ...]
    version: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did, or would do in a dry run.

    Args:
        kind: `people`, `history`, `absences`, `debriefs` or `readings`.
        added, changed: by what they are known by, in the order of the file.
        ignored_columns: columns of the file that mean nothing to us.
        skipped: rows of departments that take no part.
        missing: people of the database whom a full export does not have any more.
        removed: what goes because a calendar does not have it any more; None for files that only add and change.
        clashes: published pairings and drafts that new or changed absences fall into.
        notices: what is worth knowing of what was taken.
        version: that of the database before the import.
    """

    kind: str
    source: str
    added: tuple[str, ...]
    changed: tuple[Change, ...]
    unchanged: int
    rejected: tuple[Rejection, ...]
    ignored_columns: tuple[str, ...] = ()
    skipped: int = 0
    missing: tuple[str, ...] = ()
    removed: tuple[str, ...] | None = None
    clashes: tuple[AbsenceClash, ...] = ()
    dry_run: bool = False
    notices: tuple[str, ...] = ()
    version: int = field(default=0, compare=False)


@dataclass(slots=True)
class Tally:
    """A report while it is counted; `version`: that of the database before the import."""

    version: int = 0
    added: list[str] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    rejected: list[Rejection] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def report(self, kind: str, parsed: Parsed[T], *, dry_run: bool, missing: tuple[str, ...] = ()) -> ImportReport:
        """The finished report, rejections by line."""
        return ImportReport(
            kind=kind,
            source=parsed.source,
            added=tuple(self.added),
            changed=tuple(self.changed),
            unchanged=self.unchanged,
            rejected=tuple(sorted((*parsed.rejected, *self.rejected), key=lambda one: one.line)),
            ignored_columns=parsed.ignored,
            skipped=parsed.skipped,
            missing=missing,
            dry_run=dry_run,
            notices=tuple(self.notices),
            version=self.version,
        )

    def check_shown(self, desk: Desk, connection: Connection, shown: ImportReport | None) -> None:
        """See that an import does what a dry run has shown, where there was one; raises ChangedMeanwhile."""
        if shown is not None:
            now = self.added, self.unchanged, [(one, one.version) for one in self.changed]
            then = list(shown.added), shown.unchanged, [(one, one.version) for one in shown.changed]
            check_shown(desk, connection, same=now == then, since=shown.version)

    def finish(self, step: Step, source: Path | str, rows: int, progress: Progress | None, *, dry_run: bool) -> None:
        """Tell that all rows are compared, and name the step by its file and counts, unless it is a dry run."""
        if progress:
            progress(rows, rows)
        if not dry_run:
            step.done(f"{Path(source).name}: {self.summary}")

    @property
    def summary(self) -> str:
        """The counts, for the journal."""
        return f"{len(self.added)} added, {len(self.changed)} changed, {self.unchanged} unchanged"


def stranger(line: int, column: str, email: str) -> Rejection:
    """A row that names somebody whom nobody knows."""
    return Rejection(
        line, column, email, f"Nobody has the address '{email}'. Import people first, or correct the address"
    )


@dataclass(slots=True)
class Upsert:
    """The rows that an import writes: new ones, and by id the columns of those that change."""

    new: list[dict[str, object]] = field(default_factory=list)
    changes: dict[int, dict[str, object]] = field(default_factory=dict)
