"""The texts of invites, as another calendar program reads them back from the file that was written."""

from dataclasses import replace
from datetime import date

import pytest
from icalendar import Calendar

from ridealong.calendars.writer import write
from ridealong.domain.glossary import Glossary
from ridealong.domain.invite_words import Occasion, description, summary
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Kind, Measure, Program
from ridealong.domain.starter_terms import STARTER_TERMS

from .samples import ANA, BEN, VISIT, invite

GUEST = Person(email=ANA.email, name=ANA.name, side=Side.IT, team="Platform")
HOST = Person(email=BEN.email, name=BEN.name, side=Side.MARKETING, team="Brand; or CRM, Ü")
PROGRAM = Program(
    name="Spring",
    kind=Kind.RIDE_ALONG,
    guest_side=Side.IT,
    start=date(2027, 1, 11),
    rounds=1,
    weeks=1,
    visits_per_guest=1,
    host_visits=1,
    objective="A lower CPC by a better API; see https://x.example/SEO,SEA",
    form_link="https://forms.office.com/r/a?b=1,2;c=%20",
)


@pytest.mark.parametrize("kind", MeetingKind)
def test_steps_contacts_the_form_and_words_are_read_back_as_they_were_written(kind: MeetingKind) -> None:
    words = Occasion(
        kind=kind,
        program=PROGRAM,
        guest=GUEST,
        host=HOST,
        ask_name="Pat",
        ask_email="pat@company.example",
        days=VISIT.when.days,
        measures=(Measure(name="ROAS"),),
        contacts=(GUEST, HOST),
        glossary=Glossary(STARTER_TERMS),
    )
    meeting = replace(VISIT, kind=kind, summary=summary(words), description=description(words))
    (event,) = Calendar.from_ical(write(invite(meeting))).walk("VEVENT")
    assert str(event["DESCRIPTION"]) == description(words)
    paragraphs = str(event["DESCRIPTION"]).split("\n\n")
    last = paragraphs[-1].splitlines()
    assert [line.split(" = ")[0] for line in last] == ["Words:", "- CRM", "- CPC", "- API", "- ROAS"]
    told = kind in (MeetingKind.PREP, MeetingKind.VISIT)
    assert any(one.startswith("Before the visit:\n- Ben Okoro: ") for one in paragraphs) is told
    carries = kind in (MeetingKind.VISIT, MeetingKind.DEBRIEF)
    assert any(one.endswith(f"how it went: {PROGRAM.form_link}") for one in paragraphs) is carries
    assert any(one.startswith("Between the two teams, people turn to Ana Lima") for one in paragraphs)
