"""The colours of the screens: our own themes, and what those of Textual lack for our style sheets."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _ours(name: str, colors: str, muted: str, *, dark: bool, **rows: str) -> Theme:
    """One of our themes.

    Args:
        colors: primary, secondary, accent, success, error, foreground, background, surface, panel; warnings have the
            colour of what is accented.
        muted: for what matters less. rows: our own variables for the rows of lists; the others are worked out.
    """
    primary, secondary, accent, success, error, foreground, background, surface, panel = colors.split()
    own = {"muted": muted, "text-muted": muted}
    return Theme(
        name=f"ridealong-{name}",
        primary=primary,
        secondary=secondary,
        accent=accent,
        success=success,
        warning=accent,
        error=error,
        foreground=foreground,
        background=background,
        surface=surface,
        panel=panel,
        dark=dark,
        variables=own | {f"list-{row.replace('_', '-')}": color for row, color in rows.items()},
    )


DARK = _ours(
    "dark",
    "#6CB6D9 #8FA8C8 #F2B84B #7CC68D #EF7F76 #DDE3EA #12171E #182029 #222C37",
    "#A9B4C0",
    dark=True,
    cursor="#233C4A",
)
LIGHT = _ours(
    "light",
    "#14658C #44597A #8A5A00 #1F6B3A #A8261E #1B2430 #F7F8FA #EEF1F4 #DFE5EB",
    "#424E5C",
    dark=False,
    cursor="#D8E8F1",
    marked="#F2E7D0",
)
CONTRAST_DARK = _ours(
    "contrast-dark",
    "#8FD6FF #C3D4EA #FFD166 #9BE8AC #FFB3AD #FFFFFF #000000 #0A0D11 #171D24",
    "#D5DDE6",
    dark=True,
    cursor="#17364A",
    cursor_blurred="#2A333D",
    marked="#4A3B12",
)
CONTRAST_LIGHT = _ours(
    "contrast-light",
    "#0B3F5C #26364E #573700 #0B4420 #76110B #000000 #FFFFFF #F6F7F9 #E9EDF1",
    "#262F3A",
    dark=False,
    cursor="#C4DDEC",
    cursor_blurred="#DCE2E8",
    marked="#F3E2BC",
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
