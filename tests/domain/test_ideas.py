"""How an idea goes from spark to project."""

import pytest

from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.ideas import IdeaState, check_owner, check_step, read_idea, read_idea_state

OPEN, TAKEN_UP, PROJECT, DONE, DROPPED = IdeaState
ALLOWED = {
    (OPEN, TAKEN_UP), (OPEN, PROJECT), (OPEN, DONE), (OPEN, DROPPED),
    (TAKEN_UP, OPEN), (TAKEN_UP, PROJECT), (TAKEN_UP, DONE), (TAKEN_UP, DROPPED),
    (PROJECT, TAKEN_UP), (PROJECT, DONE), (PROJECT, DROPPED),
    (DONE, TAKEN_UP), (DONE, PROJECT),
    (DROPPED, OPEN), (DROPPED, TAKEN_UP),
}  # fmt: skip


@pytest.mark.parametrize("before", IdeaState)
@pytest.mark.parametrize("after", IdeaState)
def test_only_some_states_follow_others(before: IdeaState, after: IdeaState) -> None:
    if (before, after) in ALLOWED:
        check_step(3, before, after)
        return
    with pytest.raises(Refused, match=f"Idea 3 is {before.said}"):
        check_step(3, before, after)


def test_who_takes_an_idea_up_owns_it() -> None:
    for state in IdeaState:
        check_owner(state, owned=True, named=True)
        if state in (TAKEN_UP, PROJECT):
            with pytest.raises(Refused, match="needs an owner"):
                check_owner(state, owned=False, named=False)
        else:
            check_owner(state, owned=False, named=False)
    with pytest.raises(Refused, match="nobody can agree to be named"):
        check_owner(OPEN, owned=False, named=True)


def test_a_state_is_read_with_or_without_a_hyphen() -> None:
    assert read_idea_state("Taken Up") is read_idea_state("taken-up") is TAKEN_UP
    with pytest.raises(InvalidValue, match="It is one of open, taken-up, project, done, dropped"):
        read_idea_state("won")
    with pytest.raises(InvalidValue, match="needs a text"):
        read_idea("  ")
