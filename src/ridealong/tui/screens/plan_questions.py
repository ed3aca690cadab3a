"""What can be asked about a plan: its worth, why two people are paired or not, and who else would suit a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.keyed import keyed

if TYPE_CHECKING:
    from ridealong.tui.screens.plan import PlanScreen
    from ridealong.tui.screens.plan_lines import PlanLine

TWO = 2


def value(screen: PlanScreen) -> None:
    """Show the terms of the value, the bound and the proof."""
    from ridealong.tui.dialogs.plan_value import PlanValueDialog  # noqa: PLC0415 - loaded when asked for

    if screen.page is None or screen.page.numbers is None:
        words = keyed(screen, "Plan the rounds with {plan.run} first")
        screen.notify(words, severity="warning", timeout=3, markup=False)
    else:
        screen.app.push_screen(PlanValueDialog(screen.page.program.name, screen.seconds))


def _on_a_place(screen: PlanScreen) -> PlanLine | None:
    """The pairing or open place under the cursor; says so where there is none."""
    line = screen.table.current
    if line is not None and not (line.pairing or line.place):
        screen.notify("Put the cursor on a pairing or an open place first", timeout=3, markup=False)
        return None
    return line


def why(screen: PlanScreen) -> None:
    """Explain the pairing or the open place under the cursor."""
    from ridealong.tui.dialogs.why import WhyDialog, WhyNobodyDialog  # noqa: PLC0415 - loaded when asked for

    line = _on_a_place(screen)
    if line is None or screen.page is None:
        return
    program = screen.page.program.name
    if line.pairing:
        one = line.pairing
        pair = one.guest.email, one.host.email
        screen.app.push_screen(WhyDialog(*pair, program, line.round, pairing=one.id, state=one.state))
    elif line.place:
        guest = line.place.guest
        screen.app.push_screen(WhyNobodyDialog(guest.email, guest.name, program, line.round))


def why_two(screen: PlanScreen) -> None:
    """Explain the guest of one marked line with the host of the other; where none are marked, ask for two people."""
    from ridealong.tui.dialogs.two_people import TwoPeopleDialog  # noqa: PLC0415 - loaded when asked for

    def explain(pair: tuple[str, str] | None) -> None:
        from ridealong.tui.dialogs.why import WhyDialog  # noqa: PLC0415 - loaded when asked for

        if pair is not None:
            screen.app.push_screen(WhyDialog(*pair, screen.page.program.name if screen.page else None))

    if (marked := _marked_two(screen)) is not None:
        explain(marked)
        return
    line = screen.table.current
    guest = line.guest if line else None
    screen.app.push_screen(TwoPeopleDialog(guest.email if guest else "", guest.name if guest else ""), explain)


def _marked_two(screen: PlanScreen) -> tuple[str, str] | None:
    """Whom two marked lines ask about: the guest of one and the host of the other."""
    lines = list(screen.table.marked.values())
    if len(lines) != TWO:
        return None
    for one, other in (lines, lines[::-1]):
        if one.guest and other.host and one.guest.email != other.host.email:
            return one.guest.email, other.host.email
    return None


def candidates(screen: PlanScreen) -> None:
    """Rank everybody for the place under the cursor."""
    from ridealong.tui.dialogs.candidates import CandidatesDialog  # noqa: PLC0415 - loaded when asked for

    line = _on_a_place(screen)
    if line is None or screen.page is None:
        return
    place, declined = line.place and line.place.guest, None
    if line.pairing:
        away = any(one.id == line.pairing.id and one.of_guest for one in screen.page.clashes)
        place = line.pairing.host if away or line.pairing.guest_declined else line.pairing.guest
        declined = line.pairing.id if line.pairing.declined_by else None
    if place:
        program = screen.page.program.name
        screen.app.push_screen(CandidatesDialog(place.email, place.name, program, line.round, replacing=declined))
