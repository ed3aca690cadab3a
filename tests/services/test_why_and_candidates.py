"""Why two people are paired, or are not, and who else could be."""

from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.days import Days
from ridealong.domain.errors import NotFound, Refused
from ridealong.services.desk import Desk
from ridealong.services.explain.candidates import rank
from ridealong.services.explain.why import Why, why
from ridealong.services.explain.why_open import why_nobody
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import PairingRow
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import pins, plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from services.conftest import csv, employ, it, marketing, ride_alongs, week


def rules(found: Why) -> set[str]:
    return {one.rule for one in found.kept_apart}


def test_a_draft_is_explained_by_its_fit(small: Desk) -> None:
    name = ride_alongs(small)
    one = plans.plan(small, name).proposals[0]
    found = why(small, one.host.email, one.guest.email, name)
    assert (found.one.name, found.other.name) == (one.guest.name, one.host.name)  # the IT person first
    assert found.kept_apart == ()
    assert found.fit is not None
    assert found.fit.points == one.fit
    assert f"{one.guest.name} and {one.host.name} are proposed for {one.days}" in found.sentences[0]


def test_each_rule_that_keeps_two_apart_is_named_with_what_would_allow_it(desk: Desk) -> None:
    employ(
        desk,
        it("Ana", time_zone="America/Los_Angeles", manager="mia@x.example"),
        it("Ben"),
        marketing("Mia", time_zone="Europe/Berlin"),
    )
    limits.add_apart(desk, "ana@x.example", "mia@x.example", "a secret quarrel")
    found = why(desk, "ana@x.example", "mia@x.example")
    assert rules(found) == {"apart", "reporting line", "hours"}
    assert all(one.remedy for one in found.kept_apart)
    assert "quarrel" not in str(found)


def test_of_two_on_one_side_only_that_is_said(desk: Desk) -> None:
    employ(desk, it("Ana", time_zone="America/Los_Angeles", manager="ben@x.example"), it("Ben"), marketing("Mia"))
    both_it = why(desk, "ana@x.example", "ben@x.example")
    assert (rules(both_it), both_it.fit) == ({"side"}, None)
    assert "leads the other" not in " ".join(both_it.sentences)


def test_nothing_in_the_way_is_said_and_so_is_the_past(small: Desk, tmp_path: Path) -> None:
    assert why(small, "ana@x.example", "mia@x.example").sentences[0].startswith("Nothing keeps Ana and Mia apart")
    row = "Old,ride-along,ana@x.example,mia@x.example,it,2025-09-08,2025-09-12,held"
    import_history(small, csv(tmp_path, "program,kind,it_email,marketing_email,guest,start,end,state", row))
    found = why(small, "ana@x.example", "mia@x.example")
    assert "They have met once, last 2025-09-08 to 2025-09-12." in found.sentences
    assert found.fit is not None
    assert {part.name: part.points for part in found.fit.parts}["history"] == 5


def test_what_is_still_to_come_is_not_said_to_have_been(small: Desk, tmp_path: Path) -> None:
    rows = (
        "Old,ride-along,ana@x.example,mia@x.example,it,2025-09-08,2025-09-12,held",
        "Next,ride-along,ana@x.example,mia@x.example,it,2027-02-01,2027-02-05,published",
        "Later,ride-along,ana@x.example,mia@x.example,it,2027-05-03,2027-05-07,published",
    )
    import_history(small, csv(tmp_path, "program,kind,it_email,marketing_email,guest,start,end,state", *rows))
    found = why(small, "ana@x.example", "mia@x.example")
    assert found.sentences[1:3] == (
        "They have also met once, last 2025-09-08 to 2025-09-12.",
        "They are also to meet once, first 2027-05-03 to 2027-05-07.",
    )
    assert found.fit is not None
    said = {part.name: part.why for part in found.fit.parts}
    assert said["teams"].endswith(" have met 1 time, 1 more to come")
    assert said["history"] == "have met 1 time, 1 more to come"
    assert {part.name: part.points for part in found.fit.parts}["history"] == 3, "both count"


def past_of(desk: Desk, folder: Path, *rows: str) -> list[PairingRow]:
    """Pairings of Ana and Mia in the past, the first first."""
    lines = [f"Old,ride-along,ana@x.example,mia@x.example,it,{row}" for row in rows]
    import_history(desk, csv(folder, "program,kind,it_email,marketing_email,guest,start,end,state", *lines))
    return sorted(history.page(desk, history.HistoryQuery()).rows, key=lambda one: one.days.first)


def test_what_took_place_is_explained_by_what_came_before_it(small: Desk, tmp_path: Path) -> None:
    weeks = "2025-09-08,2025-09-12,held", "2026-01-05,2026-01-09,held", "2026-06-01,2026-06-05,ended"
    points = []
    for one in past_of(small, tmp_path, *weeks):
        found = why(small, "ana@x.example", "mia@x.example", pairing=one.id)
        assert found.sentences[0] == f"Ana and Mia were together {one.days} (Old)."
        assert any(said.startswith("They have also met 2 times, last ") for said in found.sentences)
        assert not any("Nothing keeps" in said for said in found.sentences)
        assert found.fit is not None
        points.append({part.name: part.points for part in found.fit.parts})
        assert (
            found.fit.parts[-1].why
            == ("have not met before", "have met once before", "have met 2 times before")[len(points) - 1]
        )
    assert points[0]["history"] > points[1]["history"] >= points[2]["history"]
    assert points[0]["teams"] > points[1]["teams"] >= points[2]["teams"]


def test_a_pairing_that_took_place_has_the_fit_with_which_it_was_planned(small: Desk, make_desk: MakeDesk) -> None:
    name = ride_alongs(small)
    plans.plan(small, name)
    publishing.publish(small, name, everything=True)
    later = make_desk(week(7).first)
    for one in plans.page(later, name).proposals:
        found = why(later, one.guest.email, one.host.email, pairing=one.id)
        assert f"{one.guest.name} and {one.host.name} were together {one.days}" in found.sentences[0]
        assert found.fit is not None
        assert found.fit.points == one.fit
        assert found.sentences[-1] == f"Their fit is {one.fit} of 100."


def test_what_was_planned_and_did_not_take_place_is_said_to_be_so(small: Desk, tmp_path: Path) -> None:
    weeks = "2025-09-08,2025-09-12,missed", "2026-01-05,2026-01-09,cancelled"
    for one in past_of(small, tmp_path, *weeks):
        found = why(small, "ana@x.example", "mia@x.example", pairing=one.id)
        assert found.sentences[0] == f"Ana and Mia were to be together {one.days} (Old), which was {one.state}."
        assert all(each.state != "cancelled" for each in found.paired)


def test_strangers_and_one_person_alone_are_refused(small: Desk) -> None:
    with pytest.raises(NotFound):
        why(small, "ana@x.example", "who@x.example")
    with pytest.raises(Refused, match=r"ANA@x.example is one person. Name two"):
        why(small, "ANA@x.example", "ana@x.example")
    with pytest.raises(Refused, match=r"Rounds are counted within a program. Name the program"):
        why(small, "ana@x.example", "mia@x.example", number=0)


def test_the_zone_of_the_program_counts_for_who_has_none(small: Desk) -> None:
    employ(small, it("Eve", time_zone="Asia/Tokyo"))
    name = ride_alongs(small)
    found = why(small, "eve@x.example", "mia@x.example", name)
    assert "hours" in rules(found)


def test_candidates_are_ranked_the_best_for_the_plan_first(desk: Desk) -> None:
    employ(
        desk,
        it("Ana", wants=("CRM",)),
        marketing("Mia"),
        marketing("Noa", "CRM", knows=("CRM",)),
        marketing("Oto"),
        marketing("Pia"),
    )
    name = ride_alongs(desk)
    limits.add_apart(desk, "ana@x.example", "mia@x.example", "a secret quarrel")
    absences.add_absences(desk, ["oto@x.example"], week(2), "surgery")
    found = rank(desk, "ana@x.example", name, 2).candidates
    assert [one.name for one in found if one.free] == ["Noa", "Pia"]
    against = {one.name: one.why for one in found if not one.free}
    assert "kept apart" in against["Mia"]
    assert against["Oto"] == "is away in round 3"
    assert "quarrel" not in str(found)
    assert "surgery" not in str(found)


def test_what_a_draft_adds_is_told_in_parts_with_the_next_best(small: Desk) -> None:
    name = ride_alongs(small)
    one = plans.plan(small, name).proposals[0]
    found = why(small, one.guest.email, one.host.email, name, one.round)
    assert {part.term for part in found.worth} >= {"placed", "fit"}
    assert next(part.points for part in found.worth if part.term == "fit") == one.fit
    assert any("besides filling a place" in said.casefold() for said in found.sentences)
    assert found.instead is not None
    assert found.instead.moved[0].guest.email == one.guest.email
    assert any("the next best" in said for said in found.sentences)


def test_the_cost_of_other_pairs_is_worked_out_with_who_would_move(small: Desk) -> None:
    name = ride_alongs(small)
    page = plans.plan(small, name)
    together = {(one.guest.email, one.host.email) for one in page.proposals}
    hosts = {one.host.email for one in page.proposals}
    guest = page.proposals[0].guest.email
    other = next(email for email in sorted(hosts) if (guest, email) not in together)
    found = why(small, guest, other, name)
    assert found.hindered is not None
    effect = found.hindered.effect
    assert effect is not None
    assert effect.points == sum(part.points for part in effect.stakes)
    assert effect.moved[0].guest.email == guest
    assert any(said.startswith(f"Together in round {effect.round + 1}") for said in found.sentences)
    (ranked,) = [one for one in rank(small, guest, name).candidates if one.email == other]
    assert ranked.points == effect.points


def test_rules_that_close_every_round_come_with_what_would_allow_the_pair(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"), marketing("Noa"))
    name = ride_alongs(desk, rounds=2)
    absences.add_absences(desk, ["mia@x.example"], week(0), "surgery")
    absences.add_absences(desk, ["ana@x.example"], week(1))
    plans.plan(desk, name)
    found = why(desk, "ana@x.example", "mia@x.example", name)
    assert found.sentences[0] == "Ana and Mia cannot be together in any round that is left."
    assert {"Mia is away in round 1.", "Ana is away in round 2."} <= set(found.sentences)
    assert "It would be allowed if Mia were there in round 1, or if Ana were there in round 2." in found.sentences
    assert "surgery" not in str(found)


def test_two_guests_for_one_host_are_named_as_the_reason_for_an_open_place(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"))
    name = ride_alongs(desk, rounds=1)
    page = plans.plan(desk, name)
    (place,) = page.open
    found = why_nobody(desk, place.guest.email, name, 0)
    assert {one.name for one in found.open[0].crowd} == {"Ana", "Ben"}
    assert "Ana and Ben can only be with Mia then, and there are seats for only one of them." in found.sentences[0]
    assert found.effect is not None
    assert found.effect.moved[1].after is None


def test_who_has_every_visit_has_no_open_place(small: Desk) -> None:
    name = ride_alongs(small)
    one = plans.plan(small, name).proposals[0]
    found = why_nobody(small, one.guest.email, name)
    assert found.open == ()
    assert f"{one.guest.name} visits {one.host.name} in round {one.round + 1}." in found.sentences
    with pytest.raises(Refused, match="is no guest of"):
        why_nobody(small, "mia@x.example", name)


def test_what_is_published_is_not_worked_out_again(small: Desk) -> None:
    name = ride_alongs(small)
    one = plans.plan(small, name).proposals[0]
    publishing.publish(small, name, everything=True)
    found = why(small, one.guest.email, one.host.email, name, one.round)
    assert found.hindered is None
    assert "are together" in found.sentences[0]


def test_a_host_who_must_rest_is_no_free_candidate(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"))
    name = ride_alongs(desk, enrol=("ana@x.example", "mia@x.example"))
    plans.plan(desk, name)
    number = plans.page(desk, name).proposals[0].round
    publishing.publish(desk, name, everything=True)
    programs.enrol(desk, name, "all")
    near = number + 1 if number < 5 else number - 1
    (mia,) = rank(desk, "ben@x.example", name, near).candidates
    assert not mia.free
    assert "rest" in mia.why


def met_lately(desk: Desk, tmp_path: Path) -> str:
    """A program in which Ana and Mia, who met three weeks before it, may not meet at first."""
    row = "Old,ride-along,ana@x.example,mia@x.example,it,2026-12-14,2026-12-18,held"
    import_history(desk, csv(tmp_path, "program,kind,it_email,marketing_email,guest,start,end,state", row))
    return ride_alongs(desk, repeat_days=40)


def test_who_met_too_recently_is_told_the_monday_from_which_they_may_meet(small: Desk, tmp_path: Path) -> None:
    name = met_lately(small, tmp_path)
    found = why(small, "ana@x.example", "mia@x.example", name, 0)
    assert "Ana may not meet Mia again before 2027-02-01." in found.sentences
    against = {one.name: one.why for one in rank(small, "ana@x.example", name, 0).candidates}
    assert against["Mia"] == "Ana may not meet Mia again before 2027-02-01"


def test_who_may_not_meet_in_any_round_is_told_so_once(small: Desk, tmp_path: Path) -> None:
    row = "Old,ride-along,ana@x.example,mia@x.example,it,2026-12-14,2027-01-08,published"
    import_history(small, csv(tmp_path, "program,kind,it_email,marketing_email,guest,start,end,state", row))
    found = why(small, "ana@x.example", "mia@x.example", ride_alongs(small))
    assert rules(found) == {"repeat"}
    assert "They are together until 2027-01-08, and 90 days must lie between." in found.sentences[1]
    assert not any("again before" in said for said in found.sentences)


def test_a_freeze_is_told_in_its_own_words_with_the_rounds_that_it_closes(small: Desk) -> None:
    name = ride_alongs(small)
    limits.add_freeze(small, "Brand", Days(week(1).first, week(2).last), "spring campaign")
    found = why(small, "ana@x.example", "mia@x.example", name)
    assert "Brand takes no part in rounds 2 and 3 (spring campaign)." in found.sentences


def test_who_is_away_is_said_to_be_away(small: Desk) -> None:
    name = ride_alongs(small)
    absences.add_absences(small, ["ana@x.example"], week(0, 6), "private matter")
    plans.plan(small, name)
    assert why_nobody(small, "ana@x.example", name, 1).sentences == ("Ana is away in round 2.",)
    assert why_nobody(small, "ana@x.example", name).sentences == ("Ana is away in every round.",)


def test_candidates_are_of_guests_and_rounds_to_come(small: Desk) -> None:
    name = ride_alongs(small)
    employ(small, it("Eve"))
    with pytest.raises(Refused, match=r"Eve takes no part in 'Spring ride-alongs'"):
        rank(small, "eve@x.example", name)
    with pytest.raises(Refused, match=r"Mia is no guest of 'Spring ride-alongs'. Guests are people of the IT side"):
        why_nobody(small, "mia@x.example", name)
    with pytest.raises(Refused, match=r"has no round 10 that is still to come"):
        rank(small, "ana@x.example", name, 9)


def test_guests_are_ranked_for_a_seat_of_a_host(desk: Desk) -> None:
    employ(
        desk,
        it("Ana", wants=("CRM",)),
        it("Ben"),
        it("Cho"),
        it("Dia"),
        marketing("Mia", knows=("CRM",)),
        marketing("Noa"),
    )
    limits.add_apart(desk, "cho@x.example", "mia@x.example", "a secret quarrel")
    absences.add_absences(desk, ["dia@x.example"], week(1), "surgery")
    name = ride_alongs(desk, rounds=2, host_rest_weeks=0)
    found = rank(desk, "MIA@x.example", name, 1).candidates
    assert [one.name for one in found if one.free] == ["Ana", "Ben"]
    assert {one.effect for one in found if one.free} == {"+1 place"}
    assert (found[0].fit > found[1].fit, found[0].round, found[0].moved[0].guest.name) == (True, 1, "Ana")
    against = {one.name: one.why for one in found if not one.free}
    assert "kept apart" in against["Cho"]
    assert against["Dia"] == "is away in round 2"
    assert "quarrel" not in str(found)
    assert "surgery" not in str(found)


def test_who_visits_a_host_already_comes_first_and_others_would_make_way(small: Desk) -> None:
    name = ride_alongs(small, rounds=1)
    page = plans.plan(small, name)
    one = page.proposals[0]
    found = rank(small, one.host.email, name, one.round).candidates
    assert (found[0].email, found[0].effect, found[0].round) == (one.guest.email, "now", one.round)
    others = [other for other in found[1:] if other.points is not None]
    assert [other.points for other in others] == sorted((other.points or 0 for other in others), reverse=True)
    assert {moved.guest.email for moved in others[0].moved} >= {one.guest.email, others[0].email}


def test_the_points_of_a_candidate_say_what_they_are_mostly_about(small: Desk, tmp_path: Path) -> None:
    row = "Old,ride-along,ana@x.example,noa@x.example,it,2025-09-08,2025-09-12,held"
    import_history(small, csv(tmp_path, "program,kind,it_email,marketing_email,guest,start,end,state", row))
    people.edit(small, "mia@x.example", {"capacity": 3})
    name = ride_alongs(small, rounds=1, host_visits=3)
    for guest, host in (("ana", "oto"), ("ben", "mia"), ("cho", "mia")):
        pins.add_pin(small, name, f"{guest}@x.example", f"{host}@x.example", 0)
    plans.plan(small, name)
    pins.remove_pin(small, name, "ana@x.example")
    found = {one.name: one for one in rank(small, "ana@x.example", name, 0).candidates}
    assert {who: one.stake for who, one in found.items()} == {"Oto": "", "Noa": "repeat", "Mia": "load"}
    assert found["Oto"].effect == "now"
