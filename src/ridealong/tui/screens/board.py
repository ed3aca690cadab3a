"""Board: weeks, months or quarters across, people or teams down, and what each of them does when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from ridealong.tui import going
from ridealong.tui.actions import bindings
from ridealong.tui.keyed import keyed
from ridealong.tui.screens.board_carry import Carry
from ridealong.tui.screens.board_help import EMPTY, HELP, NOT_FOUND, NOT_PRESSING
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.board_grid import BoardGrid
from ridealong.tui.widgets.board_rows import is_team, team_key
from ridealong.tui.widgets.board_signs import CARRY_LEGEND, LEGEND, TEAM_LEGEND, embed_program, legend
from ridealong.tui.widgets.board_words import cell_words, column_words, cut, team_words
from ridealong.tui.widgets.filter_bar import FilterBar, Line
from ridealong.tui.widgets.pages import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import PurePath

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.domain.days import Days
    from ridealong.services.board.board_items import BoardItem, BoardRow
    from ridealong.services.board.board_teams import TeamRow
    from ridealong.services.desk import Desk
    from ridealong.services.meanwhile import Seen
    from ridealong.services.paging import Page
    from ridealong.services.programs.programs import ProgramRow

_OF_THE_CELL = ("pin", "set_aside", "why", "candidates")


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the board begins."""

    first: date
    today: date
    programs: tuple[ProgramRow, ...]


@dataclass(frozen=True, slots=True)
class _Who:
    """Somebody of a pairing on the board."""

    email: str
    name: str


@dataclass(frozen=True, slots=True)
class OnBoard:
    """A pairing as the board shows it: what can be chosen and acted upon."""

    id: int
    seen: Seen
    state: str
    pinned: bool
    guest: _Who
    host: _Who
    days: Days


def read_frame(desk: Desk) -> _Frame:
    """The first week worth showing, today, and the programs; for a worker."""
    from ridealong.services.board import board  # noqa: PLC0415 - services are imported in workers only
    from ridealong.services.programs import programs  # noqa: PLC0415 - services are imported in workers only

    return _Frame(board.first_week(desk), desk.clock.today(), programs.list_all(desk))


class BoardScreen(SectionScreen):
    """The grid, the cell under the cursor in words, and what is done with the pairing in it."""

    SECTION = "board"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["board.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("board")]
    HELP = HELP

    def __init__(self) -> None:
        super().__init__()
        self._all_programs = True
        self._programs: tuple[ProgramRow, ...] = ()
        self._teams = False
        self._pressing = False
        self._shows = ""

    def body(self) -> Iterator[Widget]:
        """Filter, grid, the cell in words, what the signs mean."""
        yield FilterBar("Board › all programs", "{section.filter} to filter")
        yield BoardGrid(empty=EMPTY, id="board")
        yield Line("", id="cell")
        yield Line("\n".join(LEGEND), id="legend")

    @property
    def grid(self) -> BoardGrid:
        """The grid."""
        return self.query_one("#board", BoardGrid)

    @property
    def _filter(self) -> FilterBar:
        return self.query_one(FilterBar)

    # -- data ---------------------------------------------------------------------------------------------------

    @property
    def _program(self) -> str:
        """The program that is shown; empty for all of them."""
        return "" if self._all_programs else self.ridealong.program

    def catch_up(self) -> None:
        """Read again if the data has changed, or another program was chosen in Plan."""
        if self._shows == self._program:
            super().catch_up()
        else:
            self.read()

    def read(self) -> None:
        """Read where to begin, once; then the visible rows."""
        self.ask(read_frame, self._framed, group="frame", failed=self.cannot_read)

    def _framed(self, frame: _Frame) -> None:
        self._programs = frame.programs
        self._all_programs |= self.ridealong.program not in {row.name for row in frame.programs}
        self._shows = self._program
        self._filter.name_it(f"Board › {shown(self._program) or 'all programs'}")
        self.grid.begin(frame.first, frame.today)
        self.grid.read()

    def on_paged_view_wanted(self, message: BoardGrid.Wanted) -> None:
        """Fetch the rows of a page, for the columns in view and some beside them."""
        wanted, zoom, teams = self.grid.wanted, self.grid.zoom, self._teams
        text, program, pressing = self._filter.value, self._program, self._pressing
        if wanted is None:
            return

        def fetch(desk: Desk) -> tuple[Page[BoardRow | TeamRow], str]:
            from ridealong.services import search  # noqa: PLC0415 - in workers only
            from ridealong.services.board import board, board_teams  # noqa: PLC0415 - in workers only
            from ridealong.services.people import people_terms  # noqa: PLC0415 - in workers only

            query = board.BoardQuery(
                text=text, program=program, first=wanted[0], weeks=wanted[1], zoom=zoom, pressing=pressing
            )
            rows = board_teams.teams if teams else board.board
            # Of one kind or the other, which the lists of rows here need not tell apart.
            page = cast("Page[BoardRow | TeamRow]", rows(desk, query, message.offset, PAGE))
            return page, "" if page.total else search.unknown_term(text, people_terms.TERMS)

        def fetched(found: tuple[Page[BoardRow | TeamRow], str]) -> None:
            page, unknown = found
            none = NOT_FOUND if text or program else NOT_PRESSING if pressing else EMPTY
            self.grid.empty = unknown or none
            message.view.put(message.ticket, page.offset, page.rows, page.total)
            counted = many(page.total, "team") if teams else many(page.total, "person", "people")
            self._filter.count(f"{counted} · only what presses" if pressing else counted)

        self.ask(fetch, fetched, group=f"page {message.ticket < 0} {message.offset}", failed=self.filter_failed)

    def on_resize(self) -> None:
        """The legend may fit on fewer lines."""
        self._say_legend()

    def on_filter_bar_changed(self) -> None:
        """Look for what was typed."""
        self.grid.read(from_top=True)

    # -- the cell in words --------------------------------------------------------------------------------------

    def follow_cursor(self) -> None:
        """Say what is in the cell."""
        if isinstance(carry := self.grid.carrier, Carry):
            self.say_carried(carry.words)
            return
        row, layout, grid = self.grid.current, self.grid.layout_now, self.grid
        if row is None or layout is None:
            self.query_one("#cell", Line).say("")
            return
        column = column_words(grid.zoom, layout.days(grid.column))
        if is_team(row):
            head = f"{cut(row.name)} ({many(cast('TeamRow', row).people, 'person', 'people')}), {column}: "
            words = team_words(cell) if (cell := grid.team_cell) else "…"
        else:
            head = f"{cut(row.name)} ({cut(cast('BoardRow', row).team, 20)}), {column}: "
            words = cell_words(grid.items, grid.load)
        self.query_one("#cell", Line).say(head + words)

    def say_carried(self, words: str) -> None:
        """Say where what is carried would go."""
        self.query_one("#cell", Line).say(words)

    def _say_legend(self) -> None:
        lines = CARRY_LEGEND if self.grid.carrier else TEAM_LEGEND if self._teams else LEGEND
        self.query_one("#legend", Line).say(legend([keyed(self, one) for one in lines], self.size.width - 6))

    # -- what is shown ------------------------------------------------------------------------------------------

    async def on_paged_view_opened(self) -> None:
        """Open the person, the people of the team, or the teams of the program of an embed."""
        row = self.grid.current
        if row is None:
            return
        if is_team(row):
            self._turn(teams=False)
            await self._filter.look_for(going.team_terms(row.name, row.side))
            self.grid.focus()
        elif program := embed_program(self.grid.items):
            await going.to_program(self.ridealong, program)
        else:
            going.to_person(self.ridealong, cast("BoardRow", row).email)

    def action_people_or_teams(self) -> None:
        """Show teams instead of people, or people again."""
        self._turn(teams=not self._teams)

    def _turn(self, *, teams: bool) -> None:
        self._put_back()
        row = self.grid.current
        self._teams = teams
        self.grid.read()
        if teams and row is not None and not is_team(row):
            self.grid.look_after(team_key(row.side, cast("BoardRow", row).team))
        self._say_legend()

    def action_only_pressing(self) -> None:
        """Show only whoever has something declined or impossible, or everybody again."""
        self._pressing = not self._pressing
        self.grid.read()

    def clear_marks(self) -> None:
        """Show everybody again."""
        if self._pressing:
            self.action_only_pressing()

    async def action_clear(self) -> None:
        """Put back what is carried; else clear the filter."""
        if self.grid.carrier is not None:
            self.grid.carrier.put_back()
        else:
            await super().action_clear()

    def action_choose_program(self) -> None:
        """Show one program, or all."""
        from ridealong.tui.dialogs.choose import choose_program  # noqa: PLC0415 - loaded when asked for

        choose_program(self, self._programs, self._chosen, all_of_them=True)

    def _chosen(self, name: str) -> None:
        self._put_back()
        self._all_programs = not name
        if name:
            going.choose_program(self.ridealong, name)
        self._shows = name
        self._filter.name_it(f"Board › {shown(name) or 'all programs'}")
        self.grid.read(from_top=True)

    # -- the pairing under the cursor ---------------------------------------------------------------------------

    def _pairings(self) -> list[BoardItem]:
        """What can be acted upon in the cell: what begins in it first; says so where there is nothing."""
        layout, grid = self.grid.layout_now, self.grid
        found = [one for one in grid.items if one.pairing_id is not None]
        if layout is None or not found:
            words = "Press {board.people-or-teams} for people, then put" if self._teams else "First put"
            self.notify(keyed(self, f"{words} the cursor on a pairing"), severity="warning", timeout=3, markup=False)
            return []
        days = layout.days(grid.column)
        live = [one for one in found if one.state in ("proposed", "published")]
        return sorted(live or found, key=lambda one: (one.sign == "buddy", one.days.first not in days))

    def _on_board(self) -> tuple[BoardItem, OnBoard] | None:
        row = self.grid.current
        items = self._pairings()
        if row is None or not items:
            return None
        item, me = items[0], _Who(cast("BoardRow", row).email, row.name)
        other = _Who(item.other, item.label)
        guest, host = (other, me) if item.sign == "hosting" else (me, other)
        return item, OnBoard(
            item.pairing_id or 0, item.seen, str(item.state), item.pinned, guest=guest, host=host, days=item.days
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a pairing is carried, nothing is done with what lies in the cell under it."""
        carried = self.is_mounted and self.grid.carrier is not None
        return None if carried and action in _OF_THE_CELL else super().check_action(action, parameters)

    def action_pin(self) -> None:
        """Pin the draft under the cursor, or unpin it."""
        from ridealong.tui.pairing_acts import pin  # noqa: PLC0415 - loaded when asked for

        if found := self._on_board():
            pin(self, [found[1]])

    def action_set_aside(self) -> None:
        """Set the draft under the cursor aside, or cancel the published pairing after asking."""
        from ridealong.tui.pairing_acts import set_aside  # noqa: PLC0415 - loaded when asked for

        if found := self._on_board():
            set_aside(self, [found[1]], visits=found[0].sign != "buddy")

    def action_why(self) -> None:
        """Explain the pairing under the cursor."""
        from ridealong.tui.dialogs.why import WhyDialog  # noqa: PLC0415 - loaded when asked for

        if found := self._on_board():
            item, one = found
            both = one.guest.email, one.host.email
            self.app.push_screen(WhyDialog(*both, item.program, item.round, pairing=one.id, state=one.state))

    def action_candidates(self) -> None:
        """Rank everybody for the place under the cursor."""
        from ridealong.tui.dialogs.candidates import CandidatesDialog  # noqa: PLC0415 - loaded when asked for

        found = self._on_board()
        item, one = found or (None, None)
        if item is not None and one is not None and item.round is not None:
            # Who declined gives the place up, so others are looked for in their stead.
            keeps = one.host if one.guest.name in item.declined_by else one.guest
            declined = one.id if item.declined_by else None
            self.app.push_screen(
                CandidatesDialog(keeps.email, keeps.name, item.program, item.round, replacing=declined)
            )

    # -- carrying -----------------------------------------------------------------------------------------------

    def action_pick_up(self) -> None:
        """Pick the pairing under the cursor up; pressed again, the next one in the cell."""
        self._pick_up(again=True)

    def action_shorter(self) -> None:
        """Make the pairing under the cursor shorter."""
        self._stretch(-1)

    def action_longer(self) -> None:
        """Make the pairing under the cursor longer."""
        self._stretch(1)

    def _stretch(self, by: int) -> None:
        carry = self.grid.carrier or self._pick_up()
        if isinstance(carry, Carry):
            carry.stretch(by)

    def _pick_up(self, *, again: bool = False) -> Carry | None:
        held = self.grid.carrier.pairing_id if isinstance(self.grid.carrier, Carry) else None
        if held is not None and again:
            self._put_back()
        row, day = self.grid.current, self.grid.day
        items = self._pairings()
        if row is None or day is None or not items or not self.writable():
            return None
        numbers = [one.pairing_id for one in items]
        at = (numbers.index(held) + 1) % len(items) if held in numbers else 0
        return self._carry(items[at], cast("BoardRow", row).email, day)

    def _carry(self, item: BoardItem, email: str, day: date) -> Carry:
        carry = Carry(self, item, email, day)
        self.grid.carrier = carry
        self.refresh_bindings()
        carry.begin()
        self._say_legend()
        self.say_carried(carry.words)
        return carry

    def on_dragged_lifted(self, message: BoardGrid.Lifted) -> None:
        """Somebody drags a pairing."""
        layout = self.grid.layout_now
        if layout is None or self.grid.carrier is not None:
            return
        self.grid.move_to(message.index)
        self.grid.day = layout.begin(message.column)
        if self._pick_up() is None:
            self.grid.let_go()

    def leave_carry(self, carry: Carry) -> None:
        """Nothing is carried any more."""
        if self.grid.carrier is carry:
            self.grid.carrier = None
            self.grid.let_go()
            self.grid.haunt(None)
            self.refresh_bindings()
            self._say_legend()
            self.follow_cursor()

    def _put_back(self) -> None:
        if self.grid.carrier is not None:
            self.grid.carrier.put_back()

    def stood_back(self) -> None:
        """Whoever goes elsewhere has put down what was carried."""
        self._put_back()
