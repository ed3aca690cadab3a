"""Whoever declined a visit and has left the program since keeps no repair of it from being worked out."""

from pathlib import Path

from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import State
from ridealong.domain.programs import EnrolmentState
from ridealong.domain.replies import Answer
from ridealong.services.desk import Desk
from ridealong.services.invites import export_invites
from ridealong.services.plans import pins, plans
from ridealong.services.programs import programs
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from ridealong.services.replies import answers, typed_answers
from services.conftest import SPRING, employ, it, marketing, ride_alongs

ANA, MIA, NOA = (f"{name}@x.example" for name in ("ana", "mia", "noa"))


def test_a_host_who_declined_and_then_left_is_no_part_of_a_repair(desk: Desk, tmp_path: Path) -> None:
    employ(desk, it("Ana"), marketing("Mia"), marketing("Noa"))
    ride_alongs(desk, rounds=2)
    pins.add_pin(desk, SPRING, ANA, MIA, 1)
    plans.plan(desk, SPRING)
    publishing.publish(desk, SPRING)
    export_invites.export(desk, tmp_path / "out")
    (row,) = [one for one in answers.rows(desk) if one.kind is MeetingKind.VISIT and one.email == MIA]
    typed_answers.record(desk, row.uid, MIA, Answer.DECLINED)
    repairs.repair(desk, SPRING)
    programs.enrol(desk, SPRING, [MIA], state=EnrolmentState.DECLINED)
    assert host(desk) == NOA
    employ(desk, marketing("Oto"))
    programs.enrol(desk, SPRING, ["oto@x.example"])
    programs.enrol(desk, SPRING, [NOA], state=EnrolmentState.DECLINED)
    repairs.repair(desk, SPRING)
    assert host(desk) == "oto@x.example"


def host(desk: Desk) -> str:
    """Whom Ana visits."""
    (one,) = [each for each in plans.page(desk, SPRING).proposals if each.state in (State.PUBLISHED, State.PROPOSED)]
    return one.host.email
