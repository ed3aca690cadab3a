"""Embeds as they would stand, and absences that are not noted yet: what to look at before anything is written."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ridealong.domain.composite_teams import Embed
from ridealong.domain.pairings import Absence
from ridealong.domain.team_times import EMBEDS_IN_CALENDARS


@dataclass(frozen=True, slots=True, kw_only=True)
class SupposedEmbeds:
    """What is not written.

    Args:
        changed: embeds as they would stand, by id. new: those that there are not yet, with ids below 0 and UIDs that
            nothing stored has.
        away: absences on top of those that are noted.
    """

    changed: Mapping[int, Embed] = field(default_factory=dict)
    new: Sequence[Embed] = ()
    away: Sequence[Absence] = ()

    def among(
        self, stored: Iterable[Embed], *, teams: Collection[int] = (), people: Collection[int] = ()
    ) -> list[Embed]:
        """Embeds that were read, as they would stand in calendars, with the new ones of some teams or people."""
        found = [self.changed.get(one.id, one) for one in stored]
        found += [one for one in self.new if one.team_id in teams or one.person_id in people]
        return [one for one in found if one.state in EMBEDS_IN_CALENDARS]


AS_WRITTEN = SupposedEmbeds()
"""All stands as it is written."""
