"""Whether somebody can be given another side, by the pairings and composite teams in which they stand."""

from datetime import date

from sqlalchemy import Connection

from ridealong.domain.errors import Refused
from ridealong.domain.pairings import State
from ridealong.domain.wording import listed, many, several
from ridealong.storage.queries.standing import open_embeds_of, open_pairings_of


def check_other_side(connection: Connection, person_id: int, name: str, today: date) -> None:
    """Let somebody be given another side.

    Args:
        person_id: the row id. name: as the error names the person.

    Raises:
        Refused: the person stands in a draft or a published pairing that is not over, or in a slot of a composite
            team: both are across the sides.
    """
    _check_embeds(connection, person_id, name, today)
    rows = [
        row for row in open_pairings_of(connection, [person_id], ("guest_id", "host_id")) if row["last_day"] >= today
    ]
    if not rows:
        return
    drafts = sum(row["state"] == State.PROPOSED for row in rows)
    published = len(rows) - drafts
    counted = [many(published, "published pairing")] if published else []
    counted += [many(drafts, "draft")] if drafts else []
    numbers = several([str(row["id"]) for row in sorted(rows, key=lambda row: int(row["id"]))])
    todo = ["cancel what is published"] if published else []
    todo += ["set the drafts aside"] if drafts else []
    raise Refused(
        f"{name} stands in {listed(counted)} ({numbers}), so the side cannot be changed",
        f"First {listed(todo)}",
        typed=f"First {listed(todo)}: `ridealong cancel ID`, for each number",
    )


def _check_embeds(connection: Connection, person_id: int, name: str, today: date) -> None:
    rows = [row for row in open_embeds_of(connection, [person_id]) if row["last_day"] >= today]
    if rows:
        raise Refused(
            f"{name} is in {many(len(rows), 'slot')} of composite teams for the side of now, so it cannot be changed",
            "Take the person out of each team first",
            typed="Take the person out of each team first, with `ridealong teams`",
        )
