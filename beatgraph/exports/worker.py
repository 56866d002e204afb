"""The printing process."""

import pickle
from collections.abc import Sequence

from beatgraph.exports.printing import printed
from beatgraph.press.serving import serve


def draw(order: bytes) -> Sequence[bytes]:
    return (printed(pickle.loads(order)),)  # noqa: S301 (the parent process wrote it)


if __name__ == "__main__":
    serve(draw)
