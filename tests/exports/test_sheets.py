"""Spreadsheets: what is written can be read again, and computes nothing."""

import csv
from datetime import date

import pytest

from beatgraph.exports import DayRow, Figures, Item, header, line

DAY = date(2026, 3, 14)


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_name_that_would_be_a_formula_is_text(name: str):
    row = next(csv.reader([line(DayRow(Item(1, name), DAY, Figures(plays=3)))]))

    assert row[:4] == ["1", f"'{name}", "2026-03-14", "3"]


def test_commas_quotes_and_line_breaks_survive():
    name = 'Rain, "slow"\nand low'

    written = line(DayRow(Item(1, name), DAY, Figures()))

    assert next(csv.reader(written.splitlines(keepends=True)))[1] == name
    assert written.endswith("\r\n")


def test_the_header_names_each_column_and_the_totals_have_no_day():
    assert header() == (
        "id,name,date,plays,listeners,qualified_plays,listened_seconds,views,likes,reposts,saves,comments,shares,"
        "downloads\r\n"
    )
    assert line(DayRow(None, None, Figures(plays=2, listened_seconds=1.5))) == ",total,,2,0,0,1.50,0,0,0,0,0,0,0\r\n"
