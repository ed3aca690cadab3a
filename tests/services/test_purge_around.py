"""Purging somebody of whom visits, groups and teams have more to tell: what others did stays, without the person."""

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from conftest import TODAY, MakeDesk
from ridealong.domain.errors import Refused
from ridealong.services.databases import check
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites
from ridealong.services.journal.undo import undo
from ridealong.services.people import contacts
from ridealong.services.people.contacts import ContactChange
from ridealong.services.people.purge import look, purge
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from ridealong.storage import schema
from services import around
from services.conftest import SPRING, employ, it, marketing, ride_alongs, week
from services.everything import EMAIL, LATER, SECRET, every_row

ANA, MIA, BEN = "ana@x.example", "mia@x.example", "ben@x.example"


def test_what_came_out_of_visits_stays_but_the_notes_on_them(full: Desk) -> None:
    before = every_row(full)
    purge(full, EMAIL)
    after = every_row(full)
    assert Counter(row["text"] for row in after["learned"]) == Counter(row["text"] for row in before["learned"])
    assert [(row["it_rating"], row["marketing_rating"], row["note"]) for row in after["debriefs"]] == [(4, 2, "")] * 2
    over = {row["pairing_id"] for row in after["debriefs"]}
    assert {row["pairing_id"] for row in before["lead_words"]} > {row["pairing_id"] for row in after["lead_words"]}
    assert {(row["pairing_id"] in over, row["word"], row["note"]) for row in after["lead_words"]} == {
        (True, "agreed", "")
    }
    assert (before["steps_done"] != [], after["steps_done"]) == (True, [])


def test_ideas_stay_and_have_no_owner_any_more(full: Desk) -> None:
    purge(full, EMAIL)
    mia = around.person(full, MIA)
    assert [(row["owner_id"], row["named"], row["text"], row["note"]) for row in every_row(full)["ideas"]] == [
        (None, False, "One calendar of launches", "asked for a budget"),
        (mia, True, "One calendar of launches", ""),
    ]


def test_teams_have_no_contact_any_more_where_it_was_the_person(full: Desk) -> None:
    purge(full, EMAIL)
    mia, cho = around.person(full, MIA), around.person(full, "cho@x.example")
    rows = every_row(full)["contacts"]
    assert {row["marketing_team"]: (row["it_id"], row["marketing_id"]) for row in rows} == {
        "Events": (None, mia),
        "Press": (cho, None),
    }


def test_groups_that_met_keep_how_many_they_were_and_drafts_go_on_without_the_person(full: Desk) -> None:
    seen = look(full, EMAIL)
    assert purge(full, EMAIL).groups == seen.groups == 1
    tables = every_row(full)
    met, drafted = (next(row for row in tables["gatherings"] if row["state"] == one) for one in ("ended", "proposed"))
    assert (met["reason"], EMAIL in drafted["place"]) == ("", False)
    inside = Counter(row["gathering_id"] for row in tables["gathering_people"])
    assert inside == {met["id"]: 4, drafted["id"]: 3}


def test_the_journal_agrees_with_all_that_stays(full: Desk) -> None:
    purge(full, EMAIL)
    assert check(full) == []


def test_a_pairing_in_which_another_stands_now_keeps_what_was_noted_of_it(one: Desk, make_desk: MakeDesk) -> None:
    employ(one, it("Ben"))
    around.said(one, 1, TODAY, f"{SECRET} is needed here")
    around.change(one, schema.pairings, 1, guest_id=around.person(one, BEN))
    late = make_desk(today=LATER)
    around.debriefed(late, 1, LATER, BEN, "a good week")
    purge(late, ANA)
    assert [row["note"] for row in every_row(late)["debriefs"]] == ["a good week"]
    # What the leads said of the pairing as it was is read in the journal alone.
    assert SECRET not in json.dumps(every_row(late)["journal_rows"])
    assert check(late) == []


def test_a_group_that_is_still_to_meet_is_settled_first(small: Desk) -> None:
    name = ride_alongs(small)
    made = around.group(small, name, week(2).first, "published", [ANA, MIA])
    for what in (look, purge):
        with pytest.raises(Refused, match=f"Ana is in 1 published group not yet over: {made}") as refused:
            what(small, ANA)
        assert "ridealong groups" in refused.value.typed
    around.change(small, schema.gatherings, made, state="cancelled")
    assert purge(small, ANA).groups == 1


@pytest.fixture
def turned_to(desk: Desk, tmp_path: Path) -> Desk:
    """Ana visits Mia; the invites, which were exported, name Ben as the contact."""
    employ(desk, it("Ana"), marketing("Mia"))
    name = ride_alongs(desk, rounds=1)
    employ(desk, it("Ben"))
    contacts.name(desk, "Platform", "Brand", ContactChange(it=BEN))
    plans.plan(desk, name)
    publishing.publish(desk, name)
    export_invites.export(desk, tmp_path / "first")
    return desk


def test_a_contact_whom_invites_to_come_name_is_replaced_first(turned_to: Desk, tmp_path: Path) -> None:
    for what in (look, purge):
        with pytest.raises(Refused, match="4 invites to come name Ben as the contact of Platform and Brand") as refused:
            what(turned_to, BEN)
        assert "ridealong contact" in refused.value.typed
    contacts.remove(turned_to, "Platform", "Brand")
    with pytest.raises(Refused, match="4 invites to come name Ben"):
        purge(turned_to, BEN)
    export_invites.export(turned_to, tmp_path / "second")
    purge(turned_to, BEN)
    assert [row["invite"] for row in every_row(turned_to)["invites"] if BEN in row["invite"]] == []


def test_invites_that_named_a_contact_are_kept_without_their_text(turned_to: Desk, make_desk: MakeDesk) -> None:
    later = make_desk(today=LATER)
    assert purge(later, BEN).invites == 4
    kept = [json.loads(row["invite"])["meeting"] for row in every_row(later)["invites"]]
    assert {one["description"] for one in kept} == {""}
    assert {tuple(who["email"] for who in one["attendees"]) for one in kept} == {(ANA, MIA)}


def test_names_in_the_new_texts_are_told_before_and_after(one: Desk, make_desk: MakeDesk) -> None:
    employ(one, it("Zephyrine"))
    late = make_desk(today=LATER)
    idea = around.debriefed(late, 1, LATER, "zephyrine@x.example", "Zephyrine was there")
    around.change(late, schema.ideas, idea, text="What Zephyrine said", note="Zephyrine asks")
    around.said(late, 1, LATER, "Zephyrine stands in")
    around.explained(late, "Zephyrine", "what Zephyrine does")
    around.step_done(late, SPRING, 1, LATER, "Ask Zephyrine for the badge")
    emails = [ANA, MIA]
    around.group(late, SPRING, LATER - timedelta(days=9), "held", emails, place="Zephyrine's office", reason="")
    around.change(late, schema.programs, 1, form_link="https://forms.example/Zephyrine")
    around.change(late, schema.enrolments, around.enrolment(late, SPRING, ANA), reason="as Zephyrine")
    expected = {
        "note on a debrief": 1,
        "idea": 1,
        "note on an idea": 1,
        "word of a lead": 2,
        "term of the glossary": 1,
        "meaning of a term": 1,
        "step of a program": 1,
        "place of a group": 1,
        "form of a program": 1,
        "reason of an enrolment": 1,
        "entry of the journal": 8,
    }
    assert look(late, "zephyrine@x.example").mentions == expected
    assert purge(late, "zephyrine@x.example").mentions == expected


def test_what_is_about_the_person_alone_is_not_told_of_as_a_mention(full: Desk) -> None:
    seen = look(full, EMAIL)
    assert purge(full, EMAIL).mentions == seen.mentions
    assert not {"note on a debrief", "word of a lead", "reason of a group", "reason of an enrolment"} & set(
        seen.mentions
    )


def test_nobody_brings_the_owner_of_an_idea_back(one: Desk, make_desk: MakeDesk) -> None:
    late = make_desk(today=LATER)
    idea = around.debriefed(late, 1, LATER, MIA)
    around.change(late, schema.ideas, idea, owner_id=around.person(late, ANA))
    purge(late, MIA)
    with pytest.raises(Refused):
        undo(late)
