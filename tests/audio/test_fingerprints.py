"""Fingerprints: bit for bit as Chromaprint makes them, and alike for whatever is one recording."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from beatgraph.audio import AnalysisPool, AudioError, acoustid, chromaprint, likeness, listening
from beatgraph.audio.acoustid import FingerprintTextError
from beatgraph.audio.likeness import DUPLICATE, SILENCE, Alignment, Place, Posting
from tests.audio.beats import RATE, Beat, Samples, play
from tests.audio.files import write

GOLDEN = json.loads((Path(__file__).parent / "fingerprints.json").read_text())["fingerprints"]
"""What fpcalc says of these files."""

HOUSE = Beat(style="house", bpm=124, seconds=12, tonic=9, minor=True, seed=1)
BEATS = {
    "house.wav": HOUSE,
    "boombap.flac": Beat(style="boombap", bpm=90, seconds=12, tonic=2, minor=True, swing=0.33, seed=2),
    "trap.mp3": Beat(style="trap", bpm=140, seconds=12, tonic=5, minor=True, seed=3),
    "rock.m4a": Beat(style="rock", bpm=128, seconds=12, tonic=7, seed=4),
    "techno.aiff": Beat(style="techno", bpm=135, seconds=12, tonic=0, minor=True, seed=5),
    "dnb.mp3": Beat(style="dnb", bpm=174, seconds=12, tonic=4, minor=True, seed=6),
    "long.wav": Beat(style="house", bpm=126, seconds=125, tonic=3, seed=8),
}
STEREO = ("boombap.flac", "trap.mp3", "techno.aiff")


@cache
def played(name: str) -> Samples:
    return play(BEATS[name])


def words_of(path: Path) -> tuple[int, ...]:
    return listening.fingerprint(path).words


def alike(one, other) -> float:
    """As the index and the comparison find it."""
    postings = [Posting(place.word, 1, place.position) for place in likeness.indexed(other)]
    found = likeness.alignments(one, postings, at_most=10)
    return max((likeness.likeness(one, other, each.shift) for each in found), default=0.0)


def faster(samples: Samples, factor: float) -> Samples:
    """As a turntable does it: pitch and tempo together."""
    places = np.arange(0, samples.size - 1, factor)
    return np.interp(places, np.arange(samples.size), samples).astype(np.float32)


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Path:
    return write(tmp_path_factory.mktemp("beats") / "house.wav", played("house.wav"))


@pytest.mark.parametrize("name", GOLDEN)
def test_fingerprints_are_those_of_fpcalc(tmp_path, name):
    samples = played(name)
    sounds = np.stack((samples, 0.7 * np.roll(samples, 300))) if name in STEREO else samples

    found = words_of(write(tmp_path / name, sounds))

    theirs = acoustid.decode(GOLDEN[name])
    assert len(found) == len(theirs)
    # An encoder may round otherwise on another processor: one bit in ten thousand.
    different = sum((one ^ other).bit_count() for one, other in zip(found, theirs, strict=True))
    assert different <= 32 * len(theirs) / 10_000


@pytest.mark.parametrize("text", GOLDEN.values())
def test_texts_are_those_of_fpcalc(text):
    assert acoustid.encode(acoustid.decode(text)) == text


@pytest.mark.parametrize("words", [(), (0,), (0xFFFFFFFF,), (1 << 31,), (1, 1, 1 << 31, 0x7FFFFFFF, 0)])
def test_any_words_can_be_written_and_read(words):
    assert acoustid.decode(acoustid.encode(words)) == words


@pytest.mark.parametrize(
    "text", ["", "A", "***", "é", "AQAA", "AQAAAQ", "AgAAAA", "AQ____", GOLDEN["house.wav"][:100], "AQAAAf__"]
)
def test_what_is_no_fingerprint_is_refused(text):
    with pytest.raises(FingerprintTextError):
        acoustid.decode(text)


def test_the_analysis_brings_the_fingerprint_of_its_one_pass(house):
    found = listening.analyse(house).fingerprint

    assert found == listening.fingerprint(house)
    assert found.words == acoustid.decode(GOLDEN["house.wav"])
    assert len(found.probes) == 24
    assert {len(probe) for probe in found.probes} == {74}


async def test_the_pool_answers_the_same(house):
    async with AnalysisPool(workers=1) as pool:
        assert await pool.fingerprint(house) == listening.fingerprint(house)


@pytest.mark.parametrize(("seconds", "words"), [(1.0, 0), (2.7, 0), (3.0, 3), (4.0, 11)])
def test_a_fingerprint_needs_three_seconds(tmp_path, seconds, words):
    file = write(tmp_path / "clip.wav", played("house.wav")[: round(seconds * RATE)])

    assert len(words_of(file)) == words


def test_silence_has_nothing_to_be_found_by(tmp_path):
    words = words_of(write(tmp_path / "silence.wav", np.zeros(10 * RATE, np.float32)))

    assert set(words) == {SILENCE}
    assert likeness.indexed(words) == []
    assert likeness.likeness(words, words, 0) == 0.0


def test_two_noises_are_no_duplicates(tmp_path):
    chance = np.random.default_rng(3)
    one, other = (
        words_of(write(tmp_path / f"{name}.wav", chance.normal(0, 0.2, 12 * RATE).astype(np.float32))) for name in "ab"
    )

    assert alike(one, other) < DUPLICATE
    assert alike(one, acoustid.decode(GOLDEN["house.wav"])) < 0.6


def test_a_corrupted_file_has_none(tmp_path, house):
    cut = tmp_path / "cut.wav"
    cut.write_bytes(house.read_bytes()[:200_000])

    with pytest.raises(AudioError) as refusal:
        listening.fingerprint(cut)

    assert refusal.value.reason == "truncated"


@pytest.mark.parametrize("name", ["house.mp3", "house.m4a", "house.flac"])
def test_a_beat_encoded_again_is_the_same_recording(tmp_path, name):
    found = words_of(write(tmp_path / name, played("house.wav") * np.float32(0.5)))

    assert alike(found, acoustid.decode(GOLDEN["house.wav"])) > 0.9


def test_another_beat_of_the_same_tempo_and_key_is_not(tmp_path):
    other = words_of(
        write(tmp_path / "other.wav", play(Beat("house", 124, 12, tonic=9, minor=True, degrees=(0, 3, 4, 6), seed=7)))
    )

    assert alike(other, acoustid.decode(GOLDEN["house.wav"])) < 0.6


def test_a_clip_out_of_the_middle_is_found(tmp_path):
    whole = played("long.wav")

    clip = words_of(write(tmp_path / "clip.wav", whole[70 * RATE : 85 * RATE]))

    assert alike(clip, acoustid.decode(GOLDEN["long.wav"])) > DUPLICATE


@pytest.mark.parametrize("factor", [0.98, 1.015])
def test_at_another_speed_a_probe_finds_it(tmp_path, factor):
    found = listening.fingerprint(write(tmp_path / "turned.wav", faster(played("house.wav"), factor)))

    original = acoustid.decode(GOLDEN["house.wav"])
    assert alike(found.words, original) < DUPLICATE
    assert max(alike(probe, original) for probe in found.probes) > DUPLICATE


def test_words_that_go_on_and_on_are_passed_over():
    words = [7] * 17 + [8] * 16 + [SILENCE, 9]

    assert list(likeness.telling(words)) == [*(Place(at, 8) for at in range(17, 33)), Place(34, 9)]


def test_an_index_holds_at_most_120_words_spread_over_the_sound():
    places = likeness.indexed(range(1000))

    assert (len(places), places[0], places[1], places[-1]) == (112, Place(0, 0), Place(9, 9), Place(999, 999))
    assert len(likeness.indexed(range(50))) == 50


def test_a_sound_lies_where_most_of_its_words_agree():
    words = [10, 11, 12, 13]
    postings = [Posting(10, 1, 5), Posting(11, 1, 6), Posting(12, 1, 9), Posting(13, 2, 3), Posting(99, 3, 0)]

    assert likeness.alignments(words, postings, at_most=2) == [
        Alignment(1, 5, 2),
        Alignment(1, 7, 1),
        Alignment(2, 0, 1),
    ]
    assert [each.owner for each in likeness.alignments(words, postings, at_most=1)] == [1, 1]


def test_likeness_falls_with_every_bit():
    words = list(np.random.default_rng(1).integers(1 << 32, size=100).tolist())

    assert likeness.likeness(words, words, 0) == 1.0
    assert likeness.likeness(words, [word ^ 0b1111 for word in words], 0) == 0.75
    assert likeness.likeness(words, [word ^ 0xFFFF for word in words], 0) == 0.0
    assert likeness.likeness(words, [0, *words], 2) == 1.0


def test_a_short_overlap_says_nothing():
    words = list(np.random.default_rng(1).integers(1 << 32, size=300).tolist())

    assert likeness.likeness(words, words[160:], -160) == 1.0
    assert likeness.likeness(words[:79], words, 0) == 0.0
    assert likeness.likeness(words[:80], words, 0) == 1.0
    assert likeness.likeness(words[:30], words[:33], 0) == 1.0
    assert likeness.likeness(words[:30], words[:40], 0) == 0.0


def test_words_are_packed_four_bytes_each():
    assert likeness.packed([1, 0xFFFFFFFF]) == b"\0\0\0\1\xff\xff\xff\xff"
    assert likeness.unpacked(b"\0\0\0\1\xff\xff\xff\xff") == (1, 0xFFFFFFFF)


def test_a_sound_of_several_channels_and_rates_is_heard_as_one(tmp_path):
    samples = played("house.wav")

    stereo = words_of(write(tmp_path / "stereo.wav", np.stack((samples, samples))))

    assert alike(stereo, acoustid.decode(GOLDEN["house.wav"])) > 0.99
    assert chromaprint.words_of(np.zeros(0, np.int16)).size == 0
