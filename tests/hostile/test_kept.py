"""What people type is kept as given, comes back from files unchanged, or is refused by name where nothing keeps it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NewDesk
from ridealong.domain.charters import Reading
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue, RidealongError
from ridealong.domain.people import Person, Side
from ridealong.domain.programs import Kind, name_identity
from ridealong.domain.steps import Phase, VisitStep, Who
from ridealong.domain.values import read_name, read_topics, read_words
from ridealong.exchange.write_csv import history_csv_text, people_csv_text
from ridealong.services import glossary
from ridealong.services.desk import Desk
from ridealong.services.outcomes import history
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import absences, limits, people, people_list
from ridealong.services.people.import_absences import import_absences
from ridealong.services.people.import_people import import_people
from ridealong.services.programs import charters, measures, program_copies, programs, steps
from thorough import examples, thorough_only

from .company import employ, name_of, told
from .texts import FORMULAS, LONG, SAMPLES, TEXTS, UNKEPT

DAY = date(2027, 1, 11)
PAST = date(2027, 1, 1)
START = Days(DAY, DAY)
FEW = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))


def stored(desk: Desk) -> list[Person]:
    return sorted(people.everyone(desk), key=lambda one: one.identity)


def by_identity(found: list[Person]) -> list[Person]:
    return sorted(found, key=lambda one: one.identity)


def people_file(folder: Path, desk: Desk) -> Path:
    path = folder / "people.csv"
    path.write_text(people_csv_text(people.everyone(desk)), encoding="utf-8", newline="")
    return path


def history_file(folder: Path, desk: Desk) -> Path:
    path = folder / "history.csv"
    rows = map(history.history_row, history.page(desk, history.HistoryQuery()).rows)
    path.write_text(history_csv_text(rows), encoding="utf-8", newline="")
    return path


@FEW
@given(texts=st.lists(TEXTS, min_size=3, max_size=7))
def test_people_are_kept_as_given_and_come_back_from_their_file_unchanged(
    new_desk: NewDesk, tmp_path: Path, texts: list[str]
) -> None:
    desk = new_desk()
    assert by_identity(employ(desk, texts)) == stored(desk)
    again = import_people(desk, people_file(tmp_path, desk))
    assert (again.added, again.changed, again.rejected, again.unchanged) == ((), (), (), 7)
    other = new_desk()
    assert len(import_people(other, people_file(tmp_path, desk)).added) == 7
    assert stored(other) == stored(desk)


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(SAMPLES, id="samples"),
        pytest.param(LONG, id="long", marks=thorough_only),
        pytest.param(FORMULAS, id="formulas"),
    ],
)
def test_a_whole_history_comes_back_unchanged_on_every_database(
    desk: Desk, new_desk: NewDesk, tmp_path: Path, texts: tuple[str, ...]
) -> None:
    name = told(desk, texts, tmp_path / "out")
    assert programs.show(desk, name).program.name == name_of(texts)
    again = import_history(desk, history_file(tmp_path, desk))
    assert (again.added, again.changed, again.rejected) == ((), (), ())
    assert again.unchanged
    other = new_desk()
    import_people(other, people_file(tmp_path, desk))
    path = history_file(tmp_path, desk)
    assert len(import_history(other, path).added) == again.unchanged
    assert history_file(tmp_path, other).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("text", [*FORMULAS, *LONG[:2]], ids=range(len(FORMULAS) + 2))
def test_no_cell_opens_a_formula_and_exactly_one_guard_is_taken_off(
    new_desk: NewDesk, tmp_path: Path, text: str
) -> None:
    desk = new_desk()
    one = Person(email="=a@x.example", name=text, side=Side.IT, team=text, knows=read_topics(text))
    people.add(desk, one)
    path = people_file(tmp_path, desk)
    cells = path.read_text(encoding="utf-8").splitlines()[1].split(",")
    assert not any(cell.strip('"').startswith(tuple("=+-@\t\r＝＋－＠")) for cell in cells)
    import_people(desk, path)
    assert stored(desk) == [one]


@thorough_only
@FEW
@given(texts=st.lists(TEXTS, min_size=7, max_size=7))
def test_reasons_of_absences_are_kept_as_given(new_desk: NewDesk, tmp_path: Path, texts: list[str]) -> None:
    desk = new_desk()
    found = employ(desk, texts)
    lines = ["email\tfirst_day\tlast_day\treason"]
    lines += [
        f'{one.email}\t2027-03-01\t2027-03-02\t"{text.replace(chr(34), chr(34) * 2)}"'
        for one, text in zip(found, texts, strict=True)
    ]
    path = tmp_path / "absences.csv"
    path.write_text("\n".join(lines), encoding="utf-8", newline="")
    assert import_absences(desk, path).rejected == ()
    assert import_absences(desk, path).unchanged == 7
    for one, text in zip(found, texts, strict=True):
        [absence] = people.show(desk, one.email, reasons=True).absences
        # A cell that looks guarded is taken for one that is.
        assert absence.reason in (read_words(text), read_words(text)[1:])


@pytest.mark.parametrize("bad", UNKEPT)
def test_what_no_database_keeps_rejects_its_row_alone(desk: Desk, tmp_path: Path, bad: str) -> None:
    path = tmp_path / "people.csv"
    rows = f"""email,name,side,team,knows
a@x.example,Ana,it,T,
b@x.example,B,it,{bad},
c@x.example,C,it,T,sql;{bad}
d@x.example,D,it,T,"""
    for encoding in ("utf-8", "utf-16"):
        path.write_bytes(rows.encode(encoding, "surrogatepass"))
        report = import_people(desk, path)
        assert [(one.line, one.column) for one in report.rejected] == [(3, "team"), (4, "knows")]
        assert all("cannot be kept. Remove it" in one.problem for one in report.rejected)
    assert [one.name for one in stored(desk)] == ["Ana", "D"]


DOORS: dict[str, Callable[[Desk, str], object]] = {
    "name": lambda desk, text: people.add(desk, Person(email="n@x.example", name=text, side=Side.IT, team="T")),
    "topics": lambda desk, text: people.edit(desk, "a@x.example", {"wants": (text,)}),
    "property": lambda _desk, text: people.read_property("role", text),
    "absence": lambda desk, text: absences.add_absences(desk, ["a@x.example"], START, text),
    "apart": lambda desk, text: limits.add_apart(desk, "a@x.example", "b@x.example", text),
    "freeze": lambda desk, text: limits.add_freeze(desk, "it", START, text),
    "program": lambda desk, text: programs.create(desk, programs.NewProgram(name=text, kind=Kind.BUDDY, start=DAY)),
    "measure": lambda desk, text: measures.set_measure(desk, "P", text, measures.MeasureChange()),
    "unit": lambda desk, text: measures.set_measure(desk, "P", "m", measures.MeasureChange(unit=text)),
    "reading": lambda desk, text: measures.add_reading(desk, "P", "M", Reading(day=PAST, value=1, note=text)),
    "term": lambda desk, text: glossary.add_term(desk, f"N{text}", Side.IT, "storage"),
    "meaning": lambda desk, text: glossary.edit_term(desk, "CPC", meaning=f"clicks {text}"),
    "step": lambda desk, text: steps.add_step(desk, "V", VisitStep(phase=Phase.BEFORE, who=Who.BOTH, text=f"A{text}")),
    "sponsor": lambda desk, text: charters.set_sponsor(desk, "P", Side.IT, f"{text} <s@x.example>"),
    "agreement": lambda desk, text: charters.sign(desk, "P", Side.IT, charters.Signing(agreed=PAST, note=text)),
    "copy": lambda desk, text: program_copies.copy(desk, "P", program_copies.Copy(name=text)),
}  # fmt: skip


def test_what_no_database_keeps_is_refused_at_every_door(desk: Desk) -> None:
    for email in ("a@x.example", "b@x.example"):
        people.add(desk, Person(email=email, name="A", side=Side.IT, team="T"))
    programs.create(desk, programs.NewProgram(name="P", kind=Kind.BUDDY, start=DAY))
    programs.create(desk, programs.NewProgram(name="V", kind=Kind.RIDE_ALONG, start=DAY))
    measures.set_measure(desk, "P", "M", measures.MeasureChange())
    charters.set_sponsor(desk, "P", Side.IT, "a@x.example")
    before = desk.version()
    for door, go in DOORS.items():
        for bad in UNKEPT:
            with pytest.raises(InvalidValue, match=r"contains .*U\+.* which cannot be kept\. Remove it"):
                go(desk, bad)
            assert desk.version() == before, door


@pytest.mark.parametrize("bad", UNKEPT)
def test_who_looks_for_what_cannot_be_kept_is_told(desk: Desk, bad: str) -> None:
    for look in (people.show, programs.show):
        with pytest.raises(RidealongError) as told_so:
            look(desk, bad)
        assert "please report" not in str(told_so.value)
    try:
        assert people_list.page(desk, people_list.PeopleQuery(text=bad)).total == 0
    except InvalidValue as error:
        assert "U+" in str(error)  # noqa: PT017 - finding nobody is as good


@settings(max_examples=examples(50), deadline=None)
@given(TEXTS | st.sampled_from(LONG))
def test_reading_what_was_read_changes_nothing(text: str) -> None:
    assert read_words(read_words(text)) == read_words(text)
    assert read_name(read_name(text)) == read_name(text)
    assert name_identity(read_name(text)) == name_identity(name_identity(read_name(text)))
    assert len(name_identity(text)) <= 200


def test_names_that_differ_at_their_end_alone_are_two(desk: Desk) -> None:
    for end in "ab":
        programs.create(desk, programs.NewProgram(name="n" * 10_000 + end, kind=Kind.BUDDY, start=DAY))
    assert programs.show(desk, "N" * 10_000 + "b").program.name.endswith("b")
