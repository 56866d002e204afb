"""An operation: one documented route, as a line of a table that makes both the routes and their reference."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from limits import RateLimitItem
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.rest.gates import Gate
from beatgraph.rest.surfaces import CONTENT, Surface

Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Operation:
    """What a route takes and answers. `token` says whether it needs one; a bad one is refused everywhere."""

    method: str
    path: str
    handler: Handler
    summary: str
    surface: Surface = CONTENT
    token: bool = False
    status: int = 200
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    upload: bool = False
    """Whether the body is a multipart form with a `file`."""
    response: type[BaseModel] | None = None
    accepted: type[BaseModel] | None = None
    """What a 202 holds, where the route may answer before the work is done."""
    page_of: type[BaseModel] | tuple[type[BaseModel], ...] = ()
    """What a numbered page holds, where the route answers one: a kind of row for each tier of callers."""
    plural: str = ""
    """The second key of a page, where it is not the last word of the path."""
    page_default: int = 20
    page_at_most: int = 100
    secret: bool = False
    """Whether the answer holds a secret, which is never kept."""
    media: str = "application/json"
    errors: tuple[int, ...] = ()
    gate: Gate | None = None
    """Who is let in, where more is asked of a caller than a token."""
    limit: RateLimitItem | None = None
    """How often a client may ask, where it is not the limit on everything."""

    @property
    def retried(self) -> bool:
        """Whether it is done once under an idempotency key, however often it is asked."""
        return self.method == "POST" and not self.secret

    @property
    def rows(self) -> tuple[type[BaseModel], ...]:
        return self.page_of if isinstance(self.page_of, tuple) else (self.page_of,)

    @property
    def parameters(self) -> list[str]:
        """Names of the path's parameters, in their order."""
        return re.findall(r"{(\w+)}", self.path)

    @property
    def shape(self) -> str:
        """The path with its parameters numbered: operations of one shape share a route."""
        numbers = iter(range(9))
        return re.sub(r"{\w+}", lambda _: f"{{p{next(numbers)}}}", self.path)

    @property
    def name(self) -> str:
        return self.handler.__name__
