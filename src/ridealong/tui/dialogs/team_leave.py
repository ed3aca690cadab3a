"""Somebody leaves a slot of a composite team that runs, and hands over to somebody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from textual.widgets import Button

from ridealong.domain.errors import InvalidValue
from ridealong.domain.programs import LONGEST_HAND_OVER
from ridealong.domain.values import read_email
from ridealong.tui.dates import span_words
from ridealong.tui.dialogs.previewed_form import PreviewedForm
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from textual.widget import Widget

    from ridealong.domain.composite_teams import CompositeTeam, Embed
    from ridealong.services.desk import Desk
    from ridealong.services.teams.leaving import Left


def read_weeks(text: str) -> int:
    """How many weeks two people are there together, from 0; raises InvalidValue."""
    digits = text.strip()
    if digits.isascii() and digits.isdigit() and int(digits[:6]) <= LONGEST_HAND_OVER:
        return int(digits)
    raise InvalidValue(f"'{digits}' is not a number from 0 to {LONGEST_HAND_OVER}")


@dataclass(frozen=True, slots=True)
class Leave:
    """The last day of who leaves, the address of who comes, and how many weeks both are there."""

    on: date
    instead: str | None
    weeks: int | None


class TeamLeaveForm(PreviewedForm[Leave, "Left"]):
    """The last day, who comes, and for how long both are there.

    Args:
        program: the name of the program. one: the embed of who leaves. instead: the address of who comes, if known.
    """

    OK = "Let them leave"
    HELP = (
        "The last day in the team; a day before the first one means that they never begin. Who comes is in the slot\n"
        "until its last day, and both are there for the weeks of the hand-over; without anybody the slot is open.\n"
        "The button beside ranks who could come, for the last day that is typed. The reason is private.\n"
        "Below stands what comes of what is typed, and who is told what.\n"
        "Nothing is sent by this: the invites are due. {form.accept} does what is shown, or shows it; {dialog.leave}\n"
        "leaves."
    )

    def __init__(self, program: str, team: CompositeTeam, one: Embed, *, instead: str = "") -> None:
        super().__init__()
        self._program, self._team, self._one, self._instead = program, team, one, instead

    @property
    def title_text(self) -> str:
        """Who leaves what."""
        return f"{shown(self._one.name)} leaves {shown(self._team.name)}"

    def fields(self) -> Iterator[Widget]:
        """When, who comes, for how long both, and why."""
        one = self._one
        yield Line(f"in slot {self._team.slot(one.slot) or one.slot}: {span_words(one.days)}", classes="quiet")
        yield Field("on", "Last day", read=self.read_day, required=True, placeholder="such as fri, +2w or 2027-06-18")
        empty = "an address; empty: the slot stays open"
        yield Field("instead", "Who comes", value=self._instead, read=read_email, placeholder=empty)
        yield Field("weeks", "Both for weeks", read=read_weeks, placeholder="as its program says")
        yield Field("why", "Reason", placeholder="private; may stay empty", long=True)

    def buttons(self) -> Iterator[Widget]:
        """Beside those of every form: who could come."""
        yield from super().buttons()
        yield Button("Who could come", id="who", compact=True)

    def other_button(self, name: str) -> None:
        """Rank who could come after the last day."""
        from ridealong.tui.dialogs.team_candidates import TeamCandidatesDialog  # noqa: PLC0415 - loaded when asked for

        slot, field = self._team.slot(self._one.slot), self.query_one("#field-on", Field)
        if name != "who" or slot is None:
            return
        if field.check(leaving=True):
            field.input.focus()
            return
        on = cast("date", self.value("on"))

        def chosen(email: str | None) -> None:
            if email:
                self.query_one("#field-instead", Field).input.value = email
                self.query_one("#field-instead", Field).input.focus()

        self.app.push_screen(TeamCandidatesDialog(self._program, self._team, slot, on=on), chosen)

    def asked(self) -> Leave:
        """When they leave, who comes, and for how long both are there."""
        instead, weeks = cast("str | None", self.value("instead")), cast("int | None", self.value("weeks"))
        return Leave(cast("date", self.value("on")), instead, weeks)

    def why(self) -> str:
        """The reason."""
        return self.text("why")

    def make(self, desk: Desk, asked: Leave, why: str, *, shown: Left | None) -> Left:
        """Let them leave, as it is shown."""
        from ridealong.services.teams import leaving  # noqa: PLC0415 - services are imported in workers only

        return leaving.leave(
            desk,
            self._program,
            self._team.name,
            self._one.email,
            on=asked.on,
            instead=asked.instead,
            hand_over_weeks=asked.weeks,
            why=why,
            dry_run=shown is None,
            shown=shown,
        )
