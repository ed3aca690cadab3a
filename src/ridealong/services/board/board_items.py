"""What stands on the board: which part of it is wanted, and what a cell holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ridealong.domain.days import Days, at_once
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.periods import Columns, Zoom
from ridealong.services.meanwhile import Seen


class Sign(StrEnum):
    """What stands in a column of somebody."""

    VISIT = "visit"
    HOSTING = "hosting"
    EMBED = "embed"
    BUDDY = "buddy"
    COFFEE = "coffee"
    AWAY = "away"
    FREEZE = "freeze"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardQuery:
    """Which part of the board is wanted.

    Args:
        text: as on the list of people. program: only who is enrolled in it, and its pairings.
        first: a day in the first column. weeks: how many columns, of a week each unless `zoom` says otherwise.
        side: only people of one side.
        pressing: only whoever has a pairing to come that was declined, cannot take place or is one too many.
    """

    first: date
    weeks: int
    text: str = ""
    program: str = ""
    side: Side | None = None
    zoom: Zoom = Zoom.WEEK
    pressing: bool = False
    columns: Columns = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", Columns(self.zoom, self.first, self.weeks))


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardItem:
    """Something in one column of somebody.

    Args:
        label: the partner's name, the names of the others of a group, the name of a composite team, the reason of a
            freeze or the name of a holiday; never the reason of an absence.
        days: when it takes place.
        state: of a pairing, a group or an embed. pairing_id, group_id, embed_id: the number of one of these.
        version: that of the row of a pairing.
        round: of the program, from 0. other: the partner's address. pinned: whether planning leaves it as it is.
        declined_by: the names of those who have declined it. clash: why it cannot take place as it stands.
        share: of an embed, how much of a week it takes, in percent.
        slot, slot_number, slot_name: of an embed, as people call it, and the two parts of that.
        hand_over: of an embed, whom somebody hands over to or takes over from, and when; empty for nobody.
    """

    sign: Sign
    label: str
    days: Days
    state: State | None = None
    pairing_id: int | None = None
    version: int = 0
    program: str = ""
    round: int | None = None
    other: str = ""
    pinned: bool = False
    declined_by: tuple[str, ...] = ()
    clash: str = ""
    group_id: int | None = None
    embed_id: int | None = None
    share: int = 0
    slot: str = ""
    slot_number: int | None = None
    slot_name: str = ""
    hand_over: str = ""

    @property
    def seen(self) -> Seen:
        """The row of the pairing as it is shown."""
        return Seen(self.pairing_id or 0, self.version)


@dataclass(frozen=True, slots=True)
class Load:
    """That somebody has as many visits at once as they can take, or more.

    Args:
        words: how many of how many. over: whether it is more.
    """

    words: str
    over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardRow:
    """Somebody's weeks, or months or quarters: one tuple of items a column.

    Args:
        first: the first day of the first column. zoom: how much time one shows.
        loads: by column; None where there is room.
    """

    email: str
    name: str
    side: Side
    team: str
    cells: tuple[tuple[BoardItem, ...], ...]
    first: date = date.min
    zoom: Zoom = Zoom.WEEK
    loads: tuple[Load | None, ...] = ()


VISITING = (Sign.VISIT, Sign.EMBED)
"""Signs of who is out on a visit."""


def load_of(limit: int, items: Sequence[BoardItem]) -> Load | None:
    """How much somebody has at once, where that is as much as they can take, or more.

    A host who takes one guest at once is full with each of them, which is worth no mark: of hosts, it is those who
    state that they take more. Nobody visits two places at once. Whether embeds are too much is said of each of them.

    Args:
        limit: how many guests they take at once: see `planning_rules.seats`.
    """
    there = [one for one in items if one.state not in (None, State.MISSED) and one.embed_id is None]
    guests = at_once([one.days for one in there if one.sign is Sign.HOSTING])
    visits = at_once([one.days for one in there if one.sign in VISITING])
    if guests > limit:
        return Load(f"hosts {guests} at once, and takes {limit}", over=True)
    if visits > 1:
        return Load(f"{visits} visits at once", over=True)
    if 1 < limit == guests:
        return Load(f"hosts {guests} at once, and takes no more", over=False)
    return None
