"""Taking a pairing over: somebody else is its host or its guest, in one step, or the rule that forbids it is named."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import CONFIG, MakeDesk
from ridealong.domain.errors import ChangedMeanwhile, NotFound, Refused
from ridealong.domain.meetings import Method
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.changes import drafts, takeovers
from ridealong.services.desk import Desk, open_desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.journal import undo
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import pins, plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.publishing import publishing
from services.built import built
from services.conftest import SPRING, START, employ, it, marketing, ride_alongs
from thorough import thorough_only

DAYS, HOSTS = "Days in the life", ("Mia", "Noa", "Oto", "Pia")
ANA, BEN, CHO, MIA, NOA, OTO = (f"{name}@x.example" for name in ("ana", "ben", "cho", "mia", "noa", "oto"))


def _drafted(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben", "Data"), it("Cho", "Ops"), marketing("Mia"), marketing("Noa"), marketing("Oto"))
    ride_alongs(desk, rounds=3, host_rest_weeks=0)
    pins.add_pin(desk, SPRING, ANA, MIA, 0)
    pins.add_pin(desk, SPRING, BEN, NOA, 0)
    pins.add_pin(desk, SPRING, CHO, MIA, 1)
    plans.plan(desk, SPRING)


@pytest.fixture
def drafted(desk: Desk) -> Desk:
    """Ana with Mia and Ben with Noa in the first week, Cho with Mia in the second; Oto has nobody."""
    return built(desk, _drafted)


@pytest.fixture
def told(drafted: Desk, tmp_path: Path) -> Desk:
    """The same, published, and all have their invites."""
    publishing.publish(drafted, SPRING, everything=True)
    export_invites.export(drafted, tmp_path / "first")
    return drafted


def of(desk: Desk, guest: str) -> Proposal:
    return next(one for one in plans.page(desk, SPRING).proposals if one.guest.name == guest)


def test_a_published_visit_stays_published_with_another_host_and_each_is_told(told: Desk) -> None:
    before = of(told, "Ana")
    found = takeovers.take_over(told, before.id, OTO)
    after = of(told, "Ana")
    assert (after.id, after.host.name, after.state, after.days) == (before.id, "Oto", State.PUBLISHED, before.days)
    assert {one.person.name: one.gets for one in found.told} == {
        "Mia": "4 cancels",
        "Ana": "4 updates",
        "Oto": "4 requests",
    }
    due = Counter((row.method, email) for row in outbox.rows(told) for email in row.to)
    assert due == {(Method.CANCEL, MIA): 4, (Method.REQUEST, ANA): 4, (Method.REQUEST, OTO): 4}


def test_a_guest_takes_a_published_visit_over_from_another(told: Desk) -> None:
    drafts.cancel(told, of(told, "Cho").id)
    before = of(told, "Ana")
    found = takeovers.take_over(told, before.id, CHO)
    assert (found.hosting, found.came.name, found.went.name) == (False, "Cho", "Ana")
    assert (of(told, "Cho").id, of(told, "Cho").host.name) == (before.id, "Mia")


def test_a_draft_taken_over_is_pinned_and_nobody_is_told(drafted: Desk) -> None:
    found = takeovers.take_over(drafted, of(drafted, "Ana").id, OTO)
    assert (found.published, found.told) == (False, ())
    assert (of(drafted, "Ana").host.name, of(drafted, "Ana").pinned) == ("Oto", True)
    assert not outbox.rows(drafted)


def test_the_guest_who_gave_a_draft_away_has_an_open_place(drafted: Desk) -> None:
    drafts.cancel(drafted, of(drafted, "Cho").id)
    takeovers.take_over(drafted, of(drafted, "Ana").id, CHO)
    assert ("Ana", 0) in {(one.guest.name, one.round) for one in plans.page(drafted, SPRING).open}


@thorough_only
def test_a_dry_run_says_the_same_and_changes_nothing(told: Desk) -> None:
    version = told.version()
    would = takeovers.take_over(told, of(told, "Ana").id, OTO, dry_run=True)
    assert told.version() == version
    assert takeovers.take_over(told, of(told, "Ana").id, OTO) == would


def test_it_is_taken_back_by_one_undo(told: Desk) -> None:
    before = plans.page(told, SPRING).proposals
    takeovers.take_over(told, of(told, "Ana").id, OTO)
    undo.undo(told)
    assert [(one.id, one.host) for one in plans.page(told, SPRING).proposals] == [(o.id, o.host) for o in before]
    assert not outbox.rows(told)


def _apart(desk: Desk) -> str:
    limits.add_apart(desk, ANA, OTO, "a private matter")
    return OTO


def _away(desk: Desk) -> str:
    absences.add_absences(desk, [OTO], of(desk, "Ana").days, "a private matter")
    return OTO


def _elsewhere(_desk: Desk) -> str:
    return NOA


def _there(_desk: Desk) -> str:
    return MIA


def _guest_busy(_desk: Desk) -> str:
    return BEN


def _stranger(desk: Desk) -> str:
    people.add(desk, marketing("Pia"))
    return "pia@x.example"


FORBIDDEN = {
    "apart": (_apart, "Oto is kept apart from Ana"),
    "away": (_away, "Oto is away from 2027-01-11 to 2027-01-15"),
    "elsewhere": (_elsewhere, "Noa takes 1 in round 1, not 2: Ben is there"),
    "there": (_there, r"Mia is in Ana with Mia \(2027-01-11\) already"),
    "guest busy": (_guest_busy, "Ben has 2 hosts in round 1"),
    "stranger": (_stranger, "Pia does not take part in 'Spring ride-alongs'"),
}


@pytest.mark.parametrize(("who", "why"), FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_a_rule_that_forbids_it_is_named_and_nothing_is_changed(
    told: Desk, who: Callable[[Desk], str], why: str
) -> None:
    email, before = who(told), plans.page(told, SPRING).proposals
    with pytest.raises(Refused, match=why) as refused:
        takeovers.take_over(told, of(told, "Ana").id, email)
    assert "private" not in str(refused.value)
    assert plans.page(told, SPRING).proposals == before


def test_what_has_begun_what_is_unknown_and_what_changed_meanwhile_is_refused(told: Desk, make_desk: MakeDesk) -> None:
    one = of(told, "Ana")
    with pytest.raises(NotFound):
        takeovers.take_over(told, 999, OTO)
    with pytest.raises(NotFound):
        takeovers.take_over(told, one.id, "nobody@x.example")
    with pytest.raises(Refused, match="has begun"):
        takeovers.take_over(make_desk(today=one.days.first + timedelta(days=1)), one.id, OTO)
    takeovers.take_over(make_desk(config=replace(CONFIG, coordinator="Kim")), one.id, OTO)
    with pytest.raises(ChangedMeanwhile):
        takeovers.take_over(told, one.id, OTO, seen=[one.seen])


def test_a_pin_that_the_change_contradicts_is_let_go_of_and_planning_goes_on(told: Desk) -> None:
    before = pins.list_pins(told, SPRING)
    takeovers.take_over(told, of(told, "Ana").id, OTO)
    plans.plan(told, SPRING)
    assert [one.guest.name for one in before if one not in pins.list_pins(told, SPRING)] == ["Ana"]
    assert of(told, "Ana").host.name == "Oto"


def test_those_are_offered_first_who_are_of_the_hosts_team(drafted: Desk) -> None:
    people.add(drafted, marketing("Abe", "CRM"))
    programs.enrol(drafted, SPRING, ["abe@x.example"])
    offered = [one.name for one in takeovers.likely_hosts(drafted, of(drafted, "Ana").id)]
    assert offered == ["Noa", "Oto", "Abe"]


@thorough_only
def test_who_takes_over_a_day_in_the_life_is_told_of_both_ways_and_so_are_the_others(
    desk: Desk, database: str, tmp_path: Path
) -> None:
    employ(desk, *(it(name, "Tech") for name in ("Ana", "Ben", "Cho", "Dov", "Eli")))
    employ(desk, *(marketing(name, "Brand") for name in HOSTS))
    programs.create(desk, NewProgram(name=DAYS, kind=Kind.ROTATION, start=START, rounds=1, enrol="all"))
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS, everything=True)
    export_invites.export(desk, tmp_path / "first")
    there = next(one for one in plans.page(desk, DAYS).proposals if one.guest_side is Side.IT)
    guest, host = there.guest.name, there.host.name
    comes = next(name for name in HOSTS if not history.page(desk, HistoryQuery(text=name)).rows)
    version = desk.version()
    would = takeovers.take_over(desk, there.id, f"{comes}@x.example", dry_run=True)
    assert desk.version() == version
    reader = open_desk(database, clock=desk.clock, config=CONFIG, read_only=True)
    assert takeovers.take_over(reader, there.id, f"{comes}@x.example", dry_run=True).told is None
    reader.close()
    found = takeovers.take_over(desk, there.id, f"{comes}@x.example")
    assert found == would
    visits = {(one.guest.name, one.host.name): one.days for one in plans.page(desk, DAYS).proposals}
    assert visits[guest, comes] == found.days
    assert {(comes, guest), (host, guest), (guest, host)} & {*visits} == {(comes, guest)}
    due = Counter(email for row in outbox.rows(desk) for email in row.to)
    assert {one.person.email: len(one.invites) for one in found.told} == due
    assert {one.person.name: one.gets for one in found.told} == {
        host: "8 cancels",
        guest: "4 cancels, 4 updates and 4 requests",
        comes: "8 requests",
    }
