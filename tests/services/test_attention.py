"""What needs the coordinator now: which things are found, when, and what deals with each."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import TODAY, MakeDesk
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import EnrolmentState
from ridealong.domain.replies import Answer
from ridealong.services.attention import attention
from ridealong.services.attention.attention_items import Item
from ridealong.services.attention.attention_items import Kind as Thing
from ridealong.services.attention.attention_plans import Step
from ridealong.services.board.board import BoardQuery, board
from ridealong.services.changes import drafts, placing
from ridealong.services.desk import Desk
from ridealong.services.explain import candidates
from ridealong.services.invites import export_invites, meeting_changes, meeting_rows, outbox
from ridealong.services.invites.meeting_changes import MeetingMove
from ridealong.services.outcomes import debriefs, history
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import plans
from ridealong.services.programs import charters, programs
from ridealong.services.publishing import publishing
from ridealong.services.replies import typed_answers
from services.conftest import SPRING, START, buddies, csv, day, employ, it, marketing, ride_alongs, week
from services.replies import ANA, MIA, uid
from thorough import thorough_only

QUIET = {Thing.NEXT_WEEK, Thing.OUTBOX}
"""What is there beside what most of these tests are about."""


def things(desk: Desk, *kinds: Thing) -> list[Item]:
    """What is found of some kinds, or of all that a test is about."""
    found = attention.everything(desk)
    return [one for one in found if (one.kind in kinds if kinds else one.kind not in QUIET)]


def texts(desk: Desk, *kinds: Thing) -> list[str]:
    return [one.text for one in things(desk, *kinds)]


def troubled(desk: Desk) -> tuple[set[int], set[int]]:
    """The pairings of which Plan, and of which the Board, says that they cannot take place."""
    rows = board(desk, BoardQuery(first=START, weeks=2)).rows
    items = [item for row in rows for cell in row.cells for item in cell if item.clash and item.pairing_id]
    assert bool(items) == bool(board(desk, BoardQuery(first=START, weeks=2, pressing=True)).rows)
    return {one.id for one in plans.page(desk, SPRING).clashes}, {item.pairing_id for item in items if item.pairing_id}


# -- what comes next ------------------------------------------------------------------------------------------------


def test_with_nothing_to_do_it_says_what_comes_next(desk: Desk) -> None:
    def step() -> tuple[Step, date | None]:
        assert {one.kind for one in things(desk, *Thing)} <= {Thing.DRAFTS, *QUIET}
        found = attention.first(desk).next
        return found.step, found.day

    assert step() == (Step.PEOPLE, None)
    employ(desk, it("Ana"), marketing("Mia"))
    assert step() == (Step.PROGRAM, None)
    late = START + timedelta(weeks=8)
    name = ride_alongs(desk, rounds=1, start=late)
    assert step() == (Step.PLAN, late)
    plans.plan(desk, name)
    assert step() == (Step.PUBLISH, late)
    publishing.publish(desk, name)
    assert step() == (Step.WAIT, late)


# -- pairings that cannot take place --------------------------------------------------------------------------------


def test_a_visit_is_spoiled_by_an_absence_until_somebody_repairs_it(one: Desk, make_desk: MakeDesk) -> None:
    absences.add_absences(one, [MIA], day(2), "xyzzy surgery")
    (found,) = things(one)
    assert found.kind is Thing.AWAY
    assert found.text == "Mia is away: visit of Ana"
    assert (found.people, found.pairing, found.day) == ((ANA, MIA), 1, START)
    assert (found.remedy, found.begun) == (f'ridealong repair "{SPRING}"', False)
    assert "xyzzy" not in repr(attention.everything(one))
    assert troubled(one) == ({1}, {1})
    on_tuesday, on_thursday = (make_desk(START + timedelta(days=number)) for number in (1, 3))
    (running,) = things(on_tuesday)
    assert (running.remedy, running.begun) == ("ridealong end 1", True)
    assert troubled(on_tuesday) == ({1}, {1})
    assert things(on_thursday) == []  # the day away is over, and she goes on
    assert troubled(on_thursday) == (set(), set())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda desk: people.edit(desk, MIA, {"last_day": START}), "Mia leaves before the end: visit of Ana"),
        (lambda desk: people.edit(desk, ANA, {"last_day": TODAY}), "Ana has left: visit to Mia"),
        (lambda desk: people.edit(desk, ANA, {"first_day": START + timedelta(weeks=9)}), "Ana is not at work yet:"),
        (lambda desk: programs.enrol(desk, SPRING, [MIA], EnrolmentState.DECLINED), "Mia takes no part in the program"),
        (lambda desk: programs.enrol(desk, SPRING, [ANA], EnrolmentState.PAUSED, START), "Ana is paused"),
        (lambda desk: limits.add_freeze(desk, "brand", week(0), "campaign"), "Mia is in a freeze"),
        (lambda desk: limits.add_freeze(desk, "it", week(0), "change freeze"), "Ana is in a freeze"),
    ],
)
def test_who_takes_no_part_any_more_still_stands_in_a_published_pairing(one: Desk, change, said: str) -> None:  # type: ignore[no-untyped-def]  # one of many services
    assert things(one) == []
    change(one)
    (found,) = things(one)
    assert found.kind is Thing.GONE
    assert found.text.startswith(said)
    assert found.remedy == f'ridealong repair "{SPRING}"'
    assert troubled(one) == ({1}, {1})


@pytest.mark.parametrize(
    "change",
    [
        lambda desk: programs.enrol(desk, SPRING, [ANA], EnrolmentState.PAUSED, START - timedelta(days=1)),
        lambda desk: limits.add_freeze(desk, "platform", week(2), "another time"),
        lambda desk: limits.add_freeze(desk, "marketing", week(1), "another week"),
        lambda desk: absences.add_absences(desk, [MIA], week(1), ""),
        lambda desk: people.edit(desk, MIA, {"last_day": START + timedelta(days=4)}),
    ],
)
def test_what_falls_beside_a_pairing_does_not_matter(one: Desk, change) -> None:  # type: ignore[no-untyped-def]  # as above
    change(one)
    assert things(one) == []


# -- answers --------------------------------------------------------------------------------------------------------


def test_a_declined_visit_asks_for_somebody_else(sent: Desk) -> None:
    typed_answers.record(sent, uid(sent), MIA, Answer.DECLINED)
    (found,) = things(sent, Thing.DECLINED, Thing.ANSWERS)
    assert found.kind is Thing.DECLINED
    assert found.text == "Mia has declined: visit of Ana"
    assert (found.who, found.name, found.round, found.pairing) == (ANA, "Ana", 0, 1)
    assert found.remedy == f'ridealong candidates {ANA} --program "{SPRING}" --round 1'
    typed_answers.record(sent, uid(sent), ANA, Answer.DECLINED)
    assert texts(sent, Thing.DECLINED) == ["Ana and Mia have declined: each other"]
    typed_answers.record(sent, uid(sent), MIA, None)
    (found,) = things(sent, Thing.DECLINED)
    assert (found.text, found.who) == ("Ana has declined: visit to Mia", MIA)


def test_what_is_declined_once_it_has_begun_can_only_be_ended(sent: Desk, make_desk: MakeDesk) -> None:
    running = make_desk(START + timedelta(days=1))
    typed_answers.record(running, uid(sent), MIA, Answer.DECLINED)
    (found,) = things(running, Thing.DECLINED)
    assert (found.begun, found.remedy) == (True, "ridealong end 1")


def test_whoever_was_replaced_has_nothing_left_to_answer(sent: Desk, make_desk: MakeDesk) -> None:
    later = make_desk(TODAY + timedelta(days=3))
    employ(later, marketing("Zoe"))
    programs.enrol(later, SPRING, ["zoe@x.example"])
    typed_answers.record(later, uid(later), MIA, Answer.DECLINED)
    assert texts(later, Thing.UNANSWERED) == []  # Ana need not answer what Mia has declined
    ranking = candidates.rank(later, ANA, SPRING, 0, replacing=1)
    placing.place_chosen(later, ranking, next(one for one in ranking.candidates if one.name == "Zoe"))
    assert things(later, Thing.DECLINED, Thing.ANSWERS, Thing.UNANSWERED) == []


def test_who_declines_another_meeting_still_takes_part(sent: Desk) -> None:
    typed_answers.record(sent, uid(sent, MeetingKind.CHECK_IN), MIA, Answer.DECLINED)
    (found,) = things(sent, Thing.DECLINED, Thing.ANSWERS)
    assert found.kind is Thing.ANSWERS
    assert found.text == "Mia has declined: check-in with Ana"


def test_an_invite_to_what_comes_soon_is_to_be_answered_within_days(sent: Desk, make_desk: MakeDesk) -> None:
    assert things(sent, Thing.UNANSWERED) == []
    assert things(make_desk(TODAY + timedelta(days=2)), Thing.UNANSWERED) == []
    later = make_desk(TODAY + timedelta(days=3))
    (found,) = things(later, Thing.UNANSWERED)
    assert found.text == "Ana and Mia have not answered"
    typed_answers.record(later, uid(later), ANA, Answer.ACCEPTED)
    (found,) = things(later, Thing.UNANSWERED)
    assert (found.text, found.people) == ("Mia (with Ana) has not answered", (MIA,))
    assert found.remedy.startswith("ridealong invites answer ")
    assert f" {MIA} " in found.remedy
    typed_answers.record(later, uid(later), MIA, Answer.TENTATIVE)
    assert things(later, Thing.UNANSWERED) == []


# -- plans ----------------------------------------------------------------------------------------------------------


def test_drafts_are_due_within_the_weeks_that_one_publishing_takes(small: Desk, make_desk: MakeDesk) -> None:
    begin = START + timedelta(weeks=3)
    name = ride_alongs(small, start=begin, publish_weeks=3)
    plans.plan(small, name)
    assert things(small) == []
    soon = make_desk(begin - timedelta(weeks=3) + timedelta(days=1))
    (found,) = things(soon)
    assert found.kind is Thing.DRAFTS
    assert (found.program, found.day, found.detail) == (name, begin, "rounds 1 to 2")
    assert found.remedy == f'ridealong publish "{name}"'
    publishing.publish(soon, name)
    assert things(soon) == []


def test_next_week_says_who_visits_whom_and_where(one: Desk, make_desk: MakeDesk) -> None:
    (found,) = things(one, Thing.NEXT_WEEK)
    assert (found.text, found.day) == ("Ana visits Mia, Berlin", START)
    visit = next(
        row for row in meeting_rows.list_meetings(one, meeting_rows.MeetingQuery()) if row.kind is MeetingKind.VISIT
    )
    meeting_changes.move(one, visit.id, MeetingMove(place="Room 7"))
    assert texts(one, Thing.NEXT_WEEK) == ["Ana visits Mia, Room 7"]
    drafts.cancel(one, 1)
    assert things(one, Thing.NEXT_WEEK) == []
    assert things(make_desk(START), Thing.NEXT_WEEK) == []


# -- the past -------------------------------------------------------------------------------------------------------


def test_a_visit_that_is_over_is_asked_for_until_somebody_says_how_it_went(one: Desk, make_desk: MakeDesk) -> None:
    assert things(make_desk(START + timedelta(days=4))) == []
    later = make_desk(START + timedelta(days=5))
    (found,) = things(later)
    assert found.kind is Thing.UNMARKED
    assert (found.text, found.pairing) == ("Ana visited Mia", 1)
    assert found.remedy == "ridealong history mark 1 held"
    history.mark(later, 1, State.MISSED)
    assert things(later) == []


def test_a_return_visit_is_owed_six_weeks_after(desk: Desk, tmp_path: Path, make_desk: MakeDesk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    rows = csv(
        tmp_path,
        "program,kind,it_email,marketing_email,guest,start,end,state",
        f"Life,rotation,{ANA},{MIA},it,2026-12-01,2026-12-01,held",
    )
    import_history(desk, rows)
    assert things(desk) == []
    (found,) = things(make_desk(date(2027, 1, 20)))
    assert found.kind is Thing.OWED
    assert (found.text, found.people) == ("Mia owes Ana a visit", (MIA, ANA))


def test_who_has_agreed_and_waits_for_long_is_told(desk: Desk, make_desk: MakeDesk) -> None:
    employ(desk, it("Ana"), it("Cho", "Data"), it("New"), marketing("Mia"))
    people.edit(desk, "new@x.example", {"first_day": START + timedelta(weeks=10)})
    name = ride_alongs(desk, rounds=40, enrol=[ANA, MIA])
    assert things(desk) == []
    plans.plan(desk, name)
    publishing.publish(desk, name)
    programs.enrol(desk, name, ["cho@x.example", "new@x.example"])
    met = next(row.days.last for row in history.page(desk, history.HistoryQuery()).rows)
    long_after = make_desk(met + timedelta(weeks=14))
    history.mark(long_after, 1, State.HELD)
    debriefs.note(long_after, 1, debriefs.Outcome(learned=["This", "That"]))
    found = things(long_after)
    assert [one.text for one in found] == [
        "Cho (Data): never with anybody",
        "Ana (Platform): with nobody for 14 weeks",
        "Mia (Brand): with nobody for 14 weeks",
    ]
    assert {one.kind for one in found} == {Thing.UNPAIRED}
    assert found[0].remedy == f'ridealong candidates cho@x.example --program "{name}"'
    assert (found[0].who, found[0].program) == ("cho@x.example", name)
    assert programs.show(long_after, name).program.round_days(found[0].round or 0).first > long_after.clock.today()
    plans.plan(long_after, name)
    assert not any("Cho" in text for text in texts(long_after, Thing.UNPAIRED))


def test_a_host_who_takes_nobody_waits_for_nobody_and_others_for_a_round_in_which_they_can(
    desk: Desk, make_desk: MakeDesk
) -> None:
    employ(desk, it("Ana"), marketing("Mia"), marketing("Zoe", "CRM"))
    name = ride_alongs(desk, rounds=40, enrol=[ANA, MIA])
    plans.plan(desk, name)
    publishing.publish(desk, name, everything=True)
    programs.enrol(desk, name, ["zoe@x.example"])
    much_later = make_desk(START + timedelta(weeks=20, days=-3))
    assert "Zoe (CRM): never with anybody" in texts(much_later, Thing.UNPAIRED)
    limits.add_freeze(much_later, "crm", week(20), "campaign")
    absences.add_absences(much_later, ["zoe@x.example"], week(21), "")
    zoe = next(one for one in things(much_later, Thing.UNPAIRED) if one.who == "zoe@x.example")
    assert (zoe.round, zoe.remedy.endswith(" --round 23")) == (22, True)
    people.edit(much_later, "zoe@x.example", {"capacity": 0})
    assert not any("Zoe" in text for text in texts(much_later, Thing.UNPAIRED))


# -- the outbox, sponsors, and all of it ----------------------------------------------------------------------------


def test_what_is_in_the_outbox_is_counted_by_reason(one: Desk, tmp_path: Path) -> None:
    (found,) = things(one, Thing.OUTBOX)
    assert found.text.endswith(" new invites")
    assert found.remedy == "ridealong invites export --out DIR"
    export_invites.export(one, tmp_path / "out")
    assert things(one, Thing.OUTBOX) == []
    meeting_changes.move(one, 1, MeetingMove(place="Room 7"))
    assert texts(one, Thing.OUTBOX) == ["1 update: the place changed"]


def test_of_a_series_that_has_begun_its_next_day_counts(small: Desk, make_desk: MakeDesk) -> None:
    name = buddies(small)
    plans.plan(small, name)
    publishing.publish(small, name)
    series = next(row for row in outbox.rows(small) if row.every_weeks)
    assert (series.next, series.day) == (None, series.start)
    later = make_desk(series.start + timedelta(days=1))
    (begun,) = (row for row in outbox.rows(later) if row.uid == series.uid)
    assert begun.start == series.start
    assert begun.next == begun.day == series.start + timedelta(weeks=series.every_weeks)
    (new,) = things(later, Thing.OUTBOX)
    assert new.days is not None
    assert new.days.first > series.start


def test_a_sponsor_is_waited_for_until_they_agree(one: Desk) -> None:
    charters.set_sponsor(one, SPRING, Side.MARKETING, "Vera Boss <vera@x.example>")
    (found,) = things(one)
    assert found.kind is Thing.SPONSORS
    assert found.text == f"Vera Boss, Marketing sponsor of {SPRING}"
    assert found.remedy == f'ridealong program sign "{SPRING}" --side marketing --agreed DAY'
    charters.sign(one, SPRING, Side.MARKETING, charters.Signing(agreed=TODAY))
    assert things(one) == []


def test_of_many_things_the_first_are_kept_and_all_counted(small: Desk, make_desk: MakeDesk) -> None:
    name = ride_alongs(small, rounds=3)
    plans.plan(small, name)
    publishing.publish(small, name)
    later = make_desk(START + timedelta(weeks=6))
    of_kind = {found.kind: found for found in attention.first(later, 1).found}
    assert (of_kind[Thing.UNMARKED].total, len(of_kind[Thing.UNMARKED].items)) == (3, 1)
    keys = [one.key for one in attention.everything(later)]
    assert len(keys) == len(set(keys))


@thorough_only
def test_only_the_wanted_kinds_are_told(small: Desk, make_desk: MakeDesk) -> None:
    name = ride_alongs(small, rounds=3)
    plans.plan(small, name)
    publishing.publish(small, name)
    later = make_desk(START + timedelta(weeks=1))
    every = attention.everything(later)
    assert {one.kind for one in every} >= {Thing.UNMARKED, Thing.OUTBOX}
    for kind in Thing:
        assert attention.everything(later, kinds=[kind]) == tuple(one for one in every if one.kind is kind)


def test_a_sponsor_named_after_today_was_not_asked_some_weeks_ago(one: Desk, make_desk: MakeDesk) -> None:
    charters.set_sponsor(one, SPRING, Side.MARKETING, "Vera Boss <vera@x.example>")
    (found,) = attention.everything(make_desk(START - timedelta(weeks=20)), kinds=[Thing.SPONSORS])
    assert found.detail == ""
