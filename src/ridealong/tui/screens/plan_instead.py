"""Somebody else in a pairing of the Plan screen: taken over, covered for a week, or settled since one cannot come."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ridealong.tui.screens.plan_around import AroundActions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.domain.days import Days
    from ridealong.services.desk import Desk
    from ridealong.services.finding import FoundPerson
    from ridealong.services.plans.plan_views import Proposal
    from ridealong.tui.screens.plan import PlanScreen

LIVE = ("proposed", "published")


class InsteadActions(AroundActions):
    """The actions of the Plan screen by which somebody else comes."""

    def action_take_over(self) -> None:
        """Let somebody else be there instead of the host or the guest."""
        _take_over(cast("PlanScreen", self))

    def action_cover(self) -> None:
        """Let somebody stand in for the host for a week."""
        _cover(cast("PlanScreen", self))

    def action_ill(self) -> None:
        """Settle what it touches that one of the two cannot come."""
        _ill(cast("PlanScreen", self))


def _under_cursor(screen: PlanScreen, what: str, *states: str) -> Proposal | None:
    from ridealong.tui.screens.plan_hand import under_cursor  # noqa: PLC0415 - loaded when asked for

    return under_cursor(screen, what, *states)


def _take_over(screen: PlanScreen) -> None:
    """Ask who takes over the pairing under the cursor."""
    from ridealong.tui.dialogs.instead import TakeOverDialog  # noqa: PLC0415 - loaded when asked for

    if (one := _under_cursor(screen, "a draft or a published pairing", *LIVE)) is not None:
        screen.app.push_screen(TakeOverDialog(one))


def _cover(screen: PlanScreen) -> None:
    """Ask who stands in for the host of the pairing under the cursor, and in which week."""
    one = _under_cursor(screen, "a published pairing of several weeks", "published")
    if one is None:
        return

    def fetch(desk: Desk) -> Sequence[Days]:
        from ridealong.services.changes.covers import weeks_to_cover  # noqa: PLC0415 - services are imported in workers only

        return weeks_to_cover(desk, one.id)

    def fetched(weeks: Sequence[Days]) -> None:
        from ridealong.tui.dialogs.instead import CoverDialog  # noqa: PLC0415 - loaded when asked for

        if weeks:
            screen.app.push_screen(CoverDialog(one, weeks))
        else:
            screen.notify("No week of it is left in which the two meet", severity="warning", timeout=4, markup=False)

    screen.ask(fetch, fetched, group="cover")


def _ill(screen: PlanScreen) -> None:
    """Ask which of the two, or of the group, cannot come; then what becomes of their days."""
    from ridealong.tui.screens.today_remedies import ask_who_is_ill  # noqa: PLC0415 - loaded when asked for

    line = screen.table.current
    if line is not None and line.group is not None and line.group.state == "published":
        emails = [who.email for who in line.group.people]
    elif (one := _under_cursor(screen, "the pairing of whoever cannot come", "published")) is not None:
        emails = [one.host.email, one.guest.email]
    else:
        return

    def these(desk: Desk) -> tuple[FoundPerson, ...]:
        from ridealong.services import finding  # noqa: PLC0415 - services are imported in workers only

        return tuple(each for who in emails for each in finding.find(desk, who, 1).people if each.email == who)

    ask_who_is_ill(screen, "Who cannot come?", these)
