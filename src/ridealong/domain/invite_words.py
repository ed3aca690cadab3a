"""What an invite says: its title and its text, in the plain words of both departments."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from ridealong.domain.days import Days
from ridealong.domain.fit import topics_in_common
from ridealong.domain.glossary import Glossary
from ridealong.domain.meeting_kinds import MeetingKind
from ridealong.domain.meeting_places import is_online, link_in, place_of_meeting
from ridealong.domain.people import Person
from ridealong.domain.programs import Kind, Measure, Program
from ridealong.domain.steps import Phase, VisitStep, Who, default_steps
from ridealong.domain.values import day_in_words
from ridealong.domain.wording import listed, many

_NAME, _PLACE, _PARAGRAPH = 60, 120, 300
"""How many characters of a name, a place and a paragraph typed by a coordinator are said."""
_SOME = 3
"""How many topics or measures are named; of more, the first ones."""
_STEPS, _WORDS = 5, 6
"""How many steps of one phase are told, and how many words explained; of more, the first ones."""
_NO_WORDS = Glossary(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What is known of a meeting when its invite is put into words. Both attendees read the same.

    Args:
        days: those of the pairing.
        place: where the meeting takes place; empty where nobody said.
        ask_name, ask_email: the organizer, whom to ask when something comes up.
        measures: what both sides agreed to move.
        steps: what is done before, during and after the visit; None for what all programs of the kind begin with.
        contacts: whom people of the two teams turn to, IT first.
        glossary: the terms of both trades. An invite explains those that stand in it, since its two readers are of
            both sides; they are no facts, so that nothing is sent again for a better explanation.
    """

    kind: MeetingKind
    program: Program
    guest: Person
    host: Person
    ask_name: str
    ask_email: str
    days: Days
    place: str = ""
    measures: Sequence[Measure] = ()
    steps: Sequence[VisitStep] | None = None
    contacts: Sequence[Person] = ()
    glossary: Glossary = _NO_WORDS


def summary(one: Occasion) -> str:
    """The title of a meeting, on one line."""
    guest, host = _name(one.guest), _name(one.host)
    match one.kind:
        case MeetingKind.PREP:
            return f"Prepare the visit: {guest} and {host}"
        case MeetingKind.WELCOME:
            return f"Welcome: {guest} starts with {host}"
        case MeetingKind.VISIT:
            return f"{one.program.kind.label}: {guest} {_visits(one.program)} {host}"
        case MeetingKind.CHECK_IN:
            return f"{'Buddies' if one.program.kind is Kind.BUDDY else 'Check-in'}: {guest} and {host}"
        case MeetingKind.DEBRIEF:
            return f"Debrief: {guest} and {host} look back"


def description(one: Occasion) -> str:
    """The text of an invite: short paragraphs, without any private reason.

    It has less than 2,500 characters, and less than 7,000 where somebody has typed steps as long as they may be.
    """
    ask = f"Questions, or something comes up? Ask {_person(one.ask_name, one.ask_email)}."
    beside = (*_steps(one), _form(one), ask, _contacts(one), _words(one))
    parts = (_opening(one), _where(one), _why(one), *_topics(one), _prepare(one), *beside)
    return "\n\n".join(part for part in parts if part)


def facts(one: Occasion) -> str:
    """A mark of everything that the title and the text of this kind of meeting tell, however they word it."""
    people = [(person.name, person.email, person.team) for person in (one.guest, one.host)]
    told: list[object] = [one.kind, one.program.kind, one.program.name, people, one.ask_name, one.ask_email]
    told += [one.program.objective, tuple(one.measures[:_SOME])]
    told += [topics_in_common(a.wants, b.knows)[:_SOME] for a, b in ((one.guest, one.host), (one.host, one.guest))]
    if one.kind is MeetingKind.PREP:
        told += [one.days, _meet_online(one)]
    if _tells_preparation(one):
        told.append(one.program.prepare)
    told.append(one.place if one.kind in (MeetingKind.WELCOME, MeetingKind.VISIT) else bool(one.place.strip()))
    # Only where there is something to tell, so that what was sent before there were such facts stays as it is.
    if _tells_steps(one) and _steps_of(one) != default_steps(one.program.kind):
        told.append(("steps", [(str(step.phase), str(step.who), step.text) for step in _steps_of(one)]))
    if _tells_form(one):
        told.append(("form", one.program.form_link))
    if one.contacts:
        told.append(("contacts", [(person.name, person.email, person.team) for person in one.contacts]))
    return sha256(repr(told).encode(errors="replace")).hexdigest()[:16]


@lru_cache(maxsize=256)
def measure_words(measure: Measure) -> str:
    """A measure as people read it: `Retention: 71 % now, 75 % wanted`."""
    unit = f" {_line(measure.unit, 12)}" if measure.unit.strip() else ""
    known = [
        f"{_number(value)}{unit} {word}"
        for value, word in ((measure.baseline, "now"), (measure.target, "wanted"))
        if value is not None
    ]
    name = _line(measure.name, _NAME)
    return f"{name}: {', '.join(known)}" if known else name


def _opening(one: Occasion) -> str:
    both = f"{_of_team(one.guest)} and {_of_team(one.host)}"
    program = _line(one.program.name, _NAME)
    guest, host = _name(one.guest), _name(one.host)
    match one.kind:
        case MeetingKind.PREP:
            return (
                f"{both} get ready for the visit in {program}: {guest} {_visits(one.program)} {host} "
                f"{_from_to(one.days)}."
            )
        case MeetingKind.WELCOME:
            return f"{_of_team(one.host)} welcomes {_of_team(one.guest)}: the start of the visit in {program}."
        case MeetingKind.VISIT:
            return f"{_of_team(one.guest)} {_goes_along(one)}, as part of {program}."
        case MeetingKind.CHECK_IN if one.program.kind is Kind.BUDDY:
            return (
                f"{both} are buddies in {program}: a short talk about what each is working on, and where the other can "
                "help."
            )
        case MeetingKind.CHECK_IN:
            return (
                f"{both} look back on the days so far, as part of {program}: what was learned, and what should be seen "
                "next."
            )
        case MeetingKind.DEBRIEF:
            return f"{both} look back on their visit in {program}: what was learned, and what to try because of it."


def _from_to(days: Days) -> str:
    first, last = day_in_words(days.first), day_in_words(days.last)
    return f"on {first}" if first == last else f"from {first} to {last}"


def _goes_along(one: Occasion) -> str:
    host = _of_team(one.host)
    match one.program.kind:
        case Kind.ROTATION:
            return f"visits {host} for a day in their working life"
        case Kind.COMPOSITE:
            return f"joins {host} and works as a member of the team"
        case Kind.HELP:
            return f"helps {host} to tell a story well, or to make a presentation better"
        case _:
            return f"visits {host} and goes along through their working days"


def _visits(program: Program) -> str:
    return {Kind.COMPOSITE: "joins", Kind.HELP: "helps"}.get(program.kind, "visits")


def _where(one: Occasion) -> str:
    """Where to come and, since on the first morning there is nobody else to ask, whom to ask for."""
    if one.kind not in (MeetingKind.WELCOME, MeetingKind.VISIT):
        return "" if one.place.strip() else "Where: a room or a video call, as suits you both."
    host, place = _person(one.host.name, one.host.email), _line(one.place, _PLACE)
    if is_online(place):
        return (
            f"Where: online, at {place}. Ask for {host}."
            if link_in(place)
            else f"Where: online. {host} sends the link."
        )
    if not place:
        return f"Where: {host} says beforehand where to come."
    return f"Where: {place}. On the first morning, ask for {host}."


def _why(one: Occasion) -> str:
    said = [f"Why: {_line(one.program.objective, _PARAGRAPH)}"] if one.program.objective.strip() else []
    if one.measures:
        said.append("What we want to move together:")
        said += [f"- {measure_words(measure)}" for measure in one.measures[:_SOME]]
    return "\n".join(said)


def _topics(one: Occasion) -> Sequence[str]:
    said = []
    for learner, other in ((one.guest, one.host), (one.host, one.guest)):
        topics = topics_in_common(learner.wants, other.knows)
        if topics:
            some = listed([_line(topic, _NAME) for topic in topics[:_SOME]])
            said.append(f"{_name(learner)} would like to learn about {some}, which {_name(other)} knows.")
    return said


def _prepare(one: Occasion) -> str:
    guest, own = _name(one.guest), _line(one.program.prepare, _PARAGRAPH)
    online = _meet_online(one)
    match one.kind:
        case MeetingKind.PREP:
            access, when = (
                "tools" if online else "rooms and tools",
                "hours" if one.program.kind.by_day else "days and hours",
            )
            words = (
                f"Please agree on the {when} together, on access to {access}, and on what may be shown "
                "and what must stay private."
            )
        case MeetingKind.WELCOME:
            bring = "have your laptop ready" if online else "bring your laptop and your access badge"
            return f"Please {bring}. Plan the day together, and meet the team."
        case MeetingKind.VISIT if one.program.kind is Kind.HELP:
            words = f"To prepare: {_name(one.host)} brings what is to be told or shown, however rough."
        case MeetingKind.VISIT:
            ready = "a laptop and a way to share screens" if online else "a laptop and an access badge"
            words = (
                f"To prepare: have {ready} ready. Slides are not needed: everyday work is what {guest} comes to see."
            )
        case MeetingKind.CHECK_IN if one.program.kind is Kind.BUDDY:
            words = "No preparation is needed: bring one thing that you are working on and one question."
        case MeetingKind.CHECK_IN:
            return "No preparation is needed: say what you have not seen yet and would like to see."
        case MeetingKind.DEBRIEF:
            return "Please bring two things that you learned and one idea that you would like to try."
    return f"{words}\n{own}" if own else words


def _steps(one: Occasion) -> Sequence[str]:
    if not _tells_steps(one):
        return ()
    doers = {Who.GUEST: _name(one.guest), Who.HOST: _name(one.host), Who.BOTH: "Both"}
    lines: dict[Phase, list[str]] = {phase: [] for phase in Phase}
    for step in _steps_of(one):
        lines[step.phase].append(f"- {doers[step.who]}: {_line(step.text, _STEP)}")
    return ["\n".join([_HEADINGS[phase], *_some_steps(some)]) for phase, some in lines.items() if some]


_STEP = 200
_HEADINGS = {
    Phase.BEFORE: "Before the visit:",
    Phase.DURING: "During the visit:",
    Phase.AFTER: "After the visit:",
}


def _some_steps(lines: Sequence[str]) -> Sequence[str]:
    more = len(lines) - _STEPS
    return [*lines[:_STEPS], f"- and {many(more, 'more step')}"] if more > 0 else lines


def _steps_of(one: Occasion) -> tuple[VisitStep, ...]:
    return default_steps(one.program.kind) if one.steps is None else tuple(one.steps)


def _tells_steps(one: Occasion) -> bool:
    return one.program.kind.visits and one.kind in (MeetingKind.PREP, MeetingKind.VISIT)


def _form(one: Occasion) -> str:
    if not _tells_form(one):
        return ""
    begins = "Say here" if one.kind is MeetingKind.DEBRIEF else "Afterwards, say"
    return f"{begins} how it went: {one.program.form_link}"


def _tells_form(one: Occasion) -> bool:
    return bool(one.program.form_link) and one.kind in (MeetingKind.VISIT, MeetingKind.DEBRIEF)


def _contacts(one: Occasion) -> str:
    if not one.contacts:
        return ""
    some = [f"{_person(person.name, person.email)} for {_line(person.team, _NAME)}" for person in one.contacts]
    return f"Between the two teams, people turn to {listed(some)}."


def _words(one: Occasion) -> str:
    """What the terms mean that stand in what people have typed of this program and these two."""
    found = one.glossary.found_in(_typed(one))[:_WORDS]
    lines = [f"{_line(term.term, _NAME)} = {_line(term.meaning, _PARAGRAPH)}" for term in found]
    if len(lines) <= 1:
        return f"Words: {lines[0]}" if lines else ""
    return "\n".join(["Words:", *(f"- {line}" for line in lines)])


def _typed(one: Occasion) -> Iterator[str]:
    """The texts in an invite that are not our own, in their order; without the names of people."""
    yield from (_line(one.guest.team, _NAME), _line(one.host.team, _NAME), _line(one.program.name, _NAME))
    yield _line(one.program.objective, _PARAGRAPH)
    yield from map(measure_words, one.measures[:_SOME])
    for learner, other in ((one.guest, one.host), (one.host, one.guest)):
        yield from (_line(topic, _NAME) for topic in topics_in_common(learner.wants, other.knows)[:_SOME])
    if _tells_preparation(one):
        yield _line(one.program.prepare, _PARAGRAPH)
    if _tells_steps(one):
        yield from (_line(step.text, _STEP) for step in _steps_of(one))


def _tells_preparation(one: Occasion) -> bool:
    """Whether the program's own words on what to prepare stand in the invite: once for each pairing of buddies too."""
    buddies = one.kind is MeetingKind.CHECK_IN and one.program.kind is Kind.BUDDY
    return buddies or one.kind in (MeetingKind.PREP, MeetingKind.VISIT)


def _meet_online(one: Occasion) -> bool:
    """Whether nobody travels for the visit, which is what people prepare for."""
    comes_here = one.kind in (MeetingKind.WELCOME, MeetingKind.VISIT)
    return is_online(one.place if comes_here else place_of_meeting(MeetingKind.VISIT, one.program, one.host))


def _of_team(person: Person) -> str:
    return f"{_name(person)} ({_line(person.team, _NAME)})"


def name_in_titles(name: str) -> str:
    """A name as titles say it: on one line, and not longer than anybody would read."""
    return _line(name, _NAME)


def _name(person: Person) -> str:
    return _line(person.name, _NAME) or person.email


def _person(name: str, email: str) -> str:
    return f"{_line(name, _NAME)} ({email})"


def _number(value: float) -> str:
    return f"{value:,.4f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=1024)
def _line(text: str, most: int) -> str:
    """Text on one line, cut where it is longer than anybody would read."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
