"""Read replies to invites from a file: its path, what they say, then keeping it."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Button

from ridealong.domain.errors import UnreadableFile
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.dialogs.import_file import PathSuggester
from ridealong.tui.text import shown
from ridealong.tui.widgets.columns import Cell, Column
from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.replies import TakenReplies
    from ridealong.services.sorted_replies import SortedReply

WORDS = (
    "What came back by mail: a calendar file (.ics), a mail (.eml), a mail box, or a folder of these. "
    "Nothing is kept before you have seen it."
)

Entry = tuple[str, str, str]
"""A line of the preview: its sign, who or where, and what they say or what is wrong."""
TONES = {"✗": "bad", "~": "warn", "+": "good"}


def read_replies_path(text: str) -> Path:
    """A file or folder that exists; raises UnreadableFile."""
    path = Path(text.strip()).expanduser()
    if not path.exists():
        raise UnreadableFile(f"There is no file '{path}'")
    return path


def entries(report: TakenReplies) -> list[Entry]:
    """What the replies say, line by line: what needs attention first."""
    lines: list[Entry] = [("✗", one.source, one.problem) for one in report.rejected]
    lines += [("✗", one.email, f"{one.why}: {_said(one)}") for one in report.unknown]
    lines += [("~", one.email, f"{one.why}: {_said(one)}") for one in report.stale]
    return lines + [("+", one.name or one.email, _said(one)) for one in report.applied]


def _said(one: SortedReply) -> str:
    day = f" on {one.occurrence}" if one.occurrence else ""
    return f"{one.answer}, {one.summary or one.uid}{day}"


def summary(report: TakenReplies) -> str:
    """What became of the replies in one sentence."""
    parts = [f"{len(report.applied):,} new", f"{report.repeated:,} known already"]
    parts += [f"{len(some):,} {word}" for some, word in _others(report) if some]
    return ", ".join(parts)


def _others(report: TakenReplies) -> tuple[tuple[tuple[object, ...], str], ...]:
    return ((report.stale, "stale"), (report.unknown, "unknown"), (report.rejected, "not readable"))


class RepliesDialog(FormDialog["TakenReplies"]):
    """First Enter looks and shows what the replies say, second Enter keeps it; another path looks again."""

    OK = "Look"
    WIDE = True
    HELP = (
        "Type the path of a calendar file, a mail, a mail box or a folder of these; → takes the completion.\n"
        "+ is an answer to keep, ~ is stale (the meeting has changed, or a newer answer is known), ✗ is unknown\n"
        "or cannot be read. The same reply twice is harmless. Tab goes to the list, to scroll in it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "app.focus_next", show=False)]

    TITLE_TEXT = "Read replies to invites"

    class Told(Message):
        """The reading has come further."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

        def can_replace(self, message: Message) -> bool:
            """Only the newest counts."""
            return isinstance(message, RepliesDialog.Told)

    def __init__(self) -> None:
        super().__init__()
        self._stop = Event()
        self._looked_at: str | None = None
        self._entries: list[Entry] = []

    def fields(self) -> Iterator[Widget]:
        """The path, then what the replies say."""
        yield Line(WORDS, classes="quiet")
        yield Field(
            "path",
            "File or folder",
            read=read_replies_path,
            required=True,
            placeholder="such as ~/replies.mbox",
            suggester=PathSuggester(""),
        )
        yield Line("", id="summary", classes="words gap")
        table: PagedTable[Entry] = PagedTable(
            (
                Column("", 1, _sign),
                Column("Who or where", 20, lambda entry: shown(entry[1]), grow=1),
                Column("What", 20, lambda entry: shown(entry[2]), grow=2),
            ),
            key=" ".join,
            empty="There is no reply in it.",
            id="preview",
        )
        table.display = False
        yield table

    def on_input_changed(self) -> None:
        """Another path has to be looked at first."""
        if self._looked_at is not None and self.text("path") != self._looked_at:
            self._looked_at = None
            self._button("Look")

    def _button(self, words: str) -> None:
        button = self.query_one("#ok", Button)
        button.label = f"{words} (Enter)"
        button.refresh(layout=True)

    def submit(self) -> None:
        """Look, or keep what was looked at."""
        self.busy = True
        text = self.text("path")
        path, dry_run = read_replies_path(text), self._looked_at != text
        self.query_one("#summary", Line).say("Reading … Esc stops.")
        self._stop.clear()

        def tell(words: str, part: float) -> None:
            self.post_message(self.Told(f"{words}: {part:.0%}. Esc stops."))

        def work(desk: Desk) -> TakenReplies:
            from ridealong.services.replies import take  # noqa: PLC0415 - services are imported in workers only

            return take(desk, [path], dry_run=dry_run, progress=tell, cancelled=self._stop.is_set)

        if dry_run:
            self.ask(work, lambda report: self._looked(text, report), group="look", failed=self._unread)
        else:
            self.change(work, self._kept, failed=self._unread)

    def on_replies_dialog_told(self, message: Told) -> None:
        """Show how far the reading is."""
        if self.busy and not self._stop.is_set():
            self.query_one("#summary", Line).say(shown(message.words))

    def on_unmount(self) -> None:
        """Leaving the program stops the reading, so that nobody waits for it."""
        self._stop.set()

    def action_cancel(self) -> None:
        """Stop reading; else leave."""
        if self.busy:
            self._stop.set()
            self.query_one("#summary", Line).say("Stopping …")
        else:
            super().action_cancel()

    def _unread(self, error: Exception) -> None:
        self.query_one("#summary", Line).say("")
        self.query_one("#preview").display = False
        self.refused(error)

    def _looked(self, text: str, report: TakenReplies) -> None:
        self.busy = False
        self._entries = entries(report)
        words = shown(summary(report)) + ("" if report.applied else ": there is nothing to keep")
        self.query_one("#summary", Line).say(words)
        table = self.query_one("#preview", PagedTable)
        table.display = True
        table.read(from_top=True)
        if report.applied:
            self._looked_at = text
            self._button("Keep the answer" if len(report.applied) == 1 else f"Keep {len(report.applied):,} answers")

    def _kept(self, report: TakenReplies) -> None:
        self.busy = False
        self.dismiss(report)

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """The preview is in memory."""
        message.view.put(message.ticket, 0, self._entries, len(self._entries))

    def on_paged_view_opened(self) -> None:
        """Enter in the list is Enter in the form."""
        self.accept()


def _sign(entry: Entry) -> Cell:
    return [(entry[0], TONES[entry[0]])]
