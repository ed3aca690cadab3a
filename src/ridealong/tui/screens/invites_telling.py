"""Telling people: files, mails, calendars on a server and to subscribe to; and what is done with their answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ridealong.tui.text import many, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ridealong.services.changes.placing import Placed
    from ridealong.services.desk import Desk
    from ridealong.services.invites.delivery import Delivered
    from ridealong.services.invites.export_invites import Exported
    from ridealong.services.invites.feeds import Fed
    from ridealong.services.invites.outbox import DueRow
    from ridealong.services.replies.answers import AnswerRow
    from ridealong.tui.dialogs.export_invites import Wanted
    from ridealong.tui.dialogs.progress import ProgressDialog, Reins
    from ridealong.tui.screens.invites import InvitesScreen


def fetch_answers(desk: Desk) -> tuple[AnswerRow, ...]:
    """All answers; called in a worker."""
    from ridealong.services.replies import answers  # noqa: PLC0415 - services are imported in workers only

    return answers.rows(desk)


def _uids(rows: Iterable[DueRow]) -> frozenset[str]:
    return frozenset(row.uid for row in rows)


def _telling(reins: Reins, what: str) -> Callable[[int, int], None]:
    from ridealong.tui.dialogs.progress import Step  # noqa: PLC0415 - loaded when asked for

    return lambda done, total: reins.tell(Step(done / total if total else 1, f"{done:,} of {total:,} {what}"))


# -- files ------------------------------------------------------------------------------------------------------------


def export(screen: InvitesScreen, marked: Iterable[DueRow], total: int | None) -> None:
    """Ask where to, then write what is due: what is marked, or all."""
    what = "what is due" if total is None else many(total, "invite")
    _ask_where(screen, f"Export {what}", _uids(marked), total, again=False)


def export_again(screen: InvitesScreen) -> None:
    """Ask where to, then write the last invite of every meeting again."""
    _ask_where(screen, "Export the last invites again", frozenset(), None, again=True)


def _ask_where(screen: InvitesScreen, title: str, marked: frozenset[str], total: int | None, *, again: bool) -> None:
    from ridealong.tui.dialogs.export_invites import ExportInvitesDialog  # noqa: PLC0415 - loaded when asked for

    folder = screen.folders.get("invites") or _first_folder(screen, "invites")

    def write(wanted: Wanted, then: Callable[[Exported | None], None], failed: Callable[[Exception], None]) -> None:
        screen.app.push_screen(_writing(wanted, again=again, failed=failed), then)

    def written(result: Exported | None) -> None:
        if result is not None:
            screen.folders["invites"] = str(result.directory)
            mails = f" and {many(len(result.drafts), 'mail draft')}" if result.drafts else ""
            words = f"{many(len(result.files), 'file')}{mails} written into {shown(str(result.directory))}"
            screen.notify(words, title="Exported", timeout=8, markup=False)

    if screen.writable():
        dialog = ExportInvitesDialog(title, folder, write, marked=marked, total=total, again=again)
        screen.app.push_screen(dialog, written)


def _first_folder(screen: InvitesScreen, name: str) -> str:
    """The folder that is offered at first: that of made-up people is another one."""
    return str(Path(f"demo-{name}" if screen.ridealong.door.demo else name).resolve())


def _writing(wanted: Wanted, *, again: bool, failed: Callable[[Exception], None]) -> ProgressDialog[Exported]:
    from ridealong.tui.dialogs.progress import ProgressDialog  # noqa: PLC0415 - loaded when asked for

    def job(desk: Desk, reins: Reins) -> Exported:
        from ridealong.services.invites.export_invites import export  # noqa: PLC0415 - services are imported in workers only

        tell = _telling(reins, "files")
        return export(desk, wanted.folder, again=again, only=wanted.only, progress=tell, cancelled=reins.stopped)

    return ProgressDialog("Writing invites", job, failed=failed)


def feeds(screen: InvitesScreen) -> None:
    """Ask where to, then write calendars to subscribe to."""
    from ridealong.tui.dialogs.folder import FolderDialog  # noqa: PLC0415 - loaded when asked for

    words = (
        "A calendar for each person, team and program, in the folders people, teams and programs. Put the folder on a "
        "web server that only the right people reach, and write again after changes: what did not change is left alone."
    )
    folder = screen.folders.get("feeds") or _first_folder(screen, "calendars")

    def answered(where: Path | None) -> None:
        if where is not None:
            screen.folders["feeds"] = str(where)
            _write_feeds(screen, where)

    screen.app.push_screen(FolderDialog("Write calendars to subscribe to", words, folder), answered)


def _write_feeds(screen: InvitesScreen, folder: Path) -> None:
    from ridealong.tui.dialogs.progress import ProgressDialog  # noqa: PLC0415 - loaded when asked for

    def job(desk: Desk, reins: Reins) -> Fed:
        from ridealong.services.invites.feeds import write_feeds  # noqa: PLC0415 - services are imported in workers only

        return write_feeds(desk, folder, progress=_telling(reins, "calendars"), cancelled=reins.stopped)

    def written(result: Fed | None) -> None:
        if result is not None:
            words = f"{many(len(result.written), 'calendar')} written into {shown(str(result.directory))}"
            screen.notify(f"{words}, {result.unchanged:,} unchanged", title="Calendars", timeout=8, markup=False)

    dialog: ProgressDialog[Fed] = ProgressDialog("Writing calendars", job, writes=False)
    screen.app.push_screen(dialog, written)


# -- servers ----------------------------------------------------------------------------------------------------------


def send(screen: InvitesScreen, marked: Iterable[DueRow]) -> None:
    """Ask, then send by mail what is marked, or all that is due."""
    from ridealong.tui.dialogs.send_mail import SendMailDialog  # noqa: PLC0415 - loaded when asked for

    only = _uids(marked) or None

    def job(desk: Desk, reins: Reins) -> Delivered:
        from ridealong.services.invites import send_invites  # noqa: PLC0415 - services are imported in workers only

        tell, mail = _telling(reins, "mails"), desk.config.mail
        return send_invites.send(desk, mail, only=only, progress=tell, cancelled=reins.stopped, terminal=False)

    def answered(yes: bool | None) -> None:
        if yes:
            _deliver(screen, "Sending invites", "Sent by mail", job)

    if screen.writable():
        screen.app.push_screen(SendMailDialog(only), answered)


def caldav(screen: InvitesScreen, marked: Iterable[DueRow]) -> None:
    """Ask, then put what is marked, or all that is due, into a calendar on a server."""
    from ridealong.tui.dialogs.caldav import CalDavDialog  # noqa: PLC0415 - loaded when asked for

    only = _uids(marked) or None

    def job(desk: Desk, reins: Reins) -> Delivered:
        from ridealong.services.invites import caldav_invites as service  # noqa: PLC0415 - imported in workers only

        with service.signed_in(service.chosen(desk.config.caldav)) as calendar:
            tell = _telling(reins, "invites")
            return service.deliver(desk, calendar, only=only, progress=tell, cancelled=reins.stopped)

    def answered(yes: bool | None) -> None:
        if yes:
            _deliver(screen, "Putting invites into the calendar", "Put into the calendar", job)

    if screen.writable():
        screen.app.push_screen(CalDavDialog(only), answered)


def _deliver(screen: InvitesScreen, title: str, done: str, job: Callable[[Desk, Reins], Delivered]) -> None:
    """Do it with its progress, then say what became of the invites; what was sent before a stop is named."""
    from ridealong.tui.dialogs.progress import ProgressDialog  # noqa: PLC0415 - loaded when asked for
    from ridealong.tui.dialogs.send_mail import failure_words, mailed_words, sent_words  # noqa: PLC0415 - as above
    from ridealong.tui.dialogs.why import words_dialog  # noqa: PLC0415 - loaded when asked for

    def delivered(result: Delivered | None) -> None:
        if result is None:
            return
        screen.due.table.unmark()
        screen.notify(mailed_words(result), title=done, timeout=8, markup=False)
        if result.failed:
            screen.app.push_screen(words_dialog("Not sent, and still due", failure_words(result)))
        if result.stopped and result.sent:
            screen.app.push_screen(words_dialog("Stopped", sent_words(result)))

    dialog: ProgressDialog[Delivered] = ProgressDialog(title, job)
    screen.app.push_screen(dialog, delivered)


# -- answers ----------------------------------------------------------------------------------------------------------


def answer(screen: InvitesScreen, row: AnswerRow) -> None:
    """Write down what somebody has answered."""
    from ridealong.tui.dialogs.answer import AnswerDialog  # noqa: PLC0415 - loaded when asked for

    def done(words: str | None) -> None:
        if words:
            screen.ridealong.done(shown(words))

    if screen.writable():
        screen.app.push_screen(AnswerDialog(row), done)


def candidates(screen: InvitesScreen, row: AnswerRow) -> None:
    """Rank everybody who could be there instead; once somebody is, the outbox shows whom to tell."""
    from ridealong.tui.dialogs.candidates import CandidatesDialog  # noqa: PLC0415 - loaded when asked for

    async def placed(found: Placed | None) -> None:
        if found is not None:
            await screen.show_view("due")

    if row.team:
        screen.notify("Whoever else could take the slot stands with the team", timeout=4, markup=False)
        return
    if row.round is None:
        screen.notify("This pairing came with a history file and has no place in a plan", timeout=4, markup=False)
        return
    dialog = CandidatesDialog(row.other, row.other_name, row.program, row.round, replacing=row.pairing)
    screen.app.push_screen(dialog, placed)
