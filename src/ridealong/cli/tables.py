"""Tables for people: aligned columns that fit the width of the terminal."""

import shutil
import sys
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

import click

from ridealong.cli.output import is_terminal, say, show_styled
from ridealong.cli.session import Session
from ridealong.domain.wording import printable

GAP = "  "
NARROWEST = 4
LEAST_SPARE = 16
"""How many cells a spare column needs, where it has that many to show."""
ELLIPSIS = "…"


def print_table(
    session: Session,
    titles: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    right: Collection[str] = (),
    spare: bool = False,
) -> None:
    """Print rows under titles; only where people read along is it cut to the width, and never silently.

    Args:
        right: the titles of the columns that are flush right.
        spare: whether the last column gives way to the others, and is left out where there is little room for it.
    """
    terminal = is_terminal(sys.stdout)
    width = shutil.get_terminal_size().columns if terminal else None
    lines = table_lines(titles, rows, width=width, right=right, spare=spare)
    left_out = spare and not lines[0].endswith(titles[-1])
    if terminal and not session.no_color:
        lines[0] = click.style(lines[0], bold=True)
    show_styled(lines)
    if left_out:
        say(f"A wider terminal also shows the column '{titles[-1]}'.")


def table_lines(
    titles: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    width: int | None = None,
    right: Collection[str] = (),
    spare: bool = False,
) -> list[str]:
    """The lines of a table, its titles first; the widest columns give way where it is wider than `width`.

    Args:
        spare: as for `print_table`.
    """
    cells = [list(titles), *([printable(str(cell)) for cell in row] for row in rows)]
    widths = [max(map(cell_width, column)) for column in zip(*cells, strict=True)]
    if width is not None:
        if spare:
            room = width - sum(widths[:-1]) - len(GAP) * (len(widths) - 1)
            # Without a width there is nothing to print in it: the rows below end with the column before.
            widths[-1] = min(widths[-1], room) if room >= min(widths[-1], LEAST_SPARE) else 0
            widths = widths if widths[-1] else widths[:-1]
        _shrink(widths, width - len(GAP) * (len(widths) - 1))
    flush = [title in right for title in titles]
    return [GAP.join(map(_fitted, row, widths, flush)).rstrip() for row in cells]


def cell_width(text: str) -> int:
    """How many cells of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_character_width, text))


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _shrink(widths: list[int], room: int) -> None:
    while sum(widths) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1


def _fitted(text: str, width: int, right: bool) -> str:
    size = cell_width(text)
    if size > width:
        text, size = _cut(text, width), width
    return " " * (width - size) + text if right else text + " " * (width - size)


def _cut(text: str, width: int) -> str:
    kept, size = "", 0
    for character in text:
        size += _character_width(character)
        if size > width - 1:
            break
        kept += character
    return kept + ELLIPSIS + " " * (width - 1 - cell_width(kept))
