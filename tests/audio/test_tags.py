"""What files say about themselves."""

from pathlib import Path

import pytest

from beatgraph.audio import AudioError, Picture, Tags, parse_bpm, probe, read_tags
from beatgraph.audio.tags import clean, parse_date

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(64))


def synchsafe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def id3(frames: dict[str, bytes]) -> bytes:
    body = b"".join(name.encode() + synchsafe(len(value)) + b"\x00\x00" + value for name, value in frames.items())
    return b"ID3\x04\x00\x00" + synchsafe(len(body)) + body


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".opus", ".ogg"])
def test_tags_are_read_and_parsed(suffix: str, tones: dict[str, Path]) -> None:
    tags = read_tags(tones[suffix])

    assert (tags.title, tags.artist, tags.album) == ("Tête à tête", "Nova", "One")
    assert tags.genres == ("Trap",)
    assert tags.release_date == "2024-05-06"
    assert (tags.bpm, tags.key, tags.scale) == (140.0, "F#", "minor")


@pytest.mark.parametrize("suffix", [".wav", ".m4a", ".alac"])
def test_other_formats_name_the_music(suffix: str, tones: dict[str, Path]) -> None:
    tags = read_tags(tones[suffix])

    assert (tags.title, tags.artist, tags.genres) == ("Tête à tête", "Nova", ("Trap",))


def test_a_picture_is_known_by_its_bytes(tones: dict[str, Path], tmp_path: Path) -> None:
    picture = b"\x00image/jpeg\x00\x03\x00" + PICTURE
    lyrics = b"\x03eng\x00First line\nSecond line"
    file = tmp_path / "covered.mp3"
    frames = {"APIC": picture, "USLT": lyrics, "COMM": b"\x03eng\x00Made at night", "TKEY": b"\x0311A"}
    file.write_bytes(id3(frames) + tones[".mp3"].read_bytes())

    tags = read_tags(file)

    assert tags.picture == Picture("image/png", PICTURE)
    assert probe(file).format == "mp3"
    assert tags.comment == "Made at night"
    assert tags.lyrics == "First line\nSecond line"
    assert (tags.key, tags.scale) == ("F#", "minor")


def test_a_file_without_tags_has_empty_ones(tmp_path: Path) -> None:
    file = tmp_path / "words.txt"
    file.write_bytes(b"no tags here")

    assert read_tags(file) == Tags()


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(AudioError) as caught:
        read_tags(tmp_path / "gone.mp3")
    assert caught.value.reason == "unreadable"


@pytest.mark.parametrize(
    ("text", "bpm"),
    [("140", 140.0), ("140.00", 140.0), ("92,5", 92.5), (" 174 BPM ", 174.0), ("128.126", 128.13), ("0", None),
     ("39", None), ("301", None), ("-120", None), ("fast", None), ("", None), ("1e2", None), ("12000", None)],
)  # fmt: skip
def test_bpm_is_read_or_refused(text: str, bpm: float | None) -> None:
    assert parse_bpm(text) == bpm


@pytest.mark.parametrize(
    ("text", "date"),
    [("2024", "2024"), ("2024-05", "2024-05"), ("2024-05-06", "2024-05-06"), ("2024-05-06T10:00:00Z", "2024-05-06"),
     ("2024-13-01", "2024"), ("2024-02-00", "2024-02"), ("0000", None), ("soon", None), ("", None)],
)  # fmt: skip
def test_a_date_is_as_exact_as_the_tag(text: str, date: str | None) -> None:
    assert parse_date(text) == date


def test_text_is_cleaned() -> None:
    assert clean("a\x00b\ud800c\n") == "abc"
    assert clean(" \x07 ") is None
    assert clean("one\r\ntwo\x1b[0m", lines=True) == "one\ntwo[0m"
    assert clean("x" * 600) == "x" * 500
