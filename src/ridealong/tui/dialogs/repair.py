"""What a repair would change and why, and then the question."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Button

from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.text import many, shown, span_words
from ridealong.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.repairs import Place, RepairChange, Repaired


class RepairDialog(Dialog["Repaired"]):
    """A repair may cancel what was promised, so it shows everything first: the focus is on leaving things."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]
    HELP = (
        "What cannot take place any more, and what takes its place; everything else stays as it is.\n"
        "Published pairings that fall away are cancelled, and new ones published: their invites become due, and\n"
        "nothing is sent by this. Tab goes to Repair, Esc leaves."
    )
    WIDE = True

    def __init__(self, program: str) -> None:
        super().__init__()
        self._program = program
        self._busy = True

    @property
    def title_text(self) -> str:
        """Which program."""
        return f"Repair {shown(self._program)}?"

    def inside(self) -> Iterator[Widget]:
        """What would change."""
        with VerticalScroll(classes="scroll gap", can_focus=False):
            yield Words(id="words")

    def buttons(self) -> Iterator[Widget]:
        """Leaving is first."""
        yield Button("Not now (Esc)", id="cancel", compact=True)
        yield Button("Repair", id="ok", variant="warning", compact=True, disabled=True)

    def on_mount(self) -> None:
        """Work out what would change."""
        self.query_one("#cancel").focus()
        name = self._program

        def fetch(desk: Desk) -> Repaired:
            from ridealong.services import repairs  # noqa: PLC0415 - services are imported in workers only

            return repairs.repair(desk, name, dry_run=True)

        self.ask(fetch, self._worked_out, group="repair", failed=self._failed)

    def _worked_out(self, found: Repaired) -> None:
        self._busy = False
        self.query_one("#words", Words).show(repair_lines(found))
        button = self.query_one("#ok", Button)
        button.disabled = False
        button.label = f"Make {many(len(found.changes), 'change')}"
        button.refresh(layout=True)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.complain(str(error))

    def accept(self) -> None:
        """Repair."""
        if self._busy:
            return
        self._busy = True
        name = self._program

        def work(desk: Desk) -> Repaired:
            from ridealong.services import repairs  # noqa: PLC0415 - services are imported in workers only

            return repairs.repair(desk, name)

        self.change(work, self._repaired, failed=self._failed)

    def _repaired(self, result: Repaired) -> None:
        self.dismiss(result)


def repair_lines(found: Repaired) -> list[Content]:
    """A repair as text: sentences, then each change by round, with its reason."""
    lines = [Content(shown(sentence)) for sentence in found.sentences]
    rounds: dict[int, list[RepairChange]] = {}
    for one in found.changes:
        place = one.before or one.after
        if place:
            rounds.setdefault(place.round, []).append(one)
    for number, changes in sorted(rounds.items()):
        first = changes[0].before or changes[0].after
        days = f" · {span_words(first.days)}" if first else ""
        lines += [Content(""), Content.styled(f"Round {number + 1}{days}", "bold $primary")]
        for one in changes:
            state = "published" if one.published else "draft" if one.before else "new draft"
            lines.append(Content(f"  {shown(one.guest.name)} ({state}): {_from_to(one, number)}"))
            lines.append(Content.styled(f"    {shown(one.reason)}", "dim"))
    return lines


def _from_to(one: RepairChange, number: int) -> str:
    before, after = one.before, one.after
    return f"{_with(before, number)} → {_with(after, number)}" if before else _with(after, number)


def _with(place: Place | None, number: int) -> str:
    if place is None:
        return "nobody"
    elsewhere = f", round {place.round + 1}" if place.round != number else ""
    return f"{shown(place.host.name)}{elsewhere}"
