"""Create a program: what kind, who visits, when, how long, who takes part."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from ridealong.domain.days import monday_on_or_after
from ridealong.domain.errors import InvalidValue
from ridealong.domain.links import read_link
from ridealong.domain.people import Side
from ridealong.domain.program_meetings import checks_in_by_default
from ridealong.domain.programs import (
    COVER_PERCENT,
    DEFAULTS,
    HAND_OVER_WEEKS,
    LONGEST_HAND_OVER,
    MAY_MISS_PERCENT,
    OVERLAP_MINUTES,
    RETURN_WEEKS,
    TEAMS_AT_ONCE,
    Kind,
)
from ridealong.domain.values import WEEKDAYS, read_time, read_weekday
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.widgets.field import Choice, Field
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.one_of_many import OneOfMany

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date, time

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.programs.programs import NewProgram, ProgramPage

ABOUT = {
    Kind.RIDE_ALONG: "A guest shadows a host of the other side for a week",
    Kind.ROTATION: "Two people spend a day each in the other's work",
    Kind.COMPOSITE: "Both sides work in one team for weeks, on one purpose",
    Kind.HELP: "Marketing comes for a day and lends IT a hand",
    Kind.BUDDY: "Two people stay in touch and check in regularly",
    Kind.COFFEE: "Small groups meet, nobody twice with the same people",
    Kind.SPONSORS: "The sponsors of both sides meet every week, briefly",
}


def read_number(most: int, least: int = 1) -> Callable[[str], int]:
    """A reader of whole numbers between two."""

    def read(text: str) -> int:
        digits = text.strip()
        if digits.isascii() and digits.isdigit() and least <= int(digits[:6]) <= most:
            return int(digits)
        raise InvalidValue(f"'{digits}' is not a number from {least} to {most}")

    return read


OF_TEAMS = ("overlap", "may_miss", "at_once", "hand_over")
"""Fields that composite teams alone have a use for."""


def team_fields(values: Mapping[str, int] | None = None) -> Iterator[Field]:
    """What teams keep to: hours that all work, how much one may be away, in how many teams at once, the hand-over.

    Args:
        values: by the name of the field, where there are some; else the usual ones stand there dimmed.
    """
    both = f"usually {HAND_OVER_WEEKS}, with who leaves and who comes both there"
    for name, label, least, most, usual in (
        ("overlap", "Minutes together", 0, 1440, f"usually {OVERLAP_MINUTES} of a day that all in a team work"),
        ("may_miss", "May miss in %", 0, 90, f"usually {MAY_MISS_PERCENT} % of the weeks of a slot"),
        ("at_once", "Teams at once", 1, 10, f"usually at most {TEAMS_AT_ONCE} for one person, of all programs"),
        ("hand_over", "Hand-over weeks", 0, LONGEST_HAND_OVER, both),
    ):
        value = str(values[name]) if values else ""
        yield Field(name, label, value=value, read=read_number(most, least), required=bool(values), placeholder=usual)


def _every(weeks: int) -> str:
    return "every week" if weeks == 1 else f"every {weeks} weeks"


class NewProgramDialog(FormDialog["ProgramPage"]):
    """The few things that must be said; the rest has the defaults of the kind."""

    TITLE_TEXT = "Create a program"
    OK = "Create"
    HELP = (
        "Under the kind stands what its people do. What a kind has no use for is not asked.\n"
        "A round is one turn; its length in weeks and their number may stay empty for the usual ones.\n"
        "Only people who take part are planned. Of a team away: how many of a home team visits may take away in one\n"
        "week, in percent. Where team leads agree first, a draft is published once both leads have agreed to it.\n"
        "Composite teams: how many minutes of a day all of a team work at the same time, how much of the weeks of a\n"
        "slot somebody may be away, and how many weeks who leaves a slot and who comes are both there.\n"
        "Invites show the address of the form.\n"
        "The first day may be written 11 Jan, mon, +1w or 2027-01-11; a program begins on a Monday."
    )

    def fields(self) -> Iterator[Widget]:
        """The form."""
        kind = Kind.RIDE_ALONG
        yield Field("name", "Name", required=True, placeholder="such as Spring ride-alongs")
        yield OneOfMany("kind", "Kind", [(str(one), one.label) for one in DEFAULTS], value=str(kind))
        yield Line("", id="about", classes="quiet about")
        yield Choice("guests", "Who visits", [(str(one), one.label) for one in Side])
        yield Field("start", "First day", value=str(self._next_monday()), read=self.read_day, required=True)
        yield Field("rounds", "Rounds", read=read_number(250))
        yield Field("weeks", "Weeks a round", read=read_number(52))
        yield Field("weekday", "Check-in on", read=read_weekday)
        yield Field("time", "Check-in at", read=read_time)
        yield Choice("enrol", "Takes part", [("all", "everybody"), ("none", "nobody yet")])
        yield Field("return", "Return in weeks", read=read_number(52), placeholder=f"usually {RETURN_WEEKS}")
        yield Field("cover", "Of a team away", read=read_number(100), placeholder=f"usually {COVER_PERCENT} %")
        yield from team_fields()
        yield Choice("leads", "Team leads", [("no", "are not asked"), ("yes", "agree first")])
        yield Field("form", "Form", read=read_link, placeholder="https://... where participants say how it went")

    def opened(self) -> None:
        """Show the usual values of the kind as placeholders."""
        self._show_defaults()

    def _next_monday(self) -> date:
        return monday_on_or_after(self.clock.today() + timedelta(days=1))

    def on_choice_changed(self, message: Choice.Changed) -> None:
        """Another kind has other usual values, and other words for who visits."""
        if message.choice.key == "kind":
            self._show_defaults()

    def _show_defaults(self) -> None:
        kind = Kind(self.choice("kind"))
        usual = DEFAULTS[kind]
        rhythm = f"{WEEKDAYS[usual.check_in.weekday]}, {_every(usual.check_in.every_weeks)}"
        words = {
            "rounds": str(usual.rounds),
            "weeks": str(usual.weeks),
            "weekday": rhythm if checks_in_by_default(kind, usual.weeks) else "no check-ins",
            "time": f"{usual.check_in.at:%H:%M}",
        }
        for name, usually in words.items():
            self.query_one(f"#field-{name}", Field).input.placeholder = f"usually {usually}"
        self.query_one("#about", Line).say(ABOUT[kind])
        guests = self.query_one("#field-guests", Choice)
        guests.label = "Who visits" if kind.visits else "Buddies for"
        guests.choose(list(Side).index(usual.guests))
        guests.display = kind.pairs
        guests.refresh()
        self.query_one("#field-return").display = kind.both_ways
        self.query_one("#field-cover").display = kind.visits
        self.query_one("#field-leads").display = kind.pairs
        for name in OF_TEAMS:
            self.query_one(f"#field-{name}").display = kind.in_teams

    def submit(self) -> None:
        """Create; what the services refuse is shown here, and nothing typed is lost."""
        names = ("start", "rounds", "weeks", "weekday", "time", "return", "cover", "form", *OF_TEAMS)
        values = {name: self.value(name) for name in names}
        name, kind = self.text("name"), Kind(self.choice("kind"))
        everybody, leads = self.choice("enrol") == "all", self.choice("leads") == "yes"
        # What a kind is not asked for may have been filled in for another one before.
        guests = Side(self.choice("guests")) if kind.pairs else None
        of_teams = {name: values[name] if kind.in_teams else None for name in OF_TEAMS}
        back, cover = values["return"] if kind.both_ways else None, values["cover"] if kind.visits else None

        def create(desk: Desk) -> ProgramPage:
            from ridealong.services.programs import programs  # noqa: PLC0415 - services are imported in workers only

            new: NewProgram = programs.NewProgram(
                name=name,
                kind=kind,
                guests=guests,
                start=cast("date", values["start"]),
                rounds=cast("int | None", values["rounds"]),
                weeks=cast("int | None", values["weeks"]),
                check_in_weekday=cast("int | None", values["weekday"]),
                check_in_time=cast("time | None", values["time"]),
                return_weeks=cast("int | None", back),
                cover_percent=cast("int | None", cover),
                overlap_minutes=cast("int | None", of_teams["overlap"]),
                may_miss=cast("int | None", of_teams["may_miss"]),
                teams_at_once=cast("int | None", of_teams["at_once"]),
                hand_over_weeks=cast("int | None", of_teams["hand_over"]),
                leads_agree=leads and kind.pairs,
                form_link=cast("str | None", values["form"]) or "",
                enrol="all" if everybody else (),
            )
            return programs.create(desk, new)

        self.busy = True
        self.change(create, self._created, failed=self.refused)

    def _created(self, page: ProgramPage) -> None:
        self.busy = False
        self.dismiss(page)
