"""What can be done on the screen of composite teams, each in the dialog or call that is loaded when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ridealong.tui.screens import teams_words
from ridealong.tui.screens.plan_or_teams import TakesTurns
from ridealong.tui.screens.teams_lines import now_in
from ridealong.tui.text import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from ridealong.domain.composite_teams import CompositeTeam, Slot
    from ridealong.services.desk import Desk
    from ridealong.services.teams.views import EmbedView, SlotView, TeamView
    from ridealong.tui.screens.teams import TeamsScreen
    from ridealong.tui.screens.teams_lines import TeamLine


class TeamActions(TakesTurns):
    """The actions of the screen of composite teams that change something or open something."""

    # -- what they are done to ----------------------------------------------------------------------------------

    @property
    def _me(self) -> TeamsScreen:
        return cast("TeamsScreen", self)

    @property
    def program(self) -> str:
        """The name of the program that is shown; empty while there is none."""
        page = self._me.page
        return page.program.name if page else ""

    def _line(self) -> TeamLine | None:
        """The line under the cursor; says so where there is none."""
        line = self._me.table.current
        if line is None:
            self.tell(teams_words.TEAM_FIRST)
        return line

    def _slot(self) -> tuple[TeamView, SlotView] | None:
        """The slot under the cursor, with its team; says so where there is none."""
        line = self._me.table.current
        if line is None or line.slot is None:
            self.tell(teams_words.SLOT_FIRST)
            return None
        return line.team, line.slot

    def _embed(self) -> tuple[TeamView, SlotView, EmbedView] | None:
        """Who is in the slot under the cursor; says so where nobody is."""
        found = self._slot()
        if found is None:
            return None
        one = now_in(found[1])
        if one is None:
            self.tell("Nobody is in this slot")
            return None
        return *found, one

    def tell(self, words: str) -> None:
        """Say why nothing is done."""
        self.notify(words, severity="warning", timeout=3, markup=False)

    def finish(self, words: str | None) -> None:
        """Say what a dialog has changed, if anything."""
        if words:
            self._me.why_open.clear()
            self.ridealong.done(words, timeout=8)

    def open(self, dialog: Screen[str]) -> None:
        """Show a dialog that changes something, and say what it did."""
        self.app.push_screen(dialog, self.finish)

    def write(self, work: Callable[[Desk], str]) -> None:
        """Change something at once, and say what was done."""
        self.change(work, self.finish)

    # -- forming, publishing ------------------------------------------------------------------------------------

    def action_run(self) -> None:
        """Fill all slots with drafts, anew around what is pinned or published."""
        self._form(fill=False)

    def action_fill(self) -> None:
        """Fill open slots, and leave drafts as they are."""
        self._form(fill=True)

    def _form(self, *, fill: bool) -> None:
        from ridealong.tui.screens.teams_run import form_teams  # noqa: PLC0415 - loaded when asked for

        if self.program and self.writable():
            form_teams(self._me, self.program, fill=fill)

    def action_publish(self) -> None:
        """Compare with what is published, ask, publish."""
        from ridealong.tui.screens.teams_run import publish_teams  # noqa: PLC0415 - loaded when asked for

        if self.program and self.writable():
            publish_teams(self, self.program)

    # -- teams, slots and tasks ---------------------------------------------------------------------------------

    def action_new(self) -> None:
        """Make a team."""
        from ridealong.tui.dialogs.team_form import NewTeamForm  # noqa: PLC0415 - loaded when asked for

        if self.program and self.writable():
            self.open(NewTeamForm(self.program))

    def action_add_slot(self) -> None:
        """Give the team another slot."""
        from ridealong.tui.dialogs.team_slot_form import TeamSlotForm  # noqa: PLC0415 - loaded when asked for

        if (line := self._line()) is not None and self.writable():
            self.open(TeamSlotForm(self.program, line.team.team))

    def action_edit(self) -> None:
        """Edit the team or the slot."""
        line = self._line()
        if line is not None and self.writable():
            self._edit(line.team.team, line.slot.slot if line.slot else None)

    def edit_named(self, name: str, number: int | None) -> None:
        """Edit a team, or the slot of it with a number."""
        page = self._me.page
        team = next((one.team for one in page.teams if one.team.name == name), None) if page else None
        if team is not None and self.writable():
            self._edit(team, team.slot(number) if number is not None else None)

    def _edit(self, team: CompositeTeam, slot: Slot | None) -> None:
        from ridealong.tui.dialogs.team_form import EditTeamForm  # noqa: PLC0415 - loaded when asked for
        from ridealong.tui.dialogs.team_slot_form import TeamSlotForm  # noqa: PLC0415 - as above

        self.open(TeamSlotForm(self.program, team, slot) if slot else EditTeamForm(self.program, team))

    def action_tasks(self) -> None:
        """Add or change a task of the team."""
        from ridealong.tui.screens.teams_hand import choose_task  # noqa: PLC0415 - loaded when asked for

        if (line := self._line()) is not None and self.writable():
            choose_task(self, line.team.team)

    def action_remove(self) -> None:
        """Set the draft aside that is in the slot; where nobody is, remove the slot, or the team."""
        from ridealong.tui.screens.teams_hand import remove  # noqa: PLC0415 - loaded when asked for

        if (line := self._line()) is not None and self.writable():
            remove(self, line)

    # -- people in slots ----------------------------------------------------------------------------------------

    def action_candidates(self) -> None:
        """Rank people for the slot; where somebody is told of it, those who could follow them."""
        from ridealong.tui.screens.teams_hand import offer  # noqa: PLC0415 - loaded when asked for

        if (found := self._slot()) is not None:
            offer(self, *found)

    def action_why(self) -> None:
        """Explain why somebody is in the slot or the team, or is not."""
        from ridealong.tui.screens.teams_hand import explain  # noqa: PLC0415 - loaded when asked for

        if (line := self._line()) is not None:
            explain(self, line)

    def action_demand(self) -> None:
        """Pin somebody, keep them out, wish for them, or take that back."""
        from ridealong.tui.screens.teams_hand import demand  # noqa: PLC0415 - loaded when asked for

        if (line := self._line()) is not None and self.writable():
            demand(self, line)

    def action_move(self) -> None:
        """Move the draft to another slot; of what is over, mark how it went."""
        from ridealong.tui.screens.teams_hand import move_or_mark  # noqa: PLC0415 - loaded when asked for

        if (line := self._line()) is not None and self.writable():
            move_or_mark(self, line)

    def action_leave(self) -> None:
        """Let somebody leave, and hand over."""
        from ridealong.tui.dialogs.team_leave import TeamLeaveForm  # noqa: PLC0415 - loaded when asked for

        found = self._embed()
        if found is None or not self.writable():
            return
        team, _slot, one = found
        if one.draft:
            self.tell("Only a draft: set it aside instead")
        else:
            self.open(TeamLeaveForm(self.program, team.team, one.embed))

    def action_longer(self) -> None:
        """Let the team go on, or who is in the slot."""
        from ridealong.tui.dialogs.team_days import TeamLongerForm  # noqa: PLC0415 - loaded when asked for

        if (line := self._line()) is not None and self._runs(line.team) and self.writable():
            one = now_in(line.slot) if line.slot else None
            self.open(TeamLongerForm(self.program, line.team.team, one.embed if one else None))

    def action_end(self) -> None:
        """End the team early."""
        from ridealong.tui.dialogs.team_days import TeamEndForm  # noqa: PLC0415 - loaded when asked for

        if (line := self._line()) is not None and self._runs(line.team) and self.writable():
            self.open(TeamEndForm(self.program, line.team.team))

    def _runs(self, team: TeamView) -> bool:
        """Whether a team runs, or is to; says so where it does not."""
        if team.state == "published":
            return True
        why = "is a draft: edit its days instead" if team.state == "proposed" else "is over"
        self.tell(f"{shown(team.team.name)} {why}")
        return False

    def action_person(self) -> None:
        """Open the page of who is in the slot."""
        from ridealong.tui.going import to_person  # noqa: PLC0415 - loaded when asked for

        if (found := self._embed()) is not None:
            to_person(self.ridealong, found[2].embed.email)

    # -- files --------------------------------------------------------------------------------------------------

    def action_export(self) -> None:
        """Write the teams as CSV."""
        from ridealong.tui.screens.teams_run import export  # noqa: PLC0415 - loaded when asked for

        if self.program:
            export(self, self.program)

    def action_import_teams(self) -> None:
        """Read teams from a file."""
        from ridealong.tui.screens.teams_run import import_file  # noqa: PLC0415 - loaded when asked for

        if self.program and self.writable():
            import_file(self, self.program)
