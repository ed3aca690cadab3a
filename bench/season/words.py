"""What the people of the simulated year say they have learned, and would try."""

from ridealong.domain.people import Side

LEARNED = {
    Side.IT: (
        "A brief is written after the launch date is fixed",
        "Nobody reads the ticket number, everybody reads the subject",
        "Agencies get their numbers from the same dashboard as we do",
        "A landing page waits three days for one approval",
        "Legal reads every claim twice, so texts freeze a week before the page does",
        "Half of the reports that we build are opened once",
        "A campaign has a name in four systems, and it is never the same one",
        "What we call a bug is a broken promise to a customer",
    ),
    Side.MARKETING: (
        "A release needs two people and a quiet hour",
        "Most tickets come back because a screenshot is missing",
        "The test system is reset every Monday",
        "Monitoring shows a campaign before we have told anybody",
        "A change freeze is decided weeks before we hear of it",
        "A small change and a large one wait in the same queue",
        "There is one person on call for all of our pages",
        "Data of yesterday is there at nine, not at eight",
    ),
}
IDEAS = (
    "One template for the brief of a landing page",
    "A shared calendar of launches and change freezes",
    "A weekly half hour in which both sides look at one dashboard",
    "A checklist for tickets, with a place for the screenshot",
    "Names of campaigns that are the same in every system",
    "A page that says who is on call during a launch",
    "Reports that nobody has opened for a quarter are switched off",
    "A quick lane for changes of a text",
)
