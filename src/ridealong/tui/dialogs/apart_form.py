"""Two people who are to be kept apart, and the private reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.values import read_email
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.advised_field import AdvisedField
from ridealong.tui.widgets.completing import whole
from ridealong.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.people.known_words import KnownWords


class ApartForm(FormDialog[str]):
    """The other one, where only one is named, and the reason."""

    OK = "Keep apart"
    HELP = (
        "The two are never paired, in whatever program. Start typing an address, and → completes it.\n"
        "The reason is private: it is shown on their own pages, when asked for, and nowhere else.\n"
        "Who leads whom is kept apart without this."
    )

    def __init__(self, people: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._people = people
        self._names: dict[str, str] = {}

    @property
    def title_text(self) -> str:
        """Who is kept apart."""
        names = [shown(name) for _email, name in self._people]
        return f"Keep {names[0]} and {names[1]} apart" if len(names) > 1 else f"Keep {names[0]} apart from …"

    def fields(self) -> Iterator[Widget]:
        """The other's address, and the reason."""
        if len(self._people) == 1:
            yield AdvisedField(
                "other",
                "Address",
                read=read_email,
                required=True,
                placeholder="of the other person",
                suggester=whole(lambda: self._names),
                advise=self._advise,
            )
        yield Field("reason", "Reason", placeholder="private; may stay empty", long=True)

    def opened(self) -> None:
        """Learn whom there is."""

        def fetch(desk: Desk) -> KnownWords:
            from ridealong.services.people.known_words import known_words  # noqa: PLC0415 - imported in workers only

            return known_words(desk)

        def fetched(known: KnownWords) -> None:
            self._names = known.names

        self.ask(fetch, fetched, group="known", failed=lambda _error: None)

    def _advise(self, text: str) -> str:
        name = self._names.get(text.strip().casefold())
        return shown(name) if name else "nobody here has this address" if self._names else ""

    def submit(self) -> None:
        """Keep them apart."""
        one, name = self._people[0]
        other = self._people[1][0] if len(self._people) > 1 else self.text("other")
        reason = self.text("reason")
        whom = self._people[1][1] if len(self._people) > 1 else self._names.get(other.casefold(), other)

        def work(desk: Desk) -> None:
            from ridealong.services.people import limits  # noqa: PLC0415 - services are imported in workers only

            limits.add_apart(desk, one, other, reason)

        def done(_none: None) -> None:
            self.busy = False
            self.dismiss(f"{shown(name)} and {shown(whom)} will not be paired")

        self.busy = True
        self.change(work, done, failed=self.refused)
