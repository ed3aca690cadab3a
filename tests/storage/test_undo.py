"""Taking an entry of the journal back: rows become what they were, whatever their tables, types and order."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any  # what a cell of a row may hold

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, event, select, update

from conftest import NewDesk
from ridealong.storage.database import Store, open_store
from ridealong.storage.schema import (
    absences,
    enrolments,
    freezes,
    journal_rows,
    measures,
    metadata,
    people,
    programs,
)
from ridealong.storage.undo import Obstacle, Reversal, Why, first_few
from ridealong.storage.work import Step, unit_of_work
from thorough import examples

AT = datetime(2027, 1, 4, 12, tzinfo=UTC)
ANA = {"email": "Ana@x.example", "identity": "ana@x.example", "name": "Ana", "side": "it", "team": "Platform"}
MIA = {"email": "mia@x.example", "identity": "mia@x.example", "name": "Mia", "side": "marketing", "team": "Brand"}
FREEZE = {"side": "it", "first_day": date(2027, 1, 4), "last_day": date(2027, 1, 8), "reason": "move"}
SPRING = {
    "name": "Spring",
    "identity": "spring",
    "kind": "buddy",
    "guest_side": "it",
    "start": date(2027, 1, 4),
    **dict.fromkeys(
        ("rounds", "weeks", "visits_per_guest", "host_window_weeks", "host_rest_weeks", "repeat_days", "publish_weeks"),
        1,
    ),
}


@pytest.fixture
def store(database: str, empty_database: Path) -> Iterator[Store]:
    if "://" not in database:
        shutil.copy(empty_database, database)
    store = open_store(database)
    yield store
    store.close()


def do(store: Store, change: Callable[[Step], object], undoes: int | None = None) -> int:
    """Change something; returns the number of its entry."""
    with unit_of_work(store, at=AT, actor="pat", action="test") as step:
        change(step)
        step.done("done", undoes=undoes)
    assert step.entry is not None
    return step.entry


def take_back(store: Store, entry_id: int) -> int:
    def back(step: Step) -> None:
        reversal = Reversal(step.connection, entry_id)
        assert list(reversal.obstacles()) == []
        reversal.apply(step.work)

    return do(store, back, undoes=entry_id)


def obstacles(store: Store, entry_id: int) -> list[Obstacle]:
    with store.reading() as connection:
        return first_few(Reversal(connection, entry_id).obstacles(), 10)


def rows(store: Store, table: Table, *, versions: bool = False) -> list[dict[str, Any]]:
    with store.reading() as connection:
        found = connection.execute(select(table).order_by(table.c.id)).mappings().all()
    return [{name: value for name, value in row.items() if versions or name != "version"} for row in found]


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    names = ("people", "absences", "freezes", "programs", "measures", "enrolments")
    return {name: rows(store, metadata.tables[name]) for name in names}


def test_what_was_added_goes_what_was_changed_and_removed_comes_back(store: Store) -> None:
    do(store, lambda step: step.work.insert(people, [ANA, MIA]))
    do(store, lambda step: step.work.insert(freezes, [FREEZE, {**FREEZE, "reason": "launch"}]))
    before = everything(store)

    def much(step: Step) -> None:
        step.work.insert(people, [{**ANA, "identity": "ben@x.example", "name": "Ben", "first_day": date(2026, 5, 1)}])
        step.work.update(people, {1: {"team": "Data", "capacity": 3, "last_day": date(2027, 5, 1), "removed": True}})
        step.work.delete(freezes, [1])
        step.work.update(freezes, {2: {"last_day": date(2027, 2, 1)}})

    entry = do(store, much)
    after = everything(store)
    undone = take_back(store, entry)
    assert everything(store) == before
    take_back(store, undone)
    assert everything(store) == after


def test_a_row_that_was_changed_several_times_counts_from_the_first_to_the_last(store: Store) -> None:
    do(store, lambda step: step.work.insert(people, [ANA]))
    before = everything(store)

    def much(step: Step) -> None:
        step.work.update(people, {1: {"team": "Data"}})
        step.work.update(people, {1: {"team": "Design", "role": "lead"}})
        (gone,) = step.work.insert(freezes, [FREEZE])
        step.work.delete(freezes, [gone])
        step.work.insert(freezes, [FREEZE])
        step.work.update(freezes, {2: {"reason": "other"}})

    entry = do(store, much)
    after = everything(store)
    undone = take_back(store, entry)
    assert everything(store) == before
    take_back(store, undone)
    assert everything(store) == after


def test_rows_that_refer_to_each_other_go_and_come_back_in_their_order(store: Store) -> None:
    def all_at_once(step: Step) -> None:
        (ana,) = step.work.insert(people, [ANA])
        (spring,) = step.work.insert(programs, [SPRING])
        step.work.insert(enrolments, [{"program_id": spring, "person_id": ana, "state": "agreed"}])
        step.work.insert(measures, [{"program_id": spring, "name": "Calls", "target": 4.5}])

    entry = do(store, all_at_once)
    after = everything(store)
    undone = take_back(store, entry)
    assert not any(everything(store).values())
    take_back(store, undone)
    assert everything(store) == after


def test_a_row_that_goes_is_first_let_go_of(store: Store) -> None:
    do(store, lambda step: step.work.insert(programs, [SPRING]))
    do(store, lambda step: step.work.insert(measures, [{"program_id": 1, "name": "Calls"}]))
    before = everything(store)

    def handed_over(step: Step) -> None:
        (other,) = step.work.insert(programs, [{**SPRING, "identity": "other"}])
        step.work.update(measures, {1: {"program_id": other}})

    entry = do(store, handed_over)
    after = everything(store)
    undone = take_back(store, entry)
    assert everything(store) == before
    take_back(store, undone)
    assert everything(store) == after


def test_a_version_rises_also_where_a_row_was_away(store: Store) -> None:
    entry = do(store, lambda step: step.work.insert(people, [ANA]))
    seen = [1]
    for _ in range(3):
        back = take_back(store, entry)
        take_back(store, back)
        seen.append(rows(store, people, versions=True)[0]["version"])
    assert seen == [1, 2, 3, 4]


def test_what_is_in_the_way_is_named_row_by_row(store: Store) -> None:
    do(store, lambda step: step.work.insert(people, [MIA]))
    added = do(store, lambda step: step.work.insert(people, [ANA]))
    absent = {"person_id": 2, "first_day": date(2027, 1, 4), "last_day": date(2027, 1, 4)}
    away = do(store, lambda step: step.work.insert(absences, [absent]))
    assert obstacles(store, added) == [Obstacle(absences, 1, Why.USED)]
    do(store, lambda step: step.work.update(people, {2: {"team": "Data"}}))
    assert obstacles(store, added) == [Obstacle(people, 2, Why.CHANGED), Obstacle(absences, 1, Why.USED)]
    gone = take_back(store, away)
    assert obstacles(store, away) == [Obstacle(absences, 1, Why.GONE)]
    do(store, lambda step: step.work.delete(people, [2]))
    assert obstacles(store, gone) == [Obstacle(people, 2, Why.MISSING)]
    renamed = do(store, lambda step: step.work.update(people, {1: {"identity": "kern@x.example"}}))
    do(store, lambda step: step.work.insert(people, [MIA]))
    assert obstacles(store, renamed) == [Obstacle(people, 3, Why.TAKEN)]


def test_a_change_beside_the_journal_is_an_obstacle_too(store: Store) -> None:
    entry = do(store, lambda step: step.work.insert(people, [ANA]))
    with store.writing() as connection:
        connection.execute(update(people).values(team="by hand"))
        connection.commit()
    assert obstacles(store, entry) == [Obstacle(people, 1, Why.CHANGED)]


def test_an_entry_of_an_older_schema_lacks_columns_that_have_their_defaults(store: Store) -> None:
    entry = do(store, lambda step: step.work.insert(people, [ANA]))
    with store.writing() as connection:
        kept = '{"id":1,"version":1,"email":"Ana@x.example","identity":"ana@x.example","name":"Ana","side":"it",'
        kept += '"team":"Platform","a column that is gone":1}'
        connection.execute(update(journal_rows).values(after=kept))
        connection.commit()
    before = everything(store)
    take_back(store, take_back(store, entry))
    assert everything(store) == before


def test_thousands_of_rows_take_few_statements(store: Store) -> None:
    some = [{**ANA, "identity": f"p{number}@x.example"} for number in range(1200)]
    entry = do(store, lambda step: step.work.insert(people, some))
    statements: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(store.engine, "before_cursor_execute", count)
    take_back(store, take_back(store, entry))
    assert rows(store, people)[1199]["identity"] == "p1199@x.example"
    assert len(statements) < 120


TEAMS = st.sampled_from(["Platform", "Data", "Brand"])
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.integers(0, 5), TEAMS),
        st.tuples(st.just("edit"), st.integers(0, 5), TEAMS),
        st.tuples(st.just("away"), st.integers(0, 5), TEAMS),
        st.tuples(st.just("back"), st.integers(0, 5), TEAMS),
    ),
    min_size=1,
    max_size=8,
)


def play(step: Step, changes: list[tuple[str, int, str]]) -> None:
    """Do whatever of this is possible: people added and edited, their absences added and removed."""
    for what, number, team in changes:
        ids = {row["identity"]: row["id"] for row in step.connection.execute(select(people)).mappings()}
        row_id = ids.get(f"p{number}")
        away = [] if row_id is None else _absences(step, row_id)
        if what == "add" and row_id is None:
            step.work.insert(people, [{**ANA, "identity": f"p{number}", "team": team}])
        elif what == "edit" and row_id is not None:
            step.work.update(people, {row_id: {"team": team}})
        elif what == "away" and row_id is not None:
            day = date(2027, 1, 1 + number)
            step.work.insert(absences, [{"person_id": row_id, "first_day": day, "last_day": day, "reason": team}])
        elif what == "back":
            step.work.delete(absences, away[:1])


def _absences(step: Step, person_id: int) -> list[int]:
    return list(step.connection.execute(select(absences.c.id).where(absences.c.person_id == person_id)).scalars())


@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(CHANGES, min_size=1, max_size=4))
def test_any_actions_are_taken_back_and_done_again(new_desk: NewDesk, steps: list[list[tuple[str, int, str]]]) -> None:
    store = new_desk().store
    states: list[tuple[int, dict[str, Any], dict[str, Any]]] = []
    for changes in steps:
        before = everything(store)
        with unit_of_work(store, at=AT, actor="pat", action="test") as step:
            play(step, changes)
            step.done("played")
        if step.entry is not None:
            states.append((step.entry, before, everything(store)))
    undone: list[tuple[int, dict[str, Any]]] = []
    for entry, before, after in reversed(states):
        undone.append((take_back(store, entry), after))
        assert everything(store) == before
    for entry, after in reversed(undone):
        take_back(store, entry)
        assert everything(store) == after
    store.close()
