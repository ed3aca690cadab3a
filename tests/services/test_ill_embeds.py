"""The bad morning of somebody in a composite team: the team goes on, and only who is away for long is replaced."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ridealong.domain.days import Days
from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, Refused
from ridealong.domain.pairings import State
from ridealong.services.desk import Desk
from ridealong.services.ill import ill
from ridealong.services.ill.ill_views import BadMorning, ChoiceKind, TouchedEmbed
from ridealong.services.invites import outbox
from ridealong.services.journal import undo
from ridealong.services.people import absences
from ridealong.services.teams import teams
from ridealong.storage.queries.teams import teams_by_id
from services.conftest import START, employ, it, marketing, week
from services.group_company import journal_says
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
    embeds_of,
    lasts,
    on,
    team,
    weeks,
)
from thorough import thorough_only

ANA = "ana@x.example"
THIRD_WEEK = 14
LONG = Days(START + timedelta(days=THIRD_WEEK), weeks(0, 6).last)


@pytest.fixture
def embeds(desk: Desk) -> Desk:
    """A team of eight weeks with Ana, Ben and Mia, in its third week; Cho, of the side of Ana, is free."""
    employ(desk, it("Ana"), it("Ben", "Data"), it("Cho", "Search"), marketing("Mia"), marketing("Oto", "CRM"))
    composite(desk, cover_percent=100)
    made = team(desk)
    for slot, who in ((ENGINEER, "ana"), (PLANNER, "mia"), (ANALYST, "ben")):
        embed(desk, made, slot, f"{who}@x.example")
    return on(desk, THIRD_WEEK)


def only(found: BadMorning) -> TouchedEmbed:
    (one,) = found.embeds
    return one


def stands(desk: Desk, name: str) -> list[tuple[date, date, State]]:
    return [(one.days.first, one.days.last, one.state) for one in embeds_in(desk) if one.name == name]


def test_a_team_goes_on_without_who_is_away_for_a_week(embeds: Desk) -> None:
    found = ill.look(embeds, ANA)
    one = only(found)
    assert (one.team, str(one.slot), one.share, one.program) == (LOYALTY, "1 (Data engineer)", 40, EMBEDS)
    assert (one.choices, one.missed, one.weeks, one.is_open) == ((), 1, 8, False)
    (day,) = one.meetings
    assert day in week(2)
    assert f"- Team {LOYALTY} meets on " in found.text
    assert " as planned, without Ana." in found.text
    before = embeds_in(embeds)
    ill.settle(embeds, ANA, shown=found)
    assert embeds_in(embeds) == before
    assert journal_says(embeds)[0] == f"Ana away {found.days}"


def test_who_misses_too_much_stays_unless_somebody_decides(embeds: Desk) -> None:
    found = ill.look(embeds, ANA, LONG)
    one = only(found)
    assert [each.code for each in one.choices] == ["keep", "back-fill:cho@x.example", "leave"]
    assert (one.chosen.kind, one.is_open, one.missed) == (ChoiceKind.KEEP, True, 5)
    assert "Ana is away for long; you will hear soon how it goes on." in found.text
    assert "Calendar updates follow" not in found.text
    before = embeds_in(embeds)
    ill.settle(embeds, ANA, LONG, shown=found)
    assert embeds_in(embeds) == before


def test_earlier_absences_count_with_this_one(embeds: Desk) -> None:
    absences.add_absences(embeds, [ANA], week(5, 2))
    assert only(ill.look(embeds, ANA)).is_open


def test_the_best_candidate_takes_over_what_is_left(embeds: Desk) -> None:
    choices = {only(ill.look(embeds, ANA, LONG)).embed: "back-fill:cho@x.example"}
    found = ill.look(embeds, ANA, LONG, embeds=choices)
    assert f"- Team {LOYALTY}: Cho takes over slot 1 (Data engineer) from Ana on Monday, 25 January 2027." in found.text
    assert found.text.endswith("Calendar updates follow.")
    ill.settle(embeds, ANA, LONG, embeds=choices, shown=found)
    friday = LONG.first - timedelta(days=3)
    assert stands(embeds, "Ana") == [(START, friday, State.ENDED)]
    assert stands(embeds, "Cho") == [(LONG.first, weeks(0, 7).last, State.PUBLISHED)]
    (cho,) = [one for one in embeds_in(embeds) if one.name == "Cho"]
    assert cho.after == next(one.id for one in embeds_in(embeds) if one.name == "Ana")
    assert journal_says(embeds)[0] == f"Ana away {LONG}; 1 embed settled"
    assert any("Embedded" in row.summary and row.to == ("cho@x.example",) for row in outbox.rows(embeds))
    undo.undo(embeds)
    assert stands(embeds, "Ana") == [(START, weeks(0, 7).last, State.PUBLISHED)]
    assert stands(embeds, "Cho") == []


def test_or_the_slot_is_left(embeds: Desk) -> None:
    number = only(ill.look(embeds, ANA, LONG)).embed
    later = Days(LONG.first + timedelta(weeks=1), weeks(0, 6).last)
    ill.settle(embeds, ANA, later, embeds={number: "leave"})
    assert stands(embeds, "Ana") == [(START, later.first - timedelta(days=3), State.PUBLISHED)]
    undo.undo(embeds)
    assert stands(embeds, "Ana") == [(START, weeks(0, 7).last, State.PUBLISHED)]


@thorough_only
def test_who_never_begins_is_not_in_the_team(embeds: Desk) -> None:
    early, days = on(embeds, -7), Days(START, weeks(0, 4).last)
    number = only(ill.look(early, ANA, days)).embed
    found = ill.settle(early, ANA, days, embeds={number: "2"})
    assert only(found).chosen.code == "back-fill:cho@x.example"
    assert [state for _first, _last, state in stands(embeds, "Ana")] == [State.CANCELLED]
    assert stands(embeds, "Cho") == [(START, weeks(0, 7).last, State.PUBLISHED)]


def test_where_nobody_can_come_nobody_is_offered_and_it_is_said_why(embeds: Desk) -> None:
    assert not only(ill.look(embeds, ANA, LONG)).nobody
    absences.add_absences(embeds, ["cho@x.example"], week(2, 6))
    one = only(ill.look(embeds, ANA, LONG))
    assert [each.code for each in one.choices] == ["keep", "leave"]
    assert one.nobody == "something is in the way of each, which the candidates for the slot show"


def test_where_somebody_follows_at_once_there_is_nothing_to_take_over(embeds: Desk) -> None:
    (ana,) = embeds_of(embeds, ANA)
    lasts(embeds, ana, weeks(0, 6))
    with embeds.reading() as connection:
        made = teams_by_id(connection, [ana.team_id])[ana.team_id]
    embed(embeds, made, ENGINEER, "cho@x.example", weeks(2, 7))
    one = only(ill.look(embeds, ANA, LONG))
    assert ([each.code for each in one.choices], one.nobody) == (["keep", "leave"], "Cho is in it from 2027-01-25")


@thorough_only
def test_what_cannot_be_chosen_is_refused_with_what_can_be(embeds: Desk) -> None:
    number = only(ill.look(embeds, ANA, LONG)).embed
    with pytest.raises(InvalidValue, match="'shorten' cannot be done about embed"):
        ill.look(embeds, ANA, LONG, embeds={number: "shorten"})
    with pytest.raises(InvalidValue, match="nothing to choose about embed 99"):
        ill.look(embeds, ANA, LONG, embeds={99: "leave"})
    with pytest.raises(InvalidValue, match="nothing to choose about embed"):
        ill.look(embeds, ANA, embeds={number: "leave"})


def test_it_is_done_as_it_was_shown_or_not_at_all(embeds: Desk) -> None:
    number = only(ill.look(embeds, ANA, LONG)).embed
    choices = {number: "back-fill:cho@x.example"}
    found = ill.look(embeds, ANA, LONG, embeds=choices)
    absences.add_absences(embeds, ["cho@x.example"], week(2, 6))
    with pytest.raises((ChangedMeanwhile, InvalidValue)):
        ill.settle(embeds, ANA, LONG, embeds=choices, shown=found)
    assert stands(embeds, "Cho") == []


@thorough_only
def test_nobody_takes_over_more_than_fits_into_a_week(embeds: Desk) -> None:
    """Ana is in two teams for 40 % and 60 % of a week, and Cho alone could come into either."""
    shop = team(embeds, "Web shop", slots=(replace(SLOTS[0], share=60), *SLOTS[1:]), tasks=())
    embed(embeds, shop, ENGINEER, ANA)
    embed(embeds, shop, PLANNER, "oto@x.example")
    found = ill.look(embeds, ANA, LONG)
    first, second = (one.embed for one in found.embeds)
    both = dict.fromkeys((first, second), "back-fill:cho@x.example")
    ill.look(embeds, ANA, LONG, embeds=both)
    ill.settle(embeds, ANA, LONG, embeds=both)
    assert sum(one.share for one in embeds_of(embeds, "cho@x.example")) == 100


@thorough_only
def test_who_would_have_too_much_is_not_offered_a_second_time(embeds: Desk) -> None:
    shop = team(embeds, "Web shop", slots=(replace(SLOTS[0], share=70), *SLOTS[1:]), tasks=())
    embed(embeds, shop, ENGINEER, ANA)
    embed(embeds, shop, PLANNER, "oto@x.example")
    first, second = (one.embed for one in ill.look(embeds, ANA, LONG).embeds)
    found = ill.look(embeds, ANA, LONG, embeds={first: "back-fill:cho@x.example"})
    assert [each.code for each in found.embeds[1].choices] == ["keep", "leave"]
    both = dict.fromkeys((first, second), "back-fill:cho@x.example")
    with pytest.raises((InvalidValue, Refused)):
        ill.settle(embeds, ANA, LONG, embeds=both)
    assert stands(embeds, "Cho") == []


@thorough_only
def test_who_would_have_too_much_in_two_programs_is_refused(embeds: Desk) -> None:
    composite(embeds, "Other embeds", cover_percent=100)
    shop = team(embeds, "Web shop", program="Other embeds", slots=(replace(SLOTS[0], share=70), *SLOTS[1:]), tasks=())
    embed(embeds, shop, ENGINEER, ANA)
    embed(embeds, shop, PLANNER, "oto@x.example")
    both = {one.embed: "back-fill:cho@x.example" for one in ill.look(embeds, ANA, LONG).embeds}
    with pytest.raises(Refused, match="Cho"):
        ill.settle(embeds, ANA, LONG, embeds=both)
    assert stands(embeds, "Cho") == []


@thorough_only
def test_who_follows_anyhow_comes_earlier_and_is_in_the_slot_once(embeds: Desk) -> None:
    (ana,) = embeds_of(embeds, ANA)
    lasts(embeds, ana, weeks(0, 4))
    with embeds.reading() as connection:
        made = teams_by_id(connection, [ana.team_id])[ana.team_id]
    embed(embeds, made, ENGINEER, "cho@x.example", weeks(5, 7))
    number = only(ill.look(embeds, ANA, LONG)).embed
    ill.settle(embeds, ANA, LONG, embeds={number: "back-fill:cho@x.example"})
    assert stands(embeds, "Cho") == [(LONG.first, weeks(0, 7).last, State.PUBLISHED)]


@pytest.mark.parametrize("asked", [0, 7, 14])
def test_absences_that_are_over_count_with_this_one_whenever_it_is_asked(embeds: Desk, asked: int) -> None:
    absences.add_absences(embeds, [ANA], week(0))
    found = only(ill.look(on(embeds, asked), ANA, week(2, 2)))
    assert (found.missed, found.weeks, found.is_open) == (3, 8, True)


def test_who_misses_too_much_is_told_so_with_what_is_over_while_something_is_to_come(embeds: Desk) -> None:
    absences.add_absences(embeds, [ANA], week(0))
    absences.add_absences(embeds, [ANA], week(2, 2))

    def told(today: int) -> list[str]:
        slots = teams.show(on(embeds, today), EMBEDS, LOYALTY).slots
        return [words for slot in slots for one in slot.embeds for words in one.troubles]

    assert told(0) == told(14) == told(21) == ["Ana is away for 3 of 8 weeks"]
    assert told(28) == []
