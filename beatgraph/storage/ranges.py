"""What to answer to a conditional request, or one for a part of a file (RFC 9110, sections 13 and 14)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from beatgraph.storage.port import Stored

_RANGES = re.compile(r"bytes=([^=]+)", re.IGNORECASE)
_RANGE = re.compile(r"([0-9]*)-([0-9]*)")
_TAG = re.compile(r'(?:W/)?"[^"]*"')

# Numbers with more digits are as good as infinite, and need not be computed.
_DIGITS_AT_MOST = 18


@dataclass(frozen=True, slots=True)
class Portion:
    """The answer's status and headers, and the bytes `start` up to, but not including, `end` for its body."""

    status: int
    start: int
    end: int
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Span:
    """One range as it was asked for: from `first` to `last`, or, without `first`, the final `last` bytes."""

    first: int | None
    last: int | None


def portion(stored: Stored, headers: Mapping[str, str], *, method: str = "GET") -> Portion:
    """Decide between 200, 206, 304, 412 and 416.

    `headers` are the request's, by lower-case names. More than one range at once is answered with the whole file,
    and so is a range that is not well formed.
    """
    validators = {"Last-Modified": http_date(stored.modified)}
    if stored.etag is not None:
        validators["ETag"] = stored.etag
    if _has_failed(stored, headers):
        return Portion(412, 0, 0, {"Content-Length": "0", **validators})
    if _is_unchanged(stored, headers):
        return Portion(304, 0, 0, validators)

    validators["Accept-Ranges"] = "bytes"
    span = _span(headers.get("range")) if method == "GET" and _is_same(stored, headers.get("if-range")) else None
    if span is None or (span.first is None and stored.size == 0 and span.last):
        return Portion(200, 0, stored.size, {"Content-Length": str(stored.size), **validators})

    if span.first is None:
        start, end = max(stored.size - (span.last or 0), 0), stored.size
    else:
        start, end = span.first, stored.size if span.last is None else min(span.last + 1, stored.size)
    if start >= stored.size:
        return Portion(416, 0, 0, {"Content-Range": f"bytes */{stored.size}", "Content-Length": "0", **validators})
    content_range = f"bytes {start}-{end - 1}/{stored.size}"
    return Portion(206, start, end, {"Content-Range": content_range, "Content-Length": str(end - start), **validators})


def http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _span(header: str | None) -> _Span | None:
    found = _RANGES.fullmatch(header.strip()) if header else None
    if found is None:
        return None
    asked = [item.strip() for item in found[1].split(",") if item.strip()]
    bounds = _RANGE.fullmatch(asked[0]) if len(asked) == 1 else None
    if bounds is None:
        return None
    first, last = _number(bounds[1]), _number(bounds[2])
    if (first is None and last is None) or (first is not None and last is not None and last < first):
        return None
    return _Span(first, last)


def _number(digits: str) -> int | None:
    if not digits:
        return None
    digits = digits.lstrip("0") or "0"
    return int(digits) if len(digits) <= _DIGITS_AT_MOST else 10**_DIGITS_AT_MOST


def _has_failed(stored: Stored, headers: Mapping[str, str]) -> bool:
    """If-Match, or without it If-Unmodified-Since, does not hold."""
    wanted = headers.get("if-match")
    if wanted is not None:
        strong = {tag for tag in _TAG.findall(wanted) if not tag.startswith("W/")}
        return wanted.strip() != "*" and stored.etag not in strong
    since = _moment(headers.get("if-unmodified-since"))
    return since is not None and stored.modified.replace(microsecond=0) > since


def _is_unchanged(stored: Stored, headers: Mapping[str, str]) -> bool:
    """If-None-Match, or without it If-Modified-Since, says that the caller has this file already."""
    known = headers.get("if-none-match")
    if known is not None:
        if known.strip() == "*":
            return True
        tags = {tag.removeprefix("W/") for tag in _TAG.findall(known)}
        return stored.etag is not None and stored.etag.removeprefix("W/") in tags
    since = _moment(headers.get("if-modified-since"))
    return since is not None and stored.modified.replace(microsecond=0) <= since


def _is_same(stored: Stored, if_range: str | None) -> bool:
    """Whether the part that the caller has is of this very file; a weak tag proves nothing."""
    if if_range is None:
        return True
    if '"' in if_range:
        return if_range.strip() == stored.etag and not if_range.strip().startswith("W/")
    return _moment(if_range) == stored.modified.replace(microsecond=0)


def _moment(header: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(header) if header else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    # The oldest of the three formats names no zone, and means UTC.
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
