"""What publishing composite teams would change, and then the question."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.tui.dates import span_words, with_days
from ridealong.tui.dialogs.publish_reasoned import PublishReasonedDialog
from ridealong.tui.text import many, shown

if TYPE_CHECKING:
    from ridealong.services.desk import Desk
    from ridealong.services.teams.publishing import TeamsComparison, TeamsPublished

MOST_LINES = 200
"""How many embeds are written out."""


class PublishTeamsDialog(PublishReasonedDialog["TeamsComparison", "TeamsPublished"]):
    """The drafts of all teams of a program."""

    HELP = (
        "What publishing would change: the drafts of all teams. Published embeds stay when teams are formed again,\n"
        "and their invites become due; slots that nobody takes may stay open. Where somebody who is to agree has not,\n"
        "it asks why it is published all the same.\n"
        "Nothing is sent by this. {text.up} and {text.down} scroll, {question.agree} publishes, {dialog.leave} leaves."
    )

    def work_out(self, desk: Desk) -> TeamsComparison:
        """Compare."""
        from ridealong.services.teams import publishing  # noqa: PLC0415 - services are imported in workers only

        return publishing.compare(desk, self._program)

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

    def do(self, desk: Desk, found: TeamsComparison) -> TeamsPublished:
        """Publish."""
        from ridealong.services.teams import publishing  # noqa: PLC0415 - services are imported in workers only

        return publishing.publish(desk, self._program, without_agreement=self.why, expected=found)
