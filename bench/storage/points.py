"""The sizes at which storage is measured."""

from __future__ import annotations

from dataclasses import dataclass

from ridealong.demo.sizes import Size, size_named


@dataclass(frozen=True, slots=True)
class Point:
    """A size: the made-up company, and what is behind it.

    Args:
        people: on both sides together.
        pairings: past ones, each with a meeting and a sent invite. entries: of the journal. Both beside the demo's own.
    """

    name: str
    people: int
    pairings: int
    entries: int

    @property
    def company(self) -> Size:
        """The company, made up as the demo is: the large one itself, or one as large as is asked."""
        large = size_named("large")
        if self.people == large.people:
            return large
        it = self.people * large.it // large.people
        return Size(
            name=f"bench {self.people}",
            it=it,
            marketing=self.people - it,
            it_teams=large.it_teams,
            marketing_teams=large.marketing_teams,
        )


SMALLEST = "1"
ISSUE = "issue"

POINTS = {
    one.name: one
    for one in (
        Point(SMALLEST, 250, 0, 0),
        Point("10", 2_500, 10_000, 40_000),
        Point("100", 10_000, 100_000, 400_000),
        Point(ISSUE, 10_000, 500_000, 2_000_000),
    )
}
"""By name, the smallest first. Beyond 10,000 people nobody has asked for anything, so there the past alone grows."""
