"""Which terms the filter of the list of people offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.screens.people_words import FIXED_TERMS
from ridealong.tui.widgets.completing import quoted_terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ridealong.services.people.known_words import KnownWords


def offered(known: KnownWords | None) -> Iterator[str]:
    """The terms, the likeliest first; those with names as soon as the names are known."""
    if known is not None:
        for teams in known.teams.values():
            yield from quoted_terms("team", teams)
        yield from quoted_terms("wants", known.topics)
        yield from quoted_terms("knows", known.topics)
        yield from quoted_terms("program", known.programs)
        yield from quoted_terms("site", known.sites)
        yield from quoted_terms("role", known.roles)
        yield from quoted_terms("zone", known.zones)
        yield from quoted_terms("manager", known.managers)
    yield from FIXED_TERMS
