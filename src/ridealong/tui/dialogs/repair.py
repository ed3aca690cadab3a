"""What a repair would change and why, and then the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.tui.dates import span_words, with_days
from ridealong.tui.dialogs.shown_first import ShownFirstDialog
from ridealong.tui.text import many, shown

if TYPE_CHECKING:
    from ridealong.services.desk import Desk
    from ridealong.services.plans.plan_views import Visit
    from ridealong.services.repairs.repair_views import RepairChange, Repaired


class RepairDialog(ShownFirstDialog["Repaired", "Repaired"]):
    """A repair may cancel what was promised, so it shows everything first: the focus is on leaving things."""

    YES = "Repair"
    HELP = (
        "What cannot take place any more, and what takes its place; everything else stays as it is.\n"
        "Published pairings that fall away are cancelled, and new ones published: their invites become due, and\n"
        "nothing is sent by this. {text.up} and {text.down} scroll, {question.agree} repairs, {dialog.leave} leaves."
    )
    WIDE = True

    def __init__(self, program: str) -> None:
        super().__init__()
        self._program = program

    @property
    def title_text(self) -> str:
        """Which program."""
        return f"Repair {shown(self._program)}?"

    def work_out(self, desk: Desk) -> Repaired:
        """What would change."""
        from ridealong.services.repairs import repairs  # noqa: PLC0415 - services are imported in workers only

        return repairs.repair(desk, self._program, dry_run=True)

    def lines(self, found: Repaired) -> list[Content]:
        """The changes."""
        return repair_lines(found)

    def yes(self, found: Repaired) -> str:
        """How many changes."""
        return f"Make {many(len(found.changes), 'change')}"

    def do(self, desk: Desk, found: Repaired) -> Repaired:
        """Repair."""
        from ridealong.services.repairs import repairs  # noqa: PLC0415 - services are imported in workers only

        return repairs.repair(desk, self._program, shown=found)


def repair_lines(found: Repaired) -> list[Content]:
    """A repair as text: sentences, each change by round with its reason, and who is told what."""
    lines = [Content(shown(with_days(sentence))) for sentence in found.sentences]
    rounds: dict[int, list[RepairChange]] = {}
    for one in found.changes:
        place = one.before or one.after
        if place:
            rounds.setdefault(place.round, []).append(one)
    lines.append(Content(""))
    for number, changes in sorted(rounds.items()):
        first = changes[0].before or changes[0].after
        days = f" · {span_words(first.days)}" if first else ""
        lines.append(Content.styled(f"Round {number + 1}{days}", "bold $primary"))
        for one in changes:
            state = "published" if one.published else "draft" if one.before else "new draft"
            lines.append(Content(f"  {shown(one.guest.name)} ({state}): {_from_to(one, number)}"))
            lines.append(Content.styled(f"    {shown(one.reason)}", "dim"))
    if found.told:
        lines += [Content(""), Content.styled("Who is told", "bold $primary")]
    for each in found.told:
        lines.append(Content(f"  {shown(each.person.name)}: {each.gets}"))
        lines += [Content.styled(f"    {shown(with_days(said))}", "dim") for said in each.sentences]
    return lines


def _from_to(one: RepairChange, number: int) -> str:
    before, after = one.before, one.after
    return f"{_with(before, number)} → {_with(after, number)}" if before else _with(after, number)


def _with(place: Visit | None, number: int) -> str:
    if place is None:
        return "nobody"
    elsewhere = f", round {place.round + 1}" if place.round != number else ""
    return f"{shown(place.host.name)}{elsewhere}"
