"""A plan as the lines of a table: a heading for each round, its pairings, then its open places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ridealong.tui.text import fit_bar, fit_word, listed, many, shown, span_words
from ridealong.tui.widgets.columns import Cell, Column

if TYPE_CHECKING:
    from ridealong.domain.days import Days
    from ridealong.services.plan_views import OpenPlace, PlanPage, Proposal


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line: a heading, a pairing or an open place."""

    round: int
    days: Days
    pairing: Proposal | None = None
    place: OpenPlace | None = None
    heading: str = ""

    @property
    def key(self) -> str:
        """What identifies the line when the plan is read again."""
        if self.pairing:
            return f"pairing {self.pairing.id}"
        return f"open {self.round} {self.place.guest.email}" if self.place else f"round {self.round}"


def plan_lines(page: PlanPage, text: str = "", *, only_open: bool = False) -> list[PlanLine]:
    """All lines whose people or reasons hold every word of the filter."""
    words = text.casefold().split()
    lines: list[PlanLine] = []
    numbers = {one.round for one in page.proposals} | {one.round for one in page.open}
    for number in sorted(numbers):
        pairings = [
            PlanLine(number, one.days, pairing=one)
            for one in page.proposals
            if one.round == number and (one.declined_by or not only_open) and _holds(words, _pairing_text(one))
        ]
        places = [
            PlanLine(number, one.days, place=one)
            for one in page.open
            if one.round == number and _holds(words, f"{one.guest.name} {one.guest.team} {one.reason} open")
        ]
        if pairings or places:
            days = (pairings or places)[0].days
            counts = [] if only_open else [many(len(pairings), "pairing")]
            counts += [f"{len(places)} open"] if places else []
            heading = f"Round {number + 1} · {span_words(days)} · {', '.join(counts)}"
            lines += [PlanLine(number, days, heading=heading), *pairings, *places]
    return lines


def _pairing_text(one: Proposal) -> str:
    return f"{one.guest.name} {one.guest.team} {one.host.name} {one.host.team} {one.why} {state_words(one)}"


def _holds(words: list[str], text: str) -> bool:
    folded = text.casefold()
    return all(word in folded for word in words)


def state_words(one: Proposal) -> str:
    """The state of a pairing in one word."""
    if one.declined_by:
        return "declined"
    if one.state == "proposed":
        return "pinned" if one.pinned else "draft"
    return str(one.state)


def fit_cell(points: int, cells: int = 6) -> Cell:
    """A fit as a bar, a number and a word."""
    tone = "good" if points >= 50 else "warn" if points >= 30 else "bad"
    full, rest = fit_bar(points, cells)
    return [(full, tone), (rest, "dim"), (f" {points:>3} ", ""), (fit_word(points), "dim")]


def _guest(line: PlanLine) -> Cell:
    someone = line.pairing.guest if line.pairing else line.place.guest if line.place else None
    return shown(someone.name) if someone else ""


def _host(line: PlanLine) -> Cell:
    if line.pairing:
        return shown(line.pairing.host.name)
    return [("nobody", "warn" if line.place and not line.place.away else "dim")]


def _state(line: PlanLine) -> Cell:
    if line.pairing:
        words = state_words(line.pairing)
        return [(words, {"draft": "dim", "pinned": "accent", "declined": "bad"}.get(words, "good"))]
    return [("away", "dim") if line.place and line.place.away else ("open", "warn")]


def _fit(line: PlanLine) -> Cell:
    return fit_cell(line.pairing.fit) if line.pairing else ""


def _declined(one: Proposal) -> str:
    return f"declined by {listed(one.declined_by)}" if one.declined_by else ""


def _why(line: PlanLine) -> Cell:
    if line.pairing and line.pairing.declined_by:
        return [(f"✗ {_declined(line.pairing)}; ", "bad"), (shown(line.pairing.why), "")]
    if line.pairing:
        return shown(line.pairing.why)
    return shown(line.place.reason) if line.place else ""


def _teams(line: PlanLine) -> Cell:
    if line.pairing:
        return f"{shown(line.pairing.guest.team)} → {shown(line.pairing.host.team)}"
    return shown(line.place.guest.team) if line.place else ""


def heading_cell(line: PlanLine) -> Cell | None:
    """The text of a heading, which stands across all columns."""
    return line.heading or None


def plan_columns(guest: str, host: str) -> tuple[Column[PlanLine], ...]:
    """The columns, named for the kind of program."""
    return (
        Column(guest, 17, _guest, grow=2),
        Column(host, 17, _host, grow=2),
        Column("State", 9, _state),
        Column("Fit", 20, _fit),
        Column("Teams", 22, _teams, grow=1, rank=2),
        Column("Why", 24, _why, grow=3, rank=1),
    )


def detail(line: PlanLine | None) -> str:
    """The line under the cursor in full, for the two lines below the table."""
    if line is None:
        return ""
    if line.pairing:
        one = line.pairing
        met = (
            f"met {one.met_before} times before" if one.met_before > 1 else "met once before" if one.met_before else ""
        )
        words = "; ".join(shown(part) for part in (_declined(one), one.why, "" if met in one.why else met) if part)
        return (
            f"{shown(one.guest.name)} ({shown(one.guest.team)}) with {shown(one.host.name)} "
            f"({shown(one.host.team)}), {span_words(one.days)}\n{words}"
        )
    if line.place:
        place = line.place
        return (
            f"{shown(place.guest.name)} ({shown(place.guest.team)}) has nobody, {span_words(place.days)}\n"
            f"{shown(place.reason)}"
        )
    return ""
