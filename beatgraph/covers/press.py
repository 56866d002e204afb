"""The press that draws covers."""

from dataclasses import asdict

import orjson

from beatgraph import press
from beatgraph.covers.design import Design, Rendered
from beatgraph.press import PressError

__all__ = ["Press", "PressError"]


class Press(press.Press):
    def __init__(self, *, timeout_s: float = 20.0, waiting: int = 32) -> None:
        super().__init__("beatgraph.covers.worker", "cover", pieces=2, timeout_s=timeout_s, waiting=waiting)

    async def render(self, design: Design) -> Rendered:
        png, webp = await self.make(orjson.dumps(asdict(design)))
        return Rendered(png, webp)
