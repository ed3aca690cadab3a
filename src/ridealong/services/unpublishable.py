"""What keeps drafts of a program from being published as they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.errors import Refused
from ridealong.domain.people import identity
from ridealong.domain.programs import Program
from ridealong.planning.check import Violation
from ridealong.services.plan_views import Proposal
from ridealong.services.rules_kept import rules_broken


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpublishable:
    """Why drafts cannot be published as they stand.

    Args:
        problem: the first rule that one of them breaks, with names, and how many more there are.
        one: the draft that breaks it; None where it is broken by none alone.
    """

    program: str
    problem: str
    one: Proposal | None

    @property
    def pinned(self) -> bool:
        """Whether planning again would keep the draft, since somebody has fixed it."""
        return self.one is not None and (self.one.pinned or bool(self.one.held))

    def refusal(self) -> Refused:
        """The refusal to publish, with the command that helps."""
        again = f'ridealong plan "{self.program}"'
        repair = f'Repair the plan: ridealong repair "{self.program}"; or take the pin off, then plan again: {again}'
        return Refused(self.problem, repair if self.pinned else f"Plan again: {again}")


def unpublishable(
    connection: Connection, program: Program, today: date, drafts: Sequence[Proposal]
) -> Unpublishable | None:
    """What became impossible since it was planned: somebody is away, has left, or is taken; None where all can be.

    Raises Refused where no round is left, or one side has nobody who agreed to take part.
    """
    cells = [(one.round, identity(one.guest.email), identity(one.host.email)) for one in drafts]
    days = {cell: one.days for cell, one in zip(cells, drafts, strict=True)}
    season, broken = rules_broken(connection, program, today, cells, days=days)
    if not broken:
        return None
    more = f" (and {len(broken) - 1} more)" if len(broken) > 1 else ""
    return Unpublishable(
        program=program.name,
        problem=f"The draft cannot be published as it is: {season.told(broken[0].said)}{more}",
        one=next((one for one in drafts if _is_about(broken[0], one, season.first)), None),
    )


def _is_about(broken: Violation, one: Proposal, first: int) -> bool:
    """Whether a draft is what breaks a rule, as far as the rule says whom it is about."""
    same_round = broken.round is None or broken.round + first == one.round
    same_guest = not broken.guest or broken.guest == identity(one.guest.email)
    same_host = not broken.host or broken.host == identity(one.host.email)
    return same_round and same_guest and same_host
