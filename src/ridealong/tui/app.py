"""The program on the terminal: its sections, its colours, its keys and what it does when something fails."""

from __future__ import annotations

import gc
import sys
import time
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual.app import App
from textual.events import Key

from ridealong.domain.errors import RidealongError
from ridealong.domain.wording import brief, printable
from ridealong.places import in_browser
from ridealong.tui import dates, plain, sections, themes
from ridealong.tui.actions import bindings, with_keys
from ridealong.tui.desk import Asks, Door
from ridealong.tui.harmless import HARMLESS
from ridealong.tui.look import Look
from ridealong.tui.taking_back import TakingBack, unchanged, with_key
from ridealong.tui.typed_ahead import TypedAhead
from ridealong.tui.waiting import Waiting
from ridealong.tui.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path, PurePath
    from tempfile import TemporaryDirectory

    from textual.binding import BindingType
    from textual.driver import Driver
    from textual.events import DescendantFocus, Event
    from textual.filter import LineFilter
    from textual.notifications import SeverityLevel

    from ridealong.config import Config, Organizer
    from ridealong.domain.days import Clock
    from ridealong.tui.going import TeamSought
    from ridealong.tui.taking_back import Link
    from ridealong.tui.terminal import Terminal

MOST_IN_A_TOAST = 800
"""How many characters of a toast are shown: a long name must not cover the screen, and 80 x 24 has room for these."""
TURN = 0.0005
"""Seconds that a thread may keep the interpreter while another one waits for it."""


@runtime_checkable
class _Blinking(Protocol):
    """A part to write in, of a line or of several: Textual has no class that both are."""

    cursor_blink: bool


class RidealongApp(Asks, App[None]):
    """The screens over one database.

    Args:
        database: a path or URL; None for the user's own database, which is made when there is none.
        clock: what answers which day it is; None for the system's.
        demo: whether this is a made-up company, which the top bar then says.
        config_file: where settings are saved; None for the user's own config file.
        terminal: what the terminal can show; None for everything.
    """

    TITLE = "ridealong"
    # What the first screen needs is read with the app: styles that come later make Textual parse all of them again.
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "widgets/paged.tcss", "screens/today.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app")]
    COMMANDS = {sections.palette}  # noqa: RUF012 - Textual's own way of declaring it
    MODES = {  # noqa: RUF012 - Textual's own way of declaring it
        "today": sections.today,
        "people": sections.people,
        "plan": sections.plan,
        "board": sections.board,
        "history": sections.history,
        "invites": sections.invites,
        "programs": sections.programs,
    }
    DEFAULT_MODE = "today"
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        database: str | Path | None = None,
        *,
        clock: Clock | None = None,
        config: Config,
        read_only: bool = False,
        demo: bool = False,
        config_file: Path | None = None,
        terminal: Terminal | None = None,
    ) -> None:
        super().__init__()
        self.config = config
        self.look = Look(self, terminal)
        self.plain = config.plain
        """Whether everything is drawn as simple lines, for screen readers."""
        dates.use(config.date_form, config.first_weekday)
        self.config_file = config_file
        self.door = Door(database, clock, config, read_only=read_only, demo=demo)
        self.changes = 0
        self.wrote = True
        """Whether the last call that may write has changed anything, so that there is something to undo."""
        self._settled = False
        self._told_failure = False
        self._told_upgrade = 0.0
        self.program = ""
        """The program that Plan shows, and the Board where it does not show all; History chooses for itself."""
        self.team_sought: TeamSought | None = None
        self._demo_folder: TemporaryDirectory[str] | None = None
        self._taking_back = TakingBack(self)
        self._watch = Watch(self)
        self.waiting = Waiting(self)
        self._typed_ahead = TypedAhead(self)
        self.look.begin()

    @property
    def note(self) -> str:
        """What is special about what is open, for the top bar."""
        return "demo" if self.door.demo else "read only" if self.door.read_only else ""

    # -- start --------------------------------------------------------------------------------------------------

    def get_driver_class(self) -> type[Driver]:
        """Textual's choice, but for a page in a web browser."""
        if not in_browser():
            return super().get_driver_class()
        from ridealong.tui.page_driver import PageDriver  # noqa: PLC0415 - a terminal does not need it

        return PageDriver

    def on_mount(self) -> None:
        """Take the user's keys, and say what is wrong with the settings."""
        self.door.told = self._upgrading
        self.waiting.begin()
        if self.plain:
            plain.begin(self)
        if self.config.keys or self.config.wrong or self.config.theme:
            self.look.take_keys()

    async def on_event(self, event: Event) -> None:
        """Let what is typed in haste go to what an earlier key has opened."""
        if not (isinstance(event, Key) and self._typed_ahead.passed_on(event)):
            await super().on_event(event)

    def _upgrading(self, what: str, done: int, total: int) -> None:
        """Say how far the upgrade of the database has come; called in a worker."""
        now = time.monotonic()
        if now - self._told_upgrade >= 1:
            self._told_upgrade = now
            counted = f"{what} {done:,} of {total:,}" if what.endswith(":") else what
            self.call_from_thread(self.notify, counted, title="Upgrading the database", timeout=3)

    def first_data(self, *, empty: bool) -> None:
        """What the first section has read is on the screen; where nobody is in it, this may be the first start."""
        if self._settled:
            return
        self._settled = True
        for words in self.door.opened:
            self.notify(words, severity="warning", timeout=20)
        # Nothing made so far will go away, and collecting was put off until now (see `run_screens`).
        gc.freeze()
        gc.enable()
        # From here on, what workers read must not hold up the keys: by default these wait 5 ms for each of their turns.
        sys.setswitchinterval(TURN)
        self._watch.begin()
        if empty and not self.door.read_only:
            from ridealong.tui.screens.first_start import is_unused  # noqa: PLC0415 - most starts are not the first

            self.ask(is_unused, self._look_closer, group="start")

    def _look_closer(self, unused: bool) -> None:
        if unused:
            self.action_first_start()

    def action_first_start(self) -> None:
        """Ask who the organizer is and where the people come from."""
        from ridealong.tui.screens.first_start import FirstStart  # noqa: PLC0415 - most starts are not the first

        def begun(choice: str | None) -> None:
            if choice == "demo":
                self.action_explore_demo()

        self.push_screen(FirstStart(), begun)

    def _cannot_open(self, error: Exception) -> None:
        if self._told_failure:
            return  # everything that is read fails with it, and once is enough
        self._told_failure = True
        from ridealong.tui.dialogs.failure import FailureDialog  # noqa: PLC0415 - rarely needed

        def leave(_answer: bool | None) -> None:
            self.exit(return_code=1)

        self.push_screen(FailureDialog(error, title="The database cannot be opened", button="Quit"), leave)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Lead a screen reader to what has the focus now; the cursor of a field does not blink."""
        if isinstance(event.widget, _Blinking):
            event.widget.cursor_blink = False
        if self.plain and event.widget.region:
            plain.follow(event.widget)
            event.widget.refresh()

    # -- what went wrong, what changed --------------------------------------------------------------------------

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
        link: Link | None = None,
    ) -> None:
        """Show a toast, never read as markup; good news replaces older toasts, so that they do not pile up.

        Args:
            link: what a click on the last words does.
        """
        if severity == "information":
            self.clear_notifications()
        words = brief("\n".join(map(printable, message.split("\n"))), MOST_IN_A_TOAST)
        if link is not None:
            words, markup = link.marked(words), True
        super().notify(words, title=printable(title), severity=severity, timeout=timeout, markup=markup)

    def done(self, words: str, *, title: str = "", timeout: float = 6) -> None:
        """Say what was changed, and by which key that is undone; where nothing was, `u` would undo something else."""
        words = with_keys(words, self.config.keys)
        if not self.wrote:
            self.notify(unchanged(words), title=title, timeout=timeout)
            return
        words, link = with_key(self, words, "app.undo", "undoes")
        self.notify(words, title=title, timeout=timeout, link=link)

    def tell_quietly(self, words: str) -> None:
        """Say what somebody else did, for some seconds, where the top bar has room for it."""
        from ridealong.tui.widgets.section_bar import SectionBar  # noqa: PLC0415 - loaded with the first section

        # While the program ends there is no screen any more.
        for bar in (bar for screen in self.screen_stack[-1:] for bar in screen.query(SectionBar)):
            bar.tell(words)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through before the terminal gets it."""
        return [*super().get_line_filters(), HARMLESS, *self.look.filters]

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme, and what our style sheets need besides."""
        variables = super().get_css_variables()
        for name, color in themes.derived(variables).items():
            variables.setdefault(name, color)
        return variables

    def search_themes(self) -> None:
        """Let the user choose the colours; they are kept in the config file."""
        from ridealong.tui.palette import pick  # noqa: PLC0415 - opened later than the first paint

        pick(self, list(themes.choices(self.available_themes, self.look.keep_theme)), ask="Which colours?")

    def show_failure(self, error: Exception) -> None:
        """Show why something could not be done: ours in its own words, anything else with its details."""
        if error is self.door.failure:
            self._cannot_open(error)
            return
        if isinstance(error, RidealongError):
            self.notify(dates.with_days(str(error)), severity="error", timeout=12, markup=False)
            return
        from ridealong.tui.dialogs.failure import FailureDialog  # noqa: PLC0415 - rarely needed

        self.push_screen(FailureDialog(error))

    def _fatal_error(self) -> None:
        # Textual would print a traceback with all local values, which names people. What is printed instead is one
        # sentence; the traceback goes into a file that the user may send.
        from ridealong.tui.crash import last_words  # noqa: PLC0415 - never needed, one hopes

        self.bell()
        self._exit_renderables.append(last_words())
        self._close_messages_no_wait()

    def data_changed(self) -> None:
        """Let every visible screen read again; hidden ones do so when they come back."""
        from ridealong.tui.screens.section import SectionScreen  # noqa: PLC0415 - loaded with the first section

        self.changes += 1
        for screen in self.screen_stack:
            if isinstance(screen, SectionScreen):
                screen.catch_up()

    # -- actions ------------------------------------------------------------------------------------------------

    async def action_open_section(self, section: str) -> None:
        """Go to a section, to the list it starts with."""
        if section == self.current_mode:
            while len(self.screen_stack) > 1 and not self.screen.is_modal:
                await self.pop_screen()
            return
        await self.switch_mode(section)

    def action_leave(self) -> None:
        """Quit; where something typed is in front, only at the second time."""
        if not any(isinstance(one, Asks) and one.holds_back() for one in reversed(self.screen_stack)):
            self.exit()

    def action_command_palette(self) -> None:
        """Find an action, a person, a program or a team."""
        from ridealong.tui.palette import open_palette  # noqa: PLC0415 - opened later than the first paint

        open_palette(self)

    def action_jump(self) -> None:
        """Show a letter on everything that can be gone to or pressed."""
        from ridealong.tui.jump import jump  # noqa: PLC0415 - loaded when asked for

        jump(self)

    def action_keys(self) -> None:
        """Show the keys that work here and now."""
        from ridealong.tui.dialogs.keys import show_keys  # noqa: PLC0415 - loaded when asked for

        show_keys(self)

    def action_help(self) -> None:
        """Explain what has the focus."""
        from ridealong.tui.dialogs.help import HelpDialog  # noqa: PLC0415 - loaded when asked for

        self.push_screen(HelpDialog(self.focused or self.screen))

    def action_undo(self) -> None:
        """Undo the last action."""
        self._taking_back.undo()

    def action_redo(self) -> None:
        """Redo what was undone last."""
        self._taking_back.redo()

    def action_open_page(self, name: str) -> None:
        """Show a page that opens in front of any section, unless it is there already."""
        from ridealong.tui.fronts import open_page  # noqa: PLC0415 - loaded when asked for

        open_page(self, name)

    def action_set_organizer(self) -> None:
        """Ask whom invites come from."""
        from ridealong.tui.dialogs.organizer import OrganizerDialog  # noqa: PLC0415 - loaded when asked for

        def told(organizer: Organizer | None) -> None:
            if organizer is not None and (path := self.take_organizer(organizer)):
                self.notify(f"Saved in {path}", markup=False)

        self.push_screen(OrganizerDialog(self.config.organizer), told)

    def take_organizer(self, organizer: Organizer) -> Path | None:
        """Save whom invites come from, and where; the desk learns of it by being opened again."""
        path = self.look.save(organizer=organizer)
        if path is not None:
            self.reopen(self.door.database, self.door.clock, demo=self.door.demo)
        return path

    def reopen(self, database: str | Path | None, clock: Clock | None, *, demo: bool = False) -> None:
        """Work on another database, or on the same one with other settings."""
        old = self.door
        self.door = Door(database, clock, self.config, read_only=old.read_only, demo=demo)
        self._told_failure = False
        self.run_worker(old.close, thread=True, group="close", exit_on_error=False)
        self.data_changed()

    def action_explore_demo(self) -> None:
        """Make up a company in a throw-away folder and open it."""
        from ridealong.tui.demo import explore  # noqa: PLC0415 - loaded when asked for

        explore(self)

    def open_demo(self, database: Path, clock: Clock) -> None:
        """Work on the made-up company from now on, and say so in every top bar."""
        from ridealong.tui.widgets.section_bar import SectionBar  # noqa: PLC0415 - loaded with the first section

        self.reopen(database, clock, demo=True)
        for stack in self._screen_stacks.values():
            for bar in (found for screen in stack for found in screen.query(SectionBar)):
                bar.note = self.note
                bar.refresh()

    def keep_until_exit(self, folder: TemporaryDirectory[str]) -> None:
        """Remember a folder that is to vanish when the program ends."""
        if self._demo_folder is not None:
            self._demo_folder.cleanup()
        self._demo_folder = folder

    def close_down(self) -> None:
        """Close the database and remove what was made up; called when the screens are gone."""
        self.door.close()
        if self._demo_folder is not None:
            self._demo_folder.cleanup()
