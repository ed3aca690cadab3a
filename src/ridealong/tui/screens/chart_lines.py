"""The numbers of a history as lines of charts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ridealong.tui.dates import date_words, short_words, week_start, week_words
from ridealong.tui.screens.history_list import Narrowing
from ridealong.tui.text import many, often, shown
from ridealong.tui.widgets.bars import Bar, Part

if TYPE_CHECKING:
    from ridealong.services.outcomes.embed_counts import WeekOfEmbeds
    from ridealong.services.outcomes.history_summary import Summary, TeamReach, WeekOfVisits

SIGNS = {
    "held": ("█", "good", "held"),
    "ended": ("▓", "warn", "ended"),
    "missed": ("×", "bad", "missed"),
    "unmarked": ("?", "warn", "not marked"),
    "planned": ("░", "accent", "planned"),
}
"""What is counted of a week -> its sign, its tone, its word."""
LEGEND = "  ".join(f"{sign} {word}" for sign, _, word in SIGNS.values())


def chart_lines(found: Summary, *, only: bool, text: str = "") -> list[Bar]:
    """All charts, one below the other, each under its heading.

    Args:
        only: whether only what needs attention is wanted: weeks with visits that nobody has marked, and teams in which
            somebody has met nobody. text: words, all of which a line has to have.
    """
    weeks = [week for week in found.weeks if not only or week.unmarked]
    reach = [team for team in found.reach if not only or team.met < team.people]
    groups = [
        (f"Visits by week:  {LEGEND}", [_week(one, found) for one in reversed(weeks)]),
        (
            "Embedded in composite teams, in weeks of work: two people at 50 % come to one week",
            [] if only else [_embeds(one, found) for one in reversed(found.embeds)],
        ),
        ("Reach: people of a team who have met somebody of the other side", [_reach(one) for one in reach]),
        (
            f"Repeats: how often the same two have met since {date_words(found.since)}",
            [] if only else [_repeat(times, pairs) for times, pairs in sorted(found.repeats.items())],
        ),
    ]
    every = [line for title, lines in groups if lines for line in (Bar(key=title, label=title), *lines)]
    words = text.casefold().split()
    return [line for line in every if all(word in f"{line.label} {line.about}".casefold() for word in words)]


def of_lines(found: Summary, *, only: bool, text: str) -> Summary:
    """The numbers of those lines alone that `chart_lines` makes."""
    keys = {line.key for line in chart_lines(found, only=only, text=text)}
    return replace(
        found,
        weeks=tuple(one for one in found.weeks if _week_key(one) in keys),
        embeds=tuple(one for one in found.embeds if _embeds_key(one) in keys),
        reach=tuple(one for one in found.reach if _reach_key(one) in keys),
        repeats={times: pairs for times, pairs in found.repeats.items() if _repeat_key(times) in keys},
    )


def _week_key(week: WeekOfVisits) -> str:
    return f"week {week.monday}"


def _embeds_key(week: WeekOfEmbeds) -> str:
    return f"embeds {week.monday}"


def _reach_key(team: TeamReach) -> str:
    return f"reach {team.side} {team.team}"


def _repeat_key(times: int) -> str:
    return f"repeats {times}"


def _week(week: WeekOfVisits, found: Summary) -> Bar:
    counts = {"held": week.held, "ended": week.ended, "missed": week.missed, "unmarked": week.unmarked}
    counts["planned"] = week.planned
    parts = [Part(number, SIGNS[name][0], SIGNS[name][1]) for name, number in counts.items() if number]
    words = ", ".join(f"{number:,} {SIGNS[name][2]}" for name, number in counts.items() if number) or "none"
    here = week.monday == found.this_week
    sunday = week.monday + timedelta(days=6)
    label, named = _week_label(week.monday, found), week_words(week.monday)
    return Bar(
        key=_week_key(week),
        label=label,
        parts=tuple(parts),
        whole=max(one.total for one in found.weeks),
        text=words,
        about=f"{named[:1].upper()}{named[1:]}{', this week' if here else ''}: {words}",
        chart="weeks",
        opens=Narrowing(words=named, terms=f"since:{week.monday} until:{sunday}"),
    )


def _week_label(monday: date, found: Summary) -> str:
    """What stands before the bar of a week; the present one stands in brackets."""
    begins = short_words(week_start(monday))
    return f"[{begins}]" if monday == found.this_week else f" {begins}"


def _embeds(week: WeekOfEmbeds, found: Summary) -> Bar:
    named, here = week_words(week.monday), week.monday == found.this_week
    coming = week.monday > found.this_week
    words = f"{week.weeks:g} {'week' if week.weeks == 1 else 'weeks'} of {many(week.people, 'person', 'people')}"
    return Bar(
        key=_embeds_key(week),
        label=_week_label(week.monday, found),
        # Bars are drawn in whole numbers: what there is at all is seen.
        parts=(Part(max(1, round(10 * week.weeks)), *(("░", "accent") if coming else ("█", "good"))),),
        text=words,
        about=f"{named[:1].upper()}{named[1:]}{', this week' if here else ''}: embedded, {words}",
        chart="embeds",
    )


def _reach(team: TeamReach) -> Bar:
    words = f"{team.met:,} of {team.people:,}, {team.percent} %"
    missing = team.people - team.met
    rest = f"{many(missing, 'person', 'people')} have met nobody yet" if missing else "everybody has met somebody"
    return Bar(
        key=_reach_key(team),
        label=f" {shown(team.team)} ({team.side.short})",
        parts=(Part(team.met, "█", "good"), Part(missing, "░", "dim")),
        whole=team.people,
        text=words,
        about=f"{team.side.label}, {shown(team.team)}: {words}; {rest}",
        chart="reach",
        opens=Narrowing(
            words=shown(team.team),
            it_team=team.team if team.side == "it" else "",
            marketing_team=team.team if team.side != "it" else "",
            met=True,
        ),
    )


def _repeat(times: int, pairs: int) -> Bar:
    return Bar(
        key=_repeat_key(times),
        label=f" {often(times)}",
        parts=(Part(pairs, "█", "good" if times == 1 else "warn"),),
        whole=0,
        text=many(pairs, "pair"),
        about=f"{many(pairs, 'pair')} of people met {often(times)}",
        chart="repeats",
    )
