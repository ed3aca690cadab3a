"""Settings read from the file and the environment, with everything that is wrong in them."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ridealong.config.known import BY_NAME, KEYS, REFUSED, TABLES, key_names, members
from ridealong.config.places import PLAIN_VARIABLE, config_path
from ridealong.config.values import CalDav, Config, Mail, Organizer
from ridealong.config.wrong import Wrong
from ridealong.domain.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NO = ("", "0", "no", "off", "false")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a config file says.

    Args:
        config: the settings that hold, with everything that is wrong.
        path: where the file is, whether or not it exists. text: what is in it.
        table: the same as TOML reads it; None where it is no TOML or cannot be read.
        given: the settings that the file sets, rightly. surroundings: setting -> the variable that sets it.
    """

    config: Config
    path: Path
    text: str = ""
    table: Mapping[str, object] | None = None
    given: frozenset[str] = frozenset()
    surroundings: Mapping[str, str] | None = None

    def source(self, name: str) -> str:
        """Where a setting comes from: the name of a variable, `file` or `default`."""
        return (self.surroundings or {}).get(name) or ("file" if name in self.given else "default")


def read_config(path: Path | None = None) -> Reading:
    """Read the settings; what is wrong has its default, and is told in `config.wrong`. Raises nothing."""
    path = path or config_path()
    found = _read_file(path)
    named = os.environ.get(PLAIN_VARIABLE)
    if named is None:
        return found
    plain = named.strip().casefold() not in _NO
    return replace(found, config=replace(found.config, plain=plain), surroundings={"plain": PLAIN_VARIABLE})


def load_config(path: Path | None = None) -> Config:
    """Read the settings; a file that does not exist sets nothing.

    Raises:
        UnreadableFile: the file is no TOML, with the line.
        InvalidValue: a setting is unknown or has a value it cannot have.
    """
    config = read_config(path).config
    if config.wrong:
        raise config.wrong[0].error()
    return config


def _read_file(path: Path) -> Reading:
    try:
        # Editors on Windows put a mark before the text.
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Reading(Config(), path, table={})
    except (OSError, UnicodeDecodeError) as error:
        what = (error.strerror if isinstance(error, OSError) else "") or str(error)
        wrong = Wrong(str(path), (), f"the file cannot be read: {what}", "Correct the config file or remove it")
        return Reading(Config(wrong=(wrong,)), path)
    import tomllib  # noqa: PLC0415 - without a config file nobody needs it

    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Reading(Config(wrong=(_no_toml(path, text, error),)), path, text)
    found = _Taken(str(path), text)
    found.take(table)
    return Reading(found.config(), path, text, table, frozenset(found.values))


def _no_toml(path: Path, text: str, error: Exception) -> Wrong:
    found = re.search(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)", str(error))
    what = str(error).replace(found[0], "") if found else str(error)
    if found and found[1]:
        line, column = int(found[1]), int(found[2])
    else:
        lines = text.rstrip().split("\n")
        line, column = len(lines), len(lines[-1]) + 1
    return Wrong(str(path), (), f"this is not TOML: {what}", "Correct that line", line, column)


class _Taken:
    """What has been taken from a file so far."""

    def __init__(self, file: str, text: str) -> None:
        self.values: dict[str, object] = {}
        self._keys: dict[str, str] = {}
        self._wrong: list[Wrong] = []
        self._file = file
        self._text = text

    def take(self, table: Mapping[str, object]) -> None:
        """Take each setting that is one, and note what is wrong with the others."""
        for key, value in table.items():
            if key == KEYS:
                self._take_keys(value)
            elif key in TABLES and isinstance(value, dict):
                for name, one in value.items():
                    self._take((key, name), one)
            elif key in TABLES:
                self._complain((key,), f"'{key}' has a value of the wrong type", f"[{key}] is a table: {_listed(key)}")
            else:
                self._take((key,), value)

    def config(self) -> Config:
        """The settings."""
        own: dict[str, dict[str, object]] = {table: {} for table in ("", *TABLES)}
        for name, value in self.values.items():
            table, _, member = name.rpartition(".")
            if table in own:
                own[table][member] = value
        # Every value was read by what `known` says of it, so that its type is right.
        return Config(
            organizer=Organizer(**own["organizer"]),  # type: ignore[arg-type]  # each value was checked as it was read
            mail=Mail(**own["mail"]),  # type: ignore[arg-type]  # each value was checked as it was read
            caldav=CalDav(**own["caldav"]),  # type: ignore[arg-type]  # each value was checked as it was read
            keys=self._keys,
            wrong=tuple(self._wrong),
            **own[""],  # type: ignore[arg-type]  # each value was checked as it was read
        )

    def _take(self, path: tuple[str, ...], value: object) -> None:
        name = ".".join(path)
        setting = BY_NAME.get(name)
        try:
            if setting is not None:
                self.values[name] = setting.read(value)
            elif name in REFUSED:
                REFUSED[name](value)
            else:
                self._complain(path, f"'{name}' is not a setting", _meant(path), value=False)
        except InvalidValue as error:
            self._complain(path, f"{name}: {error.problem}", error.remedy)

    def _take_keys(self, value: object) -> None:
        if not isinstance(value, dict):
            self._complain((KEYS,), f"'{KEYS}' has a value of the wrong type", f"[{KEYS}] is a table: action = keys")
            return
        for path, one in _leaves((KEYS,), value):
            name = ".".join(path[1:])
            try:
                self._keys[name] = key_names(one)
                self.values[f"{KEYS}.{name}"] = self._keys[name]
            except InvalidValue as error:
                self._complain(path, f"{KEYS}.{name}: {error.problem}", error.remedy)

    def _complain(self, path: tuple[str, ...], problem: str, remedy: str, *, value: bool = True) -> None:
        line, column = place(self._text, path, value=value)
        self._wrong.append(Wrong(self._file, path, problem, remedy, line, column))


def place(text: str, path: tuple[str, ...], *, value: bool = True) -> tuple[int, int]:
    """Line and column of a setting in the text of a file, or of its value; zeros where it does not stand there."""
    from ridealong.config.lines import line_and_column, spots  # noqa: PLC0415 - only a wrong setting needs it

    spot = spots(text).get(path)
    if spot is None:
        return 0, 0
    return line_and_column(text, spot.value if value else spot.key)


def _leaves(path: tuple[str, ...], table: Mapping[str, object]) -> Iterator[tuple[tuple[str, ...], object]]:
    # `people.add = "n"` without quotes makes a table `people`: the same is meant.
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _leaves((*path, key), cast("dict[str, object]", value))
        else:
            yield (*path, key), value


def _meant(path: tuple[str, ...]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a wrong setting needs it

    table = path[0] if len(path) > 1 else ""
    near = get_close_matches(path[-1], members(table), n=1, cutoff=0.7)
    if near:
        return f"Did you mean '{'.'.join([*path[:-1], near[0]])}'?"
    elsewhere = get_close_matches(path[-1], [name.rpartition(".")[2] for name in BY_NAME], n=1, cutoff=0.9)
    found = next((name for name in BY_NAME if elsewhere and name.rpartition(".")[2] == elsewhere[0]), "")
    if found and not (table and "." in found):
        return f"Did you mean '{found}'? It stands {_stands(found)}"
    return f"[{table}] has {_listed(table)}" if table else f"Settings are {_listed(table)}"


def _stands(name: str) -> str:
    table = name.rpartition(".")[0]
    return f"under [{table}]" if table else "above all tables"


def _listed(table: str) -> str:
    return ", ".join(members(table))
