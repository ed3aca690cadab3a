"""How far debriefs are, for a list of pairings: of those alone that want one, or of which something is noted."""

from datetime import timedelta

from conftest import MakeDesk
from ridealong.services.desk import Desk
from ridealong.services.outcomes import debriefs, history
from ridealong.services.outcomes.debrief_marks import marks
from ridealong.services.outcomes.debriefs import Outcome
from ridealong.services.outcomes.history import HistoryQuery
from ridealong.services.publishing import publishing
from services.conftest import SPRING, START, two_pairs_planned


def told(desk: Desk) -> dict[str, str]:
    rows = history.page(desk, HistoryQuery()).rows
    found = marks(desk, rows)
    return {row.it_name: found[row.id].words for row in rows if row.id in found}


def test_a_debrief_is_missed_once_the_visit_is_over_and_overdue_two_weeks_later(
    desk: Desk, make_desk: MakeDesk
) -> None:
    two_pairs_planned(desk, rounds=1)
    publishing.publish(desk, SPRING, everything=True)
    friday = START + timedelta(days=4)
    assert told(make_desk(friday)) == {}
    over = make_desk(friday + timedelta(days=1))
    assert set(told(over).values()) == {"no debrief yet"}
    (ana,) = (row.id for row in history.page(over, HistoryQuery()).rows if row.it_name == "Ana")
    debriefs.note(over, ana, Outcome(learned=["This"]))
    late = told(make_desk(friday + timedelta(days=16)))
    assert late == {"Ana": "1 thing learned, 2 days overdue", "Ben": "no debrief yet, 2 days overdue"}
    debriefs.note(over, ana, Outcome(learned=["That"]))
    assert told(make_desk(friday + timedelta(days=16)))["Ana"] == "2 things learned"
