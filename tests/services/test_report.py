"""The report for the sponsors: what took place, whom it reached, what came of it, and nobody's name."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from conftest import TODAY, MakeDesk
from ridealong.domain.charters import Reading
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, NotFound
from ridealong.domain.ideas import IdeaState
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.pairings import State
from ridealong.domain.people import Side
from ridealong.domain.program_meetings import MeetingsAsked
from ridealong.domain.programs import EnrolmentState, Kind
from ridealong.domain.report import MatrixCell, Report
from ridealong.services.desk import Desk
from ridealong.services.groups.plan_groups import plan_groups
from ridealong.services.groups.publish_groups import publish_groups
from ridealong.services.journal import undo
from ridealong.services.outcomes import debriefs, history, ideas
from ridealong.services.outcomes.debriefs import Outcome
from ridealong.services.outcomes.exposure import ExposureQuery, exposure
from ridealong.services.outcomes.ideas import NewIdea
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import absences, limits, people
from ridealong.services.people.purge import purge
from ridealong.services.plans import plans
from ridealong.services.programs import charters, measures, program_settings, programs
from ridealong.services.programs.charters import Signing
from ridealong.services.programs.measures import MeasureChange
from ridealong.services.publishing import publishing
from ridealong.services.reports import report_files
from ridealong.services.reports.report import report
from services.conftest import SPRING, START, csv, employ, it, marketing, ride_alongs, week

HEADER = "program,kind,it_email,marketing_email,guest,start,end,state"
ROWS = (
    # Platform and Brand knew each other, Ana and Mia too.
    "Old,ride-along,ana@x.example,mia@x.example,it,2026-03-02,2026-03-06,held",
    "Autumn,ride-along,ana@x.example,mia@x.example,it,2026-10-05,2026-10-09,held",
    "Autumn,ride-along,ana@x.example,noa@x.example,it,2026-10-12,2026-10-16,held",
    "Autumn,ride-along,cho@x.example,mia@x.example,it,2026-10-12,2026-10-14,ended",
    "Autumn,ride-along,ben@x.example,oto@x.example,it,2026-10-19,2026-10-23,missed",
    "Autumn,ride-along,ben@x.example,oto@x.example,it,2026-10-26,2026-10-30,cancelled",
    "Autumn,ride-along,cho@x.example,oto@x.example,it,2026-12-14,2026-12-18,published",
    "Autumn,ride-along,ben@x.example,noa@x.example,it,2027-02-01,2027-02-05,published",
)
AUTUMN = "Autumn"


@pytest.fixture
def past(small: Desk, tmp_path: Path) -> Desk:
    """A program of which most is over; today is 4 January 2027."""
    import_history(small, csv(tmp_path, HEADER, *ROWS))
    return small


def number_of(desk: Desk, guest: str, host: str) -> int:
    rows = history.page(desk, history.HistoryQuery(program=AUTUMN)).rows
    return next(one.id for one in rows if (one.it_name, one.marketing_name) == (guest, host))


def every_form(made: Report) -> str:
    return "".join(report_files.report_text(made, form) for form in report_files.FORMS)


def test_what_was_planned_is_counted_by_how_it_went(past: Desk) -> None:
    total = report(past, AUTUMN).total
    assert (total.held, total.ended, total.missed, total.cancelled, total.unmarked, total.coming) == (2, 1, 1, 1, 1, 1)
    assert (total.planned, total.over) == (7, 5)


def test_it_is_read_in_one_step_so_that_all_of_it_is_of_one_moment(past: Desk) -> None:
    begun: list[object] = []
    event.listen(past.store.engine, "begin", begun.append)
    report(past, AUTUMN)
    assert len(begun) == 1


def test_each_week_stands_for_itself_without_gaps(past: Desk) -> None:
    found = report(past, AUTUMN)
    assert found.period == "week"
    firsts = [one.first for one in found.tallies]
    assert firsts == [firsts[0] + timedelta(weeks=number) for number in range(len(firsts))]
    assert {one.first: one.held for one in found.tallies if one.held} == {date(2026, 10, 5): 1, date(2026, 10, 12): 1}
    assert sum(one.planned for one in found.tallies) == found.total.planned


def test_long_histories_are_told_by_month_or_year(small: Desk, tmp_path: Path) -> None:
    row = "Long,ride-along,ana@x.example,mia@x.example,it,{0}-03-01,{0}-03-05,held"
    import_history(small, csv(tmp_path, HEADER, row.format(2025), row.format(2026)))
    assert report(small, "Long").period == "month"
    import_history(small, csv(tmp_path, HEADER, row.format(1999)))
    found = report(small, "Long")
    assert (found.period, sum(one.held for one in found.tallies)) == ("year", 3)


def test_reach_is_a_share_of_all_who_work_in_a_team_enrolled_or_not(past: Desk) -> None:
    programs.enrol(past, AUTUMN, ("oto@x.example",))
    reach = {(one.side, one.team): (one.people, one.enrolled, one.met) for one in report(past, AUTUMN).reach}
    assert reach == {
        (Side.IT, "Data"): (1, 0, 0),
        (Side.IT, "Platform"): (2, 2, 2),
        (Side.MARKETING, "Brand"): (2, 2, 2),
        (Side.MARKETING, "CRM"): (1, 1, 1),
    }
    assert [one.percent for one in report(past, AUTUMN).departments] == [67, 100]
    for form in ("html", "md"):
        text = report_files.report_text(report(past, AUTUMN), form)
        assert "Of all who work in a team today, enrolled or not: how many have met somebody of the other side." in text
        assert "5 of these 6 people are enrolled." in text


def test_first_contacts_are_those_who_had_never_met_anywhere(past: Desk) -> None:
    found = report(past, AUTUMN).contacts
    # Ana and Mia, and with them Platform and Brand, met in an older program; Data is still to meet anybody.
    assert (found.people, found.new_people) == (4, 3)
    assert (found.teams, found.new_teams) == (2, 1)
    assert report(past, "Old").contacts.new_people == 1


def test_the_matrix_is_the_exposure_of_the_program(past: Desk) -> None:
    matrix = report(past, AUTUMN).matrix
    assert matrix.cells == {
        ("Platform", "Brand"): MatrixCell(met=3),
        ("Platform", "CRM"): MatrixCell(met=1, new=True),
        ("Data", "CRM"): MatrixCell(coming=1),
    }
    found = exposure(past, ExposureQuery(program=AUTUMN))
    assert {key: (one.begun, one.coming) for key, one in found.contacts.items()} == {
        key: (one.met, one.coming) for key, one in matrix.cells.items()
    }


def test_spellings_of_a_team_are_one_team(past: Desk) -> None:
    people.edit(past, "mia@x.example", {"team": "BRAND"})
    matrix = report(past, AUTUMN).matrix
    assert len(matrix.marketing_teams) == 2
    assert matrix.cell("Platform", matrix.marketing_teams[0]).met == 3


def test_cost_is_counted_in_working_days_of_visits_and_minutes_of_meetings(past: Desk) -> None:
    cost = report(past, AUTUMN).cost
    assert (cost.guest_days, cost.host_days) == (13, 13)
    # Of each of the three visits half an hour before and three quarters after, for two people.
    assert (cost.meetings, cost.meeting_minutes) == (6, 3 * 2 * (30 + 45))
    assert cost.days == 26.9


def test_buddies_cost_their_check_ins_so_far(small: Desk, make_desk: MakeDesk) -> None:
    programs.create(small, programs.NewProgram(name="Buddies", kind=Kind.BUDDY, start=START, enrol="all"))
    plans.plan(small, "Buddies")
    publishing.publish(small, "Buddies")
    assert report(small, "Buddies").cost.meetings == 0
    later = report(make_desk(today=START + timedelta(weeks=3, days=6)), "Buddies")
    assert (later.cost.guest_days, later.cost.meetings) == (0, 3 * 2), "three pairs, every two weeks"
    assert (later.total.under_way, later.nothing_yet) == (3, False)


def test_return_visits_are_told_where_there_are_any(small: Desk, tmp_path: Path) -> None:
    row = "Days,rotation,{}@x.example,{}@x.example,{},{},{},held"
    rows = (
        row.format("ana", "mia", "it", "2026-10-05", "2026-10-05"),
        row.format("ana", "mia", "marketing", "2026-10-12", "2026-10-12"),
        row.format("cho", "noa", "it", "2026-10-06", "2026-10-06"),
        row.format("ben", "oto", "it", "2026-12-28", "2026-12-28"),
    )
    import_history(small, csv(tmp_path, HEADER, *rows))
    back = report(small, "Days").returns
    assert back is not None
    assert (back.done, back.owed, back.overdue) == (1, 2, 1)
    assert any(one.about == "return visits" for one in report(small, "Days").advice)


def test_ratings_stay_hidden_until_five_have_answered(small: Desk, tmp_path: Path) -> None:
    days = [f"2026-10-{day:02}" for day in range(5, 10)]
    rows = [f"Autumn,ride-along,ana@x.example,mia@x.example,it,{day},{day},held" for day in days]
    import_history(small, csv(tmp_path, HEADER, *rows))
    for number, one in enumerate(history.page(small, history.HistoryQuery()).rows):
        debriefs.note(small, one.id, Outcome(it_rating=5, marketing_rating=2 if number else None))
    it_side, marketing_side = report(small, AUTUMN).ratings
    assert (it_side.answers, it_side.average, it_side.spread) == (5, 5.0, (0, 0, 0, 0, 5))
    assert (marketing_side.answers, marketing_side.average, marketing_side.spread) == (4, None, None)
    told = json.loads(report_files.report_text(report(small, AUTUMN), "json"))["report"]["ratings"]
    assert told[1] == {"side": "marketing", "answers": 4, "average": None, "spread": None}


@pytest.fixture
def debriefed(past: Desk) -> Desk:
    """What Ana and Noa learned, and three ideas of which two were taken up."""
    visit = number_of(past, "Ana", "Noa")
    debriefs.note(past, visit, Outcome(learned=["Noa plans in quarters", "What ana calls a sprint"], side=Side.IT))
    taken = {"program": AUTUMN, "pairing": visit, "state": IdeaState.TAKEN_UP}
    ideas.add(past, NewIdea(text="Ana and Noa share a calendar", owner="ana@x.example", named=True, **taken))  # type: ignore[arg-type]  # fields by name
    ideas.add(past, NewIdea(text="Fewer forms", owner="cho@x.example", **taken))  # type: ignore[arg-type]  # as above
    ideas.add(past, NewIdea(text="A spark of Oto", program=AUTUMN))
    return past


def test_things_learned_stand_without_names(debriefed: Desk) -> None:
    found = report(debriefed, AUTUMN).debriefs
    assert [one.text for one in found.learned] == ["What [name] calls a sprint", "[name] plans in quarters"]
    assert (found.wanted, found.complete) == (4, 1)


def test_ideas_carry_a_name_by_consent_alone(debriefed: Desk) -> None:
    found = report(debriefed, AUTUMN).ideas
    assert found.by_state == {IdeaState.OPEN: 1, IdeaState.TAKEN_UP: 2}
    assert [(one.text, one.owner) for one in found.taken_up] == [
        ("Fewer forms", ""),
        ("[name] and [name] share a calendar", "Ana"),
    ]
    text = every_form(report(debriefed, AUTUMN))
    assert all(name not in text for name in ("Ben", "Cho", "Mia", "Noa", "Oto", "@x.example"))


def test_who_was_removed_or_purged_is_named_no_more(debriefed: Desk) -> None:
    people.remove(debriefed, "ana@x.example")
    assert [one.owner for one in report(debriefed, AUTUMN).ideas.taken_up] == ["", ""]
    undo.undo(debriefed)
    purge(debriefed, "ana@x.example")
    assert [one.owner for one in report(debriefed, AUTUMN).ideas.taken_up] == ["", ""]


def test_a_former_name_is_taken_out_as_well(debriefed: Desk) -> None:
    people.edit(debriefed, "noa@x.example", {"name": "Nora Berg"})
    assert "Noa" not in every_form(report(debriefed, AUTUMN))


def test_sponsors_are_named_with_their_agreement(past: Desk) -> None:
    charters.sign(past, AUTUMN, Side.IT, Signing(sponsor="Paula Poe <paula@y.example>", agreed=date(2026, 9, 1)))
    [sponsor] = report(past, AUTUMN).sponsors
    assert (sponsor.name, sponsor.agreed) == ("Paula Poe", date(2026, 9, 1))
    assert "paula@y.example" not in every_form(report(past, AUTUMN))


def test_publishing_without_agreement_is_told_with_its_reason(small: Desk) -> None:
    ride_alongs(small)
    charters.set_sponsor(small, SPRING, Side.IT, "Paula Poe <paula@y.example>")
    plans.plan(small, SPRING)
    publishing.publish(small, SPRING, everything=True, without_agreement="Paula Poe is on leave, says Ana")
    [told] = report(small, SPRING).without_agreement
    assert (told.day, told.reason) == (date(2027, 1, 4), "Paula Poe is on leave, says [name]")
    undo.undo(small)
    assert report(small, SPRING).without_agreement == ()


def test_measures_come_without_what_was_noted_beside_a_reading(past: Desk) -> None:
    measures.set_measure(past, AUTUMN, "Tickets", MeasureChange(baseline=9, target=4))
    measures.add_reading(past, AUTUMN, "Tickets", Reading(day=date(2026, 11, 2), value=10, note="Ana counted"))
    found = report(past, AUTUMN)
    [measured] = found.measures
    assert [(one.value, one.note) for one in measured.readings] == [(10, "")]
    assert [one.figures for one in found.advice if one.about == "measures"] == [{"readings": 1}]


def test_what_to_change_follows_from_the_figures(past: Desk) -> None:
    absences.add_absences(past, ["ben@x.example"], Days(date(2026, 10, 19), date(2026, 10, 20)), "private")
    found = {one.about: one for one in report(past, AUTUMN).advice}
    assert found["teams not reached"].figures == {"teams": 1, "people": 1}
    assert found["missed"].figures == {"missed": 1, "while_away": 1, "over": 5}
    assert found["missed"].says.startswith("1 of 5 visits was missed, all of them while somebody was away")
    assert found["unmarked"].figures == {"unmarked": 1, "over": 5}
    assert found["debriefs"].figures == {"missing": 4, "wanted": 4}
    assert "private" not in every_form(report(past, AUTUMN))


def test_open_places_are_told_by_their_reason_without_names(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), it("Cho"), marketing("Mia"))
    absences.add_absences(desk, ["ben@x.example"], week(0), "private")
    ride_alongs(desk, rounds=1)
    plans.plan(desk, SPRING)
    advice = next(one for one in report(desk, SPRING).advice if one.about == "open places")
    assert advice.figures == {"full": 1, "guest_away": 1}
    assert advice.says.startswith("2 of 3 guests found no host in the last plan, 1 of them because the guest was away")


def test_whoever_has_nobody_in_any_round_is_one_guest_and_not_a_place_in_each(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), it("Cho"), it("Dan"), marketing("Mia"))
    ride_alongs(desk, rounds=4, visits_per_guest=1, host_visits=1)
    plans.plan(desk, SPRING)
    assert len(plans.page(desk, SPRING).open) == 12
    advice = next(one for one in report(desk, SPRING).advice if one.about == "open places")
    assert advice.says.startswith("3 of 4 guests found no host in the last plan: hosts were full or resting.")
    assert advice.figures == {"full": 3}


def test_whoever_has_turns_left_has_as_many_places_open(desk: Desk) -> None:
    employ(desk, it("Ana"), marketing("Mia"))
    absences.add_absences(desk, ["mia@x.example"], Days(week(1).first, week(3).last), "private")
    ride_alongs(desk, rounds=4, visits_per_guest=3, host_visits=None, host_rest_weeks=0, repeat_days=0)
    plans.plan(desk, SPRING)
    advice = next(one for one in report(desk, SPRING).advice if one.about == "open places")
    assert advice.says.startswith("2 places stayed open in the last plan: the hosts left were away.")


def test_what_was_said_of_a_visit_counts_no_more_once_it_was_missed(past: Desk) -> None:
    noted = number_of(past, "Ana", "Noa")
    debriefs.note(past, noted, Outcome(learned=["One thing", "Another"], it_rating=4))
    assert (report(past, AUTUMN).debriefs.complete, len(report(past, AUTUMN).debriefs.learned)) == (1, 2)
    history.mark(past, noted, State.MISSED)
    found = report(past, AUTUMN)
    assert (found.debriefs.complete, found.debriefs.learned) == (0, ())
    assert [one.answers for one in found.ratings] == [0, 0]


def test_who_pauses_or_is_not_at_work_left_no_place_open_that_could_be_filled(small: Desk) -> None:
    ride_alongs(small, rounds=1)
    programs.enrol(small, SPRING, ["ana@x.example"], EnrolmentState.PAUSED, date(2028, 1, 1))
    people.edit(small, "ben@x.example", {"last_day": START})
    plans.plan(small, SPRING)
    assert [one for one in report(small, SPRING).advice if one.about == "open places"] == []


def test_a_freeze_and_hosts_who_are_all_away_are_told_from_guests_who_are_away(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben", team="Data"), marketing("Mia"))
    limits.add_freeze(desk, "Data", week(0), "release")
    absences.add_absences(desk, ["mia@x.example"], week(0), "private")
    ride_alongs(desk, rounds=1)
    plans.plan(desk, SPRING)
    advice = next(one for one in report(desk, SPRING).advice if one.about == "open places")
    assert advice.figures == {"frozen": 1, "hosts_away": 1}


def test_what_to_do_about_debriefs_depends_on_whether_they_are_in_calendars(past: Desk) -> None:
    def said() -> str:
        return next(one.says for one in report(past, AUTUMN).advice if one.about == "debriefs")

    assert "send the form that day" in said()
    assert "calendar" not in said()
    asked = MeetingsAsked(kinds=(MeetingKind.VISIT,))
    program_settings.edit(past, AUTUMN, program_settings.ProgramChange(meetings=asked))
    assert "put the debrief into the calendar" in said()


def test_a_program_of_which_nothing_was_held_says_so(small: Desk) -> None:
    ride_alongs(small)
    found = report(small, SPRING)
    assert found.nothing_yet
    for form in ("html", "md"):
        assert "Nothing has been held yet." in report_files.report_text(found, form)
    assert len(found.tallies) == 6
    with pytest.raises(NotFound):
        report(small, "Summer")


def test_an_empty_database_but_for_a_program_has_a_report(desk: Desk) -> None:
    programs.create(desk, programs.NewProgram(name="Alone", kind=Kind.RIDE_ALONG, start=START))
    assert report(desk, "Alone").departments[0].people == 0
    assert "0 / 0" in report_files.report_text(report(desk, "Alone"), "html")


@pytest.mark.parametrize(
    ("name", "begins"), [("a.html", "<!DOCTYPE"), ("a.HTM", "<!DOCTYPE"), ("a.md", "# "), ("a.json", "{")]
)
def test_the_ending_of_a_file_says_what_is_written(past: Desk, tmp_path: Path, name: str, begins: str) -> None:
    report_files.write_report(past, AUTUMN, tmp_path / name)
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_another_ending_is_refused_before_anything_is_written(past: Desk, tmp_path: Path) -> None:
    with pytest.raises(InvalidValue, match="does not say what the report is to be"):
        report_files.write_report(past, AUTUMN, tmp_path / "a.pdf")
    assert not (tmp_path / "a.pdf").exists()


def test_the_same_data_make_the_same_report(debriefed: Desk, make_desk: MakeDesk) -> None:
    assert every_form(report(make_desk(), AUTUMN)) == every_form(report(make_desk(), AUTUMN))


def test_groups_over_coffee_count_as_meetings_of_all_across_the_sides(small: Desk, make_desk: MakeDesk) -> None:
    programs.create(small, programs.NewProgram(name="Coffee", kind=Kind.COFFEE, start=START, enrol="all"))
    plan_groups(small, "Coffee")
    publish_groups(small, "Coffee", everything=True)
    found = report(make_desk(today=START + timedelta(weeks=20)), "Coffee")
    assert found.total.held == found.total.planned > 0
    assert [one.percent for one in found.departments] == [100, 100]
    assert found.contacts.people == found.contacts.new_people > 0
    assert sum(one.met for one in found.matrix.cells.values()) >= found.contacts.people
    assert found.cost.meetings == found.total.held
    assert "groups planned" in report_files.report_text(found, "md")


def test_the_sponsors_meeting_costs_what_it_takes_and_reaches_nobody(small: Desk, make_desk: MakeDesk) -> None:
    programs.create(small, programs.NewProgram(name="Weekly", kind=Kind.SPONSORS, start=START))
    for side in Side:
        charters.sign(small, "Weekly", side, Signing(sponsor=f"{side.label} Poe <{side}@y.example>", agreed=TODAY))
    plan_groups(small, "Weekly")
    publish_groups(small, "Weekly")
    found = report(make_desk(today=START + timedelta(weeks=4)), "Weekly")
    assert (found.total.under_way, found.contacts.people, found.cost.meetings) == (1, 0, 4)
    assert found.cost.meeting_minutes % (2 * 4) == 0
    page = report_files.report_text(found, "html")
    assert "1</dd>" in page
    assert "meeting under way, none is over" in page
    # Nobody of a team takes part, so that teams are no subject of it, and one sheet is enough.
    assert "<h2>Reach</h2>" not in page
    assert "<h2>What it cost</h2>" in page
    assert page.count('class="sheet') == 1
    assert "## Reach" not in report_files.report_text(found, "md")
