"""How large the made-up company can be."""

from dataclasses import dataclass

from ridealong.domain.errors import InvalidValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """The numbers behind one size of the made-up company.

    Args:
        it, marketing: people on each side; it_teams, marketing_teams: how many teams they work in.
        winter: whether the ride-alongs of the quarter before took place; without them there is no past at all.
        quarters: quarters of ride-alongs before those; visits: how many visits each of them had.
        half_years: rounds of buddies before the present ones; buddies: how many pairs each of them had.
        past: at most so many pairings before the winter, the oldest left out; None for all.
        days: how many pairs have days in the life in the weeks before and after the demo's day.
        coffee: how many people of each side meet over coffee; with any, the sponsors have a meeting as well.
        teams: how many composite teams there are for the summer, whose slots nobody has filled yet.
        comings: whether somebody has just begun or is about to leave, and not everybody has answered.
        aparts: how many pairs are kept apart; pins: how many drafts are pinned.
    """

    name: str
    it: int
    marketing: int
    it_teams: int
    marketing_teams: int
    winter: bool = True
    quarters: int = 0
    visits: int = 0
    half_years: int = 0
    buddies: int = 0
    past: int | None = None
    days: int = 0
    coffee: int = 0
    teams: int = 0
    comings: bool = True
    aparts: int = 2
    pins: int = 2

    @property
    def people(self) -> int:
        """How many people there are."""
        return self.it + self.marketing


_SIZES = (
    Size(name="tiny", it=3, marketing=2, it_teams=2, marketing_teams=1, winter=False, comings=False, aparts=0, pins=1),
    Size(name="pilot", it=12, marketing=8, it_teams=3, marketing_teams=2, days=4, aparts=1),
    Size(
        name="standard",
        it=24,
        marketing=15,
        it_teams=3,
        marketing_teams=3,
        quarters=3,
        visits=18,
        half_years=1,
        buddies=12,
        days=6,
        coffee=14,
        teams=3,
    ),
    Size(
        name="large",
        it=150,
        marketing=100,
        it_teams=12,
        marketing_teams=8,
        quarters=7,
        visits=70,
        half_years=4,
        buddies=60,
        days=20,
        coffee=30,
        teams=12,
    ),
    Size(
        name="stress",
        it=500,
        marketing=500,
        it_teams=12,
        marketing_teams=10,
        quarters=14,
        visits=480,
        half_years=8,
        buddies=480,
        past=10_000,
        days=40,
        coffee=60,
        teams=12,
    ),
)

SIZES: tuple[str, ...] = tuple(size.name for size in _SIZES)


def size_named(name: str) -> Size:
    """The size of that name; raises InvalidValue."""
    for size in _SIZES:
        if size.name == name:
            return size
    raise InvalidValue(f"'{name}' is not a size of the demo", f"It is one of {', '.join(SIZES)}")
