"""What is said of open places of several people together: the kinds of their reasons, without names of one case."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from ridealong.domain.wording import listed
from ridealong.services.plans.plan_views import ABSENT, OpenPlace

_KINDS = (
    (
        re.compile(
            r"\b(full|takes? nobody|rests?|most visits allowed|seats are taken|one guest more|too many guests"
            r"|hosts a visit|as many guests as allowed)\b"
        ),
        "their hosts are full or resting",
    ),
    (re.compile(r"\b(cover|out already)\b"), "enough of a team are out already"),
    (re.compile(r"\blead does not agree\b"), "a lead does not agree"),
    (re.compile(r"\btoo (recently|close)\b"), "they met their hosts too recently"),
    (re.compile(r"\b(away|closed)\b"), "the hosts left are away"),
)
"""Why places are open, by the planner's words without names: the first that fits, and how it is said of several."""
OTHER = "nobody is left whom they may meet"
_OWN = (
    (re.compile(r" takes nobody$"), "take nobody"),
    (re.compile(r" (has left|leaves on \S+|leaves before the end)$"), "leave"),
    (re.compile(r" is not at work yet$"), "begin later"),
    (re.compile(r" pauses until \S+$"), "pause"),
    (re.compile(r" takes no part: "), "have a freeze"),
)
"""Why rounds are closed to people, by the end of the reason, and how it is said of several."""
_ELSE = "have no time"
_AWAY = re.compile(r"(|and|,|\d+( hosts)?|((is|are) )?away|too few of|(are )?there)")


def kind_of(texts: Iterable[str]) -> str:
    """The kind of a reason of the planner, given what it says beside names, as it is said of several people."""
    text = " ".join(texts)
    return next((words for pattern, words in _KINDS if pattern.search(text)), OTHER)


def own_kind(texts: Sequence[str]) -> str:
    """The same of a place that is open since people are away, or have the round closed."""
    if all(_AWAY.fullmatch(one.strip()) for one in texts):
        return ABSENT
    return next((words for pattern, words in _OWN if len(texts) == 1 and pattern.search(texts[0])), _ELSE)


def commonest(some: Sequence[OpenPlace], *, places: bool = False) -> str:
    """The reason that most open places have; of several people, the kind of it; where all differ, that of the first."""
    reasons, kinds = Counter(one.reason for one in some), Counter(one.kind for one in some)
    reason, times = reasons.most_common(1)[0]
    if len(reasons) > 1 and len({one.guest.email for one in some}) > 1 and "" not in kinds:
        kind = kinds.most_common(1)[0][0]
        return kind if len(kinds) == 1 else f"mostly, {kind}"
    if times == 1 and (places or len(some) > 1):
        first = some[0]
        return f"{first.guest.name} in round {first.round + 1}, {first.reason}"
    return reason if len(reasons) == 1 else f"mostly, {reason}"


def closing(places: Sequence[OpenPlace]) -> str:
    """Why places are open of which each is so only since somebody is away or has the round closed: `: takes nobody`."""
    reasons = {(one.guest.name, one.reason) for one in places}
    if len(reasons) == 1 and places[0].kind != ABSENT:
        name, reason = reasons.pop()
        return f": {reason.removeprefix(f'{name} ')}"
    words = listed(sorted({one.kind or ABSENT for one in places}))
    return f", only because people {words}"
