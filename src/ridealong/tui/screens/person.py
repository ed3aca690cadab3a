"""A person's page: who they are, when they work, how much they have to do, what comes next and whom they have met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal

from ridealong.tui.actions import bindings
from ridealong.tui.screens import person_coming, person_lines
from ridealong.tui.screens.person_lines import NOTHING, PageLine, Subject
from ridealong.tui.screens.person_list import PersonList
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.text import shown
from ridealong.tui.widgets.filter_bar import FilterBar, Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePath

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.meanwhile import Seen
    from ridealong.services.people.people import PersonPage
    from ridealong.services.people.person_load import Load
    from ridealong.services.people.person_meetings import NextMeeting
    from ridealong.tui.widgets.paged_view import PagedView

TWO_FROM = 130
"""From how many cells on the page has two halves, side by side."""


@dataclass(slots=True)
class Around:
    """The list from which a page was opened, and the place of the person in it."""

    text: str
    sort: str
    descending: bool
    index: int
    total: int


class PersonScreen(SectionScreen):
    """Everything known of one person.

    Args:
        email: the address. around: the list that [ and ] go through; None where the page was opened by itself.
    """

    SECTION = "people"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("person")]
    CSS_PATH: ClassVar[list[str | PurePath]] = ["person.tcss"]
    HELP = (
        "Everything known of one person. {person.back} goes back, {person.edit} edits, {person.previous} and\n"
        "{person.next} go through the list one came from.\n"
        "{person.add-absence} notes that the person is away, {person.enrol} enrols in a program,\n"
        "{person.keep-apart} keeps apart from somebody, {person.steps} ticks off the steps of a visit.\n"
        "Why somebody is away, is kept apart from others, or broke a pairing off is private:\n"
        "the key {person.show-reasons} shows it here, and nowhere else."
    )

    def __init__(self, email: str, around: Around | None = None) -> None:
        super().__init__()
        self.email = email
        self._around = around
        self._person: Seen | None = None
        self._page: PersonPage | None = None
        self._load: Load | None = None
        self._meetings: tuple[NextMeeting, ...] | None = None
        self._unread = ""
        self._strange: tuple[str, ...] = ()
        self._reasons = False
        self._is_gone = False
        self._has_left = False
        self._from_top = True

    def body(self) -> Iterator[Widget]:
        """A title, the lines of the page in one half or in two, and the line under the cursor in full."""
        yield FilterBar(f"People › {shown(self.email)}", "", can_filter=False)
        with Horizontal(id="lists"):
            yield PersonList(id="person-left")
            yield PersonList(id="person-right")
        yield Line("", id="person-detail")

    @property
    def page(self) -> PersonPage | None:
        """What was read of the person."""
        return self._page

    # -- reading ------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the page; the meetings, which take longer, come after it."""
        email, seen, reasons = self.email, self._person, self._reasons

        def fetch(desk: Desk) -> tuple[PersonPage, Load]:
            from ridealong.services.people import people, person_load  # noqa: PLC0415 - services are imported in workers only

            if seen is None:
                page = people.show(desk, email, reasons=reasons)
            else:
                page = people.show_again(desk, seen, reasons=reasons)
            return page, person_load.load_of(desk, page.person.email)

        self.ask(fetch, self._show, group="person", failed=self._gone)

    def opened(self) -> None:
        """The arrows move at once."""
        self.query_one("#person-left").focus()

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

    def _show(self, found: tuple[PersonPage, Load]) -> None:
        self._page, self._load = found
        page = self._page
        self._person, self.email = page.seen, page.person.email
        bar, around = self.query_one(FilterBar), self._around
        bar.name_it(f"People › {shown(page.person.name)}")
        place = f" · {around.index + 1:,} of {around.total:,}" if around else ""
        bar.count(f"{person_lines.met_words(page, self.clock.today())}{place}")
        self._lay_out(from_top=self._from_top)
        self._from_top = False
        self._read_meetings()

    def _read_meetings(self) -> None:
        email = self.email

        def fetch(desk: Desk) -> tuple[tuple[NextMeeting, ...], tuple[str, ...]]:
            from ridealong.services.people import person_meetings, strangers  # noqa: PLC0415 - imported in workers only

            return person_meetings.next_meetings(desk, email), strangers.teams_never_met(desk, email)

        def fetched(found: tuple[tuple[NextMeeting, ...], tuple[str, ...]]) -> None:
            if email == self.email:
                self._meetings, self._strange = found
                self._unread = ""
                self._lay_out()

        def failed(error: Exception) -> None:
            from ridealong.tui.unread import until_words, why_words  # noqa: PLC0415 - most readings succeed

            until = until_words(error, self.ridealong.config)
            self._unread = f"cannot be worked out {until}" if until else why_words(error)
            self._lay_out()
            if not until:
                self.ridealong.show_failure(error)

        self.ask(fetch, fetched, group="meetings", failed=failed)

    # -- drawing ------------------------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Lay the lines out for the new width."""
        self._lay_out()

    def _lay_out(self, *, from_top: bool = False) -> None:
        page, load = self._page, self._load
        two = self.app.size.width >= TWO_FROM
        self.set_class(two, "-two")
        if page is None or load is None:
            return
        width = self.app.size.width // (2 if two else 1) - 6
        person = page.person
        who = [person_lines.facts(page, width), person_coming.load(load, width)]
        coming = person_coming.meetings(person, self._meetings, self._unread)
        kept = [person_lines.absences(page), person_lines.programs(page), person_lines.apart(page)]
        past = list(person_lines.history(page, person_lines.never_met(self._strange, width)))
        left = [*who, *kept] if two else [*who, coming, *kept, past]
        right = [coming, past] if two else []
        left_lines, right_lines = list(person_lines.sections(left)), list(person_lines.sections(right))
        self.query_one("#person-left", PersonList).show(lambda: left_lines, from_top=from_top)
        self.query_one("#person-right", PersonList).show(lambda: right_lines, from_top=from_top)
        if not two and self.query_one("#person-right").has_focus:
            self.query_one("#person-left").focus()

    @property
    def _line(self) -> PageLine | None:
        """The line under the cursor, in the half that has the focus."""
        lists = list(self.query(PersonList))
        return next((one for one in lists if one.has_focus), lists[0]).current

    @property
    def _subject(self) -> Subject:
        line = self._line
        return line.subject if line else NOTHING

    def follow_cursor(self) -> None:
        """Say in full what the cursor is on."""
        line = self._line
        self.query_one("#person-detail", Line).say_all(line.says if line else "")
        self.refresh_bindings()

    def on_descendant_focus(self) -> None:
        """The other half has the cursor now."""
        self.follow_cursor()

    # -- going on -----------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A page has no filter; what makes no sense on a line is dim there."""
        del parameters
        if action in ("filter", "clear"):
            return False
        subject = self._subject if self.is_mounted and self._page else NOTHING
        possible = {
            "remove_line": subject.absence or subject.apart,
            "mark_state": subject.pairing or subject.group,
            "debrief": subject.pairing,
            "steps": subject.meeting or (subject.pairing and subject.pairing.kind.visits),
            "why": subject.pairing or subject.meeting,
            "follow": subject.person,
            "previous": self._around,
            "next": self._around,
        }
        return True if action not in possible or possible[action] else None

    def action_back(self) -> None:
        """Back to where one was."""
        self.dismiss()

    def action_show_reasons(self) -> None:
        """Show the private reasons, or hide them again."""
        self._reasons = not self._reasons
        self.read()

    def action_previous(self) -> None:
        """The person before, in the list one came from."""
        self._step(-1)

    def action_next(self) -> None:
        """The next person, in the list one came from."""
        self._step(1)

    def _step(self, step: int) -> None:
        around, email = self._around, self.email
        if around is None:
            return

        def fetch(desk: Desk) -> tuple[int, int, str] | None:
            from ridealong.tui.screens.person_around import neighbour  # noqa: PLC0415 - asks services

            return neighbour(desk, around, email, step)

        def fetched(found: tuple[int, int, str] | None) -> None:
            if found is None:
                self.notify("There is nobody further on in the list", timeout=2, markup=False)
                return
            around.index, around.total, self.email = found
            self._person = self._meetings = None
            self._strange = ()
            self._from_top, self._reasons = True, False
            self.read()

        self.ask(fetch, fetched, group="step")

    def action_next_part(self) -> None:
        """To the first line of the next part of the page."""
        self._to_part(1)

    def action_previous_part(self) -> None:
        """To the first line of the part before."""
        self._to_part(-1)

    def _to_part(self, step: int) -> None:
        lists = [one for one in self.query(PersonList) if one.display]
        here = next((one for one in lists if one.has_focus), lists[0])
        if not here.to_part(step):
            other = lists[(lists.index(here) + step) % len(lists)]
            other.focus()
            other.to_end(step)

    def on_paged_view_opened(self, message: PagedView.Opened) -> None:
        """Open what the line is about."""
        from ridealong.tui.screens.person_acts import open_line  # noqa: PLC0415 - loaded when asked for

        message.stop()
        if self._page is not None:
            open_line(self, self._page, self._subject)

    def action_follow(self) -> None:
        """Open the page of the other person on the line."""
        from ridealong.tui.going import to_person  # noqa: PLC0415 - loaded when asked for

        if email := self._subject.person:
            to_person(self.ridealong, email)

    def action_why(self) -> None:
        """Explain the pair on the line."""
        from ridealong.tui.screens.person_acts import explain  # noqa: PLC0415 - loaded when asked for

        if self._page is not None:
            explain(self, self._page, self._subject)

    # -- changes ------------------------------------------------------------------------------------------------

    def action_edit(self) -> None:
        """Edit what the cursor is on: an absence, an answer to a program; else the person."""
        from ridealong.tui.screens.person_acts import edit_line  # noqa: PLC0415 - loaded when asked for

        if self.writable():
            edit_line(self, self.email, self._page, self._subject)

    def action_remove_line(self) -> None:
        """Take back the absence, or the keeping apart, on the line."""
        from ridealong.tui.screens.person_acts import remove_line  # noqa: PLC0415 - loaded when asked for

        if self._page is not None and self.writable():
            remove_line(self, self._page, self._subject)

    def action_mark_state(self) -> None:
        """Say how the pairing on the line went."""
        from ridealong.tui.screens.person_acts import mark_line  # noqa: PLC0415 - loaded when asked for

        if self.writable():
            mark_line(self, self._page, self._subject)

    def action_steps(self) -> None:
        """Show the steps of the visit on the line."""
        from ridealong.tui.screens.visit_steps import open_steps  # noqa: PLC0415 - loaded when asked for

        pairing, meeting = self._subject.pairing, self._subject.meeting
        open_steps(self, pairing.id if pairing is not None else meeting.pairing if meeting is not None else None)

    def action_debrief(self) -> None:
        """Note what came out of the visit on the line."""
        from ridealong.tui.screens.debriefing import open_debrief  # noqa: PLC0415 - loaded when asked for

        pairing = self._subject.pairing
        open_debrief(self, pairing.id if pairing is not None else None)

    def action_add_absence(self) -> None:
        """Note that this person is away."""
        from ridealong.tui.screens.people_changes import add_absence  # noqa: PLC0415 - loaded when asked for

        if self._page is not None and self.writable():
            add_absence(self, [self._who])

    def action_ill(self) -> None:
        """Settle what it touches that this person cannot come today."""
        from ridealong.tui.screens.people_changes import settle_absence  # noqa: PLC0415 - loaded when asked for

        if self._page is not None and self.writable():
            settle_absence(self, self.email)

    def action_enrol(self) -> None:
        """Enrol this person in a program."""
        from ridealong.tui.screens.people_changes import enrol  # noqa: PLC0415 - loaded when asked for

        if self._page is not None and self.writable():
            enrol(self, [self._who])

    def action_keep_apart(self) -> None:
        """Keep this person apart from somebody."""
        from ridealong.tui.screens.people_changes import keep_apart  # noqa: PLC0415 - loaded when asked for

        if self._page is not None and self.writable():
            keep_apart(self, [self._who])

    @property
    def _who(self) -> tuple[str, str]:
        return self.email, self._page.person.name if self._page else self.email
