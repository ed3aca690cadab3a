"""Who agrees to what was shown gets that or nothing: what somebody else does meanwhile is told, with who and when."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import CONFIG, TODAY, MakeDesk
from ridealong.domain.errors import ChangedMeanwhile
from ridealong.domain.pairings import State
from ridealong.domain.programs import Kind
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk
from ridealong.services.importing import ImportReport
from ridealong.services.outcomes import history
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import absences, people
from ridealong.services.people.import_absences import import_absences
from ridealong.services.people.import_people import import_people
from ridealong.services.plans import plans
from ridealong.services.programs.programs import NewProgram, create
from ridealong.services.publishing import publishing
from ridealong.services.repairs import repairs
from services.built import built
from services.conftest import employ, it, marketing

ANA = "ana@x.example"


@pytest.fixture
def pat(desk: Desk) -> Desk:
    """Pat's desk: three guests, three hosts, and their draft."""
    return built(desk, _pat)


def _pat(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), it("Cho"), marketing("Mia"), marketing("Noa"), marketing("Ove"))
    create(desk, NewProgram(name="Spring", kind=Kind.RIDE_ALONG, start=TODAY, rounds=4, enrol="all"))
    plans.plan(desk, "Spring")


@pytest.fixture
def kim(pat: Desk, make_desk: MakeDesk) -> Desk:
    """Kim's desk on the same database."""
    return make_desk(config=replace(CONFIG, coordinator="kim"))


def refusal(call: Callable[[], object]) -> ChangedMeanwhile:
    with pytest.raises(ChangedMeanwhile) as caught:
        call()
    return caught.value


def test_drafts_that_somebody_else_has_set_aside_since_are_not_published_without_a_word(pat: Desk, kim: Desk) -> None:
    shown = publishing.compare(pat, "Spring", everything=True)
    gone = [one.id for one in shown.publishes[:2]]
    drafts.cancel_all(kim, gone)
    version = pat.version()
    error = refusal(lambda: publishing.publish(pat, "Spring", everything=True, shown=shown))
    assert (error.by, error.at) == ("kim", kim.clock.now())
    assert "was removed meanwhile, by kim on 2027-01-04" in str(error)
    assert "of 3 that were shown, 2 are not so any more" in str(error)
    assert pat.version() == version
    again = publishing.compare(pat, "Spring", everything=True)
    assert publishing.publish(pat, "Spring", everything=True, shown=again).pairings == 1


def test_drafts_that_somebody_else_has_added_are_not_published_on_an_old_view(pat: Desk, kim: Desk) -> None:
    drafts.cancel(pat, plans.page(pat, "Spring").proposals[0].id)
    shown = publishing.compare(pat, "Spring", everything=True)
    plans.plan(kim, "Spring")
    error = refusal(lambda: publishing.publish(pat, "Spring", everything=True, shown=shown))
    assert error.by == "kim"
    assert {one.state for one in plans.page(pat, "Spring").proposals} == {State.PROPOSED}


def test_what_somebody_else_changes_elsewhere_is_in_nobodys_way(pat: Desk, kim: Desk) -> None:
    shown = publishing.compare(pat, "Spring", everything=True)
    people.edit(kim, ANA, {"role": "Engineer"})
    assert publishing.publish(pat, "Spring", everything=True, shown=shown).pairings == 3


def test_drafts_that_are_another_set_than_was_shown_are_not_published_whoever_changed_it(pat: Desk) -> None:
    shown = publishing.compare(pat, "Spring", everything=True)
    drafts.cancel(pat, shown.publishes[0].id)
    assert refusal(lambda: publishing.publish(pat, "Spring", everything=True, shown=shown)).by == ""


def test_a_repair_that_would_be_another_than_was_shown_is_not_made(pat: Desk, kim: Desk) -> None:
    publishing.publish(pat, "Spring", everything=True)
    first, other, *_ = plans.page(pat, "Spring").proposals
    absences.add_absences(pat, [first.host.email], first.days, "private")
    shown = repairs.repair(pat, "Spring", dry_run=True)
    absences.add_absences(kim, [other.host.email], other.days, "a secret")
    before = plans.page(pat, "Spring").proposals
    error = refusal(lambda: repairs.repair(pat, "Spring", shown=shown))
    assert (error.by, error.at) == ("kim", kim.clock.now())
    assert "What was shown is not so any more: kim on 2027-01-04" in str(error)
    assert "a secret" not in str(error)
    assert plans.page(pat, "Spring").proposals == before
    again = repairs.repair(pat, "Spring", dry_run=True)
    people.edit(kim, ANA, {"role": "Engineer"})
    assert repairs.repair(pat, "Spring", shown=again).changes == again.changes


def test_a_repair_that_somebody_else_has_made_meanwhile_is_told(pat: Desk, kim: Desk) -> None:
    publishing.publish(pat, "Spring", everything=True)
    first = plans.page(pat, "Spring").proposals[0]
    absences.add_absences(pat, [first.host.email], first.days, "private")
    shown = repairs.repair(pat, "Spring", dry_run=True)
    repairs.repair(kim, "Spring")
    assert refusal(lambda: repairs.repair(pat, "Spring", shown=shown)).by == "kim"


Import = Callable[..., ImportReport]


@pytest.fixture
def files(pat: Desk, tmp_path: Path) -> Path:
    """Files that change one thing each that is known."""
    (tmp_path / "people.csv").write_text(f"email,name,side,team\n{ANA},Ana,it,Data\n")
    (tmp_path / "absences.csv").write_text(f"email,first_day,last_day,reason\n{ANA},2027-03-01,2027-03-05,leave\n")
    import_absences(pat, tmp_path / "absences.csv")
    (tmp_path / "absences.csv").write_text(f"email,first_day,last_day,reason\n{ANA},2027-03-01,2027-03-05,course\n")
    row = "Past,ride-along,ana@x.example,mia@x.example,it,2026-03-02,2026-03-06,"
    header = "program,kind,it_email,marketing_email,guest,start,end,state\n"
    (tmp_path / "history.csv").write_text(f"{header}{row}held\n")
    import_history(pat, tmp_path / "history.csv")
    (tmp_path / "history.csv").write_text(f"{header}{row}missed\n")
    return tmp_path


def _reason(desk: Desk, files: Path) -> None:
    other = files / "other.csv"
    other.write_text(f"email,first_day,last_day,reason\n{ANA},2027-03-01,2027-03-05,moving\n")
    import_absences(desk, other)


def _ended(desk: Desk, files: Path) -> None:
    other = files / "other.csv"
    other.write_text((files / "history.csv").read_text().replace("missed", "ended"))
    import_history(desk, other)


IMPORTS: dict[str, tuple[Import, Callable[[Desk, Path], object]]] = {
    "people": (import_people, lambda desk, _files: people.edit(desk, ANA, {"team": "Search"})),
    "absences": (import_absences, _reason),
    "history": (import_history, _ended),
}


@pytest.mark.parametrize("kind", IMPORTS)
def test_an_import_does_not_overwrite_what_somebody_else_has_changed_after_it_was_shown(
    kind: str, pat: Desk, kim: Desk, files: Path
) -> None:
    load, change = IMPORTS[kind]
    shown = load(pat, files / f"{kind}.csv", dry_run=True)
    assert len(shown.changed) == 1
    change(kim, files)
    version = pat.version()
    error = refusal(lambda: load(pat, files / f"{kind}.csv", shown=shown))
    assert error.by == "kim"
    assert "Nothing was changed" in str(error)
    assert pat.version() == version
    again = load(pat, files / f"{kind}.csv", dry_run=True)
    people.edit(kim, "ben@x.example", {"team": "Search"})
    assert len(load(pat, files / f"{kind}.csv", shown=again).changed) == 1
    assert history.page(pat, history.HistoryQuery()).total == 1


def test_a_file_that_is_another_by_now_is_not_imported_on_an_old_view(pat: Desk, files: Path) -> None:
    path = files / "people.csv"
    shown = import_people(pat, path, dry_run=True)
    path.write_text("email,name,side,team\nben@x.example,Ben,it,Data\n")
    assert refusal(lambda: import_people(pat, path, shown=shown)).by == ""
    assert people.show(pat, "ben@x.example").person.team != "Data"
