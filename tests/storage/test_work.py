"""The unit of work: whole or not at all, with every changed row in the journal, before and after."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any  # what a cell of a row may hold

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Table, delete, insert, select, update

from ridealong.domain.errors import Refused, StorageError
from ridealong.storage.database import Store, open_store
from ridealong.storage.schema import absences, freezes, journal, journal_rows, metadata, people
from ridealong.storage.work import Step, unit_of_work
from thorough import examples

AT = datetime(2027, 1, 4, 12, tzinfo=UTC)
ANA = {"email": "Ana@x.example", "identity": "ana@x.example", "name": "Ana", "side": "it", "team": "Platform"}
MIA = {"email": "mia@x.example", "identity": "mia@x.example", "name": "Mia", "side": "marketing", "team": "Brand"}
FREEZE = {"side": "it", "first_day": date(2027, 1, 4), "last_day": date(2027, 1, 8), "reason": "move"}


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    store = open_store(database)
    yield store
    store.close()


def rows(store: Store, table: Table) -> list[dict[str, Any]]:
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]


def changing(store: Store, action: str = "test") -> Any:
    return unit_of_work(store, at=AT, actor="pat", action=action)


def add(store: Store, table: Table, *some: dict[str, Any]) -> list[int]:
    with changing(store) as step:
        ids = step.work.insert(table, some)
        step.done("added")
    return list(ids)


def test_without_done_nothing_has_happened(store: Store) -> None:
    with changing(store) as step:
        step.work.insert(people, [ANA])
    assert rows(store, people) == rows(store, journal) == []


def test_an_error_takes_everything_back(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_when_done(store)
    assert rows(store, people) == rows(store, journal) == []


def fail_when_done(store: Store) -> None:
    with changing(store) as step:
        step.work.insert(people, [ANA])
        step.done("added")
        _ = 1 / 0


def test_the_journal_says_who_did_what_when(store: Store) -> None:
    with changing(store, "people add") as step:
        step.work.insert(people, [ANA])
        step.done("Ana added")
    (entry,) = rows(store, journal)
    assert entry == {
        "id": step.entry,
        "at": "2027-01-04T12:00:00+00:00",
        "actor": "pat",
        "action": "people add",
        "summary": "Ana added",
        "undoable": True,
        "undoes_id": None,
    }


def test_new_rows_get_their_ids_in_the_order_in_which_they_were_given(store: Store) -> None:
    some = [{**ANA, "email": f"p{number}@x.example", "identity": f"p{number}@x.example"} for number in range(1500)]
    ids = add(store, people, *some)
    stored = {row["id"]: row["email"] for row in rows(store, people)}
    assert [stored[one] for one in ids] == [row["email"] for row in some]


def test_a_new_row_is_journalled_as_it_stands(store: Store) -> None:
    (row_id,) = add(store, people, ANA)
    (change,) = rows(store, journal_rows)
    assert (change["table_name"], change["row_id"], change["before"]) == ("people", row_id, None)
    assert json.loads(change["after"]) == rows(store, people)[0]


def test_a_change_is_journalled_before_and_after_and_raises_the_version(store: Store) -> None:
    (row_id,) = add(store, freezes, FREEZE)
    with changing(store) as step:
        step.work.update(freezes, {row_id: {"reason": "storm", "last_day": date(2027, 1, 9)}})
        step.done("changed")
    (row,) = rows(store, freezes)
    assert (row["version"], row["reason"], row["last_day"]) == (2, "storm", date(2027, 1, 9))
    change = rows(store, journal_rows)[-1]
    before, after = json.loads(change["before"]), json.loads(change["after"])
    assert {name: before[name] for name in before if before[name] != after[name]} == {
        "reason": "move",
        "last_day": "2027-01-08",
        "version": 1,
    }
    assert {name: after[name] for name in before if before[name] != after[name]} == {
        "reason": "storm",
        "last_day": "2027-01-09",
        "version": 2,
    }


def test_a_removal_keeps_the_row_in_the_journal(store: Store) -> None:
    (row_id,) = add(store, people, ANA)
    (stored,) = rows(store, people)
    with changing(store) as step:
        step.work.delete(people, [row_id, 12345])
        step.done("removed")
    assert rows(store, people) == []
    change = rows(store, journal_rows)[-1]
    assert (json.loads(change["before"]), change["after"]) == (stored, None)


def test_nothing_is_journalled_for_no_change(store: Store) -> None:
    (row_id,) = add(store, freezes, FREEZE)
    with changing(store) as step:
        step.work.insert(freezes, [])
        step.work.update(freezes, {})
        step.work.update(freezes, {row_id: {"reason": "move", "first_day": date(2027, 1, 4)}})
        step.work.delete(freezes, [])
        step.done("nothing")
    assert step.entry is None
    assert len(rows(store, journal)) == 1
    assert rows(store, freezes)[0]["version"] == 1


def test_what_cannot_be_undone_is_journalled_though_no_row_changed(store: Store) -> None:
    with changing(store) as step:
        step.done("3 invites exported", undoable=False)
    (entry,) = rows(store, journal)
    assert (entry["undoable"], entry["summary"]) == (False, "3 invites exported")


def test_a_row_that_is_gone_is_not_changed_and_nothing_else_either(store: Store) -> None:
    (row_id,) = add(store, freezes, FREEZE)
    with pytest.raises(Refused, match=r"1 of the rows to change in freezes are gone. Look again and repeat"):
        change_one_too_many(store, row_id)
    assert rows(store, freezes)[0]["reason"] == "move"


def change_one_too_many(store: Store, row_id: int) -> None:
    with changing(store) as step:
        step.work.update(freezes, {row_id: {"reason": "storm"}, row_id + 99: {"reason": "storm"}})
        step.done("changed")


def test_ids_are_never_used_twice(store: Store) -> None:
    (row_id,) = add(store, people, ANA)
    with changing(store) as step:
        step.work.delete(people, [row_id])
        step.done("removed")
    assert add(store, people, MIA)[0] > row_id


PEOPLE_CELLS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["Ana", "Zoë", "x\ny", "\u2028"]),
        "capacity": st.none() | st.integers(0, 3),
        "last_day": st.none() | st.dates(date(2027, 1, 1), date(2027, 12, 31)),
        "removed": st.booleans(),
    },
)
STEPS = st.lists(
    st.lists(
        st.one_of(
            st.tuples(st.just("insert"), st.integers(0, 3), PEOPLE_CELLS),
            st.tuples(st.just("update"), st.integers(0, 5), PEOPLE_CELLS),
            st.tuples(st.just("delete"), st.integers(0, 5), PEOPLE_CELLS),
        ),
        max_size=4,
    ),
    max_size=4,
)


@settings(max_examples=examples(40), deadline=None)
@given(STEPS)
def test_the_journal_read_backwards_gives_every_earlier_state(
    empty_database: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[list[tuple[str, int, dict[str, Any]]]]
) -> None:
    path = tmp_path_factory.mktemp("journal") / "a.db"
    path.write_bytes(empty_database.read_bytes())
    store = open_store(path)
    states = [(0, rows(store, people))]
    for changes in steps:
        with changing(store) as step:
            for change in changes:
                apply(step, *change)
            step.done("changed")
        if step.entry is not None:
            states.append((step.entry, rows(store, people)))
        else:
            assert rows(store, people) == states[-1][1]
    for (entry, _), (_, expected) in zip(reversed(states), reversed(states[:-1]), strict=False):
        take_back(store, entry)
        assert rows(store, people) == expected
    store.close()


def apply(step: Step, what: str, number: int, cells: dict[str, Any]) -> None:
    ids = list(step.connection.execute(select(people.c.id).order_by(people.c.id)).scalars())
    if what == "insert":
        top = max(ids, default=0)
        some = [f"p{top + offset}-{number}@x.example" for offset in range(1, number + 1)]
        step.work.insert(people, [{**ANA, **cells, "email": email, "identity": email} for email in some])
    elif ids and what == "update":
        step.work.update(people, {ids[number % len(ids)]: cells})
    elif ids:
        step.work.delete(people, [ids[number % len(ids)]])


def take_back(store: Store, entry: int) -> None:
    """Undo one entry with nothing but what the journal holds."""
    with store.writing() as connection:
        wanted = select(journal_rows).where(journal_rows.c.entry_id == entry).order_by(journal_rows.c.id.desc())
        for change in connection.execute(wanted).mappings().all():
            table = metadata.tables[change["table_name"]]
            if change["before"] is None:
                connection.execute(delete(table).where(table.c.id == change["row_id"]))
                continue
            before = {
                name: date.fromisoformat(value) if value and name in ("first_day", "last_day") else value
                for name, value in json.loads(change["before"]).items()
            }
            if change["after"] is None:
                connection.execute(insert(table), before)
            else:
                connection.execute(update(table).where(table.c.id == change["row_id"]).values(before))
        connection.commit()


def test_a_reference_to_nobody_is_refused(store: Store) -> None:
    with pytest.raises(StorageError, match=r"(?i)foreign key"):
        add(store, absences, {"person_id": 99, "first_day": date(2027, 1, 4), "last_day": date(2027, 1, 4)})
    assert rows(store, absences) == []
