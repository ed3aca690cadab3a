"""The numbers of a history as lines of charts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ridealong.tui.dates import date_words, short_words
from ridealong.tui.screens.history_list import Narrowing
from ridealong.tui.text import many, shown
from ridealong.tui.widgets.bars import Bar, Part

if TYPE_CHECKING:
    from ridealong.services.history_summary import Summary, TeamReach, WeekOfVisits

SIGNS = {
    "held": ("█", "good", "held"),
    "ended": ("▓", "warn", "ended"),
    "missed": ("×", "bad", "missed"),
    "unmarked": ("?", "warn", "not marked"),
    "planned": ("░", "accent", "planned"),
}
"""What is counted of a week -> its sign, its tone, its word."""
LEGEND = "  ".join(f"{sign} {word}" for sign, _, word in SIGNS.values())


def chart_lines(found: Summary, *, only: bool) -> list[Bar]:
    """All charts, one below the other, each under its heading.

    Args:
        only: whether only what needs attention is wanted: weeks with visits that nobody has marked, and teams in which
            somebody has met nobody.
    """
    weeks = [week for week in found.weeks if not only or week.unmarked]
    reach = [team for team in found.reach if not only or team.met < team.people]
    groups = [
        (f"Visits by week:  {LEGEND}", [_week(one, found) for one in reversed(weeks)]),
        ("Reach: people of a team who have met somebody of the other side", [_reach(one) for one in reach]),
        (
            f"Repeats: how often the same two have met since {date_words(found.since)}",
            [] if only else [_repeat(times, pairs) for times, pairs in sorted(found.repeats.items())],
        ),
    ]
    return [line for title, lines in groups if lines for line in (Bar(key=title, label=title), *lines)]


def _week(week: WeekOfVisits, found: Summary) -> Bar:
    counts = {"held": week.held, "ended": week.ended, "missed": week.missed, "unmarked": week.unmarked}
    counts["planned"] = week.planned
    parts = [Part(number, SIGNS[name][0], SIGNS[name][1]) for name, number in counts.items() if number]
    words = ", ".join(f"{number:,} {SIGNS[name][2]}" for name, number in counts.items() if number) or "none"
    here = week.monday == found.this_week
    sunday = week.monday + timedelta(days=6)
    return Bar(
        key=f"week {week.monday}",
        label=f"[{short_words(week.monday)}]" if here else f" {short_words(week.monday)}",
        parts=tuple(parts),
        whole=max(one.total for one in found.weeks),
        text=words,
        about=f"Week of {date_words(week.monday)}{', this week' if here else ''}: {words}",
        chart="weeks",
        opens=Narrowing(words=f"week of {date_words(week.monday)}", terms=f"since:{week.monday} until:{sunday}"),
    )


def _reach(team: TeamReach) -> Bar:
    words = f"{team.met:,} of {team.people:,}, {team.percent} %"
    side = "IT" if team.side == "it" else "Marketing"
    missing = team.people - team.met
    rest = f"{many(missing, 'person', 'people')} have met nobody yet" if missing else "everybody has met somebody"
    return Bar(
        key=f"reach {team.side} {team.team}",
        label=f" {shown(team.team)} ({'IT' if team.side == 'it' else 'Mk'})",
        parts=(Part(team.met, "█", "good"), Part(missing, "░", "dim")),
        whole=team.people,
        text=words,
        about=f"{side}, {shown(team.team)}: {words}; {rest}",
        chart="reach",
        opens=Narrowing(
            words=shown(team.team),
            it_team=team.team if team.side == "it" else "",
            marketing_team=team.team if team.side != "it" else "",
            met=True,
        ),
    )


def _repeat(times: int, pairs: int) -> Bar:
    often = {1: "once", 2: "twice"}.get(times, f"{times} times")
    return Bar(
        key=f"repeats {times}",
        label=f" {often}",
        parts=(Part(pairs, "█", "good" if times == 1 else "warn"),),
        whole=0,
        text=many(pairs, "pair"),
        about=f"{many(pairs, 'pair')} of people met {often}",
        chart="repeats",
    )
