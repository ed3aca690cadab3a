"""The settings of a program that can be changed after it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ridealong.domain.links import read_link
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.program_meetings import MeetingsAsked
from ridealong.domain.programs import CheckIn
from ridealong.domain.values import WEEKDAYS, read_name, read_time, read_weekday, read_word
from ridealong.tui.dialogs.charter_form import CharterForm
from ridealong.tui.dialogs.new_program import OF_TEAMS, read_number, team_fields
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.field import Choice, Field
from ridealong.tui.widgets.long_field import LongField

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import time

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.programs.program_look import ProgramLook
    from ridealong.services.programs.program_settings import Edited


_TEXTS = ("name", "objective", "place", "prepare", "country", "form_link")
"""Fields with the names of settings that hold their text."""
_VALUES = {
    "return": "return_weeks",
    "cover": "cover_percent",
    "overlap": "overlap_minutes",
    "may_miss": "may_miss",
    "at_once": "teams_at_once",
    "hand_over": "hand_over_weeks",
}
"""Fields -> the settings that hold what they mean."""
_CHOICES = {"busy": ("visit_busy", "busy"), "leads": ("leads_agree", "yes")}
"""Choices -> the settings that they turn on, and by which option."""


def read_kinds(text: str) -> tuple[MeetingKind, ...]:
    """Kinds of meetings, separated by commas or semicolons; raises InvalidValue."""
    parts = [part for part in text.replace(";", ",").split(",") if part.strip()]
    return tuple(read_word(MeetingKind, one, "meeting") for one in parts)


class ProgramForm(CharterForm):
    """Name, objective, what invites tell, meetings and check-ins; what is wrong stands under the field."""

    HELP = (
        "What invites show follows for what is published already: Invites then holds what is due.\n"
        "The objective says in business words why the program exists.\n"
        "Meetings, separated by commas: prep, welcome, visit, check-in, debrief. Without a weekday for check-ins\n"
        "there are none. The kind of a program, its days and its rounds stay as they are: {program.copy-program}\n"
        "copies it anew. Of a team away: how many of a home team visits may take away in one week, in percent."
    )

    def __init__(self, look: ProgramLook) -> None:
        super().__init__(look.charter)

    @property
    def title_text(self) -> str:
        """Whose settings."""
        return f"Settings of {shown(self.program)}"

    def fields(self) -> Iterator[Widget]:
        """The settings as they are."""
        one = self.charter.program
        rhythm = one.check_in if MeetingKind.CHECK_IN in one.meetings else None
        usual = rhythm or CheckIn()
        yield Field("name", "Name", value=one.name, read=read_name, required=True)
        yield LongField("objective", "Objective", value=one.objective)
        yield Field("place", "Place", value=one.place, placeholder="a room, a site or a link")
        if one.kind.visits:
            yield Field("prepare", "To prepare", value=one.prepare, placeholder="beside the usual", long=True)
            kinds = ", ".join(kind for kind in one.meetings if kind is not MeetingKind.CHECK_IN)
            yield Field("meetings", "Meetings", value=kinds, read=read_kinds, placeholder="none beside check-ins")
        weekday = WEEKDAYS[rhythm.weekday] if rhythm else ""
        yield Field("weekday", "Check-in on", value=weekday, read=read_weekday, placeholder="empty: no check-ins")
        yield Field("time", "Check-in at", value=f"{usual.at:%H:%M}", read=read_time, required=True)
        yield Field("minutes", "Lasts minutes", value=str(usual.minutes), read=read_number(480), required=True)
        yield Field("every", "Every … weeks", value=str(usual.every_weeks), read=read_number(52), required=True)
        if one.kind.visits:
            busy = "busy" if one.visit_busy else "free"
            yield Choice("busy", "A visit shows", [("free", "free"), ("busy", "busy")], value=busy)
        yield Field(
            "form_link", "Form", value=one.form_link, read=read_link, placeholder="https://...; invites show it"
        )
        if one.kind.both_ways:
            yield Field("return", "Return in weeks", value=str(one.return_weeks), read=read_number(52), required=True)
        if one.kind.visits:
            yield Field("cover", "Of a team away", value=str(one.cover_percent), read=read_number(100), required=True)
        if one.kind.in_teams:
            yield from team_fields({name: getattr(one, _VALUES[name]) for name in OF_TEAMS})
        if one.kind.pairs:
            leads = "yes" if one.leads_agree else "no"
            yield Choice("leads", "Team leads", [("no", "are not asked"), ("yes", "agree first")], value=leads)
        yield Field("country", "Holidays of", value=one.country, placeholder="a country code such as DE; may be empty")

    def on_text_area_changed(self) -> None:
        """What was wrong with the whole may not be any longer."""
        self.on_input_changed()

    def submit(self) -> None:
        """Save what was changed."""
        change, charter = self._change(), self.charter

        def save(desk: Desk) -> Edited | None:
            from ridealong.services.programs import program_settings as service  # noqa: PLC0415 - imported in workers only

            # Each field of the form has the type of its setting.
            asked = service.ProgramChange(**change)  # type: ignore[arg-type]  # each field reads what its type asks for
            if asked == service.ProgramChange():
                return None
            return service.edit(desk, charter.program.name, asked, seen=charter.seen)

        self.busy = True
        self.change(save, self._saved, failed=self.refused)

    def _change(self) -> dict[str, object]:
        """What was changed, by the names of the settings."""
        found: dict[str, object] = {}
        for field in self.query(Field):
            if field.changed and field.key in _TEXTS:
                found[field.key] = field.text.strip()
            elif field.changed and field.key in _VALUES:
                found[_VALUES[field.key]] = field.value()
        for choice in self.query(Choice):
            if choice.changed and choice.key in _CHOICES:
                setting, chosen = _CHOICES[choice.key]
                found[setting] = choice.chosen == chosen
        if (asked := self._meetings()) != MeetingsAsked():
            found["meetings"] = asked
        return found

    def _meetings(self) -> MeetingsAsked:
        names = ("weekday", "time", "minutes", "every", "meetings")
        fields = {name: field for name in names for field in self.query(f"#field-{name}").results(Field)}
        if not any(field.changed for field in fields.values()):
            return MeetingsAsked()
        kinds: tuple[MeetingKind, ...] | None = None
        if "meetings" in fields and fields["meetings"].changed:
            kinds = cast("tuple[MeetingKind, ...]", self.value("meetings") or ())
        if self.value("weekday") is None:
            return MeetingsAsked(kinds=kinds, no_check_ins=True)
        return MeetingsAsked(
            kinds=None if kinds is None else (*kinds, MeetingKind.CHECK_IN),
            weekday=cast("int", self.value("weekday")),
            at=cast("time", self.value("time")),
            minutes=cast("int", self.value("minutes")),
            every_weeks=cast("int", self.value("every")),
        )

    def _saved(self, edited: Edited | None) -> None:
        if edited is None:
            self.busy = False
            self.dismiss(None)
            return
        added = f", {many(edited.added, 'meeting')} added to published pairings" if edited.added else ""
        self.saved(f"{shown(edited.page.program.name)} saved{added}")
