"""The options of `teams change`, and which of them go together in one call."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict, TypeVar

import click

from ridealong.cli.team_defining import AREAS
from ridealong.cli.team_values import LEAST, NUMBER, meets_or_none, slot, task, who_in_slot, who_where
from ridealong.cli.values import day
from ridealong.domain.composite_teams import Task
from ridealong.domain.programs import LONGEST_HAND_OVER, CheckIn
from ridealong.domain.team_templates import TEMPLATES
from ridealong.domain.team_values import SlotWords

C = TypeVar("C", bound=Callable[..., object])
T = TypeVar("T")


class ChangeSaid(TypedDict):
    """What the options read, by the names that the command gets them under; None, or nothing, for what is not given."""

    new_name: str | None
    purpose: str | None
    focus: str | None
    place: str | None
    least: int | None
    meets: CheckIn | str | None
    first: date | None
    last: date | None
    add_slots: tuple[SlotWords, ...]
    edit_slot: tuple[int, SlotWords] | None
    remove_slot: int | None
    tasks: tuple[Task, ...]
    remove_tasks: tuple[str, ...]
    tasks_from: str | None
    pin: tuple[str, int | None] | None
    exclude: tuple[str, int | None] | None
    wish: tuple[str, int | None] | None
    withdraw: tuple[str, int | None] | None
    leave: str | None
    on: date | None
    instead: str | None
    hand_over: int | None
    why: str | None
    put: tuple[str, int] | None
    move: tuple[str, int] | None
    set_aside: str | None
    extend_person: tuple[str, ...]


_ANY_SLOT = "EMAIL[:SLOT]"
_OPTIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (  # Any: what click.option takes
    ("--name", "new_name", {"metavar": "TEXT", "help": "What it is called from now on."}),
    ("--purpose", "purpose", {"metavar": "TEXT", "help": "What it is for, in business words."}),
    ("--focus", "focus", {"metavar": "AREA", "help": AREAS}),
    ("--place", "place", {"metavar": "TEXT", "help": "Where it sits or meets; empty for the place of the program."}),
    ("--least", "least", {"type": LEAST, "metavar": "N", "help": "How many people it takes at least."}),
    (
        "--meets",
        "meets",
        {
            "type": meets_or_none,
            "metavar": "WHEN",
            "help": 'Every week, such as "Wed 10:00 45"; none for when the program says.',
        },
    ),
    (
        "--from",
        "first",
        {"type": day, "metavar": "DATE", "help": "Its first day, while it is a draft; with --put, their first day."},
    ),
    (
        "--until",
        "last",
        {"type": day, "metavar": "DATE", "help": "Its last day. A team that is published goes on until then."},
    ),
    (
        "--add-slot",
        "add_slots",
        {"type": slot, "multiple": True, "metavar": "SLOT", "help": "One more slot, as in `teams add`."},
    ),
    (
        "--edit-slot",
        "edit_slot",
        {
            "type": (NUMBER, slot),
            "metavar": "N SLOT",
            "default": None,
            "help": 'Make slot N another one; only what is named changes: 2 "share=40".',
        },
    ),
    ("--remove-slot", "remove_slot", {"type": NUMBER, "metavar": "N", "help": "Take slot N out."}),
    (
        "--task",
        "tasks",
        {
            "type": task,
            "multiple": True,
            "metavar": "TASK",
            "help": "One more task, as in `teams add`, or other parts for one of that name.",
        },
    ),
    (
        "--remove-task",
        "remove_tasks",
        {"multiple": True, "metavar": "NAME", "help": "Take the task of that name out."},
    ),
    (
        "--tasks-from",
        "tasks_from",
        {
            "type": click.Choice(tuple(TEMPLATES)),
            "metavar": "TEMPLATE",
            "help": "The tasks of a template in place of its own.",
        },
    ),
    ("--pin", "pin", {"type": who_where, "metavar": _ANY_SLOT, "help": "They are to be in it, or in that slot."}),
    ("--exclude", "exclude", {"type": who_where, "metavar": _ANY_SLOT, "help": "They are not to be in it."}),
    ("--wish", "wish", {"type": who_where, "metavar": _ANY_SLOT, "help": "They would be in it, as far as can be."}),
    ("--withdraw", "withdraw", {"type": who_where, "metavar": _ANY_SLOT, "help": "Ask nothing more for them."}),
    ("--leave", "leave", {"metavar": "EMAIL", "help": "They leave the team, which was published, on the day of --on."}),
    ("--on", "on", {"type": day, "metavar": "DATE", "help": "The last day of who leaves."}),
    ("--instead", "instead", {"metavar": "EMAIL", "help": "Who comes in place of who leaves. Default: nobody."}),
    (
        "--hand-over",
        "hand_over",
        {
            "type": click.IntRange(0, LONGEST_HAND_OVER),
            "metavar": "WEEKS",
            "help": "How long both are there. Default: as the program says.",
        },
    ),
    ("--why", "why", {"metavar": "TEXT", "help": "Why they leave; private."}),
    (
        "--put",
        "put",
        {"type": who_in_slot, "metavar": "EMAIL:SLOT", "help": "Put them into what nobody takes of that slot."},
    ),
    ("--move", "move", {"type": who_in_slot, "metavar": "EMAIL:SLOT", "help": "Move their draft to that slot."}),
    ("--set-aside", "set_aside", {"metavar": "EMAIL", "help": "Take their draft out of the team."}),
    (
        "--extend-person",
        "extend_person",
        {"multiple": True, "metavar": "EMAIL", "help": "They alone go on, until the day of --until."},
    ),
)
FLAGS = {name: flag for flag, name, _more in _OPTIONS}


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of change: the options that ask for it, those that it needs beside them, and those it may have."""

    asks: frozenset[str]
    needs: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        return self.asks | self.needs | self.may


EDIT = "edit"
KINDS: Mapping[str, _Kind] = {
    "add_slots": _Kind(frozenset({"add_slots"})),
    "edit_slot": _Kind(frozenset({"edit_slot"})),
    "remove_slot": _Kind(frozenset({"remove_slot"})),
    "tasks": _Kind(frozenset({"tasks", "remove_tasks", "tasks_from"})),
    "pin": _Kind(frozenset({"pin"})),
    "exclude": _Kind(frozenset({"exclude"})),
    "wish": _Kind(frozenset({"wish"})),
    "withdraw": _Kind(frozenset({"withdraw"})),
    "leave": _Kind(frozenset({"leave"}), frozenset({"on"}), frozenset({"instead", "hand_over", "why"})),
    "put": _Kind(frozenset({"put"}), may=frozenset({"first"})),
    "move": _Kind(frozenset({"move"})),
    "set_aside": _Kind(frozenset({"set_aside"})),
    "extend_person": _Kind(frozenset({"extend_person"}), frozenset({"last"})),
    EDIT: _Kind(frozenset({"new_name", "purpose", "focus", "place", "least", "meets", "first", "last"})),
}
"""The kinds of change by name; a call makes one of them."""
REHEARSED = frozenset({"leave", "put", "extend_person"})
"""Kinds of which a dry run says what they come to; beside them, a team that goes on."""


def change_options(command: C) -> C:
    """All the options of a change."""
    for flag, name, more in reversed(_OPTIONS):
        # Of an option that takes one value click would keep the last, and lose the others without a word.
        once = {} if more.get("multiple") else {"multiple": True, "default": None, "callback": _once}
        command = click.option(flag, name, **{**more, **once})(command)
    return command


def _once(ctx: click.Context, param: click.Parameter, values: Sequence[T]) -> T | None:
    """The one value of an option, None where it is not given; raises UsageError where there are several."""
    found = list(dict.fromkeys(values))
    if len(found) > 1:
        raise click.UsageError(f"{param.opts[0]} is given {len(values)} times: make one call for each", ctx)
    return found[0] if found else None


def kind_of(said: ChangeSaid) -> str:
    """Which kind of change a call asks for; raises UsageError where it asks for none, or for two."""
    given = {name for name, value in said.items() if value is not None and value != ()}
    if not given:
        raise click.UsageError("Say what is to change, such as --purpose TEXT or --leave EMAIL --on DATE")
    asked = [name for name, kind in KINDS.items() if name != EDIT and kind.asks & given]
    if not asked and KINDS[EDIT].asks & given:
        asked = [EDIT]
    if not asked:
        owner = next(name for name, kind in KINDS.items() if kind.all & given)
        raise click.UsageError(f"{_flags(given)}: say who with {_flags(KINDS[owner].asks)}")
    first = KINDS[asked[0]]
    if more := given - first.all:
        raise click.UsageError(
            f"{_flags(given & first.asks)} and {_flags(more)} are changes of their own: make one call for each"
        )
    if missing := first.needs - given:
        raise click.UsageError(f"{_flags(first.asks)} needs {_flags(missing)} as well")
    return asked[0]


def _flags(names: set[str] | frozenset[str]) -> str:
    return ", ".join(flag for name, flag in FLAGS.items() if name in names)
