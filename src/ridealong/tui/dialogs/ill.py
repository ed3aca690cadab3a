"""The bad morning: somebody cannot come; what to do about each visit, the invites due, and a text for a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import VerticalScroll
from textual.widgets import Button, Input

from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, RidealongError
from ridealong.tui.actions import bindings
from ridealong.tui.dates import span_words
from ridealong.tui.dialogs.base import CarefulDialog
from ridealong.tui.dialogs.ill_lines import best, by_number, chosen_now, offer_lines
from ridealong.tui.keyed import keyed
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.offer_list import OfferList

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import PurePath

    from textual import events
    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.ill.ill_views import BadMorning
    from ridealong.tui.dialogs.ill_lines import Spot


class IllDialog(CarefulDialog["BadMorning"]):
    """Everything that somebody's absence touches, each with what can be done; one step, and one undo.

    Args:
        email: who cannot come.
    """

    OK = "Do it"
    OK_BY = "ill.settle"
    LOSES = "typed or chose"
    WIDE = True
    CSS_PATH: ClassVar[list[str | PurePath]] = [*CarefulDialog.CSS_PATH, "ill.tcss"]
    HELP = (
        "Somebody cannot come. For each visit and meeting that this touches, the best is chosen already, once it\n"
        "is worked out: a stand-in of the host's own team, else what is left of the visit, else a later round.\n"
        "A composite team goes on without them, unless you choose who takes over.\n"
        "{dialog.next} goes to the days; what is typed there changes the offers at once.\n"
        "{ill.copy-text} copies the text for a chat; it does not say why somebody is away.\n"
        "{ill.settle} on ○ chooses that and shows what comes of it; on ● it does all that is chosen."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("ill")]

    def __init__(self, email: str) -> None:
        super().__init__()
        self._email = email
        self._found: BadMorning | None = None
        self._choices: dict[str, str] = {}
        self._asked: tuple[str, str] | None = None
        self._begun: tuple[tuple[str, str], dict[str, str]] = (("", ""), {})
        """The days and the choices that it began with."""

    @property
    def title_text(self) -> str:
        """Who."""
        return f"{shown(self._found.person.name) if self._found else 'Somebody'} cannot come"

    def inside(self) -> Iterator[Widget]:
        """From when until when, what that touches, and the text."""
        yield Field("first", "Away from", read=self.read_day, required=True)
        yield Field("last", "Away until", read=self.read_day, required=True)
        with VerticalScroll(id="offers", can_focus=False):
            yield OfferList(id="offer-list")
        yield Line("", id="offer-hint")

    def buttons(self) -> Iterator[Widget]:
        """What it does, the text, and leaving."""
        yield Button(self.keyed(self.OK, self.OK_BY), id="ok", variant="primary", compact=True, disabled=True)
        yield Button(self.keyed("Copy the text", "ill.copy-text"), id="copy", compact=True, disabled=True)
        yield self.leaving("Leave")

    def opened(self) -> None:
        """Look what the rest of this week touches."""
        self._list.focus()
        self._look()

    @property
    def _list(self) -> OfferList:
        return self.query_one(OfferList)

    def _field(self, name: str) -> Field:
        return self.query_one(f"#field-{name}", Field)

    @on(Input.Changed)
    def _days_typed(self) -> None:
        typed = self._field("first").text, self._field("last").text
        if typed == self._asked:
            return
        self._warned = False
        if not any(self._field(name).check(leaving=True) for name in ("first", "last")):
            self._asked = typed
            self._choices = self._against_the_best()
            self._look()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """A day that is only offered gives way to what is typed."""
        for name in ("first", "last"):
            if event.widget is self._field(name).input:
                self._offer(name)

    def _offer(self, name: str) -> None:
        field, offered = self._field(name), self._begun[0][name == "last"]
        if field.text == offered and self.focused is field.input:
            field.input.select_all()

    @on(Input.Submitted)
    def _days_accepted(self) -> None:
        self._list.focus()

    def _look(self) -> None:
        """Work out what is touched, with what was chosen so far; the newest question wins."""
        (choices, groups, embeds), days = by_number(self._choices), self._days()
        self.query_one("#dialog-title", Line).say(f"{self.title_text}: working it out …")

        def look(desk: Desk) -> BadMorning:
            from ridealong.domain.days import Days  # noqa: PLC0415 - services are imported in workers only
            from ridealong.services.ill import ill  # noqa: PLC0415 - as above

            span = None if days is None else Days(*days)
            try:
                return ill.look(desk, self._email, span, choices, groups=groups, embeds=embeds)
            except InvalidValue:
                # On other days, what was chosen may be offered no longer.
                return ill.look(desk, self._email, span)

        self.ask(look, self._looked, group="ill", failed=self._failed)

    def _days(self) -> tuple[date, date] | None:
        if self._asked is None:
            return None
        first, last = (self.read_day(text) for text in self._asked)
        return first, last

    def _looked(self, found: BadMorning) -> None:
        self._found = found
        self.complain("")
        self._choices = chosen_now(found)
        if self._asked is None:
            self._asked = str(found.days.first), str(found.days.last)
            self._begun = self._asked, dict(self._choices)
            for name, text in zip(("first", "last"), self._asked, strict=True):
                # Whoever types faster than this is worked out means what was typed.
                if not self._field(name).text:
                    self._field(name).input.value = text
                    self._offer(name)
        self._list.show(list(offer_lines(found, keyed(self, "{ill.copy-text}"))), dict(self._choices))
        self.query_one("#dialog-title", Line).say(f"{self.title_text}, {span_words(found.days)}")
        self.query_one("#ok", Button).disabled = self.query_one("#copy", Button).disabled = False
        self._say_what_enter_does()

    def _say_what_enter_does(self) -> None:
        """Under the offers, and on the button: in front of another choice, that alone is taken."""
        if self._found is None:
            return
        other, key = self._other_choice() is not None, self.key_of(self.OK_BY)
        chooses = f"{key} chooses ○ under the cursor; once more does all that is marked ●"
        does = f"{key} does all that is marked ●" if self._choices else ""
        said = (chooses if other else does) if key and self._list.has_focus else ""
        self.query_one("#offer-hint", Line).say(said)
        button, due = self.query_one("#ok", Button), len(self._found.invites)
        words = f"{self.OK}; {many(due, 'invite')} then due" if due else self.OK
        button.label = words if other else self.keyed(words, self.OK_BY)
        button.refresh(layout=True)

    def _other_choice(self) -> Spot | None:
        """The choice under the cursor, if the cursor can be moved and something else is chosen."""
        at = self._list.current if self._list.has_focus else None
        return at if at is not None and self._choices.get(at.about) != at.code else None

    def _failed(self, error: Exception) -> None:
        doing, self.busy = self.busy, False
        self.query_one("#dialog-title", Line).say(self.title_text)
        if doing and isinstance(error, ChangedMeanwhile):
            self._look()
            self.complain(str(error))
        elif isinstance(error, RidealongError) and (self._found is not None or self._asked is not None):
            if self._found is not None:
                self._choices = chosen_now(self._found)
            self.complain(str(error))
        else:
            self.dismiss(None)
            self.ridealong.show_failure(error)

    def on_offer_list_moved(self) -> None:
        """Another choice is taken by Enter before anything is done."""
        self._say_what_enter_does()

    def on_offer_list_chosen(self, message: OfferList.Chosen) -> None:
        """Work out what another choice makes due."""
        self._warned = False
        self._choices = {**self._against_the_best(), message.spot.about: message.spot.code}
        self._look()

    def _against_the_best(self) -> dict[str, str]:
        """What was chosen against what is best, which may be another on other days, and beside other choices."""
        wanted = best(self._found) if self._found else {}
        return {one: code for one, code in self._choices.items() if code != wanted.get(one)}

    def other_button(self, name: str) -> None:
        """Copy by mouse."""
        if name == "copy":
            self.action_copy_text()

    def action_copy_text(self) -> None:
        """Put the text for a chat on the clipboard."""
        if self._found is not None:
            self.app.copy_to_clipboard(self._found.text)
            self.notify("The text is on the clipboard: paste it into a chat", timeout=4, markup=False)

    def action_accept(self) -> None:
        """Enter takes the choice under the cursor; where that is taken, or the focus is elsewhere, it does it all."""
        if self._other_choice() is not None:
            self._list.action_choose()
        else:
            self.accept()

    def accept(self) -> None:
        """Do all that is chosen, as it is shown."""
        found, wrong = self._found, any(self._field(name).check(leaving=True) for name in ("first", "last"))
        shown_days = found is not None and self._days() == (found.days.first, found.days.last)
        if found is None or wrong or self.busy or not shown_days:
            return
        if self.ridealong.door.read_only:
            self.complain("This database is open to read only")
            return
        chosen = chosen_now(found)
        if chosen != self._choices:
            return
        choices, groups, embeds = by_number(chosen)
        self.busy = True

        def settle(desk: Desk) -> BadMorning:
            from ridealong.services.ill import ill  # noqa: PLC0415 - services are imported in workers only

            return ill.settle(desk, self._email, found.days, choices, groups=groups, embeds=embeds, shown=found)

        self.change(settle, self._done, failed=self._failed)

    def _done(self, result: BadMorning) -> None:
        self.dismiss(result)
        words = f"{shown(result.person.name)} is away {span_words(result.days)}"
        words += f"; {result.settled}" if result.settled else ""
        due = "\n{app.invites} shows the invites that are due." if result.invites else ""
        self.ridealong.done(f"{words}.{due}" if due else words, timeout=8)

    @property
    def changed(self) -> bool:
        """Whether other days were typed, or something else was chosen than what was best."""
        return not self.busy and self._begun != ((self._field("first").text, self._field("last").text), self._choices)
