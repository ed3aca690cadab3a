"""What the Plan screen opens around pairings: the steps of a visit, and what leads say of the drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ridealong.tui.screens.plan_or_teams import TakesTurns

if TYPE_CHECKING:
    from ridealong.tui.screens.plan import PlanScreen
    from ridealong.tui.screens.section import SectionScreen


class AroundActions(TakesTurns):
    """The actions of the Plan screen that open something else about its pairings."""

    def other(self) -> SectionScreen:
        """Composite teams."""
        from ridealong.tui.screens.teams import TeamsScreen  # noqa: PLC0415 - loaded when it is opened

        return TeamsScreen()

    def action_steps(self) -> None:
        """Show the steps of the visit under the cursor."""
        from ridealong.tui.screens.visit_steps import open_steps  # noqa: PLC0415 - loaded when asked for

        line = cast("PlanScreen", self).table.current
        open_steps(self, line.pairing.id if line is not None and line.pairing is not None else None)

    def action_leads(self) -> None:
        """Show what leads say of the drafts."""
        from ridealong.tui.screens.leads import LeadsScreen  # noqa: PLC0415 - loaded when asked for

        page = cast("PlanScreen", self).page
        if page is not None:
            self.app.push_screen(LeadsScreen(page.program.name))
