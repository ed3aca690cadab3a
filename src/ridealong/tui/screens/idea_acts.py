"""What can be done with ideas: noted, edited, moved on to the next state, taken off the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.ideas import IdeaState
from ridealong.domain.wording import brief
from ridealong.tui.keyed import keyed
from ridealong.tui.text import shown

if TYPE_CHECKING:
    from ridealong.services.desk import Desk
    from ridealong.services.outcomes.ideas import IdeaRow
    from ridealong.tui.dialogs.idea_form import IdeaForm
    from ridealong.tui.screens.section import SectionScreen

NEXT = {
    IdeaState.OPEN: IdeaState.TAKEN_UP,
    IdeaState.TAKEN_UP: IdeaState.PROJECT,
    IdeaState.PROJECT: IdeaState.DONE,
    IdeaState.DROPPED: IdeaState.OPEN,
}
"""State -> where most ideas go from there; what may follow what, the services know."""
MOST_TOLD = 60


def add_idea(screen: SectionScreen, program: str) -> None:
    """Ask for a new idea; `program` is where it comes from most likely, or empty."""

    def fetch(desk: Desk) -> tuple[str, ...]:
        from ridealong.services.programs import programs  # noqa: PLC0415 - services are imported in workers only

        return tuple(row.name for row in programs.list_all(desk))

    def fetched(names: tuple[str, ...]) -> None:
        from ridealong.tui.dialogs.idea_form import IdeaForm  # noqa: PLC0415 - loaded when asked for

        _open(screen, IdeaForm(program=program, programs=names))

    if screen.writable():
        screen.ask(fetch, fetched, group="idea")


def edit_idea(screen: SectionScreen, row: IdeaRow | None) -> None:
    """Change what is known of an idea."""
    from ridealong.tui.dialogs.idea_form import IdeaForm  # noqa: PLC0415 - loaded when asked for

    if _chosen(screen, row) is not None:
        _open(screen, IdeaForm(row))


def move_on(screen: SectionScreen, row: IdeaRow | None) -> None:
    """Let an idea go on to the next state; where that needs somebody who sees to it, ask for that."""
    from ridealong.tui.dialogs.idea_form import IdeaForm, state_words  # noqa: PLC0415 - loaded when asked for

    if (one := _chosen(screen, row)) is None:
        return
    state = NEXT.get(one.idea.state)
    if state is None:
        words = keyed(screen, "It is done already: {history.edit-idea} takes it up again")
        screen.notify(words, timeout=4, markup=False)
        return
    if state.owned and not one.idea.owner_email:
        _open(screen, IdeaForm(one, state=state))
        return

    def work(desk: Desk) -> IdeaRow:
        from ridealong.services.outcomes import ideas  # noqa: PLC0415 - services are imported in workers only

        return ideas.change(desk, one.idea.number, ideas.IdeaChange(state=state), seen=one.seen)

    screen.change(work, lambda after: screen.ridealong.done(state_words(after.idea)))


def remove_idea(screen: SectionScreen, row: IdeaRow | None) -> None:
    """Take an idea off the list."""
    if (one := _chosen(screen, row)) is None:
        return

    def work(desk: Desk) -> IdeaRow:
        from ridealong.services.outcomes import ideas  # noqa: PLC0415 - services are imported in workers only

        return ideas.remove(desk, one.idea.number, seen=one.seen)

    def removed(gone: IdeaRow) -> None:
        screen.ridealong.done(f"“{brief(shown(gone.idea.text), MOST_TOLD)}” is off the list")

    screen.change(work, removed)


def _chosen(screen: SectionScreen, row: IdeaRow | None) -> IdeaRow | None:
    """The idea, if there is one and it may be changed; says so where not."""
    if not screen.writable():
        return None
    if row is None:
        screen.notify("Put the cursor on an idea first", severity="warning", timeout=3, markup=False)
    return row


def _open(screen: SectionScreen, form: IdeaForm) -> None:
    def saved(words: str | None) -> None:
        if words:
            screen.ridealong.done(words)

    screen.app.push_screen(form, saved)
