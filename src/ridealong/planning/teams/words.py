"""How sentences about composite teams are put: weeks in a row, several names, and the plain text of a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ridealong.domain.people import Side
from ridealong.domain.wording import listed
from ridealong.planning.said import Part, Said, When, Who, row_of, say

MOST_NAMED = 3
"""How many people a sentence names; of more it says how many there are."""


def side_name(side: Side) -> str:
    """A side in a sentence."""
    return "IT" if side is Side.IT else "marketing"


def topics_said(topics: Iterable[str]) -> str:
    """Topics in a row, in order; at least one."""
    return listed(sorted(topics))


def weeks_said(weeks: Sequence[int]) -> str:
    """Weeks as they count in the file, those in a row as one stretch: "week 3", "weeks 0 to 3 and 7"."""
    stretches: list[list[int]] = []
    for week in sorted(set(weeks)):
        if stretches and stretches[-1][-1] == week - 1:
            stretches[-1].append(week)
        else:
            stretches.append([week])
    words: list[str] = []
    for one in stretches:
        words += [f"{one[0]} to {one[-1]}"] if len(one) > 2 else [str(week) for week in one]
    return f"week{'s' if len(set(weeks)) > 1 else ''} {listed(words)}"


def in_weeks(weeks: Iterable[int]) -> Said:
    """ "in weeks 2 and 3" as a part of a sentence."""
    return say("in {}", When(tuple(sorted(weeks))))


def plain(said: Said) -> str:
    """A sentence with ids for people, slots and teams, and weeks as they count in the file."""
    return "".join(_plain(part) for part in said.parts)


def _plain(part: Part) -> str:
    return weeks_said(part.rounds) if isinstance(part, When) else Said((part,)).text


def named(ids: Iterable[str], most: int = MOST_NAMED) -> Said:
    """People in a row, in order, of many only the first and how many more there are; at least one."""
    everybody = sorted(ids)
    shown = everybody if len(everybody) <= most + 1 else everybody[:most]
    row = [Said((Who(one),)) for one in shown]
    if len(shown) < len(everybody):
        row.append(say("{} more", len(everybody) - len(shown)))
    return row_of(row)
