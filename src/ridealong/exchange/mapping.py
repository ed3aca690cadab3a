"""Mappings that fit another program's export to our columns: its names for them, and its departments to sides.

A mapping is a TOML file (or JSON with the same keys, named `.json`):

    [columns]                                  # our name = the name in the export's header
    email = "Work e-mail"
    name = ["First name", "Last name"]         # several columns, joined by blanks
    side = "Department"                        # the column that [sides] looks at

    [sides]                                    # the export's department = our side
    "Information Technology" = "it"
    "Brand & Marketing" = "marketing"

Columns that are not listed keep our names. Rows of departments that are not listed are skipped and counted. Without
`[sides]` the column must hold `it` or `marketing`. Letter case does not matter on either side.
"""

import json
import tomllib
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import Side
from ridealong.domain.person_values import read_side
from ridealong.domain.values import quoted
from ridealong.exchange.cells import heading
from ridealong.exchange.columns import OtherDepartment
from ridealong.exchange.text import read_text

_EXAMPLE = 'It looks like: [columns] email = "Work e-mail", [sides] "Information Technology" = "it"'


@dataclass(frozen=True, slots=True)
class Mapping:
    """How an export names what we read.

    Args:
        columns: our name of a column to the export's names for it; several are joined by blanks.
        sides: departments, as `department_key` compares them, to sides; empty where the export has our sides.
    """

    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sides: dict[str, Side] = field(default_factory=dict)

    def read_side(self, text: str) -> Side:
        """The side of a department; raises OtherDepartment where the mapping does not list it."""
        if not self.sides:
            return read_side(text)
        try:
            return self.sides[department_key(text)]
        except KeyError:
            raise OtherDepartment from None


def department_key(text: str) -> str:
    """A department as it is compared: letter case and the number of blanks do not matter."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def read_mapping(path: Path, known: tuple[str, ...]) -> Mapping:
    """The mapping in a TOML or JSON file; `known` are our names of the columns it may map.

    Raises:
        UnreadableFile: the file is missing, empty or no text.
        InvalidValue: it is neither TOML nor JSON, or says something that a mapping does not.
    """
    document = _document(path)
    for section in document:
        if section not in ("columns", "sides"):
            raise InvalidValue(f"{path}: '{quoted(section)}' is no part of a mapping", _EXAMPLE)
    columns = {
        _our(path, ours, known): _theirs(path, ours, value) for ours, value in _section(path, document, "columns")
    }
    sides: dict[str, Side] = {}
    for department, value in _section(path, document, "sides"):
        side = _side(path, department, value)
        if sides.setdefault(department_key(department), side) is not side:
            raise InvalidValue(
                f"{path}, [sides]: '{quoted(department)}' is mapped to both sides", "Keep one of the two"
            )
    return Mapping(columns, sides)


def _document(path: Path) -> dict[str, object]:
    text = read_text(path)
    is_json = path.suffix.casefold() == ".json" or text.lstrip().startswith("{")
    load: Callable[[str], object] = json.loads if is_json else tomllib.loads
    try:
        document = load(text)
    except (ValueError, RecursionError) as error:
        form = "JSON" if is_json else "TOML"
        raise InvalidValue(f"{path} is not valid {form}: {error}", _EXAMPLE) from None
    if not isinstance(document, dict):
        raise InvalidValue(f"{path} is not a mapping", _EXAMPLE)
    return document


def _section(path: Path, document: dict[str, object], name: str) -> list[tuple[str, object]]:
    section = document.get(name, {})
    if not isinstance(section, dict):
        raise InvalidValue(f"{path}: '{name}' is not a section", _EXAMPLE)
    return list(section.items())


def _our(path: Path, name: str, known: tuple[str, ...]) -> str:
    for ours in known:
        if heading(ours) == heading(name):
            return ours
    raise InvalidValue(
        f"{path}, [columns]: '{quoted(name)}' is none of our columns",
        f'Write our name = "their name"; ours are {", ".join(known)}',
    )


def _theirs(path: Path, ours: str, value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    if names and all(isinstance(name, str) and name.strip() for name in names):
        return tuple(names)
    raise InvalidValue(
        f"{path}, [columns]: {quoted(ours)} is not mapped to the name of a column",
        f'Write {quoted(ours)} = "Their name", or a list of names to join',
    )


def _side(path: Path, department: str, value: object) -> Side:
    if not isinstance(value, str):
        raise InvalidValue(f"{path}, [sides]: '{quoted(department)}' has no side", "A side is 'it' or 'marketing'")
    try:
        return read_side(value)
    except InvalidValue as error:
        problem = f"{path}, [sides]: '{quoted(department)}': {error.problem}"
        raise InvalidValue(problem, error.remedy, typed=error.typed) from None
