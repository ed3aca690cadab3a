"""Settings written into the file: what the user wrote there, comments among it, stays."""

from __future__ import annotations

import copy
import tomllib
from typing import TYPE_CHECKING

from ridealong.config.known import BY_NAME, KEYS, TABLES
from ridealong.config.reading import read_config
from ridealong.config.values import Config
from ridealong.domain.errors import Refused, code_of_trouble

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ridealong.config.lines import Spot

Keys = tuple[str, ...]
Table = dict[str, object]


def save_config(config: Config, path: Path | None = None) -> Path:
    """Write what has changed into the config file, whole, so that a crash leaves the old one; returns where it is.

    Comments and order stay, and so does what is wrong in the file, unless it is set now.

    Raises:
        Refused: the file or its folder cannot be written, or the file is no TOML.
    """
    from ridealong.exchange.leftovers import sweep  # noqa: PLC0415 - only who saves settings needs it
    from ridealong.exchange.whole_files import make_folder, replace_whole  # noqa: PLC0415 - as above

    found = read_config(path)
    path = found.path
    if found.table is None and path.is_file():
        raise Refused(f"{path} is not changed, since it cannot be read", str(found.config.wrong[0]))
    before, after = _settings(found.config), _settings(config)
    changes: dict[Keys, object] = {key: value for key, value in after.items() if before.get(key) != value}
    changes |= dict.fromkeys(before.keys() - after.keys())
    if found.surroundings:
        # What the environment says now is no wish for later.
        changes = {key: value for key, value in changes.items() if ".".join(key) not in found.surroundings}
    text = changed(found.text, found.table or {}, changes)
    try:
        # A file that is linked from elsewhere is changed where it is.
        target = path.resolve()
        make_folder(target.parent)
        sweep(target.parent)
        replace_whole(target, text.encode())
    except OSError as error:
        code = code_of_trouble(error)
        raise Refused(
            f"{path} cannot be written: {error.strerror or error}", "Check who may write it", code=code
        ) from error
    return path


def _settings(config: Config) -> dict[Keys, object]:
    """What differs from the defaults, by the keys that lead to it, in the order of the registry."""
    usual = Config()
    found: dict[Keys, object] = {}
    tables = {"": (config, usual)} | {name: (getattr(config, name), getattr(usual, name)) for name in TABLES}
    for name in BY_NAME:
        table, _, member = name.rpartition(".")
        own, default = (getattr(one, member) for one in tables[table])
        if own != default:
            found[tuple(name.split("."))] = own
    return found | {(KEYS, name): keys for name, keys in config.keys.items()}


def changed(text: str, table: Mapping[str, object], changes: Mapping[Keys, object]) -> str:
    """The text of a TOML file with some settings changed.

    Args:
        text: what is in the file. table: the same, as `tomllib` reads it.
        changes: the keys that lead to a setting -> its new value, or None to take it away.
    """
    wanted = copy.deepcopy(dict(table))
    for path, value in changes.items():
        known = _as_written(wanted, path)
        text = _without(text, known) if value is None else _with(text, known, value)
        _set(wanted, known, value)
    # Whatever way the user wrote the file: it now says what it should, or it is written anew.
    if _read(text) == _filled(wanted):
        return text
    import tomli_w  # noqa: PLC0415 - rarely needed

    return tomli_w.dumps(_filled(wanted))


def _as_written(table: Table, path: Keys) -> Keys:
    """The keys that lead to a setting in this file: names of actions may be written with and without quotes."""
    apart = (KEYS, *path[1].split(".")) if path[0] == KEYS else path
    return apart if _get(table, apart) is not None and _get(table, path) is None else path


def _get(table: Mapping[str, object], path: Keys) -> object:
    found: object = table
    for key in path:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _set(table: Table, path: Keys, value: object) -> None:
    for key in path[:-1]:
        inner = table.get(key)
        if not isinstance(inner, dict):
            inner = table[key] = {}
        table = inner
    if value is None:
        table.pop(path[-1], None)
    else:
        table[path[-1]] = value


def _filled(table: Mapping[str, object]) -> Table:
    """The table without tables in which there is nothing."""
    parts = {key: _filled(one) if isinstance(one, dict) else one for key, one in table.items()}
    return {key: one for key, one in parts.items() if one != {}}


def _read(text: str) -> Table | None:
    try:
        return _filled(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return None


def _spots(text: str) -> dict[Keys, Spot]:
    from ridealong.config.lines import spots  # noqa: PLC0415 - only who saves settings needs it

    # An edit that went wrong is noticed in the end; until then it must not stop the others.
    return spots(text) if _read(text) is not None else {}


def _written(value: object) -> str:
    import tomli_w  # noqa: PLC0415 - only who saves settings needs it

    return tomli_w.dumps({"value": value}).partition("=")[2].strip()


def _with(text: str, path: Keys, value: object) -> str:
    spots = _spots(text)
    spot = spots.get(path)
    if spot is not None and not spot.header:
        return text[: spot.value] + _written(value) + text[spot.end :]
    table, key = path[:-1], _key(path[-1])
    line = f"{key} = {_written(value)}\n"
    if not table:
        # Above all tables: below the first header it would belong to that table.
        first = min((one.key for one in spots.values() if one.header and text[one.key] == "["), default=len(text))
        return _lines(text[:first]) + line + ("\n" if text[first:] else "") + text[first:]
    header = spots.get(table)
    if header is None:
        return f"{_lines(text)}{'' if not text.strip() else chr(10)}[{'.'.join(map(_key, table))}]\n{line}"
    end = text.find("\n", header.end) + 1 or len(text)
    return _lines(text[:end]) + line + text[end:]


def _without(text: str, path: Keys) -> str:
    spot = _spots(text).get(path)
    if spot is None:
        return text
    start = text.rfind("\n", 0, spot.key) + 1
    return text[:start] + text[text.find("\n", spot.end) + 1 or len(text) :]


def _lines(text: str) -> str:
    """Text that ends with the end of a line."""
    return text if not text or text.endswith("\n") else text + "\n"


def _key(key: str) -> str:
    return key if key.isascii() and key.replace("-", "").replace("_", "").isalnum() else _written(key)
