"""What the exact model states of whole rounds: cover at home."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ridealong.planning.exact.model import Model, Var


def cover_rules(model: Model) -> None:
    """At most so many guests of a team out in a round, and at most so many hosts of a team with guests."""
    season, caps = model.season, model.season.grid.caps
    if not (caps.guests_covered or caps.hosts_covered):
        return
    out: dict[tuple[int, int], list[Var]] = defaultdict(list)
    opened: dict[tuple[int, int], dict[int, Var]] = defaultdict(dict)
    for (guest, host, start), var in model.visit.items():
        for round_ in range(start, start + model.stay[guest]):
            out[round_, int(caps.guest_team[guest])].append(var)
            if caps.hosts_covered and season.used[host, round_] == 0:
                hosts = opened[round_, int(season.grid.team[host])]
                if host not in hosts:
                    hosts[host] = model.cp.new_bool_var(f"o{host}_{round_}")
                model.cp.add_implication(var, hosts[host])
    left = [season.cover_left(round_) for round_ in range(season.grid.rounds)]
    for (round_, team), mine in out.items():
        if len(mine) > left[round_][0][team]:
            model.cp.add(sum(mine) <= int(left[round_][0][team]))
    for (round_, team), hosts in opened.items():
        if len(hosts) > left[round_][1][team]:
            model.cp.add(sum(hosts.values()) <= int(left[round_][1][team]))
