"""Composite teams as the lines of a table: a heading for each team, then its slots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from ridealong.tui.dates import short_span_words, short_words
from ridealong.tui.state_signs import STATE_SIGNS, STATE_TONES
from ridealong.tui.text import fitted, many, shown
from ridealong.tui.widgets.columns import Cell, Column
from ridealong.tui.widgets.held_table import HeldTable

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ridealong.services.teams.views import EmbedView, SlotView, TeamsPage, TeamView

FOLDED, OPEN = "▶", "▼"
"""The signs of a team whose slots are hidden, and of one whose slots are shown."""
LONGEST = 44
"""Cells of the name of a team in its heading: how many slots are taken, and its state, stand behind it at 80 cells."""


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One line: a team, or one of its slots."""

    team: TeamView
    slot: SlotView | None = None
    folded: bool = False

    @property
    def key(self) -> str:
        """What identifies the line when the teams are read again."""
        return f"slot {self.slot.slot.id}" if self.slot else f"team {self.team.team.id}"


@dataclass(frozen=True, slots=True)
class Shown:
    """How much matches a filter, in folded teams, too.

    Args:
        teams: how many teams. left: how many of their slots that match are open.
    """

    teams: int
    left: int


class TeamsTable(HeldTable[TeamLine]):
    """The lines; what is done is done to one of them, so none is marked, and they keep their order."""

    HELP = (
        "The teams, each with its slots under it. Move with the arrows or {list.down} {list.up}; {list.open} folds a\n"
        "team, and explains a slot or offers people for it. {list.copy} copies the row as text, {list.copy-as} the\n"
        "whole table."
    )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is marked."""
        return action not in ("mark", "mark_range") and super().check_action(action, parameters)

    def heading(self, row: TeamLine) -> str | None:
        """The text of a heading, with a word in the place of its sign."""
        heading = super().heading(row)
        if heading is None:
            return None
        sign, _, words = heading.partition(" ")
        return f"{words}, folded" if sign == FOLDED else words


def lines(
    page: TeamsPage, text: str, folded: Collection[int], *, only_problems: bool = False
) -> tuple[Sequence[TeamLine], Shown]:
    """The lines whose words hold all of the filter, and how much they are.

    Args:
        text: the filter: a team that holds it stands there whole, else the slots that do.
        folded: the teams whose slots are hidden, by id.
        only_problems: only teams with something wrong.
    """
    words = text.casefold().split()
    found: list[TeamLine] = []
    teams = left = 0
    for team in page.teams:
        if only_problems and not team.problems:
            continue
        about = team_text(team)
        slots = [one for one in team.slots if all(word in f"{about} {slot_text(one)}" for word in words)]
        if not slots and not all(word in about for word in words):
            continue
        teams += 1
        left += sum(one.open is not None for one in slots)
        is_folded = team.team.id in folded
        found.append(TeamLine(team, folded=is_folded))
        if not is_folded:
            found += [TeamLine(team, one) for one in slots]
    return found, Shown(teams, left)


def team_text(team: TeamView) -> str:
    """What the filter looks at of a team."""
    one = team.team
    return f"{one.name} {one.focus} {one.purpose} {team.state.label}".casefold()


def slot_text(slot: SlotView) -> str:
    """What the filter looks at of a slot."""
    one = slot.slot
    people = " ".join(f"{each.embed.name} {each.embed.home_team} {each.embed.state.label}" for each in slot.embeds)
    open_ = f"open {awaited(slot)}" if slot.open else ""
    return f"{one.name} {one.side.label} {' '.join((*one.must, *one.nice))} {people} {open_}".casefold()


def awaited(slot: SlotView) -> str:
    """Who is pinned to a slot that nobody takes, or else wished for in it: `pinned: Ana Ruiz`; empty for nobody."""
    there = {one.embed.email for one in slot.embeds if not one.over}
    for kind, words in (("pin", "pinned"), ("wish", "wished for")):
        if names := [one.name or one.email for one in slot.demands if one.kind == kind and one.email not in there]:
            return f"{words}: {shown(', '.join(names))}"
    return ""


def now_in(slot: SlotView) -> EmbedView | None:
    """Who is in a slot, or will be next; else who was last."""
    there = [one for one in slot.embeds if not one.over]
    return there[0] if there else slot.embeds[-1] if slot.embeds else None


def team_heading(line: TeamLine) -> Cell | None:
    """The heading of a team; None for a slot."""
    if line.slot is not None:
        return None
    team, name = line.team, shown(line.team.team.name)
    taken = sum(one.open is None and bool(one.embeds) for one in team.slots)
    state = f"{STATE_SIGNS.get(team.state, '')} {team.state.label}"
    parts = [
        (f"{FOLDED if line.folded else OPEN} {fitted(name, min(LONGEST, cell_len(name)))}", ""),
        (f" · {taken}/{many(len(team.slots), 'slot')} · {state}", ""),
    ]
    if team.problems:
        parts.append((f" · ! {len(team.problems)}", "bad"))
    return [*parts, (f" · {short_span_words(team.team.days)}", "")]


def slot_columns() -> tuple[Column[TeamLine], ...]:
    """The columns of the slots."""
    return (
        Column("#", 2, lambda line: str(line.slot.slot.number) if line.slot else "", right=True),
        Column("Slot", 15, lambda line: shown(line.slot.slot.name) if line.slot else "", grow=2, most=28),
        Column("Side", 9, lambda line: line.slot.slot.side.label if line.slot else "", rank=1),
        Column("Share", 5, lambda line: f"{line.slot.slot.share} %" if line.slot else "", right=True, rank=2),
        Column("Who", 14, _who, grow=3),
        Column("State", 12, _state),
    )


def _who(line: TeamLine) -> Cell:
    slot = line.slot
    if slot is None:
        return ""
    there = [one for one in slot.embeds if not one.over] or list(slot.embeds[-1:])
    names = " → ".join(shown(one.embed.name) for one in there)
    comes = awaited(slot) if slot.open else ""
    if not there:
        return [(comes, "accent")] if comes else [("nobody yet", "warn" if slot.open else "dim")]
    return f"{names} → {comes or '?'}" if slot.open else names


def _state(line: TeamLine) -> Cell:
    slot = line.slot
    if slot is None:
        return ""
    one = now_in(slot)
    if one is None:
        return [("○ open", "warn")] if slot.open else [("–", "dim")]
    if slot.open and slot.open.first > slot.days.first:
        return [(f"○ from {short_words(slot.open.first)}", "warn")]
    if one.troubles:
        return [(f"! {one.embed.state.label}", "bad")]
    pinned = one.draft and any(each.kind == "pin" and each.email == one.embed.email for each in slot.demands)
    if pinned:
        return [("◆ pinned", "accent")]
    state = "over" if one.over and one.embed.state == "published" else one.embed.state.label
    return [(f"{STATE_SIGNS.get(one.embed.state, '')} {state}", STATE_TONES.get(one.embed.state, "dim"))]


def counted(found: Shown, *, only_problems: bool) -> str:
    """How many teams are shown, and what is open of them."""
    left = f"{found.left:,} open" if found.left else "no open slots"
    words = f"{many(found.teams, 'team')} with problems" if only_problems else many(found.teams, "team")
    return f"{words} · {left}"
