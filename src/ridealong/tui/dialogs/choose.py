"""Choose one program out of a list that narrows while typing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import SimpleCommand

from ridealong.tui.dates import span_words
from ridealong.tui.keyed import keyed
from ridealong.tui.palette import pick
from ridealong.tui.text import many, shown, unmarked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.screen import Screen

    from ridealong.services.programs.programs import ProgramRow


def choose_program(
    screen: Screen[None],
    programs: Iterable[ProgramRow],
    chosen: Callable[[str], None],
    *,
    all_of_them: bool = False,
) -> None:
    """Open a picker over the programs.

    Args:
        chosen: called with the name; empty for all programs.
        all_of_them: whether all programs together can be chosen.
    """
    commands: list[SimpleCommand] = []
    if all_of_them:
        commands.append(SimpleCommand("All programs", partial(chosen, ""), "everything together"))
    for row in programs:
        about = f"{row.kind.label}, {span_words(row.days)}, {many(row.people, 'person', 'people')}"
        commands.append(SimpleCommand(unmarked(shown(row.name)), partial(chosen, row.name), about))
    if commands:
        pick(screen.app, commands, ask="Which program?")
    else:
        screen.notify(
            keyed(screen, "There is no program yet; {app.programs}, then {programs.new}, creates one"), markup=False
        )
