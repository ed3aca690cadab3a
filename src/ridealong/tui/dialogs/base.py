"""What all dialogs have in common: a titled box, buttons, Enter and Esc; forms keep what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input

from ridealong.domain.errors import ChangedMeanwhile, RidealongError
from ridealong.tui.actions import BY_NAME, bindings, borrowed, keys_of
from ridealong.tui.dates import slashes, with_days
from ridealong.tui.desk import Asks
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Choice, Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import PurePath

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget
    from textual.widgets.button import ButtonVariant

R = TypeVar("R")


def long_text(part: Widget | None) -> Widget | None:
    """A part of a screen, if a long text is written in it."""
    if isinstance(part, Input):
        return part if any(isinstance(one, Field) and one.long for one in part.ancestors) else None
    # By its name, since to import the class takes longer than to open a dialog.
    return part if any(kind.__name__ == "TextArea" for kind in type(part).__mro__) else None


class Dialog(Asks, ModalScreen[R]):
    """A box in front of the screen.

    Esc leaves without an answer. Subclasses yield what is inside and say what the first button does.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialogs.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("dialog"),
        *borrowed("app.help", "app.keys", "app.jump"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (34, "-tall")]  # noqa: RUF012 - Textual declares it for each screen
    TITLE_TEXT = ""
    OK = "OK"
    CANCEL = "Cancel"
    OK_BY: ClassVar[str] = "form.accept"
    """The action that does what the first button does."""
    WIDE = False

    @property
    def title_text(self) -> str:
        """What stands at the top of the box."""
        return self.TITLE_TEXT

    def compose(self) -> ComposeResult:
        """Title, inside, buttons."""
        with Vertical(id="box", classes="-wide" if self.WIDE else ""):
            yield Line(self.title_text, id="dialog-title")
            yield from self.inside()
            yield Line("", id="dialog-problem")
            with Horizontal(id="buttons"):
                yield from self.buttons()

    def on_mount(self) -> None:
        """Take away what was said before, which would hide part of the box."""
        self.app.clear_notifications()
        self.opened()

    def opened(self) -> None:
        """What a dialog does first, once all of it is there."""

    def inside(self) -> Iterator[Widget]:
        """What the dialog shows."""
        raise NotImplementedError

    def buttons(self) -> Iterator[Widget]:
        """The buttons, what most people want first."""
        if self.OK:
            yield Button(self.keyed(self.OK, self.OK_BY), id="ok", variant="primary", compact=True)
        if self.CANCEL:
            yield self.leaving(self.CANCEL)

    def leaving(self, words: str, variant: ButtonVariant = "default") -> Button:
        """The button that leaves."""
        return Button(self.keyed(words, "dialog.leave"), id="cancel", variant=variant, compact=True)

    def key_of(self, name: str) -> str:
        """The first of the keys that an action is bound to now; empty where it has none."""
        return keys_of(BY_NAME[name], self.ridealong.config.keys).partition(" ")[0]

    def keyed(self, words: str, name: str) -> str:
        """What a button says that does the same as an action: its words, and the key of that."""
        key = self.key_of(name)
        return f"{words} ({key})" if key else words

    @property
    def working(self) -> str:
        """What is shown while the answer is worked out in a worker."""
        return f"Working it out …{self.by_leaving('gives up.')}"

    def by_leaving(self, does: str) -> str:
        """What the key that leaves does while something goes on, to be added to a sentence; empty without a key."""
        key = self.key_of("dialog.leave")
        return f" {key} {does}" if key else ""

    def read_day(self, text: str, since: date | None = None) -> date:
        """A day as somebody types it, counted from the day it is; raises InvalidValue.

        Args:
            since: the day from which `+1w` is counted, where that is another one.
        """
        from ridealong.domain.typed_days import read_typed_day  # noqa: PLC0415 - forms alone have days

        return read_typed_day(text, self.clock.today(), slashes(), since)

    def complain(self, problem: str) -> None:
        """Show what is wrong with the whole of it; empty for nothing."""
        line = self.query_one("#dialog-problem", Line)
        line.say(shown(with_days(problem)))
        line.display = bool(problem)
        self.set_class(bool(problem), "-complaining")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Enter and Esc by mouse."""
        event.stop()
        if event.button.id == "ok":
            self.accept()
        elif event.button.id == "cancel":
            self.action_cancel()
        else:
            self.other_button(event.button.id or "")

    def other_button(self, name: str) -> None:
        """What a button beside the two of every dialog does."""

    def action_scroll_words(self, lines: int) -> None:
        """Scroll the text."""
        for text in self.query(".scroll"):
            text.scroll_relative(y=lines, animate=False)

    def accept(self) -> None:
        """Do what the first button says."""
        raise NotImplementedError

    def action_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)


class _Fields(VerticalScroll, inherit_bindings=False):
    """The fields, which scroll with the focus: the arrows go from field to field."""


class CarefulDialog(Dialog[R]):
    """Throws away what was typed or chosen only at the second time."""

    LOSES = "typed"

    def __init__(self) -> None:
        super().__init__()
        self._warned = False
        self.busy = False
        """Whether something is being done that is waited for."""

    @property
    def changed(self) -> bool:
        """Whether anything was typed or chosen that leaving would lose."""
        raise NotImplementedError

    def _warn(self, name: str) -> bool:
        """Warn of losing what was typed by doing an action once more; returns whether that was new."""
        if not self.changed or self._warned:
            return False
        self._warned = True
        self.complain(f"{self.key_of(name) or 'This'} once more throws away what you {self.LOSES}")
        return True

    def action_cancel(self) -> None:
        """Leave; where something was typed, only at the second time."""
        if not self._warn("dialog.leave") and not self.busy:
            self.dismiss(None)

    def holds_back(self) -> bool:
        """The first time somebody quits with something typed, say that it would be lost."""
        return self._warn("dialog.quit")


class FormDialog(CarefulDialog[R]):
    """Fields to fill in; Enter anywhere accepts, once nothing is wrong any more."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("form")]
    HELP = (
        "{form.next-field} or {form.next} goes to the next field. {form.accept} accepts, {dialog.leave} leaves; what\n"
        "you typed is not thrown away at once."
    )

    def inside(self) -> Iterator[Widget]:
        """All fields, scrolled where the terminal is small."""
        with _Fields(id="fields", can_focus=False):
            yield from self.fields()

    def fields(self) -> Iterator[Widget]:
        """The fields."""
        raise NotImplementedError

    def text(self, name: str) -> str:
        """What was typed into a field."""
        return self.query_one(f"#field-{name}", Field).text.strip()

    def choice(self, name: str) -> str:
        """What was chosen."""
        return self.query_one(f"#field-{name}", Choice).chosen

    def value(self, name: str) -> object:
        """What a field means; None where it is empty."""
        return self.query_one(f"#field-{name}", Field).value()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a field accepts the form."""
        event.stop()
        self.accept()

    def on_input_changed(self) -> None:
        """What was wrong with the whole may not be any longer."""
        self._warned = False
        self.complain("")
        self.text_changed()

    def text_changed(self) -> None:
        """What a form does when something was typed."""

    def action_next_field(self) -> None:
        """Take the completion of a file to read; where there is none, go to the next field or button."""
        focused = self.focused
        inside = next((one for one in focused.ancestors if isinstance(one, Field)), None) if focused else None
        if inside is None or not inside.complete():
            self.focus_next()

    def action_accept(self) -> None:
        """Enter on a choice accepts the form."""
        self.accept()

    def accept(self) -> None:
        """Check all fields; go to the first that is wrong, or submit."""
        if self.busy:
            return
        wrong = [field for field in self.query(Field) if field.check(leaving=True)]
        if wrong:
            wrong[0].input.focus()
            return
        try:
            self.submit()
        except RidealongError as error:
            self.refused(error)

    def submit(self) -> None:
        """Do what the form is for; every field is right by itself."""
        raise NotImplementedError

    def refused(self, error: Exception) -> None:
        """Show why it could not be done; everything typed stays."""
        self.busy = False
        if isinstance(error, RidealongError):
            self.complain(str(error))
        else:
            self.ridealong.show_failure(error)

    def overrule(self, error: ChangedMeanwhile) -> None:
        """Say what somebody else has changed, now that the form shows it; everything typed stays."""
        self.busy = False
        ok, leave = self.keyed(self.OK, self.OK_BY), self.key_of("dialog.leave") or self.CANCEL
        self.complain(f"{error.problem}. {ok} overrules it, {leave} leaves it as it is")

    @property
    def changed(self) -> bool:
        """Whether anything was typed or chosen that leaving would lose."""
        return any(one.changed for one in self.query(Field)) or any(one.changed for one in self.query(Choice))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The editor is for long texts alone."""
        return action != "edit_text" or long_text(self.focused) is not None

    def action_edit_text(self) -> None:
        """Open a long text in the user's own editor."""
        from ridealong.tui.editing import edit_field  # noqa: PLC0415 - loaded when asked for

        edit_field(self.ridealong, self.focused)
