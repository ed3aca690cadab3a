"""Steps of visits: the template of a program, what is done for a pairing, and what is still open."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import TODAY, MakeDesk
from ridealong.domain.days import FixedClock
from ridealong.domain.errors import ChangedMeanwhile, InvalidValue, NotFound, Refused
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import State
from ridealong.domain.programs import Kind
from ridealong.domain.steps import MOST_STEPS, Phase, VisitStep, Who, default_steps
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites, outbox
from ridealong.services.journal.undo import undo
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.plans import plans
from ridealong.services.programs import program_copies, steps
from ridealong.services.programs.program_copies import Copy
from ridealong.services.programs.steps import StepChange
from ridealong.services.publishing import publishing
from services.conftest import SPRING, START, buddies, ride_alongs, two_pairs_planned
from services.mailing import KIM

BADGE = VisitStep(phase=Phase.BEFORE, who=Who.GUEST, text="Order a badge")
DEFAULT = default_steps(Kind.RIDE_ALONG)


def texts(desk: Desk, program: str = SPRING) -> list[str]:
    return [one.step.text for one in steps.template(desk, program).steps]


def test_a_program_has_the_steps_of_all_programs_until_something_is_said(small: Desk) -> None:
    ride_alongs(small)
    found = steps.template(small, SPRING.upper())
    assert (found.program, found.own) == (SPRING, False)
    assert [(one.number, one.step) for one in found.steps] == list(enumerate(DEFAULT, 1))


def test_a_step_is_added_at_the_end_of_its_phase(small: Desk) -> None:
    ride_alongs(small)
    found = steps.add_step(small, SPRING, replace(BADGE, text="  Order  a badge "))
    assert found.own
    assert [one.step for one in found.steps] == [*DEFAULT[:4], BADGE, *DEFAULT[4:]]
    assert [one.number for one in found.steps] == [1, 2, 3, 4, 5, 6, 7]
    undo(small)
    assert not steps.template(small, SPRING).own


def test_a_step_is_changed_and_taken_out(small: Desk) -> None:
    ride_alongs(small)
    steps.edit_step(small, SPRING, 1, StepChange(text="Close two meetings"))
    found = steps.edit_step(small, SPRING, 2, StepChange(phase=Phase.DURING, who=Who.GUEST))
    assert [one.step.text for one in found.steps] == [
        "Close two meetings",
        *(one.text for one in (DEFAULT[2], DEFAULT[3], DEFAULT[4], DEFAULT[1], DEFAULT[5])),
    ]
    assert found.steps[4].step == replace(DEFAULT[1], phase=Phase.DURING, who=Who.GUEST)
    assert [one.step.text for one in steps.remove_step(small, SPRING, 1).steps] == texts(small)
    assert "Close two meetings" not in texts(small)
    assert steps.reset_steps(small, SPRING).own is False
    assert texts(small) == [one.text for one in DEFAULT]


def test_a_program_may_have_no_steps_at_all(small: Desk) -> None:
    ride_alongs(small)
    for _ in DEFAULT:
        found = steps.remove_step(small, SPRING, 1)
    assert (found.own, found.steps) == (True, ())
    assert [one.step for one in steps.add_step(small, SPRING, BADGE).steps] == [BADGE]
    assert steps.remove_step(small, SPRING, 1).steps == ()
    steps.reset_steps(small, SPRING)
    assert texts(small) == [one.text for one in DEFAULT]


def test_what_cannot_be_a_step_is_refused(small: Desk) -> None:
    ride_alongs(small)
    buddies(small)
    with pytest.raises(InvalidValue, match="A step needs its text"):
        steps.add_step(small, SPRING, replace(BADGE, text=" "))
    with pytest.raises(InvalidValue, match=r"There is no step 7\. They count from 1 to 6"):
        steps.remove_step(small, SPRING, 7)
    with pytest.raises(Refused, match="Nothing is said"):
        steps.edit_step(small, SPRING, 1, StepChange())
    with pytest.raises(NotFound, match="There is no program 'Nix'"):
        steps.template(small, "Nix")
    with pytest.raises(Refused, match="nobody visits anybody in it"):
        steps.add_step(small, "Buddies", BADGE)
    assert not steps.template(small, SPRING).own
    assert steps.template(small, "Buddies").steps == ()


def test_a_program_has_no_more_steps_than_anybody_would_read(small: Desk) -> None:
    ride_alongs(small)
    for number in range(MOST_STEPS - len(DEFAULT)):
        steps.add_step(small, SPRING, replace(BADGE, text=f"Step {number}"))
    with pytest.raises(Refused, match=f"has {MOST_STEPS} steps already"):
        steps.add_step(small, SPRING, BADGE)


def test_a_copied_program_has_the_same_steps(small: Desk) -> None:
    ride_alongs(small)
    program_copies.copy(small, SPRING, Copy(name="Summer"))
    assert not steps.template(small, "Summer").own
    steps.add_step(small, SPRING, BADGE)
    program_copies.copy(small, SPRING, Copy(name="Autumn"))
    assert texts(small, "Autumn") == texts(small)
    steps.remove_step(small, SPRING, 1)
    assert len(texts(small, "Autumn")) == len(texts(small)) + 1
    for _ in texts(small):
        steps.remove_step(small, SPRING, 1)
    program_copies.copy(small, SPRING, Copy(name="Winter"))
    assert texts(small, "Winter") == []


def visit(desk: Desk) -> int:
    """The pairing of the desk `one`."""
    return history.page(desk, HistoryQuery(states=(State.PUBLISHED,))).rows[0].id


def done(desk: Desk) -> list[tuple[int, date]]:
    return [(one.number, one.done) for one in steps.of_pairing(desk, visit(desk)).steps if one.done]


def test_steps_of_a_visit_are_ticked_off(one: Desk) -> None:
    found = steps.of_pairing(one, visit(one))
    assert (found.guest, found.host_email, found.days.first) == ("Ana", "mia@x.example", START)
    assert [each.step for each in found.steps] == list(DEFAULT)
    steps.mark(one, visit(one), [2, 4, 2])
    steps.mark(one, visit(one), [1], day=date(2027, 1, 2))
    assert done(one) == [(1, date(2027, 1, 2)), (2, TODAY), (4, TODAY)]
    # What is done stays done on its day.
    steps.mark(one, visit(one), [1])
    assert done(one)[0] == (1, date(2027, 1, 2))
    steps.mark(one, visit(one), [1, 3], done=False)
    assert done(one) == [(2, TODAY), (4, TODAY)]
    found = steps.of_pairing(one, visit(one))
    assert [each.number for each in found.open(Phase.BEFORE)] == [1, 3]


def test_ticking_off_makes_no_invite_due(one: Desk, tmp_path: Path) -> None:
    export_invites.export(one, tmp_path / "sent")
    steps.mark(one, visit(one), [2])
    assert outbox.rows(one) == ()
    steps.add_step(one, SPRING, BADGE)
    kinds = {row.kind for row in outbox.rows(one)}
    assert kinds == {MeetingKind.PREP, MeetingKind.VISIT}
    steps.remove_step(one, SPRING, 5)
    assert outbox.rows(one) == ()


def test_nothing_is_written_where_nothing_was_done_before(one: Desk) -> None:
    version = one.version()
    steps.mark(one, visit(one), [1], done=False)
    assert one.version() == version
    assert not steps.template(one, SPRING).own


def test_what_cannot_be_ticked_off_is_refused(one: Desk) -> None:
    number = visit(one)
    with pytest.raises(InvalidValue, match="There is no step 9"):
        steps.mark(one, number, [1, 9])
    with pytest.raises(InvalidValue, match="is still to come"):
        steps.mark(one, number, [1], day=TODAY + timedelta(days=1))
    with pytest.raises(NotFound, match="There is no pairing 99"):
        steps.mark(one, 99, [1])
    assert not steps.template(one, SPRING).own


def test_drafts_and_buddies_have_nothing_to_tick_off(desk: Desk) -> None:
    two_pairs_planned(desk)
    draft = plans.page(desk, SPRING).proposals[0]
    assert len(steps.of_pairing(desk, draft.id).steps) == len(DEFAULT)
    with pytest.raises(Refused, match="is a draft, of which nobody knows yet"):
        steps.mark(desk, draft.id, [1])
    buddies(desk)
    plans.plan(desk, "Buddies")
    with pytest.raises(Refused, match="nobody visits anybody"):
        steps.of_pairing(desk, plans.page(desk, "Buddies").proposals[0].id)


def test_a_step_that_is_taken_out_takes_with_it_what_was_done_of_it(one: Desk) -> None:
    steps.mark(one, visit(one), [1, 2])
    steps.remove_step(one, SPRING, 1)
    assert done(one) == [(1, TODAY)]
    undo(one)
    assert done(one) == [(1, TODAY), (2, TODAY)]
    steps.reset_steps(one, SPRING)
    assert done(one) == []


def test_a_template_cannot_go_from_under_what_was_done(one: Desk, make_desk: MakeDesk) -> None:
    steps.add_step(one, SPRING, BADGE)
    other = replace(make_desk(), config=replace(one.config, coordinator="kim"))
    steps.mark(other, visit(other), [5])
    with pytest.raises(Refused, match="cannot be undone"):
        undo(one)


def open_ones(desk: Desk, days: int = 7) -> list[tuple[int, int]]:
    return [(one.pairing, len(one.open(Phase.BEFORE))) for one in steps.open_steps(desk, days).rows]


def test_open_steps_are_those_before_visits_that_begin_soon(one: Desk) -> None:
    number = visit(one)
    assert open_ones(one) == [(number, 4)]
    assert open_ones(one, 6) == []
    steps.mark(one, number, [1, 2, 3])
    assert open_ones(one) == [(number, 1)]
    assert open_ones(replace(one, clock=FixedClock(START))) == [(number, 1)]
    assert open_ones(replace(one, clock=FixedClock(START + timedelta(days=1)))) == []
    steps.mark(one, number, [4])
    assert open_ones(one) == []
    undo(one)
    drafts.cancel(one, number)
    assert open_ones(one) == []


def test_open_steps_come_by_the_page(desk: Desk) -> None:
    from ridealong.services.publishing import publishing  # noqa: PLC0415 - here alone

    two_pairs_planned(desk)
    assert steps.open_steps(desk).total == 0
    publishing.publish(desk, SPRING)
    everything = steps.open_steps(desk)
    assert everything.total == len(everything.rows) == 2
    page = steps.open_steps(desk, offset=1, limit=1)
    assert (page.rows, page.total, page.offset) == (everything.rows[1:], 2, 1)
    assert steps.open_steps(desk, program=SPRING).total == 2
    with pytest.raises(NotFound):
        steps.open_steps(desk, program="Nix")


def test_nobody_changes_a_step_that_somebody_else_has_changed_meanwhile(small: Desk, make_desk: MakeDesk) -> None:
    ride_alongs(small)
    seen = steps.add_step(small, SPRING, BADGE).steps[4].seen
    steps.edit_step(make_desk(), SPRING, 5, StepChange(who=Who.HOST))
    for act in (
        lambda: steps.edit_step(small, SPRING, 5, StepChange(text="x"), seen=seen),
        lambda: steps.remove_step(small, SPRING, 5, seen=seen),
    ):
        with pytest.raises(ChangedMeanwhile):
            act()


def test_a_step_seen_before_anything_was_said_is_that_step_or_none(one: Desk, make_desk: MakeDesk) -> None:
    seen, ticks, other = steps.template(one, SPRING).steps, steps.of_pairing(one, visit(one)).steps, make_desk()
    steps.remove_step(other, SPRING, 3)
    left = texts(one)
    for change in (
        lambda: steps.remove_step(one, SPRING, 4, seen=seen[3].seen),
        lambda: steps.edit_step(one, SPRING, 4, StepChange(text="Another"), seen=seen[3].seen),
        lambda: steps.remove_step(one, SPRING, 6, seen=seen[5].seen),
        lambda: steps.mark(one, visit(one), [4], seen={4: ticks[3].seen}),
    ):
        with pytest.raises(ChangedMeanwhile):
            change()
    assert (texts(one), done(one)) == (left, [])
    # What stands where it was seen, and as it was seen, is the step that was looked at.
    steps.mark(one, visit(one), [1], seen={1: ticks[0].seen})
    assert done(one) == [(1, TODAY)]
    assert texts_after_removal(one, seen[1]) == [left[0], *left[2:]]


def texts_after_removal(desk: Desk, looked_at: steps.TemplateStep) -> list[str]:
    found = steps.remove_step(desk, SPRING, looked_at.number, seen=looked_at.seen)
    return [each.step.text for each in found.steps]


def test_a_step_is_not_changed_twice_from_one_look_at_it(one: Desk) -> None:
    first = steps.template(one, SPRING).steps[0]
    left = texts_after_removal(one, first)
    with pytest.raises(ChangedMeanwhile, match=f"The steps of '{SPRING}' were changed meanwhile"):
        texts_after_removal(one, first)
    again = steps.template(one, SPRING).steps[0]
    texts_after_removal(one, again)
    with pytest.raises(ChangedMeanwhile):
        texts_after_removal(one, again)
    assert texts(one) == left[1:]


def test_a_step_is_ticked_off_as_it_was_seen_whatever_its_number_is_by_now(one: Desk, make_desk: MakeDesk) -> None:
    steps.add_step(one, SPRING, BADGE)
    seen, other = steps.of_pairing(one, visit(one)).steps, make_desk()
    steps.remove_step(other, SPRING, 1)
    steps.mark(one, visit(one), [5], seen={5: seen[4].seen})
    assert done(one) == [(4, TODAY)]
    assert texts(one)[3] == BADGE.text
    steps.mark(one, visit(one), [5], seen={5: seen[4].seen}, done=False)
    assert done(one) == []
    steps.edit_step(other, SPRING, 4, StepChange(text="Return the badge"))
    with pytest.raises(ChangedMeanwhile, match="Return the badge"):
        steps.mark(one, visit(one), [5], seen={5: seen[4].seen})


def test_what_was_done_for_a_visit_goes_where_its_publishing_is_taken_back(small: Desk, make_desk: MakeDesk) -> None:
    ride_alongs(small)
    plans.plan(small, SPRING)
    publishing.publish(small, SPRING, everything=True)
    number = plans.page(small, SPRING).proposals[0].id
    kim = make_desk(config=KIM)
    steps.mark(kim, number, [1, 2])
    undo(small)
    publishing.publish(small, SPRING, everything=True)
    assert [one.done for one in steps.of_pairing(small, number).steps] == [None] * len(DEFAULT)
