"""Covering a week: somebody stands in for the host of a pairing that lasts longer, and calendars have it right."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import NotFound, Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Method
from ridealong.domain.pairings import State
from ridealong.services import databases
from ridealong.services.changes import covers, drafts, takeovers
from ridealong.services.changes.placing import place
from ridealong.services.desk import Desk
from ridealong.services.ill import ill
from ridealong.services.invites import export_invites, outbox
from ridealong.services.invites.meeting_rows import MeetingQuery, MeetingRow, list_meetings
from ridealong.services.journal import undo
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import pins, plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.programs import leaving, programs
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from services.built import built
from services.conftest import SPRING, START, buddies, employ, it, marketing, ride_alongs, week

ANA, BEN, MIA, NOA, OTO = (f"{name}@x.example" for name in ("ana", "ben", "mia", "noa", "oto"))
BUDDIES = "Buddies"
SECOND = START + timedelta(weeks=1)


def _embedded(desk: Desk, folder: Path) -> None:
    employ(desk, it("Ana"), it("Ben", "Data"), marketing("Mia"), marketing("Noa"), marketing("Oto"))
    ride_alongs(desk, rounds=2, weeks=4, host_rest_weeks=0, check_in_every=1, check_in_weekday=2)
    pins.add_pin(desk, SPRING, ANA, MIA, 0)
    pins.add_pin(desk, SPRING, BEN, NOA, 1)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING, everything=True)
    export_invites.export(desk, folder / "first")


@pytest.fixture
def embedded(desk: Desk, tmp_path: Path) -> Desk:
    """Ana is with Mia for four weeks with a check-in each Wednesday, and has her invites; Ben comes to Noa later."""
    return built(desk, lambda new: _embedded(new, tmp_path), key=_embedded)


def _paired(desk: Desk, folder: Path) -> None:
    employ(desk, it("Ana"), it("Ben", "Data"), marketing("Mia"), marketing("Noa"))
    buddies(desk, BUDDIES)
    pins.add_pin(desk, BUDDIES, ANA, MIA, 0)
    pins.add_pin(desk, BUDDIES, BEN, NOA, 0)
    plans.plan(desk, BUDDIES)
    publishing.publish(desk, BUDDIES)
    export_invites.export(desk, folder / "first")


@pytest.fixture
def paired(desk: Desk, tmp_path: Path) -> Desk:
    """Ana and Mia, Ben and Noa are buddies for 13 weeks with a check-in every other Wednesday."""
    return built(desk, lambda new: _paired(new, tmp_path), key=_paired)


def of(desk: Desk, guest: str = "Ana", host: str = "Mia", program: str = SPRING) -> Proposal:
    shown = plans.page(desk, program).proposals
    return next(one for one in shown if (one.guest.name, one.host.name) == (guest, host))


def meetings(desk: Desk, pairing: int) -> dict[MeetingKind, MeetingRow]:
    return {one.kind: one for one in list_meetings(desk, MeetingQuery(pairing=pairing)) if not one.skipped}


def check_ins(desk: Desk, pairing: int) -> list[date]:
    return [one.to for one in meetings(desk, pairing)[MeetingKind.CHECK_IN].occurrences]


def wednesdays(*weeks: int) -> list[date]:
    return [START + timedelta(weeks=number, days=2) for number in weeks]


def due(desk: Desk) -> set[tuple[Method, MeetingKind, tuple[str, ...]]]:
    return {(row.method, row.kind, row.to) for row in outbox.rows(desk)}


def test_the_stand_in_has_the_week_and_the_two_meet_in_all_others(embedded: Desk) -> None:
    main = of(embedded)
    found = covers.cover(embedded, main.id, OTO, SECOND + timedelta(days=3))
    assert (found.days, found.left_out) == (week(1), ((MeetingKind.CHECK_IN, SECOND + timedelta(days=2)),))
    assert check_ins(embedded, main.id) == wednesdays(0, 2, 3)
    assert check_ins(embedded, found.id) == wednesdays(1)
    new = of(embedded, host="Oto")
    assert (new.id, new.state, new.round, new.days) == (found.id, State.PUBLISHED, 0, week(1))
    assert of(embedded) == main
    assert databases.check(embedded) == []


def test_the_stand_in_welcomes_the_guest_and_neither_prepares_nor_debriefs(embedded: Desk) -> None:
    found = covers.cover(embedded, of(embedded).id, OTO, SECOND)
    assert set(meetings(embedded, found.id)) == {MeetingKind.WELCOME, MeetingKind.VISIT, MeetingKind.CHECK_IN}


def test_who_stands_in_for_the_first_week_gives_the_welcome(embedded: Desk) -> None:
    main = of(embedded)
    found = covers.cover(embedded, main.id, OTO, START)
    assert MeetingKind.WELCOME not in meetings(embedded, main.id)
    assert {MeetingKind.PREP, MeetingKind.DEBRIEF, MeetingKind.VISIT} < set(meetings(embedded, main.id))
    assert meetings(embedded, found.id)[MeetingKind.WELCOME].first_day == START


def test_exactly_those_who_are_told_have_an_invite(embedded: Desk) -> None:
    found = covers.cover(embedded, of(embedded).id, OTO, SECOND)
    assert due(embedded) == {
        (Method.REQUEST, MeetingKind.CHECK_IN, (ANA, MIA)),
        *((Method.REQUEST, kind, (ANA, OTO)) for kind in meetings(embedded, found.id)),
    }
    assert {one.person.name: one.gets for one in found.told} == {
        "Ana": "1 update and 3 requests",
        "Mia": "1 update",
        "Oto": "3 requests",
    }
    days = "2027-01-18 to 2027-01-22"
    said = {one.person.name: one.sentences for one in found.told}
    assert said["Mia"] == ("From 2027-01-18 to 2027-01-22, Oto stands in for you with Ana.",)
    assert found.sentences[0] == f"Oto stands in for Mia with Ana: {days}."


def test_it_counts_as_having_met(embedded: Desk) -> None:
    covers.cover(embedded, of(embedded).id, OTO, SECOND)
    rows = history.page(embedded, HistoryQuery(text="Oto")).rows
    assert [(row.state, row.days) for row in rows] == [(State.PUBLISHED, week(1))]


def test_it_is_one_step_that_undo_takes_back(embedded: Desk) -> None:
    main = of(embedded)
    version = embedded.version()
    covers.cover(embedded, main.id, OTO, SECOND)
    assert undo.undo(embedded).action == "cover"
    assert embedded.version() > version
    assert check_ins(embedded, main.id) == wednesdays(0, 1, 2, 3)
    assert not outbox.rows(embedded)


def test_a_dry_run_says_the_same_and_changes_nothing(embedded: Desk) -> None:
    version = embedded.version()
    would = covers.cover(embedded, of(embedded).id, OTO, SECOND, dry_run=True)
    assert (embedded.version(), would.id) == (version, 0)
    done = covers.cover(embedded, of(embedded).id, OTO, SECOND)
    assert (done.told, done.left_out, done.sentences) == (would.told, would.left_out, would.sentences)


def test_cancelling_the_week_puts_the_meetings_with_the_host_back(embedded: Desk) -> None:
    main = of(embedded)
    for start in (START, SECOND):
        drafts.cancel(embedded, covers.cover(embedded, main.id, OTO, start).id)
        assert check_ins(embedded, main.id) == wednesdays(0, 1, 2, 3)
        assert MeetingKind.WELCOME in meetings(embedded, main.id)
    assert not outbox.rows(embedded)


def test_cancelling_or_moving_the_pairing_gives_its_stand_ins_up_in_the_same_step(embedded: Desk) -> None:
    main = of(embedded)
    covers.cover(embedded, main.id, OTO, SECOND)
    drafts.cancel(embedded, main.id)
    assert [one.guest.name for one in plans.page(embedded, SPRING).proposals] == ["Ben"]
    undo.undo(embedded)
    assert check_ins(embedded, main.id) == wednesdays(0, 2, 3)
    drafts.move(embedded, main.id, 1)
    assert [one.host.name for one in plans.page(embedded, SPRING).proposals if one.guest.name == "Ana"] == ["Mia"]
    undo.undo(embedded)
    assert check_ins(embedded, main.id) == wednesdays(0, 2, 3)


def test_who_is_ill_in_another_week_still_finds_stand_ins(embedded: Desk) -> None:
    covers.cover(embedded, of(embedded).id, OTO, SECOND)
    morning = ill.look(embedded, MIA, week(2))
    [touched] = [one for one in morning.touched if one.pairing == of(embedded).id]
    assert "Oto" in {one.host.name for one in touched.choices if one.host}


def test_two_weeks_can_have_two_stand_ins_but_no_week_has_two(embedded: Desk) -> None:
    main = of(embedded)
    covers.cover(embedded, main.id, OTO, SECOND)
    covers.cover(embedded, main.id, NOA, SECOND + timedelta(weeks=1))
    covers.cover(embedded, main.id, OTO, SECOND + timedelta(weeks=2))
    assert check_ins(embedded, main.id) == wednesdays(0)
    with pytest.raises(Refused, match="Ana is with Oto from 2027-01-18 to 2027-01-22"):
        covers.cover(embedded, main.id, NOA, SECOND)


def test_of_a_week_that_has_begun_what_is_left_is_covered(embedded: Desk, make_desk: MakeDesk) -> None:
    thursday = make_desk(today=SECOND + timedelta(days=3))
    found = covers.cover(thursday, of(embedded).id, OTO, SECOND)
    assert found.days == Days(SECOND + timedelta(days=3), SECOND + timedelta(days=4))
    assert found.left_out == ()
    assert MeetingKind.CHECK_IN not in meetings(thursday, found.id)


def test_buddies_are_covered_for_their_check_in(paired: Desk) -> None:
    main = of(paired, program=BUDDIES)
    before = check_ins(paired, main.id)
    found = covers.cover(paired, main.id, NOA, before[1])
    assert check_ins(paired, main.id) == [day for day in before if day != before[1]]
    assert check_ins(paired, found.id) == [before[1]]
    assert due(paired) == {
        (Method.REQUEST, MeetingKind.CHECK_IN, (ANA, MIA)),
        (Method.REQUEST, MeetingKind.CHECK_IN, (ANA, NOA)),
    }


def test_buddies_who_do_not_meet_in_a_week_need_nobody(paired: Desk) -> None:
    main = of(paired, program=BUDDIES)
    with pytest.raises(Refused, match="Ana and Mia do not meet from 2027-01-18 to 2027-01-22"):
        covers.cover(paired, main.id, NOA, SECOND)
    assert SECOND not in [one.first for one in covers.weeks_to_cover(paired, main.id)]


def test_who_is_off_on_the_day_of_the_check_in_cannot_stand_in_for_buddies(paired: Desk) -> None:
    main = of(paired, program=BUDDIES)
    day = check_ins(paired, main.id)[1]
    absences.add_absences(paired, [NOA], Days(day, day), "a private matter")
    with pytest.raises(Refused, match=f"Noa and Ana are not both there on {day}"):
        covers.cover(paired, main.id, NOA, day)


def _apart(desk: Desk) -> str:
    limits.add_apart(desk, ANA, OTO, "a private matter")
    return OTO


def _away(desk: Desk) -> str:
    absences.add_absences(desk, [OTO], Days(SECOND, SECOND), "a private matter")
    return OTO


def _elsewhere(desk: Desk) -> str:
    ride_alongs(desk, "Others", rounds=2, host_rest_weeks=0)
    pins.add_pin(desk, "Others", BEN, OTO, 1)
    plans.plan(desk, "Others", rounds=2)
    publishing.publish(desk, "Others", everything=True)
    return OTO


def _stranger(desk: Desk) -> str:
    people.add(desk, marketing("Pia"))
    return "pia@x.example"


FORBIDDEN = {
    "apart": (_apart, "Oto is kept apart from Ana"),
    "away": (_away, "Oto is away on 2027-01-18"),
    "elsewhere": (_elsewhere, "Oto is in a visit of Others from 2027-01-18 to 2027-01-22"),
    "the guest's side": (lambda _desk: BEN, "Ben is on the IT side, as Ana is"),
    "the host": (lambda _desk: MIA, "Mia is in Ana with Mia"),
    "stranger": (_stranger, "Pia does not take part in"),
}


@pytest.mark.parametrize(("who", "why"), FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_a_rule_that_forbids_it_is_named_and_nothing_is_changed(
    embedded: Desk, who: Callable[[Desk], str], why: str
) -> None:
    email = who(embedded)
    version = embedded.version()
    with pytest.raises(Refused, match=why) as refused:
        covers.cover(embedded, of(embedded).id, email, SECOND)
    assert "private" not in str(refused.value)
    assert embedded.version() == version


def test_somebody_who_hosts_in_that_week_is_full(embedded: Desk) -> None:
    ben = of(embedded, "Ben", "Noa")
    with pytest.raises(Refused, match="Noa takes no more guests then: Ben is there"):
        covers.cover(embedded, _moved_beside(embedded, ben), NOA, SECOND)


def _moved_beside(desk: Desk, ben: Proposal) -> int:
    """Ben visits Noa while Ana is with Mia; returns the number of Ana's pairing."""
    drafts.move(desk, ben.id, 0)
    return of(desk).id


def test_weeks_that_are_none_of_the_pairing_and_short_pairings_are_refused(embedded: Desk, make_desk: MakeDesk) -> None:
    main = of(embedded)
    with pytest.raises(Refused, match="does not last in that week"):
        covers.cover(embedded, main.id, OTO, START + timedelta(weeks=5))
    with pytest.raises(Refused, match="is over"):
        covers.cover(make_desk(today=SECOND + timedelta(weeks=1)), main.id, OTO, SECOND)
    with pytest.raises(NotFound):
        covers.cover(embedded, 999, OTO, SECOND)
    short = covers.cover(embedded, main.id, OTO, SECOND)
    with pytest.raises(Refused, match="lasts no longer than a week"):
        covers.cover(embedded, short.id, NOA, SECOND)


def test_a_host_who_is_away_for_the_covered_week_alone_needs_no_repair(embedded: Desk) -> None:
    main = of(embedded)
    absences.add_absences(embedded, [MIA], week(1))
    assert [one.id for one in plans.page(embedded, SPRING).clashes] == [main.id]
    covers.cover(embedded, main.id, OTO, SECOND)
    assert plans.page(embedded, SPRING).clashes == ()
    with pytest.raises(Refused, match="needs repair"):
        repairs.repair(embedded, SPRING)


def test_a_repair_gives_up_a_stand_in_who_cannot_come_and_tells_all_three(embedded: Desk) -> None:
    main = of(embedded)
    found = covers.cover(embedded, main.id, OTO, SECOND)
    absences.add_absences(embedded, [OTO], week(1))
    done = repairs.repair(embedded, SPRING)
    assert [(one.before and one.before.host.name, one.after, one.reason) for one in done.changes] == [
        ("Oto", None, "Oto is away")
    ]
    assert check_ins(embedded, main.id) == wednesdays(0, 1, 2, 3)
    assert found.id not in [one.id for one in plans.page(embedded, SPRING).proposals]


def test_a_repair_of_the_pairing_gives_its_stand_ins_up_and_says_exactly_what_is_due(
    embedded: Desk, tmp_path: Path
) -> None:
    covers.cover(embedded, of(embedded).id, OTO, START)
    export_invites.export(embedded, tmp_path / "second")
    absences.add_absences(embedded, [MIA], week(2))
    done = repairs.repair(embedded, SPRING)
    assert {one.before.host.name for one in done.changes if one.before} >= {"Mia", "Oto"}
    told = sorted((one.person.email, each.summary, each.what) for one in done.told for each in one.invites)
    listed = sorted(
        (email, row.summary, "cancel" if row.method is Method.CANCEL else "update" if row.update else "request")
        for row in outbox.rows(embedded)
        for email in row.to
    )
    assert told == listed
    assert databases.check(embedded) == []


def test_planning_again_goes_on_beside_a_week_that_is_covered(embedded: Desk) -> None:
    found = covers.cover(embedded, of(embedded).id, OTO, SECOND)
    plans.plan(embedded, SPRING)
    assert found.id in [one.id for one in plans.page(embedded, SPRING).proposals]
    drafts.swap(embedded, of(embedded).id, of(embedded, "Ben", "Noa").id)
    assert of(embedded, "Ana", "Noa").round == 0


def stands(desk: Desk) -> dict[str, tuple[State, Days]]:
    """What became of Ana's pairings, by host."""
    rows = history.page(desk, HistoryQuery(person=ANA)).rows
    return {row.marketing_name: (row.state, row.days) for row in rows}


def test_where_the_stand_in_leaves_the_two_meet_again(embedded: Desk) -> None:
    main = of(embedded)
    covers.cover(embedded, main.id, OTO, SECOND)
    leaving.leave(embedded, SPRING, [OTO])
    assert check_ins(embedded, main.id) == wednesdays(0, 1, 2, 3)
    assert not outbox.rows(embedded)
    undo.undo(embedded)
    assert check_ins(embedded, main.id) == wednesdays(0, 2, 3)


def test_where_the_host_leaves_the_weeks_of_stand_ins_go_along(embedded: Desk) -> None:
    main = of(embedded)
    cover = covers.cover(embedded, main.id, OTO, SECOND)
    left = leaving.leave(embedded, SPRING, [MIA])
    assert left.cancelled == (main.id, cover.id)
    assert {state for state, _days in stands(embedded).values()} == {State.CANCELLED}


def test_where_the_stand_in_leaves_in_the_midst_of_the_week_what_is_past_stays_left_out(
    embedded: Desk, make_desk: MakeDesk
) -> None:
    main = of(embedded)
    covers.cover(embedded, main.id, OTO, SECOND)
    leaving.leave(make_desk(today=SECOND + timedelta(days=3)), SPRING, [OTO])
    assert check_ins(embedded, main.id) == wednesdays(0, 2, 3)
    assert stands(embedded)["Oto"] == (State.ENDED, week(1))


def test_a_pairing_that_ends_early_ends_its_stand_ins_as_well(embedded: Desk, make_desk: MakeDesk) -> None:
    main = of(embedded)
    covers.cover(embedded, main.id, OTO, SECOND)
    covers.cover(embedded, main.id, NOA, SECOND + timedelta(weeks=1))
    history.mark(make_desk(today=SECOND + timedelta(days=1)), main.id, State.ENDED)
    found = stands(embedded)
    assert (found["Mia"][0], found["Oto"][0], found["Noa"][0]) == (State.ENDED, State.ENDED, State.CANCELLED)


def test_a_pairing_that_lasts_less_long_makes_its_stand_ins_shorter_or_gives_them_up(embedded: Desk) -> None:
    main = of(embedded)
    covers.cover(embedded, main.id, OTO, SECOND)
    covers.cover(embedded, main.id, NOA, SECOND + timedelta(weeks=1))
    drafts.move(embedded, main.id, last_day=SECOND + timedelta(days=3))
    found = stands(embedded)
    assert found["Oto"] == (State.PUBLISHED, Days(SECOND, SECOND + timedelta(days=3)))
    assert found["Noa"][0] is State.CANCELLED
    assert check_ins(embedded, main.id) == wednesdays(0)


def test_a_stand_in_who_takes_the_pairing_over_stands_in_no_longer(embedded: Desk, tmp_path: Path) -> None:
    main = of(embedded)
    cover = covers.cover(embedded, main.id, OTO, SECOND)
    export_invites.export(embedded, tmp_path / "second")
    would = takeovers.take_over(embedded, main.id, OTO, dry_run=True)
    assert of(embedded) == main
    found = takeovers.take_over(embedded, main.id, OTO)
    assert found == would
    assert check_ins(embedded, main.id) == wednesdays(0, 1, 2, 3)
    [now] = [one for one in plans.page(embedded, SPRING).proposals if one.guest.name == "Ana"]
    assert (now.id, now.host.name) == (main.id, "Oto")
    assert (Method.CANCEL, MeetingKind.VISIT, (ANA, OTO)) in due(embedded)
    assert cover.id not in {one.id for one in plans.page(embedded, SPRING).proposals}


def test_a_stand_in_who_is_ill_gives_the_check_in_back_and_what_is_due_is_said(
    embedded: Desk, make_desk: MakeDesk, tmp_path: Path
) -> None:
    main = of(embedded)
    cover = covers.cover(embedded, main.id, OTO, SECOND)
    export_invites.export(embedded, tmp_path / "second")
    desk = make_desk(today=SECOND)
    found = ill.settle(desk, OTO, week(1), {cover.id: "cancel"})
    assert check_ins(desk, main.id) == wednesdays(0, 1, 2, 3)
    [touched] = found.touched
    assert sorted(one.summary for one in touched.invites) == sorted(row.summary for row in outbox.rows(desk))


def test_a_host_who_is_ill_and_ends_or_shortens_it_needs_no_stand_ins_any_more(
    embedded: Desk, make_desk: MakeDesk, tmp_path: Path
) -> None:
    main = of(embedded)
    covers.cover(embedded, main.id, OTO, SECOND + timedelta(weeks=1))
    export_invites.export(embedded, tmp_path / "second")
    desk = make_desk(today=SECOND)
    for code in ("end", "shorten"):
        found = ill.settle(desk, MIA, Days(SECOND, main.days.last), {main.id: code})
        assert stands(desk)["Oto"][0] is State.CANCELLED
        invites = [one.summary for touched in found.touched for one in touched.invites]
        assert sorted(invites) == sorted(row.summary for row in outbox.rows(desk))
        undo.undo(desk)


def test_a_stand_in_is_not_needed_where_another_guest_is_placed_with_the_host(embedded: Desk) -> None:
    main = of(embedded)
    before = check_ins(embedded, main.id)
    employ(embedded, it("Cho"))
    programs.enrol(embedded, SPRING, ["cho@x.example"])
    covers.cover(embedded, main.id, OTO, SECOND)
    assert check_ins(embedded, main.id) != before
    place(embedded, MIA, SPRING, 0, "cho@x.example", replacing=main.id)
    states = {row.id: row.state for row in history.page(embedded, HistoryQuery()).rows if row.it_name in ("Ana", "Cho")}
    assert sorted(states.values()) == [State.CANCELLED, State.PUBLISHED]
    assert states[main.id] is State.PUBLISHED
    assert check_ins(embedded, main.id) == before


def test_who_stands_in_for_all_of_it_has_all_check_ins(embedded: Desk) -> None:
    main = of(embedded)
    before = check_ins(embedded, main.id)
    away = Days(SECOND, SECOND + timedelta(days=4))
    ill.settle(embedded, MIA, away, {main.id: f"stand-in:{OTO}"})
    assert of(embedded, "Ana", "Oto").id == main.id
    assert check_ins(embedded, main.id) == before
