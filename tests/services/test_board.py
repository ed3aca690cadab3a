"""The board: people down, weeks across."""

from datetime import timedelta

import pytest

from conftest import TODAY
from ridealong.domain.errors import NotFound
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.services import drafts, limits, plans, publishing
from ridealong.services.board import BoardQuery, Sign, board, first_week
from ridealong.services.desk import Desk
from services.conftest import START, buddies, employ, it, marketing, ride_alongs, week


def signs(desk: Desk, name: str, **more: object) -> list[list[tuple[Sign, str]]]:
    query = BoardQuery(first=START, weeks=4, **more)  # type: ignore[arg-type]
    row = next(one for one in board(desk, query).rows if one.name == name)
    return [[(item.sign, item.label) for item in cell] for cell in row.cells]


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
    limits.add_absence(duo, "ana@x.example", week(1, 2), "surgery")
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

    def names(**more: object) -> list[str]:
        return [row.name for row in board(small, BoardQuery(first=START, weeks=1, **more)).rows]  # type: ignore[arg-type]

    assert names() == ["Ben", "Ana", "Cho", "Mia", "Oto", "Noa"]  # by side, team and name
    assert names(side=Side.IT) == ["Ben", "Ana", "Cho"]
    assert names(program="spring ride-alongs") == ["Ana", "Mia"]
    assert names(text="team:crm") == ["Noa"]
    with pytest.raises(NotFound):
        names(program="X")


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
