"""Where a pairing could go on the board, asked before anything is changed; and how long it lasts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import Refused, RidealongError
from ridealong.domain.pairings import State
from ridealong.services.board import board_moves
from ridealong.services.board.board_moves import Wanted
from ridealong.services.changes import drafts
from ridealong.services.changes.seats import Seat, Seating, read_seating
from ridealong.services.desk import Desk
from ridealong.services.found import pairing_row, program_named
from ridealong.services.invites import export_invites, outbox
from ridealong.services.journal import undo
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import absences, limits
from ridealong.services.plans import plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.plans.standing_season import what_stands
from ridealong.services.publishing import publishing
from services.built import built
from services.conftest import SPRING, START, buddies, csv, employ, employ_six, it, marketing, ride_alongs, week
from thorough import thorough_only


def _season(desk: Desk) -> None:
    employ_six(desk)
    ride_alongs(desk, rounds=5, host_rest_weeks=1, visits_per_guest=2, repeat_days=20)
    absences.add_absences(desk, ["mia@x.example"], week(1), "surgery")
    limits.add_apart(desk, "ana@x.example", "noa@x.example", "a quarrel")
    limits.add_freeze(desk, "CRM", week(3), "launch")
    plans.plan(desk, SPRING)


@pytest.fixture
def season(desk: Desk) -> Desk:
    """Three guests and three hosts in five rounds, with an absence, a freeze, and two who are kept apart."""
    return built(desk, _season)


def proposals(desk: Desk) -> tuple[Proposal, ...]:
    return plans.page(desk, SPRING).proposals


def ana(desk: Desk) -> Proposal:
    return next(one for one in proposals(desk) if one.guest.name == "Ana")


def wishes(desk: Desk) -> Iterator[tuple[Proposal, Wanted]]:
    """Some drafts, in rounds of which one is none, with every host and somebody unknown."""
    for one in proposals(desk)[:3]:
        for number in (-1, 1, 3, 4):
            for host in ("mia@x.example", "noa@x.example", "oto@x.example"):
                yield one, Wanted(round=number, host=host)
        yield one, Wanted(host="nobody@x.example")


@thorough_only
def test_a_look_says_what_a_move_does_and_changes_nothing(season: Desk) -> None:
    allowed = 0
    for one, wanted in wishes(season):
        version = season.version()
        try:
            outlook = board_moves.look(season, one.id, wanted)
        except RidealongError:
            outlook = None
        assert season.version() == version
        try:
            drafts.move(season, one.id, wanted.round, host=wanted.host)
        except RidealongError:
            assert outlook is None or outlook.refused
            continue
        assert outlook is not None
        assert outlook.refused == ""
        now = next(each for each in proposals(season) if each.id == one.id)
        assert (now.days, now.fit, now.round, now.host.email) == (outlook.days, outlook.fit, wanted.round, wanted.host)
        undo.undo(season)
        allowed += 1
    assert allowed > 1


@thorough_only
def test_who_has_nothing_to_do_with_a_pairing_changes_nothing_about_where_it_can_go(season: Desk) -> None:
    publishing.publish(season, SPRING)
    today = season.clock.today()
    with season.reading() as connection:
        program = program_named(connection, SPRING)
        everything = Seating(connection, program, what_stands(connection, program, today))
        for one in proposals(season):
            row = pairing_row(connection, one.id)
            for host in everything.season.hosts[:2]:
                for number in (0, 1, 3):
                    seat = Seat(row["guest_id"], host, number)
                    narrow = read_seating(connection, program, today, [row], [seat])
                    assert narrow.refusal(row, seat) == everything.refusal(row, seat)


def test_lifting_says_for_each_round_whether_it_can_be_and_why_not(season: Desk) -> None:
    one = next(each for each in proposals(season) if each.host.name == "Mia")
    lifted = board_moves.lift(season, one.id)
    assert [place.round for place in lifted.places] == [0, 1, 2, 3, 4]
    assert next(place for place in lifted.places if place.round == one.round).refused == ""
    assert lifted.places[1].refused == f"Mia is away from {week(1)}"
    assert "surgery" not in str(lifted)


def test_a_full_host_is_refused_with_the_name_of_who_is_there(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"))
    ride_alongs(desk, rounds=4, host_rest_weeks=0)
    plans.plan(desk, SPRING)
    one, other = proposals(desk)
    outlook = board_moves.look(desk, one.id, Wanted(round=other.round))
    assert outlook.refused.endswith(f"{other.guest.name} is there")


def test_other_hosts_are_offered_best_fit_first_without_those_kept_apart(season: Desk) -> None:
    found = board_moves.offers(season, ana(season).id)
    assert {one.host.name for one in found} == {"Mia", "Oto"}
    assert [one.fit for one in found] == sorted((one.fit for one in found), reverse=True)


def test_a_draft_goes_to_another_host_and_round_in_one_step(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"), marketing("Oto"))
    ride_alongs(desk)
    plans.plan(desk, SPRING)
    before = ana(desk)
    host, number = ("Oto" if before.host.name == "Mia" else "Mia"), 5 - before.round
    drafts.move(desk, before.id, number, host=f"{host.upper()}@x.example")
    now = ana(desk)
    assert (now.id, now.host.name, now.round, now.days, now.pinned) == (before.id, host, number, week(number), True)
    undo.undo(desk)
    assert replace(ana(desk), version=before.version) == before


def test_a_published_pairing_keeps_its_host(season: Desk) -> None:
    publishing.publish(season, SPRING, everything=True)
    one = ana(season)
    other = "oto@x.example" if one.host.name != "Oto" else "mia@x.example"
    with pytest.raises(Refused, match=r"so the host stays. Swap it with another pairing, or cancel it"):
        drafts.move(season, one.id, host=other)
    assert board_moves.look(season, one.id, Wanted(host=other)).refused


@pytest.mark.parametrize("wanted", [Wanted(round=0), Wanted(last_day=week(0, 2).last)])
def test_the_number_of_invites_is_what_the_outbox_holds_afterwards(desk: Desk, tmp_path, wanted: Wanted) -> None:  # type: ignore[no-untyped-def]  # pytest gives `tmp_path`
    employ(desk, it("Ana"), it("Ben"), marketing("Mia", capacity=2))
    ride_alongs(desk, rounds=2, weeks=3, host_rest_weeks=0, check_in_every=1, visits_per_guest=1)
    plans.plan(desk, SPRING)
    one = proposals(desk)[0]
    if one.round != 1 and wanted.round == 0:
        drafts.move(desk, one.id, 1)
    elif one.round != 0 and wanted.last_day:
        drafts.move(desk, one.id, 0)
    assert board_moves.look(desk, one.id, wanted).invites == 0
    publishing.publish(desk, SPRING, everything=True)
    export_invites.export(desk, tmp_path / "sent")
    assert outbox.rows(desk) == ()
    expected = board_moves.look(desk, one.id, wanted)
    assert expected.invites > 0
    drafts.move(desk, one.id, wanted.round, last_day=wanted.last_day)
    assert len(outbox.rows(desk)) == expected.invites
    undo.undo(desk)
    assert outbox.rows(desk) == ()


# -- how long it lasts --------------------------------------------------------------------------------------------


@pytest.fixture
def long(desk: Desk) -> Desk:
    """Ana stays with Mia for three weeks in the only round, as a draft."""
    return built(desk, _long)


def _long(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    ride_alongs(desk, rounds=1, weeks=3)
    plans.plan(desk, SPRING)


def test_a_stay_ends_earlier_is_pinned_and_planning_again_leaves_it_so(long: Desk) -> None:
    drafts.move(long, ana(long).id, last_day=week(1).last)
    assert (ana(long).days, ana(long).pinned) == (week(0, 2), True)
    plans.plan(long, SPRING)
    assert ana(long).days == week(0, 2)
    drafts.move(long, ana(long).id, last_day=week(2).last)
    assert ana(long).days == week(0, 3)


def test_a_stay_never_leaves_its_round(long: Desk) -> None:
    for last in (START - timedelta(days=1), week(3).first):
        with pytest.raises(Refused, match=r"round 1 of 'Spring ride-alongs' is 2027-01-11 to 2027-01-29"):
            drafts.move(long, ana(long).id, last_day=last)
    assert board_moves.lift(long, ana(long).id).ends == (4, 11, 18)


def test_a_stay_becomes_longer_only_while_both_are_there(long: Desk) -> None:
    one = ana(long)
    drafts.move(long, one.id, last_day=week(0).last)
    absences.add_absences(long, ["mia@x.example"], week(2), "surgery")
    assert board_moves.look(long, one.id, Wanted(last_day=week(1).last)).refused == ""
    with pytest.raises(Refused, match=r"^Mia is away from 2027-01-25 to 2027-01-29\. Nothing was changed$"):
        drafts.move(long, one.id, last_day=week(2).last)
    limits.add_freeze(long, "it", week(1), "release")
    assert board_moves.look(long, one.id, Wanted(last_day=week(1).last)).refused == (
        f"IT takes no part: release (from {week(1)})"
    )


def test_a_visit_under_way_ends_earlier_and_goes_nowhere_else(long: Desk, make_desk: MakeDesk) -> None:
    publishing.publish(long, SPRING)
    later = make_desk(week(1).first)
    one = ana(later)
    lifted = board_moves.lift(later, one.id)
    assert "has begun" in lifted.fixed
    assert [place.round for place in lifted.places] == [0]
    with pytest.raises(Refused, match="is past"):
        drafts.move(later, one.id, last_day=week(0).last)
    drafts.move(later, one.id, last_day=week(1).last)
    assert (ana(later).days, ana(later).state) == (week(0, 2), State.PUBLISHED)


def test_what_is_over_is_not_picked_up(long: Desk, make_desk: MakeDesk) -> None:
    publishing.publish(long, SPRING)
    later = make_desk(week(3).first)
    with pytest.raises(Refused, match="It is over"):
        board_moves.lift(later, ana(later).id)
    drafts.cancel(long, ana(long).id)
    with pytest.raises(RidealongError):
        board_moves.lift(long, 1)


def test_buddies_are_picked_up_as_visits_are(small: Desk) -> None:
    name = buddies(small, rounds=2, weeks=4, repeat_days=0)
    plans.plan(small, name)
    one = plans.page(small, name).proposals[0]
    lifted = board_moves.lift(small, one.id)
    assert (lifted.visits, len(lifted.places), lifted.ends) == (False, 2, (4, 11, 18, 25))


def test_a_draft_made_shorter_than_an_absence_is_published_as_it_is(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    ride_alongs(desk, rounds=1)
    plans.plan(desk, SPRING)
    one = ana(desk)
    absences.add_absences(desk, ["mia@x.example"], Days(one.days.last, one.days.last), "surgery")
    with pytest.raises(Refused, match="Mia is away in round 1"):
        publishing.publish(desk, SPRING)
    drafts.move(desk, one.id, last_day=one.days.last - timedelta(days=1))
    publishing.publish(desk, SPRING)
    assert plans.page(desk, SPRING).clashes == ()
    assert (ana(desk).state, len(ana(desk).days)) == (State.PUBLISHED, 4)


def test_a_pairing_that_came_with_a_file_stays_where_it_is(small: Desk, tmp_path: Path) -> None:
    header = "program,kind,it_email,marketing_email,guest,start,end,state"
    pairs = ("ana@x.example,mia@x.example", "ben@x.example,noa@x.example")
    rows = (f"Old,ride-along,{both},it,{START},{START + timedelta(days=4)},published" for both in pairs)
    import_history(small, csv(tmp_path, header, *rows))
    one, other = sorted(row.id for row in history.page(small, HistoryQuery()).rows)
    words = (
        r"^Ana with Mia \(2027-01-11\) came with a file, and belongs to no round of a program\. It stays where it is$"
    )
    for change in (
        lambda: board_moves.lift(small, one),
        lambda: drafts.move(small, one, 0),
        lambda: drafts.move(small, one, last_day=START),
        lambda: drafts.swap(small, one, other),
    ):
        with pytest.raises(Refused, match=words):
            change()
    assert "came with a file" in board_moves.look(small, one, Wanted(last_day=START)).refused
    drafts.cancel(small, one)
