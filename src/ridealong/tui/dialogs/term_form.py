"""A term of the glossary: how it is written, whose it is, and what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.errors import ChangedMeanwhile
from ridealong.domain.glossary import read_meaning, read_term
from ridealong.domain.people import Side
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Choice, Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from ridealong.domain.glossary import Term
    from ridealong.services.desk import Desk
    from ridealong.services.glossary import Entry


class TermForm(FormDialog[str]):
    """A new term, or one that there is; answers with what was changed, in words."""

    OK = "Save"
    HELP = (
        "A word or an abbreviation of one trade, such as CPC, and what it is in a few words that everybody knows,\n"
        "without a full stop. The side whose term it is knows it; it is explained to the other one.\n"
        "A term that there is can be written in other capitals, but not become another term."
    )

    def __init__(self, entry: Entry | None = None) -> None:
        super().__init__()
        self._entry = entry

    @property
    def title_text(self) -> str:
        """Which term."""
        one = self._entry
        if one is None:
            return "Explain another term"
        return f"{'Explain again' if one.out else 'Change'}: {shown(one.term.term)}"

    def fields(self) -> Iterator[Widget]:
        """Term, side and meaning."""
        one = self._entry.term if self._entry else None
        name = one.term if one else ""
        yield Field("term", "Term", value=name, read=read_term, required=True, placeholder="such as CPC")
        sides = [(str(side), side.label) for side in Side]
        yield Choice("side", "Whose it is", sides, value=str(one.side) if one else "")
        yield Field(
            "meaning",
            "Meaning",
            value=one.meaning if one else "",
            read=read_meaning,
            required=True,
            placeholder="in a few words that everybody knows",
            long=True,
        )

    def opened(self) -> None:
        """Of a term that there is, the meaning is what is changed."""
        if self._entry is not None:
            self.query_one("#field-meaning", Field).input.focus()

    def submit(self) -> None:
        """Save it."""
        one = self._entry
        term, side, meaning = self.text("term"), Side(self.choice("side")), self.text("meaning")

        def save(desk: Desk) -> Term:
            from ridealong.services import glossary  # noqa: PLC0415 - services are imported in workers only

            if one is None or one.out:
                return glossary.add_term(desk, term, side, meaning)
            return glossary.edit_term(desk, one.term.term, name=term, side=side, meaning=meaning, seen=one.seen)

        def saved(new: Term) -> None:
            self.busy = False
            self.dismiss(f"{shown(new.term)} is explained: {shown(new.meaning)}")

        self.busy = True
        self.change(save, saved, failed=self.refused)

    def refused(self, error: Exception) -> None:
        """Show why it could not be saved; what somebody else has changed meanwhile, to be overruled."""
        one = self._entry
        if not isinstance(error, ChangedMeanwhile) or one is None:
            super().refused(error)
            return
        name = one.term.term

        def look(desk: Desk) -> Entry | None:
            from ridealong.services import glossary  # noqa: PLC0415 - services are imported in workers only

            known = glossary.list_terms(desk, out=True)
            return next((each for each in known if each.term.term.casefold() == name.casefold()), None)

        def seen(entry: Entry | None) -> None:
            self._entry = entry
            self.overrule(error)

        self.ask(look, seen, group="look again", failed=super().refused)
