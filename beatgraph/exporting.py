"""Exporting: figures as files, streamed to whoever asks or put into storage, the same for every door."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import uuid4

import orjson

from beatgraph.analytics.periods import reporting_day
from beatgraph.analytics.zones import zone_named
from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.exports import ExportDraft, ReportDraft
from beatgraph.errors import UnavailableError
from beatgraph.exports import DayRow, Report, header, line
from beatgraph.formats import EXPORTS
from beatgraph.models import Export
from beatgraph.press import PressError
from beatgraph.services import exports, kept_exports
from beatgraph.services.exports import Scope
from beatgraph.services.receiving import storing
from beatgraph.work import Work
from beatgraph.workshop import Workshop

FOLDER = "exports"
ROWS_AT_ONCE = 20_000
"""An export of more rows is made in the background, whether that was asked for or not."""
ROWS_A_STEP = 2_000
"""How many rows are written before it is told how far an export is."""
STEPS_AT_MOST = 100
Tell = Callable[[float], Awaitable[None]]
"""Is told which share of an export has been made."""


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


class Ordering(Asking, Protocol):
    """Whoever wants an export to be kept."""

    def writing(self) -> AbstractAsyncContextManager[Work]: ...


@dataclass(slots=True)
class Orderer:
    """Whoever ordered an export, once nobody waits for it any more."""

    workshop: Workshop
    viewer: Viewer

    async def close(self) -> None:
        """There is no session between reads."""


async def untold(_share: float) -> None:
    """Nobody wants to know how far it is."""


async def opened(asking: Asking, asked: ExportDraft) -> Scope:
    """What is going to be exported, or a refusal: to be known before the first byte is sent."""
    await asking.close()
    async with asking.workshop.reading(asking.viewer) as work:
        return await exports.scope(work, asked)


async def sheet(asking: Asking, found: Scope, tell: Tell = untold) -> AsyncIterator[bytes]:
    """CSV, some items at a time."""
    yield header().encode()
    async with asking.workshop.reading(asking.viewer) as work:
        async for row in _rows(work, found, tell):
            yield line(row).encode()


async def objects(asking: Asking, found: Scope, tell: Tell = untold) -> AsyncIterator[bytes]:
    """JSON in its envelope, some items at a time; what the whole period adds up to comes last."""
    about = {
        "type": found.type,
        "period": found.period,
        "from": found.window.first,
        "to": found.window.last,
        "timezone": found.reporting.tz,
        "generated_at": found.generated_at,
    }
    yield (
        b'{"success":true,"data":'
        + orjson.dumps(about, option=orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS)[:-1]
        + b',"rows":['
    )
    comma = b""
    async with asking.workshop.reading(asking.viewer) as work:
        async for row in _rows(work, found, tell):
            if row.item is None:
                yield b'],"totals":' + orjson.dumps(row.figures) + b"}}"
            else:
                yield comma + orjson.dumps(_object(row))
                comma = b","


async def _rows(work: Work, found: Scope, tell: Tell) -> AsyncIterator[DayRow]:
    """Rows, and now and then a word of how many of them there have been."""
    step, number = max(ROWS_A_STEP, found.size // STEPS_AT_MOST), 0
    async for row in exports.rows(work, found):
        yield row
        number += 1
        if number % step == 0:
            await tell(number / found.size)


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
            "timezone": made.timezone,
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


def file_name(asked: ExportDraft, at: datetime, ending: str) -> str:
    """It tells the last day of the period, which is the day of that instant in the zone that was asked for."""
    last = reporting_day(at, zone_named(asked.tz) or UTC)
    return f"beatgraph-{asked.type}-{asked.period}-{last:%Y-%m-%d}.{ending}"


async def export(asking: Ordering, asked: ReportDraft, wanted: Format, *, background: bool = False) -> Export:
    """An export that is kept: made now or, if it is large or is to be, in the background."""
    shop = asking.workshop
    # A job that begins later, or again, is to export the same days.
    asked = asked.model_copy(update={"as_of": asked.as_of or shop.clock()})
    assert asked.as_of is not None  # noqa: S101
    found = await opened(asking, asked)
    export = Export(
        user_id=policy.signed_in(asking.viewer),
        format=wanted.value,
        asked=asked.model_dump(mode="json"),
        file_name=file_name(asked, asked.as_of, wanted.ending),
        storage_key=f"{FOLDER}/{uuid4().hex}.{wanted.ending}",
    )
    if background or found.size > ROWS_AT_ONCE:
        async with asking.writing() as work:
            return await kept_exports.order(work, export)
    size = await _store(asking, export, found, untold)
    async with asking.writing() as work:
        return await kept_exports.keep(work, export, size)


async def make(workshop: Workshop, viewer: Viewer, export: Export) -> int:
    """Make what was ordered, as whoever ordered it, and store it; its size. Made again, it replaces itself."""

    async def tell(share: float) -> None:
        async with workshop.writing(viewer) as work:
            await kept_exports.progressed(work, export.id, share)

    orderer = Orderer(workshop, viewer)
    found = await opened(orderer, ReportDraft.read(export.asked))
    return await _store(orderer, export, found, tell)


async def _store(asking: Asking, export: Export, found: Scope, tell: Tell) -> int:
    wanted = Format(export.format)
    match wanted:
        case Format.CSV:
            content = sheet(asking, found, tell)
        case Format.JSON:
            content = objects(asking, found, tell)
        case _:
            content = _whole(asking, ReportDraft.read(export.asked), wanted)
    with storing():
        kept = await asking.workshop.storage.put(export.storage_key, content, content_type=EXPORTS[wanted.ending])
    return kept.size


async def _whole(asking: Asking, asked: ReportDraft, wanted: Format) -> AsyncIterator[bytes]:
    """A report, which is read before it is written."""
    yield await document(asking, asked) if wanted is Format.PDF else report_object(await report(asking, asked))
