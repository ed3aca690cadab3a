"""What can be changed about one person or several from the list of people and from a person's page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from ridealong.tui.dates import span_words
from ridealong.tui.keyed import keyed
from ridealong.tui.text import listed, many, shown, unmarked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ridealong.domain.people import Person
    from ridealong.services.desk import Desk
    from ridealong.services.importing import ImportReport
    from ridealong.services.people.absences import KnownAbsence
    from ridealong.services.people.people import KeptApart, PersonPage
    from ridealong.services.people.people_list import PersonRow
    from ridealong.services.people.taking_part import TakingPart
    from ridealong.services.programs.programs import ProgramRow
    from ridealong.tui.dialogs.absence_form import Noted
    from ridealong.tui.screens.section import SectionScreen
    from ridealong.tui.widgets.paged_table import PagedTable

Who = tuple[str, str]
"""An address, and the name that belongs to it."""
MANY = 200
"""From how many people on marking them says that it takes a moment."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of the list, as it is filtered and sorted; without a limit, all from the first on."""

    text: str
    sort: str = "name"
    descending: bool = False
    offset: int = 0
    limit: int | None = None


def _nothing() -> None: ...


def names_of(people: Sequence[Who]) -> str:
    """Some people, by name where they are few."""
    return listed((name for _email, name in people), 3) if len(people) <= 3 else many(len(people), "person", "people")


def import_file(screen: SectionScreen, what: Literal["people", "absences"]) -> None:
    """Import a roster, or absences."""
    from ridealong.tui.dialogs.import_file import ImportDialog, outcome  # noqa: PLC0415 - loaded when asked for

    def imported(report: ImportReport | None) -> None:
        if report is not None:
            screen.ridealong.done(outcome(report), title="Imported", timeout=12 if report.rejected else 8)

    if screen.writable():
        screen.app.push_screen(ImportDialog(what), imported)


def add_person(screen: SectionScreen) -> None:
    """Open an empty form."""
    from ridealong.tui.dialogs.person_form import PersonForm  # noqa: PLC0415 - loaded when asked for

    def saved(person: Person | None) -> None:
        if person is not None:
            screen.ridealong.done(f"{shown(person.name)} added")

    screen.app.push_screen(PersonForm(), saved)


def edit_person(screen: SectionScreen, email: str) -> None:
    """Read a person as they are now, then open the form."""
    from ridealong.tui.dialogs.person_form import PersonForm  # noqa: PLC0415 - loaded when asked for

    def fetch(desk: Desk) -> PersonPage:
        from ridealong.services.people import people  # noqa: PLC0415 - services are imported in workers only

        return people.show(desk, email)

    def saved(person: Person | None) -> None:
        if person is not None:
            screen.ridealong.done(f"{shown(person.name)} saved")

    def open_form(page: PersonPage) -> None:
        screen.app.push_screen(PersonForm(page), saved)

    screen.ask(fetch, open_form, group="edit")


def edit_many(screen: SectionScreen, rows: Sequence[PersonRow], after: Callable[[], None]) -> None:
    """Give several people the same team, site, topics and the like, in one step."""
    from ridealong.tui.dialogs.bulk_form import BulkForm  # noqa: PLC0415 - loaded when asked for

    def saved(words: str | None) -> None:
        if words:
            after()
            screen.ridealong.done(words)

    screen.app.push_screen(BulkForm(rows), saved)


def remove_people(screen: SectionScreen, rows: Sequence[PersonRow], after: Callable[[], None]) -> None:
    """Take people out, all in one step."""

    def remove(desk: Desk) -> None:
        from ridealong.services.people import people  # noqa: PLC0415 - services are imported in workers only

        people.remove(desk, *(row.email for row in rows), seen=[row.seen for row in rows])

    def removed(_none: None) -> None:
        after()
        names = f"{shown(rows[0].name)} ({shown(rows[0].team)})"
        screen.ridealong.done(f"{names if len(rows) == 1 else many(len(rows), 'person', 'people')} removed")

    def failed(error: Exception) -> None:
        from ridealong.services.people.people import StillPublished  # noqa: PLC0415 - loaded by what has failed

        if isinstance(error, StillPublished):
            error.remedy += keyed(screen, ": {list.open} on the person shows them")
        screen.ridealong.show_failure(error)

    screen.change(remove, removed, failed=failed)


def add_absence(screen: SectionScreen, people: Sequence[Who], after: Callable[[], None] = _nothing) -> None:
    """Ask from when until when people are away."""
    from ridealong.tui.dialogs.absence_form import AbsenceForm  # noqa: PLC0415 - loaded when asked for

    def noted(done: Noted | None) -> None:
        if done is not None:
            after()
            verb = "is" if len(people) == 1 else "are"
            _tell_absence(screen, f"{names_of(people)} {verb} away {span_words(done.days)}", done)

    screen.app.push_screen(AbsenceForm(people), noted)


def edit_absence(screen: SectionScreen, who: Who, email: str, absence: KnownAbsence) -> None:
    """Change the days of an absence; its private reason is read first, since the form shows it."""
    from ridealong.tui.dialogs.absence_form import AbsenceForm  # noqa: PLC0415 - loaded when asked for

    def fetch(desk: Desk) -> KnownAbsence | None:
        from ridealong.services.people import people  # noqa: PLC0415 - services are imported in workers only

        page = people.show(desk, email, reasons=True)
        return next((one for one in page.absences if one.seen.row == absence.seen.row), None)

    def noted(done: Noted | None) -> None:
        if done is not None:
            _tell_absence(screen, f"{shown(who[1])} is away {span_words(done.days)}", done)

    def open_form(found: KnownAbsence | None) -> None:
        if found is not None:
            screen.app.push_screen(AbsenceForm([who], found), noted)

    screen.ask(fetch, open_form, group="edit")


def _tell_absence(screen: SectionScreen, words: str, done: Noted) -> None:
    if done.clashes:
        spoiled = "\n".join(f"{shown(one)}: on Plan, {{plan.repair}} replaces that alone" for one in done.clashes)
        screen.ridealong.done(f"{words}\n{spoiled}", timeout=12)
    else:
        screen.ridealong.done(words)


def remove_absence(screen: SectionScreen, name: str, absence: KnownAbsence) -> None:
    """Take an absence back."""

    def remove(desk: Desk) -> int:
        from ridealong.services.people import absences  # noqa: PLC0415 - services are imported in workers only

        return absences.remove_absences(desk, [absence.seen])

    def removed(_number: int) -> None:
        screen.ridealong.done(f"{shown(name)} is no longer away {span_words(absence.days)}")

    screen.change(remove, removed)


def settle_absence(screen: SectionScreen, email: str) -> None:
    """Somebody cannot come: offer what to do about everything that this touches."""
    from ridealong.tui.dialogs.ill import IllDialog  # noqa: PLC0415 - loaded when asked for

    if screen.writable():
        screen.app.push_screen(IllDialog(email))


def enrol(screen: SectionScreen, people: Sequence[Who], after: Callable[[], None] = _nothing) -> None:
    """Choose a program, then note that people take part in it."""

    def fetch(desk: Desk) -> tuple[ProgramRow, ...]:
        from ridealong.services.programs import programs  # noqa: PLC0415 - services are imported in workers only

        return programs.list_all(desk)

    def choose(rows: tuple[ProgramRow, ...]) -> None:
        from ridealong.tui.dialogs.choose import choose_program  # noqa: PLC0415 - loaded when asked for

        choose_program(screen, rows, lambda name: _enrol(screen, people, name, after))

    screen.ask(fetch, choose, group="programs")


def _enrol(screen: SectionScreen, people: Sequence[Who], program: str, after: Callable[[], None]) -> None:
    def work(desk: Desk) -> int:
        from ridealong.services.programs import programs  # noqa: PLC0415 - services are imported in workers only

        return programs.enrol(desk, program, [email for email, _name in people])

    def enrolled(number: int) -> None:
        after()
        if number:
            screen.ridealong.done(f"{names_of(people)} agreed to take part in {shown(program)}")
        else:
            screen.notify(f"Already in {shown(program)}: nothing was changed", timeout=4, markup=False)

    screen.change(work, enrolled)


def edit_enrolment(screen: SectionScreen, who: Who, enrolment: TakingPart) -> None:
    """Change what somebody answered to a program."""
    from ridealong.tui.dialogs.enrolment_form import EnrolmentForm  # noqa: PLC0415 - loaded when asked for

    def saved(words: str | None) -> None:
        if words:
            screen.ridealong.done(words)

    screen.app.push_screen(EnrolmentForm(who, enrolment), saved)


def edit_answers(screen: SectionScreen, who: Who) -> None:
    """Choose one of the programs that somebody was asked to, then change what was answered."""

    def fetch(desk: Desk) -> tuple[TakingPart, ...]:
        from ridealong.services.people import people  # noqa: PLC0415 - services are imported in workers only

        return people.show(desk, who[0]).enrolled

    def choose(found: tuple[TakingPart, ...]) -> None:
        from textual.command import SimpleCommand  # noqa: PLC0415 - loaded with the palette

        from ridealong.tui.palette import pick  # noqa: PLC0415 - as above

        if len(found) == 1:
            edit_enrolment(screen, who, found[0])
        elif found:
            commands = [
                SimpleCommand(unmarked(shown(one.program)), partial(edit_enrolment, screen, who, one), str(one.state))
                for one in found
            ]
            pick(screen.app, commands, ask="What was answered to which program?")
        else:
            words = keyed(screen, f"{shown(who[1])} is in no program yet; {{people.enrol}} enrols")
            screen.notify(words, timeout=6, markup=False)

    screen.ask(fetch, choose, group="edit")


def keep_apart(screen: SectionScreen, people: Sequence[Who], after: Callable[[], None] = _nothing) -> None:
    """Ask for the private reason, and for the other one where only one is named."""
    from ridealong.tui.dialogs.apart_form import ApartForm  # noqa: PLC0415 - loaded when asked for

    def saved(words: str | None) -> None:
        if words:
            after()
            screen.ridealong.done(words)

    screen.app.push_screen(ApartForm(people), saved)


def let_pair_again(screen: SectionScreen, one: Who, other: KeptApart) -> None:
    """Keep two people apart no longer."""

    def work(desk: Desk) -> None:
        from ridealong.services.people import limits  # noqa: PLC0415 - services are imported in workers only

        limits.remove_apart(desk, one[0], other.email, seen=other.seen)

    def done(_none: None) -> None:
        screen.ridealong.done(f"{shown(one[1])} and {shown(other.name)} may be paired again")

    screen.change(work, done)


def mark_rows(screen: SectionScreen, table: PagedTable[PersonRow], rows: Rows, after: Callable[[], None]) -> None:
    """Mark rows of the list, whether or not they were ever shown."""
    if (table.total if rows.limit is None else rows.limit) > MANY:
        screen.notify("Marking …", timeout=2, markup=False)

    def fetch(desk: Desk) -> tuple[PersonRow, ...]:
        from ridealong.services.people import people_list  # noqa: PLC0415 - services are imported in workers only

        query = people_list.PeopleQuery(text=rows.text, sort=rows.sort, descending=rows.descending)
        return people_list.page(desk, query, rows.offset, rows.limit).rows

    def fetched(found: tuple[PersonRow, ...]) -> None:
        table.marked.update((row.email, row) for row in found)
        table.refresh()
        after()

    screen.ask(fetch, fetched, group="mark rows")
