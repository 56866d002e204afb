"""The worker process: decodes files that nobody trusts, within limits, one after another until its input ends."""

import os
import resource
import signal
import sys
import threading
from queue import SimpleQueue
from typing import Any, BinaryIO

import orjson

from beatgraph.audio.errors import AudioError
from beatgraph.audio.genres import counted_as_usual
from beatgraph.audio.sounds import Clips, Examination, Fingerprint, Sound, Tags
from beatgraph.audio.tags import read_tags
from beatgraph.audio.wire import ACCEPTED, LENGTH, Fields, fields_of, frame

OPEN_FILES = 64


def limit(memory_mb: int, niceness: int) -> None:
    """Bound what a hostile file can take; nothing may be written to any file."""
    os.nice(niceness)
    memory = memory_mb * 1024 * 1024
    for what, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
    ):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard),) * 2)


def allow(cpu_s: float) -> None:
    """Let this process use so many more seconds of CPU before the system ends it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    most = int(used.ru_utime + used.ru_stime + cpu_s) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def listen(requests: SimpleQueue[Any]) -> None:
    """Pass on requests; when the server is gone, so is this process, even in the middle of a file."""
    source = sys.stdin.buffer
    while head := source.read(LENGTH.size):
        requests.put(orjson.loads(source.read(LENGTH.unpack(head)[0])))
    os._exit(0)


def answer(request: dict[str, Any]) -> Sound | Tags | Fingerprint | Examination | Clips:
    from beatgraph.audio import clips, decoding, listening

    path, bpm_range = request["path"], request["bpm_range"]
    match request["verb"]:
        case "probe":
            return decoding.probe(path)
        case "read_tags":
            return read_tags(path)
        case "fingerprint":
            return listening.fingerprint(path)
        case "clips":
            return Clips(tuple(clips.cut(path, request["starts_ms"], request["length_ms"])))
        case _:
            analysis, tags = listening.analyse(path, bpm_range=tuple(bpm_range) if bpm_range else None), read_tags(path)
            return Examination(analysis if bpm_range else counted_as_usual(analysis, tags.genres), tags)


def serve(requests: SimpleQueue[Any], answers: BinaryIO) -> None:
    while True:
        request = requests.get()
        answers.write(ACCEPTED)
        answers.flush()
        allow(request["cpu_s"])
        reply: Fields
        try:
            reply = {"answer": fields_of(answer(request))}
        except AudioError as error:
            reply = {"reason": error.reason, "message": error.message}
        except MemoryError:
            reply = {"reason": "unreadable", "message": "The file needs more memory than it may have."}
        except Exception as error:
            reply = {"reason": "unreadable", "message": f"The file cannot be read ({type(error).__name__})."}
        answers.write(frame(reply))
        answers.flush()


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    memory_mb, niceness = map(int, sys.argv[1:])
    limit(memory_mb, niceness)
    requests: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=listen, args=(requests,), daemon=True).start()
    from beatgraph.audio import listening  # noqa: F401  (warm before the first request, cold for whoever imports this module)

    serve(requests, answers)


if __name__ == "__main__":
    main()
