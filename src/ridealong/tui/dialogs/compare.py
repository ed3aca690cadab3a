"""What somebody else has saved beside what was typed: which of the two is to stand, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import fitted, shown
from ridealong.tui.widgets.field import Choice
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual import events
    from textual.widget import Widget

THEIRS, YOURS = "theirs", "yours"
_CELLS = 20
"""How much of a value stands beside its field; all of it stands below."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that somebody else has changed.

    Args:
        name, label: how the form refers to it, and how it is called.
        was, theirs, yours: as it was when the form was opened, as it is saved now, and as it stands in the form.
        typed: whether the user has changed it, too.
    """

    name: str
    label: str
    was: str
    theirs: str
    yours: str
    typed: bool


class CompareDialog(FormDialog[dict[str, str]]):
    """The answer is, for each field that both have changed, whether theirs or yours is to stand; Esc goes back."""

    OK = "Save"
    CANCEL = "Back to the form"
    WIDE = True
    HELP = (
        "Somebody else saved this while you were typing. {choice.previous} and {choice.next} choose what is to\n"
        "stand where both changed it;\n"
        "what you have not touched stays as they saved it. {form.accept} saves, {dialog.leave} goes back to what you\n"
        "typed."
    )

    def __init__(self, title: str, words: str, differences: Sequence[Difference]) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._clashes = [one for one in differences if one.typed]
        self._also = [one for one in differences if not one.typed]

    @property
    def title_text(self) -> str:
        """Whose form it is."""
        return self._title

    def inside(self) -> Iterator[Widget]:
        """Who saved what, the fields, and the one that has the focus in full."""
        yield Line(self._words, classes="words")
        if self._clashes:
            yield from super().inside()
            yield Line("", id="both", classes="words gap")
        if self._also:
            changed = "; ".join(f"{one.label} was {_whole(one.was)}, is {_whole(one.theirs)}" for one in self._also)
            yield Line(f"{'Also changed' if self._clashes else 'Changed'}: {changed}", classes="words gap")

    def fields(self) -> Iterator[Widget]:
        """A choice for each field that both have changed."""
        for one in self._clashes:
            options = [(THEIRS, f"theirs: {_short(one.theirs)}"), (YOURS, f"yours: {_short(one.yours)}")]
            yield Choice(one.name, one.label, options, value=YOURS)

    def opened(self) -> None:
        """The arrows choose at once."""
        for choice in self.query(Choice):
            choice.focus()
            break

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Show in full what the focus is on."""
        for one in self._clashes:
            if event.widget.id == f"field-{one.name}":
                words = [("was", one.was), ("theirs", one.theirs), ("yours", one.yours)]
                self.query_one("#both", Line).say("\n".join(f"{word:<7} {_whole(text)}" for word, text in words))

    def submit(self) -> None:
        """Say what was chosen."""
        self.dismiss({one.name: self.choice(one.name) for one in self._clashes})

    def action_cancel(self) -> None:
        """Back to the form, where everything typed still stands."""
        self.dismiss(None)


def _whole(text: str) -> str:
    return shown(text) or "(empty)"


def _short(text: str) -> str:
    return fitted(_whole(text), _CELLS).rstrip()
