"""What people answered in a debrief form, whichever words its questions have."""

from datetime import date
from pathlib import Path

import pytest

from exchange.form_exports import GOOGLE, GOOGLE_SHEET, MICROSOFT, MICROSOFT_GERMAN
from ridealong.domain.errors import InvalidValue
from ridealong.exchange.columns import MissingColumns
from ridealong.exchange.debrief_forms import DebriefAnswer, read_debrief_form, read_debrief_mapping, split_things
from ridealong.exchange.form_questions import Topic, topic_of
from ridealong.exchange.results import Parsed

TODAY = date(2027, 2, 1)


def answers(folder: Path, text: str, mapping: str = "") -> Parsed[DebriefAnswer]:
    path = folder / "answers.csv"
    path.write_text(text, "utf-8")
    names = {}
    if mapping:
        (folder / "map.toml").write_text(mapping, "utf-8")
        names = dict(read_debrief_mapping(folder / "map.toml"))
    return read_debrief_form(path, names=names, today=TODAY)


def test_an_export_of_microsoft_forms_is_read(tmp_path: Path) -> None:
    read = answers(tmp_path, MICROSOFT)
    ana, mia = read.rows
    assert (ana.learned, ana.rating) == (("Campaigns start with a brief", "Media is bought weekly"), 4)
    assert (ana.ideas, ana.named, ana.note, ana.partner) == (("One calendar of releases",), True, "", "Mia")
    assert (mia.learned, mia.rating) == (("Releases are on Thursdays",), 5)
    assert (mia.ideas, mia.named, mia.note) == ((), False, "Thanks, that was fun")
    assert (read.rejected, read.ignored) == ((), ())


def test_an_export_of_google_forms_is_read(tmp_path: Path) -> None:
    ana, mia = answers(tmp_path, GOOGLE).rows
    assert (ana.learned, ana.rating) == (("Campaigns start with a brief", "Media is bought weekly"), 4)
    assert (mia.learned, mia.rating) == (("Releases are on Thursdays", "Freezes are announced"), 5)
    (row,) = answers(tmp_path, GOOGLE_SHEET).rows
    assert (row.day, row.rating) == (date(2027, 1, 22), 4)


def test_a_german_export_is_read(tmp_path: Path) -> None:
    (ana,) = answers(tmp_path, MICROSOFT_GERMAN).rows
    assert ana.learned == ("Kampagnen beginnen mit einem Briefing", "Medien werden wöchentlich gekauft")
    assert (ana.rating, ana.ideas) == (4, ("Ein Kalender",))


@pytest.mark.parametrize(
    ("heading", "topic"),
    [
        ("What did you learn?", Topic.LEARNED),
        ("A second thing", Topic.LEARNED),
        ("Your biggest takeaway", Topic.LEARNED),
        ("How useful was what you learned? (1-5)", Topic.RATING),
        ("Please rate the visit", Topic.RATING),
        ("Please explain your rating", Topic.NOTE),
        ("Any idea for both departments?", Topic.IDEA),
        ("May we name you beside your idea?", Topic.NAMED),
        ("Pairing number", Topic.PAIRING),
        ("pairing", Topic.PAIRING),
        ("Who was your pairing partner?", Topic.PARTNER),
        ("Date of the visit", Topic.VISIT),
        ("Other comments", Topic.NOTE),
        ("Your favourite colour", None),
    ],
)
def test_a_question_is_told_by_its_words(heading: str, topic: Topic | None) -> None:
    assert topic_of(heading) is topic


def test_other_words_are_told_by_a_mapping(tmp_path: Path) -> None:
    text = "Timestamp,Email Address,Q1,Q2,Q3,Q4\n2027-01-22,a@x.example,This,That,3,Try it\n"
    with pytest.raises(MissingColumns, match="no question asks what was learned") as raised:
        answers(tmp_path, text)
    assert "--map" in raised.value.for_commands
    said = '[columns]\nlearned = ["Q1", "Q2"]\nrating = "q3"\n'
    (row,) = answers(tmp_path, text, said).rows
    assert (row.learned, row.rating, row.ideas) == (("This", "That"), 3, ())
    assert answers(tmp_path, text, said).ignored == ("Q4",)
    with pytest.raises(MissingColumns, match="there is no column 'Q9'"):
        answers(tmp_path, text, '[columns]\nlearned = "Q9"\n')
    with pytest.raises(InvalidValue, match="'Q9' is none of our columns"):
        answers(tmp_path, text, '[columns]\nQ9 = "learned"\n')
    with pytest.raises(InvalidValue, match="a form has no \\[sides\\]"):
        answers(tmp_path, text, '[sides]\nTech = "it"\n')


def test_only_the_first_of_two_ratings_is_that_of_the_visit(tmp_path: Path) -> None:
    read = answers(tmp_path, "Timestamp,Email Address,Rate the visit,Rate the room\n2027-01-22,a@x.example,3,1\n")
    assert (read.rows[0].rating, read.ignored) == (3, ("Rate the room",))


@pytest.mark.parametrize(
    ("heading", "value", "column", "says"),
    [
        ("Rating", "9", "rating", "'9' is not a rating. Give a whole number from 1 (no use) to 5"),
        ("Pairing number", "twelve", "pairing", "'twelve' is not the number of a pairing"),
        ("Date of the visit", "last week", "visit", "'last week' is not a day"),
        ("Rating", "", "learned", "Nothing is answered"),
    ],
)
def test_a_row_that_cannot_be_taken_says_what_would_be_right(
    tmp_path: Path, heading: str, value: str, column: str, says: str
) -> None:
    learned = "" if column == "learned" else "This"
    text = f'Timestamp,Email Address,What did you learn?,{heading}\n2027-01-22,a@x.example,{learned},"{value}"\n'
    (bad,) = answers(tmp_path, text).rejected
    assert (bad.line, bad.column, bad.value) == (2, column, value)
    assert says in bad.problem


def test_no_note_is_quoted(tmp_path: Path) -> None:
    header = "Timestamp,Email Address,What did you learn?,Comments"
    read = answers(tmp_path, f'{header}\n2027-01-22,a@x.example,x,"xy\0zzy"\n2027-01-22,a@x.example,x,xyzzy,xyzzy\n')
    assert [(one.column, one.value) for one in read.rejected] == [("note", ""), ("", "")]
    assert not any("zzy" in one.problem for one in read.rejected)


def test_things_stand_in_lines_of_their_own() -> None:
    assert split_things("1. This\n2) That\n\n- And more", lines=False) == ["This", "That", "And more"]
    assert split_things("This\r\nThat", lines=True) == ["This", "That"]
    assert split_things("Briefs come late; nobody asks, why;", lines=True) == ["Briefs come late", "nobody asks, why"]
    assert split_things("1. This; 2) that\nn/a;", lines=True) == ["This", "that"]
    assert split_things("Try this; then that", lines=False) == ["Try this; then that"]
    assert split_things("Try this,\nin two steps", lines=False) == ["Try this,\nin two steps"]
    assert (
        split_things("n/a", lines=True) == split_things(" - ", lines=False) == split_things("None.", lines=True) == []
    )
