"""The drafts of a program beside a new plan for it: they stay where the new one is no better."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import Connection, RowMapping

from ridealong.domain.pairings import State, is_past_draft
from ridealong.planning.keep import better_of
from ridealong.planning.plan import Assignment, Plan
from ridealong.services.plans.plan_changes import Key
from ridealong.services.plans.season import Season
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.queries.programs import plan_of


def standing_drafts(connection: Connection, season: Season, today: date) -> Mapping[Key, RowMapping]:
    """The drafts that a plan for a season would replace, those of other rounds of its program among them.

    What is over by a day is nothing any more, and replaced by nothing.
    """
    search = PairingSearch(program_id=season.program.id, states=(str(State.PROPOSED),))
    return {
        (row["guest_id"], row["host_id"], row["round"]): row
        for row in find_pairings(connection, search)
        if row["id"] not in season.kept and not is_past_draft(row["state"], row["last_day"], today)
    }


def asks_for_another(connection: Connection, season: Season, seed: int | None) -> bool:
    """Whether a seed is given, and not the one of the plan that stands: then another of the best plans is wanted."""
    row = plan_of(connection, season.program.id)
    return seed is not None and row is not None and row["seed"] != seed


def better_of_drafts(season: Season, drafts: Collection[Key], found: Plan, *, another: bool) -> Plan:
    """The plan to keep: the drafts as they stand, where they may and are worth as much as what was found.

    Drafts of other rounds than those of the season, or of people who take part no longer, are no part of it.
    """
    guests, hosts, people = set(season.guests), set(season.hosts), season.people
    before = [
        Assignment(number - season.first, people[guest].identity, people[host].identity, 0, 0)
        for guest, host, number in drafts
        if guest in guests and host in hosts and 0 <= number - season.first < season.problem.rounds
    ]
    return better_of(season.problem, before, found, another=another)
