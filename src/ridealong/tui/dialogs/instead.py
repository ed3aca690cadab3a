"""Who takes a pairing over, or stands in for a week of it: chosen by a few letters, refused where a rule forbids it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.errors import InvalidValue, RidealongError
from ridealong.tui.dates import span_words
from ridealong.tui.dialogs.find_person import FindPersonDialog
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.widget import Widget

    from ridealong.domain.days import Days
    from ridealong.services.changes.covers import Covered
    from ridealong.services.changes.takeovers import TakenOver
    from ridealong.services.desk import Desk
    from ridealong.services.finding import FoundPerson
    from ridealong.services.invites.told import Told
    from ridealong.services.plans.plan_views import Proposal


class InsteadDialog(FindPersonDialog):
    """A field and those whom it finds; the one who is chosen is there instead, or it is said why not.

    Args:
        one: the pairing.
    """

    def __init__(self, question: str, one: Proposal) -> None:
        super().__init__(question, first=self._likely)
        self._one = one
        self._busy = False

    def _likely(self, desk: Desk) -> tuple[FoundPerson, ...]:
        from ridealong.services.changes.takeovers import likely_hosts  # noqa: PLC0415 - services are imported in workers only

        return likely_hosts(desk, self._one.id)

    def _chosen(self, one: FoundPerson | None) -> None:
        if one is None or self._busy:
            super()._chosen(one)
            return
        if self.ridealong.door.read_only:
            self.complain("This database is open to read only")
            return
        self.act(one.email)

    def act(self, email: str) -> None:
        """Let somebody be there instead."""
        raise NotImplementedError

    def failed(self, error: Exception) -> None:
        """Say why it cannot be; the dialog stays, so that another can be chosen."""
        self._busy = False
        if isinstance(error, RidealongError):
            self.complain(str(error))
        else:
            self.dismiss(None)
            self.ridealong.show_failure(error)

    def done(self, words: str, told: Sequence[Told]) -> None:
        """Leave, and say what it came to."""
        due = sum(bool(one.invites) for one in told)
        people = f"\n{many(due, 'person is', 'people are')} to be told ({{app.invites}})" if due else ""
        self.dismiss(None)
        self.ridealong.done(f"{shown(words)}{people}", timeout=8)


class TakeOverDialog(InsteadDialog):
    """Who takes a pairing over: another host, or another guest."""

    HELP = (
        "Type a few letters of a name or address. Whoever is chosen is the host, or the guest, instead; where a rule\n"
        "forbids it, it is said which. A draft is then pinned; of a published pairing the invites are due.\n"
        "{finding.choose} chooses, {dialog.leave} leaves everything as it is."
    )

    def __init__(self, one: Proposal) -> None:
        super().__init__(f"Who takes over {shown(one.guest.name)} with {shown(one.host.name)}?", one)

    def act(self, email: str) -> None:
        """Take it over."""
        self._busy, seen = True, self._one.seen

        def work(desk: Desk) -> TakenOver:
            from ridealong.services.changes.takeovers import take_over  # noqa: PLC0415 - services are imported in workers only

            return take_over(desk, seen.row, email, seen=[seen])

        self.change(work, self._taken, failed=self.failed)

    def _taken(self, found: TakenOver) -> None:
        self.done(f"{found.guest.name} is with {found.host.name}, {span_words(found.days)}.", found.told or ())


class CoverDialog(InsteadDialog):
    """Who stands in for the host for a week, and which week that is.

    Args:
        weeks: those that somebody could stand in for, by day.
    """

    HELP = (
        "Type a few letters of who stands in for the host; the week is any day of it. The meetings of that week\n"
        "are then with whoever stands in, and the invites are due; where a rule forbids it, it is said which.\n"
        "{finding.choose} chooses, {dialog.leave} leaves everything as it is."
    )

    def __init__(self, one: Proposal, weeks: Sequence[Days]) -> None:
        super().__init__(f"Who stands in for {shown(one.host.name)} with {shown(one.guest.name)} for a week?", one)
        self._weeks = weeks

    def inside(self) -> Iterator[Widget]:
        """The week, then who."""
        yield Field("week", "Week of", value=str(self._weeks[0].first), read=self.read_day, required=True)
        yield from super().inside()

    def act(self, email: str) -> None:
        """Stand in."""
        try:
            week = self.read_day(self.query_one("#field-week", Field).text)
        except InvalidValue as error:
            self.complain(str(error))
            return
        self._busy, seen = True, self._one.seen

        def work(desk: Desk) -> Covered:
            from ridealong.services.changes.covers import cover  # noqa: PLC0415 - services are imported in workers only

            return cover(desk, seen.row, email, week, seen=[seen])

        self.change(work, self._covered, failed=self.failed)

    def _covered(self, found: Covered) -> None:
        words = f"{found.stand_in.name} stands in for {found.host.name}, {span_words(found.days)}."
        self.done(words, found.told)
