"""What the screen of composite teams reads: all programs, and the teams of one of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ridealong.tui.screens.plan_reading import shown_program

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ridealong.services.desk import Desk
    from ridealong.services.programs.programs import ProgramRow
    from ridealong.services.teams.views import TeamsPage


@dataclass(frozen=True, slots=True)
class TeamsReading:
    """What one reading brought.

    Args:
        page: the teams; None where the program that is shown has none of its kind, or there is no program.
        anybody: whether anybody agreed to take part in it.
    """

    programs: tuple[ProgramRow, ...]
    page: TeamsPage | None
    anybody: bool = False


def read_teams(desk: Desk, wanted: str) -> TeamsReading:
    """The teams of the wanted program, or of the one that Plan shows else; for a worker."""
    from ridealong.services.programs import programs  # noqa: PLC0415 - services are imported in workers only
    from ridealong.services.teams import teams  # noqa: PLC0415 - services are imported in workers only

    rows = programs.list_all(desk)
    row = shown_program(rows, wanted, desk.clock.today())
    if row is None or not row.kind.in_teams:
        return TeamsReading(rows, None)
    return TeamsReading(rows, teams.page(desk, row.name), row.people > 0)


def with_reasons(page: TeamsPage, why: Mapping[int, str]) -> TeamsPage:
    """The page with why forming left slots open that are open still.

    Args:
        why: the reasons, by id of the slot.
    """
    if not why:
        return page
    teams = tuple(
        replace(
            team,
            slots=tuple(
                replace(one, why_open=why.get(one.slot.id, "")) if one.open is not None else one for one in team.slots
            ),
        )
        for team in page.teams
    )
    return replace(page, teams=teams)
