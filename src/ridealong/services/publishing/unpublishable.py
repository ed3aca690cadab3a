"""What keeps drafts of a program from being published as they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.domain.people import identity
from ridealong.domain.programs import Program
from ridealong.planning.check import Violation
from ridealong.services.days.day_visits import DayVisits
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.publishing.rules_kept import rules_broken
from ridealong.storage.queries.people import everybody, ids_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpublishable:
    """Why drafts cannot be published as they stand.

    Args:
        problem: the first rule that one of them breaks, with names, and how many more there are.
        one: the draft that breaks it; None where it is broken by none alone.
        pinned: whether planning again would keep one of the drafts that break it, since somebody has fixed it.
    """

    program: str
    problem: str
    one: Proposal | None
    pinned: bool

    def refusal(self) -> Refused:
        """The refusal to publish, with what helps."""
        again = f'ridealong plan "{self.program}"'
        if not self.pinned:
            return Refused(self.problem, "Plan again", typed=f"Plan again: {again}")
        repair = f'Repair the plan: ridealong repair "{self.program}"; or take the pin off, then plan again: {again}'
        return Refused(self.problem, "Repair the plan, or take the pin off, then plan again", typed=repair)


def unpublishable(
    connection: Connection, program: Program, today: date, drafts: Sequence[Proposal]
) -> Unpublishable | None:
    """What became impossible since it was planned: somebody is away, has left, or is taken; None where all can be.

    Raises Refused where no round is left, or one side has nobody who agreed to take part.
    """
    there = [one for one in drafts if not program.is_return(one.guest_side)]
    cells = [(one.round, identity(one.guest.email), identity(one.host.email)) for one in there]
    days = {cell: one.days for cell, one in zip(cells, there, strict=True)}
    season, broken = rules_broken(connection, program, today, cells, days=days)
    if not broken:
        return _on_its_day(connection, program, drafts) if program.kind.by_day else None
    breaking = [one for one in drafts if _takes_part(broken[0], one, season.first)]
    more = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
    return Unpublishable(
        program=program.name,
        problem=f"The draft cannot be published as it is: {season.told(broken[0].said)}{more}",
        one=next((one for one in breaking if _is_about(broken[0], one, season.first)), None),
        pinned=any(one.pinned or one.held for one in breaking),
    )


def _on_its_day(connection: Connection, program: Program, drafts: Sequence[Proposal]) -> Unpublishable | None:
    """The first visit of a single day that cannot be on it: somebody is away then, or has another visit that week."""
    ids = ids_of(connection, {identity(who.email) for one in drafts for who in (one.guest, one.host)})
    span = Days(min(one.days.first for one in drafts), max(one.days.last for one in drafts))
    without = [one.id for one in drafts]
    found = DayVisits(connection, program, everybody(connection), list(ids.values()), span, without=without)
    for one in drafts:
        guest, host = (ids[identity(who.email)] for who in (one.guest, one.host))
        if why := found.on(guest, host, one.days.first)[1]:
            return Unpublishable(
                program=program.name,
                problem=f"The draft cannot be published as it is: {why}",
                one=one,
                pinned=one.pinned or bool(one.held),
            )
    return None


def _is_about(broken: Violation, one: Proposal, first: int) -> bool:
    """Whether a draft alone is what breaks a rule; the others that take part in it keep to it."""
    return bool(broken.guest and broken.host) and broken.round == one.round - first


def _takes_part(broken: Violation, one: Proposal, first: int) -> bool:
    """Whether a draft is among those that break a rule together, or is the one that does."""
    guest, host = identity(one.guest.email), identity(one.host.email)
    in_rounds = not broken.rounds or one.round - first in broken.rounds
    as_named = broken.guest in ("", guest) and broken.host in ("", host)
    return in_rounds and as_named and not {guest, host}.isdisjoint(broken.people)
