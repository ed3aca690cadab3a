"""Composite teams formed, published, written and read from their screen: with progress, and what came of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ridealong.tui.dates import with_days
from ridealong.tui.text import many, shown

if TYPE_CHECKING:
    from ridealong.services.desk import Desk
    from ridealong.services.importing import ImportReport
    from ridealong.services.teams.forming import Formed
    from ridealong.services.teams.pins_clash import PinsClash, WayOut
    from ridealong.services.teams.publishing import TeamsPublished
    from ridealong.tui.dialogs.progress import Reins
    from ridealong.tui.screens.section import SectionScreen
    from ridealong.tui.screens.teams import TeamsScreen

MOST_REASONS = 3
"""How many open slots a toast explains: all are explained on the screen."""


def form_teams(screen: TeamsScreen, name: str, *, fill: bool = False) -> None:
    """Fill slots in a worker, with progress; says what came of it.

    Args:
        fill: whether drafts stay, so that only open slots are filled.
    """
    from ridealong.tui.dialogs.progress import ProgressDialog, Step  # noqa: PLC0415 - loaded when asked for

    def job(desk: Desk, reins: Reins) -> Formed | PinsClash:
        from ridealong.services.teams import forming, pins_clash  # noqa: PLC0415 - services are imported in workers only

        def told(what: str, done: float) -> None:
            reins.tell(Step(done, what))

        try:
            return forming.form(desk, name, fill=fill, told=told, cancelled=reins.stopped, worker=True)
        except pins_clash.PinsClash as error:
            return error

    def formed(result: Formed | PinsClash | None) -> None:
        if isinstance(result, Exception):
            _resolve(screen, name, result)
        elif result is not None:
            screen.take_reasons({slot.slot.id: slot.why_open for _team, slot in result.open})
            screen.ridealong.done(formed_words(result), title="Teams formed", timeout=8)

    dialog: ProgressDialog[Formed | PinsClash] = ProgressDialog(f"Forming the teams of {shown(name)}", job)
    screen.app.push_screen(dialog, formed)


def _resolve(screen: TeamsScreen, name: str, clash: PinsClash) -> None:
    """Show which pins contradict each other, and take the way out that is chosen."""
    from ridealong.tui.dialogs.team_clash import TeamClashDialog  # noqa: PLC0415 - loaded when asked for

    def chosen(way: WayOut | None) -> None:
        if way is None:
            return
        if way.email:
            screen.write(partial(_withdrawn, name, way))
        else:
            screen.edit_named(way.team, way.slot)

    screen.app.push_screen(TeamClashDialog(name, clash), chosen)


def _withdrawn(program: str, way: WayOut, desk: Desk) -> str:
    """Take a pin or an exclusion back."""
    from ridealong.services.teams import demands  # noqa: PLC0415 - services are imported in workers only

    demands.withdraw(desk, program, way.team, way.email, way.slot, kind=way.kind)
    what = "is pinned there no longer" if way.kind == "pin" else "is kept out no longer"
    return f"{shown(way.email)} {what}: {shown(way.team)}. {{plan.run}} forms the teams"


def formed_words(result: Formed) -> str:
    """What forming came to: how many slots, how far from the best, and why slots are open."""
    slots = sum(len(one.slots) for one in result.page.teams)
    taken = f"{slots - result.page.open} of {many(slots, 'slot')}"
    best = "no better teams are possible" if result.proved else result.possible
    said = [f"{taken} filled; {best}."]
    said.append(f"{many(result.new, 'new draft')}, {result.kept:,} as before.")
    for team, slot in result.open[:MOST_REASONS]:
        said.append(f"○ {shown(team.team.name)}, slot {shown(str(slot.slot))}: {shown(with_days(slot.why_open))}")
    if (more := len(result.open) - MOST_REASONS) > 0:
        said.append(f"and {many(more, 'open slot')} more")
    return "\n".join(said)


def publish_teams(screen: SectionScreen, name: str) -> None:
    """Show what publishing teams would change, ask, publish."""
    from ridealong.tui.dialogs.team_publish import PublishTeamsDialog  # noqa: PLC0415 - loaded when asked for

    def published(result: TeamsPublished | None) -> None:
        if result is not None:
            words = f"{many(result.embeds, 'embed')} in {many(len(result.teams), 'team')}, "
            words += f"{many(result.invites, 'new invite')}."
            words += "\n{app.invites} shows them, {invites.export} there exports them."
            screen.ridealong.done(words, title="Published", timeout=8)

    screen.app.push_screen(PublishTeamsDialog(name), published)


def export(screen: SectionScreen, name: str) -> None:
    """Ask for a file, and write all teams into it."""
    from ridealong.tui.dialogs.export_table import ExportDialog  # noqa: PLC0415 - loaded when asked for

    def made(desk: Desk) -> str:
        from ridealong.services.teams import importing  # noqa: PLC0415 - services are imported in workers only

        return importing.export_teams(desk, name)[0]

    def written(words: str | None) -> None:
        if words:
            screen.notify(words, timeout=6, markup=False)

    screen.app.push_screen(ExportDialog(f"Export the teams of {shown(name)}", "teams.csv", made), written)


def import_file(screen: SectionScreen, name: str) -> None:
    """Show what a file of teams would do, and do it."""
    from ridealong.tui.dialogs.import_file import outcome  # noqa: PLC0415 - loaded when asked for
    from ridealong.tui.dialogs.team_import import ImportTeamsForm  # noqa: PLC0415 - as above

    def imported(report: ImportReport | None) -> None:
        if report is not None:
            screen.ridealong.done(outcome(report), title="Teams imported", timeout=8)

    screen.app.push_screen(ImportTeamsForm(name), imported)
