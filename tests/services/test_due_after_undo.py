"""How many invites undo says are due: those that the outbox holds because of it, and no others."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ridealong.domain.days import Days
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk, open_desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.invites.meeting_changes import skip
from ridealong.services.invites.meeting_rows import MeetingQuery, list_meetings
from ridealong.services.journal.undo import redo, undo
from ridealong.services.people import absences, people
from ridealong.services.plans import plans
from ridealong.services.programs import measures, programs
from ridealong.services.programs.measures import MeasureChange
from ridealong.services.programs.program_settings import ProgramChange, edit
from ridealong.services.publishing import publishing
from services.conftest import SPRING, buddies
from services.mailing import KIM
from services.replies import ANA
from services.undo_cases import draft, sent
from thorough import thorough_only

AUTUMN = "Autumn buddies"


def uids(desk: Desk) -> set[str]:
    return {one.uid for one in outbox.rows(desk)}


def skip_one(desk: Desk) -> object:
    return skip(desk, list_meetings(desk, MeetingQuery())[0].id)


TOLD: dict[str, Callable[[Desk], object]] = {
    "the name of a program": lambda desk: edit(desk, SPRING, ProgramChange(name="Spring visits")),
    "its objective": lambda desk: edit(desk, SPRING, ProgramChange(objective="Fewer tickets")),
    "its place": lambda desk: edit(desk, SPRING, ProgramChange(place="Room 4")),
    "a measure": lambda desk: measures.set_measure(desk, SPRING, "Retention", MeasureChange(baseline=71.0)),
    "the name of somebody": lambda desk: people.edit(desk, ANA, {"name": "Ana Lima"}),
    "an address": lambda desk: people.change_email(desk, ANA, "ana.lima@x.example"),
    "an absence": lambda desk: absences.add_absences(desk, [ANA], Days(first := draft(desk).days.first, first)),
    "a meeting left out": skip_one,
    "other days": lambda desk: drafts.move(desk, draft(desk).id, 4),
}


@pytest.mark.parametrize(
    "what",
    [one if one in ("the name of a program", "other days") else pytest.param(one, marks=thorough_only) for one in TOLD],
)
def test_what_was_told_and_is_taken_back_makes_an_update_of_each_meeting_due(
    small: Desk, tmp_path: Path, what: str
) -> None:
    sent(small, tmp_path)
    TOLD[what](small)
    told = uids(small)
    assert told
    export_invites.export(small, tmp_path / "told")
    done = undo(small)
    assert done.due == len(outbox.rows(small)) > 0
    assert uids(small) == told
    assert redo(small).due == 0, "what was told last is so again"


def test_what_is_due_in_another_program_is_not_counted(small: Desk, tmp_path: Path) -> None:
    sent(small, tmp_path)
    buddies(small, AUTUMN)
    plans.plan(small, AUTUMN)
    publishing.publish(small, AUTUMN)
    export_invites.export(small, tmp_path / "autumn")
    of_spring = {one.uid for one in list_meetings(small, MeetingQuery(program=SPRING))}
    edit(small, SPRING, ProgramChange(objective="Fewer tickets"))
    export_invites.export(small, tmp_path / "told")
    someone_else = open_desk(small.store.where, clock=small.clock, config=KIM)
    edit(someone_else, AUTUMN, ProgramChange(objective="Get to know each other"))
    someone_else.close()
    assert undo(small).due == len(uids(small) & of_spring) < len(uids(small))


NOT_TOLD: dict[str, Callable[[Desk], object]] = {
    "an archived program": lambda desk: programs.archive(desk, SPRING),
    "a new program": lambda desk: buddies(desk, AUTUMN),
    "a role": lambda desk: people.edit(desk, ANA, {"role": "Analyst"}),
    "a draft": lambda desk: (buddies(desk, AUTUMN), plans.plan(desk, AUTUMN)),
}


@pytest.mark.parametrize("what", NOT_TOLD)
def test_of_what_no_invite_tells_nothing_is_said(small: Desk, tmp_path: Path, what: str) -> None:
    sent(small, tmp_path)
    edit(small, SPRING, ProgramChange(objective="Fewer tickets"))
    assert uids(small), "updates are due, for another reason"
    NOT_TOLD[what](small)
    assert undo(small).due is None
