"""The keys that work here and now: looked for while typing, and each of them a line that does it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Input

from ridealong.tui.actions import BY_NAME, PLACES, Action, bindings, key_label, keys_of
from ridealong.tui.dialogs.base import Dialog
from ridealong.tui.widgets.columns import Cell, Column
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from textual.binding import ActiveBinding, BindingType
    from textual.widget import Widget

    from ridealong.tui.app import RidealongApp

KEY_CELLS = 12


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A heading, where there is no action; else an action, its keys, and what is bound to them.

    Args:
        words: what it says.
        keys: as they are bound now, for people.
        bound: what pressing one of them calls.
    """

    words: str
    keys: str = ""
    action: Action | None = None
    bound: ActiveBinding | None = None

    @property
    def possible(self) -> bool:
        """Whether it can be done just now."""
        return self.bound is not None and self.bound.enabled


def key_lines(active: Mapping[str, ActiveBinding]) -> list[KeyLine]:
    """What is bound, place by place: what is special here comes first, what holds everywhere last."""
    keys: dict[str, list[str]] = {}
    bound: dict[str, ActiveBinding] = {}
    for key, one in active.items():
        if one.binding.id in BY_NAME:
            keys.setdefault(one.binding.id, []).append(key_label(key))
            bound.setdefault(one.binding.id, one)
    lines: list[KeyLine] = []
    for place, words in reversed(PLACES.items()):
        here = [action for name, action in BY_NAME.items() if name in keys and action.place == place]
        lines += [KeyLine(words)] * bool(here)
        for action in here:
            usual = [key_label(key) for key in action.keys.split(",")]
            own = sorted(keys[action.name], key=lambda key: usual.index(key) if key in usual else 0)
            lines.append(KeyLine(action.says, "  ".join(own), action, bound[action.name]))
    return lines


def matching(lines: Sequence[KeyLine], typed: str) -> list[KeyLine]:
    """The lines whose key was typed, then those in which every word that was typed stands; headings only over some."""
    words = typed.casefold().split()
    keyed: list[KeyLine] = []
    found: list[KeyLine] = []
    heading: KeyLine | None = None
    for line in lines:
        if line.action is None:
            heading = line
        elif typed.strip() in line.keys.split():
            keyed.append(line)
        elif all(word in f"{line.words} {line.action.name} {line.keys}".casefold() for word in words):
            found += [heading, line] if heading is not None else [line]
            heading = None
    return keyed + found


def _keys(line: KeyLine) -> Cell:
    return [(line.keys, "accent" if line.possible else "dim")]


def _words(line: KeyLine) -> Cell:
    return line.words if line.possible else [(line.words, "dim")]


def _notes(line: KeyLine) -> Cell:
    if not line.possible:
        return [("not now", "dim")]
    return [("undoable", "dim")] if line.action is not None and line.action.undoable else ""


class KeysDialog(Dialog["KeyLine"]):
    """All keys that work here and now; Enter or a click does what a line says."""

    TITLE_TEXT = "Keys that work here"
    HELP = (
        "The keys that work where you were, and what can be undone. Type to look for one; Enter does it.\n"
        "Keys can be changed in the config file, by the names that {app.help} and the palette ({app.palette}) know."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("keys")]
    OK = "Do it"
    OK_BY = "list.open"
    CANCEL = "Close"
    WIDE = True

    def __init__(self, active: Mapping[str, ActiveBinding]) -> None:
        super().__init__()
        self._all = key_lines(active)
        self._found = self._all

    def inside(self) -> Iterator[Widget]:
        """A field to type into, and the keys."""
        yield Input(placeholder="type to look for a key or what it does", compact=True, select_on_focus=False)
        yield PagedTable(
            (
                Column("Key", KEY_CELLS, _keys),
                Column("What it does", 30, _words, grow=1),
                Column("", 8, _notes),
            ),
            key=lambda line: line.action.name if line.action else line.words,
            span=lambda line: [(line.words, "group")] if line.action is None else None,
            empty="No key here does that.\n{app.palette} looks everywhere.",
            id="keys",
        )
        yield Line("", classes="quiet", id="whole")

    @property
    def table(self) -> PagedTable[KeyLine]:
        """The keys."""
        return self.query_one("#keys", PagedTable)

    def opened(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()
        self.table.read()

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """All of them are in memory."""
        message.view.put(message.ticket, 0, self._found, len(self._found))
        self._skip_heading(1)

    def follow_cursor(self) -> None:
        """Say the whole of what a narrow list cuts, and the name by which a key is bound anew."""
        line = self.table.current
        whole = f"{line.words} · {line.action.name}" if line is not None and line.action is not None else ""
        self.query_one("#whole", Line).say(whole)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what was typed; the key that opened this closes it."""
        if event.value in keys_of(BY_NAME["app.keys"], self.ridealong.config.keys).split():
            self.action_cancel()
        self._found = matching(self._all, event.value)
        self.table.read(from_top=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Do what the cursor is on."""
        event.stop()
        self.accept()

    def on_paged_view_opened(self) -> None:
        """Do what was clicked twice, or Enter was pressed on."""
        self.accept()

    def action_move(self, how: str) -> None:
        """Move in the list while typing."""
        getattr(self.table, f"action_{how}")()
        self._skip_heading(-1 if how.endswith("up") else 1)

    def _skip_heading(self, step: int) -> None:
        line = self.table.current
        if line is not None and line.action is None:
            self.table.move_to(self.table.cursor + (step if self.table.cursor else 1))

    def accept(self) -> None:
        """Close, then do it."""
        line = self.table.current
        if line is None or line.action is None:
            return
        if not line.possible:
            self.complain(f"“{line.words}” is not possible just now")
            return
        self.dismiss(line)


def show_keys(program: RidealongApp) -> None:
    """Show the keys of the present screen, and do what is chosen there; where they are shown, close them."""
    if isinstance(program.screen, KeysDialog):
        program.screen.action_cancel()
        return

    def chosen(line: KeyLine | None) -> None:
        if line is not None and line.bound is not None:
            bound = line.bound
            program.call_after_refresh(partial(program.run_action, bound.binding.action, bound.node))

    program.push_screen(KeysDialog(program.screen.active_bindings), chosen)
