"""The other end of a press: one order after another until the input ends."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from typing import BinaryIO

from beatgraph.press.wire import LENGTH, frame

NICENESS = 5


def serve(make: Callable[[bytes], Sequence[bytes]]) -> None:
    """Answer each order with what `make` makes of it; an exception ends the process, and its order fails."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICENESS)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    orders: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, orders), daemon=True).start()
    answers.write(frame(b""))
    answers.flush()
    while True:
        answers.write(b"".join(map(frame, make(orders.get()))))
        answers.flush()


def _listen(source: BinaryIO, orders: "SimpleQueue[bytes]") -> None:
    """Pass orders on; when the server is gone, so is this process, even in the middle of one."""
    while head := source.read(LENGTH.size):
        orders.put(source.read(LENGTH.unpack(head)[0]))
    os._exit(0)
