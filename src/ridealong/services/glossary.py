"""The glossary: terms of both trades listed, changed, taken out and read from a file.

The terms that come with the program count without anybody doing anything, so that invites explain them from the first
day, and a later release may word them better or bring more. So they are not copied into the database: it holds only
what a coordinator said of a term, which goes before what came with the program. Who takes out a term that came with it
leaves a row without a meaning, so that it stays out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Connection, RowMapping

from ridealong.domain.errors import NotFound, Refused
from ridealong.domain.glossary import Term, read_meaning, read_term
from ridealong.domain.people import Side
from ridealong.domain.programs import name_identity
from ridealong.domain.values import quoted
from ridealong.domain.wording import several
from ridealong.exchange.glossary_csv import glossary_csv_text, read_terms
from ridealong.services.desk import Desk
from ridealong.services.found import meant
from ridealong.services.importing import Change, ImportReport, Tally
from ridealong.services.meanwhile import NONE_YET, Seen, check_seen
from ridealong.services.paging import Progress
from ridealong.storage.queries.changes import change_count
from ridealong.storage.queries.terms import as_term, starter_terms, term_rows
from ridealong.storage.schema import terms
from ridealong.storage.work import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A term of the glossary.

    Args:
        came: whether it came with the program. changed: whether somebody has given it another meaning or side since.
        out: whether it came with the program and was taken out.
        seen: what was said of it, as it is now: who changes it later says by it what they looked at.
    """

    term: Term
    came: bool
    changed: bool = False
    out: bool = False
    seen: Seen = NONE_YET


def list_terms(desk: Desk, text: str = "", *, side: Side | None = None, out: bool = False) -> tuple[Entry, ...]:
    """The glossary, by term.

    Args:
        text: words that must all stand in the term or its meaning. side: whose terms; None for both.
        out: also those that were taken out.
    """
    words = text.casefold().split()
    with desk.reading() as connection:
        known = _entries(connection)
    return tuple(
        one
        for _identity, one in sorted(known.items())
        if (out or not one.out)
        and side in (None, one.term.side)
        and all(word in f"{one.term.term} {one.term.meaning}".casefold() for word in words)
    )


def as_csv(some: Iterable[Entry]) -> str:
    """Terms as a file that can be imported again."""
    return glossary_csv_text(one.term for one in some)


def add_term(desk: Desk, term: str, side: Side, meaning: str) -> Term:
    """Explain one more term; also one that was taken out.

    Raises:
        InvalidValue: it is no term, or has no meaning, or one of the two is too long.
        Refused: the glossary has it already.
    """
    new = Term(term=read_term(term), side=side, meaning=read_meaning(meaning))
    with desk.changing("glossary add") as step:
        known = _entries(step.connection).get(name_identity(new.term))
        if known is not None and not known.out:
            raise Refused(
                f"The glossary has '{known.term.term}' already: {known.term.meaning}",
                "Change that one",
                typed="`ridealong glossary edit` changes it",
            )
        _put(step, known, new)
        step.done(f"{new.term}: {new.meaning}")
        return new


def edit_term(
    desk: Desk,
    term: str,
    *,
    name: str | None = None,
    side: Side | None = None,
    meaning: str | None = None,
    seen: Seen | None = None,
) -> Term:
    """Change a term; None leaves a property as it is.

    Args:
        name: how it is written, in other letter case or blanks alone. seen: as looked at before.

    Raises:
        NotFound: the glossary does not have it. InvalidValue: the meaning, or how it is written, is none.
        Refused: nothing is to change, or it would be another term.
        ChangedMeanwhile: it is no longer as seen.
    """
    if name is None and side is None and meaning is None:
        raise Refused(f"Nothing is said of '{quoted(term)}'", "Give its meaning, or say whose term it is")
    with desk.changing("glossary edit") as step:
        known = _known(desk, step, _entries(step.connection), term, seen)
        new = replace(known.term, side=side or known.term.side)
        if meaning is not None:
            new = replace(new, meaning=read_meaning(meaning))
        if name is not None:
            new = replace(new, term=read_term(name))
            if name_identity(new.term) != name_identity(known.term.term):
                raise Refused(
                    f"'{new.term}' is another term than '{known.term.term}'", "Add it, and take the other one out"
                )
        _put(step, known, new)
        step.done(f"{new.term}: {new.meaning}")
        return new


def remove_term(desk: Desk, term: str, *, seen: Seen | None = None) -> Term:
    """Explain a term no more; returns it as it was.

    Args:
        seen: as looked at before.

    Raises:
        NotFound: the glossary does not have it. ChangedMeanwhile: it is no longer as seen.
    """
    with desk.changing("glossary remove") as step:
        known = _take_out(desk, step, _entries(step.connection), term, seen)
        step.done(f"{known.term.term} is no longer explained")
        return known.term


def remove_terms(desk: Desk, some: Sequence[Entry]) -> None:
    """Explain some terms no more, all in one step; raises as `remove_term`, where one is no longer as it was seen."""
    with desk.changing("glossary remove") as step:
        entries = _entries(step.connection)
        for one in some:
            _take_out(desk, step, entries, one.term.term, one.seen)
        step.done(f"{several([one.term.term for one in some])}: no longer explained")


def _take_out(desk: Desk, step: Step, entries: Mapping[str, Entry], term: str, seen: Seen | None) -> Entry:
    known = _known(desk, step, entries, term, seen)
    if known.came:
        _put(step, known, replace(known.term, meaning=""))
    else:
        step.work.delete(terms, [known.seen.row])
    return known


def restore_term(desk: Desk, term: str, *, seen: Seen | None = None) -> Term:
    """Explain a term again as it came with the program; returns it.

    Args:
        seen: as looked at before.

    Raises:
        NotFound: it did not come with the program. ChangedMeanwhile: it is no longer as seen.
    """
    with desk.changing("glossary restore") as step:
        came = _put_back(desk, step, _entries(step.connection), term, seen)
        step.done(f"{came.term}: {came.meaning}")
        return came


def restore_terms(desk: Desk, some: Sequence[Entry]) -> None:
    """Explain some terms again as they came, all in one step; raises as `restore_term`."""
    with desk.changing("glossary restore") as step:
        entries = _entries(step.connection)
        for one in some:
            _put_back(desk, step, entries, one.term.term, one.seen)
        step.done(f"{several([one.term.term for one in some])}: as with the program")


def _put_back(desk: Desk, step: Step, entries: Mapping[str, Entry], term: str, seen: Seen | None) -> Term:
    came = starter_terms().get(name_identity(term))
    known = entries.get(name_identity(term))
    if came is None or known is None:
        raise NotFound(
            f"'{quoted(term)}' did not come with the program",
            meant(term, [one.term for one in starter_terms().values()]),
        )
    _check_seen(desk, step, known, seen)
    if known.seen != NONE_YET:
        step.work.delete(terms, [known.seen.row])
    return came


def import_terms(
    desk: Desk,
    path: Path | str,
    *,
    dry_run: bool = False,
    shown: ImportReport | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Add and change terms as a file says; what it does not name stays as it is.

    Args:
        dry_run: report the same, and change nothing.
        shown: the report of a dry run that whoever imports was shown, if it is to be that or nothing.
        progress: told how many rows of how many have been compared.

    Raises:
        UnreadableFile: the file cannot be read, or its header lacks a column.
        ChangedMeanwhile: it would be another import than the one that was shown.
        StorageError: the database cannot be written.
    """
    parsed = read_terms(Path(path))
    with desk.changing("glossary import", dry_run=dry_run) as step:
        tally = Tally(version=change_count(step.connection))
        compared = _Compared(_entries(step.connection))
        for row in parsed.rows:
            compared.take(row.term, tally)
        tally.check_shown(desk, step.connection, shown)
        step.work.insert(terms, compared.new)
        step.work.update(terms, compared.changes)
        step.work.delete(terms, compared.gone)
        tally.finish(step, path, len(parsed.rows), progress, dry_run=dry_run)
    return tally.report("glossary", parsed, dry_run=dry_run)


@dataclass(frozen=True, slots=True)
class _Compared:
    """What a file says, beside what is known.

    Args:
        known: by what terms are compared by. new, changes, gone: what is to be inserted, updated by row id, deleted.
    """

    known: Mapping[str, Entry]
    new: list[dict[str, object]] = field(default_factory=list)
    changes: dict[int, dict[str, object]] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)

    def take(self, term: Term, tally: Tally) -> None:
        """Compare a term of the file, and count it."""
        before = self.known.get(name_identity(term.term))
        if before is not None and not before.out and before.term == term:
            tally.unchanged += 1
            return
        if before is None or before.out:
            tally.added.append(term.term)
        else:
            names = ("term", "side", "meaning")
            different = tuple(one for one in names if getattr(before.term, one) != getattr(term, one))
            tally.changed.append(Change(term.term, different, before.seen.version))
        self._write(before, term)

    def _write(self, before: Entry | None, term: Term) -> None:
        if before is None or before.seen == NONE_YET:
            self.new.append(_cells(term))
        elif _as_it_came(term):
            self.gone.append(before.seen.row)
        else:
            self.changes[before.seen.row] = _cells(term)


def _entries(connection: Connection) -> dict[str, Entry]:
    """All terms by what they are compared by, those that were taken out included."""
    came = starter_terms()
    found = {name: Entry(term=one, came=True) for name, one in came.items()}
    return found | {row["identity"]: _entry(row, came) for row in term_rows(connection)}


def _entry(row: RowMapping, came: Mapping[str, Term]) -> Entry:
    term, starter = as_term(row), came.get(row["identity"])
    out = not term.meaning
    # Of a term that was taken out, and whose release does not bring it any more, nothing but its name is known.
    shown = replace(term, meaning=starter.meaning) if out and starter else term
    seen = Seen(row["id"], row["version"])
    return Entry(term=shown, came=starter is not None, changed=not out and starter is not None, out=out, seen=seen)


def _known(desk: Desk, step: Step, entries: Mapping[str, Entry], term: str, seen: Seen | None) -> Entry:
    known = entries.get(name_identity(term))
    _check_seen(desk, step, known, seen)
    if known is None or known.out:
        names = [one.term.term for one in entries.values() if not one.out]
        raise NotFound(f"The glossary has no '{quoted(term)}'", meant(term, names))
    return known


def _check_seen(desk: Desk, step: Step, known: Entry | None, seen: Seen | None) -> None:
    """Raise ChangedMeanwhile where a term is no longer as it was seen, `NONE_YET` for one nobody had changed."""
    now = known.seen if known is not None else NONE_YET
    if seen is None or seen == now:
        return
    looked_at = seen if seen != NONE_YET else Seen(now.row, NONE_YET.version)
    check_seen(desk, step.connection, terms, [looked_at])


def _put(step: Step, known: Entry | None, new: Term) -> None:
    """Let a term be as somebody says; what is as it came with the program needs no row."""
    row = known.seen.row if known is not None and known.seen != NONE_YET else None
    if _as_it_came(new):
        step.work.delete(terms, [] if row is None else [row])
    elif row is None:
        step.work.insert(terms, [_cells(new)])
    else:
        step.work.update(terms, {row: _cells(new)})


def _as_it_came(term: Term) -> bool:
    return starter_terms().get(name_identity(term.term)) == term


def _cells(term: Term) -> dict[str, object]:
    identity = name_identity(term.term)
    return {"term": term.term, "identity": identity, "side": str(term.side), "meaning": term.meaning}
