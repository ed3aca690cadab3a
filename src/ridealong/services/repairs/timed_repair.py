"""A repair whose visits all have days: whoever finds none with one partner is given another."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from ridealong.planning.plan import Open
from ridealong.planning.problem import Problem
from ridealong.planning.repair import repair as repair_plan
from ridealong.planning.said import Who, say
from ridealong.services.days.day_repair import repair_days
from ridealong.services.days.day_repaired import DayRepair
from ridealong.services.plans.given_up import not_together_in
from ridealong.services.plans.plan_views import Clash
from ridealong.services.plans.standing_season import Cell, Standing

TRIES = 3
"""How often at most a repair is worked out because visits found no days: after that, very few more find some."""


def timed_repair(
    connection: Connection, standing: Standing, broken: tuple[Clash, ...], today: date
) -> tuple[Standing, DayRepair]:
    """The repair of a program with the days of its visits, and what stands with what is said of what found none.

    Args:
        broken: what is published and cannot take place as it stands.

    Raises:
        Refused: pins stand in the way.
    """

    def worked_out(problem: Problem, without: Collection[Cell]) -> DayRepair:
        done = repair_plan(problem, standing.assignments)
        return repair_days(connection, standing, done, broken, today=today, without=without)

    problem, without = standing.season.problem, frozenset[Cell]()
    found = best = worked_out(problem, without)
    left_out = without
    for _ in range(TRIES - 1):
        fresh = set(found.lost) - without
        if not fresh:
            break
        for guest, host, number in sorted(fresh):
            problem = not_together_in(problem, guest, host, number)
        without |= fresh
        found = worked_out(problem, without)
        if found.placed > best.placed:
            best, left_out = found, without
    reasons = {one.id: one.reason for one in broken}
    said = {
        cell: reasons[row["id"]] for cell, row in standing.rows.items() if cell in left_out and row["id"] in reasons
    }
    return replace(standing, declined={**said, **standing.declined}), _told(best, left_out)


def _told(found: DayRepair, without: frozenset[Cell]) -> DayRepair:
    """The repair in which it is said of open places whether it is that no days suited two people."""
    hosts: Mapping[tuple[str, int], str] = {(guest, number): host for guest, host, number in sorted(without)}
    if not hosts:
        return found
    open_ = []
    for one in found.done.plan.open:
        host = hosts.get((one.guest, one.round))
        words = None if host is None else say("no days suit both {} and {}", Who(one.guest), Who(host))
        open_.append(one if words is None else Open(one.guest, one.round, words.text, said=words))
    found.done = replace(found.done, plan=replace(found.done.plan, open=tuple(open_)))
    return found
