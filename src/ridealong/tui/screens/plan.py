"""Plan: a program's rounds, who is with whom and how well that fits, and everything that changes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.actions import bindings
from ridealong.tui.screens.plan_lines import PlanLine, detail, heading_cell, plan_columns, plan_lines
from ridealong.tui.screens.section import SectionScreen
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.filter_bar import FilterBar, Line
from ridealong.tui.widgets.paged_table import PagedTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import PurePath

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.plan_changes import PlanChanges
    from ridealong.services.plan_views import PlanPage, Proposal
    from ridealong.services.programs import ProgramRow
    from ridealong.services.publishing import Published
    from ridealong.services.repair_views import Repaired

NO_PROGRAM = "There is no program yet.\nPress n to create one: who takes part, when it begins, how many rounds."
NO_PLAN = "This program has no plan yet.\nPress r to plan its rounds. Nothing is told to anybody before you publish."
NO_OPEN = "No place is open.\n! shows everything again."
NO_MATCH = "Nothing in this plan matches.\nEsc clears the filter, ! shows everything again."


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one reading brought: all programs, and the plan of the one that is shown."""

    programs: tuple[ProgramRow, ...]
    page: PlanPage | None


def read_plan(desk: Desk, wanted: str) -> _Reading:
    """The wanted program's plan, or that of the newest program; for a worker."""
    from ridealong.services import plans, programs  # noqa: PLC0415 - services are imported in workers only

    rows = programs.list_all(desk)
    names = [row.name for row in rows]
    name = wanted if wanted in names else names[-1] if names else ""
    return _Reading(rows, plans.page(desk, name) if name else None)


class PlanScreen(SectionScreen):
    """The plan of one program."""

    SECTION = "plan"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["plan.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("plan")]
    HELP = (
        "The rounds of one program. r plans them; everything is a draft until you publish with P.\n"
        "p pins a pairing, so that planning again keeps it; S on one pairing, then on another, swaps their hosts;\n"
        "d sets a draft aside; a published pairing it cancels, once you have said yes.\n"
        "w explains, s shows who else would suit. ! shows only open places.\n"
        "R replaces what cannot take place any more, and leaves everything else as it is.\n"
        "D shows what planning again changed in the draft before."
    )

    def __init__(self) -> None:
        super().__init__()
        self._page: PlanPage | None = None
        self._programs: tuple[ProgramRow, ...] = ()
        self._read = False
        self._lines: list[PlanLine] = []
        self._only_open = False
        self._picked: Proposal | None = None
        self._changes: PlanChanges | None = None

    def body(self) -> Iterator[Widget]:
        """Filter, what the plan comes to, the pairings, and the one under the cursor in full."""
        yield FilterBar("Plan", "/ to filter")
        yield Line("…", id="sentences")
        yield PagedTable(
            plan_columns("Guest", "Host"), key=lambda line: line.key, span=heading_cell, empty=NO_PLAN, id="plan"
        )
        yield Line("", id="detail")

    @property
    def table(self) -> PagedTable[PlanLine]:
        """The table."""
        return self.query_one("#plan", PagedTable)

    # -- data ---------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the plan."""
        wanted = self.ridealong.program
        self.ask(lambda desk: read_plan(desk, wanted), self._show, group="plan")

    def _show(self, reading: _Reading) -> None:
        self._page, self._programs, self._read = reading.page, reading.programs, True
        page, picked = reading.page, self._picked
        if picked is not None:
            now = page.proposals if page else ()
            self._picked = next((one for one in now if one.id == picked.id), None)
        bar = self.query_one(FilterBar)
        if page is None:
            bar.name_it("Plan")
            self.query_one("#sentences", Line).say("")
            self.table.empty = NO_PROGRAM
        else:
            self.ridealong.program = page.program.name
            bar.name_it(f"Plan › {shown(page.program.name)}")
            hint = " Press R." if page.clashes else ""
            self.query_one("#sentences", Line).say("\n".join(map(shown, page.sentences)) + hint)
            buddies = str(page.program.kind) == "buddy"
            self.table.columns = plan_columns("Newcomer" if buddies else "Guest", "Buddy" if buddies else "Host")
            self.table.forget_layout()
        self._fill()

    def _fill(self, *, from_top: bool = False) -> None:
        text = self.query_one(FilterBar).value
        page = self._page
        self._lines = plan_lines(page, text, only_open=self._only_open) if page else []
        if page:
            some = page.proposals or page.open
            self.table.empty = NO_PLAN if not some else NO_OPEN if self._only_open and not text else NO_MATCH
        drafts = sum(one.state == "proposed" for one in page.proposals) if page else 0
        without = len({one.guest.email for one in page.open}) if page else 0
        left = f"{without} with open places" if without else "no open places"
        words = f"open places only · {left}" if self._only_open else f"{many(drafts, 'draft')} · {left}"
        self.query_one(FilterBar).count(words if page else "")
        self.table.read(from_top=from_top)

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """The plan is in memory, once it has been read."""
        if self._read:
            message.view.put(message.ticket, 0, self._lines, len(self._lines))

    def on_paged_view_moved(self) -> None:
        """Show in full what the cursor is on."""
        if self._picked is not None:
            picked = f"Swap: {shown(self._picked.guest.name)} and {shown(self._picked.host.name)} are picked up."
            self.query_one("#detail", Line).say(
                f"{picked}\nS on another pairing exchanges the hosts; Esc puts it back."
            )
            return
        self.query_one("#detail", Line).say(detail(self.table.current))

    def on_filter_bar_changed(self) -> None:
        """Show what matches."""
        self._fill(from_top=True)

    def clear_marks(self) -> None:
        """Take off marks, put back what was picked up, show everything."""
        self._picked = None
        self.table.unmark()
        if self._only_open:
            self._only_open = False
            self._fill()
        self.on_paged_view_moved()

    def _drafts(self) -> list[Proposal]:
        """The chosen drafts; says so where there are none."""
        return self._pairings_in("a draft", "proposed")

    def _pairings_in(self, what: str, *states: str) -> list[Proposal]:
        """The chosen pairings in certain states; says what to choose where there are none."""
        found = [line.pairing for line in self.table.chosen if line.pairing and line.pairing.state in states]
        if not found:
            self.notify(f"Put the cursor on {what} first", severity="warning", timeout=3, markup=False)
        return found if self.writable() else []

    def _write(self, work: Callable[[Desk], None], words: str) -> None:
        def written(_none: None) -> None:
            self.table.unmark()
            self.ridealong.done(words)

        self.change(work, written)

    # -- planning -----------------------------------------------------------------------------------------------

    def action_run(self) -> None:
        """Plan the rounds in a worker, with progress."""
        from ridealong.tui.screens.plan_run import plan_rounds  # noqa: PLC0415 - loaded when asked for

        if not self._read:
            return
        if self._page is None:
            self.action_new_program()
        elif self.writable():
            plan_rounds(self, self._page.program.name, self._planned)

    def _planned(self, result: PlanPage) -> None:
        self._changes = result.changes

    def action_changes(self) -> None:
        """Show what planning again changed."""
        from ridealong.tui.dialogs.changes import ChangesDialog  # noqa: PLC0415 - loaded when asked for

        if self._changes is None:
            self.notify("Plan again with r first: then D shows what that changed", timeout=4, markup=False)
        else:
            self.app.push_screen(ChangesDialog(self._changes))

    def action_new_program(self) -> None:
        """Create a program."""
        from ridealong.tui.screens.programs import create_program  # noqa: PLC0415 - loaded when asked for

        create_program(self)

    def action_choose_program(self) -> None:
        """Choose which program is shown."""
        from ridealong.tui.dialogs.choose import choose_program  # noqa: PLC0415 - loaded when asked for

        choose_program(self, self._programs, self._chosen)

    def _chosen(self, name: str) -> None:
        self.ridealong.program = name
        self._changes = None
        self.table.unmark()
        self.read()

    def action_publish(self) -> None:
        """Compare the draft with what is published, ask, publish."""
        from ridealong.tui.dialogs.publish import PublishDialog  # noqa: PLC0415 - loaded when asked for

        def published(result: Published | None) -> None:
            if result is not None:
                words = f"{many(result.pairings, 'pairing')}, {many(result.invites, 'new invite')}."
                self.ridealong.done(f"{words}\n6 shows them, x there exports them.", title="Published", timeout=8)

        if self._page is not None and self.writable():
            self.app.push_screen(PublishDialog(self._page.program.name), published)

    def action_repair(self) -> None:
        """Show what a repair would change, ask, repair."""
        from ridealong.tui.dialogs.repair import RepairDialog  # noqa: PLC0415 - loaded when asked for

        def repaired(result: Repaired | None) -> None:
            if result is not None:
                due = "\n6 shows the invites that are due." if any(one.published for one in result.changes) else ""
                words = f"{many(len(result.changes), 'change')}, {many(result.kept, 'pairing')} as before.{due}"
                self.ridealong.done(words, title="Repaired", timeout=8)

        if self._page is not None and self.writable():
            self.app.push_screen(RepairDialog(self._page.program.name), repaired)

    # -- changing the draft -------------------------------------------------------------------------------------

    def action_pin(self) -> None:
        """Pin what is not pinned, or unpin where all is."""
        drafts = self._drafts()
        pinned = not all(one.pinned for one in drafts)

        def work(desk: Desk) -> None:
            from ridealong.services import drafts as service  # noqa: PLC0415 - services are imported in workers only

            service.pin_all(desk, [one.id for one in drafts], pinned, seen=[one.seen for one in drafts])

        if drafts:
            self._write(work, f"{many(len(drafts), 'pairing')} {'pinned' if pinned else 'unpinned'}")

    def action_set_aside(self) -> None:
        """Set drafts aside, and cancel published pairings after asking."""
        if not (chosen := self._pairings_in("a draft or a published pairing", "proposed", "published")):
            return
        published = [one for one in chosen if one.state == "published"]

        def work(desk: Desk) -> None:
            from ridealong.services import drafts as service  # noqa: PLC0415 - services are imported in workers only

            service.cancel_all(desk, [one.id for one in chosen], seen=[one.seen for one in chosen])

        def check(desk: Desk) -> None:
            from ridealong.services import drafts as service  # noqa: PLC0415 - services are imported in workers only

            for one in published:
                service.check_cancel(desk, one.id)

        if published:
            told = f"{many(len(published), 'pairing')} cancelled; the invites are due (6)"
            self.ask(
                check, lambda _none: self._ask_to_cancel(published, lambda: self._write(work, told)), group="cancel"
            )
        else:
            self._write(work, f"{many(len(chosen), 'pairing')} set aside; r plans again")

    def _ask_to_cancel(self, published: list[Proposal], go_on: Callable[[], None]) -> None:
        from ridealong.tui.dialogs.cancel_pairings import cancel_question  # noqa: PLC0415 - loaded when asked for

        if self._page is not None:
            dialog = cancel_question(published, visits=self._page.program.kind.visits)
            self.app.push_screen(dialog, lambda yes: go_on() if yes else None)

    def action_swap(self) -> None:
        """Pick up a pairing; on the second one, exchange the hosts."""
        if not (chosen := self._pairings_in("a draft or a published pairing", "proposed", "published")):
            return
        pair = [*([self._picked] if self._picked else []), *chosen][:2]
        if len(pair) == 2 and pair[0].id != pair[1].id:
            one, other = pair
            self._picked = None

            def work(desk: Desk) -> None:
                from ridealong.services import drafts as service  # noqa: PLC0415 - services are imported in workers only

                service.swap(desk, one.id, other.id, seen=[one.seen, other.seen])

            told = "; the invites are due (6)" if "published" in (one.state, other.state) else ""
            self._write(work, f"{shown(one.guest.name)} and {shown(other.guest.name)} have exchanged hosts{told}")
        else:
            self._picked = chosen[0]
        self.on_paged_view_moved()

    # -- looking deeper -----------------------------------------------------------------------------------------

    def _on_a_place(self) -> PlanLine | None:
        """The pairing or open place under the cursor; says so where there is none."""
        line = self.table.current
        if line is not None and line.heading:
            self.notify("Put the cursor on a pairing or an open place first", timeout=3, markup=False)
            return None
        return line

    def action_why(self) -> None:
        """Explain the pairing or the open place under the cursor."""
        from ridealong.tui.dialogs.why import WhyDialog, WhyNobodyDialog  # noqa: PLC0415 - loaded when asked for

        line = self._on_a_place()
        if line is None or self._page is None:
            return
        program = self._page.program.name
        if line.pairing:
            pair = line.pairing.guest.email, line.pairing.host.email
            self.app.push_screen(WhyDialog(*pair, program, line.round))
        elif line.place:
            guest = line.place.guest
            self.app.push_screen(WhyNobodyDialog(guest.email, guest.name, program, line.round))

    def on_paged_view_opened(self) -> None:
        """Enter explains."""
        self.action_why()

    def action_candidates(self) -> None:
        """Rank everybody for the place under the cursor."""
        from ridealong.tui.dialogs.candidates import CandidatesDialog  # noqa: PLC0415 - loaded when asked for

        line = self._on_a_place()
        if line is None or self._page is None:
            return
        place, declined = line.place and line.place.guest, None
        if line.pairing:
            away = any(one.id == line.pairing.id and one.of_guest for one in self._page.clashes)
            place = line.pairing.host if away or line.pairing.guest_declined else line.pairing.guest
            declined = line.pairing.id if line.pairing.declined_by else None
        if place:
            program = self._page.program.name
            dialog = CandidatesDialog(place.email, place.name, program, line.round, replacing=declined)
            self.app.push_screen(dialog)

    def action_only_open(self) -> None:
        """Show only open places, or everything again."""
        self._only_open = not self._only_open
        self._fill(from_top=True)

    def action_round_back(self) -> None:
        """Go to the heading before the cursor."""
        at = self.table.cursor
        self._go_to([n for n, line in enumerate(self._lines) if line.heading and n < at][-1:])

    def action_round_on(self) -> None:
        """Go to the heading after the cursor."""
        at = self.table.cursor
        self._go_to([n for n, line in enumerate(self._lines) if line.heading and n > at][:1])

    def _go_to(self, found: list[int]) -> None:
        if found:
            self.table.move_to(found[0])
