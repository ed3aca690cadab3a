"""Ideas, as they are stored: looked up, searched and counted."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, not_, select

from ridealong.domain.ideas import Idea, IdeaState
from ridealong.storage.parts import parts_of
from ridealong.storage.queries.search import all_words, contains
from ridealong.storage.schema import ideas, people, programs

owners = people.alias("owners")


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaSearch:
    """What a list of ideas is narrowed to.

    Args:
        words: each must stand in its text, its note, the name or address of its owner or the program's name.
        program, owner: what must stand in the program's name, in the name or address of the owner.
        program_id, owner_id, pairing_id: those themselves.
        states: the states wanted; empty for all. unowned: only those that nobody owns.
    """

    words: Sequence[str] = ()
    program: Sequence[str] = ()
    owner: Sequence[str] = ()
    program_id: int | None = None
    owner_id: int | None = None
    pairing_id: int | None = None
    states: Collection[str] = ()
    unowned: bool = False


def find_ideas(
    connection: Connection, wanted: IdeaSearch, *, offset: int = 0, limit: int | None = None
) -> list[RowMapping]:
    """Ideas with their program and owner, the newest first."""
    statement = _joined(_shown()).where(_condition(wanted)).order_by(ideas.c.noted.desc(), ideas.c.id.desc())
    return list(connection.execute(statement.offset(offset).limit(limit)).mappings())


def count_ideas(connection: Connection, wanted: IdeaSearch) -> dict[IdeaState, int]:
    """How many ideas a search finds, by state."""
    statement = _joined((ideas.c.state, func.count())).where(_condition(wanted)).group_by(ideas.c.state)
    return {IdeaState(state): number for state, number in connection.execute(statement)}


def idea_row(connection: Connection, idea_id: int) -> RowMapping | None:
    """One idea as `find_ideas` has them, or None."""
    return connection.execute(_joined(_shown()).where(ideas.c.id == idea_id)).mappings().first()


def ideas_of(connection: Connection, pairing_ids: Collection[int]) -> dict[int, list[RowMapping]]:
    """The ideas that came out of some pairings, by pairing, in the order in which they were noted."""
    found: dict[int, list[RowMapping]] = {}
    for part in parts_of(sorted(pairing_ids)):
        statement = _joined(_shown()).where(ideas.c.pairing_id.in_(part)).order_by(ideas.c.id)
        for row in connection.execute(statement).mappings():
            found.setdefault(row["pairing_id"], []).append(row)
    return found


def ideas_by_program(connection: Connection) -> dict[str, dict[IdeaState, int]]:
    """How many ideas there are, by program and state; those of no program, or of an archived one, are left out."""
    statement = (
        select(programs.c.name, ideas.c.state, func.count())
        .join_from(ideas, programs, programs.c.id == ideas.c.program_id)
        .where(not_(programs.c.archived))
        .group_by(programs.c.name, ideas.c.state)
    )
    found: dict[str, dict[IdeaState, int]] = {}
    for name, state, number in connection.execute(statement):
        found.setdefault(name, {})[IdeaState(state)] = number
    return found


def as_idea(row: RowMapping) -> Idea:
    """An idea from one of `find_ideas`."""
    return Idea(
        number=row["id"],
        text=row["text"],
        state=IdeaState(row["state"]),
        program=row["program"] or "",
        pairing=row["pairing_id"],
        owner_email=row["owner_email"] or "",
        owner_name=row["owner_name"] or "",
        owner_left=bool(row["owner_left"]),
        named=row["named"],
        noted=row["noted"],
        changed=row["changed"],
        note=row["note"],
    )


def _shown() -> tuple[Any, ...]:  # Any: columns of several tables
    return (
        ideas,
        programs.c.name.label("program"),
        owners.c.email.label("owner_email"),
        owners.c.name.label("owner_name"),
        owners.c.removed.label("owner_left"),
    )


def _joined(columns: Sequence[Any]) -> Select[Any]:  # Any: as above
    return (
        select(*columns)
        .select_from(ideas)
        .join(programs, programs.c.id == ideas.c.program_id, isouter=True)
        .join(owners, owners.c.id == ideas.c.owner_id, isouter=True)
    )


def _condition(wanted: IdeaSearch) -> ColumnElement[bool]:
    everywhere = (ideas.c.text, ideas.c.note, owners.c.name, owners.c.email, programs.c.name)
    conditions = [all_words(wanted.words, everywhere)]
    conditions += [contains(programs.c.name, text) for text in wanted.program]
    conditions += [contains(owners.c.name, text) | contains(owners.c.email, text) for text in wanted.owner]
    if wanted.program_id is not None:
        conditions.append(ideas.c.program_id == wanted.program_id)
    if wanted.owner_id is not None:
        conditions.append(ideas.c.owner_id == wanted.owner_id)
    if wanted.pairing_id is not None:
        conditions.append(ideas.c.pairing_id == wanted.pairing_id)
    if wanted.states:
        conditions.append(ideas.c.state.in_(wanted.states))
    if wanted.unowned:
        conditions.append(ideas.c.owner_id.is_(None))
    return and_(True, *conditions)
