"""A group over coffee on another day, and how groups went."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ridealong.domain.pairings import State
from ridealong.tui.dates import day_words
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.dialogs.marking import MarkingDialog
from ridealong.tui.text import listed, shown
from ridealong.tui.widgets.field import Choice, Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.groups.group_days import MovedGroup
    from ridealong.services.groups.group_rows import GroupRow
    from ridealong.services.meanwhile import Seen


class MoveGroupDialog(FormDialog[str]):
    """Another day for a group.

    Args:
        number: that of the group. names: of those in it. day: on which it meets now.
        seen: the group as it is shown; None where that is not known.
    """

    OK = "Move"
    HELP = (
        "Another working day of the round of the group, on which everybody in it is there. Days may be written\n"
        "21 Apr, thu, +1w or 2027-04-21. A draft is then pinned; of a published group the invites are due.\n"
        "{form.accept} moves it, {dialog.leave} leaves it where it is."
    )

    def __init__(self, number: int, names: Sequence[str], day: date, seen: Seen | None = None) -> None:
        super().__init__()
        self._number, self._names, self._day, self._seen = number, tuple(names), day, seen

    @property
    def title_text(self) -> str:
        """Which group."""
        return f"Move the coffee of {listed(self._names, 4)}"

    def fields(self) -> Iterator[Widget]:
        """The day."""
        yield Line(f"now {day_words(self._day)}", classes="quiet")
        yield Field("day", "New day", read=self.read_day, required=True, placeholder="such as thu")

    def submit(self) -> None:
        """Move it."""
        number, day = self._number, cast("date", self.value("day"))
        seen = [] if self._seen is None else [self._seen]

        def work(desk: Desk) -> MovedGroup:
            from ridealong.services.groups import group_days  # noqa: PLC0415 - services are imported in workers only

            return group_days.move_day(desk, number, day, seen=seen)

        self.busy = True
        self.change(work, self._moved, failed=self.refused)

    def _moved(self, done: MovedGroup) -> None:
        self.busy = False
        group = done.group
        due = "; the invites are due ({app.invites})" if group.state is State.PUBLISHED else ""
        at = f" {group.at:%H:%M} {shown(group.zone)}" if group.at else ""
        self.dismiss(f"Group {group.id}: now {day_words(group.days.first)}{at}{due}")


class MarkGroupsDialog(MarkingDialog["GroupRow"]):
    """How some groups went, which have met."""

    HELP = (
        "Held: it took place, also without somebody. Missed: it did not. A group that is over counts as held where\n"
        "nobody says anything else. The reason is private. {form.accept} marks, {dialog.leave} leaves."
    )
    NOUN = "group"

    def about(self, row: GroupRow) -> str:
        """Who had coffee."""
        return f"the coffee of {listed([one.name for one in row.people], 4)}"

    def now(self) -> Line:
        """In which program and states, and when the only one was."""
        states = ", ".join(sorted({one.state.label for one in self._rows}))
        days = f"{day_words(self._rows[0].days.first)}, " if len(self._rows) == 1 else ""
        return Line(f"{shown(self._rows[0].program)}, {days}now {states}", classes="quiet")

    def states(self) -> Choice:
        """Both; held is what is taken for granted, so that the other is chosen at first."""
        options = [(str(one), str(one)) for one in (State.HELD, State.MISSED)]
        return Choice("state", "It was", options, value=str(State.MISSED))

    @staticmethod
    def mark(desk: Desk, rows: Sequence[GroupRow], state: State, reason: str) -> None:
        """Mark the groups."""
        from ridealong.services.groups import mark_groups  # noqa: PLC0415 - services are imported in workers only

        mark_groups.mark_groups(desk, [one.id for one in rows], state, reason, seen=[one.seen for one in rows])
