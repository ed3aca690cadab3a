"""What is wrong with settings that only the screens can judge: the keys of actions, and themes."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from textual.keys import KEY_TO_UNICODE_NAME, Keys, _character_to_key

from ridealong.config import Wrong, place
from ridealong.tui.actions import ACTIONS, BY_NAME, PLACES, key_label
from ridealong.tui.actions.dialogs import DIALOG_PLACES
from ridealong.tui.themes import theme_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ridealong.config import Config

_NO_DIALOGS = ("dialog", "start", "begin")
"""Places that are all dialogs, or none."""
_MODIFIERS = ("ctrl", "shift", "alt", "super", "hyper", "meta")
_TOGETHER = (
    ("list", "table"),
    ("list", "board-grid"),
    ("text", "beside"),
    ("text", "reading"),
    ("text", "publishing"),
    ("beside", "publishing"),
    ("reading", "preview"),
    ("text", "preview"),
    ("reading", "entry"),
    ("text", "entry"),
    ("reading", "help"),
    ("text", "help"),
    ("buttons", "pin"),
    *(("question", one) for one in ("buttons", "beside", "text", "publishing")),
    ("form", "export"),
    *(("choice", one) for one in ("form", "marking", "publishing", "question")),
    ("ill", "offer"),
    *(("dialog", one) for one in DIALOG_PLACES if one not in _NO_DIALOGS),
)
"""Places whose actions hear the same keys at the same time, since one widget has both, or is within the other."""


def wrong_in(config: Config) -> list[Wrong]:
    """What is wrong with theme and keys, in no file yet (see `located`)."""
    return [*_theme(config.theme), *_names(config.keys), *_unknown_keys(config.keys), *_clashes(config.keys)]


def located(wrong: Iterable[Wrong], file: Path) -> list[Wrong]:
    """The same, with the line on which each stands in the config file."""
    found = list(wrong)
    try:
        text = file.read_bytes().decode("utf-8-sig") if found else ""
        return [_with_line(one, text, str(file)) for one in found]
    except (OSError, ValueError):
        return [one._replace(file=str(file)) for one in found]


def _with_line(one: Wrong, text: str, file: str) -> Wrong:
    line, column = place(text, one.path)
    if not line:
        # Names of actions may stand there without quotes, which makes each part a key of its own.
        line, column = place(text, (one.path[0], *one.name.split(".")[1:]))
    return one._replace(file=file, line=line, column=column)


def _theme(name: str) -> Iterator[Wrong]:
    if name and name not in theme_names():
        yield Wrong(
            "", ("theme",), f"there is no theme '{name}'", _meant(name, theme_names()) or _listed(theme_names())
        )


def _names(keys: Mapping[str, str]) -> Iterator[Wrong]:
    for name in keys:
        if name not in BY_NAME:
            remedy = _meant(name, BY_NAME) or "`?` and F1 in the screens tell the names of actions"
            yield Wrong("", ("keys", name), f"there is no action '{name}'", remedy)


def _unknown_keys(keys: Mapping[str, str]) -> Iterator[Wrong]:
    for name, bound in keys.items():
        for key in bound.split(","):
            if not is_key(key.strip()):
                remedy = _meant(key.strip(), [one.value for one in Keys]) or 'Keys are such as "n", "f3" or "ctrl+n"'
                yield Wrong("", ("keys", name), f"there is no key '{key.strip()}'", remedy)


def is_key(key: str) -> bool:
    """Whether Textual knows a key by this name; a character stands for itself."""
    *before, last = key.split("+") if key != "+" else [key]
    if any(one not in _MODIFIERS for one in before) or not last:
        return False
    if len(last) == 1:
        return last.isprintable()
    return last in [one.value for one in Keys] or last in KEY_TO_UNICODE_NAME or _is_character(last)


def _is_character(name: str) -> bool:
    """Whether this is the name of a character, such as `question_mark`."""
    try:
        unicodedata.lookup(name.replace("_", " ").upper())
    except KeyError:
        return False
    return True


def _clashes(keys: Mapping[str, str]) -> Iterator[Wrong]:
    """Keys that the user gives to an action where another action of the same place has them already."""
    seen: set[frozenset[str]] = set()
    for name, bound in keys.items():
        if name not in BY_NAME:
            continue
        action, mine = BY_NAME[name], _normal(bound)
        places = _hearing(action.place)
        for other in ACTIONS:
            pair = frozenset((name, other.name))
            if other.place not in places or len(pair) == 1 or pair in seen:
                continue
            # What two share from the beginning is meant: the inner part has the key first.
            meant = _normal(action.keys) & _normal(other.keys)
            for key in sorted((mine & _normal(keys.get(other.name, other.keys))) - meant):
                seen.add(pair)
                problem = f"the key {key_label(key)} is bound to both {name} and {other.name}"
                yield Wrong("", ("keys", name), problem, f"Both work in one place: {PLACES[other.place]}")


def _hearing(place_name: str) -> set[str]:
    return {place_name, *(one for pair in _TOGETHER if place_name in pair for one in pair)}


def _normal(bound: str) -> set[str]:
    keys = {key.strip() for key in bound.split(",")} - {""}
    return {_character_to_key(key) if len(key) == 1 else key for key in keys}


def _meant(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=1, cutoff=0.7)
    return f"Did you mean '{near[0]}'?" if near else ""


def _listed(names: Iterable[str]) -> str:
    return f"Themes are {', '.join(names)}"
