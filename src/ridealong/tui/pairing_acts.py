"""What can be done with chosen pairings wherever they are shown: pinned, set aside or cancelled, explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ridealong.tui.text import many

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ridealong.domain.days import Days
    from ridealong.services.desk import Desk
    from ridealong.services.meanwhile import Seen
    from ridealong.tui.screens.section import SectionScreen


class Named(Protocol):
    """Somebody with a name."""

    @property
    def name(self) -> str:
        """What they are called."""


class Chosen(Protocol):
    """A pairing as a list shows it."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def seen(self) -> Seen:
        """The row as it is shown."""

    @property
    def state(self) -> str:
        """Its state."""

    @property
    def pinned(self) -> bool:
        """Whether planning leaves it as it is."""

    @property
    def guest(self) -> Named:
        """The guest."""

    @property
    def host(self) -> Named:
        """The host."""

    @property
    def days(self) -> Days:
        """When it takes place."""


def only_in(screen: SectionScreen, chosen: Sequence[Chosen], what: str, *states: str) -> list[Chosen]:
    """Those of some pairings that are in certain states; says what to choose where there are none."""
    found = [one for one in chosen if one.state in states]
    if not found:
        screen.notify(f"Put the cursor on {what} first", severity="warning", timeout=3, markup=False)
    return found if screen.writable() else []


def write(screen: SectionScreen, work: Callable[[Desk], None], words: str, after: Callable[[], None]) -> None:
    """Change something, and say so with the key that undoes it; `after` is called once it is done."""

    def written(_none: None) -> None:
        after()
        screen.ridealong.done(words)

    screen.change(work, written)


def pin(screen: SectionScreen, chosen: Sequence[Chosen], after: Callable[[], None] = lambda: None) -> None:
    """Pin drafts of which one at least is not pinned, or unpin them where all are."""
    drafts = only_in(screen, chosen, "a draft", "proposed")
    pinned = not all(one.pinned for one in drafts)

    def work(desk: Desk) -> None:
        from ridealong.services.changes import drafts as service  # noqa: PLC0415 - services are imported in workers only

        service.pin_all(desk, [one.id for one in drafts], pinned, seen=[one.seen for one in drafts])

    if drafts:
        write(screen, work, f"{many(len(drafts), 'pairing')} {'pinned' if pinned else 'unpinned'}", after)


def set_aside(
    screen: SectionScreen, chosen: Sequence[Chosen], *, visits: bool, after: Callable[[], None] = lambda: None
) -> None:
    """Set drafts aside, and cancel published pairings after asking; `visits` says whether they are visits."""
    some = only_in(screen, chosen, "a draft or a published pairing", "proposed", "published")
    if not some:
        return
    published = [one for one in some if one.state == "published"]

    def work(desk: Desk) -> None:
        from ridealong.services.changes import drafts as service  # noqa: PLC0415 - services are imported in workers only

        service.cancel_all(desk, [one.id for one in some], seen=[one.seen for one in some])

    def check(desk: Desk) -> None:
        from ridealong.services.changes import drafts as service  # noqa: PLC0415 - services are imported in workers only

        for one in published:
            service.check_cancel(desk, one.id)

    def ask(_none: None) -> None:
        from ridealong.tui.dialogs.cancel_pairings import cancel_question  # noqa: PLC0415 - loaded when asked for

        told = f"{many(len(published), 'pairing')} cancelled; the invites are due ({{app.invites}})"
        question = cancel_question(published, visits=visits)
        screen.app.push_screen(question, lambda yes: write(screen, work, told, after) if yes else None)

    if published:
        screen.ask(check, ask, group="cancel")
    else:
        write(screen, work, f"{many(len(some), 'pairing')} set aside; {{plan.run}} plans again", after)
