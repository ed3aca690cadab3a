"""Drafts on Today: those to publish, those that cannot take place, and those that nobody published in time."""

from datetime import timedelta

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import Refused
from ridealong.services.attention import attention
from ridealong.services.attention.attention_items import Item
from ridealong.services.attention.attention_items import Kind as Thing
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from services.conftest import SPRING, START, ride_alongs


def things(desk: Desk, kind: Thing) -> list[Item]:
    return list(attention.everything(desk, kinds=[kind]))


def test_what_spoils_a_published_pairing_spoils_a_draft_until_it_is_repaired(small: Desk) -> None:
    name = ride_alongs(small, rounds=3)
    first, second, *_rest = plans.plan(small, name).proposals
    drafts.pin(small, first.id)
    absences.add_absences(small, [first.host.email], first.days, "xyzzy surgery")
    limits.add_freeze(small, second.guest.team, second.days, "launch")
    one, other = things(small, Thing.SPOILED)
    assert one.text == f"{first.host.name} is away: visit of {first.guest.name}"
    assert (one.pairing, one.days, one.remedy) == (first.id, first.days, f'ridealong repair "{SPRING}"')
    assert other.text == f"{second.guest.name} is in a freeze: visit to {second.host.name}"
    assert "xyzzy" not in repr(attention.everything(small))
    found = plans.page(small, name)
    assert [(clash.id, clash.pinned) for clash in found.broken] == [(first.id, True), (second.id, False)]
    assert found.clashes == ()
    said = " ".join(found.sentences)
    assert f"The draft {first.guest.name} with {first.host.name} ({first.days}) cannot take place" in said
    assert "It was planned before that" in said
    assert "better" not in said
    assert "Everybody has a place" not in said
    repairs.repair(small, name)
    assert things(small, Thing.SPOILED) == []
    assert plans.page(small, name).broken == ()


def test_drafts_of_a_round_that_has_begun_are_told_apart(small: Desk, make_desk: MakeDesk) -> None:
    name = ride_alongs(small, rounds=3)
    first, *rest = plans.plan(small, name).proposals
    late = make_desk(first.days.first + timedelta(days=1))
    (spoiled,) = things(late, Thing.SPOILED)
    assert spoiled.text == f"{SPRING}: 1 draft was not published before the round began"
    assert (spoiled.days, spoiled.detail, spoiled.begun) == (first.days, "round 1", True)
    (due,) = things(late, Thing.DRAFTS)
    assert due.number == len(rest) == len(publishing.compare(late, name).publishes)
    plans.plan(late, name)
    assert things(late, Thing.SPOILED) == []


def test_drafts_of_the_last_round_that_has_begun_are_set_aside(small: Desk, make_desk: MakeDesk) -> None:
    some = plans.plan(small, ride_alongs(small, rounds=1)).proposals
    late = make_desk(START + timedelta(days=1))
    with pytest.raises(Refused, match="has no round that begins on or after"):
        plans.plan(late, SPRING)
    for left in range(len(some), 0, -1):
        (spoiled,) = things(late, Thing.SPOILED)
        command, number = spoiled.remedy.rsplit(" ", 1)
        assert (command, spoiled.number) == ("ridealong cancel", left)
        assert spoiled.detail.startswith(f"round 1, number{'s' if left > 1 else ''} {number}")
        drafts.cancel(late, int(number))
    assert things(late, Thing.SPOILED) == []


def test_of_an_archived_program_only_what_is_published_is_told(small: Desk) -> None:
    name = ride_alongs(small, rounds=3, publish_weeks=1)
    first, second, third = sorted(plans.plan(small, name).proposals, key=lambda one: one.days.first)
    publishing.publish(small, name)
    absences.add_absences(small, [one.guest.email for one in (first, second)], Days(START, second.days.last))
    limits.add_freeze(small, third.guest.team, third.days, "launch")
    people.edit(small, third.host.email, {"last_day": third.days.first})
    assert things(small, Thing.SPOILED)
    programs.archive(small, name)
    assert things(small, Thing.SPOILED) == []
    assert things(small, Thing.AWAY)


def test_today_says_of_drafts_what_publishing_then_takes(small: Desk) -> None:
    name = ride_alongs(small, rounds=12, visits_per_guest=3, publish_weeks=2)
    plans.plan(small, name)
    (due,) = things(small, Thing.DRAFTS)
    taken = publishing.compare(small, name).publishes
    assert due.number == len(taken)
    assert due.days == Days(min(one.days.first for one in taken), max(one.days.last for one in taken))
    publishing.publish(small, name)
    assert things(small, Thing.DRAFTS) == []
