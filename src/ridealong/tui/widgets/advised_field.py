"""A field that also says what is not wrong but worth knowing: a new team, an address that is nobody's here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.dates import day_words
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.suggester import Suggester


class AdvisedField(Field):
    """A labelled line of text with advice under it, where nothing is wrong.

    Args:
        advise: what is worth knowing about a text that is not empty; an empty text for nothing.
    """

    DEFAULT_CSS = """
    AdvisedField.-advised .problem { display: block; color: $text-muted; }
    """

    def __init__(
        self,
        name: str,
        label: str,
        *,
        value: str = "",
        read: Callable[[str], object] = str.strip,
        required: bool = False,
        placeholder: str = "",
        suggester: Suggester | None = None,
        advise: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(
            name, label, value=value, read=read, required=required, placeholder=placeholder, suggester=suggester
        )
        self._advise = advise

    def complain(self, problem: str) -> None:
        """Show what is wrong; else what is worth knowing about what somebody has typed."""
        super().complain(problem)
        typed = self._advise is not None and not problem and self.changed and self.text.strip()
        advice = self._advise(self.text) if typed and self._advise else ""
        self.set_class(bool(advice), "-advised")
        if advice:
            said = f"{day_words(self._day)}. {advice}" if self._day else advice
            self.query_one(".problem", Line).say(shown(said))
            self.bring_into_view()
