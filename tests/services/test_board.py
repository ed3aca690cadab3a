"""The board: people down, weeks across."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from conftest import TODAY
from ridealong.domain.errors import NotFound, Refused
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.periods import Zoom
from ridealong.domain.programs import EnrolmentState
from ridealong.services.board.board import BoardQuery, BoardRow, Sign, board, first_week
from ridealong.services.board.board_teams import teams
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from services.conftest import START, buddies, day, employ, it, marketing, ride_alongs, week

FOUR_WEEKS = BoardQuery(first=START, weeks=4)


def row_of(desk: Desk, name: str, query: BoardQuery = FOUR_WEEKS) -> BoardRow:
    return next(one for one in board(desk, query).rows if one.name == name)


def signs(desk: Desk, name: str) -> list[list[tuple[Sign, str]]]:
    return [[(item.sign, item.label) for item in cell] for cell in row_of(desk, name).cells]


@pytest.fixture
def duo(desk: Desk) -> Desk:
    employ(desk, it("Ana"), marketing("Mia"))
    return desk


def test_a_visit_stands_in_its_week_for_both(duo: Desk) -> None:
    name = ride_alongs(duo, rounds=2)
    limits.add_freeze(duo, "it", week(0), "release week")
    plans.plan(duo, name)
    assert signs(duo, "Ana") == [[(Sign.FREEZE, "release week")], [(Sign.VISIT, "Mia")], [], []]
    assert signs(duo, "Mia") == [[], [(Sign.HOSTING, "Ana")], [], []]


def test_buddies_stand_in_every_week_they_share(duo: Desk) -> None:
    plans.plan(duo, buddies(duo))
    assert signs(duo, "Ana") == [[(Sign.BUDDY, "Mia")]] * 4


def test_an_absence_is_shown_in_each_week_and_never_its_reason(duo: Desk) -> None:
    absences.add_absences(duo, ["ana@x.example"], week(1, 2), "surgery")
    assert signs(duo, "Ana") == [[], [(Sign.AWAY, "away")], [(Sign.AWAY, "away")], []]


def test_the_state_and_number_of_a_pairing_are_known_and_a_cancelled_one_is_not_shown(duo: Desk) -> None:
    name = ride_alongs(duo, rounds=1)
    plans.plan(duo, name)
    publishing.publish(duo, name)
    rows = board(duo, BoardQuery(first=START, weeks=1)).rows
    (item,) = rows[0].cells[0]
    assert (item.state, item.program, item.pairing_id) == (
        State.PUBLISHED,
        name,
        plans.page(duo, name).proposals[0].id,
    )
    drafts.cancel(duo, item.pairing_id or 0)
    assert signs(duo, "Ana")[0] == []


def test_the_board_is_narrowed_by_side_program_and_search(small: Desk) -> None:
    ride_alongs(small, enrol=("ana@x.example", "mia@x.example"))

    everybody = BoardQuery(first=START, weeks=1)

    def names(query: BoardQuery) -> list[str]:
        return [row.name for row in board(small, query).rows]

    assert names(everybody) == ["Ben", "Ana", "Cho", "Mia", "Oto", "Noa"]  # by side, team and name
    assert names(replace(everybody, side=Side.IT)) == ["Ben", "Ana", "Cho"]
    assert names(replace(everybody, program="spring ride-alongs")) == ["Ana", "Mia"]
    assert names(replace(everybody, text="team:crm")) == ["Noa"]
    with pytest.raises(NotFound):
        names(replace(everybody, program="X"))


def test_a_page_of_the_board_holds_what_its_people_do(small: Desk) -> None:
    plans.plan(small, ride_alongs(small))
    query = BoardQuery(first=START, weeks=6)
    whole = board(small, query)
    pages = [board(small, query, offset, 2) for offset in range(0, 6, 2)]
    assert [row for page in pages for row in page.rows] == list(whole.rows)
    assert {page.total for page in pages} == {6}


def test_the_board_begins_where_something_is(duo: Desk) -> None:
    assert first_week(duo) == TODAY
    name = ride_alongs(duo, start=START + timedelta(weeks=4))
    plans.plan(duo, name)
    assert first_week(duo) == first_week(duo, name) == plans.page(duo, name).proposals[0].days.first


def test_public_holidays_are_those_of_the_country_of_each_person(desk: Desk) -> None:
    employ(desk, it("Ana", time_zone="Europe/Berlin"), marketing("Mia", time_zone="Europe/Warsaw"))
    ride_alongs(desk)
    two_weeks = BoardQuery(first=date(2027, 4, 26), weeks=2)
    ana, mia = (row_of(desk, name, two_weeks).cells for name in ("Ana", "Mia"))
    assert [[one.days.first for one in cell] for cell in ana] == [[], [date(2027, 5, 6)]]
    assert [[(one.label, one.days.first) for one in cell] for cell in mia] == [
        [],
        [("National Day of the Third of May", date(2027, 5, 3))],
    ]


def test_a_pairing_that_cannot_take_place_says_why_and_never_the_private_reason(duo: Desk) -> None:
    name = ride_alongs(duo, rounds=1)
    plans.plan(duo, name)
    assert board(duo, BoardQuery(first=START, weeks=1, pressing=True)).total == 0
    absences.add_absences(duo, ["mia@x.example"], day(1), "surgery")
    for who in ("Ana", "Mia"):
        assert row_of(duo, who).cells[0][0].clash == "Mia is away on 2027-01-12"
    found = board(duo, BoardQuery(first=START + timedelta(weeks=30), weeks=1, pressing=True))
    assert {one.name for one in found.rows} == {"Ana", "Mia"}


def test_who_takes_more_at_once_than_they_can_is_marked(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia", capacity=2))
    name = ride_alongs(desk, rounds=1)
    plans.plan(desk, name)
    [load] = [one for one in row_of(desk, "Mia").loads if one]
    assert (load.words, load.over) == ("hosts 2 at once, and takes no more", False)
    people.edit(desk, "mia@x.example", {"capacity": 1})
    [load] = [one for one in row_of(desk, "Mia").loads if one]
    assert (load.words, load.over) == ("hosts 2 at once, and takes 1", True)
    assert [one.name for one in board(desk, BoardQuery(first=START, weeks=1, pressing=True)).rows] == ["Mia"]


def test_months_and_quarters_hold_what_their_weeks_hold(small: Desk) -> None:
    plans.plan(small, ride_alongs(small))
    weeks = {item.pairing_id for cell in row_of(small, "Ana", BoardQuery(first=START, weeks=6)).cells for item in cell}
    for zoom in (Zoom.MONTH, Zoom.QUARTER):
        row = row_of(small, "Ana", BoardQuery(first=START, weeks=2, zoom=zoom))
        assert (row.first, row.zoom) == (date(2027, 1, 1), zoom)
        assert {item.pairing_id for cell in row.cells for item in cell if item.pairing_id} == weeks


def test_teams_are_counted_by_who_is_out_hosts_or_is_away(small: Desk) -> None:
    plans.plan(small, ride_alongs(small, rounds=1))
    absences.add_absences(small, ["cho@x.example"], week(1), "surgery")
    absences.add_absences(small, ["cho@x.example"], day(8), "again")
    limits.add_freeze(small, "CRM", week(1), "launch")
    found = {one.name: one.cells for one in teams(small, BoardQuery(first=START, weeks=2)).rows}
    assert list(found) == ["Data", "Platform", "Brand", "CRM"]
    platform, crm = found["Platform"], found["CRM"]
    assert (platform[0].people, platform[0].out, platform[0].away, platform[0].percent) == (2, 2, 0, 100)
    assert (platform[1].out, platform[1].away, platform[1].taken) == (0, 1, 1)
    assert (crm[0].hosted, crm[0].out, crm[1].freezes) == (1, 0, ("launch",))
    one = teams(small, BoardQuery(first=START, weeks=2, text="mia")).rows
    assert [(row.name, row.people) for row in one] == [("Brand", 2)]


def test_who_declined_the_program_presses_and_nobody_is_removed_beside_it(duo: Desk) -> None:
    name = ride_alongs(duo, rounds=1)
    plans.plan(duo, name)
    publishing.publish(duo, name)
    ahead = BoardQuery(first=START, weeks=1, pressing=True)
    assert board(duo, ahead).total == 0
    programs.enrol(duo, name, ("mia@x.example",), EnrolmentState.DECLINED)
    assert {one.name for one in board(duo, ahead).rows} == {"Ana", "Mia"}
    assert row_of(duo, "Ana").cells[0][0].clash == "Mia takes no part in the program"
    programs.enrol(duo, name, ("mia@x.example",), EnrolmentState.AGREED)
    assert board(duo, ahead).total == 0
    with pytest.raises(Refused, match="stands in 1 published pairing"):
        people.remove(duo, "mia@x.example")
