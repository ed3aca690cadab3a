"""What the exact model states of guests: one host at a time, their turns, their fit and their first contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.planning.exact.model import Model


def worth_of_a_place(model: Model, places: int) -> int:
    """What one of so many places is worth at an average number of turns."""
    season, grid = model.season, model.season.grid
    weights = grid.problem.weights
    turns = (int((grid.turns + season.turns).sum()) + places) // max(1, len(grid.guests))
    return weights.placed + weights.turns_squared * (2 * turns + 1)


def guest_rules(model: Model, guests: Sequence[int], each: int) -> None:
    """One visit at a time, at most `max_turns`; each is worth its place and turns, less `each`, and its fit."""
    season, grid, weights = model.season, model.season.grid, model.season.grid.problem.weights
    groups = model.grouped(lambda key: key[0])
    for guest in guests:
        mine = groups.get(guest, [])
        stay = model.stay[guest]
        for covering in model.by_round(mine).values():
            model.cp.add_at_most_one(covering)
        before = int(grid.turns[guest] + season.turns[guest])
        most = min(int(grid.max_turns[guest] - season.turns[guest]) // stay, grid.rounds // stay)
        steps = [
            stay * weights.placed
            + weights.turns_squared * ((before + stay * (k + 1)) ** 2 - (before + stay * k) ** 2)
            - each
            for k in range(max(0, most))
        ]
        model.ladder([var for _, var in mine], steps, f"t{guest}_")
        for (_, host, _), var in mine:
            points = weights.fit * int(grid.fit[guest, host]) * stay
            if points:
                model.terms.append((points, var))


def first_contacts(model: Model) -> None:
    """Each team that a guest does not know yet pays once, if any visit goes there."""
    season, grid = model.season, model.season.grid
    weight = grid.problem.weights.new_teams
    if not weight:
        return
    for (guest, team), mine in model.grouped(lambda key: (key[0], int(grid.team[key[1]]))).items():
        if grid.known[guest, team] or season.team[guest, team]:
            continue
        visits = [var for _, var in mine]
        first = model.cp.new_bool_var(f"n{guest}_{team}")
        model.cp.add_bool_or(*visits, ~first)
        model.terms.append((weight, first))
        model.counted.append((visits, [first]))
