BEGIN TRANSACTION;
CREATE TABLE absences (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	person_id INTEGER NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	source TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_absences_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
INSERT INTO "absences" VALUES(1,1,2,'2027-02-01','2027-02-05','knee','typed');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0005');
CREATE TABLE answers (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	uid TEXT NOT NULL, 
	occurrence TEXT DEFAULT '' NOT NULL, 
	attendee TEXT NOT NULL, 
	answer VARCHAR(16) NOT NULL, 
	sequence INTEGER NOT NULL, 
	stamp TEXT DEFAULT '' NOT NULL, 
	comment TEXT DEFAULT '' NOT NULL, 
	delegate TEXT DEFAULT '' NOT NULL, 
	proposed_start TEXT DEFAULT '' NOT NULL, 
	proposed_end TEXT DEFAULT '' NOT NULL, 
	source TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT uq_answers_uid_occurrence_attendee UNIQUE (uid, occurrence, attendee)
);
INSERT INTO "answers" VALUES(1,1,'84b256e4-5d79-5ec3-bd85-1736e7281272','','ben@x.example','declined',0,'2027-01-05T12:00:00+00:00','','','','','typed');
CREATE TABLE aparts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	one_id INTEGER NOT NULL, 
	other_id INTEGER NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_aparts_one_id FOREIGN KEY(one_id) REFERENCES people (id), 
	CONSTRAINT fk_aparts_other_id FOREIGN KEY(other_id) REFERENCES people (id), 
	CONSTRAINT uq_aparts_one_id_other_id UNIQUE (one_id, other_id)
);
INSERT INTO "aparts" VALUES(1,1,1,4,'they live together');
CREATE TABLE contacts (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	it_team TEXT NOT NULL, 
	marketing_team TEXT NOT NULL, 
	it_id INTEGER, 
	marketing_id INTEGER, 
	CONSTRAINT fk_contacts_it_id FOREIGN KEY(it_id) REFERENCES people (id), 
	CONSTRAINT fk_contacts_marketing_id FOREIGN KEY(marketing_id) REFERENCES people (id), 
	CONSTRAINT uq_contacts_it_team_marketing_team UNIQUE (it_team, marketing_team)
);
INSERT INTO "contacts" VALUES(1,1,'Platform','CRM',1,NULL);
CREATE TABLE debriefs (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	pairing_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	it_rating INTEGER, 
	marketing_rating INTEGER, 
	note TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_debriefs_pairing_id FOREIGN KEY(pairing_id) REFERENCES pairings (id), 
	CONSTRAINT uq_debriefs_pairing_id UNIQUE (pairing_id)
);
INSERT INTO "debriefs" VALUES(1,1,4,'2027-01-04',4,NULL,'a good week');
CREATE TABLE enrolments (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	program_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	until DATE, manager_word VARCHAR(16) DEFAULT '' NOT NULL, manager_day DATE, reason TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_enrolments_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_enrolments_program_id FOREIGN KEY(program_id) REFERENCES programs (id), 
	CONSTRAINT uq_enrolments_program_id_person_id UNIQUE (program_id, person_id)
);
INSERT INTO "enrolments" VALUES(1,1,1,1,'agreed',NULL,'',NULL,'');
INSERT INTO "enrolments" VALUES(2,1,1,2,'agreed',NULL,'',NULL,'');
INSERT INTO "enrolments" VALUES(3,1,1,3,'agreed',NULL,'',NULL,'');
INSERT INTO "enrolments" VALUES(4,1,1,4,'agreed',NULL,'',NULL,'');
INSERT INTO "enrolments" VALUES(5,1,2,1,'agreed',NULL,'',NULL,'');
INSERT INTO "enrolments" VALUES(6,1,2,2,'agreed',NULL,'',NULL,'');
INSERT INTO "enrolments" VALUES(7,1,2,3,'agreed',NULL,'',NULL,'');
INSERT INTO "enrolments" VALUES(8,1,2,4,'agreed',NULL,'',NULL,'');
INSERT INTO "enrolments" VALUES(9,1,3,1,'agreed',NULL,'',NULL,'');
INSERT INTO "enrolments" VALUES(10,1,3,2,'agreed',NULL,'',NULL,'');
INSERT INTO "enrolments" VALUES(11,1,3,3,'agreed',NULL,'',NULL,'');
INSERT INTO "enrolments" VALUES(12,1,3,4,'agreed',NULL,'',NULL,'');
CREATE TABLE freezes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	side VARCHAR(16) NOT NULL, 
	team TEXT DEFAULT '' NOT NULL, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL
);
INSERT INTO "freezes" VALUES(1,1,'marketing','Brand','2027-03-01','2027-03-05','campaign');
CREATE TABLE gathering_people (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	gathering_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	CONSTRAINT fk_gathering_people_gathering_id FOREIGN KEY(gathering_id) REFERENCES gatherings (id), 
	CONSTRAINT fk_gathering_people_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT uq_gathering_people_gathering_id_person_id UNIQUE (gathering_id, person_id)
);
INSERT INTO "gathering_people" VALUES(1,1,1,1);
INSERT INTO "gathering_people" VALUES(2,1,1,2);
INSERT INTO "gathering_people" VALUES(3,1,1,3);
CREATE TABLE gatherings (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	program_id INTEGER NOT NULL, 
	round INTEGER, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	pinned BOOLEAN DEFAULT '0' NOT NULL, 
	uid TEXT NOT NULL, 
	without TEXT DEFAULT '' NOT NULL, 
	place TEXT DEFAULT '' NOT NULL, 
	reason TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_gatherings_program_id FOREIGN KEY(program_id) REFERENCES programs (id), 
	CONSTRAINT uq_gatherings_uid UNIQUE (uid)
);
INSERT INTO "gatherings" VALUES(1,2,3,0,'2027-01-11','2027-01-22','published',0,'3885d1d2-0475-55a8-bc75-1d9121c612f2','','','');
CREATE TABLE holiday_places (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	place TEXT NOT NULL, 
	identity TEXT NOT NULL, 
	country TEXT NOT NULL, 
	CONSTRAINT uq_holiday_places_identity UNIQUE (identity)
);
INSERT INTO "holiday_places" VALUES(1,1,'Berlin','berlin','DE-BE');
CREATE TABLE ideas (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	program_id INTEGER, 
	pairing_id INTEGER, 
	text TEXT NOT NULL, 
	owner_id INTEGER, 
	state VARCHAR(16) NOT NULL, 
	named BOOLEAN DEFAULT '0' NOT NULL, 
	noted DATE NOT NULL, 
	changed DATE NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_ideas_owner_id FOREIGN KEY(owner_id) REFERENCES people (id), 
	CONSTRAINT fk_ideas_pairing_id FOREIGN KEY(pairing_id) REFERENCES pairings (id), 
	CONSTRAINT fk_ideas_program_id FOREIGN KEY(program_id) REFERENCES programs (id)
);
INSERT INTO "ideas" VALUES(1,1,4,4,'One calendar of releases',NULL,'open',0,'2027-01-04','2027-01-04','');
INSERT INTO "ideas" VALUES(2,1,NULL,NULL,'One newsletter',1,'open',0,'2027-01-04','2027-01-04','');
CREATE TABLE invites (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	sent_at TEXT NOT NULL, 
	meeting_ends DATE NOT NULL, 
	file_name TEXT NOT NULL, 
	why TEXT NOT NULL, 
	invite TEXT NOT NULL
, channel TEXT DEFAULT 'files' NOT NULL);
INSERT INTO "invites" VALUES(1,'8c7223c4-55de-59fc-b166-7745377c3eec','2027-01-04T12:00:00+00:00','2027-01-06','2027-01-06 prep Ben - Mia (request 0, c0250d9a).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"8c7223c4-55de-59fc-b166-7745377c3eec","kind":"prep","when":{"first":"2027-01-06","last":"2027-01-06","at":"10:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Prepare the visit: Ben and Mia","description":"Ben (Data) and Mia (Brand) get ready for the visit in Spring ride-alongs: Ben visits Mia from Monday, 11 January 2027 to Friday, 15 January 2027.\n\nWhere: a room or a video call, as suits you both.\n\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease agree on the days and hours together, on access to rooms and tools, and on what may be shown and what must stay private.\n\nBefore the visit:\n- Mia: Mark the meetings that are closed to guests\n- Both: Confirm what is confidential and must not be passed on\n- Mia: Confirm access: tools, and on site also rooms and a badge\n- Mia: Plan one moment with a customer, such as a call or a shop visit\n- Ben: Order a badge\n\nDuring the visit:\n- Ben: Note what surprises you, and ask one question a day\n\nAfter the visit:\n- Both: Note two things learned and one idea to try\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"df18f720b1b9a15a","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ben@x.example","name":"Ben"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(2,'9b673388-f3c8-5801-8fa6-54a559457fd3','2027-01-04T12:00:00+00:00','2027-01-15','2027-01-11 visit Ben - Mia (request 0, 25e95923).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"9b673388-f3c8-5801-8fa6-54a559457fd3","kind":"visit","when":{"first":"2027-01-11","last":"2027-01-15"},"summary":"Ride-along: Ben visits Mia","description":"Ben (Data) visits Mia (Brand) and goes along through their working days, as part of Spring ride-alongs.\n\nWhere: Mia (mia@x.example) says beforehand where to come.\n\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nTo prepare: have a laptop and an access badge ready. Slides are not needed: everyday work is what Ben comes to see.\n\nBefore the visit:\n- Mia: Mark the meetings that are closed to guests\n- Both: Confirm what is confidential and must not be passed on\n- Mia: Confirm access: tools, and on site also rooms and a badge\n- Mia: Plan one moment with a customer, such as a call or a shop visit\n- Ben: Order a badge\n\nDuring the visit:\n- Ben: Note what surprises you, and ask one question a day\n\nAfter the visit:\n- Both: Note two things learned and one idea to try\n\nAfterwards, say how it went: https://forms.example/visit\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"ddf8ad2a7e8ff156","busy":false,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ben@x.example","name":"Ben"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(3,'84b256e4-5d79-5ec3-bd85-1736e7281272','2027-01-04T12:00:00+00:00','2027-01-11','2027-01-11 welcome Ben - Mia (request 0, 028d1014).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"84b256e4-5d79-5ec3-bd85-1736e7281272","kind":"welcome","when":{"first":"2027-01-11","last":"2027-01-11","at":"09:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Welcome: Ben starts with Mia","description":"Mia (Brand) welcomes Ben (Data): the start of the visit in Spring ride-alongs.\n\nWhere: Mia (mia@x.example) says beforehand where to come.\n\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease bring your laptop and your access badge. Plan the day together, and meet the team.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"8fff7c2bf0e65c8c","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ben@x.example","name":"Ben"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(4,'e67dff58-c857-5c64-958e-5d77549e740b','2027-01-04T12:00:00+00:00','2027-04-07','2027-01-13 check-in Ben - Noa (request 0, 1d2b49be).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"e67dff58-c857-5c64-958e-5d77549e740b","kind":"check-in","when":{"first":"2027-01-13","last":"2027-04-07","at":"10:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":2,"without":[],"moved":[]},"summary":"Buddies: Ben and Noa","description":"Ben (Data) and Noa (CRM) are buddies in Buddies: a short talk about what each is working on, and where the other can help.\n\nWhere: a room or a video call, as suits you both.\n\nNo preparation is needed: bring one thing that you are working on and one question.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).\n\nWords: CRM = customer relationship management, the system that holds what is known of customers","place":"","link":"","facts":"1226191f0789be82","busy":true,"categories":["Ridealong","Buddies"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ben@x.example","name":"Ben"},{"email":"noa@x.example","name":"Noa"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(5,'5196dbc9-560e-577e-96c7-ff834085708f','2027-01-04T12:00:00+00:00','2027-01-13','2027-01-13 prep Ana - Mia (request 0, d3bf32c3).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"5196dbc9-560e-577e-96c7-ff834085708f","kind":"prep","when":{"first":"2027-01-13","last":"2027-01-13","at":"10:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Prepare the visit: Ana and Mia","description":"Ana (Platform) and Mia (Brand) get ready for the visit in Spring ride-alongs: Ana visits Mia from Monday, 18 January 2027 to Friday, 22 January 2027.\n\nWhere: a room or a video call, as suits you both.\n\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease agree on the days and hours together, on access to rooms and tools, and on what may be shown and what must stay private.\n\nBefore the visit:\n- Mia: Mark the meetings that are closed to guests\n- Both: Confirm what is confidential and must not be passed on\n- Mia: Confirm access: tools, and on site also rooms and a badge\n- Mia: Plan one moment with a customer, such as a call or a shop visit\n- Ana: Order a badge\n\nDuring the visit:\n- Ana: Note what surprises you, and ask one question a day\n\nAfter the visit:\n- Both: Note two things learned and one idea to try\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"ad399ae71aeb138a","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ana@x.example","name":"Ana"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(6,'3885d1d2-0475-55a8-bc75-1d9121c612f2','2027-01-04T12:00:00+00:00','2027-01-13','2027-01-13 check-in Ana - Ben and 1 more (request 0, 492c08ae).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"3885d1d2-0475-55a8-bc75-1d9121c612f2","kind":"check-in","when":{"first":"2027-01-13","last":"2027-01-13","at":"15:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Coffee: Ana, Ben and Mia","description":"30 minutes over a coffee, as part of Coffee: people of both departments, and no agenda.\n\nWho comes:\n- Ana (Platform)\n- Ben (Data)\n- Mia (Brand)\n\nWhere: a coffee corner or a video call, as suits you all.\n\nA question to start with: What did you do this week that nobody outside your team sees?\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"f71a8dc2a0e45118","busy":true,"categories":["Ridealong","Coffee"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ana@x.example","name":"Ana"},{"email":"ben@x.example","name":"Ben"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(7,'85b0db8a-1802-5ae5-bcf8-d3de43ca4132','2027-01-04T12:00:00+00:00','2027-01-22','2027-01-18 visit Ana - Mia (request 0, 38a5450d).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"85b0db8a-1802-5ae5-bcf8-d3de43ca4132","kind":"visit","when":{"first":"2027-01-18","last":"2027-01-22"},"summary":"Ride-along: Ana visits Mia","description":"Ana (Platform) visits Mia (Brand) and goes along through their working days, as part of Spring ride-alongs.\n\nWhere: Mia (mia@x.example) says beforehand where to come.\n\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nTo prepare: have a laptop and an access badge ready. Slides are not needed: everyday work is what Ana comes to see.\n\nBefore the visit:\n- Mia: Mark the meetings that are closed to guests\n- Both: Confirm what is confidential and must not be passed on\n- Mia: Confirm access: tools, and on site also rooms and a badge\n- Mia: Plan one moment with a customer, such as a call or a shop visit\n- Ana: Order a badge\n\nDuring the visit:\n- Ana: Note what surprises you, and ask one question a day\n\nAfter the visit:\n- Both: Note two things learned and one idea to try\n\nAfterwards, say how it went: https://forms.example/visit\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"70ce52ca1cde4926","busy":false,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ana@x.example","name":"Ana"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(8,'d617b6d0-d747-5c0f-9de5-40fce064005b','2027-01-04T12:00:00+00:00','2027-01-18','2027-01-18 welcome Ana - Mia (request 0, 1baa9232).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"d617b6d0-d747-5c0f-9de5-40fce064005b","kind":"welcome","when":{"first":"2027-01-18","last":"2027-01-18","at":"09:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Welcome: Ana starts with Mia","description":"Mia (Brand) welcomes Ana (Platform): the start of the visit in Spring ride-alongs.\n\nWhere: Mia (mia@x.example) says beforehand where to come.\n\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease bring your laptop and your access badge. Plan the day together, and meet the team.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"e382725c44f075fe","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ana@x.example","name":"Ana"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(9,'7539f96f-a9e9-5c71-ac78-20d94c037c82','2027-01-04T12:00:00+00:00','2027-01-19','2027-01-19 debrief Ben - Mia (request 0, b1bd83c0).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"7539f96f-a9e9-5c71-ac78-20d94c037c82","kind":"debrief","when":{"first":"2027-01-19","last":"2027-01-19","at":"10:00:00","minutes":45,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Debrief: Ben and Mia look back","description":"Ben (Data) and Mia (Brand) look back on their visit in Spring ride-alongs: what was learned, and what to try because of it.\n\nWhere: a room or a video call, as suits you both.\n\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease bring two things that you learned and one idea that you would like to try.\n\nSay here how it went: https://forms.example/visit\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"f7be244bed393f7e","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ben@x.example","name":"Ben"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(10,'63cdec5f-b241-5704-9603-53db13e1486d','2027-01-04T12:00:00+00:00','2027-01-26','2027-01-26 debrief Ana - Mia (request 0, fff30204).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"63cdec5f-b241-5704-9603-53db13e1486d","kind":"debrief","when":{"first":"2027-01-26","last":"2027-01-26","at":"10:00:00","minutes":45,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Debrief: Ana and Mia look back","description":"Ana (Platform) and Mia (Brand) look back on their visit in Spring ride-alongs: what was learned, and what to try because of it.\n\nWhere: a room or a video call, as suits you both.\n\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease bring two things that you learned and one idea that you would like to try.\n\nSay here how it went: https://forms.example/visit\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"9488dcb0a9374b31","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ana@x.example","name":"Ana"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
CREATE TABLE journal (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	at TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	action TEXT NOT NULL, 
	summary TEXT DEFAULT '' NOT NULL, 
	undoable BOOLEAN DEFAULT '1' NOT NULL, 
	undoes_id INTEGER, 
	CONSTRAINT fk_journal_undoes_id FOREIGN KEY(undoes_id) REFERENCES journal (id)
);
INSERT INTO "journal" VALUES(1,'2027-01-04T12:00:00+00:00','pat','people add','Ana (Platform) added',1,NULL);
INSERT INTO "journal" VALUES(2,'2027-01-04T12:00:00+00:00','pat','people add','Ben (Data) added',1,NULL);
INSERT INTO "journal" VALUES(3,'2027-01-04T12:00:00+00:00','pat','people add','Mia (Brand) added',1,NULL);
INSERT INTO "journal" VALUES(4,'2027-01-04T12:00:00+00:00','pat','people add','Noa (CRM) added',1,NULL);
INSERT INTO "journal" VALUES(5,'2027-01-04T12:00:00+00:00','pat','absence add','Ben away 2027-02-01 to 2027-02-05',1,NULL);
INSERT INTO "journal" VALUES(6,'2027-01-04T12:00:00+00:00','pat','apart','ana@x.example and noa@x.example kept apart',1,NULL);
INSERT INTO "journal" VALUES(7,'2027-01-04T12:00:00+00:00','pat','freeze','Brand 2027-03-01 to 2027-03-05: campaign',1,NULL);
INSERT INTO "journal" VALUES(8,'2027-01-04T12:00:00+00:00','pat','program create','Spring ride-alongs: Ride-along, 2027-01-11 to 2027-01-24, 4 people',1,NULL);
INSERT INTO "journal" VALUES(9,'2027-01-04T12:00:00+00:00','pat','program measure','Spring ride-alongs: measures Time to first page',1,NULL);
INSERT INTO "journal" VALUES(10,'2027-01-04T12:00:00+00:00','pat','program measure','Spring ride-alongs: measures Calls',1,NULL);
INSERT INTO "journal" VALUES(11,'2027-01-04T12:00:00+00:00','pat','program sign','Spring ride-alongs: Ana, IT sponsor, agreed on 2027-01-04',1,NULL);
INSERT INTO "journal" VALUES(12,'2027-01-04T12:00:00+00:00','pat','program sign','Spring ride-alongs: Paula Poe, Marketing sponsor, has not agreed yet',1,NULL);
INSERT INTO "journal" VALUES(13,'2027-01-04T12:00:00+00:00','pat','plan','Spring ride-alongs: 2 pairings for 2 people in 2 rounds',1,NULL);
INSERT INTO "journal" VALUES(14,'2027-01-04T12:00:00+00:00','pat','people edit','Ana: manager changed',1,NULL);
INSERT INTO "journal" VALUES(15,'2027-01-04T12:00:00+00:00','pat','leads agree','Ana with Mia (2027-01-18): 1 lead agreed',1,NULL);
INSERT INTO "journal" VALUES(16,'2027-01-04T12:00:00+00:00','pat','publish','Spring ride-alongs: 2 pairings in 2 rounds, without agreement: a pilot',1,NULL);
INSERT INTO "journal" VALUES(17,'2027-01-04T12:00:00+00:00','pat','program create','Buddies: Buddies, 2027-01-11 to 2027-04-11, 4 people',1,NULL);
INSERT INTO "journal" VALUES(18,'2027-01-04T12:00:00+00:00','pat','plan','Buddies: 1 pairing for 1 person in 1 round',1,NULL);
INSERT INTO "journal" VALUES(19,'2027-01-04T12:00:00+00:00','pat','publish','Buddies: 1 pairing in 1 round',1,NULL);
INSERT INTO "journal" VALUES(20,'2027-01-04T12:00:00+00:00','pat','holidays set','Berlin: the holidays of DE-BE',1,NULL);
INSERT INTO "journal" VALUES(21,'2027-01-04T12:00:00+00:00','pat','contact','Platform and CRM: Ana',1,NULL);
INSERT INTO "journal" VALUES(22,'2027-01-04T12:00:00+00:00','pat','glossary add','NAS: storage',1,NULL);
INSERT INTO "journal" VALUES(23,'2027-01-04T12:00:00+00:00','pat','steps add','Spring ride-alongs: before a visit, Order a badge',1,NULL);
INSERT INTO "journal" VALUES(24,'2027-01-04T12:00:00+00:00','pat','steps done','Spring ride-alongs, Ana with Mia: done: Mark the meetings that are closed to guests',1,NULL);
INSERT INTO "journal" VALUES(25,'2027-01-04T12:00:00+00:00','pat','program create','Coffee: Coffee, 2027-01-11 to 2027-01-24, 4 people',1,NULL);
INSERT INTO "journal" VALUES(26,'2027-01-04T12:00:00+00:00','pat','plan','Coffee: 1 group',1,NULL);
INSERT INTO "journal" VALUES(27,'2027-01-04T12:00:00+00:00','pat','publish','Coffee: 1 group in 1 round',1,NULL);
INSERT INTO "journal" VALUES(28,'2027-01-04T12:00:00+00:00','pat','history import','past.csv: 2 added, 0 changed, 0 unchanged',1,NULL);
INSERT INTO "journal" VALUES(29,'2027-01-04T12:00:00+00:00','pat','debrief','Ana and Mia, 2026-12-14: 1 thing learned, 1 idea, rated',1,NULL);
INSERT INTO "journal" VALUES(30,'2027-01-04T12:00:00+00:00','pat','ideas add','Idea 2 noted: One newsletter',1,NULL);
INSERT INTO "journal" VALUES(31,'2027-01-04T12:00:00+00:00','pat','invites export','10 invites exported',0,NULL);
INSERT INTO "journal" VALUES(32,'2027-01-05T12:00:00+00:00','pat','meetings move','welcome of Ben and Mia: moved at 11:00',1,NULL);
INSERT INTO "journal" VALUES(33,'2027-01-05T12:00:00+00:00','pat','people edit','Ben: role changed',1,NULL);
INSERT INTO "journal" VALUES(34,'2027-01-05T12:00:00+00:00','pat','invites answer','Ben: declined, Welcome: Ben starts with Mia',1,NULL);
INSERT INTO "journal" VALUES(35,'2027-01-05T12:00:00+00:00','pat','program measure remove','Spring ride-alongs: no longer measures Calls',1,NULL);
INSERT INTO "journal" VALUES(36,'2027-01-05T12:00:00+00:00','pat','undo','Undone: Spring ride-alongs: no longer measures Calls',1,35);
INSERT INTO "journal" VALUES(37,'2027-01-05T12:00:00+00:00','pat','program reading','Spring ride-alongs: Time to first page was 8 days on 2027-01-05',1,NULL);
CREATE TABLE journal_rows (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	entry_id INTEGER NOT NULL, 
	table_name VARCHAR(32) NOT NULL, 
	row_id INTEGER NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	CONSTRAINT fk_journal_rows_entry_id FOREIGN KEY(entry_id) REFERENCES journal (id)
);
INSERT INTO "journal_rows" VALUES(1,1,'people',1,NULL,'{"id":1,"version":1,"email":"ana@x.example","identity":"ana@x.example","name":"Ana","side":"it","team":"Platform","role":"","site":"","manager":"","time_zone":"","hours":"09:00-17:00","knows":"","wants":"","capacity":null,"first_day":null,"last_day":null,"employee_id":"","removed":false}');
INSERT INTO "journal_rows" VALUES(2,2,'people',2,NULL,'{"id":2,"version":1,"email":"ben@x.example","identity":"ben@x.example","name":"Ben","side":"it","team":"Data","role":"","site":"","manager":"","time_zone":"","hours":"09:00-17:00","knows":"","wants":"","capacity":null,"first_day":null,"last_day":null,"employee_id":"","removed":false}');
INSERT INTO "journal_rows" VALUES(3,3,'people',3,NULL,'{"id":3,"version":1,"email":"mia@x.example","identity":"mia@x.example","name":"Mia","side":"marketing","team":"Brand","role":"","site":"","manager":"","time_zone":"","hours":"09:00-17:00","knows":"","wants":"","capacity":null,"first_day":null,"last_day":null,"employee_id":"","removed":false}');
INSERT INTO "journal_rows" VALUES(4,4,'people',4,NULL,'{"id":4,"version":1,"email":"noa@x.example","identity":"noa@x.example","name":"Noa","side":"marketing","team":"CRM","role":"","site":"","manager":"","time_zone":"","hours":"09:00-17:00","knows":"","wants":"","capacity":null,"first_day":null,"last_day":null,"employee_id":"","removed":false}');
INSERT INTO "journal_rows" VALUES(5,5,'absences',1,NULL,'{"id":1,"version":1,"person_id":2,"first_day":"2027-02-01","last_day":"2027-02-05","reason":"knee","source":"typed"}');
INSERT INTO "journal_rows" VALUES(6,6,'aparts',1,NULL,'{"id":1,"version":1,"one_id":1,"other_id":4,"reason":"they live together"}');
INSERT INTO "journal_rows" VALUES(7,7,'freezes',1,NULL,'{"id":1,"version":1,"side":"marketing","team":"Brand","first_day":"2027-03-01","last_day":"2027-03-05","reason":"campaign"}');
INSERT INTO "journal_rows" VALUES(8,8,'programs',1,NULL,'{"id":1,"version":1,"name":"Spring ride-alongs","identity":"spring ride-alongs","kind":"ride-along","guest_side":"it","start":"2027-01-11","rounds":2,"weeks":1,"visits_per_guest":1,"host_visits":2,"host_window_weeks":13,"host_rest_weeks":0,"repeat_days":90,"publish_weeks":4,"check_in_weekday":null,"check_in_time":"","check_in_minutes":null,"check_in_every_weeks":null,"time_zone":"Europe/Berlin","place":"","objective":"","meetings":"prep;welcome;visit;check-in;debrief","visit_busy":false,"prepare":"","country":"DE","archived":false,"visit_days":null,"return_weeks":6,"cover_percent":100,"group_size":4,"leads_agree":true,"form_link":"https://forms.example/visit"}');
INSERT INTO "journal_rows" VALUES(9,8,'enrolments',1,NULL,'{"id":1,"version":1,"program_id":1,"person_id":1,"state":"agreed","until":null,"manager_word":"","manager_day":null,"reason":""}');
INSERT INTO "journal_rows" VALUES(10,8,'enrolments',2,NULL,'{"id":2,"version":1,"program_id":1,"person_id":2,"state":"agreed","until":null,"manager_word":"","manager_day":null,"reason":""}');
INSERT INTO "journal_rows" VALUES(11,8,'enrolments',3,NULL,'{"id":3,"version":1,"program_id":1,"person_id":3,"state":"agreed","until":null,"manager_word":"","manager_day":null,"reason":""}');
INSERT INTO "journal_rows" VALUES(12,8,'enrolments',4,NULL,'{"id":4,"version":1,"program_id":1,"person_id":4,"state":"agreed","until":null,"manager_word":"","manager_day":null,"reason":""}');
INSERT INTO "journal_rows" VALUES(13,9,'measures',1,NULL,'{"id":1,"version":1,"program_id":1,"name":"Time to first page","unit":"days","baseline":9,"target":4.5}');
INSERT INTO "journal_rows" VALUES(14,10,'measures',2,NULL,'{"id":2,"version":1,"program_id":1,"name":"Calls","unit":"","baseline":null,"target":null}');
INSERT INTO "journal_rows" VALUES(15,11,'sponsors',1,NULL,'{"id":1,"version":1,"program_id":1,"side":"it","person_id":1,"name":"","email":"","named":"2027-01-04","agreed":null,"note":""}');
INSERT INTO "journal_rows" VALUES(16,11,'sponsors',1,'{"id":1,"version":1,"program_id":1,"side":"it","person_id":1,"name":"","email":"","named":"2027-01-04","agreed":null,"note":""}','{"id":1,"version":2,"program_id":1,"side":"it","person_id":1,"name":"","email":"","named":"2027-01-04","agreed":"2027-01-04","note":"said so"}');
INSERT INTO "journal_rows" VALUES(17,12,'sponsors',2,NULL,'{"id":2,"version":1,"program_id":1,"side":"marketing","person_id":null,"name":"Paula Poe","email":"paula@y.example","named":"2027-01-04","agreed":null,"note":""}');
INSERT INTO "journal_rows" VALUES(18,13,'pairings',1,NULL,'{"id":1,"version":1,"program_id":1,"guest_id":2,"host_id":3,"guest_team":"Data","host_team":"Brand","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-01-15","state":"proposed","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(19,13,'pairings',2,NULL,'{"id":2,"version":1,"program_id":1,"guest_id":1,"host_id":3,"guest_team":"Platform","host_team":"Brand","guest_side":"it","round":1,"first_day":"2027-01-18","last_day":"2027-01-22","state":"proposed","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(20,13,'plans',1,NULL,'{"id":1,"version":1,"program_id":1,"made_at":"2027-01-04T12:00:00+00:00","seed":0,"numbers":"{\"placed\": 2, \"most\": 2, \"value\": 19960160, \"bound\": 19960160, \"gap_percent\": 0.0, \"proved\": true, \"turns_squared\": 2, \"met_before\": 0, \"over_share\": 0, \"new_teams\": 2, \"fit\": 100, \"repeats\": 0, \"turns_min\": 1, \"turns_max\": 1, \"seed\": 0, \"stopped\": \"\", \"refused\": []}","open_places":"[]"}');
INSERT INTO "journal_rows" VALUES(21,14,'people',1,'{"id":1,"version":1,"email":"ana@x.example","identity":"ana@x.example","name":"Ana","side":"it","team":"Platform","role":"","site":"","manager":"","time_zone":"","hours":"09:00-17:00","knows":"","wants":"","capacity":null,"first_day":null,"last_day":null,"employee_id":"","removed":false}','{"id":1,"version":2,"email":"ana@x.example","identity":"ana@x.example","name":"Ana","side":"it","team":"Platform","role":"","site":"","manager":"lead@y.example","time_zone":"","hours":"09:00-17:00","knows":"","wants":"","capacity":null,"first_day":null,"last_day":null,"employee_id":"","removed":false}');
INSERT INTO "journal_rows" VALUES(22,15,'lead_words',1,NULL,'{"id":1,"version":1,"pairing_id":2,"side":"it","word":"agreed","day":"2027-01-04","note":"gladly"}');
INSERT INTO "journal_rows" VALUES(23,16,'pairings',1,'{"id":1,"version":1,"program_id":1,"guest_id":2,"host_id":3,"guest_team":"Data","host_team":"Brand","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-01-15","state":"proposed","pinned":false,"fit":50,"reason":""}','{"id":1,"version":2,"program_id":1,"guest_id":2,"host_id":3,"guest_team":"Data","host_team":"Brand","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-01-15","state":"published","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(24,16,'pairings',2,'{"id":2,"version":1,"program_id":1,"guest_id":1,"host_id":3,"guest_team":"Platform","host_team":"Brand","guest_side":"it","round":1,"first_day":"2027-01-18","last_day":"2027-01-22","state":"proposed","pinned":false,"fit":50,"reason":""}','{"id":2,"version":2,"program_id":1,"guest_id":1,"host_id":3,"guest_team":"Platform","host_team":"Brand","guest_side":"it","round":1,"first_day":"2027-01-18","last_day":"2027-01-22","state":"published","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(25,16,'meetings',1,NULL,'{"id":1,"version":1,"pairing_id":1,"kind":"prep","uid":"8c7223c4-55de-59fc-b166-7745377c3eec"}');
INSERT INTO "journal_rows" VALUES(26,16,'meetings',2,NULL,'{"id":2,"version":1,"pairing_id":1,"kind":"welcome","uid":"84b256e4-5d79-5ec3-bd85-1736e7281272"}');
INSERT INTO "journal_rows" VALUES(27,16,'meetings',3,NULL,'{"id":3,"version":1,"pairing_id":1,"kind":"visit","uid":"9b673388-f3c8-5801-8fa6-54a559457fd3"}');
INSERT INTO "journal_rows" VALUES(28,16,'meetings',4,NULL,'{"id":4,"version":1,"pairing_id":1,"kind":"debrief","uid":"7539f96f-a9e9-5c71-ac78-20d94c037c82"}');
INSERT INTO "journal_rows" VALUES(29,16,'meetings',5,NULL,'{"id":5,"version":1,"pairing_id":2,"kind":"prep","uid":"5196dbc9-560e-577e-96c7-ff834085708f"}');
INSERT INTO "journal_rows" VALUES(30,16,'meetings',6,NULL,'{"id":6,"version":1,"pairing_id":2,"kind":"welcome","uid":"d617b6d0-d747-5c0f-9de5-40fce064005b"}');
INSERT INTO "journal_rows" VALUES(31,16,'meetings',7,NULL,'{"id":7,"version":1,"pairing_id":2,"kind":"visit","uid":"85b0db8a-1802-5ae5-bcf8-d3de43ca4132"}');
INSERT INTO "journal_rows" VALUES(32,16,'meetings',8,NULL,'{"id":8,"version":1,"pairing_id":2,"kind":"debrief","uid":"63cdec5f-b241-5704-9603-53db13e1486d"}');
INSERT INTO "journal_rows" VALUES(33,17,'programs',2,NULL,'{"id":2,"version":1,"name":"Buddies","identity":"buddies","kind":"buddy","guest_side":"it","start":"2027-01-11","rounds":1,"weeks":13,"visits_per_guest":250,"host_visits":null,"host_window_weeks":13,"host_rest_weeks":0,"repeat_days":90,"publish_weeks":4,"check_in_weekday":2,"check_in_time":"10:00","check_in_minutes":30,"check_in_every_weeks":2,"time_zone":"Europe/Berlin","place":"","objective":"","meetings":"prep;welcome;visit;check-in;debrief","visit_busy":false,"prepare":"","country":"DE","archived":false,"visit_days":null,"return_weeks":6,"cover_percent":20,"group_size":4,"leads_agree":false,"form_link":""}');
INSERT INTO "journal_rows" VALUES(34,17,'enrolments',5,NULL,'{"id":5,"version":1,"program_id":2,"person_id":1,"state":"agreed","until":null,"manager_word":"","manager_day":null,"reason":""}');
INSERT INTO "journal_rows" VALUES(35,17,'enrolments',6,NULL,'{"id":6,"version":1,"program_id":2,"person_id":2,"state":"agreed","until":null,"manager_word":"","manager_day":null,"reason":""}');
INSERT INTO "journal_rows" VALUES(36,17,'enrolments',7,NULL,'{"id":7,"version":1,"program_id":2,"person_id":3,"state":"agreed","until":null,"manager_word":"","manager_day":null,"reason":""}');
INSERT INTO "journal_rows" VALUES(37,17,'enrolments',8,NULL,'{"id":8,"version":1,"program_id":2,"person_id":4,"state":"agreed","until":null,"manager_word":"","manager_day":null,"reason":""}');
INSERT INTO "journal_rows" VALUES(38,18,'pairings',3,NULL,'{"id":3,"version":1,"program_id":2,"guest_id":2,"host_id":4,"guest_team":"Data","host_team":"CRM","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-04-09","state":"proposed","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(39,18,'plans',2,NULL,'{"id":2,"version":1,"program_id":2,"made_at":"2027-01-04T12:00:00+00:00","seed":0,"numbers":"{\"placed\": 1, \"most\": 1, \"value\": 9980080, \"bound\": 9980080, \"gap_percent\": 0.0, \"proved\": true, \"turns_squared\": 1, \"met_before\": 0, \"over_share\": 0, \"new_teams\": 1, \"fit\": 50, \"repeats\": 0, \"turns_min\": 0, \"turns_max\": 1, \"seed\": 0, \"stopped\": \"\", \"refused\": []}","open_places":"[[1,0,[{\"who\":\"mia@x.example\"},\" met \",{\"who\":\"ana@x.example\"},\" too recently\",\" and \",{\"who\":\"noa@x.example\"},\" is kept apart from \",{\"who\":\"ana@x.example\"}],false]]"}');
INSERT INTO "journal_rows" VALUES(40,19,'pairings',3,'{"id":3,"version":1,"program_id":2,"guest_id":2,"host_id":4,"guest_team":"Data","host_team":"CRM","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-04-09","state":"proposed","pinned":false,"fit":50,"reason":""}','{"id":3,"version":2,"program_id":2,"guest_id":2,"host_id":4,"guest_team":"Data","host_team":"CRM","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-04-09","state":"published","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(41,19,'meetings',9,NULL,'{"id":9,"version":1,"pairing_id":3,"kind":"check-in","uid":"e67dff58-c857-5c64-958e-5d77549e740b"}');
INSERT INTO "journal_rows" VALUES(42,20,'holiday_places',1,NULL,'{"id":1,"version":1,"place":"Berlin","identity":"berlin","country":"DE-BE"}');
INSERT INTO "journal_rows" VALUES(43,21,'contacts',1,NULL,'{"id":1,"version":1,"it_team":"Platform","marketing_team":"CRM","it_id":1,"marketing_id":null}');
INSERT INTO "journal_rows" VALUES(44,22,'terms',1,NULL,'{"id":1,"version":1,"term":"NAS","identity":"nas","side":"it","meaning":"storage"}');
INSERT INTO "journal_rows" VALUES(45,23,'steps',1,NULL,'{"id":1,"version":1,"program_id":1,"phase":"before","who":"host","text":"Mark the meetings that are closed to guests","position":1}');
INSERT INTO "journal_rows" VALUES(46,23,'steps',2,NULL,'{"id":2,"version":1,"program_id":1,"phase":"before","who":"both","text":"Confirm what is confidential and must not be passed on","position":2}');
INSERT INTO "journal_rows" VALUES(47,23,'steps',3,NULL,'{"id":3,"version":1,"program_id":1,"phase":"before","who":"host","text":"Confirm access: tools, and on site also rooms and a badge","position":3}');
INSERT INTO "journal_rows" VALUES(48,23,'steps',4,NULL,'{"id":4,"version":1,"program_id":1,"phase":"before","who":"host","text":"Plan one moment with a customer, such as a call or a shop visit","position":4}');
INSERT INTO "journal_rows" VALUES(49,23,'steps',5,NULL,'{"id":5,"version":1,"program_id":1,"phase":"during","who":"guest","text":"Note what surprises you, and ask one question a day","position":5}');
INSERT INTO "journal_rows" VALUES(50,23,'steps',6,NULL,'{"id":6,"version":1,"program_id":1,"phase":"after","who":"both","text":"Note two things learned and one idea to try","position":6}');
INSERT INTO "journal_rows" VALUES(51,23,'steps',7,NULL,'{"id":7,"version":1,"program_id":1,"phase":"before","who":"guest","text":"Order a badge","position":7}');
INSERT INTO "journal_rows" VALUES(52,24,'steps_done',1,NULL,'{"id":1,"version":1,"pairing_id":2,"step_id":1,"day":"2027-01-04"}');
INSERT INTO "journal_rows" VALUES(53,25,'programs',3,NULL,'{"id":3,"version":1,"name":"Coffee","identity":"coffee","kind":"coffee","guest_side":"it","start":"2027-01-11","rounds":1,"weeks":2,"visits_per_guest":250,"host_visits":null,"host_window_weeks":13,"host_rest_weeks":0,"repeat_days":90,"publish_weeks":4,"check_in_weekday":2,"check_in_time":"15:00","check_in_minutes":30,"check_in_every_weeks":2,"time_zone":"Europe/Berlin","place":"","objective":"","meetings":"prep;welcome;visit;check-in;debrief","visit_busy":false,"prepare":"","country":"DE","archived":false,"visit_days":null,"return_weeks":6,"cover_percent":20,"group_size":4,"leads_agree":false,"form_link":""}');
INSERT INTO "journal_rows" VALUES(54,25,'enrolments',9,NULL,'{"id":9,"version":1,"program_id":3,"person_id":1,"state":"agreed","until":null,"manager_word":"","manager_day":null,"reason":""}');
INSERT INTO "journal_rows" VALUES(55,25,'enrolments',10,NULL,'{"id":10,"version":1,"program_id":3,"person_id":2,"state":"agreed","until":null,"manager_word":"","manager_day":null,"reason":""}');
INSERT INTO "journal_rows" VALUES(56,25,'enrolments',11,NULL,'{"id":11,"version":1,"program_id":3,"person_id":3,"state":"agreed","until":null,"manager_word":"","manager_day":null,"reason":""}');
INSERT INTO "journal_rows" VALUES(57,25,'enrolments',12,NULL,'{"id":12,"version":1,"program_id":3,"person_id":4,"state":"agreed","until":null,"manager_word":"","manager_day":null,"reason":""}');
INSERT INTO "journal_rows" VALUES(58,26,'gatherings',1,NULL,'{"id":1,"version":1,"program_id":3,"round":0,"first_day":"2027-01-11","last_day":"2027-01-22","state":"proposed","pinned":false,"uid":"3885d1d2-0475-55a8-bc75-1d9121c612f2","without":"","place":"","reason":""}');
INSERT INTO "journal_rows" VALUES(59,26,'gathering_people',1,NULL,'{"id":1,"version":1,"gathering_id":1,"person_id":1}');
INSERT INTO "journal_rows" VALUES(60,26,'gathering_people',2,NULL,'{"id":2,"version":1,"gathering_id":1,"person_id":2}');
INSERT INTO "journal_rows" VALUES(61,26,'gathering_people',3,NULL,'{"id":3,"version":1,"gathering_id":1,"person_id":3}');
INSERT INTO "journal_rows" VALUES(62,27,'gatherings',1,'{"id":1,"version":1,"program_id":3,"round":0,"first_day":"2027-01-11","last_day":"2027-01-22","state":"proposed","pinned":false,"uid":"3885d1d2-0475-55a8-bc75-1d9121c612f2","without":"","place":"","reason":""}','{"id":1,"version":2,"program_id":3,"round":0,"first_day":"2027-01-11","last_day":"2027-01-22","state":"published","pinned":false,"uid":"3885d1d2-0475-55a8-bc75-1d9121c612f2","without":"","place":"","reason":""}');
INSERT INTO "journal_rows" VALUES(63,28,'programs',4,NULL,'{"id":4,"version":1,"name":"Last year","identity":"last year","kind":"ride-along","guest_side":"it","start":"2026-12-14","rounds":1,"weeks":1,"visits_per_guest":1,"host_visits":2,"host_window_weeks":13,"host_rest_weeks":0,"repeat_days":90,"publish_weeks":4,"check_in_weekday":null,"check_in_time":"","check_in_minutes":null,"check_in_every_weeks":null,"time_zone":"UTC","place":"","objective":"","meetings":"prep;welcome;visit;check-in;debrief","visit_busy":false,"prepare":"","country":"","archived":true,"visit_days":null,"return_weeks":6,"cover_percent":20,"group_size":4,"leads_agree":false,"form_link":""}');
INSERT INTO "journal_rows" VALUES(64,28,'programs',5,NULL,'{"id":5,"version":1,"name":"Past teams","identity":"past teams","kind":"composite","guest_side":"it","start":"2026-03-02","rounds":1,"weeks":4,"visits_per_guest":1,"host_visits":null,"host_window_weeks":13,"host_rest_weeks":0,"repeat_days":90,"publish_weeks":4,"check_in_weekday":null,"check_in_time":"","check_in_minutes":null,"check_in_every_weeks":null,"time_zone":"UTC","place":"","objective":"","meetings":"prep;welcome;visit;check-in;debrief","visit_busy":false,"prepare":"","country":"","archived":true,"visit_days":null,"return_weeks":6,"cover_percent":20,"group_size":4,"leads_agree":false,"form_link":""}');
INSERT INTO "journal_rows" VALUES(65,28,'pairings',4,NULL,'{"id":4,"version":1,"program_id":4,"guest_id":1,"host_id":3,"guest_team":"Platform","host_team":"Brand","guest_side":"it","round":null,"first_day":"2026-12-14","last_day":"2026-12-18","state":"held","pinned":false,"fit":null,"reason":""}');
INSERT INTO "journal_rows" VALUES(66,28,'pairings',5,NULL,'{"id":5,"version":1,"program_id":5,"guest_id":2,"host_id":4,"guest_team":"Data","host_team":"CRM","guest_side":"it","round":null,"first_day":"2026-03-02","last_day":"2026-03-27","state":"held","pinned":false,"fit":null,"reason":""}');
INSERT INTO "journal_rows" VALUES(67,29,'learned',1,NULL,'{"id":1,"version":1,"pairing_id":4,"side":"it","text":"Campaigns start with a brief"}');
INSERT INTO "journal_rows" VALUES(68,29,'ideas',1,NULL,'{"id":1,"version":1,"program_id":4,"pairing_id":4,"text":"One calendar of releases","owner_id":null,"state":"open","named":false,"noted":"2027-01-04","changed":"2027-01-04","note":""}');
INSERT INTO "journal_rows" VALUES(69,29,'debriefs',1,NULL,'{"id":1,"version":1,"pairing_id":4,"day":"2027-01-04","it_rating":4,"marketing_rating":null,"note":"a good week"}');
INSERT INTO "journal_rows" VALUES(70,30,'ideas',2,NULL,'{"id":2,"version":1,"program_id":null,"pairing_id":null,"text":"One newsletter","owner_id":1,"state":"open","named":false,"noted":"2027-01-04","changed":"2027-01-04","note":""}');
INSERT INTO "journal_rows" VALUES(71,32,'meeting_changes',1,NULL,'{"id":1,"version":1,"meeting_id":2,"occurrence":"2027-01-11","skipped":false,"day":null,"at":"11:00","minutes":null,"place":""}');
INSERT INTO "journal_rows" VALUES(72,33,'people',2,'{"id":2,"version":1,"email":"ben@x.example","identity":"ben@x.example","name":"Ben","side":"it","team":"Data","role":"","site":"","manager":"","time_zone":"","hours":"09:00-17:00","knows":"","wants":"","capacity":null,"first_day":null,"last_day":null,"employee_id":"","removed":false}','{"id":2,"version":2,"email":"ben@x.example","identity":"ben@x.example","name":"Ben","side":"it","team":"Data","role":"Analyst","site":"","manager":"","time_zone":"","hours":"09:00-17:00","knows":"","wants":"","capacity":null,"first_day":null,"last_day":null,"employee_id":"","removed":false}');
INSERT INTO "journal_rows" VALUES(73,34,'answers',1,NULL,'{"id":1,"version":1,"uid":"84b256e4-5d79-5ec3-bd85-1736e7281272","occurrence":"","attendee":"ben@x.example","answer":"declined","sequence":0,"stamp":"2027-01-05T12:00:00+00:00","comment":"","delegate":"","proposed_start":"","proposed_end":"","source":"typed"}');
INSERT INTO "journal_rows" VALUES(74,35,'measures',2,'{"id":2,"version":1,"program_id":1,"name":"Calls","unit":"","baseline":null,"target":null}',NULL);
INSERT INTO "journal_rows" VALUES(75,36,'measures',2,NULL,'{"program_id":1,"name":"Calls","unit":"","baseline":null,"target":null,"id":2,"version":2}');
INSERT INTO "journal_rows" VALUES(76,37,'readings',1,NULL,'{"id":1,"version":1,"measure_id":1,"day":"2027-01-05","value":8,"note":"of five pages"}');
CREATE TABLE journal_subjects (
	kind VARCHAR(16) NOT NULL, 
	subject_id INTEGER NOT NULL, 
	entry_id INTEGER NOT NULL, 
	CONSTRAINT pk_journal_subjects PRIMARY KEY (kind, subject_id, entry_id), 
	CONSTRAINT fk_journal_subjects_entry_id FOREIGN KEY(entry_id) REFERENCES journal (id)
)
 WITHOUT ROWID

;
INSERT INTO "journal_subjects" VALUES('person',1,1);
INSERT INTO "journal_subjects" VALUES('person',2,2);
INSERT INTO "journal_subjects" VALUES('person',3,3);
INSERT INTO "journal_subjects" VALUES('person',4,4);
INSERT INTO "journal_subjects" VALUES('person',2,5);
INSERT INTO "journal_subjects" VALUES('person',1,6);
INSERT INTO "journal_subjects" VALUES('person',4,6);
INSERT INTO "journal_subjects" VALUES('person',1,8);
INSERT INTO "journal_subjects" VALUES('person',2,8);
INSERT INTO "journal_subjects" VALUES('person',3,8);
INSERT INTO "journal_subjects" VALUES('person',4,8);
INSERT INTO "journal_subjects" VALUES('program',1,8);
INSERT INTO "journal_subjects" VALUES('program',1,9);
INSERT INTO "journal_subjects" VALUES('program',1,10);
INSERT INTO "journal_subjects" VALUES('person',1,11);
INSERT INTO "journal_subjects" VALUES('program',1,11);
INSERT INTO "journal_subjects" VALUES('program',1,12);
INSERT INTO "journal_subjects" VALUES('person',1,13);
INSERT INTO "journal_subjects" VALUES('person',2,13);
INSERT INTO "journal_subjects" VALUES('person',3,13);
INSERT INTO "journal_subjects" VALUES('program',1,13);
INSERT INTO "journal_subjects" VALUES('person',1,14);
INSERT INTO "journal_subjects" VALUES('person',1,15);
INSERT INTO "journal_subjects" VALUES('person',3,15);
INSERT INTO "journal_subjects" VALUES('program',1,15);
INSERT INTO "journal_subjects" VALUES('person',1,16);
INSERT INTO "journal_subjects" VALUES('person',2,16);
INSERT INTO "journal_subjects" VALUES('person',3,16);
INSERT INTO "journal_subjects" VALUES('program',1,16);
INSERT INTO "journal_subjects" VALUES('person',1,17);
INSERT INTO "journal_subjects" VALUES('person',2,17);
INSERT INTO "journal_subjects" VALUES('person',3,17);
INSERT INTO "journal_subjects" VALUES('person',4,17);
INSERT INTO "journal_subjects" VALUES('program',2,17);
INSERT INTO "journal_subjects" VALUES('person',2,18);
INSERT INTO "journal_subjects" VALUES('person',4,18);
INSERT INTO "journal_subjects" VALUES('program',2,18);
INSERT INTO "journal_subjects" VALUES('person',2,19);
INSERT INTO "journal_subjects" VALUES('person',4,19);
INSERT INTO "journal_subjects" VALUES('program',2,19);
INSERT INTO "journal_subjects" VALUES('person',1,21);
INSERT INTO "journal_subjects" VALUES('program',1,23);
INSERT INTO "journal_subjects" VALUES('person',1,24);
INSERT INTO "journal_subjects" VALUES('person',3,24);
INSERT INTO "journal_subjects" VALUES('program',1,24);
INSERT INTO "journal_subjects" VALUES('person',1,25);
INSERT INTO "journal_subjects" VALUES('person',2,25);
INSERT INTO "journal_subjects" VALUES('person',3,25);
INSERT INTO "journal_subjects" VALUES('person',4,25);
INSERT INTO "journal_subjects" VALUES('program',3,25);
INSERT INTO "journal_subjects" VALUES('person',1,26);
INSERT INTO "journal_subjects" VALUES('person',2,26);
INSERT INTO "journal_subjects" VALUES('person',3,26);
INSERT INTO "journal_subjects" VALUES('program',3,26);
INSERT INTO "journal_subjects" VALUES('person',1,27);
INSERT INTO "journal_subjects" VALUES('person',2,27);
INSERT INTO "journal_subjects" VALUES('person',3,27);
INSERT INTO "journal_subjects" VALUES('program',3,27);
INSERT INTO "journal_subjects" VALUES('person',1,28);
INSERT INTO "journal_subjects" VALUES('person',2,28);
INSERT INTO "journal_subjects" VALUES('person',3,28);
INSERT INTO "journal_subjects" VALUES('person',4,28);
INSERT INTO "journal_subjects" VALUES('program',4,28);
INSERT INTO "journal_subjects" VALUES('program',5,28);
INSERT INTO "journal_subjects" VALUES('person',1,29);
INSERT INTO "journal_subjects" VALUES('person',3,29);
INSERT INTO "journal_subjects" VALUES('program',4,29);
INSERT INTO "journal_subjects" VALUES('person',1,30);
INSERT INTO "journal_subjects" VALUES('person',2,32);
INSERT INTO "journal_subjects" VALUES('person',3,32);
INSERT INTO "journal_subjects" VALUES('program',1,32);
INSERT INTO "journal_subjects" VALUES('person',2,33);
INSERT INTO "journal_subjects" VALUES('person',2,34);
INSERT INTO "journal_subjects" VALUES('person',3,34);
INSERT INTO "journal_subjects" VALUES('program',1,34);
INSERT INTO "journal_subjects" VALUES('program',1,35);
INSERT INTO "journal_subjects" VALUES('program',1,36);
INSERT INTO "journal_subjects" VALUES('program',1,37);
CREATE TABLE lead_words (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	pairing_id INTEGER NOT NULL, 
	side VARCHAR(16) NOT NULL, 
	word VARCHAR(16) NOT NULL, 
	day DATE NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_lead_words_pairing_id FOREIGN KEY(pairing_id) REFERENCES pairings (id), 
	CONSTRAINT uq_lead_words_pairing_id_side UNIQUE (pairing_id, side)
);
INSERT INTO "lead_words" VALUES(1,1,2,'it','agreed','2027-01-04','gladly');
CREATE TABLE learned (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	pairing_id INTEGER NOT NULL, 
	side VARCHAR(16) DEFAULT '' NOT NULL, 
	text TEXT NOT NULL, 
	CONSTRAINT fk_learned_pairing_id FOREIGN KEY(pairing_id) REFERENCES pairings (id)
);
INSERT INTO "learned" VALUES(1,1,4,'it','Campaigns start with a brief');
CREATE TABLE measures (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	program_id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	unit TEXT DEFAULT '' NOT NULL, 
	baseline FLOAT, 
	target FLOAT, 
	CONSTRAINT fk_measures_program_id FOREIGN KEY(program_id) REFERENCES programs (id), 
	CONSTRAINT uq_measures_program_id_name UNIQUE (program_id, name)
);
INSERT INTO "measures" VALUES(1,1,1,'Time to first page','days',9.0,4.5);
INSERT INTO "measures" VALUES(2,2,1,'Calls','',NULL,NULL);
CREATE TABLE meeting_changes (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	meeting_id INTEGER NOT NULL, 
	occurrence DATE, 
	skipped BOOLEAN DEFAULT '0' NOT NULL, 
	day DATE, 
	at TEXT DEFAULT '' NOT NULL, 
	minutes INTEGER, 
	place TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_meeting_changes_meeting_id FOREIGN KEY(meeting_id) REFERENCES meetings (id)
);
INSERT INTO "meeting_changes" VALUES(1,1,2,'2027-01-11',0,NULL,'11:00',NULL,'');
CREATE TABLE meetings (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	pairing_id INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	uid TEXT NOT NULL, 
	CONSTRAINT fk_meetings_pairing_id FOREIGN KEY(pairing_id) REFERENCES pairings (id), 
	CONSTRAINT uq_meetings_pairing_id_kind UNIQUE (pairing_id, kind), 
	CONSTRAINT uq_meetings_uid UNIQUE (uid)
);
INSERT INTO "meetings" VALUES(1,1,1,'prep','8c7223c4-55de-59fc-b166-7745377c3eec');
INSERT INTO "meetings" VALUES(2,1,1,'welcome','84b256e4-5d79-5ec3-bd85-1736e7281272');
INSERT INTO "meetings" VALUES(3,1,1,'visit','9b673388-f3c8-5801-8fa6-54a559457fd3');
INSERT INTO "meetings" VALUES(4,1,1,'debrief','7539f96f-a9e9-5c71-ac78-20d94c037c82');
INSERT INTO "meetings" VALUES(5,1,2,'prep','5196dbc9-560e-577e-96c7-ff834085708f');
INSERT INTO "meetings" VALUES(6,1,2,'welcome','d617b6d0-d747-5c0f-9de5-40fce064005b');
INSERT INTO "meetings" VALUES(7,1,2,'visit','85b0db8a-1802-5ae5-bcf8-d3de43ca4132');
INSERT INTO "meetings" VALUES(8,1,2,'debrief','63cdec5f-b241-5704-9603-53db13e1486d');
INSERT INTO "meetings" VALUES(9,1,3,'check-in','e67dff58-c857-5c64-958e-5d77549e740b');
CREATE TABLE pairings (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	program_id INTEGER NOT NULL, 
	guest_id INTEGER NOT NULL, 
	host_id INTEGER NOT NULL, 
	guest_team TEXT DEFAULT '' NOT NULL, 
	host_team TEXT DEFAULT '' NOT NULL, 
	guest_side VARCHAR(16) NOT NULL, 
	round INTEGER, 
	first_day DATE NOT NULL, 
	last_day DATE NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	pinned BOOLEAN DEFAULT '0' NOT NULL, 
	fit INTEGER, 
	reason TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_pairings_guest_id FOREIGN KEY(guest_id) REFERENCES people (id), 
	CONSTRAINT fk_pairings_host_id FOREIGN KEY(host_id) REFERENCES people (id), 
	CONSTRAINT fk_pairings_program_id FOREIGN KEY(program_id) REFERENCES programs (id)
);
INSERT INTO "pairings" VALUES(1,2,1,2,3,'Data','Brand','it',0,'2027-01-11','2027-01-15','published',0,50,'');
INSERT INTO "pairings" VALUES(2,2,1,1,3,'Platform','Brand','it',1,'2027-01-18','2027-01-22','published',0,50,'');
INSERT INTO "pairings" VALUES(3,2,2,2,4,'Data','CRM','it',0,'2027-01-11','2027-04-09','published',0,50,'');
INSERT INTO "pairings" VALUES(4,1,4,1,3,'Platform','Brand','it',NULL,'2026-12-14','2026-12-18','held',0,NULL,'');
INSERT INTO "pairings" VALUES(5,1,5,2,4,'Data','CRM','it',NULL,'2026-03-02','2026-03-27','held',0,NULL,'');
CREATE TABLE people (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	email TEXT NOT NULL, 
	identity TEXT NOT NULL, 
	name TEXT NOT NULL, 
	side VARCHAR(16) NOT NULL, 
	team TEXT NOT NULL, 
	role TEXT DEFAULT '' NOT NULL, 
	site TEXT DEFAULT '' NOT NULL, 
	manager TEXT DEFAULT '' NOT NULL, 
	time_zone TEXT DEFAULT '' NOT NULL, 
	hours TEXT DEFAULT '09:00-17:00' NOT NULL, 
	knows TEXT DEFAULT '' NOT NULL, 
	wants TEXT DEFAULT '' NOT NULL, 
	capacity INTEGER, 
	first_day DATE, 
	last_day DATE, 
	employee_id TEXT DEFAULT '' NOT NULL, 
	removed BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT uq_people_identity UNIQUE (identity)
);
INSERT INTO "people" VALUES(1,2,'ana@x.example','ana@x.example','Ana','it','Platform','','','lead@y.example','','09:00-17:00','','',NULL,NULL,NULL,'',0);
INSERT INTO "people" VALUES(2,2,'ben@x.example','ben@x.example','Ben','it','Data','Analyst','','','','09:00-17:00','','',NULL,NULL,NULL,'',0);
INSERT INTO "people" VALUES(3,1,'mia@x.example','mia@x.example','Mia','marketing','Brand','','','','','09:00-17:00','','',NULL,NULL,NULL,'',0);
INSERT INTO "people" VALUES(4,1,'noa@x.example','noa@x.example','Noa','marketing','CRM','','','','','09:00-17:00','','',NULL,NULL,NULL,'',0);
CREATE TABLE pins (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	program_id INTEGER NOT NULL, 
	guest_id INTEGER NOT NULL, 
	host_id INTEGER, 
	round INTEGER, 
	CONSTRAINT fk_pins_guest_id FOREIGN KEY(guest_id) REFERENCES people (id), 
	CONSTRAINT fk_pins_host_id FOREIGN KEY(host_id) REFERENCES people (id), 
	CONSTRAINT fk_pins_program_id FOREIGN KEY(program_id) REFERENCES programs (id)
);
CREATE TABLE plans (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	program_id INTEGER NOT NULL, 
	made_at TEXT NOT NULL, 
	seed INTEGER NOT NULL, 
	numbers TEXT NOT NULL, 
	open_places TEXT NOT NULL, 
	CONSTRAINT fk_plans_program_id FOREIGN KEY(program_id) REFERENCES programs (id), 
	CONSTRAINT uq_plans_program_id UNIQUE (program_id)
);
INSERT INTO "plans" VALUES(1,1,1,'2027-01-04T12:00:00+00:00',0,'{"placed": 2, "most": 2, "value": 19960160, "bound": 19960160, "gap_percent": 0.0, "proved": true, "turns_squared": 2, "met_before": 0, "over_share": 0, "new_teams": 2, "fit": 100, "repeats": 0, "turns_min": 1, "turns_max": 1, "seed": 0, "stopped": "", "refused": []}','[]');
INSERT INTO "plans" VALUES(2,1,2,'2027-01-04T12:00:00+00:00',0,'{"placed": 1, "most": 1, "value": 9980080, "bound": 9980080, "gap_percent": 0.0, "proved": true, "turns_squared": 1, "met_before": 0, "over_share": 0, "new_teams": 1, "fit": 50, "repeats": 0, "turns_min": 0, "turns_max": 1, "seed": 0, "stopped": "", "refused": []}','[[1,0,[{"who":"mia@x.example"}," met ",{"who":"ana@x.example"}," too recently"," and ",{"who":"noa@x.example"}," is kept apart from ",{"who":"ana@x.example"}],false]]');
CREATE TABLE programs (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	name TEXT NOT NULL, 
	identity TEXT NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	guest_side VARCHAR(16) NOT NULL, 
	start DATE NOT NULL, 
	rounds INTEGER NOT NULL, 
	weeks INTEGER NOT NULL, 
	visits_per_guest INTEGER NOT NULL, 
	host_visits INTEGER, 
	host_window_weeks INTEGER NOT NULL, 
	host_rest_weeks INTEGER NOT NULL, 
	repeat_days INTEGER NOT NULL, 
	publish_weeks INTEGER NOT NULL, 
	check_in_weekday INTEGER, 
	check_in_time TEXT DEFAULT '' NOT NULL, 
	check_in_minutes INTEGER, 
	check_in_every_weeks INTEGER, 
	time_zone TEXT DEFAULT 'UTC' NOT NULL, 
	place TEXT DEFAULT '' NOT NULL, 
	objective TEXT DEFAULT '' NOT NULL, 
	archived BOOLEAN DEFAULT '0' NOT NULL, meetings TEXT DEFAULT 'prep;welcome;visit;check-in;debrief' NOT NULL, visit_busy BOOLEAN DEFAULT '0' NOT NULL, prepare TEXT DEFAULT '' NOT NULL, country TEXT DEFAULT '' NOT NULL, visit_days INTEGER, return_weeks INTEGER DEFAULT '6' NOT NULL, cover_percent INTEGER DEFAULT '20' NOT NULL, group_size INTEGER DEFAULT '4' NOT NULL, leads_agree BOOLEAN DEFAULT '0' NOT NULL, form_link TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT uq_programs_identity UNIQUE (identity)
);
INSERT INTO "programs" VALUES(1,1,'Spring ride-alongs','spring ride-alongs','ride-along','it','2027-01-11',2,1,1,2,13,0,90,4,NULL,'',NULL,NULL,'Europe/Berlin','','',0,'prep;welcome;visit;check-in;debrief',0,'','DE',NULL,6,100,4,1,'https://forms.example/visit');
INSERT INTO "programs" VALUES(2,1,'Buddies','buddies','buddy','it','2027-01-11',1,13,250,NULL,13,0,90,4,2,'10:00',30,2,'Europe/Berlin','','',0,'prep;welcome;visit;check-in;debrief',0,'','DE',NULL,6,20,4,0,'');
INSERT INTO "programs" VALUES(3,1,'Coffee','coffee','coffee','it','2027-01-11',1,2,250,NULL,13,0,90,4,2,'15:00',30,2,'Europe/Berlin','','',0,'prep;welcome;visit;check-in;debrief',0,'','DE',NULL,6,20,4,0,'');
INSERT INTO "programs" VALUES(4,1,'Last year','last year','ride-along','it','2026-12-14',1,1,1,2,13,0,90,4,NULL,'',NULL,NULL,'UTC','','',1,'prep;welcome;visit;check-in;debrief',0,'','',NULL,6,20,4,0,'');
INSERT INTO "programs" VALUES(5,1,'Past teams','past teams','composite','it','2026-03-02',1,4,1,NULL,13,0,90,4,NULL,'',NULL,NULL,'UTC','','',1,'prep;welcome;visit;check-in;debrief',0,'','',NULL,6,20,4,0,'');
CREATE TABLE properties (
	name VARCHAR(64) NOT NULL, 
	value TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_properties PRIMARY KEY (name)
);
INSERT INTO "properties" VALUES('database','cb3d48b1-4c7e-403c-bc8d-28c9f6daf343');
CREATE TABLE readings (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	measure_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	value FLOAT NOT NULL, 
	note TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_readings_measure_id FOREIGN KEY(measure_id) REFERENCES measures (id), 
	CONSTRAINT uq_readings_measure_id_day UNIQUE (measure_id, day)
);
INSERT INTO "readings" VALUES(1,1,1,'2027-01-05',8.0,'of five pages');
CREATE TABLE sponsors (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	program_id INTEGER NOT NULL, 
	side VARCHAR(16) NOT NULL, 
	person_id INTEGER, 
	name TEXT DEFAULT '' NOT NULL, 
	email TEXT DEFAULT '' NOT NULL, 
	named DATE NOT NULL, 
	agreed DATE, 
	note TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT fk_sponsors_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_sponsors_program_id FOREIGN KEY(program_id) REFERENCES programs (id), 
	CONSTRAINT uq_sponsors_program_id_side UNIQUE (program_id, side)
);
INSERT INTO "sponsors" VALUES(1,2,1,'it',1,'','','2027-01-04','2027-01-04','said so');
INSERT INTO "sponsors" VALUES(2,1,1,'marketing',NULL,'Paula Poe','paula@y.example','2027-01-04',NULL,'');
CREATE TABLE steps (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	program_id INTEGER NOT NULL, 
	phase VARCHAR(16) NOT NULL, 
	who VARCHAR(16) NOT NULL, 
	text TEXT NOT NULL, 
	position INTEGER DEFAULT '0' NOT NULL, 
	CONSTRAINT fk_steps_program_id FOREIGN KEY(program_id) REFERENCES programs (id)
);
INSERT INTO "steps" VALUES(1,1,1,'before','host','Mark the meetings that are closed to guests',1);
INSERT INTO "steps" VALUES(2,1,1,'before','both','Confirm what is confidential and must not be passed on',2);
INSERT INTO "steps" VALUES(3,1,1,'before','host','Confirm access: tools, and on site also rooms and a badge',3);
INSERT INTO "steps" VALUES(4,1,1,'before','host','Plan one moment with a customer, such as a call or a shop visit',4);
INSERT INTO "steps" VALUES(5,1,1,'during','guest','Note what surprises you, and ask one question a day',5);
INSERT INTO "steps" VALUES(6,1,1,'after','both','Note two things learned and one idea to try',6);
INSERT INTO "steps" VALUES(7,1,1,'before','guest','Order a badge',7);
CREATE TABLE steps_done (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	pairing_id INTEGER NOT NULL, 
	step_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	CONSTRAINT fk_steps_done_pairing_id FOREIGN KEY(pairing_id) REFERENCES pairings (id), 
	CONSTRAINT fk_steps_done_step_id FOREIGN KEY(step_id) REFERENCES steps (id), 
	CONSTRAINT uq_steps_done_pairing_id_step_id UNIQUE (pairing_id, step_id)
);
INSERT INTO "steps_done" VALUES(1,1,2,1,'2027-01-04');
CREATE TABLE terms (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	term TEXT NOT NULL, 
	identity TEXT NOT NULL, 
	side VARCHAR(16) NOT NULL, 
	meaning TEXT NOT NULL, 
	CONSTRAINT uq_terms_identity UNIQUE (identity)
);
INSERT INTO "terms" VALUES(1,1,'NAS','nas','it','storage');
CREATE INDEX ix_journal_actor_id ON journal (actor, id);
CREATE INDEX ix_invites_meeting_ends ON invites (meeting_ends);
CREATE INDEX ix_invites_uid_id ON invites (uid, id);
CREATE INDEX ix_people_side_team ON people (side, team);
CREATE INDEX ix_absences_person_id_first_day ON absences (person_id, first_day);
CREATE INDEX ix_journal_rows_entry_id ON journal_rows (entry_id);
CREATE INDEX ix_journal_rows_table_name_row_id ON journal_rows (table_name, row_id);
CREATE INDEX ix_pairings_program_id_state_round ON pairings (program_id, state, round);
CREATE INDEX ix_pins_program_id ON pins (program_id);
CREATE INDEX ix_meeting_changes_meeting_id ON meeting_changes (meeting_id);
CREATE INDEX ix_journal_subjects_entry_id ON journal_subjects (entry_id);
CREATE INDEX ix_journal_action_id ON journal (action, id);
CREATE INDEX ix_journal_at ON journal (at);
CREATE INDEX ix_journal_undoes_id ON journal (undoes_id);
CREATE INDEX ix_pairings_guest_id_host_id_state_first_day_last_day ON pairings (guest_id, host_id, state, first_day, last_day);
CREATE INDEX ix_pairings_host_id_guest_id_state ON pairings (host_id, guest_id, state);
CREATE INDEX ix_pairings_first_day_id_state ON pairings (first_day, id, state);
CREATE INDEX ix_pairings_last_day_state ON pairings (last_day, state);
CREATE INDEX ix_pairings_guest_team_host_team_guest_side_state ON pairings (guest_team, host_team, guest_side, state);
CREATE INDEX ix_pairings_host_team ON pairings (host_team);
CREATE INDEX ix_aparts_other_id ON aparts (other_id);
CREATE INDEX ix_enrolments_person_id ON enrolments (person_id);
CREATE INDEX ix_pins_guest_id ON pins (guest_id);
CREATE INDEX ix_pins_host_id ON pins (host_id);
CREATE INDEX ix_sponsors_person_id ON sponsors (person_id);
CREATE INDEX ix_contacts_it_id ON contacts (it_id);
CREATE INDEX ix_contacts_marketing_id ON contacts (marketing_id);
CREATE INDEX ix_gatherings_last_day_state ON gatherings (last_day, state);
CREATE INDEX ix_gatherings_program_id_state ON gatherings (program_id, state);
CREATE INDEX ix_gathering_people_person_id ON gathering_people (person_id);
CREATE INDEX ix_steps_program_id ON steps (program_id);
CREATE INDEX ix_steps_done_step_id ON steps_done (step_id);
CREATE INDEX ix_ideas_owner_id ON ideas (owner_id);
CREATE INDEX ix_ideas_pairing_id ON ideas (pairing_id);
CREATE INDEX ix_ideas_program_id ON ideas (program_id);
CREATE INDEX ix_learned_pairing_id ON learned (pairing_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('people',4);
INSERT INTO "sqlite_sequence" VALUES('journal',37);
INSERT INTO "sqlite_sequence" VALUES('journal_rows',76);
INSERT INTO "sqlite_sequence" VALUES('absences',1);
INSERT INTO "sqlite_sequence" VALUES('aparts',1);
INSERT INTO "sqlite_sequence" VALUES('freezes',1);
INSERT INTO "sqlite_sequence" VALUES('programs',5);
INSERT INTO "sqlite_sequence" VALUES('enrolments',12);
INSERT INTO "sqlite_sequence" VALUES('measures',2);
INSERT INTO "sqlite_sequence" VALUES('sponsors',2);
INSERT INTO "sqlite_sequence" VALUES('pairings',5);
INSERT INTO "sqlite_sequence" VALUES('plans',2);
INSERT INTO "sqlite_sequence" VALUES('lead_words',1);
INSERT INTO "sqlite_sequence" VALUES('meetings',9);
INSERT INTO "sqlite_sequence" VALUES('holiday_places',1);
INSERT INTO "sqlite_sequence" VALUES('contacts',1);
INSERT INTO "sqlite_sequence" VALUES('terms',1);
INSERT INTO "sqlite_sequence" VALUES('steps',7);
INSERT INTO "sqlite_sequence" VALUES('steps_done',1);
INSERT INTO "sqlite_sequence" VALUES('gatherings',1);
INSERT INTO "sqlite_sequence" VALUES('gathering_people',3);
INSERT INTO "sqlite_sequence" VALUES('learned',1);
INSERT INTO "sqlite_sequence" VALUES('ideas',2);
INSERT INTO "sqlite_sequence" VALUES('debriefs',1);
INSERT INTO "sqlite_sequence" VALUES('invites',10);
INSERT INTO "sqlite_sequence" VALUES('meeting_changes',1);
INSERT INTO "sqlite_sequence" VALUES('answers',1);
INSERT INTO "sqlite_sequence" VALUES('readings',1);
COMMIT;
