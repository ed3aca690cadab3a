"""What people have answered to a program: one person, or many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ridealong.domain.errors import ChangedMeanwhile
from ridealong.domain.programs import EnrolmentState
from ridealong.domain.values import read_email
from ridealong.tui.dates import date_words
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.field import Choice, Field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.taking_part import TakingPart

ALL, SOME = "all", "some"


def read_addresses(text: str) -> tuple[str, ...]:
    """Addresses separated by commas, semicolons or blanks; raises InvalidValue."""
    words = text.replace(",", " ").replace(";", " ").split()
    return tuple(read_email(one) for one in words)


class _AnswerForm(FormDialog[str]):
    """Asked, agreed, paused until a day, or declined; the answer is what to tell of it."""

    def __init__(self, program: str) -> None:
        super().__init__()
        self._program = program

    def answer_fields(self, state: EnrolmentState, until: date | None = None) -> Iterator[Widget]:
        """The answer, and the last day of a pause."""
        yield Choice("state", "Answer", [(str(one), str(one)) for one in EnrolmentState], value=str(state))
        yield Field(
            "until", "Paused until", value=str(until or ""), read=self.read_day, placeholder="the last day, 2027-01-31"
        )

    def on_choice_changed(self) -> None:
        """Only a pause has a last day."""
        self.complain("")
        self.show_needed()

    def show_needed(self) -> None:
        """Show what the choices ask for."""
        self.query_one("#field-until").display = self.choice("state") == EnrolmentState.PAUSED

    def answer(self) -> tuple[EnrolmentState, date | None] | None:
        """What was answered, with the last day of a pause; None where that day is missing, which the form then says."""
        state = EnrolmentState(self.choice("state"))
        until = cast("date | None", self.value("until")) if state is EnrolmentState.PAUSED else None
        if state is EnrolmentState.PAUSED and until is None:
            self.missing("until", "A pause needs its last day")
            return None
        return state, until

    def missing(self, name: str, problem: str) -> None:
        """Say what a field lacks, and go there."""
        field = self.query_one(f"#field-{name}", Field)
        field.complain(problem)
        field.input.focus()

    def note(
        self,
        who: Iterable[str] | None,
        answer: tuple[EnrolmentState, date | None],
        told: Callable[[int], str],
        *,
        seen: TakingPart | None = None,
    ) -> None:
        """Note the answer.

        Args:
            who: addresses; None for everybody.
            told: what to tell of it, out of the number of people for whom it is new.
            seen: the answer that this one takes the place of, as the form shows it.
        """
        program, (state, until) = self._program, answer

        def work(desk: Desk) -> int:
            from ridealong.services import programs  # noqa: PLC0415 - services are imported in workers only

            whom = programs.ALL if who is None else tuple(who)
            return programs.enrol(desk, program, whom, state, until, seen=[] if seen is None else [seen.seen])

        def noted(number: int) -> None:
            self.busy = False
            self.dismiss(told(number))

        self.busy = True
        self.change(work, noted, failed=self.refused)


class EnrolForm(_AnswerForm):
    """Everybody, or some people by their addresses, and what they answered."""

    TITLE_TEXT = "Who takes part?"
    OK = "Enrol"
    HELP = (
        "Everybody enrols all people who are not in the program yet; who declined or is paused is left alone.\n"
        "Some: their addresses, with commas between them. In People, {people.enrol} enrols all marked people."
    )

    def fields(self) -> Iterator[Widget]:
        """Who, what they said, and the last day of a pause."""
        yield Choice("who", "Who", [(ALL, "everybody"), (SOME, "some people")])
        yield Field("addresses", "Addresses", read=read_addresses, placeholder="ana@company.example, ben@...")
        yield from self.answer_fields(EnrolmentState.AGREED)

    def opened(self) -> None:
        """Show what is needed."""
        self.show_needed()

    def show_needed(self) -> None:
        """Only some people have addresses and answers of their own."""
        super().show_needed()
        some = self.choice("who") == SOME
        self.query_one("#field-addresses").display = self.query_one("#field-state").display = some
        self.query_one("#field-until").display &= some

    def submit(self) -> None:
        """Enrol them."""
        everybody = self.choice("who") == ALL
        addresses = cast("tuple[str, ...]", self.value("addresses") or ())
        if not everybody and not addresses:
            self.missing("addresses", "Addresses are needed")
            return
        answer = (EnrolmentState.AGREED, None) if everybody else self.answer()
        if answer is not None:
            self.note(
                None if everybody else addresses,
                answer,
                lambda number: f"{many(number, 'person', 'people')} newly {answer[0]} in {shown(self._program)}",
            )


class EnrolmentForm(_AnswerForm):
    """What one person answered to one program.

    Args:
        who: the address and the name. enrolment: what the person answered before.
    """

    OK = "Save"
    HELP = (
        "Only who has agreed is planned. A pause has a last day, after which the person is planned again.\n"
        "What is published stays as it is: Plan shows it, and {plan.repair} there replaces what can no longer take\n"
        "place."
    )

    def __init__(self, who: tuple[str, str], enrolment: TakingPart) -> None:
        super().__init__(enrolment.program)
        self._who = who
        self._enrolment = enrolment

    @property
    def title_text(self) -> str:
        """Who, and which program."""
        return f"{shown(self._who[1])} in {shown(self._program)}"

    def fields(self) -> Iterator[Widget]:
        """The answer, and the last day of a pause."""
        yield from self.answer_fields(self._enrolment.state, self._enrolment.until)

    def opened(self) -> None:
        """The arrows choose at once."""
        self.query_one(Choice).focus()
        self.show_needed()

    def submit(self) -> None:
        """Note the answer."""
        answer = self.answer()
        if answer is None:
            return
        (email, name), (state, until) = self._who, answer
        words = f"{shown(name)}: {state} in {shown(self._program)}{f' until {date_words(until)}' if until else ''}"
        self.note([email], answer, lambda number: words if number else "", seen=self._enrolment)

    def refused(self, error: Exception) -> None:
        """Show why it was not saved; where somebody else has changed the answer, Enter overrules that."""
        if not isinstance(error, ChangedMeanwhile):
            super().refused(error)
            return
        email, program = self._who[0], self._program

        def look_again(desk: Desk) -> TakingPart | None:
            from ridealong.services import people  # noqa: PLC0415 - services are imported in workers only

            return next((one for one in people.show(desk, email).enrolled if one.program == program), None)

        def looked(now: TakingPart | None) -> None:
            self._enrolment = now or self._enrolment
            self.overrule(error)

        self.ask(look_again, looked, group="answer", failed=super().refused)
