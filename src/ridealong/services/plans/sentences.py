"""What a plan comes to, in plain sentences."""

from collections.abc import Collection, Sequence

from ridealong.domain.pairings import State
from ridealong.domain.programs import Program
from ridealong.domain.wording import at_most_percent, listed, many
from ridealong.services.plans.names import rounds_in_words
from ridealong.services.plans.open_words import closing, commonest
from ridealong.services.plans.plan_views import Clash, OpenPlace, PlanNumbers, Proposal

NAMED = 4
"""How many people without a place are named at most."""
OVERTAKEN = "It was planned before that: repair it, or plan again."
"""What is said of a plan in which drafts cannot take place any more, in place of how good it is."""


def plan_sentences(
    program: Program,
    numbers: PlanNumbers | None,
    proposals: Sequence[Proposal],
    places: Sequence[OpenPlace],
    broken: Sequence[Clash] = (),
) -> tuple[str, ...]:
    """Who is placed, who is not and why, and how much better any plan could be.

    Args:
        broken: drafts that cannot take place: while there are any, the plan is not said to be good.
    """
    if numbers is None:
        return (f"{program.name} has no plan yet.",)
    if proposals and not any(one.state is State.PROPOSED for one in proposals):
        lost = [one for one in places if one.lost]
        missing = (_not_placed(proposals, lost),) if lost else ()
        return f"{_counted(proposals)} published; no drafts are left.", *missing
    if broken:
        missing = (_not_placed(proposals, places),) if places else ()
        return _placed(proposals), *missing, _cannot("The draft ", broken), OVERTAKEN
    return _placed(proposals), _not_placed(proposals, places), _quality(numbers)


def _placed(proposals: Sequence[Proposal]) -> str:
    drafts = [one for one in proposals if one.state is State.PROPOSED]
    published = len(proposals) - len(drafts)
    also = f" ({_which_rounds(proposals)}), beside {published:,} published before" if published and drafts else ""
    return f"{placed_words(proposals)}{also}."


def _which_rounds(proposals: Sequence[Proposal]) -> str:
    """The rounds of the drafts, and that they come after all that is published, where they do."""
    drafts = {one.round for one in proposals if one.state is State.PROPOSED}
    last = max(one.round for one in proposals if one.state is not State.PROPOSED)
    return f"{rounds_in_words(drafts)}{', after what is published' if min(drafts) > last else ''}"


def placed_words(proposals: Sequence[Proposal]) -> str:
    """How many drafts there are, for how many guests, and in how many rounds."""
    drafts = [one for one in proposals if one.state is State.PROPOSED]
    rounds = len({one.round for one in drafts})
    guests = len({one.guest.email for one in drafts})
    return f"{_counted(drafts)} for {many(guests, 'person', 'people')} in {many(rounds, 'round')}"


def _counted(some: Sequence[Proposal]) -> str:
    """How many pairings there are; of two who visit each other, how many visits and pairs."""
    pairs = {(frozenset((one.guest.email, one.host.email)), one.round) for one in some}
    if len(pairs) == len(some):
        return many(len(pairs), "pairing")
    return f"{many(len(some), 'visit')} of {many(len(pairs), 'pair')}"


def _not_placed(proposals: Sequence[Proposal], places: Sequence[OpenPlace]) -> str:
    if not places:
        return "Everybody has a place."
    open_here = [one for one in places if not one.away]
    placed = {one.guest.email for one in proposals}
    if not open_here:
        return f"{_only_away(places, placed)}{closing(places)}."
    never = [one for one in open_here if one.guest.email not in placed]
    names = list(dict.fromkeys(one.guest.name for one in never))
    if names:
        shown = names if len(names) <= NAMED else [*names[: NAMED - 1], f"{len(names) - NAMED + 1:,} more"]
        return f"{listed(shown)} {'has' if len(names) == 1 else 'have'} nobody: {commonest(never)}."
    return f"{_stay_open(len(open_here))}: {commonest(open_here, places=True)}."


def _only_away(places: Sequence[OpenPlace], placed: Collection[str]) -> str:
    """People rather than places, where those who have a place would have no other anyway."""
    names = list(dict.fromkeys(one.guest.name for one in places))
    if any(one.guest.email in placed for one in places) or len(names) > NAMED:
        return _stay_open(len(places))
    return f"{listed(names)} {'has' if len(names) == 1 else 'have'} nobody"


def _stay_open(number: int) -> str:
    return f"{many(number, 'place')} {'stays' if number == 1 else 'stay'} open"


def _quality(numbers: PlanNumbers) -> str:
    if numbers.by_hand:
        also = " and repaired" if numbers.repaired else ""
        return f"It was changed by hand{also} since; plan again to know how good it is."
    if numbers.repaired:
        return "It was repaired since, with as few changes as that took; planning again may find a better one."
    early = ", and it was stopped early" if numbers.stopped else ""
    if numbers.proved:
        return f"No plan can be better: this one is proved to be the best{early}."
    if numbers.placed < numbers.most:
        missing = numbers.most - numbers.placed
        return f"A better plan might fill {many(missing, 'place')} more: that is not yet ruled out{early}."
    most = f"{many(numbers.bound - numbers.value, 'point')} ({at_most_percent(numbers.gap_percent)})"
    return f"It is not proved to be the best: at most {most} better is possible{early}."


def clash_sentences(clashes: Sequence[Clash]) -> tuple[str, ...]:
    """What is published and cannot take place as it stands; nothing where all is well.

    What helps stands with it but where all of it has begun: to end that is another way for each who asks.
    """
    if not clashes:
        return ()
    said = _cannot(f"Published pairing {clashes[0].id}, ", clashes, ",")
    if all(one.begun for one in clashes):
        return (said,)
    return (f"{said} Repair the plan to replace what falls away.",)


def _cannot(head: str, some: Sequence[Clash], comma: str = "") -> str:
    first = some[0]
    more = f" So it is with {many(len(some) - 1, 'other')}." if len(some) > 1 else ""
    who = f"{head}{first.guest.name} with {first.host.name} ({first.days}){comma}"
    return f"{who} cannot take place: {first.reason}.{more}"
