"""Add or edit a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.errors import ChangedMeanwhile, InvalidValue
from ridealong.domain.people import OFFICE_HOURS, Person, Side, identity
from ridealong.domain.person_values import read_hours
from ridealong.domain.values import read_capacity, read_day, read_email, read_topics, read_words, read_zone
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.dialogs.person_offers import Offered
from ridealong.tui.text import shown
from ridealong.tui.widgets.advised_field import AdvisedField
from ridealong.tui.widgets.field import Choice, Field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.people.known_words import KnownWords
    from ridealong.services.people.people import PersonPage
    from ridealong.tui.dialogs.compare import Difference

_SPECS: tuple[tuple[str, str, Callable[[str], object], bool, str], ...] = (
    ("name", "Name", str.strip, True, "such as Ana Lima"),
    ("email", "Address", read_email, True, "such as ana.lima@company.example"),
    ("team", "Team", str.strip, True, "such as Platform"),
    ("role", "Role", str.strip, False, "such as Engineer"),
    ("site", "Site", str.strip, False, "such as Berlin, or remote"),
    ("wants", "Wants to learn", read_topics, False, "such as CRM; Events"),
    ("knows", "Knows", read_topics, False, "such as SQL; Python"),
    ("time_zone", "Time zone", read_zone, False, "such as Europe/Berlin; empty: that of the organizer"),
    ("hours", "Working hours", read_hours, False, "such as 09:00-17:00"),
    ("capacity", "Guests at once", read_capacity, False, "such as 1"),
    ("manager", "Manager", read_email, False, "such as lead@company.example"),
    ("first_day", "First day", read_day, False, "such as 2027-01-11"),
    ("last_day", "Last day", read_day, False, "such as 2027-12-31"),
    ("employee_id", "Employee id", read_words, False, "the number that HR knows the person by"),
)
"""Property, label, reader, whether needed, placeholder."""


def value_text(value: object) -> str:
    """A property as it is typed."""
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)


class PersonForm(FormDialog[Person]):
    """All properties of a person; what is wrong stands under the field while typing."""

    OK = "Save"
    HELP = (
        "Name, address, side and team are needed, everything else may stay empty.\n"
        "Topics are separated by semicolons; what one wants and the other knows makes a good pair.\n"
        "Days may be written 11 Jan, mon, +1w or 2027-01-11, working hours 09:00-17:00, zones Europe/Berlin.\n"
        "→ takes what is offered as the rest of a team, topic, zone or address."
    )

    def __init__(self, page: PersonPage | None = None) -> None:
        super().__init__()
        self._page = page
        self._offered = Offered(self._side, page.person.identity if page else "")
        self._pairs: dict[str, Callable[[str], object]] = {
            "first_day": self.read_day,
            "last_day": self._read_last,
            "manager": self._read_manager,
        }

    @property
    def title_text(self) -> str:
        """Whose form it is."""
        return f"Edit {shown(self._page.person.name)}" if self._page else "Add a person"

    def fields(self) -> Iterator[Widget]:
        """The side, and a field for each property."""
        person = self._page.person if self._page else None
        for name, label, read, required, placeholder in _SPECS:
            yield AdvisedField(
                name,
                label,
                value=value_text(getattr(person, name)) if person else "",
                read=self._pairs.get(name, read),
                required=required,
                placeholder=placeholder,
                suggester=self._offered.suggester(name),
                advise=self._offered.adviser(name),
            )
            if name == "email":
                side = str(person.side) if person else "it"
                yield Choice("side", "Side", [(str(one), one.label) for one in Side], value=side)

    def opened(self) -> None:
        """Learn which teams, topics and addresses there are."""

        def fetch(desk: Desk) -> KnownWords:
            from ridealong.services.people.known_words import known_words  # noqa: PLC0415 - imported in workers only

            return known_words(desk)

        self.ask(fetch, self._offered.learn, group="known", failed=lambda _error: None)

    def text_changed(self) -> None:
        """The last day is right or wrong by the first, and a manager by the address."""
        for name in ("last_day", "manager"):
            if self.text(name):
                self.query_one(f"#field-{name}", Field).check()

    def on_choice_changed(self) -> None:
        """Which teams are known depends on the side."""
        if self.text("team"):
            self.query_one("#field-team", Field).check()

    def _side(self) -> Side:
        return Side(self.choice("side"))

    def _read_last(self, text: str) -> object:
        last, first = self.read_day(text), self.query_one("#field-first_day", Field)
        if first.text.strip() and not first.has_class("-wrong") and last < self.read_day(first.text):
            raise InvalidValue(f"{last} lies before the first day", "Correct one of the two")
        return last

    def _read_manager(self, text: str) -> object:
        if identity(text) == identity(self.text("email")):
            raise InvalidValue("Nobody is their own manager", "Name somebody else, or leave it empty")
        return read_email(text)

    def values(self) -> dict[str, object]:
        """What was typed, as values."""
        values: dict[str, object] = {name: self.value(name) for name, *_ in _SPECS}
        for name in ("role", "site", "manager", "time_zone", "employee_id"):
            values[name] = values[name] or ""
        for name in ("wants", "knows"):
            values[name] = values[name] or ()
        values["hours"] = values["hours"] or OFFICE_HOURS
        values["side"] = Side(self.choice("side"))
        return values

    def submit(self) -> None:
        """Save; what the services refuse is shown here, and nothing typed is lost."""
        values = self.values()
        # A Person checks its own values, and each was read by the reader of its property.
        person = Person(**values)  # type: ignore[arg-type]  # each field reads what its type asks for
        if self._page is None:
            self._add(person)
        else:
            before = self._page.person
            changed = {name: value for name, value in values.items() if getattr(before, name) != value}
            self._save(self._page, changed)

    def _add(self, person: Person) -> None:
        def add(desk: Desk) -> Person:
            from ridealong.services.people import people  # noqa: PLC0415 - services are imported in workers only

            people.add(desk, person)
            return person

        self.busy = True
        self.change(add, self._saved, failed=self.refused)

    def _save(self, page: PersonPage, changes: Mapping[str, object]) -> None:
        """Change a person who was looked at on a page."""

        def save(desk: Desk) -> Person:
            from ridealong.services.people import people  # noqa: PLC0415 - services are imported in workers only

            return people.edit(desk, page.person.email, changes, seen=page.seen)

        self.busy = True
        self.change(save, self._saved, failed=self.refused)

    def _saved(self, person: Person) -> None:
        self.busy = False
        self.dismiss(person)

    # -- what others have saved meanwhile -----------------------------------------------------------------------

    def refused(self, error: Exception) -> None:
        """Show why it could not be saved; what somebody else has saved meanwhile, beside what was typed."""
        page = self._page
        if not isinstance(error, ChangedMeanwhile) or page is None:
            super().refused(error)
            return

        def look(desk: Desk) -> PersonPage:
            from ridealong.services.people import people  # noqa: PLC0415 - services are imported in workers only

            return people.show_again(desk, page.seen)

        self.ask(look, lambda now: self._compare(page, now, error), group="compare", failed=super().refused)

    def _compare(self, page: PersonPage, now: PersonPage, error: ChangedMeanwhile) -> None:
        from ridealong.tui.dialogs.compare import YOURS, CompareDialog  # noqa: PLC0415 - loaded when asked for

        values = self.values()
        found = differences(page.person, now.person, values)
        mine = {name for name, value in values.items() if getattr(page.person, name) != value}

        def answered(choices: dict[str, str] | None) -> None:
            self.busy = False
            if choices is not None:
                kept = {name for name, choice in choices.items() if choice == YOURS} | (mine - choices.keys())
                changed = {name: values[name] for name in kept if getattr(now.person, name) != values[name]}
                self._save(now, changed)

        if found:
            who = f"{shown(error.by) or 'Somebody'} has saved other values since you opened this form."
            self.app.push_screen(CompareDialog(self.title_text, who, found), answered)
        else:
            answered({})


def differences(before: Person, now: Person, typed: Mapping[str, object]) -> list[Difference]:
    """The properties of a person that somebody else has changed, but for those that were typed alike.

    Args:
        before: as the form was opened. now: as saved by somebody else. typed: as the form has it.
    """
    from ridealong.tui.dialogs.compare import Difference  # noqa: PLC0415 - loaded when asked for

    labels = {"side": "Side"} | {name: label for name, label, *_ in _SPECS}
    return [
        Difference(
            name,
            label,
            was=value_text(getattr(before, name)),
            theirs=value_text(getattr(now, name)),
            yours=value_text(typed[name]),
            typed=typed[name] != getattr(before, name),
        )
        for name, label in labels.items()
        if getattr(now, name) not in (getattr(before, name), typed[name])
    ]
