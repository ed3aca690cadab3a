"""What people of the made-up company would try, and what is noted of what became of it."""

from collections.abc import Mapping

from ridealong.domain.ideas import IdeaState
from ridealong.domain.people import Side

IDEAS: Mapping[Side, tuple[str, ...]] = {
    side: tuple(text.strip().splitlines())
    for side, text in {
        Side.IT: """
Show every landing page as a preview without a login, for two days before it goes live
Put the dates of big campaigns into the calendar of deployments
Have one page that says what is slow right now, in words that anybody understands
Check the tags of campaign links when they are made, and not when the report is wrong
Answer requests from marketing in one thread, with a name and a date
Give marketing a sandbox with a copy of last week's data
Make the redirect keep the parameters of paid clicks
Invite one person from marketing to the planning of every third sprint
Write release notes that say what a customer will notice
Offer a half hour each Thursday in which anybody may bring a small request
Draw what happens between a click and an order, and hang it up on both floors
Warn the team of an event an hour before a change to the network
Switch off tracking scripts that no report has used for a year
Let a headline be changed without a new release
Send a note when the night's data is late, before anybody opens a dashboard
Lend two spare laptops, set up for trade fairs, from a shelf instead of by ticket
Test e-mail journeys with ten made-up customers before they go out
Give every outage a sentence that social media may pass on
Put the consent of all six forms into one list
Keep one list of partner accesses, and ask each quarter who is still there
""",
        Side.MARKETING: """
Bring IT to the first briefing of a campaign, and not to the last one
Say in every request which decision it is for, and by when
Write the pictures of a page in the sizes in which they are shown
Name one person who may answer questions about a campaign on the same day
Agree on one meaning of 'lead', and write it above the dashboard
Rehearse the login as well before every webinar
Keep the slowest pages in a list, and pick one a month to make lighter
Send the campaign calendar for the quarter to everybody who is on call
Check who still reads each of our weekly reports, and drop two of them
Collect the ten most frequent questions to the service desk with screenshots
Ask for a load test when the budget of a campaign is approved
Write down why a KPI was chosen, beside the KPI
Attach the long brief, so that the reasons are not lost
Move the launch of small campaigns away from Fridays
Share the recordings of five customer interviews with the teams that build
Use the components of the design system in print templates, too
Let developers sit beside community care for an hour after each release
Make a small glossary of what we both call a campaign
Choose send times by opening rates, now that the data comes in at night
Order devices for trade fairs together with the stand
""",
    }.items()
}
"""Side -> what its people would try, in the order in which it is thought of."""

BECAME: tuple[tuple[IdeaState, tuple[str, ...]], ...] = (
    (IdeaState.DONE, ("Works since the first week of March", "Took an afternoon; both sides use it")),
    (IdeaState.OPEN, ()),
    (IdeaState.TAKEN_UP, ("A first try runs until Easter", "Talked through with both leads")),
    (IdeaState.PROJECT, ("Planned for the second quarter, one of each side", "Both leads gave a day a week for it")),
    (IdeaState.DROPPED, ("A new tool will do this by itself", "Too much work for what it saves")),
    (IdeaState.OPEN, ()),
    (IdeaState.TAKEN_UP, ("A first try runs until Easter", "Talked through with both leads")),
    (IdeaState.OPEN, ()),
)
"""What becomes of one idea after the other, with what may be noted of it."""
