"""What publishing composite teams would change, and then the question."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from textual import on
from textual.content import Content
from textual.widgets import Button, Input

from ridealong.tui.dates import span_words, with_days
from ridealong.tui.dialogs.publish import SAY_WHY
from ridealong.tui.dialogs.shown_first import ShownFirstDialog
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.teams.publishing import TeamsComparison, TeamsPublished

MOST_LINES = 200
"""How many embeds are written out."""


class PublishTeamsDialog(ShownFirstDialog["TeamsComparison", "TeamsPublished"]):
    """Publishing tells people, so it asks: the focus is on leaving things as they are.

    Args:
        program: the name of the program.
    """

    YES = "Publish"
    WIDE = True
    HELP = (
        "What publishing would change: the drafts of all teams. Published embeds stay when teams are formed again,\n"
        "and their invites become due; slots that nobody takes may stay open. Where somebody who is to agree has not,\n"
        "it asks why it is published all the same.\n"
        "Nothing is sent by this. {text.up} and {text.down} scroll, {question.agree} publishes, {dialog.leave} leaves."
    )

    def __init__(self, program: str) -> None:
        super().__init__()
        self._program = program

    @property
    def title_text(self) -> str:
        """Which program."""
        return f"Publish {shown(self._program)}?"

    def inside(self) -> Iterator[Widget]:
        """Why without, where somebody has not agreed, and what would change."""
        reason = Field("reason", "Why without", placeholder="why it is published although not all have agreed")
        reason.display = False
        yield reason
        yield from super().inside()

    @property
    def _reason(self) -> Field:
        return self.query_one("#field-reason", Field)

    @on(Input.Submitted)
    def _reason_given(self, event: Input.Submitted) -> None:
        """Enter behind the reason goes to the question: nothing is published by Enter alone."""
        event.stop()
        if self._reason.text.strip():
            self.query_one("#ok", Button).focus()
        else:
            self._reason.complain(SAY_WHY)

    def work_out(self, desk: Desk) -> TeamsComparison:
        """Compare."""
        from ridealong.services.teams import publishing  # noqa: PLC0415 - services are imported in workers only

        return publishing.compare(desk, self._program)

    def _worked_out(self, found: TeamsComparison) -> None:
        super()._worked_out(found)
        asks = found.lacking is not None and found.lacking.needs_reason
        self._reason.display = asks
        self.set_class(asks, "-asking-why")

    def lines(self, found: TeamsComparison) -> list[Content]:
        """The sentences, then the drafts by team."""
        lines = [Content(shown(with_days(sentence))) for sentence in found.sentences]
        if found.wrong:
            lines.append(Content(f"{shown(found.wrong.remedy)}."))
        names = {team.team.id: team for team in found.teams}
        some = sorted(found.publishes[:MOST_LINES], key=lambda one: (one.team_id, one.slot, one.days))
        for number, embeds in groupby(some, key=lambda one: one.team_id):
            team = names[number].team
            lines += [Content(""), Content.styled(f"{shown(team.name)} · {span_words(team.days)}", "bold $primary")]
            for one in embeds:
                slot = team.slot(one.slot)
                days = "" if one.days == team.days else f", {span_words(one.days)}"
                lines.append(Content(f"  {one.slot} {shown(slot.name if slot else '')}: {shown(one.name)}{days}"))
        if (more := len(found.publishes) - MOST_LINES) > 0:
            lines.append(Content(f"  and {many(more, 'embed')} more"))
        return lines

    def yes(self, found: TeamsComparison) -> str:
        """How many would be published."""
        stands = found.wrong or (found.lacking is not None and found.lacking.refused)
        return f"Publish {many(len(found.publishes), 'embed')}" if found.publishes and not stands else ""

    def accept(self) -> None:
        """Publish; where somebody has not agreed, only once there is a reason."""
        if self._reason.display and not self._busy and not self._reason.text.strip():
            self._reason.refuse(SAY_WHY)
            return
        super().accept()

    def do(self, desk: Desk, found: TeamsComparison) -> TeamsPublished:
        """Publish."""
        from ridealong.services.teams import publishing  # noqa: PLC0415 - services are imported in workers only

        why = self._reason.text.strip() if self._reason.display else ""
        return publishing.publish(desk, self._program, without_agreement=why, expected=found)
