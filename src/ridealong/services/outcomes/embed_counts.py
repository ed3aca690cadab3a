"""How many embeds of programs are in which state, as lists and pages of programs count them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from ridealong.domain.composite_teams import Embed
from ridealong.domain.pairings import State, is_past_draft
from ridealong.domain.programs import Program
from ridealong.services.groups.gathering_days import state_by
from ridealong.storage.queries.teams import all_embeds, embeds_of_program


def embed_state_counts(connection: Connection, programs: Sequence[Program], today: date) -> Counter[tuple[int, str]]:
    """How many embeds each program, by row id, has in each state, without drafts that are over.

    Those that were published and are over are held, where nobody said else.
    """
    known = {one.id for one in programs if one.kind.in_teams}
    some = all_embeds(connection, tuple(State)) if known else ()
    return Counter((one.program_id, state) for one in some if one.program_id in known and (state := _state(one, today)))


def embed_round_counts(connection: Connection, program: Program, today: date) -> Counter[tuple[int, str]]:
    """How many embeds of a program begin in each round and are in each state; as `embed_state_counts`."""
    some = embeds_of_program(connection, program.id)
    return Counter((program.round_of(one.days.first), state) for one in some if (state := _state(one, today)))


def _state(one: Embed, today: date) -> str:
    if is_past_draft(one.state, one.days.last, today):
        return ""
    return str(state_by(one.state, one.days.last, today))
