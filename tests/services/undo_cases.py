"""Every action of a coordinator that can be taken back, each with what comes before it and what it does."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Table, select

from conftest import TODAY
from ridealong.domain.charters import Reading
from ridealong.domain.days import Days, FixedClock
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.domain.replies import Answer
from ridealong.services import (
    absences,
    charters,
    drafts,
    export_invites,
    history,
    holiday_places,
    ill,
    limits,
    measures,
    people,
    pins,
    plans,
    program_copies,
    program_settings,
    programs,
    publishing,
    repairs,
    typed_answers,
)
from ridealong.services.charters import Signing
from ridealong.services.desk import Desk
from ridealong.services.import_absences import import_absences
from ridealong.services.import_busy import import_busy
from ridealong.services.import_history import import_history
from ridealong.services.import_people import import_people
from ridealong.services.measures import MeasureChange
from ridealong.services.meeting_changes import MeetingMove, move, reset, skip
from ridealong.services.meeting_rows import MeetingQuery, list_meetings
from ridealong.services.placing import place
from ridealong.services.plan_views import Proposal
from ridealong.services.program_copies import Copy
from ridealong.services.program_settings import ProgramChange
from ridealong.services.programs import NewProgram
from ridealong.storage.schema import metadata
from services.conftest import SPRING, START, buddies, csv, it, ride_alongs, week
from services.replies import ANA, reply, take

Act = Callable[[Desk, Path], object]

BESIDE_THE_JOURNAL = ("journal", "journal_rows", "journal_subjects", "properties", "invites")
"""Tables that undo leaves alone: the journal itself, and what has left the house."""


def content(desk: Desk) -> dict[str, list[dict[str, Any]]]:  # Any: what columns hold
    """Everything that undo is about, without the versions of rows."""

    def rows(table: Table) -> list[dict[str, Any]]:
        found = connection.execute(select(table).order_by(table.c.id)).mappings().all()
        return [{name: value for name, value in row.items() if name != "version"} for row in found]

    with desk.reading() as connection:
        return {table.name: rows(table) for table in metadata.sorted_tables if table.name not in BESIDE_THE_JOURNAL}


def draft(desk: Desk, guest: str = "Ana") -> Proposal:
    return next(one for one in plans.page(desk, SPRING).proposals if one.guest.name == guest)


def planned(desk: Desk, _folder: Path) -> None:
    """Drafts of the first five weeks for three guests."""
    ride_alongs(desk, rounds=5, host_rest_weeks=0)
    plans.plan(desk, SPRING)


def published(desk: Desk, folder: Path) -> None:
    planned(desk, folder)
    publishing.publish(desk, SPRING, everything=True)


def sent(desk: Desk, folder: Path) -> None:
    published(desk, folder)
    export_invites.export(desk, folder / "sent")


def nothing(_desk: Desk, _folder: Path) -> None: ...


def program(desk: Desk, _folder: Path) -> None:
    ride_alongs(desk)


def _other_round(desk: Desk, _folder: Path) -> None:
    one = draft(desk)
    drafts.move(desk, one.id, 4 if one.round != 4 else 0)


def _swap(desk: Desk, _folder: Path) -> None:
    one = draft(desk)
    other = next(
        each for each in plans.page(desk, SPRING).proposals if each.guest != one.guest and each.host != one.host
    )
    drafts.swap(desk, one.id, other.id)


def _meeting(desk: Desk, kind: MeetingKind) -> int:
    return next(one.id for one in list_meetings(desk, MeetingQuery(program=SPRING)) if one.kind is kind)


def _debrief_later(desk: Desk, _folder: Path) -> None:
    found = next(one for one in list_meetings(desk, MeetingQuery(program=SPRING)) if one.kind is MeetingKind.DEBRIEF)
    move(desk, found.id, MeetingMove(place="the roof"))


def _ill(desk: Desk, folder: Path) -> None:
    published(desk, folder)
    one = draft(desk)
    absences.add_absences(desk, [one.host.email], one.days, "private matter")


def _another(desk: Desk) -> str:
    """A guest who visits somebody else than Ana does."""
    host = draft(desk).host
    return next(one.guest.email for one in plans.page(desk, SPRING).proposals if one.host != host)


def _under_way(desk: Desk) -> Desk:
    """The desk on the third day of Ana's visit."""
    return replace(desk, clock=FixedClock(draft(desk).days.first + timedelta(days=2)))


def _other_days(desk: Desk, _folder: Path) -> None:
    (found,) = people.show(desk, ANA).absences
    absences.edit_absence(desk, found.seen, {"days": week(2), "reason": "another private matter"})


def _busy_file(folder: Path) -> Path:
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", "UID:1", "DTSTART;VALUE=DATE:20270201")
    path = folder / "ana.ics"
    path.write_text("\r\n".join((*lines, "DTEND;VALUE=DATE:20270206", "END:VEVENT", "END:VCALENDAR", "")))
    return path


def _replied(desk: Desk, folder: Path) -> None:
    take(desk, folder, reply(uid_of_ana(desk), ANA, "accepted", comment="See you"))


def uid_of_ana(desk: Desk) -> str:
    ids = {draft(desk).id}
    return next(
        one.uid
        for one in list_meetings(desk, MeetingQuery(program=SPRING))
        if one.kind is MeetingKind.VISIT and one.pairing in ids
    )


def _roster(folder: Path) -> Path:
    return csv(
        folder,
        "email,name,side,team,knows",
        "ana@x.example,Ana Lima,it,Platform,sql;python",
        "new@x.example,New,marketing,Brand,",
        name="people.csv",
    )


def _past(folder: Path) -> Path:
    return csv(
        folder,
        "program,kind,it_email,marketing_email,guest,start,end,state",
        "Last year,buddy,ana@x.example,mia@x.example,it,2026-03-02,2026-05-29,held",
        name="history.csv",
    )


def _calls(desk: Desk) -> None:
    if SPRING not in [one.name for one in programs.list_all(desk)]:
        ride_alongs(desk)
    measures.set_measure(desk, SPRING, "Calls", MeasureChange(target=4.5))


def _measured(desk: Desk) -> None:
    measures.add_reading(desk, SPRING, "Calls", Reading(day=TODAY, value=4, note="counted by hand"))


def _signed(desk: Desk, folder: Path) -> None:
    program(desk, folder)
    charters.sign(desk, SPRING, Side.IT, Signing(sponsor=ANA, agreed=TODAY, note="in the board"))


@dataclass(frozen=True)
class Case:
    """An action, by the name that the journal has for it."""

    action: str
    before: Act
    act: Act


CASES = (
    Case("people add", nothing, lambda desk, _: people.add(desk, it("Zoe", knows=("sql",)))),
    Case("people add", lambda desk, _: people.remove(desk, ANA), lambda desk, _: people.add(desk, it("Ana", "Data"))),
    Case("people edit", nothing, lambda desk, _: people.edit(desk, ANA, {"name": "Ana Lima", "first_day": START})),
    Case(
        "people change-email",
        lambda desk, _: people.edit(desk, "ben@x.example", {"manager": ANA}),
        lambda desk, _: people.change_email(desk, ANA, "ana.lima@x.example"),
    ),
    Case("people remove", nothing, lambda desk, _: people.remove(desk, ANA, "mia@x.example")),
    Case("people import", nothing, lambda desk, folder: import_people(desk, _roster(folder))),
    Case("absence add", nothing, lambda desk, _: absences.add_absences(desk, [ANA], week(1), "private matter")),
    Case("absence edit", lambda desk, _: absences.add_absences(desk, [ANA], week(1), "private matter"), _other_days),
    Case(
        "absence remove",
        lambda desk, _: absences.add_absences(desk, [ANA], week(1), "private matter"),
        lambda desk, _: absences.remove_absence(desk, ANA, week(1)),
    ),
    Case(
        "absences import",
        nothing,
        lambda desk, folder: import_absences(
            desk, csv(folder, "email,first_day,last_day,reason", f"{ANA},2027-02-01,2027-02-05,leave")
        ),
    ),
    Case(
        "absences import",
        lambda desk, _: absences.add_absences(desk, [ANA], Days(START, START)),
        lambda desk, folder: import_busy(desk, _busy_file(folder), ANA),
    ),
    Case("apart", nothing, lambda desk, _: limits.add_apart(desk, ANA, "mia@x.example", "private matter")),
    Case(
        "apart remove",
        lambda desk, _: limits.add_apart(desk, ANA, "mia@x.example", "private matter"),
        lambda desk, _: limits.remove_apart(desk, "mia@x.example", ANA),
    ),
    Case("freeze", nothing, lambda desk, _: limits.add_freeze(desk, "Brand", week(2), "launch")),
    Case(
        "freeze remove",
        lambda desk, _: limits.add_freeze(desk, "Brand", week(2), "launch"),
        lambda desk, _: limits.remove_freeze(desk, "brand", week(2)),
    ),
    Case("holidays set", nothing, lambda desk, _: holiday_places.set_place(desk, "Berlin", "DE-BE")),
    Case(
        "holidays set",
        lambda desk, _: holiday_places.set_place(desk, "Berlin", "DE-BE"),
        lambda desk, _: holiday_places.set_place(desk, "Berlin", "FR"),
    ),
    Case(
        "holidays remove",
        lambda desk, _: holiday_places.set_place(desk, "Berlin", "DE-BE"),
        lambda desk, _: holiday_places.remove_place(desk, "Berlin"),
    ),
    Case("program create", nothing, lambda desk, _: ride_alongs(desk)),
    Case("program edit", sent, lambda desk, _: program_settings.edit(desk, SPRING, ProgramChange(place="Atrium"))),
    Case("program measure", program, lambda desk, _: measures.set_measure(desk, SPRING, "Calls", MeasureChange())),
    Case(
        "program measure",
        lambda desk, _: measures.set_measure(desk, ride_alongs(desk), "Calls", MeasureChange(target=4.5)),
        lambda desk, _: measures.set_measure(desk, SPRING, "Calls", MeasureChange(target=5)),
    ),
    Case(
        "program measure remove",
        lambda desk, _: measures.set_measure(desk, ride_alongs(desk), "Calls", MeasureChange(target=4.5)),
        lambda desk, _: measures.remove_measure(desk, SPRING, "Calls"),
    ),
    Case(
        "program measure remove",
        lambda desk, _: (_calls(desk), _measured(desk)),
        lambda desk, _: measures.remove_measure(desk, SPRING, "Calls"),
    ),
    Case("program reading", lambda desk, _: _calls(desk), lambda desk, _: _measured(desk)),
    Case(
        "program reading",
        lambda desk, _: (_calls(desk), _measured(desk)),
        lambda desk, _: measures.add_reading(desk, SPRING, "Calls", Reading(day=TODAY, value=7, note="again")),
    ),
    Case(
        "program reading remove",
        lambda desk, _: (_calls(desk), _measured(desk)),
        lambda desk, _: measures.remove_reading(desk, SPRING, "Calls", TODAY),
    ),
    Case("program sign", program, lambda desk, _: charters.set_sponsor(desk, SPRING, Side.IT, ANA)),
    Case("program sign", _signed, lambda desk, _: charters.set_sponsor(desk, SPRING, Side.IT, "Zoe <zoe@y.example>")),
    Case("program sign", _signed, lambda desk, _: charters.set_sponsor(desk, SPRING, Side.IT, "")),
    Case("program sign", _signed, lambda desk, _: charters.sign(desk, SPRING, Side.IT, Signing(take_back=True))),
    Case(
        "program copy",
        lambda desk, folder: (_signed(desk, folder), _calls(desk), _measured(desk)),
        lambda desk, _: program_copies.copy(desk, SPRING, Copy(name="Summer", enrol=True)),
    ),
    Case(
        "program archive",
        lambda desk, _: (ride_alongs(desk), buddies(desk)),
        lambda desk, _: programs.archive(desk, SPRING, "Buddies"),
    ),
    Case(
        "enrol",
        lambda desk, _: programs.create(desk, _nobody_yet()),
        lambda desk, _: programs.enrol(desk, SPRING, "all"),
    ),
    Case("pin add", program, lambda desk, _: pins.add_pin(desk, SPRING, ANA, "mia@x.example", 2)),
    Case(
        "pin remove",
        lambda desk, _: pins.add_pin(desk, ride_alongs(desk), ANA, "mia@x.example", 2),
        lambda desk, _: pins.remove_pin(desk, SPRING, ANA),
    ),
    Case("plan", program, lambda desk, _: plans.plan(desk, SPRING)),
    Case("plan", planned, lambda desk, _: plans.plan(desk, SPRING, rounds=2, seed=7)),
    Case("pin", planned, lambda desk, _: drafts.pin_all(desk, [draft(desk).id, draft(desk, "Ben").id])),
    Case(
        "unpin",
        lambda desk, folder: (planned(desk, folder), drafts.pin(desk, draft(desk).id)),
        lambda desk, _: drafts.pin(desk, draft(desk).id, False),
    ),
    Case("hold", planned, lambda desk, _: pins.hold(desk, draft(desk).id, pins.Hold.HOST)),
    Case(
        "hold",
        lambda desk, folder: (planned(desk, folder), pins.hold(desk, draft(desk).id, pins.Hold.ROUND)),
        lambda desk, _: pins.hold(desk, draft(desk).id, pins.Hold.ALL),
    ),
    Case("swap", sent, _swap),
    Case("move", planned, _other_round),
    Case("cancel", planned, lambda desk, _: drafts.cancel_all(desk, [draft(desk).id, draft(desk, "Ben").id])),
    Case("cancel", sent, lambda desk, _: drafts.cancel(desk, draft(desk).id, "private matter")),
    Case("publish", planned, lambda desk, _: publishing.publish(desk, SPRING)),
    Case(
        "place", planned, lambda desk, _: place(desk, draft(desk).host.email, SPRING, draft(desk).round, _another(desk))
    ),
    Case("away", sent, lambda desk, _: ill.settle(desk, draft(desk).host.email, draft(desk).days)),
    Case("away", sent, lambda desk, _: ill.settle(_under_way(desk), draft(desk).host.email, draft(desk).days)),
    Case("repair", _ill, lambda desk, _: repairs.repair(desk, SPRING)),
    Case(
        "history mark ended",
        sent,
        lambda desk, _: history.mark_all(_in_february(desk), _both(desk), State.ENDED, "private matter"),
    ),
    Case("history import", nothing, lambda desk, folder: import_history(desk, _past(folder))),
    Case("meetings move", sent, _debrief_later),
    Case("meetings skip", sent, lambda desk, _: skip(desk, _meeting(desk, MeetingKind.PREP))),
    Case(
        "meetings reset",
        lambda desk, folder: (sent(desk, folder), _debrief_later(desk, folder)),
        lambda desk, _: reset(desk, _meeting(desk, MeetingKind.DEBRIEF)),
    ),
    Case("invites replies", sent, _replied),
    Case(
        "invites answer",
        sent,
        lambda desk, _: typed_answers.record(desk, uid_of_ana(desk), ANA, Answer.DECLINED, note="private matter"),
    ),
)


def _nobody_yet() -> NewProgram:
    return NewProgram(name=SPRING, kind=Kind.RIDE_ALONG, start=START)


def _both(desk: Desk) -> list[int]:
    return [draft(desk).id, draft(desk, "Ben").id]


def _in_february(desk: Desk) -> Desk:
    return replace(desk, clock=FixedClock(date(2027, 2, 12)))
