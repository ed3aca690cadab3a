"""What can be done with the line under the cursor of a person's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.screens import people_changes as changes
from ridealong.tui.text import shown

if TYPE_CHECKING:
    from ridealong.services.groups.group_rows import GroupRow
    from ridealong.services.people.people import PersonPage
    from ridealong.tui.screens.person_lines import Subject
    from ridealong.tui.screens.section import SectionScreen


def open_line(screen: SectionScreen, page: PersonPage, subject: Subject) -> None:
    """Open what a line is about."""
    if subject.group is not None:
        _move_group(screen, page, subject.group)
    elif subject.meeting is not None:
        _move_meeting(screen, subject)
    elif subject.pairing is not None:
        explain(screen, page, subject)
    elif subject.program is not None:
        _open_program(screen, subject.program.program)
    elif subject.person:
        from ridealong.tui.going import to_person  # noqa: PLC0415 - loaded when asked for

        to_person(screen.ridealong, subject.person)
    elif screen.writable():
        edit_line(screen, page.person.email, page, subject)


def explain(screen: SectionScreen, page: PersonPage, subject: Subject) -> None:
    """Why two people are paired."""
    from ridealong.tui.dialogs.why import WhyDialog  # noqa: PLC0415 - loaded when asked for

    both = page.person.email, subject.person
    if (one := subject.pairing) is not None:
        screen.app.push_screen(WhyDialog(*both, None, pairing=one.id, state=one.state))
    elif (meeting := subject.meeting) is not None:
        screen.app.push_screen(WhyDialog(*both, meeting.program, pairing=meeting.pairing))
    else:
        screen.notify("Put the cursor on a pairing or a meeting first", severity="warning", timeout=3, markup=False)


def _open_program(screen: SectionScreen, name: str) -> None:
    from ridealong.tui.going import to_program  # noqa: PLC0415 - loaded when asked for

    program = screen.ridealong
    program.call_later(to_program, program, name)


def _move_meeting(screen: SectionScreen, subject: Subject) -> None:
    from ridealong.tui.meeting_acts import edit_meeting  # noqa: PLC0415 - loaded when asked for

    if (one := subject.meeting) is not None:
        title = f"{str(one.kind).capitalize()} with {shown(one.other_name)}"
        edit_meeting(screen, one.meeting, one.on, title=title)


def _group(page: PersonPage, number: int | None) -> GroupRow | None:
    return next((one for one in page.groups if one.id == number), None)


def _move_group(screen: SectionScreen, page: PersonPage, number: int) -> None:
    from ridealong.tui.screens.group_acts import move_group  # noqa: PLC0415 - loaded when asked for

    # The sponsors' meeting is no group of people, and has no day of its own.
    if (one := _group(page, number)) is None:
        return
    if one.stays:
        screen.notify(f"Group {one.id} {one.stays}", severity="warning", timeout=3, markup=False)
    else:
        move_group(screen, one.id, [who.name for who in one.people], one.days.first, one.seen)


def edit_line(screen: SectionScreen, email: str, page: PersonPage | None, subject: Subject) -> None:
    """Edit an absence or the answer to a program; else the person."""
    if page is None:
        return
    who = (email, page.person.name)
    if subject.absence is not None:
        changes.edit_absence(screen, who, email, subject.absence)
    elif subject.program is not None:
        changes.edit_enrolment(screen, who, subject.program)
    else:
        changes.edit_person(screen, email)


def remove_line(screen: SectionScreen, page: PersonPage, subject: Subject) -> None:
    """Take an absence, or a keeping apart, back."""
    if subject.absence is not None:
        changes.remove_absence(screen, page.person.name, subject.absence)
    elif subject.apart is not None:
        changes.let_pair_again(screen, (page.person.email, page.person.name), subject.apart)
    else:
        screen.notify(
            "Put the cursor on an absence, or on somebody kept apart", severity="warning", timeout=3, markup=False
        )


def mark_line(screen: SectionScreen, page: PersonPage | None, subject: Subject) -> None:
    """Say how a pairing or a group went."""
    from ridealong.tui.screens.group_acts import mark_groups  # noqa: PLC0415 - as below

    group = _group(page, subject.group) if page is not None else None
    if group is not None:
        mark_groups(screen, [group])
        return
    from ridealong.tui.dialogs.mark_pairing import MarkDialog  # noqa: PLC0415 - loaded when asked for

    def marked(words: str | None) -> None:
        if words:
            screen.ridealong.done(shown(words))

    if subject.pairing is None:
        screen.notify("Put the cursor on a pairing first", severity="warning", timeout=3, markup=False)
    else:
        screen.app.push_screen(MarkDialog([subject.pairing]), marked)
