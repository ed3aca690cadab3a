"""Several people changed alike in one step."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len

from ridealong.domain.errors import ChangedMeanwhile, InvalidValue
from ridealong.domain.person_values import read_hours
from ridealong.domain.values import read_capacity, read_day, read_email, read_topics, read_zone
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import fitted, listed, many, shown
from ridealong.tui.widgets.advised_field import AdvisedField
from ridealong.tui.widgets.completing import topics, whole
from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from textual.widget import Widget

    from ridealong.domain.people import Person
    from ridealong.services.desk import Desk
    from ridealong.services.people.known_words import KnownWords
    from ridealong.services.people.people_list import PersonRow

CLEAR = "-"
"""What is typed into a field to empty a property."""
_CLEARED: dict[str, object] = {"role": "", "site": "", "manager": "", "time_zone": "", "capacity": None}
_CLEARED |= {"first_day": None, "last_day": None}
_PLAIN: tuple[tuple[str, str, Callable[[str], object]], ...] = (
    ("team", "Team", str.strip),
    ("role", "Role", str.strip),
    ("site", "Site", str.strip),
    ("manager", "Manager", read_email),
    ("time_zone", "Time zone", read_zone),
    ("hours", "Working hours", read_hours),
    ("capacity", "Guests at once", read_capacity),
    ("first_day", "First day", read_day),
    ("last_day", "Last day", read_day),
)
"""Property, label, reader."""
_TOPICS = (
    ("add", "wants", "Wants, add"),
    ("take", "wants", "Wants, take away"),
    ("add", "knows", "Knows, add"),
    ("take", "knows", "Knows, take away"),
)
"""What becomes of topics, property, label."""


def _clearing(name: str, read: Callable[[str], object]) -> Callable[[str], object]:
    def reader(text: str) -> object:
        if text.strip() != CLEAR:
            return read(text)
        if name not in _CLEARED:
            raise InvalidValue("This cannot be empty", "Type what it is to be, or nothing to leave it as it is")
        return _CLEARED[name]

    return reader


def _now(rows: Sequence[PersonRow], name: str) -> str:
    """What people have now, the most frequent first, as the placeholder of a field."""
    counted: Counter[str] = Counter()
    for row in rows:
        value = getattr(row, name)
        counted.update(value if isinstance(value, tuple) else ["" if value is None else str(value)])
    if not counted:
        return "none now"
    parts = (f"{one or 'none'} ({number})" for one, number in counted.most_common(3))
    more = f" and {len(counted) - 3} more" if len(counted) > 3 else ""
    return f"now {', '.join(map(shown, parts))}{more}"


class BulkForm(FormDialog[str]):
    """A field for each property that several people can share; what stays empty is left as it is."""

    OK = "Change"
    HELP = (
        "What you leave empty stays as it is for everybody; a hyphen (-) empties it, where it may be empty.\n"
        "Topics are added or taken away, separated by semicolons: what else somebody wants or knows stays.\n"
        "All of it is one step, which one {app.undo} undoes."
    )

    def __init__(self, rows: Sequence[PersonRow]) -> None:
        super().__init__()
        self._rows = rows
        self._seen = [row.seen for row in rows]
        self._known: KnownWords | None = None

    @property
    def title_text(self) -> str:
        """Who is changed."""
        names = listed((row.name for row in self._rows), 3)
        return f"Change {many(len(self._rows), 'person', 'people')}: {names}"

    def fields(self) -> Iterator[Widget]:
        """Properties, then topics; what people have now stands in the empty fields."""
        yield Line("Empty fields leave things as they are; - clears one.", classes="quiet")
        for name, label, read in _PLAIN:
            yield AdvisedField(
                name,
                label,
                read=_clearing(name, self.read_day if read is read_day else read),
                suggester=whole(partial(self._words, name)),
                advise=partial(self._advise, name),
            )
        for how, name, label in _TOPICS:
            yield Field(f"{how}-{name}", label, read=read_topics, suggester=topics(self._topics))

    def opened(self) -> None:
        """Learn what there is to be offered."""

        rows = self._rows

        def fetch(desk: Desk) -> KnownWords:
            from ridealong.services.people.known_words import known_words  # noqa: PLC0415 - imported in workers only

            return known_words(desk)

        def fetched(known: KnownWords) -> None:
            self._known = known

        def count(_desk: Desk) -> dict[str, str]:
            return {name: _now(rows, name) for name in ("wants", "knows", *(name for name, *_ in _PLAIN))}

        def counted(found: dict[str, str]) -> None:
            for field in self.query(Field):
                words, room = found[field.key.rpartition("-")[2]], field.input.content_size.width
                field.input.placeholder = fitted(words, room) if 0 < room < cell_len(words) else words

        self.ask(count, counted, group="count", failed=lambda _error: None)
        self.ask(fetch, fetched, group="known", failed=lambda _error: None)

    def _words(self, name: str) -> Iterable[str]:
        known = self._known
        if known is None:
            return ()
        teams = [team for side in {row.side for row in self._rows} for team in known.teams[side]]
        every = {"team": teams, "role": known.roles, "site": known.sites, "time_zone": known.zones}
        return every.get(name) or ((*known.managers, *known.names) if name == "manager" else ())

    def _topics(self) -> Iterable[str]:
        return self._known.topics if self._known else ()

    def _advise(self, name: str, text: str) -> str:
        if text.strip() == CLEAR:
            return "will be empty"
        if self._known is None:
            return ""
        if name == "team" and text.strip() not in self._words("team"):
            return "a new team"
        if name == "manager" and text.strip().casefold() not in self._known.names:
            return "nobody here has this address; a manager need not be here"
        return ""

    def submit(self) -> None:
        """Change all of them."""
        values = {name: self.value(name) for name, *_ in _PLAIN if self.text(name)}
        topic = {(how, name): self.value(f"{how}-{name}") for how, name, _ in _TOPICS if self.text(f"{how}-{name}")}
        if not values and not topic:
            self.complain("Nothing to change yet: fill in what is to be different, or {dialog.leave} leaves")
            return
        emails, seen = [row.email for row in self._rows], self._seen

        def work(desk: Desk) -> tuple[Person, ...]:
            from ridealong.services.people.bulk_edit import BulkChange, edit_all  # noqa: PLC0415 - imported in workers only

            parts = {
                how: {name: found for (kind, name), found in topic.items() if kind == how and isinstance(found, tuple)}
                for how in ("add", "take")
            }
            change = BulkChange(values=values, add=parts["add"], take=parts["take"])
            return edit_all(desk, emails, change, seen=seen)

        self.busy = True
        self.change(work, self._changed, failed=self.refused)

    def _changed(self, found: tuple[Person, ...]) -> None:
        self.busy = False
        if not found:
            self.complain("Everybody is so already: nothing was changed")
            return
        names = shown(found[0].name) if len(found) == 1 else many(len(found), "person", "people")
        self.dismiss(f"{names} changed")

    def refused(self, error: Exception) -> None:
        """Show why it could not be done; whoever was changed by somebody else meanwhile can be overruled."""
        if isinstance(error, ChangedMeanwhile):
            self._seen = []
            self.overrule(error)
        else:
            super().refused(error)
