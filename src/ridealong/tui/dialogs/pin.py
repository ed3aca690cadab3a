"""What of a draft planning has to keep: all of it, only the host, only the week, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Button

from ridealong.tui.actions import bindings
from ridealong.tui.dates import span_words
from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.plans.plan_views import Proposal


class PinDialog(Dialog[str]):
    """Four buttons; the answer is `all`, `host`, `round` or `nothing`."""

    OK = ""
    TITLE_TEXT = "What is planning to keep?"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("buttons", "pin")]
    HELP = (
        "A pin is kept when {plan.run} plans again. {pin.all} keeps the pairing as it is, {pin.host} only the host,\n"
        "in whatever week, {pin.week} only the week, with whatever host, {pin.nothing} nothing. {buttons.previous}\n"
        "and {buttons.next} choose, Enter takes it, {dialog.leave} leaves it as it is."
    )

    def __init__(self, one: Proposal) -> None:
        super().__init__()
        self._one = one

    def inside(self) -> Iterator[Widget]:
        """The pairing, and the choices."""
        one = self._one
        now = "all" if one.pinned else one.held or "nothing"
        guest, host = shown(one.guest.name), shown(one.host.name)
        yield Words([Content(f"{guest} with {host}, {span_words(one.days)}"), Content("")])
        for name, action, words in (
            ("all", "pin.all", "this pairing, as it is"),
            ("host", "pin.host", "only the host, in whatever week"),
            ("round", "pin.week", f"only round {one.round + 1}, with whatever host"),
            ("nothing", "pin.nothing", "nothing: planning is free"),
        ):
            label = self.keyed(f"{'●' if name == now else '○'} {words}", action)
            button = Button(label, id=f"pin-{name}", compact=True)
            button.styles.width = "100%"
            button.styles.content_align_horizontal = "left"
            button.styles.text_align = "left"
            yield button

    def opened(self) -> None:
        """The first choice at once."""
        self.query_one("#pin-all").focus()

    def other_button(self, name: str) -> None:
        """A choice by mouse or Enter."""
        self.action_answer(name.removeprefix("pin-"))

    def action_answer(self, what: str) -> None:
        """Choose."""
        self.dismiss(what)

    def accept(self) -> None:
        """Enter is taken by the buttons."""
