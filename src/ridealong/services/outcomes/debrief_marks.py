"""How far the debriefs of some visits are, for lists of pairings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ridealong.domain.debriefs import overdue_days, wants_debrief
from ridealong.domain.wording import many
from ridealong.services.desk import Desk
from ridealong.services.outcomes.history import PairingRow
from ridealong.storage.queries.debriefs import debrief_rows, learned_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class DebriefMark:
    """How far the debrief of a visit is.

    Args:
        noted: whether anything is noted. learned: how many things. overdue_days: as of a debrief.
    """

    noted: bool
    learned: int
    overdue_days: int

    @property
    def words(self) -> str:
        """The same in a few words: `no debrief yet, 3 days overdue`."""
        known = f"{many(self.learned, 'thing')} learned" if self.noted else "no debrief yet"
        return f"{known}, {many(self.overdue_days, 'day')} overdue" if self.overdue_days else known


def marks(desk: Desk, rows: Sequence[PairingRow]) -> Mapping[int, DebriefMark]:
    """How far debriefs are, by pairing: of those of some pairings that want one, or of which something is noted."""
    ids, today = [row.id for row in rows], desk.clock.today()
    with desk.reading() as connection:
        noted, learned = debrief_rows(connection, ids), learned_rows(connection, ids)
    found: dict[int, DebriefMark] = {}
    for row in rows:
        wanted, things = wants_debrief(row.kind, row.state, row.days.last, today), len(learned.get(row.id, ()))
        if wanted or row.id in noted:
            late = overdue_days(row.days.last, things, today) if wanted else 0
            found[row.id] = DebriefMark(noted=row.id in noted, learned=things, overdue_days=late)
    return found
