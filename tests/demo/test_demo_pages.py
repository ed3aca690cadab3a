"""Everything that a coordinator looks at can be looked at in the made-up company, and worked with."""

from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pytest

from ridealong.demo.build import open_demo
from ridealong.demo.programs import BUDDIES, SPRING
from ridealong.domain.people import Side
from ridealong.services.board import board
from ridealong.services.desk import Desk
from ridealong.services.explain.candidates import rank
from ridealong.services.explain.why import why
from ridealong.services.groups import gatherings
from ridealong.services.groups.publish_groups import compare_groups
from ridealong.services.invites import export_invites, outbox
from ridealong.services.outcomes import history
from ridealong.services.people import people, people_list
from ridealong.services.plans import plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.services.reports import report
from ridealong.services.teams import teams
from thorough import examples, thorough_only


@pytest.mark.parametrize(
    "size", ["tiny", "pilot", *(pytest.param(one, marks=thorough_only) for one in ("standard", "large"))], indirect=True
)
def test_every_page_opens(desk: Desk) -> None:
    rows = people_list.page(desk, people_list.PeopleQuery()).rows
    for row in rows[: examples(40)]:
        assert people.show(desk, row.email).person.name == row.name
    for program in programs.list_all(desk, archived=True):
        assert programs.show(desk, program.name).program.name == program.name
        assert report.report(desk, program.name).program == program.name
        if program.kind.gathers:
            assert gatherings.page(desk, program.name).groups
            assert compare_groups(desk, program.name).sentences
            continue
        if program.kind.in_teams:
            assert teams.page(desk, program.name).teams
            continue
        assert plans.page(desk, program.name).program.name == program.name
        assert publishing.compare(desk, program.name).sentences
    assert history.page(desk, history.HistoryQuery(), 0, 20).total >= 2
    assert board.board(desk, board.BoardQuery(first=board.first_week(desk), weeks=13), 0, 50).total == len(rows)
    assert outbox.rows(desk)


def test_why_and_candidates(desk: Desk) -> None:
    drafts = plans.page(desk, SPRING).proposals
    assert why(desk, drafts[0].guest.email, drafts[0].host.email, SPRING).sentences
    assert rank(desk, drafts[0].guest.email, SPRING).candidates


def test_the_board_of_every_week_opens(standard: Desk) -> None:
    assert board.board(standard, board.BoardQuery(first=board.first_week(standard), weeks=26, program=BUDDIES), 0, 99)


def test_the_spring_can_be_published_and_exported(demo_file: Callable[[str], Path], tmp_path: Path) -> None:
    path = Path(copy(demo_file("standard"), tmp_path / "mine.db"))
    desk = open_demo(path)
    before = len(outbox.rows(desk))
    done = publishing.publish(desk, SPRING, without_agreement="The sponsor is back on Monday")
    assert done.invites > 0
    exported = export_invites.export(desk, tmp_path / "out")
    assert len(exported.files) == before + done.invites
    assert not outbox.rows(desk)
    assert not export_invites.export(desk, tmp_path / "out").files
    desk.close()


def test_the_coordinator_is_made_up(standard: Desk) -> None:
    assert standard.actor == "demo"
    assert standard.organizer.email.endswith("@brightwater.example")
    assert {one.guest_side for one in programs.list_all(standard)} == {Side.IT}
