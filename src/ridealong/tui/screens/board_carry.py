"""Carrying a pairing across the board: where it would go, whether that is allowed, and dropping it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.days import Days
from ridealong.tui.dates import span_words
from ridealong.tui.text import shown
from ridealong.tui.widgets.board_ghost import Ghost
from ridealong.tui.widgets.board_words import carried_words, cut

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ridealong.services.board.board_items import BoardItem
    from ridealong.services.board.board_moves import Lifted, Offer, Outlook, Place, Wanted
    from ridealong.services.desk import Desk
    from ridealong.tui.screens.board import BoardScreen


class Carry:
    """One pairing, from being picked up to being dropped or put back.

    What keys and the mouse ask for before it is known where the pairing may go is done as soon as that is known.
    """

    def __init__(self, screen: BoardScreen, item: BoardItem, email: str, day: date) -> None:
        self._screen = screen
        self._item = item
        self._row = email
        self._came_from = day
        self._waiting: list[Callable[[], None]] = []
        self._lifted: Lifted | None = None
        self._offers: tuple[Offer, ...] = ()
        self._at = 0
        self._host = 0
        self._length: int | None = None
        self._outlook: Outlook | None = None

    @property
    def pairing_id(self) -> int:
        """The number of the pairing."""
        return self._item.pairing_id or 0

    def begin(self) -> None:
        """Ask where it may go."""
        number = self.pairing_id

        def work(desk: Desk) -> Lifted:
            from ridealong.services.board.board_moves import lift  # noqa: PLC0415 - services are imported in workers only

            return lift(desk, number)

        self._draw(self._item.days, {})
        self._screen.ask(work, self._up, group="carry", failed=self._failed)

    def _up(self, lifted: Lifted) -> None:
        if self._gone:
            return
        self._lifted = lifted
        self._at = next(at for at, place in enumerate(lifted.places) if lifted.is_at(place))
        if lifted.draft and not lifted.fixed:
            self._ask_for_hosts()
        self._show()
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            one()
        self._screen.grid.lifted()

    def _ask_for_hosts(self) -> None:
        number = self.pairing_id

        def work(desk: Desk) -> tuple[Offer, ...]:
            from ridealong.services.board.board_moves import offers  # noqa: PLC0415 - services are imported in workers only

            return offers(desk, number)

        def offered(found: tuple[Offer, ...]) -> None:
            if self._lifted is None or self._gone:
                return
            own = [one for one in found if one.host.email == self._lifted.host.email]
            self._offers = (*own, *(one for one in found if one not in own))
            self._show()

        self._screen.ask(work, offered, group="offers", failed=lambda _error: None)

    @property
    def _gone(self) -> bool:
        return self._screen.grid.carrier is not self

    def _failed(self, error: Exception) -> None:
        if not self._gone:
            self._leave()
            self._screen.ridealong.show_failure(error)

    def _soon(self, what: Callable[[], None]) -> bool:
        """Whether something has to wait until it is known where the pairing may go."""
        if self._lifted is None:
            self._waiting.append(what)
        return self._lifted is None

    # -- where it would go --------------------------------------------------------------------------------------

    @property
    def _place(self) -> Place:
        lifted = self._known
        return lifted.places[self._at]

    @property
    def _known(self) -> Lifted:
        if self._lifted is None:
            raise RuntimeError("asked before it was picked up")
        return self._lifted

    @property
    def _days(self) -> Days:
        """When it would take place."""
        days = self._place.days
        if self._length is not None:
            return Days(days.first, days.first.fromordinal(days.first.toordinal() + self._length))
        return self._known.days if self._stays else days

    @property
    def _stays(self) -> bool:
        return self._known.is_at(self._place)

    @property
    def _other_host(self) -> Offer | None:
        return self._offers[self._host] if self._host and self._host < len(self._offers) else None

    @property
    def _moved(self) -> bool:
        return not self._stays or self._other_host is not None or self._days != self._known.days

    def _wanted(self) -> Wanted:
        from ridealong.services.board.board_moves import Wanted  # noqa: PLC0415 - it came with what picked the pairing up

        if self._place.day is not None:
            return Wanted(day=self._place.day)
        host = self._other_host
        last = self._days.last if self._length is not None or (self._stays and host is None) else None
        return Wanted(round=self._place.round, host=host.host.email if host else None, last_day=last)

    # -- what keys and the mouse say ----------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """So many rounds on, or back."""
        if self._soon(lambda: self.step(by)):
            return
        if len(self._known.places) < 2:
            if self._known.fixed:
                self._screen.app.bell()
            else:
                self._remark("There is no other round")
            return
        self._go(min(max(self._at + by, 0), len(self._known.places) - 1))

    def to_day(self, day: date) -> None:
        """To the round that a day lies in, or the nearest to it."""
        if not self._soon(lambda: self.to_day(day)):
            away = [_distance(place.days, day) for place in self._known.places]
            self._go(away.index(min(away)))

    def _go(self, at: int) -> None:
        if at != self._at:
            self._at = at
            self._length = None
            self._look()

    def other_host(self, by: int) -> None:
        """To the next host that is offered, or the one before."""
        if self._soon(lambda: self.other_host(by)):
            return
        if not self._known.draft:
            self._remark("It is published, so the host stays")
        elif len(self._offers) > 1:
            self._host = (self._host + by) % len(self._offers)
            self._look()

    def stretch(self, by: int) -> None:
        """Longer, or shorter, by a working day; in rounds of many weeks, by a week."""
        if self._soon(lambda: self.stretch(by)):
            return
        ends = self._known.ends
        now = (self._days.last - self._days.first).days
        others = [one for one in ends if one > now] if by > 0 else [one for one in reversed(ends) if one < now]
        if not others:
            self._remark("It lasts as long as its round" if by > 0 else "It cannot be shorter")
            return
        self._length = others[0]
        self._look()

    def end_on(self, day: date) -> None:
        """Until a day, or the nearest on which it may end."""
        if not self._soon(lambda: self.end_on(day)):
            wanted = (day - self._place.days.first).days
            length = min(self._known.ends, key=lambda one: abs(one - wanted))
            if self._days != Days(self._place.days.first, day.fromordinal(self._place.days.first.toordinal() + length)):
                self._length = length
                self._look()

    # -- whether it may -----------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Say at once what is known, and ask for the rest; the newest question counts."""
        wanted, number = self._wanted(), self.pairing_id
        self._outlook, self._waiting = None, []

        def work(desk: Desk) -> Outlook:
            from ridealong.services.board.board_moves import look  # noqa: PLC0415 - services are imported in workers only

            return look(desk, number, wanted)

        def seen(outlook: Outlook) -> None:
            if not self._gone and wanted == self._wanted():
                self._outlook = outlook
                self._show()
                waiting, self._waiting = self._waiting, []
                for one in waiting:
                    one()

        self._show()
        self._screen.grid.show_day(self._days.first)
        if self._moved:
            self._screen.ask(work, seen, group="outlook", failed=self._failed)

    @property
    def _allowed(self) -> bool | None:
        """Whether a rule forbids it; None as long as that is not known."""
        if self._moved and self._outlook is not None:
            return not self._outlook.refused
        return None if self._unknown else not self._refused

    @property
    def _unknown(self) -> bool:
        return self._moved and (self._other_host is not None or self._length is not None)

    @property
    def _refused(self) -> str:
        """What was known to speak against it when it was picked up."""
        return "" if self._unknown else self._place.refused if self._moved else self._known.fixed

    def _show(self) -> None:
        self._draw(self._days, {place.days: not place.refused for place in self._known.places})
        self._screen.say_carried(self.words)

    def _remark(self, words: str) -> None:
        """Say something about the last key, where nothing covers what else is said."""
        self._screen.app.bell()
        self._screen.say_carried(f"{words}. {self.words}")

    @property
    def words(self) -> str:
        """What is carried, and whether it may go where it is."""
        if self._lifted is None:
            return "Looking where it may go …"
        lifted, host = self._lifted, self._other_host
        name = host.host.name if host else lifted.host.name
        if not self._moved and not lifted.fixed:
            return f"Picked up: {cut(lifted.guest.name)} and {cut(name)}, {span_words(lifted.days)}"
        said = carried_words(lifted, name, self._days, self._outlook, self._refused)
        place = f" [{self._host + 1} of {len(self._offers)}, fit {host.fit}]" if host else ""
        return said + place

    def _draw(self, days: Days, places: dict[Days, bool]) -> None:
        grid = self._screen.grid
        if self._lifted is None:
            labels = {self._row: self._item.label}
        else:
            host = self._other_host.host if self._other_host else self._lifted.host
            labels = {self._lifted.guest.email: host.name, host.email: self._lifted.guest.name}
        allowed = None if self._lifted is None else self._allowed
        grid.haunt(Ghost(self.pairing_id, labels, days, allowed, places))

    # -- the end ------------------------------------------------------------------------------------------------

    def drop(self, *, or_put_back: bool = False) -> None:
        """Leave it where it is now; where a rule forbids that, say so, and go on carrying it or put it back."""
        if self._soon(lambda: self.drop(or_put_back=or_put_back)):
            return
        if not self._moved:
            self.put_back()
        elif self._outlook is None:
            # Nobody drops what was not looked at: of a published pairing, people are told.
            self._waiting = [lambda: self.drop(or_put_back=or_put_back)]
        elif self._outlook.refused:
            self._refuse(self._outlook.refused, put_back=or_put_back)
        else:
            self._write()

    def _refuse(self, why: str, *, put_back: bool) -> None:
        if not put_back:
            self._remark("It cannot go there")
            return
        words = f"It cannot go there: {shown(why)}"
        self._screen.notify(words, severity="warning", timeout=6, markup=False)
        self.put_back()

    def _write(self) -> None:
        wanted, seen, outlook = self._wanted(), self._known.seen, self._outlook
        words = self._done_words()

        def work(desk: Desk) -> None:
            from ridealong.services.changes import drafts  # noqa: PLC0415 - services are imported in workers only

            drafts.move(
                desk, seen.row, wanted.round, host=wanted.host, last_day=wanted.last_day, day=wanted.day, seen=[seen]
            )

        def written(_none: None) -> None:
            due = f"\n{outlook.invites} due ({{app.invites}})" if outlook and outlook.invites else ""
            self._screen.ridealong.done(words + due)

        self._leave()
        self._screen.change(work, written)

    def _done_words(self) -> str:
        lifted, host = self._known, self._other_host
        name = shown(host.host.name if host else lifted.host.name)
        verb = "now visits" if host else "visits" if lifted.visits else "is with"
        return f"{shown(lifted.guest.name)} {verb} {name}, {span_words(self._days)}"

    def put_back(self) -> None:
        """Change nothing."""
        grid = self._screen.grid
        self._leave()
        grid.show_day(self._came_from)

    def _leave(self) -> None:
        self._screen.leave_carry(self)


def _distance(days: Days, day: date) -> int:
    """How many days a day lies outside some days."""
    if day in days:
        return 0
    return min(abs((days.first - day).days), abs((days.last - day).days))
