"""The history: who has been with whom, and how each pairing went."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping

from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.pairings import PAST, State, check_transition
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.domain.values import quoted
from ridealong.domain.wording import several
from ridealong.exchange.history_csv import HistoryRow
from ridealong.services.changes.covered_meetings import settle_covers
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_rows, person_named, program_named
from ridealong.services.meanwhile import Seen, check_seen
from ridealong.services.outcomes.exposure import spellings
from ridealong.services.paging import Page
from ridealong.services.search import Terms, check_choice, read_terms, read_when
from ridealong.storage import records
from ridealong.storage.queries.pairings import PairingSearch, count_pairings, find_pairings
from ridealong.storage.schema import pairings

FIELDS = ("program", "kind", "state", "team", "person", "it", "marketing", "since", "until", "fit")
SORTS = ("start", "program", "it", "marketing", "state", "kind")
_COMPARED = ("since", "until", "fit")
"""Terms that are compared with, where others are looked for in a text."""
_CHOICES: Mapping[str, Sequence[str]] = {"kind": tuple(Kind), "state": tuple(State)}
"""Terms behind which one of a few words stands."""
_LABELS: Mapping[str, Sequence[str]] = {"state": tuple(state.label for state in State)}
"""Such terms -> what people call the same, where that is another word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryQuery:
    """What of the history is wanted.

    Args:
        text: free words and terms such as `state:held`, `team:brand`, `kind:buddy`; `it:ana` and `marketing:brand` for
            a person or team of a side, `since:2027-01-11` and `until:` for the first day, `fit:75` for at least that;
            `state:draft` is `state:proposed`.
        program, person: a program's name, a person's address; empty for all.
        states: empty for all but drafts, which are no history.
        it_team, marketing_team: only pairings of people of these teams; empty for all.
        unmarked: only published ones that are over and that nobody has marked as held or missed.
        sort: one of `SORTS`.
    """

    text: str = ""
    program: str = ""
    person: str = ""
    states: Collection[State] = ()
    it_team: str = ""
    marketing_team: str = ""
    unmarked: bool = False
    sort: str = "start"
    descending: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingRow:
    """A pairing as lists show it; `fit` is that of the day on which it was planned, None for imported ones.

    Args:
        version: that of the row, which rises with each change.
        declined_by: the names of those who have declined it, on the page of one of the two.
        reason: why it ended or was cancelled; private, and filled only on the page of one of the two, on request.
    """

    id: int
    program: str
    kind: Kind
    round: int | None
    it_email: str
    it_name: str
    it_team: str
    marketing_email: str
    marketing_name: str
    marketing_team: str
    guest: Side
    days: Days
    state: State
    pinned: bool
    fit: int | None = None
    version: int = 0
    declined_by: tuple[str, ...] = ()
    reason: str = ""

    @property
    def seen(self) -> Seen:
        """The row as it is shown: who changes the pairing later says by it what they looked at."""
        return Seen(self.id, self.version)


def pairing_view(row: RowMapping) -> PairingRow:
    """A row of the database as lists show it."""
    guest = Side(row["guest_side"])
    mine, other = ("guest", "host") if guest is Side.IT else ("host", "guest")
    return PairingRow(
        id=row["id"],
        program=row["program"],
        kind=Kind(row["kind"]),
        round=row["round"],
        it_email=row[mine],
        it_name=row[f"{mine}_name"],
        it_team=row[f"{mine}_team"],
        marketing_email=row[other],
        marketing_name=row[f"{other}_name"],
        marketing_team=row[f"{other}_team"],
        guest=guest,
        days=Days(row["first_day"], row["last_day"]),
        state=State(row["state"]),
        pinned=row["pinned"],
        fit=row["fit"],
        version=row["version"],
    )


def history_row(row: PairingRow) -> HistoryRow:
    """A pairing as history files carry it."""
    return HistoryRow(
        program=row.program,
        kind=row.kind,
        it_email=row.it_email,
        marketing_email=row.marketing_email,
        guest=row.guest,
        days=row.days,
        state=row.state,
    )


def page(desk: Desk, query: HistoryQuery, offset: int = 0, limit: int | None = None) -> Page[PairingRow]:
    """A page of the history.

    Raises:
        NotFound: there is no such program or person.
        InvalidValue: what follows `since:` or `until:` is no time, what follows `fit:` no number, or what follows
            `kind:` or `state:` none of theirs.
    """
    with desk.reading() as connection:
        wanted = _search(desk, connection, query)
        rows = find_pairings(
            connection, wanted, sort=query.sort, descending=query.descending, offset=offset, limit=limit
        )
        return Page(tuple(map(pairing_view, rows)), count_pairings(connection, wanted), offset)


def _search(desk: Desk, connection: Connection, query: HistoryQuery) -> PairingSearch:
    terms = read_terms(query.text, FIELDS)
    named = dict(terms.fields)
    check_terms(terms)
    today = desk.clock.today()
    return PairingSearch(
        words=terms.words,
        fields=[(name, _as_stored(name, value)) for name, value in terms.fields if name not in _COMPARED],
        program_id=program_named(connection, query.program).id if query.program else None,
        person_id=person_named(connection, query.person).id if query.person else None,
        states=(State.PUBLISHED,) if query.unmarked else _states(query, terms),
        over_before=today if query.unmarked else None,
        since=read_when(named["since"], today).first if "since" in named else None,
        until=read_when(named["until"], today).last if "until" in named else None,
        fit=_fit(named["fit"]) if "fit" in named else None,
        it_teams=spellings(connection, query.it_team) if query.it_team else None,
        marketing_teams=spellings(connection, query.marketing_team) if query.marketing_team else None,
    )


def check_terms(terms: Terms) -> None:
    """See that a word stands behind `kind:` and `state:` that they can have; raises InvalidValue."""
    for name, value in terms.fields:
        if choices := _CHOICES.get(name):
            check_choice(name, value, choices, _LABELS.get(name, ()))


def _as_stored(name: str, value: str) -> str:
    """What is looked for in a column; a label, or a part of one, stands for the word that is stored."""
    part = value.casefold()
    if name != "state" or any(part in state for state in State):
        return value
    return next((str(state) for state in State if part in state.label), value)


def _fit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= len("100")):
        raise InvalidValue(f"'{quoted(text)}' is no fit", "Write a number from 0 to 100 after fit:, such as fit:75")
    return int(text)


def look_again(desk: Desk, pairing_ids: Sequence[int]) -> tuple[PairingRow, ...]:
    """Some pairings as they are now, in that order; raises NotFound where one is gone."""
    with desk.reading() as connection:
        return tuple(map(pairing_view, pairing_rows(connection, pairing_ids)))


def _states(query: HistoryQuery, terms: Terms) -> Collection[State]:
    # Who names a state means drafts as well, if it is theirs.
    named = any(name == "state" for name, _ in terms.fields)
    return tuple(query.states) or (() if named else PAST)


def mark(desk: Desk, pairing_id: int, state: State, reason: str = "") -> PairingRow:
    """Say how a pairing went; as `mark_all`."""
    return mark_all(desk, [pairing_id], state, reason)[0]


def mark_all(
    desk: Desk, pairing_ids: Sequence[int], state: State, reason: str = "", *, seen: Iterable[Seen] = ()
) -> tuple[PairingRow, ...]:
    """Say how some pairings went, all in one step: held, missed or ended early.

    Args:
        reason: private; kept where one is given.
        seen: the pairings as they were looked at before.

    Raises:
        NotFound: there is no such pairing.
        ChangedMeanwhile: one of them is no longer as it was seen.
        Refused: for one of them, the state does not follow from the present one.
    """
    with desk.changing(f"history mark {state}") as step:
        check_seen(desk, step.connection, pairings, seen)
        rows = pairing_rows(step.connection, pairing_ids)
        for row in rows:
            check_transition(records.pairing(row), state, desk.clock.today())
        changes = {"state": str(state)} | ({"reason": reason} if reason else {})
        after = {row["id"]: changes for row in rows}
        settle_covers(step, rows, after, desk.clock.today())
        step.work.update(pairings, after)
        both = several([f"{row['guest_name']} and {row['host_name']}, {row['first_day']}" for row in rows])
        step.done(f"{both}: {state}")
        return tuple(map(pairing_view, pairing_rows(step.connection, [row["id"] for row in rows])))
