"""A plan as the lines of a table: a heading for each round, its pairings, then its open places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ridealong.domain.days import Days
from ridealong.tui.dates import span_words
from ridealong.tui.text import fit_bar, fit_word, many, shown
from ridealong.tui.widgets.columns import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ridealong.services.groups.group_views import Group
    from ridealong.services.plans.pins import PinRow
    from ridealong.services.plans.plan_views import Clash, OpenPlace, PlanPage, Proposal, Someone

ROOM = 8
"""How long a state is at most that has room beside a sign and a blank."""
PINS = -1
"""The number under which pins stand that no pairing keeps."""


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line: a heading, a pairing, an open place, a pin that no pairing keeps, or a group.

    Args:
        round: from 0; `PINS` for pins. key: what identifies the line when the plan is read again.
        trouble: why the pairing cannot take place as it stands; None where it can.
    """

    round: int
    days: Days | None
    key: str
    pairing: Proposal | None = None
    place: OpenPlace | None = None
    pin: PinRow | None = None
    heading: str = ""
    trouble: Clash | None = None
    group: Group | None = None

    @property
    def guest(self) -> Someone | None:
        """Whose line it is."""
        one = self.pairing or self.place or self.pin
        return one.guest if one else None

    @property
    def host(self) -> Someone | None:
        """Whom they are with, or are to be with."""
        one = self.pairing or self.pin
        return one.host if one else None


@dataclass(frozen=True, slots=True)
class Outline:
    """What of a plan matches: a heading with its lines for each round; built in a worker, since plans can be large.

    Args:
        drafts: how many drafts the whole plan has. without: how many people have open places in it.
    """

    rounds: tuple[tuple[PlanLine, tuple[PlanLine, ...]], ...] = ()
    drafts: int = 0
    without: int = 0

    def unfolded(self, folded: Collection[int]) -> Shown:
        """The lines that are shown where some rounds are folded."""
        lines: list[PlanLine] = []
        heads: list[int] = []
        for heading, rows in self.rounds:
            heads.append(len(lines))
            lines.append(heading)
            if heading.round not in folded:
                lines += rows
        return Shown(lines, heads)


@dataclass(frozen=True, slots=True)
class Shown:
    """The lines that are shown, and where the headings among them stand."""

    lines: Sequence[PlanLine] = ()
    heads: Sequence[int] = field(default=())

    def before(self, at: int) -> int | None:
        """The heading above a line."""
        found = bisect_left(self.heads, at)
        return self.heads[found - 1] if found else None

    def after(self, at: int) -> int | None:
        """The heading below a line."""
        found = bisect_right(self.heads, at)
        return self.heads[found] if found < len(self.heads) else None


def outline(page: PlanPage, text: str = "", *, only_open: bool = False) -> Outline:
    """The lines whose people or reasons hold every word of the filter; for a worker.

    Args:
        only_open: only open places, and pairings that somebody has declined or that cannot take place.
    """
    words = text.casefold().split()
    troubles = {one.id: one for one in (*page.clashes, *page.broken)}
    rounds: dict[int, tuple[list[PlanLine], list[PlanLine]]] = defaultdict(lambda: ([], []))
    for one in page.proposals:
        trouble = troubles.get(one.id)
        text = f"{_pairing_text(one)} {trouble.reason if trouble else ''}"
        if (trouble or one.declined_by or not only_open) and _holds(words, text):
            line = PlanLine(one.round, one.days, f"pairing {one.id}", pairing=one, trouble=trouble)
            rounds[one.round][0].append(line)
    for place in page.open:
        if _holds(words, f"{place.guest.name} {place.guest.team} {place.reason} open"):
            key = f"open {place.round} {place.guest.email}"
            rounds[place.round][1].append(PlanLine(place.round, place.days, key, place=place))
    return Outline(
        rounds=(
            *_pins(() if only_open else page.pins, words),
            *(
                _round(number, *rounds[number], counted="" if only_open else page.program.kind.pairing_word)
                for number in sorted(rounds)
            ),
        ),
        drafts=sum(one.state == "proposed" for one in page.proposals),
        without=len({one.guest.email for one in page.open}),
    )


def _pins(some: Iterable[PinRow], words: list[str]) -> Iterable[tuple[PlanLine, tuple[PlanLine, ...]]]:
    rows = tuple(
        PlanLine(PINS, one.days, f"pin {one.guest.email} {one.host and one.host.email} {one.round}", pin=one)
        for one in some
        if _holds(words, f"{one} {one.guest.team} pinned")
    )
    if rows:
        yield PlanLine(PINS, None, "pins", heading=f"For when {{plan.run}} plans · {many(len(rows), 'pin')}"), rows


def _round(
    number: int, pairings: list[PlanLine], places: list[PlanLine], *, counted: str
) -> tuple[PlanLine, tuple[PlanLine, ...]]:
    spans = [one.days for one in pairings or places if one.days]
    days = Days(min(one.first for one in spans), max(one.last for one in spans)) if spans else None
    counts = [many(len(pairings), counted)] if counted else []
    counts += [f"{len(places):,} open"] if places else []
    whom = {each.email for line in pairings for each in (line.guest, line.host) if each}
    words = [f"Round {number + 1}", span_words(days) if days else "", ", ".join(counts)]
    words += [many(len(whom), "person", "people")] if whom else []
    heading = " · ".join(word for word in words if word)
    return PlanLine(number, days, f"round {number}", heading=heading), (*pairings, *places)


def _pairing_text(one: Proposal) -> str:
    return f"{one.guest.name} {one.guest.team} {one.host.name} {one.host.team} {one.why} {state_words(one)}"


def _holds(words: list[str], text: str) -> bool:
    if not words:
        return True
    folded = text.casefold()
    return all(word in folded for word in words)


def state_words(one: Proposal) -> str:
    """The state of a pairing in one or two words."""
    if one.declined_by:
        return "declined"
    if one.state != "proposed":
        return str(one.state)
    if one.pinned or one.held == "all":
        return "pinned"
    return {"host": "pin host", "round": "pin week"}.get(one.held, "draft")


SIGNS = {"pinned": "◆ ", "pin host": "◇ ", "pin week": "◇ ", "declined": "✗ "}
_TONES = {"draft": "dim", "pinned": "accent", "pin host": "accent", "pin week": "accent", "declined": "bad"}


def fit_cell(points: int, cells: int = 6) -> Cell:
    """A fit as a bar, a number and a word."""
    tone = "good" if points >= 50 else "warn" if points >= 30 else "bad"
    full, rest = fit_bar(points, cells)
    return [(full, tone), (rest, "dim"), (f" {points:>3} ", ""), (fit_word(points), "dim")]


def _guest(line: PlanLine) -> Cell:
    return shown(line.guest.name) if line.guest else ""


def _host(line: PlanLine) -> Cell:
    if line.host:
        return shown(line.host.name)
    if line.pin:
        return [("anybody", "dim")]
    return [("nobody", "warn" if line.place and not line.place.away else "dim")]


def _state(line: PlanLine) -> Cell:
    if line.pairing:
        words = state_words(line.pairing)
        if line.trouble:
            return [(f"! {words}".replace(" ", "", len(words) > ROOM), "bad")]
        return [(SIGNS.get(words, "") + words, _TONES.get(words, "good"))]
    if line.pin:
        return [("◇ pin", "accent")]
    if line.place and line.place.away:
        return [("away" if line.place.absent else "closed", "dim")]
    return [("open", "warn")]


def _fit(line: PlanLine) -> Cell:
    return fit_cell(line.pairing.fit) if line.pairing else ""


def _why(line: PlanLine) -> Cell:
    if line.pairing and line.trouble:
        return [(f"! {shown(line.trouble.reason)}; ", "bad"), (shown(line.pairing.why), "")]
    if line.pairing and line.pairing.declined_by:
        names = ", ".join(map(shown, line.pairing.declined_by))
        return [(f"✗ declined by {names}; ", "bad"), (shown(line.pairing.why), "")]
    if line.pairing:
        return shown(line.pairing.why)
    if line.pin:
        return pin_words(line.pin)
    return shown(line.place.reason) if line.place else ""


def pin_words(one: PinRow) -> str:
    """What a pin that no pairing keeps asks planning for."""
    if one.round is None or one.days is None:
        return "in whatever round"
    return f"in round {one.round + 1}, {span_words(one.days)}"


def _teams(line: PlanLine) -> Cell:
    if line.guest is None:
        return ""
    return f"{shown(line.guest.team)} → {shown(line.host.team)}" if line.host else shown(line.guest.team)


def plan_columns(guest: str, host: str) -> tuple[Column[PlanLine], ...]:
    """The columns, named for the kind of program."""
    return (
        Column(guest, 17, _guest, grow=2, most=24),
        Column(host, 17, _host, grow=2, most=24),
        Column("State", 10, _state),
        Column("Fit", 20, _fit),
        Column("Teams", 22, _teams, grow=1, most=34, rank=2),
        Column("Why", 24, _why, grow=3, rank=1),
    )
