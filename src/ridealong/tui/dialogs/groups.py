"""What publishing or repairing groups would change, and then the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.tui.dates import span_words, with_days
from ridealong.tui.dialogs.publish_reasoned import PublishReasonedDialog
from ridealong.tui.dialogs.shown_first import ShownFirstDialog
from ridealong.tui.text import many, shown

if TYPE_CHECKING:
    from ridealong.services.desk import Desk
    from ridealong.services.groups.publish_groups import GroupsComparison, GroupsPublished
    from ridealong.services.groups.repair_groups import GroupsRepaired

MOST_LINES = 200
"""How many groups are written out."""


class PublishGroupsDialog(PublishReasonedDialog["GroupsComparison", "GroupsPublished"]):
    """The groups of the next weeks of a program."""

    HELP = (
        "What publishing would change: the groups of the next weeks. Published ones stay when you plan again, and\n"
        "their invites become due. Where somebody who is to agree has not, it asks why it is published all the same.\n"
        "Nothing is sent by this. {text.up} and {text.down} scroll, {question.agree} publishes, {dialog.leave} leaves."
    )

    def work_out(self, desk: Desk) -> GroupsComparison:
        """Compare."""
        from ridealong.services.groups import publish_groups  # noqa: PLC0415 - services are imported in workers only

        return publish_groups.compare_groups(desk, self._program)

    def lines(self, found: GroupsComparison) -> list[Content]:
        """The sentences, then the groups by round."""
        lines = [Content(shown(with_days(sentence))) for sentence in found.sentences]
        if found.wrong:
            lines.append(Content(f"{shown(found.wrong.remedy)}."))
        number = -1
        for one in found.publishes[:MOST_LINES]:
            if one.round != number:
                number = one.round
                lines.append(Content.styled(f"Round {number + 1} · {span_words(one.days)}", "bold $primary"))
            lines.append(Content(f"  {', '.join(shown(who.name) for who in one.people)}"))
        return lines

    def yes(self, found: GroupsComparison) -> str:
        """How many would be published."""
        return f"Publish {many(len(found.publishes), 'group')}" if found.publishes and not found.wrong else ""

    def do(self, desk: Desk, found: GroupsComparison) -> GroupsPublished:
        """Publish."""
        from ridealong.services.groups import publish_groups  # noqa: PLC0415 - services are imported in workers only

        return publish_groups.publish_groups(desk, self._program, without_agreement=self.why, shown=found)


class RepairGroupsDialog(ShownFirstDialog["GroupsRepaired", "GroupsRepaired"]):
    """A repair may call groups off that were promised, so it shows everything first."""

    YES = "Repair"
    WIDE = True
    HELP = (
        "Who cannot come leaves their group; whoever would be alone joins another one. Everything else stays.\n"
        "Nothing is sent by this. {text.up} and {text.down} scroll, {question.agree} repairs, {dialog.leave} leaves."
    )

    def __init__(self, program: str) -> None:
        super().__init__()
        self._program = program

    @property
    def title_text(self) -> str:
        """Which program."""
        return f"Repair {shown(self._program)}?"

    def work_out(self, desk: Desk) -> GroupsRepaired:
        """What would change."""
        from ridealong.services.groups import repair_groups  # noqa: PLC0415 - services are imported in workers only

        return repair_groups.repair_groups(desk, self._program, dry_run=True)

    def lines(self, found: GroupsRepaired) -> list[Content]:
        """The changes, each with its reason."""
        lines = [Content(shown(with_days(sentence))) for sentence in found.sentences]
        for one in found.changes:
            goes = f"joins group {one.after}" if one.after else "is in no group"
            lines.append(Content(f"  Round {one.round + 1}: {shown(one.name)} leaves group {one.before}, {goes}"))
            lines.append(Content.styled(f"    {shown(with_days(one.reason))}", "dim"))
        return lines

    def yes(self, found: GroupsRepaired) -> str:
        """How many changes."""
        return f"Make {many(len(found.changes), 'change')}" if found.changes else ""

    def do(self, desk: Desk, found: GroupsRepaired) -> GroupsRepaired:
        """Repair, if it is what was shown."""
        from ridealong.services.groups import repair_groups  # noqa: PLC0415 - services are imported in workers only

        return repair_groups.repair_groups(desk, self._program, shown=found)
