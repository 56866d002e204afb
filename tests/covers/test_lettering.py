"""Lettering: whatever is set stays in its frame."""

import re

import pytest

from beatgraph.covers.faces import Face, compose, missing
from beatgraph.covers.lettering import Frame, Hand, fit

FACES = ["anton", "inter", "jetbrains", "oswald", "playfair", "playfair-italic", "unbounded"]
TEXTS = {
    "short": "Low Tide",
    "one letter": "I",
    "long": "Everything We Lost Between the Last Train Home and the First Light Over the River (Instrumental Version)",
    "one long word": "W" * 120,
    "Cyrillic": "Полночь в Тбилиси, пока город спит",
    "Greek": "Νύχτα στην Αθήνα",
    "Japanese": "真夜中の東京ドライブ、雨のあとで",
    "Korean": "서울의 밤은 길고 비는 그치지 않는다",
    "Chinese": "雨夜列車駛向海邊的城市",
    "mixed": "Tokyo 東京 Нуар / Ünïcödé",
    "marks": "e\u0301te\u0301 z\u0300a\u0328",
}
FRAMES = [Frame(60, 60, 880, 120), Frame(0, 0, 300, 700), Frame(10, 10, 80, 40)]


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_ink_stays_within_its_frame(face, text):
    for frame in FRAMES:
        block = fit(text, Hand(Face(face, 700), tracking=0.05), frame, largest=200, smallest=30, lines=3)

        assert 0 < block.width <= frame.width + 0.01
        assert 0 < block.height <= frame.height + 0.01
        assert block.size <= 200


def lines_of(text, frame, **options):
    block = fit(text, Hand(Face("inter")), frame, largest=400, **options)
    return len(block.lines)


def test_words_are_broken_only_where_they_are_too_long():
    hand, narrow = Hand(Face("inter")), Frame(0, 0, 220, 600)
    whole = fit("Between the Last Train Home", hand, narrow, largest=60, smallest=30)
    broken = fit("Unbelievablybroken", hand, Frame(0, 0, 60, 600), largest=60, smallest=30)

    assert [line.glyphs for line in whole.lines] == [
        compose(words, hand.face, 0.0).glyphs for words in ("Between", "the Last", "Train", "Home")
    ]
    assert len(broken.lines) > 1


def test_a_short_word_stays_with_the_next():
    hand = Hand(Face("inter"))
    block = fit("Полночь в Тбилиси", hand, Frame(0, 0, 400, 400), largest=100, lines=3)

    assert [line.glyphs for line in block.lines] == [
        compose(words, hand.face, 0.0).glyphs for words in ("Полночь", "в Тбилиси")
    ]


def test_japanese_is_broken_where_its_script_changes():
    hand = Hand(Face("inter"))
    block = fit("真夜中の東京ドライブ", hand, Frame(0, 0, 600, 300), largest=100, lines=3)

    assert [line.glyphs for line in block.lines] == [
        compose(words, hand.face, 0.0).glyphs for words in ("真夜中の東京", "ドライブ")
    ]


def test_one_line_is_enough_where_a_second_would_not_make_it_larger():
    assert lines_of("Low Tide", Frame(0, 0, 900, 60), lines=3) == 1
    assert lines_of("Low Tide", Frame(0, 0, 300, 300), lines=3) == 2


def test_letters_that_a_face_lacks_come_from_another():
    assert missing("Полночь 東京 Αθήνα") == []
    assert compose("東京", Face("anton"), 0.0).advance == 2.0
    assert compose("Ж", Face("anton"), 0.0).glyphs == compose("Ж", Face("oswald", 700), 0.0).glyphs


def test_signs_that_no_face_has_are_named_once():
    assert missing("a😀بb😀") == ["😀", "ب"]


def test_a_mark_stands_on_its_letter():
    accented = compose("e\u0301", Face("inter"), 0.3)

    assert accented.advance == pytest.approx(compose("e", Face("inter"), 0.3).advance, abs=0.02)


def test_words_are_drawn_as_outlines_and_never_as_text():
    frame = Frame(0, 0, 500, 100)
    drawn = fit("<script>&\"'", Hand(Face("inter")), frame, largest=50).draw(frame, fill="#000000")

    assert re.sub(r'<path transform="[^"<>]*" d="[^"<>]*"/>', "", drawn) == (
        '<g fill="#000000" fill-opacity="1" stroke="none" stroke-linejoin="round"></g>'
    )
