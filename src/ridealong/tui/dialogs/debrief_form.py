"""What came out of a visit: things learned, a rating by each side, an idea and a private note."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.domain.debriefs import LEAST_LEARNED, LEAST_RATING, MOST_RATING
from ridealong.domain.errors import ChangedMeanwhile
from ridealong.domain.people import Side
from ridealong.tui.actions import bindings
from ridealong.tui.dates import date_words, span_words
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.dialogs.owners import OwnerField
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.field import Choice, Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.domain.debriefs import Debrief
    from ridealong.domain.ideas import Idea
    from ridealong.services.desk import Desk
    from ridealong.services.outcomes.debrief_pages import DebriefPage, DebriefRow
    from ridealong.services.outcomes.debriefs import Outcome

MOST_AT_ONCE = 8
"""How many things learned can be typed into one form."""
NOT_SAID = ""
_WHOSE = (*((str(side), side.label) for side in Side), (NOT_SAID, "both"))
_NUMBERS = tuple((str(one), str(one)) for one in range(LEAST_RATING, MOST_RATING + 1))


class _Rating(Choice):
    """A number from the worst to the best, each by its own key."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("rating")]
    HELP = (
        "What this side says of the visit: {rating.one} is no use, {rating.five} very useful. Choose by number, with\n"
        "{choice.previous} and {choice.next}, or click."
    )


class DebriefForm(FormDialog[str]):
    """Notes what one side or both say, beside what is noted already; answers with what to tell of it."""

    OK = "Save"
    HELP = (
        "What came out of a visit: at least two things learned, one in each line; another line comes once the last\n"
        "one is filled. Both sides may answer one after the other: what is noted already stays, and the same words\n"
        "of the same side are noted once. A rating goes from 1, no use, to 5, very useful; another one takes the\n"
        "place of the one before.\n"
        "An idea goes into the list of ideas, where somebody takes it up. The note is private: it is added to the\n"
        "one before, and stands in no report."
    )

    def __init__(self, page: DebriefPage) -> None:
        super().__init__()
        self._page = page

    @property
    def title_text(self) -> str:
        """Who visited whom."""
        return f"Debrief: {both(self._page.visit)}"

    def fields(self) -> Iterator[Widget]:
        """What is noted, then what can be added."""
        noted = self._page.debrief
        yield Line(noted_words(self._page), id="noted", classes="quiet")
        yield Choice("side", "Learned by", _WHOSE, value=NOT_SAID)
        for number in range(1, MOST_AT_ONCE + 1):
            label = "What was learned" if number == 1 else ""
            hint = "such as: campaigns start with a brief" if number == 1 else "another thing"
            yield Field(f"learned-{number}", label, placeholder=hint, long=True)
        for side in Side:
            known = noted.rating(side)
            options = _NUMBERS if known else ((NOT_SAID, "not said"), *_NUMBERS)
            yield _Rating(str(side), f"{side.label} rating", options, value=str(known or NOT_SAID))
        yield Field("idea", "An idea", placeholder="what to try; may stay empty", long=True)
        yield OwnerField()
        yield Field("note", "Note", placeholder="private; may stay empty", long=True)

    def opened(self) -> None:
        """Most people write down what was learned first."""
        self._show_needed()
        self._line(1).input.focus()
        self.query_one(OwnerField).learn(self)

    def text_changed(self) -> None:
        """Another line comes once the last one is filled, and only an idea has somebody who sees to it."""
        self._show_needed()

    def _line(self, number: int) -> Field:
        return self.query_one(f"#field-learned-{number}", Field)

    def _show_needed(self) -> None:
        for number in range(LEAST_LEARNED + 1, MOST_AT_ONCE + 1):
            self._line(number).display = any(self.text(f"learned-{one}") for one in (number - 1, number))
        self.query_one(OwnerField).display = bool(self.text("idea"))

    def _learned(self) -> list[str]:
        texts = (self.text(f"learned-{number}") for number in range(1, MOST_AT_ONCE + 1))
        return [one for one in texts if one]

    def _rating(self, side: Side) -> int | None:
        """What was chosen; None where that is as it was."""
        choice = self.query_one(f"#field-{side}", Choice)
        return int(choice.chosen) if choice.changed and choice.chosen else None

    def submit(self) -> None:
        """Note all of it in one step."""
        pairing, seen, learned = self._page.visit.pairing, self._page.seen, self._learned()
        chosen, idea, note = self.choice("side"), self.text("idea"), self.text("note")
        owner = self.text("owner") if idea else ""
        it_rating, marketing_rating = self._rating(Side.IT), self._rating(Side.MARKETING)

        def said() -> Outcome:
            from ridealong.services.outcomes.debriefs import Outcome  # noqa: PLC0415 - services are imported in workers only

            return Outcome(
                learned=learned,
                side=Side(chosen) if chosen else None,
                it_rating=it_rating,
                marketing_rating=marketing_rating,
                ideas=[idea] if idea else [],
                owner=owner,
                note=note,
            )

        def save(desk: Desk) -> DebriefPage:
            from ridealong.services.outcomes import debriefs  # noqa: PLC0415 - services are imported in workers only

            return debriefs.note(desk, pairing, said(), seen=seen)

        self.busy = True
        self.change(save, self._saved, failed=self.refused)

    def _saved(self, page: DebriefPage) -> None:
        self.busy = False
        self.dismiss(f"{both(page.visit)}: {far_words(page.visit)}")

    def refused(self, error: Exception) -> None:
        """Show why it could not be saved; what somebody else has noted meanwhile, to be added to or overruled."""
        if not isinstance(error, ChangedMeanwhile):
            super().refused(error)
            return
        pairing = self._page.visit.pairing

        def look(desk: Desk) -> DebriefPage:
            from ridealong.services.outcomes import debrief_pages  # noqa: PLC0415 - services are imported in workers only

            return debrief_pages.page(desk, pairing)

        def looked(page: DebriefPage) -> None:
            self._page = page
            self.query_one("#noted", Line).say(noted_words(page))
            self.overrule(error)

        # What is gone cannot be looked at: then what was said first says why.
        self.ask(look, looked, group="look again", failed=lambda _: super(DebriefForm, self).refused(error))


def both(visit: DebriefRow) -> str:
    """Who visited whom."""
    between = "visited" if visit.kind.visits else "and"
    return f"{shown(visit.guest_name)} {between} {shown(visit.host_name)}"


def far_words(visit: DebriefRow) -> str:
    """How far a debrief is."""
    known = f"{many(visit.learned, 'thing')} learned, {many(visit.ideas, 'idea')}"
    if not visit.wanted or visit.complete:
        return known
    return f"{known}; {LEAST_LEARNED} things learned are due by {date_words(visit.due)}"


def noted_words(page: DebriefPage) -> str:
    """When the visit was, and what is noted of it so far, line by line; of the note only that there is one."""
    visit = page.visit
    late = f", {many(visit.overdue_days, 'day')} ago" if visit.overdue else ""
    due = f" · due by {date_words(visit.due)}{late}" if visit.wanted and not visit.complete else ""
    return "\n".join([f"{span_words(visit.days)}, {shown(visit.program)}{due}", *_noted(page.debrief, page.ideas)])


def _noted(debrief: Debrief, ideas: tuple[Idea, ...]) -> Iterator[str]:
    for one in debrief.learned:
        yield f"✓ {shown(one.text)}{f' ({one.side.label})' if one.side else ''}"
    rated = [f"{side.label} {debrief.rating(side)}" for side in Side if debrief.rating(side)]
    if rated:
        yield f"Rated: {', '.join(rated)} of {MOST_RATING}"
    for idea in ideas:
        owner = f", {shown(idea.owner_name)}" if idea.owner_name else ""
        yield f"Idea: {shown(idea.text)} ({idea.state.label}{owner})"
    if debrief.note:
        yield "There is a private note."
    if debrief.day is None:
        yield "Nothing is noted of it yet."
