"""What publishing would change and whom it would tell, and then the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.tui.dialogs.shown_first import ShownFirstDialog
from ridealong.tui.text import listed, many, shown, span_words
from ridealong.tui.widgets.field import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.effects import Effects
    from ridealong.services.plan_views import Proposal
    from ridealong.services.publishing import Comparison, Published


class PublishDialog(ShownFirstDialog["Comparison", "Published"]):
    """Publishing tells people, so it asks: the focus is on leaving things as they are."""

    YES = "Publish"
    HELP = (
        "What publishing would change. Published pairings stay when you plan again, and their invites become due.\n"
        "Nothing is sent by this: invites are exported in section 6. ↑ and ↓ scroll, Tab goes to Publish, Esc leaves."
    )

    def __init__(self, program: str) -> None:
        super().__init__()
        self._program = program
        self._everything = False

    @property
    def title_text(self) -> str:
        """Which program."""
        return f"Publish {shown(self._program)}?"

    def inside(self) -> Iterator[Widget]:
        """How much, then what."""
        yield Choice("what", "Publish", [("next", "the next weeks"), ("all", "everything planned")])
        yield from super().inside()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Compare again."""
        self._everything = event.choice.chosen == "all"
        self.begin()

    def work_out(self, desk: Desk) -> Comparison:
        """Compare."""
        from ridealong.services import publishing  # noqa: PLC0415 - services are imported in workers only

        return publishing.compare(desk, self._program, everything=self._everything)

    def lines(self, found: Comparison) -> list[Content]:
        """The comparison."""
        return comparison_lines(found)

    def yes(self, found: Comparison) -> str:
        """How many would be published."""
        return f"Publish {many(len(found.publishes), 'pairing')}" if found.publishes else ""

    def do(self, desk: Desk, found: Comparison) -> Published:
        """Publish."""
        from ridealong.services import publishing  # noqa: PLC0415 - services are imported in workers only

        return publishing.publish(desk, self._program, everything=self._everything, shown=found)


def comparison_lines(found: Comparison) -> list[Content]:
    """A comparison as text: sentences, pairings by round, whom it tells, and what it adds to the plan."""
    lines = [Content(shown(sentence)) for sentence in found.sentences]
    rounds: dict[int, list[Proposal]] = {}
    for one in found.publishes:
        rounds.setdefault(one.round, []).append(one)
    if rounds:
        lines.append(Content(""))
    for number, pairings in sorted(rounds.items()):
        lines.append(Content.styled(f"Round {number + 1} · {span_words(pairings[0].days)}", "bold $primary"))
        lines += [Content(f"  {shown(one.guest.name)} with {shown(one.host.name)}, fit {one.fit}") for one in pairings]
    if found.tells:
        names = listed([one.name for one in found.tells], 12)
        head = f"Tells {many(len(found.tells), 'person', 'people')}: "
        lines += [Content(""), Content("").join([Content.styled(head, "bold $primary"), Content(names)])]
    return [*lines, *term_lines("What it adds to what is published, in points", found.effects)]


def term_lines(title: str, found: Effects) -> list[Content]:
    """Every term of the value that changes, with what the difference is worth; nothing where none does."""
    terms = [one for one in found.terms if one.after != one.before]
    if not terms:
        return []
    head = [Content(""), Content.styled(title, "bold $primary")]
    return [*head, *(Content(f"{one.points:>+14,}  {one.words}: {one.after - one.before:+,}") for one in terms)]
