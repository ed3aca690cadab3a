"""Links: addresses on the web, as somebody types them."""

from urllib.parse import urlsplit

from ridealong.domain.errors import InvalidValue
from ridealong.domain.values import quoted, strip_blanks

_LONGEST = 2000
"""Longer ones do not work in every browser and calendar."""


def read_link(text: str) -> str:
    """An address that begins with http:// or https://, or an empty text for none; raises InvalidValue."""
    link = strip_blanks(text)
    if not link:
        return ""
    remedy = "It begins with https:// and holds no blanks, such as https://forms.office.com/r/abc"
    if len(link) > _LONGEST or not link.isprintable() or any(one.isspace() or one in '<>"' for one in link):
        raise InvalidValue(f"'{quoted(text)}' is not a link", remedy)
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise InvalidValue(f"'{quoted(text)}' is not a link", remedy)
    return link
