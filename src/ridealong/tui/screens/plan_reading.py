"""What the Plan screen reads: all programs, and the plan of one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from ridealong.tui.large import without_pauses

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ridealong.services.desk import Desk
    from ridealong.services.groups.group_views import GroupsPage
    from ridealong.services.plans.plan_views import PlanPage
    from ridealong.services.programs.programs import ProgramRow


_NEAR = timedelta(weeks=8)
"""A program that begins later is planned ahead: whoever opens Plan has another one on their mind, if there is any."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reading brought: all programs, and the plan of the one that is shown.

    Args:
        anybody: whether anybody takes part in that program; without a program, whether there is anybody at all.
        groups: its groups, where people meet in groups.
        in_teams: the name of the program, where people work in composite teams, which another screen shows.
    """

    programs: tuple[ProgramRow, ...]
    page: PlanPage | None
    anybody: bool = False
    groups: GroupsPage | None = None
    in_teams: str = ""


def shown_program(rows: Sequence[ProgramRow], wanted: str, today: date) -> ProgramRow | None:
    """The wanted program; where there is no such, the newest that is near; None while there is none."""
    near = [row for row in rows if row.days.first <= today + _NEAR] or rows[:1]
    return next((row for row in rows if row.name == wanted), near[-1] if near else None)


def read_plan(desk: Desk, wanted: str) -> Reading:
    """The wanted program's plan, or that of the newest program that is near; for a worker."""
    from ridealong.services.groups import gatherings  # noqa: PLC0415 - services are imported in workers only
    from ridealong.services.people import people  # noqa: PLC0415 - services are imported in workers only
    from ridealong.services.plans import plans  # noqa: PLC0415 - services are imported in workers only
    from ridealong.services.programs import programs  # noqa: PLC0415 - services are imported in workers only

    rows = programs.list_all(desk)
    row = shown_program(rows, wanted, desk.clock.today())
    if row is None:
        return Reading(rows, None, people.anybody(desk))
    name = row.name
    if row.kind.in_teams:
        return Reading(rows, None, in_teams=name)
    page: PlanPage | None = None
    with without_pauses(lambda: len(page.proposals) + len(page.open) if page else 0):
        page = plans.page(desk, name)
    groups = gatherings.page(desk, name) if page.program.kind.gathers else None
    return Reading(rows, page, row.people > 0, groups)
