"""Whether there is any legal plan at all in which some slots are filled and all pins are kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from ridealong.domain.composite_teams import DemandKind
from ridealong.planning.stopper import Stopper
from ridealong.planning.teams.problem import TeamsProblem

EFFORT = 5.0
"""How long one question is looked into, in CP-SAT's deterministic time."""


def possible(problem: TeamsProblem, must_fill: Collection[str], stopper: Stopper | None = None) -> bool | None:
    """Whether a legal plan fills all of these slots and keeps all pins; None if that was not settled within the effort.

    Only teams that somebody has to be in are looked at: a legal plan stays one when others are emptied.
    """
    # What the solver needs takes half a second to import, and only those who ask pay for it.
    from ridealong.planning.teams.layout import layout_of  # noqa: PLC0415 - as above
    from ridealong.planning.teams.model import Asked  # noqa: PLC0415 - as above
    from ridealong.planning.teams.run import run  # noqa: PLC0415 - as above

    layout = layout_of(concerned(problem, must_fill))
    known = {slot.id for slot in layout.slots}
    if not all(layout.pins) or not known.issuperset(must_fill):
        return False
    slots = [at for at, slot in enumerate(layout.slots) if slot.id in set(must_fill)]
    if not all(layout.of_slot[slot] for slot in slots):
        return False
    asked = Asked(
        teams=range(len(layout.teams)),
        choices=range(len(layout.choices)),
        room=layout.caps,
        must_fill=slots,
        valued=False,
    )
    found = run(layout, asked, EFFORT, stopper or Stopper())
    return False if found.none else None if found.chosen is None else True


def concerned(problem: TeamsProblem, must_fill: Collection[str] = ()) -> TeamsProblem:
    """The problem with those teams alone in which slots have to be filled or people are pinned."""
    named = {one.target for one in problem.demands if one.kind is DemandKind.PIN} | set(must_fill)
    teams = tuple(team for team in problem.teams if team.id in named or any(slot.id in named for slot in team.slots))
    return replace(problem, teams=teams)
