"""The colours of the screens: our own themes, and what those of Textual lack for our style sheets."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DARK = Theme(
    name="ridealong-dark",
    primary="#6CB6D9",
    secondary="#8FA8C8",
    accent="#F2B84B",
    success="#7CC68D",
    warning="#F2B84B",
    error="#EF7F76",
    foreground="#DDE3EA",
    background="#12171E",
    surface="#182029",
    panel="#222C37",
    dark=True,
    variables={"muted": "#A9B4C0", "text-muted": "#A9B4C0", "list-cursor": "#233C4A"},
)

LIGHT = Theme(
    name="ridealong-light",
    primary="#14658C",
    secondary="#44597A",
    accent="#8A5A00",
    success="#1F6B3A",
    warning="#8A5A00",
    error="#A8261E",
    foreground="#1B2430",
    background="#F7F8FA",
    surface="#EEF1F4",
    panel="#DFE5EB",
    dark=False,
    variables={
        "muted": "#424E5C",
        "text-muted": "#424E5C",
        "list-cursor": "#D8E8F1",
        "list-marked": "#F2E7D0",
    },
)

CONTRAST_DARK = Theme(
    name="ridealong-contrast-dark",
    primary="#8FD6FF",
    secondary="#C3D4EA",
    accent="#FFD166",
    success="#9BE8AC",
    warning="#FFD166",
    error="#FFB3AD",
    foreground="#FFFFFF",
    background="#000000",
    surface="#0A0D11",
    panel="#171D24",
    dark=True,
    variables={
        "muted": "#D5DDE6",
        "text-muted": "#D5DDE6",
        "list-cursor": "#17364A",
        "list-cursor-blurred": "#2A333D",
        "list-marked": "#4A3B12",
    },
)

CONTRAST_LIGHT = Theme(
    name="ridealong-contrast-light",
    primary="#0B3F5C",
    secondary="#26364E",
    accent="#573700",
    success="#0B4420",
    warning="#573700",
    error="#76110B",
    foreground="#000000",
    background="#FFFFFF",
    surface="#F6F7F9",
    panel="#E9EDF1",
    dark=False,
    variables={
        "muted": "#262F3A",
        "text-muted": "#262F3A",
        "list-cursor": "#C4DDEC",
        "list-cursor-blurred": "#DCE2E8",
        "list-marked": "#F3E2BC",
    },
)

# Textual's have dark blue on black, which the plainest terminals show least of all.
ANSI_DARK = replace(
    BUILTIN_THEMES["ansi-dark"],
    primary="ansi_bright_cyan",
    accent="ansi_bright_yellow",
    warning="ansi_bright_yellow",
    success="ansi_bright_green",
    error="ansi_bright_red",
)
ANSI_LIGHT = replace(
    BUILTIN_THEMES["ansi-light"], primary="ansi_blue", accent="ansi_magenta", warning="ansi_magenta", error="ansi_red"
)

OURS = (DARK, LIGHT, CONTRAST_DARK, CONTRAST_LIGHT, ANSI_DARK, ANSI_LIGHT)
DEFAULT = DARK.name
FEW_COLORS = {True: ANSI_DARK.name, False: ANSI_LIGHT.name}
"""Whether it is dark -> the theme made of the 16 colours that every terminal has."""


def theme_names() -> list[str]:
    """All themes, ours first."""
    own = [one.name for one in OURS]
    return own + [name for name in sorted(BUILTIN_THEMES) if name not in own]


def chosen(name: str, known: Mapping[str, Theme], *, few_colors: bool) -> str:
    """The theme to begin with.

    Args:
        name: the one that the user has set; empty or unknown for ours.
        few_colors: whether the terminal has 16 colours only, on which other themes are a gamble.
    """
    theme = known.get(name) or known[DEFAULT]
    return FEW_COLORS[theme.dark] if few_colors and not theme.ansi else theme.name


def derived(colors: Mapping[str, str]) -> dict[str, str]:
    """Our own variables for a theme that does not have them: what matters less, and the rows of lists.

    Args:
        colors: the variables of the theme; those of the 16 colours begin with `ansi_`.
    """
    if colors["foreground"].startswith("ansi"):
        plain = {"muted": colors["foreground"], "list-cursor": colors["panel"], "list-cursor-blurred": colors["panel"]}
        return plain | {"list-marked": colors["background"]}
    background, foreground = Color.parse(colors["background"]), Color.parse(colors["foreground"])
    return {
        "muted": background.blend(foreground, 0.7).hex,
        "list-cursor": background.blend(Color.parse(colors["primary"]), 0.3).hex,
        "list-cursor-blurred": colors["panel"],
        "list-marked": background.blend(Color.parse(colors["accent"]), 0.2).hex,
    }


def choices(known: Mapping[str, Theme], take: Callable[[str], None]) -> list[tuple[str, Callable[[], None]]]:
    """Every theme with what chooses it, for the palette."""
    return [(name, partial(take, name)) for name in theme_names() if name in known]
