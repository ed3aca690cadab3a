"""Replies: matched to what was sent, kept once, and never applied where they are overtaken."""

import tracemalloc
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ridealong.domain.errors import Interrupted
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.replies import Answer
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.people import people
from ridealong.services.plans import plans
from ridealong.services.replies import answers, replies, typed_answers
from services.conftest import SPRING, employ, it
from services.replies import (
    ANA,
    MIA,
    MONDAY,
    SECOND,
    answered,
    check_ins,
    invite,
    later,
    mail_box,
    mailed,
    reply,
    saved,
    take,
    uid,
)
from thorough import examples, thorough_only

# -- what applies ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "answer"),
    [("accepted", Answer.ACCEPTED), ("declined", Answer.DECLINED), ("tentative", Answer.TENTATIVE)],
)
def test_an_answer_is_kept_for_the_one_who_gave_it(sent: Desk, tmp_path: Path, word: str, answer: Answer) -> None:
    done = take(sent, tmp_path, reply(uid(sent), "ANA@X.example", word, comment="See you"))
    (one,) = done.applied
    assert (one.kind, one.email, one.name, one.answer, one.comment) == (
        MeetingKind.VISIT,
        ANA,
        "Ana",
        answer,
        "See you",
    )
    assert done.complete
    (row,) = [row for row in answers.rows(sent) if row.answer]
    assert (row.email, row.answer, row.comment, row.stamp, row.source) == (ANA, answer, "See you", MONDAY, "reply")
    assert answered(sent) == {("visit", ANA): (answer, True)}


def test_who_comes_instead_is_kept(sent: Desk, tmp_path: Path) -> None:
    take(sent, tmp_path, reply(uid(sent), MIA, "delegated", delegate="noa@x.example"))
    (row,) = [row for row in answers.rows(sent) if row.needs_attention]
    assert (row.answer, row.delegate) == (Answer.DELEGATED, "noa@x.example")


def test_a_proposed_time_is_kept(sent: Desk, tmp_path: Path) -> None:
    start, end = datetime(2027, 1, 14, 13, tzinfo=UTC), datetime(2027, 1, 14, 13, 30, tzinfo=UTC)
    take(sent, tmp_path, reply(check_ins(sent), MIA, "tentative", proposed=(start, end)))
    (row,) = [row for row in answers.rows(sent) if row.needs_attention]
    assert (row.answer, row.proposed) == (Answer.PROPOSED, (start, end))


def test_proposed_days_are_kept_as_days(sent: Desk, tmp_path: Path) -> None:
    first = date(2027, 2, 1)
    take(sent, tmp_path, reply(uid(sent), MIA, "tentative", proposed=(first, first + timedelta(days=5))))
    (row,) = [row for row in answers.rows(sent) if row.needs_attention]
    assert row.proposed == (first, first + timedelta(days=4))


def test_the_latest_of_several_counts_in_whatever_order_they_are_read(sent: Desk, tmp_path: Path) -> None:
    texts = [
        reply(uid(sent), ANA, "declined", stamp=later(2)),
        reply(uid(sent), ANA, "accepted", stamp=later(1)),
        reply(uid(sent), ANA, "tentative", stamp=later(3)),
    ]
    done = take(sent, tmp_path, *texts)
    assert [one.answer for one in done.applied] == [Answer.ACCEPTED, Answer.DECLINED, Answer.TENTATIVE]
    assert answered(sent) == {("visit", ANA): (Answer.TENTATIVE, True)}


def test_mail_boxes_are_read_with_their_calendars(sent: Desk, tmp_path: Path) -> None:
    texts = [reply(uid(sent), ANA, "accepted"), reply(uid(sent), MIA, "declined")]
    box = mail_box(tmp_path / "box", [mailed(texts[0], f"Ana <{ANA}>"), mailed(texts[1], MIA)])
    done = replies.take(sent, [box])
    assert [one.email for one in done.applied] == [ANA, MIA]
    assert "message 2" in done.applied[1].source


def test_all_of_a_call_is_one_change(sent: Desk, tmp_path: Path) -> None:
    before = sent.version()
    take(sent, tmp_path, reply(uid(sent), ANA, "accepted"), reply(uid(sent), MIA, "declined"))
    assert sent.version() == before + 1


def test_a_dry_run_says_the_same_and_changes_nothing(sent: Desk, tmp_path: Path) -> None:
    paths = saved(tmp_path, reply(uid(sent), ANA, "accepted"), reply("no-such", ANA, "accepted"))
    before = sent.version()
    would = replies.take(sent, paths, dry_run=True)
    assert (sent.version(), answered(sent)) == (before, {})
    done = replies.take(sent, paths)
    assert (would.applied, would.unknown) == (done.applied, done.unknown)


def test_nothing_becomes_due_by_an_answer(sent: Desk, tmp_path: Path) -> None:
    take(sent, tmp_path, reply(uid(sent), ANA, "declined"), reply(check_ins(sent), MIA, "accepted"))
    assert outbox.rows(sent) == ()


# -- occurrences ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "moment", [datetime(2027, 1, 20, 9, tzinfo=UTC), SECOND, datetime(2027, 1, 20, 4, tzinfo=UTC) + timedelta(hours=5)]
)
def test_an_answer_to_one_occurrence_is_about_that_one_alone(
    sent: Desk, tmp_path: Path, moment: date | datetime
) -> None:
    texts = [
        reply(check_ins(sent), ANA, "accepted"),
        reply(check_ins(sent), ANA, "declined", occurrence=moment, stamp=later(1)),
    ]
    done = take(sent, tmp_path, *texts)
    assert done.applied[1].occurrence == SECOND
    assert answered(sent) == {
        ("check-in", ANA): (Answer.ACCEPTED, True),
        (str(SECOND), ANA): (Answer.DECLINED, True),
    }


def test_an_occurrence_that_there_is_none_of_is_unknown(sent: Desk, tmp_path: Path) -> None:
    moments = [datetime(2027, 1, 20, 10, tzinfo=UTC), SECOND + timedelta(days=1), SECOND + timedelta(weeks=9)]
    done = take(sent, tmp_path, *(reply(check_ins(sent), ANA, "declined", occurrence=one) for one in moments))
    assert [one.why for one in done.unknown] == ["the meeting has no occurrence at that time"] * 3
    assert answered(sent) == {}


def test_an_answer_to_all_replaces_earlier_ones_to_single_occurrences(sent: Desk, tmp_path: Path) -> None:
    single = reply(check_ins(sent), ANA, "declined", occurrence=SECOND, stamp=later(1))
    take(sent, tmp_path, single)
    take(sent, tmp_path, reply(check_ins(sent), ANA, "accepted", stamp=later(2)))
    assert answered(sent) == {("check-in", ANA): (Answer.ACCEPTED, True)}
    again = take(sent, tmp_path, single)
    assert (again.repeated, again.stale) == (1, ())


def test_an_answer_to_all_leaves_later_ones_to_single_occurrences(sent: Desk, tmp_path: Path) -> None:
    take(sent, tmp_path, reply(check_ins(sent), ANA, "declined", occurrence=SECOND, stamp=later(5)))
    take(sent, tmp_path, reply(check_ins(sent), ANA, "accepted", stamp=later(2)))
    assert answered(sent)[str(SECOND), ANA] == (Answer.DECLINED, True)


# -- what does not apply --------------------------------------------------------------------------------------------


def test_the_same_reply_twice_is_harmless(sent: Desk, tmp_path: Path) -> None:
    texts = [
        reply(uid(sent), ANA, "accepted"),
        reply(uid(sent), ANA, "declined", stamp=later(1)),
        reply(uid(sent), MIA, "tentative", stamp=None),
        reply(uid(sent), MIA, "accepted", stamp=None),
    ]
    take(sent, tmp_path, *texts)
    before, known = sent.version(), answered(sent)
    again = take(sent, tmp_path, *texts, texts[0])
    assert (again.applied, again.stale, again.repeated) == ((), (), 5)
    assert again.complete
    assert (sent.version(), answered(sent)) == (before, known)


def test_an_older_answer_than_the_one_known_is_stale(sent: Desk, tmp_path: Path) -> None:
    take(sent, tmp_path, reply(uid(sent), ANA, "declined", stamp=later(5)))
    done = take(sent, tmp_path, reply(uid(sent), ANA, "accepted", stamp=later(1)))
    assert [(one.email, one.why) for one in done.stale] == [(ANA, "a newer answer is known")]
    assert answered(sent) == {("visit", ANA): (Answer.DECLINED, True)}


def test_an_answer_to_an_earlier_time_is_stale(sent: Desk, tmp_path: Path) -> None:
    people.edit(sent, MIA, {"site": "Hamburg"})
    export_invites.export(sent, tmp_path / "again")
    assert invite(sent).sequence == 1
    done = take(sent, tmp_path, reply(uid(sent), ANA, "accepted", sequence=0, stamp=later(60)))
    assert [one.why for one in done.stale] == ["the meeting has changed since"]
    assert take(sent, tmp_path, reply(uid(sent), ANA, "accepted", sequence=1)).complete
    assert answered(sent) == {("visit", ANA): (Answer.ACCEPTED, True)}


def test_an_answer_given_before_a_change_no_longer_counts(sent: Desk, tmp_path: Path) -> None:
    text = reply(uid(sent), ANA, "declined")
    take(sent, tmp_path, text)
    people.edit(sent, MIA, {"site": "Hamburg"})
    export_invites.export(sent, tmp_path / "again")
    (row,) = [row for row in answers.rows(sent) if row.answer]
    assert (row.current, row.needs_attention, row.unanswered) == (False, False, True)
    assert take(sent, tmp_path, text).repeated == 1


def test_an_update_of_words_keeps_the_answers(sent: Desk, tmp_path: Path) -> None:
    take(sent, tmp_path, reply(uid(sent), ANA, "accepted"), reply(uid(sent), MIA, "declined"))
    people.edit(sent, MIA, {"name": "Mia Maria"})
    export_invites.export(sent, tmp_path / "again")
    assert invite(sent).sequence == 0
    assert dict(invite(sent).answers) == {ANA: Answer.ACCEPTED, MIA: Answer.DECLINED}
    assert answered(sent) == {("visit", ANA): (Answer.ACCEPTED, True), ("visit", MIA): (Answer.DECLINED, True)}


def test_a_change_of_place_asks_again(sent: Desk, tmp_path: Path) -> None:
    take(sent, tmp_path, reply(uid(sent), ANA, "accepted"))
    people.edit(sent, MIA, {"site": "Hamburg"})
    export_invites.export(sent, tmp_path / "again")
    assert invite(sent).answers == ()


def test_an_answer_to_a_cancelled_meeting_is_stale(sent: Desk, tmp_path: Path) -> None:
    meeting = uid(sent)
    drafts.cancel(sent, plans.page(sent, SPRING).proposals[0].id)
    export_invites.export(sent, tmp_path / "again")
    done = take(sent, tmp_path, reply(meeting, ANA, "accepted", stamp=later(60)))
    assert [one.why for one in done.stale] == ["the meeting was cancelled"]
    assert answers.rows(sent) == ()


def test_meetings_and_addresses_that_were_never_invited_are_named(sent: Desk, tmp_path: Path) -> None:
    done = take(sent, tmp_path, reply("stranger-uid", ANA, "accepted"), reply(uid(sent), "eve@x.example", "accepted"))
    assert [(one.uid, one.email) for one in done.unknown] == [
        ("stranger-uid", ANA),
        (uid(sent), "eve@x.example"),
    ]
    assert done.unknown[1].why == "eve@x.example was not invited to it"
    assert not done.complete


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(sent: Desk, tmp_path: Path) -> None:
    good = saved(tmp_path, reply(uid(sent), ANA, "accepted"))[0]
    (tmp_path / "cut.ics").write_bytes(good.read_bytes()[:120])
    (tmp_path / "empty.ics").write_bytes(b"")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    bad = [tmp_path / "cut.ics", tmp_path / "empty.ics", tmp_path / "picture.png", tmp_path / "missing.ics"]
    done = replies.take(sent, [*bad, good])
    assert [one.source for one in done.rejected] == list(map(str, bad))
    assert all(one.problem for one in done.rejected)
    assert [one.email for one in done.applied] == [ANA]


@thorough_only
def test_a_box_full_of_other_replies_is_counted_and_takes_no_more_memory(sent: Desk, tmp_path: Path) -> None:
    stranger = b"Content-Type: text/calendar\n\n" + reply("stranger-0000", ANA, "accepted", comment="x" * 300)
    strangers = [stranger.replace(b"stranger-0000", f"stranger-{number}".encode()) for number in range(2_000)]
    mails = [*strangers, mailed(reply(uid(sent), MIA, "declined"), MIA)]
    box = mail_box(tmp_path / "box", mails)
    replies.take(sent, [mail_box(tmp_path / "first", mails[:20])], dry_run=True)  # what is loaded once
    peaks: list[tuple[float, int]] = []
    tracemalloc.start()
    done = replies.take(
        sent, [box], dry_run=True, progress=lambda _, part: peaks.append((part, tracemalloc.get_traced_memory()[1]))
    )
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(done.unknown), done.more_unknown, [one.email for one in done.applied]) == (1_000, 1_000, [MIA])
    assert not done.complete
    before = max(peak for part, peak in peaks if part < 0.8)
    assert most < 1.1 * before
    assert min(peaks)[1] < box.stat().st_size  # which is never held as a whole


def test_of_what_cannot_be_read_the_first_thousand_are_named(sent: Desk, tmp_path: Path) -> None:
    bad = [mailed(b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n", ANA)] * 1_003
    done = replies.take(sent, [mail_box(tmp_path / "box", [*bad, mailed(reply(uid(sent), ANA, "accepted"), ANA)])])
    assert (len(done.rejected), done.more_rejected) == (1_000, 3)
    assert [one.email for one in done.applied] == [ANA]


def test_a_stopped_reading_keeps_nothing(sent: Desk, tmp_path: Path) -> None:
    before = sent.version()
    with pytest.raises(Interrupted, match="No answer was kept"):
        replies.take(sent, saved(tmp_path, reply(uid(sent), ANA, "accepted")), cancelled=lambda: True)
    assert sent.version() == before


def test_progress_comes_to_its_end(sent: Desk, tmp_path: Path) -> None:
    told: list[float] = []
    replies.take(
        sent, saved(tmp_path, reply(uid(sent), ANA, "accepted")), progress=lambda _words, part: told.append(part)
    )
    assert told[-1] == 1.0


# -- addresses ------------------------------------------------------------------------------------------------------


def test_somebody_may_answer_from_the_address_that_the_invite_still_has(sent: Desk, tmp_path: Path) -> None:
    people.edit(sent, ANA, {"email": "ana.lima@x.example"})
    take(sent, tmp_path, reply(uid(sent), ANA, "accepted"))
    assert answered(sent) == {("visit", ANA): (Answer.ACCEPTED, True)}


def test_somebody_may_answer_from_an_address_that_an_earlier_invite_had(sent: Desk, tmp_path: Path) -> None:
    people.edit(sent, ANA, {"email": "ana.lima@x.example"})
    export_invites.export(sent, tmp_path / "again")
    done = take(sent, tmp_path, reply(uid(sent), ANA, "accepted", sequence=1))
    assert [one.email for one in done.applied] == ["ana.lima@x.example"]
    assert answered(sent) == {("visit", "ana.lima@x.example"): (Answer.ACCEPTED, True)}


def test_an_address_that_only_somebody_else_had_is_unknown(sent: Desk, tmp_path: Path) -> None:
    employ(sent, it("Eve"))
    done = take(sent, tmp_path, reply(uid(sent), "eve@x.example", "accepted"))
    assert len(done.unknown) == 1


def test_an_address_of_now_counts_only_where_it_is_the_invited_ones(sent: Desk, tmp_path: Path) -> None:
    people.edit(sent, ANA, {"email": "ana.old@x.example"})
    people.edit(sent, ANA.replace("ana", "ana.old"), {"email": "ana.new@x.example"})
    strange = take(sent, tmp_path, reply(uid(sent), "ana.old@x.example", "accepted"))
    assert [one.why for one in strange.unknown] == ["ana.old@x.example was not invited to it"]
    done = take(sent, tmp_path, reply(uid(sent), "ana.new@x.example", "declined"))
    assert [one.email for one in done.applied] == [ANA]


# -- for all inputs -------------------------------------------------------------------------------------------------

GIVEN = st.tuples(
    st.sampled_from([ANA, MIA]),
    st.sampled_from(["accepted", "declined", "tentative"]),
    st.integers(0, 6),
    st.sampled_from([None, SECOND, SECOND + timedelta(weeks=1)]),
)


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(GIVEN, min_size=1, max_size=7, unique_by=lambda one: one[2]), st.randoms(use_true_random=False))
def test_all_at_once_or_one_by_one_comes_to_the_same(  # type: ignore[no-untyped-def] # hypothesis' random has no type
    sent: Desk, tmp_path: Path, some, random
) -> None:
    """In one call in any order, or each in a call of its own in the order in which they were given."""
    meeting = check_ins(sent)
    texts = {
        stamp: reply(meeting, who, word, stamp=later(stamp), occurrence=occurrence)
        for who, word, stamp, occurrence in some
    }
    in_order = [texts[stamp] for stamp in sorted(texts)]
    for text in in_order:
        assert take(sent, tmp_path, text).complete
    one_by_one = answered(sent)
    _forget_all(sent)
    shuffled = list(in_order)
    random.shuffle(shuffled)
    take(sent, tmp_path, *shuffled)
    assert answered(sent) == one_by_one
    assert take(sent, tmp_path, *shuffled).applied == ()
    _forget_all(sent)


def _forget_all(desk: Desk) -> None:
    for email in {row.email for row in answers.rows(desk) if row.answer}:
        typed_answers.record(desk, check_ins(desk), email, None)
