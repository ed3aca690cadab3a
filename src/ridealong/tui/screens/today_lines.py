"""What needs the coordinator as the lines of a table: each kind under its heading, each thing with its key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ridealong.domain.plain_letters import searchable
from ridealong.tui.actions import BY_NAME, keys_of, with_keys
from ridealong.tui.dates import day_words, span_words
from ridealong.tui.screens.today_fold import shares
from ridealong.tui.screens.today_names import shortened
from ridealong.tui.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ridealong.config import Config
    from ridealong.services.attention.attention_items import Found, Item

REMEDIES = {
    "declined": "today.candidates",
    "gone": "today.repair",
    "away": "today.repair",
    "spoiled": "today.repair",
    "groups": "today.repair",
    "embeds": "app.plan",
    "unanswered": "today.answer",
    "answers": "app.invites",
    "outbox": "app.invites",
    "drafts": "today.publish",
    "open-slots": "app.plan",
    "ending": "app.plan",
    "sponsors": "today.answer",
    "unmarked": "today.mark-state",
    "teams-over": "app.plan",
    "owed": "app.history",
    "missed": "app.history",
    "left-alone": "today.repair",
    "debriefs": "app.history",
    "steps": "today.steps",
    "unpaired": "today.candidates",
    "clashes": "app.plan",
    "tasks": "app.plan",
    "hand-overs": "app.plan",
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
    "today.steps": "tick off what is done",
    "app.invites": "go to Invites",
    "app.history": "see the visits owed",
    "app.plan": "go to Plan, where {plan.run} plans what is still to come",
}
"""Action -> what it does for a line, in a few words."""
NOTHING_TO_DO = {
    "today.candidates": "No place here waits for somebody",
    "today.repair": "No plan here needs a repair",
    "today.answer": "No answer here is waited for",
    "today.mark-state": "No visit here is over and not marked",
    "today.publish": "There is nothing to publish here",
    "today.why": "No visits of next week are here",
    "today.steps": "Put the cursor on a visit of next week first",
}
"""Action -> what is said where there is no line that it deals with."""
DROPS = "go to Plan, where {plan.set-aside} sets drafts aside"
"""What "app.plan" does for drafts in place of which nothing can be planned any more."""
TEAMS = "see its teams in Plan"
"""What "app.plan" does for what is about all composite teams of a program."""
TEAM = "see the team in Plan"
"""What "app.plan" does for what is about one of them."""
SHOWS = "see the visit in History"
"""What "app.history" does for what is about one visit."""
SHOWN = ("missed", "debriefs")
"""Kinds that are about one visit, which stands in History."""
NOTES = {
    "debriefs": "   {today-list.debrief}: note what came out of it",
    "next-week": "   {today.steps}: tick off its steps",
}
"""What else there is for a debrief, and for a visit of next week."""
LOOKED_AT_LATER = "unanswered"
"""One of the kinds that are found out together, after those that are cheap to know."""
LOOKED_AT_LAST = "outbox"
"""The kind that takes longest to find out, and what stands there meanwhile."""
OUTBOX = "Invites not sent  …"
UNREAD = {
    LOOKED_AT_LATER: "Answers, promises and who has nobody",
    LOOKED_AT_LAST: "Invites not sent",
}
"""What a line is about that stands in the place of what could not be worked out."""
NO_NEED = ("hand-overs", "next-week")
"""Kinds that nobody has to do anything about."""
AT_ONCE = ("unmarked",)
"""Kinds of which all things can be dealt with at once, on their heading."""


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One line: a heading, one thing with what deals with it, or how many more things there are.

    Args:
        kind: what kind of thing it is about. heading: what a line says that is no thing. first: of what stands below.
        more: whether it shows, or hides, the rest of its kind. folds: whether its kind has a rest.
        why: of what could not be worked out, what went wrong.
    """

    kind: str
    item: Item | None = None
    heading: str = ""
    first: Item | None = None
    more: bool = False
    folds: bool = False
    why: str = ""

    @property
    def key(self) -> str:
        """What identifies the line when everything is looked at again."""
        return self.item.key if self.item else f"{'+' if self.more else '#'} {self.kind}"

    @property
    def remedy(self) -> str:
        """The name of the action that deals with it; empty for a heading of what is dealt with one by one."""
        if self.item is None:
            return REMEDIES.get(self.kind, "") if self.kind in (*AT_ONCE, "outbox") and not self.more else ""
        return remedy_of(self.item)

    @property
    def help(self) -> str:
        """What the action that deals with it does, in a few words; empty where there is none."""
        return help_of(self.item) if self.item is not None else HELPS.get(self.remedy, "")


def unread_line(kind: str, error: Exception, config: Config) -> TodayLine:
    """The line in the place of what could not be worked out: until when that is so, and why."""
    from ridealong.tui.unread import until_words, why_words  # noqa: PLC0415 - most readings succeed

    until = until_words(error, config)
    words = f"cannot be worked out {until}" if until else "could not be worked out"
    return TodayLine(kind, heading=f"{UNREAD[kind]}  {words}", why=why_words(error))


def remedy_of(one: Item) -> str:
    """The name of the action that deals with a thing."""
    if one.teams:
        return "app.plan"
    if one.kind == "declined" and not (one.who or one.begun):
        return "today.repair"
    if not one.begun:
        return REMEDIES[one.kind]
    # What has begun cannot be planned anew: all that is left is to say how it ended, or to plan what comes after.
    return "app.plan" if one.kind == "spoiled" else "today.mark-state"


def help_of(one: Item) -> str:
    """What the action that deals with a thing does, in a few words."""
    if one.teams:
        return TEAM if one.team else TEAMS
    if one.kind in SHOWN:
        return SHOWS
    return DROPS if one.last_round else HELPS[remedy_of(one)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What of all that was found is wanted on the screen, and how much of it there is room for.

    Args:
        words: what was typed into the filter. only_pressing: whether to leave out what needs nobody.
        waiting: whether the outbox is still being worked out. unread: a line for each kind that could not be.
        calm: what is said above next week, where nothing needs anybody. unfolded: kinds of which everything is shown.
        window: how many lines fit. most: how many things of one kind are shown at most, where it is folded.
    """

    words: Sequence[str] = ()
    only_pressing: bool = False
    waiting: bool = False
    unread: Mapping[str, TodayLine] = field(default_factory=dict)
    calm: str = ""
    unfolded: frozenset[str] = field(default_factory=frozenset)
    window: int = 16
    most: int = 5


def today_lines(known: Mapping[str, Found], sight: Sight) -> list[TodayLine]:
    """The lines for what was found of each kind; of a long kind only the first things."""
    lines = [TodayLine("calm", heading=sight.calm)] if sight.calm and not sight.words else []
    waiting = sight.waiting and LOOKED_AT_LAST not in known and not sight.words
    groups = {kind: some for kind in REMEDIES if (some := wanted(known, kind, sight))}
    unread = {} if sight.words else sight.unread
    taken = len(lines) + waiting + len(unread)
    room = shares([len(some) for some in groups.values()], sight.window - taken, sight.most)
    most = dict(zip(groups, room, strict=True))
    for kind in REMEDIES:
        if kind == LOOKED_AT_LAST and waiting:
            lines.append(TodayLine(kind, heading=OUTBOX))
        elif kind in unread:
            lines.append(unread[kind])
        elif kind in groups:
            lines += _of_kind(known[kind], groups[kind], most[kind], unfolded=kind in sight.unfolded)
    return lines


def wanted(known: Mapping[str, Found], kind: str, sight: Sight) -> list[Item]:
    """All things of a kind that hold every word of the filter."""
    found = known.get(kind)
    if found is None or (sight.only_pressing and kind in NO_NEED):
        return []
    return [one for one in found.items if not sight.words or _holds(sight.words, _text(found, one))]


def things_for(known: Mapping[str, Found], sight: Sight, action: str) -> list[Item]:
    """All things that an action deals with, those that a folded kind hides included."""
    return [one for kind in REMEDIES for one in wanted(known, kind, sight) if remedy_of(one) == action]


def _of_kind(found: Found, items: Sequence[Item], most: int, *, unfolded: bool) -> Iterator[TodayLine]:
    kind, folds = str(found.kind), most < len(items)
    words = f"{found.kind.heading} ({_counted(found, len(items))})"
    yield TodayLine(kind, heading=words, first=items[0], folds=folds)
    yield from (TodayLine(kind, item=one) for one in (items if unfolded else items[:most]))
    if folds:
        words = "{list.open} shows fewer" if unfolded else f"… and {len(items) - most:,} more: {{list.open}} shows them"
        yield TodayLine(kind, heading=words, more=True, folds=True)


def _counted(found: Found, matching: int) -> str:
    if matching < len(found.items):
        return f"{matching:,} of {found.total:,}"
    cut = len(found.items) < found.total and found.kind != LOOKED_AT_LAST
    return f"{found.total:,}, the first {matching:,} here" if cut else f"{found.total:,}"


def _text(found: Found, one: Item) -> str:
    return f"{found.kind.heading} {one.text} {one.detail} {' '.join(one.people)} {one.program}"


def _holds(words: Sequence[str], text: str) -> bool:
    folded = searchable(text)
    return all(word in folded for word in words)


def detail(line: TodayLine | None, keymap: Mapping[str, str], room: int) -> str:
    """The line under the cursor in full, for the lines below the table: what it is, and what helps.

    Args:
        room: how many cells there are for what it is; only names that are longer than that are cut.
    """
    if line is None:
        return ""
    one = line.item
    if one is None:
        return "\n".join(filter(None, (line.why, helps(line, keymap)))) or shown(line.heading)
    words = ", ".join(part for part in (one.text, when(one), one.details) if part)
    return f"{shortened(words, (*one.names, one.program), room)}\n{helps(line, keymap)}"


def when(one: Item) -> str:
    """The days of a thing in full."""
    if one.days is None:
        return ""
    return day_words(one.days.first) if one.days.first == one.days.last else span_words(one.days)


def helps(line: TodayLine, keymap: Mapping[str, str]) -> str:
    """What deals with a line, in words: its key first."""
    return with_keys(_helps(line, keymap), keymap)


def _helps(line: TodayLine, keymap: Mapping[str, str]) -> str:
    if line.more:
        return "{list.open} or a click shows all of them, or only the first"
    folding = "   {list.open}: show all, or only the first" if line.folds else ""
    also = NOTES.get(line.kind, "")
    if line.remedy:
        keys = keys_of(BY_NAME[line.remedy], keymap) + ("" if line.folds else " or {list.open}")
        all_of_them = " of all of these" if line.item is None and line.kind in AT_ONCE else ""
        return f"{keys}: {line.help}{all_of_them}{also}{folding}"
    if line.first is not None:
        key = keys_of(BY_NAME[remedy_of(line.first)], keymap)
        return f"{key}: {help_of(line.first)}, for the first of these{also}{folding}"
    return ""
