"""A place that was set by hand for the host who was to be there goes with that host, and is seen to go."""

from datetime import timedelta

import pytest

from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.services.changes import drafts, placing, swap_looks
from ridealong.services.desk import Desk
from ridealong.services.explain.candidates import rank
from ridealong.services.ill import ill
from ridealong.services.invites import meeting_changes
from ridealong.services.invites.meeting_changes import MeetingMove
from ridealong.services.invites.meeting_rows import MeetingQuery, MeetingRow, list_meetings
from ridealong.services.journal import undo
from ridealong.services.people import limits
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from services.built import built
from services.conftest import SPRING, START, two_pairs_planned, week
from thorough import thorough_only

ROOM = "Mia's room"
DROPPED = f"The place set by hand ({ROOM}) no longer holds"


def mail(name: str) -> str:
    return f"{name.lower()}@x.example"


def meeting_of(desk: Desk, pairing: int, kind: MeetingKind) -> MeetingRow:
    return next(one for one in list_meetings(desk, MeetingQuery(pairing=pairing, over=True)) if one.kind is kind)


def places(desk: Desk, pairing: int) -> set[str]:
    return {one.place for one in list_meetings(desk, MeetingQuery(pairing=pairing, over=True))}


def pairing_of(desk: Desk, guest: str) -> int:
    return next(one.id for one in plans.page(desk, SPRING).proposals if one.guest.name == guest)


def in_her_room(desk: Desk) -> None:
    """Ana visits Mia and Ben visits Noa, published; Ana's visit and its welcome on Tuesday have a room."""
    two_pairs_planned(desk, rounds=1)
    publishing.publish(desk, SPRING)
    number = pairing_of(desk, "Ana")
    for kind in (MeetingKind.VISIT, MeetingKind.WELCOME):
        meeting_changes.move(desk, meeting_of(desk, number, kind).id, MeetingMove(place=ROOM))
    welcome = meeting_of(desk, number, MeetingKind.WELCOME)
    meeting_changes.move(desk, welcome.id, MeetingMove(to=START + timedelta(days=1)))


@pytest.fixture
def room(desk: Desk) -> Desk:
    return built(desk, in_her_room)


@thorough_only
def test_a_stand_in_does_not_keep_the_place_of_who_is_away(room: Desk) -> None:
    number = pairing_of(room, "Ana")
    found = ill.look(room, mail("Mia"), week(0), {number: f"stand-in:{mail('Oto')}"})
    assert DROPPED[1:] in found.touched[0].chosen.words
    ill.settle(room, mail("Mia"), week(0), {number: f"stand-in:{mail('Oto')}"}, shown=found)
    assert ROOM not in places(room, number)
    # What else was changed about it stays.
    assert meeting_of(room, number, MeetingKind.WELCOME).first_day == START + timedelta(days=1)
    undo.undo(room)
    assert ROOM in places(room, number)


def test_hosts_who_are_swapped_do_not_take_the_place_over(room: Desk) -> None:
    one, other = pairing_of(room, "Ana"), pairing_of(room, "Ben")
    assert f"{DROPPED}." in swap_looks.look_at_swap(room, one, other).sentences
    drafts.swap(room, one, other)
    assert ROOM not in places(room, one) | places(room, other)


def test_who_is_placed_instead_of_a_host_does_not_take_the_place_over(room: Desk) -> None:
    number = pairing_of(room, "Ana")
    limits.add_apart(room, mail("Ana"), mail("Mia"), "")
    ranking = rank(room, mail("Ana"), SPRING, 0, replacing=number)
    oto = next(one for one in ranking.candidates if one.name == "Oto")
    assert f"{DROPPED}." in ranking.sentences(oto)
    placing.place_chosen(room, ranking, oto)
    assert ROOM not in places(room, number)


def test_who_goes_to_another_day_with_the_same_host_keeps_the_place(room: Desk) -> None:
    number = pairing_of(room, "Ana")
    drafts.move(room, number, last_day=START + timedelta(days=2))
    assert ROOM in places(room, number)
