"""A report as a page, as Markdown and as JSON: whole, harmless, and readable without colours."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

from hostile.texts import all_kinds, steering
from ridealong.domain.charters import Measured, Reading
from ridealong.domain.days import Days
from ridealong.domain.ideas import IdeaState
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind, Measure
from ridealong.domain.report import (
    Advice,
    Cost,
    Debriefs,
    FirstContacts,
    Ideas,
    LearnedText,
    Matrix,
    MatrixCell,
    PublishedWithout,
    ReachOfTeam,
    Report,
    ReportIdea,
    ReportSponsor,
    Returns,
    Tally,
    department,
    ratings_of,
)
from ridealong.exchange.report_html import MOST_OF_MATRIX, MOST_TEAMS, report_html
from ridealong.exchange.report_json import report_json, report_json_text
from ridealong.exchange.report_md import report_md
from ridealong.exchange.report_words import amount, clean, short_name

MONDAY = date(2027, 1, 4)
VOID = {"meta", "link", "br", "hr", "img"}


def reports(text: str = "x", teams: int = 2) -> Report:
    """A report in which a text stands wherever somebody may have written one."""
    it, marketing = ([f"{text} {side} {n}" for n in range(teams)] for side in ("I", "M"))
    reach = tuple(
        ReachOfTeam(side=side, team=team, people=9, enrolled=5, met=number % 9)
        for side, some in ((Side.IT, it), (Side.MARKETING, marketing))
        for number, team in enumerate(some)
    )
    cells = {
        (one, other): MatrixCell(met=n, coming=n % 3, new=n % 2 == 0)
        for n, (one, other) in enumerate(zip(it, marketing, strict=True))
    }
    readings = tuple(Reading(day=MONDAY + timedelta(weeks=n), value=9 - n) for n in range(3))
    return Report(
        made=MONDAY,
        program=text,
        kind=Kind.ROTATION,
        guest_side=Side.IT,
        objective=text,
        days=Days(MONDAY, MONDAY + timedelta(weeks=13)),
        sponsors=(ReportSponsor(side=Side.IT, name=text, agreed=MONDAY),),
        without_agreement=(PublishedWithout(day=MONDAY, reason=text),),
        drafts=3,
        total=Tally(first=MONDAY, held=5, missed=2, unmarked=1),
        period="week",
        tallies=tuple(Tally(first=MONDAY + timedelta(weeks=n), held=n, missed=1) for n in range(5)),
        departments=tuple(department(side, reach) for side in Side),
        reach=reach,
        contacts=FirstContacts(people=7, new_people=6, teams=4, new_teams=3, never=2),
        matrix=Matrix(it_teams=tuple(it), marketing_teams=tuple(marketing), cells=cells),
        returns=Returns(done=3, owed=2, overdue=1),
        ratings=(ratings_of(Side.IT, [5] * 6), ratings_of(Side.MARKETING, [1])),
        debriefs=Debriefs(
            wanted=8, complete=3, learned=(LearnedText(side=Side.IT, text=text), LearnedText(side=None, text=text))
        ),
        ideas=Ideas(
            by_state={IdeaState.OPEN: 2, IdeaState.PROJECT: 1},
            taken_up=(ReportIdea(text=text, state=IdeaState.PROJECT, owner=text),),
        ),
        measures=(
            Measured(measure=Measure(name=text, unit=text, baseline=9, target=4), readings=readings),
            Measured(measure=Measure(name=text)),
        ),
        cost=Cost(guest_days=25, host_days=25, meetings=4, meeting_minutes=600),
        advice=(Advice(about="missed", says=text, figures={"missed": 2}),),
    )


class Page(HTMLParser):
    """What a page is made of: its tags, their attributes, the text between them, and what is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.text.append(data)


def test_a_page_needs_nothing_but_itself() -> None:
    html = report_html(reports())
    page = Page(html)
    assert page.open == []
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(page.tags)
    assert not {"src", "href", "onload", "onerror"} & {name for name, _ in page.attributes}
    assert re.findall(r"url\((?!#)|@import|https?:", html) == []
    assert ("lang", "en") in page.attributes


def test_every_chart_says_in_words_what_it_shows() -> None:
    html = report_html(reports())
    charts = re.findall(r'<svg [^>]*role="img"[^>]*>', html)
    assert len(charts) == 2
    assert all('aria-label="' in one for one in charts)
    assert "4 Jan: 0 held of 1; 11 Jan: 1 held of 2" in charts[0]
    assert "from 9 towards 4: 40% of the way to the target" in charts[1]


def test_numbers_stand_in_every_cell_so_that_shades_are_not_needed() -> None:
    one = reports()
    cells = re.findall(r'<td class="(s\d|none)">([^<]*)</td>', report_html(one))
    assert cells == [("s0", "–")] * 0 + [("none", "–"), ("none", "–"), ("none", "–"), ("s4", "1 (1)")]


@pytest.mark.parametrize("text", [*all_kinds(), "<script>alert(1)</script>", "\"'><b>&amp;</title></style>"])
def test_no_text_breaks_out_of_a_page(text: str) -> None:
    html = report_html(reports(text))
    page = Page(html)
    assert page.open == []
    assert page.tags == Page(report_html(reports("x"))).tags
    assert steering(html) == []


@pytest.mark.parametrize("text", [*all_kinds(), "<script>alert(1)</script>", "[x](y) # ![z](q) `a` | *b* | _c_"])
def test_no_text_is_markup_in_markdown(text: str) -> None:
    written = report_md(reports(text))
    assert steering(written) == []
    assert re.findall(r"(?<!\\)<|(?<!\\)\]\(", written) == []
    heads = [line for line in written.splitlines() if line.startswith("#")]
    assert len(heads) == len([line for line in report_md(reports("x")).splitlines() if line.startswith("#")])


def test_names_from_right_to_left_and_without_end_stay_where_they_are() -> None:
    html = report_html(replace(reports("فريق " + "W" * 200), objective="", advice=()))
    assert "<bdi title=" in html
    assert "W" * 150 not in "".join(Page(html).text)


def test_many_teams_are_cut_down_with_their_number() -> None:
    html = report_html(reports("Team", teams=30))
    assert html.count('<tr><th scope="row">') == 2 * MOST_TEAMS + MOST_OF_MATRIX
    assert html.count("and 19 smaller teams") == 2
    assert "not shown: 10 IT teams and 10 Marketing teams that met least" in html
    assert len(json.loads(report_json_text(reports("Team", teams=30)))["report"]["exposure"]) == 900


def test_too_few_answers_are_shown_in_no_form() -> None:
    one = replace(reports(), ratings=(ratings_of(Side.IT, [1, 2, 2, 1]), ratings_of(Side.MARKETING, [])))
    for text in (report_html(one), report_md(one)):
        assert "IT: 4 answers, too few to show" in text
        assert "Marketing: no answers" in text
        assert "of 5, 4 answers" not in text
    assert [rating["average"] for rating in report_json(one)["ratings"]] == [None, None]  # type: ignore[attr-defined]  # a list, as JSON has it


def test_an_owner_stands_beside_an_idea_only_where_one_is_given() -> None:
    ideas = Ideas(
        by_state={IdeaState.DONE: 1}, taken_up=(ReportIdea(text="x", state=IdeaState.DONE, owner="Mia Kern"),)
    )
    one = replace(reports(), ideas=ideas)
    assert all("Mia Kern" in text for text in (report_html(one), report_md(one), report_json_text(one)))


def test_the_document_has_days_in_iso_form() -> None:
    document = json.loads(report_json_text(reports()))["report"]
    assert (document["format"], document["made"], document["start"]) == (
        "ridealong-report/1",
        "2027-01-04",
        "2027-01-04",
    )
    assert document["periods"][1] == {
        "start": "2027-01-11", "planned": 2, "held": 1, "ended": 0, "missed": 1, "unmarked": 0, "under_way": 0,
        "coming": 0, "cancelled": 0,
    }  # fmt: skip
    assert document["what_to_change"] == [{"about": "missed", "says": "x", "missed": 2}]


@pytest.mark.parametrize("values", [(0, 0), (5, 5), (1e300, -1e308), (1.5e308, -1.5e308), (1e-320, 0), (-3, -7)])
def test_measures_of_any_size_are_drawn(values: tuple[float, float]) -> None:
    baseline, target = values
    readings = tuple(Reading(day=MONDAY + timedelta(days=n), value=value) for n, value in enumerate(values))
    measured = Measured(measure=Measure(name="x", baseline=baseline, target=target), readings=readings)
    html = report_html(replace(reports(), measures=(measured,) * 6))
    assert not re.search(r"\b(nan|inf)\b", html)
    heights = [float(y) for y in re.findall(r'<circle cx="[\d.]+" cy="([\d.-]+)"', html)]
    assert all(0 <= y <= 104 for y in heights)


def test_long_names_keep_their_beginning_and_their_end() -> None:
    assert short_name("Infrastructure and Operations 13", 18) == "Infrastruct…ons 13"
    assert short_name(" Data ", 18) == "Data"
    assert clean("a\nb\u202ec", 0) == "a b\\u202ec"
    assert clean("abcdef", 4) == "abc…"
    assert (amount(4.5), amount(123456789.123)) == ("4.5", "1.235e+08")
