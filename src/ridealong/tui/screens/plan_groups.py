"""The groups of a program on the Plan screen: as lines below their rounds, and what can be done with them there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ridealong.tui.dates import day_words, span_words, with_days
from ridealong.tui.screens.plan_lines import SIGNS, Outline, PlanLine
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.columns import Cell, Column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ridealong.services.desk import Desk
    from ridealong.services.groups.group_views import Group, GroupsPage
    from ridealong.services.groups.publish_groups import GroupsPublished
    from ridealong.services.groups.repair_groups import GroupsRepaired
    from ridealong.tui.dialogs.progress import Reins
    from ridealong.tui.screens.section import SectionScreen

NO_GROUPS = (
    "This program has no groups yet.\nPress {plan.run} to plan them. Nothing is told to anybody before you publish."
)


def group_outline(page: GroupsPage, text: str = "", *, only_open: bool = False) -> Outline:
    """A heading for each round with its groups; those in which every word of the filter stands.

    Args:
        only_open: only groups that cannot take place as they stand.
    """
    words = text.casefold().split()
    rounds: dict[int, list[Group]] = {}
    for one in page.groups:
        if (one.troubles or not only_open) and all(word in _text(one) for word in words):
            rounds.setdefault(one.round, []).append(one)
    return Outline(
        rounds=tuple(_round(number, some) for number, some in sorted(rounds.items())),
        drafts=sum(one.state == "proposed" for one in page.groups),
        without=0,
    )


def _text(one: Group) -> str:
    people = " ".join(f"{who.name} {who.team}" for who in one.people)
    return f"{people} {one.state.label} {' '.join(one.troubles)}".casefold()


def _round(number: int, some: list[Group]) -> tuple[PlanLine, tuple[PlanLine, ...]]:
    people = many(len({who.email for one in some for who in one.people}), "person", "people")
    words = f"Round {number + 1} · {span_words(some[0].days)} · {many(len(some), 'group')} · {people}"
    lines = tuple(PlanLine(number, one.days, f"group {one.id}", group=one) for one in some)
    return PlanLine(number, some[0].days, f"round {number}", heading=words), lines


def group_columns() -> tuple[Column[PlanLine], ...]:
    """The columns of a plan of groups."""
    return (
        Column("State", 11, _state),
        Column("When", 21, _when),
        Column("By the clock of", 17, _zone, rank=1),
        Column("Who", 24, _who, grow=1),
    )


def _state(line: PlanLine) -> Cell:
    one = line.group
    if one is None:
        return ""
    words = "pinned" if one.pinned and one.state == "proposed" else one.state.label
    if one.troubles:
        return [(f"! {words}", "bad")]
    tone = {"draft": "dim", "pinned": "accent", "cancelled": "dim"}.get(words, "good")
    return [(f"{SIGNS.get(words, '')}{words}", tone)]


def _when(line: PlanLine) -> Cell:
    one = line.group
    if one is None:
        return ""
    return f"{day_words(one.days.first)} {one.at:%H:%M}" if one.at else span_words(one.days)


def _zone(line: PlanLine) -> Cell:
    return shown(line.group.zone) if line.group else ""


def _who(line: PlanLine) -> Cell:
    return ", ".join(shown(who.name) for who in line.group.people) if line.group else ""


def group_detail(one: Group) -> str:
    """A group in full: at which hour by which clock, who of which team, and why it cannot take place."""
    who = ", ".join(f"{shown(each.name)} ({shown(each.team)})" for each in one.people) or "Nobody"
    words = f"{one.at:%H:%M} {shown(one.zone)}: {who}" if one.at else who
    troubles = "; ".join(map(shown, one.troubles))
    return f"{words}\n! {troubles}. {{plan.repair}} settles it." if troubles else words


def group_sentences(page: GroupsPage) -> str:
    """What the groups come to."""
    return "\n".join(shown(with_days(one)) for one in page.sentences)


def plan_in_groups(screen: SectionScreen, name: str) -> None:
    """Plan the groups of a program in a worker, with progress; says what came of it."""
    from ridealong.tui.dialogs.progress import ProgressDialog, Step  # noqa: PLC0415 - loaded when asked for

    def job(desk: Desk, reins: Reins) -> GroupsPage:
        from ridealong.services.groups import plan_groups  # noqa: PLC0415 - services are imported in workers only

        def told(what: str, done: float) -> None:
            reins.tell(Step(done, what))

        return plan_groups.plan_groups(desk, name, told=told, cancelled=reins.stopped)

    def planned(result: GroupsPage | None) -> None:
        if result is not None:
            screen.ridealong.done("\n".join(map(shown, _first(result.sentences))), title="Planned", timeout=8)

    dialog: ProgressDialog[GroupsPage] = ProgressDialog(f"Planning {shown(name)}", job, stop="Keep the best so far")
    screen.app.push_screen(dialog, planned)


def _first(sentences: Iterable[str]) -> list[str]:
    return list(sentences)[:2]


def publish_in_groups(screen: SectionScreen, name: str) -> None:
    """Show what publishing groups would change, ask, publish."""
    from ridealong.tui.dialogs.groups import PublishGroupsDialog  # noqa: PLC0415 - loaded when asked for

    def published(result: GroupsPublished | None) -> None:
        if result is not None:
            words = f"{many(result.groups, 'group')}, {many(result.invites, 'new invite')}."
            words += "\n{app.invites} shows them, {invites.export} there exports them."
            screen.ridealong.done(words, title="Published", timeout=8)

    screen.app.push_screen(PublishGroupsDialog(name), published)


def repair_in_groups(screen: SectionScreen, name: str) -> None:
    """Show what a repair of groups would change, ask, repair."""
    from ridealong.tui.dialogs.groups import RepairGroupsDialog  # noqa: PLC0415 - loaded when asked for

    def repaired(result: GroupsRepaired | None) -> None:
        if result is not None:
            due = (
                "\n{app.invites} shows the invites that are due."
                if any(each.published for each in result.changes)
                else ""
            )
            words = f"{many(len(result.changes), 'change')}, {many(result.kept, 'group')} as before.{due}"
            screen.ridealong.done(words, title="Repaired", timeout=8)

    screen.app.push_screen(RepairGroupsDialog(name), repaired)
