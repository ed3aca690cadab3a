"""What is said of files and mail boxes without replies, and of those that are too large."""

import mailbox
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ridealong.calendars.mail_parts import MailReader
from ridealong.calendars.mailboxes import Part, Unread, calendar_parts
from ridealong.calendars.reply_calendars import MOST_OCTETS
from ridealong.domain.errors import Interrupted, UnreadableFile
from thorough import examples, thorough_only

from .made_mails import REPLY, mail, written, wrong
from .made_replies import FILES, reply

# What cannot be read


@pytest.mark.parametrize(
    ("data", "said"),
    # Named here, since a mail has a boundary made by chance, and the names must stay the same.
    [
        pytest.param(b"", "is empty", id="nothing"),
        pytest.param(b"\r\n \r\n", "is empty", id="blanks"),
        pytest.param(b"\0" * 100, "is empty", id="zeros"),
        pytest.param(b"\x78\x9f\x3e\x22" + b"\1" * 50, "winmail.dat", id="tnef"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\1" * 50, ".msg", id="msg"),
        pytest.param(b"PK\x03\x04" + b"\1" * 50, "zip", id="zip"),
        pytest.param(b"\x1f\x8b" + b"\1" * 50, "gzip", id="gzip"),
        pytest.param(b"Dear Pat,\nyes.\n", "neither a calendar nor a mail", id="letter"),
        pytest.param(bytes(range(1, 256)) * 20, "neither a calendar nor a mail", id="octets"),
        pytest.param(mail().as_bytes(), "the mail has no calendar", id="mail"),
        pytest.param(
            b"From ana@x.example Tue Jan  5 11:15:00 2027\n" + mail().as_bytes(),
            "the mail has no calendar",
            id="mbox-of-one",
        ),
        pytest.param(
            b"\n\nFrom a Tue Jan  5 11:15:00 2027\nFrom: a\n\nFrom b Tue Jan  5 11:15:00 2027\n",
            "none of its 2 mails",
            id="mbox-of-two",
        ),
        pytest.param(
            b"From: a\nContent-Type: application/ms-tnef; name=winmail.dat\n\nxxx", "winmail.dat", id="mail-with-tnef"
        ),
    ],
)
def test_a_file_of_no_use_is_named_with_the_reason(tmp_path: Path, data: bytes, said: str) -> None:
    path = written(tmp_path / "file", data)
    message = wrong(path)
    assert message.startswith(str(path))
    assert said in message


def test_a_path_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    assert "does not exist" in wrong(tmp_path / "nothing.ics")
    assert "folder is empty" in wrong(tmp_path)
    mailbox.Maildir(tmp_path / "box")
    assert "mail box is empty" in wrong(tmp_path / "box")
    assert "cannot be read" in wrong(Path("a\0b.ics"))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "neither a file nor a folder" in wrong(tmp_path / "pipe")


@pytest.mark.skipif(os.geteuid() == 0, reason="an administrator may read everything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    written(tmp_path / "a.ics", REPLY).chmod(0)
    assert "permission denied" in wrong(tmp_path / "a.ics")


def test_a_calendar_of_100_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    path = written(tmp_path / "a.ics", REPLY)
    os.truncate(path, 100_000_000)
    read = []
    (one,) = calendar_parts(path, lambda done, total: read.append((done, total)))
    assert isinstance(one, Unread)
    assert "too large to be a reply" in str(one.problem)
    assert read == [(100_000_000, 100_000_000)]


@pytest.mark.parametrize("transfer", [pytest.param("base64", marks=thorough_only), "8bit"])
def test_a_part_that_is_too_large_is_refused_and_the_others_are_read(tmp_path: Path, transfer: str) -> None:
    large = mail(reply("COMMENT:" + "\r\n ".join(["x" * 70] * (MOST_OCTETS // 70))), REPLY, transfer=transfer)
    first, second = calendar_parts(written(tmp_path / "a.eml", large.as_bytes()))
    assert isinstance(first, Unread)
    assert "too large to be a reply" in str(first.problem)
    assert isinstance(second, Part)


@thorough_only
def test_a_mail_box_of_any_size_takes_little_memory(tmp_path: Path) -> None:
    picture = b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n" + b"x" * 10_000 + b"\n"
    one = b"From a@x.example Tue Jan  5 11:15:00 2027\nFrom: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n"
    one += (b"--b\n" + picture) * 10 + b"--b\nContent-Type: text/calendar\n\n" + REPLY + b"--b--\n\n"
    path = tmp_path / "box"
    with path.open("wb") as file:
        for _ in range(500):
            file.write(one)
    program = (
        "import resource, sys, pathlib\n"
        "from ridealong.calendars.mailboxes import Part, calendar_parts\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "assert sum(isinstance(one, Part) for one in calendar_parts(pathlib.Path(sys.argv[1]))) == 500\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    assert path.stat().st_size > 50_000_000
    assert int(done.stdout) < 20


# Progress


def test_the_reading_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    written(tmp_path / "a.eml", mail(REPLY).as_bytes())
    written(tmp_path / "b.ics", REPLY)
    steps: list[tuple[int, int]] = []
    list(calendar_parts(tmp_path, lambda done, total: steps.append((done, total))))
    total = sum(path.stat().st_size for path in tmp_path.iterdir())
    assert steps == sorted(steps)
    assert steps[-1] == (total, total)

    def stop(_done: int, _total: int) -> None:
        raise Interrupted("Stopped")

    with pytest.raises(Interrupted):
        list(calendar_parts(tmp_path, stop))


# Anything at all


def _lines(data: bytes) -> Iterator[bytes]:
    yield from data.splitlines(keepends=True)


@settings(max_examples=examples(300), deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                b"--b\n",
                b"--b--\n",
                b"--c\r\n",
                b"\n",
                b"From: a@x.example\n",
                b"Date: x\n",
                b"Content-Type: multipart/mixed; boundary=b\n",
                b'Content-Type: multipart/mixed; boundary*0="c"; boundary*1\n',
                b"Content-Type: message/rfc822\n",
                b"Content-Type: text/calendar; charset*=x'y'%ff; method*0=a; method*2*=%\n",
                b"Content-Disposition: attachment; filename*=utf-8''%E9.ics\n",
                b"Content-Transfer-Encoding: base64\n",
                b"Content-Transfer-Encoding: quoted-printable\n",
                b"BEGIN:VCALENDAR\n",
                b"=ZZ=\n",
                b">From x\n",
                b"From x Tue Jan 05 10:00:00 2027\n",
            ]
        )
        | st.binary(max_size=30),
        max_size=40,
    )
)
def test_any_lines_are_a_mail_with_or_without_parts(lines: list[bytes]) -> None:
    reader = MailReader(quoted_from=True)
    parts = [part for line in _lines(b"".join(lines)) for part in reader.feed(line)]
    for part in [*parts, *reader.close()]:
        assert isinstance(part, UnreadableFile) or isinstance(part.data, bytes)


@settings(max_examples=examples(100), deadline=None)
@given(st.sampled_from(sorted(FILES.glob("*.ics"))), st.binary(max_size=60), st.integers(0, 3000))
def test_any_file_gives_parts_or_says_why_not(
    tmp_path_factory: pytest.TempPathFactory, sample: Path, octets: bytes, place: int
) -> None:
    data = mail(sample.read_bytes()).as_bytes() if place % 2 else sample.read_bytes()
    path = written(tmp_path_factory.getbasetemp() / "any", data[:place] + octets + data[place:])
    for one in calendar_parts(path):
        assert isinstance(one, Part | Unread)
