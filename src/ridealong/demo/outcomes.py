"""What came out of the visits of the made-up company: debriefs, as a form's answers, and what became of ideas."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from random import Random

from ridealong.demo.calendar import ANSWERED, DEMO_TODAY
from ridealong.demo.idea_texts import BECAME, IDEAS
from ridealong.demo.learned import LEARNED, LEARNED_OF_ALL
from ridealong.domain.debriefs import LEAST_LEARNED, last_day_overdue
from ridealong.domain.people import Side
from ridealong.services.desk import Desk
from ridealong.services.outcomes import debrief_pages, ideas
from ridealong.services.outcomes.debrief_pages import DebriefRow

HEADER = (
    "Completion time",
    "Email",
    "Whom were you with?",
    "How useful was the visit? (1-5)",
    "First thing you learned",
    "Second thing you learned",
    "An idea to try",
    "May we name you beside your idea?",
)
"""The questions of the form, and what a form adds by itself."""
Answer = tuple[date, str, str, int, str, str, str, str]

_RATINGS = (5,) * 10 + (4,) * 9 + (3,) * 4 + (2,)
_BOTH_ANSWER = 0.7
_IN_TIME = 0.6
_OF_ALL_TEAMS = 0.15
_VISITS_FOR_AN_IDEA, _FIRST_WITH_AN_IDEA = 5, 2
_DAYS_TO_ANSWER = 6
_OVERDUE = 3
_REVIEWED = len(BECAME)


def answers(desk: Desk, chance: Random) -> list[Answer]:
    """What guests and hosts answered after most visits that are over; of the last late ones, three say too little.

    Args:
        desk: on the day on which the answers are read.
    """
    return list(_Form(desk, chance).answers())


def review_ideas(desk: Desk) -> None:
    """Note what becomes of the oldest ideas; the others are still open."""
    notes = {state: cycle(texts) for state, texts in BECAME}
    found = sorted(ideas.page(desk, ideas.IdeaQuery()).rows, key=lambda row: (row.idea.noted, row.idea.number))
    for row, (state, texts) in zip(found[:_REVIEWED], cycle(BECAME), strict=False):
        if texts:
            ideas.change(desk, row.idea.number, ideas.IdeaChange(state=state, note=next(notes[state])))


class _Form:
    """The form while it is filled in, visit by visit."""

    def __init__(self, desk: Desk, chance: Random) -> None:
        self._chance = chance
        self._visits = sorted(
            debrief_pages.listed(desk, debrief_pages.DebriefQuery()).rows, key=lambda row: (row.days.last, row.pairing)
        )
        # None comes twice before all were there.
        self._of_teams = {team: cycle(chance.sample(texts, len(texts))) for team, texts in LEARNED.items()}
        self._of_sides = {side: cycle(chance.sample(texts, len(texts))) for side, texts in LEARNED_OF_ALL.items()}
        self._ratings = cycle(chance.sample(_RATINGS, len(_RATINGS)))
        self._ideas = {side: iter(chance.sample(texts, len(texts))) for side, texts in IDEAS.items()}

    def answers(self) -> Iterator[Answer]:
        due = last_day_overdue(DEMO_TODAY)
        late = [row.pairing for row in self._visits if row.days.last <= due]
        missing = late[len(late) - min(_OVERDUE, len(late) // 3) :]
        for number, row in enumerate(self._visits):
            with_idea = number % _VISITS_FOR_AN_IDEA == _FIRST_WITH_AN_IDEA
            if missing and row.pairing == missing[-1]:
                yield self._answer(row, row.guest_side, learned=LEAST_LEARNED - 1)
            elif row.pairing not in missing and (row.days.last <= due or self._chance.random() < _IN_TIME):
                yield self._answer(row, row.guest_side, learned=LEAST_LEARNED, with_idea=with_idea)
                if self._chance.random() < _BOTH_ANSWER:
                    yield self._answer(row, row.guest_side.other, learned=1)

    def _answer(self, row: DebriefRow, side: Side, *, learned: int, with_idea: bool = False) -> Answer:
        guest = (row.guest_email, row.host_email, row.host_team)
        email, other, team = guest if side is row.guest_side else (row.host_email, row.guest_email, row.guest_team)
        day = min(row.days.last + timedelta(days=self._chance.randrange(_DAYS_TO_ANSWER)), ANSWERED)
        texts = [self._learned(side.other, team) for _ in range(learned)]
        idea = next(self._ideas[side], "") if with_idea else ""
        named = self._chance.choice(("Yes", "Yes", "No")) if idea else ""
        return day, email, other, next(self._ratings), texts[0], texts[1] if len(texts) > 1 else "", idea, named

    def _learned(self, of: Side, team: str) -> str:
        return next(self._of_sides[of] if self._chance.random() < _OF_ALL_TEAMS else self._of_teams[team])
