"""A composite team that goes on for longer than it was to, ends early, or is called off."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ridealong.tui.dates import span_words
from ridealong.tui.dialogs.previewed_form import PreviewedForm
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Choice, Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from textual.widget import Widget

    from ridealong.domain.composite_teams import CompositeTeam, Embed
    from ridealong.services.desk import Desk
    from ridealong.services.teams.ending import Ended
    from ridealong.services.teams.extending import Extended


class TeamLongerForm(PreviewedForm[tuple["date", tuple[str, ...]], "Extended"]):
    """Until when, and who goes on.

    Args:
        program: the name of the program. one: somebody who may go on alone; None for nobody in particular.
    """

    OK = "Let it go on"
    HELP = (
        "The new last day; +4w is four weeks after the present one. Everybody who was to be there until the last day\n"
        "goes on, as far as they can: who cannot is named, and stays until the day that was said before. Below stands\n"
        "what comes of what is typed, and who is told what. Nothing is sent by this: the invites are due.\n"
        "{form.accept} does what is shown, or shows it; {dialog.leave} leaves."
    )

    def __init__(self, program: str, team: CompositeTeam, one: Embed | None = None) -> None:
        super().__init__()
        self._program, self._team, self._one = program, team, one

    @property
    def title_text(self) -> str:
        """Which team."""
        return f"{shown(self._team.name)} goes on"

    def fields(self) -> Iterator[Widget]:
        """The day, and who."""
        yield Line(f"now {span_words(self._team.days)}", classes="quiet")
        if self._one is not None:
            yield Choice("who", "Who goes on", [("one", shown(self._one.name)), ("all", "everybody")])
        hint = "+4w from its last day, or 2027-07-30"
        yield Field("until", "Until", read=self._read_until, required=True, placeholder=hint)

    def _read_until(self, text: str) -> date:
        """A day; a number of weeks is so many more than there are now."""
        return self.read_day(text, since=self._team.days.last)

    def opened(self) -> None:
        """The day at once."""
        self.query_one("#field-until", Field).input.focus()

    def asked(self) -> tuple[date, tuple[str, ...]]:
        """Until when, and who."""
        alone = self._one is not None and self.choice("who") == "one"
        return cast("date", self.value("until")), (self._one.email,) if self._one is not None and alone else ()

    def make(self, desk: Desk, asked: tuple[date, tuple[str, ...]], why: str, *, shown: Extended | None) -> Extended:
        """Let them go on, as it is shown."""
        from ridealong.services.teams import extending  # noqa: PLC0415 - services are imported in workers only

        del why
        until, emails = asked
        return extending.extend(
            desk, self._program, self._team.name, until, emails=emails, dry_run=shown is None, shown=shown
        )


class TeamEndForm(PreviewedForm["date", "Ended"]):
    """The last day, and why.

    Args:
        program: the name of the program.
    """

    OK = "End it"
    HELP = (
        "The new last day; a day before the first one calls the team off. Whoever is in it goes back to the home team\n"
        "after that day. The reason is private. Below stands what comes of what is typed, and who is told what.\n"
        "Nothing is sent by this: the invites are due. {form.accept} does what is shown, or shows it; {dialog.leave}\n"
        "leaves."
    )

    def __init__(self, program: str, team: CompositeTeam) -> None:
        super().__init__()
        self._program, self._team = program, team

    @property
    def title_text(self) -> str:
        """Which team."""
        return f"{shown(self._team.name)} ends early"

    def fields(self) -> Iterator[Widget]:
        """The day, and why."""
        yield Line(f"now {span_words(self._team.days)}", classes="quiet")
        yield Field("on", "Last day", read=self.read_day, required=True, placeholder="such as fri or 2027-06-18")
        yield Field("why", "Reason", placeholder="private; may stay empty", long=True)

    def asked(self) -> date:
        """The day."""
        return cast("date", self.value("on"))

    def why(self) -> str:
        """The reason."""
        return self.text("why")

    def make(self, desk: Desk, asked: date, why: str, *, shown: Ended | None) -> Ended:
        """End it, as it is shown."""
        from ridealong.services.teams import ending  # noqa: PLC0415 - services are imported in workers only

        return ending.end(desk, self._program, self._team.name, asked, why, dry_run=shown is None, shown=shown)
