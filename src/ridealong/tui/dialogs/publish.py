"""What publishing would change and whom it would tell, and then the question."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Button

from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.text import listed, many, shown, span_words
from ridealong.tui.widgets.field import Choice
from ridealong.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.plan_views import Proposal
    from ridealong.services.publishing import Comparison, Published


class PublishDialog(Dialog["Published"]):
    """Publishing tells people, so it asks: the focus is on leaving things as they are."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]
    HELP = (
        "What publishing would change. Published pairings stay when you plan again, and their invites become due.\n"
        "Nothing is sent by this: invites are exported in section 6. Tab goes to Publish, Esc leaves."
    )

    def __init__(self, program: str) -> None:
        super().__init__()
        self._program = program
        self._busy = True

    @property
    def title_text(self) -> str:
        """Which program."""
        return f"Publish {shown(self._program)}?"

    def inside(self) -> Iterator[Widget]:
        """How much, then what."""
        yield Choice("what", "Publish", [("next", "the next weeks"), ("all", "everything planned")])
        with VerticalScroll(classes="scroll gap", can_focus=False):
            yield Words(id="words")

    def buttons(self) -> Iterator[Widget]:
        """Leaving is first."""
        yield Button("Not now (Esc)", id="cancel", compact=True)
        yield Button("Publish", id="ok", variant="warning", compact=True, disabled=True)

    def on_mount(self) -> None:
        """Compare."""
        self.query_one("#cancel").focus()
        self._compare()

    @property
    def _everything(self) -> bool:
        return self.query_one(Choice).chosen == "all"

    def on_choice_changed(self) -> None:
        """Compare again."""
        self._compare()

    def _compare(self) -> None:
        name, everything = self._program, self._everything

        def fetch(desk: Desk) -> Comparison:
            from ridealong.services import publishing  # noqa: PLC0415 - services are imported in workers only

            return publishing.compare(desk, name, everything=everything)

        self.ask(fetch, self._compared, group="compare", failed=self._failed)

    def _compared(self, found: Comparison) -> None:
        self._busy = False
        self.query_one("#words", Words).show(comparison_lines(found))
        button = self.query_one("#ok", Button)
        button.disabled = not found.publishes
        button.label = f"Publish {many(len(found.publishes), 'pairing')}"
        button.refresh(layout=True)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.complain(str(error))

    def accept(self) -> None:
        """Publish."""
        if self._busy:
            return
        self._busy = True
        name, everything = self._program, self._everything

        def work(desk: Desk) -> Published:
            from ridealong.services import publishing  # noqa: PLC0415 - services are imported in workers only

            return publishing.publish(desk, name, everything=everything)

        self.change(work, self._published, failed=self._failed)

    def _published(self, result: Published) -> None:
        self.dismiss(result)


def comparison_lines(found: Comparison) -> list[Content]:
    """A comparison as text: sentences, pairings by round, and whom it tells."""
    lines = [Content(shown(sentence)) for sentence in found.sentences]
    rounds: dict[int, list[Proposal]] = {}
    for one in found.publishes:
        rounds.setdefault(one.round, []).append(one)
    for number, pairings in sorted(rounds.items()):
        lines += [
            Content(""),
            Content.styled(f"Round {number + 1} · {span_words(pairings[0].days)}", "bold $primary"),
        ]
        lines += [Content(f"  {shown(one.guest.name)} with {shown(one.host.name)}") for one in pairings]
    if found.tells:
        names = listed([one.name for one in found.tells], 12)
        head = f"Tells {many(len(found.tells), 'person', 'people')}: "
        lines += [Content(""), Content("").join([Content.styled(head, "bold $primary"), Content(names)])]
    return lines
