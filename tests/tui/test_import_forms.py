"""Answers of forms in History: debriefs, readings of measures and who takes part, shown before they are read."""

from datetime import date
from pathlib import Path

from ridealong.domain.days import FixedClock
from ridealong.domain.programs import EnrolmentState
from ridealong.services.desk import open_desk
from ridealong.services.outcomes import debrief_pages
from ridealong.services.people import people
from ridealong.services.programs import measures
from ridealong.services.programs.measures import MeasureChange
from thorough import thorough_only

from .conftest import CONFIG, address
from .driving import Open, fill, press, screen_text, toasts

LATER = date(2027, 3, 1)
PROGRAM = "Spring [x] rides"
CHLOE = address("Chloé Petit")


async def test_debriefs_are_shown_then_read_and_rows_that_cannot_be_taken_are_explained(
    opened: Open, published: Path, tmp_path: Path
) -> None:
    file = tmp_path / "answers.csv"
    rows = [f"2027-01-18,{CHLOE},Briefs name one number,4", "2027-01-18,zoe@company.example,This,5"]
    file.write_text("\n".join(["Timestamp,Email,What did you learn?,Rating", *rows]) + "\n", "utf-8")
    async with opened(published, section="history", today=LATER) as pilot:
        await press(pilot, "I")
        await fill(pilot, "path", str(file))
        await press(pilot, "enter")
        text = screen_text(pilot)
        assert "1 added, 0 changed, 0 unchanged, 1 rejected" in text
        assert "Import 1 row (Enter)" in text
        pilot.app.screen.query_one("#field-order").focus()
        await press(pilot, "right")
        assert "Look (Enter)" in screen_text(pilot), "meant otherwise it would be another import"
        await press(pilot, "enter", "enter")
        assert "1 added" in toasts(pilot)
    desk = open_desk(published, clock=FixedClock(LATER), config=CONFIG)
    noted = debrief_pages.page(desk, 1).debrief
    desk.close()
    assert ([one.text for one in noted.learned], noted.it_rating) == (["Briefs name one number"], 4)


@thorough_only
async def test_measures_and_who_takes_part_are_of_one_program(opened: Open, company: Path, tmp_path: Path) -> None:
    desk = open_desk(company, clock=FixedClock(LATER), config=CONFIG)
    measures.set_measure(desk, PROGRAM, "Days to page", MeasureChange(unit="days"))
    desk.close()
    readings, answers = tmp_path / "readings.csv", tmp_path / "answers.csv"
    readings.write_text("day,Days to page\n2027-02-01,4\n2027-02-01,6\n", "utf-8")
    answers.write_text(f"email,answer\n{CHLOE},no thanks\n", "utf-8")
    async with opened(company, section="history", today=LATER) as pilot:
        await press(pilot, "I")
        pilot.app.screen.query_one("#field-form").focus()
        await press(pilot, "right")
        await fill(pilot, "path", str(readings))
        await press(pilot, "enter")
        assert "Program is needed" in screen_text(pilot)
        await fill(pilot, "program", PROGRAM)
        await press(pilot, "enter")
        assert "1 added, 0 changed, 0 unchanged, 1 rejected" in screen_text(pilot)
        pilot.app.screen.query_one("#field-mean").focus()
        await press(pilot, "right", "enter", "enter")
        assert "1 added, 0 changed, 0 unchanged, 0 rejected" in toasts(pilot)
        await press(pilot, "I")
        pilot.app.screen.query_one("#field-form").focus()
        await press(pilot, "right", "right")
        assert not pilot.app.screen.query_one("#field-mean").display
        await fill(pilot, "path", str(answers))
        await fill(pilot, "program", PROGRAM)
        await press(pilot, "enter", "enter")
        assert "1 changed" in toasts(pilot)
    desk = open_desk(company, clock=FixedClock(LATER), config=CONFIG)
    (enrolled,) = people.show(desk, CHLOE).enrolled
    desk.close()
    assert enrolled.state is EnrolmentState.DECLINED
