"""What the forms about a charter have in common: what others have changed meanwhile is told, then overruled or left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.errors import ChangedMeanwhile
from ridealong.tui.dialogs.base import FormDialog

if TYPE_CHECKING:
    from ridealong.services.desk import Desk
    from ridealong.services.programs.charters import Charter


class CharterForm(FormDialog[str]):
    """A form about a charter as somebody looked at it; answers with what was changed, in words."""

    OK = "Save"

    def __init__(self, charter: Charter) -> None:
        super().__init__()
        self.charter = charter

    @property
    def program(self) -> str:
        """The name of the program."""
        return self.charter.program.name

    def saved(self, words: str) -> None:
        """It is done."""
        self.busy = False
        self.dismiss(words)

    def refused(self, error: Exception) -> None:
        """Show why it could not be saved; what somebody else has changed meanwhile, to be overruled."""
        if not isinstance(error, ChangedMeanwhile):
            super().refused(error)
            return

        def look(desk: Desk) -> Charter:
            from ridealong.services.programs import charters  # noqa: PLC0415 - services are imported in workers only

            return charters.page(desk, self.program)

        def seen(charter: Charter) -> None:
            self.charter = charter
            self.overrule(error)

        self.ask(look, seen, group="look again", failed=super().refused)
