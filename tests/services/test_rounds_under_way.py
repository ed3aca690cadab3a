"""A round of a rotation lasts for weeks: visits still to come in one that has begun can be given to somebody else."""

from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import State
from ridealong.domain.replies import Answer
from ridealong.services.attention import attention
from ridealong.services.attention.attention_items import Item, Kind
from ridealong.services.changes import drafts, placing, takeovers
from ridealong.services.desk import Desk
from ridealong.services.explain import candidates
from ridealong.services.invites import export_invites
from ridealong.services.outcomes import history
from ridealong.services.plans import plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.repairs import repairs
from ridealong.services.replies import answers, typed_answers
from services.conftest import day, week
from services.rotations import DAYS, on_days, pair, published
from thorough import thorough_only

ANA, BEN, MIA, NOA, OTO = (f"{name}@x.example" for name in ("ana", "ben", "mia", "noa", "oto"))


@pytest.fixture
def under_way(desk: Desk, make_desk: MakeDesk, tmp_path: Path) -> Desk:
    """It is the second week: Ben and Noa have met, Ana is to visit Mia in the third, and Oto has nobody."""
    published(desk, ("Ana", "Mia"), ("Ben", "Noa"), others=("Oto",))
    on_days(desk, "Ben", day(1), day(8))
    on_days(desk, "Ana", day(15), day(29))
    export_invites.export(desk, tmp_path / "first")
    later = make_desk(week(1).last)
    history.mark_all(later, [one.id for one in pair(later, "Ben")], State.HELD)
    return later


def decline(desk: Desk, one: Proposal, email: str) -> None:
    """Somebody declines a visit."""
    (row,) = [
        row
        for row in answers.rows(desk)
        if row.pairing == one.id and row.kind is MeetingKind.VISIT and row.email == email
    ]
    typed_answers.record(desk, row.uid, email, Answer.DECLINED)


def named(desk: Desk) -> list[Item]:
    """What Today says of answers."""
    return list(attention.everything(desk, kinds=[Kind.DECLINED, Kind.ANSWERS]))


@thorough_only
def test_those_who_are_free_for_the_rest_of_the_round_are_candidates_for_a_visit_to_come(under_way: Desk) -> None:
    there, _back = pair(under_way, "Ana")
    decline(under_way, there, MIA)
    (item,) = named(under_way)
    assert (item.who, item.round) == (ANA, 0)
    ranking = candidates.rank(under_way, ANA, DAYS, 0)
    assert {one.email: one.points is not None for one in ranking.candidates} == {MIA: False, NOA: False, OTO: True}
    placed = placing.place(under_way, ANA, DAYS, 0, OTO)
    there, back = pair(under_way, "Ana")
    assert (there.host.email, placed.published, placed.days) == (OTO, True, there.days)
    assert week(1).last < there.days.first < back.days.first <= week(5).last
    assert named(under_way) == []


@thorough_only
def test_somebody_else_takes_a_visit_over_that_is_still_to_come(under_way: Desk) -> None:
    there, back = pair(under_way, "Ana")
    found = takeovers.take_over(under_way, there.id, OTO)
    assert (found.host.email, found.went.email) == (OTO, MIA)
    now, returned = pair(under_way, "Ana")
    assert (now.days, returned.host.email, returned.guest.email) == (found.days, ANA, OTO)
    assert {MIA, OTO, ANA} <= {one.person.email for one in found.told}
    assert back.id != returned.id


@thorough_only
def test_whoever_has_had_a_visit_in_the_round_takes_none_over(under_way: Desk) -> None:
    there, _back = pair(under_way, "Ana")
    with pytest.raises(Refused, match="Noa"):
        takeovers.take_over(under_way, there.id, NOA)


def test_a_visit_that_has_taken_place_is_given_to_nobody(under_way: Desk) -> None:
    there, _back = pair(under_way, "Ben")
    with pytest.raises(Refused):
        takeovers.take_over(under_way, there.id, OTO)
    with pytest.raises(Refused, match="has begun"):
        candidates.rank(under_way, BEN, DAYS, 0)


def test_a_repair_finds_another_day_and_today_says_no_more_of_the_decline(under_way: Desk) -> None:
    there, _back = pair(under_way, "Ana")
    decline(under_way, there, MIA)
    repairs.repair(under_way, DAYS)
    moved, _back = pair(under_way, "Ana")
    assert (moved.host.email, moved.days != there.days) == (MIA, True)
    assert named(under_way) == []


@thorough_only
def test_for_a_visit_back_that_was_declined_today_advises_a_repair(under_way: Desk) -> None:
    _there, back = pair(under_way, "Ana")
    decline(under_way, back, ANA)
    (item,) = named(under_way)
    assert (item.who, item.remedy) == ("", f'ridealong repair "{DAYS}"')
    repairs.repair(under_way, DAYS)
    assert named(under_way) == []
    assert pair(under_way, "Ana")[1].days != back.days


@thorough_only
def test_a_visit_of_last_week_closes_the_round_to_both_and_cancelling_another_changes_nothing_of_it(
    under_way: Desk,
) -> None:
    there, _back = pair(under_way, "Ana")
    drafts.cancel(under_way, there.id)
    assert [one.state for one in pair(under_way, "Ben")] == [State.HELD, State.HELD]


def test_who_has_a_published_visit_in_a_round_is_not_told_as_open_in_it(desk: Desk) -> None:
    published(desk, ("Ada", "Mia"), others=("Max",), visits_per_guest=3)
    plans.plan(desk, DAYS)
    assert plans.page(desk, DAYS).open == ()
