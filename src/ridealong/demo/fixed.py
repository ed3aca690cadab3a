"""What would differ from one run to the next, set to what it always is in the demo."""

from uuid import NAMESPACE_DNS, uuid5

from ridealong.demo.names import DOMAIN
from ridealong.services.desk import Desk
from ridealong.services.identity import set_identity


def fix_identity(desk: Desk, size: str) -> None:
    """Give a new database the identity that the demo of that size always has, so that its UIDs stay the same."""
    set_identity(desk, uuid5(NAMESPACE_DNS, f"{size}.demo.{DOMAIN}"))
