"""A composite team, or one of its slots, in full: as lines of text for the pane beside the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from ridealong.tui.dates import short_span_words, short_words, span_words, with_days
from ridealong.tui.screens.teams_words import NO_SLOTS, NO_TOPICS, WITHDRAWN
from ridealong.tui.state_signs import STATE_SIGNS
from ridealong.tui.text import MUTED, fitted, in_lines, many, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ridealong.domain.composite_teams import Demand
    from ridealong.services.teams.views import Coverage, EmbedView, SlotView, TeamView, WeekLoad

HEAD, BAD, WARN, GOOD = "bold $primary", "$text-error", "$text-warning", "$text-success"
FULL = 100
"""Percent of a week: more than that, nobody has."""
WEEK = 7
"""Cells of a week in the table of loads."""
NAMES = (14, 22)
"""Cells of the names before a table, at least and at most."""
DEMANDS = {"pin": "pinned to", "exclusion": "kept out of", "wish": "wished for in"}
"""How it is said that something is asked for somebody."""


def _names(width: int) -> int:
    return max(NAMES[0], min(NAMES[1], width // 3))


def weeks_in(width: int) -> int:
    """How many weeks of loads a pane shows at once, as wide as it is."""
    return max(1, (width - NAMES[0]) // WEEK)


def head_lines(team: TeamView, width: int) -> Iterator[Content]:
    """What a team is for, when, and what is wrong with it."""
    one = team.team
    yield Content.styled(f"{shown(one.name)}  {STATE_SIGNS.get(team.state, '')} {team.state.label}", "bold")
    about = [shown(one.focus)] if one.focus else []
    about += [span_words(one.days), f"needs {one.least} of {many(len(one.slots), 'slot')}"]
    about += [shown(one.place)] if one.place else []
    if one.purpose:
        yield Content(shown(one.purpose))
    yield Content.styled(" · ".join(about), MUTED)
    for words in _problems(team):
        yield from (Content.styled(line, BAD) for line in _hung(f"! {shown(with_days(words))}", width))


def _problems(team: TeamView) -> Sequence[str]:
    """What is wrong, with why nobody is in an open slot where that is known."""
    reasons = [f"Slot {one.slot} stays open: {one.why_open}" for one in team.slots if one.why_open]
    return [*team.problems, *reasons]


def _hung(text: str, width: int) -> list[str]:
    first, *rest = in_lines(text, max(20, width - 2))
    return [first, *(f"  {line}" for line in rest)]


def team_lines(team: TeamView, width: int, shift: int = 0) -> list[Content]:
    """A team in full.

    Args:
        width: how many cells a line has. shift: how many weeks of the load are passed over.
    """
    found = [*head_lines(team, width)]
    if not team.slots:
        return [*found, Content(""), Content(NO_SLOTS)]
    numbers = [one.slot.number for one in team.slots]
    if team.coverage:
        found += [Content(""), *_coverage(team.coverage, numbers, width)]
    if team.team.tasks:
        found += [Content(""), *_tasks(team, numbers, width)]
    if asked := [one for one in team.team.demands if one.slot is None]:
        found += [Content(""), *_asked(team, asked, width)]
    if team.loads:
        found += [Content(""), *_loads(team, team.loads, width, shift)]
    return found


def _asked(team: TeamView, demands: Sequence[Demand], width: int) -> Iterator[Content]:
    """Who is pinned, wished for or kept out, and how that is taken back while it can be."""
    for one in demands:
        where = "it" if one.slot is not None else "the team" if one.kind == "exclusion" else "any slot"
        yield from map(Content, _hung(f"◆ {shown(one.name or one.email)} is {DEMANDS[one.kind]} {where}", width))
    if team.state in ("proposed", "published"):
        yield Content(WITHDRAWN)


def _columns(numbers: Sequence[int], width: int, after: int) -> tuple[int, int]:
    """How wide the names and the columns of slots are, so that something stands behind them where there is room."""
    cell = 4 if _names(width) + 4 * len(numbers) + after <= width else 3
    names = max(NAMES[0], min(44, width - cell * len(numbers) - after))
    return names, cell


def _header(words: str, titles: Sequence[str], names: int, cell: int) -> Content:
    cells = "".join(fitted(one, cell) for one in titles)
    return Content("").join([Content.styled(fitted(words, names), HEAD), Content.styled(cells, MUTED)])


def _coverage(coverage: Sequence[Coverage], numbers: Sequence[int], width: int) -> Iterator[Content]:
    names, cell = _columns(numbers, width, 10)
    missing = sum(bool(one.must) and not one.covered for one in coverage)
    words = f"Topics by slot, {missing} needed missing" if missing else "Topics by slot"
    yield _header(words, [str(one) for one in numbers], names, cell)
    for one in coverage:
        parts = [Content(fitted(shown(one.topic), names - 1) + " ")]
        parts += [_topic_cell(one, number, cell) for number in numbers]
        tone = GOOD if one.covered else BAD if one.must else WARN
        parts.append(Content.styled("✓ covered" if one.covered else "× missing", tone))
        yield Content("").join(parts)


def _topic_cell(one: Coverage, number: int, cell: int) -> Content:
    asked = "●" if number in one.must else "○" if number in one.nice else ""
    knows = one.known.get(number, False)
    if not asked:
        return Content(fitted(" ✓" if knows else " ·", cell))
    tone = GOOD if knows else BAD if asked == "●" else WARN
    return Content.styled(fitted(f"{asked}{'✓' if knows else '×'}", cell), tone)


def _tasks(team: TeamView, numbers: Sequence[int], width: int) -> Iterator[Content]:
    names, cell = _columns(numbers, width, 2)
    yield _header("Tasks by slot", [str(one) for one in numbers], names, cell)
    for task in team.team.tasks:
        first, *rest = in_lines(shown(task.name), names - 1)
        cells = "".join(fitted(task.letters(number) or "·", cell) for number in numbers)
        yield Content(fitted(first, names) + cells)
        yield from (Content(f"  {line}") for line in rest)
        if task.lacks:
            yield Content.styled(f"  ! {task.lacks}", BAD)


def _loads(team: TeamView, loads: Mapping[int, tuple[WeekLoad, ...]], width: int, shift: int) -> Iterator[Content]:
    room = weeks_in(width)
    people = {one.person_id: one.name for one in team.people if one.person_id in loads}
    weeks = next(iter(loads.values()))
    shift = max(0, min(shift, len(weeks) - room))
    titles = [short_words(one.monday) for one in weeks[shift : shift + room]]
    names = max(NAMES[0], min(NAMES[1], width - WEEK * len(titles)))
    words = f"Load, {len(weeks)} weeks" if room < len(weeks) else "Load, % a week"
    yield _header(words, titles, names, WEEK)
    for person, name in people.items():
        parts = [Content(fitted(shown(name), names - 1) + " ")]
        parts += [_load_cell(one) for one in loads[person][shift : shift + room]]
        yield Content("").join(parts)


def _load_cell(one: WeekLoad) -> Content:
    if not one.percent:
        return Content.styled(fitted("·", WEEK), MUTED)
    if one.percent > FULL:
        return Content.styled(fitted(f"{one.percent} !", WEEK), BAD)
    return Content(fitted(str(one.percent), WEEK))


def slot_lines(team: TeamView, slot: SlotView, width: int, shift: int = 0) -> list[Content]:
    """A slot in full, and the load of everybody who is in it, was, or comes."""
    one = slot.slot
    found = [
        Content.styled(f"{shown(str(one))} of {shown(team.team.name)}", "bold"),
        Content.styled(f"{one.side.label} · {one.share} % of a week · {span_words(slot.days)}", MUTED),
    ]
    found += [line for view in slot.embeds for line in _embed(view, width)]
    found += [Content.styled(f"○ Nobody is in it: {span_words(days)}", WARN) for days in slot.opens]
    if not slot.opens and not slot.embeds:
        found.append(Content.styled("Nobody was in it", MUTED))
    if slot.why_open:
        found += [Content.styled(line, WARN) for line in _hung(f"  {shown(with_days(slot.why_open))}", width)]
    if slot.demands:
        found += _asked(team, slot.demands, width)
    found += [Content(""), *_topics(team, slot)]
    tasks = [(task.letters(one.number), task.name) for task in team.team.tasks if task.letters(one.number)]
    if tasks:
        found += [Content(""), Content.styled("Tasks", HEAD)]
        found += [Content(f"{letters:<3} {shown(name)}") for letters, name in tasks]
    people = {view.embed.person_id for view in slot.embeds}
    if only := {person: load for person, load in team.loads.items() if person in people}:
        found += [Content(""), *_loads(team, only, width, shift)]
    return found


def _embed(view: EmbedView, width: int) -> Iterator[Content]:
    one = view.embed
    state = "over" if view.over and one.state == "published" else one.state.label
    words = f"{STATE_SIGNS.get(one.state, '')} {shown(one.name)} ({shown(one.home_team)}), {state}"
    share = f", {one.share} %" if one.share else ""
    yield Content(f"{words}, {short_span_words(one.days)}{share}")
    for trouble in view.troubles:
        yield from (Content.styled(line, BAD) for line in _hung(f"! {shown(with_days(trouble))}", width))


def _topics(team: TeamView, slot: SlotView) -> Iterator[Content]:
    number = slot.slot.number
    asked = [one for one in team.coverage if number in one.must or number in one.nice]
    if not asked:
        yield Content(NO_TOPICS)
        return
    yield Content.styled("Topics", HEAD)
    for one in sorted(asked, key=lambda each: number not in each.must):
        must, knows = number in one.must, one.known.get(number, False)
        tone = GOOD if knows else BAD if must else WARN
        what = "needed" if must else "good to have"
        others = [other for other, known in one.known.items() if known and other != number]
        beside = f", known in slot {', '.join(map(str, others))}" if others and not knows else ""
        sign = f"{'●' if must else '○'}{'✓' if knows else '×'}"
        yield Content("").join([Content.styled(sign, tone), Content(f" {shown(one.topic)} ({what}{beside})")])
