"""The first start: whom invites come from, then where the people come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget

from ridealong.tui.actions import bindings, borrowed
from ridealong.tui.desk import Asks
from ridealong.tui.text import MUTED
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from pathlib import PurePath

    from textual import events
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from ridealong.config import Organizer
    from ridealong.services.desk import Desk
    from ridealong.services.importing import ImportReport

WELCOME = (
    "It pairs people from IT and marketing, plans their weeks together,\n"
    "writes the calendar invites and remembers who has met whom.\n"
    "Everything stays in one file on this computer."
)
KEYS = "{begin.previous} {begin.next} {begin.take} or the letter · {start.organizer} organizer · {app.help} help"
CHOICES = (
    ("i", "import", "Import a roster", "a CSV file: email, name, side, team"),
    ("d", "demo", "Explore a made-up company", "nothing is kept when you quit"),
    ("n", "empty", "Start with nothing", "add people by hand"),
    ("q", "quit", "Quit", ""),
)


def is_unused(desk: Desk) -> bool:
    """Whether a database without people has no program either: nobody has worked with it yet; for a worker."""
    from ridealong.services.programs import programs  # noqa: PLC0415 - services are imported in workers only

    return not programs.list_all(desk, archived=True)


class ChoiceList(Widget, can_focus=True):
    """A few things to begin with, each with its letter."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("begin")]
    DEFAULT_CSS = "ChoiceList { height: auto; width: 100%; }"
    HELP = "Press the letter, or move with {begin.previous} and {begin.next}, and press {begin.take}."

    class Taken(Message):
        """One was chosen."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    at = 0

    def render(self) -> Content:
        """One line for each choice."""
        lines: list[Content] = []
        for n, (letter, _, words, more) in enumerate(CHOICES):
            here = n == self.at
            lines.append(
                Content("").join(
                    [
                        Content.styled(" › " if here else "   ", "bold $accent"),
                        Content.styled(f"{letter}  ", "bold $accent"),
                        Content.styled(f"{words:<28}", "bold reverse $primary" if here else "bold"),
                        Content.styled(f" {more}", MUTED),
                    ]
                )
            )
        return Content("\n").join(lines)

    def action_step(self, step: int) -> None:
        """Move."""
        self.at = (self.at + step) % len(CHOICES)
        self.refresh()

    def action_take(self) -> None:
        """Choose."""
        self.post_message(self.Taken(CHOICES[self.at][1]))

    def on_key(self, event: events.Key) -> None:
        """A letter chooses at once."""
        for letter, name, _, _ in CHOICES:
            if event.key == letter:
                event.stop()
                self.post_message(self.Taken(name))

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        if 0 <= event.y < len(CHOICES):
            self.at = event.y
            self.refresh()
            self.action_take()


class FirstStart(Asks, ModalScreen[str]):
    """Stands before an empty database until there is something in it, or the user wants to begin with nothing."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["first_start.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("start"),
        *borrowed("app.help", "app.keys"),
    ]
    HELP = (
        "The first start. After it, {people.import-roster} on People imports a roster, and {app.palette} finds\n"
        "everything by name."
    )

    def compose(self) -> ComposeResult:
        """Welcome and choices."""
        with Vertical(id="welcome"):
            yield Line("Welcome to ridealong", id="welcome-title")
            yield Line(WELCOME, id="welcome-words")
            yield ChoiceList()
            yield Line("Invites come from: not set", id="organizer")
            yield Line(KEYS, id="welcome-keys")

    def on_mount(self) -> None:
        """Ask for the organizer before anything else, unless that is known."""
        self.query_one(ChoiceList).focus()
        self._show_organizer()
        if not self.ridealong.config.organizer.email:
            self.action_organizer()

    def action_organizer(self) -> None:
        """Ask whom invites come from."""
        from ridealong.tui.dialogs.organizer import OrganizerDialog  # noqa: PLC0415 - loaded when asked for

        def told(organizer: Organizer | None) -> None:
            if organizer is not None:
                self.ridealong.take_organizer(organizer)
                self._show_organizer()

        self.app.push_screen(OrganizerDialog(self.ridealong.config.organizer), told)

    def _show_organizer(self) -> None:
        organizer = self.ridealong.config.organizer
        words = f"{organizer.name} <{organizer.email}>" if organizer.email else "your login name, until you set it"
        self.query_one("#organizer", Line).say(f"Invites come from: {words}")

    def on_choice_list_taken(self, message: ChoiceList.Taken) -> None:
        """Do what was chosen."""
        match message.name:
            case "import":
                self._import()
            case "demo":
                # The app builds the demo, since what a closed screen starts never hears of its end.
                self.dismiss("demo")
            case "empty":
                self.action_leave()
            case _:
                self.app.exit()

    def _import(self) -> None:
        from ridealong.tui.dialogs.import_file import ImportDialog, outcome  # noqa: PLC0415 - loaded when asked for

        def imported(report: ImportReport | None) -> None:
            if report is not None:
                self.dismiss("")
                words = f"{outcome(report)}.\nNow press {{app.programs}} to create a program."
                self.ridealong.done(words, title="Imported", timeout=12)

        self.app.push_screen(ImportDialog("people"), imported)

    def action_leave(self) -> None:
        """Begin with nothing."""
        self.dismiss("")
