"""Who of an IT team has never met whom of a marketing team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.tui.dialogs.look import LookDialog
from ridealong.tui.text import MUTED, many, shown

if TYPE_CHECKING:
    from ridealong.services.desk import Desk
    from ridealong.services.strangers import Strangers

MOST_SHOWN = 200
"""People who are written out: more, nobody reads."""


class StrangersDialog(LookDialog["Strangers"]):
    """The people of two teams; an empty name stands for all teams of its side."""

    WIDE = True
    HELP = (
        "Who of the two teams has never met whom, those who have met fewest first. What is published counts as met.\n"
        "The arrows scroll, Esc or Enter closes. On a person's page stand the teams that this person has never met."
    )

    def __init__(self, it_team: str, marketing_team: str) -> None:
        super().__init__()
        self._teams = it_team, marketing_team

    @property
    def title_text(self) -> str:
        """Which teams."""
        it, marketing = (shown(one) for one in self._teams)
        return f"Never met: {it or 'all of IT'} and {marketing or 'all of marketing'}"

    def fetch(self, desk: Desk) -> Strangers:
        """Ask the service."""
        from ridealong.services import strangers  # noqa: PLC0415 - services are imported in workers only

        return strangers.between(desk, *self._teams)

    def lines(self, found: Strangers) -> list[Content]:
        """How many, then person by person."""
        if not found.pairs:
            return [Content("Nobody is in one of the two teams now.")]
        if not found.never:
            return [Content(f"All have met: {many(found.pairs, 'pair')} of people.")]
        head = f"{found.never:,} of {many(found.pairs, 'pair')} of people have never met."
        lines = [Content.styled(head, "bold $primary")]
        for one in found.people[:MOST_SHOWN]:
            names = ", ".join(shown(other.name) for other in one.never_met)
            lines.append(Content("").join([Content.styled(f"{shown(one.person.name)}: ", "bold"), Content(names)]))
        if (more := len(found.people) - MOST_SHOWN) > 0:
            lines.append(Content.styled(f"and {many(more, 'person', 'people')} more", MUTED))
        return lines
