"""The list of people: what the terms of a search mean, in which order it stands, and what a row says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import NewDesk
from ridealong.domain.days import Days, FixedClock
from ridealong.domain.errors import InvalidValue, RidealongError
from ridealong.domain.pairings import State, has_met
from ridealong.domain.programs import EnrolmentState, Kind
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.outcomes import history
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import absences, people, people_list
from ridealong.services.people.known_words import known_words
from ridealong.services.people.people_list import PeopleQuery
from ridealong.services.people.people_terms import TERMS, people_search
from ridealong.services.people.person_load import load_of
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from services.built import built
from services.conftest import SPRING, START, buddies, csv, employ, it, marketing
from thorough import examples, thorough_only

TODAY = date(2027, 1, 4)


def names(desk: Desk, text: str = "", *, sort: str = "name", descending: bool = False) -> list[str]:
    query = PeopleQuery(text=text, sort=sort, descending=descending)
    return [row.name for row in people_list.page(desk, query).rows]


def row(desk: Desk, name: str) -> people_list.PersonRow:
    return next(one for one in people_list.page(desk, PeopleQuery()).rows if one.name == name)


@pytest.fixture
def office(desk: Desk) -> Desk:
    return built(desk, _office)


def _office(desk: Desk) -> None:
    """Ana and Ben visit Mia and Noa in the first two weeks; Cho is only in a draft, Oto in nothing at all."""
    employ(
        desk,
        it("Ana", time_zone="America/New_York", manager="lena@x.example"),
        it("Ben", "Data", first_day=date(2027, 1, 11)),
        it("Cho"),
        marketing("Lena", time_zone="Asia/Kolkata"),
        marketing("Mia", manager="LENA@x.example"),
        marketing("Oto", "CRM", last_day=date(2026, 12, 31)),
    )
    programs.create(
        desk,
        programs.NewProgram(
            name=SPRING,
            kind=Kind.RIDE_ALONG,
            start=START,
            rounds=2,
            host_rest_weeks=0,
            enrol=["ana@x.example", "mia@x.example"],
        ),
    )
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING, everything=True)
    programs.enrol(desk, SPRING, ["ben@x.example"], EnrolmentState.PAUSED, date(2027, 2, 1))
    buddies(desk, "Buddies", enrol=["cho@x.example", "lena@x.example"])
    plans.plan(desk, "Buddies")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zone:new_york", ["Ana"]),
        ("zone:kolkata side:marketing", ["Lena"]),
        ("manager:lena", ["Ana", "Mia"]),
        ("manager:lena@x", ["Ana", "Mia"]),
        ("work:left", ["Oto"]),
        ("work:later", ["Ben"]),
        ("work:now", ["Ana", "Cho", "Lena", "Mia"]),
        ("next:any", ["Ana", "Mia"]),
        ("next:none side:it", ["Ben", "Cho"]),
        ("next:next-week", ["Ana", "Mia"]),
        ("next:2027-01-18", []),
        ("paired:never", ["Ben", "Oto"]),
        ("paired:any side:it", ["Ana", "Cho"]),
        ("paired:2027-03-01", ["Cho", "Lena"]),
        ("program:spring", ["Ana", "Ben", "Mia"]),
        ("program:SPRING enrolled:agreed", ["Ana", "Mia"]),
        ("enrolled:paused", ["Ben"]),
        ("enrolled:a program:buddies", ["Cho", "Lena"]),
        ("program:none", ["Oto"]),
        ("program:any side:it", ["Ana", "Ben", "Cho"]),
        ("program:spring program:buddies", []),
        ('program:"spring ride"', ["Ana", "Ben", "Mia"]),
    ],
)
def test_terms_look_at_work_pairings_and_programs(office: Desk, text: str, found: list[str]) -> None:
    assert names(office, text) == found


@pytest.mark.parametrize(
    ("text", "before", "begun"),
    [
        ("met:never", ["Ana", "Ben", "Cho", "Lena", "Mia", "Oto"], ["Ben", "Cho", "Lena", "Oto"]),
        ("met:any", [], ["Ana", "Mia"]),
        ("met:1", [], ["Ana", "Mia"]),
        ("met:0", ["Ana", "Ben", "Cho", "Lena", "Mia", "Oto"], ["Ben", "Cho", "Lena", "Oto"]),
        ("met:0+", ["Ana", "Ben", "Cho", "Lena", "Mia", "Oto"], ["Ana", "Ben", "Cho", "Lena", "Mia", "Oto"]),
        ("met:2+", [], []),
    ],
)
def test_who_has_met_counts_from_the_first_day_of_a_visit(
    office: Desk, text: str, before: list[str], begun: list[str]
) -> None:
    assert names(office, text) == before
    assert names(replace(office, clock=FixedClock(START - timedelta(days=1))), text) == before
    assert names(replace(office, clock=FixedClock(START)), text) == begun


def test_a_zone_is_that_of_the_organizer_for_people_without_one(office: Desk) -> None:
    town = office.zone.rpartition("/")[2]
    assert names(office, f"zone:{town}") == ["Ben", "Cho", "Mia", "Oto"]


def test_an_archived_program_is_none_to_be_in(office: Desk) -> None:
    programs.archive(office, "Buddies")
    assert names(office, "program:none") == ["Cho", "Lena", "Oto"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("met:often", "'often' is no number of people. Write met:never, met:any, met:3 or met:3"),
        ("next:soon", "'soon' is no time. Write next:none, next:any or next:next-week"),
        ("paired:soon", "'soon' is no time. Write paired:never"),
        ("work:off", "'off' is no state of work. Write work:now, work:left or work:later"),
        ("enrolled:maybe", "'maybe' is no answer. Write enrolled: and one of asked, agreed, paused, declined"),
    ],
)
def test_a_value_that_a_term_does_not_know_is_answered_with_those_it_knows(desk: Desk, text: str, problem: str) -> None:
    with pytest.raises(InvalidValue, match=problem.replace("(", r"\(")):
        names(desk, text)


@given(st.lists(st.tuples(st.sampled_from(TERMS), st.text(max_size=8)), max_size=4))
def test_whatever_is_typed_after_a_term_is_understood_or_refused_in_words(typed: list[tuple[str, str]]) -> None:
    remedy = "nothing was refused"
    try:
        found = people_search(" ".join(f"{name}:{value}" for name, value in typed), TODAY, "Europe/Berlin")
        assert found.today == TODAY
    except RidealongError as error:
        remedy = error.remedy
    assert remedy


def test_people_are_sorted_by_whom_they_met_and_what_comes_next(office: Desk) -> None:
    begun = replace(office, clock=FixedClock(START))
    assert names(begun, sort="met", descending=True)[:2] == ["Ana", "Mia"]
    assert names(begun, sort="met") == ["Ben", "Cho", "Lena", "Oto", "Ana", "Mia"]
    assert names(office, sort="met") == names(office), "nobody has met anybody before the first visit"
    assert names(office, sort="load", descending=True) == ["Ana", "Mia", "Ben", "Cho", "Lena", "Oto"]
    # Who has nothing to come stands last either way.
    assert names(office, sort="next")[:2] == names(office, sort="next", descending=True)[:2] == ["Ana", "Mia"]
    assert names(office, sort="zone")[-2:] == ["Ana", "Lena"]


def test_people_are_sorted_by_when_they_last_met_somebody(small: Desk, tmp_path: object) -> None:
    head = "program,kind,it_email,marketing_email,guest,start,end,state"
    rows = (
        "Old,ride-along,ana@x.example,mia@x.example,it,2026-03-02,2026-03-06,held",
        "Old,ride-along,ben@x.example,noa@x.example,marketing,2026-05-04,2026-05-08,ended",
        "Old,ride-along,cho@x.example,oto@x.example,it,2026-06-01,2026-06-05,missed",
    )
    import_history(small, csv(tmp_path, head, *rows))  # type: ignore[arg-type]  # a fixture of pytest
    assert names(small, sort="last") == ["Ana", "Mia", "Ben", "Noa", "Cho", "Oto"]
    assert names(small, sort="last", descending=True) == ["Ben", "Noa", "Ana", "Mia", "Cho", "Oto"]
    assert [row(small, name).last for name in ("Noa", "Cho")] == [date(2026, 5, 8), None]


def test_a_row_says_what_comes_how_much_it_is_and_who_is_not_there(office: Desk) -> None:
    absences.add_absences(
        office, ["ana@x.example"], Days(TODAY - timedelta(days=1), TODAY + timedelta(days=3)), "private"
    )
    ana, mia = row(office, "Ana"), row(office, "Mia")
    assert (ana.visits, ana.hostings, mia.visits, mia.hostings) == (1, 0, 0, 1)
    assert (ana.next_day, ana.next_with, ana.next) == (START, "Mia", "2027-01-11 Mia")
    assert ana.away == Days(date(2027, 1, 3), date(2027, 1, 7))
    assert "private" not in repr(ana)
    assert (ana.place, mia.place) == ("America/New_York", office.zone)
    assert [row(office, name).work for name in ("Ben", "Oto", "Cho")] == ["later", "left", ""]


def test_buddies_under_way_come_after_what_is_next_and_are_no_visits(small: Desk) -> None:
    buddies(small, start=START, repeat_days=0)
    plans.plan(small, "Buddies")
    publishing.publish(small, "Buddies", everything=True)
    spring = programs.NewProgram(
        name=SPRING,
        kind=Kind.RIDE_ALONG,
        start=START + timedelta(weeks=2),
        rounds=1,
        repeat_days=0,
        enrol=["ana@x.example", "mia@x.example"],
    )
    programs.create(small, spring)
    plans.plan(small, SPRING)
    publishing.publish(small, SPRING, everything=True)
    now = replace(small, clock=FixedClock(START + timedelta(weeks=1)))
    ana, mia, ben = row(now, "Ana"), row(now, "Mia"), row(now, "Ben")
    assert ana.next == f"{START + timedelta(weeks=2)} Mia"
    assert ben.next.startswith("now: buddy of ")
    assert [(one.visits, one.hostings, one.buddies) for one in (ana, mia, ben)] == [(1, 0, 1), (0, 1, 1), (0, 0, 1)]
    for one in (ana, mia, ben):
        ahead = load_of(now, one.email).ahead
        assert (one.visits, one.hostings, one.buddies) == (ahead.visits, ahead.hostings, ahead.buddies)
    assert names(now, sort="next")[-2:] == ["Ana", "Mia"]
    assert set(names(now, sort="load", descending=True)[:2]) == {"Ana", "Mia"}


class _Story:
    """What may have happened between two people of each side, and what the rows should say of it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        employ(desk, it("Ana"), it("Ben"), marketing("Mia"), marketing("Noa"))

    def expected(self) -> dict[str, int]:
        met: dict[str, set[str]] = {}
        for one in history.page(self.desk, history.HistoryQuery(states=tuple(State))).rows:
            if has_met(one.state, one.days.first, TODAY):
                met.setdefault(one.it_name, set()).add(one.marketing_name)
                met.setdefault(one.marketing_name, set()).add(one.it_name)
        return {name: len(met.get(name, ())) for name in ("Ana", "Ben", "Mia", "Noa")}


_PAST = st.tuples(
    st.sampled_from(["ana", "ben"]),
    st.sampled_from(["mia", "noa"]),
    st.sampled_from(["it", "marketing"]),
    st.integers(0, 3),
    st.sampled_from(["held", "missed", "ended", "cancelled", "published"]),
)


@thorough_only
@settings(max_examples=examples(12), deadline=None)
@given(st.lists(_PAST, max_size=8, unique_by=lambda one: one[:4]))
def test_the_order_by_people_met_is_that_of_the_numbers_shown(
    new_desk: NewDesk, tmp_path_factory: pytest.TempPathFactory, past: list[tuple[str, str, str, int, str]]
) -> None:
    story = _Story(new_desk())
    lines = [
        f"Old,ride-along,{one}@x.example,{other}@x.example,{guest},{first},{first + timedelta(days=4)},{state}"
        for one, other, guest, number, state in past
        for first in [(TODAY if state == "published" else date(2026, 3, 16)) + timedelta(weeks=number - 2)]
    ]
    head = "program,kind,it_email,marketing_email,guest,start,end,state"
    import_history(story.desk, csv(tmp_path_factory.mktemp("past"), head, *lines))
    shown = people_list.page(story.desk, PeopleQuery(sort="met", descending=True)).rows
    assert {one.name: one.met for one in shown} == story.expected()
    assert [one.met for one in shown] == sorted((one.met for one in shown), reverse=True)
    for text, holds in (("met:never", lambda n: n == 0), ("met:2", lambda n: n == 2), ("met:1+", lambda n: n >= 1)):
        assert set(names(story.desk, text)) == {one.name for one in shown if holds(one.met)}


def test_a_form_is_offered_what_people_have_by_now(office: Desk) -> None:
    people.edit(office, "ana@x.example", {"knows": ("SQL",), "wants": ("CRM", "SQL"), "site": "Berlin"})
    people.remove(office, "oto@x.example")
    known = known_words(office)
    assert known.teams == {it("x").side: ("Platform", "Data"), marketing("x").side: ("Brand",)}
    assert (known.topics, known.sites, set(known.programs)) == (("SQL", "CRM"), ("Berlin",), {"Buddies", SPRING})
    assert known.names["mia@x.example"] == "Mia"
    assert "oto@x.example" not in known.names


@thorough_only
def test_pages_of_a_sorted_list_follow_each_other(office: Desk) -> None:
    drafts.cancel(office, history.page(office, history.HistoryQuery()).rows[0].id)
    for sort in people_list.SORTS:
        query = PeopleQuery(sort=sort, descending=True)
        whole = [one.email for one in people_list.page(office, query).rows]
        parts = [people_list.page(office, query, offset, 2).rows for offset in (0, 2, 4)]
        assert [one.email for part in parts for one in part] == whole
