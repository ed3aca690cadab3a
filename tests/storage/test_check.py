"""Checking a database: a sound one passes, and each kind of damage is found and named by table and number."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from conftest import CONFIG, TODAY
from ridealong.domain.days import FixedClock
from ridealong.domain.people import Side
from ridealong.services import databases
from ridealong.services.desk import Desk, open_desk
from ridealong.services.invites import export_invites
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import plans
from ridealong.services.programs import charters
from ridealong.services.publishing import publishing
from ridealong.storage.database import open_store
from ridealong.storage.model_rules import RULES
from services import around, embedded
from services.conftest import START, buddies, day, employ, it, marketing, ride_alongs, week


@pytest.fixture(scope="session")
def sound(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published program whose invites were exported, somebody away, two kept apart."""
    folder = tmp_path_factory.mktemp("sound")
    path = folder / "sound.db"
    path.write_bytes(empty_database.read_bytes())
    with closing(open_desk(path, clock=FixedClock(TODAY), config=CONFIG)) as desk:
        employ(desk, it("Ana"), it("Ben"), marketing("Mia"), marketing("Noa"))
        absences.add_absences(desk, ["ana@x.example"], day(40), "knee surgery")
        limits.add_apart(desk, "ana@x.example", "noa@x.example", "a feud")
        name = ride_alongs(desk, rounds=2)
        plans.plan(desk, name)
        publishing.publish(desk, name)
        charters.set_sponsor(desk, name, Side.IT, "ana@x.example")
        charters.set_sponsor(desk, name, Side.MARKETING, "Paula Poe <paula@y.example>")
        export_invites.export(desk, folder / "out")
        people.edit(desk, "ben@x.example", {"role": "Analyst"})
        around.debriefed(desk, 1, START, "ana@x.example", "a feud")
        around.said(desk, 1, START, "a feud")
        around.step_done(desk, name, 1, START)
        around.contact(desk, "Platform", "Brand", "ana@x.example", "mia@x.example")
        around.group(desk, name, START, "held", ["ana@x.example", "mia@x.example"], reason="a feud")
        around.explained(desk)
        _embed_two(desk)
    return path


def _embed_two(desk: Desk) -> None:
    """Two composite teams, the first with Ben and Mia, after whom Noa comes; Ana, on her own, is in the second."""
    embedded.composite(desk)
    made = embedded.team(desk, "Loyalty app", week(1, 8), state="published", weekday=1, at="10:00", minutes=30)
    embedded.embed(desk, made, 1, "ben@x.example", "published", reason="a feud")
    first = embedded.embed(desk, made, 2, "mia@x.example", "published", days=week(1, 4))
    embedded.embed(desk, made, 2, "noa@x.example", "published", days=week(4, 5), after_id=first)
    other = embedded.team(desk, "Search", week(1, 8), state="published")
    embedded.embed(desk, other, 1, "ana@x.example", "published")
    embedded.demand(desk, other, "mia@x.example", "wish", slot=2)


@pytest.fixture
def damaged(sound: Path, database: str) -> Iterator[Callable[[str], list[databases.Finding]]]:
    """What is found once a statement has been run behind the program's back."""
    with closing(_copied(sound, database)) as copied:

        def damage(statement: str) -> list[databases.Finding]:
            with copied.store.writing() as connection:
                _unchecked(connection)
                connection.execute(text(statement))
                found = connection.execute(text("SELECT count(*) FROM journal")).scalar()
                assert found
                connection.commit()
            return databases.check(copied)

        yield damage


def _copied(sound: Path, database: str) -> Desk:
    if "://" in database:
        with closing(open_desk(sound, clock=FixedClock(TODAY), config=CONFIG)) as desk:
            databases.copy(desk, database)
    else:
        shutil.copy(sound, database)
    return open_desk(database, clock=FixedClock(TODAY), config=CONFIG)


def _unchecked(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))


def test_a_sound_database_has_no_findings(sound: Path) -> None:
    with closing(open_desk(sound, clock=FixedClock(TODAY), config=CONFIG)) as desk:
        assert databases.check(desk) == []
        assert databases.check(desk, quick=True) == []


DAMAGE = {
    "UPDATE people SET side = 'sales' WHERE id = 3": ("known words", "people", 3),
    "UPDATE pairings SET state = 'lost' WHERE id = 1": ("known words", "pairings", 1),
    "UPDATE people SET email = 'other@x.example' WHERE id = 2": ("identities", "people", 2),
    "UPDATE absences SET last_day = '2020-01-01' WHERE id = 1": ("days in order", "absences", 1),
    "UPDATE pairings SET host_id = guest_id WHERE id = 1": ("two people", "pairings", 1),
    "UPDATE people SET side = 'marketing' WHERE id = 1": ("across sides", "pairings", None),
    "UPDATE pairings SET guest_side = 'marketing', guest_id = host_id, host_id = guest_id WHERE id = 1": (
        "one direction",
        "pairings",
        1,
    ),
    "UPDATE pairings SET round = 0, guest_id = 1, host_id = 3": ("one host a round", "pairings", None),
    f"UPDATE pairings SET round = 0, host_id = 3, first_day = '{START}', last_day = '{START + timedelta(days=4)}'": (
        "seats",
        "pairings",
        None,
    ),
    "UPDATE pairings SET guest_id = 1, host_id = 4 WHERE id = 1": ("apart", "pairings", 1),
    "UPDATE people SET version = 0 WHERE id = 4": ("versions", "people", 4),
    "UPDATE meetings SET uid = '' WHERE id = 1": ("meetings are named", "meetings", 1),
    "UPDATE sponsors SET name = '' WHERE id = 2": ("sponsors are named", "sponsors", 2),
    "UPDATE sponsors SET side = 'sales' WHERE id = 1": ("known words", "sponsors", 1),
    "UPDATE enrolments SET manager_word = 'perhaps' WHERE id = 1": ("known words", "enrolments", 1),
    "UPDATE lead_words SET word = 'perhaps' WHERE id = 1": ("known words", "lead_words", 1),
    "UPDATE lead_words SET side = 'sales' WHERE id = 2": ("known words", "lead_words", 2),
    "UPDATE gatherings SET state = 'lost' WHERE id = 1": ("known words", "gatherings", 1),
    "UPDATE steps SET phase = 'never' WHERE id = 1": ("known words", "steps", 1),
    "UPDATE steps SET who = 'nobody' WHERE id = 1": ("known words", "steps", 1),
    "UPDATE learned SET side = 'sales' WHERE id = 3": ("known words", "learned", 3),
    "UPDATE ideas SET state = 'lost' WHERE id = 1": ("known words", "ideas", 1),
    "UPDATE terms SET side = '' WHERE id = 1": ("known words", "terms", 1),
    "UPDATE terms SET term = 'SEO' WHERE id = 1": ("identities", "terms", 1),
    "UPDATE gatherings SET last_day = '2020-01-01' WHERE id = 1": ("days in order", "gatherings", 1),
    "UPDATE composite_teams SET state = 'lost' WHERE id = 1": ("known words", "composite_teams", 1),
    "UPDATE team_slots SET side = 'sales' WHERE id = 3": ("known words", "team_slots", 3),
    "UPDATE task_parts SET part = 'bored' WHERE id = 1": ("known words", "task_parts", 1),
    "UPDATE team_demands SET kind = 'hope' WHERE id = 1": ("known words", "team_demands", 1),
    "UPDATE embeds SET state = 'lost' WHERE id = 2": ("known words", "embeds", 2),
    "UPDATE composite_teams SET name = 'Other' WHERE id = 1": ("identities", "composite_teams", 1),
    "UPDATE composite_teams SET last_day = '2020-01-01' WHERE id = 2": ("days in order", "composite_teams", 2),
    "UPDATE team_slots SET first_day = '2027-03-01', last_day = '2027-02-01' WHERE id = 2": (
        "days in order",
        "team_slots",
        2,
    ),
    "UPDATE embeds SET last_day = '2020-01-01' WHERE id = 1": ("days in order", "embeds", 1),
    "UPDATE embeds SET uid = '' WHERE id = 1": ("meetings are named", "embeds", 1),
    "UPDATE team_series SET uid = '' WHERE id = 2": ("meetings are named", "team_series", 2),
    "UPDATE embeds SET team_id = 2 WHERE id = 1": ("parts of one team", "embeds", 1),
    "UPDATE team_demands SET slot_id = 1 WHERE id = 1": ("parts of one team", "team_demands", 1),
    "UPDATE team_tasks SET program_id = 1 WHERE id = 1": ("parts of one team", "team_tasks", 1),
    "UPDATE task_parts SET slot_id = 3 WHERE id = 1": ("parts of one team", "task_parts", 1),
    "UPDATE embeds SET slot_id = 2 WHERE id = 1": ("sides of slots", "embeds", 1),
    "UPDATE embeds SET share = 0 WHERE id = 1": ("shares of weeks", "embeds", 1),
    "UPDATE team_slots SET share = 101 WHERE id = 2": ("shares of weeks", "team_slots", 2),
    "UPDATE composite_teams SET minutes = NULL WHERE id = 1": ("weekly meetings", "composite_teams", 1),
    "UPDATE people SET side = 'marketing' WHERE id = 2": ("sides of people", "embeds", 1),
    "UPDATE embeds SET after_id = NULL WHERE id = 3": ("one in a slot", "embeds", 3),
    "UPDATE embeds SET person_id = 1, share = 80 WHERE id = 1": ("whole weeks", "embeds", 4),
    "UPDATE embeds SET person_id = 1 WHERE id = 1": ("apart in a team", "embeds", 3),
    "DELETE FROM team_demands WHERE id = 1": ("the journal agrees", "team_demands", 1),
    "UPDATE gatherings SET uid = '' WHERE id = 1": ("meetings are named", "gatherings", 1),
    "UPDATE debriefs SET it_rating = 6 WHERE id = 1": ("ratings", "debriefs", 1),
    "UPDATE debriefs SET marketing_rating = 0 WHERE id = 1": ("ratings", "debriefs", 1),
    "UPDATE contacts SET it_id = 2 WHERE id = 1": ("the journal agrees", "contacts", 1),
    "DELETE FROM gathering_people WHERE id = 1": ("the journal agrees", "gathering_people", 1),
    "UPDATE journal SET undoes_id = 7 WHERE id = 5": ("undone before", "journal", 5),
    "UPDATE invites SET invite = '{}' WHERE id = 1": ("sent invites", "invites", 1),
    "UPDATE invites SET uid = 'x' WHERE id = 2": ("sent invites", "invites", 2),
    "UPDATE journal_rows SET after = '{' WHERE id = 3": ("the journal can be read", "journal_rows", 3),
    "UPDATE journal_rows SET before = NULL, after = NULL WHERE id = 2": ("the journal can be read", "journal_rows", 2),
    "UPDATE people SET role = 'Boss' WHERE id = 1": ("the journal agrees", "people", 1),
    "DELETE FROM absences WHERE id = 1": ("the journal agrees", "absences", 1),
    "DELETE FROM journal_rows WHERE table_name = 'aparts'": ("the journal agrees", "aparts", 1),
    "UPDATE journal_rows SET after = NULL WHERE table_name = 'aparts'": ("the journal agrees", "aparts", 1),
}


@pytest.mark.parametrize("statement", DAMAGE)
def test_damage_is_found_and_named_by_its_number(
    damaged: Callable[[str], list[databases.Finding]], statement: str
) -> None:
    rule, table, row = DAMAGE[statement]
    found = damaged(statement)
    assert (rule, table) in {(one.rule, one.table) for one in found}
    if row is not None:
        assert (rule, table, row) in {(one.rule, one.table, one.row) for one in found}
    for one in found:
        assert not any(
            name in one.problem for name in ("Ana", "Ben", "Mia", "Noa", "Paula", "x.example", "knee", "feud")
        )


def test_two_guests_one_after_the_other_in_one_week_need_one_seat(
    damaged: Callable[[str], list[databases.Finding]],
) -> None:
    def visit(guest: int, first: int, last: int) -> set[str]:
        days = f"first_day = '{START + timedelta(days=first)}', last_day = '{START + timedelta(days=last)}'"
        found = damaged(f"UPDATE pairings SET round = 0, host_id = 3, {days} WHERE guest_id = {guest}")
        return {one.problem for one in found if one.rule == "seats"}

    visit(1, 0, 2)
    assert visit(2, 3, 4) == set()
    assert visit(2, 2, 4) == {"its host has 2 guests at once, and room for 1"}


def test_every_rule_is_seen_to_find_something() -> None:
    tried = {rule for rule, _table, _row in DAMAGE.values()} | {"numbers not given twice"}
    assert {rule.__name__.replace("_", " ") for rule in RULES} <= tried


def test_a_row_that_refers_to_nothing_is_found(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(sound.read_bytes())
    with closing(open_store(path)) as store, store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.executescript("PRAGMA foreign_keys = OFF; UPDATE enrolments SET person_id = 99 WHERE id = 1")
    with closing(open_desk(path, clock=FixedClock(TODAY), config=CONFIG)) as desk:
        found = databases.check(desk)
    assert ("references", "enrolments", 1) in {(one.rule, one.table, one.row) for one in found}


def test_a_number_that_would_be_given_twice_is_found(sound: Path, database: str) -> None:
    with closing(_copied(sound, database)) as desk:
        with desk.store.writing() as connection:
            server = connection.dialect.name == "postgresql"
            lower = "SELECT setval(pg_get_serial_sequence('people', 'id'), 2)"
            connection.execute(text(lower if server else "UPDATE sqlite_sequence SET seq = 2 WHERE name = 'people'"))
            connection.commit()
        found = databases.check(desk)
    assert [(one.rule, one.table, one.row) for one in found] == [("numbers not given twice", "people", 4)]


def test_a_table_that_somebody_changed_is_found(damaged: Callable[[str], list[databases.Finding]]) -> None:
    assert {one.rule for one in damaged("DROP INDEX ix_journal_at")} == {"the schema"}
    assert {one.rule for one in damaged("CREATE TABLE albums (id INTEGER PRIMARY KEY)")} == {"the schema"}


def test_a_damaged_file_is_found(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    content = bytearray(sound.read_bytes())
    content[4096 * 30 : 4096 * 40] = b"\xff" * 40960
    path.write_bytes(content)
    with closing(open_desk(path, clock=FixedClock(TODAY), config=CONFIG)) as desk:
        assert "the file" in {one.rule for one in databases.check(desk)}
        assert "the file" in {one.rule for one in databases.check(desk, quick=True)}


def test_what_people_change_later_is_no_damage(sound: Path, database: str) -> None:
    """A season goes on: marked, copied, undone by hand; none of it is a finding."""
    with closing(_copied(sound, database)) as desk:
        later = Desk(desk.store, FixedClock(TODAY + timedelta(weeks=3)), CONFIG)
        people.change_email(later, "ben@x.example", "Benjamin@x.example")
        buddies(later, start=TODAY + timedelta(weeks=8))
        plans.plan(later, "Buddies")
        assert databases.check(desk) == []
