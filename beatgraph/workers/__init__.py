"""The functions behind the names of jobs: beside the doors, they call services."""

from beatgraph.workers import (
    analyses,
    exports,
    fingerprints,
    levels,
    months,
    partitions,
    placements,
    salts,
    scores,
    standings,
)
from beatgraph.workshop import Workshop


def register(workshop: Workshop) -> None:
    """Tell the job engine what to run; before it starts."""
    analyses.register(workshop)
    exports.register(workshop)
    fingerprints.register(workshop)
    months.register(workshop)
    partitions.register(workshop)
    placements.register(workshop)
    salts.register(workshop)
    scores.register(workshop)
    standings.register(workshop)
    levels.register(workshop)
