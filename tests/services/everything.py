"""A database in which everything that can be held about one person is held, and ways to look at all of it."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.replies import Answer
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, meeting_changes
from ridealong.services.outcomes import history
from ridealong.services.people import absences, limits, people
from ridealong.services.people.import_busy import import_busy
from ridealong.services.plans import pins, plans
from ridealong.services.programs import charters
from ridealong.services.publishing import publishing
from ridealong.services.replies import answers, typed_answers
from ridealong.storage.schema import (
    composite_teams,
    contacts,
    embeds,
    enrolments,
    ideas,
    lead_words,
    metadata,
    team_demands,
)
from services import around, embedded
from services.conftest import START, buddies, employ, it, marketing, ride_alongs, week

NAME, OLD_NAME = "Zephyrine Quill", "Zephyrine Okonkwo"
EMAIL, OLD_EMAIL = "zephyrine.quill@x.example", "z.okonkwo@x.example"
SECRET = "xyzzy"
TRACES = ("zephyrine", "quill", "okonkwo", SECRET, "chess", "zq-77")
"""Words that tell of the person, in lower case."""

LATER = START + timedelta(weeks=30)
"""When all that was published is over."""


def everything(make_desk: MakeDesk, folder: Path) -> Desk:
    """A season of six people, of whom one is Zephyrine Quill; all is over by now, but a draft."""
    desk = make_desk()
    employ(desk, it("Ben", "Data"), it("Cho"), marketing("Mia"), marketing("Noa", "CRM"), marketing("Oto"))
    people.add(desk, it("X", role="Chess master", knows=("chess",), employee_id="zq-77"))
    people.edit(desk, "x@x.example", {"name": OLD_NAME, "email": OLD_EMAIL})
    people.edit(desk, "ben@x.example", {"manager": OLD_EMAIL.upper()})
    name = ride_alongs(desk, host_rest_weeks=0, host_visits=None)
    buddies(desk)
    _reasons(desk, folder)
    for one in (name, "Buddies"):
        plans.plan(desk, one)
        publishing.publish(desk, one, everything=True)
    _embedded(desk)
    export_invites.export(desk, folder / "first")
    people.edit(desk, OLD_EMAIL, {"name": NAME})
    people.change_email(desk, OLD_EMAIL, EMAIL)
    _change_meetings(desk)
    export_invites.export(desk, folder / "second")
    return _afterwards(make_desk, folder)


def _reasons(desk: Desk, folder: Path) -> None:
    absences.add_absences(desk, [OLD_EMAIL], week(4), f"{SECRET} surgery")
    absences.add_absences(desk, [OLD_EMAIL], week(5), f"{SECRET} taken back")
    absences.remove_absence(desk, OLD_EMAIL, week(5))
    limits.add_apart(desk, OLD_EMAIL, "noa@x.example", f"{SECRET} quarrel")
    busy = folder / "zephyrine.ics"
    days = week(5)
    busy.write_text(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        f"DTSTART;VALUE=DATE:{days.first:%Y%m%d}\r\nDTEND;VALUE=DATE:{days.last:%Y%m%d}\r\n"
        f"SUMMARY:{SECRET} interview\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        encoding="utf-8",
    )
    import_busy(desk, busy, OLD_EMAIL)


def _embedded(desk: Desk) -> None:
    """A composite team of three, of whom one is to hand over to another."""
    embedded.composite(desk)
    made = embedded.team(desk, "Loyalty app", week(1, 4), state="published", purpose="One app for both")
    first = embedded.embed(desk, made, 1, OLD_EMAIL, "published", days=week(1, 2))
    embedded.embed(desk, made, 2, "mia@x.example", "published")
    embedded.embed(desk, made, 1, "cho@x.example", "published", days=week(2, 3), after_id=first)
    around.drop(desk, team_demands, embedded.demand(desk, made, OLD_EMAIL, "exclusion"))


def _in_teams(desk: Desk) -> None:
    """How that went, and the next team, in which two are drafted, one in the place of the other."""
    mine, *others = every_row(desk)["embeds"]
    around.change(desk, embeds, mine["id"], state="ended", reason=f"{SECRET} burnt out")
    for one in others:
        around.change(desk, embeds, one["id"], state="held")
    around.change(desk, composite_teams, mine["team_id"], state="ended", reason=f"{SECRET} quarrelled with all")
    made = embedded.team(desk, "Search", Days(LATER + timedelta(weeks=6), LATER + timedelta(weeks=9)))
    draft = embedded.embed(desk, made, 1, EMAIL)
    embedded.embed(
        desk, made, 1, "cho@x.example", days=Days(LATER + timedelta(weeks=8), made.days.last), after_id=draft
    )
    embedded.demand(desk, made, EMAIL, slot=1)


def _change_meetings(desk: Desk) -> None:
    mine = [row for row in answers.rows(desk) if row.meeting and (EMAIL in row.email or OLD_EMAIL in row.email)]
    typed_answers.record(desk, mine[0].uid, mine[0].email, Answer.DECLINED, note=f"{SECRET} no wish to")
    meeting_changes.move(desk, mine[1].meeting, meeting_changes.MeetingMove(place=f"with {EMAIL}"))


def _afterwards(make_desk: MakeDesk, folder: Path) -> Desk:
    desk = make_desk(today=LATER)
    rows = history.page(desk, history.HistoryQuery(person=EMAIL)).rows
    history.mark(desk, rows[0].id, State.HELD)
    history.mark(desk, rows[1].id, State.ENDED, f"{SECRET} gave up")
    name = ride_alongs(desk, "Autumn", start=LATER + timedelta(days=3), rounds=4)
    charters.sign(desk, name, Side.IT, charters.Signing(sponsor=EMAIL, agreed=LATER, note=f"{SECRET} doubts"))
    charters.set_sponsor(desk, name, Side.MARKETING, "mia@x.example")
    charters.sign(desk, name, Side.IT, charters.Signing(take_back=True))
    pins.add_pin(desk, name, EMAIL, host="mia@x.example")
    absences.add_absences(desk, ["cho@x.example"], week(40), f"stands in for {EMAIL}")
    plans.plan(desk, name)
    _around(desk, name, [rows[0].id, rows[1].id])
    _in_teams(desk)
    return desk


def _around(desk: Desk, name: str, over: list[int]) -> None:
    """What came out of two pairings that are over, what was said of them and of a draft, and who is in which group."""
    idea = around.debriefed(desk, over[0], LATER, EMAIL, f"{SECRET} talks too much")
    around.debriefed(desk, over[1], LATER, "mia@x.example", f"{SECRET} slept")
    around.change(desk, ideas, idea, note="asked for a budget")
    around.said(desk, over[0], LATER, f"{SECRET} is needed here")
    drafts = around.pairings_with(desk, EMAIL, "proposed")
    around.said(desk, drafts[0], LATER, f"{SECRET} has other work", "refused")
    around.drop(desk, lead_words, around.said(desk, over[1], LATER, f"{SECRET} left the team")[0])
    around.step_done(desk, name, drafts[0], LATER)
    # Of teams whose invites are not written anew for it.
    around.contact(desk, "Platform", "Events", EMAIL, "mia@x.example")
    before = around.contact(desk, "Platform", "Press", EMAIL, None)
    around.change(desk, contacts, before, it_id=around.person(desk, "cho@x.example"))
    others = ["cho@x.example", "mia@x.example", "noa@x.example"]
    around.group(desk, "Buddies", LATER - timedelta(weeks=9), "ended", [EMAIL, *others], reason=f"{SECRET} went home")
    around.group(desk, "Buddies", LATER + timedelta(weeks=9), "proposed", [EMAIL, *others], place=f"with {EMAIL}")
    enrolled = around.enrolment(desk, name, EMAIL)
    around.change(desk, enrolments, enrolled, manager_word="agreed", manager_day=LATER, reason=f"{SECRET} is too busy")


def every_row(desk: Desk) -> dict[str, list[dict[str, Any]]]:  # Any: what a column holds, only the table knows
    """The rows of all tables."""
    with desk.reading() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
            for table in metadata.sorted_tables
        }


def tell_of(desk: Desk, words: tuple[str, ...] = TRACES) -> Iterator[str]:
    """Every row in which one of some words stands, however its letters are written."""
    for table, rows in every_row(desk).items():
        for row in rows:
            text = json.dumps(row, default=str, ensure_ascii=False).casefold()
            if any(word in text for word in words):
                yield f"{table}: {text}"
