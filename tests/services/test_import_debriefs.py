"""Answers of debrief forms, imported: whose they are, which visit they are about, and nothing twice."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import TODAY, MakeDesk
from exchange.form_exports import GOOGLE, MICROSOFT
from ridealong.domain.errors import ChangedMeanwhile, NotFound
from ridealong.domain.people import Side
from ridealong.exchange.form_days import DayOrder
from ridealong.services.desk import Desk
from ridealong.services.importing import ImportReport
from ridealong.services.journal import undo
from ridealong.services.outcomes import ideas
from ridealong.services.outcomes.debrief_pages import DebriefPage, page
from ridealong.services.outcomes.debriefs import Correction, Outcome, correct, note, take_back
from ridealong.services.outcomes.ideas import IdeaChange, IdeaQuery
from ridealong.services.outcomes.import_debriefs import DebriefImport, import_debriefs
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import people
from services.conftest import csv

ANA, MIA = "ana@x.example", "mia@x.example"
LATER = date(2027, 2, 1)
VISITS = (
    ("ana", "mia", "it", "2027-01-11", "2027-01-15"),
    ("ana", "noa", "it", "2027-01-18", "2027-01-22"),
    ("ben", "mia", "it", "2027-01-18", "2027-01-22"),
    ("cho", "mia", "it", "2027-01-18", "2027-01-22"),
    ("cho", "oto", "marketing", "2027-01-25", "2027-01-29"),
)
HEADER = "Timestamp,Email Address,What did you learn?,Rating,Ideas"


@pytest.fixture
def past(small: Desk, tmp_path: Path, make_desk: MakeDesk) -> Desk:
    """Five visits of a program called Past: pairings 1 to 5."""
    rows = [f"Past,ride-along,{it}@x.example,{mk}@x.example,{guest},{a},{b},held" for it, mk, guest, a, b in VISITS]
    import_history(small, csv(tmp_path, "program,kind,it_email,marketing_email,guest,start,end,state", *rows))
    return make_desk(LATER)


def take(desk: Desk, folder: Path, *rows: str, header: str = HEADER, **how: object) -> ImportReport:
    path = csv(folder, header, *rows, name="answers.csv")
    return import_debriefs(desk, path, DebriefImport(**how))  # type: ignore[arg-type]  # fields of a DebriefImport by name


def learned(desk: Desk, pairing: int) -> list[str]:
    return [one.text for one in page(desk, pairing).debrief.learned]


def refused(report: ImportReport) -> tuple[int, str, str, str]:
    (bad,) = report.rejected
    return bad.line, bad.column, bad.value, bad.problem


def test_an_answer_goes_to_the_visit_that_was_over_last(past: Desk, tmp_path: Path) -> None:
    take(past, tmp_path, f"2027-01-18,{ANA},This,4,", f"2027-01-25,{ANA.upper()},That,,")
    assert (learned(past, 1), learned(past, 2)) == (["This"], ["That"])
    noted = page(past, 1).debrief
    assert (noted.it_rating, noted.marketing_rating, noted.day) == (4, None, date(2027, 1, 18))


def test_the_side_is_that_of_whoever_answered(past: Desk, tmp_path: Path) -> None:
    take(past, tmp_path, "2027-01-30,cho@x.example,This,4,", "2027-01-30,oto@x.example,That,2,")
    noted = page(past, 5).debrief
    assert [(one.side, one.text) for one in noted.learned] == [(Side.IT, "This"), (Side.MARKETING, "That")]
    assert (noted.it_rating, noted.marketing_rating) == (4, 2)


def test_who_had_none_behind_them_means_the_one_under_way(past: Desk, tmp_path: Path) -> None:
    take(past, tmp_path, f"2027-01-14,{ANA},This,4,")
    assert learned(past, 1) == ["This"]


def test_two_visits_that_ended_on_one_day_are_told_apart_by_the_other_person(past: Desk, tmp_path: Path) -> None:
    line, column, value, problem = refused(take(past, tmp_path, f"2027-01-25,{MIA},This,4,"))
    assert (line, column, value) == (2, "email", MIA)
    assert "2 visits that ended on 2027-01-22: pairings 3 with Ben and 4 with Cho. Say which in a column" in problem
    header = f"{HEADER},Whom did you host?"
    for number, said in enumerate(("Cho", "cho@x.example", "cho (Platform)", "CHO")):
        take(past, tmp_path, f"2027-01-25,{MIA},Thing {number},4,,{said}", header=header)
    assert (learned(past, 3), len(learned(past, 4))) == ([], 4)
    report = take(past, tmp_path, f"2027-01-25,{MIA},This,4,,Zoe", header=header)
    assert refused(report)[1:3] == ("partner", "Zoe")
    assert "It is one of Ana, Ben and Cho" in refused(report)[3]


def test_a_visit_is_told_by_its_number_or_by_one_of_its_days(past: Desk, tmp_path: Path) -> None:
    take(past, tmp_path, f"2027-01-25,{MIA},This,4,,3", header=f"{HEADER},Pairing number")
    take(past, tmp_path, f"2027-01-25,{MIA},That,4,,2027-01-12", header=f"{HEADER},Date of the visit")
    assert (learned(past, 3), learned(past, 1)) == (["This"], ["That"])


@pytest.mark.parametrize(
    ("row", "header", "where", "says"),
    [
        (f"2027-01-25,{MIA},x,4,,5", "Pairing number", "pairing", "Pairing 5 is that of Oto and Cho"),
        (f"2027-01-25,{MIA},x,4,,99", "Pairing number", "pairing", "There is no pairing 99"),
        (f"2027-01-25,{MIA},x,4,,2026-01-12", "Date of the visit", "visit", "Mia had no visit on 2026-01-12"),
        ("2027-01-25,zoe@x.example,x,4,,", "Comments", "email", "Nobody has the address 'zoe@x.example'"),
        (f"2027-01-10,{ANA},x,4,,", "Comments", "email", "Ana had no visit by 2027-01-10"),
        (f"2027-02-10,{ANA},x,4,,", "Comments", "day", "still to come"),
        (f"2027-01-25,{ANA},x,6,,", "Comments", "rating", "is not a rating"),
    ],
)
def test_a_row_that_cannot_be_placed_says_what_would_be_right(
    past: Desk, tmp_path: Path, *, row: str, header: str, where: str, says: str
) -> None:
    report = take(past, tmp_path, row, "2027-01-30,oto@x.example,fine,4,,", header=f"{HEADER},{header}")
    assert refused(report)[:2] == (2, where)
    assert says in refused(report)[3]
    assert (len(report.added), learned(past, 5)) == (1, ["fine"])


def test_the_same_file_once_more_changes_nothing(past: Desk, tmp_path: Path) -> None:
    for name, text in (("ms.csv", MICROSOFT), ("google.csv", GOOGLE)):
        (tmp_path / name).write_text(text, "utf-8")
    first = import_debriefs(past, tmp_path / "ms.csv", DebriefImport(program="past"))
    # Ana visited Mia last when she answered about her, and Mia says that she hosted Ana.
    assert [*first.added] == ["Past: pairing 1, Ana", "Past: pairing 1, Mia"]
    before = past.version()
    again = import_debriefs(past, tmp_path / "ms.csv")
    assert (again.added, again.changed, again.unchanged, again.rejected) == ((), (), 2, ())
    assert past.version() == before


def test_a_later_answer_changes_the_rating_and_adds_what_is_new(past: Desk, tmp_path: Path) -> None:
    rows = [f"2027-01-19,{ANA},This,2,One calendar", f"2027-01-20,{ANA},this.,4,"]
    report = take(past, tmp_path, *reversed(rows))
    assert (len(report.added), len(report.changed), page(past, 1).debrief.it_rating) == (1, 1, 4)
    again = take(past, tmp_path, *reversed(rows))
    assert (again.added, again.changed, again.unchanged) == ((), (), 2)
    more = take(past, tmp_path, f"2027-01-20,{ANA},This,5,A second idea")
    assert [(one.key, one.columns) for one in more.changed] == [("Past: pairing 1, Ana", ("rating", "idea"))]
    assert learned(past, 1) == ["this."]


def test_what_was_corrected_or_taken_off_by_hand_does_not_come_back(past: Desk, tmp_path: Path) -> None:
    header = f"{HEADER},Comments"
    rows = [f"2027-01-18,{ANA},What Acme pays,2,A board,Was late", f"2027-01-18,{MIA},Too much,5,A lunch,"]
    take(past, tmp_path, *rows, header=header)
    noted = page(past, 1)
    pays, much = noted.debrief.learned
    correct(past, 1, Correction(texts=[(pays.number, "Budgets")], forget=[much.number], it_rating=4, note=""))
    board, lunch = noted.ideas
    ideas.remove(past, board.number)
    ideas.change(past, lunch.number, IdeaChange(text="Lunch for all"))
    before = past.version()
    again = take(past, tmp_path, *rows, header=header)
    assert (again.added, again.changed, again.unchanged, past.version()) == ((), (), 2, before)
    # What somebody says beside it, or after it, is news.
    take(past, tmp_path, f"2027-01-18,{ANA},Who signs,2,,")
    assert (learned(past, 1), page(past, 1).debrief.it_rating) == (["Budgets", "Who signs"], 4)
    take_back(past, 1)
    assert take(past, tmp_path, *rows, header=header).unchanged == 2
    undo.undo(past)
    assert learned(past, 1) == ["Budgets", "Who signs"]


def test_a_rating_after_a_correction_counts(past: Desk, tmp_path: Path, make_desk: MakeDesk) -> None:
    take(past, tmp_path, f"2027-01-18,{ANA},This,2,")
    correct(past, 1, Correction(it_rating=4))
    later = make_desk(LATER + timedelta(days=3))
    take(later, tmp_path, f"2027-02-02,{ANA},,3,,1", header=f"{HEADER},Pairing number")
    assert page(later, 1).debrief.it_rating == 3


def test_an_idea_is_owned_by_who_had_it_and_named_by_consent_alone(past: Desk, tmp_path: Path) -> None:
    header = f"{HEADER},May we name you beside your idea?"
    take(past, tmp_path, f"2027-01-18,{ANA},,4,One calendar,Yes", f"2027-01-25,{ANA},,4,Lunch,No", header=header)
    found = [one.idea for one in ideas.page(past, IdeaQuery()).rows]
    assert [(one.text, one.owner_email, one.named, one.pairing, one.noted) for one in found] == [
        ("Lunch", ANA, False, 2, date(2027, 1, 25)),
        ("One calendar", ANA, True, 1, date(2027, 1, 18)),
    ]


def test_what_was_typed_before_is_kept(past: Desk, tmp_path: Path) -> None:
    note(past, 1, Outcome(learned=["This"], side=Side.IT, marketing_rating=3, note="by phone"))
    take(past, tmp_path, f"2027-01-18,{ANA},This,4,,A mail", header=f"{HEADER},Comments")
    noted = page(past, 1).debrief
    assert (len(noted.learned), noted.marketing_rating, noted.it_rating) == (1, 3, 4)
    assert noted.note == "by phone\nA mail"


def test_only_visits_of_one_program_count_where_one_is_named(past: Desk, tmp_path: Path) -> None:
    more = f"Other,ride-along,{ANA},oto@x.example,it,2027-01-25,2027-01-29,held"
    header = "program,kind,it_email,marketing_email,guest,start,end,state"
    import_history(past, csv(tmp_path, header, more, name="more.csv"))
    take(past, tmp_path, f"2027-01-31,{ANA},This,4,", program="Past")
    assert (learned(past, 2), learned(past, 6)) == (["This"], [])
    with pytest.raises(NotFound):
        take(past, tmp_path, f"2027-01-31,{ANA},This,4,", program="Nowhere")


def test_a_dry_run_reports_the_same_and_changes_nothing(past: Desk, tmp_path: Path) -> None:
    path = csv(tmp_path, HEADER, f"2027-01-18,{ANA},This,4,", f"2027-01-25,{MIA},This,4,", name="answers.csv")
    before = past.version()
    dry = import_debriefs(past, path, dry_run=True)
    assert past.version() == before
    note(past, 2, Outcome(learned=["beside it"]))
    done = import_debriefs(past, path, shown=dry)
    assert (done.added, done.changed, done.rejected) == (dry.added, dry.changed, dry.rejected)
    with pytest.raises(ChangedMeanwhile):
        import_debriefs(past, path, shown=dry)


def test_days_that_can_be_read_in_two_ways_need_a_word(past: Desk, tmp_path: Path) -> None:
    row = f"2/1/2027 10:00:00,{ANA},This,4,"
    # With the month first it would be 1 February, which is today; with the day first, 2 January, before any visit.
    assert "--dates day-first" in take(past, tmp_path, row).rejected[0].for_commands
    take(past, tmp_path, row, order=DayOrder.MONTH_FIRST)
    assert learned(past, 2) == ["This"]


def test_who_was_removed_since_still_answers(past: Desk, tmp_path: Path) -> None:
    people.remove(past, ANA)
    take(past, tmp_path, f"2027-01-18,{ANA},This,4,An idea")
    found: DebriefPage = page(past, 1)
    assert ([one.text for one in found.debrief.learned], found.ideas[0].owner_email) == (["This"], "")


def test_two_hundred_answers_are_one_step(make_desk: MakeDesk, small: Desk, tmp_path: Path) -> None:
    assert TODAY < LATER
    rows = [f"P{n},ride-along,{ANA},{MIA},it,2026-{1 + n % 12:02}-01,2026-{1 + n % 12:02}-02,held" for n in range(100)]
    import_history(small, csv(tmp_path, "program,kind,it_email,marketing_email,guest,start,end,state", *rows))
    answers = [f"2027-01-03,{who},Thing {n},4,,{n}" for n in range(1, 101) for who in (ANA, MIA)]
    before = small.written
    report = take(small, tmp_path, *answers, header=f"{HEADER},pairing")
    assert (len(report.added), report.rejected, small.written) == (200, (), before + 1)
