"""A coffee on another day of its round."""

from datetime import timedelta
from pathlib import Path

import pytest

from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.services.desk import Desk
from ridealong.services.groups import gatherings
from ridealong.services.groups.change_groups import cancel_group
from ridealong.services.groups.group_days import move_day
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.invites import outbox
from ridealong.services.invites.export_invites import export
from ridealong.services.journal import undo
from ridealong.services.people import absences
from services.conftest import START
from services.group_company import COFFEE, FIRST, SECOND, later, of_round, planned, published
from services.group_company import sponsors_published as sponsored

__all__ = ["planned", "published"]

THURSDAY = FIRST + timedelta(days=1)


def test_a_coffee_moves_to_another_day_and_everybody_gets_an_update(published: Desk, tmp_path: Path) -> None:
    export(published, tmp_path / "out")
    one = of_round(published, 0)[0]
    done = move_day(published, one.id, THURSDAY, seen=[one.seen])
    assert (done.before, done.group.days, done.group.at) == (FIRST, Days(THURSDAY, THURSDAY), one.at)
    (row,) = outbox.rows(published)
    assert (row.uid, row.update, row.start, len(row.to)) == (one.uid, True, THURSDAY, len(one.people))
    assert {each.days.first for each in of_round(published, 0)} == {FIRST, THURSDAY}
    undo.undo(published)
    assert outbox.rows(published) == ()


def test_it_can_move_to_the_second_week_of_its_round_and_back(published: Desk) -> None:
    number = of_round(published, 0)[0].id
    last = START + timedelta(days=11)
    assert move_day(published, number, last).group.days.first == last
    assert move_day(published, number, FIRST).group.days.first == FIRST
    with published.reading() as connection:
        row = gatherings.stored_group(connection, number).row
    assert (row["first_day"], row["last_day"]) == (START, START + timedelta(days=11))


def test_a_draft_that_was_moved_is_pinned_and_stays_where_it_is(planned: Desk) -> None:
    number = of_round(planned, 1)[0].id
    moved = move_day(planned, number, SECOND + timedelta(days=1)).group
    assert moved.pinned
    plan_groups(planned, COFFEE, seed=7)
    assert gatherings.show(planned, number).days.first == SECOND + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "error", "said"),
    [
        (FIRST, Refused, "meets on 2027-01-13 already"),
        (START + timedelta(days=5), InvalidValue, "is no working day"),
        (SECOND, InvalidValue, "is outside of round 1, which is 2027-01-11 to 2027-01-22"),
        (START - timedelta(days=30), InvalidValue, "is over"),
    ],
)
def test_a_day_on_which_it_cannot_be_is_refused(
    published: Desk, day: object, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        move_day(published, of_round(published, 0)[0].id, day)  # type: ignore[arg-type]  # a day, as parameters come


def test_whoever_is_away_then_is_named_without_the_reason(published: Desk) -> None:
    one = of_round(published, 0)[0]
    absences.add_absences(published, [one.people[0].email], Days(THURSDAY, THURSDAY), "private matter")
    with pytest.raises(Refused, match=f"{one.people[0].name} is off on {THURSDAY}") as refused:
        move_day(published, one.id, THURSDAY)
    assert "private" not in str(refused.value)


def test_what_is_over_was_called_off_or_has_no_day_of_its_own_is_not_moved(published: Desk) -> None:
    first, second = of_round(published, 0)[:2]
    with pytest.raises(Refused, match="is over"):
        move_day(later(published, THURSDAY), first.id, FIRST + timedelta(days=2))
    cancel_group(published, second.id)
    with pytest.raises(Refused, match="was called off"):
        move_day(published, second.id, THURSDAY)
    with pytest.raises(NotFound):
        move_day(published, 99, THURSDAY)


def test_of_the_sponsors_meeting_single_days_are_left_out(desk: Desk) -> None:
    sponsored(desk)
    with pytest.raises(Refused, match="is the meeting of the sponsors"):
        move_day(desk, 1, THURSDAY)
