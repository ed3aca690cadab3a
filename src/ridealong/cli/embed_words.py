"""Embeds of the history as commands print them: a table for people, and documents."""

from collections.abc import Iterable

from ridealong.cli.documents import Document
from ridealong.cli.session import Session
from ridealong.cli.tables import print_table
from ridealong.services.outcomes.embed_history import EmbedRow


def embed_row_json(one: EmbedRow, *, reason: bool = False) -> Document:
    """An embed of the history; why it ended or was cancelled only where it was asked for."""
    document: Document = {
        "id": one.id,
        "program": one.program,
        "team": one.team,
        "slot": one.slot,
        "slot_name": one.slot_name,
        "person": one.email,
        "side": str(one.side),
        "home_team": one.home_team,
        "share": one.share,
        "weeks": one.weeks,
        "start": one.days.first.isoformat(),
        "end": one.days.last.isoformat(),
        "state": str(one.state),
    }
    return {**document, "reason": one.reason} if reason else document


def print_embed_rows(session: Session, some: Iterable[EmbedRow], *, named: bool = True, reasons: bool = False) -> None:
    """Print embeds of the history.

    Args:
        named: whether it says who it was, as anywhere but on the page of that person.
    """
    rows = [
        (
            one.id,
            one.days.first,
            one.days.last,
            *((one.name,) if named else ()),
            one.team,
            one.slot_name,
            f"{one.share} %",
            one.weeks,
            one.program,
            one.state,
            *((one.reason,) if reasons else ()),
        )
        for one in some
    ]
    if rows:
        heads = [
            "Embed",
            "From",
            "To",
            *(["Who"] if named else []),
            "Team",
            "Slot",
            "Share",
            "Weeks",
            "Program",
            "State",
        ]
        print_table(session, [*heads, *(["Reason"] if reasons else [])], rows, right=("Embed", "Share", "Weeks"))
