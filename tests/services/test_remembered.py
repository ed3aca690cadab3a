"""What was worked out from the database is known until something changes."""

from sqlalchemy import Connection

from ridealong.services.desk import Desk
from ridealong.storage.queries.people import everybody
from services.conftest import employ, it, marketing


def names(desk: Desk, asked: list[str]) -> tuple[str, ...]:
    def work(connection: Connection) -> tuple[str, ...]:
        asked.append("read")
        return tuple(sorted(one.name for one in everybody(connection).values()))

    with desk.reading() as connection:
        return desk.remembered(connection, "names", lambda: work(connection))


def test_it_is_read_once_and_again_after_a_change(desk: Desk) -> None:
    asked: list[str] = []
    employ(desk, it("Ana"))
    assert [names(desk, asked), names(desk, asked)] == [("Ana",)] * 2
    assert len(asked) == 1
    employ(desk, marketing("Mia"))
    assert names(desk, asked) == ("Ana", "Mia")
    assert len(asked) == 2


def test_of_what_is_large_only_the_last_is_kept(desk: Desk) -> None:
    asked: list[str] = []

    def read(name: str) -> str:
        def work() -> str:
            asked.append(name)
            return name

        with desk.reading() as connection:
            return desk.remembered(connection, name, work, large=name != "small")

    names = ["one", "small", "one", "two", "two", "one", "small"]
    assert [read(name) for name in names] == names
    assert asked == ["one", "small", "two", "one"]
