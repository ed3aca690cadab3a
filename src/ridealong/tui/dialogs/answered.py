"""Who gave one answer to a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.tui.dialogs.look import LookDialog
from ridealong.tui.text import MUTED, many, shown

if TYPE_CHECKING:
    from ridealong.services.desk import Desk
    from ridealong.services.programs.program_look import AnswerCount
    from ridealong.services.programs.programs import EnrolledPerson


class AnsweredDialog(LookDialog[tuple["EnrolledPerson", ...]]):
    """Their names, sides and teams."""

    HELP = (
        "Who gave that answer. {text.up} and {text.down} scroll, {dialog.leave} closes. In People, the filter finds\n"
        "them as well."
    )

    def __init__(self, program: str, answer: AnswerCount) -> None:
        super().__init__()
        self._program = program
        self._answer = answer

    @property
    def title_text(self) -> str:
        """Which answer, to which program."""
        return f"{str(self._answer.state).capitalize()}: {shown(self._program)}"

    def fetch(self, desk: Desk) -> tuple[EnrolledPerson, ...]:
        """Read their names."""
        from ridealong.services.programs import program_look  # noqa: PLC0415 - services are imported in workers only

        return program_look.answered(desk, self._program, self._answer.state)

    def lines(self, found: tuple[EnrolledPerson, ...]) -> list[Content]:
        """A line for each."""
        head = Content.styled(many(len(found), "person", "people"), "bold $primary")
        return [head, *map(_line, found)]


def _line(one: EnrolledPerson) -> Content:
    about = Content.styled(f"  {one.side.label}, {shown(one.team)}  {shown(one.email)}", MUTED)
    return Content("").join([Content(shown(one.name)), about, *_managers_word(one)])


def _managers_word(one: EnrolledPerson) -> list[Content]:
    if one.manager is None:
        return []
    if one.manager == "refused":
        return [Content.styled("  ! manager has not agreed", "$warning")]
    return [Content.styled("  manager has agreed", MUTED)]
