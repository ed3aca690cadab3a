"""Drafts that are over: nobody published them in time, and the next plan or publishing clears them away."""

from datetime import date

from sqlalchemy import Connection

from ridealong.domain.days import Days
from ridealong.domain.pairings import State, is_past_draft
from ridealong.domain.programs import Program
from ridealong.storage.queries.pairings import PairingSearch, find_pairings
from ridealong.storage.schema import pairings
from ridealong.storage.work import Step


def past_drafts(connection: Connection, program: Program, today: date) -> list[int]:
    """The numbers of the drafts of a program that are over by a day."""
    past = Days(date.min, today)
    search = PairingSearch(program_id=program.id, states=(str(State.PROPOSED),), days=past)
    found = find_pairings(connection, search)
    return [row["id"] for row in found if is_past_draft(row["state"], row["last_day"], today)]


def clear_past_drafts(step: Step, program: Program, today: date) -> None:
    """Remove the drafts of a program that are over."""
    step.work.delete(pairings, past_drafts(step.connection, program, today))
