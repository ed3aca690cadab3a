"""Undo and redo: whatever somebody did is taken back and done again, whole, unless somebody changed it since."""

import ast
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import MakeDesk, NewDesk
from ridealong import services
from ridealong.domain.errors import Refused
from ridealong.services import databases
from ridealong.services.changes import drafts
from ridealong.services.desk import Desk, open_desk
from ridealong.services.invites import export_invites
from ridealong.services.invites.meeting_changes import skip
from ridealong.services.invites.meeting_rows import MeetingQuery, list_meetings
from ridealong.services.journal import journal
from ridealong.services.journal.journal import JournalQuery
from ridealong.services.journal.undo import Undone, redo, undo
from ridealong.services.people import absences, people, people_list
from ridealong.services.people.people_list import PeopleQuery
from ridealong.services.people.purge import purge
from ridealong.services.plans import plans
from services.built import built
from services.conftest import SPRING, day, employ, employ_six, it
from services.mailing import KIM
from services.replies import ANA
from services.undo_cases import CASES, Case, content, draft, published
from thorough import examples, thorough_only


def names(desk: Desk) -> list[str]:
    return [one.name for one in people_list.page(desk, PeopleQuery()).rows]


LASTING = {
    "invites": "the lease of who delivers, which stands beside the journal",
    "invites export": "invites that were handed out",
    "identity": "a new database",
    "invites send": "mails",
    "invites caldav": "invites on a server",
    "people purge": "forgetting somebody",
    "undo": "taken back by redo",
    "redo": "taken back by undo",
}
"""Actions that are not taken back, and what they leave."""
BY_A_NAME = {
    "people": ("people edit", "people change-email"),
    "delivery": ("invites send", "invites caldav"),
    "undo": ("undo", "redo"),
}
"""Modules that hand the name of an action on, and the names."""


def test_every_action_is_either_taken_back_here_or_known_to_last() -> None:
    known = {one.action for one in CASES} | LASTING.keys()
    for module in pkgutil.walk_packages(services.__path__, "ridealong.services."):
        name = module.name.rpartition(".")[2]
        tree = ast.parse(inspect.getsource(import_module(module.name)))
        for action in _actions(name, tree):
            assert any(one == action or one.startswith(f"{action.strip()} ") for one in known), (
                f"{name} does '{action}': add a case to undo_cases.py, or say in LASTING why it lasts"
            )


def _actions(module: str, tree: ast.AST) -> list[str]:
    found: list[str] = []
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "changing":
            words = [one.value for one in ast.walk(call.args[0]) if isinstance(one, ast.Constant)]
            assert words or module in BY_A_NAME, f"{module} hands on the name of an action: say which in BY_A_NAME"
            found += [str(one) for one in words] or BY_A_NAME[module]
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.action)
def test_an_action_is_taken_back_and_done_again_whole(desk: Desk, tmp_path: Path, case: Case) -> None:
    small = built(desk, lambda new: (employ_six(new), case.before(new, tmp_path)), key=case.before)
    before = content(small)
    case.act(small, tmp_path)
    after = content(small)
    assert after != before
    undone = undo(small)
    assert (undone.action, content(small)) == (case.action, before)
    redone = redo(small)
    assert (redone.action, content(small)) == (case.action, after)
    undo(small)
    assert content(small) == before
    redo(small)
    assert content(small) == after
    assert databases.check(small) == []


def test_actions_are_taken_back_one_after_another_and_done_again_in_their_order(desk: Desk) -> None:
    employ(desk, it("Ana"), it("Ben"), it("Cho"))
    assert [undo(desk).summary for _ in range(2)] == ["Cho (Platform) added", "Ben (Platform) added"]
    assert names(desk) == ["Ana"]
    assert [redo(desk).summary for _ in range(2)] == ["Ben (Platform) added", "Cho (Platform) added"]
    assert names(desk) == ["Ana", "Ben", "Cho"]
    assert next_redo(desk) is None


def next_undo(desk: Desk) -> Undone | None:
    """What would be taken back; None where there is nothing."""
    return _looked(undo, desk)


def next_redo(desk: Desk) -> Undone | None:
    """What would be done again; None where there is nothing."""
    return _looked(redo, desk)


def _looked(call: Callable[..., Undone], desk: Desk) -> Undone | None:
    try:
        return call(desk, dry=True)
    except Refused as error:
        if error.code in ("nothing-to-undo", "nothing-to-redo"):
            return None
        raise


def test_what_is_next_is_told_beforehand(desk: Desk) -> None:
    assert (next_undo(desk), next_redo(desk)) == (None, None)
    employ(desk, it("Ana"))
    found = next_undo(desk)
    assert found is not None
    assert (found.summary, found.action, found.at) == ("Ana (Platform) added", "people add", desk.clock.now())
    undo(desk)
    assert next_undo(desk) is None
    again = next_redo(desk)
    assert again is not None
    assert (again.summary, again.entry) == (found.summary, found.entry)
    with pytest.raises(Refused, match=r"There is nothing to undo. Only what pat has done") as refused:
        undo(desk)
    assert refused.value.code == "nothing-to-undo"


def test_whoever_does_something_new_has_nothing_to_redo(desk: Desk) -> None:
    employ(desk, it("Ana"))
    undo(desk)
    employ(desk, it("Ben"))
    assert next_redo(desk) is None
    with pytest.raises(Refused, match="until something else is done that can be undone"):
        redo(desk)


def test_what_cannot_be_undone_keeps_nothing_from_being_done_again(one: Desk, tmp_path: Path) -> None:
    undo(one)
    export_invites.export(one, tmp_path / "out")
    people.add(one, it("Zoe"))
    undo(one)
    assert redo(one).summary == "Zoe (Platform) added"
    undo(one)
    assert undo(one).action == "plan"


@thorough_only
def test_what_is_undone_stays_so_though_its_undo_is_about_somebody_purged_since(
    small: Desk, make_desk: MakeDesk, tmp_path: Path
) -> None:
    kim = make_desk(config=KIM)
    published(small, tmp_path)
    one = draft(small)
    other = next(each for each in plans.page(small, SPRING).proposals if one.host != each.host)
    people.edit(small, ANA, {"role": "Analyst"})
    skip(small, next(each.id for each in list_meetings(small, MeetingQuery(program=SPRING)) if each.pairing == one.id))
    # With another host, the undo is about somebody of whom the action that it takes back knows nothing.
    drafts.swap(kim, one.id, other.id)
    undo(small)
    drafts.cancel(kim, one.id)
    people.remove(kim, other.host.email)
    purge(kim, other.host.email)
    assert next_redo(small) is None
    assert undo(small).summary == "Ana: role changed"
    assert redo(small).summary == "Ana: role changed"


def test_looking_what_would_be_taken_back_changes_nothing(desk: Desk, make_desk: MakeDesk) -> None:
    employ(desk, it("Ana"))
    before = desk.version()
    assert undo(desk, dry=True).dry
    assert (desk.version(), names(desk)) == (before, ["Ana"])
    undo(desk)
    assert redo(desk, dry=True).summary == "Ana (Platform) added"
    assert names(desk) == []


def test_undo_and_redo_are_in_the_journal_themselves(desk: Desk) -> None:
    employ(desk, it("Ana"))
    undo(desk)
    redo(desk)
    assert [(one.action, one.summary) for one in journal.page(desk, JournalQuery()).rows] == [
        ("redo", "Redone: Ana (Platform) added"),
        ("undo", "Undone: Ana (Platform) added"),
        ("people add", "Ana (Platform) added"),
    ]


def test_everybody_takes_back_only_what_they_did_themselves(desk: Desk, make_desk: MakeDesk) -> None:
    kim = make_desk(config=KIM)
    employ(desk, it("Ana"))
    employ(kim, it("Ben"))
    assert undo(desk).summary == "Ana (Platform) added"
    assert next_redo(kim) is None
    assert undo(kim).summary == "Ben (Platform) added"
    assert next_undo(desk) is None
    assert redo(desk).summary == "Ana (Platform) added"
    assert names(desk) == ["Ana"]


def test_what_changes_nothing_is_no_step(desk: Desk) -> None:
    employ(desk, it("Ana"))
    people.edit(desk, "ana@x.example", {"team": "Platform"})
    assert undo(desk).summary == "Ana (Platform) added"


def test_many_things_done_at_once_are_one_step(small: Desk) -> None:
    people.remove(small, "ana@x.example", "BEN@x.example", "mia@x.example")
    assert names(small) == ["Cho", "Noa", "Oto"]
    assert undo(small).summary == "3 people (Ana, Ben and Mia) removed"
    assert len(names(small)) == 6


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["pat", "kim"]),
        st.sampled_from(["team", "absence", "undo", "undo", "redo", "lasting", "close"]),
    ),
    max_size=16,
)


class Coordinator:
    """Somebody who looks after one person alone, with undo and redo as everybody knows them: two piles."""

    def __init__(self, desk: Desk, email: str) -> None:
        self.desk = desk
        self._email = email
        self._done: list[object] = []
        self._undone: list[object] = []

    def state(self) -> object:
        page = people.show(self.desk, self._email)
        return page.person, page.absences

    def move(self, what: str, number: int, folder: Path) -> None:
        was = self.state()
        match what:
            case "team":
                people.edit(self.desk, self._email, {"team": f"Team {number}"})
                self._done.append(was)
                self._undone.clear()
            case "absence":
                absences.add_absences(self.desk, [self._email], day(number))
                self._done.append(was)
                self._undone.clear()
            case "undo" if self._done:
                undo(self.desk)
                self._undone.append(was)
                assert self.state() == self._done.pop()
            case "redo" if self._undone:
                redo(self.desk)
                self._done.append(was)
                assert self.state() == self._undone.pop()
            case "lasting":
                export_invites.export(self.desk, folder)
            case "close":
                self.desk = open_desk(self.desk.store.where, clock=self.desk.clock, config=self.desk.config)
        assert (next_redo(self.desk) is not None, next_undo(self.desk) is not None) == (
            bool(self._undone),
            bool(self._done),
        )


@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_any_row_of_actions_of_two_people_behaves_like_piles_of_their_own(
    new_desk: NewDesk, tmp_path: Path, moves: list[tuple[str, str]]
) -> None:
    desk = new_desk()
    # Whoever set the two up has nothing to do with what follows.
    employ(replace(desk, config=replace(desk.config, coordinator="lou")), it("Ana"), it("Ben"))
    both = {
        "pat": Coordinator(desk, ANA),
        "kim": Coordinator(open_desk(desk.store.where, clock=desk.clock, config=KIM), "ben@x.example"),
    }
    for number, (who, what) in enumerate(moves):
        both[who].move(what, number, tmp_path / "out")
    assert databases.check(desk) == []
    for one in both.values():
        one.desk.close()
