"""Ideas: noted, looked through, taken up by somebody, and what becomes of them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.ideas import Idea, IdeaState, check_owner, check_step, read_idea
from ridealong.domain.values import quoted, read_words
from ridealong.domain.wording import brief
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_row, person_named, program_named
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.services.paging import Page
from ridealong.services.search import check_choice, read_terms
from ridealong.storage.queries import ideas as queries
from ridealong.storage.queries.ideas import IdeaSearch
from ridealong.storage.schema import ideas

FIELDS = ("state", "program", "owner")
"""Terms of a search."""
_LABELS = tuple(state.label for state in IdeaState)
_MOST_IN_JOURNAL = 80

Cells = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaRow:
    """An idea as lists show it; `seen` is the row as it is now, for who changes it later."""

    idea: Idea
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaQuery:
    """Which ideas are wanted.

    Args:
        text: free words, and terms such as `state:open`, `owner:ana` or `program:spring`.
        program, owner: a program's name, an address; empty for all.
        states: empty for all. unowned: only those that nobody owns.
    """

    text: str = ""
    program: str = ""
    owner: str = ""
    states: Collection[IdeaState] = ()
    unowned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIdea:
    """An idea that is to be noted.

    Args:
        program: where it comes from; empty for that of the pairing, or for none. pairing: a number, or None.
        owner: the address of whoever sees to it; empty for nobody yet.
        named: whether the owner agreed to be named beside it in reports.
    """

    text: str
    program: str = ""
    pairing: int | None = None
    owner: str = ""
    state: IdeaState = IdeaState.OPEN
    named: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaChange:
    """What is to be different about an idea; None leaves it as it is.

    Args:
        owner: an address; empty for nobody any more. Another owner than before has not agreed to be named.
    """

    text: str | None = None
    state: IdeaState | None = None
    owner: str | None = None
    named: bool | None = None
    note: str | None = None


def page(desk: Desk, query: IdeaQuery, offset: int = 0, limit: int | None = None) -> Page[IdeaRow]:
    """A page of ideas, the newest first.

    Raises:
        NotFound: there is no such program or person.
        InvalidValue: what follows `state:` is no state of an idea.
    """
    with desk.reading() as connection:
        wanted = _search(connection, query)
        rows = queries.find_ideas(connection, wanted, offset=offset, limit=limit)
        found = tuple(IdeaRow(idea=queries.as_idea(row), seen=Seen(row["id"], row["version"])) for row in rows)
        return Page(found, sum(queries.count_ideas(connection, wanted).values()), offset)


def counts(desk: Desk, query: IdeaQuery | None = None) -> Mapping[IdeaState, int]:
    """How many ideas there are in each state, of those that a search finds; raises as `page`."""
    with desk.reading() as connection:
        found = queries.count_ideas(connection, _search(connection, query or IdeaQuery()))
    return {state: found.get(state, 0) for state in IdeaState}


def show(desk: Desk, number: int) -> IdeaRow:
    """One idea; raises NotFound."""
    with desk.reading() as connection:
        return _row(connection, number)


def add(desk: Desk, new: NewIdea) -> IdeaRow:
    """Note an idea.

    Raises:
        NotFound: there is no such program, pairing or person.
        InvalidValue: there is no text, or it cannot be kept.
        Refused: its state needs an owner, or its pairing is of another program.
    """
    text, note = read_idea(new.text), read_words(new.note)
    with desk.changing("ideas add") as step:
        check_owner(new.state, owned=bool(new.owner), named=new.named)
        program_id = program_named(step.connection, new.program).id if new.program else None
        if new.pairing is not None:
            of = pairing_row(step.connection, new.pairing)
            if program_id not in (None, of["program_id"]):
                raise Refused(f"Pairing {new.pairing} is one of '{of['program']}'", "Leave the program out")
            program_id = of["program_id"]
        today = desk.clock.today()
        cells: Cells = {
            "program_id": program_id,
            "pairing_id": new.pairing,
            "text": text,
            "owner_id": person_named(step.connection, new.owner).id if new.owner else None,
            "state": str(new.state),
            "named": new.named,
            "noted": today,
            "changed": today,
            "note": note,
        }
        number = step.work.insert(ideas, [cells])[0]
        step.done(f"Idea {number} noted: {brief(text, _MOST_IN_JOURNAL)}")
        return _row(step.connection, number)


def change(desk: Desk, number: int, what: IdeaChange, *, seen: Seen | None = None) -> IdeaRow:
    """Say what becomes of an idea, who sees to it, or that it reads otherwise.

    Args:
        seen: the idea as looked at before.

    Raises:
        NotFound: there is no such idea or person.
        InvalidValue: its text is empty, or cannot be kept.
        Refused: nothing is to change, the state does not follow from the present one, or lacks an owner.
        ChangedMeanwhile: the idea is no longer as seen.
    """
    if what == IdeaChange():
        raise Refused("Nothing is to be different about the idea", "Say what is")
    with desk.changing("ideas edit") as step:
        check_seen(desk, step.connection, ideas, [seen] if seen else ())
        before = _row(step.connection, number).idea
        cells = _different(step.connection, number, _cells(step.connection, before, what))
        if cells:
            step.work.update(ideas, {number: {**cells, "changed": desk.clock.today()}})
        after = _row(step.connection, number)
        step.done(f"Idea {number} is {after.idea.state.said}: {brief(after.idea.text, _MOST_IN_JOURNAL)}")
        return after


def drop(desk: Desk, number: int, *, why: str = "", seen: Seen | None = None) -> IdeaRow:
    """Let an idea go; it stays in the list as dropped. Raises as `change`."""
    return change(desk, number, IdeaChange(state=IdeaState.DROPPED, note=why or None), seen=seen)


def remove(desk: Desk, number: int, *, seen: Seen | None = None) -> IdeaRow:
    """Take an idea off the list for good, such as one noted twice; returns it as it was.

    Raises:
        NotFound: there is no such idea.
        ChangedMeanwhile: the idea is no longer as seen.
    """
    with desk.changing("ideas remove") as step:
        check_seen(desk, step.connection, ideas, [seen] if seen else ())
        before = _row(step.connection, number)
        step.work.delete(ideas, [number])
        step.done(f"Idea {number} removed: {brief(before.idea.text, _MOST_IN_JOURNAL)}")
        return before


def _row(connection: Connection, number: int) -> IdeaRow:
    row = queries.idea_row(connection, number)
    if row is None:
        raise NotFound(
            f"There is no idea {number}", "The list of ideas shows them", typed="`ridealong ideas list` shows them"
        )
    return IdeaRow(idea=queries.as_idea(row), seen=Seen(row["id"], row["version"]))


def _cells(connection: Connection, before: Idea, what: IdeaChange) -> Cells:
    """What of the row changes; raises as `change`."""
    cells: Cells = {}
    if what.text is not None:
        cells["text"] = read_idea(what.text)
    if what.note is not None:
        cells["note"] = read_words(what.note)
    owner, named = before.owner_email, before.named
    if what.owner is not None:
        known = person_named(connection, what.owner) if what.owner.strip() else None
        cells["owner_id"] = known.id if known else None
        same = known is not None and known.person.email == before.owner_email
        owner, named = known.person.email if known else "", before.named and same
    named = named if what.named is None else what.named
    if named != before.named:
        cells["named"] = named
    if what.state is not None:
        check_step(before.number, before.state, what.state)
        cells["state"] = str(what.state)
    check_owner(what.state or before.state, owned=bool(owner), named=named)
    return cells


def _different(connection: Connection, number: int, cells: Cells) -> Cells:
    row = queries.idea_row(connection, number)
    return {name: value for name, value in cells.items() if row is None or row[name] != value}


def _search(connection: Connection, query: IdeaQuery) -> IdeaSearch:
    terms = read_terms(query.text, FIELDS)
    states = {str(state) for state in query.states}
    for value in (text for name, text in terms.fields if name == "state"):
        check_choice("state", value, tuple(IdeaState), _LABELS)
        part = value.casefold()
        named = {str(one) for one in IdeaState if part in one or part in one.label}
        states = states & named if states else named
        if not states:
            raise InvalidValue(f"No idea is '{quoted(value)}' and of the states asked for", "Leave out one of them")
    return IdeaSearch(
        words=terms.words,
        program=tuple(text for name, text in terms.fields if name == "program"),
        owner=tuple(text for name, text in terms.fields if name == "owner"),
        program_id=program_named(connection, query.program).id if query.program else None,
        owner_id=person_named(connection, query.owner).id if query.owner else None,
        states=sorted(states),
        unowned=query.unowned,
    )
