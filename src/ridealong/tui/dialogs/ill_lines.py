"""What somebody's absence touches as lines of text, and which line is which choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.domain.meeting_kinds import kind_words
from ridealong.tui.dates import day_words, span_words, with_days
from ridealong.tui.text import MUTED, listed, many, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ridealong.services.ill.ill_views import BadMorning, Choice, DueInvite, Touched, TouchedEmbed, TouchedGroup

HEAD = "bold $primary"
KINDS = {"prep": "preparation", "visit": "visit", "welcome": "welcome", "check-in": "check-in", "debrief": "debrief"}
WHAT = {"cancel": "cancel ", "update": "update ", "request": "new    "}


@dataclass(frozen=True, slots=True)
class Spot:
    """A choice among what can be done: about what, by `pairing_key` or one of its like, and the code of the choice."""

    about: str
    code: str


def pairing_key(one: Touched) -> str:
    """What tells a pairing from everything else that is touched."""
    return str(one.pairing)


def group_key(one: TouchedGroup) -> str:
    """What tells a group from everything else that is touched."""
    return f"g{one.group}"


def embed_key(one: TouchedEmbed) -> str:
    """What tells an embed from everything else that is touched."""
    return f"e{one.embed}"


def chosen_now(found: BadMorning) -> dict[str, str]:
    """What is chosen about everything that is touched."""
    chosen = {pairing_key(one): one.chosen.code for one in found.touched}
    chosen |= {group_key(one): one.chosen.code for one in found.groups}
    return chosen | {embed_key(one): one.chosen.code for one in found.embeds if one.choices}


def best(found: BadMorning) -> dict[str, str]:
    """What is best for everything that is touched."""
    codes = {pairing_key(one): one.choices[0].code for one in found.touched}
    codes |= {group_key(one): one.choices[0].code for one in found.groups}
    return codes | {embed_key(one): one.choices[0].code for one in found.embeds if one.choices}


def by_number(choices: Mapping[str, str]) -> tuple[dict[int, str], dict[int, str], dict[int, str]]:
    """What is chosen about pairings, about groups and about embeds, by their numbers."""
    pairings = {int(key): code for key, code in choices.items() if key.isdigit()}
    groups, embeds = (
        {int(key[1:]): code for key, code in choices.items() if key.startswith(what)} for what in ("g", "e")
    )
    return pairings, groups, embeds


@dataclass(frozen=True, slots=True)
class OfferLine:
    """A line as it is before it is wrapped: what it says, how far the lines under it are indented, and its choice."""

    text: Content
    indent: int = 0
    spot: Spot | None = None


def offer_lines(found: BadMorning, copies: str) -> Iterator[OfferLine]:
    """A block for each pairing, group and embed with what can be done and becomes due, then the text for a chat.

    Args:
        copies: the key that copies the text.
    """
    if not (found.touched or found.groups or found.embeds):
        yield OfferLine(Content("Nothing that is published falls into these days. The absence is noted, no more."))
        yield OfferLine(Content(""))
    for one in found.touched:
        yield OfferLine(Content.styled(title(one), HEAD), 2)
        yield from (_choice(one, choice, pairing_key(one)) for choice in one.choices)
        yield from _due(one)
        yield from _not_possible(one)
        yield OfferLine(Content(""))
    for group in found.groups:
        who = listed((each.name for each in group.people), len(group.people))
        words = f"Coffee of {who}, {day_words(group.day)} · {shown(group.program)}"
        yield OfferLine(Content.styled(words, HEAD), 2)
        yield from (_choice(group, choice, group_key(group)) for choice in group.choices)
        yield from _due(group)
        yield OfferLine(Content(""))
    for embed in found.embeds:
        yield from _embed(embed)
        yield OfferLine(Content(""))
    yield OfferLine(Content.styled(f"For a chat ({copies} copies it)", HEAD))
    yield from (OfferLine(Content(shown(line)), 2 if line.startswith("- ") else 0) for line in found.text.split("\n"))


def title(one: Touched) -> str:
    """Which visit or meetings are touched."""
    program = f" · {shown(one.program)}"
    if one.visit:
        now = ", under way" if one.running else ""
        return f"{shown(one.guest.name)} with {shown(one.host.name)}, {span_words(one.days)}{now}{program}"
    meetings = ", ".join(f"{KINDS[str(each.kind)]} {day_words(each.day)}" for each in one.meetings)
    return f"{shown(one.guest.name)} and {shown(one.host.name)}: {meetings}{program}"


def _embed(one: TouchedEmbed) -> Iterator[OfferLine]:
    """An embed: how much of it somebody misses, and on which days the team meets all the same."""
    words = f"Team {shown(one.team)}, slot {shown(str(one.slot))}, {span_words(one.days)} · {shown(one.program)}"
    yield OfferLine(Content.styled(words, HEAD), 2)
    if one.choices:
        yield OfferLine(Content(f"   Away for {one.missed} of {one.weeks} weeks, more than the program allows"), 3)
    yield from (_choice(one, choice, embed_key(one)) for choice in one.choices)
    if one.nobody:
        yield OfferLine(Content.styled(f"   Nobody can take over: {shown(with_days(one.nobody))}.", MUTED), 3)
    met = listed((day_words(day) for day in one.meetings), len(one.meetings)) if one.meetings else ""
    if met:
        yield OfferLine(Content.styled(f"   The team meets as planned on {met}.", MUTED), 3)
    off = listed((day_words(day) for day in one.left_out), len(one.left_out)) if one.left_out else ""
    if off:
        yield OfferLine(Content.styled(f"   The team does not meet on {off}: fewer than two could come.", MUTED), 3)
    if one.invites:
        yield from _due(one)
    elif not (met or off or one.choices):
        yield OfferLine(Content.styled("   The team goes on as planned.", MUTED))


def _choice(one: Touched | TouchedGroup | TouchedEmbed, choice: Choice, key: str) -> OfferLine:
    chosen = choice == one.chosen
    text = f" {'●' if chosen else '○'} {words(choice)}"
    return OfferLine(Content.styled(text, "bold" if chosen else ""), 3, Spot(key, choice.code))


def words(choice: Choice) -> str:
    """What a choice comes to; days as the user wants to read them."""
    if choice.days is None:
        return shown(choice.words)
    if choice.host is not None:
        return shown(choice.words).replace(str(choice.days.first), day_words(choice.days.first))
    kind = choice.words.partition(":")[0]
    more = f", round {choice.round + 1}" if choice.round is not None else ""
    length = choice.words.rpartition(" (")[2]
    hour = f", {choice.hour}" if choice.hour else ""
    return f"{kind}: {span_words(choice.days)}{more}{hour}{f' ({length}' if choice.round is None else ''}"


def _not_possible(one: Touched) -> Iterator[OfferLine]:
    by_why: dict[str, list[str]] = {}
    for each in one.not_possible:
        by_why.setdefault(each.why, []).append(each.person.name)
    for why, names in by_why.items():
        words = f"   not possible: {listed(names, len(names))} ({shown(why)})"
        yield OfferLine(Content.styled(words, MUTED), 5)


def _due(one: Touched | TouchedGroup | TouchedEmbed) -> Iterator[OfferLine]:
    if not one.invites:
        yield OfferLine(Content.styled("   No invite becomes due.", MUTED))
        return
    yield OfferLine(Content.styled(f"   Then due: {many(len(one.invites), 'invite')}", MUTED))
    yield from (OfferLine(Content.styled(f"   {invite_words(each)}", MUTED), 12) for each in one.invites)


def invite_words(one: DueInvite) -> str:
    """Which invite goes to whom, on one line."""
    to = ", ".join(map(shown, one.to))
    said = kind_words(one.kind, team=one.team)
    return f"  {WHAT[one.what]} {KINDS.get(said, said)} {day_words(one.start)} → {to}"
