"""Exports of forms as Microsoft and Google write them, with the headings and time stamps of each."""

MICROSOFT = """\
\ufeffID,Start time,Completion time,Email,Name,Last modified time,Whom did you visit or host?,\
What is one thing you learned?,A second thing you learned,How useful was the visit? (1 = no use; 5 = very useful),\
Is there an idea you would like to try?,May we name you beside your idea?,Anything else?
1,1/22/27 9:58:11,1/22/27 10:04:05,ana@x.example,Ana,,Mia,Campaigns start with a brief,Media is bought weekly,4,\
One calendar of releases,Yes;,-
2,1/22/27 16:00:00,1/25/27 8:12:40,mia@x.example,Mia,,Ana,Releases are on Thursdays,,5,n/a,,"Thanks, that was fun"
"""
"""Of `Open in Excel`, saved as CSV UTF-8 with American settings."""

MICROSOFT_GERMAN = """\
Id;Startzeit;Fertigstellungszeit;E-Mail;Name;Deine E-Mail-Adresse;Was hast du gelernt?;Bewertung (1-5);Eine Idee?
1;22.01.2027 09:58;22.01.2027 10:04;anonymous;;ana@x.example;"Kampagnen beginnen mit einem Briefing
Medien werden wöchentlich gekauft";4;Ein Kalender
2;25.01.2027 08:10;25.01.2027 08:12;anonymous;;;Donnerstags wird ausgeliefert;5;
"""
"""Of a form that records no names and asks for the address, with German settings."""

GOOGLE = """\
"Timestamp","Email Address","What did you learn?","What did you learn?","How would you rate the visit?",\
"Ideas or suggestions","Comments"
"2027/01/22 10:04:05 AM GMT+1","ana@x.example","Campaigns start with a brief","Media is bought weekly","4 - good",\
"One calendar of releases",""
"2027/01/25 8:12:40 AM GMT+1","Mia@x.example","- Releases are on Thursdays
- Freezes are announced","","★★★★★","","Thanks"
"""
"""Of `Download responses (.csv)`; two questions may have one heading."""

GOOGLE_SHEET = """\
Timestamp,Email Address,What did you learn?,Rating
1/22/2027 10:04:05,ana@x.example,Campaigns start with a brief,4/5
"""
"""Of the sheet that is linked to a form."""
