"""What was answered to invites, one line for each answer or one for each meeting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeGuard, cast

from ridealong.tui.screens.invite_columns import (
    answer_columns,
    answer_text,
    answer_words,
    meeting_answer_columns,
    meeting_answer_words,
)
from ridealong.tui.screens.invites_view import NO_MATCH, InvitesView
from ridealong.tui.text import many
from ridealong.tui.widgets.pages import Pages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ridealong.services.desk import Desk
    from ridealong.services.replies.answers import AnswerRow
    from ridealong.services.replies.answers_by_meeting import MeetingAnswers
    from ridealong.tui.screens.invites_view import Held, Question
    from ridealong.tui.widgets.columns import Column

    Line = AnswerRow | MeetingAnswers

BY_MEETING = "by meeting"
NO_ANSWERS = (
    "Nothing was sent yet that is still to come.\n"
    "{invites.switch-view} shows what is due; {invites.export} there exports it. When replies come back, "
    "{invites.import-replies} reads them."
)
NO_ANSWER_MATCHES = (
    "No answer matches.\n{section.clear} clears the filter, and {invites.only-pressing} shows everything again."
)
NONE_PRESSING = (
    "Nobody has declined, sent somebody else, or proposed another time.\n"
    "{invites.only-pressing} shows everything again."
)
_WAITED = re.compile(r"waiting:(\d{1,4})")


class AnswersView(InvitesView["Line"]):
    """The answers that came back, and those that did not."""

    CRUMB = "answers"
    HINT = "{section.filter} to filter; waiting:5 no answer for 5 days"
    EMPTY = NO_ANSWERS
    TERMS = ("waiting",)
    HELP = (
        "Who has answered what. Declined ✗, another time proposed ↔ and somebody else sent → come first, and\n"
        "{invites.only-pressing} shows only these. {invites.by-meeting} shows one line for each meeting: who said\n"
        "yes, no, perhaps or nothing. The filter waiting:5 finds who has not answered for five days. "
        "{invites.answer} writes down what you were told, {invites.candidates} shows who else would suit,\n"
        "{invites.import-replies} reads replies from files, {list.open} shows the invite."
    )

    def columns(self) -> Sequence[Column[Line]]:
        """Those of answers, or of meetings."""
        if self.form == BY_MEETING:
            return cast("Sequence[Column[Line]]", meeting_answer_columns())
        return cast("Sequence[Column[Line]]", answer_columns(lambda: self.held.today if self.held else None))

    def key(self, row: Line) -> str:
        """Who, about which meeting."""
        return row.key

    def change_form(self) -> None:
        """One line for each answer, or for each meeting."""
        self.form = "" if self.form else BY_MEETING
        table = self.table
        table.unmark()
        # The rows of one form have nothing for the columns of the other.
        ticket, table.pages = table.pages.ticket, Pages()
        table.pages.ticket = ticket
        table.columns, table.sort, table.descending = self.columns(), "", False
        table.forget_layout()
        self.held = None
        self.read()

    def fetch(self, desk: Desk) -> Sequence[Line]:
        """Look the answers up."""
        from ridealong.services.replies import answers  # noqa: PLC0415 - services are imported in workers only
        from ridealong.services.replies.answers_by_meeting import by_meeting  # noqa: PLC0415 - as above

        found = answers.rows(desk)
        return by_meeting(found) if self.form else found

    def text(self, row: Line) -> str:
        """Everything that the row shows; of a meeting, of all its answers."""
        rows = (row,) if _is_answer(row) else _together(row).rows
        return " ".join(map(answer_text, rows))

    def keep(self, row: Line, asked: Question, today: date) -> bool:
        """With !, only what needs attention; with `waiting:`, only who has not answered for so long."""
        rows = (row,) if _is_answer(row) else _together(row).rows
        days = [int(found[1]) for word in asked.typed.casefold().split() if (found := _WAITED.fullmatch(word))]
        waiting = all(any(one.unanswered and one.waited(today) >= day for one in rows) for day in days)
        return waiting and (row.needs_attention or not asked.only)

    def order(self, key: str) -> Callable[[Line], tuple[object, ...]] | None:
        """By a column; what is alike stays in the order of the service."""
        found: dict[str, Callable[[Line], tuple[object, ...]]] = {
            "day": lambda row: (_day(row),),
            "meeting": lambda row: (row.summary.casefold(), _day(row)),
            "who": lambda row: (cast("AnswerRow", row).name.casefold(), _day(row)),
            "answer": lambda row: (str(cast("AnswerRow", row).answer or ""), _day(row)),
        }
        return found.get(key)

    def words(self, row: Line) -> str:
        """An answer in full, or all of a meeting."""
        return answer_words(row) if _is_answer(row) else meeting_answer_words(_together(row))

    def counted(self, held: Held[Line], found: Sequence[Line], asked: Question) -> str:
        """How many wait, and how many need attention."""
        waiting = sum(row.unanswered if _is_answer(row) else bool(_together(row).nothing) for row in held.rows)
        head = f"{many(waiting, 'meeting')} not all answered" if asked.form else f"{waiting:,} not answered"
        pressing = sum(row.needs_attention for row in held.rows)
        head = "only what needs attention" if asked.only else head
        return " · ".join(filter(None, [head, f"{pressing:,} to look at" if pressing else ""]))

    @property
    def pressing(self) -> int:
        """How many need attention."""
        return sum(row.needs_attention for row in self.held.rows) if self.held else 0

    def nothing(self) -> str:
        """With !, that all is well."""
        if self.only and not self.typed:
            return NONE_PRESSING
        return NO_ANSWER_MATCHES if self.typed else NO_MATCH


def _is_answer(row: Line) -> TypeGuard[AnswerRow]:
    return hasattr(row, "email")


def _day(row: Line) -> date:
    return (row.occurrence or row.start) if _is_answer(row) else _together(row).day


def _together(row: Line) -> MeetingAnswers:
    return cast("MeetingAnswers", row)
