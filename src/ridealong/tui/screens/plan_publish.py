"""Publishing a plan from its screen: what would change is shown, then it is asked; and what a repair would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.keyed import keyed
from ridealong.tui.screens.plan_groups import publish_in_groups, repair_in_groups
from ridealong.tui.text import many

if TYPE_CHECKING:
    from ridealong.services.publishing.publishing import Published
    from ridealong.services.repairs.repair_views import Repaired
    from ridealong.tui.screens.plan import PlanScreen


def publish(screen: PlanScreen) -> None:
    """Compare the draft with what is published and with the draft before, ask, publish."""
    from ridealong.tui.dialogs.publish import PublishDialog  # noqa: PLC0415 - loaded when asked for

    def published(result: Published | None) -> None:
        if result is not None:
            words = f"{many(result.pairings, result.word)}, {many(result.invites, 'new invite')}."
            words += "\n{app.invites} shows them, {invites.export} there exports them."
            screen.ridealong.done(words, title="Published", timeout=8)

    if screen.groups is not None and screen.writable():
        publish_in_groups(screen, screen.groups.program.name)
    elif screen.page is not None and screen.writable():
        screen.app.push_screen(PublishDialog(screen.page.program.name, screen.changes), published)


def repair(screen: PlanScreen) -> None:
    """Show what a repair would change, ask, repair."""
    from ridealong.tui.dialogs.repair import RepairDialog  # noqa: PLC0415 - loaded when asked for

    def repaired(result: Repaired | None) -> None:
        if result is not None:
            published = any(one.published for one in result.changes)
            due = "\n{app.invites} shows the invites that are due." if published else ""
            words = f"{many(len(result.changes), 'change')}, {many(result.kept, 'pairing')} as before.{due}"
            screen.ridealong.done(words, title="Repaired", timeout=8)

    if screen.groups is not None and screen.writable():
        repair_in_groups(screen, screen.groups.program.name)
    elif screen.page is not None and screen.writable():
        screen.app.push_screen(RepairDialog(screen.page.program.name), repaired)


def show_changes(screen: PlanScreen) -> None:
    """Show what planning again changed in the draft before."""
    from ridealong.tui.dialogs.changes import ChangesDialog  # noqa: PLC0415 - loaded when asked for

    if screen.changes is None:
        words = "Plan again with {plan.run} first: then {plan.changes} shows what that changed"
        screen.notify(keyed(screen, words), timeout=4, markup=False)
    else:
        screen.app.push_screen(ChangesDialog(screen.changes))
