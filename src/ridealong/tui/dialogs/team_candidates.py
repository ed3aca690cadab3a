"""Everybody who could take a slot of a composite team, best first; Enter puts one of them in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.widgets import Button

from ridealong.domain.errors import RidealongError
from ridealong.tui.actions import bindings
from ridealong.tui.dates import with_days
from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.dialogs.previewed_form import done_words
from ridealong.tui.text import listed, many, shown
from ridealong.tui.widgets.columns import Cell, Column
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.paged_table import PagedTable
from ridealong.tui.widgets.pages import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import PurePath

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.domain.composite_teams import CompositeTeam, Slot
    from ridealong.services.desk import Desk
    from ridealong.services.teams.explaining import SlotCandidate
    from ridealong.services.teams.filling import Filled

THERE, FREE, HINDERED = "there", "free", "hindered"
OPENNESS = {
    THERE: ("● has it", "accent"),
    FREE: ("✓ free", "good"),
    "moves": ("→ leaves", "warn"),
    "in_the_way": ("! in the way", "warn"),
    HINDERED: ("× cannot", "dim"),
}
"""How open the slot is to somebody -> how that is said, and its tone."""


def _open(one: SlotCandidate) -> Cell:
    return [OPENNESS[one.openness]]


def _dimmed(one: SlotCandidate, text: str) -> Cell:
    return [(text, "dim")] if one.openness == HINDERED else text


def _points(one: SlotCandidate) -> Cell:
    if one.gain is None:
        return ""
    return [(f"{one.gain:+,}", "good" if one.gain >= 0 else "warn")]


def _topics(one: SlotCandidate) -> str:
    """Which topics of the slot they know, and which they lack."""
    return " ".join([*(f"✓{shown(each)}" for each in one.knows), *(f"×{shown(each)}" for each in one.lacks)])


class TeamCandidatesDialog(Dialog[str]):
    """A table ranked by what the plan would gain; Enter puts the one under the cursor into the slot.

    Args:
        program: the name of the program.
        replaces: whether somebody is drafted for the slot, who gives way to whoever is put in.
        on: the last day of who is in it, where who comes after is only to be chosen: the answer is an address then.
        after: the name of who is in it, where that is asked.
    """

    OK = ""
    WIDE = True
    CSS_PATH: ClassVar[list[str | PurePath]] = [*Dialog.CSS_PATH, "team_candidates.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("placing")]
    HELP = (
        "Everybody of the side of this slot, the best first. Points are what all teams together gain (+) or lose (-)\n"
        "with them in it, beside that it is filled: by nice topics, what they want to learn, who has met before,\n"
        "how senior the team is, and wishes. Who has the slot, or cannot take it, has none.\n"
        "✓ could take it at once; → would have to leave another team; ! something is in the way, which\n"
        "may give way; × cannot.\n"
        "Load is what they do already in the weeks of the slot, drafts included. Below stands what is in the\n"
        "way, and what the points come from.\n"
        "{list.open} puts the one under the cursor in: as a draft that is pinned, in the place of who was drafted\n"
        "before; where the team is published and the slot open, it asks, and says who is told.\n"
        "{placing.why} explains, {placing.read-on} reads on, {dialog.leave} closes."
    )

    def __init__(
        self,
        program: str,
        team: CompositeTeam,
        slot: Slot,
        *,
        replaces: bool = False,
        on: date | None = None,
        after: str = "",
    ) -> None:
        super().__init__()
        self._program, self._team, self._slot = program, team, slot
        self._replaces, self._on, self._after = replaces, on, after
        self._found: tuple[SlotCandidate, ...] | None = None
        self._busy = False

    @property
    def title_text(self) -> str:
        """Which slot of which team."""
        after = f" after {shown(self._after)}" if self._after else ""
        return f"Candidates for slot {shown(str(self._slot))} of {shown(self._team.name)}{after}"

    def inside(self) -> Iterator[Widget]:
        """The table, and what there is to say of the one under the cursor."""
        yield PagedTable(
            (
                Column("Name", 16, lambda one: _dimmed(one, shown(one.name)), grow=2, most=28),
                Column("Home team", 12, lambda one: _dimmed(one, shown(one.home_team)), grow=1, most=24),
                Column("", 12, _open),
                Column("Load", 16, lambda one: _dimmed(one, str(one.load)), rank=1),
                Column("Points", 11, _points, right=True),
                Column("Topics of the slot", 18, _topics, grow=3, rank=2),
            ),
            key=lambda one: one.email,
            empty="Nobody of this side has agreed to take part.",
            id="candidates",
        )
        with VerticalScroll(id="candidate-effect", can_focus=False):
            yield Line(self.working, id="candidate-why", classes="quiet")

    def buttons(self) -> Iterator[Widget]:
        """Put in, explain, close."""
        words = "Choose" if self._on else "Put in"
        yield Button(self.keyed(words, "list.open"), id="place", variant="primary", compact=True, disabled=True)
        yield Button(self.keyed("Why", "placing.why"), id="why", compact=True)
        yield self.leaving("Close")

    def opened(self) -> None:
        """Read the table once it is there."""
        self._table.focus()
        self._table.read()

    @property
    def _table(self) -> PagedTable[SlotCandidate]:
        return self.query_one("#candidates", PagedTable)

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """All candidates come at once, and are shown a page at a time."""
        if self._found is not None:
            some = self._found[message.offset : message.offset + PAGE]
            message.view.put(message.ticket, message.offset, some, len(self._found))
            return
        program, team, number, on = self._program, self._team.name, self._slot.number, self._on

        def fetch(desk: Desk) -> tuple[SlotCandidate, ...]:
            from ridealong.services.teams import explaining  # noqa: PLC0415 - services are imported in workers only

            return explaining.candidates_for(desk, program, team, number, on=on)

        def fetched(found: tuple[SlotCandidate, ...]) -> None:
            self._found = found
            free = sum(one.openness == FREE for one in found)
            words = f"{many(len(found), 'person', 'people')}, {free:,} free"
            self.query_one("#dialog-title", Line).say(f"{self.title_text}: {words}")
            message.view.put(message.ticket, 0, found[:PAGE], len(found))
            if found and found[0].openness == THERE:
                self._table.move_to(1)

        self.ask(fetch, fetched, group="candidates", failed=self._failed)

    def _failed(self, error: Exception) -> None:
        placing, self._busy = self._busy, False
        if placing and isinstance(error, RidealongError):
            self.complain(str(error))
        else:
            self.dismiss(None)
            self.ridealong.show_failure(error)

    def follow_cursor(self) -> None:
        """Say of the one under the cursor what is in the way, and what the points come from."""
        if self._found is None:
            return
        one = self._table.current
        self.complain("")
        self.query_one("#place", Button).disabled = one is None or one.openness in (THERE, HINDERED)
        self.query_one("#candidate-why", Line).say(_said(one) if one is not None else "")
        self.query_one("#candidate-effect", VerticalScroll).scroll_home(animate=False)

    def action_read_on(self) -> None:
        """Scroll what is said of the one under the cursor; from its end, back to its beginning."""
        panel = self.query_one("#candidate-effect", VerticalScroll)
        end = panel.scroll_offset.y >= panel.max_scroll_y
        panel.scroll_to(y=0 if end else panel.scroll_offset.y + max(1, panel.size.height - 1), animate=False)

    def on_paged_view_opened(self) -> None:
        """Enter puts in."""
        self.accept()

    def other_button(self, name: str) -> None:
        """The keys by mouse."""
        if name == "place":
            self.accept()
        elif name == "why":
            self.action_why()

    def action_why(self) -> None:
        """Explain the one under the cursor."""
        from ridealong.tui.dialogs.team_why import WhySlotDialog  # noqa: PLC0415 - loaded when asked for

        one = self._table.current
        if one is not None:
            self.app.push_screen(WhySlotDialog(self._program, self._team.name, one.email, self._slot.number))

    def accept(self) -> None:
        """Put the one under the cursor in, or say why not."""
        one = self._table.current
        if one is None or self._busy:
            return
        if one.openness in (THERE, HINDERED):
            why = "has it already" if one.openness == THERE else f"cannot take it: {'; '.join(one.reasons)}"
            self.complain(f"{one.name} {why}")
        elif self._on is not None:
            self.dismiss(one.email)
        elif self.ridealong.door.read_only:
            self.complain("This database is open to read only")
        elif self._replaces or self._team.state != "published":
            self._put_in(one.email)
        else:
            self._ask_first(one)

    def _ask_first(self, one: SlotCandidate) -> None:
        """Show who would be told what, and ask."""
        from ridealong.tui.dialogs.team_put_in import PutInDialog  # noqa: PLC0415 - loaded when asked for

        def done(made: Filled | None) -> None:
            if made is not None:
                self.dismiss(done_words(made))

        self.app.push_screen(PutInDialog(self._program, self._team.name, self._slot, one), done)

    def _put_in(self, email: str) -> None:
        program, team, number, replaces = self._program, self._team.name, self._slot.number, self._replaces

        def work(desk: Desk) -> str:
            from ridealong.services.teams import filling, replacing  # noqa: PLC0415 - services: in workers only

            if replaces:
                return shown(with_days(" ".join(replacing.replace_draft(desk, program, team, number, email).sentences)))
            return done_words(filling.back_fill(desk, program, team, number, email))

        def done(words: str) -> None:
            self.dismiss(words)

        self._busy = True
        self.change(work, done, failed=self._failed)


def _said(one: SlotCandidate) -> str:
    """What is in the way of somebody, what they know, and what their points come from."""
    said = [f"{shown(one.name)} ({shown(one.home_team)})"]
    if one.reasons:
        said.append(shown(with_days("; ".join(one.reasons))) + ".")
    elif one.openness == FREE:
        said.append("could take it at once.")
    elif one.openness == THERE:
        said.append("has it.")
    if one.load.percent:
        said.append(f"Already {one.load} in its weeks.")
    if one.knows:
        said.append(f"Knows {listed(one.knows, 9)}.")
    if one.lacks:
        said.append(f"Does not know {listed(one.lacks, 9)}.")
    said += [f"{shown(part.words)} ({part.points:+,})." for part in one.parts]
    return " ".join(said)
