"""Groups repaired, what Today says of them, and what people answer."""

from datetime import timedelta
from pathlib import Path

import pytest

from ridealong.domain.days import Days
from ridealong.domain.errors import ChangedMeanwhile, NotFound, Refused
from ridealong.domain.pairings import State
from ridealong.domain.programs import EnrolmentState
from ridealong.domain.replies import Answer
from ridealong.services.attention import attention
from ridealong.services.attention.attention_items import Kind as Thing
from ridealong.services.desk import Desk
from ridealong.services.groups import gatherings
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.groups.repair_groups import repair_groups
from ridealong.services.invites import outbox
from ridealong.services.invites.export_invites import export
from ridealong.services.invites.feeds import write_feeds
from ridealong.services.people import absences, limits, people
from ridealong.services.programs import program_look, programs
from ridealong.services.replies import answers, typed_answers
from services.group_company import COFFEE, FIRST, SECOND, coffee, emails, group_of, later, of_round, planned, published

__all__ = ["planned", "published"]


def test_who_left_is_ill_or_declined_leaves_their_groups_and_all_others_stay(published: Desk, tmp_path: Path) -> None:
    people.remove(published, "i0@x.example")
    absences.add_absences(published, ["i1@x.example"], Days(FIRST, FIRST), "private matter")
    programs.enrol(published, COFFEE, ["m0@x.example"], EnrolmentState.DECLINED)
    tried = repair_groups(published, COFFEE, dry_run=True)
    done = repair_groups(published, COFFEE, shown=tried)
    first = {email for one in of_round(published, 0) for email in emails(one)}
    assert not first & {"i0@x.example", "i1@x.example", "m0@x.example"}
    second = {email for one in of_round(published, 1) for email in emails(one)}
    assert "i1@x.example" in second
    assert {one.reason for one in done.changes if one.email == "i1@x.example"} == {"I1 is away on 2027-01-13"}
    again = repair_groups(published, COFFEE)
    assert (again.changes, again.sentences) == ((), ("Coffee: every group can take place as it stands.",))


def test_whoever_is_left_alone_joins_another_group_and_theirs_is_called_off(desk: Desk) -> None:
    coffee(desk, 2, 2, rounds=1, group_size=2)
    plan_groups(desk, COFFEE)
    publish_groups(desk, COFFEE)
    first, second = of_round(desk, 0)
    gone, stays = first.people
    people.remove(desk, gone.email)
    assert [(one.start, len(one.to)) for one in outbox.rows(desk)] == [(FIRST, 2)]
    done = repair_groups(desk, COFFEE)
    assert done.cancelled == (first.id,)
    assert [(one.email, one.after) for one in done.changes] == [(gone.email, None), (stays.email, second.id)]
    assert emails(gatherings.show(desk, second.id)) == {*emails(second), stays.email}
    assert [(one.start, len(one.to)) for one in outbox.rows(desk)] == [(FIRST, 3)]


def test_who_is_kept_apart_by_now_gets_another_group(published: Desk) -> None:
    mine = of_round(published, 0)[0]
    one, other = mine.people[0], mine.people[-1]
    limits.add_apart(published, one.email, other.email, "private matter")
    assert any("are kept apart" in said for said in gatherings.show(published, mine.id).troubles)
    done = repair_groups(published, COFFEE)
    (change,) = [each for each in done.changes if each.round == 0]
    assert change.after not in (None, mine.id)
    assert group_of(published, one.email).id != group_of(published, other.email).id


def test_a_name_never_decides_whether_somebody_gets_another_group(published: Desk) -> None:
    who = of_round(published, 0)[0].people[0]
    people.edit(published, who.email, {"name": "Kim kept apart"})
    absences.add_absences(published, [who.email], Days(FIRST, FIRST), "private matter")
    (change,) = repair_groups(published, COFFEE).changes
    assert (change.after, change.reason) == (None, "Kim kept apart is away on 2027-01-13")


def test_a_repair_that_changed_meanwhile_is_shown_again(published: Desk) -> None:
    absences.add_absences(published, ["i1@x.example"], Days(FIRST, FIRST), "private matter")
    shown = repair_groups(published, COFFEE, dry_run=True)
    absences.add_absences(published, ["i2@x.example"], Days(FIRST, FIRST), "private matter")
    with pytest.raises(ChangedMeanwhile):
        repair_groups(published, COFFEE, shown=shown)


def test_today_says_which_groups_cannot_take_place(published: Desk) -> None:
    assert attention.everything(published, kinds=[Thing.GROUPS]) == ()
    absences.add_absences(published, ["i1@x.example"], Days(FIRST, FIRST), "private matter")
    (found,) = attention.everything(published, kinds=[Thing.GROUPS])
    assert (found.text, found.detail) == ("Coffee: 1 group cannot take place as it stands", "I1 is away on 2027-01-13")
    assert (found.people, found.remedy) == (("i1@x.example",), 'ridealong repair "Coffee"')
    repair_groups(published, COFFEE)
    assert attention.everything(published, kinds=[Thing.GROUPS]) == ()


def test_today_says_which_drafts_of_groups_are_to_be_published(planned: Desk) -> None:
    morning = attention.first(planned)
    (found,) = [item for some in morning.found for item in some.items]
    assert (found.text, found.groups, found.number) == ("Coffee: 8 drafts are not published", True, 8)
    on_the_day = later(planned, FIRST)
    (found,) = attention.everything(on_the_day, kinds=[Thing.DRAFTS])
    assert (found.number, found.days) == (8, Days(FIRST, SECOND))
    assert attention.everything(on_the_day, kinds=[Thing.UNPAIRED]) == ()


def test_drafts_of_a_coffee_that_is_over_are_not_on_today(planned: Desk) -> None:
    late = later(planned, FIRST + timedelta(days=1))
    assert attention.everything(late, kinds=[Thing.SPOILED]) == ()
    (found,) = attention.everything(late, kinds=[Thing.DRAFTS])
    assert (found.number, found.days) == (8, Days(SECOND, SECOND + timedelta(weeks=2)))
    assert attention.first(late).next.day == SECOND
    (row,) = programs.list_all(late)
    assert row.proposed == 8
    assert [one.proposed for one in program_look.look(late, COFFEE).rounds] == [0, 4, 4]


def test_the_feed_of_somebody_holds_their_coffees(published: Desk, tmp_path: Path) -> None:
    write_feeds(published, tmp_path / "feeds")
    (mine,) = [
        text for file in (tmp_path / "feeds").rglob("*.ics") if "NAME:Ridealong: I0\n" in (text := file.read_text())
    ]
    assert mine.count("SUMMARY:Coffee") == 2


def test_answers_are_kept_and_a_decline_frees_the_seat(published: Desk, tmp_path: Path) -> None:
    export(published, tmp_path / "out")
    mine = group_of(published, "i0@x.example")
    typed_answers.record(published, f"g{mine.id}", "i0@x.example", Answer.DECLINED, note="private matter")
    rows = [one for one in answers.rows(published, COFFEE) if one.uid == mine.uid]
    assert [(one.email, one.answer) for one in rows if one.answer] == [("i0@x.example", Answer.DECLINED)]
    assert (rows[0].named, rows[0].pairing) == (f"g{mine.id}", 0)
    seen = gatherings.show(published, mine.id)
    assert [who.email for who in seen.people if who.declined] == ["i0@x.example"]
    assert seen.troubles == ("I0 has declined",)
    done = repair_groups(published, COFFEE)
    assert [(one.email, one.after) for one in done.changes] == [("i0@x.example", None)]
    assert "i0@x.example" not in emails(gatherings.show(published, mine.id))


def test_an_answer_to_what_was_never_sent_says_so(published: Desk) -> None:
    mine = of_round(published, 0)[0]
    with pytest.raises(Refused, match="No invite"):
        typed_answers.record(published, f"g{mine.id}", mine.people[0].email, Answer.ACCEPTED)
    for nothing in ("g999", "g" + "9" * 40, "gx"):
        with pytest.raises(NotFound):
            typed_answers.record(published, nothing, mine.people[0].email, Answer.ACCEPTED)


def test_whoever_answers_from_a_new_address_is_known(published: Desk, tmp_path: Path) -> None:
    export(published, tmp_path / "out")
    mine = group_of(published, "i0@x.example")
    people.change_email(published, "i0@x.example", "ivo@x.example")
    done = typed_answers.record(published, mine.uid, "ivo@x.example", Answer.ACCEPTED)
    assert done.email == "i0@x.example"


def test_drafts_that_are_over_are_cleared_away_by_the_next_plan(planned: Desk) -> None:
    late = later(planned, FIRST + timedelta(days=1))
    assert of_round(late, 0) == []
    publish_groups(late, COFFEE)
    assert [one.state for one in gatherings.page(late, COFFEE).groups] == [State.PUBLISHED] * 8
    with pytest.raises(NotFound):
        gatherings.show(late, 1)
