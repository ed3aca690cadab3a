"""Why two people are paired, or are not, and who else could be."""

from pathlib import Path

import pytest

from ridealong.domain.errors import NotFound, Refused
from ridealong.services import limits, plans, programs, publishing
from ridealong.services.candidates import candidates
from ridealong.services.desk import Desk
from ridealong.services.import_history import import_history
from ridealong.services.why import Why, why
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
    both_it = why(desk, "ana@x.example", "ben@x.example")
    assert (rules(both_it) >= {"side"}, both_it.fit) == (True, None)


def test_nothing_in_the_way_is_said_and_so_is_the_past(small: Desk, tmp_path: Path) -> None:
    assert why(small, "ana@x.example", "mia@x.example").sentences[0].startswith("Nothing keeps Ana and Mia apart")
    row = "Old,ride-along,ana@x.example,mia@x.example,it,2025-09-08,2025-09-12,held"
    import_history(small, csv(tmp_path, "program,kind,it_email,marketing_email,guest,start,end,state", row))
    found = why(small, "ana@x.example", "mia@x.example")
    assert "They have met once, last 2025-09-08 to 2025-09-12." in found.sentences
    assert found.fit is not None
    assert {part.name: part.points for part in found.fit.parts}["history"] == 5


def test_strangers_and_one_person_alone_are_refused(small: Desk) -> None:
    with pytest.raises(NotFound):
        why(small, "ana@x.example", "who@x.example")
    with pytest.raises(Refused, match=r"ANA@x.example is one person. Name two"):
        why(small, "ANA@x.example", "ana@x.example")


def test_the_zone_of_the_program_counts_for_who_has_none(small: Desk) -> None:
    employ(small, it("Eve", time_zone="Asia/Tokyo"))
    name = ride_alongs(small)
    found = why(small, "eve@x.example", "mia@x.example", name)
    assert "hours" in rules(found)


def test_candidates_are_ranked_the_free_and_best_first(desk: Desk) -> None:
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
    limits.add_absence(desk, "oto@x.example", week(2), "surgery")
    found = candidates(desk, "ana@x.example", name, 2)
    assert [one.name for one in found if one.free] == ["Noa", "Pia"]
    against = {one.name: one.why for one in found if not one.free}
    assert "kept apart" in against["Mia"]
    assert against["Oto"] == f"away {week(2)}"
    assert "quarrel" not in str(found)
    assert "surgery" not in str(found)


def test_a_host_who_must_rest_is_no_free_candidate(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), marketing("Mia"))
    name = ride_alongs(desk, enrol=("ana@x.example", "mia@x.example"))
    plans.plan(desk, name)
    number = plans.page(desk, name).proposals[0].round
    publishing.publish(desk, name, everything=True)
    programs.enrol(desk, name, "all")
    near = number + 1 if number < 5 else number - 1
    (mia,) = candidates(desk, "ben@x.example", name, near)
    assert not mia.free
    assert "rest" in mia.why


def test_candidates_are_of_guests_and_rounds_to_come(small: Desk) -> None:
    name = ride_alongs(small)
    with pytest.raises(Refused, match=r"Mia is no guest of 'Spring ride-alongs'. Guests are people of the IT side"):
        candidates(small, "mia@x.example", name)
    with pytest.raises(Refused, match=r"has no round 10 that is still to come"):
        candidates(small, "ana@x.example", name, 9)
