"""How the screens look on this terminal, to this user: theme, signs, keys, and what of that is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import App

from ridealong.domain.errors import RidealongError
from ridealong.domain.wording import brief
from ridealong.tui import themes
from ridealong.tui.actions import labels

if TYPE_CHECKING:
    from pathlib import Path

    from textual.filter import LineFilter

    from ridealong.config import Organizer
    from ridealong.tui.app import RidealongApp
    from ridealong.tui.terminal import Terminal

MOST_TOLD = 3
"""How many wrong settings a toast names."""
MOST_OF_ONE = 110
"""How many characters of each."""


class Look:
    """The look of one program on one terminal.

    Args:
        terminal: what it can show; None for everything.
    """

    def __init__(self, app: RidealongApp, terminal: Terminal | None) -> None:
        self._app = app
        self._terminal = terminal
        self.filters = self._filters()

    def _filters(self) -> list[LineFilter]:
        """What takes away, line by line, what the terminal or the user cannot see."""
        config, terminal = self._app.config, self._terminal
        encoding = terminal.encoding if terminal is not None else "utf-8"
        if config.plain:
            from ridealong.tui.glyphs import PlainFilter  # noqa: PLC0415 - few need it

            return [PlainFilter(encoding)]
        shows_all = terminal is None or terminal.signs
        if config.glyphs == "ascii" or (config.glyphs == "auto" and not shows_all):
            from ridealong.tui.glyphs import AsciiFilter  # noqa: PLC0415 - few need it

            return [AsciiFilter(encoding)]
        return []

    def begin(self) -> None:
        """Begin with the right colours: to change them once the screens are up would parse all styles twice."""
        app = self._app
        for theme in themes.OURS:
            app.register_theme(theme)
        few = self._terminal is not None and self._terminal.few_colors
        app.set_reactive(App.theme, themes.chosen(app.config.theme, app.available_themes, few_colors=few))
        if app.current_theme.ansi:
            app._refresh_truecolor_filter(app.ansi_theme)  # Textual does so when a theme is changed, not before
        app.stylesheet.set_variables(app.get_css_variables())
        labels.speak(spoken=app.config.plain)
        if app.config.plain:
            app.add_class("-plain")

    def take_keys(self) -> None:
        """Bind the user's keys, and say what is wrong with the settings."""
        from ridealong.config import config_path  # noqa: PLC0415 - most users set no keys
        from ridealong.tui.settings_check import is_key, located, wrong_in  # noqa: PLC0415 - as above

        app = self._app
        file = app.config_file or config_path()
        wrong = sorted([*app.config.wrong, *located(wrong_in(app.config), file)], key=lambda one: one.line)
        if wrong:
            words = [brief(one.said, MOST_OF_ONE) for one in wrong[:MOST_TOLD]]
            if len(wrong) > MOST_TOLD:
                words.append(f"{len(wrong) - MOST_TOLD} more: see `ridealong config check`")
            app.notify("\n".join(words), title=f"Settings in {file}", severity="warning", timeout=20)
        bound = app.config.keys.items()
        app.set_keymap({name: keys for name, keys in bound if all(is_key(key.strip()) for key in keys.split(","))})

    def keep_theme(self, name: str) -> None:
        """Take other colours, now and from now on."""
        self._app.theme = name
        if (path := self.save(theme=name)) is not None:
            self._app.notify(f"Kept in {path}", timeout=4)

    def save(self, *, theme: str | None = None, organizer: Organizer | None = None) -> Path | None:
        """Keep a setting in the config file; returns where that is, or None where it cannot be written."""
        from ridealong.config import read_config, save_config  # noqa: PLC0415 - loaded when asked for

        app = self._app
        # In the demo other settings hold than those of the file, and they must not get into it.
        kept, held = read_config(app.config_file).config, app.config
        if theme is not None:
            kept, held = replace(kept, theme=theme), replace(held, theme=theme)
        if organizer is not None:
            kept, held = replace(kept, organizer=organizer), replace(held, organizer=organizer)
        try:
            path = save_config(kept, app.config_file)
        except RidealongError as error:
            app.show_failure(error)
            return None
        app.config = replace(held, wrong=read_config(app.config_file).config.wrong)
        return path
