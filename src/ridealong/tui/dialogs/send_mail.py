"""What would be sent by mail, and then the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.config import config_path
from ridealong.domain.errors import Refused
from ridealong.tui.dialogs.shown_first import ShownFirstDialog
from ridealong.tui.text import listed, many, shown

if TYPE_CHECKING:
    from ridealong.services.desk import Desk
    from ridealong.services.invites.delivery import Delivered
    from ridealong.services.invites.send_invites import ToSend

MOST_SHOWN = 200
"""Lines of invites in the question: more, nobody reads."""


class SendMailDialog(ShownFirstDialog["ToSend", bool]):
    """Sending tells people and cannot be undone, so it asks: the focus is on leaving things as they are."""

    TITLE_TEXT = "Send what is due by mail?"
    YES = "Send"
    HELP = (
        "Every invite that is due goes to all whom it invites, from whoever it comes from. What was sent stays\n"
        "sent;\n"
        "what a server did not take stays due. {text.up} and {text.down} scroll, {question.agree} sends,\n"
        "{dialog.leave} leaves."
    )

    def __init__(self, only: frozenset[str] | None = None) -> None:
        super().__init__()
        self._only = only

    @property
    def title_text(self) -> str:
        """Whether all, or the marked ones."""
        return "Send the marked ones by mail?" if self._only is not None else self.TITLE_TEXT

    def work_out(self, desk: Desk) -> ToSend:
        """What is due, if there is a server to send it by."""
        from ridealong.services.invites.send_invites import to_send  # noqa: PLC0415 - services are imported in workers only

        if not desk.config.mail.server:
            raise Refused(
                "No mail server is set",
                f"Write [mail] and server = 'mail.company.example' into {config_path()}, then start again",
            )
        return to_send(desk, only=self._only)

    def lines(self, found: ToSend) -> list[Content]:
        """The invites, and whom they come from."""
        if not found.rows:
            return [Content("Nothing is due: every calendar has been told.")]
        senders = listed([f"{one.name} ({one.email})" for one in found.senders])
        head = f"{many(len(found.rows), 'invite')} to {many(found.people, 'person', 'people')} from {senders}:"
        rows = [f"  {str(one.method).lower()}: {shown(one.summary)} → {listed(one.to)}" for one in found.rows]
        more = [f"  and {len(rows) - MOST_SHOWN:,} more"] if len(rows) > MOST_SHOWN else []
        warning = Content.styled("What is sent cannot be undone.", "$text-warning")
        return [warning, Content.styled(head, "bold $primary"), *map(Content, [*rows[:MOST_SHOWN], *more])]

    def yes(self, found: ToSend) -> str:
        """How many would be sent."""
        return f"Send {many(len(found.rows), 'mail')}" if found.rows else ""

    def accept(self) -> None:
        """Go on: what asked sends them, with its progress."""
        if not self._busy:
            self.dismiss(True)


def mailed_words(result: Delivered) -> str:
    """What became of the invites, in one line."""
    parts = [f"{many(len(result.sent), 'invite')} sent"]
    parts += [f"{len(result.failed):,} not sent"] if result.failed else []
    parts += [f"stopped before {result.left:,} more"] if result.left else []
    parts += [f"{result.elsewhere:,} changed or sent by somebody else meanwhile"] if result.elsewhere else []
    return ", ".join(parts)


def sent_words(result: Delivered) -> str:
    """What was sent before it was stopped, one invite after another."""
    lines = [f"{shown(one.summary)} → {listed(one.to)}" for one in result.sent[:MOST_SHOWN]]
    more = [f"and {len(result.sent) - MOST_SHOWN:,} more"] if len(result.sent) > MOST_SHOWN else []
    return "\n".join([f"These are kept as sent; {result.left:,} stay due:", *lines, *more])


def failure_words(result: Delivered) -> str:
    """What was not sent, and why, one invite after another."""
    return "\n\n".join(
        f"{shown(one.row.summary)} → {listed(one.row.to)}\n{shown(one.problem)}" for one in result.failed
    )
