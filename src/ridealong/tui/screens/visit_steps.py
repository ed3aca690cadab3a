"""The steps of a visit, opened from wherever the visit is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ridealong.services.desk import Desk
    from ridealong.services.programs.steps import PairingSteps
    from ridealong.tui.screens.section import SectionScreen


def open_steps(screen: SectionScreen, pairing: int | None) -> None:
    """Show what is to be done for a visit, to be ticked off; without one, say that the cursor has to be put on it."""
    if pairing is None:
        screen.notify("Put the cursor on a visit first", severity="warning", timeout=3, markup=False)
        return

    def fetch(desk: Desk) -> PairingSteps:
        from ridealong.services.programs import steps  # noqa: PLC0415 - services are imported in workers only

        return steps.of_pairing(desk, pairing)

    def fetched(found: PairingSteps) -> None:
        from ridealong.tui.dialogs.steps import StepsDialog  # noqa: PLC0415 - loaded when asked for

        screen.app.push_screen(StepsDialog(found))

    screen.ask(fetch, fetched, group="steps")
