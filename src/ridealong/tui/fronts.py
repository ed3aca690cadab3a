"""The pages that open in front of any section: each is loaded when it is opened, and only once at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ridealong.tui.app import RidealongApp
    from ridealong.tui.screens.section import SectionScreen


def open_page(program: RidealongApp, name: str) -> None:
    """Show one of `journal`, `glossary` and `contacts`; where it is in front already, it stays as it is."""
    kind = {"journal": _journal, "glossary": _glossary, "contacts": _contacts}[name]()
    if not isinstance(program.screen, kind):
        program.push_screen(kind())


def _journal() -> type[SectionScreen]:
    from ridealong.tui.screens.journal import JournalScreen  # noqa: PLC0415 - loaded when it is opened

    return JournalScreen


def _glossary() -> type[SectionScreen]:
    from ridealong.tui.screens.glossary import GlossaryScreen  # noqa: PLC0415 - as above

    return GlossaryScreen


def _contacts() -> type[SectionScreen]:
    from ridealong.tui.screens.contacts import ContactsScreen  # noqa: PLC0415 - as above

    return ContactsScreen
