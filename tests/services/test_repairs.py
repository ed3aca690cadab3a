"""Repair: what cannot take place any more is replaced, published and drafted alike, and nothing else changes."""

from datetime import timedelta

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import NotFound, Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Method
from ridealong.domain.pairings import State
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from services.built import built
from services.conftest import SPRING, START, employ, it, marketing, ride_alongs


@pytest.fixture
def season(desk: Desk) -> Desk:
    """Two guests in four weeks with a host each, published, and a host with nobody."""
    return built(desk, _season)


def _season(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"), marketing("Noa"), marketing("Oto"))
    ride_alongs(desk, rounds=4, host_rest_weeks=0)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING, everything=True)


def pairing(desk: Desk, guest: str) -> Proposal:
    return next(one for one in plans.page(desk, SPRING).proposals if one.guest.name == guest)


def away(desk: Desk, name: str, days: Days) -> None:
    absences.add_absences(desk, [f"{name.lower()}@x.example"], days, "private matter")


def others(desk: Desk, guest: str) -> set[tuple[int, State, str, int]]:
    shown = plans.page(desk, SPRING).proposals
    return {(one.id, one.state, one.host.name, one.round) for one in shown if one.guest.name != guest}


def test_a_published_visit_whose_host_is_away_is_cancelled_and_replaced_in_its_week(season: Desk) -> None:
    before, rest = pairing(season, "Ana"), others(season, "Ana")
    away(season, before.host.name, before.days)
    done = repairs.repair(season, SPRING)
    [change] = done.changes
    assert change.before is not None
    assert change.after is not None
    assert (change.kind, change.published, change.after.round) == ("broken", True, before.round)
    assert change.reason == f"{before.host.name} is away in round {before.round + 1}"
    after = pairing(season, "Ana")
    assert (after.state, after.round) == (State.PUBLISHED, before.round)
    assert after.host.name == change.after.host.name != before.host.name
    assert others(season, "Ana") == rest
    cancelled = [one.id for one in history.page(season, HistoryQuery()).rows if one.state is State.CANCELLED]
    assert cancelled == [before.id]


def test_the_outbox_holds_what_a_repair_changed_and_nothing_else(season: Desk, tmp_path: object) -> None:
    export_invites.export(season, f"{tmp_path}/first")
    before = pairing(season, "Ana")
    away(season, before.host.name, before.days)
    repairs.repair(season, SPRING)
    due = [(row.kind, row.method) for row in outbox.rows(season)]
    kinds = set(MeetingKind) - {MeetingKind.CHECK_IN}
    assert sorted(due) == sorted((kind, method) for kind in kinds for method in (Method.CANCEL, Method.REQUEST))
    assert all("Ana" in row.summary for row in outbox.rows(season))


def test_two_people_who_only_change_weeks_keep_their_pairing_and_its_invites(desk: Desk, tmp_path: object) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    ride_alongs(desk, rounds=4)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING, everything=True)
    export_invites.export(desk, f"{tmp_path}/first")
    before = pairing(desk, "Ana")
    away(desk, "Ana", before.days)
    repairs.repair(desk, SPRING)
    after = pairing(desk, "Ana")
    assert (after.id, after.state) == (before.id, State.PUBLISHED)
    assert after.round != before.round
    assert {(row.method, row.sequence) for row in outbox.rows(desk)} == {(Method.REQUEST, 1)}


def test_a_dry_run_says_what_a_repair_then_does(season: Desk) -> None:
    before = pairing(season, "Ana")
    away(season, before.host.name, before.days)
    version = season.version()
    would = repairs.repair(season, SPRING, dry_run=True)
    assert season.version() == version
    assert pairing(season, "Ana") == before
    assert repairs.repair(season, SPRING) == would
    assert season.version() != version


def test_a_draft_is_replaced_by_a_draft(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"), marketing("Noa"))
    plans.plan(desk, ride_alongs(desk, rounds=4))
    before = pairing(desk, "Ana")
    away(desk, before.host.name, before.days)
    [change] = repairs.repair(desk, SPRING).changes
    assert not change.published
    assert pairing(desk, "Ana").state is State.PROPOSED
    assert not outbox.rows(desk)


def test_a_newcomer_gets_a_draft_and_nobody_moves(season: Desk) -> None:
    rest = others(season, "Cho")
    employ(season, it("Cho"))
    programs.enrol(season, SPRING, ["cho@x.example"])
    [change] = repairs.repair(season, SPRING).changes
    assert (change.kind, change.before, change.reason) == ("new", None, "Cho is new")
    assert pairing(season, "Cho").state is State.PROPOSED
    assert others(season, "Cho") == rest


def test_who_has_left_the_company_is_replaced_for_the_other(season: Desk) -> None:
    before = pairing(season, "Ben")
    people.edit(season, before.host.email, {"last_day": START})
    changes = {one.guest.name: one.reason for one in repairs.repair(season, SPRING).changes}
    assert changes["Ben"] in {f"{before.host.name} {words}" for words in ("has left", f"leaves on {START}")}
    assert pairing(season, "Ben").host.name != before.host.name


def test_people_kept_apart_by_now_are_parted_and_the_reason_is_not_told(season: Desk) -> None:
    before = pairing(season, "Ana")
    limits.add_apart(season, before.guest.email, before.host.email, "a quarrel")
    done = repairs.repair(season, SPRING)
    assert done.changes[0].reason == f"{before.host.name} is kept apart from Ana"
    assert "quarrel" not in repr(done)


def test_a_week_that_has_begun_stays_as_it_is_and_is_named(season: Desk, make_desk: MakeDesk) -> None:
    first = min(plans.page(season, SPRING).proposals, key=lambda one: one.round)
    away(season, first.guest.name, first.days)
    later = make_desk(today=first.days.first + timedelta(days=1))
    with pytest.raises(Refused, match=rf"pairing {first.id}, .* has begun and cannot go on: .* is away"):
        repairs.repair(later, SPRING)
    coming = max(plans.page(season, SPRING).proposals, key=lambda one: one.round)
    away(season, coming.guest.name, coming.days)
    shown = repairs.repair(later, SPRING, dry_run=True)
    (plain,) = set(shown.sentences) - set(shown.typed)
    (typed,) = set(shown.typed) - set(shown.sentences)
    assert plain.endswith(" is away. End what does not go on.")
    assert typed.endswith(f". End it: ridealong end {first.id}.")


def test_where_all_is_well_nothing_is_repaired(season: Desk) -> None:
    with pytest.raises(Refused, match=r"Nothing in 'Spring ride-alongs' needs repair"):
        repairs.repair(season, SPRING)
    with pytest.raises(NotFound):
        repairs.repair(season, "Summer")


def test_a_freeze_moves_what_it_stops_and_leaves_the_rest(season: Desk) -> None:
    ana = pairing(season, "Ana")
    limits.add_freeze(season, "it", ana.days, "release")
    done = repairs.repair(season, SPRING)
    assert {one.reason.split(": ")[-1] for one in done.changes} == {"release"}
    assert all(one.round != ana.round for one in plans.page(season, SPRING).proposals)


def test_a_plan_that_was_repaired_says_so_until_it_is_planned_again(season: Desk) -> None:
    one = pairing(season, "Ana")
    away(season, one.host.name, one.days)
    repairs.repair(season, SPRING)
    employ(season, it("Eve"))
    programs.enrol(season, SPRING, "all")
    repairs.repair(season, SPRING)
    page = plans.page(season, SPRING)
    assert any("It was repaired since" in said for said in page.sentences)
    assert not any("by hand" in said for said in page.sentences)
    assert not any("repaired" in said for said in plans.plan(season, SPRING).sentences)


def test_who_is_away_for_the_whole_program_is_named_as_having_nobody(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"), marketing("Noa"))
    ride_alongs(desk, rounds=4)
    plans.plan(desk, SPRING)
    away(desk, "Ana", Days(START, START + timedelta(weeks=4)))
    done = repairs.repair(desk, SPRING)
    assert done.sentences[0] == "1 pairing cannot take place and is not replaced; 1 other stays as it is."
    assert "Worse off: Ana." in done.sentences
    assert "Ana has nobody, only because people are away." in plans.page(desk, SPRING).sentences


def test_a_program_that_was_never_planned_is_not_filled_by_a_repair(small: Desk) -> None:
    ride_alongs(small)
    with pytest.raises(Refused, match="has no pairings to come"):
        repairs.repair(small, SPRING)
    assert plans.page(small, SPRING).proposals == ()
