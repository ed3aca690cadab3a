"""A history so long that its lists go another way through the database than those of a small one."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from sqlite3 import SQLITE_LIMIT_VARIABLE_NUMBER

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from conftest import MakeDesk
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import State
from ridealong.domain.programs import EnrolmentState
from ridealong.services.attention import attention
from ridealong.services.attention.attention_items import Kind as Thing
from ridealong.services.board import board
from ridealong.services.board.board import BoardQuery
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.invites import outbox
from ridealong.services.journal import undo
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import SORTS, HistoryQuery, PairingRow
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import absences, people, people_list
from ridealong.services.people.import_people import import_people
from ridealong.services.people.people_list import PeopleQuery
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.storage.schema import pairings
from services.built import built
from services.conftest import SPRING, START, csv, ride_alongs, week
from thorough import thorough_only

EACH = 600
"""People on each side: more than a search looks up one by one."""
TEAMS = 7
PROGRAMS = 9

Stage = Callable[[Desk, Path], None]
"""What builds a company on an empty desk; it may write files into a folder."""


def past(desk: Desk, folder: Path) -> None:
    """People and history alone."""
    import_people(desk, csv(folder, "email,name,side,team", *_people()))
    import_history(desk, csv(folder, "program,kind,it_email,marketing_email,guest,start,end,state", *_past()))


@pytest.fixture
def desk(make_desk: MakeDesk, tmp_path: Path) -> Desk:
    return stage(past, make_desk(), tmp_path)


def stage(build: Stage, desk: Desk, folder: Path) -> Desk:
    return built(desk, lambda new: build(new, folder), key=build)


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


@thorough_only
def test_a_search_finds_what_it_names_however_many_have_it(desk: Desk) -> None:
    every = history.page(desk, HistoryQuery()).rows
    for words in WORDS:
        wanted = [row.id for row in every if all(word in _text(row) for word in words.split())]
        page = history.page(desk, HistoryQuery(text=words))
        assert ([row.id for row in page.rows], page.total) == (wanted, len(wanted)), words
    found = {text: history.page(desk, HistoryQuery(text=text), limit=5).total for text in TERMS}
    assert found == TERMS


@thorough_only
def test_pages_are_parts_of_the_whole_list(desk: Desk) -> None:
    for query in (HistoryQuery(sort=sort, descending=down) for sort in SORTS for down in (False, True)):
        whole = history.page(desk, query).rows
        paged = [row for start in range(0, EACH + 1, 170) for row in history.page(desk, query, start, 170).rows]
        assert tuple(paged) == whole, query


def enrolled(desk: Desk, folder: Path) -> None:
    """A program with everybody in it."""
    stage(past, desk, folder)
    ride_alongs(desk, rounds=1)


def planned(desk: Desk, folder: Path) -> None:
    stage(enrolled, desk, folder)
    plans.plan(desk, SPRING)


def published(desk: Desk, folder: Path) -> None:
    stage(planned, desk, folder)
    publishing.publish(desk, SPRING)


def away(desk: Desk, folder: Path) -> None:
    """Everybody is away when they would meet."""
    stage(published, desk, folder)
    note_absences(desk)


@pytest.fixture
def narrow(request: pytest.FixtureRequest, database: str, make_desk: MakeDesk, tmp_path: Path) -> Desk:
    """The desk at the stage that a test asks for, where no statement may name more than 999 values."""
    if "://" in database:
        pytest.skip("a server takes more values than anybody names")
    desk = stage(request.param, make_desk(), tmp_path)
    # So many SQLite took for its first twenty years.
    event.listen(desk.store.engine, "checkout", lambda raw, *_: raw.setlimit(SQLITE_LIMIT_VARIABLE_NUMBER, 999))
    return desk


def everybody(desk: Desk) -> list[str]:
    return [one.email for one in people.everyone(desk)]


def note_absences(desk: Desk) -> int:
    return len(absences.add_absences(desk, everybody(desk), week(0)).clashes[0].pairings)


def clashes(desk: Desk) -> int:
    return len(plans.page(desk, SPRING).clashes)


def drafted(desk: Desk) -> int:
    plans.plan(desk, SPRING)
    return len(plans.page(desk, SPRING).proposals)


def made_public(desk: Desk) -> int:
    publishing.publish(desk, SPRING)
    return len(published_ids(desk))


def published_ids(desk: Desk) -> list[int]:
    return [row.id for row in history.page(desk, HistoryQuery(states=(State.PUBLISHED,))).rows]


def told_away(desk: Desk) -> int:
    (told,) = (one for one in attention.first(desk).found if one.kind is Thing.AWAY)
    return told.total


def clashes_undone(desk: Desk) -> int:
    undo.undo(desk)
    return clashes(desk)


def on_the_board(desk: Desk) -> int:
    return len(board.board(desk, BoardQuery(first=START, weeks=1)).rows)


def pressing(desk: Desk) -> int:
    return len(board.board(desk, BoardQuery(first=START, weeks=1, pressing=True)).rows)


def listed(desk: Desk) -> int:
    return len(people_list.page(desk, PeopleQuery(sort="load")).rows)


def made(desk: Desk) -> int:
    return len(programs.show(desk, ride_alongs(desk, rounds=1)).enrolled)


def declined(desk: Desk) -> int:
    return programs.enrol(desk, SPRING, everybody(desk), EnrolmentState.DECLINED)


def due(desk: Desk) -> int:
    return sum(row.kind is MeetingKind.VISIT for row in outbox.rows_with_reasons(desk))


def cancelled(desk: Desk) -> int:
    return len(drafts.cancel_all(desk, published_ids(desk)))


@pytest.mark.parametrize(
    ("narrow", "ask", "number"),
    [
        pytest.param(past, made, 2 * EACH, id="create", marks=thorough_only),
        pytest.param(enrolled, listed, 2 * EACH, id="people", marks=thorough_only),
        pytest.param(enrolled, declined, 2 * EACH, id="enrol", marks=thorough_only),
        pytest.param(enrolled, drafted, EACH, id="plan", marks=thorough_only),
        pytest.param(planned, made_public, EACH, id="publish", marks=thorough_only),
        pytest.param(published, on_the_board, 2 * EACH, id="board", marks=thorough_only),
        pytest.param(published, due, EACH, id="outbox"),
        pytest.param(published, note_absences, EACH, id="absences", marks=thorough_only),
        pytest.param(published, cancelled, EACH, id="cancel"),
        pytest.param(away, told_away, EACH, id="attention", marks=thorough_only),
        pytest.param(away, pressing, 2 * EACH, id="pressing", marks=thorough_only),
        pytest.param(away, clashes, EACH, id="clashes", marks=thorough_only),
        pytest.param(away, clashes_undone, 0, id="undo"),
    ],
    indirect=["narrow"],
)
def test_no_statement_names_more_values_than_the_smallest_database_takes(
    narrow: Desk, ask: Callable[[Desk], int], number: int
) -> None:
    assert ask(narrow) == number


@pytest.mark.parametrize("narrow", [past], indirect=True)
def test_a_statement_with_more_values_is_refused_there(narrow: Desk) -> None:
    with narrow.reading() as connection, pytest.raises(OperationalError, match="too many SQL variables"):
        connection.execute(select(pairings).where(pairings.c.id.in_(range(1000))))


def test_many_pairings_are_marked_in_one_step(desk: Desk) -> None:
    with desk.changing("test") as step:
        step.connection.exec_driver_sql("UPDATE pairings SET state = 'published'")
        step.done("all published", undoable=False)
    ids = [row.id for row in history.page(desk, HistoryQuery()).rows]
    marked = history.mark_all(desk, ids, State.HELD)
    assert [row.id for row in marked] == ids
    assert {row.state for row in marked} == {State.HELD}
    assert history.page(desk, HistoryQuery(unmarked=True)).total == 0
