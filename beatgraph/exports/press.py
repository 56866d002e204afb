"""The press that prints reports."""

import pickle

from beatgraph.exports.report import Report
from beatgraph.press import Press


class ReportPress(Press):
    def __init__(self, *, timeout_s: float = 30.0, waiting: int = 32) -> None:
        super().__init__("beatgraph.exports.worker", "report", timeout_s=timeout_s, waiting=waiting)

    async def print(self, report: Report) -> bytes:
        # Ours from end to end: only this process writes the orders, and only the other one reads them.
        (found,) = await self.make(pickle.dumps(report))
        return found
