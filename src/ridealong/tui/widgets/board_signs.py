"""What the cells of the board are drawn with: signs, short words, and the legend that explains them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from ridealong.domain.periods import Zoom
from ridealong.tui.text import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.services.board.board_items import BoardItem, Load
    from ridealong.services.board.board_teams import TeamCell

Part = tuple[str, str]
"""A piece of text, and its tone; empty for none."""

SIGNS = {
    "visit": ("▶", "▷", "accent"),
    "hosting": ("◀", "◁", "good"),
    "embed": ("◆", "◇", "accent"),
    "away": ("×", "×", "bad"),
    "freeze": ("■", "■", "warn"),
    "buddy": ("●", "○", "good"),
    "coffee": ("◎", "◌", "good"),
    "holiday": ("☼", "☼", "warn"),
}
"""What stands in a cell -> its sign, the sign of its draft, its tone; the sign alone says it all. What matters most
in a cell with room for one comes first."""
HOLIDAY = "holiday"
PRESSING = ("!", "bad")
"""The sign and the tone of what was declined, or cannot take place as it stands."""
OVER = ("▲", "bad")
"""Who has more at once than they take."""
FULL = ("=", "warn")
"""Who has as much at once as they take."""
EMPTY = ("·", "dim")

LEGEND = (
    "▶ visits  ◀ hosts  ● buddies  ◎ coffee  ◆ embed  ▷ ◁ ○ ◌ ◇ drafts  × away",
    "■ freeze  ☼ holiday  ! declined or impossible  ▲ too much at once  = full",
)
TEAM_LEGEND = ("▶ out  ◆ embedded in part  ◀ visits  × away  ■ freeze  % of people taken",)
CARRY_LEGEND = (
    "{board-grid.cell-left:left} {board-grid.cell-right:right} when  {list.up:up} {list.down:down} with whom  "
    "{board.shorter} {board.longer} how long  {list.open} drops it  {section.clear} puts it back",
    "+ it may go there  ✗ a rule forbids it",
)


def legend(lines: Sequence[str], width: int) -> str:
    """A legend on as few lines as it fits on."""
    whole = "  ".join(lines)
    return whole if cell_len(whole) <= width else "\n".join(lines)


def is_draft(item: BoardItem) -> bool:
    """Whether this is only proposed."""
    return item.state == "proposed"


def item_sign(item: BoardItem) -> Part:
    """The sign and the tone of one item; drafts have hollow signs."""
    if item.declined_by or item.clash:
        return PRESSING
    sign, draft, tone = SIGNS[item.sign]
    return (draft, "dim") if is_draft(item) else (sign, tone)


def goes_on(item: BoardItem, before: Sequence[BoardItem]) -> bool:
    """Whether the same pairing or embed stood in the column before."""
    if item.embed_id is not None:
        return item.embed_id in _embeds(before)
    return item.pairing_id is not None and any(one.pairing_id == item.pairing_id for one in before)


def _embeds(items: Sequence[BoardItem]) -> set[int]:
    return {one.embed_id for one in items if one.embed_id is not None}


def _news(busy: Sequence[BoardItem], before: Sequence[BoardItem]) -> list[BoardItem]:
    """What a cell has to say: what goes on from the column before is a line, and tells less than what is new.

    Of embeds, all are told where one of them begins, or one has ended: else the percents would be those of a part.
    """
    here, last = _embeds(busy), _embeds(before)
    others = bool(here - last or last - here)
    return [
        one
        for one in busy
        if not goes_on(one, before) or item_sign(one) == PRESSING or (others and one.embed_id is not None)
    ]


def embed_program(items: Sequence[BoardItem]) -> str:
    """The program of the embed in a cell in which no pairing is; empty where there is none."""
    pairings = any(one.pairing_id is not None for one in items)
    return "" if pairings else next((one.program for one in items if one.embed_id is not None), "")


def short_name(name: str, room: int) -> str:
    """A name in little room: the whole of it, else the first name with the first letter of the last, else a part."""
    if cell_len(name) <= room:
        return name
    words = name.split()
    initial = f"{words[0]} {words[-1][:1]}" if words else name
    if len(words) > 1 and cell_len(initial) <= room:
        return initial
    # Cut without an ellipsis: one letter more tells more than a dot. The line below has it whole.
    return set_cell_size(name, room).rstrip()


def item_parts(item: BoardItem, room: int) -> list[Part]:
    """One item: its sign and whom or what it is about; of an embed, how much of the week it takes."""
    sign, tone = item_sign(item)
    if item.embed_id is not None:
        return [(f"{sign}{item.share}%", tone)]
    words = "" if item.sign == "away" and item.label == "away" and room < 5 else shown(item.label)
    return [(sign + short_name(words, room - cell_len(sign)), tone)]


def cell_parts(
    items: Sequence[BoardItem], before: Sequence[BoardItem], load: Load | None, zoom: Zoom, room: int
) -> list[Part]:
    """What stands in a cell of a person, at most `room` wide: what presses, what begins, what goes on, then marks."""
    if not items:
        return [EMPTY]
    busy = [one for one in items if one.sign != HOLIDAY]
    marks = [] if load is None else [OVER if load.over else FULL]
    if not busy:
        return [*(item_parts(items[0], room - len(marks))), *marks]
    if len(busy) < len(items):
        marks.insert(0, (SIGNS[HOLIDAY][0], SIGNS[HOLIDAY][2]))
    room -= len(marks)
    if zoom is not Zoom.WEEK and len(busy) > 1:
        return [*counted(busy, room), *marks]
    new = _news(busy, before)
    if not new:
        return [("─" * room, item_sign(busy[0])[1]), *marks]
    first = min(new, key=lambda one: (*_rank(one), goes_on(one, before)))
    more = f"+{len(new) - 1}" if len(new) > 1 else ""
    return [*item_parts(first, room - len(more)), *([(more, "dim")] if more else []), *marks]


def _rank(item: BoardItem) -> tuple[bool, int]:
    """What presses comes first, then the signs in their order."""
    return item_sign(item) != PRESSING, list(SIGNS).index(item.sign)


def runs_on(parts: Sequence[Part]) -> bool:
    """Whether a cell is nothing but a line that goes on."""
    return len(parts) == 1 and parts[0][0].startswith("─")


def counted(items: Sequence[BoardItem], room: int) -> list[Part]:
    """How many there are of each sign, what presses first, as many signs as there is room for."""
    numbers: dict[Part, int] = {}
    order = [PRESSING, *(part for solid, draft, tone in SIGNS.values() for part in ((solid, tone), (draft, "dim")))]
    for item in items:
        part = item_sign(item)
        numbers[part] = numbers.get(part, 0) + 1
    found: list[Part] = []
    for part in order:
        if part in numbers:
            text = f"{part[0]}{numbers[part] if numbers[part] > 1 else ''}"
            if cell_len(text) > room:
                break
            found.append((text, part[1]))
            room -= cell_len(text)
    return found


def team_parts(cell: TeamCell, room: int) -> list[Part]:
    """What stands in a cell of a team, at most `room` wide: what is frozen, how many are out, embedded, host, away."""
    wanted = [("■", "warn")] if cell.freezes else []
    counts = ((cell.visiting, "visit"), (cell.embedded, "embed"), (cell.hosted, "hosting"), (cell.away, "away"))
    for number, name in counts:
        sign, _draft, tone = SIGNS[name]
        if number:
            wanted.append((f"{sign}{number}", tone))
    if not wanted:
        return [EMPTY]
    if cell.busy and sum(cell_len(text) for text, _ in wanted) + 5 <= room:
        wanted.append((f" {cell.percent}%", "bad" if cell.percent > 50 else "dim"))
    found: list[Part] = []
    for part in wanted:
        if cell_len(part[0]) > room:
            break
        found.append(part)
        room -= cell_len(part[0])
    return found
