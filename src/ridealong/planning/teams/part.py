"""A few teams of a plan alone, with what all the others leave of people and home teams."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from ridealong.planning.teams.plan import Embed
from ridealong.planning.teams.problem import TeamsProblem


def part_of(problem: TeamsProblem, embeds: Iterable[Embed], teams: Collection[str]) -> TeamsProblem:
    """The problem of some teams, when everybody stays who is in another team of a plan.

    Any plan of it, together with those embeds, is a plan of the whole problem.
    """
    people = {person.id: person for person in problem.people}
    slots = {slot.id: slot for team in problem.teams for slot in team.slots}
    used: dict[tuple[str, int], int] = defaultdict(int)
    out: dict[tuple[str, int], int] = defaultdict(int)
    beside: dict[tuple[str, int], int] = defaultdict(int)
    for one in embeds:
        if one.team not in teams:
            slot, person = slots[one.slot], people[one.person]
            for week in slot.weeks:
                beside[person.id, week] += 1
                if week not in person.away:
                    used[person.id, week] += slot.share
                    out[person.home, week] += slot.share
    free = tuple(team for team in problem.teams if team.id in teams)
    targets = {team.id for team in free} | {slot.id for team in free for slot in team.slots}
    return replace(
        problem,
        people=tuple(
            replace(
                one,
                room=tuple(room - used[one.id, week] for week, room in enumerate(one.room)),
                most_teams=one.most_teams
                and tuple(max(0, most - beside[one.id, week]) for week, most in enumerate(one.most_teams)),
            )
            for one in problem.people
        ),
        teams=free,
        homes={
            home: tuple(cap - out[home, week] for week, cap in enumerate(most)) for home, most in problem.homes.items()
        },
        demands=tuple(one for one in problem.demands if one.target in targets),
    )
