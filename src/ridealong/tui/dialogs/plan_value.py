"""What a plan is worth, term by term, and how good any plan could be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.domain.wording import at_most_percent
from ridealong.tui.dialogs.look import LookDialog
from ridealong.tui.text import MUTED, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ridealong.services.desk import Desk
    from ridealong.services.plans.plan_value import PlanValue


class PlanValueDialog(LookDialog["PlanValue"]):
    """The terms, each with its count, weight and points; then bound, gap and proof.

    Args:
        seconds: how long planning took; 0 where that was another time.
    """

    WIDE = True
    HELP = (
        "Planning looks for the plan that is worth the most points. Each term counts something, times its weight.\n"
        "The bound is what no plan can exceed: where the plan reaches it, none can be better. {text.up} and\n"
        "{text.down} scroll."
    )

    def __init__(self, program: str, seconds: float = 0.0) -> None:
        super().__init__()
        self._program = program
        self._seconds = seconds

    @property
    def title_text(self) -> str:
        """Which plan."""
        return f"What the plan of {shown(self._program)} is worth"

    def fetch(self, desk: Desk) -> PlanValue:
        """Ask the service."""
        from ridealong.services.plans.plan_value import plan_value  # noqa: PLC0415 - services are imported in workers only

        return plan_value(desk, self._program)

    def lines(self, found: PlanValue) -> list[Content]:
        """How good it is, then the terms."""
        return [*_bound_lines(found), Content(""), *_term_lines(found), Content(""), *_run_lines(found, self._seconds)]


def _bound_lines(found: PlanValue) -> Iterator[Content]:
    numbers = found.numbers
    if found.since:
        yield Content("It was changed by hand, or repaired, since it was planned.")
        yield Content("The terms below are those of now; bound and proof are about the plan as it was made.")
        yield Content(f"Value   {numbers.value:>15,}  as it was made; {found.value:,} now")
    else:
        yield Content(f"Value   {numbers.value:>15,}  what all terms below add up to")
    yield Content(f"Bound   {numbers.bound:>15,}  no plan can be worth more")
    yield Content(f"Gap     {found.gap:>15,}  {_gap_words(found)}")
    places = f"{numbers.placed:,} of {numbers.most:,}"
    yield Content(f"Places  {places:>15}  filled, of those that any plan could fill")
    yield Content(f"Proved  {'yes' if numbers.proved else 'no':>15}  {_proof_words(found)}")


def _term_lines(found: PlanValue) -> Iterator[Content]:
    yield Content.styled(f"{'number':>9} × {'weight':>10} = {'points':>13}", MUTED)
    for one in found.terms:
        numbers = f"{one.count:>9,} × {one.weight:>10,} = {one.points:>13,}  "
        yield Content("").join([Content(numbers), Content.styled(one.name, "bold")])
        yield Content.styled(f"{'':11} {one.means}", MUTED)


def _run_lines(found: PlanValue, seconds: float) -> Iterator[Content]:
    numbers = found.numbers
    took = f"{seconds:.1f}" if seconds else "-"
    turns = f"{numbers.turns_min} to {numbers.turns_max}"
    yield Content(f"Turns   {turns:>15}  of a guest, the fewest and the most")
    yield Content(f"Seconds {took:>15}  that planning took; known right after it")
    yield Content(f"Seed    {numbers.seed:>15}  another one may give another of the best plans")


def _gap_words(found: PlanValue) -> str:
    if not found.gap:
        return "nothing is left to gain"
    return f"at most so much better, {at_most_percent(found.numbers.gap_percent)} of fit and new teams"


def _proof_words(found: PlanValue) -> str:
    early = {"seconds": "; it ended at its time limit", "cancelled": "; it was stopped early"}
    stopped = early.get(found.numbers.stopped, "")
    return f"no plan can be better{stopped}" if found.numbers.proved else f"a better plan is not ruled out{stopped}"
