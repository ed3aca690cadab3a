"""What one person answered to one program, and what their manager said; or that the person leaves it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from ridealong.domain.consent import Word
from ridealong.domain.errors import ChangedMeanwhile
from ridealong.domain.programs import EnrolmentState
from ridealong.tui.dates import date_words
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Choice, Field

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.people.taking_part import TakingPart
    from ridealong.services.programs.leaving import Left

LEAVES = "leaves"
_STATES = (*((str(one), str(one)) for one in EnrolmentState), (LEAVES, "leaves it"))
_WITH_REASON = (EnrolmentState.PAUSED, EnrolmentState.DECLINED, LEAVES)
_WORDS = (("", "no word yet"), (str(Word.AGREED), "has agreed"), (str(Word.REFUSED), "has not agreed"))


class EnrolmentForm(FormDialog[str]):
    """The answer is what to tell of it.

    Args:
        who: the address and the name. enrolment: what the person answered before.
    """

    OK = "Save"
    HELP = (
        "Only who has agreed is planned, and nobody whose manager has not. A pause has a last day, after which the\n"
        "person is planned again. What is published stays as it is: Plan shows it, and {plan.repair} there replaces\n"
        "what can no longer take place. Whoever leaves is out of it at once: what is to come is cancelled, what is\n"
        "under way ends. A reason is private: it stands on the page of the person alone."
    )

    def __init__(self, who: tuple[str, str], enrolment: TakingPart) -> None:
        super().__init__()
        self._who = who
        self._program = enrolment.program
        self._enrolment = enrolment

    @property
    def title_text(self) -> str:
        """Who, and which program."""
        return f"{shown(self._who[1])} in {shown(self._program)}"

    def fields(self) -> Iterator[Widget]:
        """The answer with what belongs to it, and the manager's word."""
        one = self._enrolment
        until = str(one.until or "") if one.state is EnrolmentState.PAUSED else ""
        yield Choice("state", "Answer", _STATES, value=str(one.state))
        yield Field("until", "Paused until", value=until, read=self.read_day, placeholder="the last day, 2027-01-31")
        yield Field("from", "Leaves from", read=self.read_day, placeholder="today")
        yield Field("reason", "Reason", value=one.reason, placeholder="private; may be empty")
        yield Choice("manager", "The manager", _WORDS, value=str(one.manager or ""))

    def opened(self) -> None:
        """The arrows choose at once."""
        self.query_one(Choice).focus()
        self._show_needed()

    def on_choice_changed(self) -> None:
        """Each answer has what belongs to it alone."""
        self.complain("")
        self._show_needed()

    def _show_needed(self) -> None:
        state = self.choice("state")
        self.query_one("#field-until").display = state == EnrolmentState.PAUSED
        self.query_one("#field-from").display = state == LEAVES
        self.query_one("#field-reason").display = state in _WITH_REASON
        self.query_one("#field-manager").display = state != LEAVES

    def submit(self) -> None:
        """Note the answer, or let the person leave."""
        if self.choice("state") == LEAVES:
            self._leave()
            return
        state = EnrolmentState(self.choice("state"))
        until = cast("date | None", self.value("until")) if state is EnrolmentState.PAUSED else None
        if state is EnrolmentState.PAUSED and until is None:
            self.query_one("#field-until", Field).refuse("A pause needs its last day")
            return
        reason, (email, name), seen = self._reason(), self._who, self._enrolment.seen
        chosen = self.query_one("#field-manager", Choice)
        manager: Word | Literal[""] | None = None
        if chosen.changed:
            manager = Word(chosen.chosen) if chosen.chosen else ""
        program = self._program

        def work(desk: Desk) -> int:
            from ridealong.services.programs import consents  # noqa: PLC0415 - services are imported in workers only
            from ridealong.services.programs.enrolments import Consent  # noqa: PLC0415 - as above

            said = Consent(state=state, until=until, reason=reason, manager=manager)
            return consents.note(desk, program, [email], said, seen=[seen])

        words = f"{shown(name)}: {state} in {shown(program)}{f' until {date_words(until)}' if until else ''}"
        if manager is not None:
            words += f", the manager {dict(_WORDS)[str(manager)].replace('no word yet', 'has said nothing yet')}"

        def noted(number: int) -> None:
            self.busy = False
            self.dismiss(words if number else "")

        self.busy = True
        self.change(work, noted, failed=self.refused)

    def _reason(self) -> str | None:
        """The reason, where it is asked for and was changed."""
        field = self.query_one("#field-reason", Field)
        return field.text.strip() if field.display and field.changed else None

    def _leave(self) -> None:
        first_day, reason = cast("date | None", self.value("from")), self._reason() or ""
        email, program, seen = self._who[0], self._program, self._enrolment.seen

        def work(desk: Desk) -> Left:
            from ridealong.services.programs.leaving import leave  # noqa: PLC0415 - services are imported in workers only

            return leave(desk, program, [email], first_day=first_day, reason=reason, seen=[seen])

        def left(found: Left) -> None:
            self.busy = False
            due = "\n{app.invites} shows the invites that are due." if found.due else ""
            self.dismiss(f"{shown(found.words)}.{due}")

        self.busy = True
        self.change(work, left, failed=self.refused)

    def refused(self, error: Exception) -> None:
        """Show why it was not saved; where somebody else has changed the answer, Enter overrules that."""
        if not isinstance(error, ChangedMeanwhile):
            super().refused(error)
            return
        email, program = self._who[0], self._program

        def look_again(desk: Desk) -> TakingPart | None:
            from ridealong.services.people import people  # noqa: PLC0415 - services are imported in workers only

            return next((one for one in people.show(desk, email).enrolled if one.program == program), None)

        def looked(now: TakingPart | None) -> None:
            self._enrolment = now or self._enrolment
            self.overrule(error)

        self.ask(look_again, looked, group="answer", failed=super().refused)
