"""Answers to requests for a part of a file, or for one that the caller may have already."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatgraph.storage import Stored, portion

MODIFIED = datetime(2026, 11, 24, 12, 30, 15, 250_000, tzinfo=UTC)
DATE = "Tue, 24 Nov 2026 12:30:15 GMT"
BEFORE = "Tue, 24 Nov 2026 12:30:14 GMT"
FILE = Stored(key="beat.wav", size=1000, etag='"a,b"', modified=MODIFIED)
EMPTY = Stored(key="empty.wav", size=0, etag='"e"', modified=MODIFIED)


def ask(stored: Stored = FILE, method: str = "GET", **headers: str) -> tuple[int, int, int]:
    answer = portion(stored, {name.replace("_", "-"): value for name, value in headers.items()}, method=method)
    return answer.status, answer.start, answer.end


def test_a_whole_file_says_that_ranges_are_welcome() -> None:
    answer = portion(FILE, {})

    assert (answer.status, answer.start, answer.end) == (200, 0, 1000)
    assert dict(answer.headers) == {
        "Content-Length": "1000",
        "Accept-Ranges": "bytes",
        "ETag": '"a,b"',
        "Last-Modified": DATE,
    }


def test_a_part_says_which_one_it_is() -> None:
    answer = portion(FILE, {"range": "bytes=100-199"})

    assert (answer.status, answer.start, answer.end) == (206, 100, 200)
    assert dict(answer.headers) == {
        "Content-Range": "bytes 100-199/1000",
        "Content-Length": "100",
        "Accept-Ranges": "bytes",
        "ETag": '"a,b"',
        "Last-Modified": DATE,
    }


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-", 0, 1000),
        ("bytes=999-", 999, 1000),
        ("bytes=500-5000", 500, 1000),
        ("bytes=-1", 999, 1000),
        ("bytes=-5000", 0, 1000),
        ("bytes=0-999", 0, 1000),
        ("BYTES=7-8", 7, 9),
        ("bytes=7-8,", 7, 9),
        ("bytes= 7-8 , ,", 7, 9),
        ("bytes=007-008", 7, 9),
        ("bytes=0-" + "9" * 5000, 0, 1000),
        ("bytes=-" + "9" * 5000, 0, 1000),
    ],
)
def test_one_range_that_holds_something_is_served(asked: str, start: int, end: int) -> None:
    assert ask(range=asked) == (206, start, end)


@pytest.mark.parametrize("asked", ["bytes=1000-", "bytes=1000-1001", "bytes=-0", "bytes=" + "9" * 5000 + "-"])
def test_a_range_that_holds_nothing_is_not_satisfiable(asked: str) -> None:
    answer = portion(FILE, {"range": asked})

    assert (answer.status, answer.start, answer.end) == (416, 0, 0)
    assert answer.headers["Content-Range"] == "bytes */1000"
    assert answer.headers["Content-Length"] == "0"


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=5",
        "bytes=5-4",
        "bytes=a-b",
        "bytes=1-2-3",
        "bytes=--1",
        "bytes=+1-2",
        "bytes=1 - 2",
        "bytes=٣-٤",
        "bytes==1-2",
        "seconds=1-2",
        "bytes=0-1,5-6",
        "bytes=0-1,nonsense",
    ],
)
def test_no_range_many_ranges_and_nonsense_get_the_whole_file(asked: str) -> None:
    assert ask(range=asked) == (200, 0, 1000)


def test_only_get_knows_ranges() -> None:
    assert ask(method="HEAD", range="bytes=0-9") == (200, 0, 1000)


def test_an_empty_file_has_no_first_byte_but_a_tail() -> None:
    assert ask(EMPTY, range="bytes=0-") == (416, 0, 0)
    assert ask(EMPTY, range="bytes=-0") == (416, 0, 0)
    assert ask(EMPTY, range="bytes=-5") == (200, 0, 0)
    assert ask(EMPTY) == (200, 0, 0)


@pytest.mark.parametrize(
    ("if_range", "status"),
    [
        ('"a,b"', 206),
        ('"other"', 200),
        ('W/"a,b"', 200),
        (DATE, 206),
        (BEFORE, 200),
        ("Tue, 24 Nov 2026 12:30:16 GMT", 200),
        ("yesterday", 200),
    ],
)
def test_a_part_is_served_only_of_the_file_that_the_caller_has_begun(if_range: str, status: int) -> None:
    assert ask(range="bytes=0-9", if_range=if_range)[0] == status


def test_a_weak_tag_never_proves_that_parts_fit_together() -> None:
    weak = Stored(key="beat.wav", size=1000, etag='W/"w"', modified=MODIFIED)

    assert ask(weak, range="bytes=0-9", if_range='W/"w"') == (200, 0, 1000)


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ('"a,b"', 304),
        ('W/"a,b"', 304),
        ('"x", "a,b"', 304),
        ("*", 304),
        ('"x"', 200),
        ('"a", "b"', 200),
        ("a,b", 200),
        ("", 200),
    ],
)
def test_a_file_that_the_caller_has_is_not_sent_again(known: str, status: int) -> None:
    assert ask(if_none_match=known)[0] == status


def test_an_unchanged_file_is_answered_with_its_validators_alone() -> None:
    answer = portion(FILE, {"if-none-match": '"a,b"', "range": "bytes=0-9"})

    assert (answer.status, answer.start, answer.end) == (304, 0, 0)
    assert dict(answer.headers) == {"ETag": '"a,b"', "Last-Modified": DATE}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"if-modified-since": DATE}, 304),
        ({"if-modified-since": "Tuesday, 24-Nov-26 12:30:15 GMT"}, 304),
        ({"if-modified-since": "Tue Nov 24 12:30:15 2026"}, 304),
        ({"if-modified-since": BEFORE}, 200),
        ({"if-modified-since": "soon"}, 200),
        ({"if-modified-since": "Tue, 99 Nov 99999 12:30:15 GMT"}, 200),
        ({"if-modified-since": DATE, "if-none-match": '"x"'}, 200),
        ({"if-match": '"a,b"'}, 200),
        ({"if-match": "*"}, 200),
        ({"if-match": '"x"'}, 412),
        ({"if-match": 'W/"a,b"'}, 412),
        ({"if-match": '"x"', "if-none-match": '"a,b"'}, 412),
        ({"if-unmodified-since": DATE}, 200),
        ({"if-unmodified-since": BEFORE}, 412),
        ({"if-unmodified-since": BEFORE, "if-match": '"a,b"'}, 200),
    ],
)
def test_conditions_are_judged_in_their_order(headers: Mapping[str, str], status: int) -> None:
    assert portion(FILE, headers).status == status


def test_a_file_without_a_tag_is_known_by_its_date() -> None:
    untagged = Stored(key="beat.wav", size=1000, etag=None, modified=MODIFIED)

    assert "ETag" not in portion(untagged, {}).headers
    assert ask(untagged, if_none_match='"x"')[0] == 200
    assert ask(untagged, range="bytes=0-9", if_range=DATE)[0] == 206


@given(
    st.integers(0, 50),
    st.one_of(
        st.text(max_size=20),
        st.from_regex(r"bytes=[0-9]{0,3}-[0-9]{0,3}(,[0-9]{0,2}-[0-9]{0,2})?", fullmatch=True),
    ),
)
def test_whatever_is_asked_the_numbers_agree(size: int, asked: str) -> None:
    answer = portion(Stored(key="k", size=size, etag='"t"', modified=MODIFIED), {"range": asked})

    assert answer.status in {200, 206, 416}
    assert 0 <= answer.start <= answer.end <= size
    assert answer.headers["Content-Length"] == str(answer.end - answer.start)
    assert (answer.status == 200) == ("Content-Range" not in answer.headers)
    if answer.status == 206:
        assert answer.start < answer.end
        assert answer.headers["Content-Range"] == f"bytes {answer.start}-{answer.end - 1}/{size}"
