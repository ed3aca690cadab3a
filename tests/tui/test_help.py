"""Help: the keys that work here, looked for while typing, and what each part is for."""

import ast
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

import ridealong.tui
from ridealong.config import Config
from ridealong.tui.actions import ACTIONS, BY_NAME, with_keys
from ridealong.tui.app import RidealongApp
from ridealong.tui.dialogs.base import Dialog, FormDialog
from ridealong.tui.dialogs.copy import CopyDialog
from ridealong.tui.dialogs.help import TEXTUAL, HelpDialog, help_of
from ridealong.tui.dialogs.keys import KeysDialog
from thorough import thorough_only

from .driving import Open, look_for, press, screen_text, settle, toasts

D = TypeVar("D", bound=DOMNode)
_NAMED = re.compile(r"\{([a-z-]+\.[a-z-]+)(?::([a-z_+]+))?\}")


def ours(base: type[D]) -> Iterator[type[D]]:
    """Every class of ours below a class of Textual's."""
    for found in pkgutil.walk_packages(ridealong.tui.__path__, "ridealong.tui."):
        import_module(found.name)
    todo, seen = [base], set()
    while todo:
        for kind in todo.pop().__subclasses__():
            if kind not in seen:
                seen.add(kind)
                todo.append(kind)
                if kind.__module__.startswith("ridealong."):
                    yield kind


def _generic(kind: type) -> bool:
    """Whether others derive from it and say what they are for; a letter of jump mode takes no focus."""
    return bool(kind.__subclasses__())


def test_every_screen_and_dialog_says_what_it_is_for() -> None:
    silent = [
        kind.__name__
        for kind in ours(Screen)
        if not _generic(kind) and getattr(kind, "HELP", None) in (None, "", Dialog.HELP)
    ]
    assert silent == []


def test_every_part_that_takes_the_focus_says_what_it_is_for() -> None:
    silent = [
        kind.__name__
        for kind in ours(Widget)
        if kind.can_focus and not issubclass(kind, Screen) and not getattr(kind, "HELP", None)
        if not issubclass(kind, tuple(TEXTUAL))
    ]
    assert silent == []


def _texts() -> list[tuple[str, str]]:
    """Every text that F1 can show, with its class."""
    own = [
        (f"{kind.__name__}.{name}", text)
        for kind in ours(DOMNode)
        for name in ("HELP", "MARKING", "UNDER", "SORTING")
        if isinstance(text := kind.__dict__.get(name), str)
    ]
    return [*own, *((kind.__name__, text) for kind, text in TEXTUAL.items())]


def test_help_says_every_key_as_it_is_bound() -> None:
    letters = {key for action in ACTIONS for key in action.keys.split(",") if len(key) == 1}
    # The articles, and what Textual itself binds in fields.
    beside = re.compile(r"\ba\b|(?:^|(?<=\n)|(?<=[.:] ))A\b|Ctrl\+[A-Z]\b")
    literal = [
        f"{name}: {found}"
        for name, text in _texts()
        for found in re.findall(r"(?<![\w'’.-])[A-Za-z](?![\w'’-])", beside.sub("", _NAMED.sub("", text)))
        if found in letters
    ]
    assert literal == []
    assert [name for name, text in _texts() if re.search(r"[{}]", with_keys(text.replace("{next}", ""), {}))] == []


@thorough_only
def test_every_text_names_keys_by_actions_that_there_are() -> None:
    package = Path(ridealong.tui.__file__).parent
    wrong = [
        f"{path.name}: {found[0]}"
        for path in package.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for found in _NAMED.finditer(node.value)
        if found[1] not in BY_NAME or (found[2] and found[2] not in BY_NAME[found[1]].keys.split(","))
    ]
    assert wrong == []


def test_a_text_may_prefer_one_of_the_keys_of_an_action() -> None:
    text = "{person.follow:right} goes there"
    assert with_keys(text, {}) == "→ goes there"
    assert with_keys(text, {"person.follow": "x,right"}) == "→ goes there"
    assert with_keys(text, {"person.follow": "x,f4"}) == "x goes there"


@thorough_only
async def test_f1_names_keys_as_they_are_bound_anew(opened: Open, company: Path) -> None:
    keys = {"table.mark": "f8", "app.undo": "f9", "people.enrol": "Q", "form.next-field": "f6", "dialog.leave": "f7"}
    async with opened(company, size=(120, 50), config=Config(keys=keys)) as pilot:
        await press(pilot, "2", "f1")
        text = screen_text(pilot)
        assert "F8 marks, Ctrl+A marks everybody found" in text
        assert "v marks" not in text
        assert "F9 undoes" in text
        assert "Q and d are then done" in text
        await press(pilot, "f7", "n", "f1")
        assert "F6 goes on to the next field" in screen_text(pilot)


@thorough_only
async def test_what_is_said_beside_lists_names_keys_as_they_are_bound_anew(opened: Open, company: Path) -> None:
    keys = {"section.filter": "f8", "person.add-absence": "f9", "invites.switch-view": "f6", "section.clear": "f7"}
    async with opened(company, size=(120, 40), config=Config(keys=keys)) as pilot:
        await press(pilot, "2")
        assert "F8 to filter" in screen_text(pilot)
        await press(pilot, "f8", "x", "x", "x")
        assert "F7 clears it" in screen_text(pilot)
        await press(pilot, "f7", "enter")
        assert "F9 adds one" in screen_text(pilot)
        await press(pilot, "6")
        assert "F6 changes" in screen_text(pilot)


def test_every_key_of_ours_is_an_action_with_a_name() -> None:
    nameless = [
        f"{kind.__name__}: {one.key}"
        for kind in ours(Widget)
        for one in kind.__dict__.get("BINDINGS", [])
        if not isinstance(one, Binding) or one.id not in BY_NAME
    ]
    assert nameless == []


def test_every_action_is_bound_where_something_carries_it_out() -> None:
    kinds: list[type[DOMNode]] = [RidealongApp, *ours(Widget)]
    bound = [(kind, one) for kind in kinds for one in kind.__dict__.get("BINDINGS", [])]
    assert {one.id for _kind, one in bound} == {action.name for action in ACTIONS if action.keys}
    lost = [f"{kind.__name__}: {one.id}" for kind, one in bound if not _carries_out(kind, one.action)]
    assert lost == []
    assert all(_carries_out(RidealongApp, action.method) for action in ACTIONS if not action.keys)


def _carries_out(kind: type[DOMNode], action: str) -> bool:
    owner, name = (RidealongApp, action[4:]) if action.startswith("app.") else (kind, action)
    return callable(getattr(owner, f"action_{name.partition('(')[0]}", None))


async def test_keys_of_dialogs_can_be_looked_up_and_bound_anew(opened: Open, company: Path) -> None:
    keys = {"dialog.leave": "f9", "choice.next": "x", "text.page-down": "f6"}
    async with opened(company, config=Config(keys=keys)) as pilot:
        await press(pilot, "2", "y", "Y", "x", "question_mark")
        text = screen_text(pilot)
        assert text.index("On a choice") < text.index("In a form") < text.index("In every dialog")
        await look_for(pilot, "leave, and change")
        assert "F9" in next(line for line in screen_text(pilot).splitlines() if "Leave, and change nothing" in line)
        await press(pilot, "enter")
        assert not pilot.app.screen.is_modal
        await press(pilot, "Y", "escape")
        assert isinstance(pilot.app.screen, CopyDialog)
        await press(pilot, "f9")
        assert not pilot.app.screen.is_modal


@thorough_only
async def test_f1_explains_whatever_has_the_focus(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        for keys in (("2",), ("enter",), ("escape", "n"), ("escape", "4"), ("6",)):
            await press(pilot, *keys)
            screen = pilot.app.screen
            assert [one for one in screen.focus_chain if not any(map(help_of, _up_to_screen(one)))] == [], keys
            await press(pilot, "f1")
            assert isinstance(pilot.app.screen, HelpDialog), keys
            assert "There is nothing special here" not in screen_text(pilot), keys
            await press(pilot, "escape")


def _up_to_screen(part: Widget) -> list[Widget]:
    return [one for one in part.ancestors_with_self if isinstance(one, Widget) and not isinstance(one, Screen)]


async def test_question_mark_finds_an_action_by_its_words_or_its_key_and_does_it(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2", "question_mark")
        text = screen_text(pilot)
        assert text.index("What it does") < text.index("In People") < text.index("Add a person")
        assert "undoable" in next(line for line in text.splitlines() if "Remove the person" in line)
        await look_for(pilot, "add a per")
        assert "Turn the order" not in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FormDialog)
        await press(pilot, "escape", "question_mark", "O", "enter")
        assert "Name ▼" in screen_text(pilot)
        await press(pilot, "question_mark")
        await look_for(pilot, "no such key")
        assert "No key here does that" in screen_text(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, KeysDialog)


async def test_the_key_that_opens_the_keys_closes_them_wherever_the_focus_is(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2", "question_mark")
        pilot.app.screen.query_one("#keys").focus()
        await press(pilot, "question_mark")
        assert not pilot.app.screen.is_modal
        await press(pilot, "question_mark", "question_mark")
        assert not pilot.app.screen.is_modal


async def test_another_key_for_the_keys_closes_them_too(opened: Open, company: Path) -> None:
    async with opened(company, config=Config(keys={"app.keys": "f2,K"})) as pilot:
        await press(pilot, "2", "f2")
        pilot.app.screen.query_one("#keys").focus()
        await press(pilot, "f2")
        assert not pilot.app.screen.is_modal
        await press(pilot, "K")
        assert isinstance(pilot.app.screen, KeysDialog)
        await press(pilot, "K")
        assert not pilot.app.screen.is_modal


async def test_a_line_of_the_keys_can_be_clicked(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2", "question_mark")
        await look_for(pilot, "journal")
        await pilot.click("#keys", offset=(16, 2), times=2)
        await settle(pilot)
        assert "Journal" in screen_text(pilot).splitlines()[1]


@thorough_only
async def test_help_lists_the_keys_of_the_part_and_of_the_screen(opened: Open, company: Path) -> None:
    async with opened(company, size=(120, 40)) as pilot:
        await press(pilot, "2", "f1")
        assert "Its keys" in screen_text(pilot)
        await press(pilot, "G")
        assert "people.remove" in screen_text(pilot)
        await press(pilot, "escape", "n", "tab", "f1")
        assert "A line to write in" in screen_text(pilot)


async def test_words_of_undo_in_a_toast_can_be_clicked(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "2", "d")
        assert "u undoes it" in toasts(pilot)
        lines = screen_text(pilot).splitlines()
        y = next(y for y, line in enumerate(lines) if "u undoes it" in line)
        await pilot.click(offset=(lines[y].index("u undoes it") + 3, y))
        await settle(pilot)
        assert "Undone" in toasts(pilot)
        assert "10 people" in screen_text(pilot)


@thorough_only
async def test_sorting_and_marking_headings_are_said_only_where_they_can_be_done(opened: Open, company: Path) -> None:
    async with opened(company, size=(120, 50)) as pilot:
        for section, sorts in (("1", False), ("2", True), ("3", False), ("6", False), ("7", True)):
            await press(pilot, section, "f1")
            assert ("sorts by the next column" in screen_text(pilot)) is sorts, section
            assert ("On a heading, both mark" in screen_text(pilot)) is (section in "136"), section
            await press(pilot, "escape", "question_mark")
            await look_for(pilot, "sort by the next")
            line = next((line for line in screen_text(pilot).splitlines() if "Sort by the next column" in line), "")
            assert bool(line) is sorts, section
            await press(pilot, "escape")
