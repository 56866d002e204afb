"""Exports: figures as spreadsheets, JSON rows and reports. Pure: whoever has the figures passes them in."""

from beatgraph.exports.figures import COLUMNS, DayRow, Figures, Item, added
from beatgraph.exports.press import ReportPress
from beatgraph.exports.report import ItemTotals, Metric, Point, Report, metrics
from beatgraph.exports.sheets import header, line

__all__ = [
    "COLUMNS",
    "DayRow",
    "Figures",
    "Item",
    "ItemTotals",
    "Metric",
    "Point",
    "Report",
    "ReportPress",
    "added",
    "header",
    "line",
    "metrics",
]
