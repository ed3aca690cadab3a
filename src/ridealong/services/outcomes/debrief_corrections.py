"""What was corrected or taken back of debriefs by hand, so that an older answer of a form does not bring it back."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from sqlalchemy import Connection

from ridealong.domain.debriefs import text_identity
from ridealong.domain.values import zone
from ridealong.services.desk import Desk
from ridealong.storage.queries.by_hand import Cells, RowChange, changes_by, changes_of
from ridealong.storage.schema import debriefs, ideas, learned

_IMPORTED = "debrief import"
"""The action that notes the answers of a form."""
_CORRECTING = ("debrief edit", "debrief remove", "ideas edit", "ideas remove")
"""The actions by which something that was noted reads otherwise, or is gone."""
_RATINGS = ("it_rating", "marketing_rating")


class Corrections:
    """What is no longer said of some visits, and since when."""

    def __init__(self, desk: Desk, connection: Connection, pairing_ids: Collection[int], rows: Iterable[int]) -> None:
        """Read it.

        Args:
            rows: of the debriefs that there are of the pairings.
        """
        self._pairings = frozenset(pairing_ids)
        self._zone = zone(desk.zone)
        self._texts: dict[tuple[int, str, str, str], date] = {}
        self._notes: dict[int, list[tuple[str, date]]] = {}
        self._ratings: dict[tuple[int, str], date] = {}
        tables = (debriefs.name, ideas.name, learned.name)
        for one in changes_by(connection, _CORRECTING, tables):
            self._take(one)
        # A rating that somebody typed beside other things counts as one that was corrected.
        for one in changes_of(connection, debriefs.name, list(rows), but=(_IMPORTED, *_CORRECTING)):
            self._take(one)

    def text_gone(self, table: str, pairing_id: int, text: str, day: date | None, side: str = "") -> bool:
        """Whether a thing learned, or an idea, that was said on a day was changed or taken off since.

        Args:
            table: `learned` or `ideas`. day: None where it is not known.
        """
        return _is_older(day, self._texts.get((pairing_id, table, side, text_identity(text))))

    def rating_gone(self, pairing_id: int, name: str, day: date | None) -> bool:
        """Whether the rating in a column was set, or taken back, by hand since a day."""
        return _is_older(day, self._ratings.get((pairing_id, name)))

    def note_gone(self, pairing_id: int, text: str, day: date | None) -> bool:
        """Whether a note that was said on a day was taken out of a longer one since."""
        said = text_identity(text)
        return any(said in before and _is_older(day, gone) for before, gone in self._notes.get(pairing_id, ()))

    def _take(self, change: RowChange) -> None:
        before, after = change.before or {}, change.after or {}
        pairing = before.get("pairing_id", after.get("pairing_id"))
        if not isinstance(pairing, int) or pairing not in self._pairings:
            return
        day = datetime.fromisoformat(change.at).astimezone(self._zone).date()
        if change.table == debriefs.name:
            self._take_debrief(pairing, before, after, day)
        elif (old := _text(before, "text")) != _text(after, "text"):
            self._texts[pairing, change.table, str(before.get("side") or ""), old] = day

    def _take_debrief(self, pairing: int, before: Cells, after: Cells, day: date) -> None:
        for name in _RATINGS:
            if before.get(name) != after.get(name):
                self._ratings[pairing, name] = max(day, self._ratings.get((pairing, name), day))
        note = _text(before, "note")
        if note not in _text(after, "note"):
            self._notes.setdefault(pairing, []).append((note, day))


def _text(row: Cells, name: str) -> str:
    return text_identity(str(row.get(name) or ""))


def _is_older(day: date | None, since: date | None) -> bool:
    """Whether something was said by then; of what has no day, nobody can say that it is newer."""
    return since is not None and (day is None or day <= since)
