"""Days in the life over several rounds: what was planned can be published, whatever became of the visits before."""

from datetime import timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import EnrolmentState, Kind
from ridealong.domain.replies import Answer
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.outcomes import history
from ridealong.services.people import absences, limits
from ridealong.services.plans import plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.programs import programs
from ridealong.services.programs.programs import NewProgram
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from ridealong.services.replies import typed_answers
from services.conftest import START, employ, it, marketing
from thorough import thorough_only

DAYS = "Days in the life"


def days_in_the_life(desk: Desk, guests: int, hosts: int, **more: object) -> None:
    employ(desk, *(it(f"It{number:02}", f"Tech {number // 4}") for number in range(guests)))
    employ(desk, *(marketing(f"Mk{number:02}", f"Brand {number // 4}") for number in range(hosts)))
    values: dict[str, object] = {"name": DAYS, "kind": Kind.ROTATION, "start": START, "enrol": "all"}
    programs.create(desk, NewProgram(**(values | more)))  # type: ignore[arg-type]  # fields of a NewProgram by name


def legs(desk: Desk, state: State) -> list[Proposal]:
    return [one for one in plans.page(desk, DAYS).proposals if one.state is state]


def test_a_visit_that_was_missed_is_not_put_into_the_next_round_beside_another_one(
    desk: Desk, make_desk: MakeDesk
) -> None:
    days_in_the_life(desk, 6, 4)
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS)
    first = next(one for one in legs(desk, State.PUBLISHED) if one.round == 0 and one.guest_side is Side.IT)
    both = (first.host.email, first.guest.email)
    back = next(one for one in legs(desk, State.PUBLISHED) if (one.guest.email, one.host.email) == both)
    later = make_desk(START + timedelta(weeks=6, days=-1))
    history.mark(later, first.id, State.MISSED)
    history.mark(later, back.id, State.HELD)
    plans.plan(later, DAYS)
    new = legs(later, State.PROPOSED)
    assert first.host.email not in {one.host.email for one in new if one.guest.email == first.guest.email}
    assert publishing.publish(later, DAYS).pairings == len(new)


@thorough_only
def test_three_who_go_together_can_be_published_in_a_later_round(desk: Desk, make_desk: MakeDesk) -> None:
    days_in_the_life(desk, 16, 5, rounds=2)
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS)
    later = make_desk(START + timedelta(weeks=2))
    plans.plan(later, DAYS)
    new = legs(later, State.PROPOSED)
    assert publishing.publish(later, DAYS).pairings == len(new)


def test_a_freeze_in_the_last_round_moves_the_visits_that_are_still_to_come(desk: Desk, make_desk: MakeDesk) -> None:
    days_in_the_life(desk, 4, 4, rounds=1, cover_percent=100)
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS)
    today = START + timedelta(weeks=1)
    frozen = Days(START + timedelta(weeks=2), START + timedelta(weeks=2, days=4))
    later = make_desk(today)
    before = {one.id: one.days for one in legs(later, State.PUBLISHED)}
    hit = {number for number, days in before.items() if days.overlaps(frozen)}
    limits.add_freeze(later, "it", frozen, "year-end change freeze")
    done = repairs.repair(later, DAYS)
    after = {one.id: one.days for one in legs(later, State.PUBLISHED)}
    assert hit
    assert not [days for days in after.values() if days.overlaps(frozen)]
    assert {number for number in before if after.get(number) != before[number]} == hit
    assert len(done.changes) == len(hit)


def test_nothing_needs_repair_in_the_last_round_where_all_can_come(desk: Desk, make_desk: MakeDesk) -> None:
    days_in_the_life(desk, 4, 4, rounds=1)
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS)
    with pytest.raises(Refused, match="all that is planned can take place"):
        repairs.repair(make_desk(START + timedelta(weeks=1)), DAYS)


@thorough_only
def test_a_visit_back_that_its_host_declined_stands_in_the_way_of_no_repair(
    desk: Desk, make_desk: MakeDesk, tmp_path: Path
) -> None:
    days_in_the_life(desk, 4, 4, rounds=1)
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS)
    back = next(one for one in legs(desk, State.PUBLISHED) if one.guest_side is Side.MARKETING)
    both = {back.guest.email, back.host.email}
    due = [one for one in outbox.rows(desk) if one.kind == "visit" and set(one.to) == both]
    uid = next(one.uid for one in due if one.start == back.days.first)
    export_invites.export(desk, tmp_path / "out")
    typed_answers.record(desk, uid, back.host.email, Answer.DECLINED)
    drafts.cancel(desk, back.id)
    other = next(one for one in legs(desk, State.PUBLISHED) if one.guest_side is Side.IT and one.host != back.guest)
    absences.add_absences(desk, [other.guest.email], other.days)
    assert repairs.repair(desk, DAYS).changes


def first_pair_without_the_way_back(desk: Desk, make_desk: MakeDesk) -> tuple[Desk, Proposal]:
    """A program is over; the visit of its first pair was held, the one back was missed."""
    days_in_the_life(desk, 4, 4, rounds=1)
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS)
    later = make_desk(START + timedelta(weeks=6))
    visits = legs(later, State.PUBLISHED)
    there = next(one for one in visits if one.guest_side is Side.IT)
    back = next(one for one in visits if (one.guest.email, one.host.email) == (there.host.email, there.guest.email))
    history.mark_all(later, [one.id for one in visits if one.id != back.id], State.HELD)
    history.mark(later, back.id, State.MISSED)
    return later, there


def another(desk: Desk, name: str, weeks: int) -> None:
    start = START + timedelta(weeks=weeks)
    programs.create(desk, NewProgram(name=name, kind=Kind.ROTATION, start=start, rounds=1, enrol="all"))


def owed_in(desk: Desk, name: str, there: Proposal) -> list[Proposal]:
    shown = plans.page(desk, name).proposals
    return [one for one in shown if (one.guest.email, one.host.email) == (there.host.email, there.guest.email)]


@thorough_only
def test_what_is_owed_waits_until_nobody_pauses(desk: Desk, make_desk: MakeDesk) -> None:
    later, there = first_pair_without_the_way_back(desk, make_desk)
    another(later, "Again", 7)
    until = START + timedelta(weeks=9, days=4)
    programs.enrol(later, "Again", [there.host.email], EnrolmentState.PAUSED, until)
    plans.plan(later, "Again")
    (back,) = owed_in(later, "Again", there)
    assert back.days.first > until
    publishing.publish(later, "Again")


@thorough_only
def test_a_draft_that_was_never_published_returns_no_visit(desk: Desk, make_desk: MakeDesk) -> None:
    later, there = first_pair_without_the_way_back(desk, make_desk)
    another(later, "Never published", 6)
    plans.plan(later, "Never published", start=START + timedelta(weeks=6))
    another(later, "Again", 13)
    then = make_desk(START + timedelta(weeks=12))
    plans.plan(then, "Again")
    publishing.publish(then, "Again")
    (back,) = owed_in(then, "Again", there)
    other = next(one for one in plans.page(then, "Again").proposals if one.guest.email != there.host.email)
    drafts.cancel(then, other.id)
    assert owed_in(then, "Again", there) == [back]
