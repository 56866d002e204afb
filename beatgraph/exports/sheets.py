"""Spreadsheets: rows as CSV by RFC 4180, in which no cell is a formula."""

import csv
from io import StringIO

from beatgraph.exports.figures import COLUMNS, DayRow

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program would take a cell for a formula by."""
TOTAL = "total"


def header() -> str:
    return _line(["id", "name", "date", *COLUMNS])


def line(row: DayRow) -> str:
    """A row as a line, its line break included; the totals have no id and no date."""
    item = ["", TOTAL] if row.item is None else [str(row.item.id), harmless(row.item.name)]
    figures = [_number(getattr(row.figures, name)) for name in COLUMNS]
    return _line([*item, row.day.isoformat() if row.day else "", *figures])


def harmless(text: str) -> str:
    """Text that a spreadsheet program shows as it is, and does not compute."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _line(cells: list[str]) -> str:
    file = StringIO()
    csv.writer(file, lineterminator="\r\n").writerow(cells)
    return file.getvalue()
