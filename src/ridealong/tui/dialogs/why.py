"""Why two people are paired, or why not and what would allow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.tui.dates import with_days
from ridealong.tui.dialogs.look import LookDialog
from ridealong.tui.keyed import keyed
from ridealong.tui.large import without_pauses
from ridealong.tui.text import MUTED, fit_bar, fit_word, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.domain.fit import Fit
    from ridealong.services.desk import Desk
    from ridealong.services.explain.case_of import Stake
    from ridealong.services.explain.why import Why
    from ridealong.services.explain.why_open import Unplaced

TOOK_PLACE = ("held", "ended")
"""States of pairings in which two people were together."""


class WhyDialog(LookDialog["Why"]):
    """The sentences, then what a draft is worth in the plan, the fit part by part."""

    TITLE_TEXT = "Why these two?"

    def __init__(
        self,
        email: str,
        other: str,
        program: str | None,
        number: int | None = None,
        *,
        pairing: int | None = None,
        state: str = "",
    ) -> None:
        """As the service is asked; `state` is that of the pairing that is asked about."""
        super().__init__()
        self._email = email
        self._other = other
        self._program = program
        self._round = number
        self._pairing = pairing
        self._past = state in TOOK_PLACE

    @property
    def title_text(self) -> str:
        """Whether it is or was."""
        return "Why were these two together?" if self._past else self.TITLE_TEXT

    def fetch(self, desk: Desk) -> Why:
        """Ask the service."""
        from ridealong.services.explain.why import why  # noqa: PLC0415 - services are imported in workers only

        with without_pauses():
            return why(desk, self._email, self._other, self._program, self._round, pairing=self._pairing)

    def lines(self, found: Why) -> list[Content]:
        """The explanation."""
        names = f"{shown(found.one.name)} ({shown(found.one.team)}) and {shown(found.other.name)}"
        lines = [Content.styled(f"{names} ({shown(found.other.team)})", "bold"), Content("")]
        lines += [Content(shown(with_days(sentence))) for sentence in found.sentences]
        if found.worth:
            lines += [Content(""), *worth_lines(found.worth)]
        if found.fit is not None:
            lines += [Content(""), *fit_lines(found.fit)]
        return lines


def worth_lines(worth: Sequence[Stake]) -> list[Content]:
    """What a pairing adds to the plan, part by part."""
    head = Content.styled("What it adds to the plan", "bold $primary")
    return [head, *(Content(f"{one.points:>+12,}  {shown(one.why)}") for one in worth)]


def fit_lines(fit: Fit) -> list[Content]:
    """A fit, its sum first, then a bar for each part."""
    lines = [Content.styled(f"Fit {fit.points} of 100, {fit_word(fit.points)}", "bold $primary")]
    for part in fit.parts:
        bar = "".join(fit_bar(100 * part.points // part.most if part.most else 0, 10))
        head = Content.styled(f"{part.name:<8} {bar} {part.points:>2}/{part.most:<2}  ", "$text-success")
        lines.append(Content("").join([head, Content(shown(part.why))]))
    return lines


class WhyNobodyDialog(LookDialog["Unplaced"]):
    """Why a guest has nobody in a round, who is in the way, and what it would take."""

    def __init__(self, email: str, name: str, program: str, number: int) -> None:
        super().__init__()
        self._email = email
        self._whom = name
        self._program = program
        self._round = number

    @property
    def title_text(self) -> str:
        """Whose place it is."""
        return f"Why {shown(self._whom)} has nobody in round {self._round + 1}"

    def fetch(self, desk: Desk) -> Unplaced:
        """Ask the service."""
        from ridealong.services.explain.why_open import why_nobody  # noqa: PLC0415 - services are imported in workers only

        with without_pauses():
            return why_nobody(desk, self._email, self._program, self._round)

    def lines(self, found: Unplaced) -> list[Content]:
        """The explanation."""
        hint = Content.styled(keyed(self, "{plan.candidates} shows who would suit this place, best first."), MUTED)
        return [*(Content(shown(with_days(sentence))) for sentence in found.sentences), Content(""), hint]


class _WordsDialog(LookDialog[str]):
    """Words that need no reading from the database."""

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self._title = title
        self._said = words

    @property
    def title_text(self) -> str:
        """What it is about."""
        return self._title

    def begin(self) -> None:
        """Show the words."""
        self._fetched(self._said)

    def lines(self, found: str) -> list[Content]:
        """The words, line by line."""
        return [Content(line) for line in found.split("\n")]


def words_dialog(title: str, words: str) -> LookDialog[str]:
    """A dialog with some words to read."""
    return _WordsDialog(title, words)
