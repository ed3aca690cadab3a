"""Embeds as the history lists them: who was, or is, in which slot of which composite team, and for how long."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Embed, weeks_and_share
from ridealong.domain.days import Days
from ridealong.domain.exposure import team_identity
from ridealong.domain.pairings import MET, PAST, State, has_met, is_past_draft
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.found import person_named, program_named
from ridealong.services.groups.gathering_days import state_by
from ridealong.services.outcomes.history import FIELDS, HistoryQuery, check_terms
from ridealong.services.search import Terms, read_terms, read_when
from ridealong.services.teams.embed_contacts import together
from ridealong.storage.queries.programs import all_programs
from ridealong.storage.queries.teams import (
    all_embeds,
    embeds_of_person,
    embeds_of_program,
    embeds_of_teams,
    teams_by_id,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedRow:
    """An embed as lists show it.

    Args:
        team: the composite team. slot, slot_name: the number of the slot, and what whoever takes it does.
        home_team: of the person, at that time. share: how much of a week it takes, in percent.
        state: `held` also for what was published and is over, unless something else was noted.
        met: the addresses of those of the other side who were in the team at the same time, or will be, each with the
            first day that both are there.
        reason: why it ended early or was cancelled; private, and filled only on the person's own page, on request.
    """

    id: int
    program: str
    team: str
    slot: int
    slot_name: str
    email: str
    name: str
    side: Side
    home_team: str
    share: int
    days: Days
    state: State
    met: tuple[tuple[str, date], ...] = ()
    reason: str = ""

    @property
    def weeks(self) -> float:
        """How many full weeks of work it is: its weeks times its share, to a tenth."""
        return round(weeks_and_share(self.days, self.share), 1)

    def met_across(self, today: date) -> tuple[frozenset[str], frozenset[str]]:
        """Whom of the other side its person has met in it by a day, and whom they then will: addresses."""
        begun = frozenset(email for email, first in self.met if has_met(self.state, first, today))
        return begun, frozenset(email for email, _first in self.met) - begun


def past_embeds(desk: Desk, query: HistoryQuery) -> tuple[EmbedRow, ...]:
    """The embeds that a search of the history finds, the newest first.

    Terms mean what they do of pairings: `team:` a home team or a composite team, `it:` and `marketing:` the person,
    where they are of that side; an embed has no fit, and as what nobody says anything about counts as held, none is
    unmarked.

    Raises:
        NotFound: there is no such program or person.
        InvalidValue: what follows a term is none of its values.
    """
    terms, today = read_terms(query.text, FIELDS), desk.clock.today()
    check_terms(terms)
    with desk.reading() as connection:
        rows = rows_of(connection, _stored(connection, query, today), today)
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


def _stored(connection: Connection, query: HistoryQuery, today: date) -> list[Embed]:
    program = program_named(connection, query.program) if query.program else None
    if query.person:
        some = embeds_of_person(connection, person_named(connection, query.person).id, tuple(State))
        some = [one for one in some if program is None or one.program_id == program.id]
    elif program is not None:
        some = embeds_of_program(connection, program.id)
    else:
        some = all_embeds(connection, tuple(State))
    return [one for one in some if not is_past_draft(one.state, one.days.last, today)]


def rows_of(connection: Connection, some: Sequence[Embed], today: date) -> tuple[EmbedRow, ...]:
    """Embeds that were read already, in the order given."""
    if not some:
        return ()
    programs = {one.id: one.name for one in all_programs(connection, archived=True)}
    teams = teams_by_id(connection, {one.team_id for one in some})
    met = _met(connection, some)
    found = []
    for one in some:
        slot = teams[one.team_id].slot(one.slot)
        found.append(
            EmbedRow(
                id=one.id,
                program=programs[one.program_id],
                team=teams[one.team_id].name,
                slot=one.slot,
                slot_name=slot.name if slot else "",
                email=one.email,
                name=one.name,
                side=one.side,
                home_team=one.home_team,
                share=one.share,
                days=one.days,
                state=state_by(one.state, one.days.last, today),
                met=met.get(one.id, ()),
                reason=one.reason,
            )
        )
    return tuple(found)


def rows_of_person(
    connection: Connection, person_id: int, states: Collection[State], today: date
) -> tuple[EmbedRow, ...]:
    """The embeds of a person in some states, the newest first."""
    found = rows_of(connection, embeds_of_person(connection, person_id, states), today)
    return tuple(sorted(found, key=lambda one: (one.days.first, one.id), reverse=True))


def _met(connection: Connection, some: Iterable[Embed]) -> dict[int, tuple[tuple[str, date], ...]]:
    """By id of an embed, who of the other side is there at the same time, and from which day on."""
    found: dict[int, list[tuple[str, date]]] = {}
    for both in together(embeds_of_teams(connection, {one.team_id for one in some}, MET)):
        found.setdefault(both.it.id, []).append((both.marketing.email, both.days.first))
        found.setdefault(both.marketing.id, []).append((both.it.email, both.days.first))
    return {number: tuple(sorted(each)) for number, each in found.items()}


def _states(terms: Terms) -> Collection[State]:
    # Who names a state means drafts as well, if it is theirs.
    return tuple(State) if any(name == "state" for name, _value in terms.fields) else PAST


def _is_of_teams(one: EmbedRow, query: HistoryQuery) -> bool:
    wanted = {side: team for side, team in ((Side.IT, query.it_team), (Side.MARKETING, query.marketing_team)) if team}
    # Of two teams that have met, whoever of them was embedded is meant.
    return not wanted or team_identity(wanted.get(one.side, "")) == team_identity(one.home_team)


def _has(one: EmbedRow, name: str, value: str, today: date) -> bool:
    """Whether a term holds of an embed."""
    if name in ("since", "until"):
        span = read_when(value, today)
        return one.days.first >= span.first if name == "since" else one.days.first <= span.last
    return any(value.casefold() in text.casefold() for text in _texts(one, name))


def _texts(one: EmbedRow, name: str) -> list[str]:
    """The texts in one of which the value of a term stands."""
    if name in ("it", "marketing"):
        return [f"{one.name} {one.email} {one.home_team}"] if one.side == name else []
    return {
        "program": [one.program],
        "kind": [f"{Kind.COMPOSITE} {Kind.COMPOSITE.label}"],
        "state": [str(one.state), one.state.label],
        "team": [one.team, one.home_team],
        "person": [f"{one.name} {one.email}"],
    }.get(name, [])


def _text(one: EmbedRow) -> str:
    words = (one.name, one.email, one.home_team, one.team, one.slot_name, one.program, one.state.label)
    return f"{' '.join(words)} {Kind.COMPOSITE.label}".casefold()
