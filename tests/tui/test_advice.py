"""What is advised names commands to those who type them, and none on the screens."""

import ast
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest

import ridealong
from ridealong.cli.main import execute
from ridealong.cli.registry import ENTRIES
from ridealong.domain.errors import RidealongError
from ridealong.services.desk import open_desk
from ridealong.services.people import limits
from ridealong.services.plans import plans
from thorough import thorough_only

from .conftest import CONFIG, address
from .driving import Open, press, screen_text, toasts

SOURCES = Path(ridealong.__file__).parent
FOLDERS = ("services", "domain", "calendars", "exchange", "planning")
WIDE = (140, 40)
OVER = date(2027, 1, 18)
NAMES = "|".join(ENTRIES)
COMMAND = re.compile(rf"\bridealong ({NAMES})\b|`(ridealong|{NAMES})\b|(?<![\w-])--[a-z]")


def _kinds(kind: type[RidealongError] = RidealongError) -> Iterator[str]:
    yield kind.__name__
    for one in kind.__subclasses__():
        yield from _kinds(one)


@lru_cache(maxsize=300)
def _nodes(of: ast.AST) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(of))


def _advice(call: ast.Call, place: int) -> list[ast.expr]:
    """What a call gives as `remedy`, by place or by name."""
    return [*call.args[place : place + 1], *(one.value for one in call.keywords if one.arg == "remedy")]


def _texts(node: ast.expr, known: dict[str, list[ast.expr]]) -> Iterator[str]:
    """The texts that an expression can hold, with those of the names in it."""
    todo, seen = [node], set[str]()
    while todo:
        for part in ast.walk(todo.pop()):
            match part:
                case ast.JoinedStr():
                    yield "".join(str(one.value) if isinstance(one, ast.Constant) else "X" for one in part.values)
                case ast.Constant(value=str(text)):
                    yield text
                case ast.Name(id=name) if name not in seen:
                    seen.add(name)
                    todo += known.get(name, [])


def _known(nodes: Iterable[ast.AST]) -> dict[str, list[ast.expr]]:
    """What names are assigned, and what functions assign and return."""
    known: dict[str, list[ast.expr]] = defaultdict(list)
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                known[name].append(value)
            case ast.FunctionDef(name=name):
                inside = [one for one in _nodes(node) if isinstance(one, ast.Assign | ast.Return)]
                known[name] += [one.value for one in inside if one.value is not None]
    return known


@lru_cache(maxsize=30)
def _known_within(functions: tuple[ast.FunctionDef, ...]) -> dict[str, list[ast.expr]]:
    return _known(node for one in functions for node in _nodes(one))


def _errors(nodes: Iterable[ast.AST], places: dict[str, int]) -> Iterator[tuple[ast.Call, int]]:
    """Each error that is made, with the place of its remedy."""
    for node in nodes:
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in places:
                yield node, places[name]


def _remedies(tree: ast.Module, places: dict[str, int]) -> Iterator[tuple[int, str]]:
    """Each text that errors made in a module can advise, with its line."""
    nodes = _nodes(tree)
    calls = list(_errors(nodes, places))
    if not calls:
        return
    functions = [one for one in nodes if isinstance(one, ast.FunctionDef)]
    everywhere = _known([*tree.body, *functions])
    for call, place in calls:
        around = tuple(one for one in functions if one.lineno <= call.lineno <= (one.end_lineno or 0))
        here = _known_within(around)
        for node in _advice(call, place):
            yield from ((call.lineno, text) for text in _texts(node, everywhere | here))


@thorough_only
def test_no_remedy_of_what_the_screens_call_names_a_command_or_an_option() -> None:
    for module in pkgutil.walk_packages(ridealong.__path__, "ridealong."):
        if module.name.split(".")[1] in FOLDERS:
            importlib.import_module(module.name)
    places = {**dict.fromkeys(_kinds(), 1), "BadCell": 2, "KeptApart": 2}
    found, wrong = 0, []
    for folder in FOLDERS:
        for path in sorted((SOURCES / folder).rglob("*.py")):
            for line, text in _remedies(ast.parse(path.read_text(encoding="utf-8")), places):
                found += 1
                if COMMAND.search(text):
                    wrong.append(f"{path.relative_to(SOURCES)}, line {line}: {text}")
    assert found > 100
    assert not wrong, "give it as `typed`:\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    "code",
    [
        'Refused("No", "End it: ridealong end 1")',
        'Refused("No", f"End it: ridealong end {number}")',
        'Refused("No", remedy="Give --until")',
        'def f(x):\n    hint = "none" if x else "See `history list`"\n    raise Refused("No", hint)',
        'HINT = "`ridealong plan` does"\ndef f():\n    raise Refused("No", HINT)',
        'def f():\n    raise Refused("No", g())\ndef g():\n    return "Leave out --on"',
    ],
)
def test_a_command_in_a_remedy_is_found_however_it_is_put_there(code: str) -> None:
    assert any(COMMAND.search(text) for _line, text in _remedies(ast.parse(code), {"Refused": 1}))


def test_what_is_typed_may_name_commands() -> None:
    code = 'Refused("No feed that ridealong wrote", "End it", typed="End it: ridealong end 1")'
    assert [text for _line, text in _remedies(ast.parse(code), {"Refused": 1})] == ["End it"]


async def test_a_refusal_names_the_command_to_those_who_type_and_not_on_the_screen(
    opened: Open, sent: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with opened(sent, size=WIDE, today=OVER) as pilot:
        await press(pilot, "3", "j", "d")
        told = toasts(pilot)
    assert "so it cannot be cancelled. Say how it went" in told
    assert not COMMAND.search(told)
    desk = open_desk(sent, config=CONFIG)
    (number,) = (one.id for one in plans.page(desk, "Spring [x] rides").proposals if one.guest.name == "Chloé Petit")
    desk.close()
    assert execute(["--db", str(sent), "--today", str(OVER), "cancel", str(number)]) == 1
    said = capsys.readouterr().err
    assert f"so it cannot be cancelled. Say how it went: ridealong history mark {number} missed" in said


async def test_why_two_are_kept_apart_names_the_option_to_those_who_type_and_not_on_the_screen(
    opened: Open, company: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = open_desk(company, config=CONFIG)
    guest, host = address("Chloé Petit"), address("Hugo Costa")
    limits.add_apart(desk, guest, host, "private")
    desk.close()
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "j", "w")
        text = " ".join(screen_text(pilot).split())
    assert "Take back what keeps them apart." in text
    assert not COMMAND.search(text)
    assert execute(["--db", str(company), "why", guest, host]) == 0
    assert "Take back what keeps them apart (apart --off)." in capsys.readouterr().out
