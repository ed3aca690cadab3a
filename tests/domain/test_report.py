"""The report as a document: what it shows of few answers, and of many teams."""

from datetime import date

from ridealong.domain.people import Side
from ridealong.domain.report import ENOUGH_ANSWERS, Matrix, MatrixCell, ReachOfTeam, Tally, department, ratings_of


def test_ratings_are_shown_from_five_answers_on() -> None:
    few = ratings_of(Side.IT, [5] * (ENOUGH_ANSWERS - 1))
    assert (few.answers, few.average, few.spread) == (4, None, None)
    enough = ratings_of(Side.IT, [5, 4, 4, 1, 5])
    assert (enough.answers, enough.average, enough.spread) == (5, 3.8, (1, 0, 0, 2, 2))


def test_what_was_planned_is_all_that_was_ever_published() -> None:
    tally = Tally(first=date(2027, 1, 4), held=3, missed=1, ended=1, unmarked=2, cancelled=4, under_way=5, coming=6)
    assert (tally.over, tally.planned) == (7, 22)


def test_a_department_is_the_sum_of_its_teams() -> None:
    teams = [
        ReachOfTeam(side=Side.IT, team="Data", people=4, enrolled=3, met=1),
        ReachOfTeam(side=Side.IT, team="Web", people=2, enrolled=2, met=2),
        ReachOfTeam(side=Side.MARKETING, team="Brand", people=9, enrolled=9, met=9),
    ]
    whole = department(Side.IT, teams)
    assert (whole.people, whole.enrolled, whole.met, whole.percent) == (6, 5, 3, 50)
    assert department(Side.IT, ()).percent == 0


def test_of_too_many_teams_those_that_meet_most_are_left_in_their_order() -> None:
    cells = {(f"T{n}", "Brand"): MatrixCell(met=n) for n in range(9)}
    found = Matrix(it_teams=tuple(f"T{n}" for n in range(9)), marketing_teams=("Brand",), cells=cells).busiest(3)
    assert found.it_teams == ("T6", "T7", "T8")
    assert found.marketing_teams == ("Brand",)
    assert found.cell("T0", "CRM") == MatrixCell()
