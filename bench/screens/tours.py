"""Which programs are looked at, how each is opened, and which keys are pressed on which of its screens."""

from __future__ import annotations

from dataclasses import dataclass

DOWN, UP, LEFT, RIGHT = "\x1b[B", "\x1b[A", "\x1b[D", "\x1b[C"
PAGE_DOWN, PAGE_UP, ESCAPE, ENTER, TAB = "\x1b[6~", "\x1b[5~", "\x1b", "\r", "\t"


@dataclass(frozen=True, slots=True)
class Stop:
    """One screen of a program.

    Args:
        name: as the table calls it.
        there: the keys that open it. ready: words that stand on it once its data is there.
        keys: pressed again and again; each has to change something on the screen.
    """

    name: str
    there: tuple[str, ...]
    ready: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tour:
    """A program and its screens.

    Args:
        frame: words that stand on the screen as soon as anything is painted. ready: words that come with the data.
    """

    name: str
    frame: str
    ready: str
    stops: tuple[Stop, ...] = ()


MOVES = (DOWN, DOWN, DOWN, DOWN, UP, PAGE_DOWN, DOWN, PAGE_UP)

RIDEALONG = Tour(
    "ridealong",
    frame="7 Programs",
    ready=" need",
    stops=(
        Stop("Today", ("1",), " need", MOVES),
        Stop("People", ("2",), "Name", MOVES),
        Stop("People, filtered while typing", ("2", "/"), "", ("a", "n", "\x7f", "\x7f")),
        Stop("Plan", ("3",), "Guest", MOVES),
        Stop("Board", ("4",), "visits", (DOWN, DOWN, RIGHT, RIGHT, LEFT, UP, PAGE_DOWN, PAGE_UP)),
        Stop("History", ("5",), "When", MOVES),
        Stop("Invites", ("6",), "Invites", MOVES),
        Stop("Programs", ("7",), "Name", (DOWN, UP)),
        Stop("Command palette", ("2", "\x10"), "What to do", (DOWN, DOWN, UP)),
    ),
)
HELLO = Tour("hello-world Textual", frame="Hello, world", ready="Hello, world")
KHAL = Tour(
    "khal interactive",
    frame="Mo",
    ready="Mo",
    stops=(Stop("calendar", (), "Mo", (DOWN, DOWN, UP, RIGHT, LEFT)),),
)
POSTING = Tour(
    "posting",
    frame="Posting",
    ready="Collection",
    stops=(Stop("typing a URL", (), "Collection", ("a", "b", "\x7f")),),
)
