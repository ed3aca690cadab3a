"""Visits that begin soon, for which something is not done that is to be done before."""

from ridealong.domain.steps import Phase
from ridealong.domain.wording import many
from ridealong.services.attention.attention_items import Found, Item, Kind, found
from ridealong.services.desk import Desk
from ridealong.services.programs import steps
from ridealong.storage.queries.programs import all_programs
from ridealong.storage.queries.steps import steps_by_program


def open_steps(desk: Desk, most: int | None = None) -> Found:
    """The visits that begin within a week and are not prepared, the next one first.

    Only programs count whose steps somebody has changed or ticked off: where nobody does, nobody waits for it.
    """
    with desk.reading() as connection:
        used = steps_by_program(connection).keys()
        names = {one.name for one in all_programs(connection, archived=False) if one.id in used}
    visits = [one for one in steps.open_steps(desk).rows if one.program in names] if names else []
    return found(Kind.STEPS, map(_item, visits), most)


def _item(one: steps.PairingSteps) -> Item:
    left = one.open(Phase.BEFORE)
    return Item(
        kind=Kind.STEPS,
        text=f"{many(len(left), 'step')} open before the visit of {one.guest} to {one.host}",
        names=(one.guest, one.host),
        detail=left[0].step.text if len(left) == 1 else f"{left[0].step.text}, and {len(left) - 1} more",
        people=(one.guest_email, one.host_email),
        pairing=one.pairing,
        days=one.days,
        remedy=f"ridealong steps {one.pairing}",
        program=one.program,
    )
