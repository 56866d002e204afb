"""Exporting: figures as files, streamed to whoever asks or put into storage, the same for every door."""

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol
from uuid import uuid4

import orjson

from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.exports import ExportDraft, ReportDraft
from beatgraph.errors import UnavailableError
from beatgraph.exports import DayRow, Report, header, line
from beatgraph.formats import EXPORTS
from beatgraph.press import PressError
from beatgraph.services import exports
from beatgraph.services.exports import Scope
from beatgraph.services.receiving import storing
from beatgraph.workshop import Workshop

FOLDER = "exports"
LINK_LIVES = timedelta(hours=1)
"""How long the address of an export is good for."""


class Format(StrEnum):
    CSV = "csv"
    JSON = "json"
    PDF = "pdf"
    REPORT = "report"

    @property
    def ending(self) -> str:
        """Of the names of its files: a report is JSON."""
        return "json" if self is Format.REPORT else self.value


@dataclass(frozen=True, slots=True)
class Described:
    """A format, for people."""

    id: Format
    name: str
    description: str


FORMATS = (
    Described(Format.CSV, "CSV", "One line for each item and day, and one with the totals, for spreadsheets."),
    Described(Format.JSON, "JSON", "One object for each item and day, and one with the totals, for programs."),
    Described(Format.PDF, "PDF Report", "Key figures beside those of the period before, charts and a table."),
)


class Asking(Protocol):
    """Whoever wants an export, and where it is made."""

    workshop: Workshop
    viewer: Viewer

    async def close(self) -> None:
        """Hold no session until the next read or write."""


@dataclass(frozen=True, slots=True)
class Export:
    """An export that is stored, and where it is for a while."""

    format: Format
    file_name: str
    size: int
    url: str
    expires_at: datetime


async def opened(asking: Asking, asked: ExportDraft) -> Scope:
    """What is going to be exported, or a refusal: to be known before the first byte is sent."""
    await asking.close()
    async with asking.workshop.reading(asking.viewer) as work:
        return await exports.scope(work, asked)


async def sheet(asking: Asking, found: Scope) -> AsyncIterator[bytes]:
    """CSV, some items at a time."""
    yield header().encode()
    async with asking.workshop.reading(asking.viewer) as work:
        async for row in exports.rows(work, found):
            yield line(row).encode()


async def objects(asking: Asking, found: Scope) -> AsyncIterator[bytes]:
    """JSON in its envelope, some items at a time; what the whole period adds up to comes last."""
    about = {
        "type": found.type,
        "period": found.period,
        "from": found.window.first,
        "to": found.window.last,
        "timezone": "UTC",
        "generated_at": found.generated_at,
    }
    yield (
        b'{"success":true,"data":'
        + orjson.dumps(about, option=orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS)[:-1]
        + b',"rows":['
    )
    comma = b""
    async with asking.workshop.reading(asking.viewer) as work:
        async for row in exports.rows(work, found):
            if row.item is None:
                yield b'],"totals":' + orjson.dumps(row.figures) + b"}}"
            else:
                yield comma + orjson.dumps(_object(row))
                comma = b","


def _object(row: DayRow) -> dict[str, Any]:
    assert row.item is not None  # noqa: S101
    return {"id": row.item.id, "name": row.item.name, "date": row.day, **asdict(row.figures)}


async def report(asking: Asking, asked: ReportDraft) -> Report:
    await asking.close()
    async with asking.workshop.reading(asking.viewer) as work:
        return await exports.report(work, await exports.scope(work, asked), asked)


def report_object(made: Report) -> bytes:
    """The report as JSON in its envelope."""
    shown = {
        "type": made.kind,
        "period": made.period,
        "from": made.first,
        "to": made.last,
        "generated_at": made.generated_at,
        "summary": {
            each.key: {"value": each.value, "previous": each.previous, "change": each.change} for each in made.metrics
        },
        made.kind: [
            {
                "id": each.item.id,
                "name": each.item.name,
                **asdict(each.figures),
                "plays_previous": each.previous_plays,
                "plays_change": each.change,
            }
            for each in made.items
        ],
        "meta": {
            "timezone": "UTC",
            "approximate": made.approximate,
            "listed": len(made.items),
            "total": made.items_in_all,
        },
    }
    if made.charts:
        points = [{"date": each.day, "plays": each.plays, "plays_previous": each.previous} for each in made.points]
        shown["charts"] = {"plays": points}
    return orjson.dumps({"success": True, "data": shown}, option=orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS)


async def document(asking: Asking, asked: ReportDraft) -> bytes:
    """The report as a PDF."""
    made = await report(asking, asked)
    try:
        return await asking.workshop.report_press.print(made)
    except PressError as error:
        raise UnavailableError(str(error)) from error


def file_name(asked: ExportDraft, window_last: datetime, ending: str) -> str:
    return f"beatgraph-{asked.type}-{asked.period}-{window_last:%Y-%m-%d}.{ending}"


async def stored(asking: Asking, asked: ReportDraft, wanted: Format) -> Export:
    """An export in storage, with an address that whoever has it may read it at."""
    shop = asking.workshop
    now = shop.clock()
    content: AsyncIterator[bytes]
    if wanted is Format.PDF:
        content = _whole(await document(asking, asked))
    elif wanted is Format.REPORT:
        content = _whole(report_object(await report(asking, asked)))
    else:
        found = await opened(asking, asked)
        content = sheet(asking, found) if wanted is Format.CSV else objects(asking, found)
    key = f"{FOLDER}/{uuid4().hex}.{wanted.ending}"
    with storing():
        kept = await shop.storage.put(key, content, content_type=EXPORTS[wanted.ending])
        url = await shop.storage.url(key, expires_in=LINK_LIVES)
    return Export(wanted, file_name(asked, asked.as_of or now, wanted.ending), kept.size, url, now + LINK_LIVES)


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content
