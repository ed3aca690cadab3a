"""Everything held about one person in one document, and nothing private of anybody else."""

import json

import pytest

from ridealong.domain.errors import NotFound
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.people import absences, limits, people
from ridealong.services.people.personal_data import personal_data
from ridealong.services.people.purge import purge
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from services.conftest import employ, it, marketing, ride_alongs, week
from services.everything import EMAIL, LATER, NAME, OLD_EMAIL, OLD_NAME, SECRET, every_row


def test_everything_is_in_it(full: Desk) -> None:
    found = json.loads(json.dumps(personal_data(full, EMAIL.upper())))
    assert found["format"] == "ridealong-person/1"
    person = found["person"]
    assert (person["email"], person["name"], person["role"], person["knows"]) == (
        EMAIL,
        NAME,
        "Chess master",
        ["chess"],
    )
    assert person["addresses"] == sorted([EMAIL, OLD_EMAIL, "x@x.example"])
    assert person["names"] == sorted([NAME, OLD_NAME, "X"])
    assert person["manages"] == 1
    assert {one["reason"] for one in found["absences"]} == {f"{SECRET} surgery", f"{SECRET} interview"}
    assert found["apart"] == [{"reason": f"{SECRET} quarrel"}]
    assert {one["program"] for one in found["programs"]} == {"Spring ride-alongs", "Buddies", "Embeds", "Autumn"}
    assert found["pins"] == [{"program": "Autumn", "as": "guest", "round": None}]
    assert {(one["state"], one["reason"]) for one in found["pairings"]} == {
        ("held", ""),
        ("ended", f"{SECRET} gave up"),
        ("proposed", ""),
    }
    assert {(one["manager_word"], one["manager_day"], one["reason"]) for one in found["programs"]} == {
        ("", None, ""),
        ("agreed", LATER.isoformat(), f"{SECRET} is too busy"),
    }
    assert found["contacts"] == [{"it_team": "Platform", "marketing_team": "Events", "side": "it"}]
    assert [(one["program"], one["state"]) for one in found["groups"]] == [
        ("Buddies", "ended"),
        ("Buddies", "proposed"),
    ]
    assert [one["owner"] for one in found["ideas"]] == [True, False]
    (answer,) = found["answers"]
    assert (answer["answer"], answer["comment"]) == ("declined", f"{SECRET} no wish to")
    told = [
        one for one in every_row(full)["invites"] if f'"{EMAIL}"' in one["invite"] or f'"{OLD_EMAIL}"' in one["invite"]
    ]
    assert len({(one["uid"], one["method"], one["sequence"], one["to"]) for one in found["invites"]}) == len(told)
    assert {one["to"] for one in found["invites"]} == {EMAIL, OLD_EMAIL}
    # Also what was taken back since, since the journal still has it.
    assert f"{SECRET} taken back" in json.dumps(found["journal"])
    assert {"people add", "people change-email", "absence remove", "plan", "publish"} <= {
        one["action"] for one in found["journal"]
    }


def test_what_came_out_of_visits_is_in_it_as_far_as_it_is_their_own(full: Desk) -> None:
    over = [one for one in personal_data(full, EMAIL)["pairings"] if one["debrief"]]  # type: ignore[attr-defined]  # a list of rows, as JSON has it
    # The note of a debrief may speak of the other.
    assert [one["debrief"] for one in over] == [{"day": LATER.isoformat(), "rating": 4}] * 2
    said = next(one for one in over if len(one["leads"]) == 2)
    assert [one["text"] for one in said["learned"]] == ["Why a campaign cannot wait", "Who to ask"]
    # What the other side's lead noted is about the other.
    day = LATER.isoformat()
    assert said["leads"] == [
        {"side": "it", "word": "agreed", "day": day, "note": f"{SECRET} is needed here"},
        {"side": "marketing", "word": "agreed", "day": day},
    ]
    # The journal has no more of it, and what was taken back since.
    told = json.dumps(personal_data(full, EMAIL)["journal"])
    assert "What an incident costs" not in told
    assert "marketing_rating" not in told
    assert not any(f"{SECRET} {what}" in json.dumps(personal_data(full, EMAIL)) for what in ("slept", "talks too much"))
    assert f"{SECRET} left the team" in told


def test_embeds_are_in_it_with_team_slot_and_their_own_reason_and_so_is_what_was_asked_for_them(full: Desk) -> None:
    found = personal_data(full, EMAIL)
    over, drafted = found["embeds"]  # type: ignore[misc]  # a list of rows, as JSON has it
    assert over == {
        "program": "Embeds",
        "kind": "composite",
        "team": "Loyalty app",
        "slot": "Data engineer",
        "with": [{"email": "cho@x.example", "name": "Cho"}, {"email": "mia@x.example", "name": "Mia"}],
        "side": "it",
        "home_team": "Platform",
        "share": 40,
        "state": "ended",
        "reason": f"{SECRET} burnt out",
        "start": week(1).first.isoformat(),
        "end": week(2).last.isoformat(),
    }
    # Nobody has been told of a draft.
    assert (drafted["team"], drafted["state"], drafted["with"]) == ("Search", "proposed", None)
    assert found["demands"] == [{"program": "Embeds", "team": "Search", "slot": "Data engineer", "kind": "pin"}]
    told = json.dumps(found["journal"])
    assert '"team_demands"' in told  # Also the one that was taken back.
    # Why the team ended may speak of any one of them.
    assert "quarrelled" not in json.dumps(found)


def test_with_whom_they_were_in_a_group_is_told_once_it_is_published(full: Desk) -> None:
    met, drafted = personal_data(full, EMAIL)["groups"]  # type: ignore[misc]  # a list of rows, as JSON has it
    assert [one["name"] for one in met["with"]] == ["Cho", "Mia", "Noa"]
    assert drafted["with"] is None


def test_with_whom_is_told_by_name_and_address_once_it_is_published(full: Desk) -> None:
    for one in personal_data(full, EMAIL)["pairings"]:  # type: ignore[attr-defined]  # a list of rows, as JSON has it
        if one["state"] == "proposed":
            assert one["with"] is None
        else:
            assert set(one["with"]) == {"email", "name"}


def test_nothing_private_of_others_is_in_it(desk: Desk) -> None:
    employ(desk, it("Ana", role="Baker"), it("Ben", role="Xyzzy"), marketing("Mia", role="Xyzzy", employee_id="xyzzy"))
    name = ride_alongs(desk, rounds=2)
    absences.add_absences(desk, ["ben@x.example"], week(8), f"{SECRET} surgery")
    absences.add_absences(desk, ["mia@x.example"], week(8), f"{SECRET} surgery")
    limits.add_apart(desk, "ben@x.example", "mia@x.example", f"{SECRET} quarrel")
    limits.add_apart(desk, "ana@x.example", "ben@x.example", "told by the other")
    plans.plan(desk, name)
    publishing.publish(desk, name, everything=True)
    people.edit(desk, "ben@x.example", {"manager": "mia@x.example"})
    text = json.dumps(personal_data(desk, "ana@x.example"))
    assert "Baker" in text
    assert SECRET not in text.lower()
    # Who is kept apart is not told by whom from.
    assert "told by the other" in text
    assert "ben@x.example" not in text
    assert "mia@x.example" in text


def test_why_a_pairing_was_cancelled_is_told_to_both(one: Desk) -> None:
    drafts.cancel(one, 1, "moved away")
    for email in ("ana@x.example", "mia@x.example"):
        (pairing,) = personal_data(one, email)["pairings"]  # type: ignore[misc]  # a list of rows, as JSON has it
        assert pairing["reason"] == "moved away"


def test_who_was_removed_is_told_all_the_same_and_who_was_purged_is_not(desk: Desk) -> None:
    employ(desk, it("Ana"))
    people.remove(desk, "ana@x.example")
    person = personal_data(desk, "ana@x.example")["person"]
    assert isinstance(person, dict)
    assert (person["name"], person["removed"]) == ("Ana", True)
    purge(desk, "ana@x.example")
    for email in ("ana@x.example", "purged-1@purged.invalid", "nobody@x.example"):
        with pytest.raises(NotFound):
            personal_data(desk, email)
