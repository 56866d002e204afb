"""The drawing process: one design after another until its input ends."""

import os
import signal
import sys
import threading
from queue import SimpleQueue
from typing import BinaryIO

import orjson

from beatgraph.covers.design import Design
from beatgraph.covers.rendering import render
from beatgraph.covers.wire import LENGTH, frame

NICENESS = 5


def listen(source: BinaryIO, wanted: "SimpleQueue[Design]") -> None:
    """Pass designs on; when the server is gone, so is this process, even in the middle of a cover."""
    while head := source.read(LENGTH.size):
        wanted.put(Design(**orjson.loads(source.read(LENGTH.unpack(head)[0]))))
    os._exit(0)


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(NICENESS)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    wanted: SimpleQueue[Design] = SimpleQueue()
    threading.Thread(target=listen, args=(sys.stdin.buffer, wanted), daemon=True).start()
    answers.write(frame(b""))
    answers.flush()
    while True:
        cover = render(wanted.get())
        answers.write(frame(cover.png) + frame(cover.webp))
        answers.flush()


if __name__ == "__main__":
    main()
