"""Texts that do harm where they are not kept in check."""

import re

from hypothesis import strategies as st

ESCAPES = (
    "\x1b[2J\x1b[31mred",
    "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x07",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1bPq#0\x1b\\",
    "\x9b31mC1",
    "\x9d0;title\x9c",
    "\x84\x85\x8d",
    "\x08\x08over",
    "\x7f",
)
MARKUP = (
    "[bold]x[/]",
    "[/x]",
    "[@click=app.bell]ring[/]",
    "[link=http://evil.example]x",
    "[",
    "\\[red]",
    "$primary",
    "{0}%s%n",
)
BIDI = (
    *(f"a{one}b" for one in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"),
    "\u202egnp.exe",
)
WIDTHS = (
    "zero\u200bwidth\u2060\ufeff\u00ad",
    "pile" + "\u0301\u0327\u0336" * 20,
    "\u0301",
    "Z\u0334a\u0321",
    "日本語の名前",
    "ｗｉｄｅ",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 \U0001f469\U0001f3fd\u200d\U0001f4bb",
    "\u2764\ufe0f \u2764\ufe0e \U0001f1e9\U0001f1ea\U0001f1eb",
    "علی\u200cرضا",
    "\u0915\u094d\u200d\u0937",
    "\u3164\u115f\u1160",
    "\u202fx\u00a0y\u3000",
    "\ue000\U000f0000",
    "\ufdfd",
)
LINES = (
    "a\r\nATTENDEE:mailto:evil@x.example",
    "a\nEND:VEVENT\nBEGIN:VALARM",
    "b\rX-EVIL:1",
    "c\u2028d\u2029e\x85f\x0bg\x0ch\x1ci",
    "a\tb",
)
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
    "'=1",
    "''=1",
    "'",
    "'x",
    "=\t1",
)
PATHS = (
    "../../etc/passwd",
    "..",
    "a/b\\c",
    "C:\\x",
    "CON",
    "nul.txt",
    "aux",
    "name.",
    "-rf",
    "~",
    'a:b|c?*<>"',
    "%00%2f",
    "%s",
    "$(id)",
    "`id`",
)
LONG = ("x" * 10_000, "漢" * 10_000, "\x1b[31m" * 2_000 + "!", "e\u0301" * 5_000)

SAMPLES = (*ESCAPES, *MARKUP, *BIDI, *WIDTHS, *LINES, *FORMULAS, *PATHS)
UNKEPT = ("nul\x00inside", "half \ud83d a pair", "\udce9")
"""What no database keeps: it is refused wherever it comes in."""

STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What must never reach a terminal, beside line feeds."""

PIECES = st.sampled_from(SAMPLES)
TEXTS = PIECES | st.lists(
    PIECES | st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=5), max_size=4
).map("".join)
"""Anything that can be kept."""


def steering(text: str) -> list[str]:
    """The characters of a text that must not reach a terminal, as numbers."""
    return [f"U+{ord(one):04X}" for one in STEERING.findall(text)]


def all_kinds() -> tuple[str, ...]:
    """A few texts that hold everything above."""
    return tuple("·".join(kind) for kind in (PATHS, ESCAPES, MARKUP, BIDI, WIDTHS, LINES, FORMULAS))
