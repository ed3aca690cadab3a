"""What leads say, on the screen: whose word each draft needs, noted for one or for many, with and without a note."""

from pathlib import Path

from ridealong.domain.consent import Word
from ridealong.domain.days import FixedClock
from ridealong.exchange.lead_lists_csv import ListedDraft, lead_list_text
from ridealong.services.desk import open_desk
from ridealong.services.programs.program_settings import ProgramChange, edit
from ridealong.services.publishing import lead_words
from ridealong.services.publishing.lead_words import AskedDraft
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, fill, look_for, press, screen_text, toasts

SPRING = "Spring [x] rides"


def asked(database: Path) -> list[AskedDraft]:
    desk = open_desk(database, clock=FixedClock(TODAY), config=CONFIG)
    try:
        return [one for lead in lead_words.lists(desk) for one in lead.drafts]
    finally:
        desk.close()


def words(database: Path) -> list[Word | None]:
    return [one.word for one in asked(database)]


async def test_each_lead_has_a_list_and_agrees_to_one_draft_or_to_all(opened: Open, led: Path) -> None:
    async with opened(led, section="plan", size=(120, 36)) as pilot:
        await press(pilot, "a")
        text = screen_text(pilot)
        assert "boss@y.example · 4 waiting" in text
        assert f"Grace Berg <{address('Grace Berg')}> · 6 waiting" in text
        assert "2 leads · 10 words, 10 waiting" in text
        await press(pilot, "j", "a")
        assert ": agreed" in toasts(pilot)
        assert "boss@y.example · 3 waiting, 1 agreed" in screen_text(pilot)
        await press(pilot, "v", "v", "r")
        assert "2 words noted: refused" in toasts(pilot)
        assert "boss@y.example · 2 waiting, 2 refused" in screen_text(pilot)
        await press(pilot, "u")
        assert "boss@y.example · 3 waiting, 1 agreed" in screen_text(pilot)
        # On the heading, all that wait; what was said already stays.
        await press(pilot, "r", "k", "k", "k", "a")
        assert "boss@y.example · 3 agreed, 1 refused" in screen_text(pilot)
    assert words(led).count(None) == 6


async def test_a_note_is_private_until_somebody_asks_for_it(opened: Open, led: Path) -> None:
    async with opened(led, section="plan", size=(120, 36)) as pilot:
        await press(pilot, "a", "j", "e")
        assert "What does boss@y.example say?" in screen_text(pilot)
        await press(pilot, "tab")
        pilot.app.screen.query_one("#field-word").focus()
        await press(pilot, "right")
        await fill(pilot, "note", "not [x] in April")
        await press(pilot, "enter")
        assert asked(led)[0].word is Word.REFUSED
        assert "not [x] in April" not in screen_text(pilot)
        assert ". shows the note" in screen_text(pilot)
        await press(pilot, "full_stop")
        assert "not [x] in April" in screen_text(pilot)


@thorough_only
async def test_the_list_is_narrowed_to_what_waits_and_to_words(opened: Open, led: Path) -> None:
    async with opened(led, section="plan", size=(120, 36)) as pilot:
        await press(pilot, "a", "j", "a", "exclamation_mark")
        assert "9 words, 9 waiting · only those" in screen_text(pilot)
        await press(pilot, "slash")
        await look_for(pilot, "lead:grace person:chlo word:wait")
        assert "1 lead · 1 word" in screen_text(pilot)
        await look_for(pilot, "nobody")
        assert "No draft matches" in screen_text(pilot)
        await press(pilot, "escape", "escape", "escape")
        assert "Plan › Spring [x] rides" in screen_text(pilot).splitlines()[1]


async def test_without_managers_it_says_whose_word_would_be_needed(opened: Open, company: Path) -> None:
    async with opened(company, section="plan") as pilot:
        await press(pilot, "a")
        text = screen_text(pilot)
        assert "No draft needs the word of a lead" in text
        assert "whose manager is known" in text
        await press(pilot, "a")
        assert "Put the cursor on a draft" in toasts(pilot)


async def test_where_leads_are_not_asked_that_is_said(opened: Open, led: Path) -> None:
    desk = open_desk(led, clock=FixedClock(TODAY), config=CONFIG)
    edit(desk, SPRING, ProgramChange(leads_agree=False))
    desk.close()
    async with opened(led, section="plan", size=(120, 36)) as pilot:
        await press(pilot, "a")
        assert "not needed to publish" in screen_text(pilot)


async def test_a_list_that_came_back_is_read(opened: Open, led: Path, tmp_path: Path) -> None:
    one = asked(led)[0]
    listed = ListedDraft(
        pairing=one.id,
        lead="boss@y.example",
        program=one.program,
        side=one.side,
        person=(one.person.email, one.person.name, one.person.team),
        other=(one.other.email, one.other.name, one.other.team),
        days=one.days,
        word=Word.AGREED,
        note="",
    )
    path = tmp_path / "list.csv"
    path.write_text(lead_list_text([listed]), encoding="utf-8")
    async with opened(led, section="plan", size=(120, 36)) as pilot:
        await press(pilot, "a", "i")
        await fill(pilot, "path", str(path))
        await press(pilot, "enter")
        assert words(led)[0] is None
        await press(pilot, "enter")
        assert "boss@y.example · 3 waiting, 1 agreed" in screen_text(pilot)


async def test_a_database_that_is_open_to_read_only_stays_as_it_is(opened: Open, led: Path) -> None:
    async with opened(led, section="plan", read_only=True) as pilot:
        for key in ("a", "r", "e", "i"):
            await press(pilot, *(["a", "j"] if key == "a" else []), key)
            assert "open to read only" in toasts(pilot)
    assert set(words(led)) == {None}
