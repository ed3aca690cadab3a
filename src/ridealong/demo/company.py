"""What the made-up company is like: its teams with their trades, and its sites."""

from dataclasses import dataclass

from ridealong.domain.people import REMOTE, Side


@dataclass(frozen=True, slots=True)
class Team:
    """A team of the company.

    Args:
        roles: what its people do; the lead has a role of their own.
        topics: what its people know. curious: teams across whose topics its people want to learn most.
    """

    name: str
    side: Side
    roles: tuple[str, ...]
    topics: tuple[str, ...]
    curious: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """A place of work, with its zone, the hours people keep there, and how many of 100 people work there."""

    name: str
    time_zone: str
    hours: tuple[str, ...]
    weight: int


SITES = (
    Site("Hamburg", "Europe/Berlin", ("09:00-17:00", "08:00-16:00", "08:30-17:00"), 44),
    Site("Leeds", "Europe/London", ("09:00-17:00", "09:30-17:30"), 20),
    Site("Porto", "Europe/Lisbon", ("09:00-18:00", "10:00-18:00"), 12),
    Site("Boston", "America/New_York", ("08:00-16:00", "08:30-17:00"), 8),
    Site("Pune", "Asia/Kolkata", ("11:00-19:00", "10:00-18:30"), 5),
    Site(REMOTE, "Europe/Berlin", ("09:00-17:00", "07:00-15:00", "09:00-14:00"), 6),
    Site(REMOTE, "Europe/London", ("09:00-17:00", "08:00-14:00"), 3),
    Site(REMOTE, "Europe/Lisbon", ("10:00-18:00",), 2),
)


def _it(name: str, roles: str, topics: str, curious: str) -> Team:
    return Team(name, Side.IT, *(tuple(text.split("; ")) for text in (roles, topics, curious)))


def _marketing(name: str, roles: str, topics: str, curious: str) -> Team:
    return Team(name, Side.MARKETING, *(tuple(text.split("; ")) for text in (roles, topics, curious)))


# The first ones of each side make up the small sizes, so they are those that have most to say to each other.
IT_TEAMS = (
    _it(
        "Platform",
        "Platform engineer; Site reliability engineer; Developer experience engineer; Systems architect",
        "Kubernetes; CI/CD; Observability; APIs; Cloud costs",
        "Brand; Events; Performance",
    ),
    _it(
        "Data & Analytics",
        "Data engineer; Data analyst; Analytics engineer; Data scientist",
        "SQL; Dashboards; Data modelling; Forecasting; Web analytics",
        "CRM; Performance; Market Research",
    ),
    _it(
        "Service Desk",
        "Support specialist; Workplace engineer; Service manager; Support analyst",
        "Ticket triage; Device setup; Knowledge base; Video conferencing",
        "Events; Content; Social",
    ),
    _it(
        "Web Engineering",
        "Front-end developer; Back-end developer; Accessibility engineer; UX engineer",
        "Page speed; Accessibility; A/B testing; Design systems; Web analytics",
        "Brand; Content; Performance",
    ),
    _it(
        "Security",
        "Security engineer; Security analyst; Privacy engineer; Awareness trainer",
        "Phishing drills; Access reviews; Privacy; Risk assessment",
        "CRM; Events; Marketing Operations",
    ),
    _it(
        "Integration",
        "Integration developer; API product owner; Integration architect",
        "APIs; Webhooks; Event streaming; Data sync",
        "CRM; Partner Marketing; Marketing Operations",
    ),
    _it(
        "Enterprise Apps",
        "ERP consultant; Business analyst; Process engineer; Application owner",
        "ERP; Order data; Process mapping; Automation",
        "Product Marketing; Partner Marketing; Events",
    ),
    _it(
        "Mobile",
        "iOS developer; Android developer; Mobile tester; Mobile product owner",
        "Push notifications; App releases; App analytics; A/B testing",
        "Social; CRM; Product Marketing",
    ),
    _it(
        "Cloud Operations",
        "Cloud engineer; Incident manager; Database administrator; Operations engineer",
        "Incident response; Capacity planning; Cloud costs; Backups",
        "Performance; Events; Social",
    ),
    _it(
        "Quality",
        "Test engineer; Test automation engineer; Release manager",
        "Test automation; Release planning; Bug triage; Accessibility",
        "Content; Product Marketing; Market Research",
    ),
    _it(
        "Identity",
        "Identity engineer; Access manager; Directory engineer",
        "Single sign-on; Consent data; Access reviews; Privacy",
        "CRM; Partner Marketing; Marketing Operations",
    ),
    _it(
        "Network",
        "Network engineer; Store technology engineer; Telephony engineer",
        "Store Wi-Fi; Video conferencing; Network monitoring; Device setup",
        "Events; Brand; Social",
    ),
)
MARKETING_TEAMS = (
    _marketing(
        "Brand",
        "Brand manager; Designer; Art director; Campaign manager",
        "Brand voice; Design systems; Campaign planning; Agency briefings; Video production",
        "Platform; Web Engineering; Mobile",
    ),
    _marketing(
        "CRM",
        "CRM manager; Lifecycle marketer; Loyalty manager; E-mail specialist",
        "Segmentation; E-mail journeys; Loyalty program; Consent data; Lead scoring",
        "Data & Analytics; Integration; Identity",
    ),
    _marketing(
        "Events",
        "Event manager; Trade fair coordinator; Webinar producer; Sponsorship manager",
        "Trade fairs; Event logistics; Webinars; Lead capture",
        "Service Desk; Network; Platform",
    ),
    _marketing(
        "Content",
        "Editor; Copywriter; SEO specialist; Video producer",
        "Editorial calendar; SEO; Copywriting; Video production",
        "Web Engineering; Data & Analytics; Quality",
    ),
    _marketing(
        "Performance",
        "Paid media manager; Marketing analyst; Growth marketer",
        "Paid search; Attribution; A/B testing; Budget planning",
        "Data & Analytics; Web Engineering; Cloud Operations",
    ),
    _marketing(
        "Social",
        "Social media manager; Community manager; Content creator",
        "Community care; Influencer work; Short video; Social listening",
        "Mobile; Service Desk; Security",
    ),
    _marketing(
        "Product Marketing",
        "Product marketer; Pricing analyst; Launch manager",
        "Launch plans; Pricing; Positioning; Sales enablement",
        "Enterprise Apps; Mobile; Quality",
    ),
    _marketing(
        "Market Research",
        "Researcher; Insights manager; Survey analyst",
        "Customer interviews; Surveys; Personas; Forecasting",
        "Data & Analytics; Quality; Security",
    ),
    _marketing(
        "Marketing Operations",
        "Marketing technologist; Automation specialist; Campaign operations manager",
        "Marketing automation; Dashboards; Lead scoring; Web analytics",
        "Integration; Data & Analytics; Identity",
    ),
    _marketing(
        "Partner Marketing",
        "Partner manager; Marketplace manager; Channel marketer",
        "Co-marketing; Marketplaces; Partner portals; Lead capture",
        "Integration; Enterprise Apps; Security",
    ),
)
