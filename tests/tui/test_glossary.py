"""The glossary on the screen: found, explained, changed, taken out, put back, read from a file."""

from pathlib import Path

import pytest

from ridealong.domain.days import FixedClock
from ridealong.services import glossary
from ridealong.services.desk import open_desk
from ridealong.services.glossary import Entry
from thorough import thorough_only

from .conftest import CONFIG, TODAY
from .driving import Open, fill, look_for, press, screen_text, toasts


def entry(database: Path, term: str) -> Entry | None:
    desk = open_desk(database, clock=FixedClock(TODAY), config=CONFIG)
    try:
        return next((one for one in glossary.list_terms(desk, out=True) if one.term.term == term), None)
    finally:
        desk.close()


@thorough_only
async def test_terms_are_found_while_typing_and_explained_anew(opened: Open, company: Path) -> None:
    async with opened(company, section="programs") as pilot:
        await press(pilot, "Z")
        assert "Programs › Glossary" in screen_text(pilot)
        await press(pilot, "slash")
        await look_for(pilot, "marketing per click")
        text = screen_text(pilot)
        assert "CPC" in text
        assert "API" not in text
        await look_for(pilot, "term:cpc side:mark")
        await press(pilot, "enter", "e")
        await fill(pilot, "meaning", "what one click [x] costs")
        await press(pilot, "enter")
        assert "CPC is explained: what one click [x] costs" in toasts(pilot)
        assert "1 term · 1 added or changed" in screen_text(pilot)
        await press(pilot, "B")
        assert "CPC explained again as with the program" in toasts(pilot)
        await press(pilot, "B")
        assert "changed or taken out" in toasts(pilot)
    found = entry(company, "CPC")
    assert found is not None
    assert not found.changed


async def test_a_term_is_added_taken_out_and_brought_back(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "Z", "n")
        await fill(pilot, "term", "NAS")
        await press(pilot, "enter")
        assert "Meaning is needed" in screen_text(pilot)
        await fill(pilot, "meaning", "a shared disk")
        await press(pilot, "enter", "slash")
        await look_for(pilot, "state:added")
        assert "+  NAS" in screen_text(pilot)
        await press(pilot, "enter", "d")
        assert "NAS no longer explained" in toasts(pilot)
        await press(pilot, "u")
        assert "+  NAS" in screen_text(pilot)
        await press(pilot, "escape", "g", "v", "v", "d", "full_stop")
        assert "2 terms no longer explained" in toasts(pilot)
        assert "–  A/B test" in screen_text(pilot)
        await press(pilot, "g", "e", "enter")
        assert "A/B test is explained" in toasts(pilot)
        await press(pilot, "escape", "escape")
        assert "People" in screen_text(pilot).splitlines()[1]
    assert entry(company, "NAS") is not None


async def test_what_is_no_term_is_said_in_the_place_of_the_list(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "Z", "slash")
        await look_for(pilot, "no such term")
        assert "n explains another term" in screen_text(pilot)
        await look_for(pilot, "kind:it")
        assert "There is no term kind:" in screen_text(pilot)
        await look_for(pilot, "state:own")
        assert "Write state:added, state:changed or state:removed" in screen_text(pilot)


@thorough_only
async def test_terms_are_read_from_a_file_and_written_to_one(opened: Open, company: Path, tmp_path: Path) -> None:
    source = tmp_path / "terms.csv"
    source.write_text("term,side,meaning\nNAS,it,a shared disk\nSAN,nobody,disks\n", encoding="utf-8")
    async with opened(company) as pilot:
        await press(pilot, "Z", "i")
        await fill(pilot, "path", str(source))
        await press(pilot, "enter")
        assert "1 added, 0 changed, 0 unchanged, 1 rejected" in screen_text(pilot)
        assert entry(company, "NAS") is None
        await press(pilot, "enter", "slash")
        await look_for(pilot, "NAS")
        await press(pilot, "enter", "x")
        await fill(pilot, "path", str(tmp_path / "out.csv"))
        await press(pilot, "enter")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "term,side,meaning\nNAS,it,a shared disk\n"


async def test_what_another_coordinator_changed_is_said_and_overruled(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "Z", "slash")
        await look_for(pilot, "cost per click")
        await press(pilot, "enter", "e")
        other = open_desk(company, clock=FixedClock(TODAY), config=CONFIG)
        glossary.edit_term(other, "CPC", meaning="theirs")
        other.close()
        await fill(pilot, "meaning", "mine")
        await press(pilot, "enter")
        assert "was changed meanwhile" in " ".join(screen_text(pilot).split())
        assert "Enter) overrules it" in " ".join(screen_text(pilot).replace("│", " ").split())
        await press(pilot, "enter")
    found = entry(company, "CPC")
    assert found is not None
    assert found.term.meaning == "mine"


@pytest.mark.parametrize("key", ["n", "e", "d", "i"])
async def test_a_database_that_is_open_to_read_only_stays_as_it_is(opened: Open, company: Path, key: str) -> None:
    async with opened(company, read_only=True) as pilot:
        await press(pilot, "Z", key)
        assert "open to read only" in toasts(pilot)
        assert not pilot.app.screen.is_modal
