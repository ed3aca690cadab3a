"""Placing a candidate: in an open place, in a draft, or where somebody else cannot come; one step, one undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar

from ridealong.domain.errors import ChangedMeanwhile, NotFound, Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import State
from ridealong.domain.replies import Answer
from ridealong.services.changes import drafts
from ridealong.services.changes.placing import place, place_chosen
from ridealong.services.desk import Desk
from ridealong.services.explain.candidates import Ranking, rank
from ridealong.services.invites import export_invites, outbox
from ridealong.services.invites.meeting_rows import MeetingQuery, list_meetings
from ridealong.services.journal import undo
from ridealong.services.people import absences, limits, people
from ridealong.services.plans import pins, plans
from ridealong.services.plans.plan_views import Proposal
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.services.replies import answers, typed_answers
from services.built import built
from services.conftest import SPRING, employ, it, marketing, two_pairs_planned, week
from services.undo_cases import content


def mail(name: str) -> str:
    return f"{name.lower()}@x.example"


def shown(desk: Desk, guest: str) -> Proposal:
    return next(one for one in plans.page(desk, SPRING).proposals if one.guest.name == guest)


def pairs(desk: Desk) -> set[tuple[str, str, int]]:
    return {(one.guest.name, one.host.name, one.round) for one in plans.page(desk, SPRING).proposals}


def open_places(desk: Desk) -> set[tuple[str, int]]:
    return {(one.guest.name, one.round) for one in plans.page(desk, SPRING).open}


def drafted(desk: Desk) -> None:
    """Ana with Mia and Ben with Noa in the first round; Oto has nobody."""
    two_pairs_planned(desk, rounds=2)
    pins.remove_pin(desk, SPRING, mail("Ana"))
    pins.remove_pin(desk, SPRING, mail("Ben"))


def published(desk: Desk) -> None:
    drafted(desk)
    publishing.publish(desk, SPRING)


@pytest.fixture
def plan(desk: Desk) -> Desk:
    return built(desk, drafted)


@pytest.fixture
def told(desk: Desk, tmp_path: Path) -> Desk:
    """The same, published, and the invites exported."""
    built(desk, published)
    export_invites.export(desk, tmp_path / "first")
    return desk


def exported(desk: Desk, folder: Path) -> list[tuple[str, str, int, str, set[str]]]:
    """What is due, as a calendar program reads it: method, title, sequence, UID, and to whom it goes."""
    rows = []
    for file in export_invites.export(desk, folder).files:
        calendar = Calendar.from_ical(Path(file).read_bytes())
        for event in calendar.walk("VEVENT"):
            to = event.get("ATTENDEE", [])
            whom = {str(one).removeprefix("mailto:") for one in (to if isinstance(to, list) else [to])}
            method, title = str(calendar["METHOD"]), str(event["SUMMARY"])
            rows.append((method, title, int(str(event["SEQUENCE"])), str(event["UID"]), whom))
    return rows


def test_a_candidate_takes_the_place_of_a_draft_which_is_pinned_then(plan: Desk) -> None:
    before, number = content(plan), shown(plan, "Ana").id
    placed = place(plan, mail("Ana"), SPRING, 0, mail("Oto"))
    assert pairs(plan) == {("Ana", "Oto", 0), ("Ben", "Noa", 0)}
    one = shown(plan, "Ana")
    assert (one.id, one.pinned, one.state, placed.id, placed.published) == (number, True, State.PROPOSED, number, False)
    assert placed.sentences == ("Ana is with Oto in round 1, pinned.",)
    undo.undo(plan)
    assert content(plan) == before


def test_an_open_place_is_filled_and_is_open_no_longer(plan: Desk) -> None:
    drafts.cancel(plan, shown(plan, "Ana").id)
    assert ("Ana", 0) in open_places(plan)
    placed = place(plan, mail("Ana"), SPRING, 0, mail("Mia"))
    assert ("Ana", "Mia", 0) in pairs(plan)
    assert ("Ana", 0) not in open_places(plan)
    assert (placed.published, shown(plan, "Ana").pinned) == (False, True)


def test_who_has_to_make_way_moves_in_the_same_step(plan: Desk) -> None:
    placed = place(plan, mail("Ana"), SPRING, 0, mail("Noa"))
    assert ("Ana", "Noa", 0) in pairs(plan)
    assert {one.guest.name for one in placed.moved} == {"Ana", "Ben"}
    assert ("Ben", "Noa", 0) not in pairs(plan)
    assert len(plans.page(plan, SPRING).proposals) == 2
    undo.undo(plan)
    assert pairs(plan) == {("Ana", "Mia", 0), ("Ben", "Noa", 0)}


def test_a_guest_is_placed_in_a_free_seat_of_a_host(plan: Desk) -> None:
    placed = place(plan, mail("Oto"), SPRING, 0, mail("Ben"))
    assert (placed.guest.name, placed.host.name) == ("Ben", "Oto")
    assert pairs(plan) == {("Ana", "Mia", 0), ("Ben", "Oto", 0)}


def test_who_replaces_a_host_who_is_away_takes_the_published_visit_over(told: Desk, tmp_path: Path) -> None:
    number = shown(told, "Ana").id
    absences.add_absences(told, [mail("Mia")], week(0), "private matter")
    placed = place(told, mail("Ana"), SPRING, 0, mail("Oto"))
    one = shown(told, "Ana")
    assert (one.id, one.host.name, one.state, one.pinned, placed.published) == (
        number,
        "Oto",
        State.PUBLISHED,
        False,
        True,
    )
    uid = placed_uid(told, number)
    rows = sorted(row for row in exported(told, tmp_path / "then") if row[3] == uid)
    assert [(method, sequence, whom) for method, _, sequence, _, whom in rows] == [
        ("CANCEL", 1, {mail("Mia")}),
        ("REQUEST", 1, {mail("Ana"), mail("Oto")}),
    ]
    assert rows[1][1] == "Ride-along: Ana visits Oto"
    assert outbox.rows(told) == ()


def test_who_replaces_a_guest_who_declined_comes_instead_and_the_decline_is_settled(told: Desk, tmp_path: Path) -> None:
    row = next(one for one in answers.rows(told) if one.kind is MeetingKind.VISIT and one.email == mail("Ana"))
    typed_answers.record(told, row.uid, row.email, Answer.DECLINED)
    employ(told, it("Cho"))
    programs.enrol(told, SPRING, [mail("Cho")])
    assert shown(told, "Ana").declined_by == ("Ana",)
    placed = place(told, mail("Mia"), SPRING, 0, mail("Cho"))
    assert (placed.guest.name, placed.host.name, placed.published) == ("Cho", "Mia", True)
    assert shown(told, "Cho").declined_by == ()
    rows = [row for row in exported(told, tmp_path / "then") if row[3] == placed_uid(told, placed.id)]
    assert sorted((method, whom) for method, _, _, _, whom in rows) == [
        ("CANCEL", {mail("Ana")}),
        ("REQUEST", {mail("Cho"), mail("Mia")}),
    ]


def placed_uid(desk: Desk, number: int) -> str:
    found = list_meetings(desk, MeetingQuery(pairing=number))
    return next(one.uid for one in found if one.kind is MeetingKind.VISIT)


def _apart(desk: Desk) -> None:
    limits.add_apart(desk, mail("Ana"), mail("Oto"), "a secret quarrel")


def _reports(desk: Desk) -> None:
    people.edit(desk, mail("Ana"), {"manager": mail("Oto")})


def _away(desk: Desk) -> None:
    absences.add_absences(desk, [mail("Oto")], week(0), "private matter")


def _no_room(desk: Desk) -> None:
    people.edit(desk, mail("Oto"), {"capacity": 0})


@pytest.mark.parametrize(
    ("makes_it_so", "says"),
    [
        (_apart, "Oto cannot be with Ana: kept apart"),
        (_reports, "Oto cannot be with Ana: kept apart"),
        (_away, "Oto cannot be with Ana: is away in round 1"),
        (_no_room, "Oto cannot be with Ana: takes nobody in"),
    ],
)
def test_a_rule_forbids_it_and_nothing_is_changed(plan: Desk, makes_it_so: Callable[[Desk], None], says: str) -> None:
    makes_it_so(plan)
    before = content(plan)
    with pytest.raises(Refused, match=says) as refused:
        place(plan, mail("Ana"), SPRING, 0, mail("Oto"))
    assert not any(word in str(refused.value) for word in ("quarrel", "private"))
    assert content(plan) == before


def test_who_is_there_on_the_same_side_or_takes_no_part_is_refused(plan: Desk) -> None:
    with pytest.raises(Refused, match="Mia is the host in round 1"):
        place(plan, mail("Ana"), SPRING, 0, mail("Mia"))
    with pytest.raises(Refused, match="Ben and Ana are on the same side"):
        place(plan, mail("Ana"), SPRING, 0, mail("Ben"))
    employ(plan, marketing("Zoe"))
    with pytest.raises(Refused, match="Zoe does not take part"):
        place(plan, mail("Ana"), SPRING, 0, mail("Zoe"))
    with pytest.raises(NotFound):
        place(plan, mail("Ana"), SPRING, 0, mail("Nobody"))


def test_what_is_published_and_can_take_place_is_not_replaced(told: Desk) -> None:
    with pytest.raises(Refused, match="Oto cannot be with Ana"):
        place(told, mail("Ana"), SPRING, 0, mail("Oto"))


def _ranked(desk: Desk) -> Ranking:
    return rank(desk, mail("Ana"), SPRING, 0)


def test_each_candidate_comes_with_the_effect_on_the_whole_plan_in_words(plan: Desk) -> None:
    people.edit(plan, mail("Ana"), {"wants": ("crm",)})
    people.edit(plan, mail("Oto"), {"knows": ("crm",)})
    absences.add_absences(plan, [mail("Noa")], week(0))
    ranking = _ranked(plan)
    said = {one.name: " ".join(ranking.sentences(one)) for one in ranking.candidates}
    assert "points for the whole plan. In all: " in said["Oto"]
    assert said["Oto"].endswith("more. Better off: Ana. Ana would visit Oto instead of Mia in round 1.")
    assert said["Noa"] == "Noa: not possible: is away in round 1."
    assert said["Mia"] == "Mia: is the host in round 1."
    assert [one.name for one in ranking.candidates] == ["Mia", "Oto", "Noa"]


def test_a_candidate_is_placed_as_ranked_or_not_at_all(plan: Desk) -> None:
    ranking = _ranked(plan)
    oto = next(one for one in ranking.candidates if one.name == "Oto")
    drafts.cancel(plan, shown(plan, "Ana").id)
    with pytest.raises(ChangedMeanwhile):
        place_chosen(plan, ranking, oto)
    ranking = _ranked(plan)
    absences.add_absences(plan, [mail("Oto")], week(0))
    oto = next(one for one in ranking.candidates if one.name == "Oto")
    with pytest.raises(Refused, match="Oto is away in round 1"):
        place_chosen(plan, ranking, oto)
    assert not any(one.guest.name == "Ana" for one in plans.page(plan, SPRING).proposals)
