"""Changing a plan by hand from its screen: pinning, moving to another week, swapping hosts, setting aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.screens.plan_words import cut
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.filter_bar import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from ridealong.services.changes.swap_looks import SwapLook
    from ridealong.services.desk import Desk
    from ridealong.services.plans.pins import Hold, PinRow
    from ridealong.services.plans.plan_views import OpenPlace, Proposal
    from ridealong.tui.screens.plan import PlanScreen

LIVE = ("proposed", "published")
BOTH = "a draft or a published pairing"
TWO = 2


def _chosen(screen: PlanScreen) -> list[Proposal]:
    return [line.pairing for line in screen.table.chosen if line.pairing]


def under_cursor(screen: PlanScreen, what: str, *states: str) -> Proposal | None:
    """The pairing under the cursor, where it is in one of some states; says so where there is none."""
    line = screen.table.current
    one = line.pairing if line else None
    if one is None or one.state not in states:
        screen.notify(f"Put the cursor on {what} first", severity="warning", timeout=3, markup=False)
        return None
    return one if screen.writable() else None


def _write(screen: PlanScreen, work: Callable[[Desk], None], words: str) -> None:
    from ridealong.tui.pairing_acts import write  # noqa: PLC0415 - loaded when asked for

    write(screen, work, words, _unmark(screen))


def _unmark(screen: PlanScreen) -> Callable[[], None]:
    def after() -> None:
        screen.table.unmark()

    return after


# -- pins -------------------------------------------------------------------------------------------------------


def pin(screen: PlanScreen) -> None:
    """Pin drafts as they are, or unpin them where all are pinned."""
    from ridealong.tui.pairing_acts import pin as pin_drafts  # noqa: PLC0415 - loaded when asked for

    chosen = _chosen(screen)
    held = [one for one in chosen if one.held and not one.pinned]
    if len(chosen) == 1 and held and screen.writable():
        _hold(screen, held[0], "nothing" if held[0].held == "all" else "all")
    else:
        pin_drafts(screen, chosen, after=_unmark(screen))


def choose_pin(screen: PlanScreen) -> None:
    """Ask what of the draft under the cursor planning has to keep; of an open place, only its week can be."""
    from ridealong.tui.dialogs.pin import PinDialog  # noqa: PLC0415 - loaded when asked for

    line = screen.table.current
    if line is not None and line.place is not None and screen.page is not None:
        if screen.writable():
            _pin_week(screen, line.place)
        return
    one = under_cursor(screen, "a draft or an open place", "proposed")
    if one is not None:
        screen.app.push_screen(PinDialog(one), lambda what: _hold(screen, one, what) if what else None)


def _hold(screen: PlanScreen, one: Proposal, what: Hold | str) -> None:
    def work(desk: Desk) -> None:
        from ridealong.services.plans import pins  # noqa: PLC0415 - services are imported in workers only

        pins.hold(desk, one.id, pins.Hold(what), seen=[one.seen])

    guest, host = cut(one.guest.name), cut(one.host.name)
    words = {
        "all": "1 pairing pinned",
        "host": f"Pinned: {guest} with {host}, in whatever week",
        "round": f"Pinned: {guest} in round {one.round + 1}, with whatever host",
    }
    _write(screen, work, words.get(str(what), "1 pairing unpinned"))


def _pin_week(screen: PlanScreen, place: OpenPlace) -> None:
    name = screen.page.program.name if screen.page else ""

    def work(desk: Desk) -> None:
        from ridealong.services.plans import pins  # noqa: PLC0415 - services are imported in workers only

        pins.add_pin(desk, name, place.guest.email, round=place.round)

    _write(screen, work, f"Pinned for when {{plan.run}} plans: {cut(place.guest.name)} in round {place.round + 1}")


def _let_go(screen: PlanScreen, some: list[PinRow]) -> None:
    def work(desk: Desk) -> None:
        from ridealong.services.plans import pins  # noqa: PLC0415 - services are imported in workers only

        for one in some:
            host = one.host.email if one.host else None
            pins.remove_pin(desk, one.program, one.guest.email, host, one.round)

    _write(screen, work, f"{many(len(some), 'pin')} removed")


# -- setting aside ----------------------------------------------------------------------------------------------


def remove(screen: PlanScreen) -> None:
    """Let go of pins that no pairing keeps; else set drafts aside, and cancel published pairings after asking."""
    from ridealong.tui.pairing_acts import set_aside  # noqa: PLC0415 - loaded when asked for

    pins = [line.pin for line in screen.table.chosen if line.pin]
    if pins and not _chosen(screen):
        if screen.writable():
            _let_go(screen, pins)
    elif screen.page is not None:
        visits = screen.page.program.kind.visits
        set_aside(screen, _chosen(screen), visits=visits, after=_unmark(screen))


# -- another week -----------------------------------------------------------------------------------------------


def move(screen: PlanScreen) -> None:
    """Ask for the round in which the pairing under the cursor is to take place, or for the day of the group."""
    from ridealong.tui.dialogs.move_pairing import MovePairingDialog  # noqa: PLC0415 - loaded when asked for
    from ridealong.tui.screens.group_acts import move_group  # noqa: PLC0415 - as above

    line = screen.table.current
    if line is not None and line.group is not None:
        group = line.group
        if group.stays:
            screen.notify(f"Group {group.id} {group.stays}", severity="warning", timeout=3, markup=False)
            return
        move_group(screen, group.id, [who.name for who in group.people], group.days.first, group.seen)
        return
    one = under_cursor(screen, BOTH, *LIVE)
    if one is not None:
        screen.app.push_screen(MovePairingDialog(one.id, one.guest.name, one.host.name))


# -- swapping ---------------------------------------------------------------------------------------------------


class Swap:
    """A pairing that is picked up to exchange its host with another one.

    Args:
        one: the pairing.
    """

    def __init__(self, screen: PlanScreen, one: Proposal) -> None:
        self._screen = screen
        self.one = one
        self._other = 0
        self._look: SwapLook | None = None

    def renewed(self, one: Proposal | None) -> Swap | None:
        """The same after the plan was read again; None where the pairing is gone."""
        return Swap(self._screen, one) if one else None

    def over(self, other: Proposal | None) -> None:
        """Say what exchanging hosts with another pairing would do; worked out in a worker, the newest wins."""
        if other is None or other.id == self.one.id or other.state not in LIVE:
            self._other, self._look = 0, None
            self._say("{plan.swap} on another pairing exchanges the hosts; {section.clear} puts it back.")
            return
        if other.id == self._other:
            return
        self._other, self._look = other.id, None
        self._say(f"With {cut(other.guest.name)} and {cut(other.host.name)}: looking …")
        mine, theirs = self.one.id, other.id

        def work(desk: Desk) -> SwapLook:
            from ridealong.services.changes.swap_looks import look_at_swap  # noqa: PLC0415 - services: in workers only

            return look_at_swap(desk, mine, theirs)

        def looked(found: SwapLook) -> None:
            if self._screen.picked is self and self._other == theirs:
                self._look = found
                self._say(f"S: {swap_words(found)}")

        self._screen.ask(work, looked, group="swap", failed=lambda _error: None)

    def _say(self, words: str) -> None:
        picked = f"Swap: {cut(self.one.guest.name)} and {cut(self.one.host.name)} are picked up."
        self._screen.query_one("#detail", Line).say(f"{picked}\n{words}")

    @property
    def effect(self) -> str:
        """What was said of the swap, for once it is done."""
        return f". {swap_words(self._look, done=True)}" if self._look and not self._look.refused else ""


def swap_words(found: SwapLook, *, done: bool = False) -> str:
    """What a swap would do, or did, in words."""
    if found.refused:
        return f"✗ {shown(found.refused)}"
    terms = " ".join(map(shown, found.sentences))
    if not found.points:
        return "The plan is worth as much as before." if done else "the plan would be worth as much as now."
    verb = "gains" if found.points > 0 else "loses"
    head = f"The plan {verb}" if done else f"the plan would {verb[:-1]}"
    return f"{head} {many(abs(found.points), 'point')}. {terms}".rstrip()


def swap(screen: PlanScreen) -> None:
    """Pick up a pairing; on the second one, or with two marked ones, exchange the hosts."""
    from ridealong.tui.pairing_acts import only_in  # noqa: PLC0415 - loaded when asked for

    chosen = only_in(screen, _chosen(screen), BOTH, *LIVE)
    if not chosen:
        return
    numbers = {one.id: one for one in ([screen.picked.one] if screen.picked else [])}
    numbers |= {one.id: one for one in _chosen(screen) if one.state in LIVE}
    pair = list(numbers.values())[:TWO]
    if len(pair) < TWO:
        screen.picked = Swap(screen, pair[0])
        screen.follow_cursor()
        return
    effect = screen.picked.effect if screen.picked else ""
    screen.picked = None
    _exchange(screen, pair[0], pair[1], effect)
    screen.follow_cursor()


def _exchange(screen: PlanScreen, one: Proposal, other: Proposal, effect: str) -> None:
    def work(desk: Desk) -> None:
        from ridealong.services.changes import drafts  # noqa: PLC0415 - services are imported in workers only

        drafts.swap(desk, one.id, other.id, seen=[one.seen, other.seen])

    told = "; the invites are due ({app.invites})" if "published" in (one.state, other.state) else ""
    _write(screen, work, f"{shown(one.guest.name)} and {shown(other.guest.name)} have exchanged hosts{told}{effect}")
