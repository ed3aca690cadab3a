"""What the keys on Today open: the dialog that deals with one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.domain.pairings import State
from ridealong.tui import going
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ridealong.services.attention.attention_items import Item
    from ridealong.services.desk import Desk
    from ridealong.services.finding import FoundPerson
    from ridealong.services.outcomes.history import PairingRow
    from ridealong.services.programs.charters import Charter
    from ridealong.services.publishing.publishing import Published
    from ridealong.services.repairs.repair_views import Repaired
    from ridealong.services.replies.answers import AnswerRow
    from ridealong.tui.screens.history import HistoryScreen
    from ridealong.tui.screens.section import SectionScreen

MOST_ILL = 50
"""How many people with a visit this week are offered: whoever has so many before them types."""


def show_candidates(screen: SectionScreen, item: Item) -> None:
    """Rank everybody for the place that an item is about."""
    from ridealong.tui.dialogs.candidates import CandidatesDialog  # noqa: PLC0415 - loaded when asked for

    if item.round is None:
        screen.notify("This pairing came with a history file and has no place in a plan", timeout=4, markup=False)
        return
    screen.app.push_screen(CandidatesDialog(item.who, item.name, item.program, item.round, replacing=item.pairing))


def mark(screen: SectionScreen, items: Sequence[Item], then: Callable[[], None]) -> None:
    """Ask how some pairings went; they are looked at anew, since what is marked must be what was seen."""
    from ridealong.tui.dialogs.mark_pairing import MarkDialog  # noqa: PLC0415 - loaded when asked for

    ids = [item.pairing for item in items if item.pairing is not None]

    def look(desk: Desk) -> tuple[PairingRow, ...]:
        from ridealong.services.outcomes import history  # noqa: PLC0415 - services are imported in workers only

        return history.look_again(desk, ids)

    def marked(words: str | None) -> None:
        if words:
            then()
            screen.ridealong.done(words)

    def looked(rows: tuple[PairingRow, ...]) -> None:
        # What is still under way has not been held: most often it breaks off.
        begun = all(item.begun for item in items)
        screen.app.push_screen(MarkDialog(rows, state=State.ENDED if begun else State.HELD), marked)

    if ids and screen.writable():
        screen.ask(look, looked, group="mark")


def repair(screen: SectionScreen, item: Item) -> None:
    """Show what a repair of the program would change, ask, repair."""
    from ridealong.tui.dialogs.repair import RepairDialog  # noqa: PLC0415 - loaded when asked for
    from ridealong.tui.screens.plan_groups import repair_in_groups  # noqa: PLC0415 - loaded when asked for

    def repaired(result: Repaired | None) -> None:
        if result is not None:
            told = any(one.published for one in result.changes)
            due = "\n{app.invites} shows the invites that are due." if told else ""
            words = f"{many(len(result.changes), 'change')}, {many(result.kept, 'pairing')} as before.{due}"
            screen.ridealong.done(words, title="Repaired", timeout=8)

    if item.groups and screen.writable():
        repair_in_groups(screen, item.program)
    elif screen.writable():
        screen.app.push_screen(RepairDialog(item.program), repaired)


def publish(screen: SectionScreen, item: Item) -> None:
    """Compare the drafts of the program with what is published, ask, publish."""
    from ridealong.tui.dialogs.publish import PublishDialog  # noqa: PLC0415 - loaded when asked for
    from ridealong.tui.screens.plan_groups import publish_in_groups  # noqa: PLC0415 - loaded when asked for

    def published(result: Published | None) -> None:
        if result is not None:
            words = f"{many(result.pairings, result.word)}, {many(result.invites, 'new invite')}."
            words += "\n{app.invites} shows them, {invites.export} there exports them."
            screen.ridealong.done(words, title="Published", timeout=8)

    if item.groups and screen.writable():
        publish_in_groups(screen, item.program)
    elif screen.writable():
        screen.app.push_screen(PublishDialog(item.program), published)


def sponsor_agrees(screen: SectionScreen, item: Item) -> None:
    """Note that the sponsor of a program agrees."""
    from ridealong.tui.dialogs.sponsor_form import SponsorForm  # noqa: PLC0415 - loaded when asked for

    side = item.side

    def fetch(desk: Desk) -> Charter:
        from ridealong.services.programs import charters  # noqa: PLC0415 - services are imported in workers only

        return charters.page(desk, item.program)

    def fetched(charter: Charter) -> None:
        if side is not None:
            screen.app.push_screen(SponsorForm(charter, side, agrees=True), done)

    def done(words: str | None) -> None:
        if words:
            screen.ridealong.done(words)

    if screen.writable():
        screen.ask(fetch, fetched, group="answer")


def answer(screen: SectionScreen, item: Item) -> None:
    """Write down what the first of those who have not answered did answer."""
    from ridealong.tui.dialogs.answer import AnswerDialog  # noqa: PLC0415 - loaded when asked for

    def fetch(desk: Desk) -> tuple[AnswerRow, ...]:
        from ridealong.services.attention.attention_answers import answers_of  # noqa: PLC0415 - services are imported in workers only

        with desk.reading() as connection:
            return answers_of(connection, item.uid, desk.clock.today())

    def fetched(rows: tuple[AnswerRow, ...]) -> None:
        if rows:
            screen.app.push_screen(AnswerDialog(rows[0]), done)

    def done(words: str | None) -> None:
        if words:
            screen.ridealong.done(shown(words))

    if screen.writable():
        screen.ask(fetch, fetched, group="answer")


def why(screen: SectionScreen, item: Item) -> None:
    """Explain why two people are paired."""
    from ridealong.tui.dialogs.why import WhyDialog  # noqa: PLC0415 - loaded when asked for

    guest, host = item.people
    screen.app.push_screen(WhyDialog(guest, host, None, pairing=item.pairing))


async def go_to(screen: SectionScreen, item: Item) -> None:
    """Go to where an item is dealt with: its plan, the invites, the answers to look at, or its row in the history."""
    from ridealong.tui.screens.history import HistoryScreen  # noqa: PLC0415 - loaded when asked for
    from ridealong.tui.screens.invites import InvitesScreen  # noqa: PLC0415 - loaded when asked for

    program = screen.ridealong
    if item.team:
        await going.to_composite_team(program, going.TeamSought(item.program, item.team, item.slot))
        return
    if item.kind == "spoiled" or item.teams:
        await going.to_program(program, item.program)
        return
    await program.action_open_section("history" if item.kind in ("owed", "missed", "debriefs") else "invites")
    there = program.screen
    if isinstance(there, HistoryScreen):
        there.call_after_refresh(_show_owed if item.kind == "owed" else _show_visit, there, item)
    elif isinstance(there, InvitesScreen) and item.kind == "answers":
        there.call_after_refresh(there.show_pressing)


async def _show_owed(history: HistoryScreen, item: Item) -> None:
    await history.show_view("owed")
    history.query_one("#owed PagedTable", PagedTable).seek(str(item.pairing))


async def _show_visit(history: HistoryScreen, item: Item) -> None:
    from ridealong.tui.screens.history_list import Narrowing  # noqa: PLC0415 - loaded with that screen

    terms = " ".join(f"person:{email}" for email in item.people)
    await history.list_pairings(Narrowing(words="debrief overdue", terms=terms), "")
    history.table.seek(str(item.pairing))


def _this_week(desk: Desk) -> tuple[FoundPerson, ...]:
    """Those who have a visit this week: whoever is ill is most likely one of them."""
    from ridealong.services import finding  # noqa: PLC0415 - services are imported in workers only

    return finding.with_visits(desk, MOST_ILL)


def ill(screen: SectionScreen) -> None:
    """Ask who is ill, then what becomes of their days."""
    if screen.writable():
        ask_who_is_ill(screen, "Who is ill today?", _this_week)


def ask_who_is_ill(
    screen: SectionScreen, question: str, first: Callable[[Desk], tuple[FoundPerson, ...]] | None
) -> None:
    """Ask who cannot come, then what becomes of their days; `first` are offered before anything is typed."""
    from ridealong.tui.dialogs.find_person import FindPersonDialog  # noqa: PLC0415 - loaded when asked for

    def chosen(email: str | None) -> None:
        if email is not None:
            from ridealong.tui.dialogs.ill import IllDialog  # noqa: PLC0415 - loaded when asked for

            screen.app.push_screen(IllDialog(email))

    screen.app.push_screen(FindPersonDialog(question, first), chosen)
