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
MOST_OF_A_WORD = 20
"""Of a longer word, a narrow table breaks what is over."""
ELLIPSIS = "…"


def print_table(
    session: Session,
    titles: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    right: Collection[str] = (),
    spare: bool = False,
    wrap: bool = False,
) -> None:
    """Print rows under titles; only where people read along is it cut to the width, and never silently.

    Args:
        right: the titles of the columns that are flush right.
        spare: whether the last column gives way to the others, and is left out where there is little room for it.
        wrap: whether a cell for which there is no room goes on in the line below, so that nothing of it is lost.
    """
    terminal = is_terminal(sys.stdout)
    width = terminal_width()
    if wrap and width is not None:
        heads, lines = wrapped_lines(titles, rows, width=width, right=right)
    else:
        heads, lines = 1, table_lines(titles, rows, width=width, right=right, spare=spare)
    left_out = spare and not lines[0].endswith(titles[-1])
    if terminal and not session.no_color:
        lines[:heads] = [click.style(line, bold=True) for line in lines[:heads]]
    show_styled(lines)
    if left_out:
        say(f"A wider terminal also shows the column '{titles[-1]}'.")


def terminal_width() -> int | None:
    """How many cells a line of the terminal has; None where nobody reads along, and nothing is cut."""
    return shutil.get_terminal_size().columns if is_terminal(sys.stdout) else None


def has_room(titles: Sequence[str], rows: Iterable[Sequence[object]]) -> bool:
    """Whether a table is printed with each cell on one line, and none of them cut."""
    width = terminal_width()
    return width is None or all(cell_width(line) <= width for line in table_lines(titles, rows))


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


def wrapped_lines(
    titles: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    width: int,
    right: Collection[str] = (),
) -> tuple[int, list[str]]:
    """How many lines the titles take, and the lines of a table in which cells go on below rather than being cut.

    Words are broken only where a terminal is too narrow for them, and numbers, which are flush right, never before.
    """
    cells = [list(titles), *([printable(str(cell)) for cell in row] for row in rows)]
    flush = [title in right for title in titles]
    columns = list(zip(*cells, strict=True))
    widths = [max(map(cell_width, column)) for column in columns]
    least = [
        max(_longest_word(column[0]), *(map(cell_width if right_ else _longest_word, column[1:])), 1)
        for column, right_ in zip(columns, flush, strict=True)
    ]
    room = width - len(GAP) * (len(widths) - 1)
    _shrink(widths, room, [min(one, MOST_OF_A_WORD) for one in least])
    _shrink(widths, room)
    found: list[str] = []
    heads = 0
    for row in cells:
        parts = [wrapped(cell, size) for cell, size in zip(row, widths, strict=True)]
        for number in range(max(map(len, parts))):
            line = (part[number] if number < len(part) else "" for part in parts)
            found.append(GAP.join(map(_fitted, line, widths, flush)).rstrip())
        heads = heads or len(found)
    return heads, found


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of so many cells, broken between words where there is a blank; one empty line for no text."""
    lines, line = [], ""
    for word in text.split():
        if line and cell_width(line) + 1 + cell_width(word) <= width:
            line += f" {word}"
            continue
        lines += [line] if line else []
        *full, line = _pieces(word, width)
        lines += full
    return [*lines, line]


def _pieces(word: str, width: int) -> list[str]:
    pieces, size = [""], 0
    for character in word:
        wide = _character_width(character)
        if size + wide > width and pieces[-1]:
            pieces.append("")
            size = 0
        pieces[-1] += character
        size += wide
    return pieces


def _longest_word(text: str) -> int:
    return max(map(cell_width, text.split()), default=0)


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


def _shrink(widths: list[int], room: int, least: Sequence[int] = ()) -> None:
    """Make the widest columns narrower until there is room, but none narrower than `least`, or than `NARROWEST`."""
    floors = least or [NARROWEST] * len(widths)
    while sum(widths) > room:
        wide = [index for index, size in enumerate(widths) if size > floors[index]]
        if not wide:
            return
        widths[max(wide, key=lambda index: (widths[index], -index))] -= 1


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
