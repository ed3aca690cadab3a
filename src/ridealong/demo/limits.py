"""What keeps people of the made-up company out of plans: freezes, and two people who are better kept apart."""

from collections.abc import Collection, Sequence
from datetime import date
from random import Random

from ridealong.domain.days import Days
from ridealong.domain.pairings import Apart, Freeze
from ridealong.domain.people import Person, Side

_FREEZES = (
    Freeze(
        side=Side.MARKETING,
        team="CRM",
        days=Days(date(2026, 11, 16), date(2026, 11, 27)),
        reason="Black Friday campaign",
    ),
    Freeze(side=Side.IT, days=Days(date(2026, 12, 14), date(2027, 1, 1)), reason="year-end change freeze"),
    Freeze(
        side=Side.MARKETING,
        team="Brand",
        days=Days(date(2027, 4, 19), date(2027, 4, 30)),
        reason="spring campaign launch",
    ),
    Freeze(
        side=Side.IT,
        team="Platform",
        days=Days(date(2027, 5, 24), date(2027, 5, 28)),
        reason="move to the new data centre",
    ),
)
_REASONS = ("both asked for it after last year's reorganisation", "they live together", "an open complaint")


def freezes(teams: Collection[str]) -> tuple[Freeze, ...]:
    """The freezes of those teams, and of whole sides."""
    return tuple(one for one in _FREEZES if not one.team or one.team in teams)


def make_aparts(people: Sequence[Person], number: int, chance: Random) -> tuple[Apart, ...]:
    """Some pairs of an IT and a marketing person who must not be paired."""
    it, marketing = (
        chance.sample([one for one in people if one.side is side], number) for side in (Side.IT, Side.MARKETING)
    )
    return tuple(
        Apart(one=one.email, other=other.email, reason=reason)
        for one, other, reason in zip(it, marketing, _REASONS, strict=False)
    )
