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
INSERT INTO "alembic_version" VALUES('0004');
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
INSERT INTO "answers" VALUES(1,1,'6d13fe3a-d57d-5810-85b8-9abc75b14c98','','ben@x.example','declined',0,'2027-01-05T12:00:00+00:00','','','','','typed');
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
CREATE TABLE enrolments (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	program_id INTEGER NOT NULL, 
	person_id INTEGER NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	until DATE, 
	CONSTRAINT fk_enrolments_person_id FOREIGN KEY(person_id) REFERENCES people (id), 
	CONSTRAINT fk_enrolments_program_id FOREIGN KEY(program_id) REFERENCES programs (id), 
	CONSTRAINT uq_enrolments_program_id_person_id UNIQUE (program_id, person_id)
);
INSERT INTO "enrolments" VALUES(1,1,1,1,'agreed',NULL);
INSERT INTO "enrolments" VALUES(2,1,1,2,'agreed',NULL);
INSERT INTO "enrolments" VALUES(3,1,1,3,'agreed',NULL);
INSERT INTO "enrolments" VALUES(4,1,1,4,'agreed',NULL);
INSERT INTO "enrolments" VALUES(5,1,2,1,'agreed',NULL);
INSERT INTO "enrolments" VALUES(6,1,2,2,'agreed',NULL);
INSERT INTO "enrolments" VALUES(7,1,2,3,'agreed',NULL);
INSERT INTO "enrolments" VALUES(8,1,2,4,'agreed',NULL);
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
CREATE TABLE holiday_places (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	version INTEGER DEFAULT '1' NOT NULL, 
	place TEXT NOT NULL, 
	identity TEXT NOT NULL, 
	country TEXT NOT NULL, 
	CONSTRAINT uq_holiday_places_identity UNIQUE (identity)
);
INSERT INTO "holiday_places" VALUES(1,1,'Berlin','berlin','DE-BE');
CREATE TABLE invites (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	sent_at TEXT NOT NULL, 
	meeting_ends DATE NOT NULL, 
	file_name TEXT NOT NULL, 
	why TEXT NOT NULL, 
	invite TEXT NOT NULL
, channel TEXT DEFAULT 'files' NOT NULL);
INSERT INTO "invites" VALUES(1,'76b918ef-f444-53fb-bca4-a0d1e9a32e27','2027-01-04T12:00:00+00:00','2027-01-06','2027-01-06 prep Ben - Mia (request 0, 81424ada).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"76b918ef-f444-53fb-bca4-a0d1e9a32e27","kind":"prep","when":{"first":"2027-01-06","last":"2027-01-06","at":"10:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Prepare the visit: Ben and Mia","description":"Ben (Data) and Mia (Brand) get ready for the visit in Spring ride-alongs: Ben visits Mia from Monday, 11 January 2027 to Friday, 15 January 2027.\n\nWhere: a room or a video call, as suits you both.\n\nWhy: Pages live sooner\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease agree on the days and hours together, on access to rooms and tools, and on what may be shown and what must stay private.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"d8c52b52e832b1af","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ben@x.example","name":"Ben"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(2,'c55ca9f0-0d10-539d-bdf3-5047d885090f','2027-01-04T12:00:00+00:00','2027-01-15','2027-01-11 visit Ben - Mia (request 0, cc8eb122).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"c55ca9f0-0d10-539d-bdf3-5047d885090f","kind":"visit","when":{"first":"2027-01-11","last":"2027-01-15"},"summary":"Ride-along: Ben visits Mia","description":"Ben (Data) visits Mia (Brand) and goes along through their working days, as part of Spring ride-alongs.\n\nWhere: Mia (mia@x.example) says beforehand where to come.\n\nWhy: Pages live sooner\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nTo prepare: have a laptop and an access badge ready. Slides are not needed: everyday work is what Ben comes to see.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"a5d78be185a54777","busy":false,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ben@x.example","name":"Ben"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(3,'6d13fe3a-d57d-5810-85b8-9abc75b14c98','2027-01-04T12:00:00+00:00','2027-01-11','2027-01-11 welcome Ben - Mia (request 0, a09893a9).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"6d13fe3a-d57d-5810-85b8-9abc75b14c98","kind":"welcome","when":{"first":"2027-01-11","last":"2027-01-11","at":"09:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Welcome: Ben starts with Mia","description":"Mia (Brand) welcomes Ben (Data): the start of the visit in Spring ride-alongs.\n\nWhere: Mia (mia@x.example) says beforehand where to come.\n\nWhy: Pages live sooner\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease bring your laptop and your access badge. Plan the day together, and meet the team.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"468e4b07cf39373b","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ben@x.example","name":"Ben"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(4,'ed524cad-4db2-5fb6-b2e3-d29c7170bfb1','2027-01-04T12:00:00+00:00','2027-04-07','2027-01-13 check-in Ben - Noa (request 0, ba745cf3).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"ed524cad-4db2-5fb6-b2e3-d29c7170bfb1","kind":"check-in","when":{"first":"2027-01-13","last":"2027-04-07","at":"10:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":2,"without":[],"moved":[]},"summary":"Buddies: Ben and Noa","description":"Ben (Data) and Noa (CRM) are buddies in Buddies: a short talk about what each is working on, and where the other can help.\n\nWhere: a room or a video call, as suits you both.\n\nNo preparation is needed: bring one thing that you are working on and one question.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"1226191f0789be82","busy":true,"categories":["Ridealong","Buddies"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ben@x.example","name":"Ben"},{"email":"noa@x.example","name":"Noa"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(5,'7ebc9f40-d480-51ad-a9ea-2a9137e5e1ea','2027-01-04T12:00:00+00:00','2027-01-13','2027-01-13 prep Ana - Mia (request 0, 319c83cf).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"7ebc9f40-d480-51ad-a9ea-2a9137e5e1ea","kind":"prep","when":{"first":"2027-01-13","last":"2027-01-13","at":"10:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Prepare the visit: Ana and Mia","description":"Ana (Platform) and Mia (Brand) get ready for the visit in Spring ride-alongs: Ana visits Mia from Monday, 18 January 2027 to Friday, 22 January 2027.\n\nWhere: a room or a video call, as suits you both.\n\nWhy: Pages live sooner\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease agree on the days and hours together, on access to rooms and tools, and on what may be shown and what must stay private.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"eb38aa455cfd541c","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ana@x.example","name":"Ana"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(6,'d1b04245-edb2-5104-905d-cf151baef7be','2027-01-04T12:00:00+00:00','2027-01-22','2027-01-18 visit Ana - Mia (request 0, 556f058b).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"d1b04245-edb2-5104-905d-cf151baef7be","kind":"visit","when":{"first":"2027-01-18","last":"2027-01-22"},"summary":"Ride-along: Ana visits Mia","description":"Ana (Platform) visits Mia (Brand) and goes along through their working days, as part of Spring ride-alongs.\n\nWhere: Mia (mia@x.example) says beforehand where to come.\n\nWhy: Pages live sooner\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nTo prepare: have a laptop and an access badge ready. Slides are not needed: everyday work is what Ana comes to see.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"54841b60483f2e45","busy":false,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ana@x.example","name":"Ana"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(7,'a27038c0-1c3a-5144-9566-b66856cfc8c7','2027-01-04T12:00:00+00:00','2027-01-18','2027-01-18 welcome Ana - Mia (request 0, 0b9d860f).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"a27038c0-1c3a-5144-9566-b66856cfc8c7","kind":"welcome","when":{"first":"2027-01-18","last":"2027-01-18","at":"09:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Welcome: Ana starts with Mia","description":"Mia (Brand) welcomes Ana (Platform): the start of the visit in Spring ride-alongs.\n\nWhere: Mia (mia@x.example) says beforehand where to come.\n\nWhy: Pages live sooner\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease bring your laptop and your access badge. Plan the day together, and meet the team.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"7c2be50f3b3e325d","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ana@x.example","name":"Ana"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(8,'f303d7bc-0ed0-5d64-86ad-6fc924e8f08a','2027-01-04T12:00:00+00:00','2027-01-19','2027-01-19 debrief Ben - Mia (request 0, d4e351e9).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"f303d7bc-0ed0-5d64-86ad-6fc924e8f08a","kind":"debrief","when":{"first":"2027-01-19","last":"2027-01-19","at":"10:00:00","minutes":45,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Debrief: Ben and Mia look back","description":"Ben (Data) and Mia (Brand) look back on their visit in Spring ride-alongs: what was learned, and what to try because of it.\n\nWhere: a room or a video call, as suits you both.\n\nWhy: Pages live sooner\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease bring two things that you learned and one idea that you would like to try.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"0c1819dd9fc816ef","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ben@x.example","name":"Ben"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(9,'51bb938a-0230-5642-b4e5-2200d99917f3','2027-01-04T12:00:00+00:00','2027-01-26','2027-01-26 debrief Ana - Mia (request 0, a9c58bff).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"51bb938a-0230-5642-b4e5-2200d99917f3","kind":"debrief","when":{"first":"2027-01-26","last":"2027-01-26","at":"10:00:00","minutes":45,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Debrief: Ana and Mia look back","description":"Ana (Platform) and Mia (Brand) look back on their visit in Spring ride-alongs: what was learned, and what to try because of it.\n\nWhere: a room or a video call, as suits you both.\n\nWhy: Pages live sooner\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease bring two things that you learned and one idea that you would like to try.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"94268206f1f1075c","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ana@x.example","name":"Ana"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
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
INSERT INTO "journal" VALUES(14,'2027-01-04T12:00:00+00:00','pat','publish','Spring ride-alongs: 2 pairings in 2 rounds',1,NULL);
INSERT INTO "journal" VALUES(15,'2027-01-04T12:00:00+00:00','pat','program create','Buddies: Buddies, 2027-01-11 to 2027-04-11, 4 people',1,NULL);
INSERT INTO "journal" VALUES(16,'2027-01-04T12:00:00+00:00','pat','plan','Buddies: 1 pairing for 1 person in 1 round',1,NULL);
INSERT INTO "journal" VALUES(17,'2027-01-04T12:00:00+00:00','pat','publish','Buddies: 1 pairing in 1 round',1,NULL);
INSERT INTO "journal" VALUES(18,'2027-01-04T12:00:00+00:00','pat','holidays set','Berlin: the holidays of DE-BE',1,NULL);
INSERT INTO "journal" VALUES(19,'2027-01-04T12:00:00+00:00','pat','invites export','9 invites exported',0,NULL);
INSERT INTO "journal" VALUES(20,'2027-01-05T12:00:00+00:00','pat','meetings move','welcome of Ben and Mia: moved at 11:00',1,NULL);
INSERT INTO "journal" VALUES(21,'2027-01-05T12:00:00+00:00','pat','people edit','Ben: role changed',1,NULL);
INSERT INTO "journal" VALUES(22,'2027-01-05T12:00:00+00:00','pat','invites answer','Ben: declined, Welcome: Ben starts with Mia',1,NULL);
INSERT INTO "journal" VALUES(23,'2027-01-05T12:00:00+00:00','pat','program measure remove','Spring ride-alongs: no longer measures Calls',1,NULL);
INSERT INTO "journal" VALUES(24,'2027-01-05T12:00:00+00:00','pat','undo','Undone: Spring ride-alongs: no longer measures Calls',1,23);
INSERT INTO "journal" VALUES(25,'2027-01-05T12:00:00+00:00','pat','program reading','Spring ride-alongs: Time to first page was 8 days on 2027-01-05',1,NULL);
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
INSERT INTO "journal_rows" VALUES(8,8,'programs',1,NULL,'{"id":1,"version":1,"name":"Spring ride-alongs","identity":"spring ride-alongs","kind":"ride-along","guest_side":"it","start":"2027-01-11","rounds":2,"weeks":1,"visits_per_guest":1,"host_visits":2,"host_window_weeks":13,"host_rest_weeks":0,"repeat_days":90,"publish_weeks":4,"check_in_weekday":null,"check_in_time":"","check_in_minutes":null,"check_in_every_weeks":null,"time_zone":"Europe/Berlin","place":"","objective":"Pages live sooner","meetings":"prep;welcome;visit;check-in;debrief","visit_busy":false,"prepare":"","country":"DE","archived":false}');
INSERT INTO "journal_rows" VALUES(9,8,'enrolments',1,NULL,'{"id":1,"version":1,"program_id":1,"person_id":1,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(10,8,'enrolments',2,NULL,'{"id":2,"version":1,"program_id":1,"person_id":2,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(11,8,'enrolments',3,NULL,'{"id":3,"version":1,"program_id":1,"person_id":3,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(12,8,'enrolments',4,NULL,'{"id":4,"version":1,"program_id":1,"person_id":4,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(13,9,'measures',1,NULL,'{"id":1,"version":1,"program_id":1,"name":"Time to first page","unit":"days","baseline":9,"target":4.5}');
INSERT INTO "journal_rows" VALUES(14,10,'measures',2,NULL,'{"id":2,"version":1,"program_id":1,"name":"Calls","unit":"","baseline":null,"target":null}');
INSERT INTO "journal_rows" VALUES(15,11,'sponsors',1,NULL,'{"id":1,"version":1,"program_id":1,"side":"it","person_id":1,"name":"","email":"","named":"2027-01-04","agreed":null,"note":""}');
INSERT INTO "journal_rows" VALUES(16,11,'sponsors',1,'{"id":1,"version":1,"program_id":1,"side":"it","person_id":1,"name":"","email":"","named":"2027-01-04","agreed":null,"note":""}','{"id":1,"version":2,"program_id":1,"side":"it","person_id":1,"name":"","email":"","named":"2027-01-04","agreed":"2027-01-04","note":"said so"}');
INSERT INTO "journal_rows" VALUES(17,12,'sponsors',2,NULL,'{"id":2,"version":1,"program_id":1,"side":"marketing","person_id":null,"name":"Paula Poe","email":"paula@y.example","named":"2027-01-04","agreed":null,"note":""}');
INSERT INTO "journal_rows" VALUES(18,13,'pairings',1,NULL,'{"id":1,"version":1,"program_id":1,"guest_id":2,"host_id":3,"guest_team":"Data","host_team":"Brand","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-01-15","state":"proposed","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(19,13,'pairings',2,NULL,'{"id":2,"version":1,"program_id":1,"guest_id":1,"host_id":3,"guest_team":"Platform","host_team":"Brand","guest_side":"it","round":1,"first_day":"2027-01-18","last_day":"2027-01-22","state":"proposed","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(20,13,'plans',1,NULL,'{"id":1,"version":1,"program_id":1,"made_at":"2027-01-04T12:00:00+00:00","seed":0,"numbers":"{\"placed\": 2, \"most\": 2, \"value\": 19960160, \"bound\": 19960160, \"gap_percent\": 0.0, \"proved\": true, \"turns_squared\": 2, \"met_before\": 0, \"over_share\": 0, \"new_teams\": 2, \"fit\": 100, \"repeats\": 0, \"turns_min\": 1, \"turns_max\": 1, \"seed\": 0, \"stopped\": \"\"}","open_places":"[]"}');
INSERT INTO "journal_rows" VALUES(21,14,'pairings',1,'{"id":1,"version":1,"program_id":1,"guest_id":2,"host_id":3,"guest_team":"Data","host_team":"Brand","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-01-15","state":"proposed","pinned":false,"fit":50,"reason":""}','{"id":1,"version":2,"program_id":1,"guest_id":2,"host_id":3,"guest_team":"Data","host_team":"Brand","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-01-15","state":"published","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(22,14,'pairings',2,'{"id":2,"version":1,"program_id":1,"guest_id":1,"host_id":3,"guest_team":"Platform","host_team":"Brand","guest_side":"it","round":1,"first_day":"2027-01-18","last_day":"2027-01-22","state":"proposed","pinned":false,"fit":50,"reason":""}','{"id":2,"version":2,"program_id":1,"guest_id":1,"host_id":3,"guest_team":"Platform","host_team":"Brand","guest_side":"it","round":1,"first_day":"2027-01-18","last_day":"2027-01-22","state":"published","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(23,14,'meetings',1,NULL,'{"id":1,"version":1,"pairing_id":1,"kind":"prep","uid":"76b918ef-f444-53fb-bca4-a0d1e9a32e27"}');
INSERT INTO "journal_rows" VALUES(24,14,'meetings',2,NULL,'{"id":2,"version":1,"pairing_id":1,"kind":"welcome","uid":"6d13fe3a-d57d-5810-85b8-9abc75b14c98"}');
INSERT INTO "journal_rows" VALUES(25,14,'meetings',3,NULL,'{"id":3,"version":1,"pairing_id":1,"kind":"visit","uid":"c55ca9f0-0d10-539d-bdf3-5047d885090f"}');
INSERT INTO "journal_rows" VALUES(26,14,'meetings',4,NULL,'{"id":4,"version":1,"pairing_id":1,"kind":"debrief","uid":"f303d7bc-0ed0-5d64-86ad-6fc924e8f08a"}');
INSERT INTO "journal_rows" VALUES(27,14,'meetings',5,NULL,'{"id":5,"version":1,"pairing_id":2,"kind":"prep","uid":"7ebc9f40-d480-51ad-a9ea-2a9137e5e1ea"}');
INSERT INTO "journal_rows" VALUES(28,14,'meetings',6,NULL,'{"id":6,"version":1,"pairing_id":2,"kind":"welcome","uid":"a27038c0-1c3a-5144-9566-b66856cfc8c7"}');
INSERT INTO "journal_rows" VALUES(29,14,'meetings',7,NULL,'{"id":7,"version":1,"pairing_id":2,"kind":"visit","uid":"d1b04245-edb2-5104-905d-cf151baef7be"}');
INSERT INTO "journal_rows" VALUES(30,14,'meetings',8,NULL,'{"id":8,"version":1,"pairing_id":2,"kind":"debrief","uid":"51bb938a-0230-5642-b4e5-2200d99917f3"}');
INSERT INTO "journal_rows" VALUES(31,15,'programs',2,NULL,'{"id":2,"version":1,"name":"Buddies","identity":"buddies","kind":"buddy","guest_side":"it","start":"2027-01-11","rounds":1,"weeks":13,"visits_per_guest":250,"host_visits":null,"host_window_weeks":13,"host_rest_weeks":0,"repeat_days":90,"publish_weeks":4,"check_in_weekday":2,"check_in_time":"10:00","check_in_minutes":30,"check_in_every_weeks":2,"time_zone":"Europe/Berlin","place":"","objective":"","meetings":"prep;welcome;visit;check-in;debrief","visit_busy":false,"prepare":"","country":"DE","archived":false}');
INSERT INTO "journal_rows" VALUES(32,15,'enrolments',5,NULL,'{"id":5,"version":1,"program_id":2,"person_id":1,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(33,15,'enrolments',6,NULL,'{"id":6,"version":1,"program_id":2,"person_id":2,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(34,15,'enrolments',7,NULL,'{"id":7,"version":1,"program_id":2,"person_id":3,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(35,15,'enrolments',8,NULL,'{"id":8,"version":1,"program_id":2,"person_id":4,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(36,16,'pairings',3,NULL,'{"id":3,"version":1,"program_id":2,"guest_id":2,"host_id":4,"guest_team":"Data","host_team":"CRM","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-04-09","state":"proposed","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(37,16,'plans',2,NULL,'{"id":2,"version":1,"program_id":2,"made_at":"2027-01-04T12:00:00+00:00","seed":0,"numbers":"{\"placed\": 1, \"most\": 1, \"value\": 9980080, \"bound\": 9980080, \"gap_percent\": 0.0, \"proved\": true, \"turns_squared\": 1, \"met_before\": 0, \"over_share\": 0, \"new_teams\": 1, \"fit\": 50, \"repeats\": 0, \"turns_min\": 0, \"turns_max\": 1, \"seed\": 0, \"stopped\": \"\"}","open_places":"[[1,0,[{\"who\":\"mia@x.example\"},\" met \",{\"who\":\"ana@x.example\"},\" too recently\",\" and \",{\"who\":\"noa@x.example\"},\" is kept apart from \",{\"who\":\"ana@x.example\"}],false]]"}');
INSERT INTO "journal_rows" VALUES(38,17,'pairings',3,'{"id":3,"version":1,"program_id":2,"guest_id":2,"host_id":4,"guest_team":"Data","host_team":"CRM","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-04-09","state":"proposed","pinned":false,"fit":50,"reason":""}','{"id":3,"version":2,"program_id":2,"guest_id":2,"host_id":4,"guest_team":"Data","host_team":"CRM","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-04-09","state":"published","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(39,17,'meetings',9,NULL,'{"id":9,"version":1,"pairing_id":3,"kind":"check-in","uid":"ed524cad-4db2-5fb6-b2e3-d29c7170bfb1"}');
INSERT INTO "journal_rows" VALUES(40,18,'holiday_places',1,NULL,'{"id":1,"version":1,"place":"Berlin","identity":"berlin","country":"DE-BE"}');
INSERT INTO "journal_rows" VALUES(41,20,'meeting_changes',1,NULL,'{"id":1,"version":1,"meeting_id":2,"occurrence":"2027-01-11","skipped":false,"day":null,"at":"11:00","minutes":null,"place":""}');
INSERT INTO "journal_rows" VALUES(42,21,'people',2,'{"id":2,"version":1,"email":"ben@x.example","identity":"ben@x.example","name":"Ben","side":"it","team":"Data","role":"","site":"","manager":"","time_zone":"","hours":"09:00-17:00","knows":"","wants":"","capacity":null,"first_day":null,"last_day":null,"employee_id":"","removed":false}','{"id":2,"version":2,"email":"ben@x.example","identity":"ben@x.example","name":"Ben","side":"it","team":"Data","role":"Analyst","site":"","manager":"","time_zone":"","hours":"09:00-17:00","knows":"","wants":"","capacity":null,"first_day":null,"last_day":null,"employee_id":"","removed":false}');
INSERT INTO "journal_rows" VALUES(43,22,'answers',1,NULL,'{"id":1,"version":1,"uid":"6d13fe3a-d57d-5810-85b8-9abc75b14c98","occurrence":"","attendee":"ben@x.example","answer":"declined","sequence":0,"stamp":"2027-01-05T12:00:00+00:00","comment":"","delegate":"","proposed_start":"","proposed_end":"","source":"typed"}');
INSERT INTO "journal_rows" VALUES(44,23,'measures',2,'{"id":2,"version":1,"program_id":1,"name":"Calls","unit":"","baseline":null,"target":null}',NULL);
INSERT INTO "journal_rows" VALUES(45,24,'measures',2,NULL,'{"program_id":1,"name":"Calls","unit":"","baseline":null,"target":null,"id":2,"version":2}');
INSERT INTO "journal_rows" VALUES(46,25,'readings',1,NULL,'{"id":1,"version":1,"measure_id":1,"day":"2027-01-05","value":8,"note":"of five pages"}');
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
INSERT INTO "journal_subjects" VALUES('person',2,14);
INSERT INTO "journal_subjects" VALUES('person',3,14);
INSERT INTO "journal_subjects" VALUES('program',1,14);
INSERT INTO "journal_subjects" VALUES('person',1,15);
INSERT INTO "journal_subjects" VALUES('person',2,15);
INSERT INTO "journal_subjects" VALUES('person',3,15);
INSERT INTO "journal_subjects" VALUES('person',4,15);
INSERT INTO "journal_subjects" VALUES('program',2,15);
INSERT INTO "journal_subjects" VALUES('person',2,16);
INSERT INTO "journal_subjects" VALUES('person',4,16);
INSERT INTO "journal_subjects" VALUES('program',2,16);
INSERT INTO "journal_subjects" VALUES('person',2,17);
INSERT INTO "journal_subjects" VALUES('person',4,17);
INSERT INTO "journal_subjects" VALUES('program',2,17);
INSERT INTO "journal_subjects" VALUES('person',2,20);
INSERT INTO "journal_subjects" VALUES('person',3,20);
INSERT INTO "journal_subjects" VALUES('program',1,20);
INSERT INTO "journal_subjects" VALUES('person',2,21);
INSERT INTO "journal_subjects" VALUES('person',2,22);
INSERT INTO "journal_subjects" VALUES('person',3,22);
INSERT INTO "journal_subjects" VALUES('program',1,22);
INSERT INTO "journal_subjects" VALUES('program',1,23);
INSERT INTO "journal_subjects" VALUES('program',1,24);
INSERT INTO "journal_subjects" VALUES('program',1,25);
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
INSERT INTO "meetings" VALUES(1,1,1,'prep','76b918ef-f444-53fb-bca4-a0d1e9a32e27');
INSERT INTO "meetings" VALUES(2,1,1,'welcome','6d13fe3a-d57d-5810-85b8-9abc75b14c98');
INSERT INTO "meetings" VALUES(3,1,1,'visit','c55ca9f0-0d10-539d-bdf3-5047d885090f');
INSERT INTO "meetings" VALUES(4,1,1,'debrief','f303d7bc-0ed0-5d64-86ad-6fc924e8f08a');
INSERT INTO "meetings" VALUES(5,1,2,'prep','7ebc9f40-d480-51ad-a9ea-2a9137e5e1ea');
INSERT INTO "meetings" VALUES(6,1,2,'welcome','a27038c0-1c3a-5144-9566-b66856cfc8c7');
INSERT INTO "meetings" VALUES(7,1,2,'visit','d1b04245-edb2-5104-905d-cf151baef7be');
INSERT INTO "meetings" VALUES(8,1,2,'debrief','51bb938a-0230-5642-b4e5-2200d99917f3');
INSERT INTO "meetings" VALUES(9,1,3,'check-in','ed524cad-4db2-5fb6-b2e3-d29c7170bfb1');
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
INSERT INTO "people" VALUES(1,1,'ana@x.example','ana@x.example','Ana','it','Platform','','','','','09:00-17:00','','',NULL,NULL,NULL,'',0);
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
INSERT INTO "plans" VALUES(1,1,1,'2027-01-04T12:00:00+00:00',0,'{"placed": 2, "most": 2, "value": 19960160, "bound": 19960160, "gap_percent": 0.0, "proved": true, "turns_squared": 2, "met_before": 0, "over_share": 0, "new_teams": 2, "fit": 100, "repeats": 0, "turns_min": 1, "turns_max": 1, "seed": 0, "stopped": ""}','[]');
INSERT INTO "plans" VALUES(2,1,2,'2027-01-04T12:00:00+00:00',0,'{"placed": 1, "most": 1, "value": 9980080, "bound": 9980080, "gap_percent": 0.0, "proved": true, "turns_squared": 1, "met_before": 0, "over_share": 0, "new_teams": 1, "fit": 50, "repeats": 0, "turns_min": 0, "turns_max": 1, "seed": 0, "stopped": ""}','[[1,0,[{"who":"mia@x.example"}," met ",{"who":"ana@x.example"}," too recently"," and ",{"who":"noa@x.example"}," is kept apart from ",{"who":"ana@x.example"}],false]]');
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
	archived BOOLEAN DEFAULT '0' NOT NULL, meetings TEXT DEFAULT 'prep;welcome;visit;check-in;debrief' NOT NULL, visit_busy BOOLEAN DEFAULT '0' NOT NULL, prepare TEXT DEFAULT '' NOT NULL, country TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT uq_programs_identity UNIQUE (identity)
);
INSERT INTO "programs" VALUES(1,1,'Spring ride-alongs','spring ride-alongs','ride-along','it','2027-01-11',2,1,1,2,13,0,90,4,NULL,'',NULL,NULL,'Europe/Berlin','','Pages live sooner',0,'prep;welcome;visit;check-in;debrief',0,'','DE');
INSERT INTO "programs" VALUES(2,1,'Buddies','buddies','buddy','it','2027-01-11',1,13,250,NULL,13,0,90,4,2,'10:00',30,2,'Europe/Berlin','','',0,'prep;welcome;visit;check-in;debrief',0,'','DE');
CREATE TABLE properties (
	name VARCHAR(64) NOT NULL, 
	value TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_properties PRIMARY KEY (name)
);
INSERT INTO "properties" VALUES('database','36001bec-58f3-4efb-b817-977da588a3b3');
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
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('people',4);
INSERT INTO "sqlite_sequence" VALUES('journal',25);
INSERT INTO "sqlite_sequence" VALUES('journal_rows',46);
INSERT INTO "sqlite_sequence" VALUES('absences',1);
INSERT INTO "sqlite_sequence" VALUES('aparts',1);
INSERT INTO "sqlite_sequence" VALUES('freezes',1);
INSERT INTO "sqlite_sequence" VALUES('programs',2);
INSERT INTO "sqlite_sequence" VALUES('enrolments',8);
INSERT INTO "sqlite_sequence" VALUES('measures',2);
INSERT INTO "sqlite_sequence" VALUES('sponsors',2);
INSERT INTO "sqlite_sequence" VALUES('pairings',3);
INSERT INTO "sqlite_sequence" VALUES('plans',2);
INSERT INTO "sqlite_sequence" VALUES('meetings',9);
INSERT INTO "sqlite_sequence" VALUES('holiday_places',1);
INSERT INTO "sqlite_sequence" VALUES('invites',9);
INSERT INTO "sqlite_sequence" VALUES('meeting_changes',1);
INSERT INTO "sqlite_sequence" VALUES('answers',1);
INSERT INTO "sqlite_sequence" VALUES('readings',1);
COMMIT;
