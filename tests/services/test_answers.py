"""Answers: written down by hand, listed with what needs attention first, and shown where pairings are."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.replies import Answer
from ridealong.services import answers, export_invites, people, plans, programs, publishing, typed_answers
from ridealong.services.candidates import candidates
from ridealong.services.declined import declined_by
from ridealong.services.desk import Desk
from services.conftest import SPRING, START, employ, it, marketing, ride_alongs
from services.replies import ANA, MIA, SECOND, answered, check_ins, reply, take, uid

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
    plain = {one.name: one.points for one in candidates(sent, ANA, SPRING, 0)}
    instead = {one.name: one.points for one in candidates(sent, ANA, SPRING, 0, replacing=row.pairing)}
    assert plain["Noa"] is None
    assert instead["Noa"] is not None
    assert (sent.version(), plans.page(sent, SPRING).proposals[0].state) == (before, "published")
