"""Copying a database to another place: every row, compared in both, there and back."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any  # what a cell of a row may hold

import pytest
from sqlalchemy import text

from conftest import CONFIG, TODAY
from ridealong.demo.build import build_demo
from ridealong.domain.days import Days, FixedClock
from ridealong.domain.errors import StorageError
from ridealong.domain.people import Side
from ridealong.services import databases
from ridealong.services.desk import Desk, open_desk
from ridealong.services.people import people
from ridealong.services.programs import programs
from ridealong.storage.copy import contents
from ridealong.storage.schema import absences, embeds, metadata
from services import around, embedded
from services.conftest import it, marketing

AROUND = (
    "terms",
    "contacts",
    "gatherings",
    "gathering_people",
    "steps",
    "steps_done",
    "lead_words",
    "debriefs",
    "learned",
    "ideas",
    "composite_teams",
    "team_slots",
    "team_tasks",
    "task_parts",
    "team_demands",
    "embeds",
    "team_series",
)


@pytest.fixture(scope="session")
def pilot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up company with a past, a plan, meetings and debriefs, and rows in every table around its pairings."""
    path = tmp_path_factory.mktemp("pilot") / "pilot.db"
    build_demo(path, "pilot", worker=False)
    with closing(open_desk(path, clock=FixedClock(TODAY), config=CONFIG)) as desk:
        first, second = (one.email for one in people.everyone(desk)[:2])
        name = programs.list_all(desk)[0].name
        around.said(desk, 1, TODAY)
        around.step_done(desk, name, 1, TODAY)
        around.contact(desk, "Any", "Other", first, second)
        around.group(desk, name, TODAY, "held", [first, second])
        around.explained(desk)
        embedded.composite(desk, "Other teams")
        made = embedded.team(desk, "Bots", Days(TODAY, TODAY + timedelta(weeks=4)), program="Other teams")
        embedded.demand(desk, made, first)
        before, after = (embedded.embed(desk, made, 1, one) for one in _of_it(desk))
        # It takes the place of somebody who was put in later.
        around.change(desk, embeds, before, after_id=after)
    return path


def _of_it(desk: Desk) -> list[str]:
    return [one.email for one in people.everyone(desk) if one.side is Side.IT][:2]


def copy(source: str | Path, target: str | Path, told: Callable[..., None] = lambda *_: None) -> databases.Copied:
    with closing(open_desk(source, clock=FixedClock(TODAY), config=CONFIG)) as desk:
        return databases.copy(desk, str(target), told)


def everything(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables, the counters of ids among them, without a word from our own code."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in tables}


def test_there_and_back_everything_is_as_it_was(pilot: Path, database: str, tmp_path: Path) -> None:
    back = tmp_path / "back.db"
    there = copy(pilot, database)
    assert copy(database, back).tables == there.tables
    assert everything(back) == everything(pilot)
    assert sum(one.rows for one in there.tables.values()) > 500
    assert all(there.tables[name].rows for name in AROUND)


def test_a_copy_is_sound_and_can_be_worked_in(pilot: Path, database: str) -> None:
    copy(pilot, database)
    with closing(open_desk(database, clock=FixedClock(TODAY), config=CONFIG)) as desk:
        assert databases.check(desk) == []
        before = len(people.everyone(desk))
        people.add(desk, it("Zoe"))
        assert len(people.everyone(desk)) == before + 1
        assert databases.check(desk) == []


def test_ids_of_rows_that_are_gone_are_not_given_again(make_company: Path, database: str) -> None:
    copy(make_company, database)
    row = {"person_id": 1, "first_day": TODAY, "last_day": TODAY}
    with (
        closing(open_desk(database, clock=FixedClock(TODAY), config=CONFIG)) as desk,
        desk.changing("x") as step,
    ):
        assert step.work.insert(absences, [row]) == [8]


@pytest.fixture
def make_company(empty_database: Path, tmp_path: Path) -> Path:
    """Ana and Mia, and seven absences that were all taken away again."""
    path = tmp_path / "company.db"
    path.write_bytes(empty_database.read_bytes())
    with closing(open_desk(path, clock=FixedClock(TODAY), config=CONFIG)) as desk:
        people.add(desk, it("Ana"))
        people.add(desk, marketing("Mia"))
        row = {"person_id": 1, "first_day": TODAY, "last_day": TODAY}
        with desk.changing("x") as step:
            ids = step.work.insert(absences, [row] * 7)
            step.done("x")
        with desk.changing("x") as step:
            step.work.delete(absences, ids)
            step.done("x")
    return path


def test_a_database_that_holds_something_is_left_as_it_is(make_company: Path, database: str) -> None:
    copy(make_company, database)
    with pytest.raises(StorageError, match=r"is not empty \(it has rows in") as caught:
        copy(make_company, database)
    assert caught.value.code == "storage-not-empty"


def many(empty_database: Path, path: Path) -> Path:
    """More people than go over in one part."""
    path.write_bytes(empty_database.read_bytes())
    with closing(sqlite3.connect(path)) as connection, connection:
        rows = [(f"p{n}@x.example", f"p{n}@x.example", "P", "it", "T") for n in range(6_789)]
        connection.executemany("INSERT INTO people (email, identity, name, side, team) VALUES (?, ?, ?, ?, ?)", rows)
    return path


@pytest.mark.parametrize("during", ["Copying rows:", "Comparing rows:"])
def test_a_copy_that_the_user_stops_leaves_the_other_one_empty(
    empty_database: Path, tmp_path: Path, database: str, during: str
) -> None:
    def stop(what: str, _done: int, _total: int) -> None:
        if what == during:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy(many(empty_database, tmp_path / "many.db"), database, stop)
    with closing(open_desk(database, clock=FixedClock(TODAY), config=CONFIG)) as empty:
        assert len(people.everyone(empty)) == 0


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("role", "a\0b", "the character NUL"),
        ("capacity", 2**40, "a number above"),
        ("side", "x" * 17, "a text of more than 16"),
    ],
)
def test_what_a_server_cannot_hold_is_named_by_its_place(
    make_company: Path, database: str, column: str, value: object, said: str
) -> None:
    with closing(sqlite3.connect(make_company)) as connection, connection:
        connection.execute(f"UPDATE people SET {column} = ? WHERE id = 2", (value,))
    if "://" not in database:
        copy(make_company, database)
        return
    with pytest.raises(StorageError, match=rf"people 2, {column}: PostgreSQL cannot hold {said}"):
        copy(make_company, database)
    with closing(open_desk(database, clock=FixedClock(TODAY), config=CONFIG)) as desk:
        assert len(people.everyone(desk)) == 0


def test_a_text_too_long_to_be_looked_up_is_named_by_its_place(make_company: Path, database: str) -> None:
    # What says the same over and over can be made short, and then it fits.
    text_of = {1: "x" * 9_000, 2: "".join(sha256(str(one).encode()).hexdigest() for one in range(150))}
    with closing(sqlite3.connect(make_company)) as connection, connection:
        for row, long in text_of.items():
            connection.execute("UPDATE people SET identity = ? WHERE id = ?", (long, row))
    if "://" not in database:
        copy(make_company, database)
        return
    with pytest.raises(StorageError, match="people 2: PostgreSQL cannot look up a text as long as one there") as caught:
        copy(make_company, database)
    assert caught.value.code == "invalid-value"
    with closing(open_desk(database, clock=FixedClock(TODAY), config=CONFIG)) as desk:
        assert len(people.everyone(desk)) == 0


def test_more_rows_than_one_part_arrive_all(empty_database: Path, tmp_path: Path, database: str) -> None:
    path = many(empty_database, tmp_path / "many.db")
    said: list[tuple[str, int, int]] = []
    done = copy(path, database, lambda *one: said.append(one))
    assert done.tables["people"].rows == 6_789
    assert ("Copying rows:", 5_000, 6_789) in said


def test_a_value_that_changed_on_the_way_is_noticed(make_company: Path, database: str) -> None:
    """The checksum is over the values, whatever the database: another value is another sum."""
    before = copy(make_company, database).tables["people"].checksum
    with closing(open_desk(database, clock=FixedClock(TODAY), config=CONFIG)) as desk, desk.store.writing() as there:
        there.execute(text("UPDATE people SET role = 'x' WHERE id = 1"))
        assert contents(there, metadata.sorted_tables)["people"].checksum != before
