"""An interruption that comes while Python tidies up an object, where it drops what is raised, is heard all the same."""

import subprocess
import sys

import pytest

CALL = """
import signal
import threading

from ridealong.endings import end_as_by_ctrl_c

signal.signal(signal.SIGINT, signal.{heard})
signal.signal(signal.SIGTERM, signal.SIG_DFL)


class Dropping:
    def __del__(self):
        signal.raise_signal(signal.{number})


end_as_by_ctrl_c()
try:
    Dropping()
    threading.Event().wait(20)
except KeyboardInterrupt:
    print("heard")
"""


@pytest.mark.parametrize(
    ("heard", "number"),
    [("default_int_handler", "SIGINT"), ("default_int_handler", "SIGTERM"), ("SIG_IGN", "SIGTERM")],
)
def test_it_ends_the_program_and_prints_nothing_of_python(heard: str, number: str) -> None:
    call = [sys.executable, "-c", CALL.format(heard=heard, number=number)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("heard\n", "")


def test_what_else_python_drops_is_still_told() -> None:
    call = CALL.format(heard="default_int_handler", number="SIGINT").replace(
        "signal.raise_signal(signal.SIGINT)", "1 / 0"
    )
    call = call.replace("wait(20)", "wait(0)")
    done = subprocess.run([sys.executable, "-c", call], capture_output=True, text=True, check=False)
    assert "ZeroDivisionError" in done.stderr
