"""How the embeds of a composite team went that are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.pairings import State
from ridealong.tui.dates import span_words
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.field import Choice, Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.widget import Widget

    from ridealong.domain.composite_teams import CompositeTeam, Embed
    from ridealong.services.desk import Desk


class TeamMarkForm(FormDialog[str]):
    """Held, missed, or ended early; and why.

    Args:
        program: the name of the program. one: one embed; None for all of the team that are over and not marked.
    """

    OK = "Mark"
    HELP = (
        "Held: it took place. Missed: it did not. Ended: it broke off early. What is over counts as held where nobody\n"
        "says anything else. The reason is private. {form.accept} marks, {dialog.leave} leaves."
    )

    def __init__(self, program: str, team: CompositeTeam, one: Embed | None = None) -> None:
        super().__init__()
        self._program, self._team, self._one = program, team, one

    @property
    def title_text(self) -> str:
        """Of whom, or of which team."""
        if self._one is None:
            return f"How did {shown(self._team.name)} go?"
        return f"How did {shown(self._one.name)} in {shown(self._team.name)} go?"

    def fields(self) -> Iterator[Widget]:
        """State and reason."""
        one = self._one
        words = f"{span_words(one.days)}, now {one.state.label}" if one else "all who are over and not marked yet"
        yield Line(words, classes="quiet")
        options = [(str(state), str(state)) for state in (State.HELD, State.MISSED, State.ENDED)]
        yield Choice("state", "It was", options)
        yield Field("reason", "Reason", placeholder="private; may stay empty", long=True)

    def opened(self) -> None:
        """The arrows choose at once."""
        self.query_one(Choice).focus()

    def submit(self) -> None:
        """Mark them."""
        program, team, state, reason = self._program, self._team.name, State(self.choice("state")), self.text("reason")
        emails = [self._one.email] if self._one else []
        who = f"{shown(self._one.name)} in " if self._one else ""

        def work(desk: Desk) -> str:
            from ridealong.services.teams import marking  # noqa: PLC0415 - services are imported in workers only

            marking.mark(desk, program, team, state, emails, reason=reason)
            return f"{who}{shown(team)}: marked as {state}"

        self.busy = True
        self.change(work, self._marked, failed=self.refused)

    def _marked(self, words: str) -> None:
        self.busy = False
        self.dismiss(words)
