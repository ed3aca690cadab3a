"""Days in the life over several rounds: what was planned can be published, whatever became of the visits before."""

from datetime import timedelta

from conftest import MakeDesk
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services import history, plans, programs, publishing
from ridealong.services.desk import Desk
from ridealong.services.plan_views import Proposal
from ridealong.services.programs import NewProgram
from services.conftest import START, employ, it, marketing

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
    drafts = legs(later, State.PROPOSED)
    assert first.host.email not in {one.host.email for one in drafts if one.guest.email == first.guest.email}
    assert publishing.publish(later, DAYS).pairings == len(drafts)


def test_three_who_go_together_can_be_published_in_a_later_round(desk: Desk, make_desk: MakeDesk) -> None:
    days_in_the_life(desk, 16, 5, rounds=2)
    plans.plan(desk, DAYS)
    publishing.publish(desk, DAYS)
    later = make_desk(START + timedelta(weeks=2))
    plans.plan(later, DAYS)
    drafts = legs(later, State.PROPOSED)
    assert publishing.publish(later, DAYS).pairings == len(drafts)
