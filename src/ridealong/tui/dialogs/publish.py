"""What publishing would change and whom it would tell, and then the question."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content

from ridealong.tui.actions import bindings
from ridealong.tui.dates import span_words, with_days
from ridealong.tui.dialogs.publish_reasoned import PublishReasonedDialog
from ridealong.tui.keyed import keyed
from ridealong.tui.large import without_pauses
from ridealong.tui.text import listed, many, shown
from ridealong.tui.widgets.columns import Cell, Column
from ridealong.tui.widgets.field import Choice
from ridealong.tui.widgets.filter_bar import Line
from ridealong.tui.widgets.paged_table import PagedTable
from ridealong.tui.widgets.pages import PAGE
from ridealong.tui.widgets.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.binding import BindingType
    from textual.widget import Widget

    from ridealong.services.desk import Desk
    from ridealong.services.plans.plan_changes import PlanChanges
    from ridealong.services.plans.plan_views import Proposal
    from ridealong.services.publishing.agreements import Lacking
    from ridealong.services.publishing.publishing import Comparison, InviteToCome, Published
    from ridealong.services.publishing.unpublishable import Unpublishable

MOST_LINES = 200
"""How many pairings are written out: the invites, which are in a table, name all."""
VIEWS = ("changes", "invites", "before")
KINDS: dict[str, tuple[str, str]] = {
    "request": ("+ new", "good"),
    "update": ("~ update", "warn"),
    "cancel": ("- cancel", "bad"),
}


def _kind(one: InviteToCome) -> Cell:
    return [KINDS[one.kind]]


class _Invites(PagedTable["InviteToCome"], can_focus=False):
    """The invites; the arrows scroll them while leaving has the focus."""


class PublishDialog(PublishReasonedDialog["Comparison", "Published"]):
    """Publishing tells people, so it asks: the focus is on leaving things as they are.

    Args:
        changes: what planning changed in the draft before, where it was planned again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("publishing")]
    HELP = (
        "What publishing would change. Published pairings stay when you plan again, and their invites become due.\n"
        "{publishing.invites} shows the invites that it would make due, {publishing.invites} again what it\n"
        "changes; {publishing.draft-before} the draft beside the one before.\n"
        "Where somebody who is to agree has not, it asks why it is published all the same: the journal keeps that.\n"
        "Nothing is sent by this: invites are exported under Invites ({app.invites}). {text.up} and {text.down}\n"
        "scroll, {question.agree} publishes, {dialog.leave} leaves."
    )

    def __init__(self, program: str, changes: PlanChanges | None = None) -> None:
        super().__init__(program)
        self._changes = changes
        self._everything = False
        self._view = "changes"

    def inside(self) -> Iterator[Widget]:
        """How much, then what."""
        yield Choice("what", "Publish", [("next", "the next weeks"), ("all", "everything planned")])
        words = (
            "changes",
            self.keyed("invites", "publishing.invites"),
            self.keyed("draft before", "publishing.draft-before"),
        )
        views = list(zip(VIEWS, words, strict=True))
        yield Choice("view", "Show", views if self._changes else views[:2])
        yield from super().inside()
        invites: PagedTable[InviteToCome] = _Invites(
            (
                Column("", 8, _kind),
                Column("When", 17, lambda one: span_words(one.days)),
                Column("What", 30, lambda one: shown(one.what), grow=3),
                Column("To", 28, lambda one: ", ".join(map(shown, one.to)), grow=2, rank=1),
            ),
            key=lambda one: f"{one.what} {one.when} {one.to}",
            empty="Nobody would be invited to anything.",
            id="invites",
        )
        invites.display = False
        yield invites
        full = Line("", id="invite", classes="quiet")
        full.display = False
        yield full

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Compare again, or show something else of it."""
        if event.choice.key == "view":
            self.action_view(event.choice.chosen)
        else:
            self._everything = event.choice.chosen == "all"
            self.begin()

    def action_next_view(self) -> None:
        """From what changes to the invites, and back."""
        self.action_view("changes" if self._view == "invites" else "invites")

    def action_view(self, view: str) -> None:
        """Show one of the views; the one before is shown where there is no such."""
        if view == "before" and self._changes is None:
            return
        self._view = view
        self.query_one("#field-view", Choice).choose(VIEWS.index(view))
        self.query_one("#invites").display = self.query_one("#invite").display = view == "invites"
        self.query_one(VerticalScroll).display = view != "invites"
        self._show_view()

    def action_scroll_words(self, lines: int) -> None:
        """Scroll what is shown."""
        if self._view == "invites":
            table = self._invites
            table.move_to(table.cursor + lines)
        else:
            super().action_scroll_words(lines)

    @property
    def _invites(self) -> PagedTable[InviteToCome]:
        return self.query_one("#invites", PagedTable)

    def on_paged_view_wanted(self, message: PagedTable.Wanted) -> None:
        """The invites are in memory."""
        found = self._found.invites if self._found else ()
        some = found[message.offset : message.offset + PAGE]
        message.view.put(message.ticket, message.offset, some, len(found))

    def follow_cursor(self) -> None:
        """Say in full to whom the invite under the cursor goes, and when."""
        one = self._invites.current
        words = f"{shown(one.what)}\nTo {', '.join(map(shown, one.to))}: {one.when}" if one else ""
        self.query_one("#invite", Line).say(words)

    def work_out(self, desk: Desk) -> Comparison:
        """Compare."""
        from ridealong.services.publishing import publishing  # noqa: PLC0415 - services are imported in workers only

        found: Comparison | None = None
        with without_pauses(lambda: len(found.invites) if found else 0):
            found = publishing.compare(desk, self._program, everything=self._everything)
        return found

    def _worked_out(self, found: Comparison) -> None:
        super()._worked_out(found)
        self._invites.read(from_top=True)
        self._show_view()

    def _show_view(self) -> None:
        if self._found is not None and not self._busy:
            self.query_one(Words).show(self.lines(self._found))

    def lines(self, found: Comparison) -> list[Content]:
        """The comparison, or the draft beside the one before."""
        if self._view == "before" and self._changes is not None:
            from ridealong.tui.dialogs.changes import change_lines  # noqa: PLC0415 - loaded when asked for

            return change_lines(self._changes)
        return comparison_lines(self, found, self._changes)

    def yes(self, found: Comparison) -> str:
        """How many would be published."""
        stands = found.wrong or (found.lacking is not None and found.lacking.refused)
        return f"Publish {many(len(found.publishes), found.word)}" if found.publishes and not stands else ""

    def do(self, desk: Desk, found: Comparison) -> Published:
        """Publish."""
        from ridealong.services.publishing import publishing  # noqa: PLC0415 - services are imported in workers only

        everything, why = self._everything, self.why
        return publishing.publish(desk, self._program, everything=everything, without_agreement=why, shown=found)


def comparison_lines(dialog: PublishDialog, found: Comparison, changes: PlanChanges | None) -> list[Content]:
    """A comparison as text: sentences, pairings by round, whom it tells, and what else it adds to the plan."""
    before = changes.sentences[:1] if changes else ()
    said_above = (1 if found.wrong else 0) + (len(found.lacking.sentences) if found.lacking else 0)
    sentences = (*found.sentences[said_above:], *before)
    above = [*wrong_lines(dialog, found.wrong), *lacking_lines(found.lacking)]
    lines = [*above, *(Content(shown(with_days(sentence))) for sentence in sentences)]
    rounds: dict[int, list[Proposal]] = {}
    for one in found.publishes[:MOST_LINES]:
        rounds.setdefault(one.round, []).append(one)
    if rounds:
        lines.append(Content(""))
    for number, pairings in sorted(rounds.items()):
        lines.append(Content.styled(f"Round {number + 1} · {span_words(pairings[0].days)}", "bold $primary"))
        lines += [Content(f"  {shown(one.guest.name)} with {shown(one.host.name)}, fit {one.fit}") for one in pairings]
    if (more := len(found.publishes) - MOST_LINES) > 0:
        lines.append(Content(f"  and {many(more, found.word)} more"))
    if found.tells:
        names = listed([one.name for one in found.tells], 12)
        head = f"Tells {many(len(found.tells), 'person', 'people')}: "
        lines += [Content(""), Content("").join([Content.styled(head, "bold $primary"), Content(names)])]
    return [*lines, *term_lines("What else it adds to what is published", found.effects.words)]


def wrong_lines(dialog: PublishDialog, wrong: Unpublishable | None) -> list[Content]:
    """Why drafts cannot be published, and which keys help; nothing where they can."""
    if wrong is None:
        return []
    who = f" ({shown(wrong.one.guest.name)} with {shown(wrong.one.host.name)})" if wrong.one else ""
    again = "plan again ({plan.run})"
    again = f"or take the pin off ({{plan.pin}}), then {again}" if wrong.pinned else f"or {again}"
    said = f"! {shown(with_days(wrong.problem))}{who}."
    helps = "{dialog.leave}, then on Plan: {plan.repair} replaces what cannot take place and leaves the rest"
    return [Content.styled(said, "$error"), Content(keyed(dialog, f"{helps}; {again}.")), Content("")]


def lacking_lines(lacking: Lacking | None) -> list[Content]:
    """Who has not agreed, and what helps; nothing where nothing is missing."""
    refusal = lacking.refusal() if lacking is not None else None
    if lacking is None or refusal is None:
        return []
    said = [Content.styled(f"! {shown(with_days(one))}", "$warning") for one in lacking.sentences]
    return [*said, Content(f"{refusal.remedy}."), Content("")]


def term_lines(title: str, words: Sequence[str]) -> list[Content]:
    """What changes in what the plan is worth, under a title; nothing where nothing does."""
    head = [Content(""), Content.styled(title, "bold $primary")]
    return [*head, *(Content(f"  {shown(one)}") for one in words)] if words else []
