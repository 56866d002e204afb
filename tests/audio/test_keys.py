"""Keys: names, wheels and neighbours."""

import pytest

from beatgraph.audio import Key, compatible, parse_key
from beatgraph.audio.keys import TONICS, at_hour, key_of

CAMELOT = {
    "1A": "G#m", "2A": "D#m", "3A": "A#m", "4A": "Fm", "5A": "Cm", "6A": "Gm",
    "7A": "Dm", "8A": "Am", "9A": "Em", "10A": "Bm", "11A": "F#m", "12A": "C#m",
    "1B": "B", "2B": "F#", "3B": "C#", "4B": "G#", "5B": "D#", "6B": "A#",
    "7B": "F", "8B": "C", "9B": "G", "10B": "D", "11B": "A", "12B": "E",
}  # fmt: skip


@pytest.mark.parametrize(("code", "name"), CAMELOT.items())
def test_camelot_codes_and_keys_translate_both_ways(code: str, name: str) -> None:
    key = parse_key(code)

    assert str(key) == name
    assert key is not None
    assert key.camelot == code
    assert parse_key(name) == key
    assert parse_key(key.open_key) == key


def test_open_key_counts_from_c_major_and_a_minor() -> None:
    assert [str(parse_key(text)) for text in ("1d", "1m", "2d", "6d", "12m", "01M")] == [
        "C",
        "Am",
        "G",
        "B",
        "Dm",
        "Am",
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("F#m", "F#m"), ("Gbm", "F#m"), ("f# minor", "F#m"), ("G♭ min", "F#m"), ("E♭ major", "D#"), ("Bb", "A#"),
        ("Cb", "B"), ("Fis moll", "F#m"), ("A-flat minor", "G#m"), ("C", "C"), ("CM", "C"), ("Cm", "Cm"), (" B ", "B"),
        ("08A", "Am"), ("bbm", "A#m"), ("DMAJ", "D"),
    ],
)  # fmt: skip
def test_a_key_is_read_in_the_spellings_that_tags_use(text: str, name: str) -> None:
    assert str(parse_key(text)) == name


@pytest.mark.parametrize("text", ["", "H", "13A", "0A", "0m", "o", "off", "C#q", "120", "Am7", "m"])
def test_what_is_no_key_is_nothing(text: str) -> None:
    assert parse_key(text) is None


def test_the_neighbours_of_a_minor_are_e_minor_d_minor_and_c_major() -> None:
    assert [str(key) for key in compatible("A", "minor")] == ["Am", "Em", "Dm", "C"]
    assert [key.camelot for key in compatible("A", "minor")] == ["8A", "9A", "7A", "8B"]


def test_compatibility_is_mutual() -> None:
    keys = [key_of(pitch, scale) for pitch in range(12) for scale in ("major", "minor")]

    for key in keys:
        for other in compatible(key.tonic, key.scale):
            assert key in compatible(other.tonic, other.scale)


def test_the_wheel_closes_after_twelve_hours() -> None:
    assert {at_hour(hour, "major").tonic for hour in range(1, 13)} == set(TONICS)
    assert at_hour(13, "minor") == at_hour(1, "minor") == Key("A", "minor")


def test_an_unknown_tonic_has_no_neighbours() -> None:
    with pytest.raises(ValueError, match="no tonic"):
        compatible("H", "minor")
