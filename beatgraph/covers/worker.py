"""The drawing process."""

from collections.abc import Sequence

import orjson

from beatgraph.covers.design import Design
from beatgraph.covers.rendering import render
from beatgraph.press.serving import serve


def draw(order: bytes) -> Sequence[bytes]:
    cover = render(Design(**orjson.loads(order)))
    return (cover.png, cover.webp)


if __name__ == "__main__":
    serve(draw)
