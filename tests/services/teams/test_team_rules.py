"""The checks of composite teams in a simulated year find nothing where all is well, and each thing that is wrong."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from conftest import CONFIG, TODAY
from ridealong.domain.composite_teams import DemandKind, Slot
from ridealong.domain.days import FixedClock
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.services.desk import Desk, open_desk
from ridealong.services.invites.export_invites import export
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from ridealong.services.teams import demands
from services.conftest import START, employ, it, marketing, ride_alongs
from services.teams.made import ANALYST, EMBEDS, ENGINEER, PLANNER, SLOTS, composite, embed, team, weeks

SLOT_OF_SECOND = (
    Slot(number=1, name="Engineer", side=Side.IT, share=50),
    Slot(number=2, name="Writer", side=Side.MARKETING, share=30),
)


def person(name: str) -> str:
    return f"(select id from people where name = '{name}')"


def of(name: str) -> str:
    """Where an embed of somebody is looked for."""
    return f"where person_id = {person(name)}"


LOYALTY, SECOND = (f"(select id from composite_teams where name = '{name}')" for name in ("Loyalty app", "Second"))
WRITER = f"(select id from team_slots where team_id = {SECOND} and number = 2)"
OTHER_UID = "create table kept as select * from embeds; drop table embeds; alter table kept rename to embeds"


@pytest.fixture(scope="module")
def season() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parents[3])
        yield


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A team in which Mia hands over to Noa, one that is drafted with Ben and Oto, and a visit of Dev to Pia."""
    folder = tmp_path_factory.mktemp("sound")
    desk = open_desk(folder / "teams.db", clock=FixedClock(TODAY), config=CONFIG)
    _fill(desk)
    export(desk, folder / "invites")
    desk.close()
    return folder / "teams.db"


def _fill(desk: Desk) -> None:
    here = {"time_zone": "Europe/Berlin"}
    employ(desk, it("Ana", knows=("SQL",), **here), *(it(name, "Data", **here) for name in ("Ben", "Cho", "Dev")))
    employ(desk, *(marketing(name, home, **here) for name, home in zip(("Mia", "Noa", "Oto"), "ABC", strict=True)))
    employ(desk, marketing("Pia", **here))
    composite(desk, cover_percent=100)
    first = Slot(number=ENGINEER, name="Data engineer", side=Side.IT, share=40, must=("sql",))
    running = team(desk, slots=(first, *SLOTS[1:]))
    embed(desk, running, ENGINEER, "ana@x.example")
    embed(desk, running, ANALYST, "cho@x.example")
    gone = embed(desk, running, PLANNER, "mia@x.example", weeks(0, 4))
    embed(desk, running, PLANNER, "noa@x.example", weeks(4, 7), after=gone)
    drafted = team(desk, "Second", state=State.PROPOSED, slots=SLOT_OF_SECOND, tasks=())
    embed(desk, drafted, 1, "ben@x.example", state=State.PROPOSED)
    embed(desk, drafted, 2, "oto@x.example", state=State.PROPOSED)
    demands.ask(desk, EMBEDS, "Second", DemandKind.PIN, email="ben@x.example")
    demands.ask(desk, EMBEDS, "Second", DemandKind.EXCLUSION, email="cho@x.example")
    name = ride_alongs(desk, rounds=1, enrol=("dev@x.example", "pia@x.example"))
    plans.plan(desk, name)
    publishing.publish(desk, name)


def found(path: Path, new: tuple[int, ...] = ()) -> set[str]:
    return {rule for rule, _words in import_module("bench.season.team_rules").team_faults(path, TODAY, new)}


def calendars(path: Path, today: date = TODAY) -> set[str]:
    """What is wrong with what was sent, replayed."""
    kept: Any = import_module("bench.season.calendars").Calendars(path)  # a module that is no part of the package
    rules = {rule for rule, _words in kept.receive()}
    company, looks = import_module("bench.season.team_rows").read(path), import_module("bench.season.team_calendars")
    for look in (looks.embeds_in_calendars, looks.meetings_in_calendars):
        rules |= {rule for rule, _words in look(company, kept.entries, today)}
    return rules


def broken(sound: Path, folder: Path, change: str) -> Path:
    path = folder / "broken.db"
    shutil.copy(sound, path)
    with closing(sqlite3.connect(path)) as connection:
        for each in change.split("; "):
            done = connection.execute(each)
            assert done.rowcount or each.startswith(("create", "drop", "alter")), each
        connection.commit()
    return path


def test_nothing_is_found_where_all_is_well(season: None, sound: Path) -> None:
    assert found(sound) == set()
    assert calendars(sound) == set()


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("slots belong to their team", f"update embeds set team_id = {SECOND} {of('Cho')}"),
        ("people are of the side of their slot", f"update people set side = 'marketing' where id = {person('Ana')}"),
        ("people are of the side of their slot", f"update embeds set side = 'marketing' {of('Ana')}"),
        ("every needed topic is known", f"update people set knows = 'Python' where id = {person('Ana')}"),
        ("embeds take the share of their slot", f"update embeds set share = 39 {of('Ana')}"),
        ("embeds lie within their team's days", f"update embeds set last_day = '2027-03-08' {of('Ana')}"),
        (
            "embeds lie within their team's days",
            "update team_slots set (first_day, last_day) = ('2027-01-18', '2027-02-05') where name = 'Data engineer'",
        ),
        ("embeds begin on a working day, and end later", f"update embeds set first_day = '2027-01-17' {of('Ana')}"),
        ("embeds begin on a working day, and end later", f"update embeds set first_day = '2027-03-08' {of('Ana')}"),
        ("only the agreed are embedded", f"update people set removed = 1 where id = {person('Ana')}"),
        ("only the agreed are embedded", f"delete from enrolments {of('Ana')}"),
        ("only the agreed are embedded", f"update enrolments set state = 'asked' {of('Ana')}"),
        (
            "only the agreed are embedded",
            f"update enrolments set (state, until) = ('paused', '2027-01-11') {of('Ana')}",
        ),
        ("only the agreed are embedded", f"update enrolments set manager_word = 'refused' {of('Ana')}"),
        (
            "nobody is embedded before the first or after the last day at work",
            f"update people set last_day = '2027-03-04' where id = {person('Ana')}",
        ),
        (
            "nobody is embedded before the first or after the last day at work",
            f"update people set first_day = '2027-01-12' where id = {person('Ana')}",
        ),
        (
            "teams that are over, or called off, embed nobody",
            f"update composite_teams set state = 'cancelled' where id = {LOYALTY}",
        ),
        (
            "teams that are over, or called off, embed nobody",
            f"update composite_teams set state = 'ended' where id = {SECOND}",
        ),
        (
            "people are told of published teams alone",
            f"update composite_teams set state = 'proposed' where id = {LOYALTY}",
        ),
        ("drafts lie ahead", f"update embeds set first_day = '2027-01-01' {of('Ben')}"),
        ("nobody is twice in a team", f"update embeds set person_id = {person('Ana')} {of('Cho')}"),
        ("two share a slot to hand over alone", f"update embeds set after_id = null {of('Noa')}"),
        ("two share a slot to hand over alone", f"update embeds set first_day = '2027-02-01' {of('Noa')}"),
        (
            "whoever takes over comes later, into the same slot",
            f"update embeds set after_id = (select id from embeds {of('Ana')}) {of('Noa')}",
        ),
        (
            "whoever takes over comes later, into the same slot",
            f"update embeds set after_id = (select id from embeds {of('Noa')}) {of('Mia')}",
        ),
        ("nobody over 100 %", f"update embeds set person_id = {person('Cho')} {of('Ben')}"),
        ("nobody over 100 %", f"update pairings set guest_id = {person('Ana')}"),
        ("nobody over 100 %", f"update pairings set host_id = {person('Mia')}"),
        ("nobody over 100 %", f"update pairings set (host_id, state) = ({person('Mia')}, 'proposed')"),
        ("home teams keep their cover", "update programs set cover_percent = 40"),
        (
            "home teams keep their cover",
            f"update programs set cover_percent = 67; update embeds set share = 100 {of('Ben')}",
        ),
        ("both sides in every team", f"delete from embeds {of('Oto')}"),
        ("sizes within limits", f"update composite_teams set least = 3 where id = {SECOND}"),
        (
            "people apart stay apart",
            f"insert into aparts (one_id, other_id, reason) values ({person('Ana')}, {person('Noa')}, '')",
        ),
        ("people apart stay apart", f"update people set manager = 'ANA@x.example' where id = {person('Noa')}"),
        ("hours overlap", f"update people set hours = '15:30-23:00' where id = {person('Ana')}"),
        ("hours overlap", f"update people set time_zone = 'Asia/Tokyo' where id = {person('Ana')}"),
        ("who is kept out stays out", f"update team_demands set person_id = {person('Oto')} where kind = 'exclusion'"),
        (
            "who is pinned is in it",
            f"update team_demands set (person_id, slot_id) = ({person('Ana')}, null) where kind = 'pin'",
        ),
        ("who is pinned is in it", f"update team_demands set slot_id = {WRITER} where kind = 'pin'"),
        (
            "nobody is away for too long",
            "insert into absences (person_id, first_day, last_day, reason) "
            f"values ({person('Ben')}, '2027-01-20', '2027-02-03', '')",
        ),
        (
            "nobody is away for too long",
            "insert into freezes (side, team, first_day, last_day) values ('it', 'DATA', '2027-02-01', '2027-02-17')",
        ),
        ("every embed has a UID of its own", f"{OTHER_UID}; update embeds set uid = 'one'"),
        ("tasks are for slots of their team", f"update task_parts set slot_id = {WRITER}"),
    ],
)
def test_each_rule_that_is_broken_is_found(season: None, sound: Path, tmp_path: Path, rule: str, change: str) -> None:
    assert rule in found(broken(sound, tmp_path, change))


def test_long_absences_count_for_what_was_published_just_now(season: None, sound: Path, tmp_path: Path) -> None:
    values = f"values ({person('Ana')}, '2027-01-20', '2027-02-12', '')"
    path = broken(sound, tmp_path, f"insert into absences (person_id, first_day, last_day, reason) {values}")
    assert found(path) == set()
    with closing(sqlite3.connect(path)) as connection:
        [(new,)] = connection.execute(f"select id from embeds {of('Ana')}")
    assert found(path, (new,)) == {"nobody is away for too long"}


def test_what_is_over_is_not_looked_at(season: None, sound: Path, tmp_path: Path) -> None:
    path = broken(sound, tmp_path, f"update people set knows = 'Python' where id = {person('Ana')}")
    later = START + timedelta(weeks=8)
    assert not list(import_module("bench.season.team_rules").team_faults(path, later))


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("embeds that are called off stand in no calendar", f"update embeds set state = 'cancelled' {of('Ana')}"),
        (
            "embeds that are called off stand in no calendar",
            f"update people set removed = 1 where id = {person('Ana')}",
        ),
        ("calendars have the person of each embed", f"update embeds set person_id = {person('Ben')} {of('Ana')}"),
        ("calendars have the days of each embed", f"update embeds set last_day = '2027-03-04' {of('Ana')}"),
        (
            "embeds that are published stand in calendars",
            f"delete from invites where uid = (select uid from embeds {of('Noa')})",
        ),
        ("teams meet with whoever is in them", f"update embeds set person_id = {person('Ben')} {of('Cho')}"),
        ("teams meet with whoever is in them", f"update embeds set first_day = '2027-02-15' {of('Noa')}"),
        ("teams meet every week", "delete from invites where uid = (select max(uid) from team_series)"),
    ],
)
def test_calendars_that_say_something_else_are_found(
    season: None, sound: Path, tmp_path: Path, rule: str, change: str
) -> None:
    assert rule in calendars(broken(sound, tmp_path, change))


@pytest.mark.parametrize(("share", "kept"), [(49, True), (50, False)])
def test_shares_count_as_whole_people_beside_a_visit(
    season: None, sound: Path, tmp_path: Path, share: int, kept: bool
) -> None:
    # Of three, two may be away: Dev visits, Cho is embedded for all of the week, and Ben for some of it.
    change = f"update programs set cover_percent = 67; update embeds set share = {share} {of('Ben')}"
    assert ("home teams keep their cover" not in found(broken(sound, tmp_path, change))) is kept


def test_where_nobody_visits_shares_count_as_they_are(season: None, sound: Path, tmp_path: Path) -> None:
    change = f"delete from pairings; update programs set cover_percent = 34; update embeds set share = 20 {of('Ben')}"
    assert "home teams keep their cover" in found(broken(sound, tmp_path, change))
