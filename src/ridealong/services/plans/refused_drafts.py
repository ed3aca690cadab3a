"""Places to which a lead does not agree: kept with the plan, so that nobody is planned there again."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.consent import Word
from ridealong.domain.pairings import NOT_CANCELLED, State
from ridealong.domain.people import identity
from ridealong.domain.programs import Program
from ridealong.planning.problem import Problem
from ridealong.services.plans.agreed_drafts import key_of
from ridealong.services.plans.given_up import not_together_in
from ridealong.services.plans.plan_changes import Key
from ridealong.services.plans.season import Season
from ridealong.services.publishing.leads import leads_of
from ridealong.storage.queries.lead_words import word_rows
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.people import all_people
from ridealong.storage.queries.programs import plan_of
from ridealong.storage.schema import plans
from ridealong.storage.work import Step


def refusals(connection: Connection, program: Program, today: date) -> dict[Key, str]:
    """The places of rounds to come to which a lead does not agree, each with the lead's name where a draft is there.

    What was refused before holds as long as nobody has put the same two there again.
    """
    if not program.leads_agree:
        return {}
    rows = [
        row
        for row in find_pairings(connection, PairingSearch(program_id=program.id, states=NOT_CANCELLED))
        if row["round"] is not None
    ]
    standing = {key_of(program, row) for row in rows}
    kept = {key for key in _kept(connection, program.id) if program.round_days(key[2]).first >= today}
    found = dict.fromkeys(sorted(kept - standing), "")
    drafts = {row["id"]: row for row in rows if row["state"] == State.PROPOSED and row["first_day"] >= today}
    said = [one for one in word_rows(connection, drafts).items() if one[1]["word"] == Word.REFUSED]
    people = all_people(connection) if said else {}
    names = {person.identity: person.name for person in people.values()}
    for (number, side), _word in said:
        leads = {str(of): lead for of, lead in leads_of(drafts[number], people).items()}
        if side in leads:
            found[key_of(program, drafts[number])] = names.get(identity(leads[side]), leads[side])
    return found


def refused_words(lead: str) -> str:
    """That a lead does not agree: `Zoe Ott does not agree`."""
    return f"{lead} does not agree"


def without_refused(season: Season, refused: Collection[Key]) -> Season:
    """The season in which nobody is planned where a lead does not agree, whatever the coordinator pinned there.

    Where the same two stand, or are pinned, in an earlier round as well, nothing is closed: that one may be meant.
    """
    problem, keys = season.problem, refused_places(season, refused)
    pins = tuple(pin for pin in problem.pins if (pin.guest, pin.host, pin.round) not in keys)
    problem = replace(problem, pins=pins)
    for guest, host, number in sorted(keys):
        if not _pinned(problem, guest, host, number):
            problem = not_together_in(problem, guest, host, number, refused=True)
    return replace(season, problem=problem, refused=frozenset(refused))


def refused_places(season: Season, refused: Collection[Key]) -> set[tuple[str, str, int]]:
    """Such places as guest and host, by identity, and the round of the problem of a season."""
    people, guests, hosts = season.people, set(season.guests), set(season.hosts)
    return {
        (people[guest].identity, people[host].identity, number - season.first)
        for one, other, number in refused
        # Where each visits the other, those who visit first may have changed since.
        for guest, host in ((one, other), (other, one))
        if guest in guests and host in hosts and 0 <= number - season.first < season.problem.rounds
    }


def as_refused(connection: Connection, season: Season, today: date) -> Season:
    """The season in which nobody is put where a lead did not agree before, and where nobody stands now."""
    refused = refusals(connection, season.program, today)
    return without_refused(season, [key for key, lead in refused.items() if not lead]) if refused else season


def keep_refusals(step: Step, program: Program, today: date) -> None:
    """Keep with the plan of a program what leads refuse by now, just before drafts of it go."""
    row = plan_of(step.connection, program.id)
    if row is None or not program.leads_agree:
        return
    refused = refused_kept(refusals(step.connection, program, today))
    numbers = json.loads(row["numbers"])
    if refused != numbers.get("refused", []):
        step.work.update(plans, {row["id"]: {"numbers": json.dumps(numbers | {"refused": refused})}})


def refused_kept(refused: Collection[Key]) -> list[list[int]]:
    """Such places as they are kept with the figures of a plan."""
    return [list(key) for key in sorted(refused)]


def _kept(connection: Connection, program_id: int) -> set[Key]:
    row = plan_of(connection, program_id)
    kept: Mapping[str, list[list[int]]] = json.loads(row["numbers"]) if row is not None else {}
    return {(guest, host, number) for guest, host, number in kept.get("refused", [])}


def _pinned(problem: Problem, guest: str, host: str, number: int) -> bool:
    """Whether a pin asks for two people at a time up to a round, or at any."""
    return any(
        (pin.guest, pin.host) == (guest, host) and (pin.round is None or pin.round <= number) for pin in problem.pins
    )
