"""Rate limits of single routes: a route that has its own is not counted with everything else."""

import re
from collections.abc import Iterable

from limits import RateLimitItem

from beatgraph.limits import EVERYTHING
from beatgraph.rest.operations import Operation


class Buckets:
    """Which limit a request counts against, known before it is routed."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._own = [
            (operation.method, re.compile(re.sub(r"{\w+}", "[^/]+", operation.path)), operation.limit)
            for operation in operations
            if operation.limit is not None
        ]

    def of(self, method: str, path: str) -> RateLimitItem:
        asked = "GET" if method == "HEAD" else method
        for own, pattern, limit in self._own:
            if own == asked and pattern.fullmatch(path):
                return limit
        return EVERYTHING
