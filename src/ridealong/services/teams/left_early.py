"""Who left a slot of a composite team before its last day, by what is stored of their embed."""

from datetime import date

from ridealong.domain.composite_teams import NO_REASON, CompositeTeam, DemandKind, Embed
from ridealong.domain.pairings import State
from ridealong.domain.people import identity


def reason_stored(why: str, before: str = "") -> str:
    """The reason that is kept with an embed that somebody leaves: never an empty one, by which it is told apart.

    Args:
        before: what was kept with it so far.
    """
    return why or before or NO_REASON


def left_early(one: Embed) -> bool:
    """Whether somebody left, or is to, by what is kept with the embed.

    An embed that ends before its slot does for another reason, such as one into a stretch of days between two others,
    has none with it; nor has one that was called off with its team.
    """
    return one.state is State.ENDED or (bool(one.reason) and one.state is not State.MISSED)


def left_words(one: Embed, today: date) -> str:
    """What is said of whoever left early, with `{}` for the slot of the embed: "left {} on 2027-02-05"."""
    if one.state is State.CANCELLED:
        return "gave {} up before the first day"
    return f"{'left' if one.days.last < today else 'will leave'} {{}} on {one.days.last}"


def pins_on(team: CompositeTeam, one: Embed) -> list[int]:
    """The ids of the pins by which forming would put whoever leaves back into the slot of an embed."""
    return [
        each.id
        for each in team.demands
        if each.kind is DemandKind.PIN and identity(each.email) == identity(one.email) and each.slot in (None, one.slot)
    ]
