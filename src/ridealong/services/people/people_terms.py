"""What people type to narrow a list of people: free words, and terms such as `team:brand` or `met:never`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from ridealong.domain.consent import Word
from ridealong.domain.days import Days
from ridealong.domain.errors import InvalidValue
from ridealong.domain.people import Side
from ridealong.domain.programs import EnrolmentState
from ridealong.domain.values import quoted
from ridealong.services.search import check_choice, read_terms, read_when
from ridealong.storage.queries.people_conditions import PeopleSearch

COLUMNS = ("name", "email", "team", "side", "role", "site", "knows", "wants")
"""Terms that look for a text in one column."""
TERMS = (*COLUMNS, "away", "met", "next", "paired", "embedded", "work", "program", "enrolled", "zone", "manager")
"""All terms, in the order in which they are named to people."""

ANSWERS = (*map(str, EnrolmentState), str(Word.REFUSED))
"""What may stand behind `enrolled:`; the last one is what managers have said."""

NEVER, NONE, ANY = "never", "none", "any"
_NUMBER = re.compile(r"(\d{1,6})(\+?)")


def people_search(text: str, today: date, zone: str = "") -> PeopleSearch:
    """What somebody typed to narrow a list of people.

    Args:
        text: words that must stand somewhere, and terms: `team:brand side:it role:lead site:berlin knows:sql wants:crm`
            look in one place; `away:WHEN` for who is absent then; `met:never`, `met:any`, `met:3` or `met:3+` for how
            many people they have met; `next:none`, `next:any` or `next:WHEN` for their published pairings and embeds;
            `paired:` with the same words for pairings of any state, drafts included; `embedded:none`, `embedded:any`,
            `embedded:now` or `embedded:WHEN` for published composite teams; `work:now`, `work:left` or `work:later`;
            `program:NAME`, `program:none` and `enrolled:agreed` for programs, `enrolled:refused` for those whose
            manager refused; `zone:berlin`; `manager:NAME`.
        today: the day it is. zone: that of people who have none of their own.

    Raises:
        InvalidValue: the value of a term is none that it knows.
    """
    terms = read_terms(text, TERMS)
    found = PeopleSearch(
        words=terms.words,
        fields=[pair for pair in terms.fields if pair[0] in COLUMNS],
        zone=[value for name, value in terms.fields if name == "zone"],
        manager=[value for name, value in terms.fields if name == "manager"],
        default_zone=zone,
        today=today,
    )
    for name, value in terms.fields:
        if reader := _READERS.get(name):
            found = reader(found, value)
    return found


def _away(found: PeopleSearch, value: str) -> PeopleSearch:
    return replace(found, away=read_when(value, found.today))


def _met(found: PeopleSearch, value: str) -> PeopleSearch:
    match value.casefold():
        case "never":
            return replace(found, met=(0, 0))
        case "any":
            return replace(found, met=(1, None))
    number = _NUMBER.fullmatch(value)
    if number is None:
        raise InvalidValue(f"'{quoted(value)}' is no number of people", "Write met:never, met:any, met:3 or met:3+")
    least = int(number[1])
    return replace(found, met=(least, None if number[2] else least))


def _next(found: PeopleSearch, value: str) -> PeopleSearch:
    if value.casefold() in (NONE, NEVER, ANY):
        return replace(found, coming=value.casefold() == ANY)
    return replace(found, coming_in=_when("next:none, next:any or next:", value, found.today))


def _paired(found: PeopleSearch, value: str) -> PeopleSearch:
    if value.casefold() in (NONE, NEVER, ANY):
        return replace(found, paired=value.casefold() == ANY)
    return replace(found, paired_in=_when("paired:never, paired:any or paired:", value, found.today))


def _embedded(found: PeopleSearch, value: str) -> PeopleSearch:
    word = value.casefold()
    if word in (NONE, NEVER, ANY):
        return replace(found, embedded=word == ANY)
    when = "today" if word == "now" else value
    return replace(
        found, embedded_in=_when("embedded:none, embedded:any, embedded:now or embedded:", when, found.today)
    )


def _when(words: str, value: str, today: date) -> Days:
    try:
        return read_when(value, today)
    except InvalidValue as error:
        raise InvalidValue(error.problem, f"Write {words}next-week, this-week, today or a day") from None


def _work(found: PeopleSearch, value: str) -> PeopleSearch:
    word = value.casefold()
    if word not in ("now", "left", "later"):
        raise InvalidValue(f"'{quoted(value)}' is no state of work", "Write work:now, work:left or work:later")
    return replace(found, work=word)


def _program(found: PeopleSearch, value: str) -> PeopleSearch:
    if value.casefold() in (NONE, ANY):
        return replace(found, in_program=value.casefold() == ANY)
    return replace(found, programs=(*found.programs, value))


def _enrolled(found: PeopleSearch, value: str) -> PeopleSearch:
    states = [one for one in ANSWERS if one.startswith(value.casefold())]
    if not states:
        raise InvalidValue(f"'{quoted(value)}' is no answer", f"Write enrolled: and one of {', '.join(ANSWERS)}")
    return replace(found, enrolled=(*found.enrolled, *states))


def _side(found: PeopleSearch, value: str) -> PeopleSearch:
    check_choice("side", value, tuple(Side))
    return found


_READERS: Mapping[str, Callable[[PeopleSearch, str], PeopleSearch]] = {
    "side": _side,
    "away": _away,
    "met": _met,
    "next": _next,
    "paired": _paired,
    "embedded": _embedded,
    "work": _work,
    "program": _program,
    "enrolled": _enrolled,
}
