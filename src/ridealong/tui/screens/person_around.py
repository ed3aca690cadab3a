"""Who stands before or after a person in the list from which a page was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ridealong.services.desk import Desk
    from ridealong.tui.screens.person import Around

NEAR = 5
"""How many rows around the place where somebody stood are looked through, in case the list has changed."""


def neighbour(desk: Desk, around: Around, email: str, step: int) -> tuple[int, int, str] | None:
    """The place, the number of people in all, and the address of who stands so far from a person; None at the ends.

    To be called in a worker.
    """
    from ridealong.services.people import people_list  # noqa: PLC0415 - services are imported in workers only

    query = people_list.PeopleQuery(text=around.text, sort=around.sort, descending=around.descending)
    near = people_list.page(desk, query, max(0, around.index - NEAR), 2 * NEAR + 1)
    places = {row.email: near.offset + number for number, row in enumerate(near.rows)}
    wanted = places.get(email, around.index) + step
    found = next((row for row in near.rows if places[row.email] == wanted), None)
    return None if found is None else (wanted, near.total, found.email)
