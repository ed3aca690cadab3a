"""After how many rounds of a program all teams will have met, and how many are left after each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.domain.errors import Refused
from ridealong.tui.dates import day_words, with_days
from ridealong.tui.dialogs.look import LookDialog
from ridealong.tui.text import MUTED, many, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ridealong.domain.forecast import Forecast, ForecastRound
    from ridealong.services.desk import Desk


class ForecastDialog(LookDialog["Forecast | Refused"]):
    """The forecast in words, then round by round.

    Args:
        program: the program that goes on as it does.
    """

    WIDE = True
    HELP = (
        "After how many rounds every IT team will have met every marketing team, if the program goes on as it does.\n"
        "Rounds that are published or drafted count as they are; of the others the earliest that can be. {text.up}\n"
        "and {text.down} scroll."
    )

    def __init__(self, program: str) -> None:
        super().__init__()
        self._program = program

    @property
    def title_text(self) -> str:
        """Of which program."""
        return f"Forecast: {shown(self._program)}"

    def fetch(self, desk: Desk) -> Forecast | Refused:
        """Ask the service; a program that has none says so itself."""
        from ridealong.services.programs.forecast import forecast  # noqa: PLC0415 - services are imported in workers only

        try:
            return forecast(desk, self._program)
        except Refused as error:
            return error

    def lines(self, found: Forecast | Refused) -> list[Content]:
        """The sentences, then the rounds."""
        from ridealong.domain.forecast import forecast_words  # noqa: PLC0415 - loaded with the service

        if isinstance(found, Refused):
            return [Content(shown(str(found)))]
        return [Content(with_days(shown(forecast_words(found)))), Content(""), *_rounds(found)]


def _rounds(found: Forecast) -> Iterator[Content]:
    if found.rounds:
        yield Content.styled("Pairs of teams that meet for the first time, round by round:", MUTED)
    for one in found.rounds:
        yield Content(_round_words(one, found.last))


def _round_words(one: ForecastRound, last: int) -> str:
    how = "planned" if one.planned else "expected"
    after = ", after the end" if one.number > last else ""
    return (
        f"Round {one.number:>3}, {day_words(one.first)} ({how}{after}): {many(one.pairings, 'pairing')}, "
        f"{len(one.new):,} new, {one.left:,} left"
    )
