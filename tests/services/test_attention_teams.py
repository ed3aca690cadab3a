"""Composite teams on Today: drafts, open slots, who cannot go on, hand-overs, who goes back, what is over, tasks."""

from datetime import timedelta

import pytest

from ridealong.domain.composite_teams import Part, Task
from ridealong.domain.days import Days
from ridealong.domain.pairings import State
from ridealong.services.attention import attention
from ridealong.services.attention.attention_items import Item
from ridealong.services.attention.attention_items import Kind as Thing
from ridealong.services.attention.attention_plans import Step
from ridealong.services.desk import Desk
from ridealong.services.people import absences
from services.conftest import START, employ, it, marketing, week
from services.teams.made import (
    ANALYST,
    EMBEDS,
    ENGINEER,
    LOYALTY,
    PLANNER,
    composite,
    embed,
    lasts,
    on,
    team,
    weeks,
)

IN_TEAMS = (Thing.EMBEDS, Thing.SLOTS, Thing.ENDING, Thing.TEAMS_OVER, Thing.CLASHES, Thing.TASKS, Thing.HAND_OVERS)


def things(desk: Desk, *kinds: Thing) -> list[Item]:
    return list(attention.everything(desk, kinds=kinds or IN_TEAMS))


@pytest.fixture
def embeds(desk: Desk) -> Desk:
    """A composite program of three of each side."""
    employ(desk, it("Ana"), it("Ben", "Data"), it("Cho", "Data"), marketing("Mia"), marketing("Oto"), marketing("Noa"))
    composite(desk)
    return desk


def full(desk: Desk, state: State = State.PUBLISHED) -> None:
    """A team of eight weeks with Ana, Mia and Ben in its slots."""
    made = team(desk, state=state, tasks=())
    for slot, who in ((ENGINEER, "ana"), (PLANNER, "mia"), (ANALYST, "ben")):
        embed(desk, made, slot, f"{who}@x.example", state=state)


def test_a_team_that_goes_well_needs_nothing(embeds: Desk) -> None:
    full(embeds)
    assert things(on(embeds, 7)) == []


def test_drafts_of_a_team_that_begins_soon_are_to_be_published_and_late_ones_formed_again(embeds: Desk) -> None:
    full(embeds, State.PROPOSED)
    (due,) = things(embeds, Thing.DRAFTS)
    assert (due.text, due.number, due.detail) == (f"{EMBEDS}: 3 drafts are not published", 3, LOYALTY)
    assert (due.remedy, due.days, due.teams) == (f'ridealong publish "{EMBEDS}"', weeks(0, 7), True)
    assert things(on(embeds, -60), Thing.DRAFTS) == []
    (late,) = things(on(embeds, 1), Thing.SPOILED)
    assert late.text == f"{EMBEDS}: 3 drafts were not published before they began"
    assert late.remedy == f'ridealong teams form "{EMBEDS}"'
    assert things(on(embeds, 1), Thing.DRAFTS) == []


def test_a_slot_of_a_published_team_that_is_open_now_or_soon_is_told(embeds: Desk) -> None:
    made = team(embeds, tasks=())
    embed(embeds, made, ENGINEER, "ana@x.example", weeks(0, 3))
    embed(embeds, made, PLANNER, "mia@x.example")
    embed(embeds, made, ANALYST, "ben@x.example")
    assert things(on(embeds, -3), Thing.SLOTS) == []
    (found,) = things(on(embeds, 7), Thing.SLOTS)
    assert found.text == f"Nobody follows Ana in slot 1 (Data engineer): {LOYALTY}"
    assert found.detail == f"Ana is there until {weeks(0, 3).last}"
    assert found.days == weeks(4, 7)
    assert found.remedy == f'ridealong teams form "{EMBEDS}" --team "{LOYALTY}" --fill'
    embed(embeds, made, ENGINEER, "cho@x.example", weeks(4, 7), State.PROPOSED)
    assert things(on(embeds, 7), Thing.SLOTS) == []


def test_a_slot_that_nobody_ever_took_is_told_from_the_next_monday_on(embeds: Desk) -> None:
    team(embeds, tasks=())
    found = things(on(embeds, 2), Thing.SLOTS)
    assert [one.text.partition(":")[0] for one in found] == [
        "Nobody is in slot 1 (Data engineer)",
        "Nobody is in slot 2 (Campaign planner)",
        "Nobody is in slot 3 (Analyst)",
    ]
    assert {one.days for one in found} == {weeks(1, 7)}
    assert len({one.key for one in found}) == 3


def test_who_is_away_for_too_many_weeks_cannot_go_on_and_the_reason_is_private(embeds: Desk) -> None:
    full(embeds)
    absences.add_absences(embeds, ["ana@x.example"], week(1, 2), "xyzzy surgery")
    assert things(embeds, Thing.EMBEDS) == []
    absences.add_absences(embeds, ["ana@x.example"], week(4, 2), "xyzzy surgery")
    (found,) = things(embeds, Thing.EMBEDS)
    assert found.text == f"Ana is away for 4 of 8 weeks: {LOYALTY}"
    assert found.people == ("ana@x.example",)
    assert found.remedy == (
        f'ridealong teams change "{EMBEDS}" "{LOYALTY}" --leave ana@x.example --on DAY --instead EMAIL'
    )
    assert "xyzzy" not in repr(attention.everything(embeds))


def test_a_draft_that_cannot_take_place_is_formed_again(embeds: Desk) -> None:
    full(embeds, State.PROPOSED)
    absences.add_absences(embeds, ["ana@x.example"], week(1, 5))
    (found,) = things(embeds, Thing.EMBEDS)
    assert (found.detail, found.remedy) == (
        "a draft",
        f'ridealong teams form "{EMBEDS}" --team "{LOYALTY}"',
    )


def test_a_hand_over_is_told_from_when_it_is_near_until_it_is_done(embeds: Desk) -> None:
    made = team(embeds, tasks=())
    old = embed(embeds, made, ENGINEER, "ana@x.example", weeks(0, 4))
    embed(embeds, made, ENGINEER, "cho@x.example", weeks(4, 7), after=old)
    embed(embeds, made, PLANNER, "mia@x.example")
    embed(embeds, made, ANALYST, "ben@x.example")
    assert things(on(embeds, -7), Thing.HAND_OVERS) == []
    (found,) = things(on(embeds, 7), Thing.HAND_OVERS)
    assert (found.text, found.days) == (f"Ana hands over to Cho: {LOYALTY}", weeks(4, 4))
    assert (found.detail, found.remedy) == (
        "slot 1 (Data engineer)",
        f'ridealong teams show "{EMBEDS}" "{LOYALTY}"',
    )
    assert not found.kind.needs_attention
    (now,) = things(on(embeds, 29), Thing.HAND_OVERS)
    assert now.detail == "slot 1 (Data engineer), under way"
    assert things(on(embeds, 33), Thing.HAND_OVERS, Thing.SLOTS, Thing.ENDING) == []


def test_who_goes_back_to_the_home_team_is_told_two_weeks_before(embeds: Desk) -> None:
    full(embeds)
    last = weeks(0, 7).last
    assert things(on(embeds, 7 * 5), Thing.ENDING) == []
    (found,) = things(on(embeds, 7 * 6), Thing.ENDING)
    assert found.text == f"Ana, Mia and Ben go back to their home teams: {LOYALTY}"
    assert (found.days, found.number, found.detail) == (Days(last, last), 3, "the team ends")
    assert found.remedy == f'ridealong teams change "{EMBEDS}" "{LOYALTY}" --until DAY'


def test_who_goes_on_in_another_team_does_not_go_back(embeds: Desk) -> None:
    full(embeds)
    other = team(embeds, "Media", days=weeks(8, 11), tasks=())
    for slot, who in ((ENGINEER, "ana"), (PLANNER, "mia")):
        embed(embeds, other, slot, f"{who}@x.example")
    (found,) = things(on(embeds, 7 * 6), Thing.ENDING)
    assert found.text == f"Ben goes back to Data: {LOYALTY}"


def test_what_is_over_stays_until_somebody_says_how_it_went(embeds: Desk) -> None:
    made = team(embeds, tasks=())
    first = embed(embeds, made, ENGINEER, "ana@x.example", weeks(0, 3))
    embed(embeds, made, PLANNER, "mia@x.example")
    (early,) = things(on(embeds, 7 * 5), Thing.TEAMS_OVER)
    assert early.text == f"{LOYALTY}, which goes on: Ana"
    assert early.remedy == f'ridealong teams mark "{EMBEDS}" "{LOYALTY}" held ana@x.example'
    (found,) = things(on(embeds, 7 * 9), Thing.TEAMS_OVER)
    assert (found.text, found.detail, found.number) == (f"{LOYALTY}: Ana and Mia", "2 embeds", 2)
    assert found.remedy == f'ridealong teams mark "{EMBEDS}" "{LOYALTY}" held'
    lasts(embeds, first, first.days, State.HELD)
    (rest,) = things(on(embeds, 7 * 9), Thing.TEAMS_OVER)
    assert rest.text == f"{LOYALTY}: Mia"


def test_a_task_of_a_running_team_has_one_who_answers_for_it(embeds: Desk) -> None:
    tasks = (
        Task(name="Good", parts=((ENGINEER, Part.ACCOUNTABLE), (PLANNER, Part.RESPONSIBLE))),
        Task(name="Nobody", parts=((PLANNER, Part.RESPONSIBLE),)),
        Task(name="Two", parts=((ENGINEER, Part.ACCOUNTABLE), (PLANNER, Part.ACCOUNTABLE))),
    )
    team(embeds, tasks=tasks)
    assert things(embeds, Thing.TASKS) == []
    (found,) = things(on(embeds, 0), Thing.TASKS)
    assert found.text == f"2 tasks for which not exactly one answers: {LOYALTY}"
    assert found.detail.startswith("Nobody: nobody is accountable; Two: 2 are accountable, not one")
    assert found.remedy == f'ridealong teams change "{EMBEDS}" "{LOYALTY}" --task "Nobody: A=SLOT"'


def test_what_comes_next_of_teams_is_said(embeds: Desk) -> None:
    def step() -> object:
        found = attention.first(embeds).next
        assert (found.program, found.teams) == (EMBEDS, True)
        return found.step, found.day

    assert step() == (Step.TEAMS, None)
    made = team(embeds, state=State.PROPOSED)
    assert step() == (Step.PLAN, START)
    one = embed(embeds, made, ENGINEER, "ana@x.example", state=State.PROPOSED)
    assert step() == (Step.PUBLISH, START)
    lasts(embeds, one, one.days)
    assert step() == (Step.WAIT, START)
    assert attention.first(on(embeds, timedelta(days=1).days)).next.step is Step.PLAN
