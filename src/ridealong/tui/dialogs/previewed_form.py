"""A form that shows who would be told what while it is filled in, and does nothing that it has not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, Protocol, TypeVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Button
from textual.worker import get_current_worker

from ridealong.domain.errors import ChangedMeanwhile, RidealongError
from ridealong.tui.dates import with_days
from ridealong.tui.dialogs.base import FormDialog
from ridealong.tui.text import MUTED, many, shown
from ridealong.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import PurePath

    from textual.timer import Timer
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.invites.told import Told

PAUSE = 0.25
"""Seconds without a key after which what is typed is worked out."""
_NOW = "Nothing was changed. What it comes to now is shown below"


class Change(Protocol):
    """What a change comes to, or would."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """In plain words; the last ones are one for each person who is told."""

    @property
    def told(self) -> tuple[Told, ...] | None:
        """Who is told what; None where that is not known."""


MOST_TOLD = 550
"""How many characters of what was done a toast says: it holds a few more."""

Asked = TypeVar("Asked")
Made = TypeVar("Made", bound=Change)


class PreviewedForm(FormDialog[str], Generic[Asked, Made]):
    """Fields, and below them what they come to, worked out as they are typed.

    Enter looks where what is typed is not shown yet, and does what is shown.
    """

    WIDE = True
    CSS_PATH: ClassVar[list[str | PurePath]] = [*FormDialog.CSS_PATH, "previewed_form.tcss"]
    LOOK = "Look"

    def __init__(self) -> None:
        super().__init__()
        self._looked_at: tuple[Asked, Made] | None = None
        """What is shown, and for what."""
        self._looks: Asked | None = None
        """What is worked out, or waits for it."""
        self._pause: Timer | None = None

    # -- what a form of this kind says ---------------------------------------------------------------------------

    def asked(self) -> Asked:
        """What is typed, as far as it matters to others; raises one of our errors where it is wrong or not all."""
        raise NotImplementedError

    def make(self, desk: Desk, asked: Asked, why: str, *, shown: Made | None) -> Made:
        """Make the change that was shown, or say what it would come to; called in a worker.

        Args:
            why: a private reason, which changes nothing for anybody.
            shown: what it comes to, and nothing else; None to change nothing, and say it.

        Raises:
            ChangedMeanwhile: it would come to something else than was shown.
        """
        raise NotImplementedError

    def why(self) -> str:
        """The private reason that is typed; empty for a form that asks for none."""
        return ""

    # -- what is shown of it -------------------------------------------------------------------------------------

    def inside(self) -> Iterator[Widget]:
        """The fields, and what they come to."""
        yield from super().inside()
        with VerticalScroll(id="told", classes="gap") as told:
            yield Words((), id="told-words")
        told.display = False

    def buttons(self) -> Iterator[Widget]:
        """The first one looks, until there is something to do."""
        yield Button(self.keyed(self.LOOK, self.OK_BY), id="ok", variant="primary", compact=True)
        yield self.leaving(self.CANCEL)

    def text_changed(self) -> None:
        """Work out what is typed now."""
        self._look_soon()

    def on_choice_changed(self) -> None:
        """Work out what is chosen now."""
        self._warned = False
        self.complain("")
        self._look_soon()

    def _typed(self) -> Asked | None:
        try:
            return self.asked()
        except RidealongError:
            return None

    def _look_soon(self) -> None:
        """Work it out once nothing more is typed for a moment; what is worked out of something else is let go."""
        asked = self._typed()
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        if self._looked_at is not None and asked == self._looked_at[0]:
            self._looks = None
            self._show(self._looked_at[1])
            return
        self._looks = asked
        self._label(self.LOOK)
        self._say((Content.styled(self.working, MUTED),) if asked is not None else ())
        if asked is not None:
            self._pause = self.set_timer(PAUSE, self._look)

    def _look(self, *, pressed: bool = False) -> None:
        """Work out what is typed; `pressed` where somebody waits for it, and is to hear what is wrong."""
        asked = self._looks
        if asked is None:
            return
        writing = self.ridealong.door.writing

        def work(desk: Desk) -> Made | None:
            worker = get_current_worker()
            # A dry run is written and rolled back: it waits its turn, and those that nobody waits for are passed over.
            with writing:
                return None if worker.is_cancelled else self.make(desk, asked, "", shown=None)

        def failed(error: Exception) -> None:
            if self._looks == asked:
                self._failed(error, pressed=pressed)

        self.ask(work, lambda found: self._found(asked, found), group="told", failed=failed)

    def _found(self, asked: Asked, found: Made | None) -> None:
        if found is not None and self._looks == asked:
            self._looks, self._looked_at = None, (asked, found)
            self._show(found)

    def _failed(self, error: Exception, *, pressed: bool) -> None:
        self._looks = None
        if pressed or not isinstance(error, RidealongError):
            self._say(())
            self.refused(error)
        else:
            self._say([Content.styled(f"! {shown(with_days(str(error)))}", "$text-warning")])

    def _show(self, found: Made) -> None:
        self._say(change_lines(found))
        self._label(self.OK)

    def _say(self, lines: Sequence[Content]) -> None:
        self.query_one("#told-words", Words).show(lines)
        told = self.query_one("#told", VerticalScroll)
        told.display = bool(lines)
        told.scroll_home(animate=False)
        self.set_class(bool(lines), "-telling")

    def _label(self, words: str) -> None:
        button = self.query_one("#ok", Button)
        button.label = self.keyed(words, self.OK_BY)
        button.refresh(layout=True)

    # -- doing it ------------------------------------------------------------------------------------------------

    def submit(self) -> None:
        """Do what is shown, if it is what is typed; else show it."""
        asked = self.asked()
        if self._looked_at is None or asked != self._looked_at[0]:
            self._look_soon()
            if self._pause is not None:
                self._pause.stop()
            self._look(pressed=True)
            return
        seen, why = self._looked_at[1], self.why()

        def work(desk: Desk) -> Made:
            return self.make(desk, asked, why, shown=seen)

        self.busy = True
        self.change(work, self._done, failed=self._undone)

    def _undone(self, error: Exception) -> None:
        self.refused(ChangedMeanwhile(error.problem, _NOW) if isinstance(error, ChangedMeanwhile) else error)
        self._looked_at = None
        self._look_soon()

    def _done(self, made: Made) -> None:
        self.busy = False
        self.dismiss(done_words(made))


def done_words(made: Change) -> str:
    """What a change came to, for a toast: whole sentences as far as there is room, and how many people are told of it.

    Who gets what stood in the form, and stands with the invites that are due.
    """
    own, room = own_sentences(made), MOST_TOLD
    said: list[str] = []
    for sentence in own:
        room -= len(sentence)
        if said and room < 0:
            break
        said.append(sentence)
    more = f" And {len(own) - len(said)} more." if len(said) < len(own) else ""
    due = sum(bool(one.invites) for one in made.told or ())
    people = f"\n{many(due, 'person is', 'people are')} to be told ({{app.invites}})" if due else ""
    return f"{shown(with_days(' '.join(said)))}{more}{people}"


def own_sentences(made: Change) -> tuple[str, ...]:
    """What a change comes to, without those sentences that say who is told what."""
    return made.sentences[: len(made.sentences) - len(made.told or ())]


def change_lines(found: Change) -> list[Content]:
    """A change as text: what it comes to, and who is told what."""
    lines = [Content(shown(with_days(sentence))) for sentence in own_sentences(found)]
    if found.told is None:
        return lines
    if not found.told:
        return [*lines, Content.styled("Nobody is told anything.", MUTED)]
    lines += [Content(""), Content.styled("Who is told, once the invites are exported or sent", "bold $primary")]
    for one in found.told:
        lines.append(Content(f"  {shown(one.person.name)}: {one.gets}"))
        lines += [Content.styled(f"    {shown(with_days(said))}", MUTED) for said in one.sentences]
    return lines
