"""The cells of the board in plain words, for the line below it and for copies."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from rich.cells import cell_len

from ridealong.domain.periods import Zoom
from ridealong.tui.dates import month_in_full, short_span_words, span_words, week_words
from ridealong.tui.text import fitted, listed, many, shown
from ridealong.tui.widgets.board_signs import is_draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ridealong.domain.days import Days
    from ridealong.services.board.board_items import BoardItem, Load
    from ridealong.services.board.board_moves import Lifted, Outlook
    from ridealong.services.board.board_teams import TeamCell

MOST = 6
"""How many things in a cell are told at most."""


def cut(text: str, most: int = 30) -> str:
    """User text that is no longer than `most`, so that it leaves room for what is said of it."""
    text = shown(text)
    return text if cell_len(text) <= most else fitted(text, most)


def column_words(zoom: Zoom, days: Days) -> str:
    """A column: `week of 11 Jan 2027`, `March 2027`, `January to March 2027`."""
    first, last = days.first, days.last
    if zoom is Zoom.WEEK:
        return week_words(first)
    until = f"{month_in_full(last)} {last.year}"
    return until if zoom is Zoom.MONTH else f"{month_in_full(first)} to {until}"


def days_words(days: Days) -> str:
    """Days without their year: `11-15 Jan`, `28 Jun - 2 Jul`, `6 Jan`."""
    return short_span_words(days) if days.first.year == days.last.year else span_words(days)


def item_words(item: BoardItem) -> str:
    """What stands in a cell, as a sentence without a subject."""
    label, days = cut(item.label), days_words(item.days)
    words = {
        "visit": f"visits {label} {days}",
        "embed": f"works with {label} {days}" if item.embed_id is None else _embed_words(item, label, days),
        "hosting": f"hosts {label} {days}",
        "buddy": f"buddy of {label}, {days}",
        "coffee": f"coffee with {label}, {days}",
        "away": f"away {days}",
        "freeze": f"freeze: {label}, {days}",
        "holiday": f"{label} {days}",
    }[item.sign]
    if item.state is None:
        return words
    state = ("pinned draft" if item.pinned else "draft") if is_draft(item) else str(item.state)
    declined = f", declined by {listed(item.declined_by)}" if item.declined_by else ""
    clash = f", but {shown(item.clash)}" if item.clash else ""
    return f"{words} ({state}{declined}{clash})"


def _embed_words(item: BoardItem, team: str, days: str) -> str:
    over = f", {shown(item.hand_over)}" if item.hand_over else ""
    return f"{item.share}% in {team}, slot {cut(item.slot)}, {days}{over}"


def cell_words(items: Sequence[BoardItem], load: Load | None) -> str:
    """All that stands in a cell of a person."""
    told = [item_words(item) for item in items[:MOST]]
    if len(items) > MOST:
        told.append(f"and {len(items) - MOST} more")
    if load is not None:
        told.insert(0, ("TOO MUCH: " if load.over else "full: ") + load.words)
    return "; ".join(told) or "nothing planned"


def team_words(cell: TeamCell) -> str:
    """All that stands in a cell of a team."""
    told = [f"freeze: {shown(reason)}" for reason in cell.freezes]
    told += [f"{many(cell.visiting, 'person', 'people')} out visiting"] if cell.visiting else []
    told += [f"{cell.embedded} embedded"] if cell.embedded else []
    told += [many(cell.hosted, "visit") + " here"] if cell.hosted else []
    told += [f"{cell.away} away"] if cell.away else []
    if cell.busy:
        told.append(f"{cell.taken} of {cell.people} taken ({cell.percent}%)")
    return "; ".join(told) or "nobody is out or away"


def copied_cells(cells: Iterable[Sequence[BoardItem] | TeamCell]) -> list[str]:
    """Cells as text for a copy: empty where nothing is."""
    return [
        ("; ".join(map(item_words, cell)) if isinstance(cell, tuple) else _copied_team(cast("TeamCell", cell)))
        for cell in cells
    ]


def _copied_team(cell: TeamCell) -> str:
    return team_words(cell) if cell.busy or cell.freezes or cell.hosted else ""


def carried_words(lifted: Lifted, host: str, days: Days, outlook: Outlook | None, refused: str = "") -> str:
    """A pairing that is carried: who, from when to when, and whether that is allowed.

    Args:
        outlook: None as long as it is not known. refused: what is known before that to speak against it.
    """
    who = f"{cut(lifted.guest.name)} {'visits' if lifted.visits else 'with'} {cut(host)}"
    when = days_words(days)
    if days != lifted.days:
        when = f"{days_words(lifted.days)} → {when}"
    return f"{who}, {when}: {_verdict(lifted, outlook, refused)}"


def _verdict(lifted: Lifted, outlook: Outlook | None, refused: str) -> str:
    if refused := outlook.refused if outlook else refused:
        return f"✗ {shown(refused)}"
    if outlook is None:
        return "looking …"
    fit = f", fit {outlook.fit}" if outlook.fit is not None else ""
    if lifted.draft:
        return f"allowed{fit}"
    return (
        f"allowed; {many(outlook.invites, 'invite')} would be due" if outlook.invites else "allowed; no invite is due"
    )
