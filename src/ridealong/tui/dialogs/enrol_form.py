"""What people have answered to a program: everybody, or some by their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ridealong.domain.programs import EnrolmentState
from ridealong.domain.values import read_email
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.field import Choice, Field

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from textual.widget import Widget

    from ridealong.services.desk import Desk

ALL, SOME = "all", "some"


def read_addresses(text: str) -> tuple[str, ...]:
    """Addresses separated by commas, semicolons or blanks; raises InvalidValue."""
    words = text.replace(",", " ").replace(";", " ").split()
    return tuple(read_email(one) for one in words)


class EnrolForm(FormDialog[str]):
    """Everybody, or some people by their addresses, and what they answered; the answer is what to tell of it."""

    TITLE_TEXT = "Who takes part?"
    OK = "Enrol"
    HELP = (
        "Everybody enrols all people who are not in the program yet; who declined or is paused is left alone.\n"
        "Some: their addresses, with commas between them. In People, {people.enrol} enrols all marked people."
    )

    def __init__(self, program: str) -> None:
        super().__init__()
        self._program = program

    def fields(self) -> Iterator[Widget]:
        """Who, what they said, and the last day of a pause."""
        yield Choice("who", "Who", [(ALL, "everybody"), (SOME, "some people")])
        yield Field("addresses", "Addresses", read=read_addresses, placeholder="ana@company.example, ben@...")
        states = [(str(one), str(one)) for one in EnrolmentState]
        yield Choice("state", "Answer", states, value=str(EnrolmentState.AGREED))
        yield Field("until", "Paused until", read=self.read_day, placeholder="the last day, 2027-01-31")

    def opened(self) -> None:
        """Show what is needed."""
        self._show_needed()

    def on_choice_changed(self) -> None:
        """Only some people have addresses and answers of their own, and only a pause has a last day."""
        self.complain("")
        self._show_needed()

    def _show_needed(self) -> None:
        some = self.choice("who") == SOME
        self.query_one("#field-addresses").display = self.query_one("#field-state").display = some
        self.query_one("#field-until").display = some and self.choice("state") == EnrolmentState.PAUSED

    def submit(self) -> None:
        """Enrol them."""
        everybody = self.choice("who") == ALL
        addresses = cast("tuple[str, ...]", self.value("addresses") or ())
        state = EnrolmentState.AGREED if everybody else EnrolmentState(self.choice("state"))
        until = cast("date | None", self.value("until")) if state is EnrolmentState.PAUSED else None
        if not everybody and not addresses:
            self.query_one("#field-addresses", Field).refuse("Addresses are needed")
        elif state is EnrolmentState.PAUSED and until is None:
            self.query_one("#field-until", Field).refuse("A pause needs its last day")
        else:
            self._note(None if everybody else addresses, state, until)

    def _note(self, who: tuple[str, ...] | None, state: EnrolmentState, until: date | None) -> None:
        program = self._program

        def work(desk: Desk) -> int:
            from ridealong.services.programs import programs  # noqa: PLC0415 - services are imported in workers only

            return programs.enrol(desk, program, programs.ALL if who is None else who, state, until)

        def noted(number: int) -> None:
            self.busy = False
            self.dismiss(f"{many(number, 'person', 'people')} newly {state} in {shown(program)}")

        self.busy = True
        self.change(work, noted, failed=self.refused)
