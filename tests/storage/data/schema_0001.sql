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
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
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
CREATE TABLE invites (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	uid TEXT NOT NULL, 
	sent_at TEXT NOT NULL, 
	meeting_ends DATE NOT NULL, 
	file_name TEXT NOT NULL, 
	why TEXT NOT NULL, 
	invite TEXT NOT NULL
);
INSERT INTO "invites" VALUES(1,'31615a3b-117d-5026-9eab-782c1ec26394','2027-01-04T12:00:00+00:00','2027-01-15','2027-01-11 visit Ben - Mia (request 0, dfd796d7).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"31615a3b-117d-5026-9eab-782c1ec26394","kind":"visit","when":{"first":"2027-01-11","last":"2027-01-15"},"summary":"Ride-along: Ben visits Mia","description":"Ben (Data) goes along with Mia (Brand) through their working days, as part of Spring ride-alongs.\n\nWhy: Faster briefs\n\nQuestions? Ask Pat Lee (pat@x.example).","place":"","busy":false,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ben@x.example","name":"Ben"},{"email":"mia@x.example","name":"Mia"}]},"only":[]}');
INSERT INTO "invites" VALUES(2,'51c905a6-55e9-56b1-b195-12d7d3838cf7','2027-01-04T12:00:00+00:00','2027-04-07','2027-01-13 check-in Ana - Noa (request 0, cb608a83).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"51c905a6-55e9-56b1-b195-12d7d3838cf7","kind":"check-in","when":{"first":"2027-01-13","last":"2027-04-07","at":"10:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":2,"without":[]},"summary":"Buddies: Ana and Noa","description":"Ana (Platform) and Noa (CRM) are buddies in Buddies: a short talk about what each is working on, and where the other can help.\n\nQuestions? Ask Pat Lee (pat@x.example).","place":"","busy":true,"categories":["Ridealong","Buddies"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ana@x.example","name":"Ana"},{"email":"noa@x.example","name":"Noa"}]},"only":[]}');
INSERT INTO "invites" VALUES(3,'a362bed3-46e4-5ed1-bfa8-dfcbc978513b','2027-01-04T12:00:00+00:00','2027-01-13','2027-01-13 check-in Ben - Mia (request 0, e09a9748).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"a362bed3-46e4-5ed1-bfa8-dfcbc978513b","kind":"check-in","when":{"first":"2027-01-13","last":"2027-01-13","at":"10:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":1,"without":[]},"summary":"Check-in: Ben and Mia","description":"Ben (Data) and Mia (Brand) look back on the days so far, as part of Spring ride-alongs: what was learned, and what should be seen next.\n\nWhy: Faster briefs\n\nQuestions? Ask Pat Lee (pat@x.example).","place":"","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ben@x.example","name":"Ben"},{"email":"mia@x.example","name":"Mia"}]},"only":[]}');
INSERT INTO "invites" VALUES(4,'3efb44d1-6556-58cf-a6c7-1b32d28ca5ec','2027-01-04T12:00:00+00:00','2027-01-22','2027-01-18 visit Ana - Mia (request 0, 3a6082ff).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"3efb44d1-6556-58cf-a6c7-1b32d28ca5ec","kind":"visit","when":{"first":"2027-01-18","last":"2027-01-22"},"summary":"Ride-along: Ana visits Mia","description":"Ana (Platform) goes along with Mia (Brand) through their working days, as part of Spring ride-alongs.\n\nWhy: Faster briefs\n\nQuestions? Ask Pat Lee (pat@x.example).","place":"","busy":false,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ana@x.example","name":"Ana"},{"email":"mia@x.example","name":"Mia"}]},"only":[]}');
INSERT INTO "invites" VALUES(5,'6b765779-3729-571d-b175-2e988881acac','2027-01-04T12:00:00+00:00','2027-01-20','2027-01-20 check-in Ana - Mia (request 0, 6780a52c).ics','new','{"method":"REQUEST","sequence":0,"stamp":"2027-01-04T12:00:00+00:00","meeting":{"uid":"6b765779-3729-571d-b175-2e988881acac","kind":"check-in","when":{"first":"2027-01-20","last":"2027-01-20","at":"10:00:00","minutes":30,"zone":"Europe/Berlin","every_weeks":1,"without":[]},"summary":"Check-in: Ana and Mia","description":"Ana (Platform) and Mia (Brand) look back on the days so far, as part of Spring ride-alongs: what was learned, and what should be seen next.\n\nWhy: Faster briefs\n\nQuestions? Ask Pat Lee (pat@x.example).","place":"","busy":true,"categories":["Ridealong","Ride-along"],"organizer":{"email":"pat@x.example","name":"Pat Lee"},"attendees":[{"email":"ana@x.example","name":"Ana"},{"email":"mia@x.example","name":"Mia"}]},"only":[]}');
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
INSERT INTO "journal" VALUES(1,'2027-01-04T12:00:00+00:00','pat','identity','A new database',0,NULL);
INSERT INTO "journal" VALUES(2,'2027-01-04T12:00:00+00:00','pat','people add','Ana (Platform) added',1,NULL);
INSERT INTO "journal" VALUES(3,'2027-01-04T12:00:00+00:00','pat','people add','Ben (Data) added',1,NULL);
INSERT INTO "journal" VALUES(4,'2027-01-04T12:00:00+00:00','pat','people add','Mia (Brand) added',1,NULL);
INSERT INTO "journal" VALUES(5,'2027-01-04T12:00:00+00:00','pat','people add','Noa (CRM) added',1,NULL);
INSERT INTO "journal" VALUES(6,'2027-01-04T12:00:00+00:00','pat','program create','Spring ride-alongs: Ride-along, 2027-01-11 to 2027-01-24, 4 people',1,NULL);
INSERT INTO "journal" VALUES(7,'2027-01-04T12:00:00+00:00','pat','program create','Buddies: Buddies, 2027-01-11 to 2027-04-11, 4 people',1,NULL);
INSERT INTO "journal" VALUES(8,'2027-01-04T12:00:00+00:00','pat','plan','Spring ride-alongs: 2 places in 2 rounds',1,NULL);
INSERT INTO "journal" VALUES(9,'2027-01-04T12:00:00+00:00','pat','publish','Spring ride-alongs: 2 pairings in 2 rounds',1,NULL);
INSERT INTO "journal" VALUES(10,'2027-01-04T12:00:00+00:00','pat','plan','Buddies: 1 places in 1 rounds',1,NULL);
INSERT INTO "journal" VALUES(11,'2027-01-04T12:00:00+00:00','pat','publish','Buddies: 1 pairings in 1 rounds',1,NULL);
INSERT INTO "journal" VALUES(12,'2027-01-04T12:00:00+00:00','pat','invites export','5 invites exported',0,NULL);
CREATE TABLE journal_rows (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	entry_id INTEGER NOT NULL, 
	table_name VARCHAR(32) NOT NULL, 
	row_id INTEGER NOT NULL, 
	"before" TEXT, 
	"after" TEXT, 
	CONSTRAINT fk_journal_rows_entry_id FOREIGN KEY(entry_id) REFERENCES journal (id)
);
INSERT INTO "journal_rows" VALUES(1,2,'people',1,NULL,'{"id":1,"version":1,"email":"ana@x.example","identity":"ana@x.example","name":"Ana","side":"it","team":"Platform","role":"","site":"","manager":"","time_zone":"Europe/Berlin","hours":"09:00-17:00","knows":"","wants":"","capacity":null,"first_day":null,"last_day":null,"employee_id":"","removed":false}');
INSERT INTO "journal_rows" VALUES(2,3,'people',2,NULL,'{"id":2,"version":1,"email":"ben@x.example","identity":"ben@x.example","name":"Ben","side":"it","team":"Data","role":"","site":"","manager":"","time_zone":"Europe/Berlin","hours":"09:00-17:00","knows":"","wants":"","capacity":null,"first_day":null,"last_day":null,"employee_id":"","removed":false}');
INSERT INTO "journal_rows" VALUES(3,4,'people',3,NULL,'{"id":3,"version":1,"email":"mia@x.example","identity":"mia@x.example","name":"Mia","side":"marketing","team":"Brand","role":"","site":"","manager":"","time_zone":"Europe/Berlin","hours":"09:00-17:00","knows":"","wants":"","capacity":null,"first_day":null,"last_day":null,"employee_id":"","removed":false}');
INSERT INTO "journal_rows" VALUES(4,5,'people',4,NULL,'{"id":4,"version":1,"email":"noa@x.example","identity":"noa@x.example","name":"Noa","side":"marketing","team":"CRM","role":"","site":"","manager":"","time_zone":"Europe/Berlin","hours":"09:00-17:00","knows":"","wants":"","capacity":null,"first_day":null,"last_day":null,"employee_id":"","removed":false}');
INSERT INTO "journal_rows" VALUES(5,6,'programs',1,NULL,'{"id":1,"version":1,"name":"Spring ride-alongs","identity":"spring ride-alongs","kind":"ride-along","guest_side":"it","start":"2027-01-11","rounds":2,"weeks":1,"visits_per_guest":1,"host_visits":2,"host_window_weeks":13,"host_rest_weeks":0,"repeat_days":90,"publish_weeks":4,"check_in_weekday":2,"check_in_time":"10:00","check_in_minutes":30,"check_in_every_weeks":1,"time_zone":"Europe/Berlin","place":"","objective":"Faster briefs","archived":false}');
INSERT INTO "journal_rows" VALUES(6,6,'enrolments',1,NULL,'{"id":1,"version":1,"program_id":1,"person_id":1,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(7,6,'enrolments',2,NULL,'{"id":2,"version":1,"program_id":1,"person_id":2,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(8,6,'enrolments',3,NULL,'{"id":3,"version":1,"program_id":1,"person_id":3,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(9,6,'enrolments',4,NULL,'{"id":4,"version":1,"program_id":1,"person_id":4,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(10,7,'programs',2,NULL,'{"id":2,"version":1,"name":"Buddies","identity":"buddies","kind":"buddy","guest_side":"it","start":"2027-01-11","rounds":1,"weeks":13,"visits_per_guest":250,"host_visits":null,"host_window_weeks":13,"host_rest_weeks":0,"repeat_days":0,"publish_weeks":4,"check_in_weekday":2,"check_in_time":"10:00","check_in_minutes":30,"check_in_every_weeks":2,"time_zone":"Europe/Berlin","place":"","objective":"","archived":false}');
INSERT INTO "journal_rows" VALUES(11,7,'enrolments',5,NULL,'{"id":5,"version":1,"program_id":2,"person_id":1,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(12,7,'enrolments',6,NULL,'{"id":6,"version":1,"program_id":2,"person_id":2,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(13,7,'enrolments',7,NULL,'{"id":7,"version":1,"program_id":2,"person_id":3,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(14,7,'enrolments',8,NULL,'{"id":8,"version":1,"program_id":2,"person_id":4,"state":"agreed","until":null}');
INSERT INTO "journal_rows" VALUES(15,8,'pairings',1,NULL,'{"id":1,"version":1,"program_id":1,"guest_id":2,"host_id":3,"guest_team":"Data","host_team":"Brand","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-01-15","state":"proposed","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(16,8,'pairings',2,NULL,'{"id":2,"version":1,"program_id":1,"guest_id":1,"host_id":3,"guest_team":"Platform","host_team":"Brand","guest_side":"it","round":1,"first_day":"2027-01-18","last_day":"2027-01-22","state":"proposed","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(17,8,'plans',1,NULL,'{"id":1,"version":1,"program_id":1,"made_at":"2027-01-04T12:00:00+00:00","seed":0,"numbers":"{\"placed\": 2, \"most\": 2, \"value\": 19960160, \"bound\": 19960160, \"gap_percent\": 0.0, \"proved\": true, \"turns_squared\": 2, \"met_before\": 0, \"over_share\": 0, \"new_teams\": 2, \"fit\": 100, \"repeats\": 0, \"turns_min\": 1, \"turns_max\": 1, \"seed\": 0, \"stopped\": \"\"}","open_places":"[]"}');
INSERT INTO "journal_rows" VALUES(18,9,'pairings',1,'{"id":1,"version":1,"program_id":1,"guest_id":2,"host_id":3,"guest_team":"Data","host_team":"Brand","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-01-15","state":"proposed","pinned":false,"fit":50,"reason":""}','{"id":1,"version":2,"program_id":1,"guest_id":2,"host_id":3,"guest_team":"Data","host_team":"Brand","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-01-15","state":"published","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(19,9,'pairings',2,'{"id":2,"version":1,"program_id":1,"guest_id":1,"host_id":3,"guest_team":"Platform","host_team":"Brand","guest_side":"it","round":1,"first_day":"2027-01-18","last_day":"2027-01-22","state":"proposed","pinned":false,"fit":50,"reason":""}','{"id":2,"version":2,"program_id":1,"guest_id":1,"host_id":3,"guest_team":"Platform","host_team":"Brand","guest_side":"it","round":1,"first_day":"2027-01-18","last_day":"2027-01-22","state":"published","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(20,9,'meetings',1,NULL,'{"id":1,"version":1,"pairing_id":1,"kind":"visit","uid":"31615a3b-117d-5026-9eab-782c1ec26394"}');
INSERT INTO "journal_rows" VALUES(21,9,'meetings',2,NULL,'{"id":2,"version":1,"pairing_id":1,"kind":"check-in","uid":"a362bed3-46e4-5ed1-bfa8-dfcbc978513b"}');
INSERT INTO "journal_rows" VALUES(22,9,'meetings',3,NULL,'{"id":3,"version":1,"pairing_id":2,"kind":"visit","uid":"3efb44d1-6556-58cf-a6c7-1b32d28ca5ec"}');
INSERT INTO "journal_rows" VALUES(23,9,'meetings',4,NULL,'{"id":4,"version":1,"pairing_id":2,"kind":"check-in","uid":"6b765779-3729-571d-b175-2e988881acac"}');
INSERT INTO "journal_rows" VALUES(24,10,'pairings',3,NULL,'{"id":3,"version":1,"program_id":2,"guest_id":1,"host_id":4,"guest_team":"Platform","host_team":"CRM","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-04-09","state":"proposed","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(25,10,'plans',2,NULL,'{"id":2,"version":1,"program_id":2,"made_at":"2027-01-04T12:00:00+00:00","seed":0,"numbers":"{\"placed\": 1, \"most\": 1, \"value\": 9980080, \"bound\": 9980080, \"gap_percent\": 0.0, \"proved\": true, \"turns_squared\": 1, \"met_before\": 0, \"over_share\": 0, \"new_teams\": 1, \"fit\": 50, \"repeats\": 0, \"turns_min\": 0, \"turns_max\": 1, \"seed\": 0, \"stopped\": \"\"}","open_places":"[[2,0,[{\"who\":\"noa@x.example\"},\" is full\",\" and \",{\"who\":\"mia@x.example\"},\" met \",{\"who\":\"ben@x.example\"},\" too recently\"],false]]"}');
INSERT INTO "journal_rows" VALUES(26,11,'pairings',3,'{"id":3,"version":1,"program_id":2,"guest_id":1,"host_id":4,"guest_team":"Platform","host_team":"CRM","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-04-09","state":"proposed","pinned":false,"fit":50,"reason":""}','{"id":3,"version":2,"program_id":2,"guest_id":1,"host_id":4,"guest_team":"Platform","host_team":"CRM","guest_side":"it","round":0,"first_day":"2027-01-11","last_day":"2027-04-09","state":"published","pinned":false,"fit":50,"reason":""}');
INSERT INTO "journal_rows" VALUES(27,11,'meetings',5,NULL,'{"id":5,"version":1,"pairing_id":3,"kind":"check-in","uid":"51c905a6-55e9-56b1-b195-12d7d3838cf7"}');
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
INSERT INTO "meetings" VALUES(1,1,1,'visit','31615a3b-117d-5026-9eab-782c1ec26394');
INSERT INTO "meetings" VALUES(2,1,1,'check-in','a362bed3-46e4-5ed1-bfa8-dfcbc978513b');
INSERT INTO "meetings" VALUES(3,1,2,'visit','3efb44d1-6556-58cf-a6c7-1b32d28ca5ec');
INSERT INTO "meetings" VALUES(4,1,2,'check-in','6b765779-3729-571d-b175-2e988881acac');
INSERT INTO "meetings" VALUES(5,1,3,'check-in','51c905a6-55e9-56b1-b195-12d7d3838cf7');
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
INSERT INTO "pairings" VALUES(3,2,2,1,4,'Platform','CRM','it',0,'2027-01-11','2027-04-09','published',0,50,'');
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
INSERT INTO "people" VALUES(1,1,'ana@x.example','ana@x.example','Ana','it','Platform','','','','Europe/Berlin','09:00-17:00','','',NULL,NULL,NULL,'',0);
INSERT INTO "people" VALUES(2,1,'ben@x.example','ben@x.example','Ben','it','Data','','','','Europe/Berlin','09:00-17:00','','',NULL,NULL,NULL,'',0);
INSERT INTO "people" VALUES(3,1,'mia@x.example','mia@x.example','Mia','marketing','Brand','','','','Europe/Berlin','09:00-17:00','','',NULL,NULL,NULL,'',0);
INSERT INTO "people" VALUES(4,1,'noa@x.example','noa@x.example','Noa','marketing','CRM','','','','Europe/Berlin','09:00-17:00','','',NULL,NULL,NULL,'',0);
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
INSERT INTO "plans" VALUES(2,1,2,'2027-01-04T12:00:00+00:00',0,'{"placed": 1, "most": 1, "value": 9980080, "bound": 9980080, "gap_percent": 0.0, "proved": true, "turns_squared": 1, "met_before": 0, "over_share": 0, "new_teams": 1, "fit": 50, "repeats": 0, "turns_min": 0, "turns_max": 1, "seed": 0, "stopped": ""}','[[2,0,[{"who":"noa@x.example"}," is full"," and ",{"who":"mia@x.example"}," met ",{"who":"ben@x.example"}," too recently"],false]]');
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
	archived BOOLEAN DEFAULT '0' NOT NULL, 
	CONSTRAINT uq_programs_identity UNIQUE (identity)
);
INSERT INTO "programs" VALUES(1,1,'Spring ride-alongs','spring ride-alongs','ride-along','it','2027-01-11',2,1,1,2,13,0,90,4,2,'10:00',30,1,'Europe/Berlin','','Faster briefs',0);
INSERT INTO "programs" VALUES(2,1,'Buddies','buddies','buddy','it','2027-01-11',1,13,250,NULL,13,0,0,4,2,'10:00',30,2,'Europe/Berlin','','',0);
CREATE TABLE properties (
	name VARCHAR(64) NOT NULL, 
	value TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_properties PRIMARY KEY (name)
);
INSERT INTO "properties" VALUES('database','00000000-0000-0000-0000-000000000001');
CREATE INDEX ix_journal_actor_id ON journal (actor, id);
CREATE INDEX ix_invites_meeting_ends ON invites (meeting_ends);
CREATE INDEX ix_invites_uid_id ON invites (uid, id);
CREATE INDEX ix_people_side_team ON people (side, team);
CREATE INDEX ix_absences_person_id_first_day ON absences (person_id, first_day);
CREATE INDEX ix_journal_rows_entry_id ON journal_rows (entry_id);
CREATE INDEX ix_journal_rows_table_name_row_id ON journal_rows (table_name, row_id);
CREATE INDEX ix_pairings_first_day_id ON pairings (first_day, id);
CREATE INDEX ix_pairings_guest_id_first_day ON pairings (guest_id, first_day);
CREATE INDEX ix_pairings_host_id_first_day ON pairings (host_id, first_day);
CREATE INDEX ix_pairings_program_id_state_round ON pairings (program_id, state, round);
CREATE INDEX ix_pins_program_id ON pins (program_id);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('journal',12);
INSERT INTO "sqlite_sequence" VALUES('people',4);
INSERT INTO "sqlite_sequence" VALUES('journal_rows',27);
INSERT INTO "sqlite_sequence" VALUES('programs',2);
INSERT INTO "sqlite_sequence" VALUES('enrolments',8);
INSERT INTO "sqlite_sequence" VALUES('pairings',3);
INSERT INTO "sqlite_sequence" VALUES('plans',2);
INSERT INTO "sqlite_sequence" VALUES('meetings',5);
INSERT INTO "sqlite_sequence" VALUES('invites',5);
COMMIT;
