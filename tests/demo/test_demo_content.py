"""What is in the made-up company: the same each time, of the right size, and without contradictions."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from ridealong.demo.build import DEMO_TODAY, SIZES, build_demo
from ridealong.demo.programs import BUDDIES, SPRING, WINTER
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, Refused, StorageError
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.programs import EnrolmentState, Kind
from ridealong.services.desk import Desk
from ridealong.services.invites import outbox
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import HistoryQuery, PairingRow
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from thorough import thorough_only

PEOPLE = {"tiny": (3, 2), "pilot": (12, 8), "standard": (24, 15), "large": (150, 100), "stress": (500, 500)}
TEAMS = {"tiny": 3, "pilot": 5, "standard": 6, "large": 20, "stress": 22}


def tables(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: list(connection.execute(f'SELECT * FROM "{name}" ORDER BY 1')) for name in names}


def pairings(desk: Desk) -> list[PairingRow]:
    past = history.page(desk, HistoryQuery()).rows
    drafts = history.page(desk, HistoryQuery(states=(State.PROPOSED,))).rows
    return [*past, *drafts]


@thorough_only
@pytest.mark.parametrize("which", ["tiny", "standard"])
def test_the_same_size_has_the_same_content(demo_file: Callable[[str], Path], tmp_path: Path, which: str) -> None:
    build_demo(tmp_path / "again.db", which)
    assert tables(demo_file(which)) == tables(tmp_path / "again.db")


def test_sizes(desk: Desk, size: str) -> None:
    everyone = people.everyone(desk)
    sides = Counter(one.side for one in everyone)
    assert (sides[Side.IT], sides[Side.MARKETING]) == PEOPLE[size]
    assert len({one.team for one in everyone}) == TEAMS[size]
    assert tuple(PEOPLE) == SIZES


def test_nobody_is_in_two_visits_at_once(desk: Desk) -> None:
    visits: dict[str, list[Days]] = defaultdict(list)
    for row in pairings(desk):
        if row.kind.visits and row.state is not State.CANCELLED:
            guest = row.it_email if row.guest is Side.IT else row.marketing_email
            host = row.marketing_email if row.guest is Side.IT else row.it_email
            assert not any(row.days.overlaps(other) for other in visits[guest]), row
            visits[guest].append(row.days)
            visits[host].append(row.days)
    capacities = {one.email: one.capacity or 1 for one in people.everyone(desk)}
    for email, spans in visits.items():
        assert max(Counter(spans).values()) <= capacities[email], email


def test_nobody_is_planned_while_away_frozen_or_not_employed(desk: Desk) -> None:
    everyone = {one.email: one for one in people.everyone(desk)}
    times_away = absences.list_absences(desk)
    freezes = limits.list_freezes(desk)
    for row in pairings(desk):
        if not row.kind.visits:
            continue
        for one in (everyone[row.it_email], everyone[row.marketing_email]):
            assert one.at_work(row.days.first), row
            assert one.at_work(row.days.last), row
            assert not any(away.email == one.email and away.days.overlaps(row.days) for away in times_away), row
            assert not any(frost.holds_for(one.side, one.team) and frost.days.overlaps(row.days) for frost in freezes)


def test_people_kept_apart_do_not_meet(standard: Desk) -> None:
    by_identity = {one.identity: one for one in people.everyone(standard)}
    lead = next(one for one in by_identity.values() if one.role == "Marketing technologist")
    assert by_identity[lead.manager].side is Side.IT
    for row in pairings(standard):
        if row.program in (BUDDIES, SPRING):
            assert {row.it_email, row.marketing_email} != {lead.email, lead.manager}


def test_zones_hours_and_topics_differ(standard: Desk) -> None:
    everyone = people.everyone(standard)
    zones = Counter(one.time_zone for one in everyone)
    assert 4 <= len(zones) <= 5
    assert zones.most_common(1)[0][0] == "Europe/Berlin"
    assert len({str(one.hours) for one in everyone}) > 4
    assert all(one.knows and one.wants for one in everyone)
    proposals = plans.page(standard, SPRING).proposals
    fits = [one.fit for one in proposals]
    assert max(fits) - min(fits) >= 25


def test_people_come_and_go(desk: Desk, size: str) -> None:
    everyone = people.everyone(desk)
    newcomers = [one for one in everyone if one.first_day]
    leavers = [one for one in everyone if one.last_day]
    assert bool(newcomers) is bool(leavers) is (size != "tiny")
    assert all(one.last_day and one.last_day > DEMO_TODAY for one in leavers)


def test_some_are_away_in_the_coming_quarter(desk: Desk) -> None:
    quarter = Days(DEMO_TODAY, date(2027, 7, 4))
    away = {one.email for one in absences.list_absences(desk) if one.days.overlaps(quarter)}
    assert 0.08 <= len(away) / len(people.everyone(desk)) <= 0.2


def test_the_past_of_the_standard_size(standard: Desk) -> None:
    found = {one.name: one for one in programs.list_all(standard, archived=True)}
    quarters = [one for one in found.values() if one.kind is Kind.RIDE_ALONG and one.name != SPRING]
    assert len(quarters) == 4
    states = Counter(row.state for row in history.page(standard, HistoryQuery()).rows)
    assert all(states[state] for state in (State.HELD, State.MISSED, State.ENDED, State.CANCELLED))
    assert 1 <= history.page(standard, HistoryQuery(unmarked=True)).total <= 8
    assert found[WINTER].days.last < DEMO_TODAY
    assert found[BUDDIES].published > 15
    assert found[BUDDIES].days.first < DEMO_TODAY < found[BUDDIES].days.last


def test_the_spring_is_ready_to_be_published(desk: Desk, size: str) -> None:
    page = plans.page(desk, SPRING)
    assert page.proposals
    assert {one.state for one in page.proposals} == {State.PROPOSED}
    assert all(one.days.first > DEMO_TODAY for one in page.proposals)
    assert sum(one.pinned for one in page.proposals) == (1 if size == "tiny" else 2)
    assert page.numbers is not None
    assert page.numbers.gap_percent < 1
    states = {one.state for one in programs.show(desk, SPRING).enrolled}
    assert (states == {EnrolmentState.AGREED}) is (size == "tiny")


def test_something_is_due(desk: Desk) -> None:
    assert outbox.rows(desk)


def test_names_are_unique(desk: Desk) -> None:
    everyone = people.everyone(desk)
    assert len({one.name for one in everyone}) == len(everyone)
    assert all(one.email.endswith("@brightwater.example") and one.email.isascii() for one in everyone)


def test_an_existing_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    path.write_text("mine")
    with pytest.raises(Refused, match="exists already"):
        build_demo(path, "tiny")
    assert path.read_text() == "mine"


def test_a_size_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(InvalidValue, match="'huge' is not a size"):
        build_demo(tmp_path / "a.db", "huge")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="does not exist"):
        build_demo(tmp_path / "no" / "a.db", "tiny")


def test_a_failed_build_leaves_nothing(tmp_path: Path) -> None:
    def stop(what: str, _fraction: float) -> None:
        if what.startswith("Planning"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_demo(tmp_path / "a.db", "tiny", stop)
    assert not list(tmp_path.iterdir())


@thorough_only
def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    build_demo(tmp_path / "a.db", "tiny", lambda what, fraction: told.append((what, fraction)))
    fractions = [fraction for _what, fraction in told]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)
    assert all(what for what, _fraction in told)
