"""Glossary: the terms of both trades, what each means, and which of them somebody has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.actions import bindings
from ridealong.tui.screens.list_page import LIST, ListPage
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.columns import Column
from ridealong.tui.widgets.held_table import HeldTable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.binding import BindingType

    from ridealong.services.desk import Desk
    from ridealong.services.glossary import Entry
    from ridealong.services.importing import ImportReport
    from ridealong.tui.widgets.columns import Cell

EMPTY = "No term is explained.\n{glossary.new} explains one; {glossary.show-removed} shows those that were taken out."
NOT_FOUND = (
    "No term matches.\n{section.clear} clears the filter. Terms look in one place: side:it state:added\n"
    "{glossary.new} explains another term."
)
FILE = "glossary.csv"
SIGNS = {"added": "+", "changed": "~", "removed": "–"}
"""What became of a term -> what stands before it."""


def state_of(one: Entry) -> str:
    """What became of a term, in a word; empty for one that is as it came."""
    if not one.came:
        return "added"
    return "removed" if one.out else "changed" if one.changed else ""


def _term(one: Entry) -> Cell:
    return [(shown(one.term.term), "dim" if one.out else "strong")]


def _sign(one: Entry) -> Cell:
    return [(sign, "accent")] if (sign := SIGNS.get(state_of(one))) else ""


def _meaning(one: Entry) -> Cell:
    words = shown(one.term.meaning)
    return [(words, "dim")] if one.out else words


def _columns() -> tuple[Column[Entry], ...]:
    return (
        Column("", 1, _sign),
        Column("Term", 18, _term, key="term", grow=1, most=26),
        Column("Whose", 9, lambda one: one.term.side.label, key="side"),
        Column("Meaning", 40, _meaning, grow=6),
        Column("State", 9, state_of, key="state", rank=1),
    )


_ORDERS: dict[str, Callable[[Entry], str]] = {
    "term": lambda one: one.term.term.casefold(),
    "side": lambda one: one.term.side.label,
    "state": lambda one: state_of(one) or "~",
}


class GlossaryScreen(ListPage["Entry"]):
    """The list of terms."""

    TITLE_TEXT = "Glossary"
    HINT = "{section.filter} to filter, such as side:it"
    TERMS: ClassVar[Mapping[str, Sequence[str]]] = {
        "term": (),
        "side": ("it", "marketing"),
        "state": ("added", "changed", "removed"),
    }
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("glossary")]
    HELP = (
        "The terms of both trades. Where one stands in an invite or in a charter, it is explained there, for the side\n"
        "whose term it is not. {glossary.new} explains another term, {list.open} or {glossary.edit} changes one,\n"
        "{glossary.remove} takes it out. Some came with the program: {glossary.restore} puts one back as it came,\n"
        "{glossary.show-removed} shows those that were taken out as well. Before a term, + says that it was added,\n"
        "~ that it was changed, and – that it was taken out. Terms of the filter: term:cpc side:it state:added.\n"
        "{glossary.import-terms} reads terms from a CSV file with the columns term, side and meaning,\n"
        "{glossary.export} writes those that are shown. {glossary.back} goes back."
    )

    def __init__(self) -> None:
        super().__init__()
        self._removed = False

    def made(self) -> HeldTable[Entry]:
        """The terms."""
        return HeldTable(_columns(), key=lambda one: one.term.term.casefold(), sort="term", empty=EMPTY, id=LIST)

    def fetch(self, desk: Desk) -> Sequence[Entry]:
        """All terms, those that were taken out included."""
        from ridealong.services import glossary  # noqa: PLC0415 - services are imported in workers only

        return glossary.list_terms(desk, out=True)

    def text_of(self, row: Entry) -> str:
        """Term, meaning and whose it is."""
        return f"{row.term.term} {row.term.meaning} {row.term.side.label}"

    def term_of(self, row: Entry, name: str) -> str:
        """The term, whose it is, or what became of it."""
        return {"term": row.term.term, "side": str(row.term.side), "state": state_of(row)}[name]

    def shown_of(self, rows: Sequence[Entry]) -> Sequence[Entry]:
        """Those that are explained, or all of them; also those that were taken out where the filter is about states."""
        removed = self._removed or any(name == "state" for name, _text in self.terms)
        found = [one for one in rows if removed or not one.out]
        found.sort(key=_ORDERS["term"])
        found.sort(key=_ORDERS[self.table.sort or "term"], reverse=self.table.descending)
        return found

    def empty(self, typed: str) -> str:
        """What to do where no term is there."""
        return NOT_FOUND if typed else EMPTY

    def counted(self, rows: Sequence[Entry]) -> str:
        """How many terms, and how many of them were changed."""
        own = sum(not one.came or one.changed for one in rows)
        gone = sum(one.out for one in self.rows or ())
        parts = [many(len(rows), "term"), f"{own:,} added or changed" if own else ""]
        parts += [f"{gone:,} removed{' shown, too' if self._removed else ''}"] if gone else []
        return " · ".join(filter(None, parts))

    def detail(self, row: Entry) -> str:
        """A term with its meaning, and what can be done with it."""
        term = row.term
        words = f"{shown(term.term)}: {shown(term.meaning)}"
        other = term.side.other.label
        if row.out:
            return f"{words}\nTaken out, so nobody is told · {{glossary.restore}} explains it again"
        keys = "{glossary.edit} changes it · {glossary.remove} takes it out"
        keys += " · {glossary.restore} puts it back as it came" if row.changed else ""
        return f"{words}\nA term of {term.side.label}, explained to {other} · {keys}"

    def widen(self) -> bool:
        """Leave out again what was taken out."""
        had, self._removed = self._removed, False
        return had

    # -- what a person does -------------------------------------------------------------------------------------

    def on_paged_view_opened(self) -> None:
        """Change the term under the cursor."""
        self.action_edit()

    def action_new(self) -> None:
        """Explain another term."""
        from ridealong.tui.dialogs.term_form import TermForm  # noqa: PLC0415 - loaded when asked for

        if self.writable():
            self.app.push_screen(TermForm(), self._saved)

    def action_edit(self) -> None:
        """Change what a term means; one that was taken out is explained again by that."""
        from ridealong.tui.dialogs.term_form import TermForm  # noqa: PLC0415 - loaded when asked for

        one = self.table.current
        if one is not None and self.writable():
            self.app.push_screen(TermForm(one), self._saved)

    def _saved(self, words: str | None) -> None:
        if words:
            self.ridealong.done(words)

    def action_remove(self) -> None:
        """Explain the chosen terms no more."""
        some = [one for one in self.table.chosen if not one.out]

        def work(desk: Desk) -> None:
            from ridealong.services import glossary  # noqa: PLC0415 - services are imported in workers only

            glossary.remove_terms(desk, some)

        if not some:
            self.notify("Put the cursor on a term that is explained first", timeout=3, markup=False)
        elif self.writable():
            self._write(work, some, "no longer explained")

    def action_restore(self) -> None:
        """Put the chosen terms back as they came."""
        some = [one for one in self.table.chosen if one.out or one.changed]

        def work(desk: Desk) -> None:
            from ridealong.services import glossary  # noqa: PLC0415 - services are imported in workers only

            glossary.restore_terms(desk, some)

        if not some:
            words = "Put the cursor first on a term that came with the program and was changed or taken out"
            self.notify(words, timeout=4, markup=False)
        elif self.writable():
            self._write(work, some, "explained again as with the program")

    def _write(self, work: Callable[[Desk], None], some: Sequence[Entry], words: str) -> None:
        def done(_none: None) -> None:
            self.table.unmark()
            which = shown(some[0].term.term) if len(some) == 1 else many(len(some), "term")
            self.ridealong.done(f"{which} {words}")

        self.change(work, done)

    def action_show_removed(self) -> None:
        """Show terms that were taken out as well, or no longer."""
        self._removed = not self._removed
        self.table.read()

    def action_import_terms(self) -> None:
        """Import terms from a file."""
        from ridealong.tui.dialogs.import_file import outcome  # noqa: PLC0415 - loaded when asked for
        from ridealong.tui.dialogs.import_terms import ImportTermsForm  # noqa: PLC0415 - as above

        def imported(report: ImportReport | None) -> None:
            if report is not None:
                self.ridealong.done(outcome(report), title="Imported", timeout=12 if report.rejected else 8)

        if self.writable():
            self.app.push_screen(ImportTermsForm(), imported)

    def action_export(self) -> None:
        """Write the terms that are shown as CSV."""
        from ridealong.tui.dialogs.export_table import ExportDialog  # noqa: PLC0415 - loaded when asked for

        def written(words: str | None) -> None:
            if words:
                self.notify(words, title="Exported", timeout=8)

        some = [one for one in self.table.found if not one.out]

        def made(_desk: Desk) -> str:
            from ridealong.services import glossary  # noqa: PLC0415 - services are imported in workers only

            return glossary.as_csv(some)

        self.app.push_screen(ExportDialog("Export: glossary", FILE, made), written)
