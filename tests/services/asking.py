"""How often some work asks the database."""

from collections.abc import Callable

from sqlalchemy import event

from ridealong.services.desk import Desk


def statements(desk: Desk, work: Callable[[], object], naming: str = "") -> int:
    """How many statements some work costs the database; only those in which some text stands, where one is given."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if naming in " ".join(statement.split()):
            seen.append(statement)

    event.listen(desk.store.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(desk.store.engine, "before_cursor_execute", note)
    return len(seen)
