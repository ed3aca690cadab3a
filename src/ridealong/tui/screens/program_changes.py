"""Changing programs from their list and from their pages: which form is opened, what is done, what is said of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ridealong.domain.charters import progress_words
from ridealong.tui.dates import day_words
from ridealong.tui.text import many, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ridealong.domain.charters import Measured, Reading
    from ridealong.domain.people import Side
    from ridealong.services.desk import Desk
    from ridealong.services.meanwhile import Seen
    from ridealong.services.programs.program_look import ProgramLook
    from ridealong.services.programs.programs import ProgramPage
    from ridealong.tui.dialogs.base import FormDialog
    from ridealong.tui.screens.section import SectionScreen


def _said(screen: SectionScreen) -> Callable[[str | None], None]:
    """Say what a form has changed; nothing where it was left."""

    def say(words: str | None) -> None:
        if words:
            screen.ridealong.done(words)

    return say


def _look(screen: SectionScreen, name: str, then: Callable[[ProgramLook], None]) -> None:
    """Read a program as it is now, then open a form with it."""

    def fetch(desk: Desk) -> ProgramLook:
        from ridealong.services.programs import program_look  # noqa: PLC0415 - services are imported in workers only

        return program_look.look(desk, name)

    screen.ask(fetch, then, group="form")


def edit_program(screen: SectionScreen, name: str) -> None:
    """Edit the settings of a program."""
    from ridealong.tui.dialogs.program_form import ProgramForm  # noqa: PLC0415 - loaded when asked for

    _look(screen, name, lambda look: _push(screen, ProgramForm(look)))


def _push(screen: SectionScreen, form: FormDialog[str]) -> None:
    screen.app.push_screen(form, _said(screen))


def copy_program(screen: SectionScreen, name: str) -> None:
    """Copy a program as a template for another, and open the page of that one."""
    from ridealong.tui.dialogs.copy_program import CopyProgramForm  # noqa: PLC0415 - loaded when asked for
    from ridealong.tui.screens.program import ProgramScreen  # noqa: PLC0415 - as above

    def copied(page: ProgramPage | None) -> None:
        if page is None:
            return
        people = f", {many(page.row.people, 'person takes', 'people take')} part" if page.row.people else ""
        words = f"{shown(page.program.name)} begins on {day_words(page.program.start)}{people}"
        screen.ridealong.done(words, title=f"{shown(name)} copied", timeout=8)
        if isinstance(screen, ProgramScreen):
            screen.dismiss()
        screen.app.push_screen(ProgramScreen(page.program.name))

    def ask(look: ProgramLook) -> None:
        screen.app.push_screen(CopyProgramForm(look), copied)

    _look(screen, name, ask)


def archive_programs(
    screen: SectionScreen, shown_ones: Mapping[str, Seen], archived: bool, then: Callable[[], None] = lambda: None
) -> None:
    """Put programs, each by its name with the row that was shown, away or take them out again, all in one step."""
    names = list(shown_ones)

    def work(desk: Desk) -> None:
        from ridealong.services.programs import programs  # noqa: PLC0415 - services are imported in workers only

        programs.archive(desk, *names, archived=archived, seen=shown_ones.values())

    def done(_none: None) -> None:
        then()
        which = shown(names[0]) if len(names) == 1 else many(len(names), "program")
        screen.ridealong.done(f"{which} {'archived' if archived else 'taken out of the archive'}")

    screen.change(work, done)


def edit_sponsor(screen: SectionScreen, look: ProgramLook, side: Side, *, agrees: bool) -> None:
    """Say who sponsors one side, and whether that person agreed."""
    from ridealong.tui.dialogs.sponsor_form import SponsorForm  # noqa: PLC0415 - loaded when asked for

    _push(screen, SponsorForm(look.charter, side, agrees=agrees))


def remove_sponsor(screen: SectionScreen, look: ProgramLook, side: Side) -> None:
    """Take the sponsor of one side back."""
    charter = look.charter

    def work(desk: Desk) -> None:
        from ridealong.services.programs import charters  # noqa: PLC0415 - services are imported in workers only

        charters.set_sponsor(desk, charter.program.name, side, "", seen=charter.sponsors_seen[side])

    def done(_none: None) -> None:
        screen.ridealong.done(f"{shown(charter.program.name)} has no {side.label} sponsor any more")

    screen.change(work, done)


def edit_measure(screen: SectionScreen, look: ProgramLook, measured: Measured | None) -> None:
    """Change what is known of a measure, or agree on a new one."""
    from ridealong.tui.dialogs.measure_form import MeasureForm  # noqa: PLC0415 - loaded when asked for

    _push(screen, MeasureForm(look.charter, measured.measure if measured else None))


def read_measure(screen: SectionScreen, look: ProgramLook, measured: Measured | None) -> None:
    """Note a reading of a measure; where there are several and none is named, ask of which."""
    from ridealong.tui.dialogs.reading_form import ReadingForm  # noqa: PLC0415 - loaded when asked for

    found = look.charter.measures
    if measured is None and len(found) == 1:
        measured = found[0]
    if measured is not None:
        _push(screen, ReadingForm(look.charter, measured))
        return
    from textual.command import SimpleCommand  # noqa: PLC0415 - loaded when asked for

    from ridealong.tui.palette import pick  # noqa: PLC0415 - as above

    def chosen(one: Measured) -> None:
        _push(screen, ReadingForm(look.charter, one))

    commands = [SimpleCommand(shown(one.measure.name), partial(chosen, one), progress_words(one)) for one in found]
    pick(screen.app, commands, ask="Which measure was read?")


def edit_reading(screen: SectionScreen, look: ProgramLook, measured: Measured, reading: Reading) -> None:
    """Change what was noted for a day."""
    from ridealong.tui.dialogs.reading_form import ReadingForm  # noqa: PLC0415 - loaded when asked for

    _push(screen, ReadingForm(look.charter, measured, reading))


def remove_measured(screen: SectionScreen, look: ProgramLook, measured: Measured, reading: Reading | None) -> None:
    """Take back a reading, or a measure with all its readings."""
    program, name = look.program.name, measured.measure.name

    def work(desk: Desk) -> None:
        from ridealong.services.programs import measures  # noqa: PLC0415 - services are imported in workers only

        if reading is None:
            measures.remove_measure(desk, program, name, seen=look.charter.measures_seen[name])
        else:
            seen = look.charter.readings_seen[name, reading.day]
            measures.remove_reading(desk, program, name, reading.day, seen=seen)

    def done(_none: None) -> None:
        if reading is not None:
            words = f"The reading of {shown(name)} on {day_words(reading.day)} is taken back"
        else:
            gone = f", nor are its {many(len(measured.readings), 'reading')}" if measured.readings else ""
            words = f"{shown(name)} is no measure any more{gone}"
        screen.ridealong.done(words)

    screen.change(work, done)


def enrol_people(screen: SectionScreen, name: str) -> None:
    """Note who takes part."""
    from ridealong.tui.dialogs.enrol_form import EnrolForm  # noqa: PLC0415 - loaded when asked for

    _push(screen, EnrolForm(name))
