"""Answering: envelopes, pages of rows, and the instants as each surface writes them."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

import orjson
from pydantic import BaseModel, ConfigDict, Field, PlainSerializer
from starlette.responses import Response

from beatgraph.paging import Paged
from beatgraph.rest.requests import SimplePage, last_page


def _micros(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _offset(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S}+00:00"


def _millis(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{value.microsecond // 1000:03d}Z"


def _seconds(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


Micros = Annotated[datetime, PlainSerializer(_micros, return_type=str)]
"""`2026-01-01T00:00:00.000000Z`: content."""
Offset = Annotated[datetime, PlainSerializer(_offset, return_type=str)]
"""`2026-02-20T12:00:00+00:00`: placements."""
Millis = Annotated[datetime, PlainSerializer(_millis, return_type=str)]
"""`2024-03-04T10:00:00.000Z`: label app, Flutter dashboard."""
Seconds = Annotated[datetime, PlainSerializer(_seconds, return_type=str)]
"""`2025-01-15T14:30:00Z`: artist dashboard."""


class View(BaseModel):
    """A documented JSON object; its fields are its keys, exactly."""

    model_config = ConfigDict(from_attributes=True, populate_by_name=True, protected_namespaces=())


class DoneAnswer(View):
    """That it was done is all there is to say."""

    status: str = "success"


class Json(Response):
    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        return orjson.dumps(content, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    if isinstance(value, UUID):  # of a driver's own kind
        return str(value)
    raise TypeError(f"{type(value).__name__} has no JSON form.")


def status_success(status_code: int = 200, **parts: Any) -> Json:
    """`{"status": "success", <noun>: …}`: content."""
    return Json({"status": "success", **parts}, status_code)


def success_data(data: Any, status_code: int = 200, **beside: Any) -> Json:
    """`{"success": true, "data": …}`: dashboard and insights."""
    return Json({"success": True, **beside, "data": data}, status_code)


def message_data(message: str, data: Any, status_code: int = 200) -> Json:
    """`{"message": …, "data": …}`: label app."""
    return Json({"message": message, "data": data}, status_code)


RowT = TypeVar("RowT")


class _PageOfRows(View, Generic[RowT]):
    current_page: int
    from_: int | None = Field(alias="from", description="Number of its first row; null on an empty page.")
    to: int | None
    per_page: int
    data: list[RowT]


class NumberedPage(_PageOfRows[RowT], Generic[RowT]):
    """A numbered page of a list that is counted."""

    last_page: int
    total: int
    next_page: int | None
    prev_page: int | None


class UncountedPage(_PageOfRows[RowT], Generic[RowT]):
    """A numbered page of a list that is not counted: `paginate=simple`."""

    first_page_url: str
    next_page_url: str | None
    prev_page_url: str | None
    path: str


def paged(found: Paged[Any], data: Iterable[Any]) -> dict[str, Any]:
    """A numbered page with its neighbours; `from` and `to` are null on an empty one."""
    rows = list(data)
    number, size = found.page.number, found.page.size
    place = {
        "current_page": number,
        "from": found.page.begin + 1 if rows else None,
        "to": found.page.begin + len(rows) if rows else None,
        "per_page": size,
    }
    if isinstance(found.page, SimplePage):
        return place | _addresses(found.page, more=found.more) | {"data": rows}
    last = last_page(found.total, size)
    return place | {
        "last_page": last,
        "total": found.total,
        "next_page": number + 1 if number < last else None,
        "prev_page": min(number - 1, last) if number > 1 else None,
        "data": rows,
    }


def _addresses(page: SimplePage, *, more: bool) -> dict[str, Any]:
    return {
        "first_page_url": page.address(1),
        "next_page_url": page.address(page.number + 1) if more else None,
        "prev_page_url": page.address(page.number - 1) if page.number > 1 else None,
        "path": page.path,
    }


def page_of(noun: str, found: Paged[Any], data: Iterable[Any]) -> Json:
    """A page under its plural noun and under `pagination`, so that clients of both generations find it."""
    page = paged(found, data)
    return Json({"status": "success", "pagination": page, noun: page})
