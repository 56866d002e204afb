"""Waveforms in the graph."""

from typing import Any

import strawberry

from beatgraph import models
from beatgraph.services import waveforms
from resolvers.base.node import RowView


@strawberry.type(description="Shape of a sound, for drawing.")
class Waveform(RowView):
    row = models.Waveform

    sample_rate: int = strawberry.field(description="Samples a second of the sound.")
    samples_per_pixel: int = strawberry.field(description="Samples behind each pair of points.")

    @strawberry.field(description="Least and greatest sample of each stretch in turn, -128 to 127. At most 2000.")
    def points(root: Any) -> list[int]:
        return waveforms.points(root)

    @strawberry.field(description="Heights of the drawn bars, 0 to 45, the loudest one 45. At most 414.")
    def bars(root: Any) -> list[int]:
        return list(root.bars)
