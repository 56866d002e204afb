"""Which files are taken, how long they are, and why the others are refused."""

import random
import struct
from pathlib import Path

import numpy as np
import pytest

from beatgraph.audio import AudioError, Reason, probe
from beatgraph.audio import decoding as decoding_module
from tests.audio.files import sine, write

FORMATS = {
    ".wav": ("wav", "pcm_s16le", 5000), ".flac": ("flac", "flac", 5000), ".mp3": ("mp3", "mp3", 5000),
    ".aiff": ("aiff", "pcm_s16be", 5000), ".ogg": ("ogg", "vorbis", None), ".opus": ("opus", "opus", None),
    ".m4a": ("m4a", "aac", 5000), ".alac": ("m4a", "alac", 5000),
}  # fmt: skip

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(range(256)) * 40


def refusal(path: Path) -> Reason:
    with pytest.raises(AudioError) as caught:
        probe(path)
    return caught.value.reason


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_is_known_by_its_content(suffix: str, tones: dict[str, Path], tmp_path: Path) -> None:
    nameless = tmp_path / "upload"
    nameless.write_bytes(tones[suffix].read_bytes())

    sound = probe(nameless)

    format_, codec, stated = FORMATS[suffix]
    assert (sound.format, sound.codec, sound.channels) == (format_, codec, 2)
    assert sound.sample_rate == (48_000 if suffix == ".opus" else 44_100)
    assert abs(sound.duration - 5000) <= 50
    if stated is None:
        assert sound.stated_duration is None
    else:
        assert sound.stated_duration is not None
        assert abs(sound.stated_duration - stated) <= 50


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3", ".aiff", ".ogg", ".opus"])
def test_a_file_cut_in_half_is_noticed(suffix: str, tones: dict[str, Path], tmp_path: Path) -> None:
    content = tones[suffix].read_bytes()
    half = tmp_path / f"half{suffix}"
    half.write_bytes(content[: len(content) // 2])

    assert refusal(half) == "truncated"


@pytest.mark.parametrize("suffix", [".flac", ".mp3", ".m4a", ".alac", ".ogg"])
def test_a_file_with_a_corrupt_middle_is_noticed(suffix: str, tones: dict[str, Path], tmp_path: Path) -> None:
    content = bytearray(tones[suffix].read_bytes())
    middle = slice(len(content) * 3 // 8, len(content) * 5 // 8)
    content[middle] = random.Random(5).randbytes(middle.stop - middle.start)
    torn = tmp_path / f"torn{suffix}"
    torn.write_bytes(content)

    assert refusal(torn) in ("truncated", "unreadable")


def test_a_short_mp3_of_few_samples_is_whole(tmp_path: Path) -> None:
    file = write(tmp_path / "short.mp3", sine(1.5, rate=8_000), rate=8_000)

    assert probe(file).duration == 1500


def test_a_file_that_loses_less_than_five_per_cent_is_taken(tones: dict[str, Path], tmp_path: Path) -> None:
    content = tones[".wav"].read_bytes()
    short = tmp_path / "short.wav"
    short.write_bytes(content[: len(content) * 96 // 100])

    sound = probe(short)

    assert sound.stated_duration == 5000
    assert abs(sound.duration - 4800) <= 5


@pytest.mark.parametrize("length", [0xFFFFFFFF, 0x7FFFF000, 0])
def test_a_streamed_wav_states_no_length(length: int, tones: dict[str, Path], tmp_path: Path) -> None:
    content = bytearray(tones[".wav"].read_bytes())
    at = content.index(b"data") + 4
    content[at : at + 4] = struct.pack("<I", length)
    streamed = tmp_path / "streamed.wav"
    streamed.write_bytes(content)

    sound = probe(streamed)

    assert sound.stated_duration is None
    assert abs(sound.duration - 5000) <= 5


def test_an_id3_tag_in_front_hides_nothing(tones: dict[str, Path], tmp_path: Path) -> None:
    tagged = tmp_path / "tagged.flac"
    tagged.write_bytes(b"ID3\x04\x00\x00\x00\x00\x02\x00" + bytes(256) + tones[".flac"].read_bytes())

    assert probe(tagged).format == "flac"
    assert probe(tagged).stated_duration == 5000


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("none.wav", b"", "empty"),
        ("picture.wav", PNG, "unsupported_format"),
        ("text.mp3", "Not a beat, but words about one. ÿÿÿ".encode() * 500, "unsupported_format"),
        ("page.html", b"<!doctype html><title>404</title>", "unsupported_format"),
        ("list.m3u8", b"#EXTM3U\n#EXTINF:10,\nfile:///etc/hostname\n", "unsupported_format"),
        ("names.ffconcat", b"ffconcat version 1.0\nfile '/etc/hostname'\n", "unsupported_format"),
        ("riff.wav", b"RIFF\x00\x00\x00\x00AVI LIST", "unsupported_format"),
        ("head.flac", b"fLaC", "unreadable"),
        ("head.m4a", b"\x00\x00\x00\x18ftypM4A ", "unreadable"),
        ("zeros.bin", bytes(10_000), "unsupported_format"),
        ("tag.mp3", b"ID3\x04\x00\x00\x00\x00\x0f\x7f", "unsupported_format"),
    ],
)
def test_what_is_no_audio_is_refused_with_a_reason(name: str, content: bytes, reason: Reason, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    assert refusal(file) == reason


def test_a_header_without_samples_is_empty(tones: dict[str, Path], tmp_path: Path) -> None:
    content = tones[".wav"].read_bytes()
    bare = tmp_path / "bare.wav"
    bare.write_bytes(content[: content.index(b"data")] + b"data\x00\x00\x00\x00")

    assert refusal(bare) == "empty"


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    assert refusal(tmp_path / "gone.wav") == "unreadable"


def test_under_a_second_is_too_short(tmp_path: Path) -> None:
    assert refusal(write(tmp_path / "short.wav", sine(0.99))) == "too_short"
    assert probe(write(tmp_path / "enough.wav", sine(1.0))).duration == 1000


def test_longer_than_the_cap_is_too_long(tones: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding_module, "LONGEST_MS", 4_900)

    assert refusal(tones[".flac"]) == "too_long"


def test_a_claimed_sample_rate_beyond_reason_is_refused(tones: dict[str, Path], tmp_path: Path) -> None:
    content = bytearray(tones[".wav"].read_bytes())
    content[24:28] = struct.pack("<I", 1)
    slow = tmp_path / "slow.wav"
    slow.write_bytes(content)

    assert refusal(slow) == "unreadable"


@pytest.mark.parametrize("bits", [8, 16, 24, 32])
def test_every_width_of_sample_reaches_the_same_level(bits: int, tmp_path: Path) -> None:
    rate, size = 8000, bits // 8
    whole = np.round(sine(1.0, rate, 100.0) * (2 ** (bits - 1) - 1)).astype(np.int64) + (128 if bits == 8 else 0)
    body = b"".join(int(sample).to_bytes(size, "little", signed=bits > 8) for sample in whole)
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 36 + len(body), b"WAVE", b"fmt ", 16, 1, 1, rate, rate * size,
                       size, bits, b"data", len(body))  # fmt: skip
    file = tmp_path / "wide.wav"
    file.write_bytes(head + body)

    with decoding_module.Decoder(file) as decoder:
        samples = np.concatenate(list(decoder.blocks()))

    assert samples.size == rate
    assert abs(float(samples.max()) - 0.5) < 0.01
    assert abs(float(samples.min()) + 0.5) < 0.01


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_damage_breaks_the_decoder(suffix: str, tones: dict[str, Path], tmp_path: Path) -> None:
    chance = random.Random(suffix)
    original = tones[suffix].read_bytes()
    reasons: set[str] = set()
    for turn in range(12):
        content = bytearray(original)
        for _ in range(chance.choice((1, 20, 400))):
            content[chance.randrange(len(content) if turn % 2 else 300)] = chance.randrange(256)
        file = tmp_path / f"{turn}{suffix}"
        file.write_bytes(content[: chance.randrange(40, len(content))] if turn % 3 == 0 else content)
        try:
            probe(file)
            reasons.add("taken")
        except AudioError as error:
            reasons.add(error.reason)

    assert reasons <= {"taken", "truncated", "unreadable", "unsupported_format", "too_short", "empty", "too_long"}
    assert reasons


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"size": 0x7FFE0000}, "truncated"),
        ({"channels": 0xFFFF}, "unreadable"),
        ({"rate": 0xFFFFFFFF}, "unreadable"),
    ],
)
def test_a_header_that_claims_the_absurd_is_refused(claims: dict[str, int], reason: Reason, tmp_path: Path) -> None:
    says = {"size": 400_000, "channels": 2, "rate": 44_100} | claims
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 0xFFFFFFF0, b"WAVE", b"fmt ", 16, 1, says["channels"],
                       says["rate"], 176_400, 4, 16, b"data", says["size"])  # fmt: skip
    file = tmp_path / "bomb.wav"
    file.write_bytes(head + bytes(400_000))

    assert refusal(file) == reason
