"""A company in which everything that somebody can type is hostile."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from ridealong.domain.charters import Reading
from ridealong.domain.days import Days
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import State
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Kind
from ridealong.domain.replies import Answer
from ridealong.domain.values import read_name, read_topics, read_words
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import plans
from ridealong.services.programs import charters, measures, programs
from ridealong.services.publishing import publishing
from ridealong.services.replies import answers, typed_answers

START_IN = timedelta(weeks=1)


def words(text: str) -> str:
    """A text that is neither empty nor, but for blanks, other than given."""
    return read_words(text) or "-"


def name_of(texts: Sequence[str]) -> str:
    """What the program of a company is called."""
    return read_name(texts[0]) or "-"


def roster(texts: Sequence[str]) -> list[Person]:
    """Four people in IT and three in marketing, each called and described by the next of the texts."""

    def text(at: int) -> str:
        return words(texts[at % len(texts)])

    return [
        Person(
            email=f"{'=+-@'[at % 3]}p{at}@x.example",
            name=text(at),
            side=Side.IT if at < 4 else Side.MARKETING,
            team=text(at + 1),
            role=text(at + 2),
            site=text(at + 3),
            employee_id=text(at + 4),
            knows=read_topics(f"{text(at + 5)};sql"),
            wants=read_topics(f"sql;{text(at + 6)}"),
        )
        for at in range(7)
    ]


def employ(desk: Desk, texts: Sequence[str]) -> list[Person]:
    found = roster(texts)
    for one in found:
        people.add(desk, one)
    return found


def planned(desk: Desk, texts: Sequence[str]) -> str:
    """The company with a program that is planned, measured, and limited for hostile reasons; returns its name."""
    found = employ(desk, texts)
    start = desk.clock.today() + START_IN
    last = texts[-1]
    page = programs.create(
        desk,
        programs.NewProgram(
            name=name_of(texts),
            kind=Kind.RIDE_ALONG,
            start=start,
            rounds=4,
            enrol="all",
            host_rest_weeks=0,
            host_visits=4,
            cover_percent=100,
            place=texts[1 % len(texts)],
            objective=last,
            prepare=texts[2 % len(texts)],
        ),
    )
    name = page.program.name
    measures.set_measure(desk, name, words(last), measures.MeasureChange(unit=texts[0], baseline=1.0))
    measures.add_reading(desk, name, words(last), Reading(day=desk.clock.today(), value=2, note=last))
    charters.sign(desk, name, Side.IT, charters.Signing(sponsor=found[0].email, note=last))
    charters.sign(desk, name, Side.MARKETING, charters.Signing(sponsor=f"{words(last)} <x@x.example>"))
    limits.add_apart(desk, found[0].email, found[4].email, last)
    absences.add_absences(desk, [found[1].email], Days(start, start + timedelta(days=4)), last)
    later = start + timedelta(weeks=30)
    limits.add_freeze(desk, "marketing", Days(later, later), words(last))
    plans.plan(desk, name)
    return name


def told(desk: Desk, texts: Sequence[str], folder: Path) -> str:
    """The planned company, half of whose plan is published, sent and declined for hostile reasons; returns the name."""
    name = planned(desk, texts)
    publishing.publish(desk, name, without_agreement=texts[-1])
    export_invites.export(desk, folder)
    for row in [one for one in answers.rows(desk) if one.kind is MeetingKind.VISIT][:3]:
        typed_answers.record(desk, row.uid, row.email, Answer.DECLINED, note=texts[-1])
    gone = next(one for one in plans.page(desk, name).proposals if one.state == State.PUBLISHED)
    drafts.cancel(desk, gone.id, texts[-1])
    return name
