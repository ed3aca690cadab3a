"""What a plan comes to, in plain sentences."""

from collections import Counter
from collections.abc import Sequence

from ridealong.domain.pairings import State
from ridealong.domain.programs import Program
from ridealong.domain.wording import many
from ridealong.services.plan_views import OpenPlace, PlanNumbers, Proposal


def plan_sentences(
    program: Program, numbers: PlanNumbers | None, proposals: Sequence[Proposal], places: Sequence[OpenPlace]
) -> tuple[str, ...]:
    """Who is placed, who is not and why, and how much better any plan could be."""
    if numbers is None:
        return (f"{program.name} has no plan yet.",)
    if proposals and not any(one.state is State.PROPOSED for one in proposals):
        return (f"{many(len(proposals), 'pairing')} published; no drafts are left.",)
    return _placed(proposals), _not_placed(proposals, places), _quality(numbers)


def _placed(proposals: Sequence[Proposal]) -> str:
    drafts = [one for one in proposals if one.state is State.PROPOSED]
    published = len(proposals) - len(drafts)
    rounds = len({one.round for one in drafts})
    guests = len({one.guest.email for one in drafts})
    also = f", beside {published} published before" if published else ""
    return f"{many(len(drafts), 'pairing')} for {many(guests, 'person', 'people')} in {many(rounds, 'round')}{also}."


def _not_placed(proposals: Sequence[Proposal], places: Sequence[OpenPlace]) -> str:
    if not places:
        return "Everybody has a place."
    open_here = [one for one in places if not one.away]
    if not open_here:
        return f"{many(len(places), 'place')} stay open, only because people are away."
    placed = {one.guest.email for one in proposals}
    never = list(Counter(one.guest.name for one in open_here if one.guest.email not in placed))
    first = next((one for one in open_here if one.guest.email not in placed), open_here[0])
    if never:
        names = ", ".join(never[:3]) + (f" and {len(never) - 3} more" if len(never) > 3 else "")
        return f"{names} {'has' if len(never) == 1 else 'have'} nobody: {first.reason}."
    return f"{many(len(open_here), 'place')} stay open: {first.guest.name} in round {first.round + 1}, {first.reason}."


def _quality(numbers: PlanNumbers) -> str:
    early = ", and it was stopped early" if numbers.stopped else ""
    if numbers.proved:
        return "No plan can be better: this one is proved to be the best."
    if numbers.placed < numbers.most:
        missing = numbers.most - numbers.placed
        return f"A better plan might fill {many(missing, 'place')} more: that is not yet ruled out{early}."
    return f"At most {numbers.gap_percent:.2g} % better is possible{early}."
