"""The list of people counts embeds in composite teams: what comes next, how much that is, who was met and when last."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import NewDesk
from ridealong.domain.days import Days, monday_of
from ridealong.domain.pairings import UNMARKED, State, has_met
from ridealong.services.desk import Desk
from ridealong.services.outcomes.embed_history import past_embeds
from ridealong.services.outcomes.exposure import ExposureQuery, exposure
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.people import people_list
from ridealong.services.people.exchange_load import ExchangeLoad
from ridealong.services.people.people_list import AHEAD_WEEKS, PeopleQuery, PersonRow
from ridealong.services.people.person_load import load_of
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from ridealong.storage.queries.people import everybody
from services.conftest import SPRING, START, employ, it, marketing, ride_alongs
from services.teams.made import (
    ANALYST,
    ENGINEER,
    PLANNER,
    composite,
    embed,
    embeds_of,
    lasts,
    on,
    team,
    three_embedded,
    weeks,
)
from thorough import examples, thorough_only

ANA, BEN, MIA, NOA = (f"{name}@x.example" for name in ("ana", "ben", "mia", "noa"))


@pytest.fixture
def embedded(desk: Desk) -> Desk:
    """Ana (40 %) with Mia (50 %) for eight weeks, Ben (100 %) for the last four of them; a week before all that."""
    three_embedded(desk)
    return desk


def rows(desk: Desk, sort: str = "name", *, descending: bool = False) -> dict[str, PersonRow]:
    found = people_list.page(desk, PeopleQuery(sort=sort, descending=descending)).rows
    return {one.name: one for one in found}


def test_an_embed_that_begins_comes_next_and_a_running_one_where_nothing_else_does(embedded: Desk) -> None:
    assert {name: one.next for name, one in rows(embedded).items() if one.next} == {
        "Ana": "2027-01-11 in Loyalty app",
        "Mia": "2027-01-11 in Loyalty app",
        "Ben": "2027-02-08 in Loyalty app",
    }
    there = on(embedded, 14)
    assert (rows(there)["Ana"].next, rows(there)["Ana"].next_runs) == ("now: in Loyalty app", True)
    shop = team(embedded, "Web shop", days=weeks(9, 10), tasks=())
    embed(embedded, shop, ENGINEER, ANA)
    assert rows(there)["Ana"].next == "2027-03-15 in Web shop"
    assert list(rows(there, "next"))[:3] == ["Mia", "Ben", "Ana"]
    assert list(rows(there, "next", descending=True))[:3] == ["Ana", "Ben", "Mia"]


def test_drafts_and_what_was_called_off_or_is_over_do_not_come(embedded: Desk) -> None:
    lasts(embedded, embeds_of(embedded, ANA)[0], weeks(0, 7), State.PROPOSED)
    lasts(embedded, embeds_of(embedded, BEN)[0], weeks(4, 7), State.CANCELLED)
    assert [(one.next, one.percent, one.embeds) for one in rows(embedded).values() if one.name in ("Ana", "Ben")] == [
        ("", 0, 0)
    ] * 2
    assert rows(on(embedded, 70))["Mia"].next == ""


def test_the_load_is_how_much_of_the_coming_weeks_is_taken(embedded: Desk) -> None:
    """Thirteen weeks from 4 January on: Ana 8 x 40 %, Mia 8 x 50 %, Ben 4 x 100 %."""
    found = rows(embedded)
    assert {name: (one.percent, one.embeds, one.embed_weeks) for name, one in found.items() if one.embeds} == {
        "Ana": (25, 1, 3.2),
        "Mia": (31, 1, 4.0),
        "Ben": (31, 1, 4.0),
    }
    assert list(rows(embedded, "load", descending=True))[:3] == ["Ben", "Mia", "Ana"]
    for email in (ANA, BEN, MIA):
        span, one = load_of(embedded, email).ahead, next(each for each in found.values() if each.email == email)
        assert (one.embeds, one.embed_weeks) == (span.embeds, span.embed_weeks)


def test_who_was_met_last_in_a_team_counts_once_it_is_over(embedded: Desk) -> None:
    assert {one.last for one in rows(on(embedded, 28)).values()} == {None}
    over = rows(on(embedded, 70), "last", descending=True)
    assert [(name, one.last) for name, one in over.items() if one.last] == [
        (name, weeks(0, 7).last) for name in ("Ana", "Ben", "Mia")
    ]
    # Ana leaves early: from then on it is over for her, and so is Mia's time with her.
    lasts(embedded, embeds_of(embedded, ANA)[0], weeks(0, 2), State.ENDED)
    early, day = rows(on(embedded, 28), "last"), weeks(0, 2).last
    assert {name: one.last for name, one in early.items() if one.last} == {"Ana": day, "Mia": day}
    assert list(early)[:2] == ["Ana", "Mia"]


def _never_twice_at_once(some: list[tuple[tuple[str, int], int, int, State, int]]) -> bool:
    """Whether nobody is in the team twice in one week, which it does not come to."""
    spans = [(email, set(range(first, first + more + 1))) for (email, _slot), first, more, _state, _share in some]
    return not any(
        one == other and weeks & others
        for number, (one, weeks) in enumerate(spans)
        for other, others in spans[number + 1 :]
    )


def _by(state: State, days: Days, today: date) -> State:
    """A state that an embed can have by a day: what is still to come or under way cannot have been marked."""
    return state if days.last < today or state in UNMARKED else State.PUBLISHED


_EMBEDS = st.lists(
    st.tuples(
        st.sampled_from([(ANA, ENGINEER), (BEN, ANALYST), (MIA, PLANNER), (NOA, PLANNER)]),
        st.integers(0, 9),
        st.integers(0, 5),
        st.sampled_from([State.PUBLISHED, State.PUBLISHED, State.HELD, State.ENDED, State.MISSED, State.PROPOSED]),
        st.sampled_from([10, 40, 100]),
    ),
    max_size=6,
).filter(_never_twice_at_once)


@thorough_only
@settings(max_examples=examples(15), deadline=None)
@given(_EMBEDS, st.integers(-10, 90))
def test_rows_and_orders_say_what_history_exposure_and_load_do(
    new_desk: NewDesk, some: list[tuple[tuple[str, int], int, int, State, int]], day: int
) -> None:
    desk = new_desk()
    employ(desk, it("Ana"), it("Ben", "Data"), marketing("Mia"), marketing("Noa", "CRM"))
    composite(desk)
    made = team(desk)
    today = on(desk, day).clock.today()
    some = [
        (who, first, more, _by(state, weeks(first, first + more), today), share)
        for who, first, more, state, share in some
    ]
    for (email, slot), first, more, state, share in some:
        embed(desk, made, slot, email, weeks(first, first + more), state, share=share)
    desk = on(desk, day)
    shown = rows(desk)
    met: dict[str, set[str]] = {one.email: set() for one in shown.values()}
    for row in past_embeds(desk, HistoryQuery(states=tuple(State))):
        met[row.email] |= {other for other, first in row.met if has_met(row.state, first, today)}
    assert {one.email: one.met for one in shown.values()} == {email: len(others) for email, others in met.items()}
    contacts = exposure(desk, ExposureQuery()).all_contacts()
    assert any(one.times > one.coming for one in contacts) == any(one.met for one in shown.values())
    with desk.reading() as connection:
        people = everybody(connection)
        span = Days(monday_of(today), monday_of(today) + timedelta(weeks=AHEAD_WEEKS, days=-1))
        load = ExchangeLoad(connection, people, span, today=today)
    mondays = [span.first + timedelta(weeks=number) for number in range(AHEAD_WEEKS)]
    # What is marked, drafted or over is no load that is to come.
    beside = {
        who
        for (who, _slot), first, more, state, _share in some
        if state is not State.PUBLISHED or weeks(first, first + more).last < today
    }
    for number, person in people.items():
        if person.email not in beside:
            taken = sum(load.visits(number, monday) for monday in mondays)
            assert shown[person.name].percent == -(-taken // AHEAD_WEEKS)
    for sort in ("load", "next", "last", "met"):
        _in_order(desk, sort)


def _in_order(desk: Desk, sort: str) -> None:
    today = desk.clock.today()

    def value(one: PersonRow) -> object:
        day = one.next_day and max(one.next_day, today)
        return {"load": one.percent, "next": day, "last": one.last, "met": one.met}[sort]

    for descending in (False, True):
        values = [value(one) for one in rows(desk, sort, descending=descending).values()]
        known = [each for each in values if each is not None]
        assert values[: len(known)] == known, "those without any come last"
        assert known == sorted(known, reverse=descending)  # type: ignore[type-var]  # days, or numbers


def test_a_host_of_two_guests_at_once_has_one_full_week(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben", "Data"), marketing("Mia", capacity=2))
    ride_alongs(desk, rounds=1, host_visits=2)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING, everything=True)
    found = rows(desk)
    assert [(found[name].percent, found[name].visits, found[name].hostings) for name in ("Ana", "Ben", "Mia")] == [
        (8, 1, 0),
        (8, 1, 0),
        (8, 0, 2),
    ]
    assert found["Mia"].next_day == START == date(2027, 1, 11)
