"""The report in a real browser: it prints on two sheets of either paper, and asks nobody for anything."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from exchange.test_report import reports
from ridealong.domain.report import Advice, LearnedText, Report
from ridealong.exchange.report_html import report_html
from thorough import thorough_only

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Chromium

PAPERS = ("A4", "Letter")


def full(teams: int = 20) -> Report:
    """A report with as much as one holds: many teams a side, three measures, long texts."""
    text = "What a campaign needs before it can be built, and who decides on it in which week of the quarter."
    one = reports("Team with a long name", teams=teams)
    return replace(
        one,
        program="Ride-alongs of the second quarter",
        objective=text,
        measures=one.measures[:1] * 4,
        debriefs=replace(one.debriefs, learned=(LearnedText(side=None, text=text),) * 40),
        ideas=replace(one.ideas, taken_up=one.ideas.taken_up * 20),
        advice=(Advice(about="missed", says=f"{text} {text[:40]}"),) * 7,
    )


FULL, DOZEN = full(), full(12)


@pytest.mark.parametrize(
    ("made", "paper"),
    [
        pytest.param(FULL, "A4", id="full-A4"),
        pytest.param(DOZEN, "Letter", id="dozen-Letter"),
        *(
            pytest.param(made, paper, id=f"{name}-{paper}", marks=thorough_only)
            for name, made, papers in (
                ("small", reports("Ride-alongs"), PAPERS),
                ("full", FULL, PAPERS[1:]),
                ("dozen", DOZEN, PAPERS[:1]),
                ("few", full(8), PAPERS),
                ("little to change", replace(DOZEN, advice=FULL.advice[:3]), PAPERS),
            )
            for paper in papers
        ),
    ],
)
def test_a_report_prints_on_two_sheets(chromium: "Chromium", made: Report, paper: str) -> None:
    page = chromium.new_page()
    page.set_content(report_html(made))
    printed = page.pdf(format=paper)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2


@thorough_only
def test_it_asks_for_nothing_and_fits_a_phone(chromium: "Chromium") -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(report_html(full()))
    assert asked == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
