"""The sentences of a report about composite teams."""

from ridealong.domain.people import Side
from ridealong.domain.report_teams import EmbedWeeks, ReportTeams
from ridealong.domain.wording import listed, many

HEADS = ("Side", "Share of a week", "People", "Weeks", "Full weeks of work")


def team_words(found: ReportTeams) -> list[str]:
    """What came of the composite teams, a sentence for each thing."""
    if not found.formed:
        return ["No team has been formed yet."]
    states = [(found.running, "at work"), (found.over, "done"), (found.coming, "to come"), (found.ended, "ended early")]
    parts = [f"{number:,} {words}" for number, words in states if number]
    said = [
        f"{many(found.formed, 'team')} formed: {listed(parts)}.",
        f"{found.filled:,} of {many(found.slots, 'slot')} filled.",
    ]
    if found.work:
        parts = [f"{found.work_of(side):,g} of {side.label}" for side in Side]
        said.append(f"{found.work:,g} full weeks of work so far, {listed(parts)}: weeks in a team times the share.")
    if found.hand_overs:
        said.append(f"{many(found.hand_overs, 'hand-over')} from one person to the next.")
    if found.early:
        said.append(f"{many(found.early, 'embed')} ended before {'its' if found.early == 1 else 'their'} time.")
    if any(one.reached for one in found.home_teams):
        reached = [f"{one.reached:,} of {one.teams:,} of {one.side.label}" for one in found.home_teams]
        said.append(f"Home teams of which somebody has been in a team: {listed(reached)}.")
    return said


def week_cells(one: EmbedWeeks) -> tuple[str, str, str, str, str]:
    """A line of the table of weeks by side and share, under `HEADS`."""
    return one.side.label, f"{one.share} %", f"{one.people:,}", f"{one.weeks:,.1f}", f"{one.work:,.1f}"
