"""Keys as they are written on keyboards."""

from __future__ import annotations

_LABELS = {
    "question_mark": "?",
    "slash": "/",
    "exclamation_mark": "!",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "escape": "Esc",
    "enter": "Enter",
    "backspace": "Bksp",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "space": "Space",
    "full_stop": ".",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "equals_sign": "=",
    "plus": "+",
    "minus": "-",
    "colon": ":",
    "semicolon": ";",
    "tab": "Tab",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}

_ARROWS = {"left": "Left", "right": "Right", "up": "Up", "down": "Down"}
_chosen = {"spoken": False}


def speak(*, spoken: bool) -> None:
    """Name keys by words alone from now on, for screen readers, or by signs again."""
    _chosen["spoken"] = spoken


def key_label(key: str) -> str:
    """A Textual key name as it is written on keyboards."""
    key = key.strip()
    if key.startswith("ctrl+"):
        return f"Ctrl+{key_label(key[5:]).upper()}"
    if key.startswith("shift+"):
        return f"Shift+{key_label(key[6:])}"
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    if _chosen["spoken"] and key in _ARROWS:
        return _ARROWS[key]
    return _LABELS.get(key, key)
