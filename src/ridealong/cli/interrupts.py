"""Ways to be stopped from outside: Ctrl-C, a terminal that is closed, and `kill`."""

import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from ridealong.endings import ENDINGS


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """A question that any thread may ask: has the user pressed Ctrl-C?

    The solver asks it from a second thread and then stops; as soon as it has, Python raises KeyboardInterrupt here.
    """
    heard, said = socket.socketpair()
    heard.setblocking(False)
    said.setblocking(False)
    pressed = False

    def asked() -> bool:
        nonlocal pressed
        with suppress(BlockingIOError):
            pressed = pressed or not {signal.SIGINT, *ENDINGS}.isdisjoint(heard.recv(64))
        return pressed

    try:
        before = signal.set_wakeup_fd(said.fileno(), warn_on_full_buffer=False)
    except ValueError:
        # Only the main thread hears signals, so elsewhere nobody presses Ctrl-C.
        yield lambda: False
        return
    try:
        yield asked
    finally:
        signal.set_wakeup_fd(before)
        heard.close()
        said.close()


@contextmanager
def stopping_between() -> Iterator[Callable[[], bool]]:
    """A question: has the user pressed Ctrl-C? What is under way is finished first; a second Ctrl-C stops at once."""
    pressed = False

    def hear(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        if pressed:
            signal.default_int_handler(number, frame)
        pressed = True

    try:
        before = signal.signal(signal.SIGINT, hear)
    except ValueError:
        # Only the main thread hears signals, so elsewhere nobody presses Ctrl-C.
        yield lambda: False
        return
    try:
        yield lambda: pressed
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def put_off() -> Iterator[None]:
    """What comes in order to stop this process waits until the block has ended; a second Ctrl-C stops at once."""
    with stopping_between() as asked:
        yield
    if asked():
        raise KeyboardInterrupt
