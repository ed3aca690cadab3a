"""The command palette: every action with its key, and people, programs and teams to go to."""

from __future__ import annotations

import asyncio
import re
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual.command import CommandPalette, DiscoveryHit, Hit, Provider, SimpleProvider
from textual.content import Content

from ridealong.domain.errors import RidealongError
from ridealong.tui import going
from ridealong.tui.actions import PLACES, keys_of
from ridealong.tui.offers import Offer, offers
from ridealong.tui.running import run_named
from ridealong.tui.text import MUTED, many, shown, unmarked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

    from textual.app import App
    from textual.command import CommandListItem, Hits
    from textual.fuzzy import Matcher

    from ridealong.services.finding import Found
    from ridealong.tui.actions import Action
    from ridealong.tui.app import RidealongApp

HELP = (
    "Type some letters of what you want to do, or of a person, a program or a team. ↑ ↓ and Enter choose, Esc leaves.\n"
    "What cannot be done just now is dim, and says why."
)
PLACEHOLDER = "What to do, or a person, a program or a team …"
LEAST = 1.0
"""The score of what the database finds where the letters do not resemble the name: an address has them."""


MOST_ACTIONS = 20
"""How many actions are shown that resemble what was typed: the others resemble it by chance."""


class Picker(CommandPalette):
    """A list that narrows while typing."""

    # A picture that not every terminal has, or draws as wide as Textual thinks.
    DEFAULT_CSS = "Picker SearchIcon { display: none; } Picker CommandInput { margin: 0 0 0 1; }"


def pick(app: App[Any], commands: Sequence[CommandListItem], *, ask: str) -> None:  # Any: whatever the program returns
    """Let one of some commands be chosen.

    Args:
        commands: as Textual has them; their titles are markup. ask: what stands in the field until something is typed.
    """
    # A provider that is made already returns itself when it is called, as Textual's own pickers have it.
    found = cast("type[Provider]", SimpleProvider(app.screen, list(commands)))
    app.push_screen(Picker(providers=[found], placeholder=ask))


class Palette(Picker):
    """The palette with our words."""

    HELP = HELP

    def __init__(self) -> None:
        super().__init__(placeholder=PLACEHOLDER, id="--command-palette")


def open_palette(program: RidealongApp) -> None:
    """Open the palette, unless it is open."""
    if not isinstance(program.screen, CommandPalette):
        program.push_screen(Palette())


class EverythingProvider(Provider):
    """Actions, those that work here first; people, programs and teams once something is typed."""

    @property
    def _program(self) -> RidealongApp:
        return cast("RidealongApp", self.app)

    def _offers(self) -> list[Offer]:
        program = self._program
        return offers(self.screen, program.current_mode, read_only=program.door.read_only)

    def _help(self, offer: Offer) -> str:
        action = offer.action
        keys = keys_of(action, self._program.config.keys)
        undo = "can be undone" if action.undoable else ""
        return " · ".join(one for one in (keys, PLACES[action.place], undo, offer.why_not) if one)

    def _command(self, offer: Offer) -> Callable[[], Awaitable[None] | None]:
        program = self._program
        if offer.why_not:
            words = f"“{offer.action.says}”: {offer.why_not}"
            return partial(program.notify, words, severity="warning")
        return partial(run_named, program, offer.action)

    async def discover(self) -> Hits:
        """What can be done, before anything is typed."""
        for offer in self._offers():
            says = offer.action.says
            display = Content.styled(says, MUTED) if offer.why_not else Content(says)
            yield DiscoveryHit(display, self._command(offer), text=says, help=unmarked(self._help(offer)))

    async def search(self, query: str) -> Hits:
        """What resembles what was typed."""
        matcher, some = self.matcher(query), self._offers()
        named = meant(query, some)
        for hit in self._actions(matcher, named):
            yield hit
        found = await self._find(query)
        for hit in self._found(matcher, found):
            yield hit
        if not named and not (found and (found.people or found.programs or found.teams)):
            for hit in self._actions(matcher, [one for one in some if matcher.match(one.action.says) > 0]):
                yield hit

    def _actions(self, matcher: Matcher, some: Sequence[Offer]) -> Iterator[Hit]:
        """The actions among some that resemble most what was typed."""
        scored = sorted(((_score(matcher, one), one) for one in some), key=lambda one: -one[0])
        for score, offer in scored[:MOST_ACTIONS]:
            display = _highlighted(matcher, offer.action.says)
            yield Hit(
                score,
                display.stylize(MUTED) if offer.why_not else display,
                self._command(offer),
                help=unmarked(self._help(offer)),
            )

    async def _find(self, query: str) -> Found | None:
        program = self._program

        def find() -> Found | None:
            from ridealong.services import finding  # noqa: PLC0415 - services are imported in workers only

            try:
                return finding.find(program.door.desk(), query)
            except RidealongError:
                return None  # what is wrong with the database is said by the screen behind

        # Each letter cancels the search before; its answer is then dropped.
        return await asyncio.to_thread(find)

    def _found(self, matcher: Matcher, found: Found | None) -> Iterator[Hit]:
        program = self._program
        if found is None:
            return
        for person in found.people:
            where = f"{shown(person.team)}, {person.side.label} · {shown(person.email)}"
            yield _hit(matcher, shown(person.name), where, partial(going.to_person, program, person.email))
        for one in found.programs:
            where = f"Program, {one.kind}{', archived' if one.archived else ''} · its plan"
            yield _hit(matcher, shown(one.name), where, partial(going.to_program, program, one.name))
        for team in found.teams:
            where = f"Team in {team.side.label} · {many(team.people, 'person', 'people')}"
            yield _hit(matcher, shown(team.name), where, partial(going.to_team, program, team.name, str(team.side)))


def meant(query: str, some: Sequence[Offer]) -> list[Offer]:
    """The offers in whose words, or name, every word that was typed begins a word; else those that hold all of it."""
    typed = _words(query)
    if not typed:
        return []
    known = [(offer, _words(_looked_for_by(offer.action))) for offer in some]
    begun = [one for one, words in known if all(any(word.startswith(part) for word in words) for part in typed)]
    whole = " ".join(typed)
    return begun or [one for one, words in known if len(whole) > 1 and whole in " ".join(words)]


def _looked_for_by(action: Action) -> str:
    return f"{action.says} {action.short} {action.name} {action.also}"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _score(matcher: Matcher, offer: Offer) -> float:
    """How much an action resembles what was typed: twice as much where it begins so, half where it cannot be done."""
    says = offer.action.says
    begins = says.casefold().startswith(matcher.query.casefold())
    return max(matcher.match(says), LEAST) * (1 + begins) / (1 + bool(offer.why_not))


def _hit(matcher: Matcher, name: str, where: str, command: Callable[[], Awaitable[None] | None]) -> Hit:
    """Somebody or something to go to; the words are user text, so none of them is markup."""
    typed = matcher.query.casefold()
    begins = any(word.startswith(typed) for word in (name.casefold(), *name.casefold().split()))
    score = max(matcher.match(name), LEAST) * (1 + begins)
    return Hit(score, _highlighted(matcher, name), command, text=name, help=unmarked(where))


def _highlighted(matcher: Matcher, words: str) -> Content:
    content = Content(words)
    for offset in matcher.fuzzy_search.match(matcher.query, words)[1]:
        if not words[offset].isspace():
            content = content.stylize(matcher.match_style, offset, offset + 1)
    return content
