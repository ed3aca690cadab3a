"""Short ways to publish, and to send what is then due to a server of the tests."""

from collections.abc import Callable
from dataclasses import replace

from conftest import CONFIG
from mail_server import HOST, MailServer
from ridealong.config import Mail
from ridealong.services.desk import Desk
from ridealong.services.invites import send_invites
from ridealong.services.invites.delivery import Delivered
from ridealong.services.paging import Progress
from ridealong.services.plans import plans
from ridealong.services.publishing import publishing
from services.conftest import ride_alongs

KIM = replace(CONFIG, coordinator="kim")


def publish(desk: Desk) -> None:
    name = ride_alongs(desk, rounds=1)
    plans.plan(desk, name)
    publishing.publish(desk, name)


def send(
    desk: Desk,
    server: MailServer,
    *,
    limit: int | None = None,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    wait: Callable[[float], None] = lambda _seconds: None,
) -> Delivered:
    settings = Mail(HOST, server.port)
    return send_invites.send(desk, settings, limit=limit, progress=progress, cancelled=cancelled, wait=wait)
