"""Which of two screens Plan shows: the pairings of a program, or its composite teams."""

from __future__ import annotations

from ridealong.tui.screens.section import SectionScreen


class TakesTurns(SectionScreen):
    """A screen of Plan that gives way to the other one where the program that is shown is of the other's kind."""

    _gives_way = False

    def other(self) -> SectionScreen:
        """The other screen."""
        raise NotImplementedError

    def give_way(self) -> None:
        """Show the other screen in the place of this one; where something stands in front, once that is gone."""
        self._gives_way = True
        if self.app.screen is self:
            self._gives_way = False
            if not self._result_callbacks:
                # Nobody waits for an answer of the first screen of a section: Textual would look for who does.
                self._push_result_callback(self, None)
            self.app.switch_screen(self.other())

    def came_forward(self) -> None:
        """Give way, if that had to wait."""
        if self._gives_way:
            self.give_way()
