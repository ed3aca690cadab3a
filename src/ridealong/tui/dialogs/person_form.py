"""Add or edit a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.people import OFFICE_HOURS, Person, Side
from ridealong.domain.values import (
    read_capacity,
    read_day,
    read_email,
    read_hours,
    read_topics,
    read_zone,
)
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.widgets.field import Choice, Field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.widget import Widget

    from ridealong.services.desk import Desk

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
)
"""Property, label, reader, whether needed, placeholder."""


def property_text(person: Person, name: str) -> str:
    """A property as it is typed."""
    value = getattr(person, name)
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)


class PersonForm(FormDialog[Person]):
    """All properties of a person; what is wrong stands under the field while typing."""

    OK = "Save"
    HELP = (
        "Name, address, side and team are needed, everything else may stay empty.\n"
        "Topics are separated by semicolons; what one wants and the other knows makes a good pair.\n"
        "Days are written 2027-01-11, working hours 09:00-17:00, zones Europe/Berlin."
    )

    def __init__(self, person: Person | None = None) -> None:
        super().__init__()
        self._person = person

    @property
    def title_text(self) -> str:
        """Whose form it is."""
        return f"Edit {self._person.name}" if self._person else "Add a person"

    def fields(self) -> Iterator[Widget]:
        """The side, and a field for each property."""
        person = self._person
        for name, label, read, required, placeholder in _SPECS:
            yield Field(
                name,
                label,
                value=property_text(person, name) if person else "",
                read=read,
                required=required,
                placeholder=placeholder,
            )
            if name == "email":
                side = str(person.side) if person else "it"
                yield Choice("side", "Side", [(str(one), one.label) for one in Side], value=side)

    def values(self) -> dict[str, object]:
        """What was typed, as values."""
        values: dict[str, object] = {name: self.value(name) for name, *_ in _SPECS}
        for name in ("role", "site", "manager", "time_zone"):
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
        person = Person(**values)  # type: ignore[arg-type]
        before = self._person

        def save(desk: Desk) -> Person:
            from ridealong.services import people  # noqa: PLC0415 - services are imported in workers only

            if before is None:
                people.add(desk, person)
            else:
                changed = {name: value for name, value in values.items() if getattr(before, name) != value}
                people.edit(desk, before.email, changed)
            return person

        self.busy = True
        self.change(save, self._saved, failed=self.refused)

    def _saved(self, person: Person) -> None:
        self.busy = False
        self.dismiss(person)
