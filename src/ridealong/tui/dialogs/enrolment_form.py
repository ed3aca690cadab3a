"""What somebody has answered to a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ridealong.domain.errors import ChangedMeanwhile
from ridealong.domain.programs import EnrolmentState
from ridealong.domain.values import read_day
from ridealong.tui.dates import date_words
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Choice, Field

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.taking_part import TakingPart


class EnrolmentForm(FormDialog[str]):
    """Asked, agreed, paused until a day, or declined."""

    OK = "Save"
    HELP = (
        "Only who has agreed is planned. A pause has a last day, after which the person is planned again.\n"
        "What is published stays as it is: Plan shows it, and R there replaces what can no longer take place."
    )

    def __init__(self, who: tuple[str, str], enrolment: TakingPart) -> None:
        super().__init__()
        self._who = who
        self._enrolment = enrolment

    @property
    def title_text(self) -> str:
        """Who, and which program."""
        return f"{shown(self._who[1])} in {shown(self._enrolment.program)}"

    def fields(self) -> Iterator[Widget]:
        """The answer, and the last day of a pause."""
        one = self._enrolment
        yield Choice("state", "Answer", [(str(state), str(state)) for state in EnrolmentState], value=str(one.state))
        yield Field(
            "until", "Paused until", value=str(one.until or ""), read=read_day, placeholder="the last day, 2027-01-31"
        )

    def opened(self) -> None:
        """The arrows choose at once."""
        self.query_one(Choice).focus()
        self._only_pauses()

    def on_choice_changed(self) -> None:
        """Only a pause has a last day."""
        self.complain("")
        self._only_pauses()

    def _only_pauses(self) -> None:
        self.query_one("#field-until", Field).display = self.choice("state") == EnrolmentState.PAUSED

    def submit(self) -> None:
        """Note the answer."""
        state = EnrolmentState(self.choice("state"))
        until = cast("date | None", self.value("until")) if state is EnrolmentState.PAUSED else None
        if state is EnrolmentState.PAUSED and until is None:
            self.query_one("#field-until", Field).complain("A pause needs its last day")
            self.query_one("#field-until", Field).input.focus()
            return
        (email, name), program, seen = self._who, self._enrolment.program, self._enrolment.seen

        def work(desk: Desk) -> int:
            from ridealong.services import programs  # noqa: PLC0415 - services are imported in workers only

            return programs.enrol(desk, program, [email], state, until, seen=[seen])

        def done(number: int) -> None:
            self.busy = False
            words = f"{shown(name)}: {state} in {shown(program)}{f' until {date_words(until)}' if until else ''}"
            self.dismiss(words if number else "")

        self.busy = True
        self.change(work, done, failed=self._not_saved)

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, ChangedMeanwhile):
            self.refused(error)
            return
        email, program = self._who[0], self._enrolment.program

        def look_again(desk: Desk) -> TakingPart | None:
            from ridealong.services import people  # noqa: PLC0415 - services are imported in workers only

            return next((one for one in people.show(desk, email).enrolled if one.program == program), None)

        def looked(now: TakingPart | None) -> None:
            self._enrolment = now or self._enrolment
            self.overrule(error)

        self.ask(look_again, looked, group="answer", failed=self.refused)
