"""The groups of the past, and those that are published: searched as the history of pairings is."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.exposure import team_identity
from ridealong.domain.pairings import PAST, State, is_past_draft
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.found import person_named, program_named
from ridealong.services.groups.group_rows import GroupRow, rows_of, rows_of_person
from ridealong.services.outcomes.history import FIELDS, HistoryQuery, check_terms
from ridealong.services.search import Terms, read_terms, read_when
from ridealong.storage.queries import gatherings as queries


def past_groups(desk: Desk, query: HistoryQuery) -> tuple[GroupRow, ...]:
    """The groups over coffee that a search of the history finds, the newest first.

    Terms mean what they do of pairings, `it:` and `marketing:` somebody of that side; a group has no fit, and as what
    nobody says anything about counts as held, none is unmarked.

    Raises:
        NotFound: there is no such program or person.
        InvalidValue: what follows a term is none of its values.
    """
    terms, today = read_terms(query.text, FIELDS), desk.clock.today()
    check_terms(terms)
    with desk.reading() as connection:
        rows = [one for one in _rows(connection, query, today) if not is_past_draft(one.state, one.days.last, today)]
    if query.unmarked or any(name == "fit" for name, _value in terms.fields):
        return ()
    states = tuple(query.states) or _states(terms)
    found = [
        one
        for one in rows
        if one.state in states and _is_of_teams(one, query) and all(_has(one, *term, today) for term in terms.fields)
    ]
    found = [one for one in found if all(word.casefold() in _text(one) for word in terms.words)]
    return tuple(sorted(found, key=lambda one: (one.days.first, one.id), reverse=query.descending))


def _rows(connection: Connection, query: HistoryQuery, today: date) -> tuple[GroupRow, ...]:
    program = program_named(connection, query.program) if query.program else None
    if query.person:
        rows = rows_of_person(connection, person_named(connection, query.person).id, tuple(State), today)
        return tuple(one for one in rows if program is None or one.program == program.name)
    if program is None:
        return rows_of(connection, queries.in_states(connection, tuple(State), str(Kind.COFFEE)), today)
    return rows_of(connection, queries.of_program(connection, program.id), today) if program.kind is Kind.COFFEE else ()


def _states(terms: Terms) -> Collection[State]:
    # Who names a state means drafts as well, if it is theirs.
    return tuple(State) if any(name == "state" for name, _value in terms.fields) else PAST


def _is_of_teams(one: GroupRow, query: HistoryQuery) -> bool:
    wanted = ((Side.IT, query.it_team), (Side.MARKETING, query.marketing_team))
    return all(
        not team or any(each.side is side and team_identity(each.team) == team_identity(team) for each in one.people)
        for side, team in wanted
    )


def _has(one: GroupRow, name: str, value: str, today: date) -> bool:
    """Whether a term holds of a group."""
    if name in ("since", "until"):
        span = read_when(value, today)
        return one.days.first >= span.first if name == "since" else one.days.first <= span.last
    return any(value.casefold() in text.casefold() for text in _texts(one, name))


def _texts(one: GroupRow, name: str) -> list[str]:
    """The texts in one of which the value of a term stands."""
    if name in ("it", "marketing"):
        return [f"{each.name} {each.email} {each.team}" for each in one.people if each.side == name]
    return {
        "program": [one.program],
        "kind": [f"{one.kind} {one.kind.label}"],
        "state": [str(one.state), one.state.label],
        "team": [each.team for each in one.people],
        "person": [f"{each.name} {each.email}" for each in one.people],
    }.get(name, [""])


def _text(one: GroupRow) -> str:
    people = " ".join(f"{each.name} {each.email} {each.team}" for each in one.people)
    return f"{people} {one.program} {one.kind.label} {one.state.label}".casefold()
