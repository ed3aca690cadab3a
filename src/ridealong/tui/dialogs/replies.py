"""Read replies to invites from a file: its path, what they say, then keeping it."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from ridealong.domain.errors import UnreadableFile
from ridealong.tui.dialogs.file_form import Entry, FileForm
from ridealong.tui.dialogs.paths import ReadPathSuggester, look_at
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from ridealong.services.desk import Desk
    from ridealong.services.replies.replies import TakenReplies
    from ridealong.services.replies.sorted_replies import SortedReply

WORDS = (
    "What came back by mail: a calendar file (.ics), a mail (.eml), a mail box, or a folder of these. "
    "Nothing is kept before you have seen it."
)


def read_replies_path(text: str) -> Path:
    """A file or folder that exists; raises UnreadableFile."""
    spot = look_at(text)
    if not spot.there:
        raise UnreadableFile(f"There is no file '{spot.path}'")
    return spot.path


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
    parts += [f"{number:,} {word}" for number, word in _others(report) if number]
    return ", ".join(parts)


def _others(report: TakenReplies) -> tuple[tuple[int, str], ...]:
    return (
        (len(report.stale), "stale"),
        (len(report.unknown) + report.more_unknown, "unknown"),
        (len(report.rejected) + report.more_rejected, "not readable"),
    )


class RepliesDialog(FileForm["TakenReplies"]):
    """Shows what replies say, then keeps it; reading may take long, and can be stopped."""

    HELP = (
        "Type the path of a calendar file, a mail, a mail box or a folder of these; → or {form.next-field} takes\n"
        "the completion.\n"
        "+ is an answer to keep, ~ is stale (the meeting has changed, or a newer answer is known), ✗ is unknown or\n"
        "cannot be read. The same reply twice is harmless. In the list the arrows move; below it stands in full what\n"
        "the cursor is on. {form.next-field} goes on to the fields."
    )
    TITLE_TEXT = "Read replies to invites"
    TONES: ClassVar[Mapping[str, str]] = {"✗": "bad", "~": "warn", "+": "good"}
    EMPTY = "There is no reply in it."
    NOTHING = ": there is nothing to keep"

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

    def words(self) -> str:
        """What can be read."""
        return WORDS

    def path_field(self) -> Field:
        """The file or folder."""
        return Field(
            "path",
            "File or folder",
            read=read_replies_path,
            required=True,
            placeholder="such as ~/replies.mbox",
            suggester=ReadPathSuggester(""),
        )

    def call(self, text: str, looked_at: TakenReplies | None) -> Callable[[Desk], TakenReplies]:
        """Keep the answers, or find out which they are."""
        path = read_replies_path(text)
        self._stop.clear()
        how_to_stop = self.by_leaving("stops.")

        def tell(words: str, part: float) -> None:
            self.post_message(self.Told(f"{words}: {part:.0%}.{how_to_stop}"))

        def work(desk: Desk) -> TakenReplies:
            from ridealong.services.replies.replies import take  # noqa: PLC0415 - services are imported in workers only

            return take(desk, [path], dry_run=looked_at is None, progress=tell, cancelled=self._stop.is_set)

        return work

    def under_way(self, *, dry_run: bool) -> str:
        """What is going on."""
        return f"Reading …{self.by_leaving('stops.')}"

    def entries(self, report: TakenReplies) -> list[Entry]:
        """What each says."""
        return entries(report)

    def summary(self, report: TakenReplies) -> str:
        """How many of each there are."""
        return summary(report)

    def button(self, report: TakenReplies) -> str:
        """How many there are to keep."""
        number = len(report.applied)
        return f"Keep {number:,} answers" if number > 1 else "Keep the answer" if number else ""

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
