"""Somebody put into a slot of a composite team in place of whoever is drafted for it."""

from datetime import timedelta

import pytest

from ridealong.domain.composite_teams import DemandKind
from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.services.desk import Desk
from ridealong.services.journal import undo
from ridealong.services.people import absences
from ridealong.services.teams import demands, teams
from ridealong.services.teams.replacing import replace_draft
from services.conftest import START
from services.teams.inside import embeds_in
from services.teams.made import EMBEDS, ENGINEER, LOYALTY, PLANNER, composite, embed, team, weeks
from thorough import thorough_only

ANA, BEN, CHO, MIA = (f"{name}@x.example" for name in ("ana", "ben", "cho", "mia"))


@pytest.fixture
def drafted(small: Desk) -> Desk:
    """Ana is drafted as the engineer for two weeks, and pinned; Mia as the planner."""
    composite(small)
    found = team(small, state=State.PROPOSED)
    embed(small, found, ENGINEER, ANA, weeks(0, 1), State.PROPOSED)
    embed(small, found, PLANNER, MIA, state=State.PROPOSED)
    demands.ask(small, EMBEDS, LOYALTY, DemandKind.PIN, email=ANA, slot=ENGINEER)
    return small


def pinned(desk: Desk) -> list[tuple[str, int | None]]:
    return [(one.email, one.slot) for one in teams.show(desk, EMBEDS, LOYALTY).team.demands]


def test_who_is_put_in_has_the_days_of_the_draft_and_its_pin(drafted: Desk) -> None:
    filled = replace_draft(drafted, EMBEDS, LOYALTY, ENGINEER, BEN)
    assert (filled.who.email, filled.days, filled.published) == (BEN, weeks(0, 1), False)
    assert [one.email for one in embeds_in(drafted) if one.slot == ENGINEER] == [BEN]
    assert pinned(drafted) == [(BEN, ENGINEER)]


def test_both_come_back_with_one_undo(drafted: Desk) -> None:
    replace_draft(drafted, EMBEDS, LOYALTY, ENGINEER, BEN)
    undo.undo(drafted)
    assert [one.email for one in embeds_in(drafted) if one.slot == ENGINEER] == [ANA]
    assert pinned(drafted) == [(ANA, ENGINEER)]


def test_who_is_drafted_for_it_already_is_refused(drafted: Desk) -> None:
    with pytest.raises(Refused, match="already"):
        replace_draft(drafted, EMBEDS, LOYALTY, ENGINEER, ANA)


@thorough_only
def test_a_rule_keeps_somebody_out_and_the_draft_stays(drafted: Desk) -> None:
    absences.add_absences(drafted, [BEN], Days(START, START + timedelta(weeks=4)), "leave")
    with pytest.raises(Refused, match="Ben"):
        replace_draft(drafted, EMBEDS, LOYALTY, ENGINEER, BEN)
    assert [one.email for one in embeds_in(drafted) if one.slot == ENGINEER] == [ANA]


def test_where_nobody_is_drafted_nobody_gives_way(drafted: Desk) -> None:
    replace_draft(drafted, EMBEDS, LOYALTY, ENGINEER, BEN)
    with pytest.raises(Refused, match="Nobody is drafted for slot 3"):
        replace_draft(drafted, EMBEDS, LOYALTY, 3, CHO)
