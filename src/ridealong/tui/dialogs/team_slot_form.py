"""A slot of a composite team: added, or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ridealong.domain.composite_teams import CompositeTeam, Slot
from ridealong.domain.days import Days
from ridealong.domain.people import Side
from ridealong.domain.values import read_name, read_topics
from ridealong.tui.dates import span_words
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.dialogs.new_program import read_number
from ridealong.tui.text import shown
from ridealong.tui.widgets.completing import topics
from ridealong.tui.widgets.field import Choice, Field
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from textual.widget import Widget

    from ridealong.services.desk import Desk

USUAL = 50
"""The share of a week of a slot of which nothing else is said, in percent."""


class TeamSlotForm(FormDialog[str]):
    """A slot: what whoever takes it does, of which side, what they know, and how much of a week it takes.

    Args:
        program: the name of the program. slot: the one that is changed; None for another one.
    """

    HELP = (
        "Needed topics, with ; between them, are such that whoever takes the slot knows every one of them; good to\n"
        "have are topics that are looked for as far as can be. → takes a completion.\n"
        "Share: how much of a week it takes, in percent. The days may stay empty for all days of the team.\n"
        "{form.accept} saves, {dialog.leave} leaves."
    )

    def __init__(self, program: str, team: CompositeTeam, slot: Slot | None = None) -> None:
        super().__init__()
        self._program, self._team, self._slot = program, team, slot
        self._topics: Sequence[str] = ()
        self.OK = "Save" if slot else "Add the slot"

    @property
    def title_text(self) -> str:
        """Which slot of which team."""
        what = f"Slot {shown(str(self._slot))}" if self._slot else "Another slot"
        return f"{what} of {shown(self._team.name)}"

    def fields(self) -> Iterator[Widget]:
        """What a slot is."""
        one = self._slot
        yield Line(f"The team works {span_words(self._team.days)}", classes="quiet")
        name, asked = one.name if one else "", (one.must, one.nice) if one else ((), ())
        yield Field("name", "Name", value=name, read=read_name, required=True, placeholder="such as Data engineer")
        yield Choice("side", "Side", [(str(side), side.label) for side in Side], value=str(one.side) if one else "")
        for key, label, known in (("must", "Needed topics", asked[0]), ("nice", "Good to have", asked[1])):
            yield Field(
                key,
                label,
                value="; ".join(known),
                read=read_topics,
                placeholder="such as SQL; Dashboards",
                suggester=topics(lambda: self._topics),
            )
        share = str(one.share if one else USUAL)
        yield Field("share", "Share in %", value=share, read=read_number(100), required=True)
        days = one.days if one else None
        for key, label, day in (("first", "From", days.first if days else None), ("last", "Until", days and days.last)):
            words = str(day) if day else ""
            yield Field(key, label, value=words, read=self.read_day, placeholder="as the team")

    def opened(self) -> None:
        """Read which topics people know."""

        def known(desk: Desk) -> Sequence[str]:
            from ridealong.services.people import known_words  # noqa: PLC0415 - services are imported in workers only

            return known_words.known_words(desk).topics

        def read(found: Sequence[str]) -> None:
            self._topics = found

        self.ask(known, read, group="topics")

    def _days(self) -> Days | None:
        first, last = cast("date | None", self.value("first")), cast("date | None", self.value("last"))
        if first is None and last is None:
            return None
        return Days(first or self._team.days.first, last or self._team.days.last)

    def submit(self) -> None:
        """Add it, or change it."""
        program, team, old = self._program, self._team.name, self._slot
        slot = Slot(
            name=self.text("name"),
            side=Side(self.choice("side")),
            must=cast("tuple[str, ...]", self.value("must") or ()),
            nice=cast("tuple[str, ...]", self.value("nice") or ()),
            share=cast("int", self.value("share")),
            days=self._days(),
        )

        def work(desk: Desk) -> str:
            from ridealong.services.teams import slots  # noqa: PLC0415 - services are imported in workers only

            if old is None:
                view = slots.add_slots(desk, program, team, [slot])
                new = " ".join((f"has slot {shown(str(view.team.slots[-1]))}.", *map(shown, view.notices)))
                return f"{shown(view.team.name)} {new} {{plan.run}} forms it"
            view = slots.edit_slot(desk, program, team, old.number, slot)
            new = ". ".join((f"{shown(view.team.name)} saved", *map(shown, view.notices)))
            return f"Slot {shown(str(view.team.slot(old.number)))} of {new}"

        self.busy = True
        self.change(work, self._saved, failed=self.refused)

    def _saved(self, words: str) -> None:
        self.busy = False
        self.dismiss(words)
