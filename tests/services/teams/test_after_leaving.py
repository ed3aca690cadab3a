"""Who has left a team keeps nobody out of it, is not drafted into the same slot again, and what helps a hand-over."""

import contextlib
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ridealong.domain.composite_teams import NO_REASON, DemandKind
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.planning.teams.candidates import Openness
from ridealong.services.desk import Desk
from ridealong.services.people import people
from ridealong.services.programs import programs
from ridealong.services.teams import demands, explaining, filling, forming, leaving, marking, publishing, teams
from services.conftest import START, employ, it, marketing
from services.teams.inside import embeds_in
from services.teams.made import ANALYST, EMBEDS, ENGINEER, LOYALTY, PLANNER, SLOTS, composite, embed, on, team, weeks
from thorough import few

ANOUK, BEN, FREYA, MIA = (f"{name}@x.example" for name in ("anouk", "ben", "freya", "mia"))
FRIDAY = START + timedelta(weeks=3, days=4)
"""The last day of Freya."""
LATER = {"before": 23, "the weekend after": 26, "the Monday after": 28, "weeks after": 37}


@pytest.fixture
def runs(desk: Desk) -> Desk:
    """A team of eight weeks with Freya, Ben and Mia; Anouk reports to Freya, and is the only other one of IT."""
    employ(desk, it("Freya"), it("Anouk", "Search", manager=FREYA), it("Ben", "Data"), marketing("Mia"))
    composite(desk, cover_percent=100)
    made = team(desk)
    for slot, who in ((ENGINEER, BEN), (PLANNER, MIA), (ANALYST, FREYA)):
        embed(desk, made, slot, who)
    return desk


def leave(desk: Desk, who: str = FREYA, last: date = FRIDAY, **more: object) -> leaving.Left:
    return leaving.leave(desk, EMBEDS, LOYALTY, who, on=last, **more)  # type: ignore[arg-type]  # what there is to say, by name


def drafts(desk: Desk) -> list[tuple[str, int]]:
    return [(one.name, one.slot) for one in embeds_in(desk) if one.state is State.PROPOSED]


@pytest.mark.parametrize("when", LATER)
def test_a_successor_who_reports_to_whoever_left_is_drafted_and_published(runs: Desk, when: str) -> None:
    leave(runs)
    later = on(runs, LATER[when])
    forming.form(later, EMBEDS)
    assert drafts(later) == [("Anouk", ANALYST)]
    assert publishing.publish(later, EMBEDS).embeds == 1
    slot = teams.show(later, EMBEDS, LOYALTY).slots[ANALYST - 1]
    assert [one.troubles for one in slot.embeds] == [(), ()]


@pytest.mark.parametrize("when", LATER)
def test_who_is_a_free_candidate_after_whoever_left_can_be_put_in_by_hand(runs: Desk, when: str) -> None:
    leave(runs)
    later = on(runs, LATER[when])
    free = [one for one in explaining.candidates_for(later, EMBEDS, LOYALTY, ANALYST) if one.openness is Openness.FREE]
    assert [one.name for one in free] == ["Anouk"]
    assert filling.back_fill(later, EMBEDS, LOYALTY, ANALYST, ANOUK).published


def test_who_leads_somebody_keeps_them_out_of_the_weeks_in_which_both_would_be_there(runs: Desk) -> None:
    with pytest.raises(Refused, match="Anouk is kept apart from Freya"):
        leave(runs, instead=ANOUK)
    leave(runs, who=BEN)
    forming.form(runs, EMBEDS)
    assert drafts(runs) == []
    with pytest.raises(Refused, match="Anouk is kept apart from Freya"):
        filling.back_fill(runs, EMBEDS, LOYALTY, ENGINEER, ANOUK)


def test_who_is_in_a_team_together_by_now_and_kept_apart_is_told_until_one_has_left(runs: Desk) -> None:
    people.edit(runs, BEN, {"manager": FREYA})
    leave(runs)

    def told(desk: Desk) -> list[str]:
        slots = teams.show(desk, EMBEDS, LOYALTY).slots
        return [words for slot in slots for one in slot.embeds for words in one.troubles]

    assert told(on(runs, 22)) == ["Ben and Freya cannot be in one team", "Freya and Ben cannot be in one team"]
    assert told(on(runs, 28)) == []


def test_a_side_that_left_this_week_makes_no_team_with_those_who_are_drafted(runs: Desk) -> None:
    people.edit(runs, ANOUK, {"manager": ""})
    leave(runs)
    leave(runs, who=MIA, last=START + timedelta(weeks=3, days=2))
    thursday = on(runs, 24)
    with contextlib.suppress(Refused):
        forming.form(thursday, EMBEDS)
    assert drafts(thursday) == []


def test_who_shares_no_hours_with_whoever_left_alone_is_drafted_and_published(runs: Desk) -> None:
    people.edit(runs, ANOUK, {"manager": ""})
    people.edit(runs, FREYA, {"hours": "00:00-04:00"})
    leave(runs)
    forming.form(runs, EMBEDS)
    assert drafts(runs) == [("Anouk", ANALYST)]
    assert publishing.publish(runs, EMBEDS).embeds == 1


@pytest.mark.parametrize("when", LATER)
@pytest.mark.parametrize("why", few(["", "a private matter"], 1))
def test_who_left_a_slot_is_not_drafted_into_it_again(runs: Desk, when: str, why: str) -> None:
    people.edit(runs, ANOUK, {"last_day": FRIDAY})
    leave(runs, why=why)
    later = on(runs, LATER[when])
    formed = forming.form(later, EMBEDS)
    assert drafts(later) == []
    tense = "left" if later.clock.today() > FRIDAY else "will leave"
    assert [f"Freya {tense} it on 2027-02-05" in slot.why_open for _team, slot in formed.open] == [True]
    (freya,) = [one for one in embeds_in(later) if one.email == FREYA]
    assert freya.reason == (why or NO_REASON)


def test_how_it_went_does_not_make_anybody_come_back_who_left(runs: Desk) -> None:
    people.edit(runs, ANOUK, {"last_day": FRIDAY})
    leave(runs, why="a private matter")
    later = on(runs, LATER["weeks after"])
    marking.mark(later, EMBEDS, LOYALTY, State.HELD, [FREYA])
    forming.form(later, EMBEDS)
    assert drafts(later) == []
    (freya,) = [one for one in embeds_in(later) if one.email == FREYA]
    assert (freya.state, freya.reason) == (State.HELD, "a private matter")


def test_who_was_to_come_and_never_begins_is_not_drafted_into_the_slot_again(runs: Desk) -> None:
    leave(runs, last=START - timedelta(days=3))
    people.edit(runs, ANOUK, {"last_day": FRIDAY})
    forming.form(runs, EMBEDS)
    assert drafts(runs) == []


def test_who_left_a_slot_comes_back_by_a_pin(runs: Desk) -> None:
    leave(runs)
    demands.ask(runs, EMBEDS, LOYALTY, DemandKind.PIN, email=FREYA, slot=ANALYST)
    later = on(runs, 28)
    forming.form(later, EMBEDS)
    assert drafts(later) == [("Freya", ANALYST)]
    demands.withdraw(later, EMBEDS, LOYALTY, FREYA, ANALYST)
    forming.form(later, EMBEDS)
    assert drafts(later) == [("Anouk", ANALYST)]


def test_who_left_a_slot_is_put_into_it_by_hand(runs: Desk) -> None:
    leave(runs)
    assert filling.back_fill(on(runs, 28), EMBEDS, LOYALTY, ANALYST, FREYA).published


def test_a_pin_from_before_puts_nobody_back_who_left(runs: Desk) -> None:
    demands.ask(runs, EMBEDS, LOYALTY, DemandKind.PIN, email=FREYA, slot=ANALYST)
    leave(runs)
    assert teams.show(runs, EMBEDS, LOYALTY).team.demands == ()
    later = on(runs, 28)
    forming.form(later, EMBEDS)
    assert drafts(later) == [("Anouk", ANALYST)]


def test_who_left_one_slot_can_be_drafted_into_another(runs: Desk) -> None:
    leave(runs)
    leave(runs, who=BEN)
    people.edit(runs, ANOUK, {"last_day": FRIDAY})
    later = on(runs, 28)
    forming.form(later, EMBEDS)
    assert sorted(drafts(later)) == [("Ben", ANALYST), ("Freya", ENGINEER)]


def test_who_was_in_a_stretch_between_two_others_is_drafted_into_the_next_one(desk: Desk) -> None:
    employ(desk, it("Freya"), it("Ben", "Data"), marketing("Mia"))
    composite(desk, cover_percent=100)
    made = team(desk, slots=SLOTS[:2], tasks=())
    embed(desk, made, PLANNER, MIA)
    embed(desk, made, ENGINEER, FREYA, weeks(0, 2))
    later = on(desk, 21)
    people.edit(later, BEN, {"last_day": FRIDAY})
    forming.form(later, EMBEDS)
    assert drafts(later) == [("Freya", ENGINEER)]


def test_where_the_weeks_of_handing_over_alone_are_in_the_way_fewer_are_offered(runs: Desk) -> None:
    with pytest.raises(Refused) as refused:
        leave(runs, instead=ANOUK)
    assert refused.value.remedy == "Name somebody else, or let them hand over for fewer weeks"
    assert refused.value.typed.endswith("or let them hand over for fewer weeks: --hand-over N")
    assert leave(runs, instead=ANOUK, hand_over_weeks=0).successor is not None


def test_where_more_than_the_weeks_of_handing_over_is_in_the_way_only_another_one_helps(runs: Desk) -> None:
    people.edit(runs, ANOUK, {"last_day": weeks(0, 6).last})
    with pytest.raises(Refused, match="Anouk leaves on") as refused:
        leave(runs, instead=ANOUK)
    assert refused.value.remedy == "Name somebody else"


def test_where_nobody_may_follow_the_last_one_of_a_side_other_teams_are_formed_all_the_same(runs: Desk) -> None:
    employ(runs, marketing("Noa", "CRM", manager=BEN))
    programs.enrol(runs, EMBEDS, ["noa@x.example"])
    leave(runs, who=MIA)
    team(
        runs,
        "Web shop",
        days=weeks(5, 7),
        slots=(replace(SLOTS[2], number=1), SLOTS[1]),
        tasks=(),
        state=State.PROPOSED,
    )
    later = on(runs, 28)
    forming.form(later, EMBEDS)
    assert drafts(later) == []
    assert len(embeds_in(later, "Web shop")) == 2


def test_who_is_kept_apart_from_whoever_leaves_is_no_free_candidate_while_one_hands_over(runs: Desk) -> None:
    (anouk,) = [
        one for one in explaining.candidates_for(runs, EMBEDS, LOYALTY, ANALYST, on=FRIDAY) if one.name == "Anouk"
    ]
    assert anouk.openness is Openness.IN_THE_WAY
    assert "Anouk is kept apart from whoever hands over to them" in anouk.reasons


def test_a_team_that_nobody_can_join_is_not_said_to_be_full(runs: Desk) -> None:
    leave(runs)
    leave(runs, BEN)
    for gone in (ANOUK, BEN, FREYA):
        people.edit(runs, gone, {"last_day": FRIDAY})
    with pytest.raises(
        forming.NobodyCanJoin, match="One side has left 'Loyalty app', and nobody of it can take a slot"
    ):
        forming.form(on(runs, LATER["weeks after"]), EMBEDS)
