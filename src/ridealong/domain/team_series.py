"""The weekly meetings of a composite team: stretches of weeks, each with the same people all through."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ridealong.domain.composite_teams import Embed
from ridealong.domain.days import Days
from ridealong.domain.pairings import State

FEWEST = 2
"""How many people make a meeting."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which the same people are in a team."""

    days: Days
    embeds: tuple[Embed, ...]


def stretches(embeds: Iterable[Embed]) -> tuple[Stretch, ...]:
    """The stretches of a team's days between two changes of who is in it, in order.

    Args:
        embeds: those of the team, whatever their state: those count that are to take place, did, or ended early.
    """
    some = [one for one in embeds if one.state in (State.PUBLISHED, State.HELD, State.ENDED)]
    edges = sorted({one.days.first for one in some} | {one.days.last + timedelta(days=1) for one in some})
    found: list[Stretch] = []
    for first, after in pairwise(edges):
        there = _there(some, first)
        if len({one.person_id for one in there}) < FEWEST:
            continue
        days = Days(first, after - timedelta(days=1))
        joins = bool(found) and found[-1].days.last + timedelta(days=1) == first
        if joins and {one.person_id for one in found[-1].embeds} == {one.person_id for one in there}:
            # Somebody who goes on in another slot is in the team all the time.
            found[-1] = Stretch(Days(found[-1].days.first, days.last), found[-1].embeds)
        else:
            found.append(Stretch(days, there))
    return tuple(found)


def _there(embeds: Iterable[Embed], day: date) -> tuple[Embed, ...]:
    there = [one for one in embeds if day in one.days]
    return tuple(sorted(there, key=lambda one: (one.side, one.name.casefold(), one.id)))
