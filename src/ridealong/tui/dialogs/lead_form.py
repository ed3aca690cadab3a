"""What a lead said of drafts: agreed or refused, and in what words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.consent import Word
from ridealong.domain.values import read_words
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.field import Choice, Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.publishing.lead_words import AskedDraft


class LeadForm(FormDialog[str]):
    """One word and one note for some drafts; answers with what was noted, in words.

    Args:
        who: the lead, as called; empty for several. some: the drafts.
    """

    OK = "Note"
    HELP = (
        "What the lead said, and in what words, which may stay empty. The note is private: it is shown on the page of\n"
        "what leads say to whoever asks for it, and in no list that is sent."
    )

    def __init__(self, who: str, some: Sequence[AskedDraft]) -> None:
        super().__init__()
        self._who = who
        self._some = some

    @property
    def title_text(self) -> str:
        """Who said it."""
        return f"What does {self._who} say?" if self._who else "What do the leads say?"

    def fields(self) -> Iterator[Widget]:
        """Of what, the word, the note."""
        one = self._some[0]
        more = f" and {many(len(self._some) - 1, 'more draft')}" if len(self._some) > 1 else ""
        yield Line(f"{shown(one.person.name)} with {shown(one.other.name)}{more}", classes="quiet")
        words = [(str(Word.AGREED), "agreed"), (str(Word.REFUSED), "refused")]
        yield Choice("word", "Word", words, value=str(one.word) if one.word else "")
        note = one.note if len(self._some) == 1 else ""
        yield Field("note", "Note", value=note, read=read_words, placeholder="may stay empty; private", long=True)

    def submit(self) -> None:
        """Note it."""
        some, word, note = self._some, Word(self.choice("word")), self.text("note")

        def work(desk: Desk) -> int:
            from ridealong.services.publishing import lead_answers  # noqa: PLC0415 - services are imported in workers only

            return lead_answers.note(desk, some, word, said=note)

        def noted(_new: int) -> None:
            self.busy = False
            number = f", {many(len(some), 'draft')}" if len(some) > 1 else ""
            self.dismiss(f"{self._who or 'The leads'}: {word}{number}")

        self.busy = True
        self.change(work, noted, failed=self.refused)
