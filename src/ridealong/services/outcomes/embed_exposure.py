"""What composite teams add to exposure: which home teams met in them, and for how many weeks of people's work."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Embed, weeks_and_share
from ridealong.domain.days import Days
from ridealong.domain.exposure import team_identity
from ridealong.domain.pairings import MET
from ridealong.services.teams.embed_contacts import Together, together
from ridealong.storage.queries.exposure import TeamMeeting
from ridealong.storage.queries.teams import all_embeds, embeds_of_program

Teams = tuple[str, str]
"""An IT team and a marketing team, by identity."""
_Key = tuple[int, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedExposure:
    """The composite teams in which home teams met.

    Args:
        meetings: once for each composite team and two home teams in it, from the first day that people of both are
            there to the last, with the two who were there first.
        weeks: by the two home teams, `weeks_together`.
    """

    meetings: tuple[TeamMeeting, ...]
    weeks: Mapping[Teams, float]


def embed_exposure(
    connection: Connection, today: date, *, program_id: int | None = None, since: date | None = None
) -> EmbedExposure:
    """Which home teams met in composite teams, or will; drafts and what was called off do not count.

    Home teams are those of the time at which somebody was embedded.

    Args:
        program_id: only of one program. since: only what began on this day or later.
    """
    states = [str(state) for state in MET]
    some = all_embeds(connection, states) if program_id is None else embeds_of_program(connection, program_id, states)
    met: dict[_Key, list[Together]] = defaultdict(list)
    for one in together(some):
        if since is None or one.days.first >= since:
            met[one.it.team_id, team_identity(one.it.home_team), team_identity(one.marketing.home_team)].append(one)
    weeks: dict[Teams, float] = defaultdict(float)
    for (_team, it, marketing), both in met.items():
        weeks[it, marketing] += weeks_together(both, today)
    return EmbedExposure(
        meetings=tuple(_meeting(both) for both in met.values()),
        weeks={key: round(number, 1) for key, number in weeks.items() if number},
    )


def weeks_together(some: Iterable[Together], today: date) -> float:
    """The weeks embedded up to a day: full weeks of work that people spent in a team with somebody of the other side.

    Each person counts once for each day on which at least one of the others is there as well, with the share of their
    own embed: two people at 50 % who are in a team together for four weeks come to four weeks. Weeks are those of
    `weeks_and_share`.

    Args:
        some: who was in one team at the same time, of the two sides that are looked at.
    """
    days: dict[int, tuple[Embed, list[Days]]] = {}
    for one in some:
        for embed in (one.it, one.marketing):
            days.setdefault(embed.id, (embed, []))[1].append(one.days)
    return sum(weeks_and_share(span, embed.share, today) for embed, spans in days.values() for span in _joined(spans))


def _joined(spans: Iterable[Days]) -> list[Days]:
    """Days as spans that do not overlap."""
    found: list[Days] = []
    for one in sorted(spans, key=lambda each: each.first):
        if found and one.first <= found[-1].last:
            found[-1] = Days(found[-1].first, max(found[-1].last, one.last))
        else:
            found.append(one)
    return found


def _meeting(both: Iterable[Together]) -> TeamMeeting:
    some = sorted(both, key=lambda one: (one.days.first, one.it.id, one.marketing.id))
    first = some[0]
    return TeamMeeting(
        first.it.home_team,
        first.marketing.home_team,
        first.it.person_id,
        first.marketing.person_id,
        first.days.first,
        max(one.days.last for one in some),
    )
