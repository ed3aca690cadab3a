"""Whom the people of two teams turn to: a person of each, found by a few letters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.containers import Horizontal
from textual.widgets import Button, Input

from ridealong.domain.errors import ChangedMeanwhile, RidealongError
from ridealong.domain.people import Side
from ridealong.tui.actions import bindings
from ridealong.tui.dialogs.base import CarefulDialog, Dialog
from ridealong.tui.text import shown
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.found_people import FoundPeople

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import PurePath

    from textual import events
    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.finding import FoundPerson
    from ridealong.services.people.contacts import TeamContacts

SIDES = {str(side): side for side in Side}
NOBODY = "– nobody"
NOBODY_HERE = "Nobody of the team has these letters in the name or address"


class ContactDialog(CarefulDialog[str]):
    """A field for each team, and below them the people of the team whose field has the focus.

    It answers with what was changed, in words. While nothing is typed, nobody can be chosen as well.
    """

    OK = "Next"
    OK_BY = "contact.take"
    CSS_PATH: ClassVar[list[str | PurePath]] = [*Dialog.CSS_PATH, "two_people.tcss", "contact_form.tcss"]
    HELP = (
        "One person of each team, whom the people of the other team turn to. Type a few letters of a name or address;\n"
        "before that, those stand first who have met the other team most often. {finding.up} and {finding.down} move,\n"
        "{contact.take} takes the one under the cursor and goes on to the other team, then saves. While the field is\n"
        "empty, the first line is for nobody. {dialog.leave} leaves."
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("contact"), *bindings("finding")]

    def __init__(self, row: TeamContacts) -> None:
        super().__init__()
        self._row = row
        named = {name: row.of(side) for name, side in SIDES.items()}
        self._emails = {name: one.email if one else "" for name, one in named.items()}
        self._names = {name: shown(one.name) if one else "" for name, one in named.items()}
        self._before = dict(self._emails)
        self._asking = next(iter(SIDES))
        self._moved = False
        self._done: set[str] = set()

    @property
    def title_text(self) -> str:
        """Which teams."""
        return f"Whom do {shown(self._row.it_team)} and {shown(self._row.marketing_team)} turn to?"

    def inside(self) -> Iterator[Widget]:
        """The two fields, and whom they find."""
        for name in SIDES:
            yield Horizontal(
                Line(self._label(name), classes="two-label contact-label"),
                Input(
                    self._names[name],
                    placeholder="name or address",
                    compact=True,
                    id=f"two-{name}",
                    classes="two-field",
                ),
                classes="two-row",
            )
        yield FoundPeople(id="found")

    def _label(self, name: str) -> str:
        return f"{SIDES[name].label}, {shown(self._team(name))}"

    def _team(self, name: str) -> str:
        return self._row.it_team if SIDES[name] is Side.IT else self._row.marketing_team

    def opened(self) -> None:
        """Let somebody type at once."""
        self._field(self._asking).focus()
        self._ask_for(self._asking)

    @property
    def changed(self) -> bool:
        """Whether somebody was chosen, or typed."""
        return any(self._field(name).value.strip() != self._names[name] for name in SIDES) or (
            self._emails != self._before
        )

    @property
    def _people(self) -> FoundPeople:
        return self.query_one(FoundPeople)

    def _field(self, name: str) -> Input:
        return self.query_one(f"#two-{name}", Input)

    # -- finding ------------------------------------------------------------------------------------------------

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The list belongs to the field that has the focus."""
        name = (event.widget.id or "").removeprefix("two-")
        if name in SIDES and name != self._asking:
            self._ask_for(name)

    def _ask_for(self, name: str) -> None:
        self._asking = name
        side = SIDES[name]
        other = self._team("marketing" if side is Side.IT else "it")
        team = self._team(name)

        def find(desk: Desk, text: str) -> tuple[FoundPerson, ...]:
            from ridealong.services import finding  # noqa: PLC0415 - imported in workers only
            from ridealong.services.people import contact_people  # noqa: PLC0415 - imported in workers only

            found = contact_people.possible(desk, team, side, other, text)
            return found if text.strip() else (finding.FoundPerson("", NOBODY, side, ""), *found)

        self._people.find = find
        self._label_ok()
        self._look(self._field(name).value)

    def _label_ok(self) -> None:
        last = not self._left_over()
        button = self.query_one("#ok", Button)
        button.label = self.keyed("Save" if last else "Next", self.OK_BY)
        button.refresh(layout=True)

    def _left_over(self) -> list[str]:
        """The fields that are still to be gone through after the one that has the focus."""
        return [name for name in SIDES if name != self._asking and name not in self._done]

    def _look(self, text: str) -> None:
        self._moved = False
        self._people.look(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what was typed."""
        name = (event.input.id or "").removeprefix("two-")
        self._warned = False
        self.complain("")
        if event.value != self._names[name]:
            self._emails[name] = self._names[name] = ""
            self._look(event.value)

    def action_move(self, rows: int) -> None:
        """Move in the list, while the field keeps the focus."""
        self._moved = True
        self._people.step(rows)

    # -- taking -------------------------------------------------------------------------------------------------

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in a field takes the one under the cursor."""
        event.stop()
        self.accept()

    def on_paged_view_opened(self, message: FoundPeople.Opened) -> None:
        """Enter in the list, or a second click on a row, takes it."""
        # The list has rows of no other kind; what lists tell of themselves knows nothing of their rows.
        self._taken(self._asking, cast("FoundPerson", message.row))

    def action_accept(self) -> None:
        """Take the one under the cursor."""
        self.accept()

    def accept(self) -> None:
        """Take the one under the cursor; who stands in the field already stays, unless the cursor was moved."""
        if self.busy:
            return
        name, text = self._asking, self._field(self._asking).value
        if self._emails[name] and not self._moved:
            self._go_on(name)
        else:
            self._people.take(text, partial(self._taken, name))

    def _taken(self, name: str, one: FoundPerson | None) -> None:
        if one is None:
            self.complain(NOBODY_HERE)
            return
        self._emails[name], self._names[name] = one.email, shown(one.name) if one.email else ""
        self._field(name).value = self._names[name]
        self._go_on(name)

    def _go_on(self, name: str) -> None:
        """Ask for the other team, or save once both have been gone through."""
        left = self._left_over()
        self._done.add(name)
        if left:
            self._field(left[0]).focus()
        else:
            self._save()

    # -- saving -------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        row, before, now = self._row, self._before, dict(self._emails)
        new = {name: now[name] if now[name] != before[name] else None for name in SIDES}
        if all(one is None for one in new.values()):
            self.dismiss(None)
            return

        def save(desk: Desk) -> TeamContacts:
            from ridealong.services.people import contacts  # noqa: PLC0415 - services are imported in workers only

            change = contacts.ContactChange(it=new["it"], marketing=new["marketing"])
            return contacts.name(desk, row.it_team, row.marketing_team, change, seen=row.seen)

        self.busy = True
        self.change(save, self._saved, failed=self._refused)

    def _saved(self, found: TeamContacts) -> None:
        self.busy = False
        named = " and ".join(shown(one.name) for one in (found.it, found.marketing) if one is not None)
        both = f"{shown(found.it_team)} and {shown(found.marketing_team)}"
        self.dismiss(f"{both} turn to {named}" if named else f"{both} have no contacts any more")

    def _refused(self, error: Exception) -> None:
        """Say why it could not be saved; what somebody else has changed meanwhile, to be overruled."""
        self.busy = False
        if isinstance(error, ChangedMeanwhile):
            self._look_again(error)
        elif isinstance(error, RidealongError):
            self.complain(str(error))
        else:
            self.ridealong.show_failure(error)

    def _look_again(self, error: ChangedMeanwhile) -> None:
        row = self._row

        def look(desk: Desk) -> TeamContacts:
            from ridealong.services.people import contacts  # noqa: PLC0415 - services are imported in workers only

            return contacts.between(desk, row.it_team, row.marketing_team)

        def seen(found: TeamContacts) -> None:
            self._row = found
            ok, leave = self.keyed("Save", self.OK_BY), self.key_of("dialog.leave") or self.CANCEL
            self.complain(f"{error.problem}. {ok} overrules it, {leave} leaves it as it is")

        self.ask(look, seen, group="look again", failed=self.ridealong.show_failure)
