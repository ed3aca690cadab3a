"""Repair of what was declined or cannot be any more for whatever reason, and who is told what of it."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meetings import Method
from ridealong.domain.pairings import State
from ridealong.domain.programs import EnrolmentState
from ridealong.domain.replies import Answer
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.journal import undo
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.people import absences, people
from ridealong.services.plans import pins, plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from ridealong.services.repairs.repair_views import Repaired
from ridealong.services.replies import answers, typed_answers
from services.built import built
from services.conftest import SPRING, buddies, employ, it, marketing, ride_alongs

ANA, MIA, OTO = "ana@x.example", "mia@x.example", "oto@x.example"
KINDS = 4
"""A visit has a preparation, a welcome, the visit and a debrief."""


@pytest.fixture
def told(desk: Desk, tmp_path: Path) -> Desk:
    """Ana visits Mia and Ben visits Noa in the first of four weeks, and all have their invites; Oto has nobody."""
    return built(desk, lambda new: _told(new, tmp_path), key=_told)


def _told(desk: Desk, folder: Path) -> None:
    employ(desk, it("Ana"), it("Ben", "Data"), marketing("Mia"), marketing("Noa"), marketing("Oto"))
    ride_alongs(desk, rounds=4, host_rest_weeks=0)
    pins.add_pin(desk, SPRING, ANA, MIA, 0)
    pins.add_pin(desk, SPRING, "ben@x.example", "noa@x.example", 0)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING, everything=True)
    export_invites.export(desk, folder / "first")


def of(desk: Desk, guest: str, program: str = SPRING) -> Proposal:
    return next(one for one in plans.page(desk, program).proposals if one.guest.name == guest)


def decline(desk: Desk, guest: str, who: str, kind: MeetingKind = MeetingKind.VISIT) -> None:
    row = next(one for one in answers.rows(desk) if one.email == guest and one.kind is kind)
    typed_answers.record(desk, row.uid, who, Answer.DECLINED, note="a private matter")


def in_the_outbox(desk: Desk) -> Counter[tuple[str, str]]:
    """By address and kind of invite, how many are due."""

    def what(row: outbox.DueRow) -> str:
        return "cancel" if row.method is Method.CANCEL else "update" if row.update else "request"

    return Counter((email, what(row)) for row in outbox.rows(desk) for email in row.to)


def announced(found: Repaired) -> Counter[tuple[str, str]]:
    return Counter((one.person.email, each.what) for one in found.told for each in one.invites)


def test_a_host_who_declined_is_replaced_in_the_same_week_and_the_rest_stays(told: Desk) -> None:
    ben = of(told, "Ben")
    decline(told, ANA, MIA)
    [change] = repairs.repair(told, SPRING).changes
    assert (change.kind, change.reason, change.published) == ("broken", "Mia declined", True)
    assert change.after is not None
    assert (change.after.host.name, change.after.round) == ("Oto", 0)
    assert (of(told, "Ana").host.name, of(told, "Ana").state) == ("Oto", State.PUBLISHED)
    assert of(told, "Ben") == ben


def test_a_guest_who_declined_is_moved_to_another_week(told: Desk) -> None:
    decline(told, ANA, ANA)
    before = of(told, "Ana")
    [change] = repairs.repair(told, SPRING).changes
    assert (change.kind, change.reason) == ("broken", "Ana declined")
    assert change.after is not None
    assert change.after.round != 0
    assert of(told, "Ana").round == change.after.round
    assert before.round == 0


def test_where_no_other_week_is_left_the_visit_of_a_guest_who_declined_falls_away(desk: Desk, tmp_path: Path) -> None:
    employ(desk, it("Ana"), marketing("Mia"), marketing("Noa"))
    plans.plan(desk, ride_alongs(desk, rounds=1))
    publishing.publish(desk, SPRING)
    export_invites.export(desk, tmp_path)
    decline(desk, ANA, ANA)
    done = repairs.repair(desk, SPRING)
    assert [one.after for one in done.changes] == [None]
    assert [one.reason for one in done.open] == ["Ana declined"]
    assert {one.method for one in outbox.rows(desk)} == {Method.CANCEL}


def test_who_declined_is_not_put_there_again_by_the_next_repair(told: Desk, tmp_path: Path) -> None:
    decline(told, ANA, MIA)
    repairs.repair(told, SPRING)
    for folder in ("second", "third"):
        with pytest.raises(Refused, match="needs repair"):
            repairs.repair(told, SPRING)
        export_invites.export(told, tmp_path / folder)
    absences.add_absences(told, [OTO], of(told, "Ana").days)
    [change] = repairs.repair(told, SPRING).changes
    assert change.after is None or (change.after.host.name, change.after.round) != ("Mia", 0)


def test_a_visit_declined_and_moved_is_declined_no_longer(told: Desk) -> None:
    decline(told, ANA, ANA)
    repairs.repair(told, SPRING)
    with pytest.raises(Refused, match="needs repair"):
        repairs.repair(told, SPRING)
    assert of(told, "Ana").declined_by == ()


def test_a_host_of_several_guests_keeps_those_who_stay(desk: Desk, tmp_path: Path) -> None:
    employ(desk, it("Ana"), it("Ben", "Data"), marketing("Mia", capacity=2), marketing("Noa"))
    ride_alongs(desk, rounds=1)
    for guest in (ANA, "ben@x.example"):
        pins.add_pin(desk, SPRING, guest, MIA, 0)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING)
    export_invites.export(desk, tmp_path)
    decline(desk, ANA, MIA)
    [change] = repairs.repair(desk, SPRING).changes
    assert (change.guest.name, change.reason) == ("Ana", "Mia declined")
    assert change.after is not None
    assert change.after.host.name == "Noa"
    assert of(desk, "Ben").host.name == "Mia"


def test_a_buddy_who_declined_the_check_ins_is_replaced(desk: Desk, tmp_path: Path) -> None:
    employ(desk, it("Ana"), marketing("Mia"), marketing("Noa"))
    name = buddies(desk)
    pins.add_pin(desk, name, ANA, MIA, 0)
    plans.plan(desk, name)
    publishing.publish(desk, name)
    export_invites.export(desk, tmp_path)
    decline(desk, ANA, MIA, MeetingKind.CHECK_IN)
    [change] = repairs.repair(desk, name).changes
    assert change.reason == "Mia declined"
    assert of(desk, "Ana", name).host.name == "Noa"


def test_what_was_declined_and_has_begun_is_named(told: Desk, make_desk: MakeDesk) -> None:
    decline(told, ANA, MIA)
    later = make_desk(today=of(told, "Ana").days.first + timedelta(days=1))
    with pytest.raises(Refused, match=r"Ana with Mia, has begun and cannot go on: Mia declined"):
        repairs.repair(later, SPRING)


def _left(desk: Desk) -> None:
    people.edit(desk, MIA, {"last_day": of(desk, "Ana").days.first - timedelta(days=1)})


def _out(desk: Desk) -> None:
    programs.enrol(desk, SPRING, [MIA], state=EnrolmentState.DECLINED)


def _paused(desk: Desk) -> None:
    programs.enrol(desk, SPRING, [MIA], state=EnrolmentState.PAUSED, until=of(desk, "Ana").days.last)


def _away(desk: Desk) -> None:
    absences.add_absences(desk, [MIA], of(desk, "Ana").days, "a private matter")


def _declined(desk: Desk) -> None:
    decline(desk, ANA, MIA)


WHY = {
    "left": (_left, "Mia leaves on 2027-01-10"),
    "out": (_out, "Mia takes part no longer"),
    "paused": (_paused, "Mia pauses until 2027-01-15"),
    "away": (_away, "Mia is away in round 1"),
    "declined": (_declined, "Mia declined"),
}


@pytest.mark.parametrize(("happens", "reason"), WHY.values(), ids=WHY.keys())
def test_whatever_keeps_a_host_away_others_stay_and_exactly_those_told_have_invites(
    told: Desk, happens: Callable[[Desk], None], reason: str
) -> None:
    ben = of(told, "Ben")
    happens(told)
    assert not outbox.rows(told)
    would = repairs.repair(told, SPRING, dry_run=True)
    done = repairs.repair(told, SPRING)
    assert done.told == would.told
    assert [(one.guest.name, one.reason) for one in done.changes] == [("Ana", reason)]
    assert of(told, "Ben") == ben
    assert announced(done) == in_the_outbox(told)
    assert announced(done) == {
        (ANA, "cancel"): KINDS,
        (ANA, "request"): KINDS,
        (MIA, "cancel"): KINDS,
        (OTO, "request"): KINDS,
    }
    assert "private" not in repr(done)


def test_each_is_told_in_a_sentence_what_changes(told: Desk) -> None:
    decline(told, ANA, MIA)
    said = {one.person.name: (one.gets, one.sentences) for one in repairs.repair(told, SPRING, dry_run=True).told}
    days = "2027-01-11 to 2027-01-15"
    assert said == {
        "Ana": (
            "4 cancels and 4 requests",
            (f"The visit with Mia ({days}) does not take place; it is with Oto ({days}) instead.",),
        ),
        "Mia": ("4 cancels", (f"The visit with Ana ({days}) does not take place.",)),
        "Oto": ("4 requests", (f"A new visit: with Ana ({days}).",)),
    }


def test_a_visit_that_only_moves_is_an_update_to_both(desk: Desk, tmp_path: Path) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    plans.plan(desk, ride_alongs(desk, rounds=4))
    publishing.publish(desk, SPRING, everything=True)
    export_invites.export(desk, tmp_path)
    absences.add_absences(desk, [ANA], of(desk, "Ana").days)
    done = repairs.repair(desk, SPRING)
    assert announced(done) == in_the_outbox(desk) == {(ANA, "update"): KINDS, (MIA, "update"): KINDS}


def test_nobody_is_told_of_drafts(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"), marketing("Noa"))
    plans.plan(desk, ride_alongs(desk, rounds=4))
    absences.add_absences(desk, [of(desk, "Ana").host.email], of(desk, "Ana").days)
    assert repairs.repair(desk, SPRING).told == ()


def test_who_was_never_invited_gets_no_cancel(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"), marketing("Noa"))
    plans.plan(desk, ride_alongs(desk, rounds=1))
    publishing.publish(desk, SPRING)
    before = of(desk, "Ana").host
    absences.add_absences(desk, [before.email], of(desk, "Ana").days)
    done = repairs.repair(desk, SPRING)
    assert {one.gets for one in done.told if one.person == before} == {"no invite"}
    assert announced(done) == in_the_outbox(desk)


def test_a_repair_of_what_was_declined_is_taken_back_whole(told: Desk) -> None:
    decline(told, ANA, MIA)
    before = plans.page(told, SPRING).proposals
    repairs.repair(told, SPRING)
    undo.undo(told)
    assert [(one.id, one.host, one.round) for one in plans.page(told, SPRING).proposals] == [
        (one.id, one.host, one.round) for one in before
    ]
    assert not outbox.rows(told)


def test_where_nothing_changes_the_journal_has_no_step(told: Desk) -> None:
    version = told.version()
    for dry_run in (True, False):
        with pytest.raises(Refused, match="needs repair"):
            repairs.repair(told, SPRING, dry_run=dry_run)
    assert told.version() == version
    assert not [one for one in history.page(told, HistoryQuery()).rows if one.state is State.CANCELLED]
