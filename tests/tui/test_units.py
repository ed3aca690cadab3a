"""What needs no terminal: text, columns, pages, actions."""

from datetime import date

import pytest

from ridealong.domain.days import Days
from ridealong.tui.actions import ACTIONS, PLACES, bindings, key_label
from ridealong.tui.dates import span_words
from ridealong.tui.text import fit_bar, fit_word, fitted, listed, many, shown, wrapped
from ridealong.tui.widgets.columns import Column, fit_columns
from ridealong.tui.widgets.pages import PAGE, Pages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ana Lima", "Ana Lima"),
        ("[/x] Ben", "[/x] Ben"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("one\ntwo", "one\\ntwo"),
        ("a\u202eb", "a\\u202eb"),
        ("no\u00a0break", "no break"),
        ("\ud800", "\\ud800"),
    ],
)
def test_user_text_reaches_no_terminal_unescaped(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_text_is_fitted_by_cells_not_by_characters() -> None:
    assert fitted("Ana", 5) == "Ana  "
    assert fitted("Anabelle", 5) == "Anab…"
    assert fitted("東京都庁", 5) == "東京…"
    assert fitted("7", 3, right=True) == "  7"
    assert fitted("x", 0) == ""


def test_a_line_of_several_is_broken_between_words_and_what_follows_it_stays() -> None:
    assert wrapped("one two three\nkeys", 8, 3) == "one two\nthree\nkeys"
    assert wrapped("one two three four five\nkeys", 8, 3) == "one two\nthree f…\nkeys"
    assert wrapped("one", 8, 3) == "one"


def test_words_for_numbers_days_and_lists() -> None:
    assert many(1, "person", "people") == "1 person"
    assert many(1204, "person", "people") == "1,204 people"
    assert span_words(Days(date(2027, 1, 11), date(2027, 1, 15))) == "11–15 Jan 2027"
    assert span_words(Days(date(2027, 1, 25), date(2027, 2, 5))) == "25 Jan – 5 Feb 2027"
    assert span_words(Days(date(2026, 12, 28), date(2027, 1, 1))) == "28 Dec 2026 – 1 Jan 2027"
    assert listed(["a", "b", "c", "d"]) == "a, b, c and 1 more"
    assert [fit_word(points) for points in (0, 30, 50, 75)] == ["poor", "fair", "good", "very good"]
    assert fit_bar(50, 6) == ("━━━", "───")


def test_columns_of_the_highest_rank_leave_first_and_none_is_too_wide() -> None:
    columns = [
        Column("a", 10, str),
        Column("b", 10, str, rank=1, grow=1),
        Column("c", 10, str, rank=2),
    ]
    assert [(column.title, width) for column, width in fit_columns(columns, 40)] == [("a", 10), ("b", 16), ("c", 10)]
    assert [column.title for column, _ in fit_columns(columns, 30)] == ["a", "b"]
    assert [(column.title, width) for column, width in fit_columns(columns, 6)] == [("a", 6)]
    for width in range(1, 60):
        assert sum(cells for _, cells in fit_columns(columns, width)) <= width


def test_columns_grow_up_to_what_they_can_use_and_only_then_beyond_it() -> None:
    columns: list[Column[int]] = [
        Column("name", 10, str, grow=1, most=14),
        Column("day", 5, str),
        Column("why", 10, str, grow=3),
    ]
    assert [width for _, width in fit_columns(columns, 37)] == [12, 5, 16]
    assert [width for _, width in fit_columns(columns, 79)] == [14, 5, 56]
    capped = [*columns[:2], Column("why", 10, str, grow=3, most=20)]
    assert [width for _, width in fit_columns(capped, 43)] == [14, 5, 20]
    assert [width for _, width in fit_columns(capped, 63)] == [19, 5, 35]
    for room in range(29, 120):
        assert sum(width for _, width in fit_columns(capped, room)) == room - 4


def test_pages_ask_once_and_ignore_what_an_older_reading_brings() -> None:
    pages: Pages[int] = Pages()
    old = pages.renew()
    assert pages.want(0, 20) == [0]
    assert pages.want(0, 20) == []
    ticket = pages.renew()
    assert pages.want(0, 20) == [0]
    assert not pages.put(old, 0, (1, 2), 2)
    assert pages.put(ticket, 0, tuple(range(PAGE)), 250)
    assert pages.want(90, 240) == [100, 200]
    assert pages.get(99) == 99
    assert pages.get(100) is None


def test_rows_of_the_reading_before_stay_until_the_new_ones_arrive() -> None:
    pages: Pages[str] = Pages()
    pages.want(0, 1)
    pages.put(pages.ticket, 0, ("old",), 1)
    ticket = pages.renew()
    assert pages.get(0) == "old"
    assert pages.want(0, 10) == [0]
    pages.put(ticket, 0, (), 0)
    assert pages.get(0) is None
    assert pages.total == 0


def test_every_action_has_a_place_and_no_two_of_one_place_share_a_key() -> None:
    assert all(action.place in PLACES for action in ACTIONS)
    bound = [(action.place, key) for action in ACTIONS for key in action.keys.split(",") if key]
    assert [one for one in set(bound) if bound.count(one) > 1] == []


MEANINGS = {
    "a": ("write down",),
    "b": ("ill", "cannot come"),
    "c": ("program",),
    "d": ("remove", "set the draft aside", "skip", "archive", "take back"),
    "e": ("edit", "move the meeting", "ended"),
    "f": ("way", "forecast"),
    "g": ("first",),
    "h": ("left", "only the host", "held"),
    "i": ("import", "read replies", "the invites"),
    "j": ("down", "next"),
    "k": ("up", "before"),
    "l": ("right", "to the page of the other"),
    "m": ("mark", "move", "mail", "missed"),
    "n": ("add", "create", "agree on another", "nothing"),
    "p": ("pin", "keep the pairing"),
    "q": ("quit", "close"),
    "r": ("plan", "the lead refuses"),
    "s": ("candidates",),
    "t": ("today",),
    "w": ("why", "only the week"),
    "x": ("export", "write the report"),
    "y": ("copy", "yes"),
    "z": ("more at once",),
    "A": ("apart",),
    "B": ("back",),
    "D": ("draft before", "came out"),
    "E": ("enrol",),
    "G": ("last",),
    "H": ("let somebody",),
    "I": ("import",),
    "M": ("measure",),
    "N": ("copy",),
    "P": ("publish",),
    "R": ("replace what can no longer take place", "fill open"),
    "T": ("teams instead of people", "tick off"),
    **dict.fromkeys("12345", ("go to", "rate it")),
    "exclamation_mark": ("show only",),
    "full_stop": ("private", "archived", "taken out"),
    "left_square_bracket": ("before", "back", "more weeks"),
    "right_square_bracket": ("next", "on", "fewer weeks"),
}
"""A key that works in several places -> the words of which one stands in what it does in each."""


def test_the_same_letter_means_the_same_everywhere() -> None:
    says: dict[str, set[str]] = {}
    for action in ACTIONS:
        for key in action.keys.split(","):
            if len(key) == 1 or key in MEANINGS:
                says.setdefault(key, set()).add(action.says.casefold())
    shared = {key: words for key, words in says.items() if len(words) > 1}
    assert set(shared) <= set(MEANINGS)
    odd = [(key, one) for key, all_of_it in shared.items() for one in all_of_it if not _means(key, one)]
    assert odd == []


def _means(key: str, says: str) -> bool:
    return any(words in says for words in MEANINGS[key])


def test_keys_are_written_as_on_keyboards() -> None:
    assert [key_label(key) for key in ("ctrl+p", "f1", "question_mark", "G", "left_square_bracket", "shift+tab")] == [
        "Ctrl+P",
        "F1",
        "?",
        "G",
        "[",
        "Shift+Tab",
    ]
    assert {binding.id for binding in bindings("app")} >= {"app.people", "app.leave", "app.keys"}
