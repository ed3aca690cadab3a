"""How a pairing went: held, missed, or ended early."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from ridealong.domain.errors import ChangedMeanwhile
from ridealong.domain.pairings import State
from ridealong.tui.actions import BY_NAME, bindings, keys_of
from ridealong.tui.dates import span_words
from ridealong.tui.dialogs.marking import MarkingDialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Choice
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.binding import BindingType

    from ridealong.services.desk import Desk
    from ridealong.services.outcomes.history import PairingRow

STATES = (State.HELD, State.MISSED, State.ENDED)


class _How(Choice):
    """The states, each with its letter: h is held, which on other choices goes to the left."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("marking")]
    HELP = "How it went. Choose by letter, with {choice.previous} and {choice.next}, or click; {form.accept} marks."


class MarkDialog(MarkingDialog["PairingRow"]):
    """One state for all chosen pairings.

    Args:
        state: what is chosen at first.
    """

    HELP = (
        "Held: it took place. Missed: it did not. Ended: it broke off early, and that is nobody's fault.\n"
        "The reason is private: it stays in this database. {form.accept} marks, {dialog.leave} leaves."
    )
    NOUN = "pairing"

    def __init__(self, rows: Sequence[PairingRow], *, state: State = State.HELD) -> None:
        super().__init__(rows)
        self._state = state

    def about(self, row: PairingRow) -> str:
        """Both names."""
        return f"{shown(row.it_name)} with {shown(row.marketing_name)}"

    def now(self) -> Line:
        """In which program and state, and when; of several pairings only once that was asked anew."""
        now = Line(_now(self._rows), id="now", classes="quiet")
        now.display = len(self._rows) == 1
        return now

    def states(self) -> Choice:
        """All three, with their letters."""
        keys = self.ridealong.config.keys
        options = [(str(one), f"{one} ({keys_of(BY_NAME[f'marking.{one}'], keys)})") for one in STATES]
        return _How("state", "It was", options, value=str(self._state))

    @staticmethod
    def mark(desk: Desk, rows: Sequence[PairingRow], state: State, reason: str) -> None:
        """Mark the pairings."""
        from ridealong.services.outcomes import history  # noqa: PLC0415 - services are imported in workers only

        history.mark_all(desk, [row.id for row in rows], state, reason, seen=[row.seen for row in rows])

    def refused(self, error: Exception) -> None:
        """Show why it could not be done; what somebody else has changed meanwhile as it is now, to be overruled."""
        if not isinstance(error, ChangedMeanwhile):
            super().refused(error)
            return
        ids = [row.id for row in self._rows]

        def look(desk: Desk) -> tuple[PairingRow, ...]:
            from ridealong.services.outcomes import history  # noqa: PLC0415 - services are imported in workers only

            return history.look_again(desk, ids)

        def seen(rows: tuple[PairingRow, ...]) -> None:
            self._rows = rows
            now = self.query_one("#now", Line)
            now.display = True
            now.say(_now(rows))
            self.overrule(error)

        # What is gone cannot be looked at: then what was said first says why.
        self.ask(look, seen, group="look again", failed=lambda _: super(MarkDialog, self).refused(error))


def _now(rows: Sequence[PairingRow]) -> str:
    """The states that the pairings are in."""
    if len(rows) == 1:
        return f"{shown(rows[0].program)}, {span_words(rows[0].days)}, now {rows[0].state}"
    return f"now {', '.join(f'{number} {state}' for state, number in Counter(row.state for row in rows).items())}"
