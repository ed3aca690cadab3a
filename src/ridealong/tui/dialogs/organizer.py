"""Whom invites come from: name, address, time zone and country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.suggester import SuggestFromList

from ridealong.config import Organizer
from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import read_email, read_zone
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget


def read_country(text: str) -> str:
    """A country by its two letters; raises InvalidValue."""
    code = text.strip().upper()
    if re.fullmatch("[A-Z]{2}", code):
        return code
    raise InvalidValue(f"'{text.strip()}' is not a country code", "Two letters, such as DE, FR or US")


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
        yield Field(
            "country", "Country", value=now.country, read=read_country, placeholder="such as DE, for its holidays"
        )

    def submit(self) -> None:
        """Hand back what was typed."""
        self.dismiss(
            Organizer(
                name=self.text("name"),
                email=str(self.value("email") or ""),
                time_zone=str(self.value("time_zone") or ""),
                country=str(self.value("country") or ""),
            )
        )
