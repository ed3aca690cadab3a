"""Planning a program's rounds from the screen: with progress, and what came of it in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.text import many, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from ridealong.services.desk import Desk
    from ridealong.services.plans.plan_views import PlanPage, PlanProgress
    from ridealong.tui.dialogs.progress import Reins
    from ridealong.tui.screens.section import SectionScreen


def plan_rounds(
    screen: SectionScreen, name: str, then: Callable[[PlanPage], None], *, repairable: bool = False
) -> None:
    """Plan a program in a worker, with progress; says what came of it, and hands the plan on.

    Args:
        repairable: as in `planned_words`.
    """
    from ridealong.tui.dialogs.progress import ProgressDialog, Step  # noqa: PLC0415 - loaded when asked for

    def job(desk: Desk, reins: Reins) -> PlanPage:
        from ridealong.services.plans import plans  # noqa: PLC0415 - services are imported in workers only

        def tell(progress: PlanProgress) -> None:
            quality = f", {progress.quality}" if progress.quality else ""
            reins.tell(Step(progress.done, f"{progress.stage}: {many(progress.placed, 'place')} filled{quality}"))

        # The solver holds up every thread of its process, so it must not be this one.
        return plans.plan(desk, name, progress=tell, cancelled=reins.stopped, worker=True)

    def planned(result: PlanPage | None) -> None:
        if result is not None and result.numbers is not None:
            title = "Stopped: the best plan so far is kept" if result.numbers.stopped else "Planned"
            screen.ridealong.done(planned_words(result, repairable=repairable), title=title, timeout=8)
            then(result)

    dialog: ProgressDialog[PlanPage] = ProgressDialog(f"Planning {shown(name)}", job, stop="Keep the best so far")
    screen.app.push_screen(dialog, planned)


def planned_words(result: PlanPage, *, repairable: bool = False) -> str:
    """What planning came to, and what it changed in the draft before.

    Args:
        repairable: whether something to come could not take place before, so that a repair would have left the rest
            alone.
    """
    beside = result.changes.sentences[:1] if result.changes else ()
    hint = ("{plan.changes} shows what changed.",) if result.changes and result.changes.changes else ()
    if hint and repairable:
        hint = (f"{hint[0]} {{app.undo}}, then {{plan.repair}}, replaces only what could not take place.",)
    return "\n".join(shown(one) for one in (*result.sentences[:1], *beside, *hint))
