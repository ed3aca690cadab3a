"""A composite team: made, from a template too, and what is said of it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ridealong.domain.composite_teams import FEWEST, FOCUS_AREAS, MOST, CompositeTeam
from ridealong.domain.programs import CheckIn
from ridealong.domain.team_templates import TEMPLATES
from ridealong.domain.values import WEEKDAYS, read_name, read_time, read_weekday
from ridealong.tui.dates import span_words
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.dialogs.new_program import read_number
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.field import Choice, Field
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.one_of_many import OneOfMany

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, time

    from textual.widget import Widget

    from ridealong.services.desk import Desk

NONE, OTHER = "none", "other"
"""Focus: none of those that are offered; and one that is typed."""


class _TeamForm(FormDialog[str]):
    """The fields that a new team and one that is changed have in common."""

    def focus_fields(self, now: str = "") -> Iterator[Widget]:
        """One of the usual areas, or any other."""
        known = now in FOCUS_AREAS
        options = [(NONE, self.no_focus), *((one, one) for one in FOCUS_AREAS), (OTHER, "another one")]
        yield OneOfMany("focus", "Focus", options, value=now if known else OTHER if now else NONE)
        other = Field("other", "Which focus", value="" if known else now, read=read_name)
        other.display = bool(now) and not known
        yield other

    @property
    def no_focus(self) -> str:
        """What it means that none is chosen."""
        return "none"

    def meeting_fields(self, meets: CheckIn | None) -> Iterator[Widget]:
        """When the team meets every week."""
        weekday = WEEKDAYS[meets.weekday] if meets else ""
        at = f"{meets.at:%H:%M}" if meets else ""
        minutes = str(meets.minutes) if meets else ""
        yield Field("weekday", "Meets on", value=weekday, read=read_weekday, placeholder="as its program says")
        yield Field("time", "Meets at", value=at, read=read_time, placeholder="as its program says")
        yield Field("minutes", "Lasts minutes", value=minutes, read=read_number(480), placeholder="as its program says")

    def on_choice_changed(self, message: Choice.Changed) -> None:
        """Another focus is typed."""
        self.complain("")
        if message.choice.key == "focus":
            self.query_one("#field-other").display = self.choice("focus") == OTHER
        self.chosen(message.choice.key)

    def chosen(self, key: str) -> None:
        """What a form does when something was chosen."""

    @property
    def focus_text(self) -> str:
        """The focus, empty for none."""
        chosen = self.choice("focus")
        return self.text("other") if chosen == OTHER else "" if chosen == NONE else chosen

    def meets(self, before: CheckIn | None = None) -> CheckIn | None:
        """When it meets; None where nothing is said of it."""
        names = ("weekday", "time", "minutes")
        if not any(self.query_one(f"#field-{name}", Field).changed for name in names):
            return None
        usual = before or CheckIn()
        weekday, at, minutes = (self.value(name) for name in names)
        if weekday is None and at is None and minutes is None:
            return None
        return CheckIn(
            weekday=usual.weekday if weekday is None else cast("int", weekday),
            at=usual.at if at is None else cast("time", at),
            minutes=usual.minutes if minutes is None else cast("int", minutes),
        )


class NewTeamForm(_TeamForm):
    """A new team.

    Args:
        program: the name of the program that it is made in.
    """

    OK = "Make the team"
    HELP = (
        "A template brings a purpose, a focus, slots with their sides and shares, and tasks with who is what for\n"
        "them; what you type here comes before what it says. Without one, slots are added after this.\n"
        "The days may stay empty for the next round of the program; they may be written 7 Jun, mon or +1w.\n"
        "At least: how many of its slots have to be filled for the team to be formed at all.\n"
        "{form.next-field} goes on, {form.accept} makes it, {dialog.leave} leaves."
    )

    def __init__(self, program: str) -> None:
        super().__init__()
        self._program = program

    @property
    def title_text(self) -> str:
        """In which program."""
        return f"A new team in {shown(self._program)}"

    @property
    def no_focus(self) -> str:
        """What it means that none is chosen."""
        return "that of the template, or none"

    def fields(self) -> Iterator[Widget]:
        """What a team is."""
        yield Field("name", "Name", read=read_name, required=True, placeholder="such as Loyalty in every channel")
        templates = [("", "no template: slots of your own"), *((name, name) for name in TEMPLATES)]
        yield OneOfMany("template", "Template", templates)
        yield Line("", id="about", classes="quiet about")
        yield Field("purpose", "Purpose", placeholder="what it is for, in business words", long=True)
        yield from self.focus_fields()
        yield Field("first", "From", read=self.read_day, placeholder="the next round of the program")
        yield Field("last", "Until", read=self.read_day, placeholder="as long as a round")
        yield Field("least", "At least", read=read_number(MOST), placeholder=f"people; usually {FEWEST}")
        yield Field("place", "Place", placeholder="a room, a site or a link; else that of the program")
        yield from self.meeting_fields(None)

    def opened(self) -> None:
        """Say what the first template is."""
        self._tell_template()

    def chosen(self, key: str) -> None:
        """Another template is for something else."""
        if key == "template":
            self._tell_template()

    def _tell_template(self) -> None:
        template = TEMPLATES.get(self.choice("template"))
        words = ""
        if template is not None:
            tasks = many(len(template.tasks), "task")
            words = f"{template.purpose}: {many(len(template.slots), 'slot')}, {tasks}, {template.focus}"
        line = self.query_one("#about", Line)
        line.say(words)
        line.display = bool(words)

    def submit(self) -> None:
        """Make it."""
        program, template, focus = self._program, self.choice("template"), self.focus_text
        name, purpose, place, meets = self.text("name"), self.text("purpose"), self.text("place"), self.meets()
        first, last, least = (self.value(one) for one in ("first", "last", "least"))

        def work(desk: Desk) -> str:
            from ridealong.services.teams import defining  # noqa: PLC0415 - services are imported in workers only

            new = defining.NewTeam(
                name=name,
                template=template,
                purpose=purpose,
                focus=focus,
                first=cast("date | None", first),
                last=cast("date | None", last),
                least=cast("int | None", least),
                place=place,
                meets=meets,
            )
            view = defining.create(desk, program, new)
            made = view.team
            then = "{plan.run} forms it" if made.slots else "{teams.add-slot} gives it slots"
            said = f"{shown(made.name)}: {span_words(made.days)}, {many(len(made.slots), 'slot')}."
            return " ".join((said, *map(shown, view.notices), then))

        self.busy = True
        self.change(work, self._made, failed=self.refused)

    def _made(self, words: str) -> None:
        self.busy = False
        self.dismiss(words)


class EditTeamForm(_TeamForm):
    """A team as it is, to be changed.

    Args:
        program: the name of its program.
    """

    OK = "Save"
    HELP = (
        "Days can be changed here as long as nobody is drafted for them or told of them; of a team that runs,\n"
        "{teams.longer} and {teams.end} on the list let it go on or end early.\n"
        "At least: how many of its slots have to be filled for the team to be formed at all.\n"
        "{form.accept} saves, {dialog.leave} leaves."
    )

    def __init__(self, program: str, team: CompositeTeam) -> None:
        super().__init__()
        self._program, self._team = program, team

    @property
    def title_text(self) -> str:
        """Which team."""
        return f"Edit the team {shown(self._team.name)}"

    def fields(self) -> Iterator[Widget]:
        """What is said of it."""
        one = self._team
        yield Field("name", "Name", value=one.name, read=read_name, required=True)
        yield Field("purpose", "Purpose", value=one.purpose, placeholder="what it is for, in business words", long=True)
        yield from self.focus_fields(one.focus)
        if one.state == "proposed":
            yield Field("first", "From", value=str(one.days.first), read=self.read_day, required=True)
            yield Field("last", "Until", value=str(one.days.last), read=self.read_day, required=True)
        yield Field("least", "At least", value=str(one.least), read=read_number(MOST), required=True)
        yield Field("place", "Place", value=one.place, placeholder="a room, a site or a link; else that of the program")
        yield from self.meeting_fields(one.meets)

    def _changed_value(self, name: str) -> object:
        """What a field means now; None where it was not changed or is not there."""
        return next((one.value() for one in self.query(f"#field-{name}").results(Field) if one.changed), None)

    def _changed_text(self, name: str) -> str | None:
        field = self.query_one(f"#field-{name}", Field)
        return field.text.strip() if field.changed else None

    def submit(self) -> None:
        """Save what was changed."""
        program, team = self._program, self._team.name
        texts = {name: self._changed_text(name) for name in ("name", "purpose", "place")}
        values = {name: self._changed_value(name) for name in ("first", "last", "least")}
        focus = self.focus_text if self.focus_text != self._team.focus else None
        meets = self.meets(self._team.meets)
        as_program = self._team.meets is not None and not any(
            self.text(name) for name in ("weekday", "time", "minutes")
        )

        def work(desk: Desk) -> str:
            from ridealong.services.teams import defining  # noqa: PLC0415 - services are imported in workers only

            change = defining.TeamEdit(
                **texts,
                focus=focus,
                first=cast("date | None", values["first"]),
                last=cast("date | None", values["last"]),
                least=cast("int | None", values["least"]),
                meets=meets,
                as_program=as_program,
            )
            if change == defining.TeamEdit():
                return ""
            view = defining.edit(desk, program, team, change)
            return ". ".join((f"{shown(view.team.name)} saved", *map(shown, view.notices)))

        self.busy = True
        self.change(work, self._saved, failed=self.refused)

    def _saved(self, words: str) -> None:
        self.busy = False
        self.dismiss(words)
