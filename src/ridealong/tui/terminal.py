"""What the terminal can show: letters and signs beyond ASCII, and how many colours."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from ridealong.places import in_browser

if TYPE_CHECKING:
    from collections.abc import Mapping

_FEW_SIGNS = ("linux", "dumb", "ansi", "cons25", "vt52", "vt100", "vt102", "vt220", "sun", "unknown")
"""Kinds of terminals whose fonts lack the signs that the screens are drawn with."""
_FEW_COLORS = ("linux", "ansi", "cons25")
_UTF_8 = ("utf8", "utf-8")


class Terminal(NamedTuple):
    """What a terminal can show; by default everything.

    Args:
        signs: whether it shows the signs beyond ASCII that the screens are drawn with.
        encoding: what it takes text in: letters that this lacks are replaced by the nearest ones.
        few_colors: whether it has 16 colours or fewer.
    """

    signs: bool = True
    encoding: str = "utf-8"
    few_colors: bool = False


def look_at_terminal(environ: Mapping[str, str] = os.environ) -> Terminal:
    """What the present terminal can show, as far as its name and the language settings say."""
    if in_browser() or sys.platform == "win32":
        return Terminal()
    kind = environ.get("TERM", "unknown").casefold()
    charset = _charset(environ)
    if charset.casefold() not in _UTF_8:
        encoding = "ascii" if charset in ("C", "POSIX") else charset
        return Terminal(False, _known(encoding), _has_few_colors(kind, environ))
    return Terminal(kind.partition("-")[0] not in _FEW_SIGNS, "utf-8", _has_few_colors(kind, environ))


def _charset(environ: Mapping[str, str]) -> str:
    """The charset that the language settings name, as terminals and other programs read it.

    Python itself writes UTF-8 where they say `C`, and so does not tell what the terminal makes of it.
    """
    name = next((found for key in ("LC_ALL", "LC_CTYPE", "LANG") if (found := environ.get(key))), "")
    if name in ("C", "POSIX"):
        return name
    # Where nothing is set, hardly any terminal of today is without UTF-8.
    return name.partition(".")[2].partition("@")[0] or ("iso-8859-1" if "_" in name else "utf-8")


def _known(charset: str) -> str:
    try:
        "".encode(charset)
    except LookupError:
        return "ascii"
    return charset


def _has_few_colors(kind: str, environ: Mapping[str, str]) -> bool:
    """Whether Textual would write 16 colours, by the rules of the library that it asks."""
    wanted = environ.get("TEXTUAL_COLOR_SYSTEM", "auto").casefold()
    if wanted != "auto":
        return wanted in ("standard", "windows")
    if environ.get("COLORTERM", "").strip().casefold() in ("truecolor", "24bit"):
        return False
    return kind in _FEW_COLORS or kind.endswith("-16color")
