"""Invites, in three views: what is due to be told, what was answered, and the meetings to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from ridealong.tui.actions import bindings
from ridealong.tui.keyed import keyed
from ridealong.tui.screens.invites_due import DueView
from ridealong.tui.screens.invites_view import InvitesView
from ridealong.tui.screens.views import ViewsScreen
from ridealong.tui.text import many
from ridealong.tui.widgets.view_bar import ViewBar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import PurePath

    from textual.binding import BindingType

    from ridealong.services.invites.coming_meetings import ComingMeeting
    from ridealong.services.replies.answers import AnswerRow
    from ridealong.services.replies.replies import TakenReplies
    from ridealong.tui.screens.invites_answers import AnswersView
    from ridealong.tui.screens.invites_meetings import MeetingsView
    from ridealong.tui.widgets.paged_view import PagedView

    AnyView = InvitesView[Any]  # the screen treats all views alike, whatever their rows are


class InvitesScreen(ViewsScreen["AnyView"]):
    """The filter, the names of the views, and the one that is shown."""

    SECTION = "invites"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["invites.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("invites")]
    HELP = (
        "What calendars should know and have not been told. {invites.export} writes one .ics file for each and\n"
        "notes it as sent;\n"
        "{invites.send} sends them by mail, once a mail server is set in the config file: the marked ones\n"
        "({table.mark}), else all.\n"
        "What did not change is not written again; {invites.export-again} writes the last invite of every meeting\n"
        "once more.\n"
        "{invites.switch-view} goes on to the answers, where {invites.import-replies} reads replies from files,\n"
        "{invites.answer} writes down what you were told and {invites.candidates} shows who else would suit; then\n"
        "to the meetings to come, where {invites.edit-meeting} moves one, {invites.skip-meeting} skips it and\n"
        "{invites.reset-meeting} puts it back.\n"
        "{invites.feeds} writes calendars to subscribe to, {invites.caldav} puts what is due into a calendar on a\n"
        "server.\n"
        "{list.open} shows an invite as people read it, as its file, and as the mail."
    )

    VIEWS: ClassVar[Mapping[str, str]] = {"due": "Due", "answers": "Answers", "meetings": "Meetings"}
    ACTIONS_OF: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "due": ("send", "export", "export_again", "mark_all"),
        "answers": ("answer", "candidates", "by_meeting", "export_again"),
        "meetings": ("edit_meeting", "skip_meeting", "reset_meeting", "today", "week_back", "week_on"),
    }

    def __init__(self) -> None:
        super().__init__()
        self.folders: dict[str, str] = {}
        """Where files were written last, by what they are."""

    def made(self, name: str) -> AnyView:
        """A view, loaded when it is opened."""
        if name == "answers":
            from ridealong.tui.screens.invites_answers import AnswersView  # noqa: PLC0415 - as said

            return AnswersView(name)
        if name == "meetings":
            from ridealong.tui.screens.invites_meetings import MeetingsView  # noqa: PLC0415 - as said

            return MeetingsView(name)
        return DueView(name)

    # -- the views ----------------------------------------------------------------------------------------------

    @property
    def due(self) -> DueView:
        """What is due."""
        return self.query_one(DueView)

    def read(self) -> None:
        """Read what the view shows; answers that need attention are counted in every view."""
        super().read()
        if self.present != "answers":
            self._count_pressing()

    def _count_pressing(self) -> None:
        def fetched(rows: tuple[AnswerRow, ...]) -> None:
            self._name_answers(sum(row.needs_attention for row in rows))

        from ridealong.tui.screens.invites_telling import fetch_answers  # noqa: PLC0415 - loaded with the first data

        self.ask(fetch_answers, fetched, group="pressing")

    def _name_answers(self, pressing: int) -> None:
        beside = f" ({many(pressing, 'answer')} to look at)" if pressing else ""
        self.titles["answers"] = f"{self.VIEWS['answers']}{beside}"
        self.query_one(ViewBar).refresh()

    def on_invites_view_read(self) -> None:
        """Say beside the name of the answers how many need attention."""
        if self.present == "answers" and not self._answers.form:
            self._name_answers(self._answers.pressing)

    def entered(self, view: AnyView) -> None:
        """Say how much was there when it was shown last."""
        view.recount()

    def crumbs(self) -> str:
        """Where one is."""
        return f"Invites › {self.view.CRUMB}"

    async def show_pressing(self) -> None:
        """Show the answers that need attention, whatever was shown before."""
        await self.show_view("answers")
        if not self.view.only:
            self.action_only_pressing()

    def clear_marks(self) -> None:
        """Take off all marks, then show everything."""
        if self.view.table.unmark():
            self.view.recount()
        elif self.view.only:
            self.action_only_pressing()

    def action_only_pressing(self) -> None:
        """Show only what needs attention, or everything again."""
        self.turn_only()

    def on_paged_view_opened(self, message: PagedView.Opened) -> None:
        """Show the invite as people read it."""
        from ridealong.tui.dialogs.preview import open_preview  # noqa: PLC0415 - loaded when asked for

        if self.view.current is not None:
            open_preview(self.app, message.row)

    # -- what is due --------------------------------------------------------------------------------------------

    def action_mark_all(self) -> None:
        """Mark all that the filter finds."""
        self.due.table.mark_these(self.due.table.found)

    def action_export(self) -> None:
        """Write what is due."""
        from ridealong.tui.screens.invites_telling import export  # noqa: PLC0415 - loaded when asked for

        due = self.due
        if due.unread:
            self.notify(due.unread, severity="error", timeout=12, markup=False)
        elif due.held is not None and not due.held.rows:
            self.notify(keyed(self, "Nothing is due. {invites.export-again} writes the last ones again"), markup=False)
        else:
            export(self, due.marked, None if due.held is None else len(due.held.rows))

    def action_export_again(self) -> None:
        """Write the last invite of every meeting again."""
        from ridealong.tui.screens.invites_telling import export_again  # noqa: PLC0415 - loaded when asked for

        export_again(self)

    def action_send(self) -> None:
        """Ask, then send what is due by mail."""
        from ridealong.tui.screens.invites_telling import send  # noqa: PLC0415 - loaded when asked for

        send(self, self.due.marked)

    def action_caldav(self) -> None:
        """Ask, then put what is due into a calendar on a server."""
        from ridealong.tui.screens.invites_telling import caldav  # noqa: PLC0415 - loaded when asked for

        caldav(self, self.due.marked)

    def action_feeds(self) -> None:
        """Write calendars to subscribe to."""
        from ridealong.tui.screens.invites_telling import feeds  # noqa: PLC0415 - loaded when asked for

        feeds(self)

    # -- answers ------------------------------------------------------------------------------------------------

    @property
    def _answers(self) -> AnswersView:
        from ridealong.tui.screens.invites_answers import AnswersView  # noqa: PLC0415 - loaded with that view

        return self.query_one(AnswersView)

    @property
    def _answer(self) -> AnswerRow | None:
        """The answer under the cursor, or the most pressing one of the meeting under the cursor."""
        row = self._answers.current
        return next(iter(getattr(row, "rows", (row,))), None)

    def action_by_meeting(self) -> None:
        """Show one line for each answer, or one for each meeting."""
        self._answers.change_form()

    def action_answer(self) -> None:
        """Write down what somebody has answered."""
        from ridealong.tui.screens.invites_telling import answer  # noqa: PLC0415 - loaded when asked for

        if (row := self._answer) is not None:
            answer(self, row)
        else:
            self._say_no_answer()

    def action_candidates(self) -> None:
        """Rank everybody who could be there in place of the attendee under the cursor."""
        from ridealong.tui.screens.invites_telling import candidates  # noqa: PLC0415 - loaded when asked for

        if (row := self._answer) is not None:
            candidates(self, row)
        else:
            self._say_no_answer()

    def _say_no_answer(self) -> None:
        words = "Nobody here has been asked yet: once invites are sent or exported, their answers stand here"
        self.notify(words, severity="warning", timeout=4, markup=False)

    def action_import_replies(self) -> None:
        """Read replies from a file."""
        from ridealong.tui.dialogs.replies import RepliesDialog, summary  # noqa: PLC0415 - loaded when asked for

        async def read(report: TakenReplies | None) -> None:
            if report is not None:
                self.ridealong.done(summary(report), title="Answers kept", timeout=8)
                await self.show_view("answers")

        if self.writable():
            self.app.push_screen(RepliesDialog(), read)

    # -- meetings -----------------------------------------------------------------------------------------------

    @property
    def _meetings(self) -> MeetingsView:
        from ridealong.tui.screens.invites_meetings import MeetingsView  # noqa: PLC0415 - loaded with that view

        return self.query_one(MeetingsView)

    @property
    def _meeting(self) -> ComingMeeting | None:
        from ridealong.tui.screens.invites_meetings import is_meeting  # noqa: PLC0415 - loaded with that view

        row = self._meetings.current
        return row if is_meeting(row) else None

    def action_edit_meeting(self) -> None:
        """Move the meeting, or put it somewhere else."""
        from ridealong.tui.meeting_acts import edit_meeting  # noqa: PLC0415 - loaded when asked for

        if (one := self._meeting) is None:
            return
        if one.team:
            self._goes_with_team()
        elif one.group is not None:
            from ridealong.tui.screens.group_acts import move_group  # noqa: PLC0415 - loaded when asked for

            move_group(self, one.group, [each.name for each in one.people], one.day)
        else:
            edit_meeting(self, one.meeting, one.on)

    def _goes_with_team(self) -> None:
        self.notify(
            "What a composite team has in calendars is not moved by hand: change who is in it, or when it meets",
            severity="warning",
            timeout=3,
            markup=False,
        )

    def _of_pairing(self) -> ComingMeeting | None:
        """The meeting under the cursor, where it is that of a pairing; says so where it is another one."""
        one = self._meeting
        if one is not None and one.team:
            self._goes_with_team()
            return None
        if one is not None and one.group is not None:
            self.notify(
                "Only meetings of pairings are skipped here: move the group to another day",
                severity="warning",
                timeout=3,
                markup=False,
            )
            return None
        return one

    def action_skip_meeting(self) -> None:
        """Let the meeting not take place."""
        from ridealong.tui.meeting_acts import skip_meeting  # noqa: PLC0415 - loaded when asked for

        if (one := self._of_pairing()) is not None:
            skip_meeting(self, one)

    def action_reset_meeting(self) -> None:
        """Put the meeting back to where the rules have it."""
        from ridealong.tui.meeting_acts import reset_meeting  # noqa: PLC0415 - loaded when asked for

        if (one := self._of_pairing()) is not None:
            reset_meeting(self, one)

    def action_today(self) -> None:
        """Go to the meetings of today."""
        self._meetings.go_to_week(None)

    def action_week_back(self) -> None:
        """Go a week back."""
        self._meetings.go_to_week(-1)

    def action_week_on(self) -> None:
        """Go a week on."""
        self._meetings.go_to_week(1)
