"""Printed reports, whatever the tracks are called."""

from datetime import UTC, date, datetime, timedelta

import pytest

from beatgraph.exports import Figures, Item, ItemTotals, Point, Report, metrics
from beatgraph.exports.charts import ceiling
from beatgraph.exports.printing import printed, readable
from beatgraph.exports.report import NAMES

FIRST = date(2026, 3, 8)


def report(*names: str, plays: int = 5) -> Report:
    figures = Figures(plays=plays, listeners=plays)
    return Report(
        "Nova: tracks",
        "tracks",
        "7-days",
        FIRST,
        FIRST + timedelta(days=6),
        datetime(2026, 3, 14, 12, tzinfo=UTC),
        metrics(figures, Figures(), dict.fromkeys(NAMES, 0.0)),
        [ItemTotals(Item(number, name), figures, 0, 100.0) for number, name in enumerate(names)],
        len(names),
        figures,
        [Point(FIRST + timedelta(days=day), plays, 0) for day in range(7)],
    )


def test_a_report_is_a_tagged_pdf_and_equal_reports_are_equal_bytes():
    once, again = printed(report("Rain")), printed(report("Rain"))

    assert once == again
    assert once.startswith(b"%PDF-")
    assert b"/MarkInfo" in once


@pytest.mark.parametrize("names", [(), ("Снег", "東京", "한강"), ("🎧 \u202e\x07 ع",), ('#image("x") $ @y *',)])
def test_no_name_keeps_a_report_from_being_printed(names: tuple[str, ...]):
    assert printed(report(*names, plays=0)).startswith(b"%PDF-")


def test_signs_that_no_typeface_has_are_boxes():
    assert readable("Снег 東京 🎧") == "Снег 東京 □"


@pytest.mark.parametrize(("most", "top"), [(0, 4), (4, 4), (5, 8), (17, 20), (801, 1000), (12_345, 20_000)])
def test_an_axis_ends_with_a_round_number_that_is_four_whole_steps_high(most: int, top: int):
    assert ceiling(most) == top
