"""Printing: a report as a PDF, tagged, with its typefaces in it."""

import json
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import typst
import uharfbuzz as harfbuzz

from beatgraph.exports import charts
from beatgraph.exports.report import ItemTotals, Report

FACES = {
    "fontpkg_inter_tight": "files/InterTight[wght].ttf",
    "noto_cjk_sans_jp_bold": "NotoSansCJKjp-Bold.otf",
}
"""The packages that bring the typefaces, and the file in each."""
UNKNOWN = "□"
COLUMNS = ("plays", "listeners", "likes", "saves", "shares", "downloads")
NAME_AT_MOST = 44
"""Signs of a name beside a bar; in the table it is whole."""


def printed(report: Report) -> bytes:
    """The report as PDF/UA-1: equal reports are equal bytes."""
    source = files("beatgraph.exports").joinpath("report.typ").read_bytes()
    # Its types know files and folders of sources, and no source in memory.
    found: bytes = typst.compile(  # type: ignore[misc]
        source,
        font_paths=_folders(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_shown(report))},
        pdf_standards=["ua-1"],
        timestamp=int(report.generated_at.timestamp()),
    )
    return found


def readable(text: str) -> str:
    """Text without signs that the typefaces lack: a box stands for each, where the printing would fail."""
    return "".join(sign if ord(sign) in _signs() or sign == " " else UNKNOWN for sign in " ".join(text.split()))


def _shown(report: Report) -> dict[str, Any]:
    dates = f"{_day(report.first)} to {_day(report.last)}"
    noun = report.kind.capitalize()
    most = [each for each in report.items if each.figures.plays][: charts.BARS_AT_MOST]
    plays = report.totals.plays
    best = max((each.plays for each in report.points), default=0)
    return {
        "title": readable(report.title),
        "dates": dates,
        "footer": f"Beatgraph, {report.generated_at:%Y-%m-%d %H:%M} UTC",
        "metrics": [
            {
                "name": each.name,
                "value": f"{each.value:,}",
                "previous": f"{each.previous:,}",
                "change": each.change,
                "changed": _change(each.change),
            }
            for each in report.metrics
        ],
        "charts": report.charts,
        "line": charts.line(report.points),
        "line_alt": f"Plays per day from {dates}: {plays:,} in all, {best:,} on the best day.",
        "bars": charts.bars(most) if most else None,
        "bars_alt": "Plays of the most played: "
        + "; ".join(f"{readable(m.item.name)}, {m.figures.plays:,}" for m in most),
        "bar_names": [_short(readable(each.item.name)) for each in most],
        "bar_height": charts.BAR,
        "table_title": f"{noun} by plays",
        "columns": [noun.removesuffix("s"), *(each.capitalize() for each in COLUMNS), "Change"],
        "rows": [_row(each) for each in report.items],
        "total": ["All", *(f"{getattr(report.totals, name):,}" for name in COLUMNS), _change(report.metrics[0].change)],
        "nothing": f"There are no {report.kind} to report on.",
        "notes": _notes(report),
    }


def _row(each: ItemTotals) -> dict[str, Any]:
    return {
        "name": readable(each.item.name),
        "figures": [f"{getattr(each.figures, name):,}" for name in COLUMNS],
        "change": each.change,
        "changed": _change(each.change),
    }


def _notes(report: Report) -> str:
    days = "UTC" if report.timezone == "UTC" else f"those of {report.timezone}"
    notes = [f"Days are {days}. Change compares plays with as many days immediately before."]
    notes.append("Listeners are different people; their numbers do not add up.")
    if len(report.items) < report.items_in_all:
        notes.append(
            f"The {len(report.items)} most played of {report.items_in_all:,} are listed; All counts every one."
        )
    if report.approximate:
        notes.append("Numbers of more than 512 listeners are estimates.")
    if report.timezone != "UTC":
        notes.append("Listeners are those of the UTC days that these days touch, at most as many as there were plays.")
    return " ".join(notes)


def _change(value: float) -> str:
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return f"{sign}{abs(value):,.1f} %"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _short(name: str) -> str:
    return name if len(name) <= NAME_AT_MOST else name[: NAME_AT_MOST - 1].rstrip() + "…"


@cache
def _folders() -> list[str]:
    found = []
    for package, path in FACES.items():
        with as_file(files(package).joinpath(path)) as file:
            found.append(str(file.parent))
    return found


@cache
def _signs() -> frozenset[int]:
    known: set[int] = set()
    for package, path in FACES.items():
        with as_file(files(package).joinpath(path)) as file:
            known |= set(harfbuzz.Face(harfbuzz.Blob.from_file_path(str(file))).unicodes)
    return frozenset(known)
