"""Where calendars are found: in files, mails, mail boxes and folders of every kind."""

import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest

from ridealong.calendars.mailboxes import Part, calendar_parts

from .made_mails import REPLY, SENT, found, mail, same, written
from .made_replies import read_replies, reply

# One file


@pytest.mark.parametrize("name", ["reply.ics", "reply.txt", "reply"])
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"\r\n \r\n"], ids=["nothing", "a mark", "blank lines"])
def test_a_calendar_is_told_by_what_is_in_it(tmp_path: Path, name: str, before: bytes) -> None:
    path = written(tmp_path / name, before + REPLY)
    assert found(path) == [Part(str(path), before + REPLY)]


def test_a_calendar_in_utf_16_is_one_too(tmp_path: Path) -> None:
    (part,) = found(written(tmp_path / "a.ics", REPLY.decode().encode("utf-16")))
    assert read_replies(part.data)[0].comment == "früh"


@pytest.mark.parametrize("name", ["reply.eml", "reply.txt", "reply.ics"])
@pytest.mark.parametrize("end", [b"\r\n", b"\n"], ids=["CRLF", "LF"])
@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf", b"1234\n", b"\n"], ids=["nothing", "a mark", "a count", "LF"])
def test_a_mail_is_told_by_what_is_in_it(tmp_path: Path, name: str, end: bytes, before: bytes) -> None:
    path = written(tmp_path / name, before + mail(REPLY).as_bytes().replace(b"\r\n", end))
    (part,) = found(path)
    assert (part.source, part.sender, part.sent, part.method) == (str(path), "ana@x.example", SENT, "REPLY")
    assert same(part.data) == same(REPLY)


@pytest.mark.parametrize("transfer", ["base64", "quoted-printable", "8bit"])
def test_any_transfer_encoding_is_undone(tmp_path: Path, transfer: str) -> None:
    (part,) = found(written(tmp_path / "a.eml", mail(REPLY, transfer=transfer).as_bytes()))
    assert read_replies(part.data)[0].comment == "früh"


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16le", "utf-16-le"),
        ("iso-8859-1", "latin-1"),
        ("iso-8859-1", "utf-8"),
        ("windows-1252", "cp1252"),
        ("us-ascii", "utf-8"),
        ("us-ascii", "latin-1"),
        ("no-such-thing", "utf-8"),
        ("punycode", "utf-8"),
        ("", "latin-1"),
    ],
)
def test_any_charset_is_read_said_or_not_said_or_said_wrong(tmp_path: Path, said: str, encoding: str) -> None:
    head = (
        f"From: a@x.example\r\nContent-Type: text/calendar; charset={said}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    (part,) = found(written(tmp_path / "a.eml", head.encode() + REPLY.decode().encode(encoding)))
    assert read_replies(part.data)[0].comment == "früh"


@pytest.mark.parametrize(
    ("charset", "text"),
    [("koi8-r", "да"), ("shift_jis", "はい"), ("iso-2022-jp", "はい"), ("gb18030", "好的"), ("big5", "好的")],
)
def test_other_alphabets_are_read_as_the_mail_says(tmp_path: Path, charset: str, text: str) -> None:
    head = f"From: a@x.example\r\nContent-Type: text/calendar; charset={charset}\r\n\r\n"
    data = reply(f"COMMENT:{text}").decode().encode(charset)
    (part,) = found(written(tmp_path / "a.eml", head.encode() + data))
    assert read_replies(part.data)[0].comment == text


@pytest.mark.parametrize(
    "head",
    [
        'Content-Type: application/octet-stream; name="Invite.ICS"',
        'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="invite.ics"',
        "Content-Type: application/ics",
        "content-type: TEXT/Calendar; METHOD=reply",
        "Content-Type: application/octet-stream;\r\n name*=utf-8''r%C3%A9ponse.ics",
    ],
)
def test_a_calendar_is_found_by_its_type_or_its_name(tmp_path: Path, head: str) -> None:
    (part,) = found(written(tmp_path / "a.eml", f"From: a@x.example\r\n{head}\r\n\r\n".encode() + REPLY))
    assert read_replies(part.data)


@pytest.mark.parametrize(
    ("head", "address"),
    [
        ("Ana Lima <ana@x.example>", "ana@x.example"),
        ("ana@x.example", "ana@x.example"),
        ("ana@x.example (Ana Lima)", "ana@x.example"),
        ('"Lima, Ana <old@x.example>" <Ana@x.example>', "Ana@x.example"),
        ("Lima, Ana <ana@x.example>", "ana@x.example"),
        ("=?utf-8?q?An=C3=A1?= <ana@x.example>", "ana@x.example"),
        ("Aná < ana@x.example >", "ana@x.example"),
        ("nobody", ""),
        ("", ""),
    ],
)
def test_the_sender_is_the_address_in_from(tmp_path: Path, head: str, address: str) -> None:
    data = f"Subject: x\r\nFrom: {head}\r\nContent-Type: text/calendar\r\n\r\n".encode() + REPLY
    (part,) = found(written(tmp_path / "a.eml", data))
    assert part.sender == address


@pytest.mark.parametrize("date", ["", "Date: soon\r\n", "Date: Tue, 99 Jan 2027 99:99:99 +9999\r\n"])
def test_a_date_that_is_none_is_left_out(tmp_path: Path, date: str) -> None:
    data = f"From: a@x.example\r\n{date}Content-Type: text/calendar\r\n\r\n".encode() + REPLY
    (part,) = found(written(tmp_path / "a.eml", data))
    assert part.sent is None


def test_the_same_calendar_twice_in_a_mail_counts_once(tmp_path: Path) -> None:
    twice = mail(REPLY)
    twice.add_attachment(REPLY, maintype="application", subtype="ics", filename="invite.ics")
    twice.add_attachment(reply("UID:b@x"), maintype="application", subtype="ics", filename="other.ics")
    assert len(found(written(tmp_path / "a.eml", twice.as_bytes()))) == 2


def test_a_mail_that_is_attached_has_its_own_sender(tmp_path: Path) -> None:
    outer = mail(sender="pat@company.example")
    outer.add_attachment(mail(REPLY))
    outer.add_attachment(reply("UID:b@x").decode(), subtype="calendar")
    parts = found(written(tmp_path / "a.eml", outer.as_bytes()))
    assert [part.sender for part in parts] == ["ana@x.example", "pat@company.example"]


def test_a_mail_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    data = mail(REPLY, reply("UID:b@x")).as_bytes()
    parts = found(written(tmp_path / "a.eml", data[: data.rindex(b"Content-Type: text/calendar") + 300]))
    assert read_replies(parts[0].data)
    assert len(parts) == 2


# Mail boxes and folders


def mbox_of(path: Path, *messages: EmailMessage) -> Path:
    box = mailbox.mbox(path)
    for message in messages:
        box.add(mailbox.mboxMessage(message))
    box.close()
    return path


def test_an_mbox_gives_the_calendars_of_its_mails_with_their_places(tmp_path: Path) -> None:
    path = mbox_of(tmp_path / "Inbox", mail(REPLY), mail(), mail(reply("UID:b@x"), sender="ben@x.example"))
    assert [(part.source, part.sender) for part in found(path)] == [
        (f"{path}, message 1", "ana@x.example"),
        (f"{path}, message 3", "ben@x.example"),
    ]


def test_an_mbox_may_have_any_line_ends_and_separators(tmp_path: Path) -> None:
    one = mail(REPLY).as_bytes()
    separators = [
        b"From - Tue Jan 05 11:15:00 2027\r\n",
        b"From 1700000000000000000@xxx Tue Jan 05 11:15:00 +0000 2027\r\n",
        b"From ana@x.example  Tue Jan  5 11:15:00 2027\r\n",
    ]
    data = b"\r\n".join(separator + one for separator in separators)
    assert len(found(written(tmp_path / "a", data))) == 3
    assert len(found(written(tmp_path / "b", data.replace(b"\r\n", b"\n")))) == 3


def test_a_mail_after_one_that_was_cut_off_is_read(tmp_path: Path) -> None:
    separator = b"From ana@x.example Tue Jan  5 11:15:00 2027\n"
    whole = mail(REPLY).as_bytes()
    data = separator + whole[: whole.index(b"Content-Type: text/calendar")] + separator + whole
    (part,) = found(written(tmp_path / "a", data))
    assert part.source.endswith("message 2")


def test_lines_that_an_mbox_has_quoted_are_unquoted(tmp_path: Path) -> None:
    data = reply("COMMENT:See you", " ").replace(b"See you\r\n \r\n", b"See you\r\nFrom here it is far\r\n")
    message = mail(data, transfer="8bit")
    (part,) = found(mbox_of(tmp_path / "a", message))
    assert b"\nFrom here" in part.data.replace(b"\r\n", b"\n")


def test_a_maildir_gives_the_calendars_of_new_and_seen_mails(tmp_path: Path) -> None:
    box = mailbox.Maildir(tmp_path / "box")
    box.add(mailbox.MaildirMessage(mail(REPLY)))
    seen = mailbox.MaildirMessage(mail(reply("UID:b@x"), sender="ben@x.example"))
    seen.set_subdir("cur")
    box.add(seen)
    written(tmp_path / "box" / "tmp" / "1", mail(reply("UID:c@x")).as_bytes())
    assert [part.sender for part in found(tmp_path / "box")] == ["ben@x.example", "ana@x.example"]


def test_a_folder_gives_what_is_in_its_files_and_folders_in_order(tmp_path: Path) -> None:
    written(tmp_path / "b.ics", REPLY)
    written(tmp_path / "a.eml", mail(REPLY).as_bytes())
    written(tmp_path / "c" / "Inbox", mbox_of(tmp_path / "aside", mail(REPLY)).read_bytes())
    (tmp_path / "aside").unlink()
    mailbox.Maildir(tmp_path / "d").add(mailbox.MaildirMessage(mail(REPLY)))
    written(tmp_path / ".hidden.ics", REPLY)
    names = [part.source.removeprefix(f"{tmp_path}/").split("/")[0] for part in found(tmp_path)]
    assert names == ["a.eml", "b.ics", "c", "d"]


def test_a_folder_that_holds_itself_comes_to_an_end(tmp_path: Path) -> None:
    written(tmp_path / "a.ics", REPLY)
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert len(found(tmp_path)) == 1


def test_what_is_wrong_with_one_file_stops_no_other(tmp_path: Path) -> None:
    written(tmp_path / "a.ics", b"")
    written(tmp_path / "b.ics", REPLY)
    written(tmp_path / "c.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
    for name in ("d.png", "e.txt", "f.txt", "g.txt"):
        written(tmp_path / name, b"\x89PNG nothing")
    parts = list(calendar_parts(tmp_path))
    assert [isinstance(part, Part) for part in parts] == [False, True, False, False]
    assert "4 files are neither calendar nor mail: d.png, e.txt, f.txt, ..." in str(parts[-1])
