"""A person's page: who they are, when they work, what they want and know, and everybody they have met."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content

from ridealong.tui.actions import bindings
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.text import MUTED, day_words, listed, many, shown, span_words
from ridealong.tui.widgets.filter_bar import FilterBar
from ridealong.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePath

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.domain.people import Person
    from ridealong.services.desk import Desk
    from ridealong.services.history import PairingRow
    from ridealong.services.meanwhile import Seen
    from ridealong.services.people import PersonPage

STATE_SIGNS = {
    "proposed": "◇",
    "published": "◆",
    "held": "✓",
    "missed": "✗",
    "ended": "■",
    "cancelled": "–",
}
"""State -> the sign that stands before it in lists."""


class PersonScreen(SectionScreen):
    """Everything known of one person."""

    SECTION = "people"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("person")]
    CSS_PATH: ClassVar[list[str | PurePath]] = ["person.tcss"]
    HELP = (
        "Everything known of one person. Esc goes back, e edits. The arrows scroll.\n"
        "Why somebody is away, is kept apart from others, or broke a pairing off is private:\n"
        "the point (.) shows it here, and nowhere else."
    )

    def __init__(self, email: str) -> None:
        super().__init__()
        self.email = email
        self._person: Seen | None = None
        self._reasons = False
        self._is_gone = False
        self._has_left = False

    def body(self) -> Iterator[Widget]:
        """A title and text that scrolls."""
        yield FilterBar(f"People › {shown(self.email)}", "Esc to go back", can_filter=False)
        with VerticalScroll(id="page"):
            yield Words()

    def read(self) -> None:
        """Read the page."""
        email, seen, reasons = self.email, self._person, self._reasons

        def fetch(desk: Desk) -> PersonPage:
            from ridealong.services import people  # noqa: PLC0415 - services are imported in workers only

            if seen is None:
                return people.show(desk, email, reasons=reasons)
            return people.show_again(desk, seen, reasons=reasons)

        self.ask(fetch, self._show, group="person", failed=self._gone)

    def on_mount(self) -> None:
        """The arrows scroll at once."""
        self.query_one("#page").focus()

    def _gone(self, error: Exception) -> None:
        self.ridealong.show_failure(error)
        self._is_gone = True
        # A form in front keeps what was typed into it; the page leaves once that is closed.
        self._leave()

    def catch_up(self) -> None:
        """Read again if the data has changed; leave where the person was removed while a form was in front."""
        if not self._is_gone:
            super().catch_up()
        else:
            self._leave()

    def _leave(self) -> None:
        if self.is_active and not self._has_left:
            self._has_left = True
            self.dismiss()

    def _show(self, page: PersonPage) -> None:
        self._person, self.email = page.seen, page.person.email
        self.query_one(FilterBar).name_it(f"People › {shown(page.person.name)}")
        met = len({(row.it_email, row.marketing_email) for row in page.history if row.state.counts_as_met})
        self.query_one(FilterBar).count(f"has met {many(met, 'person', 'people')}")
        self.query_one(Words).show(page_lines(page))

    def action_back(self) -> None:
        """Back to the list."""
        self.dismiss()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A page has no filter."""
        del parameters
        return action not in ("filter", "clear")

    def action_show_reasons(self) -> None:
        """Show the private reasons, or hide them again."""
        self._reasons = not self._reasons
        self.read()

    def action_edit(self) -> None:
        """Edit this person."""
        from ridealong.tui.screens.people import edit_person  # noqa: PLC0415 - two screens that open each other

        if self.writable():
            edit_person(self, self.email)


def page_lines(page: PersonPage) -> list[Content]:
    """Facts, programs, absences, history."""
    lines = [_heading(shown(page.person.name)), *_facts(page)]
    lines += [Content(""), _heading("Programs")]
    lines += [_pair(shown(name), str(state)) for name, state in page.programs] or [_none("none yet")]
    lines += [Content(""), _heading("Away")]
    lines += [_pair(span_words(one.days), shown(one.reason)) for one in page.absences] or [_none("no absences")]
    if page.apart:
        lines += [Content(""), _heading("Kept apart from")]
        lines += [_pair(shown(one.name), shown(one.reason)) for one in page.apart]
    if page.hidden:
        lines += [Content(""), _none(f"{many(page.hidden, 'reason')} kept private · press . to show")]
    lines += [Content(""), _heading("History, newest first")]
    return lines + ([_met(page.person, row) for row in page.history] or [_none("has not met anybody yet")])


def _heading(words: str) -> Content:
    return Content.styled(words, "bold $primary")


def _none(words: str) -> Content:
    return Content.styled(f"  {words}", MUTED)


def _pair(label: str, words: str) -> Content:
    return Content("").join([Content.styled(f"  {label:<26} ", MUTED), Content(words)])


def _facts(page: PersonPage) -> list[Content]:
    person = page.person
    facts = [
        ("address", person.email),
        ("team", f"{person.team}, {person.side.label}"),
        ("role", person.role),
        ("site", person.site),
        ("manager", person.manager),
        ("works", f"{person.hours} {person.time_zone}".strip()),
        ("time there now", f"{page.local_time:%a %H:%M}"),
        ("wants to learn", listed(person.wants, 20)),
        ("knows", listed(person.knows, 20)),
        ("guests at once", "" if person.capacity is None else str(person.capacity)),
        ("first day", day_words(person.first_day) if person.first_day else ""),
        ("last day", day_words(person.last_day) if person.last_day else ""),
    ]
    return [_pair(label, shown(words)) for label, words in facts if words]


def _met(person: Person, row: PairingRow) -> Content:
    mine = person.side == "it"
    name = shown(row.marketing_name if mine else row.it_name)
    team = shown(row.marketing_team if mine else row.it_team)
    declined = f" · ✗ declined by {listed(row.declined_by)}" if row.declined_by else ""
    reason = f" · {shown(row.reason)}" if row.reason else ""
    words = f"{STATE_SIGNS[row.state]} {row.state:<10} {name} ({team}), {shown(row.program)}{declined}{reason}"
    return _pair(span_words(row.days), words)
