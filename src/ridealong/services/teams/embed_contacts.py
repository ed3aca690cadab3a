"""Who has met whom in composite teams: people of both sides who were embedded in one team at the same time."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Embed
from ridealong.domain.days import Days
from ridealong.domain.pairings import MET
from ridealong.domain.people import Side
from ridealong.storage.queries.teams import all_embeds


@dataclass(frozen=True, slots=True)
class Together:
    """Somebody of IT and somebody of marketing in one team, and on which days both were, or will be."""

    it: Embed
    marketing: Embed
    days: Days


def together(some: Iterable[Embed]) -> Iterator[Together]:
    """Everybody of both sides who is in one team at the same time; drafts and what was called off do not count."""
    teams: dict[int, list[Embed]] = defaultdict(list)
    for one in some:
        if one.state in MET:
            teams[one.team_id].append(one)
    for embeds in teams.values():
        its = [one for one in embeds if one.side is Side.IT]
        for it in its:
            for other in embeds:
                if other.side is Side.MARKETING and it.days.overlaps(other.days):
                    both = Days(max(it.days.first, other.days.first), min(it.days.last, other.days.last))
                    yield Together(it, other, both)


def met_in_teams(
    connection: Connection, *, by: date | None = None, among: Collection[int] | None = None
) -> Counter[tuple[int, int]]:
    """How often two people were, or are to be, in one team at the same time: by row ids, IT first.

    Args:
        by: only where they were by this day. among: only with one of these people, by row id.
    """
    found: Counter[tuple[int, int]] = Counter()
    for one in together(all_embeds(connection, [str(state) for state in MET])):
        pair = one.it.person_id, one.marketing.person_id
        if (by is None or one.days.first <= by) and (among is None or pair[0] in among or pair[1] in among):
            found[pair] += 1
    return found
