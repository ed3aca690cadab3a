"""Which commands there are and where each is found, so that only the one that is called is imported."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its name, the module and attribute that hold it, and what the overview says of it."""

    name: str
    module: str
    attribute: str
    summary: str


SECTIONS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "What needs you",
        (Entry("today", "today", "today", "What needs you now, each with the command that deals with it."),),
    ),
    (
        "People and what is known of them",
        (
            Entry("people", "people", "people", "Import, list, show, add, edit, remove and export people."),
            Entry("absences", "absences", "absences", "Import, list, add, edit, remove days on which people are away."),
            Entry("history", "history", "history", "Who has been with whom: import, list, mark, export, count."),
            Entry("exposure", "exposure", "exposure", "Which teams have met, how often, and when last."),
            Entry("ledger", "ledger", "ledger", "Who still owes whom the return visit."),
            Entry("debrief", "debrief", "debrief", "What came out of visits: things learned, ratings; imports forms."),
            Entry("ideas", "ideas", "ideas", "What people would try, from spark to project."),
            Entry("report", "report", "report", "The report on a program for its sponsors."),
            Entry("apart", "limits", "apart", "Keep two people apart, or no longer."),
            Entry("freeze", "limits", "freeze", "Days on which a team or a side takes no part."),
            Entry("holidays", "holidays", "holidays", "Whose public holidays count at which place."),
            Entry("contact", "contact", "contact", "Whom the people of two teams turn to."),
            Entry("glossary", "glossary", "glossary", "The terms of both trades, which invites explain."),
        ),
    ),
    (
        "Programs and plans",
        (
            Entry("program", "programs", "program", "Create, list, show, sign, edit, copy and archive programs."),
            Entry("enrol", "enrol", "enrol", "Note who takes part in a program."),
            Entry("steps", "steps", "steps", "What is done before, during and after a visit."),
            Entry("plan", "plan", "plan", "Plan a program's coming rounds; the plan is a draft."),
            Entry("worth", "worth", "worth", "What a plan is worth, term by term."),
            Entry("board", "board", "board", "Who does what in which weeks, by person or by team."),
            Entry("why", "explain", "why", "Why two people are paired, or why not."),
            Entry("candidates", "explain", "candidates", "Everyone ranked for one place, and placing one."),
            Entry("pin", "pins", "pin", "Fix a draft, or who or when before there is a draft."),
            Entry("swap", "drafts", "swap", "Let two pairings exchange their hosts."),
            Entry("takeover", "instead", "takeover", "Let somebody else be the host or the guest of a pairing."),
            Entry("cover", "instead", "cover", "Let somebody stand in for the host for one week."),
            Entry("move", "drafts", "move", "Let a pairing take place at another time, or with another host."),
            Entry("cancel", "drafts", "cancel", "Set a draft aside, or cancel a published pairing."),
            Entry("end", "drafts", "end", "End a pairing early."),
            Entry("leads", "leads", "leads", "The drafts that each team lead is to agree to, and what they said."),
            Entry("compare", "publish", "compare", "What publishing would change, and whom it would tell."),
            Entry("publish", "publish", "publish", "Make drafts count, and their invites due."),
            Entry("teams", "teams", "teams", "Composite teams: made, formed, changed while they run, ended."),
            Entry("groups", "groups", "groups", "Who meets over coffee, and the sponsors' meeting."),
            Entry("repair", "repair", "repair", "Replace what can no longer take place, and nothing else."),
            Entry("ill", "ill", "ill", "Somebody cannot come: stand-ins, shorter or later visits, in one step."),
        ),
    ),
    (
        "Calendars",
        (
            Entry("meetings", "meetings", "meetings", "List the meetings of pairings, move and skip single ones."),
            Entry("invites", "invites", "invites", "What is due in calendars: list, export, send it, read replies."),
        ),
    ),
    (
        "What was done",
        (
            Entry("undo", "undo", "undo", "Take back your own last action."),
            Entry("redo", "undo", "redo", "Do again what you have undone last."),
            Entry("journal", "journal", "journal", "Who changed what, and when."),
        ),
    ),
    (
        "More",
        (
            Entry("demo", "demo", "demo", "A throw-away made-up company, to try everything on."),
            Entry("serve", "serve", "serve", "The screens in a web browser, on this machine."),
            Entry("solve", "solve", "solve", "The planner alone: a problem in, a plan out."),
            Entry("db", "db", "db", "Upgrade, check, back up, restore and copy the database."),
            Entry("config", "settings", "config", "Show the settings, and where they are kept."),
            Entry("doctor", "doctor", "doctor", "Versions, paths, database and terminal, for a report of a problem."),
        ),
    ),
)

ENTRIES = {entry.name: entry for _title, entries in SECTIONS for entry in entries}
