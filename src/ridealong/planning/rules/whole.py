"""Rules that only a whole plan can keep: pins, and figures that are those of the problem."""

from __future__ import annotations

from collections.abc import Iterator

from ridealong.planning.problem import Pin
from ridealong.planning.rules.rule import Cell, Rows, Violation, violation
from ridealong.planning.said import Place, Said, Who, at, say
from ridealong.planning.score import assignments_of


def pins(rows: Rows) -> Iterator[Violation]:
    """What the coordinator fixed takes place."""
    cells = set(rows.cells)
    for index, pin in enumerate(rows.problem.pins):
        if not any(keeps(pin, cell) for cell in cells):
            said = say("{}", Place(f"pins[{index}]")) + described(pin) + say(" is not kept")
            yield violation("pin", said, guest=pin.guest, host=pin.host or "", round_=pin.round)


def keeps(pin: Pin, cell: Cell) -> bool:
    """Whether a (round, guest, host) row is what the pin asks for."""
    round_, guest, host = cell
    return guest == pin.guest and pin.host in {None, host} and pin.round in {None, round_}


def described(pin: Pin) -> Said:
    """A pin in words, in parts: "g1 with h2 in round 3"."""
    said = Said((Who(pin.guest),))
    if pin.host is not None:
        said += say(" with {}", Who(pin.host))
    if pin.round is not None:
        said += say(" in {}", at(pin.round))
    return said


def figures(rows: Rows) -> Iterator[Violation]:
    """The points and the meetings before that a plan states are those of the problem."""
    cells = [(a.round, a.guest, a.host) for a in rows.assignments]
    right = {(row.round, row.guest, row.host): row for row in assignments_of(rows.problem, cells)}
    for given in sorted(rows.assignments):
        row = right[given.round, given.guest, given.host]
        if given != row:
            said = say("fit and met_before should be {} and {}", row.fit, row.met_before)
            yield violation("figures", said, guest=given.guest, host=given.host, round_=given.round)
