"""Taking down what came out of visits, from wherever they are shown: in a form, or from the file of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ridealong.services.desk import Desk
    from ridealong.services.importing import ImportReport
    from ridealong.services.outcomes.debrief_pages import DebriefPage
    from ridealong.tui.screens.section import SectionScreen


def open_debrief(screen: SectionScreen, pairing: int | None) -> None:
    """Ask what came out of a visit, once it has begun; without one, say that the cursor has to be put on it."""
    if pairing is None:
        screen.notify("Put the cursor on a visit that took place first", severity="warning", timeout=3, markup=False)
        return

    def fetch(desk: Desk) -> DebriefPage:
        from ridealong.domain.debriefs import check_noted  # noqa: PLC0415 - loaded when asked for
        from ridealong.services.outcomes import debrief_pages  # noqa: PLC0415 - services are imported in workers only

        page = debrief_pages.page(desk, pairing)
        check_noted(pairing, page.visit.state, page.visit.days.first, desk.clock.today())
        return page

    def fetched(page: DebriefPage) -> None:
        from ridealong.tui.dialogs.debrief_form import DebriefForm  # noqa: PLC0415 - loaded when asked for

        screen.app.push_screen(DebriefForm(page), noted)

    def noted(words: str | None) -> None:
        if words:
            screen.ridealong.done(words)

    if screen.writable():
        screen.ask(fetch, fetched, group="debrief")


def import_forms(screen: SectionScreen, program: str) -> None:
    """Import what people answered in a form; `program` is the one it is about most likely, or empty."""
    from ridealong.tui.dialogs.import_file import outcome  # noqa: PLC0415 - loaded when asked for
    from ridealong.tui.dialogs.import_forms import ImportFormsDialog  # noqa: PLC0415 - as above

    def imported(report: ImportReport | None) -> None:
        if report is not None:
            screen.ridealong.done(outcome(report), title="Imported", timeout=12 if report.rejected else 8)

    if screen.writable():
        screen.app.push_screen(ImportFormsDialog(program=program), imported)
