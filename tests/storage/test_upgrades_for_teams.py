"""Upgrading to the tables of composite teams: what was there stays, and teams can be kept from then on."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import CONFIG, TODAY
from ridealong.domain.days import Days, FixedClock
from ridealong.domain.programs import Kind
from ridealong.services.desk import open_desk
from ridealong.services.programs import programs
from ridealong.storage.check import check
from services import embedded
from storage.test_upgrades import RELEASED, stored, written_by_release


def test_what_is_around_pairings_is_kept_and_programs_get_the_settings_of_composite_teams(tmp_path: Path) -> None:
    old = written_by_release("0005", tmp_path / "fifth.db")
    queries = [
        f"SELECT * FROM {name}"
        for name in ("pairings", "debriefs", "learned", "ideas", "lead_words", "steps_done", "contacts", "terms")
    ]
    queries += ["SELECT * FROM gatherings", "SELECT * FROM gathering_people", "SELECT * FROM journal_rows"]
    before = [stored(old, query) for query in queries]
    assert all(before)
    with closing(open_desk(old, clock=FixedClock(TODAY), config=CONFIG)) as desk:
        found = {row.name: programs.show(desk, row.name).program for row in programs.list_all(desk)}
        settings = {
            (one.overlap_minutes, one.may_miss, one.teams_at_once, one.hand_over_weeks) for one in found.values()
        }
        assert settings == {(120, 25, 3, 1)}
        assert programs.show(desk, "Past teams").program.kind is Kind.COMPOSITE
    assert [stored(old, query) for query in queries] == before


@pytest.mark.parametrize("revision", RELEASED)
def test_composite_teams_can_be_kept_in_a_database_of_any_release(revision: str, tmp_path: Path) -> None:
    released = written_by_release(revision, tmp_path / "released.db")
    with closing(open_desk(released, clock=FixedClock(TODAY), config=CONFIG)) as desk:
        embedded.composite(desk)
        made = embedded.team(desk, "Loyalty app", Days(TODAY, TODAY + timedelta(weeks=4)), state="published")
        embedded.embed(desk, made, 1, "ben@x.example", "published")
        embedded.demand(desk, made, "mia@x.example")
        with desk.reading() as connection:
            assert check(connection) == []
