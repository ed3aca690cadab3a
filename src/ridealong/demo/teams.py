"""The composite teams of the made-up company: what they are for, and the slots that are to be filled in the summer."""

from dataclasses import dataclass
from datetime import timedelta

from ridealong.demo.calendar import SUMMER_START, TEAM_WEEKS, season
from ridealong.demo.charters import leads_of
from ridealong.demo.names import DOMAIN
from ridealong.domain.composite_teams import Part, Slot, Task
from ridealong.domain.people import Side
from ridealong.domain.programs import Kind
from ridealong.services.desk import Desk
from ridealong.services.programs import charters, programs
from ridealong.services.programs.charters import Signing
from ridealong.services.teams import defining
from ridealong.services.teams.defining import NewTeam

TEAMS = f"Embedded teams, {season(SUMMER_START)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Team:
    """A team: its slots each as side, name, needed topics, topics that would be good, and share."""

    name: str
    focus: str
    purpose: str
    slots: tuple[tuple[Side, str, str, str, int], ...] = ()
    template: str = ""


_IT, _MARKETING = Side.IT, Side.MARKETING

_TEAMS = (
    _Team(
        name="Numbers everybody trusts",
        focus="Measures and KPIs",
        purpose="One page of figures that both sides read the same way",
        slots=(
            (_IT, "Data engineer", "SQL", "Data modelling;Dashboards", 40),
            (_IT, "Platform engineer", "APIs", "Cloud costs", 20),
            (_MARKETING, "Customer insight", "Segmentation", "Lead scoring;Loyalty program", 30),
            (_MARKETING, "Campaign figures", "Campaign planning", "Agency briefings", 20),
        ),
    ),
    _Team(
        name="Loyalty in every channel",
        focus="Customer engagement and retention",
        purpose="Customers of the loyalty program come back twice as often",
        slots=(
            (_MARKETING, "Loyalty manager", "Loyalty program", "Segmentation;E-mail journeys", 50),
            (_MARKETING, "Designer", "Brand voice", "Video production", 30),
            (_IT, "Analyst", "Dashboards", "Forecasting;SQL", 40),
            (_IT, "Engineer", "CI/CD", "Observability", 40),
        ),
    ),
    _Team(
        name="A new platform for e-mail",
        focus="Technology purchase",
        purpose="Choose and buy the next e-mail platform together",
        template="technology-purchase",
    ),
    _Team(
        name="App that brings people back",
        focus="Mobile",
        purpose="Messages in the app that people want",
        slots=(
            (_IT, "App developer", "Push notifications", "App releases", 60),
            (_IT, "App tester", "App analytics", "A/B testing", 40),
            (_MARKETING, "Lifecycle marketer", "E-mail journeys", "Segmentation", 40),
            (_MARKETING, "Writer", "Brand voice", "", 20),
        ),
    ),
    _Team(
        name="Shop windows that measure",
        focus="IoT",
        purpose="Know what people look at in our stores",
        slots=(
            (_IT, "Store technology", "Store Wi-Fi", "Network monitoring", 40),
            (_IT, "Privacy", "Privacy", "Access reviews", 20),
            (_MARKETING, "Campaign manager", "Campaign planning", "Design systems", 40),
            (_MARKETING, "Customer insight", "Segmentation", "Surveys", 30),
        ),
    ),
    _Team(
        name="Pages in a second",
        focus="Digital media",
        purpose="Landing pages that load before anybody leaves",
        slots=(
            (_IT, "Front-end developer", "Page speed", "Accessibility;A/B testing", 60),
            (_IT, "Test engineer", "Test automation", "Bug triage", 30),
            (_MARKETING, "Art director", "Design systems", "Video production", 40),
            (_MARKETING, "Performance marketer", "Paid search", "Attribution", 30),
        ),
    ),
    _Team(
        name="Which euro works",
        focus="Analytics",
        purpose="See which spending brings customers",
        slots=(
            (_IT, "Analytics engineer", "Web analytics", "SQL;Dashboards", 50),
            (_IT, "Integration developer", "Data sync", "Webhooks", 30),
            (_MARKETING, "Performance marketer", "Attribution", "Paid search", 50),
            (_MARKETING, "Brand manager", "Campaign planning", "", 20),
        ),
    ),
    _Team(
        name="Offers that fit",
        focus="AI and machine learning",
        purpose="Suggest what a customer needs next",
        slots=(
            (_IT, "Data scientist", "Forecasting", "SQL", 60),
            (_IT, "Integration developer", "Event streaming", "APIs", 40),
            (_MARKETING, "CRM manager", "Segmentation", "Lead scoring", 50),
            (_MARKETING, "Product marketer", "Positioning", "", 20),
            (_IT, "Consent and identity", "Consent data", "Single sign-on", 20),
        ),
    ),
    _Team(
        name="The year on one wall",
        focus="Visualisation",
        purpose="Everybody sees the campaigns and releases of a quarter",
        slots=(
            (_IT, "Analyst", "Dashboards", "Forecasting", 40),
            (_IT, "Release manager", "Release planning", "", 20),
            (_MARKETING, "Event manager", "Event logistics", "", 30),
            (_MARKETING, "Content planner", "Editorial calendar", "", 30),
        ),
    ),
    _Team(
        name="Events without a cable",
        focus="Marketing platforms",
        purpose="Set up a hybrid event in a day",
        slots=(
            (_IT, "Workplace engineer", "Video conferencing", "Device setup", 40),
            (_IT, "Network engineer", "Network monitoring", "Store Wi-Fi", 30),
            (_MARKETING, "Event manager", "Event logistics", "Agency briefings", 50),
            (_MARKETING, "Community", "Community care", "Influencer work", 20),
        ),
    ),
    _Team(
        name="Leads that arrive",
        focus="Marketing platforms",
        purpose="No lead waits longer than a day",
        slots=(
            (_IT, "Integration developer", "Webhooks", "Data sync;APIs", 50),
            (_IT, "Process engineer", "Automation", "Process mapping", 30),
            (_MARKETING, "Marketing operations", "Lead capture", "Lead scoring", 50),
            (_MARKETING, "Sales partner", "Sales enablement", "", 20),
        ),
    ),
    _Team(
        name="Safe and friendly",
        focus="Customer engagement and retention",
        purpose="Sign-in and consent that nobody minds",
        slots=(
            (_IT, "Identity engineer", "Single sign-on", "Consent data", 50),
            (_IT, "Security analyst", "Risk assessment", "Phishing drills", 20),
            (_MARKETING, "CRM manager", "Consent data", "E-mail journeys", 40),
            (_MARKETING, "Writer", "Brand voice", "", 20),
        ),
    ),
)


def start_teams(desk: Desk, number: int) -> None:
    """Make the program with so many teams, all of the company in it; to form them is left to whoever looks around."""
    programs.create(
        desk,
        programs.NewProgram(
            name=TEAMS,
            kind=Kind.COMPOSITE,
            start=SUMMER_START,
            rounds=3,
            place=f"Project room, or https://meet.{DOMAIN}/teams",
            objective="What customers notice is built by people of both departments, in one room.",
            enrol="all",
        ),
    )
    for side, lead in leads_of(desk).items():
        charters.sign(desk, TEAMS, side, Signing(sponsor=lead.email, agreed=desk.clock.today()))
    for one in _TEAMS[:number]:
        defining.create(desk, TEAMS, _new(one))


def _new(one: _Team) -> NewTeam:
    slots = tuple(
        Slot(name=name, side=side, must=_topics(must), nice=_topics(nice), share=share)
        for side, name, must, nice, share in one.slots
    )
    return NewTeam(
        name=one.name,
        purpose=one.purpose,
        focus=one.focus,
        template=one.template,
        last=SUMMER_START + timedelta(weeks=TEAM_WEEKS, days=-3),
        least=3,
        slots=slots,
        tasks=_tasks(slots),
    )


def _topics(text: str) -> tuple[str, ...]:
    return tuple(one for one in text.split(";") if one)


def _tasks(slots: tuple[Slot, ...]) -> tuple[Task, ...]:
    """What every team has to do: somebody of each side answers for one half, somebody of the other does it."""
    if not slots:
        return ()
    firsts = {side: next(number for number, one in enumerate(slots, 1) if one.side is side) for side in Side}
    others = [number for number in range(1, len(slots) + 1) if number not in firsts.values()]

    def task(name: str, lead: Side) -> Task:
        parts = [(firsts[lead], Part.ACCOUNTABLE), (firsts[lead.other], Part.RESPONSIBLE)]
        parts += [(number, Part.RESPONSIBLE if index == 0 else Part.CONSULTED) for index, number in enumerate(others)]
        return Task(name=name, parts=tuple(sorted(parts)))

    return (
        task("Say what it should move, and measure it today", Side.MARKETING),
        task("Show one working step every week", Side.IT),
    )
