"""A history so long that its lists go another way through the database than those of a small one."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.pairings import State
from ridealong.services import history
from ridealong.services.desk import Desk
from ridealong.services.history import SORTS, HistoryQuery, PairingRow
from ridealong.services.import_history import import_history
from ridealong.services.import_people import import_people
from services.conftest import csv

EACH = 600
"""People on each side: more than a search looks up one by one."""
TEAMS = 7
PROGRAMS = 9


@pytest.fixture
def desk(make_desk: MakeDesk, tmp_path: Path) -> Desk:
    made = make_desk()
    import_people(made, csv(tmp_path, "email,name,side,team", *_people()))
    import_history(made, csv(tmp_path, "program,kind,it_email,marketing_email,guest,start,end,state", *_past()))
    return made


def _people() -> Iterator[str]:
    for number in range(EACH):
        name = "Änne" if number == 7 else "Anna" if number % 50 == 0 else "Somebody"
        yield f"it.{number}@x.example,{name} It{number},it,Platform {number % TEAMS}"
        yield f"m.{number}@x.example,Person M{number},marketing,Brand {number % TEAMS}"


def _past() -> Iterator[str]:
    states = ("held", "missed", "ended")
    for number in range(EACH):
        first = date(2020, 1, 6) + timedelta(weeks=number % 300)
        guest = "marketing" if number % 4 == 0 else "it"
        yield (
            f"Season {number % PROGRAMS},ride-along,it.{number}@x.example,m.{number * 7 % EACH}@x.example,{guest},"
            f"{first},{first + timedelta(days=4)},{states[number % 3]}"
        )


def _text(row: PairingRow) -> str:
    words = (row.it_name, row.it_email, row.it_team, row.marketing_name, row.marketing_email, row.marketing_team)
    return "\n".join((*words, row.program)).casefold()


# Making this history takes a while, so that each test asks for many things.
WORDS = ("anna", "somebody", "platform 3", "brand", "season 4", "season", "e", "änne", "%")
TERMS = {
    "team:platform": EACH,
    'team:"brand 2" state:held': 29,
    "program:season": EACH,
    'program:"season 4"': EACH // PROGRAMS + 1,
    "kind:along": EACH,
    "person:somebody": EACH - 12 - 1,
    "person:anna": 12,
    "somebody anna": 0,
}


def test_a_search_finds_what_it_names_however_many_have_it(desk: Desk) -> None:
    every = history.page(desk, HistoryQuery()).rows
    for words in WORDS:
        wanted = [row.id for row in every if all(word in _text(row) for word in words.split())]
        page = history.page(desk, HistoryQuery(text=words))
        assert ([row.id for row in page.rows], page.total) == (wanted, len(wanted)), words
    found = {text: history.page(desk, HistoryQuery(text=text), limit=5).total for text in TERMS}
    assert found == TERMS


def test_pages_are_parts_of_the_whole_list(desk: Desk) -> None:
    for query in (HistoryQuery(sort=sort, descending=down) for sort in SORTS for down in (False, True)):
        whole = history.page(desk, query).rows
        paged = [row for start in range(0, EACH + 1, 170) for row in history.page(desk, query, start, 170).rows]
        assert tuple(paged) == whole, query


def test_many_pairings_are_marked_in_one_step(desk: Desk) -> None:
    with desk.changing("test") as step:
        step.connection.exec_driver_sql("UPDATE pairings SET state = 'published'")
        step.done("all published", undoable=False)
    ids = [row.id for row in history.page(desk, HistoryQuery()).rows]
    marked = history.mark_all(desk, ids, State.HELD)
    assert [row.id for row in marked] == ids
    assert {row.state for row in marked} == {State.HELD}
    assert history.unmarked_count(desk) == 0
