"""What the Plan screen says in words: help, the line under the cursor, headings, and where nothing is to be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from ridealong.tui.dates import day_words, span_words, with_days
from ridealong.tui.screens.plan_lines import pin_words
from ridealong.tui.text import fitted, listed, many, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ridealong.services.plans.plan_views import Clash, PlanPage, Proposal, Someone
    from ridealong.services.programs.round_notes import RoundNote
    from ridealong.tui.screens.plan_lines import PlanLine

NO_PEOPLE = (
    "Nobody takes part in this program yet.\n"
    "Press {app.programs}, then {programs.enrol-all} on the program, to enrol people; "
    "then {app.plan} and {plan.run} to plan."
)
NO_PLAN = (
    "This program has no plan yet.\nPress {plan.run} to plan its rounds. Nothing is told to anybody before you publish."
)
NO_OPEN = "No place is open.\n{plan.only-open} shows everything again."
NO_MATCH = "Nothing in this plan matches.\n{section.clear} clears the filter, {plan.only-open} shows everything again."
HELP = (
    "The rounds of one program. {plan.run} plans them; everything is a draft until you publish with "
    "{plan.publish}. {plan.value} shows what the plan is worth and how good any could be. {plan.pin} pins a "
    "pairing, so that planning again keeps it; {plan.hold} pins only the host or only the week. {plan.move} "
    "moves it to another week; {plan.swap} on one pairing, then on another, swaps their hosts;\n"
    "{plan.take-over} lets somebody else be the host or the guest, {plan.cover} lets somebody stand in for the host "
    "for one week, {plan.ill} settles that one of the two cannot come.\n"
    "{plan.set-aside} sets a draft aside; a published pairing it cancels, once you have said yes.\n"
    "{plan.why} explains, {plan.why-two} explains any two people, {plan.candidates} shows who else would suit. "
    "{plan.only-open} shows only open places.\n"
    "{plan.repair} replaces what cannot take place any more. {plan.changes} shows what planning again changed. "
    "{list.open} on a round folds it.\n"
    "{plan.steps} ticks off what is to be done for a visit; {plan.leads} shows what the leads say of the drafts.\n"
    "Fit is that of the day on which a pairing was planned; {plan.why} says what it is today, with who has met "
    "since."
)
LONG = 40
"""How much of a name is said where others have to be said as well."""
BEGUN = "It has begun: {app.history}, then {history.mark-state} there, says how it ended."
COUNTRIES = 3
HELD = {
    "host": "Only the host is pinned: planning may choose another week.",
    "round": "Only the week is pinned: planning may choose another host.",
}


def detail(line: PlanLine | None, notes: Sequence[RoundNote], *, folded: bool) -> str:
    """The line under the cursor in full."""
    if line is None:
        return ""
    if line.heading:
        key = "{list.open} unfolds it." if folded else "{list.open} folds it."
        return f"{'; '.join(map(note_words, notes)) or line.heading}\n{key}"
    if line.pairing:
        return _pairing_detail(line.pairing, line.trouble)
    if line.place:
        place = line.place
        return f"{_who(place.guest)} has nobody, {span_words(place.days)}\n{shown(place.reason)}"
    if line.pin:
        host = f"with {_who(line.pin.host)}" if line.pin.host else "with anybody"
        pinned = f"{_who(line.pin.guest)} is pinned {host}, {pin_words(line.pin)}"
        return f"{pinned}\n{{plan.run}} keeps it when it plans; {{plan.set-aside}} lets go of it."
    return ""


def _pairing_detail(one: Proposal, trouble: Clash | None) -> str:
    if trouble:
        return f"{_pair(one)}\n! {shown(trouble.reason)}. {_remedy(trouble)}"
    met = f"met {one.met_before} times before" if one.met_before > 1 else "met once before" if one.met_before else ""
    declined = f"declined by {listed(one.declined_by)}: {{plan.repair}} finds another" if one.declined_by else ""
    parts = (declined, one.why, "" if met in one.why else met)
    words = "; ".join(shown(part) for part in parts if part)
    kept = f". {HELD[one.held]}" if one.held in HELD and not one.pinned else ""
    return f"{_pair(one)}\n{words}{kept}"


def _pair(one: Proposal) -> str:
    return f"{_who(one.guest)} with {_who(one.host)}, {span_words(one.days)}"


def _remedy(trouble: Clash) -> str:
    """What helps where a pairing cannot take place."""
    if trouble.begun:
        return BEGUN
    if trouble.pinned:
        return "{plan.repair} replaces it; or {plan.pin} takes the pin off, then {plan.run} plans again."
    return "{plan.repair} replaces it and leaves the rest as it is."


def _who(one: Someone) -> str:
    return f"{cut(one.name)} ({cut(one.team)})"


def cut(text: str) -> str:
    """Text of somebody, shortened where it is very long."""
    words = shown(text)
    return words if cell_len(words) <= LONG else fitted(words, LONG)


def note_words(note: RoundNote) -> str:
    """A holiday or a freeze with its days."""
    few = ", ".join(note.countries[:COUNTRIES])
    more = f" and {len(note.countries) - COUNTRIES} more" if len(note.countries) > COUNTRIES else ""
    when = day_words(note.days.first) if note.days.first == note.days.last else span_words(note.days)
    return f"{shown(note.what)}{f' ({few}{more})' if few else ''}, {when}"


def short_notes(notes: Sequence[RoundNote]) -> str:
    """The holidays and freezes of a round, for its heading."""
    names = list(dict.fromkeys(shown(note.what) for note in notes))
    return listed(names, 2)


def sentences(page: PlanPage) -> str:
    """What the plan comes to, each sentence with the key that comes next where there is one."""
    said = [shown(with_days(one)) for one in page.sentences]
    if page.clashes and all(one.begun for one in page.clashes):
        *said, cannot = said
        if page.broken:
            said[-1] += " Press {plan.repair} or {plan.run}."
        said.append(f"{cannot} {BEGUN}")
    elif page.clashes or page.broken:
        also = " or {plan.run}" if page.broken and not page.clashes else ""
        said[-1] += f" Press {{plan.repair}}{also}."
    elif any(one.lost for one in page.open):
        said.append("{plan.candidates} on an open place shows who could be there; {plan.run} plans again.")
    elif page.proposals and all(one.state != "proposed" for one in page.proposals):
        after = "{plan.choose-program} shows another program, {plan.new-program} begins one."
        if page.left:
            after = f"{{plan.run}} plans the {many(page.left, 'round')} after."
        said.append(f"Everything planned is published. {after}")
    return "\n".join(said)
