"""The field for whoever sees to an idea: an address that is completed, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.people import identity
from ridealong.domain.values import read_email
from ridealong.tui.widgets.advised_field import AdvisedField
from ridealong.tui.widgets.completing import whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ridealong.services.desk import Desk
    from ridealong.services.people.known_words import KnownWords
    from ridealong.tui.desk import Asks

NOBODY_HAS_IT = "Nobody in the exchange has it"


class OwnerField(AdvisedField):
    """An address of somebody in the exchange; empty for nobody yet."""

    def __init__(self, *, value: str = "") -> None:
        self._names: Mapping[str, str] = {}
        super().__init__(
            "owner",
            "Who sees to it",
            value=value,
            read=read_email,
            placeholder="an address; empty: nobody yet",
            suggester=whole(lambda: self._names),
            advise=self._whose,
        )

    def learn(self, asker: Asks) -> None:
        """Read who has which address, so that addresses are completed; until then nothing is offered or said."""

        def fetch(desk: Desk) -> KnownWords:
            from ridealong.services.people.known_words import known_words  # noqa: PLC0415 - imported in workers only

            return known_words(desk)

        def fetched(known: KnownWords) -> None:
            self._names = known.names

        asker.ask(fetch, fetched, group="known", failed=lambda _error: None)

    def check(self, *, leaving: bool = False) -> str:
        """As any field, as long as it is asked for."""
        return super().check(leaving=leaving) if self.display else ""

    def _whose(self, text: str) -> str:
        if not self._names:
            return ""
        name = self._names.get(identity(text))
        return f"That is {name}" if name else NOBODY_HAS_IT
