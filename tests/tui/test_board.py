"""The board: what it shows, and moving pairings with keys and the mouse."""

from datetime import date
from pathlib import Path

from rich.cells import cell_len
from textual import events
from textual.pilot import Pilot
from textual.widgets._toast import Toast

from ridealong.domain.days import Days, FixedClock
from ridealong.domain.periods import Zoom
from ridealong.domain.programs import Kind
from ridealong.services.changes import drafts
from ridealong.services.desk import open_desk
from ridealong.services.invites import outbox
from ridealong.services.people import absences
from ridealong.services.plans import plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.programs import programs
from ridealong.tui.actions import with_keys
from ridealong.tui.clipboard import Form, Gathered
from ridealong.tui.screens.board import BoardScreen
from ridealong.tui.screens.person import PersonScreen
from ridealong.tui.widgets.board_grid import BoardGrid
from ridealong.tui.widgets.board_signs import CARRY_LEGEND, LEGEND, TEAM_LEGEND, legend
from ridealong.tui.widgets.filter_bar import Line
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, look_for, press, screen_text, settle, toasts

PROGRAM = "Spring [x] rides"


def stored(database: Path, guest: str = "Ana Lima") -> Proposal:
    """The pairing of a guest, as it is in the database."""
    desk = open_desk(database, clock=FixedClock(TODAY), config=CONFIG)
    found = next(one for one in plans.page(desk, PROGRAM).proposals if one.guest.name == guest)
    desk.close()
    return found


def due(database: Path) -> int:
    desk = open_desk(database, clock=FixedClock(TODAY), config=CONFIG)
    number = len(outbox.rows(desk))
    desk.close()
    return number


def grid(pilot: Pilot[None]) -> BoardGrid:
    screen = pilot.app.screen
    assert isinstance(screen, BoardScreen)
    return screen.grid


def cell_line(pilot: Pilot[None]) -> str:
    """The line below the board, which a toast may cover for a while."""
    return pilot.app.screen.query_one("#cell", Line).text


def row_line(pilot: Pilot[None]) -> str:
    """The row under the cursor."""
    return next(line for line in screen_text(pilot).splitlines() if line.startswith("› "))


async def go_to(pilot: Pilot[None], name: str, database: Path) -> Proposal:
    """Put the cursor on the visit of a guest."""
    one = stored(database, name)
    if pilot.app.current_mode != "board":
        await press(pilot, "4")
    view = grid(pilot)
    while view.current is None or view.current.name != name:
        await press(pilot, "j")
    view.show_day(one.days.first)
    await settle(pilot)
    return one


def test_the_legends_fit_on_the_two_lines_of_a_small_terminal() -> None:
    for lines in (LEGEND, TEAM_LEGEND, [with_keys(line, {}) for line in CARRY_LEGEND]):
        assert all(cell_len(line) <= 80 - 6 for line in legend(lines, 80 - 6).splitlines())
        assert len(lines) <= 2


async def test_a_pairing_is_moved_with_the_arrows_and_undone(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        one = await go_to(pilot, "Ana Lima", company)
        assert "visits Hugo Costa 1–5 Feb (draft)" in cell_line(pilot)
        await press(pilot, "m")
        assert "Picked up: Ana Lima and Hugo Costa" in cell_line(pilot)
        assert "{▶Hugo" in row_line(pilot)
        # What lies in the cell under it is out of reach meanwhile.
        await press(pilot, "w", "s", "p", "d")
        assert isinstance(pilot.app.screen, BoardScreen)
        assert not toasts(pilot)
        assert stored(company) == one
        await press(pilot, "left")
        assert "1–5 Feb → 25–29 Jan: ✗ Hugo Costa has visits in rounds 1 and 3" in cell_line(pilot)
        assert "{✗Hugo" in row_line(pilot)
        await press(pilot, "enter")
        assert "It cannot go there. Ana Lima visits Hugo Costa" in cell_line(pilot)
        assert stored(company) == one
        await press(pilot, "escape")
        assert "visits Hugo Costa 1–5 Feb (draft)" in cell_line(pilot)
        assert grid(pilot).carrier is None

        await press(pilot, "m", "down")
        assert "[2 of 4" in cell_line(pilot)
        for _ in range(3):
            if "allowed" in cell_line(pilot):
                break
            await press(pilot, "down")
        await press(pilot, "left", "right", "enter")
        assert "Ana Lima now visits" in toasts(pilot)
        toast, cell = pilot.app.screen.query_one(Toast), pilot.app.screen.query_one("#cell")
        assert toast.region.bottom <= cell.region.y
        moved = stored(company)
        assert moved.host != one.host
        assert moved.host.name.split()[0] in row_line(pilot)
        assert moved.pinned
        await press(pilot, "u")
        assert stored(company).host == one.host


@thorough_only
async def test_a_published_pairing_says_how_many_invites_are_due_before_it_is_dropped(opened: Open, sent: Path) -> None:
    async with opened(sent) as pilot:
        one = await go_to(pilot, "Ana Lima", sent)
        await press(pilot, "m", "down")
        assert "It is published, so the host stays" in cell_line(pilot)
        await press(pilot, "less_than_sign")
        words = cell_line(pilot)
        assert "1–5 Feb → 1–4 Feb: allowed;" in words
        number = int(words.split("allowed; ")[1].split()[0])
        assert due(sent) == 0
        await press(pilot, "less_than_sign", "greater_than_sign", "enter")
        assert stored(sent).days == Days(one.days.first, one.days.last.replace(day=4))
        assert due(sent) == number
        assert f"{number} due (6)" in toasts(pilot)
        await press(pilot, "u")
        assert due(sent) == 0


async def test_what_has_begun_says_why_it_stays_and_looks_as_if_it_does(opened: Open, published: Path) -> None:
    async with opened(published, today=date(2027, 1, 12)) as pilot:
        await go_to(pilot, "Chloé Petit", published)
        for keys in (("m",), ("right",)):
            await press(pilot, *keys)
            assert cell_line(pilot).startswith("Chloé Petit visits Hugo Costa, 11–15 Jan: ✗ ")
            assert cell_line(pilot).count("has begun") == 1
            assert "{✗Hugo" in row_line(pilot)
        await press(pilot, "less_than_sign")
        assert "11–15 Jan → 11–14 Jan: allowed" in cell_line(pilot)


@thorough_only
async def test_the_program_that_is_chosen_is_the_one_of_plan_and_board(opened: Open, company: Path) -> None:
    desk = open_desk(company, clock=FixedClock(TODAY), config=CONFIG)
    new = programs.NewProgram(name="Autumn", kind=Kind.RIDE_ALONG, start=TODAY.replace(month=9, day=6), rounds=2)
    programs.create(desk, new)
    desk.close()
    async with opened(company, section="board") as pilot:
        assert "Board › all programs" in screen_text(pilot)
        await press(pilot, "c", *"autumn", "enter", "3")
        assert "Plan › Autumn" in screen_text(pilot)
        await press(pilot, "c", *"spring", "enter", "4")
        assert "Board › Spring [x] rides" in screen_text(pilot)
        await press(pilot, "c", *"all", "enter", "3")
        assert "Plan › Spring [x] rides" in screen_text(pilot)
        await press(pilot, "c", *"autumn", "enter", "4")
        assert "Board › all programs" in screen_text(pilot)


async def test_keys_that_are_pressed_before_it_is_known_where_it_may_go_are_not_lost(
    opened: Open, company: Path
) -> None:
    async with opened(company) as pilot:
        await go_to(pilot, "Ana Lima", company)
        for key in ("m", "less_than_sign", "less_than_sign", "enter"):
            await pilot.press(key)
        await settle(pilot)
        assert stored(company).days.last.day == 3


async def drag(pilot: Pilot[None], start: tuple[int, int], to: int) -> None:
    """Press the left button on a cell of the terminal, move along the row, let go."""
    x, y = start
    await pilot.mouse_down("#board", offset=start)
    for at in range(x, to, 1 if to > x else -1):
        await pilot.hover("#board", offset=(at, y))
    await pilot.hover("#board", offset=(to, y))
    await settle(pilot)
    await pilot.mouse_up("#board", offset=(to, y))
    await settle(pilot)


async def test_a_pairing_is_dragged_to_another_week_and_its_edge_to_another_day(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        one = await go_to(pilot, "Dmitri Petrov", company)
        view = grid(pilot)
        layout = view.layout_now
        assert layout is not None
        y = view.cursor + view.HEADER
        x = layout.names + view.column * layout.cell
        await drag(pilot, (x + 2, y), x + 2 + layout.cell)
        assert "It cannot go there: Grace Berg has visits in rounds 2 and 4" in toasts(pilot)
        assert view.carrier is None
        assert stored(company, one.guest.name) == one
        desk = open_desk(company, clock=FixedClock(TODAY), config=CONFIG)
        drafts.cancel(desk, stored(company, "Ben King").id)
        desk.close()
        await drag(pilot, (x + 2, y), x + 2 + layout.cell)
        assert stored(company, one.guest.name).round == one.round + 1
        await drag(pilot, (x + 2 * layout.cell - 1, y), x + layout.cell + 1)
        assert len(stored(company, one.guest.name).days) == 1
        await press(pilot, "u", "u")
        assert stored(company, one.guest.name).days == one.days
        # Put back while the button was held, it is not dropped by whatever picks it up next.
        await pilot.mouse_down("#board", offset=(x + 2, y))
        await pilot.hover("#board", offset=(x + 2 + layout.cell, y))
        await settle(pilot)
        await press(pilot, "escape")
        await pilot.mouse_up("#board", offset=(x + 2 + layout.cell, y))
        await press(pilot, "m", "right")
        assert view.carrier is not None
        assert stored(company, one.guest.name).days == one.days
        await press(pilot, "escape")
        await pilot.click("#board", offset=(x + 2, y), times=2)
        await settle(pilot)
        assert isinstance(pilot.app.screen, PersonScreen)


async def test_the_wheel_and_the_heading_go_through_the_weeks(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "4")
        view = grid(pilot)
        person, first = view.current, view.first
        await pilot.click("#board", offset=(2, 0))
        await settle(pilot)
        assert view.first is not None
        assert first is not None
        assert (first - view.first).days == 7 * 6
        await pilot.click("#board", offset=(10, 0))
        await settle(pilot)
        assert view.first == first
        await pilot.click("#board", offset=(5, 0))
        await settle(pilot)
        assert view.zoom is Zoom.MONTH
        await pilot._post_mouse_events([events.MouseScrollDown], view, offset=(30, 5), shift=True)
        await settle(pilot)
        assert "Feb" in screen_text(pilot).splitlines()[3]
        assert person is not None
        assert view.current is not None
        assert view.current.name == person.name


@thorough_only
async def test_months_teams_and_what_presses(opened: Open, declined: Path) -> None:
    async with opened(declined, size=(120, 36)) as pilot:
        await press(pilot, "4")
        assert "!Iris" in screen_text(pilot)
        await press(pilot, "exclamation_mark")
        assert "2 people · only what presses" in screen_text(pilot)
        await press(pilot, "escape")
        assert "10 people" in screen_text(pilot)
        await press(pilot, "minus")
        assert "month" in screen_text(pilot).splitlines()[3]
        assert "[Jan]" in screen_text(pilot)
        await press(pilot, "minus", "minus")
        assert "[Q1]" in screen_text(pilot)
        await press(pilot, "plus", "plus")
        view = grid(pilot)
        view.action_zoom()
        assert view.current is not None
        # Rows of the zoom before have a cell for each column as well, with nothing in it.
        assert len(view.cells(view.current)) == len(view.titles())
        wider = Gathered((*view.titles(), "When the window was wider"))
        wider.add(view, [view.current])
        assert wider.written(Form.COLUMNS).count("\n") == 2
        await press(pilot, "Y")
        assert "Which cell" not in screen_text(pilot)
        await press(pilot, "escape", "minus", "plus", "plus", "T")
        assert "4 teams" in screen_text(pilot)
        assert "Platform (3 people), week of" in cell_line(pilot)
        await press(pilot, "enter")
        assert "3 people" in screen_text(pilot)
        await press(pilot, "escape")
        await press(pilot, "T", "m")
        assert "Press T for people, then put the cursor on a pairing" in toasts(pilot)


@thorough_only
async def test_a_published_pairing_is_removed_only_after_asking_and_undo_brings_it_back(
    opened: Open, sent: Path
) -> None:
    async with opened(sent) as pilot:
        one = await go_to(pilot, "Ana Lima", sent)
        await press(pilot, "d")
        assert "Cancel Ana Lima's visit to Hugo Costa, 1–5 Feb 2027?" in screen_text(pilot)
        assert "Both will be told, if they were invited" in screen_text(pilot)
        await press(pilot, "enter")
        assert (stored(sent), due(sent)) == (one, 0)
        await press(pilot, "d", "right", "enter")
        assert "1 pairing cancelled; the invites are due (6)" in toasts(pilot)
        assert due(sent) > 0
        assert "visits Hugo Costa" not in cell_line(pilot)
        await press(pilot, "u")
        assert "visits Hugo Costa 1–5 Feb (published" in cell_line(pilot)
        assert due(sent) == 0


@thorough_only
async def test_what_is_done_with_the_pairing_under_the_cursor(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        one = await go_to(pilot, "Ana Lima", company)
        await press(pilot, "p")
        assert "(pinned draft)" in cell_line(pilot)
        await press(pilot, "w")
        assert "Why these two?" in screen_text(pilot)
        await press(pilot, "escape", "s")
        assert "Candidates for Ana Lima" in screen_text(pilot)
        await press(pilot, "escape", "d")
        assert "1 pairing set aside" in toasts(pilot)
        await press(pilot, "u", "u")
        assert stored(company).pinned == one.pinned
        await press(pilot, "h", "m")
        assert "First put the cursor on a pairing" in toasts(pilot)


async def test_moving_inside_the_window_reads_nothing_and_a_person_is_never_lost(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "4", "j", "j")
        view = grid(pilot)
        assert view.current is not None
        ticket, name = view.pages.ticket, view.current.name
        await press(pilot, "l", "l", "j", "k", "right_square_bracket", "left_square_bracket")
        assert view.pages.ticket == ticket
        await press(pilot, *["right_square_bracket"] * 9, "z", "t", "z", "z")
        assert view.pages.ticket > ticket
        assert view.current is not None
        assert view.current.name == name
        assert view.column in range(6)


async def test_the_reason_of_an_absence_stays_private(opened: Open, company: Path) -> None:
    desk = open_desk(company, clock=FixedClock(TODAY), config=CONFIG)
    absences.add_absences(
        desk, [address("Hugo Costa")], Days(TODAY.replace(month=2, day=3), TODAY.replace(month=2, day=4)), "surgery"
    )
    desk.close()
    async with opened(company, size=(160, 45)) as pilot:
        await go_to(pilot, "Ana Lima", company)
        assert "but Hugo Costa is away from 2027-02-03 to 2027-02-04" in cell_line(pilot)
        assert "surgery" not in screen_text(pilot)
        await press(pilot, "slash")
        await look_for(pilot, "hugo")
        await press(pilot, "enter")
        assert "away 3–4 Feb" in cell_line(pilot)
        assert "surgery" not in screen_text(pilot)


async def test_at_the_closest_and_at_the_widest_zoom_is_said(opened: Open, company: Path) -> None:
    async with opened(company, section="board") as pilot:
        await press(pilot, "plus")
        assert "Weeks are as close as it gets" in toasts(pilot)
        await press(pilot, "minus", "minus", "minus")
        assert grid(pilot).zoom is Zoom.QUARTER
        assert "Quarters are as far as it gets" in toasts(pilot)
