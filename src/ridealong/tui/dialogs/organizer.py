"""Whom invites come from: name, address, time zone and country."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.suggester import SuggestFromList

from ridealong.config import Organizer
from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import read_email, read_zone
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.widget import Widget

    from ridealong.services.desk import Desk


class OrganizerDialog(FormDialog[Organizer]):
    """Four fields, all of which may stay empty: commands and invites then take the login name."""

    TITLE_TEXT = "Whom do invites come from?"
    OK = "Save"
    CANCEL = "Skip"
    HELP = (
        "The name and address stand on every invite as its organizer, and answers go there.\n"
        "The time zone is that of people who have none of their own. The country is for its holidays.\n"
        "All of it can be changed later with {app.set-organizer}."
    )

    def __init__(self, organizer: Organizer) -> None:
        super().__init__()
        self._organizer = organizer
        self._looked_up = organizer.country

    def fields(self) -> Iterator[Widget]:
        """Name, address, zone, country."""
        from zoneinfo import available_timezones  # noqa: PLC0415 - reads the zone folder, so only here

        now = self._organizer
        yield Line(
            "Answers to invites go to this address. You can skip this and set it later ({app.set-organizer}).",
            classes="quiet",
        )
        yield Field("name", "Your name", value=now.name, placeholder="such as Ana Lima")
        yield Field(
            "email", "Your address", value=now.email, read=read_email, placeholder="such as ana.lima@company.example"
        )
        yield Field(
            "time_zone",
            "Time zone",
            value=now.time_zone,
            read=read_zone,
            placeholder="such as Europe/Berlin",
            suggester=SuggestFromList(sorted(available_timezones()), case_sensitive=False),
        )
        yield Field("country", "Country", value=now.country, placeholder="such as DE, for its holidays")

    def text_changed(self) -> None:
        """Say under the country if it is none."""
        text = self.text("country")
        if text != self._looked_up:
            self._looked_up = text
            self._look_up_country(lambda _code: None, lambda error: self._wrong_country(error, text), group="typed")

    def submit(self) -> None:
        """Hand back what was typed, once the country is known to be one."""
        typed = Organizer(
            name=self.text("name"),
            email=str(self.value("email") or ""),
            time_zone=str(self.value("time_zone") or ""),
        )

        def found(code: str) -> None:
            self.busy = False
            self.dismiss(replace(typed, country=code))

        self.busy = True
        self._look_up_country(found, self._refused, group="accepted")

    def _look_up_country(
        self, found: Callable[[str], None], failed: Callable[[Exception], None], *, group: str
    ) -> None:
        text = self.text("country")

        def look_up(_desk: Desk) -> str:
            from ridealong.services.programs.holiday_codes import known_country  # noqa: PLC0415 - imported in workers only

            return known_country(text)

        if text:
            # Not on the event loop: the list of countries takes a tenth of a second to load.
            self.ask(look_up, found, group=group, failed=failed)
        else:
            found("")

    def _wrong_country(self, error: Exception, text: str) -> None:
        if isinstance(error, InvalidValue) and text == self.text("country"):
            self.query_one("#field-country", Field).complain(str(error))

    def _refused(self, error: Exception) -> None:
        self.busy = False
        if isinstance(error, InvalidValue):
            self.query_one("#field-country", Field).refuse(str(error))
        else:
            self.refused(error)
