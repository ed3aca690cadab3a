"""Consent: what people and their managers say of taking part, and what of it anybody else learns."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import TODAY
from ridealong.domain.consent import Word
from ridealong.domain.days import FixedClock
from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, Refused
from ridealong.domain.programs import EnrolmentState
from ridealong.services.attention import attention
from ridealong.services.desk import Desk
from ridealong.services.journal import journal, undo
from ridealong.services.journal.journal import JournalQuery
from ridealong.services.people import people, people_list
from ridealong.services.people.people_list import PeopleQuery
from ridealong.services.people.personal_data import personal_data
from ridealong.services.plans import plans
from ridealong.services.programs import consents, leaving, program_look, programs
from ridealong.services.programs.enrolments import Consent
from ridealong.services.programs.import_answers import import_answers, says_answers
from ridealong.services.publishing import publishing
from services.conftest import SPRING, csv, ride_alongs, two_pairs_planned, week

ANA, BEN, MIA, PRIVATE = "ana@x.example", "ben@x.example", "mia@x.example", "a private matter"


def manager(word: Word, day: date | None = None) -> Consent:
    return Consent(state=None, manager=word, manager_day=day)


def enrolment(desk: Desk, email: str) -> programs.EnrolledPerson:
    return next(one for one in programs.show(desk, SPRING).enrolled if one.email == email)


def test_nobody_is_planned_whose_manager_refused(small: Desk) -> None:
    ride_alongs(small)
    assert consents.note(small, SPRING, [ANA], manager(Word.REFUSED, date(2027, 1, 1))) == 1
    found = enrolment(small, ANA)
    assert (found.state, found.manager, found.manager_day) == (EnrolmentState.AGREED, Word.REFUSED, date(2027, 1, 1))
    assert programs.show(small, SPRING).row.people == 5
    assert "Ana" not in {one.guest.name for one in plans.plan(small, SPRING).proposals}
    consents.note(small, SPRING, [ANA], manager(Word.AGREED))
    assert enrolment(small, ANA).manager_day == TODAY
    assert "Ana" in {one.guest.name for one in plans.plan(small, SPRING).proposals}


def test_those_whose_manager_refused_are_found(small: Desk) -> None:
    ride_alongs(small)
    consents.note(small, SPRING, [ANA], manager(Word.REFUSED))
    consents.note(small, SPRING, [MIA], manager(Word.AGREED))
    for text, names in (("enrolled:refused", ["Ana"]), ("program:spring enrolled:ref", ["Ana"])):
        assert [one.name for one in people_list.page(small, PeopleQuery(text=text)).rows] == names
    with pytest.raises(InvalidValue, match="declined, refused"):
        people_list.page(small, PeopleQuery(text="enrolled:perhaps"))


def test_a_managers_word_is_no_answer_of_the_person(small: Desk) -> None:
    ride_alongs(small, enrol=())
    consents.note(small, SPRING, [ANA], manager(Word.AGREED))
    assert (enrolment(small, ANA).state, enrolment(small, ANA).manager) == (EnrolmentState.ASKED, Word.AGREED)
    programs.enrol(small, SPRING, [ANA])
    assert (enrolment(small, ANA).state, enrolment(small, ANA).manager) == (EnrolmentState.AGREED, Word.AGREED)
    consents.note(small, SPRING, [ANA], Consent(state=None, manager=""))
    assert (enrolment(small, ANA).manager, enrolment(small, ANA).manager_day) == (None, None)


def test_what_is_published_of_somebody_whose_manager_refused_needs_attention(desk: Desk) -> None:
    two_pairs_planned(desk)
    publishing.publish(desk, SPRING)
    consents.note(desk, SPRING, [MIA], manager(Word.REFUSED))
    [gone] = [one for one in attention.everything(desk) if one.kind == "gone"]
    assert gone.text == "Mia takes no part: the manager has not agreed: visit of Ana"
    assert "the manager has not agreed" in plans.page(desk, SPRING).clashes[0].reason


def test_a_draft_of_somebody_whose_manager_refused_is_not_published(desk: Desk) -> None:
    two_pairs_planned(desk)
    consents.note(desk, SPRING, [MIA], manager(Word.REFUSED))
    with pytest.raises(Refused, match="cannot be published as it is"):
        publishing.publish(desk, SPRING)


def test_a_reason_stands_on_the_page_of_the_person_alone(small: Desk) -> None:
    ride_alongs(small)
    consents.note(small, SPRING, [ANA], Consent(state=EnrolmentState.DECLINED, reason=PRIVATE))
    [shown] = people.show(small, ANA, reasons=True).enrolled
    assert shown.reason == PRIVATE
    hidden = people.show(small, ANA)
    assert (hidden.enrolled[0].reason, hidden.hidden) == ("", 1)
    assert PRIVATE in str(personal_data(small, ANA))
    elsewhere = (
        programs.show(small, SPRING),
        program_look.answered(small, SPRING, EnrolmentState.DECLINED),
        people_list.page(small, PeopleQuery()),
        journal.page(small, JournalQuery()),
        journal.entry(small, journal.page(small, JournalQuery()).rows[0].id),
        personal_data(small, MIA),
    )
    assert PRIVATE not in str(elsewhere)


def test_a_reason_goes_with_the_answer_that_it_was_for(small: Desk) -> None:
    ride_alongs(small)
    consents.note(small, SPRING, [ANA], Consent(state=EnrolmentState.DECLINED, reason=PRIVATE))
    consents.note(small, SPRING, [ANA], Consent(state=EnrolmentState.DECLINED))
    assert people.show(small, ANA, reasons=True).enrolled[0].reason == PRIVATE
    programs.enrol(small, SPRING, [ANA])
    assert people.show(small, ANA, reasons=True).enrolled[0].reason == ""


@pytest.mark.parametrize(
    ("who", "said", "problem"),
    [
        ([ANA], Consent(state=None), "Nothing is said"),
        ([ANA], Consent(state=EnrolmentState.PAUSED), "A pause needs its last day"),
        ([ANA], Consent(reason="because"), "A reason is kept of who declines or pauses"),
        ([ANA], manager(Word.AGREED, date(2027, 1, 5)), "is still to come"),
        ("all", manager(Word.AGREED), "Not everybody at once can have a manager's word"),
        ("all", Consent(state=EnrolmentState.DECLINED), "Not everybody at once can be declined"),
        ([ANA], Consent(state=EnrolmentState.DECLINED, reason="\x00"), "cannot be kept"),
    ],
)
def test_what_makes_no_sense_changes_nothing(small: Desk, who: list[str], said: Consent, problem: str) -> None:
    ride_alongs(small)
    before = small.version()
    with pytest.raises(InvalidValue, match=problem):
        consents.note(small, SPRING, who, said)
    assert small.version() == before


def test_an_answer_that_changed_meanwhile_is_not_overwritten(small: Desk) -> None:
    ride_alongs(small)
    [seen] = people.show(small, ANA).enrolled
    other = Consent(state=EnrolmentState.DECLINED)

    kim = replace(small, config=replace(small.config, coordinator="kim"))
    consents.note(kim, SPRING, [ANA], other)
    with pytest.raises(ChangedMeanwhile, match="kim"):
        consents.note(small, SPRING, [ANA], manager(Word.AGREED), seen=[seen.seen])


MICROSOFT = "ID,Start time,Completion time,Email,Name,Do you want to take part?,Has your manager agreed?,Reason"
GOOGLE = "Timestamp,Email Address,Will you join?,Until when do you pause?"


def test_answers_come_from_a_form(small: Desk, tmp_path: Path) -> None:
    ride_alongs(small, enrol=())
    path = csv(
        tmp_path,
        MICROSOFT,
        "1,1/3/27 9:00:00,1/3/27 9:01:00,ana@x.example,Ana,Yes,Yes,",
        f"2,1/3/27 9:00:00,1/3/27 9:01:00,ben@x.example,Ben,No thanks,,{PRIVATE}",
        "3,1/3/27 9:00:00,1/3/27 9:01:00,mia@x.example,Mia,I agree,not yet,",
        "4,1/3/27 9:00:00,1/3/27 9:01:00,noa@x.example,Noa,perhaps,,",
        "5,1/3/27 9:00:00,1/3/27 9:01:00,zed@x.example,Zed,Yes,,",
    )
    assert says_answers(path)
    before = small.version()
    dry = import_answers(small, SPRING, path, dry_run=True)
    assert small.version() == before
    done = import_answers(small, SPRING, path, shown=dry)
    assert (done.added, done.changed, done.unchanged) == ((ANA, "ben@x.example", MIA), (), 0)
    assert [(one.line, one.column, one.value) for one in done.rejected] == [
        (5, "answer", "perhaps"),
        (6, "email", "zed@x.example"),
    ]
    assert (dry.added, dry.rejected) == (done.added, done.rejected)
    states = {one.email: (str(one.state), one.manager) for one in programs.show(small, SPRING).enrolled}
    assert states == {ANA: ("agreed", Word.AGREED), "ben@x.example": ("declined", None), MIA: ("agreed", None)}
    assert enrolment(small, ANA).manager_day == date(2027, 1, 3)
    assert people.show(small, "ben@x.example", reasons=True).enrolled[0].reason == PRIVATE
    again = import_answers(small, SPRING, path)
    assert (again.added, again.changed, again.unchanged) == ((), (), 3)


def test_the_last_answer_of_a_person_counts(small: Desk, tmp_path: Path) -> None:
    ride_alongs(small)
    path = csv(
        tmp_path,
        GOOGLE,
        "2027/01/02 9:00:00 AM GMT+1,ana@x.example,Yes,",
        "2027/01/03 9:00:00 AM GMT+1,ana@x.example,Paused,2027-02-01",
        "2027/01/03 9:30:00 AM GMT+1,mia@x.example,No,",
    )
    done = import_answers(small, SPRING, path)
    assert [(one.key, one.columns) for one in done.changed] == [(ANA, ("state", "until")), (MIA, ("state",))]
    assert done.unchanged == 1
    assert enrolment(small, ANA).until == date(2027, 2, 1)


def test_what_was_noted_by_hand_since_an_answer_stays(small: Desk, tmp_path: Path) -> None:
    ride_alongs(small, enrol=())
    header = "Timestamp,Email,Would you like to take part?,Has your manager agreed?"
    rows = [f"2027-01-02 10:00:00,{who},Yes,Yes" for who in (ANA, MIA)]
    path = csv(tmp_path, header, *rows)
    assert len(import_answers(small, SPRING, path).added) == 2
    leaving.leave(small, SPRING, [ANA], reason=PRIVATE)
    consents.note(small, SPRING, [MIA], manager(Word.REFUSED))
    done = import_answers(small, SPRING, csv(tmp_path, header, *rows, f"2027-01-04 10:00:00,{BEN},Yes,"))
    assert (done.added, done.changed, done.rejected) == ((BEN,), (), ())
    assert people.show(small, ANA, reasons=True).enrolled[0].reason == PRIVATE
    assert enrolment(small, MIA).manager is Word.REFUSED
    # Whoever answers again after that is heard; on the very day, somebody has to say which of the two it is.
    later = replace(small, clock=FixedClock(TODAY + timedelta(days=2)))
    again = f"{TODAY} 10:00:00,{ANA},Yes,", f"{TODAY + timedelta(days=1)} 10:00:00,{MIA},No,Yes"
    done = import_answers(later, SPRING, csv(tmp_path, header, *again))
    assert [(one.key, one.columns[:1]) for one in done.changed] == [(MIA, ("state",))]
    assert "noted something else by hand on that day" in done.rejected[0].problem
    assert (enrolment(later, ANA).state, enrolment(later, MIA).manager) == (EnrolmentState.DECLINED, Word.AGREED)


def test_what_was_noted_by_hand_and_taken_back_is_no_obstacle(small: Desk, tmp_path: Path) -> None:
    ride_alongs(small)
    leaving.leave(small, SPRING, [ANA])
    undo.undo(small)
    assert len(import_answers(small, SPRING, csv(tmp_path, GOOGLE, f"2027-01-02 10:00,{ANA},No,")).changed) == 1


def test_a_mapping_says_which_question_is_which(small: Desk, tmp_path: Path) -> None:
    ride_alongs(small, enrol=())
    path = csv(tmp_path, "Timestamp,Email Address,Sind Sie an Bord?", "2027-01-03 9:00,ana@x.example,Ja")
    mapping = tmp_path / "map.toml"
    mapping.write_text('[columns]\nanswer = "Sind Sie an Bord?"\n')
    assert import_answers(small, SPRING, path, mapping=mapping).added == (ANA,)


def test_nobody_joins_by_a_form_what_is_over(small: Desk, tmp_path: Path) -> None:

    ride_alongs(small, enrol=())
    late = replace(small, clock=FixedClock(week(10).first))
    path = csv(tmp_path, "email,answer", f"{ANA},yes", f"{MIA},no")
    done = import_answers(late, SPRING, path)
    assert done.added == (MIA,)
    assert "is over" in done.rejected[0].problem


def test_a_managers_word_from_a_form_keeps_its_day(small: Desk, tmp_path: Path) -> None:
    ride_alongs(small)
    consents.note(small, SPRING, [ANA], manager(Word.AGREED, date(2027, 1, 1)))
    path = csv(tmp_path, "email,answer,manager", f"{ANA},yes,yes")
    assert import_answers(small, SPRING, path).unchanged == 1
    assert enrolment(small, ANA).manager_day == date(2027, 1, 1)
