"""The history: searched, sorted, paged, and marked with how each pairing went."""

from datetime import timedelta
from pathlib import Path

import pytest

from conftest import MakeDesk
from ridealong.domain.errors import InvalidValue, NotFound, Refused
from ridealong.domain.pairings import State
from ridealong.services.desk import Desk
from ridealong.services.outcomes import history
from ridealong.services.outcomes.history import SORTS, HistoryQuery
from ridealong.services.outcomes.import_history import import_history
from ridealong.services.people import people
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from services.conftest import START, csv, ride_alongs

HEADER = "program,kind,it_email,marketing_email,guest,start,end,state"


@pytest.fixture
def past(small: Desk, tmp_path: Path) -> Desk:
    rows = (
        "Autumn,ride-along,ana@x.example,mia@x.example,it,2026-09-07,2026-09-11,held",
        "Autumn,ride-along,ben@x.example,noa@x.example,marketing,2026-09-14,2026-09-18,missed",
        "Winter buddies,buddy,ana@x.example,noa@x.example,,2026-10-05,2026-12-25,ended",
    )
    import_history(small, csv(tmp_path, HEADER, *rows))
    return small


def found(desk: Desk, query: HistoryQuery) -> list[str]:
    rows = history.page(desk, query).rows
    return [f"{row.it_name}-{row.marketing_name}" for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["Ana-Noa", "Ben-Noa", "Ana-Mia"]),
        ("ana", ["Ana-Noa", "Ana-Mia"]),
        ("ana autumn", ["Ana-Mia"]),
        ("state:held", ["Ana-Mia"]),
        ("kind:buddy", ["Ana-Noa"]),
        ("team:crm", ["Ana-Noa", "Ben-Noa"]),
        ("person:NOA program:autumn", ["Ben-Noa"]),
        ('program:"winter bud"', ["Ana-Noa"]),
        ("%", []),
        ("it:ana", ["Ana-Noa", "Ana-Mia"]),
        ("it:data", ["Ben-Noa"]),
        ("marketing:crm", ["Ana-Noa", "Ben-Noa"]),
        ("it:noa", []),
        ("it:platform marketing:brand", ["Ana-Mia"]),
        ("since:2026-09-14", ["Ana-Noa", "Ben-Noa"]),
        ("since:2026-09-08 until:2026-10-04", ["Ben-Noa"]),
        ("until:today autumn", ["Ben-Noa", "Ana-Mia"]),
        ("fit:0", []),
    ],
)
def test_pairings_are_found_by_words_and_terms(past: Desk, text: str, expected: list[str]) -> None:
    assert found(past, HistoryQuery(text=text)) == expected


@pytest.mark.parametrize("text", ["since:soon", "until:", "fit:good", "fit:-1", "since:2026-9"])
def test_a_time_or_a_fit_that_is_none_is_refused_with_what_would_be_right(past: Desk, text: str) -> None:
    if text.endswith(":"):
        # Somebody is still typing.
        assert len(found(past, HistoryQuery(text=text))) == 3
        return
    with pytest.raises(InvalidValue, match="Write"):
        found(past, HistoryQuery(text=text))


@pytest.mark.parametrize(
    ("text", "said"),
    [("state:h", ""), ("state:gone", "Write state:proposed, .* or state:cancelled"), ("kind:x", "Write kind:buddy, ")],
)
def test_a_state_or_a_kind_that_there_is_not_is_refused_with_those_that_there_are(
    past: Desk, text: str, said: str
) -> None:
    if not said:
        assert found(past, HistoryQuery(text=text))
        return
    with pytest.raises(InvalidValue, match=said):
        found(past, HistoryQuery(text=text))


def test_what_was_planned_is_found_by_its_fit(past: Desk) -> None:
    plans.plan(past, ride_alongs(past))
    fits = sorted(row.fit or 0 for row in history.page(past, HistoryQuery(states=(State.PROPOSED,))).rows)
    for least in (0, fits[-1], 100):
        wanted = [fit for fit in fits if fit >= least]
        assert len(found(past, HistoryQuery(text=f"fit:{least}", states=(State.PROPOSED,)))) == len(wanted)


def test_drafts_are_found_by_the_word_of_the_screens_too(past: Desk) -> None:
    plans.plan(past, ride_alongs(past))
    drafts = found(past, HistoryQuery(text="state:proposed"))
    assert drafts
    assert found(past, HistoryQuery(text="state:draft")) == found(past, HistoryQuery(text="state:Dr")) == drafts
    assert found(past, HistoryQuery(text="state:held")) == ["Ana-Mia"]


def test_the_history_is_narrowed_to_the_teams_of_both(past: Desk) -> None:
    assert found(past, HistoryQuery(it_team="PLATFORM")) == ["Ana-Noa", "Ana-Mia"]
    assert found(past, HistoryQuery(marketing_team="crm")) == ["Ana-Noa", "Ben-Noa"]
    assert found(past, HistoryQuery(it_team="Platform", marketing_team="CRM")) == ["Ana-Noa"]
    assert found(past, HistoryQuery(it_team="Plat")) == []


def test_the_history_is_narrowed_to_a_program_a_person_or_states(past: Desk) -> None:
    assert found(past, HistoryQuery(program="AUTUMN")) == ["Ben-Noa", "Ana-Mia"]
    assert found(past, HistoryQuery(person="NOA@x.example")) == ["Ana-Noa", "Ben-Noa"]
    assert found(past, HistoryQuery(states=(State.HELD, State.ENDED))) == ["Ana-Noa", "Ana-Mia"]
    with pytest.raises(NotFound):
        found(past, HistoryQuery(program="X"))


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("descending", [True, False])
def test_pages_repeat_and_miss_nothing(past: Desk, sort: str, descending: bool) -> None:
    query = HistoryQuery(sort=sort, descending=descending)
    pages = [history.page(past, query, offset, 1) for offset in range(3)]
    assert [row for page in pages for row in page.rows] == list(history.page(past, query).rows)
    assert len({row.id for page in pages for row in page.rows}) == 3
    assert {page.total for page in pages} == {3}


def test_lists_are_sorted_by_the_person_of_a_side_whoever_visits(past: Desk) -> None:
    assert found(past, HistoryQuery(sort="marketing", descending=False)) == ["Ana-Mia", "Ben-Noa", "Ana-Noa"]
    assert found(past, HistoryQuery(sort="it", descending=False)) == ["Ana-Mia", "Ana-Noa", "Ben-Noa"]


def test_drafts_are_no_history(past: Desk) -> None:
    plans.plan(past, ride_alongs(past))
    assert len(found(past, HistoryQuery())) == 3
    assert len(found(past, HistoryQuery(states=(State.PROPOSED,)))) == 3


def test_a_pairing_is_marked_once_it_has_begun(small: Desk, make_desk: MakeDesk) -> None:
    name = ride_alongs(small, rounds=1)
    plans.plan(small, name)
    publishing.publish(small, name)
    one = history.page(small, HistoryQuery()).rows[0]
    with pytest.raises(Refused, match=rf"Pairing {one.id} only begins on 2027-01-11, so it cannot be held yet"):
        history.mark(small, one.id, State.HELD)
    over = make_desk(START + timedelta(days=7))
    assert history.page(over, HistoryQuery(unmarked=True)).total == 3
    assert history.mark(over, one.id, State.HELD).state is State.HELD
    assert history.page(over, HistoryQuery(unmarked=True)).total == 2
    with pytest.raises(NotFound, match=r"There is no pairing 999"):
        history.mark(over, 999, State.HELD)


def test_a_pairing_ends_early_only_once_it_has_begun(small: Desk, make_desk: MakeDesk) -> None:
    name = ride_alongs(small, rounds=1)
    plans.plan(small, name)
    publishing.publish(small, name)
    one = history.page(small, HistoryQuery()).rows[0]
    with pytest.raises(Refused, match=r"begins on 2027-01-11, so it cannot be ended yet.*or cancel it$"):
        history.mark(small, one.id, State.ENDED)
    assert history.page(small, HistoryQuery(states=(State.ENDED,))).total == 0
    assert history.mark(make_desk(START), one.id, State.ENDED).state is State.ENDED


def test_who_moves_to_another_team_does_not_rewrite_which_teams_have_met(past: Desk) -> None:
    people.edit(past, "ana@x.example", {"team": "Security"})
    (row,) = history.page(past, HistoryQuery(text="kind:buddy")).rows
    assert row.it_team == "Platform"
