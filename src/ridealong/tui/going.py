"""Going to a person, a program or a team from wherever one is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ridealong.tui.widgets.filter_bar import FilterBar
from ridealong.tui.widgets.paged_view import PagedView

if TYPE_CHECKING:
    from ridealong.tui.app import RidealongApp


@dataclass(frozen=True, slots=True)
class TeamSought:
    """The composite team that Plan puts its cursor on as soon as it has read, and the number of a slot of it."""

    program: str
    team: str
    slot: int | None = None


def to_person(program: RidealongApp, email: str) -> None:
    """Open the page of a person in front of what is shown; going back returns there."""
    from ridealong.tui.screens.person import PersonScreen  # noqa: PLC0415 - loaded with the first page

    shown = program.screen
    if not isinstance(shown, PersonScreen) or shown.email != email:
        program.push_screen(PersonScreen(email))


def choose_program(program: RidealongApp, name: str) -> None:
    """Let Plan show a program, and the Board unless it shows all of them."""
    if program.program != name:
        program.program = name
        program.changes += 1  # so that they read again when they come up


async def to_program(program: RidealongApp, name: str) -> None:
    """Show the plan of a program."""
    choose_program(program, name)
    await program.action_open_section("plan")


async def to_composite_team(program: RidealongApp, sought: TeamSought) -> None:
    """Show a composite team, or one of its slots, in Plan."""
    program.program, program.team_sought = sought.program, sought
    program.changes += 1  # so that Plan reads again when it comes up
    for _ in range(2):  # the second time, what stands in front of the list goes
        await program.action_open_section("plan")


async def to_team(program: RidealongApp, team: str, side: str) -> None:
    """Show the people of a team."""
    await program.action_open_section("people")
    program.call_after_refresh(_look_for, program, team_terms(team, side))


def team_terms(team: str, side: str) -> str:
    """The terms of a filter that leave the people of a team."""
    # A name with a quotation mark cannot be quoted: then what stands beside the mark is looked for.
    name = max(team.split('"'), key=len)
    return f'team:"{name}" side:{side}'


async def _look_for(program: RidealongApp, text: str) -> None:
    await program.screen.query_one(FilterBar).look_for(text)
    program.screen.query_one(PagedView).focus()
