"""The screens in a web browser: the main job by real keys and clicks, and who is let in."""

import json
import subprocess
import sys
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

from thorough import thorough_only

from .conftest import Served

if TYPE_CHECKING:
    from .driving import Browser

TOKEN = "a-token-of-more-than-sixteen"
Serve = Callable[..., Served]


def answer(url: str, **headers: str) -> int:
    """The status with which a call is answered in the end; cookies are kept on the way there, as in a browser."""
    try:
        with build_opener(HTTPCookieProcessor()).open(Request(url, headers=headers)) as found:
            return int(found.status)
    except HTTPError as error:
        return error.code


def processes_of(served: Served) -> str:
    found = subprocess.run(
        ["ps", "--ppid", str(served.process.pid), "-o", "args="], capture_output=True, text=True, check=False
    )
    return found.stdout


def everything_under(process: int) -> list[int]:
    """The processes that one has started, and those that these have."""
    found = subprocess.run(["ps", "--ppid", str(process), "-o", "pid="], capture_output=True, text=True, check=False)
    mine = [int(one) for one in found.stdout.split()]
    return [*mine, *(other for one in mine for other in everything_under(one))]


@thorough_only
def test_the_demo_is_planned_and_published_by_keys_and_clicks(serve: Serve, browser: "Browser") -> None:
    served = serve("--demo", "--size", "pilot")
    browser.page.goto(served.url)
    browser.sees("1 Today")

    browser.press("3", then="Plan ›")
    browser.sees("drafts")
    browser.press("r", then="Planned")
    browser.sees("No plan can be better")
    browser.press("P", then="Publish Ride-alongs")
    # One sponsor has not agreed: the journal keeps why it is published all the same.
    browser.click("why it is published", then="Why without")
    browser.page.keyboard.type("agreed by phone")
    browser.sees("agreed by phone")
    browser.click(r"Publish \d+ pairings?", then="Published")
    browser.click("6 Invites", then="due")
    browser.click("2 People", then="Name")
    browser.page.keyboard.press("u")
    browser.sees("Undone")

    ours = urlsplit(served.url).netloc
    assert {urlsplit(url).netloc for url in browser.asked} == {ours}, "the page asks somebody else"


@thorough_only
def test_the_page_says_so_when_the_screens_are_left_or_the_server_ends(serve: Serve, browser: "Browser") -> None:
    served = serve("--demo", "--size", "tiny")
    browser.page.goto(served.url)
    browser.sees("1 Today")
    browser.page.keyboard.press("q")
    browser.page.get_by_role("alert").wait_for(state="visible")
    browser.until(lambda: "ridealong" not in processes_of(served), "the screens have not ended")

    browser.page.get_by_role("button", name="Open again").click()
    browser.until(lambda: "ridealong" in processes_of(served), "no screens are opened again")
    browser.page.get_by_role("alert").wait_for(state="hidden")
    browser.until(lambda: "1 Today" in browser.text, "the screens do not come")
    assert served.stop() == 0
    browser.page.get_by_role("alert").wait_for(state="visible")


@thorough_only
def test_the_screens_end_with_a_server_that_is_killed(serve: Serve, browser: "Browser") -> None:
    served = serve("--demo", "--size", "tiny")
    browser.page.goto(served.url)
    browser.sees("1 Today")
    screens = everything_under(served.process.pid)
    assert screens
    served.process.kill()
    browser.until(lambda: not any(Path(f"/proc/{one}").exists() for one in screens), "the screens go on alone")


def test_a_token_is_asked_for_and_leaves_the_address_at_once(serve: Serve, browser: "Browser") -> None:
    served = serve("--demo", "--size", "tiny", "--token", TOKEN)
    bare = served.url.partition("?")[0]
    assert served.url.endswith(f"?token={TOKEN}")
    assert [
        answer(bare),
        answer(f"{bare}ws"),
        answer(f"{bare}?token=another"),
        answer(f"{bare}static/js/textual.js"),
    ] == [403] * 4

    browser.page.goto(served.url)
    browser.sees("1 Today")
    assert browser.page.url == bare
    assert browser.page.evaluate("document.cookie") == "", "a script of the page can read the token"


@thorough_only
def test_a_link_on_another_page_opens_the_screens_with_the_token_of_before(serve: Serve, browser: "Browser") -> None:
    served = serve("--demo", "--size", "tiny", "--token", TOKEN)
    bare = served.url.partition("?")[0]
    elsewhere = served.url.replace("127.0.0.1", "localhost")  # for a browser, a page of another site
    browser.page.goto(served.url)
    browser.sees("1 Today")

    for link in (served.url, bare):
        browser.page.goto(elsewhere)
        browser.page.evaluate(f"window.location.assign('{link}')")
        browser.page.wait_for_url(bare)
        browser.page.locator("#terminal").wait_for(state="attached")


@thorough_only
def test_what_is_no_token_and_no_page_is_refused_and_not_an_error(serve: Serve) -> None:
    served = serve("--demo", "--token", TOKEN)
    bare = served.url.partition("?")[0]
    assert answer(bare, Cookie="ridealong-token=\xff\xfe") == 403
    assert answer(f"{served.url.replace('/?', '/ws?')}", Origin="http://[") == 403
    with pytest.raises(HTTPError) as refused:
        build_opener().open(bare)
    assert refused.value.headers["X-Frame-Options"] == "DENY"
    assert refused.value.headers["Cache-Control"] == "no-store"


@thorough_only
def test_who_needs_no_token_is_given_none(serve: Serve) -> None:
    served = serve("--demo")
    with build_opener(HTTPCookieProcessor()).open(f"{served.url}?token=from-a-link-of-somebody") as found:
        assert found.url == served.url, "what stood in the address is still there"
    address = urlsplit(served.url).netloc
    connection = HTTPConnection(address)
    connection.request("GET", "/?token=from-a-link-of-somebody")
    moved = connection.getresponse()
    assert (moved.status, moved.headers["Location"], moved.headers["Set-Cookie"]) == (303, "./", None)


@thorough_only
def test_only_our_own_page_and_name_are_answered(serve: Serve) -> None:
    served = serve("--demo")
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    assert answer(served.url) == 200
    assert answer(served.url, Host="elsewhere.example") == 403
    assert answer(f"{served.url}ws", **upgrade, Origin="http://elsewhere.example") == 403
    assert answer(f"{served.url}ws", **upgrade, Origin="null") == 403
    assert "ridealong" not in processes_of(served)


def test_elsewhere_than_on_this_machine_a_token_is_made_up(serve: Serve) -> None:
    served = serve("--demo", "--host", "0.0.0.0", "--json")
    url = json.loads(served.url)["url"]
    assert len(url.partition("?token=")[2]) >= 24
    port = urlsplit(url).port
    assert answer(f"http://127.0.0.1:{port}/") == 403
    assert answer(f"http://127.0.0.1:{port}/?{urlsplit(url).query}") == 200


@thorough_only
def test_what_a_proxy_lets_in_shows_a_token_too(serve: Serve) -> None:
    served = serve("--demo", "--public-url", "https://ride.company.example/")
    assert served.url.startswith("https://ride.company.example/?token=")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--token", "short"], "at least 16"),
        pytest.param(["--token", "with blanks and; other=signs"], "at least 16", marks=thorough_only),
        (["--public-url", "ride.company.example"], "is no URL of a web page"),
        pytest.param(["--public-url", "http://["], "is no URL of a web page", marks=thorough_only),
        pytest.param(["--port", "70000"], "70000", marks=thorough_only),
        pytest.param(["--host", "no such host"], "Cannot listen at no such host", marks=thorough_only),
        pytest.param(["--host", "x" * 70 + ".example"], "no machine can have that name", marks=thorough_only),
        pytest.param(["--db", "missing-folder/x.db"], "missing-folder", marks=thorough_only),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_served(options: list[str], words: str, tmp_path: Path) -> None:

    done = subprocess.run(
        [sys.executable, "-m", "ridealong", "serve", *options],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode in (1, 2)
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
