"""Invites that are due: why each of them is, and to whom it goes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ridealong.domain.meeting_kinds import kind_words
from ridealong.tui.screens.invite_columns import due_columns, due_text, due_words
from ridealong.tui.screens.invites_view import NO_MATCH, InvitesView
from ridealong.tui.text import many

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ridealong.services.desk import Desk
    from ridealong.services.invites.outbox import DueRow
    from ridealong.tui.screens.invites_view import Held, Question
    from ridealong.tui.widgets.columns import Column

NONE_PRESSING = (
    "Nothing here is pressing: nobody believes anything that has changed, and nothing begins within a week.\n"
    "{invites.only-pressing} shows everything again."
)


class DueView(InvitesView["DueRow"]):
    """The outbox."""

    CRUMB = "due"
    EMPTY = (
        "Nothing is due: every calendar has been told.\n"
        "What you publish on Plan ({app.plan}, then {plan.publish}) comes here. "
        "{invites.export-again} writes the last ones again."
    )
    HELP = (
        "What calendars should know and have not been told, and why: new, moved, another place, other people,\n"
        "cancelled, or told in other words. {invites.only-pressing} shows what corrects something people believe,\n"
        "or begins within a week.\n"
        "{invites.export} writes files, {invites.send} sends mails: of the marked ones, else of all. {list.open}\n"
        "shows an invite in full."
    )

    def columns(self) -> Sequence[Column[DueRow]]:
        """When, why, what, to whom."""
        return due_columns()

    def key(self, row: DueRow) -> str:
        """A meeting has at most one invite of each method."""
        return f"{row.uid} {row.method}"

    def fetch(self, desk: Desk) -> Sequence[DueRow]:
        """Work the outbox out."""
        from ridealong.services.invites import outbox  # noqa: PLC0415 - services are imported in workers only

        return outbox.rows_with_reasons(desk)

    def text(self, row: DueRow) -> str:
        """Everything that the row shows."""
        return due_text(row)

    def keep(self, row: DueRow, asked: Question, today: date) -> bool:
        """With !, only what is pressing."""
        del today
        return row.pressing or not asked.only

    def order(self, key: str) -> Callable[[DueRow], tuple[object, ...]] | None:
        """By a column; what is alike stays by day."""
        found: dict[str, Callable[[DueRow], tuple[object, ...]]] = {
            "day": lambda row: (row.day,),
            "what": lambda row: (str(row.reason.cause) if row.reason else "", row.day),
            "meeting": lambda row: (row.summary.casefold(), row.day),
            "to": lambda row: (row.to, row.day),
            "kind": lambda row: (kind_words(row.kind, team=row.team), row.day),
        }
        return found.get(key)

    def words(self, row: DueRow) -> str:
        """What it is about, why, and to whom."""
        return due_words(row)

    def counted(self, held: Held[DueRow], found: Sequence[DueRow], asked: Question) -> str:
        """How many there are, and of which sort."""
        del held
        causes = Counter(str(row.reason.cause) for row in found if row.reason)
        sorts = ", ".join(f"{number:,} {cause}" for cause, number in causes.most_common())
        head = f"pressing: {len(found):,}" if asked.only else f"{many(len(found), 'invite')} due"
        return f"{head}: {sorts}" if len(causes) > 1 else head

    def nothing(self) -> str:
        """With !, that all is well."""
        return NONE_PRESSING if self.only and not self.typed else NO_MATCH
