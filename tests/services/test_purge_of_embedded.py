"""Purging, removing and changing somebody who is or was in a composite team: what others did stays, without them."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import TODAY, MakeDesk
from ridealong.domain.days import FixedClock
from ridealong.domain.errors import Refused
from ridealong.domain.people import PURGED, Side
from ridealong.services.databases import check
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.people import people
from ridealong.services.people.purge import look, purge
from ridealong.storage import schema
from services import around, embedded
from services.conftest import employ, it, week
from services.everything import EMAIL, LATER, NAME, SECRET, every_row

ANA, MIA, CHO = "ana@x.example", "mia@x.example", "cho@x.example"


def test_embeds_that_took_place_stay_with_weeks_share_and_team_but_not_why_they_ended(full: Desk) -> None:
    before = {row["id"]: row for row in every_row(full)["embeds"] if row["state"] != "proposed"}
    assert purge(full, EMAIL).embeds == look_like(full) == 1
    after = {row["id"]: row for row in every_row(full)["embeds"] if row["state"] != "proposed"}
    assert {one: {**row, "reason": ""} for one, row in before.items()} == after
    assert [row["reason"] for row in every_row(full)["composite_teams"]] == ["", ""]


def look_like(desk: Desk) -> int:
    """How many embeds stand under no name any more."""
    gone = {row["id"] for row in every_row(desk)["people"] if row["name"] == PURGED}
    return sum(row["person_id"] in gone for row in every_row(desk)["embeds"])


def test_drafts_and_demands_go_and_who_was_to_follow_takes_nobodys_place(full: Desk) -> None:
    seen = look(full, EMAIL)
    purge(full, EMAIL)
    assert (seen.embeds, seen.deleted["embeds"], seen.deleted["demands"]) == (1, 1, 1)
    tables = every_row(full)
    drafts = [(row["person_id"], row["after_id"]) for row in tables["embeds"] if row["state"] == "proposed"]
    assert drafts == [(around.person(full, CHO), None)]
    assert (tables["team_demands"], check(full)) == ([], [])


def test_what_others_of_the_team_were_told_no_longer_names_the_person(full: Desk) -> None:
    def told() -> list[str]:
        mates = {row["uid"] for row in every_row(full)["embeds"]}
        return [row["invite"] for row in every_row(full)["invites"] if row["uid"] in mates and MIA in row["invite"]]

    assert any(NAME in one for one in told())
    assert look(full, EMAIL).invites == purge(full, EMAIL).invites
    assert [one for one in told() if NAME in one] == []
    assert {json.loads(one)["meeting"]["summary"] for one in told()} > set()


def test_other_peoples_reasons_stay(full: Desk) -> None:
    purge(full, MIA)
    reasons = [row["reason"] for row in every_row(full)["embeds"]]
    assert f"{SECRET} burnt out" in reasons


@pytest.fixture
def team(small: Desk) -> embedded.Made:
    """Ana and Mia are in a published team from next week on."""
    embedded.composite(small)
    made = embedded.team(small, "Loyalty app", week(0, 4), state="published")
    embedded.embed(small, made, 1, ANA, "published")
    embedded.embed(small, made, 2, MIA, "published")
    return made


def test_an_embed_to_come_is_settled_first(small: Desk, team: embedded.Made) -> None:
    for what in (look, purge):
        with pytest.raises(Refused, match="Ana is embedded in 1 composite team not yet over: 'Loyalty app' of Embeds"):
            what(small, ANA)
    around.change(small, schema.embeds, 1, state="cancelled")
    assert purge(small, ANA).embeds == 1
    assert team.id


def test_others_who_are_still_told_of_the_person_are_told_anew_first(
    small: Desk, team: embedded.Made, tmp_path: Path
) -> None:
    assert team.id
    export_invites.export(small, tmp_path / "first")
    later = replace(small, clock=FixedClock(TODAY + timedelta(weeks=3)))
    around.change(later, schema.embeds, 1, state="held", last_day=week(1).last)
    export_invites.export(later, tmp_path / "second")
    with pytest.raises(Refused, match="1 invite to come names Ana as one of a composite team") as refused:
        purge(later, ANA)
    assert f"`ridealong people remove {ANA}`" in refused.value.typed
    people.remove(later, ANA)
    with pytest.raises(Refused, match="names Ana"):
        purge(later, ANA)
    export_invites.export(later, tmp_path / "third")
    purge(later, ANA)
    assert outbox.rows(later) == ()


def test_nobody_is_removed_who_is_in_a_published_team(small: Desk, team: embedded.Made) -> None:
    with pytest.raises(people.StillPublished, match="Ana is embedded in 1 composite team") as refused:
        people.remove(small, ANA)
    assert not refused.value.paired
    around.change(small, schema.embeds, 1, state="held")
    people.remove(small, ANA)
    assert team.id


def test_nobody_in_a_team_to_come_gets_another_side(small: Desk, team: embedded.Made) -> None:
    with pytest.raises(Refused, match="Ana is in 1 slot of composite teams for the side of now"):
        people.edit(small, ANA, {"side": Side.MARKETING})
    around.change(small, schema.embeds, 1, state="cancelled")
    people.edit(small, ANA, {"side": Side.MARKETING})
    assert team.id


def test_names_in_the_texts_of_teams_are_told_before_and_after(small: Desk, make_desk: MakeDesk) -> None:
    employ(small, it("Zephyrine"))
    embedded.composite(small)
    slots = (("Zephyrine's deputy", "it", 40), ("Campaign lead", "marketing", 60))
    texts = {name: f"{name} as Zephyrine says" for name in ("purpose", "focus", "place", "reason")}
    made = embedded.team(small, "Zephyrine's team", week(0), slots, state="cancelled", **texts)
    embedded.embed(small, made, 1, ANA, "cancelled", reason="Zephyrine is against it")
    around.change(small, schema.team_slots, made.slots[0], must="sql;Zephyrine")
    around.change(small, schema.team_tasks, 1, name="Ask Zephyrine")
    late = make_desk(today=LATER)
    expected = {
        "name of a composite team": 1,
        "purpose of a composite team": 1,
        "focus of a composite team": 1,
        "place of a composite team": 1,
        "reason of a composite team": 1,
        "name of a slot": 1,
        "topics of a slot": 1,
        "task of a composite team": 1,
        "reason of an embed": 1,
        "entry of the journal": 4,
    }
    assert look(late, "zephyrine@x.example").mentions == expected
    assert purge(late, "zephyrine@x.example").mentions == expected
