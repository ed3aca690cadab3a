"""A history so long that its lists go another way through the database than those of a small one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from sqlite3 import SQLITE_LIMIT_VARIABLE_NUMBER

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from conftest import MakeDesk
from ridealong.domain.pairings import State
from ridealong.domain.programs import EnrolmentState
from ridealong.services import (
    absences,
    attention,
    board,
    drafts,
    history,
    outbox,
    people,
    people_list,
    plans,
    programs,
    publishing,
    undo,
)
from ridealong.services.attention_items import Kind as Thing
from ridealong.services.board import BoardQuery
from ridealong.services.desk import Desk
from ridealong.services.history import SORTS, HistoryQuery, PairingRow
from ridealong.services.import_history import import_history
from ridealong.services.import_people import import_people
from ridealong.services.people_list import PeopleQuery
from ridealong.storage.schema import pairings
from services.conftest import START, csv, ride_alongs, week

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


def test_no_statement_names_more_values_than_the_smallest_database_takes(desk: Desk) -> None:
    with desk.reading() as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("a server takes more values than anybody names")
    # So many SQLite took for its first twenty years.
    event.listen(desk.store.engine, "checkout", lambda raw, *_: raw.setlimit(SQLITE_LIMIT_VARIABLE_NUMBER, 999))
    desk.store.engine.dialect.insertmanyvalues_max_parameters = 999
    with desk.reading() as connection, pytest.raises(OperationalError, match="too many SQL variables"):
        connection.execute(select(pairings).where(pairings.c.id.in_(range(1000))))

    name = ride_alongs(desk, rounds=1, start=START, enrol="all")
    everybody = [one.email for one in people.everyone(desk)]
    assert len(people_list.page(desk, PeopleQuery(sort="load")).rows) == len(everybody) == 2 * EACH
    plans.plan(desk, name)
    publishing.publish(desk, name)
    shown = BoardQuery(first=START, weeks=1)
    assert len(board.board(desk, shown).rows) == 2 * EACH
    assert len(absences.add_absences(desk, everybody, week(0))[0].pairings) == EACH
    assert {one.total for one in attention.first(desk).found if one.kind is Thing.AWAY} == {EACH}
    assert len(board.board(desk, replace(shown, pressing=True)).rows) == 2 * EACH
    assert len(plans.page(desk, name).clashes) == EACH
    assert undo.undo(desk).summary
    assert len(outbox.rows_with_reasons(desk)) >= EACH
    published = [row.id for row in history.page(desk, HistoryQuery(states=(State.PUBLISHED,))).rows]
    assert len(drafts.cancel_all(desk, published)) == EACH
    assert programs.enrol(desk, name, everybody, EnrolmentState.DECLINED)


def test_many_pairings_are_marked_in_one_step(desk: Desk) -> None:
    with desk.changing("test") as step:
        step.connection.exec_driver_sql("UPDATE pairings SET state = 'published'")
        step.done("all published", undoable=False)
    ids = [row.id for row in history.page(desk, HistoryQuery()).rows]
    marked = history.mark_all(desk, ids, State.HELD)
    assert [row.id for row in marked] == ids
    assert {row.state for row in marked} == {State.HELD}
    assert history.page(desk, HistoryQuery(unmarked=True)).total == 0
