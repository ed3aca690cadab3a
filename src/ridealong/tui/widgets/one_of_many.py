"""One of more options than fit beside each other: the chosen one alone is shown, with how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.tui.plain import is_plain
from ridealong.tui.text import MUTED
from ridealong.tui.widgets.field import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LABEL_WIDTH = 17


class OneOfMany(Choice):
    """The chosen option between two arrows; keys and the mouse choose as in every choice."""

    HELP = "One of several. {choice.previous} and {choice.next} go through them, or click an arrow."

    def render(self) -> Content:
        """Label, arrows, the option, and which it is of how many."""
        back, on = ("<", ">") if is_plain(self) else ("‹", "›")
        words = self.options[self.at][1]
        return Content("").join(
            [
                Content.styled(f"{self.label:<{_LABEL_WIDTH}}", MUTED),
                Content.styled(f" {back} ", "" if self.at else MUTED),
                Content.styled(words, "bold $primary"),
                Content.styled(f" {on} ", "" if self.at < len(self.options) - 1 else MUTED),
                Content.styled(f" {self.at + 1} of {len(self.options)}", MUTED),
            ]
        )

    def clicked(self, x: int) -> None:
        """An arrow goes one back or on; a click anywhere behind it goes on as well."""
        if x >= _LABEL_WIDTH:
            self.action_step(-1 if x < _LABEL_WIDTH + 3 else 1)

    def jump_spots(self) -> Iterator[tuple[int, int, Callable[[], object]]]:
        """The option as one, for jump mode."""
        yield _LABEL_WIDTH + 3, 0, self.focus
