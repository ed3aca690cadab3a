"""Answers: written down by hand, listed with what needs attention first, and shown where pairings are."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from conftest import CONFIG, TODAY, MakeDesk
from ridealong.domain.days import FixedClock
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.replies import Answer
from ridealong.services.changes import placing
from ridealong.services.desk import Desk, open_desk
from ridealong.services.explain.candidates import rank
from ridealong.services.invites import export_invites
from ridealong.services.people import people
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.services.replies import answers, typed_answers
from ridealong.services.replies.declined import declined_by
from services.conftest import SPRING, START, buddies, employ, it, marketing, ride_alongs
from services.replies import ANA, MIA, SECOND, answered, check_ins, invite, reply, take, uid

# -- told in the corridor -------------------------------------------------------------------------------------------


def test_an_answer_is_written_down_by_number_or_uid(sent: Desk) -> None:
    number = next(row.meeting for row in answers.rows(sent) if row.kind is MeetingKind.VISIT)
    typed_answers.record(sent, str(number), ANA, Answer.ACCEPTED)
    typed_answers.record(sent, uid(sent), MIA, Answer.DECLINED, note="on leave then")
    assert answered(sent) == {("visit", ANA): (Answer.ACCEPTED, True), ("visit", MIA): (Answer.DECLINED, True)}
    (row,) = [row for row in answers.rows(sent) if row.needs_attention]
    assert (row.comment, row.source) == ("on leave then", "typed")


def test_an_answer_is_taken_back_with_those_to_single_occurrences(sent: Desk) -> None:
    typed_answers.record(sent, check_ins(sent), ANA, Answer.ACCEPTED)
    typed_answers.record(sent, check_ins(sent), ANA, Answer.DECLINED, on=SECOND)
    typed_answers.record(sent, check_ins(sent), ANA, None, on=SECOND)
    assert answered(sent) == {("check-in", ANA): (Answer.ACCEPTED, True)}
    typed_answers.record(sent, check_ins(sent), ANA, None)
    assert answered(sent) == {}
    with pytest.raises(Refused, match="nothing to take back"):
        typed_answers.record(sent, check_ins(sent), ANA, None)


def test_what_was_told_counts_over_older_replies(sent: Desk, make_desk: MakeDesk, tmp_path: Path) -> None:
    text = reply(uid(sent), ANA, "accepted", stamp=datetime(2027, 1, 3, 8, tzinfo=UTC))
    typed_answers.record(sent, uid(sent), ANA, Answer.DECLINED)
    assert len(take(sent, tmp_path, text).stale) == 1
    assert answered(sent) == {("visit", ANA): (Answer.DECLINED, True)}


@pytest.mark.parametrize(
    ("error", "call"),
    [
        (NotFound, lambda desk: typed_answers.record(desk, "4711", ANA, Answer.ACCEPTED)),
        (NotFound, lambda desk: typed_answers.record(desk, "no-such-uid", ANA, Answer.ACCEPTED)),
        (NotFound, lambda desk: typed_answers.record(desk, uid(desk), "eve@x.example", Answer.ACCEPTED)),
        (InvalidValue, lambda desk: typed_answers.record(desk, uid(desk), ANA, Answer.ACCEPTED, on=START)),
        (InvalidValue, lambda desk: typed_answers.record(desk, check_ins(desk), ANA, Answer.ACCEPTED, on=START)),
        (InvalidValue, lambda desk: typed_answers.record(desk, uid(desk), ANA, Answer.DELEGATED)),
    ],
)
def test_an_answer_that_fits_nothing_is_refused(
    sent: Desk, error: type[Exception], call: Callable[[Desk], object]
) -> None:
    before = sent.version()
    with pytest.raises(error):
        call(sent)
    assert sent.version() == before


def test_nobody_answers_what_was_not_sent(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    name = ride_alongs(desk, rounds=1)
    plans.plan(desk, name)
    publishing.publish(desk, name)
    with pytest.raises(Refused, match="No invite to meeting 1 was sent yet"):
        typed_answers.record(desk, "1", ANA, Answer.ACCEPTED)


# -- what is shown --------------------------------------------------------------------------------------------------


def test_everybody_invited_is_listed_and_what_needs_attention_comes_first(sent: Desk, tmp_path: Path) -> None:
    rows = answers.rows(sent)
    assert len(rows) == 4
    assert all(row.unanswered for row in rows)
    take(sent, tmp_path, reply(check_ins(sent), MIA, "declined"), reply(uid(sent), ANA, "accepted"))
    rows = answers.rows(sent)
    assert (rows[0].email, rows[0].kind, rows[0].answer) == (MIA, MeetingKind.CHECK_IN, Answer.DECLINED)
    assert [row.email for row in answers.rows(sent, declined=True)] == [MIA]
    assert len(answers.rows(sent, unanswered=True)) == 2
    assert len(answers.rows(sent, declined=True, unanswered=True)) == 3


def test_answers_are_listed_by_program(sent: Desk) -> None:
    assert len(answers.rows(sent, "SPRING ride-alongs")) == 4
    programs.create(sent, programs.NewProgram(name="Other", kind=plans.page(sent, SPRING).program.kind, start=START))
    assert answers.rows(sent, "Other") == ()
    with pytest.raises(NotFound):
        answers.rows(sent, "none")


def test_what_is_over_is_not_listed(sent: Desk, make_desk: MakeDesk) -> None:
    assert answers.rows(make_desk(START + timedelta(weeks=9))) == ()


def test_a_pairing_is_declined_with_its_visit(sent: Desk, tmp_path: Path) -> None:
    number = plans.page(sent, SPRING).proposals[0].id
    take(sent, tmp_path, reply(check_ins(sent), ANA, "declined"))
    with sent.reading() as connection:
        assert declined_by(connection, sent.clock.today()) == {}
    take(sent, tmp_path, reply(uid(sent), MIA, "declined"))
    with sent.reading() as connection:
        assert declined_by(connection, sent.clock.today()) == {number: ("Mia",)}
    people.edit(sent, MIA, {"site": "Hamburg"})
    export_invites.export(sent, tmp_path / "again")
    with sent.reading() as connection:
        assert declined_by(connection, sent.clock.today()) == {}


def test_others_are_looked_for_as_if_the_declined_visit_were_open(sent: Desk) -> None:
    employ(sent, marketing("Noa", time_zone="Europe/Berlin"))
    programs.enrol(sent, SPRING, ["noa@x.example"])
    row = next(one for one in answers.rows(sent) if one.kind is MeetingKind.VISIT)
    before = sent.version()
    plain = {one.name: one.points for one in rank(sent, ANA, SPRING, 0).candidates}
    instead = {one.name: one.points for one in rank(sent, ANA, SPRING, 0, replacing=row.pairing).candidates}
    assert plain["Noa"] is None
    assert instead["Noa"] is not None
    assert next(iter(instead)) == "Mia"
    assert (sent.version(), plans.page(sent, SPRING).proposals[0].state) == (before, "published")


def visit(desk: Desk, email: str) -> answers.AnswerRow:
    return next(one for one in answers.rows(desk) if one.kind is MeetingKind.VISIT and one.email == email)


@pytest.mark.parametrize(("decliner", "other"), [(ANA, MIA), (MIA, ANA)])
def test_a_decline_leaves_the_other_one_to_look_somebody_up_for(sent: Desk, decliner: str, other: str) -> None:
    row = visit(sent, decliner)
    assert (row.other, row.other_name) == (other, other.partition("@")[0].title())
    people.edit(sent, decliner, {"email": "other@x.example"})
    assert visit(sent, decliner).other == other
    typed_answers.record(sent, row.uid, "other@x.example", Answer.DECLINED)
    (one,) = plans.page(sent, SPRING).proposals
    assert (len(one.declined_by), one.guest_declined) == (1, decliner == ANA)


def test_when_the_guest_declines_others_are_ranked_for_the_seat_of_the_host(sent: Desk) -> None:
    employ(sent, it("Ben", time_zone="Europe/Berlin"), it("Cho", time_zone="Asia/Tokyo"))
    programs.enrol(sent, SPRING, ["ben@x.example", "cho@x.example"])
    row = visit(sent, ANA)
    before = sent.version()
    found = rank(sent, row.other, SPRING, row.round, replacing=row.pairing).candidates
    assert [(one.name, one.effect, one.free) for one in found] == [
        ("Ana", "now", False),
        ("Ben", "+1 place", True),
        ("Cho", "no", False),
    ]
    assert (found[0].why, found[2].why) == ("gives the place up", "too few shared working hours")
    assert [one.effect for one in rank(sent, row.other, SPRING, row.round).candidates] == ["no", "no", "no"]
    assert (sent.version(), plans.page(sent, SPRING).proposals[0].state) == (before, "published")


def test_who_has_declined_is_no_candidate_for_the_place_that_this_leaves(sent: Desk) -> None:
    employ(sent, marketing("Noa", time_zone="Europe/Berlin"))
    programs.enrol(sent, SPRING, ["noa@x.example"])
    row = visit(sent, MIA)
    typed_answers.record(sent, row.uid, MIA, Answer.DECLINED)
    found = rank(sent, ANA, SPRING, row.round).candidates
    assert [(one.name, one.effect, one.points is None) for one in found] == [
        ("Mia", "now", True),
        ("Noa", "+1 place", False),
    ]
    with pytest.raises(Refused, match="Mia gives the place up"):
        placing.place(sent, ANA, SPRING, row.round or 0, MIA)


def test_between_buddies_somebody_is_ranked_for_whoever_stays(desk: Desk, tmp_path: Path) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"), marketing("Noa"))
    name = buddies(desk, enrol=(ANA, MIA))
    plans.plan(desk, name)
    publishing.publish(desk, name)
    export_invites.export(desk, tmp_path / "sent")
    programs.enrol(desk, name, "all")
    for decliner, best in ((ANA, "Ben"), (MIA, "Noa")):
        row = next(one for one in answers.rows(desk) if one.kind is MeetingKind.CHECK_IN and one.email == decliner)
        found = rank(desk, row.other, name, row.round, replacing=row.pairing).candidates
        assert [one.name for one in found if one.free] == [best]


def test_looking_for_others_waits_for_nobody_and_needs_no_right_to_write(
    sent: Desk, make_desk: MakeDesk, database: str
) -> None:
    employ(sent, it("Ben", time_zone="Europe/Berlin"), marketing("Noa", time_zone="Europe/Berlin"))
    programs.enrol(sent, SPRING, ["ben@x.example", "noa@x.example"])
    number = visit(sent, ANA).pairing
    asked = [(email, SPRING, 0) for email in (ANA, MIA)]
    expected = [rank(sent, *one, replacing=number).candidates for one in asked]
    assert all(any(one.points is not None for one in found) for found in expected)
    other = make_desk()
    with sent.store.writing():
        assert [rank(other, *one, replacing=number).candidates for one in asked] == expected
    looking = open_desk(database, clock=FixedClock(TODAY), config=CONFIG, read_only=True)
    assert [rank(looking, *one, replacing=number).candidates for one in asked] == expected
    looking.close()


# -- what counts ----------------------------------------------------------------------------------------------------


def test_a_proposal_of_another_time_is_no_answer_to_the_present_one(sent: Desk, tmp_path: Path) -> None:
    times = datetime(2027, 1, 14, 13, tzinfo=UTC), datetime(2027, 1, 14, 14, tzinfo=UTC)
    take(sent, tmp_path, reply(check_ins(sent), ANA, "accepted"))
    take(sent, tmp_path, reply(check_ins(sent), MIA, "tentative", proposed=times))
    people.edit(sent, MIA, {"name": "Mia Maria"})
    export_invites.export(sent, tmp_path / "again")
    assert dict(invite(sent, MeetingKind.CHECK_IN).answers) == {ANA: Answer.ACCEPTED}


def test_answers_to_occurrences_that_are_over_are_not_listed(sent: Desk, make_desk: MakeDesk) -> None:
    typed_answers.record(sent, check_ins(sent), ANA, Answer.DECLINED, on=SECOND)
    typed_answers.record(sent, check_ins(sent), MIA, Answer.DECLINED, on=SECOND + timedelta(weeks=1))
    shown = [row.occurrence for row in answers.rows(make_desk(SECOND)) if row.occurrence]
    assert sorted(shown) == [SECOND, SECOND + timedelta(weeks=1)]
    shown = [row.occurrence for row in answers.rows(make_desk(SECOND + timedelta(days=1))) if row.occurrence]
    assert shown == [SECOND + timedelta(weeks=1)]
