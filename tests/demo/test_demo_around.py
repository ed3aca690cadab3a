"""What is around the pairings of the made-up company: days in the life, debriefs, ideas, contacts, steps and groups."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import mean

import pytest

from ridealong.demo.build import DEMO_TODAY, open_demo
from ridealong.demo.gatherings import COFFEE, SPONSORS
from ridealong.demo.idea_texts import IDEAS
from ridealong.demo.learned import LEARNED, LEARNED_OF_ALL
from ridealong.demo.names import made_up_people
from ridealong.demo.programs import SPRING, WINTER
from ridealong.demo.rotation import DAYS
from ridealong.domain.days import monday_of
from ridealong.domain.ideas import IdeaState
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.services import databases
from ridealong.services.attention import attention
from ridealong.services.attention.attention_items import Kind as Needed
from ridealong.services.desk import Desk
from ridealong.services.groups import gatherings
from ridealong.services.invites import outbox
from ridealong.services.outcomes import debrief_pages, history, ideas, ledger
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.people import contacts
from ridealong.services.plans import plans
from ridealong.services.programs import charters, programs
from ridealong.services.reports import report
from thorough import thorough_only


@pytest.fixture(params=["pilot", "standard", pytest.param("large", marks=thorough_only)])
def desk(demo_file: Callable[[str], Path], request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The demo of each size that has a winter, read-only."""
    opened = open_demo(demo_file(request.param), read_only=True)
    yield opened
    opened.close()


def test_the_database_is_sound(desk: Desk) -> None:
    assert databases.check(desk) == []


def test_most_visits_of_the_winter_have_a_debrief(desk: Desk) -> None:
    rows = debrief_pages.listed(desk, debrief_pages.DebriefQuery()).rows
    assert {row.program for row in rows} == {WINTER, DAYS}
    due = [row for row in rows if row.due < DEMO_TODAY]
    assert all(2 <= row.learned <= 3 for row in due if row.complete)
    assert sum(row.complete for row in due) == len(due) - 3
    assert any(row.noted is None and not row.overdue for row in rows)


def test_ratings_are_mostly_good(desk: Desk) -> None:
    rows = debrief_pages.listed(desk, debrief_pages.DebriefQuery()).rows
    said = [one for row in rows for one in (row.it_rating, row.marketing_rating) if one]
    assert set(said) <= {2, 3, 4, 5}
    assert mean(said) > 3.8
    assert any(row.it_rating and row.marketing_rating for row in rows)


def test_some_visits_led_to_ideas_which_somebody_owns(desk: Desk) -> None:
    found = [row.idea for row in ideas.page(desk, ideas.IdeaQuery()).rows]
    wanted = debrief_pages.listed(desk, debrief_pages.DebriefQuery()).total
    assert 0.1 <= len(found) / wanted <= 0.25
    assert len({one.text for one in found}) == len(found)
    assert all(one.owner_email for one in found)


def test_ideas_have_come_more_or_less_far(standard: Desk) -> None:
    found = [row.idea for row in ideas.page(standard, ideas.IdeaQuery()).rows]
    assert {one.state for one in found} >= {IdeaState.OPEN, IdeaState.TAKEN_UP, IdeaState.PROJECT, IdeaState.DONE}
    assert {one.named for one in found} == {True, False}


def test_what_people_say_names_nobody() -> None:
    texts = [text for some in (*LEARNED.values(), *LEARNED_OF_ALL.values(), *IDEAS.values()) for text in some]
    assert len(set(texts)) == len(texts)
    words = {word for text in texts for word in re.findall(r"[^\W\d_]+", text)}
    assert words.isdisjoint(word for name in made_up_names() for word in name.split())


def made_up_names() -> set[str]:
    """More people than any size has."""
    names = made_up_people(Random(0))
    return {next(names)[0] for _ in range(2000)}


def test_reports_say_what_was_learned_without_gaps_where_names_stood(desk: Desk) -> None:
    known = {text for some in (*LEARNED.values(), *LEARNED_OF_ALL.values()) for text in some}
    for name in (WINTER, DAYS):
        said = report.report(desk, name).debriefs.learned
        assert said
        assert {one.text for one in said} <= known


def test_days_in_the_life_were_held_both_ways_but_for_some_returns(desk: Desk) -> None:
    pairs = defaultdict(list)
    for row in history.page(desk, HistoryQuery(program=DAYS, descending=False)).rows:
        if row.days.last < DEMO_TODAY:
            pairs[row.it_email, row.marketing_email].append(row)
    assert all([one.guest for one in some] == [Side.IT, Side.MARKETING] for some in pairs.values())
    missed = [there for there, back in pairs.values() if back.state is State.MISSED]
    assert (len(pairs) > 2) <= len(missed) <= 2
    assert len(pairs) > len(missed)
    owed = ledger.owed(desk, overdue=True)
    assert {one.pairing for one in owed} == {one.id for one in missed}


def test_the_second_round_is_published_and_begins_this_week(desk: Desk) -> None:
    coming = [row for row in history.page(desk, HistoryQuery(program=DAYS)).rows if row.days.first >= DEMO_TODAY]
    assert coming
    assert {(row.round, row.state) for row in coming} == {(1, State.PUBLISHED)}
    # In the smallest, hosts of the ride-alongs still rest.
    soon = timedelta(weeks=1 if len(coming) > 4 else 6)
    assert min(row.days.first for row in coming) < DEMO_TODAY + soon


def test_nobody_has_a_day_in_the_life_in_a_week_with_another_visit(desk: Desk) -> None:
    weeks = defaultdict(set)
    rows = history.page(desk, HistoryQuery(states=tuple(State))).rows
    visits = [row for row in rows if row.kind.visits and row.state is not State.CANCELLED]
    for row in visits:
        for email in (row.it_email, row.marketing_email):
            weeks[email, monday_of(row.days.first)].add(row.id)
    for row in visits:
        if row.program == DAYS:
            for email in (row.it_email, row.marketing_email):
                assert weeks[email, monday_of(row.days.first)] == {row.id}, row


def test_everybody_still_has_a_place_in_the_spring(desk: Desk) -> None:
    assert "Everybody has a place." in plans.page(desk, SPRING).sentences


def test_objectives_are_explained(desk: Desk) -> None:
    found = {name: [one.term for one in charters.page(desk, name).explained] for name in (WINTER, DAYS, SPRING)}
    assert found == {WINTER: ["Hotfix"], DAYS: ["API", "KPI"], SPRING: ["Landing page"]}


def test_one_program_has_a_form(desk: Desk) -> None:
    links = [programs.show(desk, one.name).program.form_link for one in programs.list_all(desk)]
    assert [one for one in links if one] == ["https://forms.brightwater.example/day-in-the-life"]


def test_some_teams_have_contacts(desk: Desk) -> None:
    named = [one for one in contacts.of_all_teams(desk) if one.it or one.marketing]
    assert 2 <= len(named) <= 3
    assert all(one.it and one.marketing and not (one.it.trouble or one.marketing.trouble) for one in named)


@pytest.mark.parametrize("which", ["standard", pytest.param("large", marks=thorough_only)])
def test_coffee_and_the_meeting_of_the_sponsors_are_published(demo_file: Callable[[str], Path], which: str) -> None:
    opened = open_demo(demo_file(which), read_only=True)
    coffee, sponsors = gatherings.page(opened, COFFEE), gatherings.page(opened, SPONSORS)
    assert (coffee.repeats, coffee.troubled, sponsors.troubled) == (0, (), ())
    assert {one.state for one in coffee.groups} == {State.PUBLISHED, State.PROPOSED}
    assert [one.state for one in sponsors.groups] == [State.PUBLISHED]
    uids = {one.uid for one in (*coffee.groups, *sponsors.groups) if one.state is State.PUBLISHED}
    assert uids <= {row.uid for row in outbox.rows(opened)}
    opened.close()


def test_today_shows_each_kind_and_is_not_flooded(standard: Desk) -> None:
    found = [item.kind for item in attention.everything(standard)]
    needed = {Needed.OWED: 1, Needed.DEBRIEFS: 3, Needed.STEPS: 1, Needed.SPONSORS: 1, Needed.DRAFTS: 1}
    assert {kind: found.count(kind) for kind in needed} == needed
    assert len(found) < 20
    assert not {Needed.GONE, Needed.AWAY, Needed.SPOILED, Needed.DECLINED} & set(found)
