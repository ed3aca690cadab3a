"""Settings that mean nothing to a kind of program."""

from dataclasses import fields
from typing import Any

import pytest

from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import Side
from ridealong.domain.program_options import has_setting
from ridealong.domain.programs import Kind, Program
from ridealong.services.desk import Desk
from ridealong.services.programs import program_settings, programs
from ridealong.services.programs.programs import NewProgram
from services.conftest import START

UNFIT: list[tuple[Kind, dict[str, Any], str]] = [
    (Kind.COFFEE, {"leads_agree": True}, "A program of the kind coffee has no team leads who agree to a draft"),
    (Kind.SPONSORS, {"group_size": 5}, "A program of the kind sponsors has no size of groups"),
    (Kind.SPONSORS, {"cover_percent": 20}, "A program of the kind sponsors has no team that visits take people away"),
    (Kind.RIDE_ALONG, {"group_size": 5}, "A program of the kind ride-along has no size of groups"),
]
SETTINGS = {"guests", *(one.name for one in fields(Program))}


@pytest.mark.parametrize(
    ("kind", "said", "problem"),
    [*UNFIT, (Kind.COFFEE, {"guests": Side.IT}, "A program of the kind coffee has no side that visits")],
)
def test_a_new_program_is_not_made_with_them(desk: Desk, kind: Kind, said: dict[str, Any], problem: str) -> None:
    with pytest.raises(InvalidValue, match=problem) as refused:
        programs.create(desk, NewProgram(name="New", kind=kind, start=START, **said))
    assert refused.value.remedy.startswith("Leave that out; it is for ")
    assert programs.list_all(desk) == ()


@pytest.mark.parametrize(("kind", "said", "problem"), UNFIT)
def test_nor_does_a_program_get_them_later(desk: Desk, kind: Kind, said: dict[str, Any], problem: str) -> None:
    before = programs.create(desk, NewProgram(name="New", kind=kind, start=START)).program
    with pytest.raises(InvalidValue, match=problem):
        program_settings.edit(desk, "New", program_settings.ProgramChange(**said))
    assert programs.show(desk, "New").program == before


def test_what_the_kind_has_is_taken(desk: Desk) -> None:
    made = programs.create(desk, NewProgram(name="New", kind=Kind.COFFEE, start=START, group_size=5)).program
    assert made.group_size == 5


def test_what_a_kind_does_not_use_is_known_by_the_name_of_the_setting() -> None:
    idle = {kind: {name for name in SETTINGS if not has_setting(kind, name)} for kind in Kind}
    assert idle[Kind.COMPOSITE] >= {"guests", "host_rest_weeks", "repeat_days", "visits_per_guest", "prepare"}
    assert not idle[Kind.COMPOSITE] & {"cover_percent", "overlap_minutes", "may_miss", "teams_at_once", "visit_busy"}
    assert idle[Kind.RIDE_ALONG] == {"group_size", "overlap_minutes", "may_miss", "teams_at_once", "hand_over_weeks"}
