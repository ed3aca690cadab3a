"""The action of Today that opens the steps of a visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.screens.section import SectionScreen

if TYPE_CHECKING:
    from ridealong.services.attention.attention_items import Item
    from ridealong.tui.screens.today_table import TodayTable

VISITS = ("steps", "next-week")
"""Kinds of things that are visits still to come."""


class StepsOfVisits(SectionScreen):
    """Opens the steps of the visit that a line of Today is about."""

    @property
    def table(self) -> TodayTable:
        """The list."""
        raise NotImplementedError

    def item_for(self, action: str) -> Item | None:
        """The thing that an action deals with; else says what to do."""
        raise NotImplementedError

    def action_steps(self) -> None:
        """Show the steps of the visit under the cursor, also of one of next week."""
        from ridealong.tui.screens.visit_steps import open_steps  # noqa: PLC0415 - loaded when asked for

        line = self.table.current
        item = line.item if line is not None and line.kind in VISITS else None
        item = item or self.item_for("today.steps")
        if item is not None:
            open_steps(self, item.pairing)
