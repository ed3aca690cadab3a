"""Invites: what is due to be told, and what those who were told have answered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.actions import bindings
from ridealong.tui.screens.invite_columns import (
    answer_columns,
    answer_text,
    answer_words,
    due_columns,
    due_text,
    due_words,
)
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.filter_bar import FilterBar, Line
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePath

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.answers import AnswerRow
    from ridealong.services.delivery import Delivered
    from ridealong.services.desk import Desk
    from ridealong.services.export_invites import Exported
    from ridealong.services.outbox import DueRow
    from ridealong.services.replies import TakenReplies
    from ridealong.tui.dialogs.progress import Reins

EMPTY = (
    "Nothing is due: every calendar has been told.\n"
    "Publishing a plan (3, then P) makes invites due. X writes the last ones again."
)
NO_MATCH = "No invite matches the filter.\nEsc clears it."
NO_ANSWERS = (
    "Nothing was sent yet that is still to come.\n"
    "Tab shows what is due; x there exports it. When replies come back, i reads them."
)
NO_ANSWER_MATCHES = "No answer matches.\nEsc clears the filter, and ! shows everything again."
NONE_PRESSING = "Nobody has declined, sent somebody else, or proposed another time.\n! shows everything again."
ON_ANSWERS = ("answer", "candidates")
"""Actions that need an answer under the cursor."""


class InvitesScreen(SectionScreen):
    """The outbox, and the answers that came back."""

    SECTION = "invites"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["invites.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("invites")]
    HELP = (
        "What calendars should know and have not been told. x writes one .ics file for each and notes it as sent;\n"
        "m sends them by mail, once a mail server is set in the config file.\n"
        "What did not change is not written again; X writes the last invite of every meeting once more.\n"
        "Tab changes to the answers: declined ✗, another time proposed ↔ and somebody else sent → come first, and !\n"
        "shows only these. i reads replies from files, a writes down what you were told, s shows who else would suit.\n"
        "Enter shows an invite as people read it."
    )

    def __init__(self) -> None:
        super().__init__()
        self._due: tuple[DueRow, ...] | None = None
        self._answers: tuple[AnswerRow, ...] | None = None
        self._on_answers = False
        self._only_pressing = False
        self._folder = str(Path("invites").resolve())

    def body(self) -> Iterator[Widget]:
        """Filter, the two tables of which one is shown, and the row under the cursor in full."""
        yield FilterBar("Invites › due")
        yield PagedTable(due_columns(), key=lambda row: f"{row.uid} {row.method}", empty=EMPTY, id="invites")
        answers: PagedTable[AnswerRow] = PagedTable(
            answer_columns(), key=lambda row: row.key, empty=NO_ANSWERS, id="answers"
        )
        answers.display = False
        yield answers
        yield Line("", id="detail")

    @property
    def due_table(self) -> PagedTable[DueRow]:
        """What is due."""
        return self.query_one("#invites", PagedTable)

    @property
    def answer_table(self) -> PagedTable[AnswerRow]:
        """What was answered."""
        return self.query_one("#answers", PagedTable)

    @property
    def _table(self) -> PagedTable[DueRow] | PagedTable[AnswerRow]:
        return self.answer_table if self._on_answers else self.due_table

    # -- data ---------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Work the outbox out, and look the answers up."""

        def fetch_due(desk: Desk) -> tuple[DueRow, ...]:
            from ridealong.services import outbox  # noqa: PLC0415 - services are imported in workers only

            return outbox.rows(desk)

        def fetch_answers(desk: Desk) -> tuple[AnswerRow, ...]:
            from ridealong.services import answers  # noqa: PLC0415 - services are imported in workers only

            return answers.rows(desk)

        self.ask(fetch_due, self._show_due, group="outbox")
        self.ask(fetch_answers, self._show_answers, group="answers")

    def _show_due(self, rows: tuple[DueRow, ...]) -> None:
        self._due = rows
        self.due_table.read()

    def _show_answers(self, rows: tuple[AnswerRow, ...]) -> None:
        self._answers = rows
        self.answer_table.read()
        self._count()

    def _due_matching(self) -> list[DueRow]:
        words = self.query_one(FilterBar).value.casefold().split()
        return [row for row in self._due or () if all(word in due_text(row) for word in words)]

    def _answers_matching(self) -> list[AnswerRow]:
        words = self.query_one(FilterBar).value.casefold().split()
        rows = [row for row in self._answers or () if row.needs_attention or not self._only_pressing]
        return [row for row in rows if all(word in answer_text(row) for word in words)]

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """Both lists are in memory, once they have been read."""
        if message.view is self.due_table and self._due is not None:
            self.due_table.empty = NO_MATCH if self._due else EMPTY
            found = self._due_matching()
            self.due_table.put(message.ticket, 0, found, len(found))
        elif message.view is self.answer_table and self._answers is not None:
            self.answer_table.empty = self._why_no_answers()
            rows = self._answers_matching()
            self.answer_table.put(message.ticket, 0, rows, len(rows))
        self._count()

    def _why_no_answers(self) -> str:
        if not self._answers:
            return NO_ANSWERS
        filtered = self.query_one(FilterBar).value
        return NONE_PRESSING if self._only_pressing and not filtered else NO_ANSWER_MATCHES

    def _count(self) -> None:
        pressing = sum(row.needs_attention for row in self._answers or ())
        waiting = sum(row.unanswered for row in self._answers or ())
        if self._on_answers:
            counted = "…" if self._answers is None else f"{waiting} not answered"
            only = "only what needs attention" if self._only_pressing else counted
            parts = [only, f"{pressing} to look at" if pressing else ""]
        else:
            parts = ["…" if self._due is None else f"{many(len(self._due_matching()), 'invite')} due"]
            parts += [f"{many(pressing, 'answer')} to look at (Tab)"] if pressing else []
        self.query_one(FilterBar).count(" · ".join(part for part in parts if part))

    def on_filter_bar_changed(self) -> None:
        """Show what matches."""
        self._table.read(from_top=True)

    def on_filter_bar_left(self) -> None:
        """Go from the filter back to the list that is shown."""
        self._table.focus()

    def on_paged_view_moved(self) -> None:
        """Show in full what the cursor is on."""
        line = self.query_one("#detail", Line)
        if self._on_answers:
            answer = self.answer_table.current
            line.say(answer_words(answer) if answer else "")
        else:
            due = self.due_table.current
            line.say(due_words(due) if due else "")

    def clear_marks(self) -> None:
        """Take off all marks, show everything."""
        if not self._table.unmark() and self._only_pressing:
            self.action_only_pressing()

    # -- the two views ------------------------------------------------------------------------------------------

    def action_switch_view(self) -> None:
        """Show the answers, or what is due again."""
        self._on_answers = not self._on_answers
        self.due_table.display = not self._on_answers
        self.answer_table.display = self._on_answers
        self.query_one(FilterBar).name_it("Invites › answers" if self._on_answers else "Invites › due")
        self._table.focus()
        self._table.read(from_top=True)
        self.on_paged_view_moved()
        self.refresh_bindings()

    def action_only_pressing(self) -> None:
        """Show only answers that need attention, or everything again."""
        self._only_pressing = not self._only_pressing or not self._on_answers
        if not self._on_answers:
            self.action_switch_view()
        else:
            self.answer_table.read(from_top=True)

    def show_pressing(self) -> None:
        """Show the answers that need attention, whatever was shown before."""
        if not (self._on_answers and self._only_pressing):
            self.action_only_pressing()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs an answer works among the answers alone."""
        if action in ON_ANSWERS and not self._on_answers:
            return False
        return super().check_action(action, parameters)

    # -- answers ------------------------------------------------------------------------------------------------

    def action_answer(self) -> None:
        """Write down what somebody has answered."""
        from ridealong.tui.dialogs.answer import AnswerDialog  # noqa: PLC0415 - loaded when asked for

        def done(words: str | None) -> None:
            if words:
                self.ridealong.done(shown(words))

        row = self.answer_table.current
        if row is not None and self.writable():
            self.app.push_screen(AnswerDialog(row), done)

    def action_candidates(self) -> None:
        """Rank everybody who could be there in place of the attendee under the cursor."""
        from ridealong.tui.dialogs.candidates import CandidatesDialog  # noqa: PLC0415 - loaded when asked for

        row = self.answer_table.current
        if row is None:
            return
        if row.round is None:
            self.notify("This pairing came with a history file and has no place in a plan", timeout=4, markup=False)
            return
        dialog = CandidatesDialog(row.other, row.other_name, row.program, row.round, replacing=row.pairing)
        self.app.push_screen(dialog)

    def action_import_replies(self) -> None:
        """Read replies from a file."""
        from ridealong.tui.dialogs.replies import RepliesDialog, summary  # noqa: PLC0415 - loaded when asked for

        def read(report: TakenReplies | None) -> None:
            if report is not None:
                self.ridealong.done(summary(report), title="Answers kept", timeout=8)
                if not self._on_answers:
                    self.action_switch_view()

        if self.writable():
            self.app.push_screen(RepliesDialog(), read)

    def on_paged_view_opened(self) -> None:
        """Show the invite as people read it."""
        from ridealong.tui.dialogs.preview import PreviewDialog  # noqa: PLC0415 - loaded when asked for

        if self._on_answers:
            if (answer := self.answer_table.current) is not None:
                self.app.push_screen(PreviewDialog(answer.uid, answer.summary, None))
        elif (due := self.due_table.current) is not None:
            self.app.push_screen(PreviewDialog(due.uid, due.summary, due.method))

    # -- telling ------------------------------------------------------------------------------------------------

    def action_export(self) -> None:
        """Write what is due."""
        if self._due is None or self._due:
            what = "what is due" if self._due is None else many(len(self._due), "invite")
            self._export(again=False, title=f"Export {what}")
        else:
            self.notify("Nothing is due. X writes the last ones again", markup=False)

    def action_export_again(self) -> None:
        """Write the last invite of every meeting again."""
        self._export(again=True, title="Export the last invites again")

    def _export(self, *, again: bool, title: str) -> None:
        from ridealong.tui.dialogs.folder import FolderDialog  # noqa: PLC0415 - loaded when asked for

        words = (
            "One .ics file for each invite, and beside it a mail draft of the same name (.eml): open that and send it. "
            "The files can be exported again with X; what people were given cannot be taken back."
        )

        def answered(folder: Path | None) -> None:
            if folder is not None:
                self._folder = str(folder)
                self._write(folder, again=again)

        if self.writable():
            self.app.push_screen(FolderDialog(title, words, self._folder), answered)

    def _write(self, folder: Path, *, again: bool) -> None:
        from ridealong.tui.dialogs.progress import ProgressDialog, Step  # noqa: PLC0415 - loaded when asked for

        def job(desk: Desk, reins: Reins) -> Exported:
            from ridealong.services import export_invites  # noqa: PLC0415 - services are imported in workers only

            def tell(done: int, total: int) -> None:
                reins.tell(Step(done / total if total else 1, f"{done:,} of {total:,} files"))

            return export_invites.export(desk, folder, again=again, progress=tell, cancelled=reins.stopped)

        def written(result: Exported | None) -> None:
            if result is not None:
                mails = f" and {many(len(result.drafts), 'mail draft')}" if result.drafts else ""
                words = f"{many(len(result.files), 'file')}{mails} written into {shown(str(result.directory))}"
                self.notify(words, title="Exported", timeout=8, markup=False)

        dialog: ProgressDialog[Exported] = ProgressDialog("Writing invites", job)
        self.app.push_screen(dialog, written)

    def action_send(self) -> None:
        """Ask, then send what is due by mail."""
        from ridealong.tui.dialogs.send_mail import SendMailDialog  # noqa: PLC0415 - loaded when asked for

        def answered(yes: bool | None) -> None:
            if yes:
                self._send()

        if self.writable():
            self.app.push_screen(SendMailDialog(), answered)

    def _send(self) -> None:
        from ridealong.tui.dialogs.progress import ProgressDialog, Step  # noqa: PLC0415 - loaded when asked for
        from ridealong.tui.dialogs.send_mail import failure_words, mailed_words  # noqa: PLC0415 - loaded when asked for
        from ridealong.tui.dialogs.why import words_dialog  # noqa: PLC0415 - loaded when asked for

        def job(desk: Desk, reins: Reins) -> Delivered:
            from ridealong.services import send_invites  # noqa: PLC0415 - services are imported in workers only

            def tell(done: int, total: int) -> None:
                reins.tell(Step(done / total if total else 1, f"{done:,} of {total:,} mails"))

            return send_invites.send(desk, desk.config.mail, progress=tell, cancelled=reins.stopped, terminal=False)

        def sent(result: Delivered | None) -> None:
            if result is not None:
                self.notify(mailed_words(result), title="Sent by mail", timeout=8, markup=False)
                if result.failed:
                    self.app.push_screen(words_dialog("Not sent, and still due", failure_words(result)))

        dialog: ProgressDialog[Delivered] = ProgressDialog("Sending invites", job)
        self.app.push_screen(dialog, sent)
