"""Every action of a coordinator that can be taken back, each with what comes before it and what it does."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from conftest import TODAY
from ridealong.domain.charters import Reading
from ridealong.domain.consent import Word
from ridealong.domain.days import Days, FixedClock
from ridealong.domain.ideas import IdeaState
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import EnrolmentState, Kind
from ridealong.domain.replies import Answer
from ridealong.domain.steps import Phase, VisitStep, Who
from ridealong.services import glossary
from ridealong.services.changes import covers, drafts, takeovers
from ridealong.services.changes.placing import place
from ridealong.services.desk import Desk
from ridealong.services.ill import ill
from ridealong.services.invites import export_invites
from ridealong.services.invites.meeting_changes import MeetingMove, move, reset, skip
from ridealong.services.invites.meeting_rows import MeetingQuery, list_meetings
from ridealong.services.outcomes import debriefs, history, ideas
from ridealong.services.outcomes.debriefs import Correction, Outcome
from ridealong.services.outcomes.ideas import IdeaChange, NewIdea
from ridealong.services.outcomes.import_debriefs import import_debriefs
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import absences, contacts, holiday_places, limits, people
from ridealong.services.people.contacts import ContactChange
from ridealong.services.people.import_absences import import_absences
from ridealong.services.people.import_busy import import_busy
from ridealong.services.people.import_people import import_people
from ridealong.services.plans import pins, plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.programs import charters, consents, measures, program_copies, program_settings, programs, steps
from ridealong.services.programs.charters import Signing
from ridealong.services.programs.enrolments import Consent
from ridealong.services.programs.import_answers import import_answers
from ridealong.services.programs.import_readings import import_readings
from ridealong.services.programs.leaving import leave
from ridealong.services.programs.measures import MeasureChange
from ridealong.services.programs.program_copies import Copy
from ridealong.services.programs.program_settings import ProgramChange
from ridealong.services.programs.programs import NewProgram
from ridealong.services.publishing import lead_words, publishing
from ridealong.services.publishing.import_lead_words import import_lead_words
from ridealong.services.repairs import repairs
from ridealong.services.replies import typed_answers
from ridealong.storage.schema import metadata
from services import undo_groups as groups
from services import undo_team_plans as team_plans
from services import undo_teams as running
from services.conftest import SPRING, START, buddies, csv, it, ride_alongs, week
from services.replies import ANA, reply, take

Act = Callable[[Desk, Path], object]

BESIDE_THE_JOURNAL = ("journal", "journal_rows", "journal_subjects", "properties", "invites")
"""Tables that undo leaves alone: the journal itself, and what has left the house."""


CONTENT = {
    table.name: select(*(column for column in table.c if column.name != "version")).order_by(table.c.id)
    for table in metadata.sorted_tables
    if table.name not in BESIDE_THE_JOURNAL
}
"""How all rows of each of the other tables are read, without their versions."""


def content(desk: Desk) -> dict[str, list[dict[str, Any]]]:  # Any: what columns hold
    """Everything that undo is about, without the versions of rows."""
    with desk.reading() as connection:
        return {name: [row._asdict() for row in connection.execute(asked)] for name, asked in CONTENT.items()}


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


def _taken_over(desk: Desk, _folder: Path) -> None:
    one = draft(desk)
    busy = {each.host.email for each in plans.page(desk, SPRING).proposals if each.round == one.round}
    free = [each.email for each in takeovers.likely_hosts(desk, one.id) if each.email not in busy]
    takeovers.take_over(desk, one.id, free[0])


def _three_weeks(desk: Desk, folder: Path) -> None:
    """Ana visits somebody for three weeks; the invites were exported."""
    ride_alongs(desk, rounds=1, weeks=3, host_rest_weeks=0)
    pins.add_pin(desk, SPRING, ANA, "mia@x.example", 0)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING, everything=True)
    drafts.cancel_all(desk, [one.id for one in plans.page(desk, SPRING).proposals if one.guest.name != "Ana"])
    export_invites.export(desk, folder / "sent")


def _covered(desk: Desk, _folder: Path) -> None:
    covers.cover(desk, draft(desk).id, "oto@x.example", START + timedelta(days=9))


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


def _terms(folder: Path) -> Path:
    rows = ("CPC,marketing,what a click costs", "NAS,it,storage", "SEO,marketing,to be found")
    return csv(folder, "term,side,meaning", *rows, name="terms.csv")


def _turn_to_ana(desk: Desk, _folder: Path) -> None:
    contacts.name(desk, "Platform", "Brand", ContactChange(it=ANA))


_BADGE = VisitStep(phase=Phase.BEFORE, who=Who.GUEST, text="Order a badge")


def _own_steps(desk: Desk, folder: Path) -> None:
    """A template of its own, of which something is done for a published visit."""
    published(desk, folder)
    steps.add_step(desk, SPRING, _BADGE)
    steps.mark(desk, draft(desk).id, [1, 5])


_SAID = Outcome(
    learned=["Campaigns start with a brief", "Releases are on Thursdays"],
    side=Side.IT,
    it_rating=4,
    ideas=["One calendar of releases"],
    note="a good week",
)


def _visited(desk: Desk, folder: Path) -> None:
    """Ana has visited Mia."""
    visit = "Past,ride-along,ana@x.example,mia@x.example,it,2026-12-14,2026-12-18,held"
    header = "program,kind,it_email,marketing_email,guest,start,end,state"
    import_history(desk, csv(folder, header, visit, name="visits.csv"))


def _answers(folder: Path) -> Path:
    return csv(
        folder,
        "Timestamp,Email Address,What did you learn?,How useful was it? (1-5),Any idea?,Comments",
        f"2027/01/03 9:00:00 AM GMT+1,{ANA},Releases are on Thursdays,5,One calendar for both,Thanks",
        name="answers.csv",
    )


def _led(desk: Desk, folder: Path) -> None:
    planned(desk, folder)
    people.edit(desk, ANA, {"manager": "lead@y.example"})


def _agrees(desk: Desk, _folder: Path) -> None:
    lead_words.give(desk, [draft(desk).id], Word.AGREED, note="gladly")


def _agreed(desk: Desk, folder: Path) -> None:
    """Drafts, to one of which the lead has agreed."""
    _led(desk, folder)
    _agrees(desk, folder)


def _midweek(desk: Desk) -> date:
    """The third day of the visit of Ana."""
    return draft(desk).days.first + timedelta(days=2)


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
    Case("glossary add", nothing, lambda desk, _: glossary.add_term(desk, "NAS", Side.IT, "storage")),
    Case(
        "glossary add",
        lambda desk, _: glossary.remove_term(desk, "CPC"),
        lambda desk, _: glossary.add_term(desk, "CPC", Side.MARKETING, "what a click costs"),
    ),
    Case("glossary edit", nothing, lambda desk, _: glossary.edit_term(desk, "CPC", meaning="what a click costs")),
    Case("glossary remove", nothing, lambda desk, _: glossary.remove_term(desk, "CPC")),
    Case(
        "glossary remove",
        lambda desk, _: glossary.add_term(desk, "NAS", Side.IT, "storage"),
        lambda desk, _: glossary.remove_term(desk, "NAS"),
    ),
    Case(
        "glossary restore",
        lambda desk, _: glossary.remove_term(desk, "CPC"),
        lambda desk, _: glossary.restore_term(desk, "CPC"),
    ),
    Case(
        "glossary import",
        lambda desk, _: glossary.remove_term(desk, "SEO"),
        lambda desk, folder: glossary.import_terms(desk, _terms(folder)),
    ),
    Case("contact", nothing, _turn_to_ana),
    Case(
        "contact",
        _turn_to_ana,
        lambda desk, _: contacts.name(
            desk, "Platform", "Brand", ContactChange(it="cho@x.example", marketing="mia@x.example")
        ),
    ),
    Case("contact remove", _turn_to_ana, lambda desk, _: contacts.remove(desk, "Brand", "Platform")),
    Case("steps add", program, lambda desk, _: steps.add_step(desk, SPRING, _BADGE)),
    Case(
        "steps edit", _own_steps, lambda desk, _: steps.edit_step(desk, SPRING, 1, steps.StepChange(phase=Phase.AFTER))
    ),
    Case("steps remove", _own_steps, lambda desk, _: steps.remove_step(desk, SPRING, 5)),
    Case("steps reset", _own_steps, lambda desk, _: steps.reset_steps(desk, SPRING)),
    Case("steps done", published, lambda desk, _: steps.mark(desk, draft(desk).id, [1, 2])),
    Case("steps undone", _own_steps, lambda desk, _: steps.mark(desk, draft(desk).id, [5], done=False)),
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
    Case(
        "program reading import",
        lambda desk, _: (_calls(desk), _measured(desk)),
        lambda desk, folder: import_readings(
            desk, SPRING, csv(folder, "Timestamp,Calls", "2027-01-03 9:00:00,5", "2027-01-04 9:00:00,7")
        ),
    ),
    Case("debrief", _visited, lambda desk, _: debriefs.note(desk, 1, _SAID)),
    Case(
        "debrief",
        lambda desk, folder: (_visited(desk, folder), debriefs.note(desk, 1, _SAID)),
        lambda desk, _: debriefs.note(desk, 1, Outcome(learned=["Who to ask"], marketing_rating=5, note="and more")),
    ),
    Case(
        "debrief edit",
        lambda desk, folder: (_visited(desk, folder), debriefs.note(desk, 1, _SAID)),
        lambda desk, _: debriefs.correct(desk, 1, Correction(no_it_rating=True, texts=[(1, "Briefs")], forget=[2])),
    ),
    Case(
        "debrief remove",
        lambda desk, folder: (_visited(desk, folder), debriefs.note(desk, 1, _SAID)),
        lambda desk, _: debriefs.take_back(desk, 1),
    ),
    Case("debrief import", _visited, lambda desk, folder: import_debriefs(desk, _answers(folder))),
    Case(
        "debrief import",
        lambda desk, folder: (_visited(desk, folder), debriefs.note(desk, 1, _SAID)),
        lambda desk, folder: import_debriefs(desk, _answers(folder)),
    ),
    Case("ideas add", nothing, lambda desk, _: ideas.add(desk, NewIdea(text="One calendar", owner=ANA))),
    Case(
        "ideas edit",
        lambda desk, _: ideas.add(desk, NewIdea(text="One calendar")),
        lambda desk, _: ideas.change(desk, 1, IdeaChange(state=IdeaState.TAKEN_UP, owner=ANA, named=True)),
    ),
    Case(
        "ideas remove",
        lambda desk, _: ideas.add(desk, NewIdea(text="One calendar")),
        lambda desk, _: ideas.remove(desk, 1),
    ),
    Case("program sign", program, lambda desk, _: charters.set_sponsor(desk, SPRING, Side.IT, ANA)),
    Case("program sign", _signed, lambda desk, _: charters.set_sponsor(desk, SPRING, Side.IT, "Zoe <zoe@y.example>")),
    Case("program sign", _signed, lambda desk, _: charters.set_sponsor(desk, SPRING, Side.IT, "")),
    Case("program sign", _signed, lambda desk, _: charters.sign(desk, SPRING, Side.IT, Signing(take_back=True))),
    Case(
        "program copy",
        lambda desk, folder: (
            _signed(desk, folder),
            _calls(desk),
            _measured(desk),
            steps.add_step(desk, SPRING, _BADGE),
        ),
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
    Case(
        "enrol", program, lambda desk, _: consents.note(desk, SPRING, [ANA], Consent(state=None, manager=Word.REFUSED))
    ),
    Case(
        "enrol",
        program,
        lambda desk, _: consents.note(
            desk, SPRING, [ANA], Consent(state=EnrolmentState.DECLINED, reason="private matter")
        ),
    ),
    Case(
        "enrol import",
        program,
        lambda desk, folder: import_answers(desk, SPRING, csv(folder, "email,answer,manager", f"{ANA},no,no")),
    ),
    Case("leave", sent, lambda desk, _: leave(_under_way(desk), SPRING, [ANA], reason="private matter")),
    Case("leave", sent, lambda desk, _: leave(desk, SPRING, [draft(desk).host.email], first_day=_midweek(desk))),
    Case("leave", _agreed, lambda desk, _: leave(desk, SPRING, [ANA])),
    Case("leads agree", _led, _agrees),
    Case("leads refuse", _agreed, lambda desk, _: lead_words.give(desk, [draft(desk).id], Word.REFUSED, note="no")),
    Case(
        "leads import",
        _agreed,
        lambda desk, folder: import_lead_words(desk, csv(folder, "pairing,answer,note", f"{draft(desk).id},no,later")),
    ),
    Case("swap", _agreed, _swap),
    Case("plan", _agreed, lambda desk, _: plans.plan(desk, SPRING, rounds=2, seed=7)),
    Case("cancel", _agreed, lambda desk, _: drafts.cancel(desk, draft(desk).id)),
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
    Case("take over", sent, _taken_over),
    Case("cover", _three_weeks, _covered),
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
    Case("plan", groups.made, groups.plan),
    Case("plan", groups.planned, groups.plan_another),
    Case("publish", groups.planned, groups.publish),
    Case("groups move", groups.planned, groups.move),
    Case("groups move", groups.sent, groups.take_out),
    Case("groups cancel", groups.planned, groups.cancel),
    Case("groups cancel", groups.sent, groups.cancel),
    Case("groups day", groups.planned, groups.another_day),
    Case("groups day", groups.sent, groups.another_day),
    Case("groups mark held", groups.sent, groups.held),
    Case("groups mark missed", groups.sent, groups.missed),
    Case("away", groups.sent, groups.left),
    Case("groups skip", groups.sent, groups.skip),
    Case("groups skip", groups.sponsored, groups.skip_sponsors),
    Case("repair", groups.ill, groups.repair),
    Case("teams add", team_plans.program, team_plans.add),
    Case("teams edit", team_plans.added, team_plans.edit),
    Case("teams remove", team_plans.formed, team_plans.remove),
    Case("teams slot", team_plans.added, team_plans.add_slot),
    Case("teams slot", team_plans.added, team_plans.edit_slot),
    Case("teams slot", team_plans.formed, team_plans.remove_slot),
    Case("teams task", team_plans.added, team_plans.set_tasks),
    Case("teams ask", team_plans.added, team_plans.pin),
    Case("teams ask", team_plans.pinned, team_plans.withdraw),
    Case("teams form", team_plans.pinned, team_plans.form),
    Case("teams import", team_plans.added, team_plans.import_file),
    Case("publish", running.drafted, running.publish),
    Case("teams fill", running.drafted, running.fill),
    Case("teams fill", running.left, running.come_after),
    Case("teams set-aside", running.pinned, running.set_aside),
    Case("teams move", running.free, running.move),
    Case("teams leave", running.sent, running.leave),
    Case("teams leave", running.sent, running.hand_over),
    Case("teams leave", running.sent, running.never_begin),
    Case("teams extend", running.sent, running.extend),
    Case("teams end", running.sent, running.end),
    Case("teams end", running.sent, running.call_off),
    Case("teams mark held", running.sent, running.mark),
    Case("teams mark missed", running.sent, running.mark_missed),
    Case("teams mark ended", running.sent, running.mark_ended),
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
