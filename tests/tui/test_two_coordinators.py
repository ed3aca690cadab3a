"""Open screens take up what others change, and lose neither cursor, filter, marks, scroll nor half-typed form."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from conftest import CONFIG, TODAY, MakeDesk
from ridealong.domain.errors import StorageError
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Kind
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.journal.news import mark
from ridealong.services.outcomes import history
from ridealong.services.people import people
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.storage import records
from ridealong.storage.schema import people as table_of_people
from ridealong.tui import watch
from ridealong.tui.widgets.field import Field
from ridealong.tui.widgets.paged_table import PagedTable

from .driving import Open, fill, look_for, press, program_of, screen_text, sees, settle, toasts, until

WIDE = (150, 30)
NAMES = {Side.IT: ("Ben King", "Chloe Petit", "Dmitri Petrov"), Side.MARKETING: ("Grace Berg", "Hugo Costa")}


def address(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@x.example"


def person(name: str, side: Side = Side.IT, team: str = "Platform") -> Person:
    return Person(email=address(name), name=name, side=side, team=team, time_zone="Europe/Berlin")


@pytest.fixture
def kim(make_desk: MakeDesk) -> Desk:
    """The desk of somebody else, who has made a small company with a plan."""
    desk = make_desk(config=replace(CONFIG, coordinator="kim"))
    for side, names in NAMES.items():
        for name in names:
            people.add(desk, person(name, side))
    programs.create(desk, programs.NewProgram(name="Spring", kind=Kind.RIDE_ALONG, start=TODAY, rounds=3, enrol="all"))
    plans.plan(desk, "Spring")
    return desk


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """The watcher looks again at once, so that tests need not wait for it."""
    monkeypatch.setattr(watch, "SECONDS", 0.05)


def table(pilot: Pilot[None]) -> PagedTable[object]:
    return next(one for one in pilot.app.screen.query(PagedTable) if one.display)


def names_shown(pilot: Pilot[None]) -> list[str]:
    return [line[3:21].strip() for line in screen_text(pilot).splitlines()[3:-1] if line.strip()]


async def test_a_change_of_somebody_else_appears_by_itself_and_the_top_bar_says_whose_it_is(
    opened: Open, database: str, kim: Desk
) -> None:
    async with opened(database, size=WIDE, config=CONFIG) as pilot:
        people.add(kim, person("Ana Lima"))
        await sees(pilot, "6 people")
        assert "kim: Ana Lima (Platform) added" in screen_text(pilot).splitlines()[0]
        assert toasts(pilot) == ""


@pytest.mark.usefixtures("often")
async def test_cursor_filter_marks_and_scroll_stay_where_they_were(opened: Open, database: str, kim: Desk) -> None:
    _add_many(kim, [person(f"Person {number:03}") for number in range(150)])
    async with opened(database, size=(100, 20), config=CONFIG) as pilot:
        await press(pilot, "slash")
        await look_for(pilot, "person")
        await press(pilot, "enter")
        table(pilot).move_to(140)
        await settle(pilot)
        await press(pilot, "v", "k", "k", "k")
        before = names_shown(pilot)
        # More rows than a page holds come in above the cursor.
        _add_many(kim, [person(f"A person {number:03}") for number in range(130)])
        await sees(pilot, "280 people")
        await until(pilot, lambda: names_shown(pilot) == before, "the window has moved")
        assert table(pilot).cursor == 138 + 130
        assert [one.name for one in table(pilot).chosen] == ["Person 140"]  # type: ignore[attr-defined] - a PersonRow
        assert "person" in screen_text(pilot).splitlines()[1]


def _add_many(desk: Desk, some: list[Person]) -> None:
    with desk.changing("people add") as step:
        step.work.insert(table_of_people, [records.person_row(one) for one in some])
        step.done(f"{len(some)} people added")


@pytest.mark.usefixtures("often")
async def test_a_half_typed_form_stays_while_the_list_behind_it_changes(opened: Open, database: str, kim: Desk) -> None:
    async with opened(database, config=CONFIG) as pilot:
        await press(pilot, "n")
        await fill(pilot, "name", "Half a na")
        form: Screen[object] = pilot.app.screen
        people.add(kim, person("Ana Lima"))
        await until(pilot, lambda: program_of(pilot).changes == 1, "nothing was noticed")
        assert pilot.app.screen is form
        assert form.query_one("#field-name", Field).text == "Half a na"
        assert form.focused is form.query_one("#field-name", Field).input
        await press(pilot, "escape", "escape")
        assert "Ana Lima" in screen_text(pilot)


@pytest.mark.usefixtures("often")
async def test_every_section_takes_it_up(opened: Open, database: str, kim: Desk) -> None:
    def rename(team: str) -> Callable[[], object]:
        return lambda: people.edit(kim, address("Ben King"), {"name": f"Ben {team}"})

    steps: tuple[tuple[str, Callable[[], object], str], ...] = (
        ("2", rename("Two"), "Ben Two"),
        ("3", rename("Three"), "Ben Three"),
        ("4", rename("Four"), "Ben Four"),
        ("5", lambda: publishing.publish(kim, "Spring", everything=True), "◆ published"),
        ("6", rename("Six"), "Ben Six"),
        (
            "7",
            lambda: programs.create(kim, programs.NewProgram(name="Summer", kind=Kind.BUDDY, start=TODAY, rounds=1)),
            "Summer",
        ),
        ("J", rename("Journal"), "Ben Journal: name changed"),
    )
    async with opened(database, size=WIDE, config=CONFIG) as pilot:
        for key, change, text in steps:
            await press(pilot, key)
            assert text not in screen_text(pilot)
            change()
            await sees(pilot, text)


@pytest.mark.usefixtures("often")
async def test_in_a_plan_the_cursor_stays_on_its_pairing(opened: Open, database: str, kim: Desk) -> None:
    async with opened(database, size=WIDE, config=CONFIG) as pilot:
        await press(pilot, "3", "G", "k")
        on = table(pilot).current
        assert on is not None
        first = plans.page(kim, "Spring").proposals[0]
        drafts.cancel(kim, first.id)
        await sees(pilot, f"{len(plans.page(kim, 'Spring').proposals)} draft")
        assert table(pilot).current.key == on.key  # type: ignore[attr-defined] - a PlanLine
        assert history.page(kim, history.HistoryQuery()).total == 0


@pytest.mark.usefixtures("often")
async def test_a_persons_page_follows_another_address_and_says_when_the_person_was_removed(
    opened: Open, database: str, kim: Desk
) -> None:
    people.add(kim, person("Ana Lima"))
    async with opened(database, size=WIDE, config=CONFIG) as pilot:
        await press(pilot, "enter")
        assert "People › Ana Lima" in screen_text(pilot)
        people.change_email(kim, address("Ana Lima"), "ana@x.example")
        await sees(pilot, "ana@x.example")
        await press(pilot, "e")
        await fill(pilot, "role", "Half a ro")
        people.remove(kim, "ana@x.example")
        await until(pilot, lambda: "Ana Lima was removed meanwhile, by kim" in toasts(pilot), "nothing is said")
        assert pilot.app.screen.query_one("#field-role", Field).text == "Half a ro"
        await press(pilot, "escape", "escape")
        assert "5 people" in screen_text(pilot)


@pytest.mark.usefixtures("often")
async def test_what_one_changes_oneself_is_read_once(opened: Open, database: str, kim: Desk) -> None:
    async with opened(database, config=CONFIG) as pilot:
        program = program_of(pilot)
        await press(pilot, "d")
        assert "4 people" in screen_text(pilot)
        version = kim.version()

        def noticed() -> bool:
            return program.door.mark is not None and program.door.mark.version == version

        await until(pilot, noticed, "nothing was noticed")
        assert program.changes == 1


@pytest.mark.usefixtures("often")
async def test_a_database_that_another_program_is_writing_to_troubles_nobody(
    opened: Open, database: str, kim: Desk
) -> None:
    async with opened(database, config=CONFIG) as pilot:
        with kim.changing("people add") as step:
            step.work.insert(table_of_people, [records.person_row(person("Ana Lima"))])
            step.done("Ana Lima (Platform) added")
            for _ in range(3):
                program_of(pilot)._watch.look()
                await settle(pilot)
        await sees(pilot, "6 people")
        assert toasts(pilot) == ""


@pytest.fixture
def file(database: str, kim: Desk) -> Path:
    """The file of the database; there is none on a server."""
    if "://" in database:
        pytest.skip("there is no file on a server")
    kim.close()
    return Path(database)


@pytest.mark.usefixtures("often")
async def test_a_file_that_is_gone_is_told_once_and_taken_up_again_when_it_is_back(opened: Open, file: Path) -> None:
    async with opened(file, config=CONFIG) as pilot:
        away = file.with_name("away.db")
        file.rename(away)
        await until(pilot, lambda: "is gone" in toasts(pilot), "nothing is said")
        pilot.app.clear_notifications()
        for _ in range(2 * watch.PATIENCE):
            program_of(pilot)._watch.look()
            await settle(pilot)
        assert toasts(pilot) == ""
        away.rename(file)
        await until(pilot, lambda: "can be read again" in toasts(pilot), "it is not taken up again")
        assert "5 people" in screen_text(pilot)


@pytest.mark.usefixtures("often")
async def test_another_database_put_in_its_place_is_shown(
    opened: Open, file: Path, make_desk: MakeDesk, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    async with opened(file, config=CONFIG) as pilot:
        shutil.copy(file, other)
        desk = make_desk()
        people.add(desk, person("Ana Lima"))
        desk.close()
        await sees(pilot, "6 people")
        for beside in ("-wal", "-shm"):
            file.with_name(file.name + beside).unlink(missing_ok=True)
        other.replace(file)
        await sees(pilot, "5 people")


def test_where_a_database_stands_cannot_be_told_of_a_file_that_is_gone(file: Path, make_desk: MakeDesk) -> None:
    desk = make_desk()
    file.unlink()
    with pytest.raises(StorageError, match="is gone"):
        mark(desk)
