"""The database as a whole: checked, backed up, restored, copied to another place."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ridealong.domain.errors import StorageError
from ridealong.services.desk import Desk
from ridealong.services.invites.delivery_lease import check_free
from ridealong.storage.backup import Backup, back_up
from ridealong.storage.check import FATAL, remedy
from ridealong.storage.check import check as check_all
from ridealong.storage.copy import Content, contents, copy_rows, first_with_rows
from ridealong.storage.database import Store, open_store
from ridealong.storage.findings import Finding
from ridealong.storage.progress import Told, nobody
from ridealong.storage.restore import Inventory, inventory, replace_content, restorable, sent_since
from ridealong.storage.schema import REVISIONS, metadata

__all__ = ["Backup", "Copied", "Finding", "Inventory", "Restorable", "backup", "check", "copy", "remedy", "restoring"]

SCHEMA = REVISIONS[-1]
"""The revision of the schema with which this release works."""


def check(desk: Desk, *, quick: bool = False, told: Told = nobody) -> list[Finding]:
    """Everything in the database that is not as it should be.

    Args:
        quick: leave out what takes long in a large database.
    """
    with desk.reading() as connection:
        found = check_all(connection, quick=quick, told=told)
        if found:
            # A damaged file may not even let an ordinary end of the transaction through.
            connection.rollback()
    return found


def backup(desk: Desk, path: Path, *, force: bool = False, told: Told = nobody) -> Backup:
    """Write the whole database into one file that its owner alone can read; everybody may go on working.

    Args:
        force: replace a file that is there.

    Raises:
        StorageError: the file cannot be written, is there already, or is the database itself.
    """
    return back_up(desk.store, path, force=force, told=told)


@dataclass(frozen=True, slots=True)
class Restorable:
    """A backup that was read and found sound, beside what it would replace.

    Args:
        now, then: what there is, and what would take its place.
        sent_since: invites that went out since the backup was made, and of which it does not know.
        findings: what is not as it should be in the backup, and keeps nobody from working with it.
    """

    now: Inventory
    then: Inventory
    sent_since: int
    findings: int
    _desk: Desk
    _content: Store

    def restore(self, told: Told = nobody) -> Path | None:
        """Put the backup in place of all there is.

        Returns:
            The automatic backup of what there was, or None where there was nothing.

        Raises:
            Refused: somebody delivers invites at the moment.
            StorageError: somebody else writes, or there is no room; nothing was changed.
        """
        desk = self._desk
        return replace_content(
            desk.store,
            self._content,
            at=desk.clock.now(),
            actor=desk.actor,
            today=desk.clock.today(),
            check=lambda connection: check_free(connection, desk),
            told=told,
        )


@contextmanager
def restoring(desk: Desk, file: Path, told: Told = nobody) -> Iterator[Restorable]:
    """A backup, read and checked; within the block it can be restored, and nothing has happened before.

    Raises:
        StorageError: the file is none of ours, is damaged, breaks rules of the model, or is newer than this program.
    """
    with restorable(desk.store, file, told) as content:
        with content.reading() as there, desk.reading() as here:
            findings = check_all(there, told=told)
            _check_sound(file, findings)
            found = Restorable(inventory(here), inventory(there), sent_since(here, there), len(findings), desk, content)
        yield found


def _check_sound(file: Path, findings: list[Finding]) -> None:
    wrong = [one for one in findings if one.rule in FATAL or not one.table]
    if wrong:
        first = wrong[0]
        at = f"{first.table} {first.row}: " if first.row is not None else ""
        raise StorageError(
            f"{file} is not sound ({at}{first.problem}{f', and {len(wrong) - 1} more' if wrong[1:] else ''})",
            "Nothing was changed",
            typed=f"ridealong --read-only --db {file} db check lists everything; nothing was changed",
            code="storage-damaged",
        )


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was made and compared.

    Args:
        where: the new database, without a password.
        tables: what each table holds, the same in both.
    """

    where: str
    tables: dict[str, Content]


def copy(desk: Desk, where: str, told: Told = nobody) -> Copied:
    """Copy everything into an empty database, and compare the two; the one that is open stays as it is.

    Args:
        where: a path or URL; a file is made where there is none.

    Raises:
        StorageError: the other database holds something already, cannot be used, or cannot hold a value. Then it is
            left as empty as it was.
    """
    tables = metadata.sorted_tables
    with closing(open_store(where, today=desk.clock.today())) as target, target.writing() as into:
        if name := first_with_rows(into, tables):
            raise StorageError(
                f"{target.where} is not empty (it has rows in {name})",
                "Name an empty database; nothing was copied",
                code="storage-not-empty",
            )
        with desk.reading() as source:
            read = copy_rows(source, into, tables, told, where=target.where)
        written = contents(into, tables, told)
        if differing := [one for one in read if read[one] != written[one]]:
            raise StorageError(
                f"{target.where} did not keep {', '.join(differing)} as they are",
                "Nothing was copied; please report this",
            )
        into.commit()
    return Copied(target.where, written)
