"""What the coordinator asks for somebody and a slot or team: that they are in it, are not, or would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.composite_teams import CompositeTeam, DemandKind, Slot
from ridealong.domain.people import identity
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Choice
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from ridealong.services.desk import Desk

NOTHING = "nothing"
OPTIONS = (
    (str(DemandKind.PIN), "pin"),
    (str(DemandKind.WISH), "wish"),
    (str(DemandKind.EXCLUSION), "keep out"),
    (NOTHING, "nothing"),
)
SAID = {DemandKind.PIN: "is pinned to", DemandKind.EXCLUSION: "is kept out of", DemandKind.WISH: "is wished for in"}


class TeamDemandForm(FormDialog[str]):
    """Pin, wish, keep out, or nothing any more.

    Args:
        program: the name of the program. slot: None for any slot of the team. email: for whom.
    """

    TITLE_TEXT = "What is asked for them?"
    OK = "Ask"
    HELP = (
        "A pin is kept whenever teams are formed; who is kept out is never put in; a wish is heeded as far as can be.\n"
        "What is chosen takes the place of what was asked before; nothing takes that back. {choice.previous} and\n"
        "{choice.next} choose, {form.accept} saves, {dialog.leave} leaves."
    )

    def __init__(self, program: str, team: CompositeTeam, slot: Slot | None, email: str) -> None:
        super().__init__()
        self._program, self._team, self._slot, self._email = program, team, slot, email

    @property
    def _where(self) -> str:
        name = shown(self._team.name)
        return f"slot {shown(str(self._slot))} of {name}" if self._slot else f"any slot of {name}"

    @property
    def _now(self) -> str:
        """What is asked by now."""
        number = self._slot.number if self._slot else None
        who = identity(self._email)
        there = (one for one in self._team.demands if one.slot == number and identity(one.email) == who)
        return str(next((one.kind for one in there), NOTHING))

    def fields(self) -> Iterator[Widget]:
        """Whom it is about, and what is asked."""
        yield Line(f"{shown(self._email)} and {self._where}", classes="words")
        now = self._now
        if now != NOTHING:
            yield Line(f"now: {SAID[DemandKind(now)]} it", classes="quiet")
        yield Choice("kind", "Asked", OPTIONS, value=now if now != NOTHING else str(DemandKind.PIN))

    def opened(self) -> None:
        """The arrows choose at once."""
        self.query_one(Choice).focus()

    def submit(self) -> None:
        """Ask, or take back."""
        program, team, email, chosen = self._program, self._team.name, self._email, self.choice("kind")
        number, where = (self._slot.number if self._slot else None), self._where
        if chosen == self._now:
            self.dismiss("")
            return

        def work(desk: Desk) -> str:
            from ridealong.services.teams import demands  # noqa: PLC0415 - services are imported in workers only

            if chosen == NOTHING:
                demands.withdraw(desk, program, team, email, number)
                return f"Nothing more is asked for {shown(email)} and {where}"
            demands.ask(desk, program, team, DemandKind(chosen), email=email, slot=number)
            return f"{shown(email)} {SAID[DemandKind(chosen)]} {where}. {{plan.run}} heeds it"

        self.busy = True
        self.change(work, self._asked, failed=self.refused)

    def _asked(self, words: str) -> None:
        self.busy = False
        self.dismiss(words)
