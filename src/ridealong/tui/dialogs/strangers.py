"""Who of an IT team has never met whom of a marketing team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.domain.errors import NotFound
from ridealong.domain.exposure import still_to_meet
from ridealong.tui.dialogs.look import LookDialog
from ridealong.tui.text import MUTED, many, shown

if TYPE_CHECKING:
    from ridealong.services.desk import Desk
    from ridealong.services.people.strangers import Stranger, Strangers

MOST_SHOWN = 200
"""People who are written out: more, nobody reads."""
MOST_NAMED = 50
"""How many whom one of them has never met are named."""
WHAT_COUNTS = "Meetings of all programs count, whichever team people were in then."
"""What is behind the dialog may show one program, and counts the teams that people were in when they met."""


class StrangersDialog(LookDialog["Strangers | None"]):
    """The people of two teams."""

    WIDE = True
    HELP = (
        "Who of the two teams has never met whom, those who have met fewest first. Who is to meet is not listed,\n"
        "in whichever program. {text.up} and {text.down} scroll, {dialog.leave} or {reading.close} closes.\n"
        "On a person's page stand the teams that this person has never met."
    )

    def __init__(self, it_team: str, marketing_team: str) -> None:
        super().__init__()
        self._teams = it_team, marketing_team

    @property
    def title_text(self) -> str:
        """Which teams."""
        it, marketing = (shown(one) for one in self._teams)
        return f"Never met: {it} and {marketing}"

    def fetch(self, desk: Desk) -> Strangers | None:
        """Ask the service; None for a team of which only the past knows."""
        from ridealong.services.people import strangers  # noqa: PLC0415 - services are imported in workers only

        try:
            return strangers.between(desk, *self._teams)
        except NotFound:
            return None

    def lines(self, found: Strangers | None) -> list[Content]:
        """How many, then person by person."""
        if found is None:
            return [Content("Nobody is in one of the two teams now.")]
        counts = Content.styled(WHAT_COUNTS, MUTED)
        later = still_to_meet(found.coming)
        if not found.never:
            words = f"{found.pairs - found.coming:,} of {many(found.pairs, 'pair')} of people have met{later}."
            return [Content(words if later else f"All have met: {many(found.pairs, 'pair')} of people."), counts]
        head = f"{found.never:,} of {many(found.pairs, 'pair')} of people have never met{later}."
        lines = [Content.styled(head, "bold $primary"), counts, *map(_line, found.people[:MOST_SHOWN])]
        if (more := len(found.people) - MOST_SHOWN) > 0:
            lines.append(Content.styled(f"and {many(more, 'person', 'people')} more", MUTED))
        return lines


def _line(one: Stranger) -> Content:
    """Somebody, and whom they have never met."""
    names = ", ".join(shown(other.name) for other in one.never_met[:MOST_NAMED])
    more = len(one.never_met) - MOST_NAMED
    left = f" and {more:,} more" if more > 0 else ""
    return Content("").join([Content.styled(f"{shown(one.person.name)}: ", "bold"), Content(names + left)])
