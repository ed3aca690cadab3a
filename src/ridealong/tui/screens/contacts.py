"""Standing contacts: for every IT team and every marketing team, whom their people turn to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.actions import bindings
from ridealong.tui.screens.list_page import LIST, ListPage
from ridealong.tui.text import many, often, shown
from ridealong.tui.widgets.columns import Column
from ridealong.tui.widgets.held_table import HeldTable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.binding import BindingType

    from ridealong.services.desk import Desk
    from ridealong.services.people.contacts import Contact, TeamContacts
    from ridealong.tui.widgets.columns import Cell

EMPTY = (
    "There are no teams yet that could have contacts.\n"
    "Press {app.people}, then {people.import-roster}, to import people of both sides."
)
NOT_FOUND = (
    "No two teams match.\n{section.clear} clears the filter. Terms look in one place: it:data marketing:brand "
    "person:ana\n{contacts.only-lacking} shows all teams, or only those without contacts."
)
ALL_NAMED = "Every two teams have their contacts.\n{contacts.only-lacking} shows them all again."


def key_of(it_team: str, marketing_team: str) -> str:
    """What identifies two teams in the list."""
    return f"{it_team}\0{marketing_team}".casefold()


def lacking(row: TeamContacts) -> bool:
    """Whether somebody has to be named, or another one."""
    return any(one is None or one.trouble for one in (row.it, row.marketing))


def _who(one: Contact | None, proposed: Contact | None) -> Cell:
    if one is not None:
        return [("! ", "bad"), (shown(one.name), "")] if one.trouble else [("✓ ", "good"), (shown(one.name), "")]
    return [(f"? {shown(proposed.name)}", "dim")] if proposed is not None else [("– nobody yet", "dim")]


def _columns() -> tuple[Column[TeamContacts], ...]:
    return (
        Column("IT team", 13, lambda row: shown(row.it_team), key="it-team", grow=1, most=24),
        Column("Marketing team", 16, lambda row: shown(row.marketing_team), key="marketing-team", grow=1, most=24),
        Column("IT contact", 20, _it, grow=2, most=30),
        Column("Marketing contact", 20, _marketing, grow=2, most=30),
        Column("Met", 9, lambda row: often(row.times) if row.suggested else "", rank=1),
    )


def _it(row: TeamContacts) -> Cell:
    return _who(row.it, row.suggested[0] if row.suggested else None)


def _marketing(row: TeamContacts) -> Cell:
    return _who(row.marketing, row.suggested[1] if row.suggested else None)


_ORDERS: dict[str, Callable[[TeamContacts], str]] = {
    "it-team": lambda row: row.it_team.casefold(),
    "marketing-team": lambda row: row.marketing_team.casefold(),
}


def contacts_words(row: TeamContacts) -> str:
    """The contacts of two teams as a sentence."""
    named = [
        f"{shown(one.name)} <{shown(one.email)}>{f', who {shown(one.trouble)}' if one.trouble else ''}"
        for one in (row.it, row.marketing)
        if one is not None
    ]
    both = f"{shown(row.it_team)} and {shown(row.marketing_team)}"
    return f"{both}: {' and '.join(named) or 'nobody is named'}"


def _people(row: TeamContacts) -> str:
    some = [one for one in (row.it, row.marketing, *(row.suggested or ())) if one is not None]
    return " ".join(f"{one.name} {one.email}" for one in some)


class ContactTable(HeldTable["TeamContacts"]):
    """The list of every two teams."""

    def plain_row(self, index: int, row: TeamContacts) -> str:
        """Two teams and their contacts in words, for the plain mode."""
        del index
        if row.suggested:
            it, marketing = (shown(one.name) for one in row.suggested)
            return f"{contacts_words(row)}; proposed: {it} and {marketing}, who have met {often(row.times)}"
        return f"{'needs attention; ' if lacking(row) else ''}{contacts_words(row)}"


class ContactsScreen(ListPage["TeamContacts"]):
    """The list of every two teams.

    Args:
        it_team, marketing_team: on which two teams the cursor begins; empty for the first.
    """

    TITLE_TEXT = "Standing contacts"
    HINT = "{section.filter} to filter, such as it:data marketing:brand"
    TERMS: ClassVar[Mapping[str, Sequence[str]]] = {"it": (), "marketing": (), "person": ()}
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("contacts")]
    HELP = (
        "Whom the people of an IT team and a marketing team turn to, one person of each. Invites to visits between\n"
        "the two teams name them. {list.open} or {contacts.edit} says who it is, {contacts.remove} takes both back.\n"
        "✓ is named, ! can be that no more, ? is a proposal: of two teams without contacts, the two people who have\n"
        "met most often. {contacts.take} takes the two who are proposed.\n"
        "{contacts.only-lacking} shows only where a contact is missing. {contacts.back} goes back.\n"
        "Terms of the filter: it:data marketing:brand person:ana."
    )

    def __init__(self, it_team: str = "", marketing_team: str = "") -> None:
        super().__init__()
        self._sought = key_of(it_team, marketing_team) if it_team else ""
        self._only = False

    def made(self) -> HeldTable[TeamContacts]:
        """Every two teams."""
        return ContactTable(
            _columns(), key=lambda row: key_of(row.it_team, row.marketing_team), sort="it-team", empty=EMPTY, id=LIST
        )

    def fetch(self, desk: Desk) -> Sequence[TeamContacts]:
        """The contacts of every two teams."""
        from ridealong.services.people import contacts  # noqa: PLC0415 - services are imported in workers only

        return contacts.of_all_teams(desk)

    def arrived(self) -> None:
        """Go to the two teams that were asked for."""
        if self._sought:
            self.table.seek(self._sought)
            self._sought = ""

    def text_of(self, row: TeamContacts) -> str:
        """The teams and the people, those who are proposed included."""
        return f"{row.it_team} {row.marketing_team} {_people(row)}"

    def term_of(self, row: TeamContacts, name: str) -> str:
        """A team, or the people."""
        return {"it": row.it_team, "marketing": row.marketing_team, "person": _people(row)}[name]

    def shown_of(self, rows: Sequence[TeamContacts]) -> Sequence[TeamContacts]:
        """Those that are wanted, in the order of the table."""
        found = [row for row in rows if not self._only or lacking(row)]
        return sorted(found, key=_ORDERS[self.table.sort or "it-team"], reverse=self.table.descending)

    def empty(self, typed: str) -> str:
        """What to do where no two teams are there."""
        return EMPTY if not self.rows else NOT_FOUND if typed else ALL_NAMED

    def counted(self, rows: Sequence[TeamContacts]) -> str:
        """How many pairs of teams, and of how many somebody is missing."""
        missing = sum(map(lacking, rows))
        if not rows:
            return ""
        if self._only:
            return f"{many(len(rows), 'pair')} that {'lacks' if missing == 1 else 'lack'} a contact"
        lack = f"{missing:,} of {many(len(rows), 'pair')} {'lacks' if missing == 1 else 'lack'} a contact"
        return lack if missing else f"{many(len(rows), 'pair')} of teams, all with contacts"

    def detail(self, row: TeamContacts) -> str:
        """The contacts in full, and what can be done."""
        words = contacts_words(row)
        if row.suggested:
            it, marketing = (shown(one.name) for one in row.suggested)
            keys = "{contacts.take} takes them · {contacts.edit} names others"
            return f"{words}\n{it} and {marketing} have met {often(row.times)}: {keys}"
        if row.it is None and row.marketing is None:
            return f"{words}, and nobody of the two has met\n{{contacts.edit}} says whom their people turn to"
        return f"{words}\n{{contacts.edit}} changes that · {{contacts.remove}} takes both back"

    def widen(self) -> bool:
        """Show all teams again."""
        had, self._only = self._only, False
        return had

    # -- what a person does -------------------------------------------------------------------------------------

    def on_paged_view_opened(self) -> None:
        """Name the contacts of the two teams."""
        self.action_edit()

    def action_edit(self) -> None:
        """Ask whom the people of the two teams turn to."""
        from ridealong.tui.dialogs.contact_form import ContactDialog  # noqa: PLC0415 - loaded when asked for

        def named(words: str | None) -> None:
            if words:
                self.ridealong.done(words)

        row = self.table.current
        if row is not None and self.writable():
            self.app.push_screen(ContactDialog(row), named)

    def action_take(self) -> None:
        """Take the two who are proposed; of marked teams, all of them in one step."""
        some = [row for row in self.table.chosen if row.suggested]

        def work(desk: Desk) -> int:
            from ridealong.services.people import contacts  # noqa: PLC0415 - services are imported in workers only

            return contacts.take_suggested(desk, some)

        def taken(number: int) -> None:
            self.table.unmark()
            which = f"{shown(some[0].it_team)} and {shown(some[0].marketing_team)} have"
            self.ridealong.done(f"{which if number == 1 else f'{number:,} pairs of teams have'} their contacts now")

        if not some:
            self.notify("Put the cursor on two teams for whom somebody is proposed (?) first", timeout=4, markup=False)
        elif self.writable():
            self.change(work, taken)

    def action_remove(self) -> None:
        """Let the chosen teams have no contacts any more."""
        some = [row for row in self.table.chosen if row.it or row.marketing]

        def work(desk: Desk) -> None:
            from ridealong.services.people import contacts  # noqa: PLC0415 - services are imported in workers only

            contacts.remove_all(desk, some)

        def removed(_none: None) -> None:
            self.table.unmark()
            one = some[0]
            which = f"{shown(one.it_team)} and {shown(one.marketing_team)}"
            self.ridealong.done(
                f"{which if len(some) == 1 else f'{len(some):,} pairs of teams'} have no contacts any more"
            )

        if not some:
            self.notify("Put the cursor on two teams with contacts first", timeout=3, markup=False)
        elif self.writable():
            self.change(work, removed)

    def action_only_lacking(self) -> None:
        """Show only where a contact is missing, or all again."""
        self._only = not self._only
        self.table.read(from_top=True)
