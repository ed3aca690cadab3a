"""A report as one HTML page that needs nothing else, and prints on two sheets."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from ridealong.domain.charters import Measured
from ridealong.domain.people import Side
from ridealong.domain.report import (
    MOST_ADVICE,
    RATINGS,
    Matrix,
    MatrixCell,
    Ratings,
    ReachOfTeam,
    Report,
    meeting_word,
    percent_of,
)
from ridealong.domain.wording import many
from ridealong.exchange import report_charts as charts
from ridealong.exchange import report_words as words
from ridealong.exchange.report_style import STYLE
from ridealong.exchange.report_team_html import teams_section
from ridealong.exchange.report_words import clean

MOST_TEAMS = 12
"""How many teams of a department are listed; of more, the largest."""
MOST_OF_MATRIX = 20
"""How many teams of a side the matrix shows; of more, those that met most often."""
_WIDE = 8
"""From more marketing teams than this on, their names stand upright."""
_BESIDE = 75
"""How many letters of them have room beside each other."""
_TALL = 12
"""From more IT teams than this on, there is less room for texts on the second sheet."""
MOST_MEASURES = 3
"""How many measures have a chart; of more, a line says how far they have come."""
_MOST_LINES, _MOST_REASONS = 3, 2
_LONG_TITLE = 48
_WIDTHS = (330, 215)
"""How wide the chart of a measure is, two or three in a row."""
_ADVICE = ((MOST_ADVICE, 220), (MOST_ADVICE - 1, 150))
"""How many things to change are named, and with how many characters; the same where there is less room."""
_LISTS = ((7, 6), (5, 5), (4, 4), (2, 2))
"""How many things learned and ideas are listed, by how much else is told: the fewer the less room there is."""
_LOW = 8
_LONG_ADVICE = 3
_MUCH_ADVICE = (_LONG_ADVICE, 5)
"""From more IT teams, and from more things to change, each, less of the lists has room."""
_TEXT, _NAME, _LISTED_NAME, _SHORT_NAME = 150, 32, 26, 18
_SHADES = (0.25, 0.5, 0.75)


def report_html(report: Report) -> str:
    """A report as a page; it ends with a line feed."""
    sheets = [_sheet(_first_sheet(report), dense=_is_full(report))]
    if not _one_sheet(report):
        sheets.append(_sheet(_second_sheet(report), dense=_is_tall(report)))
    body = "\n".join(sheets)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="color-scheme" content="light">\n<meta name="referrer" content="no-referrer">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{_text(report.program, 120)}: report for the sponsors</title>\n<style>{STYLE}</style>\n</head>\n"
        f"<body>\n{charts.PATTERNS}\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _one_sheet(report: Report) -> bool:
    """Whether there is nothing for a second sheet: nobody has met, or only the sponsors do."""
    return report.nothing_yet or not report.reaches_teams


def _sheet(text: str, *, dense: bool) -> str:
    return f'<div class="sheet{" dense" if dense else ""}">\n{text}\n</div>'


def _is_full(report: Report) -> bool:
    """Whether what stands on the first sheet only has room in smaller letters."""
    teams = max(sum(one.side is side for one in report.reach) for side in Side)
    texts = bool(report.without_agreement) or len(report.measures) > MOST_MEASURES or len(report.objective) > _TEXT
    return teams >= MOST_TEAMS - 2 and (texts or report.teams is not None)


def _is_tall(report: Report) -> bool:
    """The same of the second sheet."""
    return len(report.matrix.it_teams) > _TALL


def _fullness(report: Report) -> int:
    """How full the second sheet is: a place in `_LISTS`."""
    if _is_tall(report):
        return len(_LISTS) - 1
    lengths = len(report.matrix.it_teams) > _LOW, *(len(report.advice) > number for number in _MUCH_ADVICE)
    return sum(lengths)


def _text(text: str, most: int = 0) -> str:
    return escape(clean(text, most))


def _name(text: str, most: int = _NAME) -> str:
    """The name of a team, which may be written from right to left; of a long one the rest in a tooltip."""
    title = f' title="{_text(text, 200)}"' if len(clean(text)) > most else ""
    return f"<bdi{title}>{escape(words.short_name(text, most))}</bdi>"


def _section(title: str, body: Iterable[str], more: str = "") -> str:
    return f"<section{more}>\n<h2>{title}</h2>\n{''.join(body)}\n</section>"


# -- the first sheet --------------------------------------------------------------------------------------------------


def _first_sheet(report: Report) -> str:
    parts = [_header(report)]
    if report.nothing_yet:
        parts.append(f'<p class="empty"><b>{words.NOTHING_YET}</b> {_text(words.tally_words(report))}</p>')
    else:
        parts += [_figures(report), _planned(report)]
    if report.teams is not None:
        parts.append(teams_section(report.teams))
    if report.reaches_teams:
        parts.append(_reach(report))
    if report.measures:
        parts.append(_measures(report))
    if _one_sheet(report):
        parts += [*([] if report.nothing_yet else [_cost(report)]), *_change(report), _footer(report)]
    return "\n".join(parts)


def _header(report: Report) -> str:
    objective = f'<p class="lead"><bdi>{_text(report.objective, 320)}</bdi></p>' if report.objective.strip() else ""
    told = [*words.sponsor_words(report), *words.publishing_words(report, _MOST_REASONS)]
    sponsors = "".join(f"<li>{escape(one)}</li>" for one in told)
    long = ' class="long"' if len(clean(report.program)) > _LONG_TITLE else ""
    return (
        '<header>\n<p class="kicker"><span>Report for the sponsors</span>'
        f"<span>{words.day_words(report.made)}</span></p>\n"
        f"<h1{long}><bdi>{_text(report.program, 110)}</bdi></h1>\n"
        f'<p class="when">{_text(words.kind_words(report))} · {words.span_words(report.days)}</p>\n'
        f'{objective}\n<ul class="sponsors">{sponsors}</ul>\n</header>'
    )


def _figures(report: Report) -> str:
    tiles = "".join(f"<div><dt>{escape(said)}</dt><dd>{figure}</dd></div>" for figure, said in words.figures(report))
    return f'<dl class="figures">{tiles}</dl>'


def _planned(report: Report) -> str:
    chart = charts.bars(report)
    hint = f'<li class="hint">on each bar: held/planned in that {report.period}</li>'
    legend = f'<ul class="legend">{"".join(charts.legend(report))}{hint if chart else ""}</ul>'
    figure = f"<figure>{chart}</figure>" if chart else ""
    note = f'<p class="note">{many(report.drafts, "draft")} not published yet.</p>' if report.drafts else ""
    return _section(f"Planned and held: {many(report.total.planned, *_one(report))}", [figure, legend, note])


def _one(report: Report) -> tuple[str, str]:
    return meeting_word(report.kind), words.plural(report.kind)


def _reach(report: Report) -> str:
    title = "Who is enrolled" if report.nothing_yet else "Reach"
    base = f'<p class="says">{escape(words.reach_base_words(report))}</p>'
    return _section(
        title, [base, '<div class="two">', *(_department(report, one) for one in report.departments), "</div>"]
    )


def _department(report: Report, whole: ReachOfTeam) -> str:
    teams = [one for one in report.reach if one.side is whole.side]
    # Before anything has taken place, nobody can have met anybody.
    what = "enrolled" if report.nothing_yet else "met"
    listed, rest = teams, ""
    if len(teams) > MOST_TEAMS:
        largest = sorted(teams, key=lambda one: (-one.people, one.team))
        chosen, left = set(largest[: MOST_TEAMS - 1]), largest[MOST_TEAMS - 1 :]
        listed = [one for one in teams if one in chosen]
        number, people = sum(getattr(one, what) for one in left), sum(one.people for one in left)
        rest = f'<tr><th scope="row">and {len(left)} smaller teams</th>{_share(number, people)}</tr>'
    rows = "".join(
        f'<tr><th scope="row">{_name(one.team, _LISTED_NAME)}</th>{_share(getattr(one, what), one.people)}</tr>'
        for one in listed
    )
    return (
        f'<table class="reach"><thead><tr><th scope="col">Team</th>'
        f'<th scope="col" class="n">{what.capitalize()} / all</th>'
        f'<th scope="col" class="n">%</th><th class="share" aria-hidden="true"></th></tr></thead><tbody>'
        f'<tr class="all"><th scope="row">{whole.side.label}</th>'
        f"{_share(getattr(whole, what), whole.people)}</tr>{rows}{rest}</tbody></table>"
    )


def _share(met: int, people: int) -> str:
    percent = percent_of(met, people)
    bar = f'<span><i style="width:{percent}%"></i></span>'
    drawn = f'<td class="share" aria-hidden="true">{bar}</td>'
    return f'<td class="n">{met:,} / {people:,}</td><td class="n">{percent}</td>{drawn}'


def _measures(report: Report) -> str:
    drawn = [one for one in report.measures if one.readings][:MOST_MEASURES]
    others = [one for one in report.measures if one not in drawn]
    narrow = len(drawn) == MOST_MEASURES
    figures = [_measure(one, _WIDTHS[narrow]) for one in drawn]
    body = [f'<div class="{"three" if narrow else "two"}">', *figures, "</div>"] if drawn else []
    if others:
        shown, more = words.some([_measure_line(one) for one in others], _MOST_LINES)
        body.append(_list([*shown, *([escape(more)] if more else [])], "plain"))
    return _section("Measures", body)


def _measure(one: Measured, width: int) -> str:
    return (
        f"<figure><h3>{_name(one.measure.name, width // 7)}</h3>{charts.line(one, width)}"
        f'<figcaption class="note">{_text(words.measure_words(one), 160)}</figcaption></figure>'
    )


def _measure_line(one: Measured) -> str:
    return f"<b>{_name(one.measure.name, 36)}</b>: {_text(words.measure_words(one), 62)}"


# -- the second sheet -------------------------------------------------------------------------------------------------


def _second_sheet(report: Report) -> str:
    learned, ideas = _LISTS[_fullness(report)]
    parts = [
        _met(report),
        f'<div class="two">{_said(report, learned)}{_ideas(report, ideas)}</div>',
        _cost(report),
        *_change(report),
        _footer(report),
    ]
    return "\n".join(parts)


def _met(report: Report) -> str:
    body = [f'<p class="says">{escape(" ".join(words.contact_words(report)))}</p>']
    if report.matrix.cells:
        body += [
            f'<div class="wide">{_matrix(report.matrix)}</div>',
            f'<p class="note">{_matrix_note(report.matrix)}</p>',
        ]
    return _section("Who has met", body)


def _matrix(whole: Matrix) -> str:
    found = whole.busiest(MOST_OF_MATRIX)
    upright = _stand_upright(found)
    most = max((one.met for one in found.cells.values()), default=0)
    heads = "".join(f'<th scope="col"><span>{_name(one, _SHORT_NAME)}</span></th>' for one in found.marketing_teams)
    rows = "".join(
        f'<tr><th scope="row">{_name(it, _NAME if not upright else _SHORT_NAME + 6)}</th>'
        f"{''.join(_cell(found.cell(it, one), most, upright=upright) for one in found.marketing_teams)}</tr>"
        for it in found.it_teams
    )
    caption = "<caption hidden>How often IT teams met marketing teams</caption>"
    return (
        f'<table class="matrix{" many" if upright else ""}">{caption}'
        f'<thead><tr><th scope="col">IT \\ Marketing</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _stand_upright(found: Matrix) -> bool:
    """Whether the names of marketing teams are too many, or too long, to stand side by side."""
    words_of = [short.split() for one in found.marketing_teams if (short := words.short_name(one, _SHORT_NAME))]
    return len(words_of) > _WIDE or sum(max(map(len, some)) for some in words_of) > _BESIDE


def _cell(one: MatrixCell, most: int, *, upright: bool) -> str:
    """A cell; where names stand upright, there is no room for what is to come beside what was."""
    if not one.met and not one.coming:
        return '<td class="none">–</td>'
    shade = 1 + sum(one.met > limit * most for limit in _SHADES) if one.met else 0
    met = f"{one.met}{'*' if one.new else ''}" if one.met else ""
    coming = f"({one.coming})" if one.coming and not (met and upright) else ""
    text = " ".join(filter(None, [met, coming]))
    return f'<td class="s{shade}">{text}</td>'


def _matrix_note(whole: Matrix) -> str:
    parts = ["How often people of two teams met in this program"]
    if any(one.new for one in whole.cells.values()):
        parts.append("* for the first time ever")
    if any(one.coming for one in whole.cells.values()):
        parts.append("in brackets: still to meet" if _stand_upright(whole) else "in brackets: to come")
    left = [
        f"{len(teams) - MOST_OF_MATRIX} {side.label} teams"
        for side, teams in ((Side.IT, whole.it_teams), (Side.MARKETING, whole.marketing_teams))
        if len(teams) > MOST_OF_MATRIX
    ]
    if left:
        parts.append(f"not shown: {' and '.join(left)} that met least")
    return f"{'; '.join(parts)}."


def _said(report: Report, most: int) -> str:
    body = [f'<p class="says">{escape(words.debrief_words(report))}</p>', *map(_rating, words.ratings(report))]
    said, more = report.debriefs.learned[:most], len(report.debriefs.learned) - most
    items = [f"<bdi>{_text(one.text, _TEXT)}</bdi>{_by(one.side)}" for one in said]
    if items:
        body.append(_list(items, "plain quotes"))
    if more > 0:
        body.append(f'<p class="note">and {more:,} more things learned.</p>')
    return _section("What people say", body)


def _by(side: Side | None) -> str:
    return f' <span class="by">— {side.label}</span>' if side else ""


def _rating(one: Ratings) -> str:
    spread = ""
    if one.spread is not None:
        pairs = zip(RATINGS, one.spread, strict=True)
        cells = "".join(f"<li><b>{count}</b>{number}★</li>" for number, count in pairs)
        spread = f'<ul class="spread" aria-label="answers from 1 to 5">{cells}</ul>'
    return f'<div class="rating"><span>{one.side.label}: {words.rating_words(one)}</span>{spread}</div>'


def _ideas(report: Report, most: int) -> str:
    ideas = report.ideas.taken_up
    items = [
        f'<span class="tag">{one.state.label}</span> <bdi>{_text(one.text, _TEXT)}</bdi>'
        + (f' <span class="by">— {_text(one.owner, _NAME)}</span>' if one.owner else "")
        for one in ideas[:most]
    ]
    body = [f'<p class="says">{escape(words.idea_words(report))}</p>', _list(items, "plain") if items else ""]
    if len(ideas) > most:
        body.append(f'<p class="note">and {len(ideas) - most:,} more that were taken up.</p>')
    return _section("Ideas", body)


def _change(report: Report) -> Iterator[str]:
    if report.advice:
        number, length = _ADVICE[_is_tall(report)]
        items = [_text(one.says, length) for one in report.advice[:number]]
        long = " long" if len(items) > _LONG_ADVICE else ""
        yield _section("What to change", [f'<ol class="todo{long}">{"".join(f"<li>{one}</li>" for one in items)}</ol>'])


def _cost(report: Report) -> str:
    return _section("What it cost", [f'<p class="says">{escape(" ".join(words.cost_words(report)))}</p>'])


def _footer(report: Report) -> str:
    return f"<footer>{escape(words.how_counted(report))}</footer>"


def _list(items: Sequence[str], kind: str) -> str:
    return f'<ul class="{kind}">{"".join(f"<li>{one}</li>" for one in items)}</ul>'
