"""Plan: what is one key deeper, pins of all kinds, moving to another week, folding, and where nothing is to be seen."""

from datetime import date
from pathlib import Path

from textual.widgets import Input

from ridealong.domain.days import Days, FixedClock
from ridealong.domain.programs import Kind
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk, open_desk
from ridealong.services.people import absences, limits
from ridealong.services.plans import pins, plans
from ridealong.services.programs import programs
from ridealong.tui.dialogs.two_people import TwoPeopleDialog
from ridealong.tui.screens.plan import PlanScreen
from ridealong.tui.screens.plan_lines import outline
from ridealong.tui.widgets.found_people import FoundPeople
from thorough import thorough_only

from .conftest import CONFIG, TODAY, address
from .driving import Open, press, screen_text, settle, toasts

WIDE = (120, 36)
SPRING = "Spring [x] rides"


def a_desk(path: Path) -> Desk:
    return open_desk(path, clock=FixedClock(TODAY), config=CONFIG)


async def test_what_the_plan_is_worth_is_one_key_deeper(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "equals_sign")
        text = screen_text(pilot)
        assert "What the plan of Spring [x] rides is worth" in text
        assert "6 × 10,000,000 =    60,000,000  places filled" in text
        assert "no plan can be worth more" in text
        assert "Proved              yes  no plan can be better" in text
        assert "Seed" in text
        assert "Seconds               -" in text
        await press(pilot, "escape", "r", "equals_sign")
        assert "Seconds               -" not in screen_text(pilot), "right after planning it is known"
        await press(pilot, "escape", "j", "d", "equals_sign")
        assert "It was changed by hand, or repaired, since it was planned." in screen_text(pilot)
        assert "5 × 10,000,000 =    50,000,000  places filled" in screen_text(pilot)


async def test_why_two_people_are_not_paired_is_asked_by_names_or_by_two_marked_rows(
    opened: Open, company: Path
) -> None:
    async with opened(company) as pilot:
        await press(pilot, "3", "W", *"ana l", "enter", *"ben", "enter")
        text = screen_text(pilot)
        assert "Ana Lima (Platform) and Ben King (Data)" in text
        assert "Both are on the IT side" in text
        await press(pilot, "escape", "j", "W", *"grace", "enter")
        assert "Chloé Petit (Platform) and Grace Berg (Brand)" in screen_text(pilot)
        assert "Together in round" in screen_text(pilot), "what would allow it, and what it would cost"
        await press(pilot, "escape", "v", "v", "W")
        assert "Why these two?" in screen_text(pilot)
        assert "Chloé Petit (Platform) and Grace Berg (Brand)" in screen_text(pilot)


async def test_enter_takes_nobody_but_whom_the_newest_letters_find(opened: Open, company: Path) -> None:
    asked: list[tuple[str, str] | None] = []
    async with opened(company) as pilot:
        dialog = TwoPeopleDialog()
        pilot.app.push_screen(dialog, asked.append)
        await press(pilot, *"hugo")
        one = dialog.query_one("#two-one", Input)
        one.value = "ana l"
        dialog.accept()
        await settle(pilot)
        assert one.value == "Ana Lima"
        other = dialog.query_one("#two-other", Input)
        assert other.has_focus
        other.value = "grace"
        dialog.accept()
        await settle(pilot)
    assert asked == [(address("Ana Lima"), address("Grace Berg"))]


@thorough_only
async def test_what_was_marked_or_changed_in_one_program_is_not_kept_for_another(opened: Open, company: Path) -> None:
    desk = a_desk(company)
    autumn = programs.NewProgram(name="Autumn", kind=Kind.RIDE_ALONG, start=date(2027, 2, 22), rounds=2, enrol="all")
    programs.create(desk, autumn)
    desk.close()
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "r", "r", "j", "v", "S")
        screen = pilot.app.screen
        assert isinstance(screen, PlanScreen)
        assert screen.table.marked
        assert screen.changes is not None
        assert "Plan › Autumn" in screen_text(pilot)
        await press(pilot, "7", "g", "r")
        assert "Plan › Spring [x] rides" in screen_text(pilot)
        assert (screen.table.marked, screen.changes, screen.picked) == ({}, None, None)
        await press(pilot, "D")
        assert "Plan again with r first" in toasts(pilot)


@thorough_only
async def test_one_person_cannot_be_asked_about_with_themselves(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "3", "j", "W", *"chlo", "enter")
        assert "Choose two people: this is one" in screen_text(pilot)
        await press(pilot, *["backspace"] * 4, "enter")
        assert "Type a few letters of a name." in screen_text(pilot), "Enter still answers"
        await press(pilot, *"zzz", "enter")
        assert "Type a few letters of a name." in screen_text(pilot)
        assert "Nobody has these letters" in screen_text(pilot)


async def test_after_the_same_person_twice_another_one_can_be_taken_at_once(opened: Open, company: Path) -> None:
    asked: list[tuple[str, str] | None] = []
    async with opened(company) as pilot:
        pilot.app.push_screen(TwoPeopleDialog(address("Hugo Costa"), "Hugo Costa"), asked.append)
        await settle(pilot)
        await press(pilot, *"company")
        people = pilot.app.screen.query_one(FoundPeople)
        while people.current is not None and people.current.name != "Hugo Costa":
            await press(pilot, "down")
        await press(pilot, "enter", "enter")
        assert "Choose two people: this is one" in screen_text(pilot)
        await press(pilot, "down")
        assert people.current is not None
        other = people.current.email
        await press(pilot, "enter")
    assert asked == [(address("Hugo Costa"), other)]


@thorough_only
async def test_only_the_host_or_only_the_week_is_pinned_and_pins_without_a_pairing_are_listed(
    opened: Open, company: Path
) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "j", "K")
        assert "● nothing: planning is free (n)" in screen_text(pilot)
        await press(pilot, "h")
        assert "Pinned: Chloé Petit with Hugo Costa, in whatever week" in toasts(pilot)
        assert "◇ pin host" in screen_text(pilot)
        assert "Only the host is pinned: planning may choose another week." in screen_text(pilot)
        await press(pilot, "p")
        assert "◆ pinned" in screen_text(pilot)
        assert "pin host" not in screen_text(pilot)
        await press(pilot, "K", "down", "down", "enter")
        assert "◇ pin week" in screen_text(pilot)
        await press(pilot, "u", "u", "d", "g")
        text = screen_text(pilot)
        assert "▼ For when r plans · 1 pin" in text
        await press(pilot, "j")
        assert "Chloé Petit (Platform) is pinned with Hugo Costa (CRM), in whatever round" in screen_text(pilot)
        await press(pilot, "d")
        assert "1 pin removed" in toasts(pilot)
        assert "For when r plans" not in screen_text(pilot)


@thorough_only
async def test_the_week_of_an_open_place_can_be_pinned(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "j", "d", "exclamation_mark", "j", "K")
        assert "Pinned for when r plans: Chloé Petit in round 1" in toasts(pilot)
        await press(pilot, "escape", "g", "j")
        assert "Chloé Petit (Platform) is pinned with anybody, in round 1" in screen_text(pilot)
        await press(pilot, "r")
        assert "For when r plans" not in screen_text(pilot)


@thorough_only
async def test_a_pairing_moves_to_another_week_and_what_is_in_the_way_is_said_before(
    opened: Open, company: Path
) -> None:
    with_room(company)
    async with opened(company) as pilot:
        await press(pilot, "3", "j", "m")
        text = screen_text(pilot)
        assert "where it is now" in text
        assert "✓ free" in text
        await press(pilot, "enter")
        assert "Move Chloé" in screen_text(pilot), "where it is, it does not move"
        await press(pilot, "down")
        assert "✗ Chloé Petit is away" in screen_text(pilot)
        await press(pilot, "enter")
        assert "It cannot go there" in screen_text(pilot)
        await press(pilot, "down")
        assert "25–29 Jan 2027; it is pinned there." in screen_text(pilot)
        await press(pilot, "enter")
        assert "Chloé Petit with Hugo Costa: now 25–29 Jan 2027" in toasts(pilot)
        assert "Round 3 · 25–29 Jan 2027 · 1 pairing · 2 people" in screen_text(pilot)
        await press(pilot, "u")
        assert "Round 3 · 25–29 Jan 2027" not in screen_text(pilot)


def with_room(database: Path) -> None:
    """Hugo has nobody in round 4, and Chloé is away in round 2."""
    desk = a_desk(database)
    drafts.cancel(desk, next(one.id for one in plans.page(desk, SPRING).proposals if one.guest.name == "Ana Lima"))
    absences.add_absences(desk, [address("Chloé Petit")], Days(date(2027, 1, 18), date(2027, 1, 22)))
    desk.close()


async def test_moving_a_published_pairing_names_the_invites_first(opened: Open, sent: Path) -> None:
    with_room(sent)
    async with opened(sent) as pilot:
        await press(pilot, "3", "j", "m", "down", "down")
        assert "25–29 Jan 2027; 4 invites would be due." in screen_text(pilot)
        await press(pilot, "enter")
        assert "4 invites due (6)" in toasts(pilot)


async def test_what_a_swap_does_is_said_before_and_after_it_is_done(opened: Open, company: Path) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "j", "S", "j")
        text = screen_text(pilot)
        assert "S: the plan would" in text
        await press(pilot, "S")
        assert "Chloé Petit and Dmitri Petrov have exchanged hosts. The plan" in toasts(pilot)


async def test_rounds_fold_by_enter_and_all_at_once(opened: Open, company: Path) -> None:
    async with opened(company) as pilot:
        await press(pilot, "3", "enter")
        text = screen_text(pilot)
        assert "▶ Round 1" in text
        assert "Chloé" not in text
        assert "Ana Lima" in text
        await press(pilot, "z")
        assert "Ana Lima" not in screen_text(pilot)
        await press(pilot, "j", "z")
        assert "Chloé" in screen_text(pilot)
        assert "›  ▼ Round 4" in screen_text(pilot), "the cursor stays on its round"
        await press(pilot, "j", "z")
        assert "›  ▶ Round 4" in screen_text(pilot), "from a pairing it goes to the round of it"


async def test_headings_tell_what_lies_in_a_round(opened: Open, company: Path) -> None:
    desk = a_desk(company)
    limits.add_freeze(desk, "Brand", Days(date(2027, 1, 12), date(2027, 1, 13)), "big [red]launch")
    desk.close()
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3")
        text = screen_text(pilot)
        assert "Round 1 · 11–15 Jan 2027 · 3 pairings · 6 people · freeze of Brand: big [red]launch" in text
        assert "freeze of Brand: big [red]launch, 12–13 Jan 2027" in text


@thorough_only
async def test_the_invites_of_publishing_and_the_draft_before_are_shown_before_anything_is_published(
    opened: Open, company: Path
) -> None:
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "j", "d", "r", "P")
        assert "Beside the draft before: " in screen_text(pilot)
        await press(pilot, "i")
        text = screen_text(pilot)
        assert "+ new" in text
        assert "Prepare the visit: Dmitri Petrov and" in text
        await press(pilot, "down")
        assert "To Farid Haddad, " in screen_text(pilot)
        await press(pilot, "D")
        assert "Who is elsewhere now" in screen_text(pilot)
        await press(pilot, "i", "enter")
        assert "Publish Spring" not in screen_text(pilot), "the focus is on leaving things as they are"
        assert "published" not in screen_text(pilot)


async def test_where_everything_is_published_the_next_key_is_named(opened: Open, published: Path) -> None:
    async with opened(published) as pilot:
        await press(pilot, "3")
        assert "Everything planned is published. c shows another program" in screen_text(pilot)


async def test_a_program_in_which_nobody_takes_part_says_how_to_enrol(opened: Open, company: Path) -> None:
    desk = a_desk(company)
    programs.create(
        desk, programs.NewProgram(name="Zeros", kind=Kind.RIDE_ALONG, start=date(2027, 5, 3), rounds=2, enrol=())
    )
    desk.close()
    async with opened(company) as pilot:
        await press(pilot, "3", "c", *"zeros", "enter")
        text = screen_text(pilot)
        assert "Nobody takes part in this program yet." in text
        assert "Press 7, then E" in text
        await press(pilot, "equals_sign")
        assert "Plan the rounds with r first" in toasts(pilot)


def test_an_outline_counts_the_whole_plan_and_shows_what_matches(company: Path) -> None:
    desk = a_desk(company)
    pins.add_pin(desk, SPRING, address("Ana Lima"), address("Jonas Novak"))
    drafts.cancel(desk, plans.page(desk, SPRING).proposals[0].id)
    page = plans.page(desk, SPRING)
    desk.close()
    everything = outline(page)
    assert (everything.drafts, everything.without) == (5, 1)
    assert [heading.round for heading, _rows in everything.rounds] == [-1, 0, 3]
    shown = everything.unfolded({0})
    assert [shown.lines[at].heading != "" for at in shown.heads] == [True] * 3
    assert len(shown.lines) == len(everything.unfolded(()).lines) - len(everything.rounds[1][1])
    assert (shown.before(0), shown.after(0), shown.before(3), shown.after(len(shown.lines))) == (None, 2, 2, None)
    only = outline(page, "chloé", only_open=True)
    assert [line.guest and line.guest.name for line in only.unfolded(()).lines] == [None, "Chloé Petit"]
    assert (only.drafts, only.without) == (5, 1)
    assert PlanScreen.HELP.count("\n") < 8


@thorough_only
async def test_a_draft_that_cannot_take_place_is_marked_and_told_before_it_is_published(
    opened: Open, company: Path
) -> None:
    desk = a_desk(company)
    one = next(each for each in plans.page(desk, SPRING).proposals if each.guest.name == "Ben King")
    drafts.pin(desk, one.id)
    absences.add_absences(desk, [one.host.email], one.days)
    async with opened(company) as pilot:
        await press(pilot, "3")
        text = screen_text(pilot)
        assert "The draft Ben King with Grace Berg (1 Feb 2027 to 5 Feb 2027) cannot take" in text
        assert "It was planned before that: repair it, or plan again. Press R or r." in text
        assert "proved" not in text
        assert "Everybody has a place" not in text
        assert "! pinned" in text
        await press(pilot, "exclamation_mark", "down")
        assert "Chloé" not in screen_text(pilot)
        assert "! Grace Berg is away. R replaces it; or p takes the pin off" in screen_text(pilot)
        await press(pilot, "escape", "P")
        await press(pilot, "home")
        text = screen_text(pilot)
        assert "! The draft cannot be published as it is: Grace Berg is away" in text
        assert "R replaces what cannot take place and leaves the" in text
        assert "take the pin off (p), then plan again (r)" in text
        assert "ridealong plan" not in text
        await press(pilot, "escape", "1")
        assert "Drafts that cannot take place (1)" in screen_text(pilot)
        assert "›  R     Grace Berg is away: visit of Ben King" in screen_text(pilot)
        await press(pilot, "R")
        assert "Repair Spring" in screen_text(pilot)


async def test_on_a_terminal_of_a_few_lines_the_pairings_are_seen_and_not_only_what_is_said_of_them(
    opened: Open, company: Path
) -> None:
    async with opened(company, size=(40, 10)) as pilot:
        await press(pilot, "3")
        assert "6 pairings for 6 people" in screen_text(pilot)
        assert "Chloé Petit" in screen_text(pilot)
        assert "Dmitri" in screen_text(pilot)


@thorough_only
async def test_after_planning_anew_what_could_have_been_repaired_it_is_said_how_to_keep_the_rest(
    opened: Open, company: Path
) -> None:
    desk = a_desk(company)
    one = next(each for each in plans.page(desk, SPRING).proposals if each.guest.name == "Ben King")
    absences.add_absences(desk, [one.host.email], one.days)
    async with opened(company, size=WIDE) as pilot:
        await press(pilot, "3", "r")
        assert "u, then R, replaces only what could not take place" in toasts(pilot)
        await press(pilot, "r")
        assert "u, then R" not in toasts(pilot), "by now everything can take place"


@thorough_only
async def test_after_planning_nobody_is_told_to_repair_what_had_begun(opened: Open, published: Path) -> None:
    begun = date(2027, 1, 13)
    desk = open_desk(published, clock=FixedClock(begun), config=CONFIG)
    absences.add_absences(desk, [address("Hugo Costa")], Days(begun, begun))
    for later in plans.page(desk, SPRING).proposals:
        if later.round == 3:
            drafts.cancel(desk, later.id)
    assert [one.begun for one in plans.page(desk, SPRING).clashes] == [True]
    desk.close()
    async with opened(published, size=WIDE, today=begun) as pilot:
        await press(pilot, "3", "r", "G", "d", "r")
        assert "D shows what changed." in toasts(pilot)
        assert "u, then R" not in toasts(pilot)


async def test_candidates_say_that_there_is_more_to_read_of_what_they_would_do(opened: Open, company: Path) -> None:
    async with opened(company, size=(60, 24)) as pilot:
        await press(pilot, "3", "j", "s")
        dialog = pilot.app.screen
        panel, more = dialog.query_one("#candidate-effect"), dialog.query_one("#more")
        assert panel.max_scroll_y > 0
        assert "More (Space)" in screen_text(pilot)
        await press(pilot, "space")
        assert panel.scroll_offset.y > 0
        await press(pilot, "j")
        assert panel.scroll_offset.y == 0, "what is said of the next one is read from its beginning"
        await pilot.resize_terminal(160, 45)
        await settle(pilot)
        assert not more.display
