"""Who sponsors one side of a program, and whether that person agreed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ridealong.domain.charters import AGREED, check_day, read_sponsor
from ridealong.domain.people import identity
from ridealong.tui.dates import day_words
from ridealong.tui.dialogs.charter_form import CharterForm
from ridealong.tui.text import shown
from ridealong.tui.widgets.advised_field import AdvisedField
from ridealong.tui.widgets.completing import whole
from ridealong.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from textual.widget import Widget

    from ridealong.domain.charters import Sponsor
    from ridealong.domain.people import Side
    from ridealong.services.desk import Desk
    from ridealong.services.people.known_words import KnownWords
    from ridealong.services.programs.charters import Charter


class SponsorForm(CharterForm):
    """An address, a name for whom nobody here knows, the day of the agreement, and a note.

    Args:
        agrees: whether it is opened to note the agreement: then today stands in the form.
    """

    HELP = (
        "A sponsor is somebody of that side: the address is enough. For anybody else give the name as well.\n"
        "The day on which the sponsor agreed stays empty for who has not agreed yet; empty it to take that back.\n"
        "Another sponsor than before has to agree anew. An empty address takes the sponsor back."
    )

    def __init__(self, charter: Charter, side: Side, *, agrees: bool) -> None:
        super().__init__(charter)
        self._side = side
        self._agrees = agrees
        self._names: Mapping[str, str] = {}
        self._same = True

    @property
    def title_text(self) -> str:
        """Whose sponsor."""
        return f"The {self._side.label} sponsor of {shown(self.program)}"

    @property
    def _sponsor(self) -> Sponsor | None:
        return self.charter.sponsor(self._side)

    @property
    def _today(self) -> date:
        return self.clock.today()

    def fields(self) -> Iterator[Widget]:
        """Who, when and the note."""
        one = self._sponsor
        email = one.email if one else ""
        agreed = str(one.agreed) if one and one.agreed else str(self._today) if one and self._agrees else ""
        placeholder = f"somebody of {self._side.label}, or anybody"
        yield AdvisedField(
            "email",
            "Address",
            value=email,
            read=self._read_email,
            placeholder=placeholder,
            suggester=whole(lambda: self._names),
            advise=self._who_has_it,
        )
        yield Field(
            "name",
            "Name",
            value=one.name if one and not one.known else "",
            placeholder="needed for who is not in the exchange",
        )
        yield Field("agreed", "Agreed on", value=agreed, read=self._read_agreed, placeholder="empty: not yet")
        yield Field("note", "Note", value=one.note if one else "", placeholder="such as: by mail", long=True)

    def opened(self) -> None:
        """Whoever notes an agreement only has to press Enter."""
        if self._agrees and self._sponsor:
            self.query_one("#field-agreed", Field).input.focus()

        def fetch(desk: Desk) -> KnownWords:
            from ridealong.services.people.known_words import known_words  # noqa: PLC0415 - imported in workers only

            return known_words(desk)

        def fetched(known: KnownWords) -> None:
            self._names = known.names

        self.ask(fetch, fetched, group="known", failed=lambda _error: None)

    def text_changed(self) -> None:
        """Somebody else has not agreed; who is the same again has, as before."""
        one = self._sponsor
        same = one is not None and identity(self.text("email")) == identity(one.email)
        if one is None or same is self._same:
            return
        self._same = same
        for field in (self.query_one(f"#field-{name}", Field) for name in ("agreed", "note")):
            if same and not field.text:
                field.input.value = field.initial
            elif not same and not field.changed:
                field.input.value = ""

    def _who_has_it(self, text: str) -> str:
        if not self._names:
            return ""
        found = self._names.get(identity(read_sponsor(text)[1]))
        return f"That is {found}" if found else "Nobody in the exchange has it: give the name as well"

    @staticmethod
    def _read_email(text: str) -> str:
        return read_sponsor(text)[1]

    def _read_agreed(self, text: str) -> date:
        return check_day(self.read_day(text), self._today, AGREED)

    def submit(self) -> None:
        """Save it."""
        who, note = self._who(), self.text("note")
        agreed = cast("date | None", self.value("agreed"))
        one, side, charter = self._sponsor, self._side, self.charter
        if not who and (agreed or note):
            self.query_one("#field-email", Field).complain("Who is it?")
            self.query_one("#field-email", Field).input.focus()
            return

        def save(desk: Desk) -> Sponsor | None:
            from ridealong.services.programs import charters  # noqa: PLC0415 - services are imported in workers only

            if not who:
                what = charters.Signing(sponsor="")
            else:
                what = charters.Signing(sponsor=who, agreed=agreed, take_back=agreed is None, note=note)
            return charters.sign(desk, charter.program.name, side, what, seen=charter.sponsors_seen[side])

        if one is None and not who:
            self.dismiss(None)
            return
        self.busy = True
        self.change(save, self._saved, failed=self.refused)

    def _who(self) -> str:
        """The sponsor as the service reads one; a name that was typed before the address counts, too."""
        text, name = self.text("email"), self.text("name")
        return f"{name} <{text}>" if text and name and "<" not in text else text

    def _saved(self, sponsor: Sponsor | None) -> None:
        if sponsor is None:
            self.saved(f"{shown(self.program)} has no {self._side.label} sponsor any more")
            return
        state = f"agreed on {day_words(sponsor.agreed)}" if sponsor.agreed else "has not agreed yet"
        self.saved(f"{shown(sponsor.name)}, {self._side.label} sponsor, {state}")
