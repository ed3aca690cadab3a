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
    "tab": "Tab",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
}


def key_label(key: str) -> str:
    """A Textual key name as it is written on keyboards."""
    key = key.strip()
    if key.startswith("ctrl+"):
        return f"Ctrl+{key_label(key[5:]).upper()}"
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    return _LABELS.get(key, key)
