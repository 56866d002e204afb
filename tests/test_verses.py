"""The lines of a lyric and their times."""

import pytest

from beatgraph import verses
from beatgraph.verses import Line


def test_times_are_read_in_milliseconds_and_marks_have_none():
    found = verses.lines("[Verse 1]\n[00:12] Rain\n[01:02.5]  on the roof\n\n  [10:00.075]\n(softly)")

    assert found == [
        Line(None, "[Verse 1]"),
        Line(12_000, "Rain"),
        Line(62_500, "on the roof"),
        Line(None, ""),
        Line(600_075, ""),
        Line(None, "(softly)"),
    ]
    assert verses.is_synced(found)


def test_a_text_without_times_is_plain_whatever_its_brackets_say():
    found = verses.lines("[Chorus: all]\n[x2]\nMeet me at [00:12]")

    assert [line.at for line in found] == [None, None, None]
    assert not verses.is_synced(found)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Rain\n[00:60] on", "Line 2: [00:60] is no time; write [MM:SS] or [MM:SS.xx]."),
        ("[1:05] Rain", "Line 1: [1:05] is no time; write [MM:SS] or [MM:SS.xx]."),
        ("[00:05:10] Rain", "Line 1: [00:05:10] is no time; write [MM:SS] or [MM:SS.xx]."),
        ("[ 00:05 ] Rain", "Line 1: [ 00:05 ] is no time; write [MM:SS] or [MM:SS.xx]."),
        ("[00:05][00:09] Rain", "Line 1: a line has one time."),
        ("[00:05] Rain\n[00:04.99] on", "Line 2: its time is before that of a line above it."),
        ("\n" * 2000, "A lyric has at most 2000 lines."),
    ],
)
def test_a_time_that_cannot_be_is_named_by_its_line(text, why):
    with pytest.raises(ValueError) as refused:
        verses.lines(text)

    assert str(refused.value) == why


def test_two_lines_may_begin_at_once():
    assert [line.at for line in verses.lines("[00:05] Rain\n[00:05.000] Sun")] == [5000, 5000]


def test_two_thousand_lines_are_taken():
    assert len(verses.lines("\n" * 1999)) == 2000
