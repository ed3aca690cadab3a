"""Which programs are looked at, how each is opened, and which keys are pressed on which of its screens."""

from __future__ import annotations

from dataclasses import dataclass

DOWN, UP, LEFT, RIGHT = "\x1b[B", "\x1b[A", "\x1b[D", "\x1b[C"
PAGE_DOWN, PAGE_UP, ENTER = "\x1b[6~", "\x1b[5~", "\r"


@dataclass(frozen=True, slots=True)
class Stop:
    """One screen of a program.

    Args:
        name: as the table calls it.
        there: the keys that open it, each with words that stand on the screen once it has been answered in full.
        keys: pressed again and again; each has to change something on the screen.
        published: whether it is looked at after the next season was published, so that its invites are due.
        teams: whether it is looked at where a program of composite teams comes first in Plan.
        at_once: whether keys are pressed before the program is at rest: while workers still read, as Today does of a
            large company for some seconds, or where a cursor blinks for ever.
    """

    name: str
    there: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]
    published: bool = False
    teams: bool = False
    at_once: bool = False


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

TODAY, PEOPLE, PROGRAMS = ("1", " need"), ("2", " people"), ("7", " programs")
BUILDER, A_SLOT = ("3", "Topics by slot"), (DOWN, "of a week")

RIDEALONG = Tour(
    "ridealong",
    frame="7 Programs",
    ready=" need",
    stops=(
        Stop("Today", (TODAY,), MOVES),
        Stop("People", (PEOPLE,), MOVES),
        Stop("People, while Today is still worked out", (PEOPLE,), MOVES, at_once=True),
        Stop("People, filtered while typing", (PEOPLE, ("/", "")), ("a", "n", "\x7f", "\x7f")),
        Stop("A person's page", (PEOPLE, (ENTER, "wants to learn")), MOVES),
        Stop("Plan", (("3", "Fit"),), MOVES),
        Stop("Team builder", (BUILDER,), MOVES, teams=True),
        Stop("Team builder, weeks of the load", (BUILDER, A_SLOT), ("]", "]", "[", "["), teams=True),
        Stop("Candidates for a slot of a team", (BUILDER, A_SLOT, ("s", " free")), MOVES, teams=True),
        Stop("Board", (("4", "visits"),), (DOWN, DOWN, RIGHT, RIGHT, LEFT, UP, PAGE_DOWN, PAGE_UP)),
        Stop("History", (("5", " pairings"),), MOVES),
        Stop("Invites", (("6", "@"),), MOVES, published=True),
        Stop("Programs", (PROGRAMS,), (DOWN, UP)),
        Stop("A program's page", (PROGRAMS, (ENTER, "Objective")), MOVES),
        Stop("Command palette", (PEOPLE, ("\x10", "What to do")), (DOWN, DOWN, UP)),
    ),
)
HELLO = Tour("hello-world Textual", frame="Hello, world", ready="Hello, world")
KHAL = Tour(
    "khal interactive",
    frame="Mo",
    ready="Mo",
    stops=(Stop("calendar", (), (DOWN, DOWN, UP, RIGHT, LEFT), at_once=True),),
)
POSTING = Tour(
    "posting",
    frame="Posting",
    ready="Collection",
    stops=(Stop("typing a URL", (), ("a", "b", "\x7f"), at_once=True),),
)
