"""What leads say: the drafts that need the word of somebody's lead, list by list, and what each lead said."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from ridealong.tui.actions import bindings
from ridealong.tui.dates import day_words, short_span_words, span_words
from ridealong.tui.screens.list_page import LIST, ListPage
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.columns import Column
from ridealong.tui.widgets.held_table import HeldTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.binding import BindingType

    from ridealong.domain.consent import Word
    from ridealong.services.desk import Desk
    from ridealong.services.importing import ImportReport
    from ridealong.services.programs.programs import ProgramRow
    from ridealong.services.publishing.lead_words import AskedDraft, LeadList
    from ridealong.tui.widgets.columns import Cell

NO_DRAFTS = (
    "No draft needs the word of a lead.\n"
    "{app.plan}, then {plan.run}, plans the rounds; whose manager is known, the manager is asked."
)
NOT_FOUND = (
    "No draft matches.\n{section.clear} clears the filter. Terms look in one place: lead:grace person:ana word:waiting"
)
NONE_WAITING = "Every lead has given their word.\n{leads.only-waiting} shows all drafts again."
NOT_HERE = "Put the cursor on a draft, or mark some, first"
SIGNS = {"agreed": ("✓ agreed", "good"), "refused": ("✗ refused", "bad"), "waiting": ("○ waiting", "warn")}
"""What a lead said -> how that is shown, and its tone."""


@dataclass(frozen=True, slots=True)
class LeadLine:
    """A draft under the heading of its lead; without a draft, that heading."""

    lead: LeadList
    draft: AskedDraft | None = None

    @property
    def key(self) -> str:
        """What identifies the line when the list is read again."""
        return f"{self.draft.id} {self.draft.side}" if self.draft else f"# {self.lead.email}"


def said(one: AskedDraft) -> str:
    """What the lead said of a draft, in a word."""
    return str(one.word) if one.word else "waiting"


def visit_words(one: AskedDraft) -> str:
    """What the person would do with the other."""
    if not one.kind.visits:
        return "with"
    return "visits" if one.guest else "hosts"


def _heading(line: LeadLine) -> str | None:
    if line.draft is not None:
        return None
    words = [said(one) for one in line.lead.drafts]
    counts = [f"{number:,} {word}" for word in ("waiting", "agreed", "refused") if (number := words.count(word))]
    address = f" <{shown(line.lead.email)}>" if line.lead.name else ""
    return f"{shown(line.lead.called)}{address} · {', '.join(counts)}"


def _columns(*, several: bool) -> tuple[Column[LeadLine], ...]:
    """The columns; `several`: whether drafts of more than one program are shown."""
    program: Column[LeadLine] = Column(
        "Program", 16, lambda line: shown(line.draft.program) if line.draft else "", grow=1, rank=1
    )
    return (
        Column("Word", 10, _word),
        Column("Person", 17, lambda line: shown(line.draft.person.name) if line.draft else "", grow=2, most=26),
        Column("", 6, lambda line: visit_words(line.draft) if line.draft else ""),
        Column("Whom", 17, lambda line: shown(line.draft.other.name) if line.draft else "", grow=2, most=26),
        Column("Team", 12, lambda line: shown(line.draft.other.team) if line.draft else "", grow=1, most=20, rank=2),
        Column("When", 15, lambda line: short_span_words(line.draft.days) if line.draft else ""),
        *([program] if several else []),
    )


def _word(line: LeadLine) -> Cell:
    return [SIGNS[said(line.draft)]] if line.draft else ""


class LeadsScreen(ListPage[LeadLine]):
    """The lists of all leads.

    Args:
        program: whose drafts are shown; empty for those of all programs whose leads are to agree.
    """

    SECTION = "plan"
    TITLE_TEXT = "Plan › what leads say"
    HINT = "{section.filter} to filter, such as word:waiting"
    TERMS: ClassVar[Mapping[str, Sequence[str]]] = {
        "lead": (),
        "person": (),
        "program": (),
        "word": ("agreed", "refused", "waiting"),
    }
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("leads")]
    HELP = (
        "The drafts that need the word of a lead, under the lead of the guest and under the lead of the host: whoever\n"
        "stands as the manager of the person. {leads.agree} notes that the lead agrees, {leads.refuse} that the lead\n"
        "refuses: for the draft under the cursor, or all marked ones. On the heading of a lead, {leads.agree} takes\n"
        "all that still wait. {leads.edit} notes the word together with what the lead said of it, which is private:\n"
        "the key {leads.show-notes} shows it. {leads.import-words} reads a list that a lead sent back.\n"
        "Where leads are to agree, a draft that one has refused is not published, and one that waits with a reason.\n"
        "{leads.choose-program} shows another program, {leads.only-waiting} only what waits, {leads.back} goes back.\n"
        "Terms of the filter: lead:grace person:ana program:spring word:waiting."
    )

    def __init__(self, program: str = "") -> None:
        super().__init__()
        self._program = program
        self._needed = True
        self._only = False
        self._notes = False

    def made(self) -> HeldTable[LeadLine]:
        """The drafts, each under its lead."""
        return HeldTable(
            _columns(several=not self._program), key=lambda line: line.key, span=_heading, empty=NO_DRAFTS, id=LIST
        )

    # -- data ---------------------------------------------------------------------------------------------------

    def fetch(self, desk: Desk) -> Sequence[LeadLine]:
        """The drafts of all leads."""
        from ridealong.services.programs import programs  # noqa: PLC0415 - services are imported in workers only
        from ridealong.services.publishing import lead_words  # noqa: PLC0415 - services are imported in workers only

        found = lead_words.lists(desk, program=self._program)
        self._needed = not self._program or programs.show(desk, self._program).program.leads_agree
        return [LeadLine(lead, draft) for lead in found for draft in lead.drafts]

    def arrived(self) -> None:
        """Say of which program the drafts are, where that is another than Plan shows."""
        whose = shown(self._program) if self._program else "all programs whose leads agree"
        here = self._program == self.ridealong.program
        self.bar.name_it(self.TITLE_TEXT if here else f"{self.TITLE_TEXT} › {whose}")
        self.table.columns = _columns(several=not self._program)
        self.table.forget_layout()

    def text_of(self, row: LeadLine) -> str:
        """The lead, the two people, the program and the word."""
        one = row.draft
        if one is None:
            return ""
        who = f"{one.person.name} {one.person.team} {one.other.name} {one.other.team}"
        return f"{row.lead.name} {row.lead.email} {who} {one.program} {said(one)}"

    def term_of(self, row: LeadLine, name: str) -> str:
        """The lead, the person who is led, the program or the word."""
        one = row.draft
        if one is None:
            return ""
        lead, person = f"{row.lead.name} {row.lead.email}", f"{one.person.name} {one.person.email}"
        return {"lead": lead, "person": person, "program": one.program, "word": said(one)}[name]

    def shown_of(self, rows: Sequence[LeadLine]) -> Sequence[LeadLine]:
        """Those that are wanted, under their headings."""
        wanted = [row for row in rows if not self._only or (row.draft and row.draft.word is None)]
        groups = groupby(wanted, key=lambda row: row.lead.email)
        return [
            line for _email, some in groups for drafts in [list(some)] for line in (LeadLine(drafts[0].lead), *drafts)
        ]

    def empty(self, typed: str) -> str:
        """What to do where there is no draft."""
        return NO_DRAFTS if not self.rows else NOT_FOUND if typed else NONE_WAITING

    def counted(self, rows: Sequence[LeadLine]) -> str:
        """How many words are needed, and how many are still to come."""
        drafts = [row.draft for row in rows if row.draft]
        if not drafts:
            return ""
        waiting = sum(one.word is None for one in drafts)
        leads = len(rows) - len(drafts)
        parts = [many(leads, "lead"), f"{many(len(drafts), 'word')}, {waiting:,} waiting"]
        parts += ["only those"] if self._only else []
        return " · ".join(parts if self._needed else [*parts, "not needed to publish"])

    def detail(self, row: LeadLine) -> str:
        """A draft in full, what the lead said of it, and what can be done."""
        one = row.draft
        if one is None:
            return f"{_heading(row)}\n{{leads.agree}} notes that {shown(row.lead.called)} agrees to all that wait"
        visit = f"{shown(one.person.name)} {visit_words(one)} {shown(one.other.name)} ({shown(one.other.team)})"
        day = f" on {day_words(one.day)}" if one.day else ""
        word = (
            f"{shown(row.lead.called)} has {one.word}{day}" if one.word else f"{shown(row.lead.called)} is still to say"
        )
        note = (f": {shown(one.note)}" if self._notes else " · {leads.show-notes} shows the note") if one.note else ""
        keys = "{leads.agree} agreed · {leads.refuse} refused · {leads.edit} with a note"
        return f"{visit}, {span_words(one.days)}, {shown(one.program)} · {word}{note}\n{keys}"

    def widen(self) -> bool:
        """Show all drafts again."""
        had, self._only = self._only, False
        return had

    # -- what a person does -------------------------------------------------------------------------------------

    def on_paged_view_opened(self) -> None:
        """Note the word with what the lead said."""
        self.action_edit()

    def _drafts(self) -> list[AskedDraft]:
        return [line.draft for line in self.table.chosen if line.draft]

    def action_agree(self) -> None:
        """Note that leads agree; on a heading, to all that wait."""
        from ridealong.domain.consent import Word  # noqa: PLC0415 - loaded when asked for

        line = self.table.current
        if line is not None and line.draft is None and not self.table.marked:
            under = self.table.rows_under(self.table.cursor)
            self._note([one.draft for one in under if one.draft and one.draft.word is None], Word.AGREED)
        else:
            self._note(self._drafts(), Word.AGREED)

    def action_refuse(self) -> None:
        """Note that leads refuse."""
        from ridealong.domain.consent import Word  # noqa: PLC0415 - loaded when asked for

        self._note(self._drafts(), Word.REFUSED)

    def _note(self, some: Sequence[AskedDraft], word: Word) -> None:
        def work(desk: Desk) -> int:
            from ridealong.services.publishing import lead_answers  # noqa: PLC0415 - services are imported in workers only

            return lead_answers.note(desk, some, word)

        def noted(new: int) -> None:
            self.table.unmark()
            which = visit_of(some[0]) if len(some) == 1 else f"{many(len(some), 'word')} noted"
            same = "" if new else ", as before"
            self.ridealong.done(f"{which}: {word}{same}")

        if not some:
            self.notify(NOT_HERE, timeout=3, markup=False)
        elif self.writable():
            self.change(work, noted)

    def action_edit(self) -> None:
        """Note a word with what the lead said of it."""
        from ridealong.tui.dialogs.lead_form import LeadForm  # noqa: PLC0415 - loaded when asked for

        def noted(words: str | None) -> None:
            if words:
                self.table.unmark()
                self.ridealong.done(words)

        some = self._drafts()
        if not some:
            self.notify(NOT_HERE, timeout=3, markup=False)
        elif self.writable():
            leads = {one.lead.called for one in self.table.chosen}
            self.app.push_screen(LeadForm(shown(leads.pop()) if len(leads) == 1 else "", some), noted)

    def action_import_words(self) -> None:
        """Read a list that a lead sent back."""
        from ridealong.tui.dialogs.import_file import outcome  # noqa: PLC0415 - loaded when asked for
        from ridealong.tui.dialogs.import_words import ImportWordsForm  # noqa: PLC0415 - as above

        def imported(report: ImportReport | None) -> None:
            if report is not None:
                self.ridealong.done(outcome(report), title="Imported", timeout=12 if report.rejected else 8)

        if self.writable():
            self.app.push_screen(ImportWordsForm(), imported)

    def action_choose_program(self) -> None:
        """Show the drafts of one program, or of all whose leads are to agree."""

        def fetch(desk: Desk) -> tuple[ProgramRow, ...]:
            from ridealong.services.programs import programs  # noqa: PLC0415 - services are imported in workers only

            return programs.list_all(desk)

        def choose(programs: tuple[ProgramRow, ...]) -> None:
            from ridealong.tui.dialogs.choose import choose_program  # noqa: PLC0415 - loaded when asked for

            choose_program(self, programs, self._chosen, all_of_them=True)

        self.ask(fetch, choose, group="programs")

    def _chosen(self, name: str) -> None:
        self._program = name
        self.table.unmark()
        self.read()

    def action_only_waiting(self) -> None:
        """Show only drafts that wait for a word, or all again."""
        self._only = not self._only
        self.table.read(from_top=True)

    def action_show_notes(self) -> None:
        """Show what leads noted, or hide it again."""
        self._notes = not self._notes
        self.follow_cursor()


def visit_of(one: AskedDraft) -> str:
    """A draft by the names of the two."""
    return f"{shown(one.person.name)} {visit_words(one)} {shown(one.other.name)}"
