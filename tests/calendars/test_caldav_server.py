"""A calendar on a real CalDAV server: what is put there, taken out, and refused with words."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from calendar_server import PASSWORD, USER, Server, calendar_server
from ridealong.calendars.caldav_connection import Account, LoginRefused, ServerAway
from ridealong.calendars.caldav_server import ObjectRefused, ServerCalendar, calendar_url, object_name, open_calendar
from ridealong.calendars.stored_answers import stored_answers
from ridealong.calendars.writer import write_stored
from ridealong.domain.errors import InvalidValue, Refused
from ridealong.domain.meetings import Meeting
from ridealong.domain.replies import Answer

from .samples import CHECK_IN, MOVED, VISIT, invite


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with calendar_server(tmp_path_factory.mktemp("radicale")) as running:
        yield running


@pytest.fixture
def url(server: Server) -> Iterator[str]:
    made = server.make_calendar()
    yield made
    server.remove(made)


@pytest.fixture
def calendar(url: str) -> Iterator[ServerCalendar]:
    with open_calendar(Account(url, USER, PASSWORD)) as found:
        yield found


def sign_in(account: Account) -> None:
    with open_calendar(account):
        pass


def put(calendar: ServerCalendar, meeting: Meeting, sequence: int = 0) -> None:
    calendar.put(meeting.uid, lambda _held: write_stored(invite(meeting, sequence=sequence)))


def test_a_calendar_is_known_by_its_name(calendar: ServerCalendar) -> None:
    assert calendar.name == "Exchange"
    assert not calendar.schedules


def test_a_meeting_is_put_changed_in_place_and_taken_out(calendar: ServerCalendar, url: str, server: Server) -> None:
    put(calendar, VISIT)
    (first,) = server.objects(url).values()
    assert "METHOD" not in first.text
    put(calendar, replace(VISIT, summary="Another name"), 1)
    (second,) = server.objects(url).values()
    assert second.url == first.url
    assert second.etag != first.etag
    assert "SUMMARY:Another name" in second.text
    calendar.remove(VISIT.uid)
    assert server.objects(url) == {}


def test_what_is_not_there_counts_as_taken_out(calendar: ServerCalendar) -> None:
    calendar.remove("never-seen")


@pytest.mark.parametrize("uid", ["../../escape", "a b/c?d#e%41", "ü€😀@x", "x" * 3000, "../../../etc/passwd"])
def test_a_hostile_uid_stays_inside_the_calendar(calendar: ServerCalendar, url: str, server: Server, uid: str) -> None:
    put(calendar, replace(VISIT, uid=uid))
    ((found, stored),) = server.objects(url).items()
    assert found == uid
    assert stored.url.rpartition("/")[0] + "/" == url
    calendar.remove(uid)
    assert server.objects(url) == {}


def test_objects_have_names_of_their_own() -> None:
    uids = ["a", "A", "a/b", "a_b", "a%2Fb", "", "ü", "u"]
    assert len({object_name(uid) for uid in uids}) == len(uids)
    assert object_name("6f1c1d0e-1234") == "6f1c1d0e-1234.ics"


def test_a_meeting_that_somebody_imported_before_is_updated_where_it_is(
    calendar: ServerCalendar, url: str, server: Server
) -> None:
    server.put(f"{url}imported-by-hand.ics", write_stored(invite(VISIT)).decode())
    put(calendar, replace(VISIT, summary="Another name"), 1)
    (stored,) = server.objects(url).values()
    assert stored.url == f"{url}imported-by-hand.ics"
    assert "SUMMARY:Another name" in stored.text
    calendar.remove(VISIT.uid)
    assert server.objects(url) == {}


def test_a_change_by_somebody_else_in_between_is_seen(calendar: ServerCalendar, url: str, server: Server) -> None:
    put(calendar, VISIT)
    (stored,) = server.objects(url).values()
    held: list[str] = []

    def make(now: str) -> bytes:
        if not held:
            server.put(stored.url, write_stored(invite(replace(VISIT, summary="Theirs"))).decode())
        held.append(now)
        return write_stored(invite(replace(VISIT, summary="Ours")))

    calendar.put(VISIT.uid, make)
    assert ["SUMMARY:Theirs" in one for one in held] == [False, True]
    assert "SUMMARY:Ours" in server.objects(url)[VISIT.uid].text


def test_a_series_keeps_its_hour_on_the_server_when_clocks_change(
    calendar: ServerCalendar, url: str, server: Server
) -> None:
    put(calendar, CHECK_IN)
    times = server.expanded(url, date(2027, 1, 1), date(2027, 6, 1))
    assert times == [(f"{day} 10:00", "10:30") for day in ("01-11", "01-25", "02-22", "03-08", "03-22", "04-05")]


def test_moved_occurrences_move_on_the_server(calendar: ServerCalendar, url: str, server: Server) -> None:
    put(calendar, MOVED)
    times = server.expanded(url, date(2027, 1, 1), date(2027, 6, 1))
    assert times == [
        ("01-11 10:00", "10:30"),
        ("01-27 14:00", "14:45"),
        ("02-22 10:00", "10:30"),
        ("03-08 10:00", "10:30"),
        ("03-22 10:00", "10:30"),
        ("04-06 10:00", "10:30"),
    ]
    assert len(server.objects(url)) == 1


def test_what_the_server_does_not_take_is_told_with_its_words(calendar: ServerCalendar) -> None:
    with pytest.raises(ObjectRefused, match=r"The server does not accept it \(400, bad request\)"):
        calendar.put("x", lambda _held: b"no calendar")


def test_a_wrong_password_is_told_and_never_shown(url: str) -> None:
    wrong = Account(url, USER, "wr0ng-secret")
    with pytest.raises(LoginRefused, match=r"does not accept the name and password\. Check caldav") as caught:
        sign_in(wrong)
    assert "wr0ng-secret" not in f"{caught.value!r} {caught.value.__cause__!r} {wrong!r}"


@pytest.mark.parametrize("path", ["", f"{USER}/"])
def test_where_no_calendar_is_those_that_are_there_are_named(server: Server, url: str, path: str) -> None:
    with pytest.raises(Refused) as caught:
        sign_in(Account(f"{server.url}{path}", USER, PASSWORD))
    assert caught.value.problem == f"{server.url}{path} is not a calendar"
    assert f"Exchange: {url}" in caught.value.remedy


def test_a_calendar_that_does_not_exist_is_told(server: Server, url: str) -> None:
    with pytest.raises(Refused) as caught:
        sign_in(Account(f"{server.home}typo/", USER, PASSWORD))
    assert caught.value.problem.endswith("typo/ does not exist, or is not yours to see")
    assert url in caught.value.remedy


def test_a_list_of_tasks_takes_no_meetings(server: Server) -> None:
    with pytest.raises(Refused, match="takes tasks or notes, but no meetings"):
        sign_in(Account(server.make_task_list(), USER, PASSWORD))


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(ServerAway, match=r"127\.0\.0\.1:9 cannot be reached: .*refused.*"):
        sign_in(Account("http://127.0.0.1:9/", USER, PASSWORD))


class _Elsewhere(BaseHTTPRequestHandler):
    def do_PROPFIND(self) -> None:
        self.send_response(302)
        self.send_header("Location", "https://other.example/dav/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        pass


class _Website(_Elsewhere):
    def do_PROPFIND(self) -> None:
        body = b"<html><body>Welcome<br></body>"
        self.send_response(207)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Busy(_Elsewhere):
    def do_PROPFIND(self) -> None:
        self.send_response(503)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.mark.parametrize(
    ("handler", "error", "said"),
    [
        (_Elsewhere, Refused, r"sends on to https://other\.example/dav/\. Give that URL"),
        (_Website, Refused, r"does not exist|did not answer as calendar servers do"),
        (_Busy, ServerAway, r"answered 503, unavailable"),
    ],
)
def test_what_is_no_calendar_server_is_told(
    handler: type[BaseHTTPRequestHandler], error: type[Exception], said: str
) -> None:
    with HTTPServer(("127.0.0.1", 0), handler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        with pytest.raises(error, match=said):
            sign_in(Account(f"http://127.0.0.1:{other.server_port}/"))
        other.shutdown()


class _Scheduling(_Elsewhere):
    """A server that says it sends invites itself, and that its calendar can only be read by others than Pat."""

    def do_PROPFIND(self) -> None:
        may = "write" if "/pat/" in self.path else "read"
        self.answer(
            207,
            '<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><response><href>/</href><propstat><prop>'
            "<resourcetype><collection/><C:calendar/></resourcetype><displayname>Work</displayname>"
            f"<current-user-privilege-set><privilege><{may}/></privilege></current-user-privilege-set>"
            "</prop><status>HTTP/1.1 200 OK</status></propstat></response></multistatus>",
        )

    def do_OPTIONS(self) -> None:
        self.answer(200, "")

    def answer(self, status: int, text: str) -> None:
        self.send_response(status)
        self.send_header("DAV", "1, 3, calendar-access, calendar-auto-schedule")
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())


def test_a_server_that_sends_invites_itself_is_known() -> None:
    with HTTPServer(("127.0.0.1", 0), _Scheduling) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        with open_calendar(Account(f"http://127.0.0.1:{other.server_port}/pat/")) as found:
            assert (found.name, found.schedules) == ("Work", True)
        other.shutdown()


def test_a_calendar_that_can_only_be_read_is_refused() -> None:
    with HTTPServer(("127.0.0.1", 0), _Scheduling) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        with pytest.raises(Refused, match="can be read by you, but not written"):
            sign_in(Account(f"http://127.0.0.1:{other.server_port}/kim/"))
        other.shutdown()


@pytest.mark.parametrize(
    ("given", "used"),
    [
        (" https://x.example/pat/work ", "https://x.example/pat/work/"),
        ("https://x.example", "https://x.example/"),
        ("https://x.example:8443/a//?x=1#y", "https://x.example:8443/a/"),
        ("http://localhost:5232/pat/", "http://localhost:5232/pat/"),
        ("http://127.0.0.1/a", "http://127.0.0.1/a/"),
        ("http://[::1]:5232/a", "http://[::1]:5232/a/"),
    ],
)
def test_a_url_ends_with_a_slash(given: str, used: str) -> None:
    assert calendar_url(given) == used


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "is not the URL of a calendar"),
        ("calendar", "is not the URL of a calendar"),
        ("ftp://x.example/", "is not the URL of a calendar"),
        ("https://", "is not the URL of a calendar"),
        ("https://[x/", "is not the URL of a calendar"),
        ("https://x.example:99999/", "is not the URL of a calendar"),
        ("https://x.example/a b", "is not the URL of a calendar"),
        ("http://x.example/a", "would send the password in the clear"),
        ("http://localhost.x.example/a", "would send the password in the clear"),
        ("https://pat:hunter2@x.example/", "holds a name or a password"),
        ("http://pat:hunter2@x.example/a", "holds a name or a password"),
        ("https://pat:hunter2@x.example:99999/a", "is not the URL of a calendar"),
    ],
)
def test_a_url_that_cannot_be_used_is_refused_and_no_password_shown(given: str, said: str) -> None:
    with pytest.raises(InvalidValue, match=said) as caught:
        calendar_url(given)
    assert "hunter2" not in str(caught.value)


ANSWERED = write_stored(invite(CHECK_IN, sequence=2)).decode().replace("\r\n ", "")


def answered(partstat: str, email: str = "ana.lima@company.example") -> str:
    line = next(one for one in ANSWERED.split("\r\n") if one.startswith("ATTENDEE") and email in one)
    return ANSWERED.replace(line, line.replace("NEEDS-ACTION", partstat))


def test_answers_on_the_server_are_read() -> None:
    assert stored_answers(answered("ACCEPTED"), CHECK_IN.uid, 2) == {"ana.lima@company.example": Answer.ACCEPTED}
    assert stored_answers(answered("declined"), CHECK_IN.uid, 2) == {"ana.lima@company.example": Answer.DECLINED}
    assert stored_answers(ANSWERED, CHECK_IN.uid, 2) == {}


@pytest.mark.parametrize(
    "text",
    ["", "nonsense", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT", answered("ACCEPTED")[:300], "\0" * 100, "x" * 2_000_000],
)
def test_what_cannot_be_read_holds_no_answers(text: str) -> None:
    assert stored_answers(text, CHECK_IN.uid, 2) == {}


def test_answers_to_another_time_or_another_meeting_do_not_count() -> None:
    assert stored_answers(answered("ACCEPTED"), CHECK_IN.uid, 3) == {}
    assert stored_answers(answered("ACCEPTED"), VISIT.uid, 2) == {}
