"""Absences that fall into published pairings are told with the program and the pairings."""

from datetime import timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.services.desk import Desk
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.people import absences
from ridealong.services.people.import_absences import import_absences
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.services.repairs.absence_clashes import AbsenceClash
from services.conftest import SPRING, START, buddies, csv, ride_alongs, week

HEADER = "email,first_day,last_day,reason"


@pytest.fixture
def published(small: Desk) -> Desk:
    """Each of three guests visits a host in the first week."""
    plans.plan(small, ride_alongs(small, rounds=1))
    publishing.publish(small, SPRING)
    return small


def pairing_of(desk: Desk, email: str) -> int:
    return next(
        row.id for row in history.page(desk, HistoryQuery()).rows if email in (row.it_email, row.marketing_email)
    )


def away(desk: Desk, email: str, days: Days) -> tuple[AbsenceClash, ...]:
    return absences.add_absences(desk, [email], days).clashes


@pytest.mark.parametrize("email", ["ana@x.example", "MIA@x.example"])
def test_an_absence_of_guest_or_host_in_the_week_is_told(published: Desk, email: str) -> None:
    (one,) = away(published, email, Days(START, START))
    assert one == AbsenceClash(SPRING, (pairing_of(published, email.lower()),))
    assert one.sentence.startswith(f"1 published pairing of {SPRING} falls into this time away (")
    assert one.named.startswith("Ana with ") or one.named.endswith(" with Mia")
    assert one.remedy == f'ridealong repair "{SPRING}"'


def test_a_draft_is_told_beside_what_is_published(published: Desk, make_desk: MakeDesk) -> None:
    plans.plan(published, ride_alongs(published, "Autumn", start=week(4).first, rounds=1))
    (one,) = away(published, "ana@x.example", week(4))
    assert (one.program, one.pairings, len(one.drafts)) == ("Autumn", (), 1)
    assert one.sentence == f"1 draft of Autumn falls into this time away ({one.named})"
    assert one.named.startswith("Ana with ")
    both = away(published, "ben@x.example", Days(START, week(4).last))
    assert [(len(each.pairings), len(each.drafts)) for each in both] == [(1, 0), (0, 1)]
    begun = make_desk(week(4).first + timedelta(days=1))
    assert away(begun, "cho@x.example", week(4)) == ()


def test_drafts_of_an_archived_program_are_not_told(published: Desk) -> None:
    plans.plan(published, ride_alongs(published, "Autumn", start=week(4).first, rounds=1))
    programs.archive(published, "Autumn", SPRING)
    (one,) = away(published, "ana@x.example", Days(START, week(4).last))
    assert (one.program, len(one.pairings), one.drafts) == (SPRING, 1, ())


def test_what_falls_beside_the_week_or_into_the_past_is_not_told(published: Desk, make_desk: MakeDesk) -> None:
    assert away(published, "ana@x.example", week(1)) == ()
    assert away(make_desk(week(1).first), "ben@x.example", week(0)) == ()


def test_buddies_are_together_long_enough_for_a_week_away(small: Desk) -> None:
    name = buddies(small, rounds=1, weeks=4)
    plans.plan(small, name)
    publishing.publish(small, name)
    assert away(small, "ana@x.example", week(0)) == ()
    assert away(small, "ana@x.example", week(1)) == ()
    (one,) = away(small, "ana@x.example", week(2))
    assert one.program == name


@pytest.mark.parametrize("dry_run", [True, False])
def test_an_import_tells_what_its_new_absences_fall_into(published: Desk, tmp_path: Path, dry_run: bool) -> None:
    rows = ("ana@x.example,2027-01-11,2027-01-12,", "ben@x.example,2027-01-15,,", "cho@x.example,2027-03-01,,")
    path = csv(tmp_path, HEADER, *rows)
    (one,) = import_absences(published, path, dry_run=dry_run).clashes
    assert one.program == SPRING
    assert set(one.pairings) == {pairing_of(published, who) for who in ("ana@x.example", "ben@x.example")}
    assert one.sentence == f"2 published pairings of {SPRING} fall into this time away ({one.named} and 1 other)"
    if not dry_run:
        assert import_absences(published, path).clashes == ()
