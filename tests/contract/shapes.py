"""Shapes: what a document says of an answer, and where an answer differs from it."""

import re
from dataclasses import dataclass
from typing import Any

DAY = r"\d{4}-\d\d-\d\d"
MICROS = re.compile(DAY + r"T\d\d:\d\d:\d\d\.\d{6}Z")
MILLIS = re.compile(DAY + r"T\d\d:\d\d:\d\d\.\d{3}Z")
SECONDS = re.compile(DAY + r"T\d\d:\d\d:\d\dZ")
OFFSET = re.compile(DAY + r"T\d\d:\d\d:\d\d\+00:00")
DATE = re.compile(DAY)
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HEX_ID = re.compile(r"[0-9a-f]{24}")
NUMBER = (int, float)
"""A JSON number, with decimals or without."""


@dataclass(frozen=True)
class Maybe:
    """The shape, or null."""

    shape: Any


@dataclass(frozen=True)
class Some:
    """An object with at least these keys."""

    keys: dict[str, Any]


def misfits(value: Any, shape: Any, at: str = "answer") -> list[str]:
    """Where a value differs from a shape: a type, a pattern, a list of one shape, the keys of an object, a literal."""
    if isinstance(shape, Maybe):
        return [] if value is None else misfits(value, shape.shape, at)
    if isinstance(shape, Some):
        if not isinstance(value, dict):
            return [f"{at} is {value!r}"]
        lacking = [f"{at}.{key} is lacking" for key in shape.keys if key not in value]
        return lacking + [
            each
            for key, inner in shape.keys.items()
            if key in value
            for each in misfits(value[key], inner, f"{at}.{key}")
        ]
    if isinstance(shape, dict):
        more = [f"{at}.{key} is not documented" for key in value if key not in shape] if isinstance(value, dict) else []
        return more + misfits(value, Some(shape), at)
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{at} is {value!r}"]
        return [each for place, row in enumerate(value) for each in misfits(row, shape[0], f"{at}[{place}]")]
    if isinstance(shape, re.Pattern):
        return [] if isinstance(value, str) and shape.fullmatch(value) else [f"{at} is {value!r}"]
    if isinstance(shape, type | tuple):
        wrong = isinstance(value, bool) and shape is not bool
        return [] if isinstance(value, shape) and not wrong else [f"{at} is {value!r}"]
    return [] if value == shape else [f"{at} is {value!r}, not {shape!r}"]
