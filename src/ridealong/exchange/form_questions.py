"""Which question of a form is which, by the words in its heading."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ridealong.domain.values import quoted
from ridealong.exchange.columns import MissingColumns
from ridealong.exchange.forms import Form


class Topic(StrEnum):
    """What a question of a debrief is about."""

    RATING = "rating"
    LEARNED = "learned"
    NAMED = "named"
    IDEA = "idea"
    PAIRING = "pairing"
    PARTNER = "partner"
    VISIT = "visit"
    NOTE = "note"


NAMES = ("email", "day", *Topic)
"""Our names of the columns that a mapping of a debrief form may say something of."""
TOLD = (Topic.LEARNED, Topic.RATING, Topic.IDEA, Topic.NOTE)
"""What a form has to ask at least one of."""

# The first topic that fits is meant, so that `How useful was what you learned? (1-5)` is a rating. What only explains
# a rating is a note, and the same words in German are as good.
_WORDS: tuple[tuple[Topic, tuple[str, ...]], ...] = (
    (Topic.NOTE, ("explain", "reason for", "why this rating", "begründ")),
    (
        Topic.RATING,
        (
            *("rate ", "rating", "how useful", "how valuable", "how worthwhile", "how satisfied", "how good", "stars"),
            *("1-5", "1 - 5", "1–5", "1 to 5", "out of 5", "bewert", "wie nützlich", "wie hilfreich", "sterne"),
        ),
    ),
    (Topic.NAMED, ("may we name", "name you", "your name beside", "be named", "namentlich")),
    (Topic.PAIRING, ("pairing number", "number of the pairing", "number of your pairing", "pairing id", "pairing no")),
    (
        Topic.LEARNED,
        (
            "learn",
            "take away",
            "takeaway",
            "take-away",
            "insight",
            "thing you",
            "second thing",
            "third thing",
            "gelernt",
        ),
    ),
    (Topic.IDEA, ("idea", "suggest", "would you try", "like to try", "could be tried", "idee", "vorschl")),
    (Topic.VISIT, ("date of", "day of", "first day", "last day", "when did", "when was", "tag des", "datum")),
    (
        Topic.PARTNER,
        ("partner", "whom", "who did you", "who was your", "your host", "your guest", "buddy", "colleague", "mit wem"),
    ),
    (Topic.NOTE, ("comment", "anything else", "note", "feedback", "remark", "other thoughts", "sonst", "anmerk")),
)


@dataclass(frozen=True, slots=True)
class Questions:
    """The places of the questions of a form by what they are about, in the order of the form."""

    places: Mapping[Topic, tuple[int, ...]]

    def all(self, topic: Topic, answers: Sequence[str]) -> tuple[str, ...]:
        """What was answered to the questions about a topic; what is empty is left out."""
        return tuple(answers[place] for place in self.places.get(topic, ()) if answers[place])

    def first(self, topic: Topic, answers: Sequence[str]) -> str:
        """The first answer about a topic; empty where there is none."""
        return next(iter(self.all(topic, answers)), "")

    def heading(self, topic: Topic, form: Form) -> str:
        """What the form calls the first question about a topic."""
        places = self.places.get(topic)
        return form.questions[places[0]] if places else str(topic)


def questions_of(form: Form, said: Mapping[str, Sequence[str]]) -> Questions:
    """Which question of a debrief form is which.

    Args:
        said: our names of columns, of `NAMES`, to the form's headings, where a mapping says so; the other questions are
            told by their words.

    Raises:
        MissingColumns: no question is about what was learned, a rating, an idea or a note; or `said` names none.
    """
    places: dict[Topic, tuple[int, ...]] = {}
    for known in Topic:
        if known in said:
            places[known] = form.named(said[known])
    taken = {place for some in places.values() for place in some}
    for place, heading in enumerate(form.questions):
        topic = topic_of(heading)
        if place not in taken and topic is not None and topic not in said:
            places[topic] = (*places.get(topic, ()), place)
    # A form may rate the room as well as the visit; only the first rating is that of the visit.
    if len(places.get(Topic.RATING, ())) > 1 and Topic.RATING not in said:
        places[Topic.RATING] = places[Topic.RATING][:1]
    if not any(topic in places for topic in TOLD):
        there = ", ".join(f"'{quoted(one)}'" for one in form.questions) or "none"
        raise MissingColumns(
            f"{form.source}, line {form.line}: no question asks what was learned, for a rating or for an idea; "
            f"the questions are {there}",
            'Say in a mapping file which is which: [columns] learned = ["First thing", "Second thing"]',
            typed='Say in a file for --map which is which: [columns] learned = ["First thing", "Second thing"]',
        )
    return Questions(places)


def topic_of(heading: str) -> Topic | None:
    """What a question is about, by its words; None where they do not tell."""
    words = " ".join(unicodedata.normalize("NFKC", heading).split()).casefold()
    if words in tuple(Topic):
        return Topic(words)
    return next((topic for topic, known in _WORDS if any(word in f"{words} " for word in known)), None)
