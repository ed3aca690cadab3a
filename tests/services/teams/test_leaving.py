"""Somebody leaves a composite team that runs: who comes, when both are there, and what nobody takes any more."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from conftest import CONFIG
from ridealong.domain.composite_teams import CompositeTeam, DemandKind, Embed, Slot
from ridealong.domain.consent import Word
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.meetings import Method
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import EnrolmentState
from ridealong.services.databases import check
from ridealong.services.desk import Desk, open_desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.people import absences, limits, people
from ridealong.services.programs import consents
from ridealong.services.programs.enrolments import Consent
from ridealong.services.teams import demands, drafting, explaining, filling, leaving, teams
from ridealong.services.teams.leaving import Left
from services.conftest import START
from services.teams.inside import embeds_in
from services.teams.made import (
    ANALYST,
    EMBEDS,
    ENGINEER,
    LOYALTY,
    PLANNER,
    SLOTS,
    composite,
    embed,
    on,
    team,
    weeks,
)
from thorough import thorough_only

ANA, BEN, CHO, MIA, NOA = (f"{name}@x.example" for name in ("ana", "ben", "cho", "mia", "noa"))
FRIDAY = START + timedelta(weeks=3, days=4)
"""The Friday of the fourth of the eight weeks of the team."""


@pytest.fixture
def runs(small: Desk) -> Desk:
    """Ana is the engineer and Mia the planner of a team of eight weeks; nobody is the analyst."""
    composite(small)
    found = team(small)
    embed(small, found, ENGINEER, ANA)
    embed(small, found, PLANNER, MIA)
    return small


def leave(desk: Desk, email: str = ANA, last: date = FRIDAY, **more: object) -> Left:
    return leaving.leave(desk, EMBEDS, LOYALTY, email, on=last, **more)  # type: ignore[arg-type]  # what there is to say, by name


def the_team(desk: Desk) -> CompositeTeam:
    return teams.show(desk, EMBEDS, LOYALTY).team


def those_of(desk: Desk, email: str) -> list[Embed]:
    return [one for one in embeds_in(desk) if one.email == email]


def only(desk: Desk, email: str) -> Embed:
    (found,) = those_of(desk, email)
    return found


def test_who_leaves_is_there_until_the_day_and_their_slot_is_open_after_it(runs: Desk) -> None:
    left = leave(runs, why="a private matter")
    ana = only(runs, ANA)
    assert (ana.state, ana.days, ana.reason) == (State.PUBLISHED, weeks(0, 3), "a private matter")
    assert left.open == weeks(4, 7)
    assert left.sentences[:3] == (
        "Ana leaves slot 1 (Data engineer) of 'Loyalty app' on 2027-02-05.",
        "Nobody is in it from 2027-02-08 to 2027-03-05.",
        "Ana is back with Platform on 2027-02-08: 40 % of the week comes free.",
    )
    assert "private" not in " ".join(left.sentences)


def test_who_comes_is_there_for_the_weeks_of_hand_over_before_the_other_leaves(runs: Desk) -> None:
    left = leave(runs, instead=BEN)
    ben = only(runs, BEN)
    assert (ben.days, ben.state, ben.share, ben.home_team) == (weeks(3, 7), State.PUBLISHED, 40, "Data")
    assert ben.after == only(runs, ANA).id
    assert (left.together, left.open) == (weeks(3, 3), None)


@pytest.mark.parametrize(("handed", "first"), [(0, weeks(4, 4)), (1, weeks(3, 3)), (3, weeks(1, 1)), (9, weeks(0, 0))])
def test_as_many_weeks_are_handed_over_as_is_said_and_not_from_before_the_first_day(
    runs: Desk, handed: int, first: Days
) -> None:
    assert leave(runs, instead=BEN, hand_over_weeks=handed).days == Days(first.first, weeks(4, 7).last)


def test_nobody_hands_over_for_longer_than_a_quarter(runs: Desk) -> None:
    with pytest.raises(InvalidValue, match="13 is not a number of weeks to hand over"):
        leave(runs, instead=BEN, hand_over_weeks=13)


def test_who_is_to_hand_over_in_a_week_that_has_begun_does_from_today_on(runs: Desk) -> None:
    wednesday = on(runs, 23)
    left = leave(wednesday, instead=BEN)
    assert (left.together, only(runs, BEN).days.first) == (
        Days(START + timedelta(days=23), FRIDAY),
        wednesday.clock.today(),
    )


def test_who_left_some_days_ago_has_ended_and_whoever_comes_comes_now(runs: Desk) -> None:
    later = on(runs, 28)
    left = leave(later, instead=BEN)
    assert (only(runs, ANA).state, only(runs, BEN).days) == (State.ENDED, weeks(4, 7))
    assert left.together is None


def test_who_never_begins_is_called_off_and_the_other_comes_from_the_first_day(runs: Desk) -> None:
    left = leave(runs, last=START - timedelta(days=1), instead=BEN)
    assert (only(runs, ANA).state, only(runs, ANA).days) == (State.CANCELLED, weeks(0, 7))
    assert (only(runs, BEN).days, only(runs, BEN).after) == (weeks(0, 7), None)
    assert (left.on, left.back, left.together) == (None, None, None)
    assert left.sentences[0] == "Ana is not in slot 1 (Data engineer) of 'Loyalty app'."


def test_everybody_is_told_and_nobody_of_a_reason(runs: Desk, tmp_path: object) -> None:
    export_invites.export(runs, str(tmp_path))  # type: ignore[arg-type]  # a folder by name
    left = leave(runs, instead=BEN, why="a private matter")
    told = {one.person.name: one for one in left.told}
    assert {name: one.sentences for name, one in told.items()} == {
        "Ana": ("The embed in slot 1 (Data engineer) of 'Loyalty app' ends on 2027-02-05, not on 2027-03-05.",),
        "Mia": ("Ana leaves 'Loyalty app' on 2027-02-05. Ben comes on 2027-02-01.",),
        "Ben": ("A new embed: slot 1 (Data engineer) of 'Loyalty app', 2027-02-01 to 2027-03-05.",),
    }
    assert told["Ana"].gets.startswith("2 updates")
    assert "update" not in told["Ben"].gets
    due = outbox.rows(runs)
    assert all(one.method is Method.REQUEST for one in due)
    assert {ANA, BEN, MIA} == {who for one in due for who in one.to}
    export_invites.export(runs, str(tmp_path))  # type: ignore[arg-type]  # a folder by name
    assert outbox.rows(runs) == ()


def test_a_dry_run_says_the_same_and_changes_nothing(runs: Desk) -> None:
    before, version = embeds_in(runs), runs.version()
    said = leave(runs, instead=BEN, dry_run=True)
    assert (embeds_in(runs), runs.version()) == (before, version)
    assert said.sentences == leave(runs, instead=BEN).sentences


def test_a_database_that_may_only_be_read_is_enough_for_a_dry_run(runs: Desk, database: str) -> None:
    reader = open_desk(database, clock=runs.clock, config=CONFIG, read_only=True)
    said = leave(reader, instead=BEN, dry_run=True)
    reader.close()
    assert (said.days, said.together, said.told) == (weeks(3, 7), weeks(3, 3), None)
    assert said.view == replace(leave(runs, instead=BEN, dry_run=True).view, loads=said.view.loads)


def test_who_has_left_early_can_leave_even_earlier(runs: Desk) -> None:
    leave(runs)
    leave(runs, last=FRIDAY - timedelta(weeks=1))
    assert only(runs, ANA).days == weeks(0, 2)


def test_nobody_comes_into_days_that_somebody_else_has(runs: Desk) -> None:
    leave(runs, instead=BEN)
    with pytest.raises(Refused, match=r"Nobody can come into slot 1 .* on 2027-02-01: Ben is in it from 2027-02-01"):
        leave(runs, last=FRIDAY - timedelta(days=1), instead=CHO)
    earlier = leave(runs, last=FRIDAY - timedelta(weeks=2), instead=CHO)
    assert earlier.days == weeks(1, 2)


@pytest.mark.parametrize(
    ("email", "last", "problem"),
    [
        (ANA, weeks(0, 7).last, "Ana is in 'Loyalty app' until 2027-03-05 anyhow"),
        (BEN, FRIDAY, "Ben is only a draft in 'Loyalty app'"),
    ],
)
def test_who_stays_as_long_anyhow_or_is_a_draft_does_not_leave(
    runs: Desk, email: str, last: date, problem: str
) -> None:
    embed(runs, the_team(runs), ANALYST, BEN, state=State.PROPOSED)
    with pytest.raises(Refused) as refused:
        leave(runs, email, last)
    assert refused.value.problem == problem


def test_who_is_not_in_it_cannot_leave(runs: Desk) -> None:
    with pytest.raises(NotFound, match="In it are Ana and Mia"):
        leave(runs, CHO)


def test_a_team_that_nobody_was_told_of_is_left_by_nobody(small: Desk) -> None:
    composite(small)
    embed(small, team(small, state=State.PROPOSED), ENGINEER, ANA, state=State.PROPOSED)
    with pytest.raises(Refused, match="is not published"):
        leave(small)


def test_who_comes_has_to_be_of_the_side_and_of_the_program(runs: Desk) -> None:
    with pytest.raises(Refused, match=r"Slot 1 .* is for IT, and Noa is not"):
        leave(runs, instead=NOA)
    consents.note(runs, EMBEDS, [BEN], Consent(state=EnrolmentState.DECLINED))
    with pytest.raises(Refused, match="Ben does not take part in 'Embeds'"):
        leave(runs, instead=BEN)
    assert only(runs, ANA).days == weeks(0, 7)


def test_whose_manager_refused_does_not_come_and_it_is_said_what_helps(runs: Desk) -> None:
    consents.note(runs, EMBEDS, [BEN], Consent(manager=Word.REFUSED))
    with pytest.raises(Refused, match="Ben does not take part in 'Embeds': the manager has not agreed") as refused:
        leave(runs, instead=BEN)
    assert refused.value.typed.endswith(f'ridealong enrol "Embeds" {BEN} --manager agreed')


def test_who_comes_has_to_know_what_the_slot_needs(small: Desk) -> None:
    composite(small)
    found = team(small, slots=(replace(SLOTS[0], must=("SQL",)), *SLOTS[1:]), tasks=())
    embed(small, found, ENGINEER, ANA)
    embed(small, found, PLANNER, MIA)
    with pytest.raises(Refused, match="Ben does not know SQL"):
        leave(small, instead=BEN)
    people.edit(small, BEN, {"knows": ("sql",)})
    assert leave(small, instead=BEN).days == weeks(3, 7)


def test_who_comes_is_not_away_for_much_of_it(runs: Desk) -> None:
    absences.add_absences(runs, [BEN], weeks(5, 6), "a private matter")
    with pytest.raises(Refused, match="Ben is away") as refused:
        leave(runs, instead=BEN)
    assert "private" not in str(refused.value)


def test_who_comes_does_not_leave_the_company_meanwhile(runs: Desk) -> None:
    people.edit(runs, BEN, {"last_day": weeks(0, 6).last})
    with pytest.raises(Refused, match="Ben leaves on 2027-02-26"):
        leave(runs, instead=BEN)


def test_who_comes_has_room_in_every_week(runs: Desk) -> None:
    other = team(runs, "Web shop", days=weeks(5, 7))
    embed(runs, other, ANALYST, BEN)
    with pytest.raises(Refused, match="Ben would have to leave 'Web shop'"):
        leave(runs, instead=BEN)


def test_who_comes_is_kept_apart_from_nobody_who_is_there(runs: Desk) -> None:
    limits.add_apart(runs, BEN, MIA, "a private matter")
    with pytest.raises(Refused, match="Ben is kept apart from Mia") as refused:
        leave(runs, instead=BEN)
    assert "private" not in str(refused.value)


def test_who_comes_works_at_the_same_time_as_the_others(runs: Desk) -> None:
    people.edit(runs, BEN, {"time_zone": "Asia/Tokyo"})
    with pytest.raises(Refused, match="Ben shares too few hours with"):
        leave(runs, instead=BEN)


def test_who_comes_is_spared_by_the_home_team(runs: Desk) -> None:
    other = team(runs, "Web shop", days=weeks(5, 7), slots=(*SLOTS, Slot(number=4, name="Tester", side=Side.IT)))
    embed(runs, other, ANALYST, ANA.replace("ana", "ben"), days=weeks(5, 7), share=40)
    leave(runs)
    embed(runs, other, 4, ANA, days=weeks(5, 7))
    weeks_of = "the weeks of 2027-02-15, 2027-02-22 and 2027-03-01"
    with pytest.raises(Refused, match=f"1.4 of at most 1 person of Platform would be away in {weeks_of}"):
        filling.back_fill(runs, EMBEDS, LOYALTY, ENGINEER, CHO)


def test_who_is_in_the_team_already_does_not_come_a_second_time(runs: Desk) -> None:
    embed(runs, the_team(runs), ANALYST, BEN, days=weeks(0, 7), share=20)
    with pytest.raises(Refused, match=r"Ben has slot 3 .* in the same team"):
        leave(runs, instead=BEN)


def test_what_is_open_of_a_slot_is_filled_by_somebody_who_takes_over(runs: Desk) -> None:
    leave(runs)
    filled = filling.back_fill(runs, EMBEDS, LOYALTY, ENGINEER, BEN)
    ben = only(runs, BEN)
    assert (filled.days, ben.state, ben.after) == (weeks(4, 7), State.PUBLISHED, only(runs, ANA).id)
    # What Ana was told says who takes over from her.
    assert {one.person.name for one in filled.told} == {"Ana", "Ben", "Mia"}
    with pytest.raises(Refused, match=r"Nothing of slot 1 .* is open: Ben is in it until 2027-03-05") as error:
        filling.back_fill(runs, EMBEDS, LOYALTY, ENGINEER, CHO)
    assert 'ridealong teams change "Embeds" "Loyalty app" --leave EMAIL' in error.value.typed


def test_who_fills_a_slot_comes_on_the_day_that_is_said(runs: Desk) -> None:
    leave(runs)
    monday = weeks(5, 5).first
    assert filling.back_fill(runs, EMBEDS, LOYALTY, ENGINEER, BEN, first=monday).days == weeks(5, 7)
    assert filling.back_fill(runs, EMBEDS, LOYALTY, ENGINEER, CHO).days == weeks(4, 4)
    with pytest.raises(InvalidValue, match="Give a working day from 2027-01-11 to 2027-03-05"):
        filling.back_fill(runs, EMBEDS, LOYALTY, ANALYST, CHO, first=monday - timedelta(days=1))


def test_who_is_put_into_a_team_of_drafts_is_a_draft_and_pinned(small: Desk) -> None:
    composite(small)
    team(small, state=State.PROPOSED)
    filled = filling.back_fill(small, EMBEDS, LOYALTY, ENGINEER, BEN)
    (pin,) = the_team(small).demands
    assert (filled.published, filled.told, only(small, BEN).state) == (False, (), State.PROPOSED)
    assert (pin.kind, pin.email, pin.slot) == (DemandKind.PIN, BEN, ENGINEER)
    assert filled.sentences == (
        "Ben is in slot 1 (Data engineer) of 'Loyalty app' from 2027-01-11 to 2027-03-05; it is a draft, and pinned.",
    )


@thorough_only
def test_who_is_kept_out_of_a_slot_is_not_put_into_it(runs: Desk) -> None:
    demands.ask(runs, EMBEDS, LOYALTY, DemandKind.EXCLUSION, email=BEN, slot=ANALYST)
    with pytest.raises(Refused, match="Ben is kept out of it"):
        filling.back_fill(runs, EMBEDS, LOYALTY, ANALYST, BEN)
    leave(runs, instead=BEN)


def test_a_draft_is_set_aside_with_its_pin_and_what_was_told_is_not(small: Desk) -> None:
    composite(small)
    team(small, state=State.PROPOSED)
    filling.back_fill(small, EMBEDS, LOYALTY, ENGINEER, BEN)
    view = drafting.set_aside(small, EMBEDS, LOYALTY, BEN)
    assert (view.people, view.team.demands) == ((), ())
    with pytest.raises(NotFound, match="Ben is not in the team 'Loyalty app'"):
        drafting.set_aside(small, EMBEDS, LOYALTY, BEN)


def test_who_was_told_is_not_set_aside(runs: Desk) -> None:
    with pytest.raises(Refused, match="Ana is no draft in 'Loyalty app': they were told of it"):
        drafting.set_aside(runs, EMBEDS, LOYALTY, ANA)


def test_a_draft_moves_to_another_slot_and_is_pinned_there(small: Desk) -> None:
    composite(small)
    team(small, state=State.PROPOSED)
    filling.back_fill(small, EMBEDS, LOYALTY, ENGINEER, BEN)
    drafting.move(small, EMBEDS, LOYALTY, BEN, ANALYST)
    (pin,) = the_team(small).demands
    assert (only(small, BEN).slot, only(small, BEN).share, pin.slot) == (ANALYST, 100, ANALYST)


def test_who_has_begun_leaves_and_is_never_called_off(runs: Desk) -> None:
    with pytest.raises(Refused, match="Ana has been in 'Loyalty app' since 2027-01-11, and") as refused:
        leave(on(runs, 10), last=START - timedelta(days=1))
    assert f'ridealong teams mark "Embeds" "Loyalty app" missed {ANA}' in refused.value.typed
    assert only(runs, ANA).days == weeks(0, 7)
    leave(on(runs, 0), last=START - timedelta(days=1))
    assert only(runs, ANA).state is State.CANCELLED


@thorough_only
def test_no_more_than_two_are_in_a_slot_where_who_took_over_hands_over_at_once(runs: Desk) -> None:
    leave(runs, instead=BEN)
    # Ana is there until the Friday of the week in which Ben came, and Ben leaves a week later.
    assert leave(runs, BEN, weeks(0, 4).last, instead=CHO, hand_over_weeks=3).days == weeks(4, 7)
    assert check(runs) == []


def test_who_comes_in_place_of_one_who_never_begins_takes_over_as_they_would_have(runs: Desk) -> None:
    leave(runs, instead=BEN)
    assert leave(runs, BEN, weeks(0, 2).last, instead=CHO).days == weeks(3, 7)
    assert only(runs, CHO).after == only(runs, ANA).id
    assert check(runs) == []


def test_who_follows_anyhow_comes_earlier_and_is_in_the_slot_once(runs: Desk) -> None:
    embed(runs, the_team(runs), ANALYST, CHO, weeks(0, 4))
    embed(runs, the_team(runs), ANALYST, BEN, weeks(5, 7))
    left = leave(runs, CHO, weeks(0, 2).last, instead=BEN, hand_over_weeks=0)
    ben = only(runs, BEN)
    assert (ben.days, ben.after, left.days, left.open) == (weeks(3, 7), only(runs, CHO).id, weeks(3, 7), None)
    told = {one.person.name: one.sentences for one in left.told}
    assert told["Ben"] == ("The embed in slot 3 (Analyst) of 'Loyalty app' begins on 2027-02-01, not on 2027-02-15.",)


@pytest.mark.parametrize("last", [weeks(0, 3).last, FRIDAY - timedelta(days=2)])
def test_what_is_open_after_it_is_what_the_team_shows(runs: Desk, last: date) -> None:
    left = leave(runs, last=last)
    assert left.open == teams.show(runs, EMBEDS, LOYALTY).slots[0].open


def test_whoever_leaves_before_the_first_day_is_no_candidate_either(runs: Desk) -> None:
    """What the builder asks of a team that has been published and has not begun."""
    for day in (START - timedelta(days=1), START, FRIDAY):
        found = {one.name for one in explaining.candidates_for(runs, EMBEDS, LOYALTY, 1, on=day)}
        assert "Ana" not in found
        assert "Ben" in found
