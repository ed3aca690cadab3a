"""Why a slot of a composite team has no days to fill, as the error to raise."""

from collections.abc import Iterable
from datetime import date

from ridealong.domain.composite_teams import CompositeTeam, Embed, Slot, open_stretches
from ridealong.domain.errors import Refused
from ridealong.domain.pairings import NOT_CANCELLED, UNMARKED, State


def not_to_fill(
    team: CompositeTeam, slot: Slot, embeds: Iterable[Embed], today: date, remedy: tuple[str, str]
) -> Refused:
    """That a slot is none that forming would fill.

    Args:
        embeds: those of the team, in any state.
        remedy: what helps where somebody is in it, for screens and as it is typed.
    """
    what = f"Slot {slot} of '{team.name}' has no days to fill"
    if team.state is State.CANCELLED:
        return Refused(f"{what}: the team was called off", "Name another team")
    if team.state not in UNMARKED or team.days.last < today:
        return Refused(f"{what}: the last day of the team was {team.days.last}", "Name another team")
    if team.ends_before(slot):
        return Refused(f"{what}: the team ends on {team.days.last}, before it begins", "Let the team go on for longer")
    there = [one for one in embeds if one.slot == slot.number and one.state in NOT_CANCELLED]
    if open_stretches(team.slot_days(slot), [one.days for one in there], today):
        # It could be filled, and the team cannot be formed.
        return Refused(f"{what}: all slots of the team are for {slot.side.label}", "Add a slot for the other side")
    if here := [one for one in there if one.days.last >= today]:
        last = max(here, key=lambda one: one.days.last)
        return Refused(f"{what}: {last.name} is in it until {last.days.last}", remedy[0], typed=remedy[1])
    return Refused(f"{what}: too little of them is left", "Let the team go on for longer")
