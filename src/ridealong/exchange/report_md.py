"""A report as Markdown, for wikis and chats."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ridealong.domain.charters import number_words
from ridealong.domain.people import Side
from ridealong.domain.report import RATINGS, Report
from ridealong.domain.report_teams import ReportTeams
from ridealong.exchange import report_team_words as team_words
from ridealong.exchange import report_words as words
from ridealong.exchange.report_words import STATES, clean

_MOST_NAME = 60
_NEW = "\\*"
_SPECIAL = re.compile(r"([\\`*_\[\]|#~$<>]|^[-+])")


def report_md(report: Report) -> str:
    """A report as a text; it ends with a line feed."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield from (f"# {_text(report.program, 200)}", "", f"{_text(words.kind_words(report))},")
    yield f"{words.span_words(report.days)}. As of {words.day_words(report.made)}."
    yield ""
    if report.objective.strip():
        yield from (f"> {_text(report.objective)}", "")
    yield from _list([*words.sponsor_words(report), *words.publishing_words(report)])
    if report.nothing_yet:
        yield from ("", f"**{words.NOTHING_YET}**")
    yield from _planned(report)
    if report.teams is not None:
        yield from _teams(report.teams)
    if report.reaches_teams:
        yield from _reach(report)
        yield from _exposure(report)
        yield from _said(report)
    yield from _measures(report)
    yield from _section("What it cost", _list(words.cost_words(report)))
    if report.advice:
        yield from _section("What to change", _list([one.says for one in report.advice]))
    yield from ("", "---", "", _text(words.how_counted(report)))


def _planned(report: Report) -> Iterator[str]:
    body = [_text(words.tally_words(report))]
    shown = [one for one in report.tallies if one.planned]
    names = [(name, said) for name, said in STATES if getattr(report.total, name)]
    if shown and len(report.tallies) > 1:
        rows = [[words.period_words(report, one), *(str(getattr(one, name)) for name, _ in names)] for one in shown]
        body += ["", *_table([report.period.capitalize(), *(said.capitalize() for _, said in names)], rows)]
    yield from _section("Planned and held", body)


def _teams(found: ReportTeams) -> Iterator[str]:
    body = list(_list(team_words.team_words(found)))
    if found.weeks:
        body += ["", *_table(team_words.HEADS, [team_words.week_cells(one) for one in found.weeks])]
    yield from _section("Composite teams", body)


def _reach(report: Report) -> Iterator[str]:
    rows: list[list[str]] = []
    for whole in report.departments:
        rows.append([f"**{whole.side.label}**", f"**{whole.enrolled:,}**", f"**{words.reach_words(whole)}**"])
        teams = [one for one in report.reach if one.side is whole.side]
        rows += [[_text(one.team, _MOST_NAME), str(one.enrolled), words.reach_words(one)] for one in teams]
    table = _table(["Team", "Enrolled", "Have met somebody, of all in the team"], rows)
    yield from _section("Reach", [words.reach_base_words(report), "", *table])


def _exposure(report: Report) -> Iterator[str]:
    found = report.matrix
    body = list(_list(words.contact_words(report)))
    if found.cells:
        heads = ["IT team", *(_text(one, _MOST_NAME) for one in found.marketing_teams)]
        rows = [
            [_text(it, _MOST_NAME), *(_cell(report, it, marketing) for marketing in found.marketing_teams)]
            for it in found.it_teams
        ]
        body += ["", *_table(heads, rows), "", "How often they met; (n) to come; \\* for the first time ever."]
    yield from _section("Who has met", body)


def _cell(report: Report, it_team: str, marketing_team: str) -> str:
    one = report.matrix.cell(it_team, marketing_team)
    met = f"{one.met}{_NEW if one.new else ''}" if one.met else ""
    return " ".join(filter(None, [met, f"({one.coming})" if one.coming else ""])) or "–"


def _said(report: Report) -> Iterator[str]:
    body = [_text(words.debrief_words(report)), ""]
    for one in words.ratings(report):
        spread = ""
        if one.spread is not None:
            spread = f" ({', '.join(f'{number}★: {count}' for number, count in zip(RATINGS, one.spread, strict=True))})"
        body.append(f"- {one.side.label}: {words.rating_words(one)}{spread}")
    yield from _section("What people say", body)
    learned = [f"{_by(one.side)}{one.text}" for one in report.debriefs.learned]
    if learned:
        yield from _section("Things learned", _list(learned))
    body = [_text(words.idea_words(report)), ""]
    for idea in report.ideas.taken_up:
        owner = f", {_text(idea.owner, _MOST_NAME)}" if idea.owner else ""
        body.append(f"- {_text(idea.text)} ({idea.state.label}{owner})")
    yield from _section("Ideas", body)


def _by(side: Side | None) -> str:
    return f"{side.label}: " if side else ""


def _measures(report: Report) -> Iterator[str]:
    if not report.measures:
        return
    body: list[str] = []
    for one in report.measures:
        body += [f"- **{_text(one.measure.name, _MOST_NAME)}**: {_text(words.measure_words(one))}"]
        body += [f"    - {words.day_words(read.day)}: {number_words(read.value)}" for read in one.readings]
    yield from _section("Measures", body)


def _section(title: str, body: Iterable[str]) -> Iterator[str]:
    yield from ("", f"## {title}", "")
    yield from body


def _list(items: Iterable[str]) -> Iterator[str]:
    return (f"- {_text(one)}" for one in items)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'|'.join([' --- ', *[' ---: '] * (len(heads) - 1)])}|"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _text(text: str, most: int = 0) -> str:
    """User text in which nothing is markup, neither of Markdown nor of HTML."""
    shown = _SPECIAL.sub(r"\\\1", clean(text, most))
    return shown.replace("&", "&amp;").replace("\\<", "&lt;").replace("\\>", "&gt;")
