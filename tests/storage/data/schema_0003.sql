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
INSERT INTO "alembic_version" VALUES('0003');
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
INSERT INTO "answers" VALUES(1,1,'fe5e2879-2f49-5749-b3fd-9713de7ba11a','','ben@x.example','declined',0,'2027-01-05T12:00:00+00:00','','','','','typed');
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
INSERT INTO "invites" VALUES(1,'7a794752-a1d1-5856-baf2-1f23f0640032','2027-01-04T12:00:00+00:00','2027-01-06','2027-01-06 prep Ben - Mia (request 0, 52bcbf53).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"7a794752-a1d1-5856-baf2-1f23f0640032","kind":"prep","when":{"first":"2027-01-06","last":"2027-01-06","at":"10:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Prepare the visit: Ben and Mia","description":"Ben (Data) and Mia (Brand) get ready for the visit in Spring ride-alongs: Ben visits Mia from Monday, 11 January 2027 to Friday, 15 January 2027.\n\nWhere: a room or a video call, as suits you both.\n\nWhy: Pages live sooner\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease agree on the days and hours together, on access to rooms and tools, and on what may be shown and what must stay private.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"d8c52b52e832b1af","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ben@x.example","name":"Ben"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(2,'6f8656fc-985f-5042-bbc7-99641842c5f7','2027-01-04T12:00:00+00:00','2027-01-15','2027-01-11 visit Ben - Mia (request 0, c54d2f2f).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"6f8656fc-985f-5042-bbc7-99641842c5f7","kind":"visit","when":{"first":"2027-01-11","last":"2027-01-15"},"summary":"Ride-along: Ben visits Mia","description":"Ben (Data) visits Mia (Brand) and goes along through their working days, as part of Spring ride-alongs.\n\nWhere: Mia (mia@x.example) says beforehand where to come.\n\nWhy: Pages live sooner\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nTo prepare: have a laptop and an access badge ready. Slides are not needed: everyday work is what Ben comes to see.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"a5d78be185a54777","busy":false,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ben@x.example","name":"Ben"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(3,'fe5e2879-2f49-5749-b3fd-9713de7ba11a','2027-01-04T12:00:00+00:00','2027-01-11','2027-01-11 welcome Ben - Mia (request 0, 92405b1f).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"fe5e2879-2f49-5749-b3fd-9713de7ba11a","kind":"welcome","when":{"first":"2027-01-11","last":"2027-01-11","at":"09:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Welcome: Ben starts with Mia","description":"Mia (Brand) welcomes Ben (Data): the start of the visit in Spring ride-alongs.\n\nWhere: Mia (mia@x.example) says beforehand where to come.\n\nWhy: Pages live sooner\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease bring your laptop and your access badge. Plan the day together, and meet the team.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"468e4b07cf39373b","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ben@x.example","name":"Ben"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(4,'71e45013-718a-54cf-85b5-e99839a3797c','2027-01-04T12:00:00+00:00','2027-04-07','2027-01-13 check-in Ben - Noa (request 0, e43503b7).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"71e45013-718a-54cf-85b5-e99839a3797c","kind":"check-in","when":{"first":"2027-01-13","last":"2027-04-07","at":"10:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":2,"without":[],"moved":[]},"summary":"Buddies: Ben and Noa","description":"Ben (Data) and Noa (CRM) are buddies in Buddies: a short talk about what each is working on, and where the other can help.\n\nWhere: a room or a video call, as suits you both.\n\nNo preparation is needed: bring one thing that you are working on and one question.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"1226191f0789be82","busy":true,"categories":["Ridealong","Buddies"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ben@x.example","name":"Ben"},{"email":"noa@x.example","name":"Noa"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(5,'8391c53b-e16a-5056-96cb-a111083ac2ab','2027-01-04T12:00:00+00:00','2027-01-13','2027-01-13 prep Ana - Mia (request 0, 61e666da).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"8391c53b-e16a-5056-96cb-a111083ac2ab","kind":"prep","when":{"first":"2027-01-13","last":"2027-01-13","at":"10:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Prepare the visit: Ana and Mia","description":"Ana (Platform) and Mia (Brand) get ready for the visit in Spring ride-alongs: Ana visits Mia from Monday, 18 January 2027 to Friday, 22 January 2027.\n\nWhere: a room or a video call, as suits you both.\n\nWhy: Pages live sooner\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease agree on the days and hours together, on access to rooms and tools, and on what may be shown and what must stay private.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"eb38aa455cfd541c","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ana@x.example","name":"Ana"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(6,'abfc69d5-11da-5c12-8706-4d980c98c5bd','2027-01-04T12:00:00+00:00','2027-01-22','2027-01-18 visit Ana - Mia (request 0, 5edb1793).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"abfc69d5-11da-5c12-8706-4d980c98c5bd","kind":"visit","when":{"first":"2027-01-18","last":"2027-01-22"},"summary":"Ride-along: Ana visits Mia","description":"Ana (Platform) visits Mia (Brand) and goes along through their working days, as part of Spring ride-alongs.\n\nWhere: Mia (mia@x.example) says beforehand where to come.\n\nWhy: Pages live sooner\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nTo prepare: have a laptop and an access badge ready. Slides are not needed: everyday work is what Ana comes to see.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"54841b60483f2e45","busy":false,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ana@x.example","name":"Ana"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(7,'2f6e78da-df85-5edf-96eb-37013bcff638','2027-01-04T12:00:00+00:00','2027-01-18','2027-01-18 welcome Ana - Mia (request 0, 0140e358).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"2f6e78da-df85-5edf-96eb-37013bcff638","kind":"welcome","when":{"first":"2027-01-18","last":"2027-01-18","at":"09:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Welcome: Ana starts with Mia","description":"Mia (Brand) welcomes Ana (Platform): the start of the visit in Spring ride-alongs.\n\nWhere: Mia (mia@x.example) says beforehand where to come.\n\nWhy: Pages live sooner\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease bring your laptop and your access badge. Plan the day together, and meet the team.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"7c2be50f3b3e325d","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ana@x.example","name":"Ana"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(8,'778c18b4-0cb5-5fe5-9b0e-05fe2f298db1','2027-01-04T12:00:00+00:00','2027-01-19','2027-01-19 debrief Ben - Mia (request 0, 4e822edf).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"778c18b4-0cb5-5fe5-9b0e-05fe2f298db1","kind":"debrief","when":{"first":"2027-01-19","last":"2027-01-19","at":"10:00:00","minutes":45,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Debrief: Ben and Mia look back","description":"Ben (Data) and Mia (Brand) look back on their visit in Spring ride-alongs: what was learned, and what to try because of it.\n\nWhere: a room or a video call, as suits you both.\n\nWhy: Pages live sooner\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease bring two things that you learned and one idea that you would like to try.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"0c1819dd9fc816ef","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ben@x.example","name":"Ben"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
INSERT INTO "invites" VALUES(9,'c04b142f-bf46-543a-b55f-74414de6d9df','2027-01-04T12:00:00+00:00','2027-01-26','2027-01-26 debrief Ana - Mia (request 0, 4139922c).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"c04b142f-bf46-543a-b55f-74414de6d9df","kind":"debrief","when":{"first":"2027-01-26","last":"2027-01-26","at":"10:00:00","minutes":45,"zone":"Europe/Berlin","every_weeks":1,"without":[],"moved":[]},"summary":"Debrief: Ana and Mia look back","description":"Ana (Platform) and Mia (Brand) look back on their visit in Spring ride-alongs: what was learned, and what to try because of it.\n\nWhere: a room or a video call, as suits you both.\n\nWhy: Pages live sooner\nWhat we want to move together:\n- Time to first page: 9 days now, 4.5 days wanted\n- Calls\n\nPlease bring two things that you learned and one idea that you would like to try.\n\nQuestions, or something comes up? Ask Pat Lee (pat@x.example).","place":"","link":"","facts":"94268206f1f1075c","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ana@x.example","name":"Ana"},{"email":"mia@x.example","name":"Mia"}]},"only":[],"answers":[]}','files');
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
INSERT INTO "journal" VALUES(11,'2027-01-04T12:00:00+00:00','pat','plan','Spring ride-alongs: 2 pairings for 2 people in 2 rounds',1,NULL);
INSERT INTO "journal" VALUES(12,'2027-01-04T12:00:00+00:00','pat','publish','Spring ride-alongs: 2 pairings in 2 rounds',1,NULL);
INSERT INTO "journal" VALUES(13,'2027-01-04T12:00:00+00:00','pat','program create','Buddies: Buddies, 2027-01-11 to 2027-04-11, 4 people',1,NULL);
INSERT INTO "journal" VALUES(14,'2027-01-04T12:00:00+00:00','pat','plan','Buddies: 1 pairing for 1 person in 1 round',1,NULL);
INSERT INTO "journal" VALUES(15,'2027-01-04T12:00:00+00:00','pat','publish','Buddies: 1 pairing in 1 round',1,NULL);
INSERT INTO "journal" VALUES(16,'2027-01-04T12:00:00+00:00','pat','holidays set','Berlin: the holidays of DE-BE',1,NULL);
INSERT INTO "journal" VALUES(17,'2027-01-04T12:00:00+00:00','pat','invites export','9 invites exported',0,NULL);
INSERT INTO "journal" VALUES(18,'2027-01-05T12:00:00+00:00','pat','meetings move','welcome of Ben and Mia: moved at 11:00',1,NULL);
INSERT INTO "journal" VALUES(19,'2027-01-05T12:00:00+00:00','pat','people edit','Ben: role changed',1,NULL);
INSERT INTO "journal" VALUES(20,'2027-01-05T12:00:00+00:00','pat','invites answer','Ben: declined, Welcome: Ben starts with Mia',1,NULL);
INSERT INTO "journal" VALUES(21,'2027-01-05T12:00:00+00:00','pat','program measure remove','Spring ride-alongs: no longer measures Calls',1,NULL);
INSERT INTO "journal" VALUES(22,'2027-01-05T12:00:00+00:00','pat','undo','Undone: Spring ride-alongs: no longer measures Calls',1,21);
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
INSERT INTO "journal_rows" VALUES(15,11,'pairings',1,NULL,'{"id":1,"version":1,"program_id":1,"guest_id":2,"host_id":3,"guest_team":"Data","host_team":"Brand","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-01-15","state":"proposed","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(16,11,'pairings',2,NULL,'{"id":2,"version":1,"program_id":1,"guest_id":1,"host_id":3,"guest_team":"Platform","host_team":"Brand","guest_side":"it","round":1,"first_day":"2027-01-18","last_day":"2027-01-22","state":"proposed","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(17,11,'plans',1,NULL,'{"id":1,"version":1,"program_id":1,"made_at":"2027-01-04T12:00:00+00:00","seed":0,"numbers":"{\"placed\": 2, \"most\": 2, \"value\": 19960160, \"bound\": 19960160, \"gap_percent\": 0.0, \"proved\": true, \"turns_squared\": 2, \"met_before\": 0, \"over_share\": 0, \"new_teams\": 2, \"fit\": 100, \"repeats\": 0, \"turns_min\": 1, \"turns_max\": 1, \"seed\": 0, \"stopped\": \"\"}","open_places":"[]"}');
INSERT INTO "journal_rows" VALUES(18,12,'pairings',1,'{"id":1,"version":1,"program_id":1,"guest_id":2,"host_id":3,"guest_team":"Data","host_team":"Brand","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-01-15","state":"proposed","pinned":false,"fit":50,"reason":""}','{"id":1,"version":2,"program_id":1,"guest_id":2,"host_id":3,"guest_team":"Data","host_team":"Brand","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-01-15","state":"published","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(19,12,'pairings',2,'{"id":2,"version":1,"program_id":1,"guest_id":1,"host_id":3,"guest_team":"Platform","host_team":"Brand","guest_side":"it","round":1,"first_day":"2027-01-18","last_day":"2027-01-22","state":"proposed","pinned":false,"fit":50,"reason":""}','{"id":2,"version":2,"program_id":1,"guest_id":1,"host_id":3,"guest_team":"Platform","host_team":"Brand","guest_side":"it","round":1,"first_day":"2027-01-18","last_day":"2027-01-22","state":"published","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(20,12,'meetings',1,NULL,'{"id":1,"version":1,"pairing_id":1,"kind":"prep","uid":"7a794752-a1d1-5856-baf2-1f23f0640032"}');
INSERT INTO "journal_rows" VALUES(21,12,'meetings',2,NULL,'{"id":2,"version":1,"pairing_id":1,"kind":"welcome","uid":"fe5e2879-2f49-5749-b3fd-9713de7ba11a"}');
INSERT INTO "journal_rows" VALUES(22,12,'meetings',3,NULL,'{"id":3,"version":1,"pairing_id":1,"kind":"visit","uid":"6f8656fc-985f-5042-bbc7-99641842c5f7"}');
INSERT INTO "journal_rows" VALUES(23,12,'meetings',4,NULL,'{"id":4,"version":1,"pairing_id":1,"kind":"debrief","uid":"778c18b4-0cb5-5fe5-9b0e-05fe2f298db1"}');
INSERT INTO "journal_rows" VALUES(24,12,'meetings',5,NULL,'{"id":5,"version":1,"pairing_id":2,"kind":"prep","uid":"8391c53b-e16a-5056-96cb-a111083ac2ab"}');
INSERT INTO "journal_rows" VALUES(25,12,'meetings',6,NULL,'{"id":6,"version":1,"pairing_id":2,"kind":"welcome","uid":"2f6e78da-df85-5edf-96eb-37013bcff638"}');
INSERT INTO "journal_rows" VALUES(26,12,'meetings',7,NULL,'{"id":7,"version":1,"pairing_id":2,"kind":"visit","uid":"abfc69d5-11da-5c12-8706-4d980c98c5bd"}');
INSERT INTO "journal_rows" VALUES(27,12,'meetings',8,NULL,'{"id":8,"version":1,"pairing_id":2,"kind":"debrief","uid":"c04b142f-bf46-543a-b55f-74414de6d9df"}');
INSERT INTO "journal_rows" VALUES(28,13,'programs',2,NULL,'{"id":2,"version":1,"name":"Buddies","identity":"buddies","kind":"buddy","guest_side":"it","start":"2027-01-11","rounds":1,"weeks":13,"visits_per_guest":250,"host_visits":null,"host_window_weeks":13,"host_rest_weeks":0,"repeat_days":90,"publish_weeks":4,"check_in_weekday":2,"check_in_time":"10:00","check_in_minutes":30,"check_in_every_weeks":2,"time_zone":"Europe/Berlin","place":"","objective":"","meetings":"prep;welcome;visit;check-in;debrief","visit_busy":false,"prepare":"","country":"DE","archived":false}');
INSERT INTO "journal_rows" VALUES(29,13,'enrolments',5,NULL,'{"id":5,"version":1,"program_id":2,"person_id":1,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(30,13,'enrolments',6,NULL,'{"id":6,"version":1,"program_id":2,"person_id":2,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(31,13,'enrolments',7,NULL,'{"id":7,"version":1,"program_id":2,"person_id":3,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(32,13,'enrolments',8,NULL,'{"id":8,"version":1,"program_id":2,"person_id":4,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(33,14,'pairings',3,NULL,'{"id":3,"version":1,"program_id":2,"guest_id":2,"host_id":4,"guest_team":"Data","host_team":"CRM","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-04-09","state":"proposed","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(34,14,'plans',2,NULL,'{"id":2,"version":1,"program_id":2,"made_at":"2027-01-04T12:00:00+00:00","seed":0,"numbers":"{\"placed\": 1, \"most\": 1, \"value\": 9980080, \"bound\": 9980080, \"gap_percent\": 0.0, \"proved\": true, \"turns_squared\": 1, \"met_before\": 0, \"over_share\": 0, \"new_teams\": 1, \"fit\": 50, \"repeats\": 0, \"turns_min\": 0, \"turns_max\": 1, \"seed\": 0, \"stopped\": \"\"}","open_places":"[[1,0,[{\"who\":\"mia@x.example\"},\" met \",{\"who\":\"ana@x.example\"},\" too recently\",\" and \",{\"who\":\"noa@x.example\"},\" is kept apart from \",{\"who\":\"ana@x.example\"}],false]]"}');
INSERT INTO "journal_rows" VALUES(35,15,'pairings',3,'{"id":3,"version":1,"program_id":2,"guest_id":2,"host_id":4,"guest_team":"Data","host_team":"CRM","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-04-09","state":"proposed","pinned":false,"fit":50,"reason":""}','{"id":3,"version":2,"program_id":2,"guest_id":2,"host_id":4,"guest_team":"Data","host_team":"CRM","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-04-09","state":"published","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(36,15,'meetings',9,NULL,'{"id":9,"version":1,"pairing_id":3,"kind":"check-in","uid":"71e45013-718a-54cf-85b5-e99839a3797c"}');
INSERT INTO "journal_rows" VALUES(37,16,'holiday_places',1,NULL,'{"id":1,"version":1,"place":"Berlin","identity":"berlin","country":"DE-BE"}');
INSERT INTO "journal_rows" VALUES(38,18,'meeting_changes',1,NULL,'{"id":1,"version":1,"meeting_id":2,"occurrence":"2027-01-11","skipped":false,"day":null,"at":"11:00","minutes":null,"place":""}');
INSERT INTO "journal_rows" VALUES(39,19,'people',2,'{"id":2,"version":1,"email":"ben@x.example","identity":"ben@x.example","name":"Ben","side":"it","team":"Data","role":"","site":"","manager":"","time_zone":"","hours":"09:00-17:00","knows":"","wants":"","capacity":null,"first_day":null,"last_day":null,"employee_id":"","removed":false}','{"id":2,"version":2,"email":"ben@x.example","identity":"ben@x.example","name":"Ben","side":"it","team":"Data","role":"Analyst","site":"","manager":"","time_zone":"","hours":"09:00-17:00","knows":"","wants":"","capacity":null,"first_day":null,"last_day":null,"employee_id":"","removed":false}');
INSERT INTO "journal_rows" VALUES(40,20,'answers',1,NULL,'{"id":1,"version":1,"uid":"fe5e2879-2f49-5749-b3fd-9713de7ba11a","occurrence":"","attendee":"ben@x.example","answer":"declined","sequence":0,"stamp":"2027-01-05T12:00:00+00:00","comment":"","delegate":"","proposed_start":"","proposed_end":"","source":"typed"}');
INSERT INTO "journal_rows" VALUES(41,21,'measures',2,'{"id":2,"version":1,"program_id":1,"name":"Calls","unit":"","baseline":null,"target":null}',NULL);
INSERT INTO "journal_rows" VALUES(42,22,'measures',2,NULL,'{"program_id":1,"name":"Calls","unit":"","baseline":null,"target":null,"id":2,"version":2}');
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
INSERT INTO "journal_subjects" VALUES('person',2,11);
INSERT INTO "journal_subjects" VALUES('person',3,11);
INSERT INTO "journal_subjects" VALUES('program',1,11);
INSERT INTO "journal_subjects" VALUES('person',1,12);
INSERT INTO "journal_subjects" VALUES('person',2,12);
INSERT INTO "journal_subjects" VALUES('person',3,12);
INSERT INTO "journal_subjects" VALUES('program',1,12);
INSERT INTO "journal_subjects" VALUES('person',1,13);
INSERT INTO "journal_subjects" VALUES('person',2,13);
INSERT INTO "journal_subjects" VALUES('person',3,13);
INSERT INTO "journal_subjects" VALUES('person',4,13);
INSERT INTO "journal_subjects" VALUES('program',2,13);
INSERT INTO "journal_subjects" VALUES('person',2,14);
INSERT INTO "journal_subjects" VALUES('person',4,14);
INSERT INTO "journal_subjects" VALUES('program',2,14);
INSERT INTO "journal_subjects" VALUES('person',2,15);
INSERT INTO "journal_subjects" VALUES('person',4,15);
INSERT INTO "journal_subjects" VALUES('program',2,15);
INSERT INTO "journal_subjects" VALUES('person',2,18);
INSERT INTO "journal_subjects" VALUES('person',3,18);
INSERT INTO "journal_subjects" VALUES('program',1,18);
INSERT INTO "journal_subjects" VALUES('person',2,19);
INSERT INTO "journal_subjects" VALUES('person',2,20);
INSERT INTO "journal_subjects" VALUES('person',3,20);
INSERT INTO "journal_subjects" VALUES('program',1,20);
INSERT INTO "journal_subjects" VALUES('program',1,21);
INSERT INTO "journal_subjects" VALUES('program',1,22);
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
INSERT INTO "meetings" VALUES(1,1,1,'prep','7a794752-a1d1-5856-baf2-1f23f0640032');
INSERT INTO "meetings" VALUES(2,1,1,'welcome','fe5e2879-2f49-5749-b3fd-9713de7ba11a');
INSERT INTO "meetings" VALUES(3,1,1,'visit','6f8656fc-985f-5042-bbc7-99641842c5f7');
INSERT INTO "meetings" VALUES(4,1,1,'debrief','778c18b4-0cb5-5fe5-9b0e-05fe2f298db1');
INSERT INTO "meetings" VALUES(5,1,2,'prep','8391c53b-e16a-5056-96cb-a111083ac2ab');
INSERT INTO "meetings" VALUES(6,1,2,'welcome','2f6e78da-df85-5edf-96eb-37013bcff638');
INSERT INTO "meetings" VALUES(7,1,2,'visit','abfc69d5-11da-5c12-8706-4d980c98c5bd');
INSERT INTO "meetings" VALUES(8,1,2,'debrief','c04b142f-bf46-543a-b55f-74414de6d9df');
INSERT INTO "meetings" VALUES(9,1,3,'check-in','71e45013-718a-54cf-85b5-e99839a3797c');
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
INSERT INTO "properties" VALUES('database','d7084fb8-df51-4edc-b59e-b7abbb100eb1');
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
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('people',4);
INSERT INTO "sqlite_sequence" VALUES('journal',22);
INSERT INTO "sqlite_sequence" VALUES('journal_rows',42);
INSERT INTO "sqlite_sequence" VALUES('absences',1);
INSERT INTO "sqlite_sequence" VALUES('aparts',1);
INSERT INTO "sqlite_sequence" VALUES('freezes',1);
INSERT INTO "sqlite_sequence" VALUES('programs',2);
INSERT INTO "sqlite_sequence" VALUES('enrolments',8);
INSERT INTO "sqlite_sequence" VALUES('measures',2);
INSERT INTO "sqlite_sequence" VALUES('pairings',3);
INSERT INTO "sqlite_sequence" VALUES('plans',2);
INSERT INTO "sqlite_sequence" VALUES('meetings',9);
INSERT INTO "sqlite_sequence" VALUES('holiday_places',1);
INSERT INTO "sqlite_sequence" VALUES('invites',9);
INSERT INTO "sqlite_sequence" VALUES('meeting_changes',1);
INSERT INTO "sqlite_sequence" VALUES('answers',1);
COMMIT;
