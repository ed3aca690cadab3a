"""Into which folder invites are written, which of them, and what that would write."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widgets import Button

from ridealong.domain.errors import RidealongError
from ridealong.places import in_browser
from ridealong.tui.actions import bindings
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.dialogs.folder import read_folder
from ridealong.tui.dialogs.look import LookDialog
from ridealong.tui.dialogs.paths import PathSuggester
from ridealong.tui.text import MUTED, many, shown
from ridealong.tui.widgets.field import Choice, Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.invites.export_invites import Exported

    Write = Callable[["Wanted", Callable[["Exported | None"], None], Callable[[Exception], None]], None]

MARKED, ALL = "marked", "all"
FAULTS_OF_A_FOLDER = ("unwritable-file", "disk-full")
MOST_SHOWN = 500
"""Names of files in the look ahead: more, nobody reads."""
MARKED_LATER = "A code comes behind the number when they are written."
ELSEWHERE = "You are in a web browser: the files are written on the machine on which ridealong runs."


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where to write, and about which meetings; None for all."""

    folder: Path
    only: frozenset[str] | None


class WouldWrite(LookDialog[tuple[str, ...]]):
    """The names of the files that an export would write."""

    WIDE = True
    HELP = (
        "What would be written; nothing has been. {text.up} and {text.down} scroll, {dialog.leave} or\n"
        "{reading.close} closes."
    )

    def __init__(self, wanted: Wanted, *, again: bool) -> None:
        super().__init__()
        self._wanted = wanted
        self._again = again

    @property
    def title_text(self) -> str:
        """Into which folder."""
        return f"Would be written into {shown(str(self._wanted.folder))}"

    def fetch(self, desk: Desk) -> tuple[str, ...]:
        """Ask the service."""
        from ridealong.services.invites.export_invites import would_write  # noqa: PLC0415 - imported in workers only

        return would_write(desk, again=self._again, only=self._wanted.only)

    def lines(self, found: tuple[str, ...]) -> list[Content]:
        """How many files, then their names."""
        head = f"{many(len(found), 'file')}, each with a mail draft (.eml) of the same name beside it:"
        mark = [] if self._again or not found else [Content.styled(MARKED_LATER, MUTED)]
        more = [Content.styled(f"and {len(found) - MOST_SHOWN:,} more", MUTED)] if len(found) > MOST_SHOWN else []
        names = [Content(f"  {shown(name)}") for name in found[:MOST_SHOWN]]
        return [Content.styled(head if found else "Nothing.", "bold $primary"), *mark, *names, *more]


def _calendar_files_in(folder: str) -> int:
    path = read_folder(folder)
    return sum(1 for one in path.iterdir() if one.suffix == ".ics") if path.is_dir() else 0


class ExportInvitesDialog(FormDialog["Exported"]):
    """Asks for a folder, which is made where it does not exist, and for the invites, where some are marked.

    It stays until they are written, so that another folder can be named where one cannot be written.

    Args:
        write: called with what is wanted, what to do once it is written, and what to do where it cannot be.
        marked: the UIDs of the marked ones. total: how many there are; None where nobody knows yet.
        again: whether the last invites are written again.
    """

    OK = "Write"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("export")]
    HELP = (
        "The folder is made if it does not exist; → takes the completion. {export.look} shows the names of the\n"
        "files first.\n"
        "The folder is kept until you leave the program."
    )

    def __init__(
        self,
        title: str,
        folder: str,
        write: Write,
        *,
        marked: frozenset[str],
        total: int | None = None,
        again: bool = False,
    ) -> None:
        super().__init__()
        self._title = title
        self._folder = folder
        self._write = write
        self._marked = marked
        self._total = total
        self._again = again

    @property
    def title_text(self) -> str:
        """What is written."""
        return self._title

    def fields(self) -> Iterator[Widget]:
        """Which ones, and the folder."""
        counted = "" if self._again else "What is written counts as handed out, which cannot be undone. "
        yield Line(
            "One .ics file for each invite, and beside it a mail draft of the same name (.eml): open that and send it. "
            f"{counted}{ELSEWHERE if in_browser() else ''}",
            classes="quiet",
        )
        if self._marked:
            every = "all that are due" if self._total is None else f"all {self._total:,} that are due"
            yield Choice("which", "Which", [(MARKED, f"the {len(self._marked):,} marked"), (ALL, every)])
        yield Field(
            "folder", "Folder", value=self._folder, read=read_folder, required=True, suggester=PathSuggester(None)
        )
        there = Line("", id="there", classes="quiet")
        there.display = False
        yield there

    def buttons(self) -> Iterator[Widget]:
        """The look ahead beside the two of every form."""
        yield from super().buttons()
        yield Button(self.keyed("What would be written", "export.look"), id="look", compact=True)

    def opened(self) -> None:
        """The folder at once."""
        self.query_one(Field).input.focus()
        self._look_there()

    def text_changed(self) -> None:
        """Another folder holds other files."""
        self._look_there()

    def _look_there(self) -> None:
        folder = self.text("folder")

        def found(number: int) -> None:
            line = self.query_one("#there", Line)
            line.display = number > 0
            line.say(f"{many(number, 'calendar file')} {'is' if number == 1 else 'are'} in that folder already.")

        # Not on the event loop: a folder may be far away, or full.
        self.ask(lambda _desk: _calendar_files_in(folder), found, group="there", failed=lambda _error: found(0))

    def other_button(self, name: str) -> None:
        """The look ahead by mouse."""
        if name == "look":
            self.action_look()

    def action_look(self) -> None:
        """Show what would be written."""
        if not any(field.check(leaving=True) for field in self.query(Field)):
            self.app.push_screen(WouldWrite(self._wanted(), again=self._again))

    def _wanted(self) -> Wanted:
        only = self._marked if self._marked and self.choice("which") == MARKED else None
        return Wanted(read_folder(self.text("folder")), only)

    def submit(self) -> None:
        """Write; what was written is the answer."""
        self._write(self._wanted(), self._written, self.refused)

    def _written(self, result: Exported | None) -> None:
        # Where it was stopped, the form is there to begin again.
        if result is not None:
            self.dismiss(result)

    def refused(self, error: Exception) -> None:
        """Show why nothing was written, under the folder where that is to blame."""
        if isinstance(error, RidealongError) and error.code in FAULTS_OF_A_FOLDER:
            self.query_one("#field-folder", Field).refuse(str(error))
        else:
            super().refused(error)
