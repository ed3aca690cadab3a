"""An idea: what to try, who sees to it, how far it is, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.errors import ChangedMeanwhile
from ridealong.domain.ideas import IdeaState
from ridealong.domain.wording import brief
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.dialogs.owners import OwnerField
from ridealong.tui.text import shown
from ridealong.tui.widgets.completing import whole
from ridealong.tui.widgets.field import Choice, Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.widget import Widget

    from ridealong.domain.ideas import Idea
    from ridealong.services.desk import Desk
    from ridealong.services.outcomes.ideas import IdeaRow

STATES = tuple((str(one), one.label) for one in IdeaState)
_NAMED = (("no", "stays unnamed"), ("yes", "may be named"))
MOST_TOLD = 60
"""How many characters of an idea are told after it was saved."""


class IdeaForm(FormDialog[str]):
    """A new idea, or one that there is; answers with what to tell of it.

    Args:
        row: the idea as it was looked at; None for a new one.
        state: what is chosen at first; None for the state that it is in.
        program: where a new one comes from. programs: the names that are offered.
    """

    OK = "Save"
    HELP = (
        "An open idea is a spark; somebody takes it up, makes it a project, and gets it done, or it is dropped.\n"
        "Whoever sees to it is somebody of the exchange; one that is taken up, or a project, needs somebody.\n"
        "In reports: whether that person agreed to be named beside it. Another one than before has not agreed yet."
    )

    def __init__(
        self,
        row: IdeaRow | None = None,
        *,
        state: IdeaState | None = None,
        program: str = "",
        programs: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._row = row
        self._state = state or (row.idea.state if row else IdeaState.OPEN)
        self._program = program
        self._programs = programs

    @property
    def title_text(self) -> str:
        """Which idea."""
        return f"Idea {self._row.idea.number}" if self._row else "A new idea"

    def fields(self) -> Iterator[Widget]:
        """The text, who and how far, and where it comes from."""
        one = self._row.idea if self._row else None
        yield Field(
            "text",
            "Idea",
            value=one.text if one else "",
            required=True,
            placeholder="in a sentence: what is to be tried",
            long=True,
        )
        yield OwnerField(value=one.owner_email if one else "")
        yield Choice("state", "State", STATES, value=str(self._state))
        yield Choice("named", "In reports", _NAMED, value="yes" if one and one.named else "no")
        if one is None:
            yield Field(
                "program",
                "Program",
                value=self._program,
                placeholder="where it comes from; may stay empty",
                suggester=whole(lambda: self._programs),
            )
        yield Field("note", "Outcome", value=one.note if one else "", placeholder="what became of it", long=True)

    def opened(self) -> None:
        """Where it cannot go on without somebody who sees to it, that is what is asked."""
        owner = self.query_one(OwnerField)
        owner.learn(self)
        if self._state.owned and not owner.text:
            owner.input.focus()

    def submit(self) -> None:
        """Save it; where nothing is different, leave."""
        row, typed = self._row, self._typed()
        if row is not None and not typed:
            self.dismiss(None)
            return

        def save(desk: Desk) -> IdeaRow:
            from ridealong.services.outcomes import ideas  # noqa: PLC0415 - services are imported in workers only

            # Each name is one of a new idea and of a change, with the type that both have.
            if row is None:
                return ideas.add(desk, ideas.NewIdea(**typed))  # type: ignore[arg-type]  # as said
            return ideas.change(desk, row.idea.number, ideas.IdeaChange(**typed), seen=row.seen)  # type: ignore[arg-type]  # as said

        self.busy = True
        self.change(save, self._saved, failed=self.refused)

    def _typed(self) -> dict[str, object]:
        """What was typed and chosen, by the names of the services; of an idea that there is, what is different."""
        found: dict[str, object] = {
            field.key: field.text.strip() for field in self.query(Field) if self._row is None or field.changed
        }
        state, named = IdeaState(self.choice("state")), self.query_one("#field-named", Choice)
        if self._row is None or state is not self._row.idea.state:
            found["state"] = state
        if self._row is None or named.changed:
            found["named"] = named.chosen == "yes"
        return found

    def _saved(self, after: IdeaRow) -> None:
        self.busy = False
        self.dismiss(state_words(after.idea))

    def refused(self, error: Exception) -> None:
        """Show why it could not be saved; what somebody else has changed meanwhile, to be overruled."""
        before = self._row
        if not isinstance(error, ChangedMeanwhile) or before is None:
            super().refused(error)
            return

        def look(desk: Desk) -> IdeaRow:
            from ridealong.services.outcomes import ideas  # noqa: PLC0415 - services are imported in workers only

            return ideas.show(desk, before.idea.number)

        def looked(now: IdeaRow) -> None:
            self._row = now
            # A state that nobody chose here is the one that somebody else has chosen.
            if self.choice("state") == before.idea.state:
                states = [state for state, _words in STATES]
                self.query_one("#field-state", Choice).choose(states.index(str(now.idea.state)))
            self.overrule(error)

        # What is gone cannot be looked at: then what was said first says why.
        self.ask(look, looked, group="look again", failed=lambda _: super(IdeaForm, self).refused(error))


def state_words(idea: Idea) -> str:
    """How far an idea is, and who sees to it, with its beginning."""
    owner = f", {shown(idea.owner_name)} sees to it" if idea.owner_name else ""
    return f"“{brief(shown(idea.text), MOST_TOLD)}” is {idea.state.said}{owner}"
