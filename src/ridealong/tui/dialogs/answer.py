"""Write down what somebody has answered in the corridor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ridealong.domain.errors import ChangedMeanwhile
from ridealong.domain.replies import Answer
from ridealong.tui.dates import day_words
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Choice, Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.replies.answers import AnswerRow
    from ridealong.services.replies.kept_answers import KeptAnswer

NONE = "none"
ANSWERS = (
    (str(Answer.ACCEPTED), "✓ accepted"),
    (str(Answer.DECLINED), "✗ declined"),
    (str(Answer.TENTATIVE), "? tentative"),
    (NONE, "no answer"),
)


class AnswerDialog(FormDialog[str]):
    """One answer of one attendee."""

    OK = "Write down"
    HELP = (
        "{choice.previous} and {choice.next} choose, {form.accept} writes it down. It takes the place of what was\n"
        "answered before.\n"
        "No answer takes an answer back. A check-in comes again and again: with a day, only that one is meant."
    )

    def __init__(self, row: AnswerRow) -> None:
        super().__init__()
        self._row = row

    @property
    def title_text(self) -> str:
        """Whose answer."""
        return f"What has {shown(self._row.name or self._row.email)} answered?"

    def fields(self) -> Iterator[Widget]:
        """The answer, the occurrence, and what was said."""
        row = self._row
        yield Line(f"{shown(row.summary)}, {day_words(row.occurrence or row.start)}", classes="quiet")
        now = Line("", id="now", classes="quiet")
        now.display = False
        yield now
        yield Choice("answer", "Answer", ANSWERS, value=str(row.answer or ""))
        if str(row.kind) == "check-in":
            yield Field(
                "day",
                "Only on",
                value=str(row.occurrence or ""),
                read=self.read_day,
                placeholder="a day; empty for all",
            )
        yield Field("note", "Note", placeholder="what was said; may stay empty", long=True)

    def opened(self) -> None:
        """The arrows choose at once."""
        self.query_one(Choice).focus()

    def submit(self) -> None:
        """Write it down."""
        row, note = self._row, self.text("note")
        answer = None if (chosen := self.choice("answer")) == NONE else Answer(chosen)
        day = self._day()

        def work(desk: Desk) -> str:
            from ridealong.services.replies import typed_answers  # noqa: PLC0415 - services are imported in workers only

            # An answer about another day than that of the row is another answer, which nobody has looked at here.
            seen = row.seen if day == row.occurrence else None
            return typed_answers.record(desk, row.uid, row.email, answer, on=day, note=note, seen=seen).words

        self.busy = True
        self.change(work, self._done, failed=self.refused)

    def _day(self) -> date | None:
        text = self.text("day") if self.query("#field-day") else ""
        return self.read_day(text) if text else None

    def _done(self, words: str) -> None:
        self.busy = False
        self.dismiss(words)

    def refused(self, error: Exception) -> None:
        """Show why it could not be done; what somebody else has written down meanwhile, to be overruled."""
        if not isinstance(error, ChangedMeanwhile):
            super().refused(error)
            return
        row = self._row

        def look(desk: Desk) -> KeptAnswer | None:
            from ridealong.services.replies import typed_answers  # noqa: PLC0415 - services are imported in workers only

            return typed_answers.look_again(desk, row.uid, row.email, row.occurrence)

        self.ask(look, lambda now: self._look(now, error), group="look again", failed=super().refused)

    def _look(self, now: KeptAnswer | None, error: ChangedMeanwhile) -> None:
        from ridealong.services.meanwhile import NONE_YET, Seen  # noqa: PLC0415 - services are there by now

        seen = Seen(now.id, now.version) if now else NONE_YET
        self._row = replace(self._row, answer=now.answer if now else None, seen=seen)
        line = self.query_one("#now", Line)
        line.display = True
        line.say(f"now {self._row.answer or 'no answer'}")
        self.overrule(error)
