"""Pairings of a program as a plan shows them: who with whom, how well they fit, and a few words why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from ridealong.domain import fit as rules
from ridealong.domain.days import Days
from ridealong.domain.hours import Place, place_of, shared_minutes
from ridealong.domain.pairings import NOT_CANCELLED, State, is_past_draft
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Program
from ridealong.services.plans.met_before import team_meetings, times_met
from ridealong.services.plans.plan_views import Proposal, Someone
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.schema import pairings
from ridealong.storage.work import UnitOfWork

_Row = Mapping[str, Any]  # Any: what a column holds, only the table knows


@dataclass(slots=True)
class _Past:
    met: Mapping[frozenset[int], int]
    teams: dict[tuple[str, str], int]
    minutes: dict[tuple[Place, Place], int]


def proposals(
    connection: Connection,
    program: Program,
    people: Mapping[int, Person],
    today: date,
    work: UnitOfWork | None = None,
) -> tuple[Proposal, ...]:
    """All pairings of a program but cancelled ones and drafts that are over, by round and guest.

    Args:
        work: the change within which they are read, so that they are as it leaves them.
    """
    search = PairingSearch(program_id=program.id, states=NOT_CANCELLED)
    found = [row for row in find_pairings(connection, search) if row["round"] is not None]
    rows = work.over(pairings, found) if work else [dict(row) for row in found]
    rows = [row for row in rows if not is_past_draft(row["state"], row["last_day"], today)]
    met = times_met(connection, {(row["guest_id"], row["host_id"]) for row in rows})
    past = _Past(met, team_meetings(connection), {})
    shown = [_proposal(_named(row, people), program, people, past) for row in rows]
    shown.sort(key=lambda one: (one.round, one.guest.name.casefold(), one.id))
    return tuple(_counting_drafts(shown))


def _named(row: _Row, people: Mapping[int, Person]) -> _Row:
    """A row with the names that a query gives it; a new one has none yet."""
    if "guest" in row:
        return row
    guest, host = people[row["guest_id"]], people[row["host_id"]]
    return {**row, "guest": guest.email, "guest_name": guest.name, "host": host.email, "host_name": host.name}


def _counting_drafts(shown: Iterable[Proposal]) -> Iterator[Proposal]:
    """Proposals, by round, whose meetings before include the drafts of earlier rounds, as the planner counts them."""
    drafts: Counter[frozenset[str]] = Counter()
    for one in shown:
        pair = frozenset((one.guest.email, one.host.email))
        yield replace(one, met_before=one.met_before + drafts[pair]) if drafts[pair] else one
        drafts[pair] += one.state is State.PROPOSED


def _proposal(row: _Row, program: Program, people: Mapping[int, Person], past: _Past) -> Proposal:
    days = Days(row["first_day"], row["last_day"])
    guest, host = people.get(row["guest_id"]), people.get(row["host_id"])
    state = State(row["state"])
    # A pairing that itself counts as a meeting is none that came before.
    met = past.met.get(frozenset((row["guest_id"], row["host_id"])), 0) - state.counts_as_met
    return Proposal(
        id=row["id"],
        round=row["round"],
        days=days,
        guest=Someone(email=row["guest"], name=row["guest_name"], team=row["guest_team"]),
        host=Someone(email=row["host"], name=row["host_name"], team=row["host_team"]),
        guest_side=Side(row["guest_side"]),
        fit=row["fit"] or 0,
        met_before=met,
        pinned=row["pinned"],
        state=state,
        why=_why(guest, host, met, past, _shared(guest, host, program, days, past)) if guest and host else "",
        version=row.get("version", 1),
    )


def _shared(guest: Person, host: Person, program: Program, days: Days, past: _Past) -> int:
    places = place_of(guest, program.time_zone), place_of(host, program.time_zone)
    if places not in past.minutes:
        past.minutes[places] = shared_minutes(*places, days.first)
    return past.minutes[places]


def _met_words(met: int) -> str:
    return "met once before" if met == 1 else f"met {met} times before"


def _why(guest: Person, host: Person, met: int, past: _Past, minutes: int) -> str:
    teams = (guest.team, host.team) if guest.side is Side.IT else (host.team, guest.team)
    learns = rules.topics_in_common(guest.wants, host.knows)
    gives = rules.topics_in_common(host.wants, guest.knows)
    words = []
    if learns:
        words.append(f"learns {', '.join(learns[:2])}")
    if gives:
        words.append(f"brings {', '.join(gives[:2])}")
    words.append("new teams" if not past.teams.get(teams) else _met_words(met) if met else "never met")
    words.append(f"{minutes / 60:.3g} h shared")
    return "; ".join(words)
