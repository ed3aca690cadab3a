"""What needs the coordinator as the lines of a table: each kind under its heading, each thing with its key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ridealong.tui.actions import BY_NAME, keys_of
from ridealong.tui.text import day_words, many, shown, span_words
from ridealong.tui.widgets.columns import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ridealong.services.attention_items import Found, Item
    from ridealong.services.attention_plans import Next

REMEDIES = {
    "declined": "today.candidates",
    "gone": "today.repair",
    "away": "today.repair",
    "unanswered": "today.answer",
    "answers": "app.invites",
    "unmarked": "today.mark-state",
    "drafts": "today.publish",
    "outbox": "app.invites",
    "owed": "app.history",
    "sponsors": "today.answer",
    "unpaired": "today.candidates",
    "next-week": "today.why",
}
"""Kind of a thing -> the action that deals with it, in the order in which the kinds are shown."""
HELPS = {
    "today.candidates": "rank who would suit",
    "today.repair": "repair the plan",
    "today.answer": "write down the answer",
    "today.mark-state": "say how it went",
    "today.publish": "compare and publish",
    "today.why": "see why these two",
    "app.invites": "go to Invites",
    "app.history": "see the visits owed",
}
"""Action -> what it does for a line, in a few words."""
LOOKED_AT_LATER = "unanswered"
"""One of the kinds that are found out together, after those that are cheap to know."""
LOOKED_AT_LAST = "outbox"
"""The kind that takes longest to find out, and what stands there meanwhile."""
OUTBOX = "Invites not sent  …"
NO_NEED = ("next-week",)
"""Kinds that nobody has to do anything about."""
NOTHING = "Nothing needs you now."
NO_MATCH = "Nothing here matches the filter.\nEsc clears it."
KEY_CELLS = 4
"""How wide the column of the keys is."""


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One line: a heading, or one thing with what deals with it."""

    kind: str
    item: Item | None = None
    heading: str = ""

    @property
    def key(self) -> str:
        """What identifies the line when everything is looked at again."""
        return self.item.key if self.item else f"# {self.kind}"

    @property
    def remedy(self) -> str:
        """The name of the action that deals with it; empty for a heading of what is dealt with one by one."""
        if self.item is None:
            return REMEDIES.get(self.kind, "") if self.kind in ("unmarked", "outbox") else ""
        # What has begun cannot be planned anew: all that is left is to say how it ended.
        return "today.mark-state" if self.item.begun else REMEDIES[self.kind]


def today_lines(
    known: Mapping[str, Found], text: str, *, only_pressing: bool, waiting: bool, calm: str
) -> list[TodayLine]:
    """All lines whose thing holds every word of the filter.

    Args:
        known: what was found of each kind. waiting: whether the outbox is still being worked out.
        calm: what is said above next week where nothing needs anybody; empty where something does.
    """
    words = text.casefold().split()
    lines = [TodayLine("calm", heading=calm)] if calm and not words else []
    for kind in REMEDIES:
        if only_pressing and kind in NO_NEED:
            continue
        if kind == LOOKED_AT_LAST and waiting and kind not in known:
            lines += [] if words else [TodayLine(kind, heading=OUTBOX)]
        elif (found := known.get(kind)) is not None:
            lines += _of_kind(kind, found, words)
    return lines


def _of_kind(kind: str, found: Found, words: list[str]) -> Iterator[TodayLine]:
    items = [one for one in found.items if _holds(words, _text(found, one))]
    if items:
        yield TodayLine(kind, heading=f"{found.kind.heading} ({_counted(found, len(items))})")
        yield from (TodayLine(kind, item=one) for one in items)


def _counted(found: Found, matching: int) -> str:
    if matching < len(found.items):
        return f"{matching:,} of {found.total:,}"
    cut = len(found.items) < found.total and found.kind != LOOKED_AT_LAST
    return f"{found.total:,}, the first {matching:,} here" if cut else f"{found.total:,}"


def _text(found: Found, one: Item) -> str:
    return f"{found.kind.heading} {one.text} {one.detail} {' '.join(one.people)} {one.program}"


def _holds(words: list[str], text: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def pressing(known: Mapping[str, Found]) -> int:
    """How many things need somebody; the invites in the outbox are one thing for each reason."""
    return sum(
        len(one.items) if kind == LOOKED_AT_LAST else one.total for kind, one in known.items() if kind not in NO_NEED
    )


def today_columns(keymap: Mapping[str, str]) -> tuple[Column[TodayLine], ...]:
    """The columns; the keys are shown as they are bound now."""
    return (
        Column("Key", KEY_CELLS, _key(keymap)),
        Column("What", 44, lambda line: shown(line.item.text) if line.item else "", grow=4),
        Column("When", 19, _when),
        Column("Details", 18, lambda line: shown(line.item.detail) if line.item else "", grow=2, rank=1),
        Column("What helps", 21, lambda line: HELPS.get(line.remedy, ""), grow=1, rank=2),
    )


def _key(keymap: Mapping[str, str]) -> Callable[[TodayLine], Cell]:
    labels = {name: keys_of(BY_NAME[name], keymap) for name in {*REMEDIES.values(), "today.mark-state"}}
    return lambda line: [(labels[line.remedy], "accent")] if line.remedy else ""


def heading_cell(line: TodayLine) -> Cell | None:
    """The text of a heading, which stands across all columns."""
    return line.heading or None


def _when(line: TodayLine) -> str:
    if line.item is None or line.item.days is None:
        return ""
    days = line.item.days
    return day_words(days.first) if days.first == days.last else span_words(days)


def detail(line: TodayLine | None, keymap: Mapping[str, str]) -> str:
    """The line under the cursor in full, for the two lines below the table: what it is, and what helps."""
    if line is None:
        return ""
    one = line.item
    words = ", ".join(part for part in (one.text, _when(line), one.detail) if part) if one else line.heading
    return f"{shown(words)}\n{helps(line, keymap)}"


def helps(line: TodayLine, keymap: Mapping[str, str]) -> str:
    """What deals with a line, in words: its key first."""
    if not line.remedy:
        return ""
    key = keys_of(BY_NAME[line.remedy], keymap)
    all_of_them = " of all of these" if line.item is None and line.kind == "unmarked" else ""
    return f"{key} or Enter: {HELPS[line.remedy]}{all_of_them}"


def calm_words(next_: Next) -> str:
    """What comes next and what to do about it, where nothing needs anybody; several lines."""
    program, day = shown(next_.program), day_words(next_.day) if next_.day else ""
    return {
        "people": "Nobody here yet.\n2, then i, imports a roster; Ctrl+P and “demo” explores a made-up company.",
        "program": f"{NOTHING}\nNo round is left to be planned: 7, then n, creates a program.",
        "plan": f"{NOTHING}\nThe next round of {program} begins on {day}, and nobody is planned for it.\n"
        "3, then r, plans its rounds.",
        "publish": f"{NOTHING}\nThe next round of {program} begins on {day}; drafts are waiting.\n"
        "3 shows them, P there publishes them.",
        "wait": f"{NOTHING}\nThe next round of {program} begins on {day}, and everything in it is published.\n"
        "4 shows the coming weeks.",
    }[str(next_.step)]


def counted(known: Mapping[str, Found], *, waiting: bool) -> str:
    """How many things need somebody, and whether that is all."""
    return f"{many(pressing(known), 'thing needs you', 'things need you')}{' …' if waiting else ''}"
