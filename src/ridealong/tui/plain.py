"""The plain mode, for screen readers: lists as simple lines, the terminal's own cursor where things happen."""

from __future__ import annotations

import re
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.geometry import Offset
from textual.strip import Strip

from ridealong.tui.text import many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import App
    from textual.dom import DOMNode
    from textual.widget import Widget

    from ridealong.tui.widgets.paged_view import PagedView

    AnyView = PagedView[Any]  # drawn in the same way, whatever its rows are

PRESSING = "needs attention"
"""What `!` before something says."""
BELOW = 3
"""Lines below a list, for the row under the cursor in full."""
SHOW_CURSOR = "\x1b[?25h"
_SIGNS = re.compile("[▶▷◀◁●○◎◌■□◆◇✓✗✔✘×↔━─│█▓▒░▲▼▁-▇]+")
"""Signs that stand beside a word that says the same."""
_BETWEEN_NUMBERS = re.compile(r"(?<=[\d.])\s*–\s*(?=\d)")


def is_plain(node: DOMNode) -> bool:
    """Whether everything is to be drawn as simple lines."""
    return bool(getattr(node.app, "plain", False))


def worded(text: str) -> str:
    """Text without signs and bars, whose meaning stands in words beside them; `–` between days is `to`."""
    text = _SIGNS.sub(" ", _BETWEEN_NUMBERS.sub(" to ", text))
    text = (
        text.replace("…", "...")
        .replace("→", " to ")
        .replace(" – ", " to ")
        .replace(" · ", ", ")
        .replace("·", " ")
        .replace("–", "-")
    )
    words = " ".join(text.split())
    return f"{PRESSING}: {words[2:]}" if words.startswith("! ") else words


def worded_lines(text: str) -> str:
    """Lines without signs and bars, each as `worded` says it."""
    return "\n".join(map(worded, text.split("\n")))


def row_words(titles: Sequence[str], cells: Sequence[str]) -> str:
    """A row as `Name: Ana Lima; Side: IT`; what has no value is left out, and no sign is read as part of a name."""
    said = [(title, worded(cell)) for title, cell in zip(titles, cells, strict=False)]
    return "; ".join(_cell_words(title, cell) for title, cell in said if cell and cell != "-")


def _cell_words(title: str, cell: str) -> str:
    if title and cell.startswith(f"{PRESSING}: "):
        return f"{PRESSING}; {title}: {cell.removeprefix(f'{PRESSING}: ')}"
    return f"{title}: {cell}" if title else cell


def line_words(view: AnyView, index: int, *, marked: bool = False) -> str:
    """What stands on the line of a row: `>` for the cursor, whether it is marked, the row."""
    row = view.pages.get(index)
    sign = "> " if index == view.cursor else "  "
    if row is None:
        return f"{sign}reading"
    heading = view.heading(row)
    words = f"{worded(heading)}:" if heading is not None else view.plain_row(index, row)
    return f"{sign}{'marked; ' if marked else ''}{words}"


def lines_below(view: AnyView) -> int:
    """How many lines of a list show the row under the cursor in full."""
    return min(BELOW, view.size.height // 4) if is_plain(view) else 0


def draw(view: AnyView, y: int) -> Strip:
    """One line of a list: a header, a row, what there is to say where there is none, or the present row in full."""
    width, top = view.room, int(view.scroll_offset.y)
    index = y - view.HEADER + top
    below = y - (view.size.height - lines_below(view))
    if y < view.HEADER:
        words = view.plain_header() if y == 0 else ""
    elif not view.total:
        words = view.empty_words(y - view.HEADER)
    elif below >= 0:
        words = _in_full(view, width, below)
    elif index < view.total:
        words = line_words(view, index, marked=view.is_marked(index))
        if index == view.cursor and view.has_focus:
            follow(view, Offset(0, y))
    else:
        words = ""
    return Strip([Segment(_cut(words, width), view.base)]).adjust_cell_length(view.size.width, view.base)


def _cut(words: str, width: int) -> str:
    return words if cell_len(words) <= width else f"{set_cell_size(words, width - 3)}..."


def _in_full(view: AnyView, width: int, at: int) -> str:
    """A part of the row under the cursor, where its line is too short for it."""
    words = line_words(view, view.cursor, marked=view.is_marked(view.cursor)).removeprefix("> ")
    if len(words) + 2 <= width:
        return ""
    parts = wrap(words, max(width - 2, 10))
    return parts[at] if at < len(parts) else ""


def header_words(total: int, sorted_by: str, *, descending: bool) -> str:
    """What stands above a list."""
    order = f", sorted by {sorted_by}{', backwards' if descending else ''}" if sorted_by else ""
    return f"List of {many(total, 'row')}{order}"


def follow(widget: Widget, offset: Offset = Offset(0, 0)) -> None:  # noqa: B008 - an offset cannot be changed
    """Put the terminal's cursor on a place in a widget: screen readers read from there."""
    widget.app.cursor_position = widget.content_region.offset + offset


def begin(app: App[Any]) -> None:  # Any: whatever the program returns
    """Show the terminal's cursor, now and after another program has had the terminal."""

    def show(_app: object = None) -> None:
        if app._driver is not None:  # Textual hides it and offers no way to ask for it
            app._driver.write(SHOW_CURSOR)

    show()
    app.app_resume_signal.subscribe(app, show)
