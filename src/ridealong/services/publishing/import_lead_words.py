"""The lists of leads that come back: their words about drafts, taken from a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, RowMapping

from ridealong.domain.consent import Word
from ridealong.domain.errors import RidealongError
from ridealong.domain.people import Person, Side, identity
from ridealong.exchange.lead_lists_csv import AnswerRow, read_lead_answers
from ridealong.exchange.results import Rejection
from ridealong.services.changes.seats import both
from ridealong.services.desk import Desk
from ridealong.services.importing import Change, ImportReport, Tally
from ridealong.services.publishing.lead_words import check_draft, note_words
from ridealong.services.publishing.leads import leads_of
from ridealong.storage.parts import parts_of
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.lead_words import word_rows
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import all_people


class _Stale(RidealongError):
    """A row does not fit what there is now; rejected at `column`."""

    def __init__(self, column: str, value: str, problem: str) -> None:
        super().__init__(problem, "Send the lead a new list")
        self.column, self.value = column, value


@dataclass(frozen=True, slots=True)
class _Known:
    """The pairings that a file names, everybody by row id, and what leads said before."""

    rows: Mapping[int, RowMapping]
    people: Mapping[int, Person]
    words: Mapping[tuple[int, str], RowMapping]


def import_lead_words(
    desk: Desk, path: Path | str, *, dry_run: bool = False, shown: ImportReport | None = None
) -> ImportReport:
    """Note what leads wrote into their lists; a row without an answer says nothing.

    Args:
        dry_run: report the same, and change nothing.
        shown: the report of a dry run that whoever imports was shown, if it is to be that or nothing.

    Raises:
        UnreadableFile: the file cannot be read, or its header lacks a column.
        ChangedMeanwhile: it would be another import than the one that was shown.
    """
    parsed = read_lead_answers(Path(path))
    with desk.changing("leads import", dry_run=dry_run) as step:
        tally = Tally(version=change_count(step.connection))
        known = _known(step.connection, {row.pairing for row in parsed.rows})
        words: dict[tuple[int, Side], tuple[Word, str]] = {}
        for row in parsed.rows:
            try:
                found = _compared(known, row)
            except RidealongError as error:
                tally.rejected.append(_rejection(row, error))
                continue
            if found is None:
                tally.unchanged += 1
                continue
            side, said = found
            words[row.pairing, side] = said
            _count(known, row, side, tally)
        tally.check_shown(desk, step.connection, shown)
        note_words(step, desk.clock.today(), [(one, side, word, note) for (one, side), (word, note) in words.items()])
        if not dry_run:
            step.done(f"{Path(path).name}: {tally.summary}")
    return tally.report("leads", parsed, dry_run=dry_run)


def _known(connection: Connection, ids: set[int]) -> _Known:
    rows = [row for part in parts_of(sorted(ids)) for row in find_pairings(connection, PairingSearch(ids=part))]
    return _Known({row["id"]: row for row in rows}, all_people(connection), word_rows(connection, ids))


def _compared(known: _Known, row: AnswerRow) -> tuple[Side, tuple[Word, str]] | None:
    """What a row says of whose lead, where that is new; raises RidealongError where it fits no draft any more."""
    stored = known.rows.get(row.pairing)
    if stored is None:
        raise _Stale(
            "pairing", str(row.pairing), f"There is no draft {row.pairing} any more: it was planned anew since"
        )
    if row.word is None:
        return None
    check_draft(stored)
    side = _side(known, stored, row)
    before = known.words.get((row.pairing, str(side)))
    said = row.word, _note(row, before)
    return None if before is not None and (before["word"], before["note"]) == said else (side, said)


def _note(row: AnswerRow, before: RowMapping | None) -> str:
    if row.note is not None:
        return row.note
    return str(before["note"]) if before is not None else ""


def _side(known: _Known, stored: RowMapping, row: AnswerRow) -> Side:
    """Whose lead a row is from."""
    guest_side = Side(stored["guest_side"])
    by_email = {identity(stored["guest"]): guest_side, identity(stored["host"]): guest_side.other}
    for column, email in (("email", row.email), ("with_email", row.other)):
        if email and identity(email) not in by_email:
            raise _Stale(column, email, f"Draft {row.pairing} is {both(stored)} by now")
    if row.start is not None and row.start != stored["first_day"]:
        raise _Stale("start", str(row.start), f"Draft {row.pairing} begins on {stored['first_day']} by now")
    leads = leads_of(stored, known.people)
    side = row.side or (by_email[identity(row.email)] if row.email else None)
    if side is None:
        named = (
            [one for one, lead in leads.items() if identity(lead) == identity(row.lead)] if row.lead else list(leads)
        )
        side = named[0] if len(named) == 1 else None
    if side is None:
        raise _Stale("side", "", f"It is not said on which side of {both(stored)} the lead is; write it or marketing")
    if side not in leads:
        raise _Stale("side", str(side), f"Nobody's word is needed on the {side.label} side of {both(stored)}")
    if row.lead and identity(row.lead) != identity(leads[side]):
        raise _Stale("lead", row.lead, f"The lead is {leads[side]} by now")
    return side


def _count(known: _Known, row: AnswerRow, side: Side, tally: Tally) -> None:
    key = f"{both(known.rows[row.pairing])}, {side.label}: {row.word}"
    before = known.words.get((row.pairing, str(side)))
    if before is None:
        tally.added.append(key)
    else:
        now = {"word": row.word, "note": _note(row, before)}
        columns = tuple(name for name, value in now.items() if before[name] != value)
        tally.changed.append(Change(key, columns, before["version"]))


def _rejection(row: AnswerRow, error: RidealongError) -> Rejection:
    if isinstance(error, _Stale):
        return Rejection(row.line, error.column, error.value, str(error), error.for_commands)
    return Rejection(row.line, "pairing", str(row.pairing), str(error), error.for_commands)
