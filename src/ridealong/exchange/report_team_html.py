"""The part of a report page that is about composite teams."""

from html import escape

from ridealong.domain.report_teams import ReportTeams
from ridealong.exchange.report_team_words import HEADS, team_words, week_cells


def teams_section(found: ReportTeams) -> str:
    """What came of the composite teams, and the weeks by side and share."""
    said = f'<p class="says">{escape(" ".join(team_words(found)))}</p>'
    return f"<section>\n<h2>Composite teams</h2>\n{said}{_table(found) if found.weeks else ''}\n</section>"


def _table(found: ReportTeams) -> str:
    side, *numbers = HEADS
    heads = f'<th scope="col">{side}</th>' + "".join(f'<th scope="col" class="n">{one}</th>' for one in numbers)
    rows = "".join(_row(*week_cells(one)) for one in found.weeks)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _row(side: str, *numbers: str) -> str:
    cells = "".join(f'<td class="n">{one}</td>' for one in numbers)
    return f'<tr><th scope="row">{side}</th>{cells}</tr>'
