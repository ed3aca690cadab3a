"""What people of the made-up company say they learned, by whose work it is about."""

from collections.abc import Mapping

from ridealong.domain.people import Side

_OF_SIDES = {
    Side.IT: """
A small change takes a day of work and four days of waiting for somebody to approve it
Saying what should happen for the customer gets an answer sooner than saying what to build
The backlog is sorted by risk, so a request without a date of its own sinks to the bottom
Staging holds old data, which explains why our previews never looked right
Nobody minds a vague request, as long as somebody can be called about it the same day
A freeze protects the people on call more than it protects the servers
Every deployment has a rollback written down before it starts
They would rather hear of a campaign too early than see it in the traffic
An estimate is a range, and we had always passed on the smaller number
""",
    Side.MARKETING: """
A campaign date is fixed months before anybody in IT hears of it
What we call a delay of two days can mean that the printed posters are wrong
A brief goes through five people, and each of them takes something out
Half of the work is finding out what a customer did not say
The budget is lost if it is not spent in the quarter, which is why so much arrives at the end of it
Nobody had told them that two of the reports they rebuild by hand exist already
A KPI is chosen before the campaign, and changing what is tracked in the middle spoils it
They test three versions of everything, so three versions have to be easy for us
A promise to the press cannot be rolled back
""",
}

_OF_TEAMS = {
    "Platform": """
Publishing a page starts a chain of eleven checks, and any of them can hold it up
CI/CD means that a typo can be online in eight minutes, if it does not have to wait for a release
The cloud bill doubles on the day of a sale, and someone has to approve that beforehand
Observability is knowing why it is slow, and not only that it is
Our tracking script was the slowest part of the page
An API key in a spreadsheet is an incident, even if nobody has misused it
Kubernetes restarts what fails, so a page can be broken for two minutes and nobody is to blame
They keep a list of the dates on which nothing may go wrong, and our launch was not on it
A cache is why a colleague sees the new picture and I still see the old one
The platform has a calendar of its own for deployments, and anybody may subscribe to it
Load tests take a week to prepare, and for the spring campaign they heard of it three days before
""",
    "Data & Analytics": """
A new column in a report means asking four systems whether they agree on what a customer is
The dashboard is right at nine o'clock and wrong at eight, since the night's data comes in between
What we call a lead is counted three ways, and all three are in use
A forecast is only as good as the campaign calendar it is given
SQL reads nearly like English: I wrote my first query on the third day
They throw away a tenth of the web data because the links in our mails are tagged wrongly
A data warehouse is a copy, so asking it questions slows nothing down
The model of who will buy again uses our newsletter more than anything else
ETL runs at night, and one wrong file of ours stops all of it
They would build half as many dashboards if we said which decision each of them is for
An average hides that our best customers come back on Sundays
""",
    "Service Desk": """
Three questions that come up every week would vanish with one page of screenshots
A ticket without the name of the device takes twice as long
The SLA counts from the first answer, so a quick reply is worth more than a long one
Tickets about video conferences peak ten minutes before every big event
The knowledge base is written by whoever was asked last, and everybody can add to it
They can see which of our tools nobody has opened for a year
A laptop for a trade fair has to be asked for two weeks ahead, because of the encryption
Most of what we send as urgent is sorted in the order in which it came, and that is faster
Half of all passwords are reset on the first Monday of the month
There is a direct line for events that hardly anybody in marketing knows
They read our mails about new tools to guess what will be asked the next morning
""",
    "Brand": """
The brand voice is a list of what we never say, and it is shorter than I thought
One banner exists in 42 sizes, so a change of two words is a day's work
The colours of the design system differ from those in print, and somebody corrects them by hand
An agency needs ten working days for what we would call a small change
A campaign is planned backwards from the day of printing
They could not see a preview of a landing page without asking us for it
Every picture has rights that end, and nobody tells the website
Buyer personas hang on the wall, and people do look at them in meetings
A slogan is tested with forty people before anybody draws anything
The brief that reaches us has lost its reasons on the way: the first page of the long one holds them
Video is cut in the evening, because uploading from the office is too slow
""",
    "CRM": """
One wrong segment means a mail to 80,000 people who did not ask for it
Consent is asked for in six places, and only three of them end up in the CRM
A mail goes out at ten because that is when the data has been synced, and not because customers like ten
Lead scoring is a table of points that two people keep in their heads
An e-mail journey has more branches than our deployment pipeline, and no tests
The loyalty program gives points for things that our shop does not report
They dread the first of the month, when all birthdays and all invoices meet in one inbox
Churn is looked at every Tuesday, and a number that is late by a day is of no use
An A/B test needs a week and 5,000 people, and stopping it early makes it worthless
Unsubscribing takes two clicks, and the second one was ours
They keep a spreadsheet beside the CRM, since a field we removed was needed after all
""",
    "Events": """
A trade fair stands or falls with the Wi-Fi of the hall, so they bring their own
Leads are written on paper when the app is slow, and typed in at night at the hotel
A webinar has a person who does nothing but watch whether the sound works
The floor plan is final six months ahead, but the list of devices comes two days before
Who registers but does not come is worth as much as who comes, if the mail goes out the same day
Badges are printed from a file that someone mends by hand each time
They rehearse everything but the login to our systems
A sponsor pays for a list of visitors, and privacy decides what may stand on it
The queue at the stand is measured, and it was shorter where the demo did not need a network
Catering is booked by the number of registrations, so an API that is late costs sandwiches
Two lorries leave on a Sunday, and our change window was the same night
""",
    "Web Engineering": """
Page speed is lost in pictures far more than in code
Accessibility is cheapest in the first sketch: afterwards it is a project
A component of the design system costs a week, and using it again costs an hour
An A/B test of ours had been switched on for two years
The front end is rebuilt for every change of a headline, and that could be otherwise
""",
    "Security": """
The people who click on a phishing drill are mostly the ones who are in a hurry
A tool that we buy ourselves is checked as thoroughly as one that they build
Access is reviewed every quarter, and half of ours belonged to former agencies
Privacy asks what we need the data for, and we had no answer to that
Risk is likelihood times damage, written down by hand for every new supplier
""",
    "Integration": """
A webhook tells, an API answers: we had asked for the wrong one of the two
When two systems disagree about an address, somebody has decided which one wins
Event streaming means that nobody waits for the night any more
Our partner portal asks the same question forty times a minute
A contract for an interface is more useful than a meeting about it
""",
    "Enterprise Apps": """
The ERP knows of a price on the day before it counts, and not a day sooner
Every discount of ours is an exception that somebody enters by hand
A process drawing on a wall found the two steps that nobody needed
Order data is closed on the last day of the month, so our report cannot be ready on the first
An automation saves an hour a day and needs an owner for ten years
""",
    "Mobile": """
An app release waits two days for the shop to approve it, whatever we promise
People switch push notifications off for good after the third one in a week
App analytics counts a visit differently from the website, so adding the two up is wrong
A feature flag lets us launch at noon what was shipped a week before
Testers have a drawer of forty telephones, and our customers mostly use six of them
""",
    "Cloud Operations": """
In an incident one person speaks and one person writes, and nobody else types
Capacity for the Christmas campaign is ordered in August
A postmortem asks what made it possible, never who did it
Backups are worth what the last restore was worth
The night shift reads our social channels to find out what is broken
""",
    "Quality": """
A bug that they cannot repeat goes to the bottom, so a screenshot is worth a day
Test automation covers what we click most, as far as anybody has told them what that is
Regression means that a headline can break the checkout
They triage bugs on Tuesday mornings, and anybody may come along
Release planning starts with the question of who is on holiday
""",
    "Identity": """
Single sign-on would spare our partners three passwords
Consent is a record with a time and a wording, and not a tick
An agency that leaves keeps its access until somebody says so
Access reviews take a day because nobody knows what a role was made for
The customer login and the newsletter login are two lists that do not know of each other
""",
    "Network": """
The Wi-Fi in shops is shared with the tills, so a video on the screens slows down paying
A new shop needs its line ordered twelve weeks ahead
Monitoring sees a dead screen before anybody in the shop does
Telephones and video share one line at the trade fair hall
They drive to the shop at six in the morning, before customers come
""",
    "Content": """
SEO is mostly answering the question that people really type
The editorial calendar is full for eight weeks, and one launch moves all of it
An article is read by four people before it is online, and the CMS shows only the last of them
Evergreen content brings more visits than all of the news together
A copywriter needs the length of a button before its text
""",
    "Performance": """
A CPC of three euros means that a page that is down for an hour costs as much as a laptop
Attribution depends on a parameter that our redirect had cut off
Bids are changed every two hours, so a tracking gap of a morning is a blind flight
The landing page decides on the price of a click as much as the bid does
Budgets are moved on Fridays, and our releases on Fridays spoil the comparison
""",
    "Social": """
Community care answers within an hour, also when our status page says nothing yet
A short video is shot, cut and posted in one afternoon
They knew of the outage eleven minutes before the monitoring did
Social listening finds the complaint that never becomes a ticket
A post cannot be edited everywhere, so a wrong link stays wrong
""",
    "Product Marketing": """
Positioning is one sentence that took three months
A price is a message, so a rounding error is one as well
Sales asks for the slides on the day before the feature is switched on
A launch plan has a row for IT with a question mark in it
Go-to-market begins when we believe that the work is over
""",
    "Market Research": """
Five interviews find more than five hundred answers to a badly asked question
A survey in the app is answered by those who like the app
Personas are made of real quotes, and the quotes are worth reading
They cannot ask what we do not store, and we had never told them what we store
Customers describe our menu in words that are not in it
""",
    "Marketing Operations": """
One automation starts forty others, and the drawing of it is a year old
UTM parameters are typed by hand, which explains most of our unknown traffic
Lead scoring, consent and budgets meet in one tool with one administrator
They test on live data, because there is no sandbox for them
A template that everybody may change is changed by everybody
""",
    "Partner Marketing": """
A partner needs our logo, our prices and our API, in this order
Marketplaces show our stock as it was four hours ago
Co-marketing money is paid back if a report is late
The partner portal is used by people who do not work for us, on machines that we never see
Channel partners ask for a file because nobody has offered them an interface
""",
}


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.strip().splitlines())


LEARNED: Mapping[str, tuple[str, ...]] = {team: _lines(text) for team, text in _OF_TEAMS.items()}
"""Team -> what people of the other side say they learned with it."""
LEARNED_OF_ALL: Mapping[Side, tuple[str, ...]] = {side: _lines(text) for side, text in _OF_SIDES.items()}
"""Side -> what people of the other side may say of any of its teams."""
